"""Ingests that are killed: ``python nursery.py FOLDER TIMES SEED``.

One process loads the model and forks a child for each ingest, so that fifty of them do not load it fifty
times. Each child adds real files to one library, in another order and another text each time, and is killed
(SIGKILL) at a random moment. Another child then opens the library and checks that it is whole.
"""

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import chromadb  # noqa: F401 - loaded before the fork, so that no child need load it
import numpy as np
import torch

from ingest import pipeline
from ingest.embedding import Embedder
from ingest.library import Library, checks, vectors
from ingest.library.queries import ids_and_documents, whole_vectors

DOCUMENTS = 4
SECTIONS = 12


def write_documents(folder: Path, chosen: random.Random) -> list[Path]:
    """Some policies, each in one of two texts, in random order."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"policy-{number}.md" for number in range(DOCUMENTS)]
    for number, path in enumerate(paths):
        days = chosen.choice((10, 15))
        sections = (
            f"## Part {part}\n\nThe lead must ring visit team {number} within {days + part} working days.\n"
            for part in range(SECTIONS)
        )
        path.write_text(f"# Policy {number}\n\n" + "\n".join(sections))
    chosen.shuffle(paths)
    return paths


def in_child(work: Callable[[], None]) -> int:
    """Start work in a child; it ends with 0, or 1 and a traceback."""
    if child := os.fork():
        return child
    try:
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def ingest(home: Path, embedder: Embedder, paths: list[Path]) -> None:
    """Add files, as the command does."""
    results = list(pipeline.add_files(Library(home, embedder.fingerprint), embedder, paths))
    assert not [result for result in results if result.outcome == "failed"], results


def check(home: Path, embedder: Embedder, *, complete: bool) -> None:
    """The library opens and holds whole documents only, and its stores agree."""
    library = Library(home, embedder.fingerprint)
    documents = library.documents()
    for document in documents:
        passages = library.passages_of(document.id)
        assert len(passages) == library.counts()[document.id] > SECTIONS / 4
        assert library.vectors([one.id for one in passages]).keys() == {one.id for one in passages}
        assert any("visit" in one.text for one in passages)
    assert len({document.path for document in documents}) == len(documents) <= DOCUMENTS
    if documents:
        _agree(library)
    found = [one.problem for one in checks.verify(library, repair=False)]
    assert not [problem for problem in found if "has changed since it was added" not in problem], found
    if complete:
        assert len(documents) == DOCUMENTS


def _agree(library: Library) -> None:
    """Before anything is repaired: Chroma has just the vectors that SQL has, and they are found."""
    stores = library.stores
    wanted = ids_and_documents(stores.engine, stores.fingerprint)
    with stores.index() as index:
        assert {id_ for batch in index.ids() for id_ in batch} == wanted.keys()
        for id_, vector in whole_vectors(stores.engine, list(wanted)).items():
            np.testing.assert_allclose(index.stored([id_])[id_], vector, atol=1e-3)
            assert index.nearest(vector, 1)[0][2] > 0.999


def main(folder: Path, times: int, seed: int) -> None:
    """Ingest and kill so many times, check after each, then finish."""
    chosen = random.Random(seed)  # noqa: S311 - no secret
    torch.set_num_threads(1)  # so that there are no threads when it forks
    vectors.SYNC_LEAST = 10  # so that Chroma writes its files within each ingest, and is killed at it too
    embedder = Embedder()
    assert embedder.window
    started = time.monotonic()
    first = in_child(lambda: ingest(folder / "timed", embedder, write_documents(folder / "files", chosen)))
    assert os.waitpid(first, 0)[1] == 0
    longest = time.monotonic() - started
    home, killed = folder / "home", 0
    while killed < times:
        paths = write_documents(folder / "files", chosen)
        child = in_child(lambda paths=paths: ingest(home, embedder, paths))
        time.sleep(chosen.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        assert os.waitpid(in_child(lambda: check(home, embedder, complete=False)), 0)[1] == 0
    assert os.waitpid(in_child(lambda: ingest(home, embedder, paths)), 0)[1] == 0
    assert os.waitpid(in_child(lambda: check(home, embedder, complete=True)), 0)[1] == 0


if __name__ == "__main__":
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
