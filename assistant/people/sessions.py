"""Who is logged in. A browser holds a token, and the database only what its SHA-256 is.

A token is 32 random bytes: nobody finds it from its digest, and a salt would add nothing. It is renewed every
quarter of an hour, so that one that was stolen is of little use; the one before still holds for a minute,
since a page sends several requests at once.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_urlsafe

import sqlalchemy as sa

from assistant import kept
from assistant.people.person import Person
from assistant.people.tables import SESSIONS, TABLES
from assistant.settings import Settings

RENEWED_AFTER = 15 * 60
"""Seconds."""
STILL_HOLDS = 60
"""Seconds that the token before holds."""
SEEN_EVERY = 60
"""Seconds after which it is written down anew that somebody is there, rather than at every request."""
LONGEST = 7 * 24 * 60 * 60
"""Seconds after which somebody logs in again, however busy they were."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Whose a session is.

    Attributes:
        person_id: the id of their account.
        token: the one that the browser is to send from now on.
    """

    person_id: str
    token: str


class Sessions:
    """The sessions of an organisation. Several threads and processes may use them at the same time.

    Args:
        engine: of the database that holds them, from ``kept.database``.
        hours: how long one lasts in which nothing is asked for.
        clock: seconds since 1970.
    """

    def __init__(self, engine: sa.Engine, hours: int, clock: Callable[[], float] = time.time) -> None:
        self._engine, self._idle, self._clock = engine, hours * 3600, clock
        kept.make(TABLES, engine)

    def begin(self, person: Person) -> str:
        """Begin a session; its token.

        Raises:
            KeptError: it cannot be kept.
        """
        token, now = token_urlsafe(32), self._clock()
        values = {
            "id": token_urlsafe(12),
            "person": person.id,
            "token": kept.digest(token),
            "token_before": "",
        }
        self.sweep()
        with kept.transaction(self._engine) as connection:
            connection.execute(SESSIONS.insert().values(**values, begun=now, renewed=now, seen=now))
        return token

    def seen(self, token: str) -> Seen | None:
        """Whose session a token is of, or None if it holds no longer.

        Raises:
            KeptError: it cannot be read.
        """
        now, digest = self._clock(), kept.digest(token)
        with kept.transaction(self._engine) as connection:
            mine = (SESSIONS.c.token == digest) | (SESSIONS.c.token_before == digest)
            row = connection.execute(sa.select(SESSIONS).where(mine)).first()
        if row is None or self._over(row.begun, row.seen, now):
            return None
        if row.token != digest:
            return Seen(row.person, token) if now - row.renewed <= STILL_HOLDS else None
        if now - row.renewed > RENEWED_AFTER:
            return Seen(row.person, self._renewed(token, now))
        if now - row.seen > SEEN_EVERY:
            self._write(digest, seen=now)
        return Seen(row.person, token)

    def end(self, token: str) -> None:
        """End a session, if there is one."""
        digest = kept.digest(token)
        mine = (SESSIONS.c.token == digest) | (SESSIONS.c.token_before == digest)
        with kept.transaction(self._engine) as connection:
            connection.execute(SESSIONS.delete().where(mine))

    def sweep(self) -> int:
        """Forget the sessions that are over; how many those were."""
        now = self._clock()
        over = (SESSIONS.c.seen < now - self._idle) | (SESSIONS.c.begun < now - LONGEST)
        with kept.transaction(self._engine) as connection:
            return connection.execute(SESSIONS.delete().where(over)).rowcount

    def _over(self, begun: float, seen: float, now: float) -> bool:
        return now - seen > self._idle or now - begun > LONGEST

    def _renewed(self, token: str, now: float) -> str:
        """A new token; of two requests that come at once, one renews it and the other's still holds."""
        fresh, digest = token_urlsafe(32), kept.digest(token)
        renewed = {"token": kept.digest(fresh), "token_before": digest, "renewed": now, "seen": now}
        return fresh if self._write(digest, **renewed) else token

    def _write(self, digest: str, **values: object) -> bool:
        with kept.transaction(self._engine) as connection:
            change = SESSIONS.update().where(SESSIONS.c.token == digest).values(**values)
            return bool(connection.execute(change).rowcount)


def opened(settings: Settings) -> Sessions:
    """The sessions of some settings.

    Raises:
        KeptError: they cannot be opened.
    """
    return Sessions(kept.database(settings), settings.session_hours)
