"""Footnotes: markers taken out of sentences, and each footnote put after the block that refers to it."""

import re
from collections.abc import Sequence

from ingest.documents import Block, BlockKind

Notes = tuple[tuple[int, str], ...]
"""Places in a text where a footnote marker stood, each with the footnote's number."""

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
MARKS = frozenset((_OPEN, _CLOSE))
"""Stand around a marker's number within a text while it is put together; no document may bring its own."""
_MARK = re.compile(f"{_OPEN}(\\w+){_CLOSE}")


def mark(number: str) -> str:
    """A footnote's number, to stand in a text until ``lifted``."""
    return f"{_OPEN}{number}{_CLOSE}"


def marked(text: str, notes: Notes) -> str:
    """The text with its markers put back."""
    for place, number in reversed(notes):
        text = text[:place] + mark(number) + text[place:]
    return text


def lifted(text: str) -> tuple[str, Notes]:
    """The text without its markers, white space tidy, and where they stood."""
    plain, *rest = _MARK.split(text)
    plain = re.sub(r"\s+", " ", plain)
    found: list[tuple[int, str]] = []
    for number, after in zip(rest[::2], rest[1::2], strict=True):
        found.append((len(plain.rstrip()), number))
        words = re.sub(r"\s+", " ", after)
        if plain.endswith(" ") and words[:1] in (" ", ".", ",", ";", ":", ")"):
            plain = plain[:-1]
        plain += f" {words}" if plain[-1:].isalnum() and words[:1].isalnum() else words
    start = len(plain) - len(plain.lstrip())
    return plain.strip(), tuple((max(place - start, 0), number) for place, number in found)


def attached(blocks: Sequence[Block]) -> list[Block]:
    """Each footnote moved to stand after the block that first refers to it; one that nothing near refers to
    stays where it is."""
    after: dict[int, list[Block]] = {}
    moved: set[int] = set()
    for at, note in enumerate(blocks):
        if note.kind is not BlockKind.FOOTNOTE or not note.number:
            continue
        near = [i for i in _nearest(at, len(blocks)) if _refers(blocks[i], note)]
        here = (i for i in near if (blocks[i].end_page or blocks[i].page) == note.page)
        host = next(here, near[0] if near else None)
        if host is not None:
            after.setdefault(host, []).append(note)
            moved.add(at)
    kept = ((at, block) for at, block in enumerate(blocks) if at not in moved)
    return [part for at, block in kept for part in (block, *after.get(at, ()))]


_REACH = 80
"""Blocks before a footnote among which the one that refers to it is looked for, and half as many after it."""


def _nearest(at: int, count: int) -> Sequence[int]:
    return [*range(max(at - _REACH, 0), at), *range(at + 1, min(at + _REACH // 2, count))]


def _refers(block: Block, note: Block) -> bool:
    """Whether a block carries the footnote's number on the footnote's page."""
    if block.kind is BlockKind.FOOTNOTE or block.page is None or note.page is None:
        return False
    on_page = block.page <= note.page <= (block.end_page or block.page) + 1
    return on_page and any(number == note.number for _, number in block.notes)
