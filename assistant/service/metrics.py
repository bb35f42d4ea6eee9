"""How the service does, in figures that Prometheus collects. No label tells of a question, a person or a
document.

Each process counts for itself: collect from each.
"""

from collections.abc import Callable

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client import ProcessCollector as OfProcess
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import prompts
from assistant.answers import Answer
from assistant.reasons import Reason
from assistant.service import tracing
from assistant.writing.writer import Instead

_NO_MODEL = frozenset({Instead.UNREACHED, Instead.SLOW, Instead.BUSY, Instead.FAILED})
_SECONDS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0)
_REGISTRY = CollectorRegistry()
OfProcess(registry=_REGISTRY)
_QUESTIONS = Counter("safeguide_questions", "Questions, by what came of them.", ["kind"], registry=_REGISTRY)
_REASONS = Counter("safeguide_abstentions", "Questions not answered, by why.", ["reason"], registry=_REGISTRY)
_STAGES = Histogram(
    "safeguide_stage_seconds",
    "Time of each stage of an answer.",
    ["stage"],
    buckets=_SECONDS,
    registry=_REGISTRY,
)
_ANSWERS = Histogram("safeguide_answer_seconds", "Time of an answer.", buckets=_SECONDS, registry=_REGISTRY)
_DROPPED = Counter(
    "safeguide_statements_dropped", "Written sentences that no passage supported.", registry=_REGISTRY
)
_PANELS = Counter("safeguide_live_concern_panels", "Answers below a contact panel.", registry=_REGISTRY)
_DEGRADED = Counter(
    "safeguide_degraded", "Answers given while something did not work.", ["what"], registry=_REGISTRY
)
_WAITING = Gauge("safeguide_events_waiting", "Events of pages that wait for their turn.", registry=_REGISTRY)


def observe(answer: Answer) -> None:
    """Count an answer that was given, and trace its stages where traces are asked for.

    Args:
        answer: the whole of it.
    """
    tracing.answered(answer.kind.value, answer.timings)
    _QUESTIONS.labels(answer.kind.value).inc()
    if answer.reason:
        _REASONS.labels(answer.reason).inc()
    for stage, milliseconds in answer.timings.items():
        _STAGES.labels(stage).observe(milliseconds / 1000)
    _ANSWERS.observe(sum(answer.timings.values()) / 1000)
    _DROPPED.inc(len(answer.dropped))
    _PANELS.inc(answer.panel is not None)
    if answer.reason == Reason.PARTIAL or prompts.load("partial-search").text in answer.notices:
        _DEGRADED.labels("vectors").inc()
    if any(prompts.load(f"written-{why.value}").text in answer.notices for why in _NO_MODEL):
        _DEGRADED.labels("model").inc()


def failed() -> None:
    """Count a question that was not answered because something failed."""
    _QUESTIONS.labels("failed").inc()


def routes(waiting: Callable[[], int]) -> list[Route]:
    """``/metrics``, for the server to have beside its pages.

    Args:
        waiting: how many events wait for their turn.
    """
    _WAITING.set_function(waiting)

    def told(_: Request) -> Response:
        return Response(generate_latest(_REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [Route("/metrics", told)]
