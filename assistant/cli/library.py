"""``safeguide library``: add, list, show, remove, starter."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

import assistant
from assistant.cli.showing import show
from assistant.cli.terminal import shown, visible
from assistant.gaps import counted, summary
from ingest import pipeline
from ingest.pipeline import Outcome, Result

app = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")
app.command()(show)


@app.command()
def add(
    paths: Annotated[
        list[Path], typer.Argument(help="Files, or folders of them, to add.", show_default=False)
    ],
) -> None:
    """Read documents into the library: PDF, HTML, DOCX, ODT, PPTX, Markdown and plain text.

    What is held already and has not changed costs nothing. A file that cannot be read is named, with what to
    do about it, and the rest go in.

    Example: `safeguide library add guidance/ policy.docx`
    """
    files = pipeline.find_files(paths)
    if not files:
        typer.echo("There are no files in what you named.")
        raise typer.Exit(1)
    results = _add_with_progress(files)
    _print_results(results)
    if any(result.outcome is Outcome.FAILED for result in results):
        raise typer.Exit(1)


@app.command()
def starter() -> None:
    """Add the practice notes that come with Safeguide: short summaries for trying it out."""
    files = pipeline.find_files([pipeline.starter_notes()])
    results = _add_with_progress(files)
    counts = Counter(result.outcome for result in results)
    _print_messages(results)
    typer.echo(
        f"Starter library: {counts[Outcome.ADDED]} notes added, {counts[Outcome.UNCHANGED]} held already."
    )


@app.command("list")
def list_(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; its shape is in docs/json.md.")
    ] = False,
) -> None:
    """List the documents in the library."""
    library = assistant.open().library
    documents, counts = library.documents(), library.counts()
    if as_json:
        rows = [document.as_dict() | {"passages": counts.get(document.id, 0)} for document in documents]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not documents:
        typer.echo(f"The library in {library.home} is empty. Add to it: safeguide library add PATH")
        return
    table = Table()
    table.add_column("Id", no_wrap=True)  # commands take it whole
    for head in ("Document", "Kind", "Nation", "Pages", "Passages", "Not read"):
        table.add_column(head)
    for document in documents:
        told = document.metadata
        table.add_row(
            document.id,
            shown(document.name),
            shown(told.kind),
            shown(told.nation),
            str(document.pages or ""),
            str(counts.get(document.id, 0)),
            counted(document.gaps),
        )
    Console().print(table)


@app.command()
def remove(
    names: Annotated[
        list[str], typer.Argument(help="Ids, file names or titles, as `library list` shows them.")
    ],
) -> None:
    """Take documents out of the library; the files they came from are left alone."""
    for document in pipeline.remove_documents(assistant.open().library, names):
        typer.echo(f"Removed {visible(document.name)}.")


def _add_with_progress(files: Sequence[Path]) -> list[Result]:
    opened = assistant.open()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        whole = bar.add_task("Documents", total=len(files))
        one = bar.add_task("", total=None)

        def report(progress: pipeline.Progress) -> None:
            name = shown(progress.path.name[:50])
            bar.update(one, description=name, completed=progress.done, total=progress.total or None)

        results = []
        for result in pipeline.add_files(opened.library, opened.embedder, files, report):
            results.append(result)
            bar.advance(whole)
    return results


def _print_results(results: Sequence[Result]) -> None:
    table = Table("File", "Result", "Document", "Pages", "Passages")
    for result in results:
        document = result.document
        table.add_row(
            shown(result.path.name),
            result.outcome.value,
            shown(document.name) if document else "",
            str(document.pages or "") if document else "",
            str(result.passages or ""),
        )
    Console().print(table)
    _print_messages(results)


def _print_messages(results: Sequence[Result]) -> None:
    """Why files failed; what was not read of those that went in."""
    for result in results:
        failed = result.outcome is Outcome.FAILED
        for message in (*result.messages, *_not_read(result)):
            typer.secho(visible(message), fg="red" if failed else "yellow", err=True)


def _not_read(result: Result) -> list[str]:
    if result.document is None or not result.document.gaps or result.outcome is Outcome.UNCHANGED:
        return []
    return [f"{result.path.name} was not read in full: {summary(result.document.gaps)}."]
