"""Learn what finds and reads answers, beside the packaged model: ``python -m eval.learning``."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.learnt import DATA
from eval import lora
from eval.commands import DATASETS, QuestionsFile, command_line, console, opened, run
from eval.invented import read_invented
from eval.learning import questions as question_side
from eval.learning import reader
from eval.learning.examples import of_guidance, of_rules
from eval.learning.squad import of_squad
from eval.questions import EvaluationError, read_questions
from ingest.embedding import Embedder

app = command_line("learning")


class What(StrEnum):
    """What can be learnt."""

    QUESTIONS = "questions"
    READER = "reader"


@app.command()
def learning(
    what: Annotated[
        What,
        typer.Argument(
            help="`questions`: where a question is put among the sentences (a quarter of an hour on two "
            "cores). `reader`: whether a passage answers a question, and which of its sentences does "
            "(minutes on a graphics card, hours without)."
        ),
    ],
    home: Annotated[
        Path,
        typer.Option(help="The library's folder, with the documents in it.", exists=True, file_okay=False),
    ],
    questions: QuestionsFile = DATASETS / "guidance-fit.jsonl",
    rules: Annotated[
        Path, typer.Option(help="Invented rules, as JSON lines.", exists=True, dir_okay=False)
    ] = DATASETS / "rules.jsonl",
    squad: Annotated[
        Path | None,
        typer.Option(help="A folder with dev-v2.0.json of SQuAD 2.", exists=True, file_okay=False),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            help="The file that is written; by default the one that Safeguide uses.", dir_okay=False
        ),
    ] = None,
) -> None:
    """Learn from questions with known evidence, and write what was learnt for Safeguide to use.

    Example: `python -m eval.learning questions --home /tmp/library --squad squad2/`
    """
    path = into or DATA / f"{what}.safetensors"
    if not os.access(path.parent, os.W_OK):
        raise EvaluationError(f"{path.parent} cannot be written to: name a file with --into")
    asking, invented, embedder = read_questions(questions), read_invented(rules), Embedder()
    with console.status("Reading …") as status, opened(home, None) as asked:
        shelves = of_rules(invented, embedder)
        if squad is not None:
            shelves.append(of_squad(squad, embedder))
        retriever = asked.retriever if what is What.READER else None
        shelves.append(
            of_guidance(
                asked.library,
                asking,
                retriever,
                lambda count: status.update(f"Searching: {count} of {len(asking)} …"),
            )
        )
        status.update("Embedding …")
        learn = question_side.learn if what is What.QUESTIONS else reader.learn
        tensors = learn(
            shelves,
            lambda step, steps, loss: status.update(f"Learning: step {step} of {steps}, loss {loss:.2f} …"),
        )
    lora.save(path, tensors)
    count = sum(len(shelf.examples) for shelf in shelves)
    console.print(f"{path}: learnt from {count:,} questions", markup=False, soft_wrap=True)


if __name__ == "__main__":
    run(app)
