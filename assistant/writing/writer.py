"""A written answer as it grows: each sentence checked before it is given out, and the reason where none is.

A model may be down, slow, busy, unwilling or wrong, or never stop. Whatever happens, what comes out is
checked sentences that answer the question, or a line that says why the guidance is quoted instead.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import prompts
from assistant.answers import Citation, Hit, Statement
from assistant.asked import MEASURED, Asks, decisive, looks_like_answer
from assistant.grounding.verdict import Support, Verdict
from assistant.writing.checking import Dropped, Kept, Verify, checked
from assistant.writing.prompting import PROMPTS, messages
from assistant.writing.sentences import sentences
from assistant.writing.streaming import CutShort, streamed
from ingest.passages import strength_of

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MOST_STATEMENTS = 8
"""Sentences of one answer; the model is asked for five."""
MOST_READ = 24
"""Sentences that are read of one answer, those dropped included."""
WHOLE = 3
"""Times as long as for the first sentence a whole answer is waited for."""

logger = logging.getLogger(__name__)


class Instead(StrEnum):
    """Why the guidance is quoted instead; the prompt "written-…" tells it."""

    UNREACHED = "unreached"
    SLOW = "slow"
    BUSY = "busy"
    FAILED = "failed"
    DECLINED = "declined"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Draft:
    """A written answer as far as it has come.

    Attributes:
        model: who writes it.
        statements: its sentences, each supported by what it cites, in the order in which they were written.
        dropped: why each sentence was dropped that was not supported.
        opened_wrong: whether the first sentence was dropped.
        declined: whether one of those only said that the passages do not answer.
        cut_short: whether the model broke off.
        instead: once it is known, why it is not to be shown; None for as long as it may be.
    """

    model: str
    statements: tuple[Statement, ...] = ()
    dropped: tuple[str, ...] = ()
    opened_wrong: bool = False
    declined: bool = False
    cut_short: bool = False
    instead: Instead | None = None

    @property
    def notice(self) -> str:
        """What the reader must know of it, or ""."""
        if self.instead:
            return prompts.load(f"written-{self.instead.value}").text
        return prompts.load("written-cut-short").text if self.cut_short else ""

    @property
    def prompts(self) -> tuple[str, ...]:
        """The prompts that it was written by, each with its version."""
        return tuple(prompts.load(name).label for name in PROMPTS)

    def answers(self, asks: Asks) -> bool:
        """Whether what is left of it answers: something stands, the opening or most of the rest is right, and
        where a figure is asked for there is one."""
        if not self.statements or (self.opened_wrong and len(self.dropped) > len(self.statements)):
            return False
        return asks not in MEASURED or any(looks_like_answer(asks, one.text) for one in self.statements)


class Writer:
    """Writes answers with a model.

    Args:
        model: any langchain chat model.
        name: what it is called, for the reader.
        verify: says whether passages support a statement; without it no sentence is shown.
        seconds: how long the first checked sentence is waited for.
        host: where what is asked goes, for the reader; "" if it stays on this machine.
    """

    def __init__(
        self, model: "BaseChatModel", name: str, verify: Verify, seconds: float = 20.0, host: str = ""
    ) -> None:
        self.model = model
        self.name = name
        self.seconds = seconds
        self.host = host
        self.verify = verify

    def write(self, question: str, asks: Asks, hits: Sequence[Hit]) -> Iterator[Draft]:
        """The answer each time that a sentence more can be shown, and at last as it stays.

        Nothing is given out before what is there answers the question. The last draft may say that none of it
        is to be shown (``instead``). Nothing is raised.

        Args:
            question: one that can be understood by itself.
            asks: what kind of answer it asks for.
            hits: the passages found for it, best first.
        """
        draft, started = Draft(self.name), time.monotonic()

        def left() -> float:
            limit = self.seconds * (WHOLE if draft.answers(asks) else 1)
            return started + limit - time.monotonic()

        def in_time(text: str, cited: Sequence[Hit]) -> Verdict:
            return self.verify(text, cited) if left() > 0 else Verdict(Support.UNSURE, 0.0)

        try:
            with closing(streamed(self.model, messages(question, hits), left)) as pieces:
                for count, sentence in enumerate(sentences(pieces), 1):
                    grown = _with(draft, checked(sentence, hits, in_time), asks)
                    if left() < 0:
                        raise TimeoutError
                    is_more, draft = len(grown.statements) > len(draft.statements), grown
                    if is_more and draft.answers(asks):
                        yield draft
                    if count == MOST_READ:
                        raise CutShort
                    if len(draft.statements) == MOST_STATEMENTS:
                        break
        except Exception as error:
            yield _broken_off(draft, asks, error)
        else:
            yield draft if draft.answers(asks) else replace(draft, instead=_why_not(draft))


def _with(draft: Draft, outcome: Kept | Dropped, asks: Asks) -> Draft:
    """The draft with one sentence more: shown, or dropped; what has been said already is left out."""
    if isinstance(outcome, Dropped):
        return replace(
            draft,
            dropped=(*draft.dropped, outcome.why),
            opened_wrong=draft.opened_wrong or not (draft.statements or draft.dropped),
            declined=draft.declined or outcome.declines,
        )
    if any(_same(outcome.text, one.text) for one in draft.statements):
        return draft
    return replace(draft, statements=(*draft.statements, _statement(outcome, draft.statements, asks)))


def _same(one: str, other: str) -> bool:
    return one.casefold().rstrip(".") == other.casefold().rstrip(".")


def _statement(kept: Kept, before: Sequence[Statement], asks: Asks) -> Statement:
    """A sentence with its citations, each passage numbered in the order in which the answer comes to it."""
    numbers = {citation.passage.id: citation.number for one in before for citation in one.citations}
    citations = tuple(
        Citation(numbers.setdefault(hit.passage.id, len(numbers) + 1), hit.passage, hit.document, start, end)
        for hit, start, end in kept.cited
    )
    return Statement(
        kept.text, citations, strength_of(kept.text), decisive(asks, kept.text), support=kept.support
    )


def _broken_off(draft: Draft, asks: Asks, error: Exception) -> Draft:
    """A draft that the model did not bring to an end: what answers stays, with a line that says so."""
    if draft.answers(asks):
        return replace(draft, cut_short=True)
    # An error's own words may quote what was sent, or the key: its kind alone is logged.
    logger.warning("No answer was written: %s", type(error).__qualname__)
    return replace(draft, instead=_why_not(draft) if isinstance(error, CutShort) else _of_error(error))


def _why_not(draft: Draft) -> Instead:
    """Why a draft that came to its end is not shown."""
    if draft.declined and not draft.statements:
        return Instead.DECLINED
    return Instead.UNSUPPORTED if draft.dropped or draft.statements else Instead.FAILED


_KINDS = (
    (Instead.SLOW, ("Timeout",)),
    (Instead.BUSY, ("RateLimit", "TooManyRequests", "ResourceExhausted", "Overloaded", "Throttl")),
    (
        Instead.UNREACHED,
        ("Connect", "Transport", "OSError", "ModelAPIError", "InternalServer", "Unavailable"),
    ),
)
"""What the libraries of providers call their errors, or what those derive from, the most particular first."""


def _of_error(error: Exception) -> Instead:
    names = " ".join(one.__name__ for one in type(error).__mro__)
    found = (instead for instead, words in _KINDS if any(word in names for word in words))
    return next(found, Instead.FAILED)
