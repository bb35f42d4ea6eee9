"""Log-ins that failed, and how long the next has to wait. Names are kept as digests only: a password is
sometimes typed where the name belongs.
"""

import time
from collections.abc import Callable
from ipaddress import IPv6Address, IPv6Network, ip_address

import sqlalchemy as sa

from assistant import kept
from assistant.people.tables import ATTEMPTS, TABLES
from assistant.settings import Settings

FREE = {"name": 5, "address": 20}
"""So many may fail without a wait; an office may be behind one address."""
FIRST_WAIT, LONGEST_WAIT = 30, 15 * 60
"""Seconds: of the first wait, which doubles with each further failure, and at most."""
FORGOTTEN = 60 * 60
"""Seconds after the last failure."""


class Attempts:
    """The failures of an organisation's log-ins. Several threads and processes may use them.

    Args:
        engine: of the database that holds them, from ``kept.database``.
        clock: seconds since 1970.
    """

    def __init__(self, engine: sa.Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine, self._clock = engine, clock
        kept.make(TABLES, engine)

    def wait(self, name: str, address: str) -> int:
        """Seconds until a log-in with a name, from an address, may be tried; 0 for at once. It is the same
        for names that nobody has.

        Raises:
            KeptError: it cannot be read.
        """
        subjects = _subjects(name, address)
        with kept.transaction(self._engine) as connection:
            rows = connection.execute(sa.select(ATTEMPTS).where(ATTEMPTS.c.subject.in_(subjects))).all()
        return max((self._left(subjects[row.subject], row.failures, row.last) for row in rows), default=0)

    def failed(self, name: str, address: str) -> None:
        """One has failed.

        Raises:
            KeptError: it cannot be written.
        """
        now = self._clock()
        self.sweep()
        with kept.transaction(self._engine) as connection:
            for subject in sorted(
                _subjects(name, address)
            ):  # in one order, so that no two wait for each other
                new = kept.insert(self._engine, ATTEMPTS).values(subject=subject, failures=1, last=now)
                more = {"failures": ATTEMPTS.c.failures + 1, "last": now}
                connection.execute(new.on_conflict_do_update(index_elements=["subject"], set_=more))

    def succeeded(self, name: str, address: str) -> None:
        """Somebody has logged in, which was counted as failed before that was known: what failed with their
        name is forgotten, and of what failed from their address this one."""
        fewer = ATTEMPTS.update().values(failures=ATTEMPTS.c.failures - 1)
        change: dict[str, sa.Update | sa.Delete] = {"name": ATTEMPTS.delete(), "address": fewer}
        with kept.transaction(self._engine) as connection:
            for subject, kind in sorted(_subjects(name, address).items()):  # in one order, as above
                connection.execute(change[kind].where(ATTEMPTS.c.subject == subject))

    def sweep(self) -> int:
        """Forget what failed long ago; how much that was."""
        with kept.transaction(self._engine) as connection:
            old = ATTEMPTS.c.last < self._clock() - FORGOTTEN
            return connection.execute(ATTEMPTS.delete().where(old)).rowcount

    def _left(self, kind: str, failures: int, last: float) -> int:
        more = failures - FREE[kind]
        wait = min(FIRST_WAIT * 2 ** min(more, 10), LONGEST_WAIT) if more >= 0 else 0
        return max(0, round(last + wait - self._clock()))


def opened(settings: Settings) -> Attempts:
    """The failures under some settings.

    Raises:
        KeptError: they cannot be opened.
    """
    return Attempts(kept.database(settings))


def _subjects(name: str, address: str) -> dict[str, str]:
    """What failures are counted by, with the kind of each."""
    told = {"name": kept.folded(name[:1_000]), "address": _line(address)}
    return {kept.digest(f"{kind}:{value}"): kind for kind, value in told.items()}


def _line(address: str) -> str:
    """The line that an address is at: of IPv6 its first 64 bits, since whoever is there may choose the others
    (RFC 4291, 2.5.1)."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(IPv6Network((int(found), 64), strict=False))
    return address
