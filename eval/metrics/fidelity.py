"""Whether a statement keeps the numbers, the duties and the negations of its source, by a plain check.

It shares nothing with the verifier that decides what is shown, so that what this misses is not missed twice
for one reason. It is coarser: it looks for what no restatement may change, and at nothing else.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.sentences import sentence_spans

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_NUMBER_OF = {word: str(at) for at, word in enumerate(_SMALL)} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80",
    "ninety": "90", "hundred": "100",
}  # fmt: skip
_UNIT = (
    r"[\s-]+(?:(working|school|calendar|clear)[\s-]+)?(minute|hour|day|week|month|year|term)s?\b"
    r"|\s*(%|per\s?cent\b)"
)
_QUANTITY = re.compile(
    rf"(?<![\w.])(?!(?<=\bno )one\b)(\d+(?:[.,]\d+)*|{'|'.join(_NUMBER_OF)})(?!\w)(?:{_UNIT})?"
)
_DUTIES = {
    "must": r"must|shall|(?:is|are|be) required|(?:has|have) (?:a|the) duty",
    "should": r"should|ought",
    "may": r"may|might|can(?!'t| not\b)|could",
}
_DUTY = {name: re.compile(rf"\b(?:{pattern})\b") for name, pattern in _DUTIES.items()}
_NEGATION = re.compile(r"\b(?:not|no|never|none|neither|nobody|nothing|without|unless|cannot)\b|n't\b")
_FORCE = re.compile(rf"\b(?:{'|'.join(_DUTIES.values())})\b|{_NEGATION.pattern}|\d+")


class Fidelity(NamedTuple):
    """What a statement keeps of its source.

    Attributes:
        numbers: all its quantities stand in the source, with their units.
        duties: each sentence says must, should or may only where the sentence it comes from does.
        negations: each sentence denies if and only if the sentence it comes from does, and so often that one
            denial more or less is not lost among others.
    """

    numbers: bool
    duties: bool
    negations: bool


def fidelity(statement: str, source: str) -> Fidelity:
    """What a statement keeps of its source; all of it where it stands there word for word, from where a
    sentence, a part of one or an item begins.

    Args:
        statement: one or more sentences.
        source: the text of all that it cites.
    """
    told, whole = list(_sentences(source)), _plain(source)
    sentences = [one for one in _sentences(statement) if not _stands(one, whole)]
    quantities = _quantities(whole)
    numbers = all(_is_told(one, quantities) for sentence in sentences for one in _quantities(sentence))
    pairs = [(one, _nearest(one, told)) for one in sentences]
    duties = all(_duties(one) <= _duties(its) for one, its in pairs)
    negations = all(_denials(one) == _denials(its) for one, its in pairs)
    return Fidelity(numbers, duties, negations)


def verbatim(statement: str, source: str) -> bool:
    """Whether each sentence and item of a statement stands in a source word for word, with nothing such as
    "do not" left out before it; never of an empty one."""
    whole, sentences = _plain(source), [one for one in _sentences(statement) if one]
    return bool(sentences) and all(_stands(one, whole) for one in sentences)


def _plain(text: str) -> str:
    return re.sub(r"[^\S\n]+", " ", text.casefold().replace("’", "'").replace("‑", "-"))


def _stands(sentence: str, whole: str) -> bool:
    """Whether a sentence is a quote that leaves out no word before it, such as "do not"."""
    return bool(re.search(rf"(?:^|[^\w\s,])\s*{re.escape(sentence)}(?!\w)", whole, re.MULTILINE))


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text, plain; divided before that, since capitals tell where one begins."""
    for line in text.split("\n"):
        bare = line.strip(" -•–")
        yield from (_plain(bare[start:end]).strip() for start, end in sentence_spans(bare))


def _quantities(text: str) -> set[tuple[str, str]]:
    """Each number with its unit, "" where it has none."""
    found = set()
    for number, qualified, unit, percent in _QUANTITY.findall(text):
        named = "%" if percent else " ".join(filter(None, (qualified, unit)))
        found.add((_NUMBER_OF.get(number, number.replace(",", "")), named))
    return found


def _is_told(quantity: tuple[str, str], told: set[tuple[str, str]]) -> bool:
    number, unit = quantity
    return quantity in told or (not unit and any(number == other for other, _ in told))


def _denials(text: str) -> tuple[bool, bool]:
    """Whether a text denies anything, and whether it does so an odd number of times."""
    count = len(_NEGATION.findall(text))
    return count > 0, count % 2 == 1


def _duties(text: str) -> set[str]:
    return {name for name, pattern in _DUTY.items() if pattern.search(text)}


def _nearest(sentence: str, told: Sequence[str]) -> str:
    """The sentence of some that shares most words with one, its force and its numbers left out."""
    wanted = _words(sentence)
    return max(told, key=lambda one: _likeness(wanted, _words(one)), default="")


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", _FORCE.sub(" ", text)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
