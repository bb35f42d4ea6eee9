"""Words, names and letters of the question that the key alone repeats."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.grounding.patterns import plain
from assistant.grounding.text import rarity
from assistant.quiz.items import Kind
from assistant.quiz.linting.flaws import Findings, Found, quoted
from assistant.quiz.linting.shown import Choice, Shown, listed, words_of
from assistant.words import STOP_WORDS, stem

_TELLING = 3.9
"""The rarity (see ``rarity``) from which a word tells: "police" has 4.5, "child" 3.6."""


def clang_association(shown: Shown) -> Findings:
    """A telling word of the question or its situation stands in the key and in no distractor.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 28b; NBME "word repeats". Counts for words that
    are rare enough (``_TELLING``) and not in most items, in whatever form; for letters that stand for words
    of the question; for two common words side by side; for "who …?" also where the key as a whole is named.
    Not where every option repeats something of its own, nor for names of people.
    """
    if shown.item.kind is not Kind.SINGLE or not shown.distractors:
        return
    key, rest = shown.keys[0], shown.distractors
    asked = {stem(word): word for word in words_of(shown.item.asked)}
    common = set.intersection(*(_stems(one) for one in shown.choices))
    repeated = [word for word in _repeated(key, asked) if stem(word) not in common]
    own = [
        word
        for word in repeated
        if not any(_alike(stem(word), other) for one in rest for other in _stems(one))
        and not _is_name(shown, key, word)
    ]
    own = own or _letters(shown, key, rest) or _phrases(shown, key, rest)
    if own and not all(_repeats(one, asked, common) for one in rest):
        words = ", ".join(quoted(word) for word in own)
        yield Found(
            f"{words} stands in the question and only in the right answer: reword one of the two.", key.place
        )
    elif _asks_who(shown) and _names(shown, key) and not any(_names(shown, one) for one in rest):
        about = f"Only the right answer, {quoted(key.option.text)}, is named in the question: reword that."
        yield Found(about, key.place)


def _stems(one: Choice) -> set[str]:
    return {stem(word) for word in one.words}


def _phrases(shown: Shown, key: Choice, rest: Sequence[Choice]) -> list[str]:
    """Pairs of words of the question's own sentence that the key alone has too, common ones as well."""
    asked = _pairs(words_of(shown.item.stem))
    wrong = {word for one in rest for word in _stems(one)}
    return [
        f"{one} {other}"
        for one, other in _pairs(key.words) & asked
        if stem(one) not in wrong and stem(other) not in wrong
    ]


def _pairs(words: Sequence[str]) -> set[tuple[str, str]]:
    """Words side by side of which neither is a stop word or a number."""
    return {
        pair for pair in pairwise(words) if not any(word in STOP_WORDS or word[0].isdigit() for word in pair)
    }


def _repeats(one: Choice, asked: dict[str, str], common: set[str]) -> bool:
    """Whether an option has a word of its own from the question."""
    own = {stem(word) for word in one.words if word not in STOP_WORDS and word not in listed("common")}
    return not (own - common).isdisjoint(asked)


def _is_name(shown: Shown, key: Choice, word: str) -> bool:
    """Whether a word of the key is a name from the situation, which tells nothing."""
    named = word.removesuffix("'s").capitalize()
    return (
        named in re.findall(r"\w+", key.text)
        and named in re.findall(r"\w+", plain(shown.item.vignette))
        and word not in words_of(shown.item.stem)
        and named.casefold() not in re.findall(r"[^\W_]+", shown.item.vignette)
    )


_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_ASKS_FOR_LETTERS = re.compile(
    r"\b(?:stands? for|short for|abbreviat|acronym|full name|initials)", re.IGNORECASE
)


def _letters(shown: Shown, key: Choice, rest: Sequence[Choice]) -> list[str]:
    """The letters of the key alone that stand for words of the question, or of the question for its words."""
    if _ASKS_FOR_LETTERS.search(shown.item.asked):
        return []
    asked = plain(shown.item.asked)
    return [
        letters
        for letters in (*_CAPITALS.findall(key.text), *_CAPITALS.findall(asked))
        if (
            _spelt_out(letters, asked)
            and not any(letters in one.text for one in rest)
            and letters in key.text
        )
        or (_spelt_out(letters, key.text) and not any(_spelt_out(letters, one.text) for one in rest))
    ]


def _spelt_out(letters: str, text: str) -> bool:
    """Whether words side by side begin with the letters."""
    words = re.findall(r"[^\W_]+", text.casefold())
    initials = "".join("." if word in STOP_WORDS or len(word) < 3 else word[0] for word in words)
    return letters.casefold() in initials


def _repeated(one: Choice, asked: dict[str, str]) -> list[str]:
    """The telling words of an option that the question has too."""
    return [
        word
        for word in dict.fromkeys(one.words)
        if _tells(word) and any(_alike(stem(word), other) for other in asked)
    ]


_ROOT = 6
"""Letters, at least, that words of one root share: "finances", "financial"."""
_DERIVED = re.compile(r"(?:e?rs?|ors?|ist|al|at(?:ion|or)?|ion|ment|iv|ful|ness|abl|ing|anc|y)")
_SHORT_ROOT = 5
"""The same, where what follows makes another word of the root: "visit", "visitor"."""


def _alike(one: str, other: str) -> bool:
    """Whether two stems are of one root."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if not long.startswith(short):
        return False
    derived = _DERIVED.fullmatch(long[len(short) :]) is not None
    return len(short) >= (_SHORT_ROOT if derived and short not in listed("common") else _ROOT)


def _tells(word: str) -> bool:
    plain = word.removesuffix("'s")
    return (
        not (plain in STOP_WORDS or plain in listed("common") or word[0].isdigit() or len(plain) < 3)
        and rarity(plain) >= _TELLING
    )


def _asks_who(shown: Shown) -> bool:
    return any(
        re.search(r"\b(?:who|whom|which (?:body|agency|person|organisation|authority))\b", one, re.I)
        for one in shown.questions
    )


def _names(shown: Shown, one: Choice) -> bool:
    """Whether a question names the whole of an option."""
    return bool(one.words) and stands_in(one.words, words_of(shown.item.asked))


def stands_in(part: Sequence[str], words: Sequence[str]) -> bool:
    """Whether some words stand in others, side by side."""
    return any(tuple(words[at : at + len(part)]) == tuple(part) for at in range(len(words) - len(part) + 1))
