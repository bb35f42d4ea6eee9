"""``safeguide screen``; and how a live concern and removed personal data are told on a terminal."""

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding

import assistant
from assistant.cli.terminal import shown
from assistant.concern.contacts import Contact
from assistant.concern.panel import Panel
from assistant.screening import Screened


def screen(
    text: Annotated[str, typer.Argument(help="A message, in quotes, as somebody might type it.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; its shape is in docs/json.md.")
    ] = False,
) -> None:
    """Say what is done with a message before it is answered; nothing is searched.

    Example: `safeguide screen "Aisha's mum has not come and she is still in my office"`
    """
    opened = assistant.open()
    message = opened.screen(text)
    panel = opened.panel(message)
    if as_json:
        typer.echo(json.dumps(_as_dict(message, panel), ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False)
    if panel is None:
        console.print("Live concern: none seen.\n")
    print_panel(console, panel)
    if not message.removed:
        console.print("Personal data: none seen.")
    print_removed(console, message)


def print_panel(console: Console, panel: Panel | None) -> None:
    """Print whom to reach first, and what to do."""
    if panel is None:
        return
    console.print(f"[bold red]{shown(panel.heading)}[/bold red]\n")
    for contact in panel.contacts:
        console.print(Padding(_contact(contact), (0, 0, 0, 2)))
    console.print()
    for line in panel.lines:
        console.print(Padding(shown(line), (0, 0, 1, 2)))
    if panel.set_up:
        console.print(f"[dim]{shown(panel.set_up)}[/dim]\n")


def print_removed(console: Console, message: Screened) -> None:
    """Print what the question is without its personal data, and what the tokens in it stand for."""
    if not message.removed:
        return
    stands_for = "; ".join(f"{one.original} is {one.token}" for one in message.removed)
    console.print(f"[dim]Personal details are left out ({shown(stands_for)}):[/dim]")
    console.print(Padding(shown(message.text), (0, 0, 1, 2)))


def _contact(contact: Contact) -> str:
    phone = f"[bold]{shown(contact.phone)}[/bold]  " if contact.phone else ""
    email = f" {shown(contact.email)}" if contact.email else ""
    remark = f" [dim]{shown(contact.remark)}[/dim]" if contact.remark else ""
    return f"{phone}{shown(contact.name)}{email}{remark}"


def _as_dict(message: Screened, panel: Panel | None) -> dict[str, object]:
    return {
        "live_concern": panel.as_dict() if panel else None,
        "text": message.text,
        "removed": [{"original": one.original, "token": one.token} for one in message.removed],
        "timings": {stage: round(ms, 1) for stage, ms in message.timings.items()},
    }
