"""The values that answering works with: hits, citations, statements and the answer itself.

A statement cannot be made without a citation, nor a citation without a quote that stands in its passage. What
is quoted is made of its quotes; what is written says how probable it is that its passages support it.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from assistant.concern.panel import Panel
from assistant.scope import Scope
from ingest.dates import day_in_words
from ingest.documents import GuidanceDocument, Passage, Standing, State
from ingest.numbering import is_law, provision_name

Span = tuple[int, int]

SCHEMA_VERSION = 1
"""Raised when the shape of ``Answer.as_dict`` or ``Hit.as_dict`` changes for those who read it."""


class AnswerKind(StrEnum):
    """How an answer came about."""

    QUOTED = "quoted"
    WRITTEN = "written"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question.

    Attributes:
        passage: the passage.
        document: the document that it stands in.
        score: how well it fits, higher is better; comparable within one search only.
    """

    passage: Passage
    document: GuidanceDocument
    score: float

    def as_dict(self) -> dict[str, Any]:
        """The hit as plain values for JSON; see docs/json.md."""
        return {
            "score": round(self.score, 4),
            **place_of(self.passage, self.document),
            "text": self.passage.text,
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement stands: a span of a passage.

    Attributes:
        number: the number shown for it, from 1; one number for one passage within an answer.
        passage: the passage.
        document: the document that it stands in.
        start, end: the quoted span in ``passage.text``.
    """

    number: int
    passage: Passage
    document: GuidanceDocument
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.passage.text):
            raise ValueError(f"span {self.start}:{self.end} is not in passage {self.passage.id}")

    @property
    def quote(self) -> str:
        """The words quoted, to the letter."""
        return self.passage.text[self.start : self.end]

    @property
    def label(self) -> str:
        """Document, edition, heading path, paragraph, page, and its standing where it is not in force, as one
        line for a reader."""
        return label_of(self.passage, self.document, [(self.start, self.end)])

    @property
    def paragraph(self) -> str:
        """How the document numbers what is quoted ("155(a)", "155(a) to 155(c)"), or ""."""
        return _numbers(self.passage, [(self.start, self.end)])

    @property
    def numbered(self) -> str:
        """The same with what it is a number of: "paragraph 155(a)", "section 42(1)"."""
        return _called(self.paragraph, self.document)

    def numbered_by(self, numbers: dict[str, int]) -> "Citation":
        """The same with the number of its passage, which is added to ``numbers`` if it has none."""
        return replace(self, number=numbers.setdefault(self.passage.id, len(numbers) + 1))

    def as_dict(self) -> dict[str, Any]:
        """The citation as plain values for JSON; see docs/json.md."""
        return {
            "number": self.number,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "label": self.label,
            "paragraph": self.paragraph,
            **place_of(self.passage, self.document),
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that an answer says, with the citations that it rests on.

    Attributes:
        text: what is said.
        citations: where it stands.
        strength: the strongest duty its words carry: must, should, may or none.
        decisive: the stretches of ``text`` that decide the answer: the timescale, the person, the duty with
            its condition.
        question: which of several questions it answers, or "" where there was only one.
        support: the probability, 0 to 1, that what it cites supports it, where a model wrote it; None for a
            quote.
    """

    text: str
    citations: tuple[Citation, ...]
    strength: str = "none"
    decisive: tuple[Span, ...] = ()
    question: str = ""
    support: float | None = None

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a statement needs a citation")
        if self.support is None and not all(citation.quote in self.text for citation in self.citations):
            raise ValueError("a quoted statement holds its quotes")
        if self.support is not None and not 0 <= self.support <= 1:
            raise ValueError("support is a probability")

    def numbered(self, numbers: dict[str, int]) -> "Statement":
        """The same with its citations numbered by ``numbers``, ids of passages to the number of each, to
        which those that it lacks are added."""
        return replace(self, citations=tuple(citation.numbered_by(numbers) for citation in self.citations))

    def as_dict(self) -> dict[str, Any]:
        """The statement as plain values for JSON; see docs/json.md."""
        return {
            "text": self.text,
            "citations": [citation.as_dict() for citation in self.citations],
            "strength": self.strength,
            "decisive": [list(span) for span in self.decisive],
            "question": self.question,
            "support": None if self.support is None else round(self.support, 4),
        }


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sentences of different documents that answer one question differently.

    Attributes:
        first, second: the sentences, in the order of the answer; each lies within a citation of a statement,
            or where the answer is written of one that stands behind it.
        about: how they differ, in plain words that quote both.
    """

    first: Citation
    second: Citation
    about: str

    def numbered(self, numbers: dict[str, int]) -> "Conflict":
        """The same with both citations numbered as the statements are."""
        return replace(self, first=self.first.numbered_by(numbers), second=self.second.numbered_by(numbers))

    def as_dict(self) -> dict[str, Any]:
        """The conflict as plain values for JSON; see docs/json.md."""
        return {"first": self.first.as_dict(), "second": self.second.as_dict(), "about": self.about}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant answers.

    Attributes:
        question: as asked, with tokens in the place of personal data.
        kind: quoted, written by a model, or abstained when the library does not answer; of several questions,
            written if any of them is.
        asks: what kind of answer the question asks for ("how soon", "who"), of several the first.
        statements: best first, those from one document together, or as they were written; empty when
            abstained.
        more: what else the guidance says on it, behind those; where they are written, what it says itself.
        advice: when abstained, what to do instead and whom to ask; otherwise "".
        reason: when abstained, why ("not covered", "local data"); otherwise "".
        conflicts: sentences quoted from different documents that answer differently.
        notices: sentences that the reader should see with the answer.
        passages: the passages shown beside it, best first: those cited, or the nearest ones when abstained.
        confidence: estimated probability, 0 to 1, that the library answers the question.
        searched_for: the question as searched, after a follow-up was completed from the conversation.
        scope: which documents were answered from.
        model: the model that wrote it, or "".
        prompts: the prompts that it was written by, each with its version: "write 1".
        dropped: why each sentence that the model wrote and no passage supports was left out.
        panel: whom to reach first, where somebody may be at risk now; None otherwise.
        removed: the tokens that took the place of personal data in the question ("CHILD-1"); what they stand
            for is in no answer.
        timings: milliseconds by stage.
        library_version: changes whenever what the library holds does.
    """

    question: str
    kind: AnswerKind
    statements: tuple[Statement, ...]
    advice: str
    notices: tuple[str, ...]
    passages: tuple[Hit, ...]
    confidence: float
    searched_for: str
    more: tuple[Statement, ...] = ()
    asks: str = ""
    reason: str = ""
    conflicts: tuple[Conflict, ...] = ()
    scope: Scope = field(default_factory=Scope)
    model: str = ""
    prompts: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    panel: Panel | None = None
    removed: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)
    library_version: str = ""

    def __post_init__(self) -> None:
        if bool(self.statements) == (self.kind is AnswerKind.ABSTAINED):
            raise ValueError("an answer has a statement, and one that abstains has none")
        is_written = any(one.support is not None for one in self.statements)
        if is_written != (self.kind is AnswerKind.WRITTEN) or (is_written and not self.model):
            raise ValueError("an answer is written if a model that it names wrote a statement of it")

    @property
    def text(self) -> str:
        """The answer as plain text with citation numbers."""
        if not self.statements:
            return self.advice
        numbers = (dict.fromkeys(one.number for one in statement.citations) for statement in self.statements)
        return "\n\n".join(
            f"{statement.text} {''.join(f'[{number}]' for number in cited)}"
            for statement, cited in zip(self.statements, numbers, strict=True)
        )

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The first citation of each number, in order of number."""
        return tuple(citations[0] for citations in self.cited.values())

    @property
    def cited(self) -> dict[int, list[Citation]]:
        """All citations of each number, those of what is read at once first, in order of number."""
        by_number: dict[int, list[Citation]] = {}
        for statement in (*self.statements, *self.more):
            for citation in statement.citations:
                by_number.setdefault(citation.number, []).append(citation)
        return dict(sorted(by_number.items()))

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain values for JSON; see docs/json.md."""
        return {
            "live_concern": self.panel.as_dict() if self.panel else None,
            "schema": SCHEMA_VERSION,
            "question": self.question,
            "removed": list(self.removed),
            "searched_for": self.searched_for,
            "scope": self.scope.as_dict(),
            "kind": self.kind.value,
            "statements": [statement.as_dict() for statement in self.statements],
            "more": [statement.as_dict() for statement in self.more],
            "asks": self.asks,
            "advice": self.advice,
            "reason": self.reason,
            "conflicts": [conflict.as_dict() for conflict in self.conflicts],
            "notices": list(self.notices),
            "passages": [hit.as_dict() for hit in self.passages],
            "confidence": round(self.confidence, 4),
            "model": self.model,
            "prompts": list(self.prompts),
            "dropped": list(self.dropped),
            "timings": {stage: round(ms, 1) for stage, ms in self.timings.items()},
            "library_version": self.library_version,
        }


def locator(passage: Passage, document: GuidanceDocument, quoted: Sequence[Span] = ()) -> tuple[str, ...]:
    """Where in its document a passage, or what is quoted of it, stands: heading path, paragraph, pages."""
    numbers = _numbers(passage, quoted or [(0, len(passage.text))])
    parts = (" › ".join(passage.heading_path), _called(numbers, document), pages_of(passage, document))
    return tuple(part for part in parts if part)


def _numbers(passage: Passage, spans: Sequence[Span]) -> str:
    """The labels of the sentences that overlap some spans, from the first to the last."""
    labels = [
        sentence.label
        for sentence in passage.sentences
        if sentence.label and any(sentence.start < end and start < sentence.end for start, end in spans)
    ]
    if not labels:
        return ""
    first, last = labels[0], labels[-1]
    within = all(label == first or label.startswith(f"{first}(") for label in labels)
    return first if within else f"{first} to {last}"


def _called(numbers: str, document: GuidanceDocument) -> str:
    """Numbers with what they are numbers of: paragraphs of guidance, sections of an Act."""
    if not numbers or numbers[:3].isalpha():  # "Schedule 1 paragraph 2", "Step 3"
        return numbers
    kind = provision_name(document.metadata) if is_law(document.metadata) else "paragraph"
    return f"{kind}{'s' if ' to ' in numbers else ''} {numbers}"


def label_of(passage: Passage, document: GuidanceDocument, quoted: Sequence[Span] = ()) -> str:
    """A document with where in it a passage stands, and how it stands itself where it is not in force."""
    standing = standing_in_words(document.standing)
    where = ", ".join((document.name, *locator(passage, document, quoted)))
    return f"{where} [{standing}]" if standing else where


def standing_in_words(standing: Standing) -> str:
    """How a document stands, in a few words for a label; "" where it is in force or nobody asked."""
    if standing.state in (State.IN_FORCE, State.UNKNOWN):
        return ""
    by = f" by {standing.by}" if standing.by and standing.state is State.SUPERSEDED else ""
    waits = standing.state is State.FORTHCOMING and standing.since
    since = f" until {day_in_words(standing.since)}" if waits else ""
    return f"{standing.state.value}{by}{since}"


def standing_remark(document: GuidanceDocument) -> str:
    """The same of a document, as a remark of its own, which begins with a capital letter."""
    told = standing_in_words(document.standing)
    return told[:1].upper() + told[1:]


def pages_of(passage: Passage, document: GuidanceDocument) -> str:
    """The pages of a passage, with the numbers printed on them where those differ, or ""."""
    if passage.page is None:
        return ""
    first, last = passage.page, passage.end_page or passage.page
    printed = [document.page_label(page) for page in (first, last)]
    differ = all(printed) and printed != [str(first), str(last)]
    if first == last:
        return f"page {first}" + (f" (printed {printed[0]})" if differ else "")
    return f"pages {first} to {last}" + (f" (printed {printed[0]} to {printed[1]})" if differ else "")


def place_of(passage: Passage, document: GuidanceDocument) -> dict[str, Any]:
    """Where a passage stands and what it is, as plain values for JSON; see docs/json.md."""
    return {
        "passage_id": passage.id,
        "document_id": document.id,
        "document": document.metadata.title,
        "edition": document.metadata.edition,
        "nation": document.metadata.nation,
        "kind": document.metadata.kind,
        "source_url": document.metadata.source_url,
        "standing": asdict(document.standing),
        "heading_path": list(passage.heading_path),
        "paragraphs": list(passage.numbers),
        "page": passage.page,
        "end_page": passage.end_page,
        "page_label": document.page_label(passage.page),
        "end_page_label": document.page_label(passage.end_page),
        "lead_in": passage.lead_in,
        "strength": passage.strength,
        "prospective": passage.prospective,
        "ocr": passage.ocr,
    }
