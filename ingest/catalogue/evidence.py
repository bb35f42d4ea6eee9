"""What is looked at to tell what a document is, and what is made of it: a guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ingest.documents import Block, Reading, Sureness
from ingest.names import shown_name

COVER_LINES = 14
"""Lines that stand for the cover where a format has no pages."""
OPENING = 6000
ENDING = 3000
"""Characters at the start and the end in which a document says what it is."""
LONGEST = 2_000_000
LONGEST_COVER_LINE = 200


@dataclass(frozen=True, slots=True)
class Guess:
    """A value of a field, how sure it is, and where it was found, for a person to check."""

    value: str
    sure: Sureness
    because: str


@dataclass(frozen=True, slots=True)
class Line:
    """A block as a line of text, with the page it stands on."""

    text: str
    page: int | None

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return f"on page {self.page}" if self.page else "near the start"


class Evidence:
    """A document as it is looked at; each part is made once."""

    def __init__(self, reading: Reading, path: Path) -> None:
        self.reading = reading
        self.path = path

    @cached_property
    def name(self) -> str:
        """The file's name as words; never empty."""
        return re.sub(r"[_\s]+", " ", shown_name(Path(self.path.stem))).strip() or shown_name(self.path)

    @cached_property
    def cover(self) -> list[Line]:
        """The lines of the first page; without pages the first few. Prose is left out."""
        blocks = self.reading.blocks
        if self.reading.pages:
            first = next((block.page for block in blocks), None)
            lines = [_line(block) for block in blocks[:60] if block.page == first]
        else:
            lines = [_line(block) for block in blocks[:COVER_LINES]]
        return [line for line in lines if len(line.text) <= LONGEST_COVER_LINE]

    @cached_property
    def opening(self) -> list[Line]:
        """The lines of the first pages."""
        return _upto(self.reading.blocks, OPENING)

    @cached_property
    def ending(self) -> list[Line]:
        """The lines of the last page, where an imprint stands, in order."""
        return _upto(self.reading.blocks[::-1], ENDING)[::-1]

    @cached_property
    def margins(self) -> list[Line]:
        """What its running heads and feet say."""
        return [Line(text[:LONGEST_COVER_LINE], None) for text in self.reading.margins[:20]]

    @cached_property
    def text(self) -> str:
        """All of it, a block a line, up to more than guidance has."""
        return "\n".join(block.text for block in self.reading.blocks)[:LONGEST]

    @cached_property
    def address(self) -> str:
        """Where it says that it can be read on the web."""
        stated = self.reading.metadata.source_url
        if stated:
            return stated
        alone = (re.fullmatch(r"https?://\S+", line.text.strip()) for line in self.cover)
        printed = (re.match(r"https?://\S+", line.text.strip()) for line in self.margins)  # by a browser
        return next((match[0] for match in (*alone, *printed) if match), "")

    @cached_property
    def first_words(self) -> str:
        """The opening as one text."""
        return "\n".join(line.text for line in self.opening)


def _upto(blocks: Sequence[Block], count: int) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        lines.append(_line(block))
        count -= len(block.text)
        if count < 0:
            break
    return lines


def _line(block: Block) -> Line:
    return Line(block.rendered()[:OPENING], block.page)
