"""The words of a table's cell, its paragraphs and list items apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from ingest.readers._hyphens import lines_joined
from ingest.readers._tables import Cell, cell_text
from ingest.readers.pdf.lines import BULLET, NUMBER, Line, joined
from ingest.readers.pdf.notes import marked

PARAGRAPH_GAP = 1.35
"""Step between baselines, in usual steps, that parts two paragraphs of a cell."""
AMPLE = 1.5
"""White space in ems left at the end of a line that was ended on purpose."""
WORD_SPACE = 0.5
"""White space in ems over which pieces side by side are not one text."""
SUBHEAD_WORDS = 12
"""Words up to which bold type in a cell may head what stands below it."""
_PADDING = 6.0
_UNFINISHED = re.compile(r"(?:[,–-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|under|with))$")
_ITEM = re.compile(rf"{BULLET.pattern}|{NUMBER.pattern}|[–—\-*]\s+(?=\S)")
_ENDED = re.compile(r"[.!?;]['’”\")]*$")


def levels(lines: Sequence[Line]) -> list[list[Line]]:
    """Printed lines from the top down, the pieces of each from left to right, a bullet with its words."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.y):
        if rows and abs(rows[-1][0].y - line.y) < 0.35 * max(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [
        [whole for near in _near(sorted(row, key=lambda line: line.x0)) for whole in joined(near)]
        for row in rows
    ]


def _near(row: Sequence[Line]) -> list[list[Line]]:
    """The pieces of a printed line in sets that no narrow gutter parts."""
    sets: list[list[Line]] = []
    for line in row:
        last = sets[-1][-1] if sets else None
        if last is None or (line.x0 - last.x1 > WORD_SPACE * line.size and not last.is_marker):
            sets.append([line])
        else:
            sets[-1].append(line)
    return sets


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell as printed on one page: its paragraphs and items, bullets kept, and how far it spans.

    ``subheads`` holds the places in ``texts`` of what heads the paragraphs and items below it in the cell.
    """

    texts: tuple[str, ...] = ()
    head: bool = False
    across: int = 1
    down: int = 1
    subheads: frozenset[int] = frozenset()

    def cell(self) -> Cell:
        """The cell for ``row_blocks``, each of its parts with the sub-head that it stands under."""
        parts: list[str] = []
        told: list[str] = []
        for subhead, texts in self._sections():
            stated = [words for text in texts if (words := cell_text([text]))]
            under = [f"{subhead}: {words}" if subhead else words for words in stated]
            parts += under or [subhead]
            told += [*under[:1], *stated[1:]] or [subhead]
        return Cell(
            cell_text(told), self.head, self.across, self.down, tuple(parts) if len(parts) > 1 else ()
        )

    def _sections(self) -> list[tuple[str, list[str]]]:
        """The texts by the sub-head that they stand under, or ""; one over a list heads its items only."""
        sections: list[tuple[str, list[str]]] = [("", [])]
        for at, text in enumerate(self.texts):
            subhead, under = sections[-1]
            if at in self.subheads:
                sections.append((text.rstrip(": "), []))
            elif subhead and under and _ITEM.match(under[0]) and not _ITEM.match(text):
                sections.append(("", [text]))
            else:
                under.append(text)
        return [section for section in sections if any(section)]

    def followed_by(self, after: "Printed") -> "Printed":
        """This cell with the rest of it from the next page."""
        joins = bool(self.texts and after.texts) and runs_on(self.texts[-1], after.texts[0])
        joins = joins and not self._ends_in_subhead and 0 not in after.subheads
        if joins:
            whole = (*self.texts[:-1], lines_joined((self.texts[-1], after.texts[0])), *after.texts[1:])
        else:
            whole = self.texts + after.texts
        start = len(self.texts) - joins
        subheads = self.subheads | {start + at for at in after.subheads}
        return replace(self, texts=whole, head=self.head and after.head, subheads=subheads)

    @property
    def _ends_in_subhead(self) -> bool:
        return len(self.texts) - 1 in self.subheads


def runs_on(text: str, after: str) -> bool:
    """Whether a text goes on with the sentence of the text before it."""
    return not _ITEM.match(after) and not _ENDED.search(text)


def printed(lines: Sequence[Line], right: float, head: bool | None = None) -> Printed:
    """The cell that holds these lines.

    Args:
        lines: its lines in any order.
        right: where its words must end, in points.
        head: whether it is a heading; None to judge by its being bold.
    """
    ordered = [line for row in levels(_upright(lines)) for line in row]
    is_head = bool(ordered) and all(line.bold for line in ordered) if head is None else head
    parts = _parts(ordered, right)
    texts = [lines_joined(marked(line.text, line.notes) for line in part) for part in parts]
    if is_head and not any(_ITEM.match(text) for text in texts):
        return Printed((lines_joined(texts),), is_head)
    return Printed(tuple(texts), is_head, subheads=frozenset() if is_head else _subheads(parts))


def _upright(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines as they are; those printed up the page (a turned row head) in the order they are read."""
    if not lines or any(line.x1 - line.x0 > 0.2 * len(line.text) * line.size for line in lines):
        return lines
    text = lines_joined(line.text for line in sorted(lines, key=lambda line: line.x0))
    first = lines[0]
    return [Line(text, first.page, first.x0, first.x1, first.y, first.size, first.bold)]


def _subheads(parts: Sequence[Sequence[Line]]) -> frozenset[int]:
    """Which parts of a cell are set in bold to head those below: one over a list or with a colon, or some of
    two or more; a single one over plain words may be a name, or a reference, beside others."""
    bold = [at for at, part in enumerate(parts) if _could_head(part)]
    found = set()
    for at in bold:
        below = parts[at + 1][0] if at + 1 < len(parts) else None
        listed = _ITEM.match(below.text) if below is not None else at and _ITEM.match(parts[at - 1][0].text)
        if listed or parts[at][-1].text.endswith(":") or (len(bold) > 1 and below is not None):
            found.add(at)
    return frozenset(found)


def _could_head(part: Sequence[Line]) -> bool:
    words = sum(len(line.text.split()) for line in part)
    whole = not part[-1].text.endswith((".", ",", ";")) and not _ITEM.match(part[0].text)
    return whole and words <= SUBHEAD_WORDS and _is_bold(part)


def _is_bold(part: Sequence[Line]) -> bool:
    return all(line.bold for line in part)


def _parts(lines: Sequence[Line], right: float) -> list[list[Line]]:
    steps = sorted(a.y - b.y for a, b in pairwise(lines) if a.y - b.y > 1)
    parts: list[list[Line]] = []
    for at, line in enumerate(lines):
        last = parts[-1][-1] if parts else None
        if (
            last is None
            or _parted(last, line, right, steps[0] if steps else line.size)
            or _turns_bold(last, lines[at:])
            or (_is_bold(parts[-1]) and _is_anew(line))
        ):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _parted(last: Line, line: Line, right: float, pitch: float) -> bool:
    """Whether a line begins a paragraph or item of its own."""
    if _ITEM.match(line.text):
        return True
    if last.y - line.y > PARAGRAPH_GAP * max(pitch, line.size):
        return not line.text[0].islower()
    return breaks_early(last, line, right) and not (last.bold and line.bold)


def _turns_bold(last: Line, lines: Sequence[Line]) -> bool:
    """Whether some lines begin with a sub-head in bold, rather than bold words within a sentence."""
    bold = list(takewhile(_bold, lines))
    after = lines[len(bold)] if len(bold) < len(lines) else None
    if last.bold or not bold or _UNFINISHED.search(last.text) or not bold[0].text[0].isupper():
        return False
    if after is None:
        # the page may end before what it heads
        return bold[0].x0 < last.x0 - 2
    return _is_anew(after) and len(bold) <= 3


def _bold(line: Line) -> bool:
    return line.bold


def _is_anew(line: Line) -> bool:
    """Whether a line not in bold is no rest of a sentence that was begun in bold."""
    return not line.bold and (not line.text[0].islower() or bool(_ITEM.match(line.text)))


def breaks_early(last: Line, line: Line, right: float) -> bool:
    """Whether a line starts anew although its first word had ample room at the end of the last one."""
    word = line.text.split(" ", 1)[0]
    per_letter = (line.x1 - line.x0) / max(len(line.text), 1)
    starts_anew = word[0].isupper() or word[0].isdigit() or "@" in word or word.startswith("www")
    room = right - _PADDING - last.x1 - per_letter * (len(word) + 1)
    return starts_anew and room > AMPLE * line.size and not _UNFINISHED.search(last.text)
