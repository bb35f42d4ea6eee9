"""A line of plain text, as it stands in the file."""

from dataclasses import dataclass

from ingest.readers._text import one_line

ENDED = (".", ":", ";", "!", "?", "”", '."', ".)")
"""How a line ends that the next does not go on."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        raw: its characters, without white space at the end.
        page: on which it stands, or None.
        goes_on: whether it goes on with the sentence of the line before, from which a page's end parted it.
        row: whether it is a row of a table, whole.
    """

    raw: str
    page: int | None
    goes_on: bool = False
    row: bool = False

    @property
    def words(self) -> str:
        """The line tidied."""
        return one_line(self.raw)

    @property
    def indent(self) -> int:
        """How far its first character is set in."""
        return len(self.raw) - len(self.raw.lstrip())
