"""The values of a change: what it is, where it stands in either edition, and why it matters."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from typing import Any

from ingest.documents import Block, Gap, Metadata


@dataclass(frozen=True, slots=True)
class Edition:
    """One of the two texts that are compared.

    Attributes:
        blocks: as its reader made them.
        name: of the document, for readers.
        short: what its places are called in the report: "2024"; "old" and "new" where editions are not told.
        metadata: says whether it is law, whose numbers mean sections.
        page_labels: what is printed on each physical page as its number.
        gaps: what it shows and its text does not give, which cannot be compared.
    """

    blocks: Sequence[Block]
    name: str = ""
    short: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    page_labels: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()


class ChangeKind(StrEnum):
    """What became of a part of the text."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    MOVED_AND_CHANGED = "moved and changed"


class MarkKind(StrEnum):
    """What a change touches that people act on."""

    DUTY = "duty"
    NEGATION = "negation"
    TIMESCALE = "timescale"
    AGE = "age"
    WHO = "who"
    CONDITION = "condition"
    NUMBER = "number"
    DATE = "date"
    FORCE = "in force"
    LINK = "link or resource"
    REFERENCE = "reference"


class Rank(IntEnum):
    """How much a change matters, most first; see ``ingest.changes.ranking``."""

    DUTY = 1
    TIMESCALE = 2
    NEW_DUTY = 3
    AGE = 4
    WHO = 5
    CONDITION = 6
    NUMBER = 7
    TEXT = 8
    LINK = 9
    REFERENCE = 10
    MOVED = 11
    WORDING = 12

    @property
    def title(self) -> str:
        """The heading of its part of a report."""
        return _TITLES[self]


_TITLES = {
    Rank.DUTY: "What must, should or may be done",
    Rank.TIMESCALE: "Timescales",
    Rank.NEW_DUTY: "Duties added or removed",
    Rank.AGE: "Ages",
    Rank.WHO: "Who does what",
    Rank.CONDITION: "Conditions",
    Rank.NUMBER: "Numbers and dates",
    Rank.TEXT: "Text added or removed",
    Rank.LINK: "Links and resources",
    Rank.REFERENCE: "References that point elsewhere",
    Rank.MOVED: "Moved",
    Rank.WORDING: "Wording",
}


class Noise(StrEnum):
    """Why a difference is no change to anybody who works to the document, in words for a count of them."""

    CROSS_REFERENCE = "cross-references that only follow the new numbering"
    PUNCTUATION = "punctuation and letter case"
    LAYOUT = "paragraphs split, joined or set differently"
    OWN_YEAR = "the document naming its own edition"
    PICTURE = "words read from pictures, which may be misread"
    OWN_CHANGES = "the documents' own lists of changes"
    CONTENTS = "contents lists"
    IMPRINT = "publication details"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something people act on that a change touches.

    Attributes:
        kind: what it is.
        old, new: the words for it in either edition; one is empty where it was added or removed.
        whole: whether it stands in a sentence that was added or removed as a whole.
    """

    kind: MarkKind
    old: str = ""
    new: str = ""
    whole: bool = False

    def swapped(self) -> "Mark":
        """The mark as seen from the other side."""
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words; the pieces of a change make up its text in either edition, to the letter.

    Attributes:
        old, new: the words in either edition; one is empty where they were inserted or deleted.
        same: whether the words are the same in both; punctuation and capitals may still differ.
    """

    old: str
    new: str
    same: bool

    def swapped(self) -> "Piece":
        """The piece as seen from the other side."""
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of the text stands in one edition.

    Attributes:
        path: the headings above it, outermost first.
        kind: of its first block: "heading", "paragraph", "item", "row" or "footnote".
        label: how the document numbers it, in full ("142", "2.14(a)", "42(1)" in an Act), or "".
        called: the label with what it numbers: "paragraph 142", "section 42(1)", "footnote 8"; or "".
        page, end_page: first and last physical page, from 1, or None.
        page_label, end_page_label: what is printed on them as their number, or "".
        lead_in: what it cannot be read without, outermost first, a line each: what its list hangs from.
        position: of its first block in the document, from 0.
    """

    path: tuple[str, ...]
    kind: str
    label: str
    called: str
    page: int | None
    end_page: int | None
    page_label: str
    end_page_label: str
    lead_in: str
    position: int

    @property
    def pages(self) -> str:
        """ "page 12", "pages 3 to 4 (printed iii to iv)", or "" where the format has no pages."""
        if self.page is None:
            return ""
        first, last = self.page, self.end_page or self.page
        printed = (self.page_label, self.end_page_label)
        differ = all(printed) and printed != (str(first), str(last))
        if first == last:
            return f"page {first}" + (f" (printed {printed[0]})" if differ else "")
        return f"pages {first} to {last}" + (f" (printed {printed[0]} to {printed[1]})" if differ else "")

    def __str__(self) -> str:
        name = self.called or ("" if self.kind in ("paragraph", "item") else _KIND_NAMES[self.kind])
        return ", ".join(part for part in (name, self.pages) if part)


_KIND_NAMES = {"heading": "a heading", "row": "a table row", "footnote": "a footnote"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two editions, readable alone.

    Attributes:
        kind: what became of it.
        rank: how much it matters.
        marks: what it touches that people act on, most important first.
        old, new: where it stands in either edition; None where it was added or removed.
        pieces: its words in order, with what was deleted and inserted.
        noise: why it is no change to anybody who works to the document, if so.
        also: where else the very same words changed, old and new.
    """

    kind: ChangeKind
    rank: Rank
    marks: tuple[Mark, ...]
    old: Place | None
    new: Place | None
    pieces: tuple[Piece, ...]
    noise: Noise | None = None
    also: tuple[tuple[Place | None, Place | None], ...] = ()

    @property
    def old_text(self) -> str:
        """Its words in the old edition, a line for each block; "" where it was added."""
        return "".join(piece.old for piece in self.pieces)

    @property
    def new_text(self) -> str:
        """Its words in the new edition, a line for each block; "" where it was removed."""
        return "".join(piece.new for piece in self.pieces)

    @property
    def place(self) -> Place:
        """Where it stands in the new edition, or stood in the old."""
        found = self.new or self.old
        assert found  # noqa: S101 - a change stands somewhere
        return found

    def as_dict(self) -> dict[str, Any]:
        """The change as plain values for JSON; see docs/json.md."""
        return {
            "kind": self.kind.value,
            "rank": int(self.rank),
            "rank_title": self.rank.title,
            "marks": [
                {"kind": one.kind.value, "old": one.old, "new": one.new, "whole": one.whole}
                for one in self.marks
            ],
            "old": _place_as_dict(self.old),
            "new": _place_as_dict(self.new),
            "old_text": self.old_text,
            "new_text": self.new_text,
            "pieces": [{"old": one.old, "new": one.new, "same": one.same} for one in self.pieces],
            "noise": self.noise.value if self.noise else "",
            "also": [{"old": _place_as_dict(old), "new": _place_as_dict(new)} for old, new in self.also],
        }


def _place_as_dict(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "heading_path": list(place.path),
        "kind": place.kind,
        "label": place.label,
        "called": place.called,
        "page": place.page,
        "end_page": place.end_page,
        "page_label": place.page_label,
        "end_page_label": place.end_page_label,
        "lead_in": place.lead_in,
        "position": place.position,
    }
