"""Hold the verifier against statements known to be supported or not: ``python -m eval.grounding``."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from assistant.grounding.calibration import probability
from assistant.grounding.source import of_passage
from assistant.grounding.verifier import Verifier
from eval.commands import DATASETS, ResultsFile, command_line, console, keep, opened, print_table, recipe, run
from eval.crossing import crossed
from eval.labelled import read_begin, read_wice
from eval.metrics import Share, auroc, percentile, share
from eval.questions import EvaluationError
from eval.statements import Stated, read_statements
from eval.verifying import Tried, cross_validated, fit, try_labelled, try_stated

TUNE, HELD_OUT = DATASETS / "grounding-tune.jsonl", DATASETS / "grounding-held-out.jsonl"
FITTED = Path(__file__).parents[1] / "assistant" / "data" / "grounding_fit.yaml"
TIMED = 300
"""Statements by which it is measured how long one takes."""
_TOLD = {
    "original": "quotations that pass",
    "paraphrase": "faithful restatements that pass",
    "edit": "edits of one fact that are caught",
    "wrong": "restatements with one fact wrong that are caught",
    "beyond": "statements that go beyond the passage that are caught",
    "elsewhere": "statements of another passage that are caught",
    "crossed": "duties of one body said of another that are caught",
}

app = command_line("grounding")


@app.command()
def grounding(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option(help="The library's folder, to build once and use again.")
    ] = None,
    documents: Annotated[
        Path | None, typer.Option(help="The folder of documents that the statements are about.", exists=True)
    ] = None,
    wice: Annotated[Path | None, typer.Option(help="A folder with WiCE.", exists=True)] = None,
    begin: Annotated[Path | None, typer.Option(help="A folder with BEGIN.", exists=True)] = None,
    write_fit: Annotated[
        bool, typer.Option("--fit", help="Fit the probability anew, and keep what was fitted.")
    ] = False,
    failures: Annotated[
        bool, typer.Option("--failures", help="List what was misjudged in the tune half.")
    ] = False,
    results: ResultsFile = None,
) -> None:
    """What does the verifier let pass, and what does it catch?

    Example: `python -m eval.grounding --home /tmp/library --documents guidance/ --wice wice/ --begin begin/`
    """
    if write_fit and not (wice and begin):
        raise EvaluationError("The fit needs WiCE and BEGIN: name their folders with --wice and --begin")
    with opened(home, documents) as asked:
        verifier = Verifier(asked.embedder)
        stated = {path: read_statements(path, asked.library) for path in (TUNE, HELD_OUT)}
        with console.status("Verifying …"):
            tried = {path: try_stated(verifier, some) for path, some in stated.items()}
            about = list({one.document.id: one.document for one in stated[TUNE]}.values())
            for half, path in enumerate((TUNE, HELD_OUT)):
                tried[path] += crossed(verifier, asked.library, about, half)
            others = [
                *(try_labelled(verifier, "wice", read_wice(wice)) if wice else ()),
                *(try_labelled(verifier, "begin", read_begin(begin)) if begin else ()),
            ]
        if write_fit:
            _keep_fit([*others, *tried[TUNE]])
        times = milliseconds(verifier, stated[TUNE])
        made_with = recipe(context, asked)
    told: dict[str, Any] = {path.stem: print_tried(path.stem, some) for path, some in tried.items()}
    told |= print_others(others, tried[TUNE])
    print_table("Milliseconds a statement", ("p50", "p95"), [[percentile(times, 50), percentile(times, 95)]])
    if failures:
        print_failures(tried[TUNE])
    keep(
        results,
        made_with,
        told | {"milliseconds": {"p50": percentile(times, 50), "p95": percentile(times, 95)}},
    )


def _keep_fit(tried: Sequence[Tried]) -> None:
    said = (
        "# The logistic models of assistant/grounding/calibration.py, from python -m eval.grounding --fit\n"
        f"# from {len(tried)} statements: WiCE dev, BEGIN dev and eval/datasets/{TUNE.name}.\n"
    )
    kept = {"version": 1} | asdict(fit(tried))
    FITTED.write_text(said + yaml.safe_dump(kept, sort_keys=False), encoding="utf-8")
    console.print(f"The fit is kept in {FITTED.name}; run the command again to measure with it.")


def milliseconds(verifier: Verifier, stated: Sequence[Stated]) -> list[float]:
    """How long single statements take whose passages have been read, as those of an answer have been once its
    first sentence was verified."""
    times = []
    for one in [one for one in stated if one.kind in ("paraphrase", "wrong")][:TIMED]:
        source = of_passage(one.passage, one.document)
        verifier.verify("Read it first.", [source])
        started = time.perf_counter()
        verifier.verify(f"{one.text} ", [source])
        times.append((time.perf_counter() - started) * 1000)
    return times


def print_tried(name: str, tried: Sequence[Tried]) -> dict[str, Any]:
    """Print what became of statements by kind, and of edits by check; the same as plain values."""
    rows: list[tuple[str, Share]] = []
    for kind, words in _TOLD.items():
        some = [one for one in tried if one.kind == kind]
        rows.append((words, share(one.passes is one.supported for one in some)))
    for check in sorted({one.check for one in tried if one.kind == "edit"}):
        some = [one for one in tried if one.kind == "edit" and one.check == check]
        rows.append((f"  edits: {check}", share(not one.passes for one in some)))
    print_table(name, ("Measure", "Share (of; 95% interval)"), rows)
    return {words.strip(): one.as_dict() for words, one in rows}


def print_others(others: Sequence[Tried], tune: Sequence[Tried]) -> dict[str, Any]:
    """Print the AUROC on WiCE and BEGIN, as fitted and cross-validated; the same as plain values."""
    rows = []
    for kind in dict.fromkeys(one.kind for one in others):
        some = [one for one in others if one.kind == kind]
        scores = [(probability(one.found.measures), one.supported) for one in some]
        area = auroc([p for p, good in scores if good], [p for p, good in scores if not good])
        rows.append((kind, len(some), area, cross_validated([*others, *tune], kind)))
    if rows:
        print_table("AUROC of the probability", ("Data", "Statements", "As fitted", "Cross-validated"), rows)
    return {kind: {"auroc": area, "cross_validated": held} for kind, _, area, held in rows}


def print_failures(tried: Sequence[Tried]) -> None:
    """Print what was misjudged, one a line, with why."""
    for one in tried:
        if one.passes is not one.supported:
            why = "; ".join(difference.about for difference in one.found.differences)
            likely = probability(one.found.measures)
            console.print(f"{one.id} {one.kind} {one.check} {likely:.2f} {why}", markup=False, soft_wrap=True)


if __name__ == "__main__":
    run(app)
