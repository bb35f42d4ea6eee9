"""What `safeguide eval run` does: settings, suites and a library chosen, run, kept and reported."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rich.console import Console

import assistant
from assistant import Assistant
from assistant.grounding.verifier import Verifier
from assistant.settings import Settings
from eval.harness import report, runs, store
from eval.harness.calibration import calibration
from eval.harness.cases import problems, read_cases, write_cases
from eval.harness.comparing import invalidated
from eval.harness.diagnosis import Held
from eval.harness.judging import patient
from eval.harness.store import Run, RunStore
from eval.harness.suites import SHIPPED, Suite, named
from eval.questions import EvaluationError

_RULES = "rules"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line, see there; ``others`` are settings of a run made again."""

    suites: tuple[str, ...] = ()
    library: Path | None = None
    model: str | None = None
    judge: str | None = None
    wice: Path | None = None
    begin: Path | None = None
    again: Path | None = None
    since: str | None = None
    others: Mapping[str, Any] = field(default_factory=dict)


def run(wanted: Wanted, *, quiet: bool = False) -> Run:
    """Make a run, keep it, and write its report into its folder.

    Raises:
        EvaluationError: something that was asked for is not there, or a case is a draft.
    """
    own = Settings()
    kept = store.opened(own)
    wanted = _as_before(wanted) if wanted.again else wanted
    names = wanted.suites or tuple(SHIPPED)
    suites = _apart([_confirmed(named(name)) for name in names])
    library = wanted.library or runs.evaluation_library(own)
    settings = _settings(own, wanted, library)
    console = Console(stderr=True, quiet=quiet)
    with console.status("Reading the documents …") as status:
        asked = assistant.opened(settings)
        if wanted.library is None:
            runs.fill(asked)
            runs.forget_old(library)
        if not asked.library.documents():
            raise EvaluationError(f"The library in {library} holds no documents.")
        suites = _since(kept, wanted.since, suites, asked) if wanted.since else suites
        judge = Verifier(asked.embedder, patient(assistant.judge_of(settings))).verify
        total, done = sum(len(suite.cases) for suite in suites), 0

        def told() -> None:
            nonlocal done
            done += 1
            status.update(f"{done} of {total} cases …")

        plan = runs.Asked(suites, names, library, settings.judge or _RULES, settings, own.home)
        made = runs.made(plan, asked, judge, told)
        if wanted.wice or wanted.begin:
            status.update("Asking the judge about what people have labelled …")
            made = _with(made, calibration=calibration(judge, wanted.wice, wanted.begin))
        kept.add(made)
        report.write(Path(made.folder) / "report.html", report.page(made))
    return made


def check(path: Path, library: Path | None, checked: str) -> Iterator[str]:
    """What is wrong with a file of cases; with a name, who has checked them is noted where nothing else is.

    Raises:
        EvaluationError: it is no file of cases, or the cases of a CSV file would be written over others.
    """
    cases = read_cases(path)
    if checked:
        cases = [
            case.model_copy(update={"provenance": case.provenance.model_copy(update={"checked": checked})})
            for case in cases
        ]
    asked = assistant.open(library)
    texts = {Path(one.path).name: asked.library.text(one.id) for one in asked.library.documents()}
    found = list(problems(cases, texts))
    if checked and not found:
        into = path.with_suffix(".jsonl")
        if into != path and into.exists():
            raise EvaluationError(f"{into} is there already: move it, or rename {path.name}.")
        write_cases(into, cases)
    yield from found


def _as_before(wanted: Wanted) -> Wanted:
    told, files = runs.again(wanted.again or Path())
    was = told["settings"]
    return replace(
        wanted,
        suites=tuple(files),
        library=Path(told["library"]["folder"]),
        model=wanted.model if wanted.model is not None else was["model"],
        judge=wanted.judge if wanted.judge is not None else was["judge"],
        others={name: value for name, value in was.items() if name not in ("model", "judge")},
    )


def _confirmed(suite: Suite) -> Suite:
    drafts = [case.id for case in suite.cases if not case.provenance.checked]
    if drafts:
        raise EvaluationError(
            f"{suite.name}: {len(drafts)} cases are drafts that nobody has checked, {drafts[0]} among them. "
            "Correct them, then run safeguide eval check FILE --checked NAME."
        )
    return suite


def _apart(suites: list[Suite]) -> list[Suite]:
    """The same, each with a name of its own, by which its cases are kept and compared."""
    for name, count in Counter(suite.name for suite in suites).items():
        if count > 1:
            raise EvaluationError(f"{count} of the suites are called {name}: rename a file, or name it once.")
    return suites


def _settings(own: Settings, wanted: Wanted, library: Path) -> Settings:
    """The organisation's settings over the library that is asked, with what was said on the command line."""
    changed: dict[str, Any] = {**wanted.others, "home": library, "personal_data": "replace"}
    if library.resolve() != own.home.resolve():
        changed |= {"database": "", "chroma": ""}
    said = {"model": wanted.model, "judge": wanted.judge}
    changed |= {name: value for name, value in said.items() if value is not None}
    if wanted.model == "":
        changed["model_url"] = ""
    return Settings(**changed)


def _since(kept: RunStore, name: str, suites: list[Suite], asked: Assistant) -> list[Suite]:
    """Of some suites the cases whose evidence is not what it was in an earlier run."""
    changed = {row.key for row in invalidated(kept.get(name), Held(asked.library))}
    some = [
        Suite(suite.name, tuple(case for case in suite.cases if (suite.name, case.id) in changed))
        for suite in suites
    ]
    if not any(suite.cases for suite in some):
        raise EvaluationError(f"No case's evidence has changed since {name}: there is nothing to run again.")
    return [suite for suite in some if suite.cases]


def _with(made: Run, **more: Any) -> Run:
    return replace(made, results={**made.results, **more})
