"""The tokens by which other programs are let in, each with its roles and its end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe

import sqlalchemy as sa

from assistant import kept
from assistant.kept import KeptError
from assistant.people.person import Person, Role, read, written
from assistant.people.tables import TABLES, TOKENS
from assistant.settings import Settings

BEGINS = "sg_"
"""How a token begins, so that it is known for one where it lies around."""
LONGEST_NAME = 100


class TokenError(KeptError):
    """There is no such token, or it cannot be issued so."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was issued.

    Attributes:
        name: what it is for.
        roles: what whoever holds it may do besides asking.
        created, ends: when it was issued, and until when it lets somebody in, in UTC.
    """

    name: str
    roles: frozenset[Role]
    created: str
    ends: str


class Tokens:
    """The tokens of an organisation.

    Args:
        engine: of the database that holds them, from ``kept.database``.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        kept.make(TABLES, engine)

    def issue(self, name: str, roles: Collection[Role], days: int) -> tuple[Token, str]:
        """Issue a token; it and its secret, which is kept nowhere.

        Args:
            name: what it is for.
            roles: what whoever holds it may do besides asking.
            days: for how long it lets somebody in.

        Raises:
            TokenError: there is one of this name, or the name cannot be used.
        """
        shown = " ".join(name.split())
        if not 0 < len(shown) <= LONGEST_NAME or not shown.isprintable():
            raise TokenError(f"A token needs a name of 1 to {LONGEST_NAME} characters that can be seen.")
        now = datetime.now(UTC)
        ends = (now + timedelta(days=days)).isoformat(timespec="microseconds")
        token = Token(shown, frozenset({*roles, Role.PRACTITIONER}), kept.moment(), ends)
        secret = BEGINS + token_urlsafe(32)
        values = {"roles": written(roles), "created": token.created, "ends": ends}
        insert = kept.insert(self._engine, TOKENS)
        new = insert.values(name=shown, secret=kept.digest(secret), **values)
        added = new.on_conflict_do_nothing(index_elements=["name"]).returning(TOKENS.c.name)
        with kept.transaction(self._engine) as connection:
            if connection.execute(added).first() is None:
                raise TokenError(
                    f"There is a token {shown!r} already. Revoke it first, or choose another name."
                )
        return token, secret

    def person(self, secret: str) -> Person | None:
        """Who asks with a token, or None if it lets nobody in."""
        with kept.transaction(self._engine) as connection:
            row = connection.execute(sa.select(TOKENS).where(TOKENS.c.secret == kept.digest(secret))).first()
        if row is None or row.ends < kept.moment():
            return None
        return Person(f"token:{row.name}", f"{row.name} (token)", _token(row).roles)

    def all(self) -> list[Token]:
        """All tokens, by name."""
        with kept.transaction(self._engine) as connection:
            return [_token(row) for row in connection.execute(sa.select(TOKENS).order_by(TOKENS.c.name))]

    def revoke(self, name: str) -> None:
        """Let nobody in any longer with a token.

        Raises:
            TokenError: there is none of this name.
        """
        with kept.transaction(self._engine) as connection:
            if not connection.execute(TOKENS.delete().where(TOKENS.c.name == name)).rowcount:
                raise TokenError("There is no token of this name: see safeguide token list.")


def opened(settings: Settings) -> Tokens:
    """The tokens of some settings.

    Raises:
        KeptError: they cannot be opened.
    """
    return Tokens(kept.database(settings))


def _token(row: sa.Row[tuple[object, ...]]) -> Token:
    told = row._mapping
    return Token(told["name"], read(told["roles"]), told["created"], told["ends"])
