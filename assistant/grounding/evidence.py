"""The sentences that a statement rests on, as the checks read them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.grounding.text import Text, read

ALIKE = 0.5
"""Share of a statement's weight that stands in its sentences, from which it is worded as they are."""


@dataclass(frozen=True)
class Evidence:
    """The aligned sentences.

    Attributes:
        sentences: each with what it cannot be read without: the lead-in of its list.
        around: the other words of the same sources: what the sentences may point back to.
        above: what they stand below: headings, the document's name and edition, printed numbers.
        best: the one that fits best, with what leads into it; "" for the first.
        taken_up: how much of some words of that one the statement takes up, 0 to 1, in whatever words.
    """

    sentences: tuple[str, ...]
    around: str = ""
    above: str = ""
    best: str = ""
    taken_up: Callable[[Text], float] = lambda words: 0.0

    @cached_property
    def texts(self) -> Sequence[Text]:
        """The sentences with their words."""
        return tuple(map(read, self.sentences))

    def is_worded_alike(self, claim: Text) -> bool:
        """Whether a statement is mostly in the words of the sentences; in other words its denials and
        conditions cannot be told by their words."""
        return claim.covered(self.whole.stems) >= ALIKE

    @property
    def main(self) -> Text:
        """The sentence that fits best, with what leads into it: what it says besides must not get lost."""
        return read(self.best or self.sentences[0])

    @cached_property
    def whole(self) -> Text:
        """The sentences as one text."""
        return read("\n".join(self.sentences))
