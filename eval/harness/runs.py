"""A run: its recipe, its folder, from which it can be run again, and its results."""

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import prompts
from assistant import Assistant
from assistant.settings import Settings
from eval.commands import code_and_machine, code_digest, library_held
from eval.harness import summary
from eval.harness.cases import write_cases
from eval.harness.judging import Judges
from eval.harness.rows import Row
from eval.harness.store import Run
from eval.harness.suites import DOCUMENTS, Suite, digest
from eval.metrics.resampling import SEED
from eval.questions import EvaluationError
from ingest import pipeline
from ingest.finding import find_files
from ingest.pipeline import Outcome

KEPT_DAYS = 30
"""For which an evaluation's library stays that the code has left behind: some 20 MB each."""
_SETTINGS = ("embedding_model", "reranker", "judge", "model", "model_seconds")
"""Those that an answer may depend on; none is a secret."""


def evaluation_library(settings: Settings) -> Path:
    """The folder of the library that the suites are about: the starter notes and the suites' own documents,
    made once for each state of them and of the code that reads them."""
    from ingest.embedding import Embedder

    files = _files()
    told = [code_digest(), Embedder(settings.embedding_model).fingerprint]
    told += [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    return (
        settings.home / "evaluations" / f"library-{hashlib.sha256(''.join(told).encode()).hexdigest()[:12]}"
    )


def forget_old(library: Path) -> None:
    """Remove the libraries beside one that were made for other states and are older than ``KEPT_DAYS``."""
    oldest = time.time() - KEPT_DAYS * 24 * 3600
    for folder in library.parent.glob("library-*"):
        if folder != library and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def fill(asked: Assistant) -> None:
    """Add what the suites are about to a library, as far as it is not there.

    Raises:
        EvaluationError: one of the documents cannot be read.
    """
    for result in pipeline.add_files(asked.library, asked.embedder, _files()):
        if result.outcome is Outcome.FAILED:
            raise EvaluationError("; ".join(result.messages))


def _files() -> list[Path]:
    return find_files([pipeline.starter_notes(), DOCUMENTS])


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is to do.

    Attributes:
        suites: the cases.
        names: how the suites were named, so that they can be named again.
        library: the library's folder.
        judge: what the judge is called; "rules" for the verifier alone.
        settings: of the product that is asked.
        home: the organisation's folder, where the run is kept.
    """

    suites: Sequence[Suite]
    names: Sequence[str]
    library: Path
    judge: str
    settings: Settings
    home: Path


def recipe(wanted: Asked, product: Assistant) -> dict[str, Any]:
    """What a run is made with, so that it can be made again."""
    return {
        "suites": list(wanted.names),
        "cases": {suite.name: len(suite.cases) for suite in wanted.suites},
        "cases_digest": digest(wanted.suites),
        "library": {"folder": str(wanted.library), **library_held(product)},
        "model": wanted.settings.model or wanted.settings.model_url,
        "embedding": product.embedder.fingerprint,
        "judge": wanted.judge,
        "prompts": prompts.versions(),
        "settings": {name: getattr(wanted.settings, name) for name in _SETTINGS},
        "seed": SEED,
        **code_and_machine(),
    }


def made(wanted: Asked, product: Assistant, judge: Judges, told: Callable[[], None] = lambda: None) -> Run:
    """Run some suites; what comes of it, and what it can be run again from, lies in a folder of its own."""
    from eval.harness.tasks import run_suites

    product.warm_up()
    started = datetime.now(UTC)
    with_what = recipe(wanted, product)
    short = hashlib.sha256(json.dumps(with_what, sort_keys=True).encode()).hexdigest()[:6]
    id_ = f"{started:%Y%m%d-%H%M%S}-{short}"
    folder = wanted.home / "evaluations" / id_
    (folder / "cases").mkdir(parents=True)
    for suite in wanted.suites:
        write_cases(folder / "cases" / f"{suite.name}.jsonl", suite.cases)
    _write(folder / "recipe.json", with_what)
    rows = run_suites(wanted.suites, product, judge, folder / "logs", told)
    told_of = results(rows)
    _write(folder / "results.json", told_of)
    return Run(id_, started.isoformat(timespec="seconds"), str(folder), with_what, told_of, tuple(rows))


def results(rows: Sequence[Row]) -> dict[str, Any]:
    """The figures of a run, as plain values: all but ``speed`` the same each time."""
    return {
        "figures": summary.as_plain(summary.figures([row for row in rows if not row.error])),
        "stages": summary.stages(rows),
        "selective": summary.selective(rows),
        "errors": {f"{row.suite} {row.case.id}": row.error for row in rows if row.error},
        "speed": summary.speed(rows),
    }


def again(folder: Path) -> tuple[Mapping[str, Any], list[str]]:
    """The recipe in a run's folder, and its suites by the paths of their cases.

    Raises:
        EvaluationError: the folder is not that of a run.
    """
    try:
        told: dict[str, Any] = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise EvaluationError(f"{folder} is not the folder of a run: {error}") from error
    return told, [str(folder / "cases" / f"{name}.jsonl") for name in told["cases"]]


def _write(path: Path, told: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
