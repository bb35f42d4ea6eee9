"""Who did what to the library, the quizzes, the people and the settings: a log that is only ever added to.

Each entry holds a digest of itself and of the one before, so that one that is changed or taken out shows
(``verify``); of the last ones taken off that shows only where the last digest was noted elsewhere. The
database refuses to change or delete an entry; whoever owns it can take that guard off, and write the whole
chain anew, which only a digest noted elsewhere tells.

No entry holds a question, a password, a token or an address of somebody's machine: the log tells what was
done, and questions only by how many were asked in a day.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from assistant import kept
from assistant.people.audit_tables import ASKED, GUARDS, LOG, TABLES
from assistant.settings import Settings

LONGEST = 300
"""Characters of what an entry says was acted on."""
HERE = "somebody at this machine"
"""Who does what where nobody logs in."""
FIRST = "0" * 64
"""The digest before the first entry."""
_ADVISORY_LOCK = 0x5AFE_A0D1


class Action(StrEnum):
    """What was done."""

    DOCUMENT_ADDED = "document added"
    DOCUMENT_REMOVED = "document removed"
    ENTRY_CHANGED = "entry changed"
    SYNCED = "document set synced"
    REBUILT = "library rebuilt"
    RESTORED = "library restored"
    QUIZ_SAVED = "quiz saved"
    QUIZ_DELETED = "quiz deleted"
    QUIZ_REVIEWED = "quiz reviewed"
    QUIZ_EXPORTED = "quiz exported"
    RESULTS_EXPORTED = "results exported"
    USER_ADDED = "user added"
    USER_REMOVED = "user removed"
    ROLES_CHANGED = "roles changed"
    PASSWORD_CHANGED = "password changed"  # noqa: S105 - a phrase
    USER_DISABLED = "user disabled"
    USER_ENABLED = "user enabled"
    TOKEN_ISSUED = "token issued"  # noqa: S105 - a phrase
    TOKEN_REVOKED = "token revoked"  # noqa: S105 - a phrase
    LOGGED_IN = "logged in"
    LOG_IN_REFUSED = "log-in refused"
    LOGGED_OUT = "logged out"
    FEEDBACK_DELETED = "feedback deleted"
    CASE_DRAFTED = "case drafted"
    PERSON_EXPORTED = "person exported"
    PERSON_ERASED = "person erased"
    OLD_FORGOTTEN = "old forgotten"
    QUESTIONS_ASKED = "questions asked"
    SETTINGS_CHANGED = "settings changed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done.

    Attributes:
        place: from 1.
        at: when, in UTC.
        who: the name of an account, or who else.
        action: of ``Action``.
        what: was acted on.
        digest: SHA-256 of this and of the digest before, in hexadecimal.
    """

    place: int
    at: str
    who: str
    action: str
    what: str
    digest: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the log is whole.

    Attributes:
        entries: how many there are.
        broken_at: the place of the first that is not as it was written, or None.
        last: the digest of the last, to be noted elsewhere.
    """

    entries: int
    broken_at: int | None
    last: str


class Audit:
    """The log of an organisation. Several threads and processes may add to it at the same time.

    Args:
        engine: of the database that holds it, from ``kept.database``.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        kept.make(TABLES, engine)
        with kept.transaction(engine) as connection:
            self._alone(connection)
            for guard in GUARDS[engine.dialect.name]:
                connection.execute(sa.text(guard))

    def record(self, who: str, action: Action, what: str = "") -> None:
        """Add what somebody did.

        Args:
            who: the name of an account, or who else.
            action: what they did.
            what: they acted on; shortened to ``LONGEST`` characters on one line.

        Raises:
            KeptError: it cannot be written.
        """
        with kept.transaction(self._engine) as connection:
            self._add(connection, who, action, what)

    def question(self) -> None:
        """Count a question of today; what was asked on days before goes into the log.

        Raises:
            KeptError: it cannot be written.
        """
        today = datetime.now(UTC).date().isoformat()
        insert = kept.insert(self._engine, ASKED).values(day=today, count=1, told=False)
        more = insert.on_conflict_do_update(index_elements=["day"], set_={"count": ASKED.c.count + 1})
        with kept.transaction(self._engine) as connection:
            connection.execute(more)
            untold = (ASKED.c.day < today) & sa.not_(ASKED.c.told)
            rows = connection.execute(sa.select(ASKED).where(untold).order_by(ASKED.c.day)).all()
            for row in rows:
                mine = ASKED.update().where(ASKED.c.day == row.day, sa.not_(ASKED.c.told)).values(told=True)
                if connection.execute(mine).rowcount:  # no other process has told it meanwhile
                    self._add(connection, "", Action.QUESTIONS_ASKED, f"{row.day}: {row.count}")

    def asked(self, day: str) -> int:
        """How many questions were asked on a day ("2026-11-27")."""
        with kept.transaction(self._engine) as connection:
            return connection.execute(sa.select(ASKED.c.count).where(ASKED.c.day == day)).scalar() or 0

    def entries(
        self, since: str = "", who: str = "", action: str = "", limit: int | None = None
    ) -> list[Entry]:
        """The entries, in order.

        Args:
            since: only those of this day ("2026-11-27") and later.
            who: only those of this name.
            action: only those of this action.
            limit: only so many, the last.
        """
        query = sa.select(LOG).order_by(LOG.c.place.desc()).limit(limit)
        for column, wanted in ((LOG.c.who, who), (LOG.c.action, action)):
            query = query.where(column == wanted) if wanted else query
        query = query.where(LOG.c.at >= since) if since else query
        with kept.transaction(self._engine) as connection:
            return [Entry(*row) for row in connection.execute(query)][::-1]

    def verify(self) -> Verdict:
        """Whether each entry is as it was written, and none between is missing."""
        before, place, broken_at = FIRST, 0, None
        with kept.transaction(self._engine) as connection:
            rows = connection.execution_options(yield_per=1_000).execute(sa.select(LOG).order_by(LOG.c.place))
            for place, row in enumerate(rows, start=1):
                entry = Entry(*row)
                if broken_at is None and (entry.place != place or entry.digest != _digest(entry, before)):
                    broken_at = place
                before = entry.digest
        return Verdict(place, broken_at, before)

    def has(self, digest: str) -> bool:
        """Whether an entry has a digest that was noted elsewhere, or it was noted while there was none."""
        query = sa.select(LOG.c.place).where(LOG.c.digest == digest)
        with kept.transaction(self._engine) as connection:
            return digest == FIRST or connection.execute(query).first() is not None

    def _add(self, connection: sa.Connection, who: str, action: Action, what: str) -> None:
        self._alone(connection)
        last = connection.execute(sa.select(LOG).order_by(LOG.c.place.desc()).limit(1)).first()
        place, before = (last.place + 1, last.digest) if last else (1, FIRST)
        entry = Entry(place, kept.moment(), _line(who), action.value, _line(what), "")
        values = {**_values(entry), "digest": _digest(entry, before)}
        connection.execute(LOG.insert().values(**values))

    def _alone(self, connection: sa.Connection) -> None:
        """Let nobody else add until the end of the transaction."""
        if self._engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
        else:  # what writes first has SQLite to itself, and writing nothing will do
            connection.execute(ASKED.update().where(sa.false()).values(told=True))


def opened(settings: Settings) -> Audit:
    """The log of some settings.

    Raises:
        KeptError: it cannot be opened.
    """
    return Audit(kept.database(settings))


def _line(text: str) -> str:
    return " ".join(kept.printable(text).split())[:LONGEST]


def _values(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in ("place", "at", "who", "action", "what")}


def _digest(entry: Entry, before: str) -> str:
    told = [*_values(entry).values(), before]
    # SQLite takes bytes where text belongs, which somebody who changed an entry may have put there.
    written = json.dumps(told, ensure_ascii=True, separators=(",", ":"), default=repr)
    return sha256(written.encode()).hexdigest()
