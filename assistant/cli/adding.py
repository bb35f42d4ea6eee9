"""How far an addition is, how fast it goes, how to go on with it when it is stopped, and which quizzes cite
words that it has changed."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from assistant.cli.terminal import shown, visible
from assistant.settings import Settings
from ingest import pipeline
from ingest.documents import GuidanceDocument
from ingest.errors import IngestError
from ingest.library import Library

Report = Callable[[pipeline.Progress], None]


@contextmanager
def embedding_progress(paths: Sequence[Path], again: str) -> Iterator[tuple[Report, Callable[[], None]]]:
    """Show how far the documents of some files are: how many, passages a second, and the time left.

    The bar is drawn by the files' sizes, since nobody knows how many passages are in one before it is read.

    Args:
        paths: the files, in the order in which they are done.
        again: the command that goes on where this one was stopped.

    Yields:
        What an ingest reports to, and what is to be called after each file.
    """
    pace = _Pace(paths)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=120) as bar:
        task = bar.add_task("Reading", total=pace.total, count=f"0/{len(paths)}", rate="")

        def report(progress: pipeline.Progress) -> None:
            bar.update(task, description=shown(progress.path.name[:40]), rate=pace.rate(progress))
            bar.update(task, completed=pace.reached(progress))

        def advance() -> None:
            pace.done += 1
            bar.update(task, completed=pace.reached(None), count=f"{pace.done}/{len(paths)}")

        try:
            yield report, advance
        except KeyboardInterrupt:
            bar.stop()
            typer.echo(
                f"\nStopped. {pace.done} of {len(paths)} documents are done, and what is in the library is "
                f"whole. To go on: {again}",
                err=True,
            )
            raise


def say_touched(library: Library, replaced: Sequence[GuidanceDocument]) -> None:
    """Say which quizzes that are kept cite words which have changed; nothing where none does.

    Args:
        library: the library as it is now.
        replaced: the documents that others took the place of, or whose text was replaced, as they were.
    """
    if not replaced:
        return
    from assistant.quiz.staleness import touched
    from assistant.quiz.store import opened

    try:
        found = touched(library, opened(Settings()), replaced)
    except IngestError as error:  # what was added is in, whatever became of the quizzes
        typer.secho(visible(f"Whether quizzes cite it could not be told: {error}"), fg="yellow", err=True)
        return
    if found:
        named = ", ".join(f"{one.title or one.id} ({one.id})" for one in found)
        cite = "1 quiz cites" if len(found) == 1 else f"{len(found)} quizzes cite"
        told = f"{cite} words that changed: {named}. See: safeguide quiz check {found[0].id}"
        typer.secho(visible(told), fg="yellow")


class _Pace:
    """Sizes of the files that are done, and passages embedded since the first."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._sizes = [_size(path) for path in paths]
        self.total = sum(self._sizes)
        self.done = 0
        self._embedded = 0
        self._before = 0
        self._started = 0.0

    def reached(self, progress: pipeline.Progress | None) -> float:
        """Bytes that are done, of the file at work by its passages."""
        whole = float(sum(self._sizes[: self.done]))
        if progress is None or not progress.total or self.done >= len(self._sizes):
            return whole
        return whole + self._sizes[self.done] * progress.done / progress.total

    def rate(self, progress: pipeline.Progress) -> str:
        """Passages a second, over all that were embedded."""
        now = time.monotonic()
        self._started = self._started or now
        self._embedded += max(progress.done - self._before, 0)
        self._before = progress.done
        seconds = now - self._started
        return f", {self._embedded / seconds:.0f} passages/s" if self._embedded and seconds > 1 else ""


def _size(path: Path) -> int:
    try:
        return max(path.stat().st_size, 1)
    except OSError:
        return 1
