"""The sentences that a statement rests on, as the checks read them."""

from collections.abc import Iterable, Sequence
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
    """

    sentences: tuple[str, ...]
    around: str = ""
    above: str = ""

    @cached_property
    def texts(self) -> Sequence[Text]:
        """The sentences with their words."""
        return tuple(map(read, self.sentences))

    @cached_property
    def whole(self) -> Text:
        """The sentences as one text."""
        return read("\n".join(self.sentences))


def quoted(words: Iterable[str]) -> str:
    """Words as an explanation names them: “a”, “b”."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))
