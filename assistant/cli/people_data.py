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


class _NotWritten(IngestError):
    """A file cannot be written, or is there already."""


def export_person(
    name: Name,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write down everything that is kept of somebody, as JSON: their right of access.

    Example: `safeguide export-person "Sam Okafor" --output sam-okafor.json`
    """
    from assistant.people.belongings import belongings

    told = belongings(Settings(), name)
    _write(output, json.dumps(told, ensure_ascii=False, indent=2), force)
    noted(Action.PERSON_EXPORTED, told["account"]["name"])
    typer.echo(visible(f"All that is kept of {name} is in {output}; only you may read it."))
    typer.echo("What people say of answers is not in it: it is kept without telling whose it is.")


def erase_person(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
) -> None:
    """Delete somebody's account and what is kept of them, but for the audit log: their right to erasure.

    Example: `safeguide erase-person "Sam Okafor"`
    """
    from assistant.people.accounts import opened
    from assistant.people.belongings import erased

    called = opened(Settings()).named(name).name
    if not yes:
        typer.confirm(f"Delete the account of {visible(called)} and all that is kept of them?", abort=True)
    counts = erased(Settings(), name)
    noted(Action.PERSON_ERASED, called)
    for what, count in counts.items():
        typer.echo(f"Deleted: {count} {what}")
    typer.echo(
        "What stays: the audit log with their name, which shows what was done and is only ever added to; "
        "quizzes that name them as reviewer; what they said of answers, which does not tell whose it is; "
        "and backups. docs/data-protection.md says why."
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


def _write(output: Path, text: str, force: bool) -> None:
    """Write a file that only its owner may read, whatever stood there before."""
    try:
        if force:
            output.unlink(missing_ok=True)
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise _NotWritten(
            f"{output} is there already. Choose another name, or write over it with --force."
        ) from error
    except OSError as error:
        raise _NotWritten(f"{output} cannot be written ({error.strerror}). Choose another name.") from error
