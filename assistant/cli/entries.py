"""``safeguide library edit``: the catalogue entry of a document, by flags, in an editor or from a file."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated

import click
import typer

import assistant
from assistant.cli.terminal import visible
from ingest.catalogue import Said, redescribed
from ingest.catalogue.entries import UNSURE, BadEntry, as_toml, checked_values, read_toml
from ingest.documents import GuidanceDocument, Metadata, Sureness
from ingest.errors import IngestError
from ingest.pipeline import change_entry, find_document

_SAID = "said by a maintainer"
_IN_EDITIONS = ("statutory guidance", "non-statutory advice", "local procedure", "policy")

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
    said = [*said_by_flags(values), *_from_file(file), *([_confirmed(document)] if confirm else [])]
    if not said:
        said = _from_editor(document)
    told = redescribed(document, said)
    if told == document:
        typer.echo("Nothing was changed.")
        return
    change_entry(opened.library, opened.embedder, document, told)
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


def _confirmed(document: GuidanceDocument) -> Said:
    held = ((each.name, getattr(document.metadata, each.name)) for each in fields(Metadata))
    return Said({name: value for name, value in held if value}, because="confirmed by a maintainer")


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


def entry_lines(document: GuidanceDocument) -> Iterator[str]:
    """The entry for a reader: each field with a value, and where it is not sure, how sure and why."""
    told, bases = document.metadata, {basis.field: basis for basis in document.bases}
    for each in fields(Metadata):
        if not (value := getattr(told, each.name)):
            continue
        basis = bases.get(each.name)
        unsure = basis and basis.sure in UNSURE
        remark = f"  ({basis.sure.value}: {basis.because})" if basis and unsure else ""
        yield f"  {each.name.replace('_', ' '):<16}{value}{remark}"
    wanted = ("publisher", "nation", "kind")
    if missing := [name for name in wanted if not getattr(told, name) and name not in bases]:
        yield f"  not known: {', '.join(missing)}"


def to_confirm(document: GuidanceDocument) -> Mapping[str, str]:
    """The fields that somebody should look at, with what they hold: guesses, and what is not known."""
    told = document.metadata
    guessed = {
        basis.field: getattr(told, basis.field) for basis in document.bases if basis.sure is Sureness.GUESS
    }
    wanted = ("publisher", "nation", "kind", *(("edition",) if told.kind in _IN_EDITIONS else ()))
    shown = {name: value for name, value in guessed.items() if name in ("title", "edition", *wanted)}
    missing = [name for name in wanted if not getattr(told, name) and document.sure(name) is None]
    return {**shown, **dict.fromkeys(missing, "")}
