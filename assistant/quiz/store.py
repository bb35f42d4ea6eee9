"""Quizzes that are kept, every version of them, and for as long as the settings say what people scored."""

import json
from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

import sqlalchemy as sa

from assistant import kept
from assistant.kept import KeptError
from assistant.quiz.grading import Score
from assistant.quiz.items import Quiz, QuizError, from_json
from assistant.quiz.results import Result, table
from assistant.quiz.schema import LISTED, QUIZZES, RESULTS, TABLES, VERSIONS, Version
from assistant.settings import Settings

LONGEST_NAME = 100
"""Characters of the name of somebody who took a quiz."""
LONGEST_NOTE = 200


class StoreError(KeptError):
    """There is no such quiz, or it cannot be kept so."""


class QuizStore:
    """The quizzes of an organisation. Several threads and processes may use it at the same time.

    Args:
        engine: of the database that holds them, from ``kept.database``.
        days: how many days results are kept; with 0 none is. Quizzes are kept until they are deleted.
    """

    def __init__(self, engine: sa.Engine, days: int = 0) -> None:
        self._engine = engine
        self._days = days
        kept.make(TABLES, engine)

    @property
    def days(self) -> int:
        """How many days results are kept."""
        return self._days

    def save(self, quiz: Quiz, note: str = "") -> int:
        """Keep a quiz as its next version; the number of that. Earlier ones stay.

        Raises:
            StoreError: it has no id.
        """
        if not quiz.id.strip() or not quiz.id.isprintable():
            raise StoreError("This quiz has no id to keep it by.")
        added = kept.insert(self._engine, QUIZZES).values(id=quiz.id, latest=1)
        counted = added.on_conflict_do_update(index_elements=["id"], set_={"latest": QUIZZES.c.latest + 1})
        with kept.transaction(self._engine) as connection:
            number = int(connection.execute(counted.returning(QUIZZES.c.latest)).scalar_one())
            connection.execute(VERSIONS.insert().values(number=number, **_columns(quiz, note)))
        return number

    def listed(self) -> list[Version]:
        """The quizzes, each in its last version, the last saved first."""
        last = (VERSIONS.c.quiz == QUIZZES.c.id) & (VERSIONS.c.number == QUIZZES.c.latest)
        query = sa.select(*LISTED).join(QUIZZES, last)
        with kept.transaction(self._engine) as connection:
            rows = connection.execute(query.order_by(VERSIONS.c.saved.desc(), VERSIONS.c.quiz))
            return [Version(*row) for row in rows]

    def versions(self, id_: str) -> list[Version]:
        """All versions of a quiz, the last first.

        Raises:
            StoreError: it is not there.
        """
        query = sa.select(*LISTED).where(VERSIONS.c.quiz == _sought(id_)).order_by(VERSIONS.c.number.desc())
        with kept.transaction(self._engine) as connection:
            found = [Version(*row) for row in connection.execute(query)]
        if not found:
            raise _none()
        return found

    def get(self, id_: str, version: int | None = None) -> Quiz:
        """A quiz in a version, or in its last.

        Raises:
            StoreError: it is not there, or cannot be read.
        """
        query = sa.select(VERSIONS.c.content).where(VERSIONS.c.quiz == _sought(id_))
        if version is not None:
            query = query.where(VERSIONS.c.number == (version if 0 < version <= _LARGEST else 0))
        with kept.transaction(self._engine) as connection:
            row = connection.execute(query.order_by(VERSIONS.c.number.desc()).limit(1)).first()
        if row is None:
            raise _none()
        try:
            return from_json(row.content)
        except QuizError as error:
            raise StoreError(
                "This quiz cannot be read: it is damaged, or of another version of Safeguide."
            ) from error

    def delete(self, id_: str) -> None:
        """Forget a quiz, with all its versions and what people scored.

        Raises:
            StoreError: it is not there.
        """
        with kept.transaction(self._engine) as connection:
            if not connection.execute(QUIZZES.delete().where(QUIZZES.c.id == _sought(id_))).rowcount:
                raise _none()

    def give_result(self, id_: str, version: int, name: str, score: Score, right: Mapping[str, bool]) -> str:
        """Keep what somebody scored; its id, or "" where none is kept.

        Args:
            id_: the quiz's.
            version: the one that they took.
            name: as they typed it, or "".
            score: what they scored.
            right: for each item, by its id, whether they had all of it right.

        Raises:
            StoreError: the quiz is not there.
        """
        self.sweep()
        if not self._days:
            return ""
        made = token_urlsafe(16)
        row = {
            **{"id": made, "quiz": _sought(id_), "version": version, "given": kept.moment()},
            **{"points": score.points, "of": score.of, "mark": score.mark},
            **{"name": called(name), "right": json.dumps(dict(right))},
        }
        # The quiz is written to first: on SQLite nobody who has read may wait to write.
        there = QUIZZES.update().where(QUIZZES.c.id == _sought(id_)).values(latest=QUIZZES.c.latest)
        with kept.transaction(self._engine) as connection:
            if not connection.execute(there).rowcount:
                raise _none()
            connection.execute(RESULTS.insert().values(**row))
        return made

    def results(self, id_: str) -> list[Result]:
        """What people scored in a quiz, the last first."""
        self.sweep()
        query = sa.select(RESULTS).where(RESULTS.c.quiz == _sought(id_))
        with kept.transaction(self._engine) as connection:
            rows = connection.execute(query.order_by(RESULTS.c.given.desc(), RESULTS.c.id)).all()
        return [
            Result(
                row.version,
                row.given,
                row.name,
                Score(row.points, row.of, row.mark),
                _right(row.right),
            )
            for row in rows
        ]

    def results_csv(self, id_: str) -> str:
        """The same as a table for a spreadsheet, which takes nothing in it for a formula; a column for each
        item that is in the last version, then for each that somebody was asked before.

        Raises:
            StoreError: the quiz is not there, or cannot be read.
        """
        return table(self.get(id_), self.results(id_))

    def sweep(self) -> int:
        """Forget the results that are older than the days for which one is kept; done whenever one is given
        or they are read. How many those were."""
        old = RESULTS.delete()
        if self._days:
            old = old.where(RESULTS.c.given < kept.moment(self._days))
        with kept.transaction(self._engine) as connection:
            return connection.execute(old).rowcount


def opened(settings: Settings) -> QuizStore:
    """The quizzes of some settings; results that are too old are forgotten.

    Raises:
        KeptError: they cannot be opened.
    """
    store = QuizStore(kept.database(settings), settings.retention_days)
    store.sweep()
    return store


def called(name: str) -> str:
    """A name on one line, no longer than is kept."""
    return " ".join(kept.printable(name).split())[:LONGEST_NAME].strip()


_LARGEST = 2**31 - 1
"""Of the numbers that a database takes."""


def _columns(quiz: Quiz, note: str) -> dict[str, Any]:
    return {
        "quiz": quiz.id,
        "saved": kept.moment(),
        "note": " ".join(kept.printable(note).split())[:LONGEST_NOTE],
        "title": " ".join(kept.printable(quiz.title).split()),
        "items": len(quiz.items),
        "reviewed_by": " ".join(kept.printable(quiz.reviewed_by).split()),
        "reviewed_on": kept.printable(quiz.reviewed_on),
        "content": quiz.to_json(),
    }


def _right(text: str) -> dict[str, bool]:
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return {str(item): bool(right) for item, right in told.items()} if isinstance(told, dict) else {}


def _sought(id_: str) -> str:
    """An id as a database takes it; one that is none stays none."""
    return kept.printable(id_)


def _none() -> StoreError:
    return StoreError("This quiz is not kept: it was deleted, or there never was one of that name.")
