"""Runs of the evaluation, and feedback, as HTML: pure functions that escape what they are given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from assistant.web import render, words
from assistant.web.render import Said, conversation
from ingest.dates import day_in_words

if TYPE_CHECKING:
    from assistant.feedback import Feedback
    from eval.harness.store import Run

FIGURES = ("passed", "faithfulness", "nuggets", "over_refusal", "under_refusal")
"""Of all suites together, shown of each run."""


def table(history: Sequence[Run]) -> str:
    """All runs, the latest first, each with the way to its report and to what moved since the one before."""
    if not history:
        return f'<p class="none">{words.NO_RUNS}</p>'
    before = [*(one.id for one in history[1:]), ""]
    rows = "".join(_row(one, earlier) for one, earlier in zip(history, before, strict=True))
    plot = ""
    if len(history) > 1:
        plot = f'<iframe class="plot" src="/evaluation/history" title="{words.HISTORY}"></iframe>'
    return plot + render.table(words.EVALUATION, words.RUN_COLUMNS, rows)


def feedback(found: Sequence[Feedback]) -> str:
    """What people said, the latest first."""
    if not found:
        return f'<p class="none">{words.NO_FEEDBACK}</p>'
    rows = "".join(
        f"<tr><td>{escape(one.given[:10])}</td><td>{words.YES if one.helpful else words.NO}</td>"
        f'<th scope="row">{escape(one.question)}</th><td>{escape(", ".join(one.reasons))}</td>'
        f"<td>{escape(one.words)}</td></tr>"
        for one in found
    )
    return render.table(words.FEEDBACK, words.FEEDBACK_COLUMNS, rows)


def one_feedback(one: Feedback) -> str:
    """The answer that somebody spoke of, as they saw it, with what it was made with."""
    made = f"Safeguide {one.safeguide}, library {one.library_version or '–'}, model {one.model or '–'}"
    return f'<p class="soft">{escape(made)}</p><div class="seen">{conversation([Said(one.answer)])}</div>'


def _row(run: Run, before: str) -> str:
    figures = run.results["figures"].get("all", {})
    cells = "".join(f"<td>{_figure(figures.get(name))}</td>" for name in FIGURES)
    passed = figures.get("passed") or {}
    started, id_ = datetime.fromisoformat(run.started).astimezone(), quote(run.id, safe="")
    moment = f"{day_in_words(started.date().isoformat())}, {started:%H:%M}"
    report = f'<a href="/evaluation/run?id={id_}">{escape(moment)}</a>'
    compare = ""
    if before:
        address = f"/evaluation/run?id={id_}&amp;against={quote(before, safe='')}"
        compare = f'<a href="{address}">{words.COMPARE}</a>'
    return f'<tr><th scope="row">{report}</th><td>{passed.get("of", "–")}</td>{cells}<td>{compare}</td></tr>'


def _figure(told: dict[str, float] | None) -> str:
    return f"{told['value']:.3f}" if told else "–"
