"""What each part of retrieval adds: ``python -m eval.ablation``.

Every part is switched off by itself, and the questions are searched for anew.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant import Assistant
from assistant.answers import Hit
from assistant.asking import Asking, asked_in
from assistant.ranking import WEIGHTS, Weights
from assistant.reading import readings
from assistant.retrieval import Retriever
from eval.commands import (
    ResultsFile,
    command_line,
    console,
    keep,
    opened,
    print_table,
    recipe,
    run,
)
from eval.metrics import mean, recall_at, reciprocal_rank
from eval.questions import EvaluationError, Question, read_questions
from eval.rules import RuleQuestion, read_rule_questions, write_rules

DEPTH = 10
DEPTHS = (1, 5, DEPTH)

Case = tuple[Asking, Callable[[Hit], bool]]
"""What is asked, and whether a passage holds the answer."""

app = command_line("ablation")


@app.command()
def ablation(
    context: typer.Context,
    home: Annotated[Path, typer.Option(help="The library's folder, to build once and use again.")],
    questions: Annotated[
        Path | None, typer.Option(help="Questions with their evidence, as JSON lines.", exists=True)
    ] = None,
    documents: Annotated[
        Path | None, typer.Option(help="A folder of documents, or one document.", exists=True)
    ] = None,
    rules: Annotated[Path | None, typer.Option(help="A folder with OR-ShARC instead.", exists=True)] = None,
    every: Annotated[int, typer.Option(min=1, help="Take only each of so many questions, to save time.")] = 1,
    results: ResultsFile = None,
) -> None:
    """Search with each part of retrieval switched off, and compare what is found.

    Example: `python -m eval.ablation --home /tmp/library --questions questions.jsonl --documents guidance/`
    """
    if rules is not None:
        documents = home / "rules"
        write_rules(rules, documents)
    with opened(home, documents) as asked:
        cases = (_rule_cases(rules) if rules is not None else _cases(questions))[::every]
        made_with = recipe(context, asked)
        rows = [_row(name, _ranks(one, asked, cases)) for name, one in retrievers(asked)]
    print_table(f"{len(cases)} questions", ("", *(f"R@{depth}" for depth in DEPTHS), "MRR@10"), rows)
    keep(results, made_with, {str(name): [*map(_plain, values)] for name, *values in rows})


def retrievers(asked: Assistant) -> Iterator[tuple[str, Retriever]]:
    """A retriever with everything, and one without each part."""
    library, embedder = asked.library, asked.embedder
    yield "everything", Retriever(library, embedder, readings)
    yield "without the reader", Retriever(library, embedder)
    yield "without the vocabulary", Retriever(library, embedder, readings, terms=lambda question: [])
    for name in Weights._fields:
        weights = WEIGHTS._replace(**{name: 0.0})
        yield f"without the signal “{name}”", Retriever(library, embedder, readings, weights=weights)


def _cases(path: Path | None) -> list[Case]:
    if path is None:
        raise EvaluationError("Name a file of questions with --questions, or OR-ShARC's folder with --rules")
    return [
        (asked_in(one.question, one.history)[0], partial(_holds_evidence, one))
        for one in read_questions(path)
        if one.answerable
    ]


def _rule_cases(folder: Path) -> list[Case]:
    return [(Asking(one.text), partial(_is_rule, one)) for one in read_rule_questions(folder)]


def _holds_evidence(question: Question, hit: Hit) -> bool:
    return question.evidence_in(hit.passage.text)


def _is_rule(question: RuleQuestion, hit: Hit) -> bool:
    return Path(hit.document.path).stem == question.rule


def _ranks(retriever: Retriever, asked: Assistant, cases: Sequence[Case]) -> list[int | None]:
    ranks: list[int | None] = []
    with console.status("Asking …"):
        for asking, holds in cases:
            found = retriever.find(asking, DEPTH, asked.scope)[1]
            ranks.append(next((n for n, one in enumerate(found, 1) if holds(one.hit)), None))
    return ranks


def _row(name: str, ranks: Sequence[int | None]) -> tuple[Any, ...]:
    return (
        name,
        *(recall_at(ranks, depth) for depth in DEPTHS),
        mean([reciprocal_rank(r, DEPTH) for r in ranks]),
    )


def _plain(value: Any) -> float:
    return float(getattr(value, "value", value))


if __name__ == "__main__":
    run(app)
