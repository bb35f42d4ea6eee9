"""Words that are drawn on a PDF page letter by letter, as shapes, which its text does not hold."""

from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import quantiles

from ingest.readers.pdf.artwork import Artwork, Box, Point, area, around, union

LEAST_LETTERS = 60
LEAST_SHAPES = 10
"""Letters differ: a page of ticks or stars has fewer kinds of shape than this."""
LETTER = (1.5, 40.0)
"""The least and the greatest size of a letter, in points."""
EVEN = 2.2
"""How far apart in size the middle half of a text's letters are at most: the drawings of a crest are more."""
CELL = 24.0
"""Letters less than about this many points apart belong together."""

Letter = tuple[Box, int]
"""Where a shape is, and of how many points it is made."""


def outlined_words(drawn: Artwork, least: float) -> list[Box]:
    """The places where words are drawn as shapes, each of at least an area in square points."""
    letters = [
        (around(part), len(part))
        for outline in drawn.outlines
        if outline.filled and (outline.curved or len(outline.parts) > 3)
        for part in outline.parts
        if _is_letter(part)
    ]
    if len(letters) < LEAST_LETTERS:
        return []
    return [
        box
        for group in _together(letters)
        if area(box := union([letter for letter, _ in group])) >= least and _is_text(group)
    ]


def _is_letter(part: tuple[Point, ...]) -> bool:
    box = around(part)
    size = max(box[2] - box[0], box[3] - box[1])
    return len(part) > 4 and LETTER[0] <= size <= LETTER[1]


def _is_text(letters: list[Letter]) -> bool:
    if len(letters) < LEAST_LETTERS or len({points for _, points in letters}) < LEAST_SHAPES:
        return False
    sizes = [max(box[2] - box[0], box[3] - box[1]) for box, _ in letters]
    low, _, high = quantiles(sizes, n=4)
    return high <= EVEN * low and max(Counter(points for _, points in letters).values()) < len(letters) / 2


def _together(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Letters in groups that stand apart, by the cells of a grid laid over the page."""
    cells: dict[tuple[int, int], list[Letter]] = {}
    for letter in letters:
        left, bottom, right, top = letter[0]
        cell = int((left + right) / 2 // CELL), int((bottom + top) / 2 // CELL)
        cells.setdefault(cell, []).append(letter)
    while cells:
        waiting = [next(iter(cells))]
        group: list[Letter] = []
        while waiting:
            x, y = waiting.pop()
            if (x, y) in cells:
                group += cells.pop((x, y))
                waiting += [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        yield group
