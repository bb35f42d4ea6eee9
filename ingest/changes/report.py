"""A change report: everything that differs between two editions, what matters apart from what does not."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ingest.changes.values import Change, Noise, Rank
from ingest.documents import Gap


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """What changed from one edition of a document to another.

    Attributes:
        old, new: names of the documents.
        old_short, new_short: what places in them are called: "2024", "2025".
        changes: what matters to those who work to it, most important first, then in the order of the text.
        folded: differences that are no change to them, in the order of the text.
        renumbered: paragraphs whose printed number alone changed.
        words: in the new edition.
        unchanged: of these, words that stand in the old edition too, in their place or moved.
        old_gaps, new_gaps: what either document shows and its text does not give.
    """

    old: str
    new: str
    old_short: str
    new_short: str
    changes: tuple[Change, ...]
    folded: tuple[Change, ...] = ()
    renumbered: int = 0
    words: int = 0
    unchanged: int = 0
    old_gaps: tuple[Gap, ...] = ()
    new_gaps: tuple[Gap, ...] = ()

    @property
    def share_unchanged(self) -> float:
        """Share of the new edition's words that stand in the old, from 0 to 1."""
        return self.unchanged / self.words if self.words else 1.0

    def folds(self) -> list[tuple[Noise, int]]:
        """How many differences were folded for each reason, in the order of ``Noise``."""
        counts = Counter(change.noise for change in self.folded)
        return [(noise, counts[noise]) for noise in Noise if counts[noise]]

    def by_rank(self) -> list[tuple[Rank, list[Change]]]:
        """The changes of each rank that has any, most important first."""
        every = [(rank, [change for change in self.changes if change.rank is rank]) for rank in Rank]
        return [(rank, found) for rank, found in every if found]

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values for JSON; see docs/json.md."""
        return {
            "old": self.old,
            "new": self.new,
            "old_short": self.old_short,
            "new_short": self.new_short,
            "share_unchanged": round(self.share_unchanged, 4),
            "renumbered": self.renumbered,
            "folds": {noise.value: count for noise, count in self.folds()},
            "changes": [change.as_dict() for change in self.changes],
            "folded": [change.as_dict() for change in self.folded],
        }
