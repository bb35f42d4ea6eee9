"""The sentences that a statement rests on, as the checks read them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.grounding.text import Text, read


@dataclass(frozen=True)
class Evidence:
    """The aligned sentences.

    Attributes:
        sentences: each with what it cannot be read without: the lead-in of its list.
        around: the other words of the same sources: what the sentences may point back to.
        above: what they stand below: headings, the document's name and edition, printed numbers.
        best: the place of the one that fits best.
        taken_up: how much of some words of that one the statement takes up, 0 to 1, in its words or others.
    """

    sentences: tuple[str, ...]
    around: str = ""
    above: str = ""
    best: int = 0
    taken_up: Callable[[Text], float] = lambda words: 0.0

    @cached_property
    def texts(self) -> Sequence[Text]:
        """The sentences with their words."""
        return tuple(map(read, self.sentences))

    @property
    def main(self) -> Text:
        """The sentence that fits best: what it says besides must not get lost."""
        return self.texts[self.best]

    @cached_property
    def whole(self) -> Text:
        """The sentences as one text."""
        return read("\n".join(self.sentences))


def quoted(words: Iterable[str]) -> str:
    """Words as an explanation names them: “a”, “b”."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))
