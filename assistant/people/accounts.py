"""Who is known, and what they may do: names with a password kept here, or named by a provider or a proxy.

Passwords are kept as Argon2id hashes with the parameters of argon2-cffi (RFC 9106's for little memory), and
hashed anew at the next log-in when those change.
"""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from secrets import token_urlsafe
from threading import BoundedSemaphore

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant import kept
from assistant.kept import KeptError
from assistant.people.audit import Action, Audit
from assistant.people.person import Person, Role, read, written
from assistant.people.tables import ACCOUNTS, SESSIONS, TABLES
from assistant.settings import Settings

LONGEST_NAME = 100
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1_000
"""Characters. Length counts for more than signs of every kind (NCSC, "Password policy: updating your
approach")."""
_GUESSED_FIRST = (
    "password",
    "safeguid",
    "12345678",
    "qwertyui",
    "letmein",
    "abcdefgh",
    "iloveyou",
    "welcome",
)


class AccountError(KeptError):
    """There is no such account, or it cannot be made so."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who is known.

    Attributes:
        id: nobody can guess it; it is never given to another, as a name may be.
        name: as they log in.
        roles: what they may do besides asking.
        outside: whether a provider or a proxy says who they are, rather than a password.
        active: whether they are let in.
        created: when they became known, in UTC.
    """

    id: str
    name: str
    roles: frozenset[Role]
    outside: bool
    active: bool
    created: str

    @property
    def person(self) -> Person:
        """Who it is."""
        return Person(self.id, self.name, self.roles)


class Accounts:
    """The accounts of an organisation.

    Args:
        engine: of the database that holds them, from ``kept.database``.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        kept.make(TABLES, engine)

    def add(self, name: str, roles: Collection[Role], password: str | None = None) -> Account:
        """Make an account; without a password a provider or a proxy has to say who it is.

        Raises:
            AccountError: the name or the password cannot be used.
        """
        shown = _usable(name)
        every = frozenset({*roles, Role.PRACTITIONER})
        account = Account(token_urlsafe(12), shown, every, password is None, True, kept.moment())
        values = {
            "id": account.id,
            "name": shown,
            "folded": _folded(shown),
            "roles": written(roles),
            "password": "" if password is None else _hashed(password, shown),
            "active": True,
            "created": account.created,
        }
        taken = sa.select(ACCOUNTS.c.id).where(ACCOUNTS.c.folded == values["folded"])
        try:
            with kept.transaction(self._engine) as connection:
                connection.execute(ACCOUNTS.insert().values(**values))
        except KeptError:
            with kept.transaction(self._engine) as connection:
                if connection.execute(taken).first() is None:
                    raise
            raise AccountError(f"There is an account {shown!r} already. Choose another name.") from None
        return account

    def check(self, name: str, password: str) -> Person | None:
        """Who logs in with a name and a password, or None. It takes as long whether or not there is the name,
        so that nobody learns which there are."""
        with kept.transaction(self._engine) as connection:
            row = connection.execute(self._called(name)).first()
        known = row is not None and row.active and bool(row.password)
        held = row.password if row is not None and known else _nobodys()
        with _AT_ONCE:
            right = len(password) <= LONGEST_PASSWORD and _verified(held, password)
        if row is None or not known or not right:
            return None
        if _HASHER.check_needs_rehash(row.password):
            same = ACCOUNTS.update().where(ACCOUNTS.c.id == row.id, ACCOUNTS.c.password == row.password)
            with kept.transaction(self._engine) as connection:  # unless it was changed meanwhile
                connection.execute(same.values(password=_HASHER.hash(_normal(password))))
        return _account(row).person

    def admitted(self, name: str, *, listed_only: bool) -> Person | None:
        """Whom a provider or a proxy names, or None where they are not let in.

        To whoever gives it, a name is another than one that only looks the same ("straße", "strasse"), so
        that here no more than capitals may differ.

        Args:
            name: as it was given.
            listed_only: whether somebody who has no account stays outside; otherwise they are given one.

        Raises:
            KeptError: it cannot be read.
        """
        if not _shown_as_given(name):
            return None
        with kept.transaction(self._engine) as connection:
            row = connection.execute(self._called(name)).first()
        if row is not None:
            account = _account(row)
            # Whoever has a password here is nobody whom a provider may name.
            let_in = account.active and account.outside and account.name.lower() == name.lower()
            return account.person if let_in else None
        if listed_only:
            return None
        try:
            person = self.add(name, ()).person
            Audit(self._engine).record(name, Action.USER_ADDED, name)
            return person
        except AccountError:  # their first two requests came at once
            return self.admitted(name, listed_only=True)

    def person(self, id_: str) -> Person | None:
        """Who has an id; None where there is nobody, or they are no longer let in."""
        with kept.transaction(self._engine) as connection:
            row = connection.execute(
                sa.select(ACCOUNTS).where(ACCOUNTS.c.id == id_, ACCOUNTS.c.active)
            ).first()
        return _account(row).person if row is not None else None

    def named(self, name: str) -> Account:
        """The account of a name.

        Raises:
            AccountError: there is none.
        """
        with kept.transaction(self._engine) as connection:
            row = connection.execute(self._called(name)).first()
        if row is None:
            raise _none(name)
        return _account(row)

    def all(self) -> list[Account]:
        """All accounts, by name."""
        with kept.transaction(self._engine) as connection:
            return [
                _account(row) for row in connection.execute(sa.select(ACCOUNTS).order_by(ACCOUNTS.c.folded))
            ]

    def set_roles(self, name: str, roles: Collection[Role]) -> None:
        """Give somebody these roles and no others; they are logged out.

        Raises:
            AccountError: there is no such account.
        """
        self._change(name, log_out=True, roles=written(roles))

    def set_password(self, name: str, password: str) -> None:
        """Give somebody another password; they are logged out.

        Raises:
            AccountError: there is no such account, a provider or a proxy says who they are, or the password
                cannot be used.
        """
        account = self.named(name)
        if account.outside:
            raise AccountError(f"{account.name!r} has no password here: your own log-in says who they are.")
        self._change(name, log_out=True, password=_hashed(password, account.name))

    def activate(self, name: str, active: bool) -> None:
        """Let somebody in again, or no longer; then they are logged out.

        Raises:
            AccountError: there is no such account.
        """
        self._change(name, log_out=True, active=active)

    def remove(self, name: str) -> None:
        """Forget an account; they are logged out. Their conversations are ``belongings``.

        Raises:
            AccountError: there is no such account.
        """
        id_ = self.named(name).id
        with kept.transaction(self._engine) as connection:
            connection.execute(SESSIONS.delete().where(SESSIONS.c.person == id_))
            connection.execute(ACCOUNTS.delete().where(ACCOUNTS.c.id == id_))

    def _change(self, name: str, *, log_out: bool = False, **values: object) -> None:
        one = ACCOUNTS.c.folded == _folded(name)
        with kept.transaction(self._engine) as connection:
            if not connection.execute(ACCOUNTS.update().where(one).values(**values)).rowcount:
                raise _none(name)
            if log_out:
                theirs = sa.select(ACCOUNTS.c.id).where(one).scalar_subquery()
                connection.execute(SESSIONS.delete().where(SESSIONS.c.person == theirs))

    @staticmethod
    def _called(name: str) -> sa.Select[tuple[object, ...]]:
        return sa.select(ACCOUNTS).where(ACCOUNTS.c.folded == _folded(name))


def opened(settings: Settings) -> Accounts:
    """The accounts of some settings.

    Raises:
        KeptError: they cannot be opened.
    """
    return Accounts(kept.database(settings))


_HASHER = PasswordHasher()
_AT_ONCE = BoundedSemaphore(2)
"""Passwords that are checked at the same time: each takes some 64 MB."""


def _hashed(password: str, name: str) -> str:
    normal = _normal(password)
    if len(normal) < SHORTEST_PASSWORD:
        raise AccountError(
            f"A password needs {SHORTEST_PASSWORD} characters or more: three words that do not belong "
            "together are easy to keep in mind."
        )
    if len(normal) > LONGEST_PASSWORD:
        raise AccountError(f"A password may have {LONGEST_PASSWORD:,} characters. Choose a shorter one.")
    simple = normal.casefold()
    if simple.startswith(_GUESSED_FIRST) or _folded(name) in simple or len(set(simple)) < 5:
        raise AccountError("This password would be guessed among the first. Choose another.")
    return _HASHER.hash(normal)


def _verified(held: str, password: str) -> bool:
    try:
        return _HASHER.verify(held, _normal(password))
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    """The hash of a password that nobody knows."""
    return _HASHER.hash(token_urlsafe(32))


def _normal(password: str) -> str:
    # The same sign may be typed as one character or as two, by the keyboard.
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode())


def _usable(name: str) -> str:
    shown = " ".join(unicodedata.normalize("NFKC", name).split())
    if not 0 < len(shown) <= LONGEST_NAME or not shown.isprintable():
        raise AccountError(
            f"A name has 1 to {LONGEST_NAME} characters, all of which can be seen. Choose another."
        )
    return shown


def _shown_as_given(name: str) -> bool:
    try:
        return _usable(name) == name
    except AccountError:
        return False


def _folded(name: str) -> str:
    return kept.folded(name[: 10 * LONGEST_NAME])


def _account(row: sa.Row[tuple[object, ...]]) -> Account:
    told = row._mapping
    roles = read(told["roles"])
    return Account(told["id"], told["name"], roles, not told["password"], told["active"], told["created"])


def _none(name: str) -> AccountError:
    return AccountError(f"There is no account {' '.join(kept.printable(name).split())[:LONGEST_NAME]!r}.")
