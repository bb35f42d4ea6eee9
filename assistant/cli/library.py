"""``safeguide library``: its commands, of which add, list, remove and starter are here."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

import assistant
from assistant import Assistant
from assistant.answers import standing_in_words, standing_remark
from assistant.cli.adding import embedding_progress, say_touched
from assistant.cli.diffing import diff
from assistant.cli.entries import Set, edit, said_by_flags
from assistant.cli.noting import noted
from assistant.cli.showing import show
from assistant.cli.status import status
from assistant.cli.syncing import sync
from assistant.cli.terminal import shown, visible
from assistant.cli.upkeep import backup, rebuild, restore, verify
from assistant.comparing import compared, edition, held
from assistant.entries import entry_lines, to_confirm
from assistant.gaps import counted, summary
from assistant.people.audit import Action
from assistant.privacy.tokens import file_name
from ingest import pipeline
from ingest.catalogue import Said
from ingest.changes import summary as changed
from ingest.documents import GuidanceDocument
from ingest.editions import with_standing
from ingest.finding import find, find_files
from ingest.library import Library
from ingest.pipeline import Outcome, Result
from ingest.vocabulary import NATIONS

MOST_CHANGES = 8
"""Of a new edition that are printed when it is added."""
_WENT_IN = (Outcome.ADDED, Outcome.UPDATED)
app = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")
app.command()(show)
app.command()(edit)
app.command()(status)
app.command()(diff)
app.command()(sync)
app.command()(verify)
app.command()(rebuild)
app.command()(backup)
app.command()(restore)


@app.command()
def add(
    paths: Annotated[
        list[Path], typer.Argument(help="Files, or folders of them, to add.", show_default=False)
    ],
    values: Set = [],  # noqa: B006 - never changed
) -> None:
    """Read documents into the library: PDF, HTML, DOCX, ODT, PPTX, Markdown and plain text.

    What is held already and has not changed costs nothing. A file that cannot be read is named, with what to
    do about it, and the rest go in. What each document is, is guessed, and said better with `--set`, by a
    file policy.pdf.toml beside policy.pdf, or with `library edit`. A new edition takes over from the one
    that is held, which stays for looking back; what changed is printed.

    Example: `safeguide library add guidance/ policy.docx --set nation=wales`
    """
    said = said_by_flags(values)
    found = find(paths)
    if not found.files and not found.refused:
        typer.echo("There are no files in what you named.")
        raise typer.Exit(1)
    opened = assistant.open()
    refused = [Result(one.path, Outcome.FAILED, messages=(str(one),)) for one in found.refused]
    results = [*_add_with_progress(opened, found.files, said), *refused]
    _print_results(results)
    _print_messages(results)
    _print_personal(results)
    _print_entries(results, opened.library)
    _print_changes(results, opened.library)
    say_touched(opened.library, [result.before for result in results if result.before])
    if any(result.outcome is Outcome.FAILED for result in results):
        raise typer.Exit(1)


def _print_personal(results: Sequence[Result]) -> None:
    """Say which files that went in seem to be called after somebody; everybody who asks sees their names."""
    for result in results:
        removed = file_name(result.path.name).removed if result.outcome in _WENT_IN else ()
        if removed:
            names = ", ".join(one.original for one in removed)
            told = f"{result.path.name}: its name seems to hold personal details ({names})."
            advice = "If so, remove it, rename the file and add it again."
            typer.secho(visible(f"{told} {advice}"), fg="yellow")


@app.command()
def starter() -> None:
    """Add the practice notes that come with Safeguide: short summaries for trying it out."""
    notes = find_files([pipeline.starter_notes()])
    results = _add_with_progress(assistant.open(), notes)
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
    documents, counts = with_standing(library.documents(), date.today()), library.counts()
    if as_json:
        rows = [document.as_dict() | {"passages": counts.get(document.id, 0)} for document in documents]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not documents:
        typer.echo(f"The library in {library.home} is empty. Add to it: safeguide library add PATH")
        return
    for document in documents:
        for line in _listed(document, counts.get(document.id, 0)):
            typer.echo(visible(line))


def _listed(document: GuidanceDocument, passages: int) -> Iterator[str]:
    """A document in two or three lines: what commands call it, what it is, and how it stands."""
    told = document.metadata
    nation = NATIONS[told.nation][0] if told.nation in NATIONS else told.nation
    pages = f"{document.pages} pages" if document.pages else ""
    not_read = f"not read: {counted(document.gaps)}" if counted(document.gaps) else ""
    parts = (told.publisher, told.kind, nation, pages, f"{passages} passages", not_read)
    yield f"{document.id}  {document.name}"
    yield f"{'':18}{', '.join(part for part in parts if part)}"
    if standing := standing_remark(document):
        yield f"{'':18}{standing}"


@app.command()
def remove(
    names: Annotated[
        list[str], typer.Argument(help="Ids, file names or titles, as `library list` shows them.")
    ],
) -> None:
    """Take documents out of the library; the files they came from are left alone."""
    for document in pipeline.remove_documents(assistant.open().library, names):
        noted(Action.DOCUMENT_REMOVED, document.name)
        typer.echo(f"Removed {visible(document.name)}.")


def _add_with_progress(opened: Assistant, files: Sequence[Path], said: Sequence[Said] = ()) -> list[Result]:
    again = "the same command again; what is held already costs nothing"
    of_all = dict.fromkeys(files, said)
    results = []
    with embedding_progress(files, again) as (report, advance):
        for result in pipeline.add_files(opened.library, opened.embedder, files, report, of_all):
            results.append(result)
            if result.outcome in _WENT_IN:  # told at once: what comes after may be cut off
                noted(Action.DOCUMENT_ADDED, result.path.name)
            advance()
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


def _print_entries(results: Sequence[Result], library: Library) -> None:
    """What the catalogue says of what went in, for somebody to confirm; of one document, all of it."""
    new = [result.document for result in results if result.document and result.outcome in _WENT_IN]
    if len(new) == 1:
        typer.echo(f"The catalogue says of {visible(new[0].name)}:")
        for line in entry_lines(new[0]):
            typer.echo(visible(line))
    elif unsure := [document for document in new if to_confirm(document)]:
        typer.echo(
            f"Not sure of {len(unsure)} of {len(new)} documents; `safeguide library status` says of what."
        )
    ids = {document.id for document in new}
    for document in with_standing(library.documents(), date.today()):
        if document.id in ids and (told := standing_in_words(document.standing)):
            lacking = "" if document.standing.by_id or not document.standing.by else ", which is not held"
            typer.secho(visible(f"{document.name} is {told}{lacking}."), fg="yellow")
    if new:
        typer.echo("Correct it: safeguide library edit DOC --set FIELD=VALUE. Confirm it: … --confirm")


def _print_changes(results: Sequence[Result], library: Library) -> None:
    """For each document that follows an earlier text, what changed that matters most."""
    for result in results:
        old, new = result.before, result.document
        if old is None or new is None:
            continue
        before = edition(old, result.blocks_before)
        report = compared(before, held(library, new))
        typer.echo("")
        for line in changed(report, MOST_CHANGES):
            typer.echo(visible(line))
        if result.outcome is Outcome.ADDED:
            typer.echo(f"  All of it: safeguide library diff {old.id} {new.id}")
            kept = f"  {old.name} is kept: it is searched with --as-at and --superseded."
            typer.echo(visible(kept))


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
