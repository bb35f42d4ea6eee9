"""Ask questions with known evidence: ``python -m eval.practice``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from eval.commands import (
    DocumentsFolder,
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
from eval.metrics import mean
from eval.outcomes import DEPTHS, Outcome, Outcomes, Unfindable, ask_all, unfindable
from eval.questions import read_questions

app = command_line("practice")


@app.command()
def practice(
    context: typer.Context,
    questions: QuestionsFile,
    documents: DocumentsFolder,
    home: Annotated[
        Path | None,
        typer.Option(help="The library's folder, to build once and use again; a temporary one by default."),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="List every question.")] = False,
    results: ResultsFile = None,
) -> None:
    """Ask questions with known evidence: is it found, is it quoted, is what has no answer declined?

    Example: `python -m eval.practice --questions questions.jsonl --documents guidance/ --home /tmp/library`
    """
    asking = read_questions(questions)
    with opened(home, documents) as asked:
        with console.status("Asking …") as status:
            outcomes = ask_all(
                asked, asking, lambda count: status.update(f"Asking: {count} of {len(asking)} …")
            )
        lost = unfindable(asked, asking)
        made_with = recipe(context, asked)
    if verbose:
        print_questions(outcomes.every)
    print_outcomes(outcomes)
    print_lost(lost)
    keep(results, made_with, outcomes.as_dict() | {"unfindable": lost.as_dict()})


def print_outcomes(outcomes: Outcomes) -> None:
    """Print what the outcomes amount to, as two tables."""
    words = outcomes.words()
    rows: list[tuple[str, object]] = [
        *((f"evidence in passages 1 to {depth}", outcomes.recall(depth)) for depth in DEPTHS),
        ("MRR@10", outcomes.reciprocal_rank()),
        ("evidence in the quoted answer", outcomes.quoted()),
        ("words of a quoted answer, mean", round(mean(words))),
        ("words of a quoted answer, most", max(words, default=0)),
        ("answerable questions answered", outcomes.answered()),
        ("unanswerable questions declined", outcomes.declined()),
        ("AUROC of the confidence", outcomes.auroc()),
        ("AURC", outcomes.aurc()),
    ]
    count = f"{len(outcomes.answerable)} answerable and {len(outcomes.unanswerable)} unanswerable questions"
    print_table(count, ("Measure", "Value (of; 95% interval)"), rows)
    points = [(f"{point.threshold:.1f}", point.coverage, point.risk) for point in outcomes.coverage_risk()]
    print_table("If everything of this confidence is answered", ("Confidence", "Coverage", "Risk"), points)


def print_questions(every: Sequence[Outcome]) -> None:
    """Print what became of each question, one a line."""
    for one in every:
        asked = one.question
        rank = ("–" if one.rank is None else str(one.rank)) if asked.answerable else ""
        found = f"rank {rank:<2}  {'quoted    ' if one.quoted else 'not quoted'}" if rank else "unanswerable"
        outcome = "answered" if one.answered else "declined"
        line = f"{asked.id:6} {found:19} {outcome} {one.confidence:.2f} {one.words:4} words  {asked.question}"
        console.print(line, markup=False, soft_wrap=True)


def print_lost(lost: Unfindable) -> None:
    """Name the questions that no search could have answered."""
    if lost.unread:
        console.print(f"The evidence stands in no document as read: {', '.join(lost.unread)}")
    if lost.divided:
        console.print(f"The evidence is divided between passages: {', '.join(lost.divided)}")


if __name__ == "__main__":
    run(app)
