"""What is kept of each case of a run, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.quiz.items import Quiz
from eval.harness.cases import Case
from eval.harness.diagnosis import Held, Stage, stage_of
from eval.harness.judging import Judges, Texts, judged
from eval.harness.observing import Observed
from eval.harness.quiz_judging import judged_quiz
from eval.harness.scoring import scores


@dataclass(frozen=True, slots=True)
class Row:
    """A case of a run, with what became of it.

    Attributes:
        suite: the suite.
        case: what was asked.
        observed: what the product did; None where it failed.
        scores: by name, 0 to 1.
        stage: which stage lost it, or "".
        why: what is wrong with each statement that does not hold, or with each item of a quiz.
        evidence: a digest of the documents that its nuggets stand in; "" where they stand in none.
        error: why it could not be scored, or "".
    """

    suite: str
    case: Case
    observed: Observed | None
    scores: Mapping[str, float] = field(default_factory=dict)
    stage: str = ""
    why: tuple[str, ...] = ()
    evidence: str = ""
    error: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Suite and id, by which runs are compared."""
        return self.suite, self.case.id

    def as_dict(self) -> dict[str, Any]:
        """The row as plain values for JSON."""
        told = {name: getattr(self, name) for name in ("suite", "stage", "evidence", "error")}
        return {
            **told,
            "case": self.case.model_dump(mode="json", exclude_defaults=True),
            "observed": self.observed.as_dict() if self.observed else None,
            "scores": dict(self.scores),
            "why": list(self.why),
        }

    @classmethod
    def of_dict(cls, told: Mapping[str, Any]) -> "Row":
        """What ``as_dict`` told."""
        return cls(
            told["suite"],
            Case.model_validate(told["case"]),
            Observed.of_dict(told["observed"]) if told["observed"] else None,
            told["scores"],
            told["stage"],
            tuple(told["why"]),
            told["evidence"],
            told["error"],
        )


def scored(suite: str, case: Case, observed: Observed, judge: Judges, texts: Texts, held: Held) -> Row:
    """A case scored and, if it failed, attributed to a stage.

    Raises:
        JudgeFailed: the judge could not say.
    """
    judgements = judged(observed, judge, texts)
    quiz = Quiz.model_validate(observed.quiz or {})
    items = judged_quiz(quiz, judge, texts, observed.near)
    relevant = held.relevant(case.vital or case.nuggets, case.scope.scope())
    found = scores(case, observed, judgements, relevant, items)
    stage = stage_of(case, observed, found, judgements, held)
    why = tuple(one.why or "it does not keep its source's facts" for one in judgements if not one.holds)
    why += tuple(one.why for one in items if one.faults)
    return Row(suite, case, observed, found, stage.value if stage else "", why, held.evidence(case))


def failed(rows: Sequence[Row]) -> list[Row]:
    """Those that a stage lost, by stage, in the order of the pipeline."""
    order = {stage.value: place for place, stage in enumerate(Stage)}
    return sorted((row for row in rows if row.stage), key=lambda row: order[row.stage])
