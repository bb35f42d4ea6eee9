"""A library with documents of the tests' own, kept current with the tests' own GOV.UK."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from fake_govuk import FakeGovUk
from made_pdfs import lines, pdf_bytes

from ingest import pipeline
from ingest.catalogue import Said
from ingest.documents import GuidanceDocument
from ingest.embedding import Embedder
from ingest.known import KnownEdition, KnownWork, Source
from ingest.library import Library
from ingest.sources.fetching import Fetcher
from ingest.sources.findings import Checked, Target, targets
from ingest.sources.sync import Settled, Sync

PATH = "/government/publications/keeping-watch"
PAGE = f"https://www.gov.uk{PATH}"
WORK = KnownWork(
    key="keeping-watch",
    title="Keeping watch over children",
    publisher="Department for Made-up Guidance",
    nation="england",
    audience="children",
    sector="education",
    kind="statutory guidance",
    source_url=PAGE,
    editions=(KnownEdition("2024", Source.READ, "its cover", published="2024-09-01"),),
)
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def pdf(*said: str) -> bytes:
    """A small PDF of guidance."""
    return pdf_bytes([lines("Keeping watch over children", *said)])


@dataclass
class Kept:
    """A library, and the client that keeps it current.

    Attributes:
        works: the well-known documents.
        now: when it is.
    """

    library: Library
    embedder: Embedder
    govuk: FakeGovUk
    fetcher: Fetcher
    folder: Path
    works: Mapping[str, KnownWork] = field(default_factory=lambda: {WORK.key: WORK})
    now: datetime = NOON

    def add(self, data: bytes, name: str = "watch.pdf", **said: str) -> GuidanceDocument:
        """Add a document that somebody has on disk."""
        path = self.folder / name
        path.write_bytes(data)
        told = {"title": WORK.title, "edition": "2024", "published": "2024-09-01", "source_url": PAGE, **said}
        if told["title"] == WORK.title:
            told["work"] = WORK.key
        (result,) = pipeline.add_files(self.library, self.embedder, [path], said={path: [Said(told)]})
        assert result.document, result.messages
        return result.document

    def targets(self, *, everything: bool = False) -> list[Target]:
        return targets(self.library.documents(), self.works, self.fetcher.site, everything=everything)

    def run(self) -> Sync:
        staging = self.folder / "staging"
        staging.mkdir(exist_ok=True)
        return Sync(self.library, self.embedder, self.fetcher, staging, self.now)

    def look(self, *, everything: bool = False) -> list[Checked]:
        """A dry run."""
        run = self.run()
        return [run.look(target) for target in self.targets(everything=everything)]

    def sync(self, *, everything: bool = False, stop_after: int | None = None) -> list[Settled]:
        """A whole run, or one that is cut off."""
        run = self.run()
        settled = []
        for target in run.remaining(self.targets(everything=everything))[:stop_after]:
            settled.append(run.settle(run.look(target)))
        if stop_after is None and not any(one.problem for one in settled):
            run.finish()
        return settled

    def documents(self) -> dict[str, GuidanceDocument]:
        return {document.id: document for document in self.library.documents()}

    def as_it_is(self) -> tuple[object, ...]:
        """All that is held and remembered, to see that nothing was changed."""
        home = self.library.home
        files = sorted(
            (str(path.relative_to(home)), path.read_bytes())
            for path in home.rglob("*")
            if path.is_file() and "sqlite" not in path.name and "vectors" not in path.parts
        )
        return self.library.version, self.library.counts(), files


def without_checked(documents: Sequence[GuidanceDocument]) -> list[GuidanceDocument]:
    """The documents apart from when they were compared."""
    return [replace(one, metadata=replace(one.metadata, checked=""), bases=()) for one in documents]
