"""``python -m eval.naming``: the reader of names learns, and what it learnt is written for Safeguide."""

import random
from pathlib import Path
from typing import Annotated

import typer

from assistant.learnt import DATA
from eval import lora
from eval.commands import DATASETS, command_line, console, run
from eval.invented import read_invented
from eval.naming.examples import read_frames, told
from eval.naming.learning import learn
from eval.personal import read_examples
from eval.questions import read_questions

app = command_line("naming")


@app.command()
def naming(
    marked: Annotated[
        Path, typer.Option(help="Questions with personal data marked.", exists=True, dir_okay=False)
    ] = DATASETS / "personal-data-tune.jsonl",
    frames: Annotated[
        Path, typer.Option(help="Messages with slots for names.", exists=True, dir_okay=False)
    ] = DATASETS / "name-frames.jsonl",
    into: Annotated[
        Path, typer.Option(help="The file that is written.", dir_okay=False, writable=True)
    ] = DATA / "names.safetensors",
) -> None:
    """Learn to read names (a minute on a graphics card, an hour or more without).

    Example: `python -m eval.naming --into names.safetensors`
    """
    chance = random.Random(0)  # noqa: S311 - nothing secret
    plain = [
        *(one.question for one in read_questions(DATASETS / "guidance-fit.jsonl")),
        *(one.text for one in read_invented(DATASETS / "rules.jsonl")),
    ]
    texts = list(told(read_examples(marked), read_frames(frames), plain, chance))
    with console.status("Reading …") as status:
        tensors = learn(texts, lambda step, steps: status.update(f"Learning: step {step} of {steps} …"))
    lora.save(into, tensors)
    console.print(f"{into}: learnt from {len(texts):,} texts", markup=False, soft_wrap=True)


if __name__ == "__main__":
    run(app)
