"""What people act on in a text: duties, timescales, ages, who does it, conditions, numbers, dates, links."""

import re
from dataclasses import dataclass

from ingest.changes import bodies
from ingest.changes.values import MarkKind
from ingest.dates import MONTHS

_SPELLED = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|ninety"
)
_N = rf"(?:\d+(?:[.,]\d+)*|one|{_SPELLED})"
_TO_N = rf"(?:\s*(?:-|–|to|and|or)\s*{_N})?"
_LIMIT = (
    r"(?:(?:at least|at most|no (?:more|less|later|longer|fewer) than|not (?:more|less|later) than|"
    r"within|up to|more than|less than|fewer than|longer than|every|each|(?:a )?(?:minimum|maximum) of|"
    r"after|before|under|over|(?:at )?intervals of(?: no more than)?)\s+){0,2}"
)
_UNIT = r"(?:hours?|days?|weeks?|months?|years?|terms?|minutes?|nights?)"
_SORT = r"(?:[- ](?:working|school|calendar|consecutive|full|clear))?"
_MONTH = f"(?-i:{MONTHS})"
_LIKELY = "possible|appropriate|necessary|practicable|reasonable|relevant|applicable"

_PATTERNS: dict[MarkKind, tuple[str, ...]] = {
    MarkKind.LINK: (
        r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+",
        r"\b(?:[\w-]{1,63}\.){1,8}(?-i:(?:gov|nhs|police|org|co|ac|sch)\.uk|com|org|net)\b(?:/\S*)?",
        r"\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b|\b(?:111|101|999|116 ?\d{3})\b(?= )",
    ),
    MarkKind.DATE: (
        rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? \d{{4}})?\b",
        rf"\b{_MONTH} \d{{4}}\b",
        r"\b(?:19|20)\d{2}\b",
    ),
    MarkKind.AGE: (
        r"\b(?:(?:under|over|below|above|from|to|until|of|reach\w*|turn\w*)\s+)*(?:the )?ages?d?(?: of)?\s+"
        rf"(?:(?:under|over|between)\s+)?{_N}{_TO_N}"
        r"(?: (?:years|(?:and|or) (?:over|above|older|under|younger)))?\b",
        rf"\b{_N}(?:[-–]? ?(?:and|to|or|-|–) ?{_N})?[-– ]years?[-– ](?:olds?|of age)\b",
        rf"\b(?:under|over|below)[- ](?:the age of )?\d{{1,2}}s?\b(?!\s*(?:%|{_UNIT}|per|working|school))",
        r"\b\d{1,2} (?:or|and) (?:over|above|older|under|younger)\b",
        rf"\b{_N}(?:st|nd|rd|th)? birthday\b",
    ),
    MarkKind.TIMESCALE: (
        rf"\b{_LIMIT}{_N}{_TO_N}{_SORT}[- ]{_UNIT}\b(?!\s+(?:old|of age))",
        r"\b(?:within|every|each|at least|once a|twice a|per|(?:at least )?half|half a)[- ]"
        rf"(?:a |an |the same |the )?(?:working |school |academic )?{_UNIT}\b",
        rf"\b(?:in|within|during) (?:the|their|its) (?:first|next|following) (?:{_N} )?{_UNIT}\b",
        r"\b(?:at least )?(?:half[- ])?(?:hourly|daily(?! liv)|weekly|fortnightly|monthly|termly|quarterly|"
        r"annually|yearly|six[- ]monthly)\b|\bannual\b",
        r"\b(?:immediately|without (?:undue |any )?delay|straight ?away|as soon as (?:is )?(?:reasonably )?"
        r"(?:possible|practicable|practical)|same day|next (?:working )?day|at the earliest opportunity|"
        r"promptly|urgently)\b",
    ),
    MarkKind.DUTY: (
        r"\b(?:must|shall|should|(?-i:may)|can|need|ought)(?: (?:not|never|only|always))\b",
        r"\b(?:must|shall|should|(?-i:may)|can|cannot|ought to|mustn[’']t|shouldn[’']t|can[’']t)\b",
        r"\b(?:is|are|be|being)(?: not)? (?:legally )?(?:required|obliged|expected|entitled|permitted|"
        r"allowed|recommended|advised|encouraged) to\b",
        r"\b(?:non[- ])?statutory (?:guidance|dut(?:y|ies)|responsibilit(?:y|ies)|roles?)\b",
        r"\b(?:(?:have|has|had)(?: a| no| the)?(?: \w+)? duty|(?:have|has) to(?= \w)|needs? to(?= \w)|"
        r"no (?:legal )?requirement|mandatory|discretionary|optional)\b",
    ),
    MarkKind.NEGATION: (
        r"\b(?:not|no|never|nor|neither|none|nothing|nobody|without|cannot|no longer)\b|n[’']t\b",
    ),
    MarkKind.CONDITION: (
        r"\b(?:if|unless|only|except(?:ionally)?(?: where| when| if| in)?|provided that|subject to|"
        r"other than|as long as|even if|in exceptional \w+|exceptional circumstances|in all cases|"
        rf"in any case|where reasonably possible|(?:where|if|as) (?:{_LIKELY})|regardless of|irrespective of|"
        r"whether or not|always|usually|normally|generally|either|until|"
        r"(?:some|all|any|every|each)(?= \w))\b",
    ),
    MarkKind.NUMBER: (
        r"\b(?:sections?|regulations?|articles?|schedules?|parts?|chapters?|annex(?:es)?|steps?|levels?|"
        rf"tiers?|stages?) (?:\d+[A-Z]?(?:\(\w+\))*|[A-H]\b|(?:one|{_SPELLED})\b)",
        rf"(?:£ ?)?\b{_LIMIT}(?:\d+(?:[.,:]\d+)*(?:%| per cent\b| percent\b|(?!\w))|"
        rf"(?:{_SPELLED}|half|quarter)\b)(?:\s+(?:million|thousand|hundred|times))?",
        r"\btwice\b",
    ),
}
_COMPILED = {
    **{kind: re.compile("|".join(f"(?:{one})" for one in many), re.I) for kind, many in _PATTERNS.items()},
    MarkKind.WHO: bodies.pattern(),
}
"""In this order: what is one thing is not another. The 18 of "under 18" is an age and no number."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something people act on, where it stands in a text.

    Attributes:
        kind: what it is.
        text: its words.
        start, end: its span.
    """

    kind: MarkKind
    text: str
    start: int
    end: int


def facts_of(text: str) -> list[Fact]:
    """The facts of a text in its order; none overlaps another."""
    found: list[Fact] = []
    taken = bytearray(len(text))
    for kind, pattern in _COMPILED.items():
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Fact(kind, match[0], start, end))
    return sorted(found, key=lambda fact: fact.start)
