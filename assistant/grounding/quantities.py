"""Numbers, times, ages, dates, sections: whatever a statement counts or numbers must stand in its source.

Working days are not days; two weeks are fourteen days; "within" is not "at least".
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.grounding.evidence import Evidence
from assistant.grounding.text import Text, read
from assistant.grounding.verdict import Difference
from ingest.dates import MONTHS

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SPELLED = {word: number for number, word in enumerate(_UNITS, 1)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_WORDS = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?|{'|'.join(sorted(_UNITS, key=len)[::-1])})"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
NUMBER = _N = rf"(?:{_DIGITS}|{_WORDS})"
"""A number in digits or words, in a pattern without regard to case."""
_LABEL = rf"(?:(?!(?:19|20)\d\d\b)\d+[A-Z]{{0,2}}(?:\(\w{{1,4}}\))*|(?-i:[A-Z])(?![\w'’])|{_WORDS})"
_PARTS = (
    r"(?:sub-?)?sections?|(?<!['’])ss?\.?(?= ?\d)|paragraphs?|paras?\.?|parts?|chapters?|annex(?:es)?|"
    r"schedules?|articles?|regulations?|steps?|levels?|stages?|tiers?|forms?|appendix|clauses?|"
    r"categor(?:y|ies)|conditions?|rules?"
)
_UNIT = r"minute|hour|day|night|week|fortnight|month|quarter|year|term"
_SORT = r"working|school|calendar|consecutive|clear|full|academic|business|week"
_OFTEN = {
    "daily": (24.0, "hours"),
    "weekly": (168.0, "hours"),
    "fortnightly": (336.0, "hours"),
    "fortnight": (336.0, "hours"),
    "monthly": (1.0, "months"),
    "quarterly": (3.0, "months"),
    "half-yearly": (6.0, "months"),
    "six-monthly": (6.0, "months"),
    "biannual": (6.0, "months"),
    "annual": (12.0, "months"),
    "annually": (12.0, "months"),
    "yearly": (12.0, "months"),
    "biennial": (24.0, "months"),
    "termly": (1.0, "terms"),
}
_LONG = {
    "minute": (1 / 60, "hours"),
    "hour": (1.0, "hours"),
    "day": (24.0, "hours"),
    "night": (24.0, "hours"),
    "week": (168.0, "hours"),
    "fortnight": (336.0, "hours"),
    "month": (1.0, "months"),
    "quarter": (3.0, "months"),
    "year": (12.0, "months"),
    "term": (1.0, "terms"),
}
"""Units with their length; days, months and terms are families that do not mix."""
_SHARES = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "two-thirds": 2 / 3, "two thirds": 2 / 3}
_TIMES = {
    "twice": 2,
    "double": 2,
    "doubled": 2,
    "triple": 3,
    "treble": 3,
    "threefold": 3,
    "twofold": 2,
    "thrice": 3,
}
_AT_ONCE = (
    r"immediately|straight ?away|at once|right away|without (?:any )?delay|instantly|forthwith|immediate"
)
_SOON = (
    r"as soon as (?:is |it is |they are |reasonably )*(?:possible|practicable|practical|able|can)|promptly|"
    r"without undue delay|(?:at|by) the earliest (?:opportunity|moment|chance|point)|as early as possible"
)
_UNDER = (
    r"under|below|(?<!no )(?<!not )(?:younger|less) than|fewer than|before|not yet|until|till|up to|within|"
    r"by|inside|(?:in )?no (?:later|longer|more) than|"
    r"not (?:\w+ )?(?:later|longer|more) than|at (?:most|the latest)|at the outside|(?:a )?maximum of|"
    r"not exceed(?:ing)?|or (?:under|younger|less|fewer|below|sooner)|and under"
)
_OVER = (
    r"over|above|older than|(?<!no )(?<!not )more than|at least|upwards|beyond|past|from the age of|turned|"
    r"reached|no(?:t)? (?:less|fewer|sooner|earlier) than|no younger than|(?:a )?minimum of|"
    r"or (?:over|older|above|more)|and (?:over|above)|(?<!no )(?<!not )(?<!for )longer than|"
    r"(?<!not )exceed(?:s|ing)?"
)
_TO = r"(?: ?(?:and|to|or|-|–) ?"
_NO_TIME = rf"(?! ?(?:%|per|(?:(?:{_SORT})[- ])?(?:(?:{_UNIT})(?<!year)s?\b|years?\b(?! (?:old|of age)))))"
_REFERENCE = (
    rf"\b(?P<part>{_PARTS}) ?(?P<labels>{_LABEL}(?:(?:,| and| or| to|, and|-|–) ?{_LABEL})*)(?!\w)",
)
_DATE = (
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>(?-i:{MONTHS}))(?:,? (?P<year>\d{{4}}))?\b",
    rf"\b(?P<only>(?-i:{MONTHS}))(?:,? (?P<its>\d{{4}}))?\b",
    r"(?<![\w.,£/-])(?P<bare>(?:19|20)\d\d)(?![\w%]|[.,]\d)",
)
_AGE = (
    r"\b(?:age[sd]?(?: of| from| between)?|turn(?:s|ed|ing)?|reach(?:es|ed|ing)?(?: the age of)?|under-?"
    rf"|over-?|below|above|younger than|older than|beyond) (?P<y1>(?!one\b){_N})(?:(?:st|nd|rd|th) birthday)?"
    rf"{_TO}(?P<y2>{_N}))?s?\b{_NO_TIME}",
    rf"\b(?P<y3>{_N}){_TO}(?P<y4>{_N}))?[- ]years?[- ](?:olds?|of age)\b",
    r"\b(?:under|over)-(?P<y5>\d{1,2})s?\b",
    rf"\b(?P<y6>{_N})(?:st|nd|rd|th) birthday\b",
    r"\b(?P<y7>\d{1,2}) (?:or|and) (?:over|above|older|under|younger)\b",
)
_TIME = (
    rf"(?<![\w.])(?P<n1>{_N}){_TO}(?P<n2>{_N}))?[- ](?:(?P<sort>{_SORT})[- ])?(?P<unit>{_UNIT})s?\b",
    r"(?<![\w.])(?P<before>within|in|every|each|once|twice|per|than|least|after|for|inside|of) "
    rf"(?:an?|the same|another|each|every)?[- ]?(?:full )?(?:(?P<sort1>{_SORT}) )?(?P<unit1>{_UNIT})"
    r"(?![-\w]| of birth| care| to day| at which)",
    rf"(?<![\w.])(?P<often>{'|'.join(_OFTEN)})\b",
)
_SHARE = (
    r"\b(?:a |one[- ])?(?P<s>half|third|quarter|two[- ]thirds)(?= (?:of|the|a|all)\b)",
    rf"\bone in (?P<of>{_N})\b",
)
_KINDS: dict[str, tuple[str, ...]] = {
    "reference": _REFERENCE,
    "date": _DATE,
    "age": _AGE,
    "time": _TIME,
    "atonce": (rf"\b(?:{_AT_ONCE})\b",),
    "soon": (rf"\b(?:{_SOON})\b",),
    "percent": (rf"(?P<p>{_N}) ?(?:%|per ?cent\b)",),
    "money": (rf"£ ?(?P<m>{_DIGITS})(?: ?(?:million|thousand|m|k))?",),
    "share": _SHARE,
    "times": (rf"\b(?:{'|'.join(_TIMES)})\b",),
    "number": (rf"(?<![\w.,-])(?:{_DIGITS}|(?!one\b)(?!two\b(?! \w+s\b)){_WORDS})(?!\w|[.,]\d)",),
}
"""What is looked for, in this order: what is one is not another. The 18 of "under 18" is an age."""
_PATTERN = re.compile(
    "|".join(f"(?P<{kind}>{'|'.join(some)})" for kind, some in _KINDS.items()), re.IGNORECASE | re.ASCII
)
_AHEAD = re.compile(r"\W*(?:before|ahead|prior|in advance|earlier)\b", re.IGNORECASE)
_OR_SO = re.compile(r"\b(?:or|and) (over|above|older|under|younger)$", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:not|never|n't)(?: yet)? (?:reach|turn)\w* [^.]*$", re.IGNORECASE)
_MAJORITY = 18.0
GROWN = frozenset({"child", "children", "adult", "adulthood"})
_ADDED = 0.1
"""Share of a statement's weight that a sentence must add for a quantity to be its own."""
_NEAR = 34
"""Characters before a quantity in which its bound may stand."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something counted, dated or numbered in a text.

    Attributes:
        kind: "timescale", "age", "date", "reference" or "number".
        value: what is compared: of a time its length with the family of its unit.
        side: whether it is a most ("under") or a least ("over"), or "".
        shown: its words.
    """

    kind: str
    value: tuple[object, ...]
    side: str
    shown: str


def check(claim: Text, source: Evidence) -> Iterator[Difference]:
    """Quantities of a statement that its source does not give."""
    held = quantities(source.whole.text)
    also = quantities(source.above) if source.above else ()
    for one in quantities(claim.text):
        if one.value[0] == "soon" or _is_loose(one, source):
            continue
        same = [other for other in held if _same(one, other)]
        if same and (instead := _of_another(one, claim, source)):
            yield _told(one, instead.shown)
            continue
        if any(not _opposite(one, other) for other in same):
            continue
        if same:
            yield _told(one, same[0].shown)
        elif not (
            _is_of_age(one, source) or any(_same(one, other) for other in also if one.kind != "timescale")
        ):
            yield _told(one, next((other.shown for other in held if other.kind == one.kind), ""))


def _of_another(one: Quantity, claim: Text, source: Evidence) -> Quantity | None:
    """What the best sentence counts in place of a quantity that only another one has, where the statement has
    nothing else of that other sentence."""
    main = quantities(source.main.text)
    instead = next((other for other in main if other.kind == one.kind and not _said(other, claim)), None)
    if instead is None or any(_same(one, other) for other in main):
        return None
    others = [text for text in source.texts if any(_same(one, other) for other in quantities(text.text))]
    own = {stem: weight for stem, weight in claim.weights.items() if stem not in source.main.stems}
    added = max(sum(weight for stem, weight in own.items() if stem in text.stems) for text in others)
    numbers = sum(weight for stem, weight in own.items() if stem in read(one.shown).stems)
    return instead if added - numbers < _ADDED * claim.weight else None


def _said(one: Quantity, claim: Text) -> bool:
    return any(_same(other, one) for other in quantities(claim.text))


def _told(one: Quantity, instead: str) -> Difference:
    if instead:
        return Difference(one.kind, f"the passage says “{instead}”, the statement says “{one.shown}”")
    return Difference(one.kind, f"the passage does not say “{one.shown}”")


def _same(one: Quantity, other: Quantity) -> bool:
    if one.kind == other.kind == "reference":
        (part, label), (its, held) = one.value, other.value
        return part == its and (held == label or str(held).startswith(f"{label}("))
    if one.value == other.value:
        return True
    loose = {one.kind, other.kind} <= {"age", "number", "timescale"}
    return loose and one.kind != other.kind and _years(one) is not None and _years(one) == _years(other)


def _is_loose(one: Quantity, source: Evidence) -> bool:
    """Whether it is a small number written out where the source counts nothing: "the two together"."""
    small = one.kind == "number" and one.shown.casefold() in _UNITS[:9]
    return small and not any(other.kind == "number" for other in quantities(source.main.text))


def _is_of_age(one: Quantity, source: Evidence) -> bool:
    """Whether it is the age of majority, and the source speaks of children or adults."""
    other_ages = any(other.kind == "age" for other in quantities(source.whole.text))
    grown = not GROWN.isdisjoint(source.whole.stems)
    return one.kind == "age" and one.value[0] == _MAJORITY and grown and not other_ages


def _years(one: Quantity) -> object:
    """A bare number or an age, or a time in years, which may stand for each other."""
    if one.kind == "timescale":
        amount, family = one.value
        return float(amount) / 12 if family == "months" and isinstance(amount, float) else None
    return one.value[0] if one.value[1] == "" else None


def _opposite(one: Quantity, other: Quantity) -> bool:
    return {one.side, other.side} == {"under", "over"}


@lru_cache(maxsize=4_000)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order."""
    return tuple(one for match in _PATTERN.finditer(text) for one in _read(match, text))


def _read(match: re.Match[str], text: str) -> Iterator[Quantity]:
    kind = next(name for name in _READERS if match[name])
    family, reader = _READERS[kind]
    for value in reader(match):
        side = _side(text, match) if family in ("timescale", "age", "number") else ""
        yield Quantity(family, value, side, match[0].strip())


def _side(text: str, match: re.Match[str]) -> str:
    if _AHEAD.match(text, match.end()):  # "no later than 7 days before" is "at least 7 days before"
        return ""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    within = match[0]
    if _NOT_YET.search(f"{before}{within}"):
        return "under"
    after = text[match.end() : match.end() + 16]
    if told := _OR_SO.search(within):
        return "over" if told[1].casefold() in ("over", "above", "older") else "under"
    for words, side in ((_UNDER, "under"), (_OVER, "over")):
        if re.search(
            rf"\b(?:{words})(?: (?:the |an? |age |of |aged |their |his |her |within |period ){{0,3}})?\W*$",
            before,
            re.I,
        ):
            return side
        if re.match(rf"(?:{words})\b", within, re.I) or (
            re.match(rf"\W?(?:{words})\b", after.lstrip(" -s"), re.I)
            and re.match(r"\W*s? ?(?:or|and|at)\b", after, re.I)
        ):
            return side
    return ""


def number_of(words: str) -> float:
    """What a number comes to that is written in digits or as a word up to ninety-nine (``NUMBER``)."""
    words = words.casefold().replace(",", "")
    if words[0].isdigit():
        return float(words)
    return float(sum(_SPELLED[part] for part in re.split(r"[- ]", words)))


def _references(match: re.Match[str]) -> Iterator[tuple[object, ...]]:
    part = re.sub(r"^(?:ss?\.?|sub-?sections?|sections?)$", "section", match["part"].casefold())
    part = re.sub(r"^para(?:s|graphs?)?\.?$", "paragraph", part)
    part = re.sub(r"^(annex)es$|s$", r"\1", part.replace("categories", "category"))
    for label in re.findall(_LABEL, match["labels"], re.IGNORECASE):
        spelled = label.casefold()
        yield part, str(int(number_of(label))) if spelled.split("-")[0].split(" ")[0] in _SPELLED else spelled


def _dates(match: re.Match[str]) -> Iterator[tuple[object, ...]]:
    day, month, year = (
        match["day"],
        match["month"] or match["only"],
        match["year"] or match["its"] or match["bare"],
    )
    if month:
        yield ("day", f"{int(day)} {month}") if day else ("month", month)
    if year:
        yield "year", year


def _ages(match: re.Match[str]) -> Iterator[tuple[object, ...]]:
    for name in ("y1", "y2", "y3", "y4", "y5", "y6", "y7"):
        if match[name]:
            yield number_of(match[name]), ""


def _lengths(match: re.Match[str]) -> Iterator[tuple[object, ...]]:
    if match["often"]:
        yield _OFTEN[match["often"].casefold()]
        return
    unit, sort = (
        (match["unit"] or match["unit1"]).casefold(),
        (match["sort"] or match["sort1"] or "").casefold(),
    )
    sort = "working" if sort in ("business", "week") else sort
    for count in [match["n1"], match["n2"]] if match["n1"] else ["1"]:
        if count and sort in ("working", "school"):
            yield number_of(count), f"{sort} {unit}s"
        elif count:
            each, family = _LONG[unit]
            often = 2 if (match["before"] or "").casefold() == "twice" else 1
            yield number_of(count) * each / often, family


def _shares(match: re.Match[str]) -> Iterator[tuple[object, ...]]:
    if match["of"]:
        share = 1 / max(number_of(match["of"]), 1)
    else:
        share = _SHARES[match["s"].casefold().replace("-", " ")]
    yield round(share, 3), "share"


_READERS: dict[str, tuple[str, Callable[[re.Match[str]], Iterator[tuple[object, ...]]]]] = {
    "reference": ("reference", _references),
    "date": ("date", _dates),
    "age": ("age", _ages),
    "time": ("timescale", _lengths),
    "atonce": ("timescale", lambda match: iter([("at once", "")])),
    "soon": ("timescale", lambda match: iter([("soon", "")])),
    "percent": ("number", lambda match: iter([(number_of(match["p"]), "%")])),
    "money": ("number", lambda match: iter([(number_of(match["m"]), "£")])),
    "share": ("number", _shares),
    "times": ("number", lambda match: iter([(float(_TIMES[match["times"].casefold()]), "")])),
    "number": ("number", lambda match: iter([(number_of(match["number"]), "")])),
}
