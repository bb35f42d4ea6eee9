"""The figures that the service tells of itself."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.testclient import TestClient

import prompts
from assistant.answers import Answer
from assistant.reasons import Reason, advice_for
from assistant.service import metrics

Figures = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def figures() -> Figures:
    """Every figure by its name and labels."""
    answer = TestClient(Starlette(routes=metrics.routes(lambda: 3))).get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.text)
    return {(one.name, tuple(one.labels.items())): one.value for family in families for one in family.samples}


def counted(what: Callable[[], None]) -> Figures:
    """By how much each figure rises that does."""
    before = figures()
    what()
    return {
        key: value - before.get(key, 0.0)
        for key, value in figures().items()
        if key[0].startswith("safeguide")
        and not key[0].endswith("_created")
        and value != before.get(key, 0.0)
    }


@pytest.mark.parametrize("kind", ["quoted", "abstained", "written"])
def test_an_answer_is_counted_by_its_kind(answers: dict[str, Answer], kind: str):
    rises = counted(lambda: metrics.observe(answers[kind]))
    assert rises["safeguide_questions_total", (("kind", kind),)] == 1
    assert rises["safeguide_answer_seconds_count", ()] == 1
    assert ("safeguide_live_concern_panels_total", ()) not in rises


def test_each_stage_is_counted_with_its_seconds(answers: dict[str, Answer]):
    timed = replace(answers["quoted"], timings={"find_passages": 250.0, "quote": 50.0})
    rises = counted(lambda: metrics.observe(timed))
    assert rises["safeguide_stage_seconds_sum", (("stage", "find_passages"),)] == pytest.approx(0.25)
    assert rises["safeguide_stage_seconds_sum", (("stage", "quote"),)] == pytest.approx(0.05)
    assert rises["safeguide_answer_seconds_sum", ()] == pytest.approx(0.3)


def test_panels_sentences_that_were_dropped_and_failures_are_counted(answers: dict[str, Answer]):
    assert counted(lambda: metrics.observe(answers["panel"]))["safeguide_live_concern_panels_total", ()] == 1
    rises = counted(lambda: metrics.observe(answers["written"]))
    assert rises["safeguide_statements_dropped_total", ()] == len(answers["written"].dropped) == 1
    assert counted(metrics.failed) == {("safeguide_questions_total", (("kind", "failed"),)): 1}


@pytest.mark.parametrize(
    ("notice", "what"),
    [("partial-search", "vectors"), ("written-unreached", "model"), ("written-slow", "model")],
)
def test_an_answer_that_was_given_while_something_did_not_work_is_counted(
    answers: dict[str, Answer], notice: str, what: str
):
    noted = replace(answers["quoted"], notices=(prompts.load(notice).text,))
    rises = counted(lambda: metrics.observe(noted))
    assert rises["safeguide_degraded_total", (("what", what),)] == 1


def test_so_is_one_that_was_not_found(answers: dict[str, Answer]):
    partial = replace(answers["abstained"], reason=Reason.PARTIAL.value, advice=advice_for(Reason.PARTIAL))
    rises = counted(lambda: metrics.observe(partial))
    assert rises["safeguide_degraded_total", (("what", "vectors"),)] == 1
    assert rises["safeguide_abstentions_total", (("reason", Reason.PARTIAL.value),)] == 1


def test_what_waits_and_the_process_are_told_and_nobody_s_words(answers: dict[str, Answer]):
    for answer in answers.values():
        metrics.observe(answer)
    told = figures()
    assert told["safeguide_events_waiting", ()] == 3
    assert ("process_resident_memory_bytes", ()) in told
    labels = {value.casefold() for _, pairs in told for _, value in pairs}
    for answer in answers.values():
        held = [answer.question, *(hit.document.name for hit in answer.passages), *answer.removed]
        assert not [one for one in held if one.casefold() in labels]
