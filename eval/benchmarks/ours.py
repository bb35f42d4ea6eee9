"""Our ingest, to be compared with the usual way, and what it costs to go on with a library."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import assistant
from eval.benchmarks.measuring import Memory, memory, seconds
from eval.printed import words
from eval.questions import EvaluationError
from ingest import pipeline
from ingest.embedding import Embedder
from ingest.library import Library
from ingest.pipeline import Outcome

PORTIONS = 100
"""Documents that memory is watched over."""
_MOST_LINES = 100
"""Of one of those documents, which is then as long as a long web page."""
_WATCHED = (10, PORTIONS)

_SMALL = "# Bells\n\nThe bell must be rung twice before a visitor comes in.\n"


@dataclass(frozen=True, slots=True)
class Ours:
    """What our ingest made of the documents; all times are seconds.

    Attributes:
        words: in the documents as we read them.
        passages: how many they were cut into.
        whole: to read, cut, embed and store.
        embedding: to embed those passages again with nothing else to do.
        again: to add the folder again unchanged.
        removing: to take out the document with the most passages.
        removed: how many passages that has.
    """

    words: int
    passages: int
    whole: float
    embedding: float
    again: float
    removing: float
    removed: int


def ingest(files: Sequence[Path], folder: Path) -> Ours:
    """Add files to a new library in a folder, add them again, and take out the largest; the model is loaded,
    and has been used, before the clock starts. Their text is left in ``folder / "portions"``.

    Raises:
        EvaluationError: a file cannot be read.
    """
    embedder = _warm(folder)
    library = assistant.open(folder / "home").library
    whole = seconds(lambda: _add(library, embedder, files))
    counts = library.counts()
    texts = [library.text(id_) for id_ in counts]
    passages = [passage for id_ in counts for passage in library.passages_of(id_)]
    embedding = seconds(lambda: list(embedder.embed_passages(passages)))
    again = seconds(lambda: _add(library, embedder, files))
    largest = max(counts, key=lambda id_: counts[id_])
    removing = seconds(lambda: pipeline.remove_documents(library, [largest]))
    write_portions(texts, folder / "portions")
    counted = sum(words(text).total() for text in texts)
    return Ours(counted, len(passages), whole, embedding, again, removing, counts[largest])


def watch_memory(files: Sequence[Path], folder: Path) -> dict[int, Memory]:
    """The memory of this process after some of the files have been added to a new library, by how many."""
    embedder = _warm(folder)
    library = assistant.open(folder / "watched").library
    results = pipeline.add_files(library, embedder, files)
    return {number: memory() for number, _ in enumerate(results, start=1) if number in _WATCHED}


def write_portions(texts: Sequence[str], folder: Path) -> None:
    """Deal the lines of some documents out to ``PORTIONS`` Markdown files of as many lines each, in order.

    Raises:
        EvaluationError: there are fewer lines than files.
    """
    lines = [line for text in texts for line in text.split("\n")]
    each = min(len(lines) // PORTIONS, _MOST_LINES)
    if not each:
        raise EvaluationError(f"The documents have fewer than {PORTIONS} lines: take longer ones")
    folder.mkdir()
    for number in range(PORTIONS):
        part = lines[number * each : (number + 1) * each]
        text = "\n\n".join([f"# Part {number + 1}", *part])
        (folder / f"part-{number + 1:03}.md").write_text(text + "\n", encoding="utf-8")


def _warm(folder: Path) -> Embedder:
    """An embedder that has served to add a small document to a library of its own."""
    small = folder / "small.md"
    small.write_text(_SMALL, encoding="utf-8")
    asked = assistant.open(folder / "warm")
    _add(asked.library, asked.embedder, [small])
    return asked.embedder


def _add(library: Library, embedder: Embedder, files: Sequence[Path]) -> None:
    for result in pipeline.add_files(library, embedder, files):
        if result.outcome is Outcome.FAILED:
            raise EvaluationError(f"{'; '.join(result.messages)} Leave it out.")
