"""Drafts of cases: from what a library says, and from questions that people asked."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import assistant
from assistant.answers import AnswerKind
from assistant.feedback import opened
from assistant.settings import Settings
from eval.harness.cases import Case, problems
from eval.harness.making import by_model, of_feedback, of_library, of_questions
from eval.questions import EvaluationError
from ingest.documents import Passage
from ingest.library import Library

TOLD = {
    "visits.md": [
        "The keeper must ring the bell within 3 days of every visit to the tower.",
        "Visitors should write their names down in the book that lies by the door.",
    ],
    "bridges.md": [
        "Whoever crosses the bridge with a cart must pay the warden two pence at the gate.",
    ],
}


def _nuggets(cases: list[Case]) -> set[tuple[str, str]]:
    return {(one.nuggets[0].document, one.nuggets[0].text) for one in cases}


def test_drafts_are_about_sentences_that_say_what_must_or_should_be_done(tiny: assistant.Assistant):
    drafts = of_library(tiny.library, 20)
    assert _nuggets(drafts) == {(name, text) for name, some in TOLD.items() for text in some}
    assert [one.id for one in drafts] == ["DRAFT-001", "DRAFT-002", "DRAFT-003"]


def test_drafts_are_taken_from_each_document_in_turn(tiny: assistant.Assistant):
    assert {name for name, _ in _nuggets(of_library(tiny.library, 2))} == {"visits.md", "bridges.md"}


def test_the_same_drafts_are_made_each_time_and_others_with_another_seed(tiny: assistant.Assistant):
    assert of_library(tiny.library, 2) == of_library(tiny.library, 2)
    tried = [_nuggets(of_library(tiny.library, 2, seed=seed)) for seed in range(20)]
    assert {text for some in tried for _, text in some} == {text for some in TOLD.values() for text in some}


def test_a_draft_is_right_but_for_a_person_who_has_checked_it(tiny: assistant.Assistant):
    texts = {Path(one.path).name: tiny.library.text(one.id) for one in tiny.library.documents()}
    drafts = of_library(tiny.library, 20)
    assert list(problems(drafts, texts)) == [f"{one.id}: nobody has checked it" for one in drafts]


def test_without_a_model_a_draft_asks_for_what_stands_under_the_heading(tiny: assistant.Assistant):
    asked = {one.topic: one.question for one in of_library(tiny.library, 20)}
    assert asked == {
        "Visits": "What does Visits say on “Visits”?",
        "Bridges": "What does Bridges say on “Bridges”?",
    }


@pytest.mark.parametrize(
    ("asks", "asked"),
    [
        (lambda passage: "How soon is it rung?", "How soon is it rung?"),
        (lambda passage: "", "What does Bridges say on “Bridges”?"),
    ],
)
def test_a_model_words_the_question_if_it_can(
    tiny: assistant.Assistant, asks: Callable[[Passage], str], asked: str
):
    about = {one.topic: one.question for one in of_library(tiny.library, 20, asks)}
    assert about["Bridges"] == asked


def test_a_library_that_tells_nobody_what_to_do_has_no_drafts(library: Library):
    with pytest.raises(EvaluationError, match="says what must or should be done"):
        of_library(library, 5)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        (" How soon is it rung? \n\nI hope that helps.", "How soon is it rung?"),
        ("Here is a question:\nHow soon?", ""),
        ("", ""),
        ("\n", ""),
    ],
)
def test_only_a_question_is_taken_from_a_model(tiny: assistant.Assistant, written: str, asked: str):
    told: list[str] = []

    def invoke(messages: list[SimpleNamespace]) -> SimpleNamespace:
        told.append(str(messages[0].content))
        return SimpleNamespace(text=written)

    asks = by_model(SimpleNamespace(writer=SimpleNamespace(model=SimpleNamespace(invoke=invoke))))
    (passage, *_) = tiny.library.passages_of(tiny.library.documents()[0].id)
    assert asks is not None
    assert asks(passage) == asked
    assert "two pence" in told[0]


def test_without_a_model_none_words_the_questions(tiny: assistant.Assistant):
    assert by_model(tiny) is None


ASKED = ["How soon must the keeper ring the bell?", "What does a swimming lesson cost in pounds?"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("asked.txt", "\n".join(["\ufeff" + ASKED[0], "", ASKED[1], ASKED[0], "  "])),
        ("asked.csv", f'when,question\r\n1,"{ASKED[0]}"\r\n2,\r\n3,{ASKED[1]}\r\n'),
        ("asked.jsonl", "\n".join(json.dumps({"question": one}) for one in (*ASKED, None, ""))),
    ],
)
def test_questions_that_were_asked_expect_what_is_answered_now(
    tiny: assistant.Assistant, tmp_path: Path, name: str, text: str
):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    answered, declined = of_questions(tiny, path)
    assert [answered.question, declined.question] == ASKED
    assert (answered.id, declined.id) == ("ASKED-001", "ASKED-002")
    assert (answered.expects, declined.expects) == ("answer", "decline")
    assert [one.text for one in answered.vital] == [TOLD["visits.md"][0]]
    assert answered.vital[0].document == "visits.md"
    assert answered.provenance.checked == declined.provenance.checked == ""


def test_only_the_first_thing_that_is_answered_is_vital_until_a_person_says_more(tmp_path: Path):
    quoted = [
        SimpleNamespace(quote=text, document=SimpleNamespace(path="in/visits.md"))
        for text in ("Ring.", "Sit.")
    ]
    said = [SimpleNamespace(citations=[one, quoted[0]]) for one in quoted]
    product = SimpleNamespace(
        screen=lambda text: SimpleNamespace(text=text),
        ask=lambda message: SimpleNamespace(kind=AnswerKind.WRITTEN, statements=said),
    )
    (tmp_path / "asked.txt").write_text("What is to be done?")
    (one,) = of_questions(product, tmp_path / "asked.txt")
    told = [(nugget.text, nugget.document, nugget.vital) for nugget in one.nuggets]
    assert told == [("Ring.", "visits.md", True), ("Sit.", "visits.md", False)]


def test_a_cell_with_a_line_break_is_one_question(tiny: assistant.Assistant, tmp_path: Path):
    path = tmp_path / "asked.csv"
    path.write_text('question\n"There was a visit.\nHow soon must the keeper ring the bell?"\n')
    (one,) = of_questions(tiny, path)
    assert one.question == "There was a visit.\nHow soon must the keeper ring the bell?"


def test_names_in_a_question_are_not_kept(tiny: assistant.Assistant, tmp_path: Path):
    path = tmp_path / "asked.txt"
    path.write_text("My pupil Aisha Khan visited the tower. How soon must the keeper ring the bell?")
    (one,) = of_questions(tiny, path)
    assert "Aisha" not in one.model_dump_json()
    assert "Khan" not in one.model_dump_json()


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("asked.txt", "\n \n", "holds no questions"),
        ("asked.csv", "query\nWhat?\n", 'has no field "question"'),
        ("asked.csv", "", "holds no questions"),
        ("asked.csv", 'question\n"' + "a" * 200_000, "cannot be read"),
        ("asked.jsonl", '{"query": "What?"}', 'has no field "question"'),
        ("asked.jsonl", "[1]", 'has no field "question"'),
        ("asked.jsonl", "what?", "cannot be read"),
    ],
)
def test_a_file_without_questions_is_told(
    tiny: assistant.Assistant, tmp_path: Path, name: str, text: str, problem: str
):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(EvaluationError, match=problem):
        of_questions(tiny, path)


def test_a_file_of_questions_that_is_no_text_is_told(tiny: assistant.Assistant, tmp_path: Path):
    path = tmp_path / "asked.txt"
    path.write_bytes(b"\xff\xfeW\x00")
    with pytest.raises(EvaluationError, match="cannot be read"):
        of_questions(tiny, path)


def test_what_people_said_of_answers_is_drafted(home: Path, tiny: assistant.Assistant):
    with pytest.raises(EvaluationError, match="Nobody has said anything"):
        of_feedback(Settings())
    answer = tiny.ask("How soon must the keeper ring the bell?")
    opened(Settings()).give("a:1", answer, helpful=True)

    (draft,) = of_feedback(Settings())

    assert draft.question == "How soon must the keeper ring the bell?"
    assert draft.nuggets[0].document == "visits.md"
    assert not draft.provenance.checked
