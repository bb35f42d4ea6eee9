"""A document's truth against what Safeguide makes of it, as shares, with each miss."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from eval.metrics import Share, share
from eval.reading.marks import Mark, digest, without_number, words_of
from eval.reading.product import Heading, Product, Quotable
from eval.reading.truth import Cell, Entry, Label, Truth, WholeSentence
from ingest.documents import Gap, Role

MEASURES = {
    "heading": "headings found",
    "heading page": "with the right page number",
    "heading order": "at the right depth after the one before",
    "label": "labels found, with their words",
    "label heading": "under the right heading",
    "label page": "on the right page",
    "sentence": "sentences whole in one passage",
    "quotable": "whole in one quotable sentence",
    "cell": "cells with their row and column in one row",
    "unread": "unread places reported",
    "report": "reported places that are unread",
}
"""What is measured, in order; a check of something not found counts as missed."""


@dataclass(frozen=True, slots=True)
class Check:
    """Whether one thing that a person saw was found.

    Attributes:
        measure: one of ``MEASURES``.
        right: whether it was.
        what: enough of it to find it again, with what was there instead if something was; "" where a miss
            already told is the reason.
        page: physical page, or None.
    """

    measure: str
    right: bool
    what: str
    page: int | None = None


def check(truth: Truth, found: Product) -> list[Check]:
    """Look for all that a truth holds."""
    return [
        *_headings(truth.contents, found.headings),
        *(one for label in truth.labels for one in _label(label, found.sentences)),
        *(one for sentence in truth.sentences for one in _sentence(sentence, found)),
        *(_cell(cell, found.sentences) for cell in truth.cells),
        *_gaps(truth, found.reading.gaps),
    ]


def shares(checks: Iterable[Check]) -> dict[str, Share]:
    """The share of checks that are right, by measure; only measures that something was checked for."""
    checks = list(checks)
    every = {name: share(one.right for one in checks if one.measure == name) for name in MEASURES}
    return {name: part for name, part in every.items() if part.of}


def _headings(entries: Sequence[Entry], headings: Sequence[Heading]) -> Iterator[Check]:
    """Each entry is looked for after the last one found, on its own page first, then anywhere."""
    found: list[tuple[Entry, Heading]] = []
    for entry in entries:
        heading = _heading(entry, headings, found[-1][1].place if found else -1)
        yield Check("heading", heading is not None, str(entry.text))
        if entry.page:
            said = f"{entry.text}: on page {heading.page!r}, should be {entry.page!r}" if heading else ""
            yield Check("heading page", heading is not None and heading.page == entry.page, said)
        if heading is not None:
            found.append((entry, heading))
    for (before, above), (after, below) in pairwise(found):
        if before.level and after.level:
            wanted, got = after.level - before.level, below.level - above.level
            said = f"{after.text}: {_depth(got)} {before.text}, should be {_depth(wanted)} it"
            yield Check("heading order", _sign(wanted) == _sign(got), said)


def _heading(entry: Entry, headings: Sequence[Heading], last: int) -> Heading | None:
    named = [heading for heading in headings if entry.text.digest in heading.digests]
    return min(named, key=lambda one: (one.page != entry.page, one.place <= last, one.place), default=None)


def _sign(difference: int) -> int:
    return (difference > 0) - (difference < 0)


def _depth(difference: int) -> str:
    return ("as deep as", "deeper than", "higher than")[_sign(difference)]


def _label(label: Label, sentences: Sequence[Quotable]) -> Iterator[Check]:
    number = words_of(label.label)
    named = [one for one in sentences if words_of(one.sentence.label) == number]
    begun = [one for one in named if label.starts.is_at(one.words)]
    best = max(begun, key=lambda one: (one.page == label.page, _under(label, one)), default=None)
    what = f"{label.label} {label.starts}"
    yield Check("label", best is not None, what, label.page)
    above = f"{what}: under {' '.join(best.heading) or 'no heading'!r}" if best else ""
    yield Check("label heading", best is not None and _under(label, best), above, label.page)
    if label.page:
        where = f"{what}: on page {best.page}" if best else ""
        yield Check("label page", best is not None and best.page == label.page, where, label.page)


def _under(label: Label, one: Quotable) -> bool:
    return _says(label.path[-1], one.heading)


def _says(mark: Mark, heading: Sequence[str]) -> bool:
    """Whether the words of a heading are those of a mark, a number in front not counted."""
    return mark.digest in (digest(heading), digest(without_number(heading)))


def _sentence(sentence: WholeSentence, found: Product) -> Iterator[Check]:
    what = f"{sentence.text}: {sentence.why}" if sentence.why else str(sentence.text)
    whole = any(sentence.text.found_in(words) for words in found.texts)
    one = any(sentence.text.found_in(quotable.words) for quotable in found.sentences)
    yield Check("sentence", whole, what, sentence.page)
    yield Check("quotable", one, what if whole else "", sentence.page)


def _cell(cell: Cell, sentences: Sequence[Quotable]) -> Check:
    marks = (cell.text, cell.row, cell.column)
    right = any(_is_row_with(marks, one) for one in sentences)
    what = " | ".join(str(mark) for mark in (cell.row, cell.column, cell.text) if mark)
    return Check("cell", right, what, cell.page)


def _is_row_with(marks: Sequence[Mark | None], one: Quotable) -> bool:
    is_row = one.sentence.role is Role.ROW
    return is_row and all(mark is None or mark.found_in(one.words) for mark in marks)


def _gaps(truth: Truth, gaps: Sequence[Gap]) -> Iterator[Check]:
    if truth.unread is None:
        return
    for place in truth.unread:
        page, what = (place, "not reported") if isinstance(place, int) else (None, f"{place}: not reported")
        yield Check("unread", any(_is_at(place, gap) for gap in gaps), what, page)
    for (page, where), of in _by_place(gaps).items():
        if page not in truth.doubtful:
            right = any(_is_at(place, gap) for place in truth.unread for gap in of)
            kinds = ", ".join(sorted({gap.kind for gap in of}))
            yield Check("report", right, f"{kinds} reported under {where!r}, but nothing is unread", page)


def _is_at(place: int | Mark, gap: Gap) -> bool:
    return gap.page == place if isinstance(place, int) else _says(place, words_of(gap.where))


def _by_place(gaps: Sequence[Gap]) -> dict[tuple[int | None, str], list[Gap]]:
    """Gaps by page, or by heading where there are no pages."""
    places: dict[tuple[int | None, str], list[Gap]] = {}
    for gap in gaps:
        place = next((place for place in places if gap.page and place[0] == gap.page), (gap.page, gap.where))
        places.setdefault(place, []).append(gap)
    return places


@dataclass(frozen=True, slots=True)
class Result:
    """How a document was read.

    Attributes:
        name: its file name.
        checks: of what its truth holds.
        outline: how many headings it has as read, and how many entries its contents list.
        words: share of its printed words that stand in passages; None where that is not measured.
    """

    name: str
    checks: tuple[Check, ...]
    outline: tuple[int, int]
    words: Share | None = None

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values for JSON."""
        return {
            "name": self.name,
            **as_dicts(shares(self.checks)),
            "outline": {"headings": self.outline[0], "entries": self.outline[1]},
            "words": self.words.as_dict() if self.words else None,
            "missed": [
                {"measure": one.measure, "what": one.what, "page": one.page}
                for one in self.checks
                if one.what and not one.right
            ],
        }


def as_dicts(measured: Mapping[str, Share]) -> dict[str, Any]:
    """Shares as plain values for JSON."""
    return {name: part.as_dict() for name, part in measured.items()}
