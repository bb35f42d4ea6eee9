"""Files of questions: what is accepted, and what is said of the rest."""

import json
from pathlib import Path

import pytest

from eval.questions import EvaluationError, Question, letters_and_digits, read_questions

GOOD = {
    "id": "A1",
    "question": "How soon?",
    "answerable": True,
    "source_file": "guide.md",
    "evidence": "within 10 working days",
    "kind": "timescale",
}
NO_ANSWER = {"id": "U1", "question": "What dose?", "answerable": False, "evidence": None, "kind": "other"}


def _file(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8"
    )
    return path


def test_questions_come_in_the_order_of_the_file_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    questions = read_questions(_file(tmp_path, GOOD, "", NO_ANSWER, ""))

    assert [question.id for question in questions] == ["A1", "U1"]
    assert questions[0] == Question.model_validate(GOOD)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "this is not JSON"),
        ("[1]", "line 2: "),
        (GOOD | {"id": ""}, "id: "),
        (GOOD | {"question": "  "}, "question: "),
        (GOOD | {"answerable": "yes"}, "answerable: "),
        (GOOD | {"evidence": None}, "answerable but has no evidence"),
        (GOOD | {"evidence": " … "}, "answerable but has no evidence"),
        (NO_ANSWER | {"evidence": "but here it is"}, "evidence but is not answerable"),
        (GOOD | {"evidense": "x"}, "evidense: "),
        ({"id": "A9"}, "question: "),
        (GOOD | {"id": "first"}, "the id 'first' came before"),
    ],
)
def test_a_line_that_is_no_question_is_named_with_its_fault(
    tmp_path: Path, line: object, problem: str
) -> None:
    path = _file(tmp_path, GOOD | {"id": "first"}, line)

    with pytest.raises(EvaluationError, match=r"^questions\.jsonl, line 2: ") as raised:
        read_questions(path)

    assert problem in str(raised.value)


def test_a_file_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="holds no questions"):
        read_questions(_file(tmp_path, "", " "))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"nowhere\.jsonl cannot be read"):
        read_questions(tmp_path / "nowhere.jsonl")


def test_evidence_is_known_whatever_the_white_space_punctuation_case_and_ligatures() -> None:
    question = Question.model_validate(GOOD | {"evidence": "The ﬁrst\nreﬂection: it’s due"})

    assert question.evidence_in("• the First reflection –\n• its due.")
    assert not question.evidence_in("the first reflection is due")


def test_an_unanswerable_question_finds_its_evidence_nowhere() -> None:
    assert not Question.model_validate(NO_ANSWER).evidence_in("anything")


def test_letters_and_digits_keep_numbers_apart_from_nothing_else() -> None:
    assert letters_and_digits("Section 47(1)_a") == "section471a"


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("It must be held within 15 working days of the strategy discussion.", True),
        ("It must be\nheld, at the latest, after the strategy discussion.", True),
        ("It must be held. " + "x" * 601 + " after the strategy discussion", False),
        ("the strategy discussion. It must be held", False),
    ],
)
def test_an_ellipsis_in_evidence_stands_for_words_left_out(text: str, holds: bool) -> None:
    question = Question.model_validate(GOOD | {"evidence": "It must be held … the strategy discussion"})

    assert question.evidence_in(text) is holds


def test_a_follow_up_has_the_questions_before_it(tmp_path: Path) -> None:
    (question,) = read_questions(_file(tmp_path, GOOD | {"history": ["Who attends?"]}))

    assert question.history == ("Who attends?",)
