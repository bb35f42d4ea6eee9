"""The words of questions and passages: tokens, stems, stop words, and the terms guidance uses for them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer
import yaml

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
    pattern: re.Pattern[str]
    means: str


@cache
def _vocabulary() -> tuple[_Entry, ...]:
    source = files("assistant") / "data" / "vocabulary.yaml"
    groups: dict[str, dict[str, str]] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return tuple(_Entry(_whole_word(key), means) for group in groups.values() for key, means in group.items())


def _whole_word(key: str) -> re.Pattern[str]:
    exact = key.isupper() and len(key) <= 3
    return re.compile(rf"(?<!\w){re.escape(key)}(?:['’]?s)?(?!\w)", 0 if exact else re.IGNORECASE)


def guidance_terms(question: str) -> list[str]:
    """What guidance calls the things that a question names in short or in lay words."""
    return list(dict.fromkeys(entry.means for entry in _vocabulary() if entry.pattern.search(question)))


def any_of(words: Iterable[str], held: set[str]) -> bool:
    """Whether any of the words has its stem among those held."""
    return any(stem(word) in held for word in words)
