"""Names of people, found by what they are and by what stands around them, as a recogniser of Presidio.

No list has every name and no model knows a hurried one in small letters, so nothing decides alone: a word
collects points for being on a list, for a capital where none is due, for not being English, for what the
language model takes it for and for its neighbours, and is a name from ``ENOUGH`` points on.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from presidio_analyzer import LocalRecognizer, RecognizerResult

from assistant.privacy.context import listed, no_names, shows, title_of
from assistant.privacy.kinds import Kind
from assistant.privacy.public import public_spans
from assistant.privacy.words import Word, words_of
from assistant.words import STOP_WORDS

Span = tuple[int, int]

ENOUGH = 3.0
POINTS = {
    "before title": 3.0,
    "before name is": 1.0,
    "before called": 1.5,
    "before label": 2.0,
    "before greeting": 1.5,
    "before role": 1.5,
    "before my role": 0.5,
    "before to whom": 1.0,
    "before age": 1.0,
    "before initial": 2.0,
    "after does": 2.0,
    "after is": 0.5,
    "after owns": 2.0,
    "after owns anything": 0.5,
    "after age": 1.5,
    "after and i": 1.0,
    "after family": 1.5,
    "after role in brackets": 1.0,
}
"""What each sign around a word is worth; see context.py."""
_FUNCTION_WORDS = """
    today yes no ok hi hello thanks please sorry someone anyone nobody somebody everyone both one two three
    four five never always often sometimes again already yet soon later maybe perhaps however therefore
    although though since until unless act code guidance monday tuesday wednesday thursday friday saturday
    sunday here new old year
"""
_NEVER = STOP_WORDS - {"may", "will"} | frozenset(_FUNCTION_WORDS.split())
"""What is no name, whatever list it is on."""
_CONTRACTED = re.compile(
    r".+(?:n't|'(?:ve|d|ll|re|m|s))$|(?:they|we|you|i)(?:ve|re)$|(?:he|she|it|that|what|who|there|where|how)s$|im$"
)
"""A pronoun or verb in short, with its apostrophe or without."""
_DETERMINED = re.compile(
    r"\b(?:the|a|an|our|my|this|that|each|every|any|no|some|his|her|their|your)\s$", re.IGNORECASE
)
_AND = frozenset(("and", "or", "n", "an", "a"))
_MONTHS = frozenset("jan feb mar apr may jun june jul aug sep sept oct nov dec april august".split())
_ASKING = frozenset("will may mark can".split())
"""Words that begin a question or an order and are names besides."""
_NOBLE = """
    van der den de da dos das do del della di la le el al ul bin ibn bint abu umm ni nic ui o von zu ter ap ab
    ben
"""
_PARTICLES = frozenset(_NOBLE.split())
_STRONG = frozenset(
    {"before title", "before name is", "before label", "before role", "after owns", "after does"}
)
_TOLD = frozenset({"before title", "before name is", "before label", "before greeting", "after owns"})
_HINTS = frozenset(
    {"before role", "before age", "before to whom", "after does", "after age", "after role in brackets"}
)
_INITIALS = re.compile(
    r"(?<![\w.])(?!U\.K|U\.S|E\.U|N\.I|N\.B|D\.O\.B|P\.E|R\.E|G\.P|P\.S|A\.M|P\.M|Q\.C|K\.C|I\.E|E\.G|I\.T|P\.A)"
    r"(?:[A-Z]\. ?[A-Z]\.(?:[A-Z]\.)?|[A-Z]\.[A-Z]\b(?!\.\w))"
)
_FORENAMES = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){1,2}$")
"""Initials right before a surname."""
_LETTER = re.compile(r"(?<![\w.'’/&-])[B-HJ-Z](?=\.(?! ?[A-Z0-9])|(?:['’]s)?(?![\w.'’/&+-]))")


class Names(LocalRecognizer):
    """Finds names of people, less those that are public."""

    def __init__(self) -> None:
        super().__init__(supported_entities=[Kind.PERSON], supported_language="en", name="names")

    def load(self) -> None:
        """Nothing: the lists are read at first use."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """The names in a text.

        Args:
            text: the text.
            entities: not looked at; it finds one kind.
            nlp_artifacts: what spaCy made of the text.
        """
        labels = [(one.start_char, one.end_char, one.label_) for one in nlp_artifacts.tokens.ents]
        return [RecognizerResult(Kind.PERSON, start, end, 0.9) for start, end in names_in(text, labels)]


def names_in(text: str, labels: Sequence[tuple[int, int, str]] = ()) -> list[Span]:
    """The spans of the names in a text, in order.

    Args:
        text: the text.
        labels: spans with what the language model takes them for, in spaCy's terms.
    """
    words = words_of(text)
    public = public_spans(text)
    signs = [shows(text, word.start, word.end) if _is_worth(word) else frozenset() for word in words]
    able = [_able(word, seen, public) for word, seen in zip(words, signs, strict=True)]
    named = [
        can and _points(word, seen, labels) >= ENOUGH
        for word, seen, can in zip(words, signs, able, strict=True)
    ]
    _pair(words, named, able, signs)
    _repeat(words, named, able)
    _coordinate(words, named, able)
    _repeat(words, named, able)
    _join(words, named, able)
    return _merged([*_spans(text, words, named), *_initials(text, public)], text)


def _is_worth(word: Word) -> bool:
    """Whether a word may be a name at all, whatever stands around it."""
    return word.key not in _NEVER and (word.text[0].isupper() or word.listed or not word.ordinary)


def _able(word: Word, signs: frozenset[str], public: Sequence[Span]) -> bool:
    """Whether a word can be a name at all."""
    if "before mr" in signs and word.surname and word.key not in _NEVER:
        return True  # "Mr Bishop"
    if word.key in _NEVER or word.key in no_names() or _CONTRACTED.match(word.key):
        return False
    if (word.key in _MONTHS and _dated(word)) or ("after place" in signs and "before title" not in signs):
        return False
    if word.ordinary and "after number" in signs and "before title" not in signs:
        return False
    over = [span for span in public if span[0] <= word.start < span[1]]
    titled = "before title" in signs and all(end - start <= len(word.text) + 2 for start, end in over)
    return titled or not over


def _dated(word: Word) -> bool:
    """Whether a month stands with a day or a year."""
    return (
        bool(
            re.search(
                r"\d(?:st|nd|rd|th)?(?: of)? $|\b(?:in|since|from|until|till|by|last|next|early|late|mid) ?$",
                word.before,
            )
        )
        or word.after.strip()[:1].isdigit()
    )


def _points(word: Word, signs: frozenset[str], labels: Sequence[tuple[int, int, str]]) -> float:
    if len(word.text) == 1 or (word.acronym and not (word.listed and signs & _STRONG)):
        return 0.0
    if (
        word.key in _ASKING
        and word.text.islower()
        and not signs & {"before called", "after owns", "before title"}
    ):
        return 0.0
    if not word.listed and not word.text[0].isupper() and not (signs & _TOLD or len(signs & _HINTS) > 1):
        return 0.0
    if word.ordinary and not word.given:
        if not word.text[0].isupper() and not (word.surname and "before mr" in signs):
            return 0.0
        signs -= {"after does", "after is", "before to whom"}
    if word.ordinary and word.text.islower():
        signs -= {"before my role"} | (set() if "before mr" in signs else {"before title"})
    return _own(word) + _taken_for(word, labels) + sum(POINTS.get(sign, 0.0) for sign in signs)


def _own(word: Word) -> float:
    """What a word is worth by itself."""
    points = 0.0
    if word.of_another_script:
        return ENOUGH
    if word.given:
        points += 1.0 if word.ordinary else 3.0
    elif word.surname:
        points += 0.5 if word.ordinary else 2.0
    elif not word.ordinary:
        points += 1.0
    points += 1.0 if word.capital else 0.0
    points += 1.0 if word.foreign and not word.ordinary else 0.0
    return points


def _taken_for(word: Word, labels: Sequence[tuple[int, int, str]]) -> float:
    for start, end, label in labels:
        if start <= word.start < end:
            return 1.0 if label == "PERSON" else 0.0 if word.given else -0.5
    return 0.0


def _pair(
    words: Sequence[Word], named: list[bool], able: Sequence[bool], signs: Sequence[frozenset[str]]
) -> None:
    """ "Precious Moyo", "jan kowalski", "Mark Smith told": a given name before a surname that is no other
    word, or that somebody bears who does something."""
    for at in range(len(words) - 1):
        one, other = words[at], words[at + 1]
        if not (one.given and other.surname and able[at] and able[at + 1] and _together(one)):
            continue
        cased = one.text[0].isupper() and other.text[0].isupper()
        told = cased and bool(signs[at + 1] & {"after does", "after is", "after owns", "after owns anything"})
        sure = (
            not other.ordinary and one.key not in _ASKING and one.text[0].isupper() == other.text[0].isupper()
        )
        if sure or told or (cased and not one.first):
            named[at] = named[at + 1] = True


def _repeat(words: Sequence[Word], named: list[bool], able: Sequence[bool]) -> None:
    """What is a name once is one wherever it has a capital, or is no other word."""
    known = {word.key for word, is_name in zip(words, named, strict=True) if is_name}
    for at, word in enumerate(words):
        capital = word.capital or (word.text[0].isupper() and word.key not in _ASKING)
        if able[at] and word.key in known and (capital or not word.ordinary):
            named[at] = True


def _coordinate(words: Sequence[Word], named: list[bool], able: Sequence[bool]) -> None:
    """ "Precious, Destiny and Emmanuel": what stands in a list with a name is one, if it may be."""
    for order in (range(len(words) - 1), range(len(words) - 2, -1, -1)):
        for at in order:
            one, other = at, at + 1
            if words[one].after.strip() not in (",", "&", "/", "+"):
                if (
                    words[other].key not in _AND
                    or at + 2 >= len(words)
                    or words[one].after.strip() not in ("", ",")
                ):
                    continue
                other = at + 2
            for here, there in ((one, other), (other, one)):
                if named[there] and not named[here] and able[here]:
                    named[here] = _goes_along(words[here], words[there])


def _goes_along(word: Word, other: Word) -> bool:
    """Whether a word may be a name since it stands in a list with one."""
    if word.acronym and not word.given:
        return word.surname and word.after == ", " and not other.acronym  # "KHAN, Aisha"
    if word.text[0].isupper():
        return word.listed or not word.ordinary
    return word.given and word.key not in _ASKING and not other.capital


def _join(words: Sequence[Word], named: list[bool], able: Sequence[bool]) -> None:
    """Take in the other parts of names: what stands next to one with a capital, or is on a list."""
    for at in range(1, len(words)):
        if named[at - 1] and not named[at] and _together(words[at - 1]):
            named[at] = _goes_with(words[at]) or _is_particle(words, at)
    for at in range(len(words) - 2, -1, -1):
        if named[at + 1] and not named[at] and _together(words[at]) and able[at]:
            named[at] = _goes_before(words[at])


def _together(word: Word) -> bool:
    return word.after in (" ", "  ", "\t") and not word.owns


def _goes_with(word: Word) -> bool:
    if word.acronym or word.key in _NEVER or word.key in no_names() or len(word.text) == 1:
        return False
    if word.listed and not word.ordinary:
        return True
    return word.text[0].isupper() and (word.listed or not word.ordinary)


def _goes_before(word: Word) -> bool:
    if re.fullmatch(listed("nicknames"), word.key):
        return True
    return (_goes_with(word) and (not word.first or not word.ordinary)) or (
        word.key in _PARTICLES and word.text[0].isupper()
    )


def _is_particle(words: Sequence[Word], at: int) -> bool:
    """Whether a word leads on to the surname: "Ilse van den Bosch"."""
    while at < len(words) and words[at].key in _PARTICLES and _together(words[at]):
        at += 1
        if (
            at < len(words)
            and words[at].key not in _PARTICLES
            and (words[at].text[0].isupper() or not words[at].ordinary)
        ):
            return True
    return False


def _initials(text: str, public: Sequence[Span]) -> Iterator[Span]:
    """Initials with stops; and letters alone where they stand for somebody: "child K", "K turns 7"."""
    for match in _INITIALS.finditer(text):
        yield match.span()
    for match in _LETTER.finditer(text):
        if any(start <= match.start() < end for start, end in public):
            continue
        signs = shows(text, match.start(), match.end())
        if signs & _LETTER_SIGNS or _for_somebody().search(text[: match.start()]):
            yield match.span()


_LETTER_SIGNS = frozenset(
    {"before title", "before role", "before label", "before called", "after does", "after owns"}
)


@cache
def _for_somebody() -> re.Pattern[str]:
    return re.compile(
        r"(?<!option )\b(?:for|about|tell|told|ask|asked|saw|see|seen|met|searched|hit|with|meet) $",
        re.IGNORECASE,
    )


def _spans(text: str, words: Sequence[Word], named: Sequence[bool]) -> Iterator[Span]:
    at = 0
    while at < len(words):
        if not named[at]:
            at += 1
            continue
        last = at
        while (
            last + 1 < len(words) and named[last + 1] and (_together(words[last]) or _last_first(words, last))
        ):
            last += 1
        yield (
            words[at].start - _leading(text, words[at].start),
            words[last].end + _trailing(text, words[last].end),
        )
        at = last + 1


def _leading(text: str, start: int) -> int:
    """How many characters right before a name belong to it: initials, or a nickname's "Nan" or "Uncle"
    where no "my" makes it a relation."""
    initials = _FORENAMES.search(text[max(0, start - 8) : start])
    kin = _kin().search(text[max(0, start - 24) : start])
    return len(initials[0]) if initials else len(kin[0]) if kin else 0


def _trailing(text: str, end: int) -> int:
    """How many characters right after a name belong to it: the initial of a surname."""
    initial = re.match(r" [B-HJ-Z](?:\.|(?=[\s,;:)]|$))", text[end : end + 4])
    return len(initial[0].rstrip(".")) if initial else 0


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!my )(?<!our )(?<!his )(?<!her )(?<!the )(?<!their )(?<!a )\b{title_of(Kind.RELATIVE)} $",
        re.IGNORECASE,
    )


def _last_first(words: Sequence[Word], at: int) -> bool:
    """ "OYELARAN, Titilayo": a surname in capitals before its given name."""
    return (
        words[at].after == ", "
        and words[at].text.isupper()
        and not words[at].loud
        and len(words[at].text) > 2
    )


def _merged(spans: Sequence[Span], text: str) -> list[Span]:
    """In order; those that overlap or stand side by side as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or text[merged[-1][1] : start] in (" ", ". ", ".")):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
