"""The page of evaluation: the runs, what people said, and draft cases of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from made_web import HOSTILE, Page, abstained, answered, cite, document, passage

from assistant.feedback import Feedback
from assistant.kept import KeptError
from assistant.settings import Settings
from assistant.web import evaluation, words
from assistant.web.keeping import opened

ANSWER = answered(cite(1, "10 working days", passage(), document()))


@pytest.fixture
def page(home: Path) -> Iterator[evaluation._Page]:
    settings = Settings()
    with gr.Blocks():
        yield evaluation._Page(opened(settings), settings)


def give(page: evaluation._Page, key: str = "k:1", *, helpful: bool = True, **told: Any) -> Feedback:
    return page.keeping.feedback.give(key, told.pop("answer", ANSWER), helpful=helpful, **told)


def fail(*_: object, **__: object) -> None:
    raise KeptError("It cannot be read.")


def test_without_a_run_it_says_how_to_make_one(page: evaluation._Page):
    pytest.importorskip("plotly", reason="needs what evaluation needs")
    assert words.NO_RUNS in page._history()


def test_without_what_it_needs_it_says_so(page: evaluation._Page, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(evaluation, "find_spec", lambda name: None)
    assert words.NO_EVALUATION in page._history()


def test_without_feedback_there_is_none_to_choose(page: evaluation._Page):
    shown = page._list("", "")
    assert words.NO_FEEDBACK in shown[page.table]
    assert shown[page.choice] == gr.update(choices=[], value=None, visible=False)


@pytest.mark.parametrize(
    ("which", "search", "found"),
    [
        ("", "", ["k:3", "k:2", "k:1"]),
        (words.YES, "", ["k:1"]),
        (words.NO, "", ["k:3", "k:2"]),
        ("wrong", "", ["k:2"]),
        ("", "fifteen", ["k:3"]),
        (words.NO, "100%", []),
    ],
)
def test_feedback_is_found_by_kind_and_by_words(
    page: evaluation._Page, which: str, search: str, found: list[str]
):
    ids = {
        give(page, "k:1").id: "k:1",
        give(page, "k:2", helpful=False, reasons=["wrong"]).id: "k:2",
        give(page, "k:3", helpful=False, reasons=["unclear"], words="It is fifteen.").id: "k:3",
    }
    choices = page._list(which, search)[page.choice]["choices"]
    assert [ids[id_] for _, id_ in choices] == found


def test_one_is_shown_with_the_answer_as_it_was(page: evaluation._Page):
    shown = page._choose(give(page, words=HOSTILE).id)
    assert Page(shown[page.item]).marks == ["10 working days"]
    assert shown[page.chosen] == gr.update(visible=True)


@pytest.mark.parametrize("id_", ["", "nothing", HOSTILE, None])
def test_one_that_is_not_kept_is_not_shown(page: evaluation._Page, id_: str):
    give(page)
    shown = page._choose(id_)
    assert (shown[page.chosen], shown[page.item]) == (gr.update(visible=False), "")
    assert "is not kept" in page._make(id_)


def test_a_draft_case_of_it_is_written_once(page: evaluation._Page, home: Path):
    given = give(page)
    assert "A draft is in" in page._make(given.id)
    (line,) = (home / evaluation.DRAFTS).read_text(encoding="utf-8").splitlines()
    case = json.loads(line)
    assert (case["id"], case["question"]) == (f"FEEDBACK-{given.id}", "How soon?")
    assert case["nuggets"][0]["text"] == "10 working days"
    assert "already" in page._make(given.id)
    assert len((home / evaluation.DRAFTS).read_text(encoding="utf-8").splitlines()) == 1


def test_a_draft_of_what_did_not_help_tells_why_without_names(page: evaluation._Page, home: Path):
    text = "My pupil Amara Nwosu was told otherwise."
    given = give(page, helpful=False, reasons=["wrong"], words=text, answer=abstained())
    page._make(given.id)
    told = (home / evaluation.DRAFTS).read_text(encoding="utf-8")
    assert "CHILD-1 was told otherwise" in told
    assert "Amara" not in told


def test_a_draft_that_cannot_be_written_is_told(page: evaluation._Page, home: Path):
    (home / evaluation.DRAFTS).mkdir()
    assert words.CASE_MADE[:10] not in page._make(give(page).id)


def test_it_is_deleted(page: evaluation._Page):
    given = give(page)
    shown = page._delete(given.id, "", "")
    assert words.DELETED in shown[page.said]
    assert words.NO_FEEDBACK in shown[page.table]
    assert page.keeping.feedback.all() == []


def test_a_database_that_fails_costs_nobody_the_page(page: evaluation._Page, monkeypatch: pytest.MonkeyPatch):
    given = give(page)
    for name in ("all", "get", "delete"):
        monkeypatch.setattr(page.keeping.feedback, name, fail)
    assert words.NOT_LISTED in page._list("", "")[page.table]
    assert page._choose(given.id)[page.chosen] == gr.update(visible=False)
    assert "It cannot be read." in page._make(given.id)
    assert words.DELETED not in page._delete(given.id, "", "")[page.said]
