"""Follow-up questions made whole: "and how soon after that?" is searched with the question before it."""

import re
from collections.abc import Sequence

from assistant.answers import Answer
from assistant.words import content_words

_OPENS_AS_FOLLOW_UP = re.compile(
    r"^\s*(?:and|but|so|or|then|also|ok(?:ay)?|what about|how about|what if|same for|even if|who else|what else)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|that|this|those|these|they|them|their|he|she|him|her|there|then|the same|one|ones)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 3
"""With no more words of its own than this, a question that points back cannot stand alone."""


def completed(question: str, history: Sequence[Answer | str]) -> str:
    """The question as it is to be searched.

    Args:
        question: as typed.
        history: earlier answers or questions of the conversation, oldest first.
    """
    if not history or not _is_follow_up(question):
        return question
    before = history[-1]
    topic = before if isinstance(before, str) else before.searched_for
    return f"{topic} {question}"


def _is_follow_up(question: str) -> bool:
    own = len(content_words(question))
    if _OPENS_AS_FOLLOW_UP.match(question):
        return own <= 2 * _FEW_WORDS
    return own <= _FEW_WORDS and bool(_POINTS_BACK.search(question))
