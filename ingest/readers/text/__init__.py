"""Plain text, whose headings, lists and paragraphs show only in how the lines stand."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from ingest.documents import Block, BlockKind, Metadata, Reading
from ingest.readers._hidden import hidden_warnings, in_characters
from ingest.readers._text import (
    decoded,
    heading,
    one_line,
    paragraphs,
    reads_as_title,
    require_text,
    without_bullet,
)
from ingest.readers.text.lines import Chunk, chunks, read_lines, runs

_MARKED = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=\S)")
_CREDIT = re.compile(r"\b[A-Z]\.\s?(?:[A-Z]\.\s?)*[A-Z][a-z]|\bIS[BS]N\b|©|https?:|\bwww\.|\S@\S")
"""Names with initials, book numbers and addresses: lines of a title page or a list of sources."""
_CONTENTS_ENTRY = re.compile(r".*\s(?:\d{1,3}|[ivxl]+)")
_LABELS = {
    "title": "title",
    "publisher": "publisher",
    "published by": "publisher",
    "edition": "edition",
    "official source": "source_url",
    "source": "source_url",
    "source url": "source_url",
    "url": "source_url",
    "jurisdiction": "nation",
    "nation": "nation",
}
_LABELLED = re.compile(r"([A-Za-z][A-Za-z ]{2,20}):\s*(.*)")
_CHECKED = re.compile(r"\b(?:verified|checked)(?: on)? (\d{4}-\d\d-\d\d)")
_NATIONS = {"northern ireland": "northern-ireland", "united kingdom": "uk"}


def read(path: Path) -> Reading:
    """Read a text file, on whose pages form feeds divide it.

    Raises:
        UnreadableDocument: the file is not text, or has none.
    """
    text = decoded(path)
    lines, labels = read_lines(text)
    found = chunks(lines)
    levels = _heading_levels(found)
    blocks = _blocks(found, levels)
    labelled = _labelled(found[:15])
    if not labelled.title:
        labelled = replace(labelled, title=_title(blocks))
    finished = require_text(path, _with_lost_bullets(_without_repeats(blocks)))
    warnings = hidden_warnings(path.name, in_characters(text))
    return Reading(finished, labelled, pages=len(labels) or None, page_labels=labels, warnings=warnings)


def _blocks(found: Sequence[Chunk], levels: Sequence[int]) -> list[Block]:
    blocks: list[Block] = []
    nesting = _Nesting()
    for chunk, level in zip(found, levels, strict=True):
        first, last = chunk.lines[0].page, chunk.lines[-1].page
        if chunk.row:
            made_blocks = [Block(BlockKind.ROW, chunk.text, page=first)]
        elif level:
            marked = _MARKED.fullmatch(chunk.text)
            made = heading(marked.group(2) if marked else chunk.text, level, first)
            made_blocks = [made] if made else []
        else:
            made_blocks = paragraphs(chunk.text, first)
        for block in made_blocks:
            depth = nesting.depth(chunk, block)
            ended = replace(block, end_page=last) if last != first else block
            blocks.append(replace(ended, level=depth) if block.kind is BlockKind.ITEM else ended)
    return blocks


class _Nesting:
    """How deep a list item is, by how far it is set in and by its glyph."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def depth(self, chunk: Chunk, block: Block) -> int:
        """The level of an item; anything else ends the list."""
        if block.kind is not BlockKind.ITEM:
            self._open = []
            return 0
        mark = "letter" if block.number else one_line(chunk.text)[0]
        here = (chunk.lines[0].indent, mark)
        while self._open and self._open[-1][0] > here[0]:
            self._open.pop()
        if here in self._open:
            del self._open[self._open.index(here) + 1 :]
        else:
            self._open.append(here)
        return len(self._open)


def _heading_levels(found: Sequence[Chunk]) -> list[int]:
    """For each chunk its level as a heading, or 0; a file that marks its headings is taken at its word."""
    marked = [_marked_level(chunk) for chunk in found]
    titled = bool(found) and _opens_as_title(found)
    if sum(map(bool, marked)) > 1:
        levels = marked
    else:
        guesses = _guesses(found)
        rest = guesses[1:] if titled else guesses
        least = min(filter(None, rest), default=2)
        levels = [
            mark or (max(2, guess - least + 2) if guess else 0)
            for mark, guess in zip(marked, guesses, strict=True)
        ]
    return [1, *levels[1:]] if titled else levels


def _marked_level(chunk: Chunk) -> int:
    match = _MARKED.fullmatch(chunk.text) if len(chunk.lines) == 1 else None
    if match and any(c.isalnum() for c in match.group(2)):
        return len(match.group(1))
    return {"=": 1, "-": 2}.get(chunk.underlined, 0)


def _opens_as_title(found: Sequence[Chunk]) -> bool:
    first = found[0]
    text = first.text
    labels_follow = len(found) > 1 and _LABELLED.fullmatch(found[1].text) is not None
    return (
        len(first.lines) == 1
        and (first.gap_after or labels_follow)
        and len(found) > 1
        and text[0].isupper()
        and text[-1] not in ".,;:!"
        and len(text.split()) <= 20
        and not _LABELLED.match(text.partition(" ")[0])
    )


def _guesses(found: Sequence[Chunk]) -> list[int]:
    """Levels of the chunks that stand as headings do: alone, short, unpunctuated, with text below."""
    spaced = sum(chunk.gap_before for chunk in found) > len(found) / 10
    candidates = [_could_head(chunk, spaced) for chunk in found]
    levels = [0] * len(found)
    for run in runs(candidates):
        below = found[run.stop] if run.stop < len(found) else None
        listed = run.start > 0 and found[run.start - 1].text.endswith(":")
        capitals = len(run) == 1 and found[run.start].text.isupper()
        if below is None or listed or not (capitals or _is_prose(below)):
            continue
        for at in run if len(run) <= 3 else run[-1:]:  # a longer run is a list or a page of contents
            levels[at] = _guessed_level(found[at].text)
        if _counts_on([found[at].text for at in run]):
            levels[run.start : run.stop] = [0] * len(run)
    return levels


def _could_head(chunk: Chunk, spaced: bool) -> bool:
    text = chunk.text
    if (
        chunk.row
        or len(chunk.lines) > 1
        or without_bullet(text)[0]
        or _LABELLED.fullmatch(text)
        or _CREDIT.search(text)
    ):
        return False
    number = _NUMBERED.match(text)
    plain = not number and not text.isupper()
    if plain and ("," in text or (spaced and not chunk.gap_before)):
        return False  # a line of names or of an address
    if _CONTENTS_ENTRY.fullmatch(text) and (number or plain):
        return False
    words = text[number.end() :] if number else text
    if sum(c.isalpha() for c in words) < 4:
        return False
    if number and chunk.gap_before and words[0].isupper() and words[-1] not in ".,;:!":
        return len(words.split()) <= (14 if words.endswith("?") else 8)
    return reads_as_title(words)


def _counts_on(texts: Sequence[str]) -> bool:
    """Whether numbers follow one another with nothing between, as in a list: 1, 2, 3."""
    numbers = [match.group(1) for text in texts if (match := _NUMBERED.match(text))]
    depths = [number.count(".") for number in numbers]
    return any(above == below for above, below in pairwise(depths))


def _guessed_level(text: str) -> int:
    number = _NUMBERED.match(text)
    if number:
        return min(number.group(1).count(".") + 2, 6)
    return 2 if text.isupper() else 3


def _is_prose(chunk: Chunk) -> bool:
    text = chunk.text
    return len(text) > 60 or len(chunk.lines) > 1 or text[-1] in ".;:?!”)" or without_bullet(text)[0]


def _without_repeats(blocks: Sequence[Block]) -> list[Block]:
    """The blocks less a heading that only says the one above it again, as pages with a title bar do."""
    twice = {
        at
        for at, (above, block) in enumerate(pairwise(blocks), start=1)
        if block.kind is BlockKind.HEADING and above.kind is BlockKind.HEADING and block.text == above.text
    }
    return [block for at, block in enumerate(blocks) if at not in twice]


def _title(blocks: Sequence[Block]) -> str:
    return blocks[0].text if blocks and blocks[0].kind is BlockKind.HEADING else ""


def _with_lost_bullets(blocks: Sequence[Block]) -> list[Block]:
    """Make items of the lines in small letters below "…include:", where copying has lost their bullets."""
    listing = False
    found = []
    for block in blocks:
        plain = block.kind is BlockKind.PARAGRAPH and not block.number
        if plain and listing and block.text[0].islower():
            found.append(replace(block, kind=BlockKind.ITEM, level=1))
            continue
        found.append(block)
        listing = plain and block.text.endswith(":")
    return found


def _labelled(found: Sequence[Chunk]) -> Metadata:
    """What lines such as "Publisher: Ofsted" at the head of the file say of it."""
    known: dict[str, str] = {}
    for at, chunk in enumerate(found):
        checked = _CHECKED.search(chunk.text)
        if checked:
            known.setdefault("checked", checked.group(1))
        match = _LABELLED.fullmatch(chunk.text)
        name = _LABELS.get(match.group(1).lower()) if match else None
        if match and name:
            following = found[at + 1].text if at + 1 < len(found) else ""
            known.setdefault(name, match.group(2) or following)
    nation = known.get("nation", "").lower()
    known["nation"] = _NATIONS.get(nation, nation)
    if not known.get("source_url", "https://").startswith("http"):
        del known["source_url"]
    return Metadata(**known)
