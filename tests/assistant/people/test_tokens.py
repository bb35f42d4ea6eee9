"""Tokens for other programs: what they let in, until when, and that their secrets are kept nowhere."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa

from assistant import kept
from assistant.kept import KeptError
from assistant.people import Role
from assistant.people.tables import TOKENS
from assistant.people.tokens import BEGINS, LONGEST_NAME, Token, TokenError, Tokens
from assistant.settings import Settings

both = pytest.mark.parametrize("kept_settings", ["folder", "server"], indirect=True)


@pytest.fixture
def tokens(engine: sa.Engine) -> Tokens:
    return Tokens(engine)


@pytest.fixture
def several(kept_settings: Settings) -> Iterator[list[Tokens]]:
    """The same tokens as two processes have them."""
    engines = [kept.database(kept_settings) for _ in range(2)]
    yield [Tokens(engine) for engine in engines]
    for engine in engines:
        engine.dispose()


@both
def test_a_token_lets_in_whoever_holds_it_with_its_roles(tokens: Tokens):
    token, secret = tokens.issue("intranet search", [Role.TRAINER], 30)
    assert secret.startswith(BEGINS)
    assert token.roles == {Role.TRAINER, Role.PRACTITIONER}
    days = datetime.fromisoformat(token.ends) - datetime.fromisoformat(token.created)
    assert abs(days - timedelta(days=30)) < timedelta(minutes=1)
    person = tokens.person(secret)
    assert person is not None
    assert (person.name, person.roles) == ("intranet search (token)", token.roles)
    assert person.may(Role.TRAINER)
    assert not person.may(Role.MAINTAINER)
    assert tokens.all() == [token]


@pytest.mark.parametrize("secret", ["", BEGINS, f"{BEGINS}{'x' * 43}", "' OR '1'='1", "\x00", "\ud800"])
def test_any_other_secret_lets_nobody_in(tokens: Tokens, secret: str):
    tokens.issue("intranet", (), 1)
    assert tokens.person(secret) is None


def test_a_secret_has_to_be_given_to_the_letter(tokens: Tokens):
    _, secret = tokens.issue("intranet", (), 1)
    assert tokens.person(secret)
    for other in (secret.removeprefix(BEGINS), secret[:-1], f"{secret} ", secret.swapcase()):
        assert tokens.person(other) is None


def test_no_token_is_the_account_of_anybody(tokens: Tokens):
    _, secret = tokens.issue("Sam", (), 1)
    person = tokens.person(secret)
    assert person is not None
    assert person.id == "token:Sam"  # and no id of an account has a colon


def test_a_token_that_has_ended_lets_nobody_in(tokens: Tokens, engine: sa.Engine):
    _, secret = tokens.issue("intranet", (), 1)
    for seconds, lets_in in ((60, True), (-1, False)):
        ends = datetime.now(UTC) + timedelta(seconds=seconds)
        with engine.begin() as connection:
            connection.execute(TOKENS.update().values(ends=ends.isoformat(timespec="microseconds")))
        assert bool(tokens.person(secret)) == lets_in


@both
def test_a_token_that_is_revoked_lets_nobody_in_and_its_name_is_free(tokens: Tokens):
    _, one = tokens.issue("one", (), 1)
    _, two = tokens.issue("two", (), 1)
    tokens.revoke("one")
    assert tokens.person(one) is None
    assert tokens.person(two)
    _, again = tokens.issue("one", [Role.MAINTAINER], 1)
    assert again != one
    assert tokens.person(one) is None
    with pytest.raises(TokenError, match="no token of this name"):
        tokens.revoke("three")


@both
def test_a_name_is_given_once(tokens: Tokens):
    _, secret = tokens.issue("intranet search", (), 1)
    with pytest.raises(TokenError, match="already"):
        tokens.issue("  intranet   search ", [Role.MAINTAINER], 1)
    person = tokens.person(secret)
    assert person is not None
    assert person.roles == {Role.PRACTITIONER}


@both
def test_several_that_are_issued_at_once_are_all_issued(several: list[Tokens]):
    together = Barrier(6)

    def issue(number: int) -> str:
        together.wait()
        return several[number % 2].issue(f"token {number}", (), 1)[1]

    with ThreadPoolExecutor(6) as threads:
        secrets = list(threads.map(issue, range(24)))
    assert len({several[0].person(secret) for secret in secrets} - {None}) == 24


@both
def test_of_several_of_the_same_name_at_once_one_is_issued(several: list[Tokens]):
    together = Barrier(6)

    def issue(number: int) -> str:
        together.wait()
        try:
            return several[number % 2].issue("intranet", (), 1)[1]
        except TokenError:
            return ""

    with ThreadPoolExecutor(6) as threads:
        secrets = [secret for secret in threads.map(issue, range(6)) if secret]
    assert [bool(several[0].person(secret)) for secret in secrets] == [True]


@pytest.mark.parametrize("name", ["", " \n", "a" * (LONGEST_NAME + 1), "a\x00", "a\u202e", "\ud800"])
def test_a_name_that_cannot_be_seen_or_is_long_is_refused(tokens: Tokens, name: str):
    with pytest.raises(TokenError, match="1 to 100 characters"):
        tokens.issue(name, (), 1)
    assert tokens.all() == []


def test_no_secret_is_kept_or_said(tokens: Tokens, engine: sa.Engine, home: Path):
    token, secret = tokens.issue("intranet", (), 1)
    written = b"".join(path.read_bytes() for path in home.iterdir())
    assert b"intranet" in written
    assert secret.encode() not in written
    assert secret not in repr(token)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE api_tokens"))
    with pytest.raises(KeptError) as raised:
        tokens.person(secret)
    assert secret not in f"{raised.value} {raised.value.__cause__}"


def test_tokens_are_listed_by_name(tokens: Tokens):
    issued = [tokens.issue(name, (), 1)[0] for name in ("b", "c", "a")]
    listed: list[Token] = tokens.all()
    assert [one.name for one in listed] == ["a", "b", "c"]
    assert sorted(issued, key=lambda one: one.name) == listed
