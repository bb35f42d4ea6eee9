"""What was learnt beside the packaged embedding model: low-rank changes to its weights, and what reads it.

Each file of data/*.safetensors holds two narrow matrices for every layer that is changed, ``NAME.up`` and
``NAME.down``, whose product is added to the layer's weight, and a few vectors under names of their own.

Source: E. J. Hu, Y. Shen, P. Wallis, Z. Allen-Zhu, Y. Li, S. Wang, L. Wang, W. Chen (2022), LoRA: low-rank
adaptation of large language models, ICLR.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from ingest.embedding import Embedder

DATA = Path(str(files("assistant"))) / "data"


@dataclass(frozen=True)
class Learnt:
    """What a file holds.

    Attributes:
        narrow: the two matrices of each layer that is changed, by its name in the embedding model.
        vectors: its other tensors in single precision, by their names.
        told: what is said of it, such as a threshold.
    """

    narrow: Mapping[str, tuple[Any, Any]]
    vectors: Mapping[str, Any]
    told: Mapping[str, str]

    @cached_property
    def model(self) -> Embedder:
        """The packaged embedding model with the changes."""
        return Embedder().adapted({name: up @ down for name, (up, down) in self.narrow.items()})


@cache
def learnt(name: str) -> Learnt:
    """What the file ``data/NAME.safetensors`` holds."""
    return read(DATA / f"{name}.safetensors")


def read(path: Path) -> Learnt:
    """What a file holds."""
    from safetensors import safe_open

    with safe_open(str(path), framework="pt") as file:
        tensors = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118 - no mapping
        told = dict(file.metadata() or {})
    layers = [name.removesuffix(".up") for name in tensors if name.endswith(".up")]
    narrow = {one: (tensors.pop(f"{one}.up"), tensors.pop(f"{one}.down")) for one in layers}
    return Learnt(narrow, tensors, told)
