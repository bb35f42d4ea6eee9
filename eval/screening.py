"""``python -m eval.screening``: how well live concerns and personal data are seen."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Annotated, Any, TypeVar

import numpy as np
import typer
from rich.markup import escape

from assistant.concern.screen import ConcernScreen, Screening
from assistant.learnt import DATA
from assistant.privacy.finding import findings
from assistant.privacy.kinds import Finding
from eval.commands import DATASETS, ResultsFile, command_line, console, keep, print_table, recipe, run
from eval.concerns import Message, labelled_questions, read_messages
from eval.metrics import Share
from eval.personal import NUMBERS, Example, is_found, read_examples
from ingest.pipeline import starter_notes

RECALL = 0.97
"""Of the live messages of the part held back: they choose the threshold; when in doubt it shows the panel."""
PARTS = 6
"""Of the training messages one part of so many is held back, in runs of ``RUN``: twins stand side by side."""
RUN = 6
AMID = 300
"""Words of guidance, of a starter note, that a message is put amid."""
BESIDE = "What does our policy say about how long records of concerns are to be kept, and who may read them?"
"""A question about policy, put before a message."""

app = command_line("screening")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Timed:
    """How long something took for each message, in milliseconds."""

    took: Sequence[float]

    def __str__(self) -> str:
        return f"p50 {np.median(self.took):.0f} ms, p95 {np.quantile(self.took, 0.95):.0f} ms"


@app.command()
def screening(
    context: typer.Context,
    concerns: Annotated[Path, typer.Option(help="Labelled messages, as JSON lines.", exists=True)] = DATASETS
    / "live-concern-held-out.jsonl",
    personal: Annotated[Path, typer.Option(help="Marked questions, as JSON lines.", exists=True)] = DATASETS
    / "personal-data-held-out.jsonl",
    fit: Annotated[
        bool,
        typer.Option("--fit", help="Fit the live-concern screen first (an hour on two cores)."),
    ] = False,
    alarms: Annotated[bool, typer.Option("--alarms", help="List false alarms too, not only misses.")] = False,
    results: ResultsFile = None,
) -> None:
    """Measure the live-concern screen and the finding of personal data, and list what they miss.

    Example: `python -m eval.screening --alarms`
    """
    if fit:
        _fit()
    told = {
        "live_concern": _measure_concerns(read_messages(concerns), alarms=alarms),
        "personal_data": _measure_personal(read_examples(personal), alarms=alarms),
    }
    keep(results, recipe(context), told)


# --- live concerns -----------------------------------------------------------------------------------


def _measure_concerns(messages: Sequence[Message], *, alarms: bool) -> dict[str, Any]:
    screen = ConcernScreen()
    screen("warm up")
    screened, timed = _timed(screen, [one.text for one in messages])
    seen = [one.live >= one.threshold for one in screened]
    pairs = list(zip(messages, seen, strict=True))
    rows = [
        ("live messages seen", _share(pairs, lambda one: one.live)),
        *((f"  {how}", _share(pairs, partial(_is_put, how))) for how in _HOW),
        ("  the writer in distress", _share(pairs, lambda one: one.label == "writer")),
        ("false alarms: ordinary questions", _share(pairs, lambda one: one.ordinary)),
        ("false alarms: hard ones", _share(pairs, lambda one: not one.live and not one.ordinary)),
    ]
    short = [one.text for one in messages if one.live and one.directness != "oblique" and _is_short(one)]
    rows += [
        (f"short live ones amid {AMID} words of guidance", _seen(screen, _amid_guidance(short))),
        (
            "short live ones beside a question about policy",
            _seen(screen, [f"{BESIDE} {text}" for text in short]),
        ),
    ]
    print_table(f"Live concern, {len(messages)} messages; {timed}", ("", "share"), rows)
    both = list(zip(messages, screened, strict=True))
    _list("Missed", [_told(one, how) for one, how in both if one.live and _quiet(how)])
    if alarms:
        false = [(one, how) for one, how in both if not one.live and not _quiet(how)]
        _list("False alarms", [_told(*pair) for pair in sorted(false, key=lambda pair: -pair[1].live)])
    return {name.strip(): share.as_dict() for name, share in rows} | {"ms": list(timed.took)}


_HOW = ("plain", "hinted", "oblique")


def _quiet(screening: Screening) -> bool:
    return screening.live < screening.threshold


def _is_put(how: str, message: Message) -> bool:
    return message.live and message.directness == how


def _told(message: Message, screening: Screening) -> str:
    return f"{message.id} {screening.live:.2f} {message.directness:<8} {message.text}"


def _share(pairs: Sequence[tuple[Message, bool]], which: Callable[[Message], bool]) -> Share:
    seen = [was for message, was in pairs if which(message)]
    return Share(sum(seen), len(seen))


def _is_short(message: Message) -> bool:
    return len(message.text.split()) in range(8, 26)


def _amid_guidance(texts: Sequence[str]) -> list[str]:
    """Each text in the middle of ``AMID`` words of a starter note, of each note in turn."""
    notes = cycle(sorted(starter_notes().glob("*.md")))
    return [_amid(text, note.read_text(encoding="utf-8")) for text, note in zip(texts, notes, strict=False)]


def _amid(text: str, note: str) -> str:
    sentences = [line.lstrip("- ") for line in note.splitlines() if line.endswith(".")]
    lengths = np.cumsum([len(one.split()) for one in sentences])
    half, whole = np.searchsorted(lengths, [AMID / 2, AMID]) + 1
    return " ".join([*sentences[:half], text, *sentences[half:whole]])


def _seen(screen: ConcernScreen, texts: Iterable[str]) -> Share:
    seen = [not _quiet(screen(text)) for text in texts]
    return Share(sum(seen), len(seen))


def _fit() -> None:
    """Learn from five parts of six, and choose the threshold on the sixth."""
    from eval.adapting import learn, threshold_for

    messages = [
        *read_messages(DATASETS / "live-concern-train.jsonl"),
        *labelled_questions(DATASETS / "live-concern-questions.json", DATASETS / "guidance-fit.jsonl"),
    ]
    held_back = [(at // RUN) % PARTS == PARTS - 1 for at in range(len(messages))]
    pairs = list(zip(messages, held_back, strict=True))
    with console.status("Learning …"):
        learnt = learn([one for one, back in pairs if not back])
    live = [learnt.live(one.text) for one, back in pairs if back and _counts(one)]
    learnt.save(DATA / "live_concern.safetensors", round(threshold_for(RECALL, live), 4))


def _counts(message: Message) -> bool:
    """Whether a message is one that the threshold is chosen by: a live one that was written as such."""
    return message.live and message.kind != "question"


# --- personal data -----------------------------------------------------------------------------------


def _measure_personal(examples: Sequence[Example], *, alarms: bool) -> dict[str, Any]:
    findings("warm up")
    found, timed = _timed(findings, [one.text for one in examples])
    pairs = list(zip(examples, found, strict=True))
    spans = [(one, span, is_found(one, span, those)) for one, those in pairs for span in one.spans]
    harmless = [bool(those) for one, those in pairs if not one.spans]

    def share(*kinds: str) -> Share:
        hits = [hit for _, span, hit in spans if not kinds or span.kind in kinds]
        return Share(sum(hits), len(hits))

    people = share(*(kind for kind in {span.kind for _, span, _ in spans} if kind.is_person))
    others = sorted({span.kind for _, span, _ in spans if not span.kind.is_person})
    rows = [
        ("spans found", share()),
        ("  numbers, phones, e-mails", share(*NUMBERS)),
        ("  names of people", people),
        *((f"  {kind}", share(kind)) for kind in others),
        ("harmless questions touched", Share(sum(harmless), len(harmless))),
    ]
    print_table(f"Personal data, {len(examples)} questions; {timed}", ("", "share"), rows)
    _list(
        "Missed",
        [f"{one.id} {span.kind} {_around(one, span.start, span.end)}" for one, span, hit in spans if not hit],
    )
    if alarms:
        _list("Touched", [_touched(one, those) for one, those in pairs if those and not one.spans])
    return {name.strip(): value.as_dict() for name, value in rows} | {"ms": list(timed.took)}


def _around(example: Example, start: int, end: int) -> str:
    text = example.text.replace("\n", " ")
    return f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 20]}"


def _touched(example: Example, found: Sequence[Finding]) -> str:
    words = ", ".join(f"{example.text[one.start : one.end]} ({one.kind})" for one in found)
    return f"{example.id} {words}: {example.text}"


# --- both --------------------------------------------------------------------------------------------


def _timed(what: Callable[[str], Made], texts: Sequence[str]) -> tuple[list[Made], Timed]:
    made, took = [], []
    for text in texts:
        started = time.perf_counter()
        made.append(what(text))
        took.append((time.perf_counter() - started) * 1000)
    return made, Timed(took)


def _list(title: str, lines: Sequence[str]) -> None:
    console.print(f"\n[bold]{title} ({len(lines)})[/bold]")
    for line in lines:
        console.print(f"  {escape(line)}", soft_wrap=True)
    console.print()


if __name__ == "__main__":
    run(app)
