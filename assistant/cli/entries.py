"""``safeguide library edit``: the catalogue entry of a document, by flags, in an editor or from a file."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated

import click
import typer

import assistant
from assistant.cli.noting import noted
from assistant.cli.terminal import visible
from assistant.entries import confirmed, entry_lines
from assistant.people.audit import Action
from ingest.catalogue import Said, redescribed
from ingest.catalogue.entries import BadEntry, as_toml, checked_values, read_toml
from ingest.documents import GuidanceDocument
from ingest.errors import IngestError
from ingest.pipeline import change_entry, find_document

_SAID = "said by a maintainer"

Set = Annotated[
    list[str],
    typer.Option(
        "--set",
        metavar="FIELD=VALUE",
        help="Say a field of the catalogue entry, such as nation=wales or published=2026-09; may be "
        "repeated. Nothing after = says that there is none.",
    ),
]


def said_by_flags(pairs: list[str]) -> list[Said]:
    """What ``--set`` options say; BadParameter for one without =, BadEntry for a value that cannot be."""
    values = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"--set takes FIELD=VALUE, not {pair!r}")
        values[name.strip().replace("-", "_")] = value.strip()
    return [Said(checked_values(values))] if values else []


def edit(
    name: Annotated[
        str, typer.Argument(metavar="DOC", help="Its id, file name or title, as `library list` shows them.")
    ],
    values: Set = [],  # noqa: B006 - never changed
    file: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Take the entry from a TOML file.")
    ] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Say that all of the entry is right as it stands.")
    ] = False,
    as_file: Annotated[
        bool, typer.Option("--print", help="Only print the entry as TOML, to keep beside the document.")
    ] = False,
) -> None:
    """Correct or confirm the catalogue entry of a document; without options, in your editor.

    Example: `safeguide library edit policy.pdf --set nation=wales --set effective_from=2026-09-01`
    """
    opened = assistant.open()
    document = find_document(opened.library, name)
    if as_file:
        typer.echo(visible(as_toml(document, to_keep=True)).rstrip())
        return
    said = [*said_by_flags(values), *_from_file(file), *([confirmed(document)] if confirm else [])]
    if not said:
        said = _from_editor(document)
    told = redescribed(document, said)
    if told == document:
        typer.echo("Nothing was changed.")
        return
    change_entry(opened.library, opened.embedder, document, told)
    noted(Action.ENTRY_CHANGED, told.name)
    for line in entry_lines(told):
        typer.echo(visible(line))


def _from_file(file: Path | None) -> list[Said]:
    if file is None:
        return []
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise IngestError(f"{file.name} cannot be read as text ({error}). Name a TOML file.") from error
    return [Said(read_toml(text), because=f"said in {file.name}")]


def _from_editor(document: GuidanceDocument) -> list[Said]:
    """What was changed in the editor; all of what was left is taken as confirmed only by ``--confirm``."""
    before = as_toml(document)
    try:
        after = click.edit(before, extension=".toml")
    except click.ClickException as error:
        raise IngestError(f"{error.message} Set EDITOR to an editor, or use --set or --from.") from error
    if after is None or after == before:
        return []
    old, new = read_toml(before), _read_or_kept(after)
    changed = {name: value for name, value in new.items() if value != old.get(name, "")}
    taken = {name: "" for name in old if name not in new and name != "title"}
    return [Said({**changed, **taken}, because=_SAID)]


def _read_or_kept(text: str) -> dict[str, str]:
    """What was written in the editor; where it cannot be used it is kept in a file, to be corrected."""
    try:
        return read_toml(text)
    except BadEntry as error:
        with NamedTemporaryFile("w", suffix=".toml", delete=False, encoding="utf-8") as kept:
            kept.write(text)
        raise BadEntry(
            f"{error} What you wrote is kept in {kept.name}: correct it, then use --from."
        ) from error
