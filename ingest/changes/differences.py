"""What differs between parts of two texts that belong together."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.changes.groups import Group
from ingest.changes.sides import Side
from ingest.changes.values import Mark
from ingest.changes.wording import Run
from ingest.changes.words import Word
from ingest.documents import Block

_SHORT = 3
"""Letters of words that tell little."""
_SUBSTANCE = 4
"""New words from which a change says something else, rather than the same in other words."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What was found to differ in one place.

    Attributes:
        group: the units compared.
        old_blocks, new_blocks: their blocks; one is empty where they were added or removed.
        path: the headings above.
        old, new: their texts.
        runs: what differs between these.
        marks: what that touches.
    """

    group: Group
    old_blocks: Sequence[Block]
    new_blocks: Sequence[Block]
    path: tuple[str, ...]
    old: Side
    new: Side
    runs: Sequence[Run]
    marks: Sequence[Mark]

    @property
    def blocks(self) -> list[Block]:
        """Those of both editions."""
        return [*self.old_blocks, *self.new_blocks]

    @property
    def unchanged(self) -> int:
        """How many of the new text's words stand in the old."""
        return sum(run.new_end - run.new_start for run in self.runs if run.same)

    @property
    def whole_sentences(self) -> bool:
        """Whether whole sentences came or went."""
        return any(self.whole(run) for run in self.runs)

    def whole(self, run: Run) -> bool:
        """Whether a run is whole sentences that came or went."""
        if run.same or (run.old_end > run.old_start and run.new_end > run.new_start):
            return False
        if run.old_end > run.old_start:
            return _whole(self.old.words, run.old_start, run.old_end)
        return _whole(self.new.words, run.new_start, run.new_end)

    @property
    def substance(self) -> bool:
        """Whether several words came or went that the other text has nowhere."""
        old, new = _telling(self.old), _telling(self.new)
        return max(len(old - new), len(new - old)) >= _SUBSTANCE

    def old_words(self, run: Run) -> str:
        """The words of a run in the old text."""
        return _text(self.old, run.old_start, run.old_end)

    def new_words(self, run: Run) -> str:
        """The words of a run in the new text."""
        return _text(self.new, run.new_start, run.new_end)


def _telling(side: Side) -> set[str]:
    return {word.key for word in side.words if len(word.key) > _SHORT}


def _whole(words: Sequence[Word], start: int, end: int) -> bool:
    return words[start].opens and (end == len(words) or words[end].opens)


def _text(side: Side, start: int, end: int) -> str:
    return side.text[side.words[start].start : side.words[end - 1].end] if start < end else ""
