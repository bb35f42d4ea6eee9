"""What is kept of one person: to be shown to them, and to be erased (UK GDPR, articles 15 and 17)."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from assistant import kept
from assistant.conversations import CONVERSATIONS, Conversations
from assistant.people.accounts import Account, Accounts
from assistant.people.attempts import Attempts
from assistant.people.audit import Audit, Entry
from assistant.people.sessions import Sessions
from assistant.people.tables import ACCOUNTS, SESSIONS
from assistant.quiz.schema import RESULTS, VERSIONS
from assistant.quiz.store import QuizStore
from assistant.settings import Settings


def belongings(settings: Settings, name: str) -> dict[str, Any]:
    """Everything that is kept of somebody, as JSON has it; docs/data-protection.md says what each part is.

    Args:
        settings: say where it is kept.
        name: by which they log in.

    Raises:
        AccountError: there is no such account.
        KeptError: it cannot be read.
    """
    engine = kept.database(settings)
    account = Accounts(engine).named(name)
    conversations = Conversations(engine, settings.retention_days, account.id)
    QuizStore(engine, settings.retention_days)
    with kept.transaction(engine) as connection:
        sessions = connection.execute(sa.select(SESSIONS).where(SESSIONS.c.person == account.id)).all()
        results = connection.execute(sa.select(RESULTS).order_by(RESULTS.c.given)).all()
        reviews = connection.execute(sa.select(VERSIONS).where(VERSIONS.c.reviewed_by != "")).all()
    return {
        "account": _account(account),
        "sessions": [{"begun": _moment(one.begun), "last seen": _moment(one.seen)} for one in sessions],
        "conversations": _conversations(conversations),
        "quiz results under this name, which whoever took it typed": [
            {name: value for name, value in one._mapping.items() if name != "id"}
            for one in results
            if _same(one.name, account.name)
        ],
        "quizzes reviewed under this name, which whoever reviewed it typed": [
            {"quiz": one.quiz, "version": one.number, "title": one.title, "on": one.reviewed_on}
            for one in reviews
            if _same(one.reviewed_by, account.name)
        ],
        "audit log": [
            {"at": one.at, "by them": one.who == account.name, "action": one.action, "what": one.what}
            for one in Audit(engine).entries(since=account.created)
            if _tells_of(one, account.name)
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
    engine = kept.database(settings)
    account = Accounts(engine).named(name)
    Conversations(engine, settings.retention_days)
    QuizStore(engine, settings.retention_days)
    theirs = {
        "accounts": ACCOUNTS.delete().where(ACCOUNTS.c.id == account.id),
        "sessions": SESSIONS.delete().where(SESSIONS.c.person == account.id),
        "conversations": CONVERSATIONS.delete().where(CONVERSATIONS.c.owner == account.id),
    }
    with kept.transaction(engine) as connection:
        counts = {what: connection.execute(delete).rowcount for what, delete in theirs.items()}
        rows = connection.execute(sa.select(RESULTS.c.id, RESULTS.c.name)).all()
        ids = [row.id for row in rows if _same(row.name, account.name)]
        results = connection.execute(RESULTS.delete().where(RESULTS.c.id.in_(ids))).rowcount
    return {**counts, "quiz results under their name": results}


def swept(settings: Settings) -> dict[str, int]:
    """Delete what was kept as long as the settings say; how much of each.

    Raises:
        KeptError: it cannot be deleted.
    """
    engine, days = kept.database(settings), settings.retention_days
    return {
        "conversations": Conversations(engine, days).sweep(),
        "quiz results": QuizStore(engine, days).sweep(),
        "sessions": Sessions(engine, settings.session_hours).sweep(),
        "failed log-ins": Attempts(engine).sweep(),
    }


def _account(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "roles": sorted(account.roles),
        "logs in with": "your own log-in" if account.outside else "a password, of which a hash is kept",
        "let in": account.active,
        "created": account.created,
    }


def _conversations(theirs: Conversations) -> list[dict[str, Any]]:
    return [
        {
            "title": one.title,
            "started": one.started,
            "last question": one.changed,
            "answers": [{"text": turn.answer.text, **turn.answer.as_dict()} for turn in theirs.turns(one.id)],
        }
        for one in theirs.all()
    ]


def _tells_of(entry: Entry, name: str) -> bool:
    """Whether an entry is by somebody, or of what was done to their account."""
    return entry.who == name or _same(entry.what.partition(": ")[0], name)


def _same(typed: str, name: str) -> bool:
    return kept.folded(typed) == kept.folded(name)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
