"""Traces, where the variables of OpenTelemetry ask for them."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.answers import Answer
from assistant.service import metrics, tracing
from assistant.service.logs import Requests

Spans = Callable[[int], dict[str, ReadableSpan]]


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[Spans]:
    """Waits for so many spans, and gives them by name."""
    memory = InMemorySpanExporter()
    monkeypatch.setenv(tracing.ENDPOINT, "http://127.0.0.1:4317")
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "10")
    monkeypatch.setattr(tracing, "_exporter", lambda name: memory)
    tracing._tracer.cache_clear()

    def wait_for(count: int) -> dict[str, ReadableSpan]:
        until = time.monotonic() + 30
        while len(memory.get_finished_spans()) < count:
            assert time.monotonic() < until
            time.sleep(0.01)
        return {one.name: one for one in memory.get_finished_spans()}

    yield wait_for
    tracing._tracer.cache_clear()


def test_an_answer_is_traced_with_its_stages_and_nothing_of_it(answers: dict[str, Answer], spans: Spans):
    timed = replace(answers["panel"], timings={"find_passages": 250.0, "quote": 50.0})
    metrics.observe(timed)
    found = spans(3)
    whole, find, quote = (found[one] for one in ("answer", "find_passages", "quote"))
    assert find.parent.span_id == quote.parent.span_id == whole.context.span_id
    assert find.end_time - find.start_time == 250_000_000
    assert find.end_time == quote.start_time
    assert whole.start_time == find.start_time
    assert dict(whole.attributes) == {"safeguide.kind": "quoted"}
    assert not find.attributes
    assert not quote.attributes
    assert whole.resource.attributes["service.name"] == "safeguide"


def test_a_request_is_traced_by_the_shape_of_its_path(answers: dict[str, Answer], spans: Spans):
    def ask(request: Request) -> Response:
        metrics.observe(replace(answers["quoted"], timings={"quote": 1.0}))
        return PlainTextResponse("done", 201)

    client = TestClient(Requests(Starlette(routes=[Route("/api/ask/{id}", ask)])))
    client.get("/api/ask/0123456789abcdef?q=Aisha+Khan")
    found = spans(3)
    request = found["GET /api/ask/…"]
    told = {"http.request.method": "GET", "http.route": "/api/ask/…", "http.response.status_code": 201}
    assert dict(request.attributes) == told
    assert found["answer"].parent.span_id == request.context.span_id, "its answer is part of it"
    assert "Aisha" not in "".join(one.to_json() for one in found.values())


def test_of_an_error_no_word_is_traced(spans: Spans):
    def fail(request: Request) -> Response:
        raise ValueError("no such child: Aisha Khan")

    client = TestClient(Requests(Starlette(routes=[Route("/fail", fail)])), raise_server_exceptions=False)
    assert client.get("/fail").status_code == 500
    assert "Aisha" not in spans(1)["GET /fail"].to_json()


_ASKED = """
import sys
from assistant.service import tracing
with tracing.traced("GET", "/") as ended:
    ended(200)
tracing.answered("quoted", {"quote": 1.0})
print("opentelemetry.sdk" in sys.modules, file=sys.stderr)
"""


def traced(monkeypatch: pytest.MonkeyPatch, **variables: str) -> tuple[str, str]:
    """What a process prints, and whether it loads what makes traces."""
    for name in (tracing.ENDPOINT, tracing.EXPORTER):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    done = subprocess.run([sys.executable, "-c", _ASKED], capture_output=True, text=True, check=True)
    return done.stdout, done.stderr.splitlines()[-1]


def test_where_nobody_asks_for_traces_there_are_none_and_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch):
    assert traced(monkeypatch) == ("", "False")
    everything = {tracing.ENDPOINT: "http://127.0.0.1:4317", tracing.EXPORTER: "none"}
    assert traced(monkeypatch, **everything) == ("", "False")


def test_they_can_be_printed(monkeypatch: pytest.MonkeyPatch):
    printed, loaded = traced(monkeypatch, **{tracing.EXPORTER: "console", "OTEL_SERVICE_NAME": "ours"})
    assert loaded == "True"
    names, rest = set(), printed.strip()
    while rest:
        span, end = json.JSONDecoder().raw_decode(rest)
        names.add(span["name"])
        assert span["resource"]["attributes"]["service.name"] == "ours"
        rest = rest[end:].strip()
    assert names == {"GET /", "answer", "quote"}
