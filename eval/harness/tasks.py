"""Suites as tasks of inspect-ai: its dataset, the product as the solver, and our scorer.

inspect-ai keeps the log, shows it in its viewer, and reports what failed. The figures are made of the log's
rows by ``eval.harness.summary``; its own mean of ``passed`` is for its viewer.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
from inspect_ai import Task
from inspect_ai import eval as evaluate
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import EvalLog
from inspect_ai.scorer import Score, Scorer, Target, accuracy, scorer, stderr
from inspect_ai.solver import Generate, Solver, TaskState, solver

from assistant import Assistant
from eval.harness.cases import Case
from eval.harness.diagnosis import Held
from eval.harness.judging import Judges, sources_of
from eval.harness.observing import AT_ONCE, Observed, observe
from eval.harness.rows import Row, scored
from eval.harness.suites import Suite

Told = Callable[[], None]


def run_suites(
    suites: Sequence[Suite], asked: Assistant, judge: Judges, logs: Path, told: Told = lambda: None
) -> list[Row]:
    """Put every case of some suites to the product, ``AT_ONCE`` at a time, and score it.

    Args:
        suites: what is asked.
        asked: the product over the library that they are about.
        judge: says what is supported.
        logs: the folder for inspect-ai's logs.
        told: called after each case.
    """
    score = _scorer(asked, judge)
    tasks = [_task(suite, asked, score, told) for suite in suites]
    with _quiet():
        done = evaluate(
            tasks,
            model=None,
            log_dir=str(logs),
            display="none",
            max_samples=AT_ONCE,
            max_tasks=1,
            fail_on_error=False,
            score_display=False,
            log_realtime=False,
            acp_server=False,
            ctl_server=False,
        )
    logged = {log.eval.task: log for log in done}
    return [row for suite in suites for row in _rows(suite, logged[suite.name])]


def _task(suite: Suite, asked: Assistant, score: Scorer, told: Told) -> Task:
    samples = [
        Sample(
            input=case.question,
            target=[one.text for one in case.nuggets] or case.expects,
            id=case.id,
            metadata={"suite": suite.name, "case": case.model_dump(mode="json", exclude_defaults=True)},
        )
        for case in suite.cases
    ]
    return Task(
        dataset=MemoryDataset(samples, name=suite.name),
        solver=_product(asked, told),
        scorer=score,
        name=suite.name,
    )


@solver
def _product(asked: Assistant, told: Told) -> Solver:
    async def solve(state: TaskState, generate: Generate) -> TaskState:
        case = Case.model_validate(state.metadata["case"])
        try:
            observed = await anyio.to_thread.run_sync(observe, asked, case)
        finally:
            told()
        state.store.set("observed", observed.as_dict())
        state.output.completion = observed.shown or observed.question
        return state

    return solve


def _scorer(asked: Assistant, judge: Judges) -> Scorer:
    texts, held = sources_of(asked.library), Held(asked.library)

    @scorer(metrics=[accuracy(), stderr()], name="passed")
    def passed() -> Scorer:
        async def score(state: TaskState, target: Target) -> Score:
            case = Case.model_validate(state.metadata["case"])
            observed = Observed.of_dict(state.store.get("observed"))
            suite = state.metadata["suite"]
            row = await anyio.to_thread.run_sync(scored, suite, case, observed, judge, texts, held)
            explained = "\n".join(filter(None, (row.stage, *row.why)))
            return Score(
                value=row.scores["passed"],
                answer=observed.said or observed.kind,
                explanation=explained or None,
                metadata={"row": row.as_dict()},
            )

        return score

    return passed()


def _rows(suite: Suite, log: EvalLog) -> Iterator[Row]:
    samples = {str(sample.id): sample for sample in log.samples or ()}
    for case in suite.cases:
        sample = samples.get(case.id)
        if sample is not None and sample.scores and not sample.error:
            yield Row.of_dict((sample.scores["passed"].metadata or {})["row"])
        else:
            error = sample.error if sample else log.error
            yield Row(suite.name, case, None, error=_said(error.message) if error else "it was not run")


def _said(message: str) -> str:
    """What an error says, without its class and quotes around it."""
    told = re.fullmatch(r"\w+\((['\"])(.*)\1\)", message, re.DOTALL)
    return told[2] if told else message


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what inspect-ai would take from the environment, such as a model of somebody's own."""
    taken: dict[str, Any] = {
        name: os.environ.pop(name) for name in list(os.environ) if name.startswith("INSPECT_")
    }
    try:
        yield
    finally:
        os.environ.update(taken)
