"""``safeguide library diff``: what changed from one edition of a document to the next."""

import json
import shutil
from pathlib import Path
from typing import Annotated

import typer

import assistant
from assistant.cli.terminal import visible
from assistant.comparing import compared, held
from ingest import readers
from ingest.catalogue import describe
from ingest.changes import Edition, markdown, page, text
from ingest.changes.telling import counted
from ingest.documents import GuidanceDocument
from ingest.errors import IngestError
from ingest.library import Library
from ingest.pipeline import find_document

WIDEST = 110
"""Columns of a report on a terminal; longer lines are hard to read."""

_What = "{} edition: the id, file name or title of a document held, or a file."


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_What.format("The earlier"))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=_What.format("The later"))],
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Write Markdown.")] = False,
    as_html: Annotated[
        bool, typer.Option("--html", help="Write a page with both texts side by side.")
    ] = False,
    output: Annotated[Path | None, typer.Option(help="Write to this file.", dir_okay=False)] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write JSON; its shape is in docs/json.md.")
    ] = False,
) -> None:
    """Show what changed between two editions: duties and timescales first, wording last.

    New page breaks, numbers, quotes and the like are counted and left out. Files are not added.

    Example: `safeguide library diff kcsie-2024.pdf kcsie-2025.pdf --html --output changes.html`
    """
    if as_markdown + as_html + as_json > 1:
        raise typer.BadParameter("choose one of --markdown, --html and --json")
    if output is not None:
        if output.resolve() in (Path(old).resolve(), Path(new).resolve()):
            raise typer.BadParameter("--output names a document that is compared: name another file")
        if not (as_markdown or as_html or as_json):
            as_html, as_markdown, as_json = (output.suffix == end for end in (".html", ".md", ".json"))
    library = assistant.open().library
    report = compared(_side(library, old), _side(library, new))
    if as_json:
        written = json.dumps(report.as_dict(), ensure_ascii=False, indent=2) + "\n"
    elif as_html:
        written = page.render(report)
    elif as_markdown:
        written = markdown.render(report)
    else:
        written = text.render(report, min(shutil.get_terminal_size((WIDEST, 0)).columns, WIDEST))
    if output is None:
        typer.echo(written if as_json or as_html else visible(written), nl=False)
        return
    try:
        output.write_text(written, encoding="utf-8")
    except OSError as error:
        raise IngestError(
            f"{output} cannot be written ({error.strerror}). Name another with --output."
        ) from error
    typer.echo(f"Wrote {visible(str(output))}: {counted(len(report.changes), 'change')}.")


def _side(library: Library, name: str) -> Edition:
    """A document held, or else a file; IngestError that says what to do if it is neither."""
    path = Path(name)
    try:
        return held(library, find_document(library, name))
    except IngestError as error:
        if not path.is_file():
            raise IngestError(f"{error} To compare a file that is not held, name its path.") from error
    reading = readers.read(path)
    metadata, _ = describe(reading, path)
    name = GuidanceDocument("", "", str(path), metadata).name
    return Edition(
        reading.blocks, name, metadata=metadata, page_labels=reading.page_labels, gaps=reading.gaps
    )
