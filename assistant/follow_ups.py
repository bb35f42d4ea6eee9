"""Follow-up questions made whole: "and how soon after that?" is searched with the question before it."""

import re
from collections.abc import Sequence

from assistant.answers import Answer
from assistant.words import content_words

_OPENS_AS_FOLLOW_UP = re.compile(
    r"^\s*(?:and|but|so|or|then|also|okay|ok|same for|even if|what if"
    r"|(?:what|how) about|(?:what|who) else)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|that|this|those|these|they|them|their|he|she|him|her|there|then|the same|one|ones)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 3
"""With no more words of its own than this, a question that points back cannot stand alone."""


def topic_of(question: str, history: Sequence[Answer | str]) -> str:
    """What a follow-up goes on about: the question before it, with what that one went on about itself; ""
    for a question that stands alone.

    Args:
        question: as typed.
        history: earlier answers or questions of the conversation, oldest first.
    """
    if not history or not _is_follow_up(question):
        return ""
    before = history[-1]
    return before if isinstance(before, str) else before.searched_for


def already_quoted(history: Sequence[Answer | str]) -> frozenset[str]:
    """The words quoted so far in a conversation, which a follow-up does not ask to hear again."""
    answers = [turn for turn in history if not isinstance(turn, str)]
    statements = [statement for answer in answers for statement in answer.statements]
    return frozenset(citation.quote for statement in statements for citation in statement.citations)


def _is_follow_up(question: str) -> bool:
    own = len(content_words(question))
    if _OPENS_AS_FOLLOW_UP.match(question):
        return own <= 2 * _FEW_WORDS
    return own <= _FEW_WORDS and bool(_POINTS_BACK.search(question))
