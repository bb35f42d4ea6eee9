"""The number printed on each page, which is what a reader with the paper looks for."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.readers.pdf.furniture import MARGIN
from ingest.readers.pdf.lines import Line

AGREEING = 3
"""Pages that must count alike for a number in the margin to be the page's own."""
_NUMBER = re.compile(r"(?<![\w./:-])(?:\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})(?![\w/:-]|\.\d)")

Offset = tuple[bool, int]
"""Whether the numerals are roman, and by how much physical pages are ahead of them."""


def page_labels(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> tuple[str, ...]:
    """The label printed on each page, "" where none is.

    Of the numbers in the margins those are labels that go up with the pages: a chapter's number or an
    edition's year stays the same.

    Args:
        pages: the lines of each page, furniture included.
        heights: of each page, in points.
    """
    found = [list(_candidates(lines, height)) for lines, height in zip(pages, heights, strict=True)]
    counts = Counter(
        offset
        for at, candidates in enumerate(found, start=1)
        for offset in {_offset(at, label) for label in candidates}
    )
    least = min(AGREEING, max(len(pages), 1))
    return tuple(_label(at, candidates, counts, least) for at, candidates in enumerate(found, start=1))


def _label(page: int, candidates: Sequence[str], counts: Counter[Offset], least: int) -> str:
    best = max(candidates, key=lambda label: counts[_offset(page, label)], default="")
    return best if best and counts[_offset(page, best)] >= least else ""


def _offset(page: int, label: str) -> Offset:
    return (False, page - int(label)) if label.isdigit() else (True, page - _roman(label))


def _candidates(lines: Sequence[Line], height: float) -> Iterator[str]:
    """The numbers at either end of the lines in a page's margins."""
    for line in lines:
        if MARGIN * height < line.y < (1 - MARGIN) * height:
            continue
        numbers = list(_NUMBER.finditer(line.text))
        for number in numbers[:1] + numbers[-2:]:
            if not number.start() and re.match(r"[.)]\s", line.text[number.end() :]):
                continue  # a numbered paragraph
            around = line.text[: number.start()] + line.text[number.end() :]
            if number[0].isdigit() or not re.search(r"\w", around):
                yield number[0]


def _roman(numeral: str) -> int:
    worths = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[sign] for sign in numeral.casefold()]
    return sum(-worth if worth < after else worth for worth, after in pairwise([*worths, 0]))
