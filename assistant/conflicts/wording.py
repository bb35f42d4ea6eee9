"""Who, how strongly, whether at all, from what age and how many, in two sentences on one thing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.asked import CONDITION, Asks
from assistant.conflicts.said import Difference, Said, Weights
from assistant.conflicts.telling import BODIES, COUNT, apart, family, known_as, number, telling
from ingest.changes.facts import facts_of
from ingest.changes.values import MarkKind

_SOLE = frozenset(
    known_as(word)
    for word in (
        "chair chaired lead led convene coordinate decide conduct complete approve authorise commission "
        "appoint sign determine undertake undertaken arrange"
    ).split()
)
"""What one person or body does alone; anybody may tell, help or attend."""

_FORCES: tuple[tuple[str, str], ...] = (
    (
        "must not",
        r"must (?:not|never)|shall not|may not|cannot|can not|(?:is|are) not (?:permitted|allowed) to",
    ),
    (
        "need not",
        r"need not|(?:do|does|will) not (?:have|need) to|(?:is|are) not (?:legally )?(?:required|obliged) to"
        r"|(?:is|are) under no (?:\w+ )?(?:duty|obligation) to"
        r"|no (?:legal |statutory )?(?:need|requirement|duty) to|(?:do|does) not (?:need|require)",
    ),
    ("should not", r"should (?:not|never)|ought not to"),
    (
        "must",
        r"must|shall|(?:is|are) (?:legally )?(?:required|obliged) (?:by law )?to|(?:has|have) to|needs? to"
        r"|(?:is|are) under a (?:\w+ )?duty to|(?:has|have) (?:a|the) (?:\w+ )?duty to"
        r"|(?:requires?|(?<=you )need|(?<=they )need)(?! to| for| of)",
    ),
    ("should", r"should|ought to|(?:is|are) expected to"),
    (
        "may",
        r"(?-i:may)|can|(?:is|are) (?:permitted|allowed|entitled|free) to"
        r"|(?:has|have) (?:the|a) (?:power|discretion) to",
    ),
)
_FORCE = re.compile(
    "|".join(rf"(?P<{name.replace(' ', '_')}>\b(?:{words})\b)" for name, words in _FORCES), re.IGNORECASE
)
_AT_ODDS = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "must/may",
        "must/need not",
        "must/must not",
        "must/should not",
        "should/need not",
        "should/should not",
        "should/must not",
        "may/must not",
        "may/should not",
    )
)
"""Strengths of a duty that cannot both be worked to."""
_OF_DEGREE = frozenset({frozenset({"must", "should"}), frozenset({"should", "may"})})
"""Strengths that differ in degree; told to those who ask what they must or may do."""
_VERB = re.compile(
    r"\W*(?:(?:be|been|also|only|always|normally|usually|never|still|\w+ly) )*(?P<verb>[a-z]+)", re.IGNORECASE
)
_NO_ACT = frozenset(
    map(known_as, "have be include need involve suffer indicate mean feel seem appear".split())
)
"""Verbs that tell how things are rather than what is done: "may include", "must have been"."""
_IF_AT_ALL = re.compile(
    r"\b(?:where|if|when) (?:possible|appropriate|practicable|necessary|relevant)\b", re.IGNORECASE
)
_EXCEPTS = re.compile(r"unless|except|other than|but not|provided", re.IGNORECASE)
_EXCEPT = "except"
"""Marks what tells of an exception rather than of the case itself."""

_NOT = re.compile(
    r"\b(?P<aux>is|are|was|were|does|do) not "
    r"(?!only|just|limited|less|later|more|necessarily|always)(?P<word>[a-z]+)",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|no|never|nor|neither|cannot|without)\b|n[’']t\b", re.IGNORECASE)
_SIDES = (
    ("under", re.compile(r"\b(?:under|below|younger)\b", re.IGNORECASE)),
    ("over", re.compile(r"\b(?:over|above|older)\b", re.IGNORECASE)),
    ("until", re.compile(r"\b(?:until|to|birthday)\b", re.IGNORECASE)),
)
_OF_THINGS = re.compile(
    rf"(?<![\w.£:/-])(?P<count>{COUNT}) (?:[a-z]+ )?(?P<thing>[a-z]{{4,}}s)\b", re.IGNORECASE
)
"""So many of a thing: "two written references"."""
_NOT_COUNTED = re.compile(
    r"(?:hour|day|week|month|year|term|minute|time|section|type|step|stage|level|part)s", re.IGNORECASE
)
"""What stands after a number that counts time or tells one part of many."""


# Who


def doers(kind: Asks, one: Said, other: Said, weights: Weights) -> Difference | None:
    """Another person or body for what only one does, where the question asks who."""
    mine, its = (_doer(one), _doer(other)) if kind is Asks.WHO else (None, None)
    if not mine or not its or mine.act != its.act:
        return None
    if family(mine.body) == family(its.body):
        return None
    sure = weights.alike(one.whole, other.whole)
    return _told(mine.body, its.body, sure)


@dataclass(frozen=True, slots=True)
class _Doer:
    """A person or body, and the verb for what it does."""

    body: str
    act: str


def _doer(said: Said) -> _Doer | None:
    """The one body that a sentence names, with what it does alone; None where it names more."""
    named = list(BODIES.finditer(said.text))
    if len(named) != 1:
        return None
    before, after = said.text[: named[0].start()], said.text[named[0].end() :]
    active = re.match(rf"\W*(?:{_FORCE.pattern}|will)\s", after, re.IGNORECASE)
    passive = re.search(r"(?P<verb>[a-z]+) by (?:an? |the )?(?:[a-z]+ ){0,2}$", before, re.IGNORECASE)
    verb = passive or _VERB.match(after[active.end() if active else 0 :])
    act = known_as(verb["verb"]) if verb else ""
    return _Doer(named[0][0], act) if act in _SOLE else None


def _told(mine: str, its: str, sure: float) -> Difference | None:
    """The difference of two stretches of words, where they are surely of one thing."""
    return Difference(f"“{mine}” and “{its}”", sure) if sure else None


# How strongly


@dataclass(frozen=True, slots=True)
class _Duty:
    """What a sentence says is to be done.

    Attributes:
        force: "must", "need not", …
        shown: its words as they are quoted.
        whose: the person or thing named right before it, as it is known; none for "you" and the like.
        act: the verb, as it is known.
        purpose: the telling words around it.
        condition: the telling words of what it depends on.
    """

    force: str
    shown: str
    whose: frozenset[str]
    act: str
    purpose: frozenset[str]
    condition: frozenset[str]


def strengths(kind: Asks, one: Said, other: Said, weights: Weights) -> Difference | None:
    """Another strength of duty for the same act in the same case, where each sentence says one."""
    ours, theirs = list(_duties(one)), list(_duties(other))
    if len(ours) != 1 or len(theirs) != 1:
        return None
    mine, its = ours[0], theirs[0]
    wanted = _AT_ODDS | _OF_DEGREE if kind in (Asks.MUST, Asks.MAY) else _AT_ODDS
    differ = frozenset({mine.force, its.force}) in wanted
    if (
        not differ
        or mine.act != its.act
        or apart(mine.whose, its.whose)
        or not _same_case(mine.condition, its.condition)
    ):
        return None
    return _told(mine.shown, its.shown, weights.alike(mine.purpose, its.purpose))


def _duties(said: Said) -> Iterator[_Duty]:
    text, condition = _parted(said.text)
    for match in _FORCE.finditer(text):
        verb = _VERB.match(text[match.end() :])
        act = known_as(verb["verb"]) if verb else ""
        if act and act not in _NO_ACT:
            force = (match.lastgroup or "").replace("_", " ")
            around = f"{text[: match.start()]} {text[match.end() :]}"
            yield _Duty(force, match[0], _whose(text[: match.start()]), act, said.purpose(around), condition)


def _whose(before: str) -> frozenset[str]:
    """The person or thing that stands at the end of some words: "social care", "consent"."""
    body = next((match for match in BODIES.finditer(before) if not before[match.end() :].strip()), None)
    last = re.search(r"[A-Za-z]+\s*$", before)
    return frozenset({family(body[0])}) if body else telling(last[0]) if last else frozenset()


def _parted(text: str) -> tuple[str, frozenset[str]]:
    """A text without its conditions, and what they tell; "where possible" is none."""
    text = _IF_AT_ALL.sub("", text)
    told: set[str] = set()
    for match in CONDITION.finditer(text):
        told |= telling(match[0]) | ({_EXCEPT} if _EXCEPTS.match(match[0]) else set())
    return CONDITION.sub(" ", text), frozenset(told)


def _same_case(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two conditions are the same, or nearly; an exception is never the same as a case."""
    return one == other or ((_EXCEPT in one) == (_EXCEPT in other) and bool(one & other - {_EXCEPT}))


# Whether at all


def denials(kind: Asks, one: Said, other: Said, weights: Weights) -> Difference | None:
    """What one sentence says is so and the other says is not."""
    pair = _denied(one.text, other.text) or _denied(other.text, one.text)[::-1]
    return _told(pair[0], pair[1], weights.alike(one.whole, other.whole)) if pair else None


def _denied(yes: str, no: str) -> tuple[str, ...]:
    """What one text says plainly and the other denies, neither under a condition, as two stretches of words:
    "applies" and "does not apply"; none for nothing."""
    denial = _NOT.search(no)
    if not denial or _DENIES.search(yes) or len(_DENIES.findall(no)) != 1:
        return ()
    if CONDITION.search(yes) or CONDITION.search(no):
        return ()
    if denial["aux"].casefold() in ("do", "does"):
        act = known_as(denial["word"])
        said = [word for word in re.findall(r"[A-Za-z]+", yes) if known_as(word) == act]
    else:
        said = re.findall(rf"\b(?:is|are|was|were) (?:\w+ )?{denial['word']}\b", yes, re.IGNORECASE)
    return (said[0], denial[0]) if said else ()


# From what age, and how many


@dataclass(frozen=True, slots=True)
class _Age:
    """An age in years with the side of it that is meant ("under", "over", "until", "at"), and its words."""

    side: str
    years: int
    shown: str


def ages(kind: Asks, one: Said, other: Said, weights: Weights) -> Difference | None:
    """Another age for one thing, where each sentence names one, and on the same side."""
    mine, its = _age(one.text), _age(other.text)
    if not mine or not its or mine.side != its.side or mine.years == its.years:
        return None
    purposes = (said.purpose(said.text.replace(age.shown, " ")) for said, age in ((one, mine), (other, its)))
    return _told(mine.shown, its.shown, weights.alike(*purposes))


@lru_cache(maxsize=200)
def _age(text: str) -> _Age | None:
    """The age that a text names; None where it names none or more than one."""
    named = [fact.text for fact in facts_of(text) if fact.kind is MarkKind.AGE]
    years = re.findall(rf"(?<!\w){COUNT}", named[0], re.IGNORECASE) if len(named) == 1 else []
    if len(years) != 1:
        return None
    side = next((side for side, pattern in _SIDES if pattern.search(named[0])), "at")
    return _Age(side, number(years[0]), named[0])


def numbers(kind: Asks, one: Said, other: Said, weights: Weights) -> Difference | None:
    """Another number of the same things."""
    mine, its = _counted(one.text), _counted(other.text)
    things = (thing for thing in mine if thing in its and mine[thing][0] != its[thing][0])
    thing = next(things, "")
    return _told(mine[thing][1], its[thing][1], weights.alike(one.whole, other.whole)) if thing else None


def _counted(text: str) -> dict[str, tuple[int, str]]:
    """The things that a text counts, each with how many and its words; those of time left out."""
    counted: dict[str, tuple[int, str]] = {}
    for match in _OF_THINGS.finditer(text):
        if not _NOT_COUNTED.fullmatch(match["thing"]):
            counted.setdefault(known_as(match["thing"]), (number(match["count"]), match[0]))
    return counted
