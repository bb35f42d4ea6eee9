"""What is kept of one person: to be shown to them, and to be erased (UK GDPR, articles 15 and 17)."""

from typing import Any

import sqlalchemy as sa

from assistant import conversations, kept
from assistant.conversations import CONVERSATIONS, Conversations
from assistant.people import accounts, attempts, audit, sessions
from assistant.people.tables import ACCOUNTS, SESSIONS
from assistant.quiz.schema import RESULTS
from assistant.quiz.store import QuizStore
from assistant.settings import Settings


def belongings(settings: Settings, name: str) -> dict[str, Any]:
    """Everything that is kept of somebody, as JSON has it.

    Args:
        settings: say where it is kept.
        name: by which they log in.

    Raises:
        AccountError: there is no such account.
        KeptError: it cannot be read.
    """
    account = accounts.opened(settings).named(name)
    return {
        "account": {
            "id": account.id,
            "name": account.name,
            "roles": sorted(account.roles),
            "let in": account.active,
            "created": account.created,
        },
        "conversations": _conversations(settings, account.id),
        "quiz results under this name, as it was typed": _results(settings, account.name),
        "audit log": [
            {"at": one.at, "action": one.action, "what": one.what}
            for one in audit.opened(settings).entries(who=account.name)
        ],
    }


def erased(settings: Settings, name: str) -> dict[str, int]:
    """Delete an account and what is kept of whoever has it, at once or not at all; how much of each.

    Args:
        settings: say where it is kept.
        name: by which they log in.

    Raises:
        AccountError: there is no such account.
        KeptError: it cannot be deleted.
    """
    account = accounts.opened(settings).named(name)
    engine = _engine(settings)
    theirs = _typed_by(engine, account.name)
    wanted = {
        "conversations": CONVERSATIONS.delete().where(CONVERSATIONS.c.owner == account.id),
        "quiz results": RESULTS.delete().where(RESULTS.c.id.in_(theirs)),
        "sessions": SESSIONS.delete().where(SESSIONS.c.person == account.id),
        "accounts": ACCOUNTS.delete().where(ACCOUNTS.c.id == account.id),
    }
    with kept.transaction(engine) as connection:
        return {what: connection.execute(delete).rowcount for what, delete in wanted.items()}


def swept(settings: Settings) -> dict[str, int]:
    """Delete what was kept as long as the settings say; how much of each.

    Raises:
        KeptError: it cannot be deleted.
    """
    engine, days = kept.database(settings), settings.retention_days
    return {
        "conversations": Conversations(engine, days).sweep(),
        "quiz results": QuizStore(engine, days).sweep(),
        "sessions": sessions.opened(settings).sweep(),
        "failed log-ins": attempts.opened(settings).sweep(),
    }


def _conversations(settings: Settings, owner: str) -> list[dict[str, Any]]:
    theirs = conversations.opened(settings).of(owner)
    return [
        {
            "title": one.title,
            "started": one.started,
            "last question": one.changed,
            "questions": [
                {"question": turn.question, "answer": turn.answer.text} for turn in theirs.turns(one.id)
            ],
        }
        for one in theirs.all()
    ]


def _results(settings: Settings, name: str) -> list[dict[str, Any]]:
    engine = _engine(settings)
    ids = _typed_by(engine, name)
    columns = [one for one in RESULTS.c if one.name != "id"]
    with kept.transaction(engine) as connection:
        rows = connection.execute(sa.select(*columns).where(RESULTS.c.id.in_(ids)))
        return [{key: str(value) for key, value in row._mapping.items()} for row in rows]


def _typed_by(engine: sa.Engine, name: str) -> list[Any]:
    """The ids of the results whose taker typed a name, whatever its capitals and blanks."""
    with kept.transaction(engine) as connection:
        rows = connection.execute(sa.select(RESULTS.c.id, RESULTS.c.name))
        return [row.id for row in rows if kept.folded(row.name) == kept.folded(name)]


def _engine(settings: Settings) -> sa.Engine:
    """The database, with every table in it that something may be kept in."""
    engine = kept.database(settings)
    Conversations(engine, settings.retention_days)
    QuizStore(engine, settings.retention_days)
    return engine
