"""From a question to an answer: the stages, in order. This list is the policy of the product."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import prompts
from assistant.answers import Answer, AnswerKind, Statement
from assistant.cautions import cautions
from assistant.confidence import THRESHOLD, confidence, measures, missing_edition, other_nation
from assistant.follow_ups import already_quoted, topic_of
from assistant.quoting import quoted_statements
from assistant.ranking import Query
from assistant.retrieval import TODAY, Found, Retriever
from assistant.scope import Scope
from ingest.dates import day_in_words

PASSAGES = 5
"""Passages that are quoted from and shown."""
SURE = 0.65
"""Below this confidence an answer says that it may not be what was asked for."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question on its way through the stages; each stage returns it with more filled in."""

    question: str
    history: Sequence[Answer | str]
    retriever: Retriever
    scope: Scope = TODAY
    topic: str = ""
    query: Query | None = None
    found: Sequence[Found] = ()
    confidence: float = 0.0
    statements: tuple[Statement, ...] = ()
    advice: str = ""
    notices: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def searched_for(self) -> str:
        """The question with what a follow-up goes on about."""
        return f"{self.topic} {self.question}".strip()


def say_when(turn: Turn) -> Turn:
    """Say it first if the guidance of another day is asked for, which may not be that of today."""
    if turn.scope.as_at is None:
        return turn
    day = day_in_words(turn.scope.as_at.isoformat())
    return replace(turn, notices=(prompts.load("as-at").fill(day=day),))


def complete_follow_up(turn: Turn) -> Turn:
    """Make a follow-up whole from the conversation."""
    return replace(turn, topic=topic_of(turn.question, turn.history))


def find_passages(turn: Turn) -> Turn:
    """Search the library."""
    query, found = turn.retriever.find(turn.question, PASSAGES, turn.topic, turn.scope)
    return replace(turn, query=query, found=found)


def judge(turn: Turn) -> Turn:
    """Decide whether what was found answers the question; if not, say so and whom to ask instead."""
    if turn.query is None or not turn.found:
        return replace(turn, advice=prompts.load(_why_nothing(turn)).text)
    likely = confidence(measures(turn.query, turn.found))
    notices = []
    if nation := other_nation(turn.searched_for, turn.found):
        notices.append(prompts.load("other-nation").fill(nation=nation))
    if year := missing_edition(turn.searched_for, turn.found):
        notices.append(prompts.load("missing-edition").fill(year=year))
    likely = 0.0 if notices else likely
    advice = prompts.load("abstained").text if likely < THRESHOLD else ""
    return replace(turn, confidence=likely, notices=(*turn.notices, *notices), advice=advice)


def _why_nothing(turn: Turn) -> str:
    """The prompt that says why nothing was found: an empty library, an empty scope, or neither."""
    held = turn.retriever.library.documents()
    if not held:
        return "empty-library"
    return "abstained" if turn.scope.choose(held) else "empty-scope"


def look_back(turn: Turn) -> Turn:
    """Where nothing in force answers, name an edition held that says something and has been replaced."""
    if not turn.advice:
        return turn
    held, wider = turn.retriever.library.documents(), replace(turn.scope, superseded=True)
    if len(wider.choose(held)) == len(turn.scope.choose(held)):
        return turn
    query, found = turn.retriever.find(turn.question, PASSAGES, turn.topic, wider)
    old = next((one.hit.document for one in found if one.hit.document.standing.by_id), None)
    if (
        old is None
        or confidence(measures(query, found)) < THRESHOLD
        or other_nation(turn.searched_for, found)
    ):
        return turn
    notice = prompts.load("only-replaced").fill(quoted=old.name, newest=old.standing.by)
    return replace(turn, notices=(*turn.notices, notice))


def quote(turn: Turn) -> Turn:
    """Quote the sentences that answer, unless the answer is that none does."""
    if turn.advice or turn.query is None:
        return turn
    already = already_quoted(turn.history) if turn.topic else frozenset()
    return replace(turn, statements=quoted_statements(turn.query, turn.found, already))


def caution(turn: Turn) -> Turn:
    """Say what the reader must know of the sources that are quoted."""
    if not turn.statements:
        return turn
    unsure = [prompts.load("unsure").text] if turn.confidence < SURE else []
    of_sources = cautions(turn.statements, turn.scope.day)
    return replace(turn, notices=(*turn.notices, *unsure, *of_sources))


STAGES: tuple[Callable[[Turn], Turn], ...] = (
    say_when,
    complete_follow_up,
    find_passages,
    judge,
    look_back,
    quote,
    caution,
)


def answer(
    question: str, history: Sequence[Answer | str], retriever: Retriever, scope: Scope = TODAY
) -> Answer:
    """Take a question through all stages.

    Args:
        question: what was asked.
        history: earlier answers (or just questions) of the conversation, oldest first.
        retriever: searches the library.
        scope: which documents are answered from.
    """
    turn = Turn(question, history, retriever, scope)
    for stage in STAGES:
        started = time.perf_counter()
        turn = stage(turn)
        turn.timings[stage.__name__] = (time.perf_counter() - started) * 1000
    return Answer(
        question=question,
        kind=AnswerKind.QUOTED if turn.statements else AnswerKind.ABSTAINED,
        statements=turn.statements,
        advice=turn.advice,
        notices=turn.notices,
        passages=tuple(one.hit for one in turn.found),
        confidence=turn.confidence,
        searched_for=turn.searched_for,
        scope=scope,
        timings=turn.timings,
        library_version=retriever.library.version,
    )
