"""A sentence that a model wrote, held against the passages before anybody sees it.

It is shown only if the passages that it cites support it. If they do not, and others of those that were found
do, those are cited in their place: the words are right and the number was wrong. Everything else is dropped.
"""

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.answers import Hit
from assistant.grounding.verdict import Support, Verdict
from assistant.writing.prompting import NOTHING
from assistant.writing.sentences import Written
from ingest.errors import LibraryError

Verify = Callable[[str, Sequence[Hit]], Verdict]
"""Says whether passages support a statement; the places in its verdict are those of the passages given."""

SURE = 0.8
"""How surely passages that are not cited must support a sentence to be cited in their place: of many that are
tried, one may seem to by chance."""
UNCHECKED = "it could not be checked"
DECLINES = "it only says that the passages do not answer"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """A sentence that may be shown.

    Attributes:
        text: its words.
        cited: where it stands: passages, each with the span of a sentence of it.
        support: the probability that they support it, 0 to 1.
    """

    text: str
    cited: tuple[tuple[Hit, int, int], ...]
    support: float


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that may not be shown.

    Attributes:
        why: the reason in plain words, which does not repeat the sentence.
        declines: whether it said that the passages do not answer.
    """

    why: str
    declines: bool = False


def checked(sentence: Written, hits: Sequence[Hit], verify: Verify) -> Kept | Dropped:
    """A sentence with what supports it, or why it is dropped.

    Args:
        sentence: as the model wrote it.
        hits: all passages found for the question, in the order in which the model was given them.
        verify: says whether passages support a statement. Where it fails nothing is supported.
    """
    cited = [hits[number - 1] for number in sentence.numbers if 0 < number <= len(hits)]
    first = _verdict(sentence.text, cited, verify) if cited else None
    if first and (kept := _kept(sentence.text, cited, first)):
        return kept
    if declines(sentence.text):
        return Dropped(DECLINES, declines=True)
    if first and first.differences and first.probability >= SURE:
        return Dropped(_reason(sentence.text, first))  # they do say it, but with another fact
    return _repaired(sentence.text, hits, cited, verify) or Dropped(_reason(sentence.text, first))


def _repaired(text: str, hits: Sequence[Hit], cited: Sequence[Hit], verify: Verify) -> Kept | None:
    """The sentence with the passage, or else the two, that support it best though it does not cite them."""
    singles = [(one,) for one in hits if [one] != list(cited)]
    pairs = [pair for pair in combinations(hits, 2) if list(pair) != list(cited)]
    for sources in (singles, pairs):
        verdicts = ((some, _verdict(text, some, verify)) for some in sources)
        kept = [
            one for some, verdict in verdicts if (one := _kept(text, some, verdict)) and one.support >= SURE
        ]
        if kept:
            return max(kept, key=lambda one: one.support)
    return None


def _verdict(text: str, hits: Sequence[Hit], verify: Verify) -> Verdict | None:
    try:
        return verify(text, hits)
    except Exception as error:  # whatever it is, what was not checked is not shown
        # An error's own words may quote what was sent; those of this one are for the reader.
        why = error if isinstance(error, LibraryError) else type(error).__qualname__
        logger.error("A written sentence could not be checked: %s", why)
        return None


def _kept(text: str, hits: Sequence[Hit], verdict: Verdict | None) -> Kept | None:
    if verdict is None or verdict.support is not Support.SUPPORTED:
        return None
    cited = tuple(_aligned(hits, verdict))
    return Kept(text, cited, min(max(verdict.probability, 0.0), 1.0)) if cited else None


def _aligned(hits: Sequence[Hit], verdict: Verdict) -> Iterator[tuple[Hit, int, int]]:
    """The spans that a statement rests on, as far as they are spans of these passages."""
    for one in dict.fromkeys(verdict.aligned):
        if 0 <= one.source < len(hits) and 0 <= one.start < one.end <= len(hits[one.source].passage.text):
            yield hits[one.source], one.start, one.end


def _reason(text: str, verdict: Verdict | None) -> str:
    """Why a sentence is dropped, by what its own passages were held to say."""
    why = verdict.why if verdict else "none of the passages says this"
    return UNCHECKED if not why or text.casefold() in why.casefold() else why


# What says only that there is no answer

_SOURCES = r"(?:passages?|sources?|guidance|documents?|texts?|context|excerpts?|extracts?|information)"
_SAY = r"(?:say|answer|mention|state|contain|specify|address|cover|provide|give|include|tell|explain|discuss)"
_CANNOT = r"(?:cannot|can['’]?t|can not|could(?: not|n['’]t)|am (?:not able|unable)|won['’]t|will not)"
_DECLINES = re.compile(
    rf"\b{NOTHING}\b"
    r"|^(?:unfortunately, |sorry, |however, )?(?:the|these|this|those|none of the|no)\s+(?:[\w-]+\s+){0,3}"
    rf"{_SOURCES}\s+(?:(?:here|above|given|provided|supplied|cited)\s+)?"
    rf"(?:(?:do|does|did)(?: not|n['’]t)\s+(?:\w+ly\s+)?{_SAY}|(?:is|are)(?: not|n['’]t) enough"
    r"|answers?\b|says? nothing)"
    r"|^(?:i['’]m |i am |we['’]re )?(?:really |very |so )?(?:sorry|afraid)\b"
    rf"|^as an ai|^i (?:{_CANNOT}|do(?: not|n['’]t) (?:know|have))\b"
    r"|^there is no(?:t enough)? (?:information|mention|answer)\b",
    re.IGNORECASE,
)


def declines(text: str) -> bool:
    """Whether a sentence only says that the passages do not answer, or that the model will not."""
    return bool(_DECLINES.search(text))
