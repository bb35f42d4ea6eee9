"""A page of a document as it is printed: its text laid out as on the page, and its picture."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from ingest.documents import GuidanceDocument
from ingest.errors import IngestError

WIDEST = 240
"""Columns of a page laid out as text."""
MOST_CHARACTERS = 50_000
"""Of a page; more are no page of guidance."""
SCALE = 2.0
"""Picture points for each point of the page (144 to the inch), less where a page is very large."""
MOST_POINTS = 5000
"""On a side of the picture."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, with its place in points from the left, and downwards."""

    left: float
    right: float
    middle: float
    height: float
    text: str


class PageNotShown(IngestError):
    """The file that a document was read from cannot show the page; the message says why."""


def page_text(document: GuidanceDocument, page: int) -> str:
    """The text layer of a page, laid out with spaces as on the page; PageNotShown if the file has gone."""
    opened = _open(document)
    try:
        return "\n".join(_laid_out(list(_words(opened[page - 1]))))
    finally:
        opened.close()


def save_picture(document: GuidanceDocument, page: int, file: Path) -> None:
    """Write a picture of a page as PNG; PageNotShown if it cannot be drawn or written."""
    opened = _open(document)
    try:
        sheet = opened[page - 1]
        scale = min(SCALE, MOST_POINTS / max(*sheet.get_size(), 1.0))
        sheet.render(scale=scale).to_pil().save(file, format="PNG")
    except OSError as error:
        raise PageNotShown(f"The picture cannot be written to {file} ({error.strerror or error}).") from error
    finally:
        opened.close()


def _open(document: GuidanceDocument) -> Any:
    """The document's file, if it is a PDF and still holds the bytes that were read."""
    path = Path(document.path)
    if path.suffix.lower() != ".pdf":
        raise PageNotShown("Only the pages of PDF files can be shown as printed.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PageNotShown(f"The file it was read from, {path}, cannot be opened any more.") from error
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise PageNotShown(f"The file it was read from, {path}, has changed since. Add it again.")
    import pypdfium2

    return pypdfium2.PdfDocument(data)


def _words(page: Any) -> Iterator[_Word]:
    """The words of a page in the order in which they are drawn."""
    layer = page.get_textpage()
    word: list[tuple[str, tuple[float, ...]]] = []
    for index in range(min(layer.count_chars(), MOST_CHARACTERS)):
        character = layer.get_text_range(index, 1)
        if character.strip():
            word.append((character, layer.get_charbox(index, loose=True)))
        elif word:
            yield _word(word)
            word = []
    if word:
        yield _word(word)


def _word(characters: Sequence[tuple[str, tuple[float, ...]]]) -> _Word:
    lefts, bottoms, rights, tops = zip(*(box for _, box in characters), strict=True)
    text = "".join(character for character, _ in characters)
    return _Word(min(lefts), max(rights), -(tops[0] + bottoms[0]) / 2, tops[0] - bottoms[0], text)


def _laid_out(words: Sequence[_Word]) -> Iterator[str]:
    """The lines of a page from the top, words that stand apart at the column of their place; a wider step
    between lines than most as an empty line."""
    if not words:
        return
    margin = min(one.left for one in words)
    wide = max(median((one.right - one.left) / len(one.text) for one in words), 1.0)
    lines = list(_lines(words))
    steps = [after[0].middle - before[0].middle for before, after in pairwise(lines)]
    usual = median(steps) if steps else 0.0
    for step, line in zip([0.0, *steps], lines, strict=True):
        if step > 1.4 * usual:
            yield ""
        yield _line(line, margin, wide)


def _line(words: Sequence[_Word], margin: float, wide: float) -> str:
    laid, end = "", margin
    for one in sorted(words, key=lambda word: word.left):
        if one.left - end > 1.5 * wide:
            column = min(round((one.left - margin) / wide), WIDEST)
            laid = laid.ljust(max(column, len(laid) + 2 * bool(laid))) + one.text
        else:
            laid += " " * (one.left - end > 0.15 * wide and bool(laid)) + one.text
        end = max(end, one.right)
    return laid


def _lines(words: Sequence[_Word]) -> Iterator[list[_Word]]:
    """Words at one height, from the top of the page."""
    line: list[_Word] = []
    for one in sorted(words, key=lambda word: word.middle):
        if line and one.middle - line[0].middle > 0.5 * max(line[0].height, one.height):
            yield line
            line = []
        line.append(one)
    yield line
