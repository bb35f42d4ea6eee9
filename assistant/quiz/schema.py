"""The tables that quizzes are kept in, and a version of one as it is listed."""

from dataclasses import dataclass

import sqlalchemy as sa

TABLES = sa.MetaData()
QUIZZES = sa.Table(
    "quizzes",
    TABLES,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("latest", sa.Integer, nullable=False),
)
VERSIONS = sa.Table(
    "quiz_versions",
    TABLES,
    sa.Column("quiz", sa.String, sa.ForeignKey("quizzes.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("saved", sa.String, nullable=False),
    sa.Column("note", sa.String, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("items", sa.Integer, nullable=False),
    sa.Column("reviewed_by", sa.Text, nullable=False),
    sa.Column("reviewed_on", sa.String, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
)
RESULTS = sa.Table(
    "quiz_results",
    TABLES,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("quiz", sa.String, sa.ForeignKey("quizzes.id", ondelete="CASCADE"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("given", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("points", sa.Integer, nullable=False),
    sa.Column("of", sa.Integer, nullable=False),
    sa.Column("mark", sa.Integer, nullable=False),
    sa.Column("right", sa.Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a quiz as it is listed.

    Attributes:
        id: the quiz's.
        number: from 1.
        saved: when, in UTC.
        note: what whoever saved it said of it.
        title: of the quiz.
        items: how many it has.
        reviewed_by, reviewed_on: as in ``Quiz``.
    """

    id: str
    number: int
    saved: str
    note: str
    title: str
    items: int
    reviewed_by: str
    reviewed_on: str


LISTED = (
    VERSIONS.c.quiz,
    VERSIONS.c.number,
    VERSIONS.c.saved,
    VERSIONS.c.note,
    VERSIONS.c.title,
    VERSIONS.c["items"],
    VERSIONS.c.reviewed_by,
    VERSIONS.c.reviewed_on,
)
"""The columns of ``Version``, in its order."""
