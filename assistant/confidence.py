"""How likely it is that the passages found answer the question at all; below a threshold, abstain.

A logistic model over a few measures of the best passages, fitted on questions over real guidance that its
documents do and do not answer (``python -m eval.fit`` prints it for any such file), none of which the reader
learnt from.
"""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from assistant.asked import TIMESCALE, Asks
from assistant.ranking import Query
from assistant.reasons import reason_by_wording
from assistant.retrieval import Found
from assistant.words import guidance_terms, stem, stems
from ingest.dates import YEAR
from ingest.vocabulary import NATIONS as VOCABULARY

DEPTH = 5
"""Passages that are looked at: those that would be quoted from."""
THRESHOLD = 0.5
"""Below this probability the answer is that the guidance does not say."""

NATIONS = {
    "Scotland": re.compile(r"\b(?:Scotland|Scottish|Scots)\b", re.I),
    "Wales": re.compile(r"\b(?:Wales|Welsh)\b", re.I),
    "Northern Ireland": re.compile(r"\b(?:Northern Ireland|Northern Irish|HSCT?)\b", re.I),
    "Ireland": re.compile(r"\b(?<!Northern )(?:Republic of Ireland|Ireland|Irish|Tusla)\b", re.I),
}


def _key(nation: str) -> str:
    """What a catalogue entry calls a nation."""
    return nation.lower().replace(" ", "-")


_MOVES = re.compile(r"\b(?:from|to|into|out of) $", re.IGNORECASE)
"""Before the name of a nation that somebody comes from or goes to; the question is about this one."""
_NAMED = {
    "england": re.compile(r"\b(?:England|English (?:law|guidance|local authority|school))\b"),
    **{_key(name): pattern for name, pattern in NATIONS.items()},
}


class Measures(NamedTuple):
    """What is measured of the question and its best passages.

    Attributes:
        sentence: the highest cosine of a sentence.
        stranger: 1 where it names somebody or something that none of the best passages names.
        wording: 1 where its wording alone says that guidance does not answer it (``reasons``).
        kind_missing: 1 where it asks for a sum, a share, an address or a length of time, and none of the
            best sentences gives one.
        reading: the highest logit of a passage that was read with the question; 0 where none was.
    """

    sentence: float
    stranger: float
    wording: float
    kind_missing: float
    reading: float


INTERCEPT = -1.4
COEFFICIENTS = Measures(sentence=3.7, stranger=-0.9, wording=-3.3, kind_missing=-1.4, reading=0.35)

_CALENDAR = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|January|February|March|April|May|June|July|August|September"
_NAME = re.compile(rf"(?<=[a-z,;:’'\"] )(?!(?:{_CALENDAR}|October|November|December))[A-Z][a-z]{{2,}}")
_KINDS = (
    (
        re.compile(r"\bhow much (?:money|does|is|will|do)\b|\b(?:cost|fee|fine|price|pay|pounds)\b|£", re.I),
        re.compile(r"£|\bfee\b|\bfree\b"),
    ),
    (
        re.compile(r"\bpercent(?:age)?\b|%|\bwhat (?:share|proportion)\b", re.I),
        re.compile(r"%|\bper ?cent\b", re.I),
    ),
    (
        re.compile(
            r"\b(?:e-?mail|phone|telephone|address|postcode|website|contact (?:details|number))\b", re.I
        ),
        re.compile(r"@|\b\d{3,}\b|\bwww\.|https?:"),
    ),
)
"""What a question may ask for, and how that looks in an answer."""
_MEASURES = {
    Asks.HOW_SOON: TIMESCALE,
    Asks.HOW_OFTEN: TIMESCALE,
    Asks.HOW_MANY: re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b", re.I),
}


def measures(query: Query, found: Sequence[Found]) -> Measures:
    """Measure a question against the best of what was found for it; all 0 when nothing was."""
    best = found[:DEPTH]
    if not best:
        return Measures(0, 0, 0, 1, 0)
    every = set().union(*(stems(_all_words(one)) for one in best))
    return Measures(
        sentence=max(max(one.candidate.sentences, default=0.0) for one in best),
        stranger=float(any(_is_stranger(name, every) for name in _NAME.findall(query.text))),
        wording=float(reason_by_wording(query.text) is not None),
        kind_missing=float(_kind_missing(query, best)),
        reading=max((one.reading.passage for one in best if one.reading), default=0.0),
    )


def _is_stranger(name: str, held: set[str]) -> bool:
    """Whether a name is in none of the passages; a word that guidance has another word for is no name."""
    return stem(name.casefold()) not in held and not guidance_terms(name)


def _kind_missing(query: Query, best: Sequence[Found]) -> bool:
    kinds = [looks for asks, looks in _KINDS if asks.search(query.text)]
    kinds += [_MEASURES[query.asks]] if query.asks in _MEASURES else []
    likely = [
        one.candidate.sentence_text(int(index))
        for one in best
        for index in np.argsort(-one.candidate.sentences)[:3]
    ]
    return any(not any(looks.search(sentence) for sentence in likely) for looks in kinds)


def confidence(measured: Measures) -> float:
    """The probability, 0 to 1, that the question is answered by what was measured."""
    return 1 / (1 + math.exp(-(INTERCEPT + float(np.dot(COEFFICIENTS, measured)))))


def other_nation(question: str, found: Sequence[Found]) -> str:
    """A nation that the question is about and most of the best passages are not, or "".

    A passage is about a nation that its document is for; where that is not known, about those it names.
    """
    best = found[:DEPTH]
    for nation, names in NATIONS.items():
        asked = any(not _MOVES.search(question[: match.start()]) for match in names.finditer(question))
        if asked and 2 * sum(_is_of(one, nation) for one in best) < len(best):
            return nation
    return ""


def _is_of(found: Found, nation: str) -> bool:
    told = found.hit.document.metadata.nation
    if told not in VOCABULARY:
        return bool(NATIONS[nation].search(_all_words(found)))
    return _key(nation) in VOCABULARY[told][1]


def _all_words(found: Found) -> str:
    hit = found.hit
    return " ".join(
        (
            hit.document.metadata.title,
            hit.document.metadata.nation,
            *hit.passage.heading_path,
            hit.passage.text,
        )
    )


def named_nation(question: str) -> str:
    """The key of the one nation that a question names, or "" where it names none or several."""
    named = [nation for nation, names in _NAMED.items() if names.search(question)]
    return named[0] if len(named) == 1 else ""


def missing_edition(question: str, found: Sequence[Found]) -> str:
    """A year that the question names and no document or passage found does, or ""."""
    words = " ".join(f"{one.hit.document.name} {_all_words(one)}" for one in found)
    return next((year for year in YEAR.findall(question) if year not in words), "")
