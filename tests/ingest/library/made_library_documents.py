"""Documents made for tests of the library."""

from collections.abc import Sequence

import numpy as np

from ingest.documents import Block, BlockKind, GuidanceDocument, Metadata
from ingest.embedding import EmbeddedPassage
from ingest.library import Library
from ingest.passages import cut_passages, document_text

SIZE = 16


def unit_vectors(count: int, seed: int = 0, size: int = SIZE) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class Made:
    """A document of one passage for each text, with vectors of its own."""

    def __init__(self, name: str, *texts: str, seed: int = 0, size: int = SIZE) -> None:
        self.blocks = [
            block
            for at, text in enumerate(texts)
            for block in (
                Block(BlockKind.HEADING, f"Part {at}", 1),
                Block(BlockKind.PARAGRAPH, text, number="2."),
            )
        ]
        digits = name.encode().hex().ljust(64, "0")
        told = Metadata(title=name, edition="2026", nation="england")
        self.document = GuidanceDocument(digits[:16], digits, f"/{name}.md", told, pages=7)
        self.text = document_text(self.blocks)
        self.passages = cut_passages(
            self.blocks, self.document, lambda found: [len(t.split()) for t in found], 200
        )
        vectors = unit_vectors(2 * len(texts), seed, size)
        self.embedded = [
            EmbeddedPassage(w, s[None]) for w, s in zip(vectors[::2], vectors[1::2], strict=True)
        ]

    @property
    def ids(self) -> list[str]:
        return [passage.id for passage in self.passages]

    def put(self, library: Library, replaces: Sequence[str] = ()) -> None:
        library.add(self.document, self.blocks, self.passages, self.embedded, replaces)


def reopened(library: Library, fingerprint: str = "") -> Library:
    """The same library, opened by somebody else, or with another model."""
    stores = library.stores
    address = getattr(stores._chroma, "_address", "")
    return Library(library.home, fingerprint or stores.fingerprint, stores._database, address)
