"""Drafts of cases from what people said of answers."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant, Scope
from assistant.feedback import Feedback, FeedbackStore
from assistant.kept import database
from assistant.settings import Settings
from eval.harness.cases import problems, read_cases
from eval.harness.from_feedback import add_draft, case_of
from eval.questions import EvaluationError

BELL = "The keeper must ring the bell within 3 days of every visit to the tower."
ASKED = "How soon must the keeper ring the bell?"
NEVER = "What does a swimming lesson cost in pounds?"


@pytest.fixture
def store(home: Path) -> FeedbackStore:
    return FeedbackStore(database(Settings()))


@pytest.fixture
def helped(store: FeedbackStore, tiny: Assistant) -> Feedback:
    return store.give("c:1", tiny.ask(ASKED), helpful=True)


def test_of_an_answer_that_helped_what_it_quotes_is_expected(helped: Feedback, tiny: Assistant):
    case = case_of(helped)
    assert (case.id, case.question, case.expects) == (f"FEEDBACK-{helped.id}", ASKED, "answer")
    assert [(one.text, one.document) for one in case.vital] == [(BELL, "visits.md")]
    assert len(case.nuggets) == len(helped.answer.statements)
    assert case.provenance.by == "drafted from feedback, helpful"
    assert case.provenance.written.isoformat() == helped.given[:10]
    texts = {Path(one.path).name: tiny.library.text(one.id) for one in tiny.library.documents()}
    assert list(problems([case], texts)) == [f"{case.id}: nobody has checked it"]


def test_of_one_that_rightly_declined_that_is_expected(store: FeedbackStore, tiny: Assistant):
    case = case_of(store.give("c:1", tiny.ask(NEVER), helpful=True))
    assert (case.expects, case.nuggets, case.concern) == ("decline", (), None)


@pytest.mark.parametrize("question", [ASKED, NEVER])
def test_of_one_that_did_not_help_nothing_that_it_says_is_expected(
    store: FeedbackStore, tiny: Assistant, question: str
):
    words = "It is 5 days,\nsays Aisha Khan."
    given = store.give(
        "c:1", tiny.ask(question), helpful=False, reasons=["out of date", "wrong"], words=words
    )
    case = case_of(given)
    assert (case.expects, case.nuggets, case.asks) == ("any", (), False)
    panel = given.answer.panel
    assert case.concern == (panel.concern.value if panel else "none")
    told = case.provenance.by
    assert told.startswith(
        "drafted from feedback, not helpful (wrong, out of date): “It is 5 days, says PERSON-1"
    )
    assert not case.provenance.checked


def test_a_question_that_showed_a_concern_keeps_it(store: FeedbackStore, tiny: Assistant):
    answer = tiny.ask("My pupil Aisha Khan is crying in my office and will not go home. What now?")
    case = case_of(store.give("c:1", answer, helpful=False))
    assert case.concern == "someone"
    assert "Aisha" not in case.model_dump_json()


def test_a_case_is_asked_as_the_question_was(helped: Feedback):
    scope = Scope("wales", "children", as_at=date(2020, 1, 2), superseded=True)
    case = case_of(replace(helped, answer=replace(helped.answer, scope=scope)))
    assert case.scope.scope() == replace(scope, audience="")


def test_a_follow_up_tells_what_was_searched_for(store: FeedbackStore, tiny: Assistant):
    answer = replace(tiny.ask(ASKED), question="And how soon?")
    case = case_of(store.give("c:2", answer, helpful=True))
    assert case.question == "And how soon?"
    assert case.provenance.by == f"drafted from feedback, helpful; searched for “{ASKED}”"


@pytest.mark.parametrize("before", [None, "", "\n"])
def test_drafts_are_lines_of_a_file_that_is_read_as_cases(
    store: FeedbackStore, tiny: Assistant, tmp_path: Path, before: str | None
):
    path = tmp_path / "drafts.jsonl"
    if before is not None:
        path.write_text(before)
    cases = [
        case_of(store.give(question, tiny.ask(question), helpful=helpful))
        for question, helpful in ((ASKED, True), (NEVER, True), ("Who sits – “where”?", False))
    ]
    for case in cases:
        add_draft(path, case)
    assert read_cases(path) == cases


def test_a_case_that_is_there_already_is_refused_and_what_is_there_stays(helped: Feedback, tmp_path: Path):
    path, case = tmp_path / "drafts.jsonl", case_of(helped)
    add_draft(path, case)
    path.write_text(path.read_text().rstrip("\n"))
    with pytest.raises(EvaluationError, match=rf"drafts\.jsonl has a case {case.id} already"):
        add_draft(path, case.model_copy(update={"question": "Another?"}))
    assert read_cases(path) == [case]
    other = case.model_copy(update={"id": "FEEDBACK-2"})
    add_draft(path, other)
    assert read_cases(path) == [case, other]


@pytest.mark.parametrize("text", ["id,question\n", "{}\n"])
def test_a_file_of_something_else_is_left_as_it_is(helped: Feedback, tmp_path: Path, text: str):
    path = tmp_path / "drafts.csv"
    path.write_text(text)
    with pytest.raises(EvaluationError, match=r"drafts\.csv, line 1"):
        add_draft(path, case_of(helped))
    assert path.read_text() == text


def test_a_place_that_cannot_be_written_is_told(helped: Feedback, tmp_path: Path):
    with pytest.raises(EvaluationError, match="cannot be written"):
        add_draft(tmp_path / "none" / "drafts.jsonl", case_of(helped))
