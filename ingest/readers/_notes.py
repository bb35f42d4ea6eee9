"""Footnote markers on their way through a reader: kept in the text, out of the way of what judges words.

A marker is written in private characters, so that no rule takes its number for a figure of the sentence.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ingest.documents import Block, BlockKind

_PRIVATE = 0x10F000
_END = chr(_PRIVATE)
_MARK = re.compile(rf" ?([{chr(_PRIVATE + 1)}-{chr(_PRIVATE + 0xFF)}]+){_END}")
_FORGED = re.compile(rf"[{_END}-{chr(_PRIVATE + 0xFF)}]")


def note_mark(number: str) -> str:
    """The marker of a footnote, to stand in the text where its number was printed."""
    return "".join(chr(_PRIVATE + ord(c)) for c in number if 0 < ord(c) <= 0xFF) + _END if number else ""


def unmarked(text: str) -> str:
    """A file's own text without characters that could be taken for a marker."""
    return _FORGED.sub("", text)


def without_notes(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text without its markers, and for each the place in that text where it stood and its number."""
    clean, notes, last = "", [], 0
    for match in _MARK.finditer(text):
        clean += text[last : match.start()]
        rest = text[match.end() : match.end() + 1]
        spaced = match.group().startswith(" ") and clean
        if spaced and rest and (rest.isalnum() or rest in "(“‘"):
            clean += " "  # "the ¹duty"; otherwise the space stood only between word and marker
        notes.append((len(clean), "".join(chr(ord(c) - _PRIVATE) for c in match.group(1))))
        last = match.end() + (not clean and rest == " ")
    return clean + text[last:], tuple(notes)


def noted(block: Block) -> Block:
    """The block with the markers in its text moved to its notes."""
    text, notes = without_notes(block.text)
    return replace(block, text=text, notes=(*block.notes, *notes)) if notes else block


def marked_text(block: Block) -> str:
    """A block's text with its number in front, and with its notes' markers where they stood."""
    text = block.text
    for at, number in reversed(block.notes):
        text = text[:at] + note_mark(number) + text[at:]
    return f"{block.number} {text}".strip()


def cut_front(block: Block, length: int, number: str) -> Block:
    """The block without so many characters at its front, which are its printed number."""
    notes = tuple((max(at - length, 0), note) for at, note in block.notes)
    return replace(block, number=number, text=block.text[length:], notes=notes)


def with_footnotes(blocks: Iterable[Block], texts: Mapping[str, list[str]]) -> Iterator[Block]:
    """The blocks, each footnote directly after the block that first refers to it.

    Args:
        blocks: without footnotes.
        texts: for each number as printed the footnotes that bear it, in order; several where numbering
            starts again.
    """
    waiting = {number: list(found) for number, found in texts.items()}
    for block in blocks:
        yield block
        for _, number in block.notes:
            if waiting.get(number):
                text = waiting[number].pop(0)
                yield Block(BlockKind.FOOTNOTE, text, number=number, page=block.page)
    for number, rest in waiting.items():  # those referred to from a place that shows no words
        yield from (Block(BlockKind.FOOTNOTE, text, number=number) for text in rest)
