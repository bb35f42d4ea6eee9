"""``python -m eval.quizzes``: whether quizzes from a library can be put before people, on many items."""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from assistant import Assistant
from assistant.exporting.markdown import escaped
from assistant.grounding.verifier import Verifier
from assistant.quiz.items import MOST_ITEMS, Cited, Item, Quiz
from assistant.quiz.making import Wanted, make
from eval.commands import ResultsFile, command_line, console, keep, opened, print_table, recipe, run
from eval.harness.judging import sources_of
from eval.harness.quiz_claims import nearest, shown_answers
from eval.harness.quiz_judging import JudgedItem, facts, judged_quiz
from eval.metrics import Share, share
from eval.questions import EvaluationError

SAMPLE = 50
PER = 20
"""Items, for which the time is told."""

app = command_line("quizzes")


@dataclass(frozen=True, slots=True)
class Measured:
    """A quiz with what is made of it.

    Attributes:
        wanted: how many items were wished for.
        items: those that were made.
        seconds: that making them took.
    """

    wanted: int
    items: Sequence[JudgedItem]
    seconds: float

    @property
    def figures(self) -> dict[str, Share]:
        """What it amounts to, by what each figure is called."""
        return {
            "questions made, of those wished for": Share(len(self.items), self.wanted),
            "right answers that the cited words bear out": share(
                not why for one in self.items for why in one.keys
            ),
            "wrong answers that nothing bears out": share(
                not why for one in self.items for why in one.distractors
            ),
            "questions without a flaw": share(not one.flaws for one in self.items),
            "distinct facts, of all questions": Share(len(facts(self.items)), len(self.items)),
            "questions without any fault": share(not one.faults for one in self.items),
        }

    @property
    def kinds(self) -> Counter[str]:
        """How many items there are of each kind; those of staged scenarios once more by themselves."""
        found = Counter(one.item.kind.value for one in self.items)
        staged = sum(bool(one.item.story) for one in self.items)
        return found + Counter({"in staged scenarios": staged})

    @property
    def sources(self) -> Counter[str]:
        """How many wrong answers are made of what."""
        return Counter(wrong.source or "none told" for one in self.items for wrong in one.item.distractors)

    @property
    def seconds_each(self) -> float:
        """Seconds that ``PER`` items take."""
        return PER * self.seconds / max(1, len(self.items))

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        return {
            **{name: one.as_dict() for name, one in self.figures.items()},
            "kinds": dict(self.kinds),
            "distractor sources": dict(self.sources),
            f"seconds per {PER} questions": round(self.seconds_each, 2),
            "failing": [{"id": one.item.id, "why": one.why} for one in self.items if one.faults],
        }


def measured(asked: Assistant, quiz: Quiz, wanted: int, seconds: float = 0.0) -> Measured:
    """What is made of a quiz, by the verifier's rules and by the plain check.

    Args:
        asked: the assistant that made it.
        quiz: the quiz.
        wanted: how many items were wished for.
        seconds: that making it took.
    """
    judge, texts = Verifier(asked.embedder).verify, sources_of(asked.library)
    return Measured(wanted, judged_quiz(quiz, judge, texts, nearest(asked, quiz)), seconds)


@app.command("quizzes")
def quizzes(
    context: typer.Context,
    library: Annotated[Path, typer.Option(help="The library's folder.", exists=True, file_okay=False)],
    items: Annotated[int, typer.Option(help="How many questions.", min=1, max=MOST_ITEMS)] = 200,
    seed: Annotated[int, typer.Option(help="Another gives other questions.")] = 1,
    topic: Annotated[str, typer.Option(help="What they are about; anything if not said.")] = "",
    role: Annotated[str, typer.Option(help="For whom; anybody if not said.")] = "",
    sample: Annotated[
        int, typer.Option(help="How many questions, drawn by chance, a page for a person has.", min=1)
    ] = SAMPLE,
    output: Annotated[Path | None, typer.Option(help="Where to write that page, as Markdown.")] = None,
    results: ResultsFile = None,
) -> None:
    """Make a quiz with no model, say whether its answers hold, and list every question that does not.

    Example: `python -m eval.quizzes --library ~/safeguide --output to-judge.md`
    """
    wish = Wanted(topic=topic, items=items, role=role, seed=seed)
    with opened(library, None) as asked:
        asked.warm_up()
        with console.status("Making questions …") as status:
            started = time.perf_counter()
            quiz = make(asked, wish, lambda done, of: status.update(f"{done} of {of} …"), plain=True).quiz
            seconds = time.perf_counter() - started
            status.update("Holding them against the library …")
            told = measured(asked, quiz, items, seconds)
        made_with = recipe(context, asked)
    _print(told)
    if output:
        _write(output, page(quiz, sample, seed))
        console.print(f"Wrote {escape(str(output))}")
    keep(results, made_with, told.as_dict())


def _print(told: Measured) -> None:
    title = f"{len(told.items)} questions; {told.seconds_each:.1f} seconds for {PER}"
    print_table(title, ("", "share"), list(told.figures.items()))
    print_table("Kinds", ("", "questions"), told.kinds.most_common())
    print_table("Wrong answers are made of", ("", "answers"), told.sources.most_common())
    failing = [one for one in told.items if one.faults]
    console.print(f"\n[bold]Failing ({len(failing)})[/bold]")
    for one in failing:
        console.print(f"  {one.item.id} {escape(one.why)}", soft_wrap=True)


# --- the page for a person ---------------------------------------------------------------------------


def page(quiz: Quiz, count: int, seed: int) -> str:
    """Some items of a quiz as Markdown, with a box to tick for each.

    Args:
        quiz: the quiz.
        count: how many at most; they stay in their order.
        seed: of the choice.
    """
    chance = random.Random(seed)  # noqa: S311 - a choice of examples
    places = sorted(chance.sample(range(len(quiz.items)), min(count, len(quiz.items))))
    drawn = [quiz.items[place] for place in places]
    opening = (
        f"# {len(drawn)} questions to be judged",
        f"Drawn by chance from the {len(quiz.items)} of “{escaped(quiz.title)}”, made on {quiz.made} with "
        f"seed {quiz.seed}. The right answers are marked with ✓. Tick a question that you would put before "
        "people as it stands; say in a word what is wrong with any other.",
    )
    told = (part for place, item in enumerate(drawn, start=1) for part in _told(place, item))
    return "\n\n".join((*opening, *told)) + "\n"


def _told(place: int, item: Item) -> Iterator[str]:
    """One item by paragraphs."""
    yield f"## {place}. {item.kind.value.capitalize()}, level {item.level}"
    yield from (_line(part) for part in (*item.before, item.vignette) if part)
    yield f"**{_line(item.stem)}**"
    yield "\n".join(f"- {_line(text)}{' ✓' if right else ''}" for text, right in shown_answers(item))
    yield from (_quoted(one) for one in item.citations or item.cited)
    yield f"- [ ] right as it stands ({item.id})"


def _quoted(one: Cited) -> str:
    lines = [_line(line) for line in one.quote.split("\n")]
    return "\n".join(f"> {line}  " for line in (*lines, f"({_line(one.label or one.document)})"))


def _line(text: str) -> str:
    return escaped(" ".join(text.split()))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{path} cannot be written ({error.strerror}).") from error


if __name__ == "__main__":
    run(app)
