"""The grammatical form of an option, by cheap rules that leave open what only a parser could tell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.quiz.linting.shown import listed, pattern

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_NOUN_ENDING = re.compile(
    r"(?:tion|sion|ment|ance|ence|ity|ness|ship|als?|ions|ments|ies|ists?|cies|ters|isors?)$"
)
_MAY_BE_VERB = re.compile(r"(?:s|ed)$")
_REACH = 5
"""Words after the first among which the verb of a sentence stands."""


class Form(StrEnum):
    """What an option is, as a trainer would call it."""

    TO = "an infinitive with “to”"
    VERB = "a verb phrase"
    THIRD = "a verb with an -s"
    ING = "an -ing form"
    NOUN = "a noun"
    SENTENCE = "a whole sentence"
    REPLY = "a yes or a no"
    CLAUSE = "a condition"
    TIME = "a time"
    OPEN = "what cannot be told"


@dataclass(frozen=True, slots=True)
class Told:
    """The form of an option.

    Attributes:
        form: its form.
        sure: whether its words leave no doubt of it.
        plainly: whether it is a noun that holds no word that could be a verb, or anything else.
    """

    form: Form
    sure: bool = True
    plainly: bool = True


_UNTOLD = Told(Form.OPEN, sure=False)


@lru_cache(maxsize=4_000)
def form_of(text: str) -> Told:
    """The form of an option in straight quotes."""
    if re.match(r"(?i)(?:yes|no)\b(?:[,.:;]| -|$)", text):
        return Told(Form.REPLY)
    written = _WORD.findall(text)
    words = [word.casefold() for word in written]
    if pattern("time").fullmatch(text):
        return Told(Form.TIME)
    if pattern("clause openers").match(text) or (
        len(words) > 2 and pattern("free clauses").fullmatch(words[0])
    ):
        return Told(Form.CLAUSE)
    while len(words) > 1 and (
        (words[0].endswith("ly") and words[0] not in listed("verbs"))
        or words[0] in ("also", "always", "never", "only", "first", "then", "not")
    ):
        words, written = words[1:], written[1:]
    if not words or pattern("prepositions").fullmatch(words[0]):
        return _UNTOLD
    return _by_words(words, written)


def _by_words(words: Sequence[str], written: Sequence[str]) -> Told:
    first, following = words[0], words[1] if len(words) > 1 else ""
    if first == "to":
        infinitive = following and not pattern("determiners").fullmatch(following)
        return Told(Form.TO) if infinitive else _UNTOLD
    if _is_verb(first, following):
        return Told(Form.VERB)
    if first not in listed("verbs") and _is_sentence(words):
        return Told(Form.SENTENCE)
    return _by_ending(first, following) or _as_noun(words, written)


def _by_ending(first: str, following: str) -> Told | None:
    """The form that a first word's ending tells, if it is no noun for sure."""
    determined = pattern("determiners").fullmatch(first)
    if first.endswith("ing") and not determined:
        noun = pattern("nouns in ing").fullmatch(first) or not following
        return _UNTOLD if noun else Told(Form.ING)
    if first in listed("verbs"):
        return _UNTOLD
    object_follows = following and pattern("takes its place").fullmatch(following) and not determined
    if _is_third(first) and (object_follows or not _is_third(first, "nouns too")):
        return Told(Form.THIRD)
    return Told(Form.VERB) if object_follows and len(first) > 2 else None


def _as_noun(words: Sequence[str], written: Sequence[str]) -> Told:
    plainly = not any(_MAY_BE_VERB.search(word) for word in words[1:])
    named = written[0].isupper() and len(words[0]) > 1
    sure = named or pattern("determiners").fullmatch(words[0]) or _NOUN_ENDING.search(words[0])
    return Told(Form.NOUN, bool(sure), plainly)


def _is_verb(first: str, following: str) -> bool:
    """Whether a first word is a verb in its plain form."""
    if first in ("don't", "do") or first not in listed("verbs"):
        return first in ("don't", "do")
    return first not in listed("nouns too") or bool(pattern("after a verb").fullmatch(following))


def _is_third(word: str, among: str = "verbs") -> bool:
    """Whether a word is one of the verbs of a list as "he" or "it" takes it."""
    plain = (word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y")
    return word.endswith("s") and not listed(among).isdisjoint(plain)


def _is_sentence(words: Sequence[str]) -> bool:
    """Whether a subject with its verb opens the words."""
    for word in words[1 : 1 + _REACH]:
        if pattern("finite").fullmatch(word):
            return True
        if pattern("relatives").fullmatch(word):
            return False
    return False
