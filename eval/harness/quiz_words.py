"""Whether an answer stands in some words, by a plain check: its telling words, its numbers, its must or
should, and what it denies.

Like ``eval.metrics.fidelity``, which looks at the last three, it shares nothing with the verifier.
"""

import re
from collections.abc import Sequence

from eval.metrics import fidelity

_WORD = re.compile(r"[^\W\d_]{2,}")
_ENDING = re.compile(r"(?:ies|es|s|ied|ed|ing|y|e)$")
_ROOT = 3
"""Letters at least that stay of a word without its ending."""
_TELL_NOTHING = frozenset(
    (
        "an the of to in on at by for from with within and or nor but as is are be been being was were "
        "it its this that these those their his her hers they them he she who whom whose which what "
        "when where if than then there here so such any all each every both has have had having do does "
        "did done will would into upon about up out over also only other another own same too very must "
        "should may might can could shall ought need needs required not no never none neither without "
        "unless cannot nobody nothing means true false one two three four five six seven eight nine "
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty "
        "forty fifty sixty seventy eighty ninety hundred"
    ).split()
)
"""Words that say little, numbers, and those of force, at which ``fidelity`` looks."""
_FORCE = frozenset(("must", "should", "may"))
MOST = 0.75
"""Share of telling words, from which a sentence may say what is claimed. With fewer the verifier is too sure:
it is made for statements that rest on what they cite, and seldom sees that a passage says nothing of one."""
_NAMED_BY = 2
"""Telling words of a step, or all that it has if fewer, that name it."""


def lacking(answer: str, told: str, cited: Sequence[str]) -> str:
    """What an answer has that the cited words do not, in plain words; "" where they have all of it.

    Args:
        answer: its words.
        told: the sentence that the question and it make together.
        cited: the words, by sentences.
    """
    source = "\n".join(cited)
    held = _roots(source)
    if gone := [word for root, word in _roots(answer).items() if root not in held]:
        return f"the cited words lack {', '.join(map(repr, gone))}"
    kept = fidelity(told, source)
    told_of = {"numbers": "number", "duties": "must, should or may", "negations": "denial"}
    return next(
        (f"the {called} is another" for name, called in told_of.items() if not getattr(kept, name)), ""
    )


def may_say(answer: str, told: str, sentence: str) -> bool:
    """Whether a sentence is near enough to a claim to be asked about: it has ``MOST`` of its telling words
    and of the answer's, its numbers, its must or should, and what it denies."""
    held = _roots(sentence).keys()
    shares = (_roots(one).keys() for one in (answer, told))
    return all(len(words & held) >= MOST * len(words) for words in shares) and all(fidelity(told, sentence))


def has_in_order(told: str, sentence: str) -> bool:
    """Whether a sentence has all telling words of a claim, and its must, should and may, in their order."""
    held = iter(_in_order(sentence))
    return all(root in held for root in _in_order(told))


def names(text: str, step: str, besides: str = "") -> bool:
    """Whether a text names a step of a process, by words that do not stand in another."""
    words = _roots(step).keys() - _roots(besides).keys()
    enough = 1 if besides else min(_NAMED_BY, len(words))
    return len(words & _roots(text).keys()) >= enough


def _roots(text: str) -> dict[str, str]:
    """The telling words of a text by what is left of them without their endings."""
    return {_root(word): word for word in _words(text) if word not in _TELL_NOTHING}


def _in_order(text: str) -> list[str]:
    return [_root(word) for word in _words(text) if word in _FORCE or word not in _TELL_NOTHING]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _root(word: str) -> str:
    bare = _ENDING.sub("", word)
    return bare if len(bare) >= _ROOT else word
