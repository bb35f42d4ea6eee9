"""A change report as one HTML page that needs nothing else: both texts side by side, and what was left out.

Documents are untrusted: every value leaves here escaped.
"""

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from ingest.changes.headlines import headline, kind_name
from ingest.changes.report import ChangeReport
from ingest.changes.telling import (
    elsewhere,
    excerpt,
    kept,
    lead_in,
    not_compared,
    opening,
    under,
    whereabouts,
)
from ingest.changes.values import Change, ChangeKind, Piece

AROUND = 260
"""Characters of unchanged text shown beside a change."""
AROUND_LEFT_OUT = 60
"""The same beside a difference that was left out."""


def render(report: ChangeReport) -> str:
    """The page."""
    title = escape(f"What changed: {report.old} → {report.new}")
    style = (files("ingest.changes") / "page.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}{''.join(_filter_rules(report))}</style>\n</head>\n<body>\n"
        f"{_header(report)}{_filters(report)}<main>\n{''.join(_sections(report))}{_left_out(report)}</main>\n"
        "</body>\n</html>\n"
    )


def _header(report: ChangeReport) -> str:
    cautions = "".join(f'<p class="caution">{escape(told)}</p>\n' for told in not_compared(report))
    return (
        f'<header>\n<h1>What changed</h1>\n<p class="lead"><b>{escape(report.old)}</b> → '
        f"<b>{escape(report.new)}</b></p>\n<p>{escape(opening(report))} What matters most comes first.</p>\n"
        f"{cautions}</header>\n"
    )


# --- filters: boxes that hide what they stand for when they are not ticked, without a script ----------


def _kinds(report: ChangeReport) -> list[ChangeKind]:
    found = {change.kind for change in report.changes}
    return [kind for kind in ChangeKind if kind in found]


def _filters(report: ChangeReport) -> str:
    ranks = [(f"rank-{int(rank)}", rank.title, len(found)) for rank, found in report.by_rank()]
    kinds = [
        (_class(kind), kind.value.capitalize(), sum(one.kind is kind for one in report.changes))
        for kind in _kinds(report)
    ]
    shown = [("Show what concerns", ranks), ("Show what was", kinds)]
    sets = "".join(_filter(legend, boxes) for legend, boxes in shown if len(boxes) > 1)
    return f"<details>\n<summary>Choose what is shown</summary>\n{sets}</details>\n" if sets else ""


def _filter(legend: str, boxes: Iterable[tuple[str, str, int]]) -> str:
    labels = "".join(
        f'<label><input type="checkbox" id="show-{name}" checked>{escape(text)} ({count})</label>\n'
        for name, text, count in boxes
    )
    return f"<fieldset>\n<legend>{legend}</legend>\n<div>\n{labels}</div>\n</fieldset>\n"


def _filter_rules(report: ChangeReport) -> Iterator[str]:
    names = [f"rank-{int(rank)}" for rank, _ in report.by_rank()]
    for name in (*names, *map(_class, _kinds(report))):
        yield f"body:has(#show-{name}:not(:checked)) .{name} {{ display: none; }}\n"


def _class(kind: ChangeKind) -> str:
    return f"was-{kind.value.replace(' ', '-')}"


# --- changes ------------------------------------------------------------------------------------------


def _sections(report: ChangeReport) -> Iterator[str]:
    number = 0
    for rank, changes in report.by_rank():
        yield f'<section class="rank-{int(rank)}">\n<h2>{escape(rank.title)}</h2>\n'
        for change in changes:
            number += 1
            yield _article(change, report, number)
        yield "</section>\n"


def _article(change: Change, report: ChangeReport, number: int) -> str:
    where = ": ".join(part for part in (kind_name(change), whereabouts(change, report)) if part)
    above = "".join(
        f'<p class="{name}">{escape(text)}</p>\n'
        for name, text in (
            ("where", under(change)),
            ("above", f"… {lead_in(change)}" if lead_in(change) else ""),
        )
        if text
    )
    also = "".join(f"<li>the same: {escape(place)}</li>\n" for place in elsewhere(change, report))
    return (
        f'<article class="{_class(change.kind)}" id="change-{number}">\n'
        f'<h3><span class="number">{number}.</span> {escape(headline(change))}</h3>\n'
        f'<p class="where"><b>{escape(where)}</b></p>\n{above}{_sides(change, report)}'
        f"{f'<ul>{also}</ul>' if also else ''}</article>\n"
    )


def _hangs_from(change: Change) -> str:
    return f"… {lead_in(change)}" if lead_in(change) else ""


def _sides(change: Change, report: ChangeReport) -> str:
    pieces = excerpt(change.pieces, AROUND)
    old = "".join(escape(piece.old) if piece.same else _marked(piece.old, "del") for piece in pieces)
    new = "".join(escape(piece.new) if piece.same else _marked(piece.new, "ins") for piece in pieces)
    sides = [_side(report.old_short, old)] if change.old and change.kind is not ChangeKind.MOVED else []
    sides += [_side(report.new_short, new)] if change.new else []
    return f'<div class="sides">\n{"".join(sides)}</div>\n'


def _side(edition: str, text: str) -> str:
    return f'<div class="side"><h4>{escape(edition)}</h4><p>{text}</p></div>\n'


def _marked(text: str, tag: str) -> str:
    """The words in a tag, white space after them outside."""
    words = text.rstrip()
    return f"<{tag}>{escape(words)}</{tag}>{text[len(words) :]}" if words else text


# --- what was left out --------------------------------------------------------------------------------


def _left_out(report: ChangeReport) -> str:
    if not (report.folded or report.renumbered):
        return ""
    renumbered = f"<p>Paragraphs and items with another number: {report.renumbered}</p>\n"
    numbered = renumbered if report.renumbered else ""
    parts = "".join(
        f"<details>\n<summary>{escape(noise.value.capitalize())}: {count}</summary>\n"
        f"<ul>\n{''.join(_line(one, report) for one in report.folded if one.noise is noise)}</ul>\n"
        "</details>\n"
        for noise, count in report.folds()
    )
    return f"<section>\n<h2>Left out as no change to what anybody does</h2>\n{numbered}{parts}</section>\n"


def _line(change: Change, report: ChangeReport) -> str:
    text = "".join(_inline(piece) for piece in excerpt(change.pieces, AROUND_LEFT_OUT))
    where = whereabouts(change, report) or under(change)
    return f'<li><span class="where">{escape(where)}</span>{text}</li>\n'


def _inline(piece: Piece) -> str:
    if piece.same:
        return escape(kept(piece))
    return _marked(piece.old, "del") + _marked(piece.new, "ins")
