"""Lengths of time in two sentences: as long or not, and counted from what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import isclose

from assistant.asked import Asks
from assistant.conflicts.said import Difference, Said, Weights
from assistant.conflicts.telling import COUNT, acts, apart, number, telling

LONGEST_SHOWN = 60
"""Characters that are quoted of what a time is counted from."""

_UNIT = r"hour|day|week|fortnight|month|quarter|year|term"
_SORT = r"working|school|calendar|consecutive|clear|full|academic"
_TIME = re.compile(
    rf"(?<![\w.])(?P<count>{COUNT})(?: \(\w+\))?(?:(?: to | or | ?[-–] ?){COUNT})?[- ]"
    rf"(?:(?P<sort>{_SORT})[- ])?(?P<unit>{_UNIT})s?\b['’]?(?![- ](?:old|of age|imprisonment)\b)"
    rf"|\b(?:within|in|every|each|(?:once|twice) (?:an?|each|every)) (?:an? )?(?:(?P<one_sort>{_SORT}) )?"
    rf"(?P<one>{_UNIT})\b(?! group)"
    r"|\b(?P<adverb>daily|weekly|fortnightly|monthly|quarterly|termly|annually|yearly)\b(?! living)",
    re.IGNORECASE,
)
"""A length of time with its unit, or how often."""
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "fortnightly": "fortnight",
    "monthly": "month",
    "quarterly": "quarter",
    "termly": "term",
    "annually": "year",
    "yearly": "year",
}
_UNITS = {
    "hour": ("hours", 1.0),
    "day": ("hours", 24.0),
    "week": ("hours", 168.0),
    "fortnight": ("hours", 336.0),
    "month": ("months", 1.0),
    "quarter": ("months", 3.0),
    "year": ("months", 12.0),
    "term": ("terms", 1.0),
}
_HOURS = {"hours": 1.0, "months": 730.5, "working days": 24 * 7 / 5}
"""Hours in each family of units, by which they are found to be about as long."""
NEARLY = 0.1
"""Months and weeks that differ by less are as long: 12 weeks and three months."""

_EVERY = re.compile(
    r"\b(?:every|each|per|intervals? of(?: (?:no|not) more than)?"
    r"|(?:once|twice|times) (?:an?|in(?: an?)?|within))\s*$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(r"\bno(?:t)? (?:more|longer|later) than\s*$", re.IGNORECASE)
_AT_LEAST = re.compile(
    r"\b(?:at least|minimum of|more than|longer than|over|exceeds?|(?:not|no) (?:less|fewer) than|for)"
    r"\s*(?:a (?:minimum of )?|the |another )?$",
    re.IGNORECASE,
)
_NO_LIMIT = re.compile(
    r"\b(?:last|past|previous|preceding|aged?|sentence of|imprisonment (?:for|of)|after)\s*$", re.IGNORECASE
)
"""What stands before a length of time of the past, of an age or of a sentence."""

_COUNTED_FROM = re.compile(
    r"[^\w.;:]*(?:(?:starting|beginning|running|counted|calculated) )?"
    r"(?P<how>of|from|after|following|since|before|prior to|in advance of)\s+(?P<what>[^,.;:()]+)",
    re.IGNORECASE,
)
_OPENS_WITH = re.compile(r"\s*(?:Following|After|From|Upon)\s+(?P<what>[^,.;:()]{3,80}),")
_AHEAD = ("before", "prior to", "in advance of")
_GOES_ON = re.compile(
    r"\s(?:unless|where|if|to|in order|by|for|at|which|that|but|with|so|should|must|will|shall|may"
    r"|and (?:then|must|should|a|the|every|at|thereafter)|or (?:within|every|earlier|sooner))\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""Where the words after "within 10 days of" go on to something else."""
_NEXT_CLAUSE = re.compile(r"[;:]\s+|,? (?:and|but|or) then\b|, (?:and|but|while|whereas) ", re.IGNORECASE)
_AIM = re.compile(
    r"\b(?:so that|such that|in order to|to (?:ensure|enable|avoid|allow|help|identify))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_OPENING_CONDITION = re.compile(r"\s*(?:If|Where|When|Once|Unless|In (?=[A-Z]))\b[^,]*,")


@dataclass(frozen=True, slots=True)
class _Time:
    """A length of time in a sentence.

    Attributes:
        family: of its unit: "hours", "months", "working days".
        amount: how many of them.
        mode: "limit", "every" or "at least".
        shown: its words as they are quoted.
        start: what it is counted from, as it is written; or "".
        ahead: whether it runs up to that rather than from it.
        purpose: the telling words of what it is for.
        acts: what is done within it.
    """

    family: str
    amount: float
    mode: str
    shown: str
    start: str
    ahead: bool
    purpose: frozenset[str]
    acts: frozenset[int]

    def as_long(self, other: "_Time") -> bool:
        """Whether both are as long, in whatever unit: two weeks, 14 days and 10 working days."""
        if self.family == other.family:
            return isclose(self.amount, other.amount)
        if not {self.family, other.family} <= set(_HOURS):
            return False
        near = NEARLY if "months" in (self.family, other.family) else 1e-9
        ours, theirs = self.amount * _HOURS[self.family], other.amount * _HOURS[other.family]
        return isclose(ours, theirs, rel_tol=near)

    def of_one_sort(self, other: "_Time") -> bool:
        """Whether both are limits, or both say how often, run the same way, and are not for other acts."""
        same = (self.mode, self.ahead) == (other.mode, other.ahead)
        return same and not apart(self.acts, other.acts)


def timescales(kind: Asks, one: Said, other: Said, weights: Weights) -> Difference | None:
    """Another number or unit for one thing; none where the sentences agree on any time."""
    ours, theirs = _times(one), _times(other)
    if any(mine.as_long(its) for mine in ours for its in theirs):
        return None
    both = one.bodies & other.bodies
    found = [
        Difference(f"“{mine.shown}” and “{its.shown}”", _for_one_thing(mine, its, both, weights))
        for mine in ours
        for its in theirs
        if mine.of_one_sort(its)
    ]
    best = max(found, key=lambda difference: difference.sure, default=None)
    return best if best and best.sure else None


def _for_one_thing(mine: _Time, its: _Time, both: frozenset[str], weights: Weights) -> float:
    """How sure it is that two times are for one thing; it must be plainer where they have other starts."""
    like = weights.alike if apart(telling(mine.start), telling(its.start)) else weights.held
    return like(mine.purpose | both, its.purpose | both)


def starts(kind: Asks, one: Said, other: Said, weights: Weights) -> Difference | None:
    """The same limit for one thing, counted from something else."""
    both = one.bodies & other.bodies
    for mine in _times(one):
        for its in _times(other):
            same = mine.as_long(its) and mine.of_one_sort(its) and mine.mode == "limit"
            sure = weights.alike(mine.purpose | both, its.purpose | both) if same else 0.0
            if sure and apart(telling(mine.start), telling(its.start)):
                about = f"counted from “{_short(mine.start)}” and from “{_short(its.start)}”"
                return Difference(about, sure)
    return None


def _short(words: str) -> str:
    words = re.sub(r"^(?:a|an) ", "", words)
    return words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN].rsplit(" ", 1)[0] + " …"


def _times(said: Said) -> list[_Time]:
    """The times of a sentence that can be compared, each with what it is for."""
    return [time for clause in _clauses(said.text) for time in _times_of(said, clause)]


def _clauses(text: str) -> list[str]:
    """A sentence cut where something else is said; a clause without a time goes with the one before."""
    edges = [0, *(match.end() for match in _NEXT_CLAUSE.finditer(text)), len(text)]
    clauses: list[str] = []
    for start, end in pairwise(edges):
        if clauses and not (_TIME.search(clauses[-1]) and _TIME.search(text[start:end])):
            clauses[-1] += text[start:end]
        else:
            clauses.append(text[start:end])
    return clauses


def _times_of(said: Said, clause: str) -> Iterator[_Time]:
    opening = _OPENS_WITH.match(clause)
    for match in _TIME.finditer(clause):
        before, after = clause[: match.start()], clause[match.end() :]
        mode = _mode(before, match)
        if not mode:
            continue
        from_what = _COUNTED_FROM.match(after)
        start = (
            _GOES_ON.sub("", from_what["what"]).strip() if from_what else opening["what"] if opening else ""
        )
        ahead = bool(from_what and from_what["how"].casefold() in _AHEAD)
        part = _part_for(before, after[from_what.end() if from_what else 0 :])
        yield _Time(
            *_length(match), mode, _shown(before, match, mode), start, ahead, said.purpose(part), acts(part)
        )


def _mode(before: str, match: re.Match[str]) -> str:
    """What a time is by the words around it; "" where it is none that can be compared."""
    often = re.match(r"every|each|once|twice", match[0], re.IGNORECASE)
    if match["adverb"] or often or _EVERY.search(before):
        return "every"
    if _NO_LIMIT.search(before):
        return ""
    return "at least" if _AT_LEAST.search(before) and not _AT_MOST.search(before) else "limit"


def _length(match: re.Match[str]) -> tuple[str, float]:
    """The family of a time's unit, and how many."""
    adverb = match["adverb"]
    unit = _ADVERBS[adverb.casefold()] if adverb else (match["unit"] or match["one"]).casefold()
    sort = (match["sort"] or match["one_sort"] or "").casefold()
    many = number(match["count"]) if match["count"] else 1
    if sort in ("working", "school"):
        return f"{sort} {unit}s", float(many)
    family, each = _UNITS[unit]
    return family, many * each


def _shown(before: str, match: re.Match[str], mode: str) -> str:
    """A time's words; with "every" or "at least" in front where that is what it says."""
    lead = re.search(r"\b(?:every|each|at least)\s*$", before, re.IGNORECASE) if mode != "limit" else None
    return f"{lead[0] if lead else ''}{match[0]}"


def _part_for(before: str, after: str) -> str:
    """The words that say what a time is for: those before it in its clause, or else those after it too."""
    plain = _AIM.sub("", _OPENING_CONDITION.sub("", before))
    return plain if len(telling(plain)) > 1 else f"{plain} {_AIM.sub('', after)}"
