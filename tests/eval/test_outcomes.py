"""What outcomes amount to, on an example worked by hand."""

import json

from eval.metrics import Share
from eval.outcomes import Outcome, Outcomes
from eval.questions import Question


def _outcome(
    rank: int | None, confidence: float, *, quoted: bool = False, answerable: bool = True
) -> Outcome:
    question = Question(
        id=f"{rank}-{confidence}",
        question="What?",
        answerable=answerable,
        evidence="words" if answerable else None,
    )
    answered = confidence >= 0.5
    return Outcome(question, rank, confidence, answered, quoted, 40 if answered else 0)


OUTCOMES = Outcomes(
    [
        _outcome(1, 0.9, quoted=True),
        _outcome(4, 0.7),
        _outcome(2, 0.3, quoted=True),
        _outcome(None, 0.8, answerable=False),
        _outcome(None, 0.1, answerable=False),
    ]
)


def test_only_answerable_questions_count_for_finding_and_quoting() -> None:
    assert OUTCOMES.recall(1) == Share(1, 3)
    assert OUTCOMES.recall(3) == Share(2, 3)
    assert OUTCOMES.reciprocal_rank() == (1 + 1 / 4 + 1 / 2) / 3
    assert OUTCOMES.quoted() == Share(1, 3)


def test_a_good_quote_that_was_not_given_is_no_quoted_answer_but_would_have_been_right() -> None:
    declined = OUTCOMES.every[2]

    assert declined.quoted
    assert not declined.answered
    assert not declined.wrong


def test_abstention_is_told_from_both_sides() -> None:
    assert OUTCOMES.answered() == Share(2, 3)
    assert OUTCOMES.declined() == Share(1, 2)
    assert OUTCOMES.auroc() == (2 + 1 + 1) / 6


def test_an_answer_to_an_unanswerable_question_or_without_the_evidence_is_a_risk() -> None:
    at_a_half = next(point for point in OUTCOMES.coverage_risk() if point.threshold == 0.5)

    assert at_a_half.coverage == Share(3, 5)
    assert at_a_half.risk == Share(2, 3)


def test_no_outcomes_can_be_written_as_json_without_nan() -> None:
    json.dumps(Outcomes([]).as_dict(), allow_nan=False)
