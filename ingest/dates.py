"""Dates: in text, with what they are dates of, and as ISO dates that may be of a month or a year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAMES = MONTHS.split("|")
_MONTH = rf"(?:{'|'.join(rf'{name[:3]}(?:{name[3:4]}|{name[3:]})?' for name in _NAMES)})"
"""In full or short: "Sep", "Sept", "September"."""
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\.?,?\s+(?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<usmonth>{_MONTH})\.?\s+(?P<usday>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<usyear>(?:19|20)\d\d)\b"
    rf"|\b(?P<onlymonth>{_MONTH})\.?,?[\s-]+(?P<monthyear>(?:19|20)\d\d)\b"
    r"|\b(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>(?:19|20)?\d\d)\b(?![./-])"
    r"|\b(?P<iso>(?:19|20)\d\d-\d\d(?:-\d\d)?)\b"
    r"|(?<![\d/.])(?P<alone>(?:19|20)\d\d)(?![\d/])"
    r"|(?<!\d)(?P<span>(?:19|20)\d\d)[/–-](?:20)?\d\d(?!\d)",
    re.IGNORECASE,
)
_LAW_YEAR = re.compile(
    r"\b(?:Act|Regulations|Order|Rules|Measure|Bill)(?:\s*\([^)]*\))?,?\s*(?:of\s+)?$", re.IGNORECASE
)
"""Before the year of a law, which is no date of the document."""


class Of(StrEnum):
    """What a date is the date of."""

    PUBLISHED = "published"
    UPDATED = "updated"
    FORCE = "in force"
    REVIEW = "review"
    NOTHING = ""


_LABELS = (
    (
        Of.REVIEW,
        re.compile(
            r"\b(?:next|due for|date (?:of|for)(?: next)?|date of next|to be|for|must be) (?:policy )?"
            r"(?:review|revision|reviewed|renewal)\b|\breview (?:date|due|by|on|cycle|period)\b|"
            r"\bexpir\w+|\bvalid (?:un)?til\b|\bend date\b|\bwill be reviewed\b|\bdate to be reviewed\b",
            re.I,
        ),
    ),
    (
        Of.FORCE,
        re.compile(
            r"\b(?:comes?|came|coming|brought) into (?:force|effect)\b|\bin force\b|"
            r"\beffective(?: date| from)?\b|\bimplementation date\b|\bapplies from\b|\btakes? effect\b|"
            r"\bcommencement\b|\bstart date\b",
            re.I,
        ),
    ),
    (
        Of.UPDATED,
        re.compile(
            r"\b(?:last |latest )?(?:updated|up-dated|revised|amended|reviewed|modified)\b(?! from)|"
            r"\blast (?:review|update|revision)\b|\b(?:revision|update) date\b|\bdate (?:of )?(?:last )?"
            r"(?:review(?:ed)?|revis(?:ed|ion)|update[d]?)\b|\bupdate\b",
            re.I,
        ),
    ),
    (
        Of.PUBLISHED,
        re.compile(
            r"\b(?:first )?published\b|\bpublication date\b|\bissued?\b|\bdate (?:of )?(?:issued?|publi\w+|"
            r"approv\w+|ratif\w+|adopt\w+|written|created)\b|\bapproved\b|\bratified\b|\badopted\b|"
            r"\b(?:version|policy|document|report) date\b|"
            r"\bdate of (?:this|the|award)\b|\bawarded\b|^\s*dated?\s*:?\s*$|\bdate published\b|"
            r"\blaunched\b|\bagreed\b|\bwritten\b|\bcopyright\b|©",
            re.I,
        ),
    ),
)
_NO_LABEL = re.compile(r"^\W*(?:on|date)?\W*$", re.IGNORECASE)
"""What may stand before a date whose label is on the line above."""
REACH = 90
"""Characters before a date in which its label stands."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that a text names.

    Attributes:
        iso: as exact as it is written.
        said: as it is written.
        of: what the words before it make it the date of.
        start, end: its span in the text.
    """

    iso: str
    said: str
    of: Of
    start: int
    end: int


def dates_in(text: str, label: str = "") -> list[Dated]:
    """The dates of a text in order, less the years of laws.

    Args:
        text: a line.
        label: what stands before the line, which may be the label of a date that begins it.
    """
    found: list[Dated] = []
    after = 0
    for match in _DATE.finditer(text):
        iso = _iso(match)
        if not iso or _LAW_YEAR.search(text[: match.start()]):
            continue
        before = text[max(after, match.start() - REACH) : match.start()]
        # "23 April 2007 to 1 May 2008": the second belongs with the first
        of = _of(before) or (_of(label) if not found and not _NO_LABEL.sub("", before) else Of.NOTHING)
        found.append(Dated(iso, " ".join(match[0].split()), of, match.start(), match.end()))
        after = match.end()
    return found


def _of(before: str) -> Of:
    """What the last label in some words is the label of."""
    last = [(max(m.end() for m in found), -rank, of) for rank, (of, found) in _labels(before)]
    return max(last)[2] if last else Of.NOTHING


def _labels(before: str) -> Iterator[tuple[int, tuple[Of, list[re.Match[str]]]]]:
    for rank, (of, pattern) in enumerate(_LABELS):
        if found := list(pattern.finditer(before)):
            yield rank, (of, found)


def _iso(match: re.Match[str]) -> str:
    found = match.groupdict()
    if found["iso"]:
        return _checked(*_numbers(found["iso"]))
    if found["alone"] or found["span"]:
        return str(found["alone"] or found["span"])
    if found["d"]:
        year = found["y"] if len(found["y"]) == 4 else f"20{found['y']}"
        return _checked(year, int(found["m"]), int(found["d"]))
    month = found["month"] or found["usmonth"] or found["onlymonth"]
    number = 1 + next(at for at, name in enumerate(_NAMES) if name[:3].lower() == month[:3].lower())
    if found["onlymonth"]:
        return f"{found['monthyear']}-{number:02}"
    return _checked(found["year"] or found["usyear"], number, int(found["day"] or found["usday"]))


def _numbers(iso: str) -> tuple[str, int, int]:
    year, month, *day = iso.split("-")
    return year, int(month), int(day[0]) if day else 0


def _checked(year: str, month: int, day: int) -> str:
    """A date as ISO, of a month where the day is 0; "2023-24" is the first of two years; "" for no date."""
    if not 1 <= month <= 12:
        return year if not day else ""
    if not day:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}" if day <= 31 else ""


def first_day(iso: str) -> str:
    """The first day of a date that may be a month or a year."""
    return iso + "-01-01"[len(iso) - 10 :] if len(iso) < 10 else iso


def last_day(iso: str) -> str:
    """A day that no day of a date that may be a month or a year is after."""
    return iso + "-12-31"[len(iso) - 10 :] if len(iso) < 10 else iso


def day_in_words(iso: str) -> str:
    """A date as people write it, as exact as it is known: "1 September 2026", "September 2026", "2026"."""
    try:
        day = date.fromisoformat(first_day(iso))
    except ValueError:
        return iso
    month = f"{_NAMES[day.month - 1]} {day.year}"
    return {4: str(day.year), 7: month, 10: f"{day.day} {month}"}.get(len(iso), iso)


def in_words(iso: str) -> str:
    """A date as an edition is called by it: "September 2025", or the year alone."""
    return day_in_words(iso[:7])
