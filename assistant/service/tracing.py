"""Traces by OpenTelemetry, where its own variables ask for them: ``OTEL_EXPORTER_OTLP_ENDPOINT`` names who
collects them, by gRPC; ``OTEL_TRACES_EXPORTER=console`` prints them. Spans hold how long a request or a stage
of an answer took and of which kind it was, nothing that was typed.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
EXPORTER = "OTEL_TRACES_EXPORTER"
NAME = "safeguide"
_NANOSECONDS = 1_000_000
"""In a millisecond."""


@contextmanager
def traced(method: str, path: str) -> Iterator[Callable[[int], None]]:
    """A span of one request, which is told its status at the end; nothing where no traces are asked for.

    Args:
        method: HTTP's.
        path: without ids and without what stands behind "?".
    """
    tracer = _tracer()
    if tracer is None:
        yield lambda status: None
        return
    attributes = {"http.request.method": method, "http.route": path}
    with tracer.start_as_current_span(
        f"{method} {path}",
        attributes=attributes,
        record_exception=False,  # its words may quote what was typed
        set_status_on_exception=False,
    ) as span:
        yield lambda status: span.set_attribute("http.response.status_code", status)


def answered(kind: str, timings: Mapping[str, float]) -> None:
    """Spans of an answer that has just been given, and of its stages, one after another.

    Args:
        kind: how it came about.
        timings: milliseconds by stage, in order.
    """
    tracer = _tracer()
    if tracer is None:
        return
    from opentelemetry.trace import set_span_in_context

    ends = time.time_ns()
    begins = ends - round(sum(timings.values()) * _NANOSECONDS)
    whole = tracer.start_span("answer", attributes={"safeguide.kind": kind}, start_time=begins)
    for stage, milliseconds in timings.items():
        span = tracer.start_span(stage, set_span_in_context(whole), start_time=begins)
        begins += round(milliseconds * _NANOSECONDS)
        span.end(begins)
    whole.end(ends)


@cache
def _tracer() -> Any:
    exporter = os.environ.get(EXPORTER, "otlp" if os.environ.get(ENDPOINT) else "none")
    if exporter == "none":
        return None
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    named = {"service.name": os.environ.get("OTEL_SERVICE_NAME", NAME)}
    provider = TracerProvider(resource=Resource.create(named))
    provider.add_span_processor(BatchSpanProcessor(_exporter(exporter)))
    return provider.get_tracer(NAME)


def _exporter(name: str) -> Any:
    if name == "console":
        from opentelemetry.sdk.trace.export import ConsoleSpanExporter

        return ConsoleSpanExporter()
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter()
