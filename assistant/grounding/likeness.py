"""Words that mean the same: each word's vector where it stands, from the library's embedding model."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from assistant.grounding.text import Text, read
from ingest.embedding import EmbeddedTokens, Embedder

Vectors = npt.NDArray[np.float32]
Scores = npt.NDArray[np.float64]
KEPT = 600
"""Texts whose vectors are kept, about 20 kB each: the passages of the last few answers."""


@dataclass(frozen=True)
class Meaning:
    """A text's telling words, each stem once, with their unit vectors, shape (words, dimensions)."""

    text: Text
    vectors: Vectors

    @cached_property
    def whole(self) -> Vectors:
        """Their mean by weight, a unit vector; zeros where no word tells anything."""
        weights = np.array([word.weight for word in self.text.telling], dtype=np.float32)
        mean = weights @ self.vectors if len(weights) else np.zeros(self.vectors.shape[1], dtype=np.float32)
        return np.asarray(mean / (np.linalg.norm(mean) or 1.0), dtype=np.float32)


class Likeness:
    """Gives the meanings of texts; those of the last ones are kept.

    Args:
        embedder: the library's.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._of = lru_cache(maxsize=KEPT)(self._computed)

    def meanings(self, texts: Sequence[Text]) -> list[Meaning]:
        """The meanings of some texts, in order."""
        return [self._of(one.text) for one in texts]

    def _computed(self, text: str) -> Meaning:
        return _meaning(read(text), self._embedder.embed_tokens(text))


def _meaning(text: Text, tokens: EmbeddedTokens) -> Meaning:
    """A word's vector is the mean of those of its tokens; zeros for what was cut off."""
    starts, ends = tokens.spans[:, 0], tokens.spans[:, 1]
    rows = []
    for word in text.telling:
        own = tokens.vectors[(starts < word.end) & (ends > word.start)]
        mean = own.mean(axis=0) if len(own) else np.zeros(tokens.vectors.shape[1], dtype=np.float32)
        rows.append(mean / (np.linalg.norm(mean) or 1.0))
    return Meaning(text, np.array(rows, dtype=np.float32).reshape(len(rows), tokens.vectors.shape[1]))


def nearest(ours: Meaning, theirs: Meaning) -> Scores:
    """For each of our words the likeness, 0 to 1, of the word of theirs that is most like it."""
    if not len(ours.vectors) or not len(theirs.vectors):
        return np.zeros(len(ours.vectors))
    found: Scores = np.clip((ours.vectors @ theirs.vectors.T).max(axis=1), 0, 1).astype(np.float64)
    return found
