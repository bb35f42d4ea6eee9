"""Our ingest beside the usual pipeline, in one run: ``python -m eval.benchmarks.ingest``."""

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.settings import Settings
from eval.benchmarks import ours, usual
from eval.benchmarks.measuring import Memory, benchmark_extra, in_new_process
from eval.benchmarks.ours import PORTIONS, Ours
from eval.benchmarks.usual import Usual
from eval.commands import (
    DocumentsFolder,
    ResultsFile,
    command_line,
    console,
    keep,
    print_table,
    recipe,
    run,
)
from eval.metrics import percentile
from eval.questions import EvaluationError
from ingest.embedding import Embedder
from ingest.finding import find_files
from ingest.models import PACKAGED_MODEL
from ingest.reading import digest_of

app = command_line("benchmarks.ingest")


@dataclass(slots=True)
class Rounds:
    """What every round measured of either side; each figure is the median of its rounds."""

    usual: list[Usual] = field(default_factory=list)
    ours: list[Ours] = field(default_factory=list)

    @property
    def words(self) -> int:
        """In the documents as we read them: what both speeds are of."""
        return self.ours[0].words

    def of_usual(self, name: str) -> float:
        """A figure of the usual way."""
        return percentile([getattr(one, name) for one in self.usual], 50)

    def of_ours(self, name: str) -> float:
        """A figure of our ingest."""
        return percentile([getattr(one, name) for one in self.ours], 50)

    @property
    def ratio(self) -> float:
        """Our words per second against the usual."""
        return self.of_usual("whole") / self.of_ours("whole")

    @property
    def over_embedding(self) -> float:
        """Our whole ingest against embedding alone: 1 if all else were free."""
        return self.of_ours("whole") / self.of_ours("embedding")

    @property
    def share_again(self) -> float:
        """Seconds of adding the same files again against those of the first time."""
        return self.of_ours("again") / self.of_ours("whole")

    def as_dict(self) -> dict[str, Any]:
        """The figures as plain values for JSON."""
        return {
            "words": self.words,
            "usual": [asdict(one) for one in self.usual],
            "ours": [asdict(one) for one in self.ours],
            "usual_words_per_second": self.words / self.of_usual("whole"),
            "our_words_per_second": self.words / self.of_ours("whole"),
            "ratio": self.ratio,
            "ratios": {"words per second": self.ratio},
            "whole_over_embedding": self.over_embedding,
            "share_again": self.share_again,
        }


@app.command()
def ingest(
    context: typer.Context,
    documents: DocumentsFolder,
    rounds: Annotated[int, typer.Option(min=1, help="How many times each side is measured.")] = 1,
    results: ResultsFile = None,
) -> None:
    """Time our ingest and the usual pipeline over the same documents, and watch the memory of ours.

    The usual pipeline is LangChain's loaders, splitter, embeddings and Chroma with the same model. Each side
    runs in a process of its own, in turns. Both count the same words: those of our reading. Needs the
    machine to itself, and `pip install '.[benchmark]'`.

    Example: `python -m eval.benchmarks.ingest --documents guidance/ --rounds 3 --json ingest.json`
    """
    if Settings().embedding_model != PACKAGED_MODEL:
        raise EvaluationError("Both sides use the packaged model: leave SAFEGUIDE_EMBEDDING_MODEL unset")
    files = _files(documents)
    with benchmark_extra():
        packages = {name: version(name) for name in usual.PACKAGES}
    made_with = recipe(context) | {
        "model": Embedder().fingerprint,
        "documents": {file.name: digest_of(file) for file in files},
        "packages": packages,
    }
    measured = Rounds()
    with tempfile.TemporaryDirectory(prefix="safeguide-ingest-", ignore_cleanup_errors=True) as temporary:
        for number in range(rounds):
            _round(measured, files, Path(temporary) / str(number), ours_first=number % 2 == 1)
        _print_sides(measured)
        _print_ours(measured)
        told = measured.as_dict()
        try:  # what took minutes to measure is kept even if the last part fails
            with console.status(f"Watching memory over {PORTIONS} documents …"):
                watched = _watch(Path(temporary) / "0")
            _print_memory(watched)
            told["peak_memory_mib"] = {number: one.peak for number, one in watched.items()}
        finally:
            keep(results, made_with, told)


def _files(documents: Path) -> list[Path]:
    found = find_files([documents])
    files = usual.loadable(found)
    if len(files) < len(found):
        others = ", ".join(file.name for file in found if file not in files)
        console.print(f"Left out, being of kinds that the usual way does not load: {others}", markup=False)
    return files


def _round(measured: Rounds, files: Sequence[Path], folder: Path, *, ours_first: bool) -> None:
    """Measure both sides once, each in a process of its own."""
    folder.mkdir()

    def measure_usual() -> None:
        (folder / "usual").mkdir()
        with console.status("The usual way …"):
            measured.usual.append(in_new_process(usual.ingest, files, folder / "usual"))

    def measure_ours() -> None:
        (folder / "ours").mkdir()
        with console.status("Ours …"):
            measured.ours.append(in_new_process(ours.ingest, files, folder / "ours"))

    sides = [measure_usual, measure_ours]
    for measure in reversed(sides) if ours_first else sides:
        measure()


def _watch(folder: Path) -> dict[int, Memory]:
    files = find_files([folder / "ours" / "portions"])
    return in_new_process(ours.watch_memory, files, folder)


def _print_sides(measured: Rounds) -> None:
    def row(name: str, figure: str, form: str) -> tuple[str, str, str]:
        return name, format(measured.of_usual(figure), form), format(measured.of_ours(figure), form)

    speeds = (measured.words / whole for whole in (measured.of_usual("whole"), measured.of_ours("whole")))
    rows: list[tuple[object, ...]] = [
        row("words as it reads them", "words", ",.0f"),
        ("chunks or passages", f"{measured.usual[0].chunks:,}", f"{measured.ours[0].passages:,}"),
        row("whole, seconds", "whole", ".1f"),
        ("words per second", *(f"{speed:,.0f}" for speed in speeds)),
        ("times the usual", "1.00", f"{measured.ratio:.2f}"),
    ]
    print_table(
        f"Ingest of {measured.words:,} words, rounds: {len(measured.ours)}", ("", "Usual", "Ours"), rows
    )


def _print_ours(measured: Rounds) -> None:
    rows: list[tuple[str, object]] = [
        ("usual: loading and cutting, seconds", f"{measured.of_usual('reading'):.1f}"),
        ("ours: embedding alone, seconds", f"{measured.of_ours('embedding'):.1f}"),
        ("ours: whole ÷ embedding", f"{measured.over_embedding:.2f}"),
        ("ours: adding the same again, seconds", f"{measured.of_ours('again'):.2f}"),
        ("ours: of the first time", f"{measured.share_again:.2%}"),
        (
            f"ours: removing the largest ({measured.ours[0].removed:,} passages), seconds",
            f"{measured.of_ours('removing'):.2f}",
        ),
    ]
    print_table("Parts", ("", "Value"), rows)


def _print_memory(watched: dict[int, Memory]) -> None:
    rows: list[tuple[str, object]] = [
        (f"after {number} documents", f"{one.peak:,.0f}") for number, one in watched.items()
    ]
    first, *_, last = watched.values()
    rows.append(("growth", f"{last.peak - first.peak:,.0f}"))
    print_table("Peak memory of our ingest, MiB", ("", "Value"), rows)


if __name__ == "__main__":
    run(app)
