"""A change report as Markdown: ~~deleted words~~ and **inserted words**."""

import re
from collections.abc import Iterator

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

AROUND = 200
"""Characters of unchanged text shown beside a change."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def render(report: ChangeReport) -> str:
    """The report; whatever the documents hold stays text."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: ChangeReport) -> Iterator[str]:
    yield f"# What changed: {_plain(report.old)} → {_plain(report.new)}"
    yield ""
    yield _plain(opening(report))
    for caution in not_compared(report):
        yield ""
        yield _plain(caution)
    number = 0
    for rank, changes in report.by_rank():
        yield ""
        yield f"## {rank.title}"
        for change in changes:
            number += 1
            yield ""
            yield from _entry(change, report, number)
    if told := left_out(report):
        yield ""
        yield "## Left out as no change to what anybody does"
        yield ""
        yield from (f"- {_plain(line)}" for line in told)


def _entry(change: Change, report: ChangeReport, number: int) -> Iterator[str]:
    yield f"### {number}. {_plain(headline(change))}"
    yield ""
    yield _plain(": ".join(filter(None, (kind_name(change), whereabouts(change, report))))) + "  "
    if under(change):
        yield f"{_plain(under(change))}  "
    if above := lead_in(change):
        yield f"… {_plain(above)}"
    yield ""
    text = "".join(_piece(piece) for piece in excerpt(change.pieces, AROUND))
    yield from (f"> {line}  " for line in text.split("\n"))
    if places := elsewhere(change, report):
        yield ""
        yield from (f"- the same: {_plain(place)}" for place in places)


def _piece(piece: Piece) -> str:
    if piece.same:
        return _plain(kept(piece))
    return _marked(piece.old, "~~") + _marked(piece.new, "**")


def _marked(text: str, mark: str) -> str:
    """Each line's words between marks, white space outside them, or they would be no marks."""
    return "\n".join(
        re.sub(r"^(\s*)(.*?)(\s*)$", rf"\g<1>{mark}\g<2>{mark}\g<3>", _plain(line)) if line.strip() else line
        for line in text.split("\n")
    )


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
