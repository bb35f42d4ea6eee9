"""``safeguide user`` and ``safeguide token``: what they do, say and note, and what they never show."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from typer.testing import CliRunner

from assistant import kept
from assistant.cli import app
from assistant.people import Role, accounts, audit, sessions, tokens
from assistant.people.accounts import AccountError, Accounts
from assistant.people.tokens import TokenError
from assistant.settings import Settings

Run = Callable[..., Result]
PASSWORD = "correct-horse-battery"  # noqa: S105 - nobody's
OTHER = "staple-lantern-river"
FROM_INPUT = "--password-stdin"
HOSTILE = "[bold]Sam[/bold]</td> '--"


@pytest.fixture
def run(home: Path) -> Run:
    """Runs ``safeguide`` with some arguments, and what is typed meanwhile."""
    runner = CliRunner(env={"COLUMNS": "200"})
    return lambda *arguments, typed=None: runner.invoke(app, [*arguments], input=typed)


@pytest.fixture
def people(home: Path) -> Accounts:
    """The accounts that the commands change, with Sam's."""
    opened = accounts.opened(Settings())
    opened.add("Sam Okafor", [Role.TRAINER], PASSWORD)
    return opened


def noted() -> list[tuple[str, str]]:
    return [(one.action, one.what) for one in audit.opened(Settings()).entries()]


def test_somebody_is_added_with_a_password_that_is_typed_twice(run: Run):
    added = run("user", "add", "Sam Okafor", "--role", "trainer", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert added.exit_code == 0, added.output
    assert "Sam Okafor may now log in." in added.output
    assert PASSWORD not in added.output
    sam = accounts.opened(Settings()).check("Sam Okafor", PASSWORD)
    assert sam is not None
    assert sam.roles == {Role.PRACTITIONER, Role.TRAINER}
    assert noted() == [("user added", "Sam Okafor")]
    (entry,) = audit.opened(Settings()).entries()
    assert entry.who.endswith(" at the command line")


def test_a_password_that_is_typed_otherwise_the_second_time_is_asked_for_again(run: Run):
    typed = f"{PASSWORD}\n{OTHER}\n{OTHER}\n{OTHER}\n"
    assert run("user", "add", "Sam", typed=typed).exit_code == 0
    assert accounts.opened(Settings()).check("Sam", OTHER)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "", "\nanother line\n"])
def test_a_password_is_read_from_a_line_of_standard_input(run: Run, ending: str):
    assert run("user", "add", "Sam", FROM_INPUT, typed=f"{PASSWORD}{ending}").exit_code == 0
    assert accounts.opened(Settings()).check("Sam", PASSWORD)


def test_whoever_is_added_first_is_told_that_nobody_is_a_maintainer(run: Run):
    hint = "safeguide user role NAME --role maintainer"
    assert hint in run("user", "add", "Sam", FROM_INPUT, typed=PASSWORD).output
    maintainer = run("user", "add", "Alex", "--role", "maintainer", FROM_INPUT, typed=PASSWORD)
    assert hint not in maintainer.output
    assert hint not in run("user", "add", "Joan", FROM_INPUT, typed=PASSWORD).output


def test_somebody_whom_a_provider_names_is_added_without_a_password(run: Run):
    added = run("user", "add", "alex@example.org", "--outside", "--role", "maintainer")
    assert added.exit_code == 0
    assert "Password" not in added.output
    assert accounts.opened(Settings()).named("alex@example.org").outside


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("Alex", "too-short", "12 characters"),
        ("Alex", "password-1234", "guessed"),
        ("Alex", "", "12 characters"),
        ("SAM OKAFOR", PASSWORD, "already"),
        ("Sam\u202eokafor", PASSWORD, "can be seen"),
    ],
)
def test_whoever_cannot_be_added_is_not_and_no_password_is_said(
    run: Run, people: Accounts, name: str, password: str, said: str
):
    refused = run("user", "add", name, FROM_INPUT, typed=f"{password}\n")
    assert refused.exit_code == 1
    assert isinstance(refused.exception, AccountError)
    assert said in str(refused.exception)
    assert not password or password not in f"{refused.output}{refused.exception}"
    assert len(people.all()) == 1
    assert noted() == []


def test_people_are_listed_without_their_passwords(run: Run, people: Accounts):
    people.add("alex@example.org", [Role.MAINTAINER])
    people.activate("alex@example.org", False)
    listed = run("user", "list").output
    assert "practitioner, trainer" in listed
    assert "your own log-in" in listed
    told = json.loads(run("user", "list", "--json").output)
    assert [
        (one["name"], one["roles"], one["outside"], one["active"]) for one in told
    ] == [
        ("alex@example.org", ["maintainer", "practitioner"], True, False),
        ("Sam Okafor", ["practitioner", "trainer"], False, True),
    ]  # fmt: skip
    assert {key for one in told for key in one} == {"name", "roles", "outside", "active", "created"}
    assert "argon2" not in listed


def test_where_nobody_is_known_it_is_said_what_to_do(run: Run):
    assert run("user", "list").output == "Nobody yet: safeguide user add NAME\n"
    assert run("user", "list", "--json").output == "[]\n"
    assert run("token", "list").output == "None yet: safeguide token issue NAME\n"
    assert run("token", "list", "--json").output == "[]\n"


def test_roles_are_changed_and_given_back(run: Run, people: Accounts):
    given = run("user", "role", "sam okafor", "--role", "maintainer", "--role", "trainer")
    assert given.output == "sam okafor is now maintainer, trainer.\n"
    assert people.named("Sam Okafor").roles == set(Role)
    assert run("user", "role", "Sam Okafor").output == "Sam Okafor is now practitioner.\n"
    assert people.named("Sam Okafor").roles == {Role.PRACTITIONER}
    changed = [
        ("roles changed", "sam okafor: maintainer, trainer"),
        ("roles changed", "Sam Okafor: practitioner"),
    ]
    assert noted() == changed


def test_there_is_no_other_role(run: Run, people: Accounts):
    assert run("user", "role", "Sam Okafor", "--role", "administrator").exit_code == 2
    assert people.named("Sam Okafor").roles == {Role.PRACTITIONER, Role.TRAINER}


def test_a_password_is_changed_and_the_one_before_lets_nobody_in(run: Run, people: Accounts):
    changed = run("user", "password", "Sam Okafor", typed=f"{OTHER}\n{OTHER}\n")
    assert "Sam Okafor has another password." in changed.output
    assert OTHER not in changed.output
    assert people.check("Sam Okafor", PASSWORD) is None
    assert people.check("Sam Okafor", OTHER)
    assert noted() == [("password changed", "Sam Okafor")]


def test_somebody_is_let_in_no_longer_and_again(run: Run, people: Accounts):
    assert run("user", "disable", "Sam Okafor").output == "Sam Okafor is let in no longer.\n"
    assert people.check("Sam Okafor", PASSWORD) is None
    assert run("user", "enable", "Sam Okafor").output == "Sam Okafor is let in again.\n"
    assert people.check("Sam Okafor", PASSWORD)
    assert noted() == [("user disabled", "Sam Okafor"), ("user enabled", "Sam Okafor")]


@pytest.mark.parametrize(
    "command",
    [
        ["role", "Sam Okafor"],
        ["password", "Sam Okafor", FROM_INPUT],
        ["disable", "Sam Okafor"],
    ],
)
def test_whoever_is_changed_at_the_command_line_is_logged_out_of_the_page(
    run: Run, people: Accounts, command: list[str]
):
    logged_in = sessions.opened(Settings())
    token = logged_in.begin(people.named("Sam Okafor").person)
    assert run("user", *command, typed=OTHER).exit_code == 0
    assert logged_in.seen(token) is None


@pytest.mark.parametrize("command", ["role", "password", "disable", "enable"])
def test_whoever_is_not_known_cannot_be_changed(run: Run, people: Accounts, command: str):
    more = [FROM_INPUT] if command == "password" else []
    refused = run("user", command, "Nobody", *more, typed=OTHER)
    assert refused.exit_code == 1
    assert str(refused.exception) == "There is no account 'Nobody'."
    assert noted() == []


def test_a_name_is_printed_as_it_is(run: Run):
    assert f"{HOSTILE} may now log in." in run("user", "add", HOSTILE, "--outside").output
    assert HOSTILE in run("user", "list").output
    assert HOSTILE in run("user", "role", HOSTILE).output
    run("token", "issue", HOSTILE)
    assert HOSTILE in run("token", "list").output


def test_a_token_is_issued_and_its_secret_shown_once(run: Run):
    issued = run("token", "issue", "intranet search", "--role", "trainer", "--days", "7")
    secret = issued.stdout.strip()
    assert issued.exit_code == 0
    person = tokens.opened(Settings()).person(secret)
    assert person is not None
    assert person.roles == {Role.PRACTITIONER, Role.TRAINER}
    (token,) = tokens.opened(Settings()).all()
    assert f"until {token.ends[:10]}" in issued.stderr
    assert noted() == [("token issued", "intranet search: practitioner, trainer")]
    later = [run("token", "list"), run("token", "list", "--json"), run("audit", "list", "--json")]
    assert [one.exit_code for one in later] == [0, 0, 0]
    assert not [one for one in later if secret in one.output]


def test_tokens_are_listed_with_their_roles_and_their_end(run: Run):
    run("token", "issue", "b", "--days", "7")
    run("token", "issue", "a", "--role", "maintainer")
    told = json.loads(run("token", "list", "--json").output)
    assert [(one["name"], one["roles"]) for one in told] == [
        ("a", ["maintainer", "practitioner"]),
        ("b", ["practitioner"]),
    ]
    assert {key for one in told for key in one} == {"name", "roles", "created", "ends"}
    listed = run("token", "list").output
    assert told[1]["ends"][:10] in listed


@pytest.mark.parametrize("days", ["0", "-1", "731", "many"])
def test_a_token_does_not_let_somebody_in_for_ever(run: Run, days: str):
    assert run("token", "issue", "intranet", "--days", days).exit_code == 2
    assert tokens.opened(Settings()).all() == []


def test_a_token_is_revoked(run: Run):
    secret = run("token", "issue", "intranet").stdout.strip()
    assert run("token", "revoke", "intranet").output == "The token intranet lets nobody in any longer.\n"
    assert tokens.opened(Settings()).person(secret) is None
    assert noted()[-1] == ("token revoked", "intranet")
    refused = run("token", "revoke", "intranet")
    assert (refused.exit_code, type(refused.exception)) == (1, TokenError)
    assert len(noted()) == 2


def test_what_is_done_stays_done_where_it_cannot_be_noted(run: Run, people: Accounts):
    audit.opened(Settings())
    with kept.database(Settings()).begin() as connection:
        connection.execute(sa.text("DROP TABLE audit_log"))
        connection.execute(sa.text("CREATE TABLE audit_log (place TEXT)"))
    done = run("user", "disable", "Sam Okafor")
    assert done.exit_code == 0
    assert "It is not in the audit log." in done.stderr
    assert not people.named("Sam Okafor").active
