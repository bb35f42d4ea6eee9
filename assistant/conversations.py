"""The conversations that are kept, for as long as the settings say, to be found and gone on with.

Of each question only the answer is kept, in which tokens stand for personal data; what they stand for is
nowhere here.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

import sqlalchemy as sa

from assistant import kept
from assistant.answers import Answer
from assistant.kept import KeptError
from assistant.privacy.tokens import cleaned
from assistant.settings import Settings

LONGEST_TITLE = 60
RECENT = 8
"""Turns that the next question may go on from."""
_NOTHING_REMOVED = '"removed":[]'
"""In an answer as it is written down without personal data; in what is quoted there a quote is escaped."""

logger = logging.getLogger(__name__)

_tables = sa.MetaData()
CONVERSATIONS = sa.Table(
    "conversations",
    _tables,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("owner", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("named", sa.Boolean, nullable=False),  # by somebody, rather than after its first question
    sa.Column("started", sa.String, nullable=False),
    sa.Column("changed", sa.String, nullable=False),
    sa.Column("searched", sa.Text, nullable=False),
)
TURNS = sa.Table(
    "conversation_turns",
    _tables,
    sa.Column(
        "conversation", sa.String, sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("searched", sa.Text, nullable=False),
)


class ConversationError(KeptError):
    """There is no such conversation, or it cannot be called so."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it is listed.

    Attributes:
        id: nobody can guess it.
        title: its first question, shortened, or what somebody called it.
        started, changed: when its first and its last question were asked, in UTC.
        turns: how many questions it has.
    """

    id: str
    title: str
    started: str
    changed: str
    turns: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A question of a conversation, with its answer.

    Attributes:
        id: the conversation's, and its place there: "…:1" is the first.
        answer: what was answered, whole.
    """

    id: str
    answer: Answer

    @property
    def question(self) -> str:
        """What was asked, with tokens in the place of personal data."""
        return self.answer.question


@dataclass(frozen=True, slots=True)
class Before:
    """What the next question of a conversation has to know of it.

    Attributes:
        answers: the last ``RECENT``, oldest first.
        tokens: those that took the place of personal data in any.
    """

    answers: tuple[Answer, ...] = ()
    tokens: tuple[str, ...] = ()


class Conversations:
    """The conversations of one owner; those of others are not there for it.

    Several threads and processes may use them at the same time.

    Args:
        engine: of the database that holds them, from ``kept.database``.
        days: how many days one is kept after its last question; with 0 none is kept, and nothing is done.
        owner: whose they are; "" where nobody logs in.
    """

    def __init__(self, engine: sa.Engine, days: int, owner: str = "") -> None:
        self._engine = engine
        self._days = days
        self._owner = owner
        kept.make(_tables, engine)

    def of(self, owner: str) -> "Conversations":
        """Those of another owner, in the same database."""
        others = copy(self)
        others._owner = owner
        return others

    def begin(self, answer: Answer) -> str:
        """Keep a new conversation with its first answer; its id, or "" where none is kept."""
        self.sweep()
        if not self._days:
            return ""
        id_, now = token_urlsafe(16), kept.moment()
        values = {"id": id_, "owner": self._owner, "started": now, "changed": now, "named": False}
        with kept.transaction(self._engine) as connection:
            connection.execute(CONVERSATIONS.insert().values(**values, **_titled(answer.question)))
            connection.execute(TURNS.insert().values(conversation=id_, place=1, **_columns(answer)))
        return id_

    def add(self, id_: str, answer: Answer) -> str:
        """Keep the next answer of a conversation; the id of the turn, or "" where none is kept.

        Raises:
            ConversationError: it is not there.
        """
        return self._put(id_, answer, after=1)

    def replace_last(self, id_: str, answer: Answer) -> str:
        """Keep an answer in the place of the last one, whose question was asked again; nothing stays of that,
        in the title neither unless somebody gave it. The id of the turn, or "" where none is kept.

        Raises:
            ConversationError: it is not there.
        """
        return self._put(id_, answer, after=0)

    def all(self, search: str = "") -> list[Conversation]:
        """The conversations, the last changed first.

        Args:
            search: words that stand so in the title, a question or an answer, whatever their capitals.
        """
        self.sweep()
        if not self._days:
            return []
        count = sa.select(sa.func.count()).where(TURNS.c.conversation == CONVERSATIONS.c.id).scalar_subquery()
        query = sa.select(CONVERSATIONS, count.label("turns")).where(CONVERSATIONS.c.owner == self._owner)
        if wanted := kept.folded(search):
            said = sa.exists().where(TURNS.c.conversation == CONVERSATIONS.c.id, _has(TURNS, wanted))
            query = query.where(_has(CONVERSATIONS, wanted) | said)
        with kept.transaction(self._engine) as connection:
            rows = connection.execute(query.order_by(CONVERSATIONS.c.changed.desc(), CONVERSATIONS.c.id))
            return [Conversation(one.id, one.title, one.started, one.changed, one.turns) for one in rows]

    def turns(self, id_: str) -> list[Kept]:
        """The questions of a conversation with their answers, in order, without those that cannot be read.

        Raises:
            ConversationError: it is not there.
        """
        return self._read(id_, sa.true())

    def before(self, id_: str) -> Before:
        """What the next question of a conversation has to know of it, however long that is.

        Raises:
            ConversationError: it is not there.
        """
        of_it = TURNS.c.conversation == id_
        last = sa.select(sa.func.max(TURNS.c.place)).where(of_it).scalar_subquery()
        removing = ~TURNS.c.answer.contains(_NOTHING_REMOVED, autoescape=True)
        turns = self._read(id_, (TURNS.c.place > last - RECENT) | removing)
        tokens = dict.fromkeys(token for turn in turns for token in turn.answer.removed)
        return Before(tuple(turn.answer for turn in turns[-RECENT:]), tuple(tokens))

    def _read(self, id_: str, which: sa.ColumnElement[bool]) -> list[Kept]:
        """Some turns of a conversation in order, without those that cannot be read."""
        self.sweep()
        if not self._days:
            return []
        with kept.transaction(self._engine) as connection:
            if connection.execute(sa.select(CONVERSATIONS.c.id).where(self._is(id_))).first() is None:
                raise self._none()
            turns = sa.select(TURNS.c.place, TURNS.c.answer).where(TURNS.c.conversation == id_, which)
            rows = connection.execute(turns.order_by(TURNS.c.place))
            read = [(one.place, kept.unpacked(one.answer)) for one in rows]
        if lost := sum(answer is None for _, answer in read):
            logger.warning("Of a conversation %d of %d answers cannot be read.", lost, len(read))
        return [Kept(f"{id_}:{place}", answer) for place, answer in read if answer]

    def rename(self, id_: str, title: str) -> None:
        """Call a conversation something else, with tokens in the place of personal data.

        Raises:
            ConversationError: it is not there, or the title is empty.
        """
        if not self._days:
            return
        if not kept.folded(title):
            raise ConversationError("A conversation needs a title. Type one, and rename it again.")
        self.sweep()
        named = CONVERSATIONS.update().where(self._is(id_)).values(named=True, **_titled(cleaned(title).text))
        self._change(named)

    def delete(self, id_: str) -> None:
        """Forget a conversation.

        Raises:
            ConversationError: it is not there.
        """
        self._change(CONVERSATIONS.delete().where(self._is(id_)))

    def delete_all(self) -> None:
        """Forget all conversations of the owner."""
        with kept.transaction(self._engine) as connection:
            connection.execute(CONVERSATIONS.delete().where(CONVERSATIONS.c.owner == self._owner))

    def sweep(self) -> int:
        """Forget the conversations, whoever's they are, that are older than the days for which one is kept;
        done whenever they are opened, listed, begun or read. How many those were."""
        old = CONVERSATIONS.delete()
        if self._days:
            old = old.where(CONVERSATIONS.c.changed < kept.moment(self._days))
        with kept.transaction(self._engine) as connection:
            return connection.execute(old).rowcount

    def _put(self, id_: str, answer: Answer, after: int) -> str:
        """Keep an answer so many places after the last one."""
        if not self._days:
            return ""
        self.sweep()
        with self._changing(id_) as connection:
            of_it = TURNS.c.conversation == id_
            place = (
                connection.execute(sa.select(sa.func.max(TURNS.c.place)).where(of_it)).scalar_one() + after
            )
            connection.execute(TURNS.delete().where(of_it, TURNS.c.place == place))
            connection.execute(TURNS.insert().values(conversation=id_, place=place, **_columns(answer)))
            if place == 1:
                unnamed = self._is(id_) & ~CONVERSATIONS.c.named
                connection.execute(CONVERSATIONS.update().where(unnamed).values(**_titled(answer.question)))
        return f"{id_}:{place}"

    @contextmanager
    def _changing(self, id_: str) -> Iterator[sa.Connection]:
        """A transaction that has a conversation to itself, which is marked as changed."""
        with kept.transaction(self._engine) as connection:
            now = CONVERSATIONS.update().where(self._is(id_)).values(changed=kept.moment())
            if not connection.execute(now).rowcount:
                raise self._none()
            yield connection

    def _change(self, change: sa.Update | sa.Delete) -> None:
        if not self._days:
            return
        with kept.transaction(self._engine) as connection:
            if not connection.execute(change).rowcount:
                raise self._none()

    def _is(self, id_: str) -> sa.ColumnElement[bool]:
        return (CONVERSATIONS.c.id == id_) & (CONVERSATIONS.c.owner == self._owner)

    def _none(self) -> ConversationError:
        days = "1 day" if self._days == 1 else f"{self._days} days"
        return ConversationError(
            f"This conversation is not kept. It was deleted, or nothing was asked in it for {days}."
        )


def opened(settings: Settings) -> Conversations:
    """The conversations of some settings; what is too old is forgotten.

    Raises:
        KeptError: they cannot be opened.
    """
    conversations = Conversations(kept.database(settings), settings.retention_days)
    conversations.sweep()
    return conversations


def title_of(question: str) -> str:
    """A question on one line, shortened at a word."""
    words = " ".join(kept.printable(question).split())
    if len(words) <= LONGEST_TITLE:
        return words
    whole = words[:LONGEST_TITLE].rpartition(" ")[0] or words[: LONGEST_TITLE - 1]
    return whole.rstrip(",;:–—-. ") + "…"


def _titled(text: str) -> dict[str, str]:
    title = title_of(text)
    return {"title": title, "searched": kept.folded(title)}


def _columns(answer: Answer) -> dict[str, str]:
    searched = f"{kept.folded(answer.question)}\n{kept.folded(answer.text)}"
    return {"answer": kept.packed(answer), "searched": searched}


def _has(table: sa.Table, wanted: str) -> Any:
    return table.c.searched.contains(wanted, autoescape=True)
