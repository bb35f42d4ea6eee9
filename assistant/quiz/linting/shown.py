"""An item as the rules read it: its stem with and without quoted words, its options as plain words.

Each rule gets the same ``Shown``, so nothing is read twice.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from assistant.grounding.patterns import plain
from assistant.grounding.quantities import NUMBER, number_of
from assistant.quiz.items import Item, Kind, Option
from assistant.wordings import held, whole

CHOSEN = (Kind.SINGLE, Kind.MULTIPLE)
"""Kinds with options of their own to choose from."""


@cache
def lists() -> Mapping[str, Any]:
    """What the data file holds."""
    found: Mapping[str, Any] = held("quiz_lint")
    return found


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Any of the wordings of one list, as whole words."""
    wording = whole(lists()[name], lists()["parts"])
    return re.compile(rf"(?<![\w-])(?:{wording})(?![\w-])", re.IGNORECASE)


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(lists()[name].split())


_QUOTE = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^‘]*?’(?!\w)|(?<!\w)'[^'\n]{3,}?'(?!\w)")
QUOTE = "‹…›"
"""What stands for quoted words where only an item's own count."""
_NUMBER = re.compile(rf"\b{NUMBER}\b", re.IGNORECASE)
_DOTTED = re.compile(r"\b((?:[a-z]\.){2,})")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ARTICLES = frozenset({"the", "a", "an"})


def in_digits(text: str) -> str:
    """A text in small letters with its numbers in digits: "twenty-one days" as "21 days"."""
    return _NUMBER.sub(lambda match: f"{number_of(match[0]):g}", plain(text).casefold())


@lru_cache(maxsize=4_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words that count when two texts are compared: without case, articles, punctuation, and numbers in
    digits."""
    text = in_digits(text).replace("%", " per cent ").replace("percent", "per cent").replace("&", " and ")
    text = _DOTTED.sub(lambda match: match[1].replace(".", ""), text)
    return tuple(word for word in _WORD.findall(text) if word not in _ARTICLES)


@dataclass(frozen=True)
class Choice:
    """An option with its place."""

    place: int
    option: Option

    @property
    def correct(self) -> bool:
        """Whether it is (among) what is right."""
        return self.option.correct

    @cached_property
    def text(self) -> str:
        """Its words in straight quotes and dashes, without a full stop at the end."""
        return plain(self.option.text).strip().rstrip(".;,").strip()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words as they are compared."""
        return words_of(self.option.text)


@dataclass(frozen=True)
class Shown:
    """An item as the rules read it."""

    item: Item

    @cached_property
    def stem(self) -> str:
        """The question in straight quotes and dashes."""
        return plain(self.item.stem).strip()

    @cached_property
    def own(self) -> str:
        """The question with ``QUOTE`` in place of quoted words: those are the guidance's, not the item's."""
        return plain(_QUOTE.sub(QUOTE, self.item.stem)).strip()

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of ``own``."""
        return tuple(re.split(r"(?<=[.?!])\s+(?=[\w‹'\"(])", self.own)) if self.own else ()

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """Those of its sentences that end in a question mark."""
        return tuple(one for one in self.sentences if "?" in one[-3:])

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The options of an item of which some are to be chosen; none of other kinds."""
        if self.item.kind not in CHOSEN:
            return ()
        return tuple(Choice(place, option) for place, option in enumerate(self.item.options))

    @cached_property
    def keys(self) -> tuple[Choice, ...]:
        """The options to be chosen that are right."""
        return tuple(one for one in self.choices if one.correct)

    @cached_property
    def distractors(self) -> tuple[Choice, ...]:
        """Those that are not."""
        return tuple(one for one in self.choices if not one.correct)
