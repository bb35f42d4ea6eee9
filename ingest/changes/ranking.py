"""How much a change matters to people who work to the document."""

import re
from collections.abc import Sequence

from ingest.changes.values import ChangeKind, Mark, MarkKind, Rank

STRONG = re.compile(
    r"\b(?:must|shall|should|required|obliged|dut(?:y|ies)|mandatory|ought|ha(?:ve|s|d) to|expected|"
    r"statutory (?:responsib|role))",
    re.I,
)
"""Words that bind, or as good as bind, whoever is meant by them."""
_COUNTED = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\b", re.I
)
"""Is a timescale whoever is bound to it; "immediately" is one beside a word of duty."""
_BY_KIND = {
    MarkKind.DUTY: Rank.DUTY,
    MarkKind.NEGATION: Rank.DUTY,
    MarkKind.FORCE: Rank.DUTY,
    MarkKind.TIMESCALE: Rank.TIMESCALE,
    MarkKind.AGE: Rank.AGE,
    MarkKind.WHO: Rank.WHO,
    MarkKind.CONDITION: Rank.CONDITION,
    MarkKind.NUMBER: Rank.NUMBER,
    MarkKind.DATE: Rank.NUMBER,
    MarkKind.LINK: Rank.LINK,
    MarkKind.REFERENCE: Rank.REFERENCE,
}


def rank_of(kind: ChangeKind, marks: Sequence[Mark], *, sentences: bool, substance: bool) -> Rank:
    """The rank of a change: that of the mark that matters most, or of what became of the text.

    What stands in a sentence that came or went as a whole changed nothing that was there: such a sentence
    counts as a timescale or a duty where it has one; as a resource where it names one;
    and otherwise as text.

    Args:
        kind: what became of the text.
        marks: what it touches.
        sentences: whether whole sentences came or went.
        substance: whether words came or went that the other text does not have.
    """
    found = [_of_edit(mark) for mark in marks if not mark.whole]
    whole = [mark for mark in marks if mark.whole]
    times = [mark.old + mark.new for mark in whole if mark.kind is MarkKind.TIMESCALE]
    duty = any(mark.kind is MarkKind.DUTY and STRONG.search(f"{mark.old} {mark.new}") for mark in whole)
    if any(_COUNTED.search(time) for time in times) or (duty and times):
        found.append(Rank.TIMESCALE)
    elif duty:
        found.append(Rank.NEW_DUTY)
    elif any(mark.kind is MarkKind.LINK for mark in whole):
        found.append(Rank.LINK)
    elif sentences or substance:
        found.append(Rank.TEXT)
    return min(found, default=Rank.MOVED if kind is ChangeKind.MOVED else Rank.WORDING)


def _of_edit(mark: Mark) -> Rank:
    if mark.kind is MarkKind.DUTY and not STRONG.search(f"{mark.old} {mark.new}"):
        return Rank.NEW_DUTY  # "can" for "may", or guidance that became statutory: less than what binds
    return _BY_KIND[mark.kind]


def by_importance(mark: Mark) -> int:
    """Sorts marks, those that matter most first; those of whole sentences after edits."""
    return _of_edit(mark) + (len(Rank) if mark.whole else 0)
