"""What is measured of a statement and the sentences it rests on, for the calibrated probability."""

import math
import re
from typing import NamedTuple

from assistant.grounding.alignment import Alignment
from assistant.grounding.evidence import Evidence
from assistant.grounding.people import nations, people
from assistant.grounding.quantities import GROWN
from assistant.grounding.text import Text, read
from assistant.words import guidance_terms, stems


class Measures(NamedTuple):
    """One number for each signal.

    Attributes:
        contained: the share of the statement's weight whose very words stand in the sentences.
        second: the same in the two best of them.
        names: names of the statement that do not stand there, at most 3, as a share of 3.
        figures: numbers in digits that do not.
        nowhere: the share of those in digits that stand in no sentence at all.
        meant: how like the missing words are to those there, 0 to 1, by weight; 1 where none is missing.
        unmeant: the share of its weight that is neither there nor meant.
        kin: how like the whole is to the best sentence.
        back: how much of the best sentence the statement takes up.
        length: the logarithm of its telling words.
    """

    contained: float
    second: float
    names: float
    figures: float
    nowhere: float
    meant: float
    unmeant: float
    kin: float
    back: float
    length: float


_COUNTED = 3
_MAJORITY = "18"
"""Of whoever is no child any more."""
_FIGURE = re.compile(r"\d[\d,.]*")


def measures(claim: Text, aligned: Alignment, source: Evidence) -> Measures:
    """Measure a statement against the sentences that it was aligned with."""
    missing = [at for at in range(len(claim.telling)) if not aligned.present[at]]
    weights = [word.weight for word in claim.telling]
    lost = sum(weights[at] for at in missing)
    meant = sum(weights[at] * aligned.like[at] for at in missing) / lost if lost else 1.0
    figures, nowhere = _figures_missing(claim, source)
    contained = 1 - lost / claim.weight if claim.weight else 1.0
    return Measures(
        contained=contained,
        second=sum(aligned.gains[:2]),
        names=min(len(missing_names(claim, source)), _COUNTED) / _COUNTED,
        figures=figures,
        nowhere=nowhere,
        meant=float(meant),
        unmeant=(1 - contained) * (1 - float(meant)),
        kin=aligned.kin,
        back=aligned.back,
        length=math.log1p(len(weights)),
    )


def missing_names(claim: Text, source: Evidence) -> list[str]:
    """Words written like names that neither the sentences nor what stands above them have, nor what they are
    short for; people, bodies and nations have a check of their own."""
    held = source.whole.stems | read(source.above).stems
    checked = [(one.start, one.end) for one in (*people(claim.text), *nations(claim.text))]
    return [
        word.plain
        for word in claim.words
        if word.named
        and word.tells
        and word.end - word.start > 1
        and word.stem not in held
        and not any(start <= word.start < end for start, end in checked)
        and not _stands_for(claim.text[word.start : word.end], source, held)
    ]


def _stands_for(name: str, source: Evidence, held: frozenset[str]) -> bool:
    """Whether a name is short for words of the source: "ECHR", "SEND"."""
    if name.isupper() and name.casefold() in _initials(source.whole):
        return True
    return any(stems(term) <= held for term in guidance_terms(name))


def _initials(text: Text) -> str:
    """The first letters of the telling words, in a row."""
    return "".join(word.plain[0] for word in text.words if word.tells)


def _figures_missing(claim: Text, source: Evidence) -> tuple[float, float]:
    """How many numbers in digits stand not in the sentences, and the share of those that stand nowhere."""
    said = _figures(claim.text) - ({_MAJORITY} if source.whole.stems & GROWN else set())
    nowhere = said - _figures(f"{source.around} {source.above}")
    missing = said - _figures(f"{source.whole.text} {source.above}")
    return float(len(missing)), len(nowhere) / len(said) if said else 0.0


def _figures(text: str) -> set[str]:
    return {match[0].replace(",", "").rstrip(".") for match in _FIGURE.finditer(text)}
