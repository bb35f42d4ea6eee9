"""``safeguide library verify``, ``rebuild``, ``backup`` and ``restore``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

import assistant
from assistant.cli.adding import embedding_progress
from assistant.cli.noting import noted
from assistant.cli.terminal import visible
from assistant.people.audit import Action
from ingest import pipeline, spreading
from ingest.library import checks, upkeep


def verify(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what is wrong.")] = False,
) -> None:
    """Check that the library is whole, and repair what can be made from its own record.

    Checked are its database, each document's passages, the keyword index, the vectors and their embedding
    model, and whether the files that documents were added from have changed since.

    Example: `safeguide library verify`
    """
    library = assistant.open().library
    if not library.stores.exists:
        typer.echo(f"The library in {library.home} is empty. Add to it: safeguide library add PATH")
        return
    found = []
    with Console(stderr=True).status("Checking …") as status:
        for finding in checks.verify(library, not dry_run, lambda what: status.update(f"Checking {what} …")):
            found.append(finding)
            typer.secho(visible(finding.problem), fg="yellow" if finding.repaired else "red")
            typer.echo(visible("  Repaired." if finding.repaired else f"  {finding.advice}"))
    if not found:
        typer.echo(f"The library is whole: {len(library.documents())} documents, {library.size()} passages.")
    if any(not finding.repaired for finding in found):
        raise typer.Exit(1)


def rebuild(
    ray: Annotated[
        str,
        typer.Option(
            metavar="HOST:PORT|local",
            help="Spread the work over a Ray cluster, or over processes of this machine.",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Embed again what was embedded with another model than the one in use.

    It goes document by document and can be stopped: run it again and it goes on. Until it is done the library
    answers no questions.

    Example: `SAFEGUIDE_EMBEDDING_MODEL=/srv/models/other safeguide library rebuild`
    """
    opened = assistant.open()
    ids = opened.library.to_rebuild()
    if not ids:
        typer.echo(f"Every document was embedded with {opened.embedder.fingerprint}: nothing is to be done.")
        return
    paths = {one.id: Path(one.path) for one in opened.library.documents()}
    noted(Action.REBUILT, f"{len(ids)} documents")
    embed = partial(spreading.rebuild, address=ray) if ray else pipeline.rebuild
    again = f"safeguide library rebuild{f' --ray {ray}' if ray else ''}"
    with embedding_progress([paths[id_] for id_ in ids], again) as (report, advance):
        for _ in embed(opened.library, opened.embedder, report):
            advance()
    typer.echo(f"Embedded {len(ids)} documents again with {opened.embedder.fingerprint}.")


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write.", show_default=False)],
) -> None:
    """Write the whole library into one file, and read it back to see that it is all there.

    It holds everything but the files that documents were added from, and restoring it embeds nothing.

    Example: `safeguide library backup guidance-2026-11-26.safeguide`
    """
    library = assistant.open().library
    with _rows_progress("Backing up") as advance:
        upkeep.backup(library, file, advance)
    megabytes = file.stat().st_size / 2**20
    typer.echo(visible(f"Backed up {len(library.documents())} documents to {file} ({megabytes:.1f} MB)."))


def restore(
    file: Annotated[Path, typer.Argument(help="What `library backup` wrote.", show_default=False)],
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of what the library holds, which is backed up.")
    ] = False,
) -> None:
    """Put what a backup holds into the library, all of it or nothing.

    Example: `safeguide library restore guidance-2026-11-26.safeguide`
    """
    library = assistant.open().library
    with _rows_progress("Restoring") as advance:
        kept = upkeep.restore(library, file, replace=replace, advance=advance)
    noted(Action.RESTORED, file.name)
    if kept:
        typer.echo(visible(f"What was held before is in {kept}."))
    typer.echo(visible(f"Restored {len(library.documents())} documents from {file}."))


@contextmanager
def _rows_progress(doing: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
