"""The words of a text as the search for names sees them, and what is known of each."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from assistant.tokens import encoding
from assistant.wordings import held

_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['\-][^\W\d_]+)*")
_BEFORE_SENTENCE = re.compile(r"(?:^|[.?!\n•]|[.?!]['\"”’)])\s*[\"'“‘(\[\-–*]*\s*$")
_PREFIXED = re.compile(r"(?!o'clock|d'you|d'ya|t'other)(?:[dokjlt]|da|de|la|le|ja|ka)'[^\W\d_]{3,}")
_CLAN = re.compile(r"(?:O'|Mc|Mac|Fitz)[A-Z]")
_ENDINGS = ("", "s", "es", "ed", "d", "ing", "er", "ers", "ly", "ness", "y", "able", "ment")
_WHOLE = str.maketrans({"’": "'", "ł": "l", "đ": "d", "ø": "o", "ı": "i"})
"""Letters that are no letter with an accent."""
_LONGEST = 60
"""Characters of a word that may be a name."""
_CAPITALS = 0.6
"""A text with so many of its letters in capitals says nothing by them."""


@dataclass(frozen=True)
class Word:
    """A word of a text.

    Attributes:
        text: as written, without a possessive ending.
        start, end: its place.
        first: whether it begins a sentence, where any word has a capital.
        loud: whether the text is written in capitals, where every word has them.
        before: the few characters before it.
        after: what stands between it and the next word, its possessive ending left out.
        owns: whether it has a possessive ending.
    """

    text: str
    start: int
    end: int
    first: bool = False
    loud: bool = False
    before: str = ""
    after: str = ""
    owns: bool = False

    @cached_property
    def key(self) -> str:
        """In small letters, without accents."""
        return key(self.text)

    @property
    def capital(self) -> bool:
        """Whether its capital tells something: it begins no sentence, and not all is in capitals."""
        return self.text[0].isupper() and not self.first and not self.loud

    @property
    def acronym(self) -> bool:
        """Whether it is written as an acronym among words that are not."""
        return (
            not self.loud
            and len(self.text) > 1
            and self.text.isupper()
            and self.text.isalpha()
            and len(self.text) < 7
        )

    @property
    def of_another_script(self) -> bool:
        """Whether it is written in no Latin letters, as only names are in an English question."""
        return not any("LATIN" in unicodedata.name(one, "LATIN") for one in self.text if one.isalpha())

    @property
    def foreign(self) -> bool:
        """Whether it has letters that English does not."""
        return not self.text.isascii()

    @cached_property
    def ordinary(self) -> bool:
        """Whether it is an English word, whatever else it may be."""
        if self.given:
            return self.key in _names("names_that_are_words")
        return self.text.isascii() and is_ordinary(self.key)

    @cached_property
    def given(self) -> bool:
        """Whether somebody may be called so, two letters exchanged in typing allowed."""
        if _listed(self.key, "given_names") or _PREFIXED.fullmatch(self.key):
            return True
        return not is_ordinary(self.key) and _is_mistyped(self.key)

    @cached_property
    def surname(self) -> bool:
        """Whether it is on the list of surnames, or made as surnames are: "O'Brian", "McGill"."""
        return _listed(self.key, "surnames") or bool(_CLAN.match(self.text))

    @property
    def listed(self) -> bool:
        """Whether it is on one of the two lists of names."""
        return self.given or self.surname


def is_given(name: str) -> bool:
    """Whether a single word is on the list of given names."""
    return _listed(key(name), "given_names")


def is_surname(name: str) -> bool:
    """Whether a single word is on the list of surnames."""
    return _listed(key(name), "surnames")


def key(text: str) -> str:
    """A word in small letters, without accents, to be looked up."""
    parts = unicodedata.normalize("NFD", text.casefold().translate(_WHOLE))
    return "".join(one for one in parts if not unicodedata.combining(one))


def words_of(text: str) -> list[Word]:
    """The words of a text, in order; a possessive ending belongs to none."""
    letters = [one for one in text if one.isalpha()]
    loud = len(letters) > 12 and sum(one.isupper() for one in letters) > _CAPITALS * len(letters)
    text = text.replace("’", "'")  # one character for another: places stay
    found = list(_matches(text))
    ends = [*(start for start, _, _ in found[1:]), len(text)][: len(found)]
    return [
        Word(
            text[start:end],
            start,
            end,
            bool(_BEFORE_SENTENCE.search(text[max(0, start - 8) : start])),
            loud,
            text[max(0, start - 8) : start],
            text[end:following].removeprefix("'").removeprefix("s") if owns else text[end:following],
            owns,
        )
        for (start, end, owns), following in zip(found, ends, strict=True)
    ]


def _matches(text: str) -> Iterator[tuple[int, int, bool]]:
    for match in _WORD.finditer(text):
        owns = match[0].casefold().endswith("'s")
        bare = not owns and _is_possessive(key(match[0]))
        yield match.start(), match.end() - (2 if owns else 1 if bare else 0), owns or bare


@lru_cache(maxsize=50_000)
def _is_mistyped(word: str) -> bool:
    """Whether two letters next to each other changed places in a given name: "ameila"."""
    if len(word) < 5:
        return False
    swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
    return any(one != word and one in _names("given_names") for one in swapped)


def _is_possessive(word: str) -> bool:
    """Whether a word is a name with an s that lacks its apostrophe: "aishas mum"."""
    return (
        len(word) > 3
        and word.endswith("s")
        and _listed(word[:-1], "given_names")
        and not _listed(word, "given_names")
        and not _listed(word, "surnames")
        and not _is_one_token(word)
        and word[:-1] not in _names("names_that_are_words")
    )


@lru_cache(maxsize=50_000)
def is_ordinary(word: str) -> bool:
    """Whether a word in small letters is an English one: itself or its stem is a single token of the
    byte-pair encoding, which merges what is frequent, or it is a word of the field."""
    if len(word) > _LONGEST:
        return True
    if "-" in word:
        return all(map(is_ordinary, filter(None, word.split("-"))))
    stems = {word.removesuffix(ending) for ending in _ENDINGS if len(word) - len(ending) > 2}
    stems |= {one + "e" for one in stems} | {word.replace("our", "or"), word.replace("is", "iz", 1)}
    stems |= {one[:-1] for one in stems if len(one) > 3 and one[-1] == one[-2]}
    return any(one in _field() or _is_one_token(one) for one in stems if one)


def _is_one_token(word: str) -> bool:
    return len(encoding().encode(" " + word, disallowed_special=())) == 1


@cache
def _field() -> frozenset[str]:
    """Words of the field that are seldom elsewhere: those that name things in the vocabulary, and a list."""
    told = held("vocabulary")
    texts = [text for group in told.values() for pair in group.items() for text in map(str, pair)]
    listed = held("ordinary_words")
    return frozenset(key(one) for text in (*texts, *listed) for one in _WORD.findall(text))


@cache
def names_on(name: str) -> tuple[str, ...]:
    """The names on a list, ``data/NAME.txt``, as they are written there."""
    text = (files("assistant") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(one.strip() for line in lines for one in line.split(",") if one.strip())


@cache
def _names(name: str) -> frozenset[str]:
    return frozenset(map(key, names_on(name)))


def _listed(word: str, name: str) -> bool:
    names = _names(name)
    if len(word) > _LONGEST:
        return False
    return word in names or ("-" in word and all(part in names for part in word.split("-")))
