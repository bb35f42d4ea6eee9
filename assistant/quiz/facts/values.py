"""The values that items are made of: what a sentence lays down, taken apart without changing a word."""

import hashlib
from dataclasses import dataclass, replace

from ingest.documents import GuidanceDocument, Passage, Sentence

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands.

    Attributes:
        passage: the passage.
        document: the document that it stands in, with its standing.
        spans: the words that say it: its sentence, after the lead-in of its list where it has one.
    """

    passage: Passage
    document: GuidanceDocument
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, passage: Passage, document: GuidanceDocument, *sentences: Sentence) -> "Place":
        """Where some sentences of a passage stand."""
        return cls(passage, document, tuple((one.start, one.end) for one in sentences))

    def with_spans(self, *spans: Span) -> "Place":
        """The same with more of its passage behind it."""
        return replace(self, spans=(*self.spans, *spans))

    @property
    def topic(self) -> str:
        """The heading that it stands below, or ""."""
        return self.passage.heading_path[-1] if self.passage.heading_path else ""

    @property
    def text(self) -> str:
        """The words that say it, as one text on one line; a lead-in without its colon."""
        parts = [" ".join(self.passage.text[start:end].split()) for start, end in self.spans]
        return " ".join([*(part.rstrip(":–—- ") for part in parts[:-1]), parts[-1]])

    @property
    def digest(self) -> str:
        """Tells what is said from anything else, wherever it is said."""
        told = "".join(one for one in self.text.casefold() if one.isalnum())
        return hashlib.sha256(told.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Duty:
    """Who must or should do what, and when that applies.

    Attributes:
        place: where it stands.
        actor: who, as the source words it, beginning as within a sentence ("the local authority").
        body: which body or person that is, of ``bodies``; "" for one that is not known.
        modal: "must" or "should".
        act: what, in the source's words, beginning with a verb ("convene a strategy discussion").
        condition: when, with the word that opens it ("where a child is at risk"), or "".
    """

    place: Place
    actor: str
    body: str
    modal: str
    act: str
    condition: str = ""
