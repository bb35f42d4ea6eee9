"""What is made of a statement and its citations, and of a judge that fails."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from made_runs import BELL, GATE, case, observed

import assistant
from assistant.grounding.judges import ModelJudge
from assistant.grounding.source import Source, of_sentences
from assistant.grounding.verdict import Support, Verdict
from eval.harness.judging import JudgeFailed, Persistent, judged, patient
from eval.harness.observing import Said
from eval.harness.runs import results
from eval.harness.suites import Suite
from eval.harness.tasks import run_suites
from eval.metrics import Cited

TEXTS = {"a": BELL, "b": GATE, "c": "Oil is dear."}


def texts(ids: Sequence[str]) -> list[Source]:
    return [of_sentences([TEXTS.get(id_, GATE)]) for id_ in ids]


def by_words(statement: str, sources: Sequence[Source]) -> Verdict:
    """Supported if all its words stand in the sources, wherever."""
    told = {word for one in sources for word in one.text.lower().strip(".").split()}
    good = set(statement.lower().strip(".").split()) <= told
    return Verdict(Support.SUPPORTED if good else Support.NOT, float(good))


def never_asked(statement: str, sources: Sequence[Source]) -> Verdict:
    raise AssertionError("the judge was asked")


def cited(text: str, *ids: str) -> Cited:
    answer = observed(text, statements=(Said(text, ids),), cited={id_: TEXTS[id_] for id_ in ids})
    return judged(answer, by_words, texts)[0].cited


def test_what_stands_in_its_passage_word_for_word_needs_no_judge():
    (one,) = judged(observed(BELL), never_asked, texts)
    assert one.holds
    assert one.cited == Cited(True, (True,), (False,))


def test_a_quote_that_leaves_out_the_not_before_it_is_put_to_the_judge():
    answer = observed("Open the gate.", cited={"p": "Do not open the gate."})
    (one,) = judged(answer, lambda *given: Verdict(Support.NOT, 0.1), texts)
    assert not one.holds


@pytest.mark.parametrize(
    ("text", "ids", "expected"),
    [
        ("The keeper must ring the bell.", ("a",), Cited(True, (True,), (False,))),
        ("The keeper must ring the gate.", ("a", "b"), Cited(True, (False, False), (False, False))),
        ("The keeper must ring the bell.", ("a", "c"), Cited(True, (True, False), (False, True))),
        ("The keeper is dear.", ("a", "b"), Cited(False, (False, False), (False, False))),
    ],
    ids=["one that suffices", "both are needed", "the second is of no use", "neither"],
)
def test_each_citation_is_asked_about_alone_and_left_out(text: str, ids: tuple[str, ...], expected: Cited):
    assert cited(text, *ids) == expected


def test_a_quote_that_is_not_in_its_passage_does_not_hold():
    answer = observed(BELL, cited={"p": GATE})
    (one,) = judged(answer, lambda *given: Verdict(Support.SUPPORTED, 1.0), texts)
    assert one.exact == (False,)
    assert not one.holds


class Failing(ModelJudge):
    """A chat model that fails so many times, and then says yes."""

    def __init__(self, times: int) -> None:
        self.left = times

    def says(self, statement: str, source: str) -> bool:
        self.left -= 1
        if self.left >= 0:
            raise TimeoutError("the key is 12345")
        return True


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenacity.nap.time.sleep", lambda seconds: None)


def test_a_judge_that_fails_is_asked_again():
    assert Persistent(Failing(2)).probability("", "") == 1


def test_a_judge_that_fails_to_the_end_says_so_without_what_it_was_sent():
    with pytest.raises(JudgeFailed, match="failed 3 times: TimeoutError") as caught:
        Persistent(Failing(3)).probability("", "")
    assert "12345" not in str(caught.value)


def test_only_a_chat_model_is_asked_again():
    judge = Failing(0)
    assert isinstance(patient(judge), Persistent)
    assert patient(None) is None


def test_a_case_that_the_judge_cannot_say_is_reported_and_counts_nowhere(
    tiny: assistant.Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def failing(*given: object) -> list[object]:
        raise JudgeFailed("The judge failed 3 times: TimeoutError")

    monkeypatch.setattr("eval.harness.rows.judged", failing)
    asked = case(question="How soon must the keeper ring the bell after a visit?")
    rows = run_suites([Suite("ours", (asked,))], tiny, by_words, tmp_path / "logs")
    assert [row.error for row in rows] == ["The judge failed 3 times: TimeoutError"]
    told = results(rows)
    assert told["errors"] == {"ours c1": "The judge failed 3 times: TimeoutError"}
    assert "passed" not in told["figures"].get("ours", {})
