"""From a message to an answer: the stages, in order. This list is the policy of the product."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import prompts
from assistant.answers import Answer, AnswerKind, Conflict, Statement
from assistant.asking import Asking, asked_in, joined
from assistant.cautions import cautions
from assistant.confidence import THRESHOLD, confidence, measures, missing_edition, named_nation, other_nation
from assistant.conflicts import conflicts, told
from assistant.follow_ups import already_quoted
from assistant.premises import ended, now_called, speaks_of
from assistant.premises import told as told_of_premise
from assistant.quoting import NOTHING, Quoted, quoted
from assistant.ranking import Query
from assistant.reasons import Reason, advice_for, asks_to_mislead, reason_by_wording
from assistant.retrieval import TODAY, Found, Retriever
from assistant.scope import Scope
from assistant.writing.rewriting import rewritten
from assistant.writing.writer import Draft, Writer
from ingest.dates import day_in_words
from ingest.documents import GuidanceDocument
from ingest.known import Arrangement
from ingest.vocabulary import NATIONS

PASSAGES = 5
"""Passages that are quoted from and shown."""
SURE = 0.65
"""Below this confidence an answer says that it may not be what was asked for."""
VERY_SURE = 0.9
"""Below this confidence a question about something that has ended is answered with what took its place, where
the best passage tells nothing of it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question on its way through the stages; each stage returns it with more filled in.

    Attributes:
        writer: writes the answer in words of its own; None for quotes only.
        written: what it has written so far.
    """

    asking: Asking
    history: Sequence[Answer | str]
    retriever: Retriever
    scope: Scope = TODAY
    writer: Writer | None = None
    premises: tuple[Arrangement, ...] = ()
    query: Query | None = None
    found: Sequence[Found] = ()
    confidence: float = 0.0
    reason: Reason | None = None
    advice: str = ""
    quoted: Quoted = NOTHING
    conflicts: tuple[Conflict, ...] = ()
    written: Draft | None = None
    notices: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def searching(self) -> Asking:
        """The question in the words in which it is searched and judged; "CHILD-1" is no word of guidance."""
        return self.asking.spoken()

    def noting(self, *notices: str) -> "Turn":
        """The turn with more notices."""
        return replace(self, notices=(*self.notices, *notices))

    @property
    def draft(self) -> Draft | None:
        """What has been written, where it is to be shown."""
        return self.written if self.written and not self.written.instead else None

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What is read at once: what is written, or else what is quoted first."""
        return self.draft.statements if self.draft else self.quoted.first

    @property
    def more(self) -> tuple[Statement, ...]:
        """What stands behind that; behind what is written, all that is quoted and does not repeat it."""
        if not self.draft:
            return self.quoted.more
        said = {statement.text for statement in self.statements}
        return tuple(one for one in self.quoted.every if one.text not in said)


Stage = Callable[[Turn], Turn | Iterator[Turn]]
"""Returns a turn with more filled in, or yields it as it grows."""


def make_whole(turn: Turn) -> Turn:
    """Have the model that writes make a follow-up whole, which by rule has been done already."""
    asking = turn.asking
    if turn.writer is None or not asking.follows:
        return turn
    whole = rewritten(asking.question, asking.whole, turn.history, turn.writer.model, turn.writer.seconds)
    return turn if whole == asking.whole else replace(turn, asking=replace(asking, whole=whole, topic=whole))


def say_when(turn: Turn) -> Turn:
    """Say it first if the guidance of another day is asked for, which may not be that of today."""
    if turn.scope.as_at is None:
        return turn
    return turn.noting(prompts.load("as-at").fill(day=day_in_words(turn.scope.as_at.isoformat())))


def turn_to_nation(turn: Turn) -> Turn:
    """Search the guidance of another nation than the scope's where the question names it and some is held."""
    nation = named_nation(turn.searching.text)
    if not nation or nation == turn.scope.nation:
        return turn
    there = replace(turn.scope, nation=nation)
    if not any(nation == one.metadata.nation for one in turn.retriever.chosen(there).values()):
        return turn
    said = [prompts.load("answered-for-nation").fill(nation=NATIONS[nation][0])] if turn.scope.nation else []
    return replace(turn, scope=there).noting(*said)


def check_premises(turn: Turn) -> Turn:
    """Say what took the place of something that the question takes for granted and that has ended."""
    premises = ended(turn.searching.question, turn.scope.nation or "england")
    return replace(turn, premises=premises).noting(*map(told_of_premise, premises))


def find_passages(turn: Turn) -> Turn:
    """Search the library, for what has ended under its present names too."""
    asking = turn.searching.with_terms(now_called(turn.premises))
    query, found = turn.retriever.find(asking, PASSAGES, turn.scope)
    return replace(turn, query=query, found=found)


def judge(turn: Turn) -> Turn:
    """Decide whether what was found answers the question; if not, why not."""
    if turn.query is None or not turn.found:
        return replace(turn, advice=_why_nothing(turn), reason=Reason.NOT_COVERED)
    likely = confidence(measures(turn.query, turn.found))
    if turn.premises and likely < (THRESHOLD if _tells_of_the_end(turn) else VERY_SURE):
        return _declined(turn, min(likely, THRESHOLD / 2), Reason.ENDED)
    if asks_to_mislead(turn.searching.question):
        return _declined(turn, 0.0, Reason.MISLEAD)
    if lacking := _lacking(turn):
        return _declined(turn.noting(lacking.notice), 0.0, lacking.reason)
    if likely < THRESHOLD:
        return _declined(turn, likely, reason_by_wording(turn.searching.question) or Reason.NOT_COVERED)
    return replace(turn, confidence=likely)


def _tells_of_the_end(turn: Turn) -> bool:
    """Whether the best passage is about what has ended, so that it answers what is asked about that."""
    best = turn.found[0].hit.passage
    return speaks_of(" ".join((*best.heading_path[-1:], best.text)), turn.premises)


class _Lacking(NamedTuple):
    notice: str
    reason: Reason


def _lacking(turn: Turn) -> _Lacking | None:
    """The nation or the edition that a question names and nothing found is of."""
    if nation := other_nation(turn.searching.text, turn.found):
        return _Lacking(prompts.load("other-nation").fill(nation=nation), Reason.OTHER_NATION)
    if year := missing_edition(turn.searching.text, turn.found):
        return _Lacking(prompts.load("missing-edition").fill(year=year), Reason.EDITION)
    return None


def _declined(turn: Turn, likely: float, reason: Reason) -> Turn:
    return replace(turn, confidence=likely, reason=reason, advice=advice_for(reason))


def _why_nothing(turn: Turn) -> str:
    """What to say where nothing was found: the library is empty, the scope is, or neither."""
    if not turn.retriever.library.documents():
        return prompts.load("empty-library").text
    if not turn.retriever.chosen(turn.scope):
        return prompts.load("empty-scope").text
    return advice_for(Reason.NOT_COVERED)


def say_partial(turn: Turn) -> Turn:
    """Say first if part of the search is not working; nobody is told then that the guidance has no answer."""
    if turn.query is None or not turn.query.by_words:
        return turn
    if turn.reason is Reason.NOT_COVERED:
        return replace(turn, reason=Reason.PARTIAL, advice=advice_for(Reason.PARTIAL))
    return replace(turn, notices=(prompts.load("partial-search").text, *turn.notices))


def look_elsewhere(turn: Turn) -> Turn:
    """Where nothing in scope answers, name an edition that has been replaced, or guidance of another nation,
    that the library holds and that says something."""
    if turn.reason is not Reason.NOT_COVERED:
        return turn
    inside = turn.retriever.chosen(turn.scope)
    wider = replace(turn.scope, superseded=True, nation="", as_at=None)
    outside = turn.retriever.chosen(wider).keys() - inside.keys()
    if not outside:
        return turn
    there = replace(wider, documents=tuple(sorted(outside)))
    query, found = turn.retriever.find(turn.searching, PASSAGES, there)
    if confidence(measures(query, found)) < THRESHOLD or other_nation(turn.searching.text, found):
        return turn
    return turn.noting(_said_elsewhere(found[0].hit.document))


def _said_elsewhere(document: GuidanceDocument) -> str:
    """That a document outside the scope says something: an edition that was replaced, or another nation's."""
    if document.standing.by_id:
        newest = document.standing.by
        return prompts.load("only-replaced").fill(quoted=document.name, newest=newest)
    nation = document.metadata.nation
    named = NATIONS[nation][0] if nation in NATIONS else nation
    return prompts.load("only-other-nation").fill(quoted=document.name, nation=named)


def quote(turn: Turn) -> Turn:
    """Quote the sentences that answer, unless the answer is that none does."""
    if turn.advice or turn.query is None:
        return turn
    already = already_quoted(turn.history) if turn.asking.follows else frozenset()
    return replace(turn, quoted=quoted(turn.query, turn.found, already))


def compare(turn: Turn) -> Turn:
    """Find where sources differ; what differs from what is quoted is quoted beside it."""
    if turn.query is None or not turn.quoted.first:
        return turn
    differing = conflicts(turn.query.asks, turn.quoted.every)
    if not differing:
        return turn
    cited = [citation for one in differing for citation in (one.first, one.second)]
    return replace(turn, quoted=turn.quoted.bringing(cited), conflicts=differing).noting(
        *map(told, differing)
    )


def write(turn: Turn) -> Turn | Iterator[Turn]:
    """Have a model write what the passages say, each sentence checked; what is quoted stands behind it, or in
    its place where it does not hold."""
    if turn.writer is None or turn.query is None or not turn.quoted.first:
        return turn
    hits = [one.hit for one in turn.found]
    drafts = turn.writer.write(turn.asking.text, turn.query.asks, hits)
    return (replace(turn, written=draft).noting(*filter(None, [draft.notice])) for draft in drafts)


def caution(turn: Turn) -> Turn:
    """Say what the reader must know of the sources that are cited."""
    if not turn.statements:
        return turn
    unsure = [prompts.load("unsure").text] if turn.confidence < SURE else []
    return turn.noting(*unsure, *cautions(turn.statements, turn.scope.day))


STAGES: tuple[Stage, ...] = (
    make_whole,
    say_when,
    turn_to_nation,
    check_premises,
    find_passages,
    judge,
    say_partial,
    look_elsewhere,
    quote,
    compare,
    write,
    caution,
)


def answer(
    message: str,
    history: Sequence[Answer | str],
    retriever: Retriever,
    scope: Scope = TODAY,
    writer: Writer | None = None,
) -> Answer:
    """Take each question in a message through all stages; see ``growing``."""
    *_, whole = growing(message, history, retriever, scope, writer)
    return whole


def growing(
    message: str,
    history: Sequence[Answer | str],
    retriever: Retriever,
    scope: Scope = TODAY,
    writer: Writer | None = None,
) -> Iterator[Answer]:
    """The answer to a message as it grows; whole at last.

    Args:
        message: what was typed: a question, several, or a case with questions in it.
        history: earlier answers (or just questions) of the conversation, oldest first.
        retriever: searches the library.
        scope: which documents are answered from.
        writer: writes the answer in words of its own; None for quotes only.
    """
    started = time.perf_counter()
    askings = asked_in(message, history)
    reading = (time.perf_counter() - started) * 1000
    done: list[Answer] = []
    for asking in askings:
        turn = Turn(asking, history, retriever, scope, writer, timings={"read": reading})
        for part in _answers(turn, STAGES):
            yield joined(message, [*done, part])
        done.append(part)


def _answers(turn: Turn, stages: Sequence[Stage]) -> Iterator[Answer]:
    """The answer to one question as it grows: each turn that a stage yields goes through those after it."""
    for place, stage in enumerate(stages):
        started = time.perf_counter()
        made = stage(turn)
        if not isinstance(made, Turn):
            for grown in made:
                turn.timings[stage.__name__] = (time.perf_counter() - started) * 1000
                yield from _answers(grown, stages[place + 1 :])
            return
        turn = made
        turn.timings[stage.__name__] = (time.perf_counter() - started) * 1000
    yield _made(turn)


def _made(turn: Turn) -> Answer:
    numbers: dict[str, int] = {}
    statements = tuple(one.numbered(numbers) for one in turn.statements)
    return Answer(
        question=turn.asking.question,
        kind=_kind(turn),
        asks=turn.query.asks if turn.query else "",
        statements=statements,
        more=tuple(one.numbered(numbers) for one in turn.more),
        advice=turn.advice,
        reason=turn.reason.value if turn.reason else "",
        notices=tuple(dict.fromkeys(turn.notices)),
        conflicts=tuple(one.numbered(numbers) for one in turn.conflicts),
        passages=tuple(one.hit for one in turn.found),
        confidence=turn.confidence,
        searched_for=turn.asking.text,
        scope=turn.scope,
        model=turn.draft.model if turn.draft else "",
        prompts=turn.draft.prompts if turn.draft else (),
        dropped=turn.written.dropped if turn.written else (),
        timings=dict(turn.timings),
        library_version=turn.retriever.library.version,
    )


def _kind(turn: Turn) -> AnswerKind:
    if turn.draft:
        return AnswerKind.WRITTEN
    return AnswerKind.QUOTED if turn.quoted.first else AnswerKind.ABSTAINED
