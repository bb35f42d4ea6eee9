"""Fit the weights of ranking and confidence to questions: ``python -m eval.fit``."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant import Assistant
from assistant.ranking import WEIGHTS, Weights
from eval.commands import (
    QuestionsFile,
    ResultsFile,
    command_line,
    console,
    keep,
    opened,
    print_table,
    recipe,
    run,
)
from eval.fitting import (
    FOLDS,
    Judged,
    Model,
    Pool,
    current_confidence,
    fit_confidence,
    fit_weights,
    folds,
    judged,
    pool,
    rank_of_evidence,
)
from eval.metrics import auroc, recall_at
from eval.questions import EvaluationError, Question, read_questions
from ingest.documents import GuidanceDocument

DEPTHS = (1, 3, 5, 10)

app = command_line("fit")


@dataclass(frozen=True, slots=True)
class Compared:
    """How the weights in use and fitted ones do.

    Attributes:
        current: ranks of the evidence with the weights in use, one for each answerable question.
        fitted: the same, each with weights fitted to the other folds.
        current_auroc, fitted_auroc: of the confidence, likewise.
    """

    current: list[int | None]
    fitted: list[int | None]
    current_auroc: float
    fitted_auroc: float

    def rows(self) -> list[tuple[object, ...]]:
        """The comparison as rows of a table."""
        recalls = [
            (f"R@{depth}", recall_at(self.current, depth), recall_at(self.fitted, depth)) for depth in DEPTHS
        ]
        return [*recalls, ("AUROC of the confidence", self.current_auroc, self.fitted_auroc)]

    def as_dict(self) -> dict[str, Any]:
        """The comparison as plain values for JSON."""
        sides = (
            ("current", self.current, self.current_auroc),
            ("fitted", self.fitted, self.fitted_auroc),
        )
        return {
            name: {f"R@{depth}": recall_at(ranks, depth).as_dict() for depth in DEPTHS} | {"auroc": area}
            for name, ranks, area in sides
        }


def measure(asked: Assistant, questions: Sequence[Question]) -> tuple[list[Pool], list[Judged]]:
    """The candidates of every answerable question, and what confidence rests on for every question.

    Raises:
        EvaluationError: there are too few questions of either kind to hold folds out.
    """
    retriever = asked.retriever
    pools = [pool(retriever, question) for question in questions if question.answerable]
    useful = sum(bool(one.holding.any()) for one in pools)
    if useful < FOLDS or len(questions) - len(pools) < FOLDS:
        raise EvaluationError(
            f"Fitting needs at least {FOLDS} answerable questions whose evidence is among the candidates "
            f"(here {useful}) and {FOLDS} unanswerable ones (here {len(questions) - len(pools)})"
        )
    return pools, [judged(retriever, question) for question in questions]


def cross_validated(
    pools: Sequence[Pool], every: Sequence[Judged], documents: dict[str, GuidanceDocument]
) -> Compared:
    """Compare the weights in use with fitted ones, on questions that these were not fitted to."""
    fold_of = folds([bool(one.holding.any()) for one in pools])
    weights = [
        fit_weights([one for one, own in zip(pools, fold_of, strict=True) if own != fold])
        for fold in range(FOLDS)
    ]
    held_out = folds([one.answerable for one in every])
    models = [
        fit_confidence([one for one, own in zip(every, held_out, strict=True) if own != fold])
        for fold in range(FOLDS)
    ]
    sure = [models[fold].confidence(one) for one, fold in zip(every, held_out, strict=True)]
    return Compared(
        current=[rank_of_evidence(one, WEIGHTS, documents) for one in pools],
        fitted=[
            rank_of_evidence(one, weights[fold], documents) for one, fold in zip(pools, fold_of, strict=True)
        ],
        current_auroc=_area([current_confidence(one) for one in every], every),
        fitted_auroc=_area(sure, every),
    )


def _area(sure: Sequence[float], every: Sequence[Judged]) -> float:
    pairs = list(zip(sure, every, strict=True))
    return auroc([s for s, one in pairs if one.answerable], [s for s, one in pairs if not one.answerable])


def ranking_code(weights: Weights) -> str:
    """The weights as they stand in assistant/ranking.py."""
    return "\n".join(f"    {name}: float = {value}" for name, value in weights._asdict().items())


def confidence_code(model: Model) -> str:
    """The model as it stands in assistant/confidence.py."""
    numbers = ", ".join(f"{name}={value}" for name, value in model.coefficients._asdict().items())
    return f"INTERCEPT = {model.intercept}\nCOEFFICIENTS = Measures(\n    {numbers}\n)"


@app.command()
def fit(
    context: typer.Context,
    questions: QuestionsFile,
    home: Annotated[
        Path,
        typer.Option(help="The library's folder, with the documents in it.", exists=True, file_okay=False),
    ],
    results: ResultsFile = None,
) -> None:
    """Fit the weights of ranking and confidence, and print them to paste, beside those in use.

    The fitted side is cross-validated; those in use may have been fitted to the very same questions.

    Example: `python -m eval.fit --questions questions.jsonl --home /tmp/library`
    """
    asking = read_questions(questions)
    with opened(home, None) as asked, console.status("Searching, then fitting …"):
        pools, every = measure(asked, asking)
        documents = {one.id: one for one in asked.library.documents()}
        compared = cross_validated(pools, every, documents)
        weights, model = fit_weights(pools), fit_confidence(every)
        made_with = recipe(context, asked)
    among = sum(bool(one.holding.any()) for one in pools)
    title = (
        f"{len(asking)} questions; the evidence is among the candidates of {among} of {len(pools)} answerable"
    )
    print_table(title, ("Measure", "In use", f"Fitted, {FOLDS} folds held out"), compared.rows())
    console.print(f"\nassistant/ranking.py, class Weights:\n{ranking_code(weights)}", markup=False)
    console.print(f"\nassistant/confidence.py:\n{confidence_code(model)}", markup=False, soft_wrap=True)
    fitted = {
        "weights": weights._asdict(),
        "intercept": model.intercept,
        "coefficients": model.coefficients._asdict(),
    }
    keep(results, made_with, {"fitted": fitted, "compared": compared.as_dict()})


if __name__ == "__main__":
    run(app)
