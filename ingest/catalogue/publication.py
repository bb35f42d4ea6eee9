"""When an edition was published, from when it applies, and whether its text is final."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ingest.catalogue.evidence import Evidence, Guess, Line
from ingest.dates import REACH, Dated, Of, dates_in
from ingest.documents import Sureness
from ingest.names import shown_name

FILE_MADE = "when the file was made"
_VERSIONS = (
    (
        "for information",
        r"\(for information\)\s+version|\bfor information(?: only)?\b(?= version|\W*$|\s*[:–-])",
    ),
    (
        "consultation",
        r"\bconsultation (?:draft|version|document)\b|\bfor consultation\b|\bgovernment consultation\b|"
        r"\bproposed revisions?\b",
    ),
    ("draft", r"^\W*draft\b|\bdraft (?:version|policy|guidance|statutory|v\.? ?\d)|\bdraft\W*$"),
)
_WITHDRAWN = re.compile(
    r"\bthis (?:\w+ ){0,3}(?:has been|was|is) (?:now )?withdrawn\b|^\W*(?:withdrawn|archived)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:valid (?:un)?til|expires?(?: on)?|ceases? to (?:apply|have effect) on)\W+", re.IGNORECASE
)
_REPLACES = re.compile(
    r"\b[Tt]his (?:\w+ ){1,3}(?:replaces|supersedes)[:;]?\s+(?:the |our )?"
    r"(?P<what>[A-Z][^.;]{4,120}?(?:19|20)\d\d\b\)?)"
)
_REPLACED = re.compile(
    r"\bthis (?:\w+ ){1,3}(?:has been|was|is) (?:now )?(?:replaced|superseded) by (?:the )?"
    r"(?P<what>[^.;]{4,120})",
    re.IGNORECASE,
)
_FIRST_LINES = 12
_AMENDED = re.compile(r"\b(?:was|were) (?:updated|amended|revised|added|reviewed)\b", re.IGNORECASE)
"""After a date that begins a sentence: "In May 2025, section 3 was updated"."""


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
        for name, pattern in _VERSIONS:
            if re.search(pattern, line.text, re.IGNORECASE):
                return _said_by(line, name)
    return None


def withdrawn(evidence: Evidence) -> Guess | None:
    """When it says that it was withdrawn or archived; "yes" where it does not say when."""
    for line in evidence.opening[:_FIRST_LINES]:
        if _WITHDRAWN.search(line.text):
            days = [found.iso for found in dates_in(line.text) if len(found.iso) > 4]
            return _said_by(line, days[0] if days else "yes")
    return None


def in_force_until(evidence: Evidence) -> Guess | None:
    """Until when it says that it applies."""
    for line in evidence.opening[:_FIRST_LINES]:
        if (match := _UNTIL.search(line.text)) and (found := dates_in(line.text[match.end() :])):
            return _said_by(line, found[0].iso)
    return None


def supersedes(evidence: Evidence) -> Guess | None:
    """What it says that it replaced, by title and year."""
    return _named(evidence, _REPLACES)


def superseded_by(evidence: Evidence) -> Guess | None:
    """What it says has replaced it, as a library that keeps old documents notes on them."""
    return _named(evidence, _REPLACED)


def _named(evidence: Evidence, pattern: re.Pattern[str]) -> Guess | None:
    for line in evidence.opening[: 3 * _FIRST_LINES]:
        if match := pattern.search(line.text):
            return _said_by(line, match["what"].strip())
    return None


def _said_by(line: Line, value: str) -> Guess:
    return Guess(value, Sureness.LIKELY, f"“{line.text[:80]}” {line.place}")


def _with_labels(lines: Sequence[Line]) -> Iterator[tuple[Line, Dated]]:
    """Each date of some lines; a line that begins with a date may have its label on the line above."""
    label = ""
    for line in lines:
        for found in dates_in(line.text, label):
            amended = found.start <= len("In ") and _AMENDED.search(line.text[found.end : found.end + REACH])
            yield line, replace(found, of=Of.UPDATED) if amended else found
        label = line.text if len(line.text) <= REACH else ""


_ITS_OWN = re.compile(
    r"\bthis (?:guidance|document|policy|advice|code|framework|protocol|procedure|page|edition|report|"
    r"version|publication|manual|handbook|strategy|plan|paper|article|thesis)\b|\bversion\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\breplac\w+|\bsupersed\w+|\bprevious|\bearlier\b|\b(?:Act|guidance) (?:19|20)\d\d", re.IGNORECASE
)
_NEAR_FRONT = 40
_SHORT_LINE = 120
_ROUND_A_YEAR = 20
"""Characters."""


def _is_of_itself(line: Line, found: Dated) -> bool:
    """Whether a labelled date is one of the document, not of something that it tells about."""
    before = line.text[: found.start]
    if _OTHERS.search(before):
        return False
    if len(line.text) <= _SHORT_LINE:  # "First published 2018. Second edition published December 2019."
        before = re.split(r"[.;|] ", before)[-1]
    return (
        len(before) <= _NEAR_FRONT or bool(_ITS_OWN.search(before)) or (": " in before and ";" in line.text)
    )


def _labelled(evidence: Evidence) -> Guess | None:
    lines = [*evidence.opening[:60], *evidence.ending[-15:], *evidence.margins]
    own = [
        (line, found)
        for line, found in _with_labels(lines)
        if _can_be(line, found) and _is_of_itself(line, found) and not _is_copyright(line, found)
    ]
    for wanted in (Of.UPDATED, Of.PUBLISHED):
        found = [(line, one) for line, one in own if one.of is wanted]
        if found:
            line, one = max(found, key=lambda each: each[1].iso)
            return Guess(one.iso, Sureness.LIKELY, f"“{_around(line.text, one)}” {line.place}")
    return None


def _can_be(line: Line, found: Dated) -> bool:
    """Whether a date can be that of a publication: not to come, and a year alone only where little else is
    said."""
    little = len(line.text) - len(found.said) <= _ROUND_A_YEAR
    return (len(found.iso) > 4 or little) and found.iso <= date.today().isoformat()


def _is_copyright(line: Line, found: Dated) -> bool:
    return bool(re.search(r"©|copyright|\(c\)", line.text[: found.start], re.IGNORECASE))


def _on_cover(evidence: Evidence) -> Guess | None:
    """A line of the cover that is little more than a date; of several the latest."""
    alone: list[tuple[str, Line]] = []
    for line, found in _with_labels(evidence.cover):
        rest = line.text[: found.start] + line.text[found.end :]
        short = len(rest.strip()) <= 40 or found.start <= 3
        if found.of in (Of.NOTHING, Of.PUBLISHED, Of.UPDATED) and short and _can_be(line, found):
            alone.append((found.iso, line))
    if not alone:
        return None
    exact = [(iso, line) for iso, line in alone if len(iso) > 4]
    iso, line = max(exact or alone, key=lambda each: each[0])
    return Guess(iso, Sureness.LIKELY, f"“{line.text[:80]}” {line.place}")


def _imprint(evidence: Evidence) -> Guess | None:
    for line in [*evidence.ending[::-1], *evidence.opening]:
        if len(line.text) > 300:
            continue
        for found in dates_in(line.text):
            if _is_copyright(line, found):
                crown = re.search(r"\bcrown\b", line.text, re.IGNORECASE)
                sure = Sureness.LIKELY if crown else Sureness.GUESS  # others do not keep it up
                return Guess(found.iso, sure, f"“{line.text[:60]}”")
    return None


def _in_name(evidence: Evidence) -> Guess | None:
    found = [
        one
        for one in dates_in(evidence.name.replace("-", " ")) or dates_in(evidence.name)
        if one.of is not Of.REVIEW and one.iso <= date.today().isoformat()
    ]
    if not found:
        return None
    return Guess(found[-1].iso, Sureness.LIKELY, f"the file's name, “{shown_name(evidence.path)}”")


def _file_made(evidence: Evidence) -> Guess | None:
    made = evidence.reading.properties.created
    return Guess(made[:7], Sureness.GUESS, FILE_MADE) if made else None


def _around(text: str, found: Dated) -> str:
    start = max(0, found.start - 40)
    return ("… " if start else "") + text[start : found.end].strip()
