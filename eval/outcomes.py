"""What became of each question, and what all of them amount to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from assistant import Assistant
from assistant.answers import AnswerKind, Statement
from assistant.asking import asked_in
from assistant.pipeline import PASSAGES
from assistant.quoting import quoted
from assistant.ranking import Query
from assistant.retrieval import Found
from eval.metrics import (
    THRESHOLDS,
    Point,
    Share,
    aurc,
    auroc,
    coverage_risk,
    mean,
    percentile,
    recall_at,
    reciprocal_rank,
    share,
)
from eval.questions import Question

DEPTH = 10
"""Passages that are searched for the evidence."""
DEPTHS = (1, 3, 5, DEPTH)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    Attributes:
        question: the question.
        rank: of the first passage that holds the evidence, from 1 to ``DEPTH``; None where none does.
        confidence: that the library answers it, 0 to 1.
        answered: whether it was, or was declined.
        quoted: whether the evidence stands in the quoted answer; where the question was declined, in the
            one that would have been given.
        words: in the quoted answer; 0 if it was declined.
    """

    question: Question
    rank: int | None
    confidence: float
    answered: bool
    quoted: bool
    words: int

    @property
    def wrong(self) -> bool:
        """Whether an answer fails its reader: there is none to find, or the evidence is not quoted."""
        return not (self.question.answerable and self.quoted)

    def as_dict(self) -> dict[str, Any]:
        """The outcome as plain values for JSON."""
        return {
            "id": self.question.id,
            "kind": self.question.kind,
            "question": self.question.question,
            "answerable": self.question.answerable,
            "rank": self.rank,
            "confidence": self.confidence,
            "answered": self.answered,
            "quoted": self.quoted,
            "words": self.words,
        }


def ask(asked: Assistant, question: Question) -> Outcome:
    """Ask one question, and look for its evidence among the passages and in the quoted answer.

    Raises:
        LibraryError: the library cannot be read, or was built with another embedding model.
    """
    answer = asked.ask(question.question, question.history)
    answered = answer.kind is not AnswerKind.ABSTAINED
    askings = asked_in(question.question, question.history)
    found = [asked.retriever.find(asking, DEPTH, asked.scope) for asking in askings]
    statements = answer.statements if answered else _declined(found)
    quote = "\n".join(statement.text for statement in statements)
    ranks = [_rank(question, passages) for _, passages in found]
    return Outcome(
        question=question,
        rank=min((rank for rank in ranks if rank), default=None),
        confidence=answer.confidence,
        answered=answered,
        quoted=question.evidence_in(quote),
        words=len(quote.split()) if answered else 0,
    )


def _rank(question: Question, found: Sequence[Found]) -> int | None:
    return next((n for n, one in enumerate(found, 1) if question.evidence_in(one.hit.passage.text)), None)


def _declined(found: Sequence[tuple[Query, Sequence[Found]]]) -> list[Statement]:
    """What would have been quoted, had the question not been declined."""
    return [one for query, passages in found for one in quoted(query, passages[:PASSAGES]).first]


@dataclass(frozen=True)
class Outcomes:
    """All outcomes of one evaluation; what they amount to are its methods."""

    every: Sequence[Outcome]

    @cached_property
    def answerable(self) -> list[Outcome]:
        """Those of questions that the documents answer."""
        return [one for one in self.every if one.question.answerable]

    @cached_property
    def unanswerable(self) -> list[Outcome]:
        """Those of questions that the documents do not answer."""
        return [one for one in self.every if not one.question.answerable]

    def recall(self, depth: int) -> Share:
        """Share of the answerable whose evidence is among the first ``depth`` passages."""
        return recall_at([one.rank for one in self.answerable], depth)

    def reciprocal_rank(self) -> float:
        """MRR@10 of the answerable."""
        return mean([reciprocal_rank(one.rank, DEPTH) for one in self.answerable])

    def quoted(self) -> Share:
        """Share of the answerable that were answered with a quote of the evidence."""
        return share(one.answered and one.quoted for one in self.answerable)

    def words(self) -> list[int]:
        """Words of each quoted answer."""
        return [one.words for one in self.every if one.answered]

    def answered(self) -> Share:
        """Share of the answerable that were answered."""
        return share(one.answered for one in self.answerable)

    def declined(self) -> Share:
        """Share of the unanswerable that were declined."""
        return share(not one.answered for one in self.unanswerable)

    def auroc(self) -> float:
        """How well the confidence tells answerable questions from others."""
        return auroc(
            [one.confidence for one in self.answerable], [one.confidence for one in self.unanswerable]
        )

    def coverage_risk(self) -> list[Point]:
        """Coverage and risk at each of ``THRESHOLDS``."""
        sure, wrong = self._sure_and_wrong()
        return coverage_risk(sure, wrong, THRESHOLDS)

    def aurc(self) -> float:
        """The area under the risk–coverage curve."""
        return aurc(*self._sure_and_wrong())

    def _sure_and_wrong(self) -> tuple[list[float], list[bool]]:
        return [one.confidence for one in self.every], [one.wrong for one in self.every]

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain values for JSON; its shape is in docs/evaluation.md."""
        return {
            "recall": {str(depth): self.recall(depth).as_dict() for depth in DEPTHS},
            "mrr": self.reciprocal_rank(),
            "quoted": self.quoted().as_dict(),
            "words": {
                "mean": mean(self.words()),
                "p95": percentile(self.words(), 95),
                "max": max(self.words(), default=0),
            },
            "answered": self.answered().as_dict(),
            "declined": self.declined().as_dict(),
            "auroc": self.auroc(),
            "aurc": self.aurc(),
            "coverage_risk": [
                {
                    "threshold": point.threshold,
                    "coverage": point.coverage.as_dict(),
                    "risk": point.risk.as_dict(),
                }
                for point in self.coverage_risk()
            ],
            "questions": [one.as_dict() for one in self.every],
        }


@dataclass(frozen=True, slots=True)
class Unfindable:
    """Questions whose evidence no search could find.

    Attributes:
        unread: ids of those whose evidence stands in no document as it was read.
        divided: ids of those whose evidence no one passage holds whole.
    """

    unread: tuple[str, ...]
    divided: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The ids as plain values for JSON."""
        return asdict(self)


def unfindable(asked: Assistant, questions: Iterable[Question]) -> Unfindable:
    """Find the questions that fail because of reading or cutting, not because of search."""
    documents = asked.library.documents()
    texts = [asked.library.text(one.id) for one in documents]
    passages = [passage.text for one in documents for passage in asked.library.passages_of(one.id)]
    wanted = [one for one in questions if one.answerable]
    read = {one.id for one in wanted if any(map(one.evidence_in, texts))}
    whole = {one.id for one in wanted if any(map(one.evidence_in, passages))}
    return Unfindable(
        tuple(one.id for one in wanted if one.id not in read | whole),
        tuple(one.id for one in wanted if one.id in read - whole),
    )


def ask_all(
    asked: Assistant, questions: Sequence[Question], done: Callable[[int], None] = lambda count: None
) -> Outcomes:
    """Ask every question; ``done`` is told how many have been asked after each."""
    every = []
    for count, question in enumerate(questions, start=1):
        every.append(ask(asked, question))
        done(count)
    return Outcomes(every)
