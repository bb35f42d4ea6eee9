"""Follow-up questions made whole by the model, which may add no fact.

By rule a follow-up is joined to what it goes on about, which reads stiffly and may bring too much. A model
writes a better question, and might slip in what nobody asked. So each of its words must be one of the
conversation's, none of the follow-up's own may be missing, and it must still ask for the same kind of answer.
"""

import time
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import prompts
from assistant.answers import Answer
from assistant.asked import Asks, kind_of
from assistant.words import content_words, stem, tokens
from assistant.writing.prompting import harmless, new_mark
from assistant.writing.streaming import streamed

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MOST_SECONDS = 4.0
"""That a follow-up is waited for."""
MOST_EARLIER = 3
"""Questions of the conversation that the model is given."""
LONGEST = 60
"""Words of a follow-up made whole."""
LONGEST_EARLIER = 600
"""Characters of an earlier question that the model is given."""
_JOINERS = frozenset("a an the of for in on to at by with and or is are was were be do does did".split())
"""Words that join others and say nothing; "before", "not" and "must" are not among them."""


def rewritten(
    question: str, by_rule: str, history: Sequence[Answer | str], model: "BaseChatModel", seconds: float
) -> str:
    """A follow-up as a question that can be understood by itself; as by rule where the model gives none.

    Args:
        question: as asked.
        by_rule: the same made whole by rule.
        history: the conversation, oldest first.
        model: asked once.
        seconds: how long it may take.
    """
    earlier = [one.question if isinstance(one, Answer) else one for one in history][-MOST_EARLIER:]
    try:
        made = _asked_of(model, question, earlier, min(seconds, MOST_SECONDS))
    except Exception:  # whatever it is, the rule's question stands
        return by_rule
    return made if adds_nothing(made, question, [*earlier, by_rule]) else by_rule


def adds_nothing(made: str, question: str, earlier: Sequence[str]) -> bool:
    """Whether a question made whole is a question, asks what was asked, and has no word of its own."""
    if not made.endswith("?") or "\n" in made or len(made.split()) > LONGEST:
        return False
    said = {stem(word) for text in (question, *earlier) for word in tokens(text)} | _JOINERS
    if any(word not in said and stem(word) not in said for word in tokens(made)):
        return False
    kept = {stem(word) for word in tokens(made)}
    asks = kind_of(question)
    return all(stem(word) in kept for word in content_words(question)) and asks in (Asks.OTHER, kind_of(made))


def _asked_of(model: "BaseChatModel", question: str, earlier: Sequence[str], seconds: float) -> str:
    from langchain_core.messages import HumanMessage

    mark, ends = new_mark(), time.monotonic() + seconds
    told = prompts.load("rewrite").fill(
        mark=mark,
        earlier="\n".join(harmless(one)[:LONGEST_EARLIER] for one in earlier),
        question=harmless(question)[:LONGEST_EARLIER],
    )
    with closing(streamed(model, [HumanMessage(told)], lambda: ends - time.monotonic())) as pieces:
        return "".join(pieces).strip().strip('"“”')
