"""What the fuzzer has found, built by hand, each as small as it gets: none of them may stop a reader."""

from pathlib import Path

import pytest
from hostile_pdfs import WORDS, pdf

from eval.fuzz.promises import broken_promises
from ingest.errors import UnreadableDocument
from ingest.readers import read


def read_or_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        reading = read(path)
    except UnreadableDocument:
        return
    assert broken_promises(reading) == []


def test_text_set_at_no_place_that_is_a_number(tmp_path: Path):
    """Scales that multiply to infinity, and infinity less infinity."""
    grown = b"q " + b"100 0 0 100 300 300 cm " * 40 + WORDS
    read_or_refused(tmp_path / "a.pdf", pdf(content=grown))
    read_or_refused(tmp_path / "b.pdf", pdf(content=b"1e38 -1e38 1e38 1e38 1e38 -1e38 cm " * 2 + WORDS))


def test_a_number_alone_at_the_end_of_pages_of_text(tmp_path: Path):
    read_or_refused(tmp_path / "a.txt", b"\f(a)")
    read_or_refused(tmp_path / "b.txt", b"Words.\f\n(a)\f(b)")


def test_a_raised_number_with_nothing_but_its_like_after_it(tmp_path: Path):
    read_or_refused(tmp_path / "a.md", b"<sup>1</sup><sup>1</sup>")
    read_or_refused(tmp_path / "a.html", b"<p><sup>1</sup> 1.</p><p>Words</p>")


@pytest.mark.parametrize(
    "crop", [b"0 0 595 0", b"0 0 0 842", b"0 8 5 -8", b"0 0 1e-9 1e-9", b"0 0 1e38 1e38"]
)
def test_a_page_without_width_or_height(crop: bytes, tmp_path: Path):
    read_or_refused(tmp_path / "a.pdf", pdf(page=b"/CropBox [%s]" % crop))
    read_or_refused(tmp_path / "b.pdf", pdf(box=crop))
