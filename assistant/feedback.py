"""What people say of answers, for whoever looks after the library.

Feedback is kept until a maintainer deletes it, however few days conversations are kept: it tells what is to
be put right. It holds no personal data, and does not tell which conversation it is from.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from typing import Any

import sqlalchemy as sa

from assistant import kept
from assistant.answers import Answer
from assistant.kept import KeptError
from assistant.privacy.tokens import Known, cleaned
from assistant.settings import Settings

REASONS = ("wrong", "missing", "out of date", "unclear")
"""What may be the matter with an answer."""
LONGEST = 2_000
"""Characters that somebody may say of one."""

logger = logging.getLogger(__name__)

_tables = sa.MetaData()
FEEDBACK = sa.Table(
    "feedback",
    _tables,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("given", sa.String, nullable=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("reasons", sa.String, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("safeguide", sa.String, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("searched", sa.Text, nullable=False),
)


class FeedbackError(KeptError):
    """There is no such feedback, or it cannot be given so."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody said of an answer.

    Attributes:
        id: 16 hexadecimal digits.
        given: when, in UTC.
        helpful: whether it helped.
        reasons: what was the matter, of ``REASONS`` and in their order.
        words: what else was said, with tokens in the place of personal data.
        answer: the answer, whole.
        safeguide: the version of Safeguide that answered.
    """

    id: str
    given: str
    helpful: bool
    reasons: tuple[str, ...]
    words: str
    answer: Answer
    safeguide: str

    @property
    def question(self) -> str:
        """What was asked, with tokens in the place of personal data."""
        return self.answer.question

    @property
    def library_version(self) -> str:
        """Of the library that it was answered from."""
        return self.answer.library_version

    @property
    def model(self) -> str:
        """The model that wrote the answer, or ""."""
        return self.answer.model


class FeedbackStore:
    """The feedback of an organisation.

    Args:
        engine: of the database that holds it, from ``kept.database``.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        kept.make(_tables, engine)

    def give(
        self,
        key: str,
        answer: Answer,
        *,
        helpful: bool,
        reasons: Collection[str] = (),
        words: str = "",
        known: Known | None = None,
    ) -> Feedback:
        """Keep what somebody says of an answer, in the place of what they said of it before.

        Args:
            key: tells the answer from all others; it is not kept.
            answer: the answer.
            helpful: whether it helped.
            reasons: what was the matter, of ``REASONS``.
            words: what else they say; personal data is taken out of it first.
            known: what the conversation has shown, so that a person has the token that they have there.

        Raises:
            FeedbackError: a reason is none of them, or the words are too many.
        """
        if unknown := set(reasons) - set(REASONS):
            raise FeedbackError(f"There is no reason {min(unknown)!r}: choose of {', '.join(REASONS)}.")
        if len(words) > LONGEST:
            raise FeedbackError(
                f"This is {len(words):,} characters, and {LONGEST:,} can be kept. Shorten it."
            )
        feedback = Feedback(
            id=sha256(key.encode()).hexdigest()[:16],
            given=kept.moment(),
            helpful=helpful,
            reasons=tuple(one for one in REASONS if one in reasons),
            words=cleaned(kept.printable(words).strip(), known or Known()).text,
            answer=answer,
            safeguide=version("safeguide"),
        )
        row = _row(feedback)
        insert = kept.insert(self._engine, FEEDBACK).values(**row)
        with kept.transaction(self._engine) as connection:
            connection.execute(insert.on_conflict_do_update(index_elements=["id"], set_=row))
        return feedback

    def all(self, helpful: bool | None = None, reason: str = "", search: str = "") -> list[Feedback]:
        """The feedback, the latest first, without what cannot be read.

        Args:
            helpful: only what says that an answer helped, or that it did not; None for both.
            reason: only what gives this one; "" for all.
            search: words that stand so in what was said, the question or the answer, whatever their capitals.
        """
        query = sa.select(FEEDBACK).order_by(FEEDBACK.c.given.desc(), FEEDBACK.c.id)
        if helpful is not None:
            query = query.where(FEEDBACK.c.helpful == helpful)
        if reason:
            query = query.where(("|" + FEEDBACK.c.reasons + "|").contains(f"|{reason}|", autoescape=True))
        if wanted := kept.folded(search):
            query = query.where(FEEDBACK.c.searched.contains(wanted, autoescape=True))
        with kept.transaction(self._engine) as connection:
            read = [_read(row) for row in connection.execute(query)]
        if lost := read.count(None):
            logger.warning("Of the feedback %d of %d cannot be read.", lost, len(read))
        return [one for one in read if one]

    def get(self, id_: str) -> Feedback:
        """One of them.

        Raises:
            FeedbackError: it is not there, or cannot be read.
        """
        with kept.transaction(self._engine) as connection:
            row = connection.execute(sa.select(FEEDBACK).where(FEEDBACK.c.id == id_)).first()
        if row is None:
            raise FeedbackError("This feedback is not kept: it was deleted.")
        if (feedback := _read(row)) is None:
            raise FeedbackError(
                "This feedback cannot be read: it is damaged, or of another version of Safeguide."
            )
        return feedback

    def delete(self, id_: str) -> None:
        """Forget one of them.

        Raises:
            FeedbackError: it is not there.
        """
        with kept.transaction(self._engine) as connection:
            if not connection.execute(FEEDBACK.delete().where(FEEDBACK.c.id == id_)).rowcount:
                raise FeedbackError("This feedback is not kept: it was deleted.")


def opened(settings: Settings) -> FeedbackStore:
    """The feedback of some settings.

    Raises:
        KeptError: it cannot be opened.
    """
    return FeedbackStore(kept.database(settings))


def _row(feedback: Feedback) -> dict[str, Any]:
    said = (feedback.words, feedback.question, feedback.answer.text)
    return {
        "id": feedback.id,
        "given": feedback.given,
        "helpful": feedback.helpful,
        "reasons": "|".join(feedback.reasons),
        "words": feedback.words,
        "safeguide": feedback.safeguide,
        "answer": kept.packed(feedback.answer),
        "searched": "\n".join(map(kept.folded, said)),
    }


def _read(row: Any) -> Feedback | None:
    answer = kept.unpacked(row.answer)
    if answer is None:
        return None
    reasons = tuple(one for one in row.reasons.split("|") if one)
    return Feedback(row.id, row.given, row.helpful, reasons, row.words, answer, row.safeguide)
