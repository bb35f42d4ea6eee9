"""Passages read with the question beside them: whether one answers it, and which of its sentences does.

A vector is made of a text before anybody asks; what is read here is read for this question, which tells more
and takes longer, so only the first of what a search found is. One pass of the packaged model over question
and passage, with what was learnt for it (``python -m eval.learning reader``), gives both figures: the
passage's from the first token and the mean of all, a sentence's from the mean of its own.

Source: R. Nogueira, K. Cho (2019), Passage re-ranking with BERT; the sentences' figures are ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from assistant.learnt import learnt
from ingest.documents import Passage
from ingest.embedding import Embedder, Pair
from ingest.models import PACKAGED_MODEL

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of one passage.

    Attributes:
        passage: how well it answers, a logit against its not answering: above 0 it does rather than not.
        sentences: how well each of its sentences does, shape (sentences,): logits, comparable within it.
    """

    passage: float
    sentences: Scores

    def chances(self) -> Scores:
        """The logarithm of the chance that the passage answers and each sentence is the one of it that does,
        shape (sentences,)."""
        if not len(self.sentences):
            return self.sentences
        chances: Scores = (
            self.sentences - np.logaddexp.reduce(self.sentences) - np.logaddexp(0, -self.passage)
        )
        return chances


class Reader:
    """Reads with the packaged embedding model, whatever model the library uses.

    Args:
        embedder: used if it is of the packaged model, so that one model is loaded and not two.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._packaged = embedder if embedder.name == PACKAGED_MODEL else Embedder()

    @cached_property
    def _model(self) -> Embedder:
        return self._packaged.adapted(learnt("reader").changes)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """What each of some passages says to a question."""
        pairs = self._model.embed_pairs(question, [shown(one) for one in passages])
        return [self._judged(one, pair) for one, pair in zip(passages, pairs, strict=True)]

    def _judged(self, passage: Passage, pair: Pair) -> Reading:
        whole = np.concatenate([pair.first, pair.vectors.mean(axis=0)])
        means = [_mean(pair, start, end) for start, end in _sentences(passage)]
        sentences = _logits("sentence", np.array(means)) if means else np.zeros(0)
        return Reading(float(_logits("passage", whole)), sentences)


def shown(passage: Passage) -> str:
    """A passage as it is read: below its innermost heading and its lead-in."""
    return _above(passage) + passage.text[passage.body :]


def _above(passage: Passage) -> str:
    heading = passage.heading_path[-1] if passage.heading_path else ""
    return "".join(f"{part}\n" for part in (heading, passage.lead_in) if part)


def _sentences(passage: Passage) -> list[tuple[int, int]]:
    """Where each sentence stands in what is shown; one of what is carried above, at its start."""
    moved = len(_above(passage)) - passage.body
    return [
        (one.start + moved, one.end + moved) if one.end > passage.body else (0, 0)
        for one in passage.sentences
    ]


def _mean(pair: Pair, start: int, end: int) -> npt.NDArray[np.float32]:
    """The mean of the tokens of a stretch of what was read; the first or the last where it has none of it."""
    within = (pair.spans[:, 0] < end) & (pair.spans[:, 1] > start) & pair.second
    if not within.any():
        within[-1 if end else int(np.argmax(pair.second))] = True
    mean: npt.NDArray[np.float32] = pair.vectors[within].mean(axis=0)
    return mean


def _logits(name: str, vectors: npt.NDArray[np.float32]) -> Scores:
    weights = learnt("reader").vectors[name].numpy()
    logits: Scores = vectors @ weights[1:] + weights[0]
    return logits
