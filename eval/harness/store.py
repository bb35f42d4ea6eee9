"""Runs kept in SQL: in the library's folder, or in its PostgreSQL database; and what may be asked of them.

The tables are their own, beside the library's, so that a library made anew loses no history.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from assistant.settings import Settings
from eval.harness.rows import Row
from eval.questions import EvaluationError
from ingest.library.schema import connected

FORMAT = 1
"""Of what is kept of a run; another number is not read."""

_tables = sa.MetaData()
RUNS = sa.Table(
    "evaluation_runs",
    _tables,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("started", sa.String, nullable=False),
    sa.Column("format", sa.Integer, nullable=False),
    sa.Column("folder", sa.String, nullable=False),
    sa.Column("recipe", sa.JSON, nullable=False),
    sa.Column("results", sa.JSON, nullable=False),
)
CASES = sa.Table(
    "evaluation_cases",
    _tables,
    sa.Column("run", sa.String, sa.ForeignKey("evaluation_runs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("row", sa.JSON, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of an evaluation.

    Attributes:
        id: when it was started, and a few digits of its recipe.
        started: the same as a date and time in UTC.
        folder: what it can be run again from.
        recipe: what it was made with.
        results: its figures, as plain values.
        rows: its cases; empty where only the run was asked for.
    """

    id: str
    started: str
    folder: str
    recipe: Mapping[str, Any]
    results: Mapping[str, Any]
    rows: tuple[Row, ...] = ()


class RunStore:
    """The runs of an organisation.

    Args:
        engine: of the database that holds them.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        _tables.create_all(engine)

    def add(self, run: Run) -> None:
        """Keep a run with its cases."""
        with self._engine.begin() as connection:
            connection.execute(
                RUNS.insert().values(
                    id=run.id,
                    started=run.started,
                    format=FORMAT,
                    folder=run.folder,
                    recipe=run.recipe,
                    results=run.results,
                )
            )
            rows = [{"run": run.id, "place": at, "row": row.as_dict()} for at, row in enumerate(run.rows)]
            if rows:
                connection.execute(CASES.insert(), rows)

    def history(self) -> list[Run]:
        """All runs without their cases, the latest first."""
        with self._engine.connect() as connection:
            kept = connection.execute(_readable().order_by(RUNS.c.started.desc(), RUNS.c.id.desc()))
            return [_run(one) for one in kept]

    def get(self, name: str) -> Run:
        """A run with its cases.

        Args:
            name: its id or the beginning of it, "last", or "last-1" for the one before, and so on.

        Raises:
            EvaluationError: there is none, or several begin so.
        """
        history = self.history()
        last, _, back = name.partition("-")
        if last == "last" and (not back or back.isdecimal()):
            found = history[int(back or 0) :][:1]
        else:
            found = [one for one in history if one.id.startswith(name)]
        if len(found) != 1:
            known = ", ".join(one.id for one in history[:5]) or "none yet: safeguide eval run"
            several = "several runs begin" if found else "there is no run"
            raise EvaluationError(f"For {name!r} {several} with that name. The latest: {known}")
        with self._engine.connect() as connection:
            rows = connection.execute(
                sa.select(CASES.c.row).where(CASES.c.run == found[0].id).order_by(CASES.c.place)
            ).scalars()
            return replace(found[0], rows=tuple(map(Row.of_dict, rows)))


def opened(settings: Settings) -> RunStore:
    """The runs of the organisation of some settings."""
    settings.home.mkdir(parents=True, exist_ok=True)
    database = settings.database.get_secret_value()
    path = str(settings.home / "evaluations.sqlite")
    url = sa.make_url(database) if database else sa.URL.create("sqlite", database=path)
    return RunStore(connected(url))


def _readable() -> sa.Select[Any]:
    return sa.select(RUNS).where(RUNS.c.format == FORMAT)


def _run(kept: Any) -> Run:
    return Run(kept.id, kept.started, kept.folder, kept.recipe, kept.results)
