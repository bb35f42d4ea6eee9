"""A change report for a terminal: [-deleted words-] and {+inserted words+}, as wdiff marks them."""

from collections.abc import Iterator
from textwrap import wrap

from ingest.changes.headlines import headline, kind_name
from ingest.changes.report import ChangeReport
from ingest.changes.telling import (
    elsewhere,
    excerpt,
    kept,
    lead_in,
    left_out,
    not_compared,
    opening,
    under,
    whereabouts,
)
from ingest.changes.values import Change, Piece

AROUND = 120
"""Characters of unchanged text shown beside a change."""
LONGEST = 1500
"""Characters of one change; longer ones end in an ellipsis."""
MOST_PLACES = 6
"""Other places of the same change that are named."""


def render(report: ChangeReport, width: int = 100) -> str:
    """The report as lines of at most so many characters."""
    return "\n".join(_lines(report, width)) + "\n"


def _lines(report: ChangeReport, width: int) -> Iterator[str]:
    yield from wrap(f"What changed: {report.old} → {report.new}", width)
    yield from wrap(opening(report), width)
    for caution in not_compared(report):
        yield from wrap(caution, width)
    number = 0
    for rank, changes in report.by_rank():
        yield ""
        yield f"── {rank.title} ({len(changes)}) ".ljust(width, "─")
        for change in changes:
            number += 1
            yield ""
            yield from _entry(change, report, number, width)
    if told := left_out(report):
        yield ""
        yield "── Left out as no change to what anybody does ".ljust(width, "─")
        yield from (f"   {line}" for line in told)
        yield "   The page that --html writes lists each."


def _entry(change: Change, report: ChangeReport, number: int, width: int) -> Iterator[str]:
    yield from wrap(f"{number}. {headline(change)}", width, subsequent_indent="   ")
    yield from _indented(": ".join(filter(None, (kind_name(change), whereabouts(change, report)))), width)
    if under(change):
        yield from _indented(under(change), width)
    if above := lead_in(change):
        yield from _indented(f"… {above}", width)
    text = "".join(_piece(piece) for piece in excerpt(change.pieces, AROUND))
    text = text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
    for line in text.split("\n"):
        yield from _indented(line, width, "   | ")
    places = elsewhere(change, report)
    yield from (line for place in places[:MOST_PLACES] for line in _indented(f"the same: {place}", width))
    if len(places) > MOST_PLACES:
        yield f"   and in {len(places) - MOST_PLACES} places more"


def _piece(piece: Piece) -> str:
    if piece.same:
        return kept(piece)
    return "".join(
        f"{opens}{text.rstrip()}{closes}{text[len(text.rstrip()) :]}"
        for text, opens, closes in ((piece.old, "[-", "-]"), (piece.new, "{+", "+}"))
        if text.strip()
    )


def _indented(line: str, width: int, indent: str = "   ") -> list[str]:
    return wrap(line, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
