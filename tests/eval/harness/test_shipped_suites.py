"""The suites that come with Safeguide: whole, about documents that come with it too, and two-sided."""

from collections.abc import Callable
from pathlib import Path

import pytest

from eval.harness.cases import Case, problems, read_cases
from eval.harness.suites import DOCUMENTS, FOLDER, SHIPPED, Suite, digest, named, shipped
from ingest import pipeline

CASES = [case for suite in shipped() for case in suite.cases]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The documents that the suites are about, without their front matter."""
    paths = [*Path(pipeline.starter_notes()).glob("*.md"), *DOCUMENTS.glob("*.md")]
    return {path.name: path.read_text(encoding="utf-8").split("\n---\n", 1)[1] for path in paths}


def test_each_suite_is_named_and_no_file_is_left_over():
    assert {path.stem for path in FOLDER.glob("*.jsonl")} == set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_suite_reads_and_holds_as_many_as_tell_something(name: str):
    suite = named(name)
    assert suite.name == name
    assert len(suite.cases) >= (6 if name == "quizzes" else 20)


def test_every_wish_for_a_quiz_is_another_and_of_a_size_that_people_use():
    wishes = [one.quiz for one in named("quizzes").cases]
    assert all(one is not None and 8 <= one.items <= 10 for one in wishes)
    for told in ("topic", "role", "seed"):
        assert len({getattr(one, told) for one in wishes}) == len(wishes)
    assert len({one.level for one in wishes}) >= 3
    assert [one.quiz for one in CASES if one.quiz and one not in named("quizzes").cases] == []


def test_there_are_at_least_three_hundred_cases_each_with_an_id_of_its_own():
    assert len(CASES) >= 300
    assert len({case.id for case in CASES}) == len(CASES)


def test_no_question_is_put_twice_in_one_suite():
    for suite in shipped():
        asked = [(one.question.casefold(), one.history, one.scope) for one in suite.cases]
        assert len(set(asked)) == len(asked), suite.name


def test_every_case_says_who_wrote_it_and_who_checked_it():
    assert [one.id for one in CASES if not (one.provenance.by and one.provenance.checked)] == []


def test_every_case_says_what_it_is_about():
    assert [one.id for one in CASES if not (one.topic and one.kind)] == []


def test_every_nugget_stands_in_the_document_that_it_names(texts: dict[str, str]):
    assert list(problems(CASES, texts)) == []
    assert [one.id for one in CASES if any(not each.document for each in one.nuggets)] == []


def test_every_invented_document_is_asked_about():
    asked = {each.document for one in CASES for each in one.nuggets}
    assert {path.name for path in DOCUMENTS.glob("*.md")} - asked == set()


@pytest.mark.parametrize(
    "is_one",
    [
        lambda one: one.expects == "answer",
        lambda one: one.expects == "decline",
        lambda one: one.concern in ("someone", "writer"),
        lambda one: one.concern == "none",
        lambda one: bool(one.personal),
        lambda one: one.personal == (),
        lambda one: bool(one.history),
        lambda one: bool(one.never),
        lambda one: one.scope.nation != "england",
    ],
    ids=["answer", "decline", "live", "no concern", "personal", "harmless", "follow-up", "never", "nation"],
)
def test_there_are_enough_cases_of_each_side(is_one: Callable[[Case], bool]):
    assert sum(map(is_one, CASES)) >= 10


def test_abstention_is_asked_from_both_sides():
    expected = [one.expects for one in named("abstention").cases]
    assert min(expected.count("answer"), expected.count("decline")) >= 10


@pytest.mark.parametrize("suite", ["live-concern", "personal-data"])
def test_each_case_of_a_screening_suite_is_screened(suite: str):
    field = {"live-concern": "concern", "personal-data": "personal"}[suite]
    assert [one.id for one in named(suite).cases if getattr(one, field) is None] == []


def test_no_answer_has_to_say_what_it_must_not():
    for one in CASES:
        told = " ".join((*(each.text for each in one.nuggets if each.vital), *one.says)).casefold()
        assert not any(words.casefold() in told for words in one.never), one.id


def test_a_digest_changes_with_any_case_and_with_nothing_else():
    ours = Suite("ours", tuple(read_cases(FOLDER / "nations.jsonl")))
    again = Suite("ours", tuple(read_cases(FOLDER / "nations.jsonl")))
    assert digest([ours]) == digest([again])
    assert len(digest([ours])) == 12
    other = ours.cases[0].model_copy(update={"question": "What?"})
    assert digest([ours]) != digest([Suite("ours", (other, *ours.cases[1:]))])
    assert digest([ours]) != digest([Suite("theirs", ours.cases)])
