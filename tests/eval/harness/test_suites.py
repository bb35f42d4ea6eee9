"""Suites by name: those that come with Safeguide, files of one's own, and what others have labelled."""

import json
import os
from pathlib import Path

import pytest
from made_runs import case

from eval.harness import runs
from eval.harness.cases import write_cases
from eval.harness.suites import named
from eval.questions import EvaluationError


def test_a_file_of_cases_is_a_suite_called_after_it(tmp_path: Path):
    write_cases(tmp_path / "ours.jsonl", [case()])
    assert (named(str(tmp_path / "ours.jsonl")).name, *named(str(tmp_path / "ours.jsonl")).cases) == (
        "ours",
        case(),
    )


@pytest.mark.parametrize("name", ["retreival", "", "ours.xlsx", "wice:somewhere", "retrieval:here"])
def test_what_is_no_suite_is_told_with_those_there_are(name: str):
    with pytest.raises(EvaluationError, match=r"There is no suite .*retrieval, grounding.*or-sharc:PATH"):
        named(name)


@pytest.mark.parametrize(
    "name", ["nowhere.jsonl", "nowhere.csv", "practice:nowhere.jsonl", "or-sharc:nowhere"]
)
def test_a_file_that_is_not_there_is_told(name: str):
    with pytest.raises(EvaluationError, match="cannot be read"):
        named(name)


def test_practice_questions_are_cases(tmp_path: Path):
    path = tmp_path / "asked.jsonl"
    rows = [
        {
            "id": "A1",
            "question": "When?",
            "answerable": True,
            "evidence": "in … days",
            "source_file": "g.pdf",
        },
        {"id": "U1", "question": "How much?", "answerable": False, "history": ["Of what?"], "kind": "money"},
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    suite = named(f"practice:{path}")
    assert suite.name == "practice"
    answered, declined = suite.cases
    assert [(one.text, one.document) for one in answered.nuggets] == [("in … days", "g.pdf")]
    assert (declined.expects, declined.history, declined.kind) == ("decline", ("Of what?",), "money")
    assert all(one.provenance.checked for one in suite.cases)


def test_or_sharc_asks_for_any_sentence_of_a_rule(tmp_path: Path):
    first = "One two three four five six seven eight nine ten eleven twelve"
    rule = f"# Who may\n\n{first} thirteen. It is so for all who are nine."
    (tmp_path / "id2snippet.json").write_text(json.dumps({"r7": rule}))
    asked = {"scenario": "I am 9.", "question": "May I?", "gold_snippet_id": "r7"}
    (tmp_path / "open_retrieval_sharc_dev.json").write_text(json.dumps(asked))
    (one,) = named(f"or-sharc:{tmp_path}").cases
    assert (one.id, one.question) == ("sharc-1", "I am 9. May I?")
    assert [(each.text, each.also, each.document) for each in one.nuggets] == [
        (first, ("It is so for all who are nine.",), "r7.md")
    ]


def test_a_library_that_the_code_has_left_behind_goes_after_a_month(tmp_path: Path):
    now, new, old, other = (
        tmp_path / name for name in ("library-now", "library-new", "library-old", "run-1")
    )
    for folder in (now, new, old, other):
        folder.mkdir()
    for folder in (now, old, other):
        os.utime(folder, (0, 0))

    runs.forget_old(now)

    assert sorted(one.name for one in tmp_path.iterdir()) == ["library-new", "library-now", "run-1"]
