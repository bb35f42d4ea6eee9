"""What is answered while the server that holds the vectors is away, by real servers."""

import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from made_chroma import Chroma, running

import prompts
from assistant import Answer, AnswerKind, Assistant
from assistant.reasons import Reason
from ingest import pipeline
from ingest.embedding import Embedder
from ingest.finding import find_files
from ingest.library import Library, vectors

SOON = "How soon must the core group meet?"
UNKNOWN = "What does the guidance say about the upkeep of a swimming pool?"
NOTICE = prompts.load("partial-search").text
NOT_COVERED = prompts.load("abstained-not-covered").text


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chroma]:
    with running(tmp_path_factory.mktemp("partial")) as made:
        yield made


@pytest.fixture(scope="module")
def away(
    kept_postgres: sa.URL, server: Chroma, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    """An assistant over the starter notes whose vectors have gone away."""
    admin = sa.create_engine(kept_postgres, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE partial"))
    database = kept_postgres.set(database="partial").render_as_string(hide_password=False)
    home = tmp_path_factory.mktemp("partial") / "home"
    library = Library(home, embedder.fingerprint, database, server.address)
    added = list(pipeline.add_files(library, embedder, find_files([pipeline.starter_notes()])))
    assert {one.outcome for one in added} == {"added"}
    server.kill()
    yield Assistant(library, embedder)
    library.stores.engine.dispose()
    with admin.connect() as connection:
        connection.execute(sa.text("DROP DATABASE partial WITH (FORCE)"))
    admin.dispose()


def test_what_is_found_by_its_words_is_quoted_and_it_is_said_first(away: Assistant, starter: Assistant):
    answer = away.ask(SOON)
    assert answer.kind is AnswerKind.QUOTED
    assert answer.notices[0] == NOTICE
    assert answer.statements[0].text == starter.ask(SOON).statements[0].text


def test_where_nothing_is_found_nobody_is_told_that_the_guidance_has_no_answer(
    away: Assistant, starter: Assistant
):
    assert starter.ask(UNKNOWN).advice == NOT_COVERED
    answer = away.ask(UNKNOWN)
    assert answer.kind is AnswerKind.ABSTAINED
    assert answer.reason == Reason.PARTIAL
    assert answer.advice == prompts.load("abstained-partial").text


def test_nor_of_a_part_of_what_was_asked(away: Assistant):
    answer = away.ask(f"{SOON} {UNKNOWN}")
    assert answer.kind is AnswerKind.QUOTED
    assert prompts.load("part-not-found").fill(question=UNKNOWN) in answer.notices
    assert prompts.load("part-unanswered").fill(question=UNKNOWN) not in answer.notices
    assert NOTICE in answer.notices


def test_passages_are_found_too(away: Assistant):
    assert away.search(SOON, k=3)


def test_once_it_is_back_the_whole_is_searched_again_by_itself(
    away: Assistant, server: Chroma, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(vectors, "LEFT_ALONE", 0.2)
    assert NOTICE in away.ask(SOON).notices
    server.start()
    try:
        assert comes_back(away).kind is AnswerKind.QUOTED
        assert away.ask(UNKNOWN).advice == NOT_COVERED
    finally:
        server.kill()
        away.retriever.forget()


def comes_back(assistant: Assistant, seconds: float = 30) -> Answer:
    """The first answer from all of the search."""
    until = time.monotonic() + seconds
    while NOTICE in (answer := assistant.ask(SOON)).notices:
        assert time.monotonic() < until
        time.sleep(0.1)
    return answer
