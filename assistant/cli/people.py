"""``safeguide user`` and ``safeguide token``: who may use Safeguide, and for what."""

import json
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from assistant.cli.noting import noted
from assistant.cli.terminal import shown, visible
from assistant.people import Role
from assistant.people.audit import Action
from assistant.settings import Settings

users = typer.Typer(no_args_is_help=True)
tokens = typer.Typer(no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The name by which they log in.")]
TokenName = Annotated[str, typer.Argument(help="What the token is for.")]
Roles = Annotated[
    list[Role] | None,
    typer.Option("--role", help="What they may do besides asking; give it more than once for several."),
]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, one line.")
]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


@users.command("add")
def add_user(
    name: Name,
    role: Roles = None,
    outside: Annotated[
        bool, typer.Option("--outside", help="Your own log-in says who they are: no password is kept here.")
    ] = False,
    password_stdin: FromInput = False,
) -> None:
    """Let somebody in.

    Example: `safeguide user add "Sam Okafor" --role trainer`
    """
    from assistant.people.accounts import opened

    accounts = opened(Settings())
    account = accounts.add(name, role or (), None if outside else _password(password_stdin))
    noted(Action.USER_ADDED, account.name)
    typer.echo(visible(f"{account.name} may now log in."))
    if not any(Role.MAINTAINER in one.roles for one in accounts.all()):
        typer.echo(
            "Nobody may look after the library in the page yet: safeguide user role NAME --role maintainer"
        )


@users.command("list")
def list_users(as_json: AsJson = False) -> None:
    """Show who may use Safeguide."""
    from assistant.people.accounts import opened

    accounts = opened(Settings()).all()
    if as_json:
        told = [
            {
                "name": one.name,
                "roles": sorted(one.roles),
                "outside": one.outside,
                "active": one.active,
                "created": one.created,
            }
            for one in accounts
        ]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    if not accounts:
        typer.echo("Nobody yet: safeguide user add NAME")
        return
    table = Table("Name", "Roles", "Logs in with", "Let in", "Since")
    for one in accounts:
        means = "your own log-in" if one.outside else "a password"
        cells = (
            one.name,
            ", ".join(sorted(one.roles)),
            means,
            "yes" if one.active else "no",
            one.created[:10],
        )
        table.add_row(*map(shown, cells))
    Console().print(table)


@users.command("role")
def set_roles(name: Name, role: Roles = None) -> None:
    """Give somebody these roles and no others; they log in anew.

    Example: `safeguide user role "Sam Okafor" --role trainer --role maintainer`
    """
    from assistant.people.accounts import opened

    opened(Settings()).set_roles(name, role or ())
    told = ", ".join(sorted(role or ())) or "practitioner"
    noted(Action.ROLES_CHANGED, f"{name}: {told}")
    typer.echo(visible(f"{name} is now {told}."))


@users.command("password")
def set_password(name: Name, password_stdin: FromInput = False) -> None:
    """Give somebody another password; they log in anew."""
    from assistant.people.accounts import opened

    opened(Settings()).set_password(name, _password(password_stdin))
    noted(Action.PASSWORD_CHANGED, name)
    typer.echo(visible(f"{name} has another password."))


@users.command("disable")
def disable(name: Name) -> None:
    """Let somebody in no longer; what is theirs stays."""
    from assistant.people.accounts import opened

    opened(Settings()).activate(name, False)
    noted(Action.USER_DISABLED, name)
    typer.echo(visible(f"{name} is let in no longer."))


@users.command("enable")
def enable(name: Name) -> None:
    """Let somebody in again."""
    from assistant.people.accounts import opened

    opened(Settings()).activate(name, True)
    noted(Action.USER_ENABLED, name)
    typer.echo(visible(f"{name} is let in again."))


@tokens.command("issue")
def issue(
    name: TokenName,
    role: Roles = None,
    days: Annotated[int, typer.Option(min=1, max=730, help="For how many days it lets somebody in.")] = 90,
) -> None:
    """Issue a token by which another program is let in; it is shown once.

    Example: `safeguide token issue "intranet search" --days 365`
    """
    from assistant.people.tokens import opened

    token, secret = opened(Settings()).issue(name, role or (), days)
    noted(Action.TOKEN_ISSUED, f"{token.name}: {', '.join(sorted(token.roles))}")
    typer.echo(secret)
    typer.echo(f"It is shown this once, and lets somebody in until {token.ends[:10]}.", err=True)


@tokens.command("list")
def list_tokens(as_json: AsJson = False) -> None:
    """Show the tokens that were issued, without their secrets."""
    from assistant.people.tokens import opened

    issued = opened(Settings()).all()
    if as_json:
        told = [
            {"name": one.name, "roles": sorted(one.roles), "created": one.created, "ends": one.ends}
            for one in issued
        ]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    if not issued:
        typer.echo("None yet: safeguide token issue NAME")
        return
    table = Table("Name", "Roles", "Since", "Until")
    for one in issued:
        table.add_row(*map(shown, (one.name, ", ".join(sorted(one.roles)), one.created[:10], one.ends[:10])))
    Console().print(table)


@tokens.command("revoke")
def revoke(name: TokenName) -> None:
    """Let nobody in any longer with a token."""
    from assistant.people.tokens import opened

    opened(Settings()).revoke(name)
    noted(Action.TOKEN_REVOKED, name)
    typer.echo(visible(f"The token {name} lets nobody in any longer."))


def _password(from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt="The same again"))
