"""What tests of sources share: a GOV.UK and a stranger on this machine, and a clock that nobody waits for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_clock import Waits
from fake_govuk import FakeGovUk
from made_library import Kept

from ingest.embedding import Embedder
from ingest.library import Library
from ingest.sources.fetching import Fetcher, Limits

EXAMPLES = Path(__file__).parents[4] / "shared" / "datasets" / "govuk-content-api"


@pytest.fixture
def govuk() -> Iterator[FakeGovUk]:
    """The publisher."""
    with FakeGovUk() as server:
        yield server


@pytest.fixture
def stranger() -> Iterator[FakeGovUk]:
    """A host that is not listed; a test fails if it was contacted."""
    with FakeGovUk() as server:
        yield server
        assert server.asked == [], "a host was contacted that is not listed"


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def fetcher(govuk: FakeGovUk, waits: Waits) -> Iterator[Fetcher]:
    """A client of the publisher that draws the longest of each wait, and does not wait."""
    limits = Limits(between=0.0, connect=5, read=5, answer_bytes=200_000, file_bytes=500_000)
    with Fetcher(
        govuk.site,
        limits,
        clock=waits.clock,
        now=waits.now,
        sleep=waits.sleep,
        jitter=lambda low, high: high,
    ) as one:
        yield one


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of real answers of the Content API, which is not part of the project; skips if absent."""
    if not EXAMPLES.is_dir():
        pytest.skip(f"needs the example answers in {EXAMPLES}, which are not part of the project")
    return EXAMPLES


@pytest.fixture
def kept(library: Library, embedder: Embedder, govuk: FakeGovUk, fetcher: Fetcher, tmp_path: Path) -> Kept:
    """An empty library, and the client that keeps it current."""
    return Kept(library, embedder, govuk, fetcher, tmp_path)
