"""How likely each word of a text belongs to a private person's name, by all that stands around it.

One pass of the packaged embedding model with what was learnt for it (``python -m eval.naming``): what is
known of a word by itself (``marks``) is added to the vectors of its tokens, and a linear layer reads its
first token and the marks again. So a name on a list is known by itself, one on none by what is said of it,
and one that is a word besides by both.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from assistant.learnt import learnt
from assistant.privacy.words import Word
from ingest.embedding import Worded

Rows = npt.NDArray[np.float32]

MOST_TOKENS = 190
"""Of one reading: a longer text is read in stretches of sentences, as long as those that were learnt from."""
_BEFORE = 24
"""Characters before a stretch that are read with it where they are no words: "(", "14 "."""


def marks(word: Word) -> list[bool]:
    """What is known of a word by itself: how it is written, and what lists and dictionary say of it."""
    upper = word.text[0].isupper()
    return [
        word.capital,
        upper and word.first,
        word.acronym or word.loud,
        word.given,
        word.surname,
        word.ordinary,
        word.foreign,
        word.owns,
    ]


def likelihoods(text: str, words: Sequence[Word]) -> Rows:
    """The probability that each word of a text belongs to a private person's name, shape (words,).

    Args:
        text: the text.
        words: those of it, in order.
    """
    if not words:
        return np.empty(0, dtype=np.float32)
    names = learnt("names")
    held = names.vectors
    known = np.array([marks(word) for word in words], dtype=np.float32)
    added = known @ held["marks"].numpy()
    starts = [*(word.start for word in words), len(text)]
    tokens = names.model.count_tokens([text[at:end] for at, end in pairwise(starts)])
    worded = [_worded(text, words, added, *span) for span in stretches(words, tokens)]
    rows = np.concatenate(names.model.embed_words(worded))
    head = held["head"].numpy()
    logits = head[0] + np.concatenate([rows, known], axis=1) @ head[1:]
    likely: Rows = 1 / (1 + np.exp(-logits))
    return likely


def stretches(words: Sequence[Word], tokens: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first word of each stretch and the one after its last: as many whole sentences as may be.

    Args:
        words: of a text.
        tokens: of each with what stands behind it.
    """
    start = 0
    while start < len(words):
        held = np.cumsum(tokens[start : start + MOST_TOKENS])
        end = start + max(1, int(np.searchsorted(held, MOST_TOKENS, side="right")))
        if end < len(words):
            end = next((at for at in range(end, start, -1) if words[at].first), end)
        yield start, end
        start = end


def _worded(text: str, words: Sequence[Word], added: Rows, start: int, end: int) -> Worded:
    before = max(words[start].start - _BEFORE, words[start - 1].end if start else 0)
    after = words[end].start if end < len(words) else len(text)
    places = [(word.start - before, word.end - before) for word in words[start:end]]
    return Worded(text[before:after], np.array(places), added[start:end])
