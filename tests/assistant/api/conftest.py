"""The interface as a server has it, behind a door that knows a token for each role."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.testclient import TestClient

from assistant import Assistant
from assistant.api import api
from assistant.people import Person, Role
from assistant.people.audit import Audit
from assistant.people.audit import opened as audit_of
from assistant.people.limits import Limits
from assistant.settings import Settings
from ingest.embedding import Embedder
from ingest.library import Library

PEOPLE = {
    "practitioner": Person("1", "Pat", frozenset()),
    "colleague": Person("2", "Cleo", frozenset()),
    "trainer": Person("3", "Tom", frozenset({Role.TRAINER})),
    "maintainer": Person("4", "Max", frozenset({Role.MAINTAINER})),
    "everything": Person("5", "Eve", frozenset({Role.TRAINER, Role.MAINTAINER})),
}
NOBODY = "nobody"


class Door:
    """ASGI middleware in the place of the door: tells by its token whom a request is from."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        _, _, token = Headers(scope=scope).get("authorization", "").partition(" ")
        person = PEOPLE.get(token.removeprefix("sg_"))
        state = {"state": {"person": person}} if person else {}
        await self.app({**scope, **state}, receive, send)


@dataclass
class Served:
    """The interface, and what came of asking it."""

    app: FastAPI
    audit: Audit
    asked: list[None] = field(default_factory=list)

    @property
    def behind_door(self) -> Door:
        return Door(self.app)

    def client(self, who: str) -> TestClient:
        headers = {} if who == NOBODY else {"Authorization": f"Bearer sg_{who}"}
        return TestClient(self.behind_door, headers=headers)

    def done(self) -> list[tuple[str, str]]:
        """Who did what."""
        return [(one.who, one.action) for one in self.audit.entries()]


Serve = Callable[..., Served]


@pytest.fixture
def serve(home: Path, starter: Assistant) -> Serve:
    """Serves an assistant, by default that of the starter notes, with a home of the test's own."""

    def served(assistant: Any = starter, per_minute: int = 10_000, **told: Any) -> Served:
        settings = Settings(**told)
        made = Served(FastAPI(), audit_of(settings))
        made.app = api(
            assistant,
            settings,
            audit=made.audit,
            limits=Limits(per_minute),
            asked=lambda: made.asked.append(None),
        )
        return made

    return served


@pytest.fixture
def served(serve: Serve) -> Served:
    """The interface over the starter notes, which are for reading only."""
    return serve()


@pytest.fixture
def own(serve: Serve, home: Path, starter_home: Path, embedder: Embedder) -> Served:
    """The interface over a copy of the starter library, to change."""
    shutil.copytree(starter_home, home)
    return serve(Assistant(Library(home, embedder.fingerprint), embedder))
