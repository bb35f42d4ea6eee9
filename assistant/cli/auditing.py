"""``safeguide audit``: the log of who did what."""

import dataclasses
import json
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from assistant.cli.terminal import shown
from assistant.people.audit import Action
from assistant.settings import Settings

app = typer.Typer(no_args_is_help=True)


@app.command("list")
def list_entries(
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only of this day and later: 2026-11-27.")
    ] = None,
    who: Annotated[str, typer.Option(help="Only what this one did.")] = "",
    action: Annotated[Action | None, typer.Option(help="Only this.")] = None,
    last: Annotated[int | None, typer.Option(min=1, help="Only so many, the last.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show who did what; of questions only how many were asked in a day.

    Example: `safeguide audit list --since 2026-11-01 --action "document removed"`
    """
    from assistant.people.audit import opened

    audit = opened(Settings())
    day = f"{since:%Y-%m-%d}" if since else ""
    entries = audit.entries(day, who, action.value if action else "", last)
    if as_json:
        told = [dataclasses.asdict(one) for one in entries]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    table = Table("", "When (UTC)", "Who", "Did", "What")
    for one in entries:
        when = one.at[:16].replace("T", " ")
        table.add_row(str(one.place), when, *map(shown, (one.who, one.action, one.what)))
    Console().print(table)
    today = datetime.now(UTC).date().isoformat()
    typer.echo(f"Questions asked today: {audit.asked(today)}")


@app.command()
def verify(
    expect: Annotated[
        str, typer.Option(metavar="DIGEST", help="A digest noted earlier, which the log has to hold still.")
    ] = "",
) -> None:
    """Check that nothing in the log was changed or taken out; exit with 1 if something was.

    The last digest, noted somewhere else, lets you see later whether the end was cut off.

    Example: `safeguide audit verify --expect 9f2c…`
    """
    from assistant.people.audit import opened

    audit = opened(Settings())
    verdict = audit.verify()
    if verdict.broken_at is not None:
        typer.secho(
            f"From entry {verdict.broken_at} on the log is not as it was written: it was changed, or an "
            "entry was taken out. Compare it with a backup of the database.",
            fg="red",
            err=True,
        )
        raise typer.Exit(1)
    if expect and not audit.has(expect.strip().lower()):
        typer.secho(
            "No entry has that digest: the end of the log was cut off after it was noted, or the log is "
            "another.",
            fg="red",
            err=True,
        )
        raise typer.Exit(1)
    typer.echo(f"{verdict.entries} entries, whole. To be noted elsewhere: {verdict.last}")
