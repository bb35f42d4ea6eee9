"""What the reader tests share: real guidance where there is some, and texts read as files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import Block
from ingest.readers import read

GUIDANCE = Path(__file__).parents[4] / "shared" / "guidance"


@pytest.fixture
def guidance() -> Callable[[str], Path]:
    """Finds a real document by its name under shared/guidance, or skips the test."""

    def find(name: str) -> Path:
        path = GUIDANCE / name
        if not path.exists():
            pytest.skip(f"needs the real document {name}, which is not part of the project")
        return path

    return find


@pytest.fixture
def blocks_of(tmp_path: Path) -> Callable[[str, str], tuple[Block, ...]]:
    """Reads a text as if it stood in a file with the given ending."""

    def blocks(text: str, ending: str) -> tuple[Block, ...]:
        path = tmp_path / f"document{ending}"
        path.write_text(text, encoding="utf-8")
        return read(path).blocks

    return blocks
