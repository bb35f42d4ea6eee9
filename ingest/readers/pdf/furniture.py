"""What a page carries besides its text: running heads and feet, page numbers, contents lists."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from ingest.readers.pdf.lines import Line

MARGIN = 0.12
"""Share of the page's height, above and below, and of its width, at each side, where furniture stands."""
REPEATS = 3
"""A marginal line seen at one place on this many pages is a running head."""
PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-–|\s]*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?[-–|\s]*", re.I
)
RUNNING = 0.3
"""Share of the pages that have a running head at one height for whatever stands there to be one."""
TAGGED = 0.8
"""Share of a page's letters that must be tagged for what is not to be furniture."""
CONTENTS = re.compile(r"(?:table of )?contents(?: page)?:?", re.I)
ENTRY_PAGE = re.compile(r"(?:\d{1,3}|[ivxlc]{1,6})$")
LONGEST_ENTRY = 25
"""Words."""
DOTS = " \t.…·_"
"""What leads from an entry in a contents list to its page number."""

Pages = Sequence[Sequence[Line]]
Places = dict[tuple[str, int], set[int]]
"""The pages on which some words, numbers made alike, stand at a height."""


def without_furniture(pages: Pages, sizes: Sequence[tuple[float, float]]) -> list[list[Line]]:
    """Drop running heads and feet, page numbers and contents lists.

    A tagged PDF leaves its furniture untagged and tags its contents lists.

    Args:
        pages: the lines of each page.
        sizes: width and height of each page, in points.
    """
    places: Places = {}
    for lines, size in zip(pages, sizes, strict=True):
        for line in lines:
            places.setdefault(_place(line, size), set()).add(line.page)
    repeats = min(REPEATS, max(len(pages), 2))
    slots = _slots(pages, sizes, places, repeats)
    kept = [
        [
            line
            for line in lines
            if not (
                _slot(line, size) in slots
                or _is_furniture(line, size, places, repeats)
                or _is_untagged(line, size, type_size)
            )
        ]
        for lines, size, type_size in zip(pages, sizes, map(_tagged_type, pages), strict=True)
    ]
    return _without_contents(_without_tagged_contents(kept))


def running_lines(pages: Pages, sizes: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    """What running heads and feet say, each line once, page numbers left out; arguments as above."""
    repeats = min(REPEATS, max(len(pages), 2))
    found: dict[tuple[str, int], tuple[str, set[int]]] = {}
    for lines, size in zip(pages, sizes, strict=True):
        for line in lines:
            if _above_or_below(line, size) and not PAGE_NUMBER.fullmatch(line.text):
                found.setdefault(_place(line, size), (line.text, set()))[1].add(line.page)
    return tuple(dict.fromkeys(text for text, on in found.values() if len(on) >= repeats))


def _slot(line: Line, size: tuple[float, float]) -> tuple[int, float] | None:
    """Where in a margin a line stands, as a percentage of the page's height, and the size of its type."""
    return (round(line.y / size[1] * 100), line.size) if _above_or_below(line, size) else None


def _slots(
    pages: Pages, sizes: Sequence[tuple[float, float]], places: Places, repeats: int
) -> set[tuple[int, float] | None]:
    """The places of running heads whose words change, as chapters' titles do: those where others repeat, in
    type that the text is not set in."""
    type_sizes = Counter(line.size for lines in pages for line in lines)
    usual = {size for size, _ in type_sizes.most_common(1)}
    found = Counter(
        _slot(line, size)
        for lines, size in zip(pages, sizes, strict=True)
        for line in lines
        if _is_furniture(line, size, places, repeats)
    )
    least = max(REPEATS, RUNNING * len(pages))
    return {slot for slot, count in found.items() if slot and count >= least and slot[1] not in usual}


def _tagged_type(lines: Sequence[Line]) -> float:
    """The size in points of most of a tagged page's type; 0 where the page is not tagged."""
    tagged = [line for line in lines if line.tag is not None]
    letters = sum(len(line.text) for line in lines)
    if sum(len(line.text) for line in tagged) <= TAGGED * letters:
        return 0
    return median(line.size for line in tagged)


def _is_untagged(line: Line, size: tuple[float, float], type_size: float) -> bool:
    """Whether a line in the margin of a tagged page is left out of its tags, as furniture is; one above or
    below in the text's own type, or in larger, is text that was forgotten."""
    if line.tag is not None:
        return False
    if _beside(line, size):
        return line.size < type_size + 2.5
    return _above_or_below(line, size) and line.size < type_size - 0.5


def _place(line: Line, size: tuple[float, float]) -> tuple[str, int]:
    """A line's words, numbers made alike, and its height; two pages' running heads share both."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.y / size[1] * 100)


def _is_furniture(line: Line, size: tuple[float, float], places: Places, least: int) -> bool:
    above_or_below = _above_or_below(line, size)
    if above_or_below and PAGE_NUMBER.fullmatch(line.text):
        return True
    if line.marker or (line.tag is not None and line.tag.note is not None):
        return False  # a footnote, which may well be the same on many pages
    text, place = _place(line, size)
    seen_on = set().union(*(places.get((text, place + shift), ()) for shift in (-1, 0, 1)))
    # a number at the side may belong to a contents list, which is looked for after this
    return len(seen_on) >= least and (above_or_below or (_beside(line, size) and text != "#"))


def _above_or_below(line: Line, size: tuple[float, float]) -> bool:
    return not MARGIN * size[1] < line.y < (1 - MARGIN) * size[1]


def _beside(line: Line, size: tuple[float, float]) -> bool:
    return line.x0 > (1 - 1.4 * MARGIN) * size[0] or line.x1 < MARGIN * size[0]


def _without_tagged_contents(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop the contents lists that a tagged PDF marks, with the word above them."""
    kept = []
    for page in pages:
        lines = page
        if any(line.tag is not None and line.tag.contents for line in lines):
            lines = [line for line in lines if not CONTENTS.fullmatch(line.text)]
        kept.append([line for line in lines if line.tag is None or not line.tag.contents])
    return kept


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
    return re.sub(r"\W+", " ", _led(text) or text).strip().casefold()


def _led(text: str) -> str:
    """The words of a contents entry whose page number stands after dots or a space; "" of another line."""
    number = ENTRY_PAGE.search(text)
    if number is None:
        return ""
    before = text[: number.start()]
    words = before.rstrip(DOTS)
    gap = before[len(words) :]
    return words if " " in gap or "…" in gap or "..." in gap else ""


def _is_entry(line: Line, last_seen: dict[str, int]) -> bool:
    if _led(line.text) or line.text.endswith("....."):
        return True
    name = _entry(line.text)
    if len(name.split()) > LONGEST_ENTRY or line.text.endswith((".", ";", ",", ":")):
        return False
    return bool(name) and (name.isdigit() or last_seen.get(name, 0) > line.page)
