"""How long ingesting, asking and starting take: ``python -m eval.benchmarks.speed``."""

import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer

from assistant import Assistant
from assistant.settings import Settings
from eval.benchmarks.measuring import seconds
from eval.commands import (
    DocumentsFolder,
    QuestionsFile,
    ResultsFile,
    command_line,
    console,
    keep,
    print_table,
    recipe,
    run,
)
from eval.metrics import percentile
from eval.questions import EvaluationError, Question, read_questions
from ingest import pipeline
from ingest.documents import Passage
from ingest.embedding import EmbeddedPassage, Embedder, Vectors
from ingest.finding import find_files
from ingest.library import Library

COLD_RUNS = 3

app = command_line("benchmarks.speed")


class TimedEmbedder(Embedder):
    """An embedder that knows how many seconds it has spent on passages."""

    seconds = 0.0

    def embed_passages(
        self,
        passages: Sequence[Passage],
        done: Callable[[int], None] = lambda count: None,
        known: Mapping[str, Vectors] = MappingProxyType({}),
    ) -> Iterator[EmbeddedPassage]:
        """As ``Embedder.embed_passages``; only the time inside it counts, not what its caller takes."""
        inside = super().embed_passages(passages, done, known)
        while True:
            started = time.perf_counter()
            one = next(inside, None)
            self.seconds += time.perf_counter() - started
            if one is None:
                return
            yield one


@dataclass(frozen=True, slots=True)
class Ingest:
    """How long adding the documents took.

    Attributes:
        documents, pages, passages: how many there are; pages of those that have any.
        loading: seconds to load the model, before the rest.
        whole: seconds to read, cut, embed and store.
        embedding: seconds of those spent on embedding.
    """

    documents: int
    pages: int
    passages: int
    loading: float
    whole: float
    embedding: float

    @property
    def ratio(self) -> float:
        """Whole against embedding alone: 1 if all else were free; 0 if nothing was embedded."""
        return self.whole / self.embedding if self.embedding else 0.0

    @property
    def passages_per_second(self) -> float:
        """Of the whole ingest; 0 of nothing."""
        return self.passages / self.whole if self.whole else 0.0

    def as_dict(self) -> dict[str, float]:
        """The figures as plain values for JSON."""
        return asdict(self) | {"ratio": self.ratio, "passages_per_second": self.passages_per_second}


def time_ingest(documents: Path, home: Path) -> tuple[Assistant, Ingest]:
    """Add documents to a fresh library.

    Raises:
        EvaluationError: none of them could be added.
    """
    embedder = TimedEmbedder(Settings(home=home).embedding_model)
    asked = Assistant(Library(home, embedder.fingerprint), embedder)
    loading = seconds(lambda: embedder.window)
    files = find_files([documents])
    whole = seconds(lambda: list(pipeline.add_files(asked.library, embedder, files)))
    held = asked.library.documents()
    if not held:
        raise EvaluationError(f"No document in {documents} could be added")
    pages = sum(one.pages or 0 for one in held)
    return asked, Ingest(len(held), pages, asked.library.size(), loading, whole, embedder.seconds)


def time_questions(asked: Assistant, questions: Sequence[Question], rounds: int) -> dict[str, list[float]]:
    """Ask every question several times, the model loaded and the stores open.

    Returns:
        Milliseconds of every answer: "whole", and by stage.
    """
    asked.warm_up()
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for question in questions:
            started = time.perf_counter()
            asked.retriever.forget()
            answer = asked.ask(question.question)
            times["whole"].append((time.perf_counter() - started) * 1000)
            for stage, milliseconds in answer.timings.items():
                times[stage].append(milliseconds)
    return dict(times)


def time_cold_start(command: str, question: str, home: Path) -> list[float]:
    """Seconds of ``safeguide ask`` or ``safeguide search`` from a shell, each time in a new process.

    Raises:
        EvaluationError: the command failed.
    """

    def start() -> None:
        done = subprocess.run(  # noqa: S603 - no shell, and this interpreter
            [sys.executable, "-m", "assistant.cli", command, question],
            env=os.environ | {"SAFEGUIDE_HOME": str(home)},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise EvaluationError(f"safeguide {command}: {done.stderr.decode(errors='replace').strip()}")

    return [seconds(start) for _ in range(COLD_RUNS)]


@app.command()
def speed(
    context: typer.Context,
    documents: DocumentsFolder,
    questions: QuestionsFile,
    rounds: Annotated[int, typer.Option(min=1, help="How many times to ask each question.")] = 3,
    results: ResultsFile = None,
) -> None:
    """Time a whole ingest, warm answers by stage, and cold starts of the command line.

    Needs the machine to itself. The library goes into a temporary folder.

    Example: `python -m eval.benchmarks.speed --documents guidance/ --questions questions.jsonl`
    """
    asking = read_questions(questions)
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="safeguide-speed-", ignore_cleanup_errors=True) as temporary:
        home = Path(temporary)
        with console.status("Reading documents …"):
            asked, ingest = time_ingest(documents, home)
        _print_ingest(ingest)
        made_with = recipe(context, asked)
        try:  # what took minutes to measure is kept even if a later part fails
            told["ingest"] = ingest.as_dict()
            with console.status("Asking …"):
                times = time_questions(asked, asking, rounds)
            told["warm_ms"] = {stage: _spread(values) for stage, values in times.items()}
            _print_warm(times)
            with console.status("Starting …"):
                cold = {name: time_cold_start(name, asking[0].question, home) for name in ("ask", "search")}
            told["cold_seconds"] = cold
            _print_cold(cold)
        finally:
            keep(results, made_with, told)


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {"p50": percentile(values, 50), "p95": percentile(values, 95), "max": max(values, default=0.0)}


def _print_ingest(ingest: Ingest) -> None:
    rows: list[tuple[str, object]] = [
        ("documents", ingest.documents),
        ("pages", ingest.pages),
        ("passages", ingest.passages),
        ("loading the model, seconds", f"{ingest.loading:.1f}"),
        ("whole ingest, seconds", f"{ingest.whole:.1f}"),
        ("embedding alone, seconds", f"{ingest.embedding:.1f}"),
        ("whole ÷ embedding", f"{ingest.ratio:.2f}"),
        ("passages per second", f"{ingest.passages_per_second:.1f}"),
    ]
    print_table("Ingest", ("", "Value"), rows)


def _print_warm(times: dict[str, list[float]]) -> None:
    rows = [
        (stage, *(f"{value:.1f}" for value in _spread(values).values())) for stage, values in times.items()
    ]
    title = f"Warm answers, milliseconds ({len(times['whole'])} answers)"
    print_table(title, ("Stage", "p50", "p95", "Max"), rows)


def _print_cold(cold: dict[str, list[float]]) -> None:
    rows = [(f"safeguide {name}", *(f"{seconds:.2f}" for seconds in runs)) for name, runs in cold.items()]
    heads = ("Command", *(f"Run {number}" for number in range(1, COLD_RUNS + 1)))
    print_table("Cold start, seconds", heads, rows)


if __name__ == "__main__":
    run(app)
