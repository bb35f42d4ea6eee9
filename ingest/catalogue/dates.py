"""Dates in text, what they are dates of, and which of them is that of the edition."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ingest.catalogue.evidence import Evidence, Guess, Line
from ingest.documents import Sureness

_NAMES = "January February March April May June July August September October November December".split()
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
            r"\b(?:version|policy|document|report) date\b|^\s*dated?\s*:?\s*$|\bdate published\b|"
            r"\blaunched\b|\bagreed\b|\bwritten\b|\bcopyright\b|©",
            re.I,
        ),
    ),
)
_REACH = 60
"""Characters before a date in which its label stands."""
_DRAFT = re.compile(r"\((for information)\)\s+version|\bfor information\b(?= version|\.?$)", re.IGNORECASE)
_CONSULTATION = re.compile(r"\b(?:consultation (?:draft|version)|draft for consultation)\b", re.IGNORECASE)
_DRAFT_COVER = re.compile(r"^\W*draft\b|\bdraft (?:version|policy|guidance)\b|\bdraft\W*$", re.IGNORECASE)


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
        before = text[max(after, match.start() - _REACH) : match.start()]
        # "23 April 2007 to 1 May 2008": the second belongs with the first
        of = _of(before) or (_of(label) if not found and not before.strip(" :-–|()") else Of.NOTHING)
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
        return str(found["iso"])
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


def _checked(year: str, month: int, day: int) -> str:
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def in_words(iso: str) -> str:
    """A date as an edition is called by it: "September 2025", or the year alone."""
    year, *rest = iso.split("-")
    return f"{_NAMES[int(rest[0]) - 1]} {year}" if rest else year


def longest(iso: str, other: str) -> bool:
    """Whether the first of two dates is the second, told at least as exactly."""
    return iso.startswith(other)


# --- which of them is the edition's ------------------------------------------------------------------


def published(evidence: Evidence) -> Guess | None:
    """When this edition was published: a date alone on the cover, what it says of itself, its copyright line,
    its file's name; when the file was made is only a guess."""
    first = (_on_cover, _labelled) if evidence.reading.pages else (_labelled, _on_cover)
    for found in (*first, _imprint, _in_name, _file_made):
        if guess := found(evidence):
            return guess
    return None


def assent(evidence: Evidence) -> Guess | None:
    """When a law was passed or made: the date in brackets below its title, or after "Made"."""
    for above, line in pairwise(evidence.opening[:60]):
        text = f"Made {line.text}" if above.text.strip(" -–") == "Made" else line.text
        match = re.fullmatch(r"\[(.+)\]|Made\W+(.+)", text)
        if match and (found := dates_in(match[1] or match[2])):
            return Guess(found[0].iso, Sureness.STATED, f"“{line.text}” {line.place}")
    return None


def in_force_from(evidence: Evidence) -> Guess | None:
    """From when the document says that it applies."""
    for line, found in _with_labels(evidence.opening[:40]):
        if found.of is Of.FORCE and len(found.iso) > 4 and _is_of_itself(line, found):
            return Guess(found.iso, Sureness.LIKELY, f"“{_around(line.text, found)}” {line.place}")
    return None


def version(evidence: Evidence) -> Guess | None:
    """Whether this is a text that was not, or not yet, in use."""
    for line in evidence.cover:
        for name, pattern in (
            ("for information", _DRAFT),
            ("consultation", _CONSULTATION),
            ("draft", _DRAFT_COVER),
        ):
            if pattern.search(line.text):
                return Guess(name, Sureness.LIKELY, f"“{line.text[:80]}” {line.place}")
    return None


def _with_labels(lines: Sequence[Line]) -> Iterator[tuple[Line, Dated]]:
    """Each date of some lines; a line that begins with a date may have its label on the line above."""
    label = ""
    for line in lines:
        for found in dates_in(line.text, label):
            yield line, found
        label = line.text if len(line.text) <= _REACH else ""


_ITS_OWN = re.compile(
    r"\bthis (?:guidance|document|policy|advice|code|framework|protocol|procedure|page|edition|report|"
    r"version|publication|manual|handbook|strategy|plan|paper|article|thesis)\b|\bversion\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\breplac\w+|\bsupersed\w+|\bprevious|\bearlier\b|\b(?:Act|guidance) (?:19|20)\d\d", re.IGNORECASE
)
_NEAR_FRONT = 40


def _is_of_itself(line: Line, found: Dated) -> bool:
    """Whether a labelled date is one of the document, not of something that it tells about."""
    before = line.text[: found.start]
    if _OTHERS.search(before):
        return False
    return (
        found.start <= _NEAR_FRONT or bool(_ITS_OWN.search(before)) or (": " in before and ";" in line.text)
    )


def _labelled(evidence: Evidence) -> Guess | None:
    lines = [*evidence.opening[:60], *evidence.ending[-15:]]
    own = [
        (line, found)
        for line, found in _with_labels(lines)
        if len(found.iso) > 4 and _is_of_itself(line, found) and not _is_copyright(line, found)
    ]
    for wanted in (Of.UPDATED, Of.PUBLISHED):
        found = [(line, one) for line, one in own if one.of is wanted]
        if found:
            line, one = max(found, key=lambda each: each[1].iso)
            return Guess(one.iso, Sureness.LIKELY, f"“{_around(line.text, one)}” {line.place}")
    return None


def _is_copyright(line: Line, found: Dated) -> bool:
    return bool(re.search(r"©|copyright|\(c\)", line.text[: found.start], re.IGNORECASE))


def _on_cover(evidence: Evidence) -> Guess | None:
    """A line of the cover that is little more than a date; of several the latest."""
    alone: list[tuple[str, Line]] = []
    for line in evidence.cover:
        for found in dates_in(line.text):
            rest = line.text[: found.start] + line.text[found.end :]
            short = len(rest.strip()) <= 40 or found.start <= 3
            if found.of in (Of.NOTHING, Of.PUBLISHED) and short and len(found.iso) > 4:
                alone.append((found.iso, line))
    if not alone:
        return None
    iso, line = max(alone, key=lambda each: each[0])
    return Guess(iso, Sureness.LIKELY, f"“{line.text[:80]}” {line.place}")


def _imprint(evidence: Evidence) -> Guess | None:
    for line in [*evidence.ending[::-1], *evidence.opening]:
        if len(line.text) > 300:
            continue
        for found in dates_in(line.text):
            if _is_copyright(line, found):
                return Guess(found.iso, Sureness.LIKELY, f"“{line.text[:60]}”")
    return None


def _in_name(evidence: Evidence) -> Guess | None:
    found = dates_in(evidence.name.replace("-", " ")) or dates_in(evidence.name)
    if not found:
        return None
    return Guess(found[-1].iso, Sureness.LIKELY, f"the file's name, “{evidence.path.name}”")


def _file_made(evidence: Evidence) -> Guess | None:
    made = evidence.reading.properties.created
    return Guess(made[:7], Sureness.GUESS, "when the file was made") if made else None


def _around(text: str, found: Dated) -> str:
    start = max(0, found.start - 40)
    return ("… " if start else "") + text[start : found.end].strip()
