"""Words of a document that can be recognised without being told: a mark is their beginning and a digest."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

_WORD = re.compile(r"[^\W_]+")
_DIGITS = 16
_FIRST = 2
"""How many words a mark tells, so that a person finds the place."""
_NUMBERED = ("section", "regulation", "article", "rule", "paragraph")


def words_of(text: str) -> list[str]:
    """The words of a text, case folded: punctuation and white space make no difference, a false space or
    the stray number of a footnote does."""
    return _WORD.findall(text.casefold())


def without_number(words: Sequence[str]) -> list[str]:
    """The words of a heading without the number in front ("3", "2.14", "Section 42"), if any are left."""
    start = int(len(words) > 1 and words[0] in _NUMBERED and words[1][0].isdigit())
    while start < len(words) and words[start][0].isdigit():
        start += 1
    return list(words[start:] or words)


class Mark(BaseModel):
    """What some words are recognised by.

    Attributes:
        first: the first two of them.
        words: how many they are.
        digest: 16 hexadecimal digits of the SHA-256 of all of them, with single spaces between.
        plain: the text itself, where the truth tells it; never written out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: str = Field(min_length=1)
    words: int = Field(ge=1)
    digest: str = Field(pattern=rf"^[0-9a-f]{{{_DIGITS}}}$")
    plain: str = Field("", exclude=True)

    @classmethod
    def of(cls, words: Sequence[str], plain: str = "") -> Self:
        """The mark of some words, of which there is at least one."""
        return cls(first=" ".join(words[:_FIRST]), words=len(words), digest=digest(words), plain=plain)

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        return marked(given, words_of(given)) if isinstance(given, str) else given

    def __str__(self) -> str:
        return self.plain or f"{self.first} … ({self.words} words)"

    def found_in(self, words: Sequence[str]) -> bool:
        """Whether the words stand in others, all of them and in this order."""
        return any(self.is_at(words, place) for place in self._places(words))

    def is_at(self, words: Sequence[str], place: int = 0) -> bool:
        """Whether the words stand in others at this place."""
        window = words[place : place + self.words]
        return len(window) == self.words and digest(window) == self.digest

    def _places(self, words: Sequence[str]) -> Iterator[int]:
        first = self.first.split(" ")
        last = len(words) - self.words
        return (place for place in range(last + 1) if list(words[place : place + len(first)]) == first)


def marked(text: str, words: Sequence[str]) -> dict[str, Any]:
    """The fields of a mark of a text, which goes by these of its words."""
    if not words:
        raise ValueError("it has no words")
    return {"first": " ".join(words[:_FIRST]), "words": len(words), "digest": digest(words), "plain": text}


def digest(words: Sequence[str]) -> str:
    """16 hexadecimal digits that tell a sequence of words from others."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:_DIGITS]
