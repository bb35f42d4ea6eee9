"""A text as the checks read it: its words with their stems and weights, and where they stand."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.tokens import encoding
from assistant.words import STOP_WORDS, stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?(?:[.,]\d+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SPLIT_UP = 80_000, 20_000
"""The rank given to a word of two tokens, and for each further token."""
_FREQUENT = 50
"""Tokens that are so frequent that they weigh next to nothing."""
KEPT = 4_000
"""Texts of which the words are remembered."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text.

    Attributes:
        plain: in small letters, without a possessive ending.
        stem: its stem.
        start, end: its span.
        named: whether it is written like a name: a capital letter, not at the start of a sentence.
        weight: how much it tells, from 0; 0 for words that say nothing by themselves.
    """

    plain: str
    stem: str
    start: int
    end: int
    named: bool
    weight: float

    @property
    def tells(self) -> bool:
        """Whether it says something by itself."""
        return self.weight > 0


@dataclass(frozen=True)
class Text:
    """Words, and the text that they stand in."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all its words."""
        return frozenset(word.stem for word in self.words)

    @cached_property
    def telling(self) -> tuple[Word, ...]:
        """The words that say something, each stem once."""
        return tuple({word.stem: word for word in reversed(self.words) if word.tells}.values())[::-1]

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of each telling stem."""
        return {word.stem: word.weight for word in self.telling}

    @cached_property
    def weight(self) -> float:
        """Of all its telling words together."""
        return sum(self.weights.values())

    def covered(self, stems: frozenset[str]) -> float:
        """The share of its weight, 0 to 1, that stands in some stems; 1 where it says nothing."""
        held = sum(weight for one, weight in self.weights.items() if one in stems)
        return held / self.weight if self.weight else 1.0


@lru_cache(maxsize=KEPT)
def read(text: str) -> Text:
    """A text with its words."""
    return Text(text, tuple(_words(text)))


def _words(text: str) -> Sequence[Word]:
    found = []
    for match in _WORD.finditer(text):
        plain = _POSSESSIVE.sub("", match[0].casefold()).replace("’", "'")
        before = text[: match.start()].rstrip(" “\"'‘(")
        opens = not before or before[-1] in ".!?:\n•"
        named = match[0][:1].isupper() and not opens
        weight = 0.0 if plain in STOP_WORDS else rarity(plain)
        found.append(Word(plain, stem(plain), match.start(), match.end(), named, weight))
    return found


@lru_cache(maxsize=50_000)
def rarity(word: str) -> float:
    """How seldom a word is in English, from 0: about the logarithm of its rank by frequency.

    A byte-pair encoding merges what is frequent first, so the number of a word's token is its rank; a word in
    several tokens is rarer than any in one. It stands in for the inverse document frequency of K. Spärck
    Jones (1972), A statistical interpretation of term specificity, Journal of Documentation 28, where there
    are too few sentences to count words in.
    """
    if word.isdigit():
        word = f"{word[:3]}"
    tokens = encoding().encode_ordinary(f" {word}")
    least, more = _SPLIT_UP
    rank = tokens[0] if len(tokens) == 1 else least + more * (len(tokens) - 2)
    return math.log1p(rank / _FREQUENT)
