"""``safeguide export-person``, ``erase-person`` and ``forget-old``: what is kept of people."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.noting import noted
from assistant.cli.terminal import visible
from assistant.people.audit import Action
from assistant.settings import Settings
from ingest.errors import IngestError

Name = Annotated[str, typer.Argument(help="The name by which they log in.")]


class _Exists(IngestError):
    """A file is there already."""


def export_person(
    name: Name,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write down everything that is kept of somebody, as JSON (a right of access request).

    Example: `safeguide export-person "Sam Okafor" --output sam-okafor.json`
    """
    from assistant.people.belongings import belongings

    if output.exists() and not force:
        raise _Exists(f"{output} is there already. Choose another name, or write over it with --force.")
    told = belongings(Settings(), name)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        with os.fdopen(os.open(output, flags, 0o600), "w", encoding="utf-8") as file:
            json.dump(told, file, ensure_ascii=False, indent=2)
    except OSError as error:
        raise _Exists(f"{output} cannot be written ({error.strerror}).") from error
    noted(Action.PERSON_EXPORTED, name)
    typer.echo(visible(f"All that is kept of {name} is in {output}; only you may read it."))


def erase_person(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
) -> None:
    """Delete somebody's account and everything that is kept of them, but for the audit log."""
    from assistant.people.belongings import erased

    if not yes:
        typer.confirm(f"Delete the account of {visible(name)} and all that is kept of them?", abort=True)
    counts = erased(Settings(), name)
    noted(Action.PERSON_ERASED, name)
    for what, count in counts.items():
        typer.echo(f"Deleted: {count} {what}")
    typer.echo(
        "What stays: entries of the audit log with their name (docs/data-protection.md says why), and "
        "feedback, which does not tell whose it is."
    )


def forget_old() -> None:
    """Delete what was kept long enough: conversations, results, sessions, failed log-ins. For a timer.

    Example: `safeguide forget-old`
    """
    from assistant.people.belongings import swept

    counts = swept(Settings())
    noted(Action.OLD_FORGOTTEN, ", ".join(f"{count} {what}" for what, count in counts.items()))
    for what, count in counts.items():
        typer.echo(f"Deleted: {count} {what}")
