"""What the product does with a case, as plain values that can be kept and scored later."""

import copy
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

from langchain_core.callbacks import get_usage_metadata_callback

from assistant import Assistant
from assistant.answers import Answer, AnswerKind, Hit, Statement
from assistant.asking import Asking
from assistant.quiz.items import Quiz, QuizError
from assistant.quiz.making import make
from assistant.ranking import Query
from assistant.retrieval import TODAY, Found, Retriever, in_turn
from assistant.scope import Scope
from eval.harness.cases import Case, Quizzed
from eval.harness.quiz_claims import nearest, shown_answers
from ingest.documents import Passage

DEPTH = 10
"""Passages among which what answers is looked for."""
AT_ONCE = 2
"""Cases at work at a time: a computer of two cores has something to do with both."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of an answer.

    Attributes:
        text: what is said.
        passages: ids of the passages cited, each once.
        quotes: what is quoted of each citation, with the id of its passage; none where a model wrote it.
    """

    text: str
    passages: tuple[str, ...]
    quotes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Observed:
    """What the product did.

    Attributes:
        kind: "quoted", "written", "abstained", "screened" where nothing was asked of the library, or "quiz".
        question: as it was answered: without personal data.
        statements: of the answer, those that are read at once.
        shown: all that is read at once: statements, notices, advice.
        found: ids of the passages found, best first, at most ``DEPTH``.
        beside: ids of those shown beside the answer.
        cited: the text of each passage that is found, shown or cited, by id, as the library has it now.
        files: the file of each, by id.
        confidence: that the library answers it.
        reason: why it was declined, or ""; what is said with a quiz, or why there is none.
        panel: whether somebody to reach is shown first, and to whom: "someone", "writer" or "none".
        removed: how many pieces of personal data were taken out.
        timings: milliseconds by stage.
        tokens: that a model read and wrote.
        model: that wrote it, or "".
        prompts: that it was written by.
        quiz: that was made, in its native form; None where none was.
        near: what each of its wrong answers comes to, with the ids of the passages nearest to that.
    """

    kind: str
    question: str
    statements: tuple[Said, ...] = ()
    shown: str = ""
    found: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    cited: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 0.0
    reason: str = ""
    panel: str = "none"
    removed: int = 0
    timings: Mapping[str, float] = field(default_factory=dict)
    tokens: Mapping[str, int] = field(default_factory=dict)
    model: str = ""
    prompts: tuple[str, ...] = ()
    quiz: Mapping[str, Any] | None = None
    near: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Whether it was answered."""
        return self.kind in (AnswerKind.QUOTED.value, AnswerKind.WRITTEN.value)

    @property
    def said(self) -> str:
        """The statements, one below the other."""
        return "\n".join(one.text for one in self.statements)

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        return asdict(self)

    @classmethod
    def of_dict(cls, told: Mapping[str, Any]) -> "Observed":
        """What ``as_dict`` told."""
        said = tuple(
            Said(one["text"], tuple(one["passages"]), tuple((a, b) for a, b in one["quotes"]))
            for one in told["statements"]
        )
        listed = {name: tuple(told[name]) for name in ("found", "beside", "prompts")}
        near = {claim: tuple(ids) for claim, ids in told.get("near", {}).items()}
        return cls(**{**told, **listed, "statements": said, "near": near})


class _Watched:
    """A retriever that remembers what it found for each question, to a greater depth than is asked for."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        self.seen: dict[str, Sequence[Found]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._retriever, name)

    def find(self, asking: Asking, count: int, scope: Scope = TODAY) -> tuple[Query, Sequence[Found]]:
        query, found = self._retriever.find(asking, max(count, DEPTH), scope)
        self.seen.setdefault(asking.question, found)  # a wider search after it is not what is answered from
        return query, found[:count]

    @property
    def hits(self) -> list[Hit]:
        """Of several questions those of each in turn."""
        return in_turn(self.seen.values(), DEPTH)


def observe(asked: Assistant, case: Case) -> Observed:
    """Put a case to the product.

    Raises:
        IngestError: the library cannot be read.
    """
    return _quizzed(asked, case, case.quiz) if case.quiz else _asked(asked, case)


def _asked(asked: Assistant, case: Case) -> Observed:
    message = asked.screen(case.question)
    if not case.asks:
        return Observed(
            "screened",
            message.text,
            panel=message.concern.value,
            removed=len(message.removed),
            timings=message.timings,
        )
    watched = _Watched(asked.retriever)
    watching = copy.copy(asked)
    watching.retriever = cast(Retriever, watched)
    with get_usage_metadata_callback() as usage:
        answer = watching.ask(message, case.history, case.scope.scope())
    hits = watched.hits
    texts, files = _texts(asked, answer, hits)
    return Observed(
        answer.kind.value,
        answer.question,
        tuple(map(_said, answer.statements)),
        "\n".join((*(one.text for one in answer.statements), *answer.notices, answer.advice)),
        tuple(hit.passage.id for hit in hits),
        tuple(hit.passage.id for hit in answer.passages),
        texts,
        files,
        answer.confidence,
        answer.reason,
        message.concern.value,
        len(message.removed),
        answer.timings,
        _tokens(usage.usage_metadata.values()),
        answer.model,
        answer.prompts,
    )


def _quizzed(asked: Assistant, case: Case, wish: Quizzed) -> Observed:
    """Have a quiz made; a model words it where the product has one. What is to be said with it, or why none
    can be made, is the reason."""
    scoped = copy.copy(asked)
    scoped.scope = case.scope.scope()
    started = time.perf_counter()
    with get_usage_metadata_callback() as usage:
        try:
            made = make(scoped, wish.wanted(), plain=asked.writer is None)
        except QuizError as error:
            return Observed("quiz", case.question, reason=str(error))
    took = {"quiz": (time.perf_counter() - started) * 1000}
    return Observed(
        "quiz",
        case.question,
        shown="\n".join(_read(made.quiz)),
        reason=" ".join(made.remarks),
        timings=took,
        tokens=_tokens(usage.usage_metadata.values()),
        quiz=made.quiz.model_dump(mode="json"),
        near=nearest(scoped, made.quiz),
    )


def _read(quiz: Quiz) -> Iterator[str]:
    """All that is read of a quiz, before it is answered and after."""
    for item in quiz.items:
        yield from (item.asked, *(text for text, _ in shown_answers(item)), item.rationale)
        yield from (option.rationale for option in item.options)
        yield from (pair.rationale for pair in item.pairs)
        yield from (one.quote for one in item.cited)


def _said(statement: Statement) -> Said:
    cited = tuple(dict.fromkeys(one.passage.id for one in statement.citations))
    written = statement.support is not None
    quotes = () if written else tuple((one.passage.id, one.quote) for one in statement.citations)
    return Said(statement.text, cited, quotes)


def _texts(asked: Assistant, answer: Answer, hits: Sequence[Hit]) -> tuple[dict[str, str], dict[str, str]]:
    """The text of each passage, from the library and not from the answer; and the file it stands in."""
    shown = [*hits, *answer.passages]
    documents = {hit.passage.id: hit.document for hit in shown}
    documents |= {one.passage.id: one.document for said in answer.statements for one in said.citations}
    held = {one.id: one for one in asked.library.passages(list(documents))}
    texts = {id_: words_of(one) for id_, one in held.items()}
    return texts, {id_: Path(one.path).name for id_, one in documents.items()}


def words_of(passage: Passage) -> str:
    """A passage's words below those that lead into it, as evidence is looked for in them."""
    return f"{passage.lead_in}\n{passage.text}".strip()


def _tokens(used: Any) -> dict[str, int]:
    read = sum(one["input_tokens"] for one in used)
    return {"read": read, "wrote": sum(one["output_tokens"] for one in used)} if used else {}
