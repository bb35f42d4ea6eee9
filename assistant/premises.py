"""What a question takes for granted that guidance used to prescribe and that has ended: a board, a form.

"Who sits on our LSCB?" is best answered by saying that there is none any more and what took its place. The
arrangements and their names are data (``ingest/known/arrangements.yaml``); so is what in a question tells
that a name means something else, as SCR may be a school's single central record (``data/old_names.yaml``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from typing import Any

import prompts
from assistant.confidence import NATIONS as NATION_NAMES
from assistant.wordings import held
from ingest.dates import dates_in, day_in_words
from ingest.known import Arrangement, Source, arrangements
from ingest.vocabulary import NATIONS

HERE = "…"
"""Stands for a name where it is in a question."""
LONG_WORD = 6
"""Letters from which a word of a name may be misspelt by one letter."""
LONG_SHORT_NAME = 4
"""Letters from which a short name may be in lower case."""
_WORD = re.compile(r"&|[^\W_]+(?:['’][^\W_]+)*")
_GAP = re.compile(r"[\s'’‐‑–-]*")
_SHORT_NAME = re.compile(r"[A-Z]{2,5}")
_ENDING = re.compile(r"(?:['’]?s|['’]d)$", re.IGNORECASE)
"""What a short name may end with: "CCGs", "the LSCB's", "CRB'd"."""
_NAMED_ASIDE = re.compile(
    r"[(,;–-]\s*(?:formerly|previously|once|ex|was|used to be)\b[^(),;]{0,25}$", re.IGNORECASE
)
"""Before the old name of something that the question names by the new one: "the DBS (formerly the CRB)"."""
_SINCE = re.compile(r"\b(?:born(?: in)?|since|from|after)\s+(?:\w+\s+)?$", re.IGNORECASE)
"""Before a date that does not say when the thing asked about was."""
_OF_A_LAW = re.compile(r"\s+(?:Act|Regulations|Order)\b", re.IGNORECASE)
"""After a year that is that of a law: "the 1989 Act"."""
_NI = re.compile(r"\bNI\b(?! (?:[Nn]umber|[Nn]o|[Cc]ontribution))")
"""Northern Ireland, but not national insurance."""
_ISLANDS = re.compile(r"\b(?:Jersey|Guernsey|Channel Islands?|Isle of Man|Manx)\b", re.IGNORECASE)


def ended(question: str, nation: str = "england") -> tuple[Arrangement, ...]:
    """The arrangements that ended and that a question names as if they went on, in its order, each once.

    Left out are those of a day when they went on ("in 2009") and reviews that were published.

    Args:
        nation: a key of ``ingest.vocabulary.NATIONS`` for a question that names no nation; "" is England.
    """
    nations = _nations(question, nation)
    found = dict.fromkeys(_named(question.replace(HERE, " "), nations))
    return tuple(one for one in found if not _while_it_went_on(one, question))


def told(arrangement: Arrangement) -> str:
    """What an arrangement was called, until when, what ended it and what there is now, for the reader."""
    when = day_in_words(arrangement.ended)
    return prompts.load("premise-said" if arrangement.known is Source.MENTION else "premise").fill(
        then=arrangement.then,
        nation=NATIONS[arrangement.nation][0],
        until=f" until {when}" if when and when not in arrangement.how else "",
        how=arrangement.how,
        now=arrangement.now,
    )


def now_called(named: Sequence[Arrangement]) -> list[str]:
    """What took the place of arrangements, in short terms to search guidance for, each once."""
    return list(dict.fromkeys(one.search for one in named if one.search))


def speaks_of(text: str, premises: Sequence[Arrangement]) -> bool:
    """Whether a text names any of some arrangements that ended."""
    return any(one in _named(text, NATIONS[one.nation][1]) for one in premises)


# where


def _nations(question: str, nation: str) -> frozenset[str]:
    """The nations that a question is about; of another than England that it names, England is none."""
    if _ISLANDS.search(question):
        return frozenset()
    named = {key for key, (name, _) in NATIONS.items() if _names_nation(name, question)}
    named |= {"northern-ireland"} if _NI.search(question) else set()
    if re.search(r"\bEngland (?:and|&) Wales\b", question, re.IGNORECASE):
        return frozenset(named | {"england"})
    if named or re.search(r"\b(?:England|English (?:law|guidance|councils?))\b", question, re.IGNORECASE):
        return frozenset(named or {"england"})
    return NATIONS[nation or "england"][1]


def _names_nation(name: str, question: str) -> bool:
    return name in NATION_NAMES and bool(NATION_NAMES[name].search(question))


# when


def _while_it_went_on(arrangement: Arrangement, question: str) -> bool:
    """Whether a question is about a year before the one in which an arrangement ended."""
    years = [
        dated.iso[:4]
        for dated in dates_in(question)
        if not _SINCE.search(question[: dated.start]) and not _OF_A_LAW.match(question, dated.end)
    ]
    return any(year < arrangement.ended[:4] for year in years)


# names


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a question with its span, and what is left of it once folded."""

    text: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of an arrangement with its words as they are compared."""

    name: str
    words: tuple[str, ...]
    arrangement: Arrangement

    @property
    def is_short(self) -> bool:
        """Whether it is a few capitals."""
        return bool(_SHORT_NAME.fullmatch(self.name))


@cache
def _names() -> tuple[_Name, ...]:
    """Every name, that of most words first."""
    names = [_Name(name, _folded(name), one) for one in arrangements() for name in (one.then, *one.also)]
    return tuple(sorted(names, key=lambda name: -len(name.words)))


def _folded(name: str) -> tuple[str, ...]:
    return tuple(_fold(word) for word in _WORD.findall(name))


def _fold(word: str) -> str:
    """A word without case, possessive and plural; what is left need not be a word."""
    plain = re.sub(r"['’]", "", word.casefold())
    if plain == "&":
        return "and"
    if len(plain) > 4 and plain.endswith("ies"):
        return plain[:-3] + "y"
    return plain.removesuffix("s") if len(plain) > 3 else plain


def _named(question: str, nations: frozenset[str]) -> Iterator[Arrangement]:
    """The arrangements of some nations that a question names; in a longer name no shorter one is sought."""
    words = [_Word(match[0], _fold(match[0]), *match.span()) for match in _WORD.finditer(question)]
    at = 0
    while at < len(words):
        meant, length = _first(words[at:], question, nations)
        yield from meant
        at += length


def _first(words: Sequence[_Word], question: str, nations: frozenset[str]) -> tuple[list[Arrangement], int]:
    """What the longest name that some words begin with means, nation by nation, and how many words it has."""
    likely = [one for one in _names() if one.is_short or _alike(one.words[0], words[0].folded)]
    for length, names in groupby(likely, key=lambda name: len(name.words)):
        meant = [_meant(name, words, question) for name in names]
        if here := [one for one in meant if one and NATIONS[one.nation][1] & nations]:
            return here, length
    return [], 1


def _meant(name: _Name, words: Sequence[_Word], question: str) -> Arrangement | None:
    """What a name means where a question has it as the first of some words; None where it has not."""
    has = _has_short if name.is_short else _has_full
    if not has(name, words, question):
        return None
    start, end = words[0].start, words[len(name.words) - 1].end
    if _NAMED_ASIDE.search(question[:start]):
        return None
    return _in_doubt(name, question[start:end], f"{question[:start]}{HERE}{question[end:]}")


def _has_full(name: _Name, words: Sequence[_Word], question: str) -> bool:
    here = words[: len(name.words)]
    return (
        len(here) == len(name.words)
        and all(_alike(part, word.folded) for part, word in zip(name.words, here, strict=True))
        and all(_GAP.fullmatch(question[one.end : after.start]) for one, after in pairwise(here))
    )


def _has_short(name: _Name, words: Sequence[_Word], question: str) -> bool:
    """Capitals tell a short name from a word, but where all is in capitals they tell nothing."""
    said = words[0].text
    if said.upper() != name.name:
        said = _ENDING.sub("", said)
    if said == name.name and not _is_shouted(question):
        return True
    return said.upper() == name.name and len(name.name) >= LONG_SHORT_NAME


def _is_shouted(question: str) -> bool:
    return question.isupper() and len(question.split()) > 2


def _alike(word: str, other: str) -> bool:
    """Whether two words are the same, or long and one slip apart."""
    return word == other or (min(len(word), len(other)) >= LONG_WORD and _one_slip(word, other))


def _one_slip(word: str, other: str) -> bool:
    """Whether one letter more, less or other, or two letters exchanged, turn one word into the other."""
    same = next((at for at, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]), None)
    if same is None:
        return abs(len(word) - len(other)) <= 1
    rest, others = word[same:], other[same:]
    exchanged = rest[1::-1] + rest[2:] if len(rest) > 1 else rest
    return others in (exchanged, rest[1:]) or rest == others[1:] or rest[1:] == others[1:]


# doubts


@dataclass(frozen=True, slots=True)
class _Doubt:
    """What in a question tells whether a name in it means its arrangement; see ``data/old_names.yaml``."""

    names: frozenset[tuple[str, ...]]
    needs: re.Pattern[str] | None
    refuses: re.Pattern[str] | None
    capitals: bool
    instead: str

    def lets(self, said: str, around: str) -> bool:
        """Whether a name, as it is said, may mean its arrangement among the words around it."""
        if self.refuses and self.refuses.search(around):
            return False
        if self.capitals and _in_capitals(said) and not _is_shouted(around):
            return True
        return not self.needs or bool(self.needs.search(around))


@cache
def _doubts() -> tuple[_Doubt, ...]:
    return tuple(_doubt(row) for row in held("old_names"))


def _doubt(row: dict[str, Any]) -> _Doubt:
    return _Doubt(
        names=frozenset(_folded(name) for name in row["names"]),
        needs=_any_of(row.get("needs")),
        refuses=_any_of(row.get("refuses")),
        capitals=row.get("capitals", False),
        instead=row.get("instead", ""),
    )


def _any_of(patterns: Sequence[str] | None) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE) if patterns else None


def _in_doubt(name: _Name, said: str, around: str) -> Arrangement | None:
    """The arrangement that a name means among the words around it, or None for none."""
    for doubt in _doubts():
        if name.words in doubt.names and not doubt.lets(said, around):
            return next((one for one in arrangements() if one.then == doubt.instead), None)
    return name.arrangement


def _in_capitals(said: str) -> bool:
    """Whether each longer word of a name begins with a capital."""
    return all(word[0].isupper() for word in _WORD.findall(said) if len(word) > 3)
