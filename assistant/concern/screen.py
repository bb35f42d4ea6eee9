"""Whether a message says that somebody may be at risk now, or that whoever writes is in distress or danger.

No word decides: policy, training and reviews are full of frightening ones, and people in trouble use plain
ones. A linear classifier reads the meaning of the message, as two layers of the embedding model have it,
and cues of tense, person, presence and time (data/live_concern.yaml). The embedding model is made to find
texts on a subject, and so hardly tells "a pupil told me" from "if a pupil tells you"; low-rank changes to
its upper layers make it do so (E. J. Hu et al. 2022, LoRA: low-rank adaptation of large language models,
ICLR). All of it is learnt from labelled messages, as ``python -m eval.screening --fit`` does. When in doubt
it says yes: a panel that nobody needed costs less than the want of one that somebody did.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from assistant.learnt import learnt
from assistant.wordings import held as listed_in
from ingest.embedding import Embedder

LAYERS = (4, 6)
"""Of the embedding model, whose means are read: how a thing is said, and what it is about."""
MOST_WORDS = 90
"""Of one reading; a longer message is read in parts, since a worry may stand in one sentence of many."""
MOST_PARTS = 4
"""Of one message; of a longer one, those with the most cues are read."""
IN_DOUBT = 0.04
"""The probability from which on a message that has no concern as a whole is read again by sentences; one that
was read in parts always is."""
CLEAR = 0.93
"""The probability at which a sentence by itself tells of one: nearly the highest that was learnt."""
MOST_SENTENCES = 16
_FEWEST_WORDS = 4
"""Words of a sentence that can tell of a concern by itself."""
_SMALL_TALK = 4
"""Words, at most, of a message that may be none."""
_CUES_COUNTED = 2
"""A cue that comes more often counts no more."""

Features = npt.NDArray[np.float64]


class Concern(StrEnum):
    """What a message seems to be about."""

    NONE = "none"
    SOMEONE = "someone"
    WRITER = "writer"


@dataclass(frozen=True, slots=True)
class Fit:
    """What was learnt.

    Attributes:
        reader: the embedding model with what was learnt added to it.
        live: the weights over ``features`` of there being a concern, the intercept first.
        writer: those of its being about whoever writes, if there is one, the intercept first.
        threshold: the probability from which on there is a concern.
    """

    reader: Embedder
    live: Features
    writer: Features
    threshold: float


@dataclass(frozen=True, slots=True)
class Screening:
    """How likely a message is about a live concern, and about whom.

    Attributes:
        live: the probability that somebody may be at risk now or the writer is in distress.
        writer: that it is the writer, if there is one.
        threshold: from which probability on there is a concern.
    """

    live: float
    writer: float
    threshold: float

    @property
    def concern(self) -> Concern:
        """What follows from that."""
        if self.live < self.threshold:
            return Concern.NONE
        return Concern.WRITER if self.writer >= 0.5 else Concern.SOMEONE


class ConcernScreen:
    """Screens messages with the packaged embedding model, whatever model the library uses.

    Args:
        fit: the weights; by default those of data/live_concern.safetensors.
    """

    def __init__(self, fit: Fit | None = None) -> None:
        self._given = fit

    @cached_property
    def _fit(self) -> Fit:
        return self._given or fitted()

    def __call__(self, text: str) -> Screening:
        """Screen a message: the most worrying of its parts decides; where that leaves it in doubt, a sentence
        that tells of a concern by itself does, whatever stands beside it."""
        parts = [] if is_small_talk(text) else parts_of(text)
        if not parts:
            return Screening(0.0, 0.0, self._fit.threshold)
        read = max(self._read(parts), key=_live)
        doubtful = read.live >= IN_DOUBT or len(parts) > 1
        if doubtful and read.live < self._fit.threshold:
            alone = self._read([one for one in _telling(text) if one not in parts])
            worst = max(alone, key=_live, default=read)
            if worst.live >= CLEAR:
                return worst
        return read

    def _read(self, texts: Sequence[str]) -> list[Screening]:
        live, writer = self._fit.live, self._fit.writer
        return [
            Screening(_probability(live, row), _probability(writer, row), self._fit.threshold)
            for row in features(self._fit.reader, texts)
        ]


def features(reader: Embedder, texts: Sequence[str]) -> Features:
    """What the classifiers read of short texts, shape (texts, features): the means of the layers, of length
    one, and the cues."""
    if not texts:
        return np.empty((0, 0))
    layers = reader.embed_layers(texts, LAYERS).reshape(len(texts), -1)
    return np.concatenate([layers, np.stack([cues(text) for text in texts])], axis=1).astype(np.float64)


def cues(text: str) -> Features:
    """How often each group of cues is in a text, at most twice, from 0 to 1."""
    plain = " ".join(text.casefold().replace("’", "'").split())
    found = [min(len(pattern.findall(plain)), _CUES_COUNTED) for pattern in _cue_patterns().values()]
    return np.array(found, dtype=np.float64) / _CUES_COUNTED


def is_small_talk(text: str) -> bool:
    """Whether a message is a few words to a machine ("hello", "password reset please"), of which nothing can
    be told."""
    found = dict(zip(_cue_patterns(), cues(text), strict=True))
    machine = found.pop("machines and greetings")
    return machine > 0 and not any(found.values()) and len(text.split()) <= _SMALL_TALK


def parts_of(text: str) -> list[str]:
    """The stretches of a message that are read, sentences kept whole where they are not endless."""
    sentences = list(_sentences(text))
    parts: list[str] = []
    for sentence in sentences:
        if parts and len(parts[-1].split()) + len(sentence.split()) <= MOST_WORDS:
            parts[-1] = f"{parts[-1]} {sentence}"
        else:
            parts.append(sentence)
    if len(parts) <= MOST_PARTS:
        return parts
    told = sorted(range(len(parts)), key=lambda at: -float(cues(parts[at]).sum()))[:MOST_PARTS]
    return [parts[at] for at in sorted(told)]


def _telling(text: str) -> list[str]:
    """The sentences of a message that can tell of a concern by themselves, those with the most cues first."""
    sentences = [one for one in _sentences(text) if len(one.split()) >= _FEWEST_WORDS]
    different = dict.fromkeys(sentences)
    return sorted(different, key=lambda one: -float(cues(one).sum()))[:MOST_SENTENCES]


def _sentences(text: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text.strip()):
        words = sentence.split()
        for start in range(0, len(words), MOST_WORDS):
            yield " ".join(words[start : start + MOST_WORDS])


def _live(read: Screening) -> float:
    return read.live


def _probability(weights: Features, row: Features) -> float:
    return float(1 / (1 + np.exp(-(weights[0] + weights[1:] @ row))))


@cache
def _cue_patterns() -> dict[str, re.Pattern[str]]:
    """The cues of each group as one expression; "…" stands for up to three words."""
    return {
        name: re.compile(rf"(?<!\w)(?:{'|'.join(map(_cue, listed))})(?!\w)")
        for name, listed in listed_in("live_concern").items()
    }


def _cue(phrase: str) -> str:
    return r" (?:[\w'-]+ ){0,3}".join(re.escape(part.strip()) for part in str(phrase).casefold().split("…"))


@cache
def fitted() -> Fit:
    """What data/live_concern.safetensors holds."""
    held = learnt("live_concern")
    live, writer = (held.vectors[name].double().numpy() for name in ("live", "writer"))
    return Fit(held.model, live, writer, json.loads(held.told["threshold"]))
