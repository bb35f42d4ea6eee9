"""What several people who ask at once wait for: ``python -m eval.benchmarks.load``."""

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

import assistant
from assistant.web.guard import AT_ONCE
from eval.benchmarks import usual
from eval.benchmarks.measuring import Memory, in_new_process, memory, seconds, sizes_of
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
from eval.questions import EvaluationError, read_questions
from ingest import pipeline
from ingest.finding import find_files

Ask = Callable[[str], object]

app = command_line("benchmarks.load")


@dataclass(frozen=True, slots=True)
class Load:
    """What so many people at once waited for.

    Attributes:
        people: each asks its next question when it has the answer to the one before.
        p50, p95: milliseconds from asking to the whole answer, those of waiting for others among them.
        per_second: answers, of all people together.
        memory: of the process that answered.
    """

    people: int
    p50: float
    p95: float
    per_second: float
    memory: Memory


def at_once(ask: Ask, questions: Sequence[str], people: int, each: int) -> Load:
    """Have people ask at the same time, each ``each`` questions, no two beginning with the same one; as on
    the page ``AT_ONCE`` are answered together and the others wait, first come, first served."""

    def one(person: int) -> list[float]:
        asked = (questions[(person + turn) % len(questions)] for turn in range(each))
        return [seconds(partial(in_turn, question)) * 1000 for question in asked]

    def in_turn(question: str) -> None:
        serving.submit(ask, question).result()

    started = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as serving, ThreadPoolExecutor(people) as threads:
        took = [waited for waits in threads.map(one, range(people)) for waited in waits]
    spent = time.perf_counter() - started
    return Load(people, percentile(took, 50), percentile(took, 95), len(took) / spent, memory())


def ours(
    files: Sequence[Path], home: Path, questions: Sequence[str], people: Sequence[int], each: int
) -> dict[str, list[Load]]:
    """Our search and our whole answers, over a library of some files.

    Raises:
        EvaluationError: no file could be added.
    """
    asked = assistant.open(home)
    list(pipeline.add_files(asked.library, asked.embedder, files))
    if not asked.library.size():
        raise EvaluationError("No document could be added")
    asked.warm_up()

    def anew(ask: Ask) -> Ask:
        """Asks as the first who does."""

        def asking(question: str) -> object:
            asked.retriever.forget()
            return ask(question)

        return asking

    return _loads({"search": anew(asked.search), "answer": anew(asked.ask)}, questions, people, each)


def the_usual(
    files: Sequence[Path], folder: Path, questions: Sequence[str], people: Sequence[int], each: int
) -> dict[str, list[Load]]:
    """The usual way's search over the same files; answers of its own it has none without a model."""
    return _loads({"search": usual.search_in(files, folder)}, questions, people, each)


def _loads(
    ways: Mapping[str, Ask], questions: Sequence[str], people: Sequence[int], each: int
) -> dict[str, list[Load]]:
    for ask in ways.values():
        at_once(ask, questions, 1, len(questions))  # untimed: what is read once has been read
    return {name: [at_once(ask, questions, count, each) for count in people] for name, ask in ways.items()}


@app.command()
def load(
    context: typer.Context,
    documents: DocumentsFolder,
    questions: QuestionsFile,
    people: Annotated[str, typer.Option(help="How many at once, with commas between.")] = "1,5,25",
    each: Annotated[int, typer.Option(min=1, help="Questions that each of them asks.")] = 8,
    results: ResultsFile = None,
) -> None:
    """Time answers while several people ask at once, beside the usual way's search over the same documents.

    Everybody asks one process, two at a time, as on the page. Needs the machine to itself, and
    `pip install '.[benchmark]'`.

    Example: `python -m eval.benchmarks.load --documents guidance/ --questions questions.jsonl`
    """
    counts = sizes_of(people)
    asking = [one.question for one in read_questions(questions)]
    files = usual.loadable(find_files([documents]))
    with tempfile.TemporaryDirectory(prefix="safeguide-load-", ignore_cleanup_errors=True) as temporary:
        with console.status("The usual way …"):
            theirs = in_new_process(the_usual, files, Path(temporary) / "usual", asking, counts, each)
        with console.status("Ours …"):
            own = in_new_process(ours, files, Path(temporary) / "ours", asking, counts, each)
    _print(own, theirs)
    told = {"ours": _plain(own), "usual": _plain(theirs), "ratios": ratios(own, theirs)}
    keep(results, recipe(context), told)


def ratios(own: Mapping[str, Sequence[Load]], theirs: Mapping[str, Sequence[Load]]) -> dict[str, float]:
    """Ours against the usual search: how long the middle one waits, and memory with the most people."""
    found: dict[str, float] = {}
    for name, loads in own.items():
        for load, usual_load in zip(loads, theirs["search"], strict=True):
            people = "1 person" if load.people == 1 else f"{load.people} people"
            found[f"{name} p50, {people}"] = load.p50 / usual_load.p50
    found["memory"] = own["answer"][-1].memory.now / theirs["search"][-1].memory.now
    return found


def _plain(loads: Mapping[str, Sequence[Load]]) -> dict[str, Any]:
    return {name: {str(one.people): asdict(one) for one in some} for name, some in loads.items()}


def _print(own: Mapping[str, Sequence[Load]], theirs: Mapping[str, Sequence[Load]]) -> None:
    sides = [("our search", own["search"]), ("our answer", own["answer"]), ("usual search", theirs["search"])]
    rows = [
        (name, one.people, *(f"{value:,.1f}" for value in (one.p50, one.p95, one.per_second, one.memory.now)))
        for name, loads in sides
        for one in loads
    ]
    heads = ("", "People", "p50, ms", "p95, ms", "A second", "Memory, MiB")
    print_table("People who ask at once", heads, rows)


if __name__ == "__main__":
    run(app)
