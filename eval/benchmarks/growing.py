"""Growing a library of made-up documents to a size, and what it is like at that size.

Each function is to run in a process of its own, so that none measures the memory of another.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

import assistant
from assistant.asking import Asking
from assistant.retrieval import CANDIDATES, TODAY
from eval.benchmarks import usual as usual_way
from eval.benchmarks.measuring import Memory, memory, seconds
from eval.benchmarks.synthetic import PASSAGES, Made, Maker
from eval.metrics import percentile
from eval.questions import EvaluationError
from ingest import pipeline
from ingest.finding import find_files
from ingest.library import Library

_UNTIMED = 10
"""Questions that are asked first, so that what is read once has been read."""
_TOLD_EVERY = 20
"""Documents between two lines on progress."""

Spread = dict[str, float]


@dataclass(frozen=True, slots=True)
class Growth:
    """How fast a library grew to a size.

    Attributes:
        documents: how many it holds.
        stored: passages stored for it in this run, which are fewer than it grew by if a run was cut off.
        per_second: passages stored in a second; making them up does not count.
        last_per_second: the same, of the last tenth of the documents stored.
        memory: of the process that stored them.
    """

    documents: int
    stored: int
    per_second: float
    last_per_second: float
    memory: Memory


@dataclass(frozen=True, slots=True)
class Searches:
    """How long searches take once all is loaded.

    Attributes:
        milliseconds: p50 and p95 of a whole search, and of what it asks of the library: the nearest passages
            among all and among documents in force, and those of the latter that match words.
        memory: of the process that searched.
    """

    milliseconds: dict[str, Spread]
    memory: Memory


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual store, holding what a library holds.

    Attributes:
        per_second: texts stored in a second, of those that it did not hold before.
        milliseconds: p50 and p95 of a search.
        memory: of the process that stored and searched.
    """

    per_second: float
    milliseconds: Spread
    memory: Memory


def read_real(documents: Path, home: Path, questions: int) -> list[str]:
    """Add real documents to the library that made-up ones are modelled on; those held cost nothing.

    Returns:
        Questions to search with: sentences of theirs.

    Raises:
        EvaluationError: no document could be added.
    """
    real = assistant.open(home)
    files = find_files([documents])
    for number, result in enumerate(pipeline.add_files(real.library, real.embedder, files), start=1):
        _tell(f"{number} of {len(files)} real documents: {result.path.name} {result.outcome}")
    if not real.library.size():
        raise EvaluationError(f"No document in {documents} could be added")
    return Maker(real.library).questions(questions + _UNTIMED)


def size_of(home: Path) -> int:
    """How many passages a library holds."""
    return assistant.open(home).library.size()


def grow(real: Path, home: Path, size: int) -> Growth:
    """Add made-up documents to a library, from where it stands, until it holds so many passages."""
    maker = Maker(assistant.open(real).library)
    library = assistant.open(home).library
    number, held = len(library.documents()), library.size()
    spent: list[tuple[int, float]] = []
    while held < size:
        made = maker.document(number, min(PASSAGES, size - held))
        spent.append((len(made.passages), _store(library, made)))
        number, held = number + 1, held + len(made.passages)
        if number % _TOLD_EVERY == 0:
            _tell(f"{held:,} of {size:,} passages, {rate(spent[-_TOLD_EVERY:]):,.0f} a second")
    last = spent[-max(1, len(spent) // 10) :]
    return Growth(number, sum(count for count, _ in spent), rate(spent), rate(last), memory())


def rate(spent: Sequence[tuple[int, float]]) -> float:
    """Passages in a second, from how many took how long; 0 of nothing."""
    whole = sum(lasted for _, lasted in spent)
    return sum(count for count, _ in spent) / whole if whole else 0.0


def search(home: Path, questions: Sequence[str]) -> Searches:
    """Search a library for each question; the first few are not timed."""
    asked = assistant.open(home)
    asked.warm_up()
    library, retriever = asked.library, asked.retriever
    held = library.documents()
    without = {one.id for one in held} - {one.id for one in TODAY.choose(held)}
    times: dict[str, list[float]] = defaultdict(list)

    def timed(name: str, work: Callable[[], object]) -> None:
        times[name].append(seconds(work) * 1000)

    def ask(question: str) -> None:
        asked.retriever.forget()
        timed("search", lambda: asked.search(question))
        query = retriever.query(Asking(question))
        words = list(query.weights)
        timed("nearest", lambda: library.nearest(query.vector, CANDIDATES))
        timed("nearest in force", lambda: library.nearest(query.vector, CANDIDATES, without))
        timed("matching in force", lambda: library.matching(words, CANDIDATES, without))

    for question in questions:
        ask(question)
    return Searches({name: spread(some[_UNTIMED:]) for name, some in times.items()}, memory())


def usual(home: Path, folder: Path, questions: Sequence[str]) -> Usual:
    """Bring the usual store up to what a library holds, in the same order, and search it for questions."""
    library, store = assistant.open(home).library, usual_way.Store(folder)
    spent = []
    held = store.size()
    for document in sorted(library.documents(), key=lambda one: one.path):
        passages = library.passages_of(document.id)
        if held >= len(passages):
            held -= len(passages)
            continue
        vectors = library.vectors([one.id for one in passages])
        texts, whole = [one.text for one in passages], np.stack([vectors[one.id].whole for one in passages])
        spent.append((len(texts), seconds(partial(store.add, texts, whole))))
    find = store.search()
    took = [seconds(partial(find, question)) * 1000 for question in questions]
    return Usual(rate(spent), spread(took[_UNTIMED:]), memory())


def spread(values: Sequence[float]) -> Spread:
    """The middle and the slow end of some times."""
    return {"p50": percentile(values, 50), "p95": percentile(values, 95)}


def disk(home: Path) -> dict[str, int]:
    """The bytes of a library's files: of SQL with what SQLite has yet to fold in, and of vectors."""
    files = [path for path in home.rglob("*") if path.is_file()]
    sql = sum(path.stat().st_size for path in files if path.name.startswith("library.sqlite"))
    return {"sql": sql, "vectors": sum(path.stat().st_size for path in files) - sql}


def _store(library: Library, made: Made) -> float:
    started = time.perf_counter()
    library.add(made.document, made.blocks, made.passages, made.embedded)
    return time.perf_counter() - started


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
