"""Whether the service says that it is up, and what of it works."""

from collections.abc import Iterator
from threading import Event
from types import SimpleNamespace

import pytest
from made_clock import Clock
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant import Assistant
from assistant.service import health
from assistant.service.health import GONE, WORKS, Readiness
from assistant.settings import Settings
from ingest.errors import LibraryError


def served(library: object, settings: Settings) -> TestClient:
    assistant: Assistant = SimpleNamespace(library=library)  # type: ignore[assignment]
    return TestClient(Starlette(routes=health.routes(assistant, settings)))


@pytest.fixture
def settings(home: object) -> Settings:
    return Settings()


@pytest.fixture
def hung(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """What a check waits for that hangs; little is waited for it."""
    monkeypatch.setattr(health, "SECONDS", 0.2)
    event = Event()
    yield event
    event.set()


def fails() -> None:
    raise LibraryError("The library in /srv/secret at db.example cannot be read.")


def test_where_all_works_it_is_ready(starter: Assistant, settings: Settings):
    answer = served(starter.library, settings).get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "library": WORKS, "vectors": WORKS, "conversations": WORKS}


def test_without_vectors_it_is_ready_all_the_same(settings: Settings):
    library = SimpleNamespace(documents=list, check_vectors=fails)
    answer = served(library, settings).get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["ready"] is True
    assert answer.json()["vectors"] == GONE


def test_without_its_record_it_is_not_ready_and_says_nothing_of_where_that_is(settings: Settings):
    client = served(SimpleNamespace(documents=fails, check_vectors=fails), settings)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "library": GONE, "vectors": GONE, "conversations": WORKS}
    assert client.get("/healthz").text == "ok", "it is up, and need not be started again"


def test_it_is_not_looked_again_within_seconds():
    asked, clock = [], Clock()
    readiness = Readiness({"library": lambda: asked.append(1)}, clock)
    for _ in range(5):
        assert readiness.found() == {"library": WORKS}
    assert len(asked) == 1
    clock.now += health.HOLDS
    readiness.found()
    assert len(asked) == 2


def test_what_hangs_is_told_as_gone_and_not_asked_once_more(hung: Event):
    asked, clock = [], Clock()

    def hangs() -> None:
        asked.append(1)
        hung.wait(30)

    readiness = Readiness({"vectors": hangs, "library": lambda: None}, clock)
    for _ in range(3):
        assert readiness.found() == {"vectors": GONE, "library": WORKS}
        clock.now += health.HOLDS
    assert len(asked) == 1
    hung.set()
    assert readiness.found() == {"vectors": WORKS, "library": WORKS}


def test_whoever_asks_while_another_looks_is_told_at_once_what_was_found_before():
    told: list[dict[str, str]] = []
    readiness = Readiness({"library": lambda: told.append(readiness.found())})
    assert readiness.found() == {"library": WORKS}
    assert told == [{"library": GONE}], "nothing was found before the first time"
