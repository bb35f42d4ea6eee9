"""Whether something is said or denied: a "not" added, or lost."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.grounding.evidence import Evidence
from assistant.grounding.patterns import pattern, plain
from assistant.grounding.text import Text, read
from assistant.grounding.verdict import Difference

_REACH = 3
"""Telling words after a denial that it denies."""
_FAR = 100
"""Characters in which those stand."""
_CLAUSE = re.compile(r"[.;:,]|\bbut\b|\bunless\b|\bexcept\b")
_UNTIL = re.compile(r"\b(?:until|unless|except|before|without|till)\b", re.IGNORECASE)
"""After which "nobody may" comes to "must"."""
_NOT = re.compile(r"\b(?:not|no|never|none|nobody|no one|nor|neither|cannot|without|\w+n't)\b", re.IGNORECASE)


def check(claim: Text, source: Evidence) -> Iterator[Difference]:
    """Words that are denied here and said there, or the other way round."""
    if not source.is_worded_alike(claim):
        return
    whole = source.whole
    here, there = _denied(claim.text), _denied(source.main.text)
    any_here, any_there = (bool(pattern("denials").search(plain(text))) for text in (claim.text, whole.text))
    for stem, (words, _) in here.items():
        if not any_there and stem in source.main.stems and not _UNTIL.search(claim.text):
            yield Difference("negation", f"the statement says “{words}”, the passage does not")
            return
    for stem, (words, first) in there.items():
        if not any_here and first and stem in claim.stems:
            yield Difference("negation", f"the passage says “{words}”, the statement does not")
            return


@lru_cache(maxsize=4_000)
def _denied(text: str) -> dict[str, tuple[str, bool]]:
    """The stems that are denied, each with the words that deny it, and whether it comes first after them."""
    words = pattern("no denial").sub(lambda match: " " * len(match[0]), plain(text))
    found: dict[str, tuple[str, bool]] = {}
    for match in _NOT.finditer(words):
        limit = min(match.end() + _FAR, len(words))
        edge = _CLAUSE.search(words, match.end(), limit)
        near = read(text[match.end() : edge.start() if edge else limit]).words
        for place, word in enumerate([word for word in near if word.tells][:_REACH]):
            found.setdefault(word.stem, (text[match.start() : match.end() + word.end], not place))
    return found
