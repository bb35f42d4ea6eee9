"""The forms that an option may have, by cheap rules; what only a parser could tell is left open."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from assistant.quiz.linting.shown import listed, pattern

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_NOUN_ENDING = re.compile(
    r"(?:tion|sion|ment|ance|ence|ity|ness|ship|als?|ions|ments|ies|ists?|cies|ters|isors?)$"
)
_MAY_BE_VERB = re.compile(r"(?:s|ed)$")
_REPLY = re.compile(r"(?:yes|no)\b(?:[,.:;]| -|$)", re.IGNORECASE)
_REACH = 5
"""Words after the first among which the verb of a sentence stands."""
_BEFORE_A_VERB = frozenset("also always never only first then not".split())

_PRONOUNS = frozenset("i you he she it we they there".split())


class Form(StrEnum):
    """What an option is, as a trainer would call it."""

    TO = "an infinitive with “to”"
    VERB = "a verb phrase"
    THIRD = "a verb with an -s"
    ING = "an -ing form"
    NOUN = "a noun"
    SENTENCE = "a whole sentence"
    QUESTION = "a question"
    REPLY = "a yes or a no"
    CLAUSE = "a condition"
    THAT = "a clause in a noun's place"
    PHRASE = "a phrase with a preposition"
    TIME = "a time"


Forms = frozenset[Form]
OPEN: Forms = frozenset()
"""The forms of an option of which nothing can be told."""


@lru_cache(maxsize=4_000)
def forms_of(text: str) -> Forms:
    """Each form that an option in straight quotes may have: one where its words leave no doubt."""
    words = _WORD.findall(text)
    if plain := _plain_form(text, words):
        return frozenset({plain})
    while len(words) > 1 and _stands_before_a_verb(words[0].casefold()):
        words = words[1:]
    if not words or words[0][0].isdigit() or text[0] in "\"'":
        return OPEN
    return _by_words([word.casefold() for word in words], words[0].isupper() and len(words[0]) > 1)


def _plain_form(text: str, words: Sequence[str]) -> Form | None:
    """The form of an option whose opening or end leaves no doubt."""
    opens_clause = len(words) > 2 and pattern("free clauses").fullmatch(words[0])
    tests = (
        (Form.QUESTION, text.endswith("?")),
        (Form.REPLY, _REPLY.match(text)),
        (Form.TIME, pattern("time").fullmatch(text)),
        (Form.CLAUSE, pattern("clause openers").match(text)),
        (Form.THAT, opens_clause),
        (Form.SENTENCE, words and words[0].casefold() in _PRONOUNS),
    )
    return next((form for form, holds in tests if holds), None)


def _stands_before_a_verb(word: str) -> bool:
    return word in _BEFORE_A_VERB or (word.endswith("ly") and word not in listed("verbs"))


def _by_words(words: Sequence[str], named: bool) -> Forms:
    first, following = words[0], words[1] if len(words) > 1 else ""
    if first == "to":
        return _after_to(words)
    if pattern("prepositions").fullmatch(first):
        return frozenset({Form.PHRASE})
    determined = named or pattern("determiners").fullmatch(first)
    if not determined and (first in ("don't", "do") or _is_object(following)):
        return _before_an_object(first)
    is_sentence = _is_sentence(words) and not _is_verb(first)
    if is_sentence:
        return frozenset({Form.SENTENCE})
    return (None if determined else _by_first(first, following)) or _noun(words)


def _after_to(words: Sequence[str]) -> Forms:
    """Whether "to" opens an infinitive ("to tell") or says whom or where ("to the head")."""
    following, third = [*words[1:3], "", ""][:2]
    if pattern("determiners").fullmatch(following):
        return frozenset({Form.PHRASE})
    verb = _is_verb(following) or _is_object(third)
    return frozenset({Form.TO}) if verb else frozenset({Form.TO, Form.PHRASE})


def _is_object(word: str) -> bool:
    return pattern("takes its place").fullmatch(word) is not None


def _before_an_object(first: str) -> Forms:
    """The form of what has an object behind it: "tell the", "tells the", "telling the"."""
    if _is_ing(first):
        return frozenset({Form.ING})
    is_third = first.endswith("s") and not first.endswith("ss") and first not in listed("verbs")
    if first.endswith("ed"):
        return OPEN
    return frozenset({Form.THIRD if is_third else Form.VERB})


def _by_first(first: str, following: str) -> Forms | None:
    """The forms that a first word leaves open, if it may be a verb."""
    if _is_ing(first):
        sure = pattern("prepositions").fullmatch(following) and not pattern("nouns in ing").fullmatch(first)
        return frozenset({Form.ING}) if sure or following in ("to", "up", "out") else _ING_OR_NOUN
    if _is_verb(first):
        noun = first in listed("nouns too") or not following
        return frozenset({Form.VERB, Form.NOUN}) if noun else frozenset({Form.VERB})
    if _is_third(first):
        return _THIRD_OR_NOUN if _is_third(first, "nouns too") or not following else frozenset({Form.THIRD})
    if first.endswith("s") and not _NOUN_ENDING.search(first):
        return frozenset({Form.THIRD, Form.NOUN, Form.SENTENCE})
    if _NOUN_ENDING.search(first):
        return None
    return frozenset({Form.VERB, Form.NOUN, Form.SENTENCE})


_ING_OR_NOUN = frozenset({Form.ING, Form.NOUN})
_THIRD_OR_NOUN = frozenset({Form.THIRD, Form.NOUN})


def _noun(words: Sequence[str]) -> Forms:
    """A noun, or a sentence if one of its words could be the verb."""
    plainly = not any(_MAY_BE_VERB.search(word) for word in words[1:])
    return frozenset({Form.NOUN}) if plainly else frozenset({Form.NOUN, Form.SENTENCE})


def _is_ing(word: str) -> bool:
    return word.endswith("ing") and not _is_verb(word)


def _is_verb(word: str) -> bool:
    return word in listed("verbs")


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
