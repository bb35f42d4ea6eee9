"""The words of questions and passages: tokens, stems, stop words, and the terms guidance uses for them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from assistant.wordings import held

_TOKEN = re.compile(r"[a-z0-9]+")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
STOP_WORDS = frozenset(
    """a about all also am an and any are as ask at be because been being bit but by can cannot could did
    do does doing don done down each else even ever for from get gets getting go goes going gone got
    had has have having he her here hers him his how i if im in into is isn it its itself just ll
    let like lot make many may me mean might mine more most much must my need needs no nor not now
    of off ok okay on one only or other our ours out over own please put re said same say says see
    she should so some someone something still such t than that the their them then there these they
    thing things this those to too up us ve very want was we well were what when where whether which
    while who whom whose why will with won would yes you your yours""".split()
)
"""Words that say nothing of what a question is about."""


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("porter")  # as SQLite's full-text index stems


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Porter stem of a lower-case word."""
    return str(_stemmer().stemWord(word))


def tokens(text: str) -> list[str]:
    """Lower-case words and numbers in order, possessive endings left out."""
    return _TOKEN.findall(_POSSESSIVE.sub("", text.casefold()))


def stems(text: str) -> set[str]:
    """The stems of a text's words."""
    return {stem(word) for word in tokens(text)}


def content_words(text: str) -> list[str]:
    """A text's words without stop words and single letters, each once, in order."""
    return list(dict.fromkeys(w for w in tokens(text) if w not in STOP_WORDS and (len(w) > 1 or w.isdigit())))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key of the vocabulary, word by word, and what it means; ``exact`` if its case counts."""

    words: tuple[str, ...]
    means: str
    exact: bool

    def stands_at(self, written: Sequence[str], plain: Sequence[str], at: int) -> bool:
        """Whether the key is the words from a place on; its last may have an s more."""
        own = written if self.exact else plain
        found = own[at : at + len(self.words)]
        last = self.words[-1]
        return len(found) == len(self.words) and (
            tuple(found[:-1]) == self.words[:-1] and found[-1] in (last, f"{last}s")
        )


@cache
def _vocabulary() -> Mapping[str, tuple[_Entry, ...]]:
    """The entries by the first word of their keys, in small letters."""
    groups: dict[str, dict[str, str]] = held("vocabulary")
    found: dict[str, list[_Entry]] = {}
    for key, means in (pair for group in groups.values() for pair in group.items()):
        exact = key.isupper() and len(key) <= 3
        words = tuple(_written(key if exact else key.casefold()))
        for first in {words[0], f"{words[0]}s"} if len(words) == 1 else {words[0]}:
            found.setdefault(first.casefold(), []).append(_Entry(words, means, exact))
    return {first: tuple(entries) for first, entries in found.items()}


_WRITTEN = re.compile(r"[^\W_]+")


def _written(text: str) -> list[str]:
    """The words of a text as they are written, possessive endings left out."""
    return _WRITTEN.findall(_POSSESSIVE.sub("", text))


def guidance_terms(question: str) -> list[str]:
    """What guidance calls the things that a question names in short or in lay words."""
    written = _written(question)
    plain = [word.casefold() for word in written]
    entries = _vocabulary()
    return list(
        dict.fromkeys(
            entry.means
            for at, word in enumerate(plain)
            for entry in entries.get(word, ())
            if entry.stands_at(written, plain, at)
        )
    )


def any_of(words: Iterable[str], held: set[str]) -> bool:
    """Whether any of the words has its stem among those held."""
    return any(stem(word) in held for word in words)
