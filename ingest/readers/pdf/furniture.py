"""What a page carries besides its text: running heads and feet, page numbers, contents lists."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.pdf.lines import Line

MARGIN = 0.12
"""Share of the page's height, above and below, and of its width, at each side, where furniture stands."""
REPEATS = 3
"""A marginal line seen at one place on this many pages is a running head."""
PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-–|\s]*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?[-–|\s]*", re.I
)
CONTENTS = re.compile(r"(?:table of )?contents(?: page)?:?", re.I)
LEADER = re.compile(r"[\s.…·_]*(?:\.{3,}|…|\s)[\s.…·_]*(\d{1,3}|[ivxlc]{1,6})$")
"""The dots and the page number at the end of an entry in a contents list."""

Pages = Sequence[Sequence[Line]]


def without_furniture(pages: Pages, sizes: Sequence[tuple[float, float]]) -> list[list[Line]]:
    """Drop running heads and feet, page numbers and contents lists.

    Args:
        pages: the lines of each page.
        sizes: width and height of each page, in points.
    """
    places = Counter(
        key
        for lines, size in zip(pages, sizes, strict=True)
        for key in {_place(line, size) for line in lines}
    )
    kept = [
        [line for line in lines if not _is_furniture(line, size, places)]
        for lines, size in zip(pages, sizes, strict=True)
    ]
    return _without_contents(kept)


def _place(line: Line, size: tuple[float, float]) -> tuple[str, int]:
    """A line's words, numbers made alike, and its height; two pages' running heads share both."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.y / size[1] * 100)


def _is_furniture(line: Line, size: tuple[float, float], places: Counter[tuple[str, int]]) -> bool:
    width, height = size
    above_or_below = not MARGIN * height < line.y < (1 - MARGIN) * height
    beside = line.x0 > (1 - 1.4 * MARGIN) * width or line.x1 < MARGIN * width
    if above_or_below and PAGE_NUMBER.fullmatch(line.text):
        return True
    text, place = _place(line, size)
    repeats = sum(places[text, place + shift] for shift in (-1, 0, 1))
    # a number at the side may belong to a contents list, which is looked for after this
    return repeats >= REPEATS and (above_or_below or (beside and text != "#"))


def _without_contents(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop the entries of contents lists: lines that name a later line, or end in leaders and a page."""
    seen_on: dict[str, int] = {}
    for lines in pages:
        for line in lines:
            seen_on[_entry(line.text)] = line.page
    kept: list[list[Line]] = []
    listing = False
    for lines in pages:
        entries = [_is_entry(line, seen_on) for line in lines]
        start = next((i for i, line in enumerate(lines) if CONTENTS.fullmatch(line.text)), None)
        if len(lines) >= 6 and sum(entries) >= 0.6 * len(lines) and (listing or start is not None):
            kept.append([])
            listing = True
            continue
        listing = start is not None
        kept.append(
            lines if start is None else lines[:start] + _after_list(lines[start + 1 :], entries[start + 1 :])
        )
    return kept


def _after_list(lines: list[Line], entries: list[bool]) -> list[Line]:
    """What follows a contents list that shares its page with text."""
    for index, is_entry in enumerate(entries):
        if not is_entry:
            return lines[index:]
    return []


def _entry(text: str) -> str:
    """A contents entry or heading reduced to what both share."""
    return re.sub(r"\W+", " ", LEADER.sub("", text)).strip().casefold()


def _is_entry(line: Line, last_seen: dict[str, int]) -> bool:
    if LEADER.search(line.text):
        return True
    name = _entry(line.text)
    return bool(name) and (name.isdigit() or last_seen.get(name, 0) > line.page)
