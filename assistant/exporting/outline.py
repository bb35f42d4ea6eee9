"""What an export says, apart from how any file writes it: blocks in order, then the references.

Every text in it has been through ``text``: it holds no character that a file cannot. It is still untrusted,
and each writer sees to it that none of it is markup.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is a question, below it are parts of its answer."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a quiet one is a remark on how the answer came about."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list."""

    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that the reader should see with the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of an answer.

    Attributes:
        lines: its words, a line each.
        numbers: of the references that it rests on.
        remark: on the duty that it carries, or "".
        quoted: whether they are a document's words, rather than written by a model.
    """

    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    remark: str = ""
    quoted: bool = True

    @property
    def cited(self) -> str:
        """The numbers as they are shown: "[1] [2]"."""
        return " ".join(f"[{number}]" for number in self.numbers)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two quotes that differ, with the document that it stands in."""

    name: str
    said: Said


@dataclass(frozen=True, slots=True)
class Differing:
    """Two quotes that differ, to be shown side by side, and how they do."""

    about: str
    sides: tuple[Side, Side]


Block = Heading | Paragraph | Item | Notice | Said | Differing


@dataclass(frozen=True, slots=True)
class Reference:
    """A passage that is cited.

    Attributes:
        number: by which it is cited, from 1; they run through the whole export.
        name: title of the document, with its edition.
        details: what it is, where in it the passage stands and how it stands itself, a line each.
        url: where it can be read, an http or https address, or "".
        lines: the whole passage, a line each.
    """

    number: int
    name: str
    details: tuple[str, ...]
    url: str
    lines: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its number with its name."""
        return f"[{self.number}] {self.name}"


@dataclass(frozen=True, slots=True)
class Outline:
    """A conversation as any file shows it.

    Attributes:
        title: of the conversation, on one line.
        origin: when and from what it was exported, a line each.
        notice: the standing notice, on one line.
        blocks: the questions with their answers.
        references: every passage that is cited, once, in order of number.
    """

    title: str
    origin: tuple[str, ...]
    notice: str
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...]
