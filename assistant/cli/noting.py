"""What is written down of what is done at the command line."""

import getpass

import typer

from assistant.kept import KeptError
from assistant.people.audit import Action
from assistant.settings import Settings


def noted(action: Action, *acted_on: str) -> None:
    """Write down in the audit log that whoever is at the command line has done something; where that cannot
    be, say so: what was done stays done.

    Args:
        action: what was done.
        acted_on: each of what it was done to.
    """
    from assistant.people.audit import opened

    try:
        audit = opened(Settings())
        for what in acted_on:
            audit.record(f"{_user()} at the command line", action, what)
    except KeptError as error:
        typer.secho(f"It is not in the audit log. {error}", fg="yellow", err=True)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number without a name
        return "somebody"
