"""Reads the best passages again, each together with the question: a CrossEncoder of sentence-transformers.

It orders them in the place of the small one that comes with Safeguide (reading.py), whose figures for
sentences stay in use; it is switched on by naming one whose weights are at hand.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.reading import shown
from ingest.documents import Passage
from ingest.errors import LibraryError

Scores = npt.NDArray[np.float64]


class Reranker:
    """A cross-encoder, loaded at first use.

    Args:
        name: a folder with its weights, or a model's name in the local cache.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def scores(self, question: str, passages: Sequence[Passage]) -> Scores:
        """How well each passage answers a question, shape (passages,): logits, comparable within a question.

        Raises:
            LibraryError: there is no such model.
        """
        if not passages:
            return np.zeros(0)
        pairs = [(question, shown(passage)) for passage in passages]
        return np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float64)

    @cached_property
    def _model(self) -> Any:
        import torch
        from sentence_transformers import CrossEncoder

        try:
            return CrossEncoder(self.name, device="cpu", activation_fn=torch.nn.Identity(), num_labels=1)
        except (OSError, ValueError) as error:
            raise LibraryError(
                f"The reranker {self.name!r} cannot be loaded ({error}). Set SAFEGUIDE_RERANKER to a folder "
                "that holds a sentence-transformers CrossEncoder, or leave it empty to do without."
            ) from error
