"""The words that tell what a sentence is about: stems, acts, numbers, and the people and bodies it names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from assistant.wordings import held
from assistant.words import content_words, stem, stems, tokens
from ingest.changes import bodies

T = TypeVar("T")

NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split(),
        start=1,
    )
} | {
    "twenty-eight": 28,
    "thirty": 30,
    "thirty-five": 35,
    "forty": 40,
    "forty-five": 45,
    "sixty": 60,
    "ninety": 90,
}
"""The numbers that guidance spells out."""
COUNT = rf"(?:\d+|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
"""A whole number, as a pattern."""

_FAMILIES = (
    ("lead", r"safeguarding lead|\bDSL"),
    ("designated officer", r"designated officer|\bLADO"),
    ("adults board", r"adults? board|\bSAB"),
    ("partners", r"safeguarding (?:children )?(?:partner|board)|LSCP|LSCB"),
    ("social care", r"local authorit|council|social care|social work|team manager|practice supervisor|MASH"),
    ("head", r"head ?teacher|principal"),
    ("police", r"police|constable"),
    ("staff", r"staff|practitioner|professional|agenc|provider|employer|teacher|volunteer|contractor"),
    ("family", r"parent|carer|guardian"),
)
"""Names of people and bodies that are taken for one: local documents name the part that acts."""
BODIES = re.compile(rf"{bodies.pattern().pattern}|\breferrers?\b", re.IGNORECASE)
"""People and bodies, as guidance names them."""


def number(words: str) -> int:
    """The number that is written in digits or spelled out."""
    return int(words) if words.isdigit() else NUMBERS[words.casefold()]


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``data/conflicts.yaml``, in stems; what each is for is said there."""

    alike: Mapping[str, str]
    empty: frozenset[str]
    common: frozenset[str]
    particular: frozenset[str]
    products: frozenset[str]
    cases: tuple[re.Pattern[str], ...]
    acts: Mapping[str, int]
    opposed: tuple[frozenset[str], ...]
    matters: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def words() -> Words:
    """The lists, read once."""
    lists: dict[str, Any] = held("conflicts")
    alike = {stem(word): stem(line.split()[0]) for line in lists["alike"] for word in line.split()}

    def stemmed(text: str) -> frozenset[str]:
        return frozenset(alike.get(one, one) for one in map(stem, tokens(text)))

    return Words(
        alike,
        stemmed(lists["empty"]),
        stemmed(lists["common"]),
        stemmed(lists["particular"]),
        stemmed(lists["products"]),
        tuple(re.compile(rf"\b(?:{pattern})", re.IGNORECASE) for pattern in lists["cases"]),
        {stem(word): place for place, line in enumerate(lists["acts"]) for word in line.split()},
        tuple(map(stemmed, lists["opposed"])),
        tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in lists["matters"].items()),
    )


def known_as(word: str) -> str:
    """The stem of a word, or that of the word which is taken for it."""
    return words().alike.get(stem(word.casefold()), stem(word.casefold()))


@lru_cache(maxsize=2_000)
def telling(text: str) -> frozenset[str]:
    """The stems of the words that tell what a text is about, those of one meaning as one."""
    held = (word for word in content_words(text) if not word.isdigit() and word not in NUMBERS)
    return frozenset(map(known_as, held)) - words().empty


def acts(text: str) -> frozenset[int]:
    """What a text says is done, by the lines of the list of acts."""
    held = words().acts
    return frozenset(held[word] for word in stems(text) if word in held)


def family(body: str) -> str:
    """The name by which a person or body is compared."""
    known = (name for name, names in _FAMILIES if re.search(names, body, re.IGNORECASE))
    return next(known, body.casefold().rstrip("s"))


def apart(one: frozenset[T], other: frozenset[T]) -> bool:
    """Whether both name something, and nothing that the other names."""
    return bool(one and other) and one.isdisjoint(other)


def matters(text: str) -> frozenset[str]:
    """What a text names of the matters that guidance treats apart."""
    return frozenset(name for name, pattern in words().matters if pattern.search(text))


def cases(text: str) -> frozenset[str]:
    """The cases that a text is of, such as urgent ones, or those of stage 2."""
    found = ((pattern, match) for pattern in words().cases for match in pattern.finditer(text))
    named = ((pattern.pattern, match.groupdict().get("which", "")) for pattern, match in found)
    return frozenset(f"{pattern} {which.casefold()}" for pattern, which in named)
