"""Lattices: the cells that ruled lines and filled boxes mark off on a page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from ingest.readers.pdf.artwork import Box, Colour
from ingest.readers.pdf.drawings import Drawing, Rule, Shape
from ingest.readers.pdf.lines import Line

NEAR = 3.5
"""Points within which two drawn edges are one."""
GUTTER = 16.0
"""White space between boxes up to which they may be cells of one table."""
CROSSED = 12.0
"""Points by which two lines that rule a table by themselves must reach past each other."""
MOST_EDGES = 1500
MOST_CELLS = 6000


@dataclass(frozen=True, slots=True)
class Place:
    """A cell's place in a lattice: first row and column, how many it spans, and its fill."""

    row: int
    column: int
    down: int = 1
    across: int = 1
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class Lattice:
    """Edges of columns from left to right and of rows from top to bottom, with the cells between them."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    places: tuple[Place, ...]
    closed: bool = True
    """Whether a line or a shade ends it below, so that its rows are those that are drawn."""

    @property
    def box(self) -> Box:
        """Where it stands on the page."""
        return self.columns[0], self.rows[-1], self.columns[-1], self.rows[0]

    def box_of(self, place: Place) -> Box:
        """Where a cell stands on the page."""
        return (
            self.columns[place.column],
            self.rows[place.row + place.down],
            self.columns[place.column + place.across],
            self.rows[place.row],
        )


def lattices(drawing: Drawing, lines: Sequence[Line]) -> list[Lattice]:
    """Every lattice on a page, a lone box too; drawings that tile no rectangle (flow charts) are none."""
    shapes = _closed_up(_cell_shapes(drawing.shapes, lines), drawing, lines)
    across = _merged([r for r in drawing.across if not _underlines(r, lines)] + _sides(shapes, across=True))
    down = _merged([*drawing.down, *_sides(shapes, across=False)])
    if len(across) + len(down) > MOST_EDGES:
        return []
    found = []
    for level, upright in _connected(across, down):
        lattice = _lattice(level, upright, shapes)
        if lattice is not None:
            found.append(lattice)
    return [*found, *_stacks(across, down, shapes)]


def _underlines(rule: Rule, lines: Sequence[Line]) -> bool:
    """Whether a line across belongs to words: under or through them, and no longer than they are."""
    return any(
        -0.4 * line.size < rule.at - line.y < 0.6 * line.size
        and line.x0 - 2 <= rule.start
        and rule.end <= line.x1 + 2
        for line in lines
    )


def _cell_shapes(shapes: Sequence[Shape], lines: Sequence[Line]) -> list[Shape]:
    """Boxes less highlighted words, shades within a like shade, and bands of one shade made whole."""
    kept = [s for s in dict.fromkeys(shapes) if not _highlights(s.box, lines)][: MOST_EDGES // 4]
    kept = [s for s in kept if not any(o is not s and _within(s, o) for o in kept)]
    kept.sort(key=lambda s: (s.box[0], s.box[2], -s.box[3]))
    whole: list[Shape] = []
    for shape in kept:
        last = whole[-1] if whole else None
        if (
            last is not None
            and last.colour == shape.colour is not None
            and abs(last.box[0] - shape.box[0]) < 1 > abs(last.box[2] - shape.box[2])
            and abs(last.box[1] - shape.box[3]) < 0.8
        ):
            left, _, right, top = last.box
            whole[-1] = replace(last, box=(left, shape.box[1], right, top))
        else:
            whole.append(shape)
    return whole


def _highlights(box: Box, lines: Sequence[Line]) -> bool:
    left, bottom, right, top = box
    return any(
        top - bottom < 1.8 * line.size
        and bottom - 1 <= line.y + 0.3 * line.size <= top + 1
        and line.x0 - 3 <= left
        and right <= line.x1 + 3
        for line in lines
    )


def _within(shape: Shape, other: Shape) -> bool:
    a, b = shape.box, other.box
    inside = a[0] > b[0] - 1 and a[1] > b[1] - 1 and a[2] < b[2] + 1 and a[3] < b[3] + 1
    return inside and a != b and (shape.colour in (None, other.colour))


def _closed_up(shapes: Sequence[Shape], drawing: Drawing, lines: Sequence[Line]) -> list[Shape]:
    """Boxes with a narrow white gutter between them, made to meet in its middle; not where words stand in
    it or an arrow leads over it."""
    moved = [list(shape.box) for shape in shapes]
    for (i, a), (j, b) in product(enumerate(s.box for s in shapes), repeat=2):
        for low, high, start, end in ((0, 2, 1, 3), (1, 3, 0, 2)):
            gap = b[low] - a[high]
            overlap = min(a[end], b[end]) - max(a[start], b[start])
            if 0.5 < gap <= GUTTER and overlap > 0.5 * min(a[end] - a[start], b[end] - b[start]):
                if low == 1 and any(_stands_in((a[0], a[3], a[2], b[1]), line) for line in lines):
                    continue
                arrows = drawing.across if low == 0 else drawing.down
                if any(_leads_over(rule, a[high], b[low], a[start], a[end]) for rule in arrows):
                    continue
                moved[i][high] = moved[j][low] = (a[high] + b[low]) / 2
    return [
        replace(shape, box=(box[0], box[1], box[2], box[3])) for shape, box in zip(shapes, moved, strict=True)
    ]


def _leads_over(rule: Rule, near: float, far: float, low: float, high: float) -> bool:
    middle = (near + far) / 2
    return low + NEAR < rule.at < high - NEAR and rule.start < middle < rule.end < far + NEAR


def _stands_in(box: Box, line: Line) -> bool:
    return box[0] <= line.centre <= box[2] and box[1] < line.y + 0.3 * line.size < box[3]


def _sides(shapes: Iterable[Shape], *, across: bool) -> list[Rule]:
    low, start, high, end = (1, 0, 3, 2) if across else (0, 1, 2, 3)
    return [Rule(s.box[side], s.box[start], s.box[end]) for s in shapes for side in (low, high)]


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one line made one."""
    levels = _clustered(rule.at for rule in rules)
    by_level: dict[float, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_level[min(levels, key=lambda level: abs(level - rule.at))].append(rule)
    merged: list[Rule] = []
    for at, level in by_level.items():
        level.sort(key=lambda rule: rule.start)
        start, end = level[0].start, level[0].end
        for rule in level[1:]:
            if rule.start > end + NEAR:
                merged.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        merged.append(Rule(at, start, end))
    return merged


def _clustered(values: Iterable[float]) -> list[float]:
    """Values, those that stand nearer than NEAR to the first of their cluster made one."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][0] <= NEAR:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return [sum(cluster) / len(cluster) for cluster in clusters]


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Edges in sets that touch one another."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, level in enumerate(across):
        for j, upright in enumerate(down, start=len(across)):
            if (
                level.start - NEAR <= upright.at <= level.end + NEAR
                and upright.start - NEAR <= level.at <= upright.end + NEAR
            ):
                parent[root(i)] = root(j)
    sets: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, rule in enumerate((*across, *down)):
        sets[root(i)][i >= len(across)].append(rule)
    return [(a, d) for a, d in sets.values() if d and (len(a) > 1 or (a and _cross(a[0], d[0])))]


def _cross(level: Rule, upright: Rule) -> bool:
    """Whether one line under heads and one down between two columns are all that rules a table."""
    return (
        level.start + CROSSED < upright.at < level.end - CROSSED
        and upright.start + CROSSED < level.at < upright.end - CROSSED
    )


def _lattice(across: Sequence[Rule], down: Sequence[Rule], shapes: Sequence[Shape]) -> Lattice | None:
    columns = _clustered([*(r.at for r in down), min(r.start for r in across), max(r.end for r in across)])
    rows = _clustered([*(r.at for r in across), min(r.start for r in down), max(r.end for r in down)])[::-1]
    if len(columns) < 2 or len(rows) < 2 or len(columns) * len(rows) > MOST_CELLS:
        return None
    places = _places(columns, rows, across, down)
    if places is None:
        return None
    closed = min(r.at for r in across) - rows[-1] < NEAR
    bare = Lattice(tuple(columns), tuple(rows), (), closed)
    coloured = tuple(replace(p, colour=_colour(bare.box_of(p), shapes)) for p in places)
    return replace(bare, places=coloured)


def _places(
    columns: Sequence[float], rows: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> list[Place] | None:
    """The cells between the edges, or None where some are no rectangles."""
    wide, high = len(columns) - 1, len(rows) - 1
    owner = {at: at for at in product(range(high), range(wide))}

    def root(at: tuple[int, int]) -> tuple[int, int]:
        while owner[at] != at:
            at = owner[at]
        return at

    for row, column in sorted(owner):
        if column + 1 < wide and not _covered(down, columns[column + 1], rows[row + 1], rows[row]):
            owner[root((row, column + 1))] = root((row, column))
        if row + 1 < high and not _covered(across, rows[row + 1], columns[column], columns[column + 1]):
            owner[root((row + 1, column))] = root((row, column))
    members: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for at in sorted(owner):
        members[root(at)].append(at)
    places = []
    for cell in members.values():
        (top, _), (bottom, _) = cell[0], cell[-1]
        left, right = min(c for _, c in cell), max(c for _, c in cell)
        if len(cell) != (bottom - top + 1) * (right - left + 1):
            return None
        places.append(Place(top, left, bottom - top + 1, right - left + 1))
    return sorted(places, key=lambda place: (place.row, place.column))


def _covered(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    return any(
        abs(rule.at - at) <= NEAR and min(rule.end, end) - max(rule.start, start) >= 0.6 * (end - start)
        for rule in rules
    )


def _colour(box: Box, shapes: Sequence[Shape]) -> Colour | None:
    """The fill that covers most of a cell; the last drawn lies on top."""
    area = max((box[2] - box[0]) * (box[3] - box[1]), 1)
    for shape in reversed(shapes):
        a = shape.box
        wide = min(a[2], box[2]) - max(a[0], box[0])
        high = min(a[3], box[3]) - max(a[1], box[1])
        if shape.colour is not None and wide > 0 < high and wide * high > 0.6 * area:
            return shape.colour
    return None


def _stacks(across: Sequence[Rule], down: Sequence[Rule], shapes: Sequence[Shape]) -> list[Lattice]:
    """Lines of one length one below another, with none down between them: rows without columns."""
    stacks: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in sorted(across, key=lambda rule: -rule.at):
        touched = any(
            rule.start - NEAR <= other.at <= rule.end + NEAR
            and other.start - NEAR <= rule.at <= other.end + NEAR
            for other in down
        )
        if not touched:
            key = next(
                (k for k in stacks if abs(k[0] - rule.start) < NEAR and abs(k[1] - rule.end) < NEAR),
                (round(rule.start), round(rule.end)),
            )
            stacks[key].append(rule)
    found = []
    for rules in stacks.values():
        if len(rules) < 3:
            continue
        columns = (min(r.start for r in rules), max(r.end for r in rules))
        rows = tuple(r.at for r in rules)
        bare = Lattice(columns, rows, ())
        places = [Place(row, 0) for row, _ in enumerate(pairwise(rows))]
        coloured = tuple(replace(p, colour=_colour(bare.box_of(p), shapes)) for p in places)
        found.append(replace(bare, places=coloured))
    return found
