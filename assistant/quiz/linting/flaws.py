"""What the linter says of an item."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Found(NamedTuple):
    """What one rule found: the sentence for a trainer, and the place of the option that it concerns."""

    about: str
    option: int | None = None


Findings = Iterator[Found]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A flaw of an item.

    Attributes:
        rule: the name of the rule.
        about: one sentence for a trainer: the words that matter, and what to do.
        option: the place of the option that it concerns, or None for the item as a whole.
        item: the item's id.
    """

    rule: str
    about: str
    option: int | None
    item: str


_SHOWN = 70
"""Characters of quoted words; the trainer has the item before them."""


def quoted(words: str) -> str:
    """Words in quotation marks, shortened where they are many."""
    words = " ".join(words.split())
    return f"“{words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + '…'}”"


def letter(place: int) -> str:
    """The letter of the option at a place: A, B, C."""
    return chr(ord("A") + place)
