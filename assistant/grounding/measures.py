"""What is measured of a statement and the sentences it rests on, for the calibrated probability."""

import math
from typing import NamedTuple

from assistant.grounding.alignment import Alignment
from assistant.grounding.evidence import Evidence
from assistant.grounding.quantities import Quantity, quantities
from assistant.grounding.text import Text, read
from assistant.words import guidance_terms, stems


class Measures(NamedTuple):
    """One number for each signal.

    Attributes:
        contained: the share of the statement's weight whose very words stand in the sentences.
        second: the same in the two best of them.
        names: names of the statement that do not stand there, at most 3, as a share of 3.
        numbers: quantities that do not, likewise.
        absent: the heaviest missing word's weight, by 10.
        meant: how like the missing words are to those there, 0 to 1, by weight; 1 where none is missing.
        unmeant: the share of its weight that is neither there nor meant.
        kin: how like the whole is to the best sentence.
        back: how much of the best sentence the statement takes up.
        length: the logarithm of its telling words.
    """

    contained: float
    second: float
    names: float
    numbers: float
    absent: float
    meant: float
    unmeant: float
    kin: float
    back: float
    length: float


_COUNTED = 3


def measures(claim: Text, aligned: Alignment, source: Evidence) -> Measures:
    """Measure a statement against the sentences that it was aligned with."""
    missing = [at for at in range(len(claim.telling)) if not aligned.present[at]]
    weights = [word.weight for word in claim.telling]
    lost = sum(weights[at] for at in missing)
    meant = sum(weights[at] * aligned.like[at] for at in missing) / lost if lost else 1.0
    contained = 1 - lost / claim.weight if claim.weight else 1.0
    return Measures(
        contained=contained,
        second=sum(aligned.gains[:2]),
        names=min(len(missing_names(claim, source)), _COUNTED) / _COUNTED,
        numbers=min(len(_missing_numbers(claim, source)), _COUNTED) / _COUNTED,
        absent=max((weights[at] for at in missing), default=0.0) / 10,
        meant=float(meant),
        unmeant=(1 - contained) * (1 - float(meant)),
        kin=aligned.kin,
        back=aligned.back,
        length=math.log1p(len(weights)),
    )


def missing_names(claim: Text, source: Evidence) -> list[str]:
    """Words written like names that neither the sentences nor what stands above them have, nor what they are
    short for."""
    held = source.whole.stems | read(source.above).stems
    lost = (word for word in claim.words if word.named and word.tells and word.stem not in held)
    return [word.plain for word in lost if not _stands_for(claim.text[word.start : word.end], held)]


def _stands_for(name: str, held: frozenset[str]) -> bool:
    return any(stems(term) <= held for term in guidance_terms(name))


def _missing_numbers(claim: Text, source: Evidence) -> list[Quantity]:
    held = {one.value for one in (*quantities(source.whole.text), *quantities(source.above))}
    return [one for one in quantities(claim.text) if one.value not in held and one.value[0] not in ("at once", "soon")]
