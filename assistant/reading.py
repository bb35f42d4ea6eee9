"""Passages read with the question beside them: whether one answers it, and which of its sentences does.

A vector is made of a text before anybody asks; what is read here is read for this question, which tells more
and takes longer, so only the first of what a search found is. One pass of the packaged model over question
and passage, with what was learnt for it (``python -m eval.learning reader``), gives both figures: the
passage's from the first token and the mean of all, a sentence's from the mean of its own.

Source: R. Nogueira, K. Cho (2019), Passage re-ranking with BERT; the sentences' figures are ours.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.learnt import learnt
from ingest.documents import Passage
from ingest.embedding import Pair

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


Reads = Callable[[str, Sequence[Passage]], list[Reading]]
"""What each of some passages says to a question."""


def readings(question: str, passages: Sequence[Passage]) -> list[Reading]:
    """What each of some passages says to a question; by the packaged model, whatever the library's is."""
    pairs = learnt("reader").model.embed_pairs(question, [shown(one) for one in passages])
    return [_judged(one, pair) for one, pair in zip(passages, pairs, strict=True)]


def _judged(passage: Passage, pair: Pair) -> Reading:
    whole = np.concatenate([pair.first, pair.vectors.mean(axis=0)])
    own = sentence_tokens(passage, pair.spans, pair.second)
    means = [pair.vectors[tokens].mean(axis=0) for tokens in own]
    sentences = _logits("sentence", np.array(means)) if means else np.zeros(0)
    return Reading(float(_logits("passage", whole)), sentences)


def shown(passage: Passage) -> str:
    """A passage as it is read: below its innermost heading and its lead-in."""
    return _above(passage) + passage.text[passage.body :]


def _above(passage: Passage) -> str:
    heading = passage.heading_path[-1] if passage.heading_path else ""
    return "".join(f"{part}\n" for part in (heading, passage.lead_in) if part)


def sentence_tokens(
    passage: Passage, spans: npt.NDArray[np.int64], second: npt.NDArray[np.bool_]
) -> Iterator[npt.NDArray[np.bool_]]:
    """Which tokens are of each sentence of a passage that was read after a question, shape (tokens,); the
    first of the passage for a sentence that is carried above it, the last of all for one cut off.

    Args:
        passage: what was read.
        spans: where each token stands in its own text, shape (tokens, 2).
        second: which are of the passage, shape (tokens,).
    """
    moved = len(_above(passage)) - passage.body
    for one in passage.sentences:
        within = (spans[:, 0] < one.end + moved) & (spans[:, 1] > one.start + moved) & second
        carried = one.end <= passage.body
        if carried or not within.any():
            within = np.arange(len(spans)) == (int(np.argmax(second)) if carried else len(spans) - 1)
        yield within


def _logits(name: str, vectors: npt.NDArray[np.float32]) -> Scores:
    weights = learnt("reader").vectors[name].numpy()
    logits: Scores = vectors @ weights[1:] + weights[0]
    return logits
