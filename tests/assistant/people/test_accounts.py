"""Accounts: names and passwords as they may be, who is let in by them, and what ends with a change."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from assistant import kept
from assistant.kept import KeptError
from assistant.people import Person, Role, accounts
from assistant.people.accounts import LONGEST_NAME, LONGEST_PASSWORD, Account, AccountError, Accounts
from assistant.people.sessions import Sessions
from assistant.people.tables import ACCOUNTS
from assistant.settings import Settings

both = pytest.mark.parametrize("kept_settings", ["folder", "server"], indirect=True)
PASSWORD = "correct-horse-battery"  # noqa: S105 - nobody's
OTHER = "staple-lantern-river"
HOSTILE = "Robert'); DROP TABLE accounts;-- <script>alert(1)</script>"


@pytest.fixture
def people(engine: sa.Engine) -> Accounts:
    return Accounts(engine)


@both
def test_an_account_comes_back_as_it_was_made(people: Accounts):
    sam = people.add("Sam Okafor", [Role.TRAINER], PASSWORD)
    assert (sam.name, sam.outside, sam.active) == ("Sam Okafor", False, True)
    assert sam.roles == {Role.TRAINER, Role.PRACTITIONER}
    alex = people.add("alex@example.org", ())
    assert alex.outside
    assert people.all() == [alex, sam]
    assert people.named("sam okafor") == sam
    assert people.person(sam.id) == sam.person == Person(sam.id, "Sam Okafor", sam.roles)
    assert people.person("nobody's") is None


@both
def test_somebody_logs_in_with_their_name_and_password_and_nothing_else(people: Accounts):
    sam = people.add("Sam Okafor", [Role.TRAINER], PASSWORD).person
    assert people.check("Sam Okafor", PASSWORD) == sam
    assert people.check("  SAM   okafor ", PASSWORD) == sam
    for name, password in [
        ("Sam Okafor", PASSWORD.upper()),
        ("Sam Okafor", f"{PASSWORD} "),
        ("Sam Okafor", ""),
        ("Sam Okafor", PASSWORD * LONGEST_PASSWORD),
        ("Sam Okafor", "\ud800\x00"),
        ("Sam", PASSWORD),
        ("", PASSWORD),
        ("\ud800\x00" * 5_000, PASSWORD),
        ("Sam Okafor' OR '1'='1", PASSWORD),
    ]:
        assert people.check(name, password) is None


@both
def test_the_same_name_written_otherwise_is_refused(people: Accounts):
    people.add("Sam Okafor", (), PASSWORD)
    for name in ("Sam Okafor", "SAM OKAFOR", " sam\u00a0 okafor ", "\uff33am Okafor"):
        with pytest.raises(AccountError, match="already"):
            people.add(name, [Role.MAINTAINER], OTHER)
    (sam,) = people.all()
    assert sam.roles == {Role.PRACTITIONER}
    assert people.check("Sam Okafor", OTHER) is None


@both
def test_of_several_who_add_the_same_name_at_once_one_does(kept_settings: Settings):
    engines = [kept.database(kept_settings) for _ in range(2)]
    several = [Accounts(engine) for engine in engines]

    def add(number: int) -> Account | None:
        try:
            return several[number % 2].add("Sam" if number % 3 else "SAM", ())
        except AccountError:
            return None

    with ThreadPoolExecutor(6) as threads:
        added = [one for one in threads.map(add, range(12)) if one]
    assert added == several[0].all()
    assert len(added) == 1
    for engine in engines:
        engine.dispose()


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "12 characters"),
        ("eleven-char", "12 characters"),
        ("ab" * LONGEST_PASSWORD, "1,000 characters"),
        ("Password-of-mine", "guessed"),
        ("SAFEGUIDE-2026!", "guessed"),
        ("ababababababab", "guessed"),
        ("my-sam okafor-99", "guessed"),
        ("1234567890123", "guessed"),
    ],
)
def test_a_password_that_is_short_long_or_guessed_is_refused_without_being_said(
    people: Accounts, password: str, said: str
):
    with pytest.raises(AccountError, match=said) as raised:
        people.add("Sam Okafor", (), password)
    assert not password or password not in str(raised.value)
    assert people.all() == []
    people.add("Sam Okafor", (), PASSWORD)
    with pytest.raises(AccountError, match=said) as raised:
        people.set_password("Sam Okafor", password)
    assert not password or password not in str(raised.value)
    assert people.check("Sam Okafor", PASSWORD)


@pytest.mark.parametrize("password", ["twelve-chars", "ŵ" * 3 + "儿童-🛟 not a sign", "ab-1 " * 200])
def test_a_password_of_any_characters_will_do(people: Accounts, password: str):
    people.add("Sam", (), password)
    assert people.check("Sam", password)


def test_a_password_is_the_same_however_a_keyboard_composes_its_signs(people: Accounts):
    people.add("Sam", (), "caf\u00e9 lantern river")
    assert people.check("Sam", "cafe\u0301 lantern river")


@pytest.mark.parametrize(
    "name",
    ["", "  \t", "a" * (LONGEST_NAME + 1), "Sam\x00", "Sam\u202eokafor", "Sam\u200b", "\ud800", "\x1b[31m"],
)
def test_a_name_that_cannot_be_seen_or_is_long_is_refused(people: Accounts, name: str):
    with pytest.raises(AccountError, match="1 to 100 characters"):
        people.add(name, (), PASSWORD)
    assert people.all() == []


@both
@pytest.mark.parametrize("name", [HOSTILE, "a" * LONGEST_NAME, "儿童 🛟", "Siân O'Brien", "%_\\"])
def test_a_name_of_any_signs_that_are_seen_is_kept_as_it_is(people: Accounts, name: str):
    account = people.add(name, (), PASSWORD)
    assert account.name == name
    assert people.check(name, PASSWORD) == account.person
    people.set_roles(name, [Role.TRAINER])
    people.remove(name)
    assert people.all() == []


def test_nobody_is_told_in_vain_and_no_name_breaks_the_sentence(people: Accounts):
    missing = "Nobody\n\x1b[31m" + "a" * 10_000
    for change in (
        lambda: people.named(missing),
        lambda: people.set_roles(missing, ()),
        lambda: people.set_password(missing, PASSWORD),
        lambda: people.activate(missing, True),
        lambda: people.remove(missing),
    ):
        with pytest.raises(AccountError, match="There is no account 'Nobody") as raised:
            change()
        assert str(raised.value).isprintable()
        assert len(str(raised.value)) < 200


def test_only_a_hash_of_a_password_is_kept_and_none_is_said(people: Accounts, engine: sa.Engine):
    people.add("Sam", (), PASSWORD)
    with engine.begin() as connection:
        (held,) = connection.execute(sa.select(ACCOUNTS.c.password)).scalars()
        assert held.startswith("$argon2id$")
        assert PASSWORD not in str(connection.execute(sa.select(ACCOUNTS)).all())
        connection.execute(sa.text("DROP TABLE accounts"))
    for change in (
        lambda: people.add("Alex", (), PASSWORD),
        lambda: people.check("Sam", PASSWORD),
        lambda: people.set_password("Sam", PASSWORD),
    ):
        with pytest.raises(KeptError) as raised:
            change()
        assert PASSWORD not in f"{raised.value} {raised.value.__cause__}"
        assert held not in f"{raised.value} {raised.value.__cause__}"


def test_a_hash_of_less_work_is_made_anew_at_the_next_log_in(
    people: Accounts, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
):
    people.add("Sam", [Role.TRAINER], PASSWORD)
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert people.check("Sam", OTHER) is None
    assert "t=1," in _held(engine)
    assert people.check("Sam", PASSWORD) == people.named("Sam").person
    assert "t=2," in _held(engine)
    assert people.check("Sam", PASSWORD)


@pytest.mark.parametrize("change", ["changed", "removed"])
def test_a_hash_is_not_made_anew_of_a_password_that_was_changed_meanwhile(
    people: Accounts, monkeypatch: pytest.MonkeyPatch, change: str
):
    people.add("Sam", (), PASSWORD)

    class Slow(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            right = super().verify(hash, password)
            if password == PASSWORD:
                people.set_password("Sam", OTHER) if change == "changed" else people.remove("Sam")
            return right

    monkeypatch.setattr(accounts, "_HASHER", Slow(time_cost=2, memory_cost=16, parallelism=1))
    people.check("Sam", PASSWORD)
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert people.check("Sam", PASSWORD) is None
    assert bool(people.check("Sam", OTHER)) == (change == "changed")


def test_a_hash_that_cannot_be_read_lets_nobody_in(people: Accounts, engine: sa.Engine):
    people.add("Sam", (), PASSWORD)
    with engine.begin() as connection:
        connection.execute(ACCOUNTS.update().values({"password": "$argon2id$broken"}))
    assert people.check("Sam", PASSWORD) is None


def test_an_account_without_a_password_takes_none(people: Accounts):
    people.add("alex@example.org", ())
    assert people.check("alex@example.org", "") is None
    with pytest.raises(AccountError, match="has no password here"):
        people.set_password("alex@example.org", PASSWORD)
    assert people.check("alex@example.org", PASSWORD) is None


@both
def test_whom_a_provider_names_is_made_known_at_first_sight(people: Accounts):
    first = people.admitted("Alex@Example.org", listed_only=False)
    assert first is not None
    assert (first.name, first.roles) == ("Alex@Example.org", {Role.PRACTITIONER})
    people.set_roles("alex@example.org", [Role.TRAINER])
    again = people.admitted("alex@example.ORG", listed_only=False)
    assert again == Person(first.id, first.name, frozenset({Role.TRAINER, Role.PRACTITIONER}))
    assert len(people.all()) == 1


def test_where_only_those_listed_are_let_in_nobody_else_is_made_known(people: Accounts):
    assert people.admitted("alex@example.org", listed_only=True) is None
    assert people.all() == []
    alex = people.add("alex@example.org", [Role.MAINTAINER])
    assert people.admitted("alex@example.org", listed_only=True) == alex.person


@pytest.mark.parametrize("listed_only", [True, False])
def test_a_provider_names_nobody_who_has_a_password_here_or_is_disabled(people: Accounts, listed_only: bool):
    people.add("Sam", [Role.MAINTAINER], PASSWORD)
    people.add("alex@example.org", ())
    people.activate("alex@example.org", False)
    for name in ("Sam", "SAM", "alex@example.org"):
        assert people.admitted(name, listed_only=listed_only) is None
    assert len(people.all()) == 2


@pytest.mark.parametrize("name", ["", "  ", "a" * 5_000, "alex\x00", "\u200b", "\ud800"])
def test_a_name_that_no_account_may_have_is_not_admitted(people: Accounts, name: str):
    assert people.admitted(name, listed_only=False) is None
    assert people.all() == []


@pytest.mark.parametrize(
    "alike",
    [
        "alex@example.org" + " " * 1_000 + "@evil.example",
        "alex@example.org\u200b",
        "alex@example.org\x00",
        "\uff41lex@example.org",
        "al\u200dex@example.org",
        "alex@example.o\u1d63g",
    ],
    ids=["cut off", "zero width", "nul", "full width", "joiner", "subscript"],
)
@pytest.mark.parametrize("listed_only", [True, False])
def test_a_provider_s_name_that_only_looks_like_another_s_is_not_theirs(
    people: Accounts, alike: str, listed_only: bool
):
    people.add("alex@example.org", [Role.MAINTAINER])
    assert people.admitted(alike, listed_only=listed_only) is None


def test_a_provider_s_address_is_not_that_of_another_domain_whose_capitals_are_the_same(people: Accounts):
    people.add("alex@fussball.example", [Role.MAINTAINER])
    assert people.admitted("alex@fu\u00dfball.example", listed_only=False) is None


@both
def test_of_several_first_requests_at_once_one_makes_somebody_known(people: Accounts):
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda _: people.admitted("alex@example.org", listed_only=False), range(12)))
    (alex,) = people.all()
    assert found == [alex.person] * 12


CHANGES: dict[str, Callable[[Accounts], None]] = {
    "roles": lambda people: people.set_roles("SAM", [Role.MAINTAINER]),
    "password": lambda people: people.set_password("sam", OTHER),
    "disabled": lambda people: people.activate("Sam", False),
    "removed": lambda people: people.remove("Sam"),
}


@both
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_logs_somebody_out_and_nobody_else(people: Accounts, engine: sa.Engine, change: str):
    sessions = Sessions(engine, hours=8)
    sam, alex = people.add("Sam", (), PASSWORD).person, people.add("Alex", (), PASSWORD).person
    theirs, others = [sessions.begin(sam) for _ in range(2)], sessions.begin(alex)
    CHANGES[change](people)
    assert [sessions.seen(token) for token in theirs] == [None, None]
    assert sessions.seen(others)
    assert people.check("Alex", PASSWORD) == alex


def test_a_change_that_is_refused_logs_nobody_out(people: Accounts, engine: sa.Engine):
    sessions = Sessions(engine, hours=8)
    token = sessions.begin(people.add("Sam", (), PASSWORD).person)
    with pytest.raises(AccountError):
        people.set_password("Sam", "short")
    assert sessions.seen(token)


def test_roles_are_those_that_were_given_last(people: Accounts):
    people.add("Sam", [Role.MAINTAINER], PASSWORD)
    people.set_roles("Sam", ())
    assert people.named("Sam").roles == {Role.PRACTITIONER}
    person = people.check("Sam", PASSWORD)
    assert person is not None
    assert not person.may(Role.MAINTAINER)


def test_somebody_disabled_is_let_in_again_when_they_are_enabled(people: Accounts):
    sam = people.add("Sam", (), PASSWORD)
    people.activate("Sam", False)
    assert people.check("Sam", PASSWORD) is None
    assert people.person(sam.id) is None
    assert not people.named("Sam").active
    people.activate("Sam", True)
    assert people.check("Sam", PASSWORD) == sam.person == people.person(sam.id)


def test_a_name_that_was_removed_is_another_s_when_it_is_given_again(people: Accounts):
    before = people.add("Sam", [Role.MAINTAINER], PASSWORD)
    people.remove("Sam")
    after = people.add("Sam", (), OTHER)
    assert after.id != before.id
    assert people.person(before.id) is None
    assert people.check("Sam", PASSWORD) is None


def _held(engine: sa.Engine) -> str:
    with engine.begin() as connection:
        return str(connection.execute(sa.select(ACCOUNTS.c.password)).scalar_one())
