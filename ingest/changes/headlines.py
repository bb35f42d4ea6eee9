"""A change in a line: what it touches, most important first."""

from collections.abc import Iterator, Sequence

from ingest.changes.ranking import STRONG
from ingest.changes.values import Change, ChangeKind, Mark, MarkKind, Rank
from ingest.sentences import sentence_spans

MOST = 4
"""Clauses of a headline; the text shows the rest."""
LONGEST_QUOTED = 60
"""Characters of the words that a clause quotes."""
LONGEST_GIST = 160
"""Characters of the words that stand for a change where its text is not shown."""
_NAMES = {
    MarkKind.DUTY: "Duty",
    MarkKind.NEGATION: "Negation",
    MarkKind.TIMESCALE: "Timescale",
    MarkKind.AGE: "Age",
    MarkKind.WHO: "Who",
    MarkKind.CONDITION: "Condition",
    MarkKind.NUMBER: "Number",
    MarkKind.DATE: "Date",
    MarkKind.FORCE: "In force",
    MarkKind.LINK: "Link or resource",
    MarkKind.REFERENCE: "Reference",
}
_TOLD_OF_WHOLE = (MarkKind.DUTY, MarkKind.TIMESCALE, MarkKind.AGE, MarkKind.LINK)
"""What is told of a sentence that came or went; whom it names, and when, is read in it."""
_KINDS = {
    ChangeKind.ADDED: "Added",
    ChangeKind.REMOVED: "Removed",
    ChangeKind.CHANGED: "Changed",
    ChangeKind.MOVED: "Moved",
    ChangeKind.MOVED_AND_CHANGED: "Moved and changed",
}


def kind_name(change: Change) -> str:
    """What became of the text: "Added", "Moved and changed"."""
    return _KINDS[change.kind]


def headline(change: Change) -> str:
    """What a change touches: "Timescale: 15 working days → 10 working days"; "New duty: should"."""
    told = [*_of_edits(change.marks), *_of_sentences(change.marks)]
    more = f"; and {len(told) - MOST} more" if len(told) > MOST else ""
    return "; ".join(told[:MOST]) + more or _plainly(change)


def _of_edits(marks: Sequence[Mark]) -> Iterator[str]:
    yield from (_exchange(_NAMES[mark.kind], mark.old, mark.new) for mark in marks if not mark.whole)


def _of_sentences(marks: Sequence[Mark]) -> Iterator[str]:
    """The marks of a kind together."""
    for kind in _TOLD_OF_WHOLE:
        told = [mark for mark in marks if mark.whole and mark.kind is kind]
        if kind is MarkKind.DUTY:
            told = [mark for mark in told if STRONG.search(mark.old or mark.new)]
        for words, what in (([one.new for one in told], "New"), ([one.old for one in told], "Removed")):
            named = [
                _quoted(one)
                for one in words
                if one and (kind is not MarkKind.LINK or "." in one or "@" in one)
            ]
            more = " …" if named[3:] else ""
            if any(words):
                yield f"{what} {_NAMES[kind].lower()}" + (f": {', '.join(named[:3])}{more}" if named else "")


def _quoted(words: str) -> str:
    return shortened(" ".join(words.split()), LONGEST_QUOTED)


def shortened(text: str, longest: int) -> str:
    """At most about so many characters, cut between words."""
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"


def _plainly(change: Change) -> str:
    if change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        heading = (
            "heading"
            if change.place.kind == "heading" and "\n" not in change.new_text + change.old_text
            else "text"
        )
        return f"New {heading}" if change.kind is ChangeKind.ADDED else f"{heading.capitalize()} removed"
    if change.kind is ChangeKind.MOVED:
        return "Moved"
    name = "Words added or removed" if change.rank is Rank.TEXT else "Wording"
    changed = [piece for piece in change.pieces if not piece.same]
    if len(changed) == 1 and len(changed[0].old + changed[0].new) <= LONGEST_QUOTED:
        name = _exchange("Wording", *(text.strip(" .,;:") for text in (changed[0].old, changed[0].new)))
    return name if change.kind is ChangeKind.CHANGED else f"Moved. {name}"


def _exchange(name: str, old: str, new: str) -> str:
    """ "Wording: pupil → child", "Wording: “usually” added"."""
    if old and new:
        return f"{name}: {_quoted(old)} → {_quoted(new)}"
    return f"{name}: “{_quoted(new or old)}” {'added' if new else 'removed'}"


def gist(change: Change) -> str:
    """The sentence of a change that says most: the one with its first mark, or in which it begins."""
    mark = change.marks[0] if change.marks else None
    gone = mark is not None and mark.whole and not mark.new
    text = change.old_text if gone or not change.new_text else change.new_text
    first = (mark.new or mark.old) if mark else ""
    at = text.find(first) if first else -1
    if at < 0:
        at = _begins(change)
    spans = sentence_spans(text)
    start, end = next(((a, b) for a, b in spans if at < b), spans[-1] if spans else (0, 0))
    if end - start > LONGEST_GIST and at - start > LONGEST_GIST // 2:
        cut = text.find(" ", at - LONGEST_GIST // 2)
        return f"… {shortened(' '.join(text[cut:end].split()), LONGEST_GIST)}"
    return shortened(" ".join(text[start:end].split()), LONGEST_GIST)


def _begins(change: Change) -> int:
    """Where in its text the first difference stands."""
    at = 0
    for piece in change.pieces:
        if not piece.same:
            break
        at += len(piece.new)
    return at
