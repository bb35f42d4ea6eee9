"""Which sentences a statement rests on: the few that together have most of its words, or words like them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.grounding.likeness import Likeness, Meaning, Scores, nearest
from assistant.grounding.text import Text

MOST = 4
"""Sentences that a statement may rest on."""
LOOKED_AT = 12
"""Sentences that are compared by meaning; of many, those that share most words."""
LEAST = 0.04
"""Share of a statement's weight that a further sentence must add."""
_FEW = 3
"""Words of the shortest sentence that is known to be quoted whole."""
_LIKE = 0.3
"""What a word that is only like one of the statement's counts for, at most."""


@dataclass(frozen=True)
class Alignment:
    """What a statement rests on.

    Attributes:
        places: the chosen sentences, the best first.
        whole: the best of them, and those that the statement has to the letter.
        gains: the share of the statement's weight that each adds by its very words.
        present: which of the statement's telling words stand in them.
        like: how like each is to the nearest word of theirs, 0 to 1.
        kin: how like the whole statement is to the best of them, -1 to 1.
        back: how much of the best sentence the statement takes up, 0 to 1, by meaning.
        taken_up: the same of some words of that sentence.
    """

    places: tuple[int, ...]
    whole: tuple[int, ...]
    gains: tuple[float, ...]
    present: npt.NDArray[np.bool_]
    like: Scores
    kin: float
    back: float
    taken_up: Callable[[Text], float] = lambda words: 0.0


def align(claim: Text, sentences: Sequence[Text], likeness: Likeness, bare: Sequence[Text] = ()) -> Alignment:
    """Choose greedily the sentences that a statement rests on.

    Args:
        claim: the statement.
        sentences: each with what leads into it.
        likeness: gives their meanings.
        bare: the same without; the same ones if none are given.
    """
    own_words = bare or sentences
    weights = np.array([word.weight for word in claim.telling])
    held = np.array([[word.stem in one.stems for word in claim.telling] for one in sentences], dtype=bool)
    held = held.reshape(len(sentences), len(weights))
    shares = held @ weights / (weights.sum() or 1.0)
    looked = np.argsort(-shares, kind="stable")[:LOOKED_AT]
    own, *meanings = likeness.meanings([claim, *(sentences[place] for place in looked)])
    alike = np.array([nearest(own, one) for one in meanings]).reshape(len(looked), len(weights))
    kin = np.array([float(own.whole @ one.whole) for one in meanings])
    cover = np.maximum(held[looked], _LIKE * alike)
    quoted = [at for at, place in enumerate(looked) if _quoted_whole(claim, own_words[place])]
    chosen = _chosen(cover, weights, shares[looked] + kin, quoted)
    places = tuple(int(looked[at]) for at in chosen)
    present, gains = np.zeros(len(weights), dtype=bool), []
    for place in places:
        gains.append(float(weights[held[place] & ~present].sum() / (weights.sum() or 1.0)))
        present |= held[place]
    best = chosen[0]
    return Alignment(
        places,
        tuple(place for at, place in enumerate(places) if not at or _quoted_whole(claim, own_words[place])),
        tuple(gains),
        present,
        alike[chosen].max(axis=0),
        float(kin[best]),
        _back(own, meanings[best], None),
        lambda words: _back(own, meanings[best], words),
    )


def _chosen(cover: Scores, weights: Scores, fit: Scores, quoted: Sequence[int]) -> list[int]:
    """Places of the rows that together cover most weight, the one that fits best by itself first; those that
    are quoted whole are among them."""
    best = int(np.argmax(fit))
    chosen = [best, *(at for at in quoted if at != best)][:MOST]
    while len(chosen) < min(MOST, len(cover)):
        gains = (np.maximum(cover, cover[chosen].max(axis=0)) - cover[chosen].max(axis=0)) @ weights
        best = int(np.argmax(gains))
        if gains[best] <= LEAST * weights.sum():
            break
        chosen.append(best)
    return chosen


def _back(own: Meaning, best: Meaning, only: Text | None) -> float:
    """How much of the best sentence, or of some of its words, a statement takes up by meaning."""
    wanted = [only is None or word.stem in only.stems for word in best.text.telling]
    weights = np.array([word.weight for word in best.text.telling]) * wanted
    return float(nearest(best, own) @ weights / weights.sum()) if weights.sum() else 0.0


def _quoted_whole(claim: Text, sentence: Text) -> bool:
    """Whether a statement has all of a sentence, to the letter."""
    return len(sentence.words) >= _FEW and _letters(sentence.text) in _letters(claim.text)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
