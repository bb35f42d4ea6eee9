"""A report in words: where each change stands, what is shown of its text, what was left out."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.changes.headlines import gist, headline
from ingest.changes.report import ChangeReport
from ingest.changes.values import Change, ChangeKind, Piece, Place
from ingest.documents import Gap
from ingest.sentences import sentence_spans

LITTLE_IN_COMMON = 0.2
"""Share of words unchanged below which two texts are hardly editions of one document."""
MOST_PAGES = 8
"""Pages that were not read which are named."""


def whereabouts(change: Change, report: ChangeReport) -> str:
    """Where it stands in both: "2024 paragraph 178 → 2025 paragraph 177, page 49"; "" if neither says."""
    return _between(change.old, change.new, report)


def elsewhere(change: Change, report: ChangeReport) -> list[str]:
    """Where else the same words changed, a line each."""
    return [_between(old, new, report) or under_heading(new or old) for old, new in change.also]


def _between(old: Place | None, new: Place | None, report: ChangeReport) -> str:
    told = [_of(old, report.old_short), _of(new, report.new_short)]
    if old is None:
        return f"only in {told[1]}"
    if new is None:
        return f"only in {told[0]}"
    return f"{told[0]} → {told[1]}" if str(old) or str(new) else ""


def _of(place: Place | None, edition: str) -> str:
    return f"{edition} {place}".strip() if place else ""


def under(change: Change) -> str:
    """The headings above it: those of both editions where it moved from one section to another."""
    new = under_heading(change.place)
    if change.old and change.new and change.kind in (ChangeKind.MOVED, ChangeKind.MOVED_AND_CHANGED):
        old = under_heading(change.old)
        return new if old == new else f"{old} ⇒ {new}"
    return new


def under_heading(place: Place | None) -> str:
    """The outermost heading and the two innermost."""
    path = place.path if place else ()
    return " › ".join(path if len(path) <= 3 else (path[0], "…", *path[-2:]))


def lead_in(change: Change) -> str:
    """What its list hangs from, the innermost; "" where it hangs from nothing."""
    return change.place.lead_in.split("\n")[-1]


def kept(piece: Piece) -> str:
    """The words that are the same, for a text that says deleted and inserted words between them."""
    apart = piece.old[-1:].isspace() and piece.new and not piece.new[-1:].isspace()
    return f"{piece.new} " if apart else piece.new


def excerpt(pieces: Sequence[Piece], around: int) -> list[Piece]:
    """The pieces, with what stands far from any change left out.

    Args:
        pieces: those of a change.
        around: characters kept on either side of a change, twice as many at most to end with a sentence.
    """
    if all(piece.same for piece in pieces):
        return list(pieces)
    last = len(pieces) - 1
    return [
        replace(piece, old=_near(piece.old, at, last, around), new=_near(piece.new, at, last, around))
        if piece.same
        else piece
        for at, piece in enumerate(pieces)
    ]


def _near(text: str, at: int, last: int, around: int) -> str:
    """What of a stretch that is the same stands near the change before it, if any, and after it, if any."""
    head = _head(text, around) if at > 0 else ""
    tail = _tail(text, around) if at < last else ""
    if len(text) <= len(head) + len(tail) + around // 2:
        return text
    return f"{head} … {tail}".lstrip() if head or tail else text


def _head(text: str, around: int) -> str:
    ends = [end for _, end in sentence_spans(text) if around // 4 <= end <= 2 * around]
    return text[: ends[0]] if ends else text[:around].rsplit(" ", 1)[0]


def _tail(text: str, around: int) -> str:
    starts = [start for start, _ in sentence_spans(text) if around // 4 <= len(text) - start <= 2 * around]
    return text[starts[-1] :] if starts else text[-around:].split(" ", 1)[-1]


# --- the whole ----------------------------------------------------------------------------------------


def opening(report: ChangeReport) -> str:
    """How much changed, in a sentence or two."""
    count = counted(len(report.changes), "change")
    told = f"{count}; {report.share_unchanged:.0%} of the new text is unchanged."
    if report.share_unchanged < LITTLE_IN_COMMON:
        told += " The two have little in common: check that they are editions of the same document."
    return told


def left_out(report: ChangeReport) -> list[str]:
    """What was left out as no change to anybody, a line for each reason."""
    told = [f"{noise.value}: {count}" for noise, count in report.folds()]
    if report.renumbered:
        told.insert(0, f"paragraphs and items with another number: {report.renumbered}")
    return told


def not_compared(report: ChangeReport) -> list[str]:
    """What either edition shows and its text does not give, or not reliably, a sentence each."""
    sides = ((report.old_short, report.old_gaps), (report.new_short, report.new_gaps))
    return [f"{short} has {_pictures(gaps)}: compare by eye." for short, gaps in sides if gaps]


def _pictures(gaps: Sequence[Gap]) -> str:
    pages = sorted({gap.page for gap in gaps if gap.page})
    if not pages:
        return f"{counted(len(gaps), 'picture')} or flow charts that may hold words"
    named = ", ".join(map(str, pages[:MOST_PAGES])) + (" and others" if len(pages) > MOST_PAGES else "")
    return f"pictures or flow charts on page{'s' if len(pages) > 1 else ''} {named}"


def counted(count: int, name: str) -> str:
    """ "1 change", "2 changes", "No changes"."""
    return f"{count or 'No'} {name}{'' if count == 1 else 's'}"


def summary(report: ChangeReport, most: int = 5) -> list[str]:
    """A few lines on what changed: the changes that matter most, and how many more there are."""
    lines = [f"{report.old} → {report.new}: {opening(report)}"]
    shown = report.changes[:most]
    for change in shown:
        where = whereabouts(change, report) or under(change)
        lines.append(f"  {headline(change)}: “{gist(change)}”" + (f" ({where})" if where else ""))
    if more := len(report.changes) - len(shown):
        lines.append(f"  and {more} more")
    return lines
