"""Real answers of every kind, and databases of both kinds to keep them in."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from made_found import document, paragraph, passage
from servers import postgres_server

from assistant import Answer, AnswerKind, Assistant, Citation, Hit, Scope, Statement
from assistant.answers import Conflict
from assistant.kept import database
from assistant.settings import Settings

SOON = "How soon must the core group meet?"
AISHA = "My pupil Aisha Khan is crying in my office. How soon must the core group meet?"


@pytest.fixture(scope="session")
def kept_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.URL]:
    """A PostgreSQL of the tests' own; skips where none is installed."""
    with postgres_server(tmp_path_factory.mktemp("kept")) as address:
        yield address


@pytest.fixture
def kept_settings(home: Path, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """Settings with an empty home, and, where the test asks for a server, an empty database on it."""
    if getattr(request, "param", "folder") == "folder":
        yield Settings()
        return
    postgres: sa.URL = request.getfixturevalue("kept_postgres")
    name = f"kept_{abs(hash(request.node.nodeid))}"
    admin = sa.create_engine(postgres, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield Settings(database=postgres.set(database=name).render_as_string(hide_password=False))
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def engine(kept_settings: Settings) -> Iterator[sa.Engine]:
    """The database of those settings."""
    made = database(kept_settings)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def answers(starter: Assistant) -> dict[str, Answer]:
    """Answers of every kind, by a word for each."""
    quoted = starter.ask(SOON)
    sentences = [
        passage(paragraph(f"The core group should meet within {days} working days."), number=number)
        for number, days in enumerate((10, 15))
    ]
    first, second = (
        Citation(number + 1, one, document(number), one.body, len(one.text))
        for number, one in enumerate(sentences)
    )
    written = Answer(
        question="How soon – “at once”?\n\u2028\x00",
        kind=AnswerKind.WRITTEN,
        statements=(Statement("They meet soon.", (first, second), "should", ((5, 9),), "How soon?", 1 / 3),),
        advice="",
        notices=("Two documents differ.",),
        passages=tuple(Hit(one, document(number), 0.1 + number) for number, one in enumerate(sentences)),
        confidence=0.1 + 0.2,
        searched_for="How soon does the core group meet?",
        conflicts=(Conflict(first, second, "“10 working days” and “15 working days”"),),
        scope=Scope("wales", "children", "schools", ("law",), date(2020, 2, 29), True, ("a", "b")),
        model="made",
        prompts=("write 1",),
        dropped=("nothing says so",),
        timings={"search": sys.float_info.epsilon},
        library_version="1",
    )
    return {
        "quoted": quoted,
        "abstained": starter.ask("What is the capital of France?"),
        "panel": starter.ask(AISHA),
        "follow-up": starter.ask("And who leads it?", [quoted]),
        "long ago": starter.ask(SOON, scope=Scope(nation="england", as_at=date(2020, 1, 1))),
        "conflicts": replace(quoted, conflicts=written.conflicts),
        "written": written,
    }
