"""``safeguide eval``: its commands. Nothing heavy is imported before a command needs it."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eval.questions import EvaluationError

if TYPE_CHECKING:
    from eval.harness.comparing import Comparison
    from eval.harness.store import RunStore

_EXTRA = ("inspect_ai", "plotly", "jinja2", "tenacity")

app = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")

RunName = Annotated[str, typer.Argument(help="A run: its id or how it begins, last, last-1 …")]
Against = Annotated[str, typer.Option("--against", help="An earlier run to hold it against.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def _installed() -> None:
    """Measure whether answers can be trusted, and where they go wrong."""
    if "--help" not in sys.argv and any(find_spec(name) is None for name in _EXTRA):
        raise EvaluationError(
            "Evaluation needs more than is installed. Run scripts/evaluate, or: pip install '.[evaluation]'"
        )


@app.command()
def run(
    suites: Annotated[
        list[str] | None,
        typer.Argument(help="Suites by name; files of your own cases; or-sharc:PATH, practice:PATH."),
    ] = None,
    library: Annotated[
        Path | None,
        typer.Option(
            help="A library's folder, for cases of your own; else one of the starter notes is made."
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help='Who writes the answers, as SAFEGUIDE_MODEL says it; "" for quotes only.'),
    ] = None,
    judge: Annotated[
        str | None, typer.Option(help='Who judges, as SAFEGUIDE_JUDGE says it; "" for the rules alone.')
    ] = None,
    wice: Annotated[
        Path | None, typer.Option(help="WiCE, to say what the judge is worth.", exists=True)
    ] = None,
    begin: Annotated[Path | None, typer.Option(help="BEGIN, for the same.", exists=True)] = None,
    again: Annotated[Path | None, typer.Option(help="The folder of a run to be made again.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Only the cases whose evidence has changed since this run.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Put suites of cases to Safeguide, and say where answers go wrong.

    Example: `safeguide eval run`, `safeguide eval run ours.csv --library ~/safeguide`
    """
    from eval.harness import running

    wanted = running.Wanted(tuple(suites or ()), library, model, judge, wice, begin, again, since)
    made = running.run(wanted, quiet=as_json)
    if as_json:
        _print_json({"id": made.id, "recipe": made.recipe, "results": made.results})
        return
    from eval.harness.printing import print_run

    print_run(made)


@app.command(name="list")
def history(as_json: Json = False) -> None:
    """List the runs that were made, the latest first."""
    runs = _store().history()
    if as_json:
        _print_json([{"id": one.id, "recipe": one.recipe, "results": one.results} for one in runs])
        return
    from eval.harness.printing import print_history

    print_history(runs)


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help="A run: its id or how it begins, last, last-1 …")] = "last-1",
    second: Annotated[str, typer.Argument(help="A later one.")] = "last",
    as_json: Json = False,
) -> None:
    """Say what moved from one run to another, and whether by more than chance.

    Example: `safeguide eval compare last-1 last`
    """
    comparison = _compared(first, second)
    if as_json:
        _print_json(comparison.as_dict())
        return
    from eval.harness.printing import print_comparison

    print_comparison(comparison)


@app.command()
def gate(
    name: RunName = "last",
    file: Annotated[
        Path | None, typer.Option("--gate", help="What it must reach; by default what comes with Safeguide.")
    ] = None,
    against: Against = "",
) -> None:
    """Say whether a run reaches what it must; the exit code is 1 if not.

    Example: `safeguide eval run && safeguide eval gate --against last-1`
    """
    from eval.harness.gate import SHIPPED, read_gate, refusals

    store = _store()
    held, one = read_gate(file or SHIPPED), store.get(name)
    before = store.get(against) if against else None
    refused = list(refusals(held, one, before))
    for reason in refused:
        typer.secho(reason, fg="red", err=True)
    if refused:
        raise typer.Exit(1)
    typer.echo(f"{one.id} passes the gate.")


@app.command()
def report(
    name: RunName = "last",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write the page.")] = None,
    against: Against = "",
    benchmarks: Annotated[
        list[Path] | None,
        typer.Option("--benchmark", help="What python -m eval.benchmarks.… --json kept.", exists=True),
    ] = None,
) -> None:
    """Write a run as one HTML page that needs nothing else.

    Example: `safeguide eval report last --against last-1 --output report.html`
    """
    from eval.harness import report as pages

    one = _store().get(name)
    comparison = _compared(against, name) if against else None
    told = {path.stem: _read_json(path) for path in benchmarks or ()}
    path = output or Path(one.folder) / "report.html"
    pages.write(path, pages.page(one, comparison, told))
    typer.echo(f"Wrote {path}")


@app.command()
def make(
    into: Annotated[Path, typer.Argument(help="The file for the drafts: JSON lines.")],
    count: Annotated[int, typer.Option(min=1, help="How many from the library.")] = 20,
    questions: Annotated[
        Path | None, typer.Option(help="Questions that people asked, in place of the library.", exists=True)
    ] = None,
    feedback: Annotated[
        bool, typer.Option("--feedback", help="What people said of answers on the page, in its place.")
    ] = False,
) -> None:
    """Draft cases from your library, from questions that were asked, or from feedback, to be corrected.

    Example: `safeguide eval make drafts.jsonl --count 30`
    """
    import assistant
    from assistant.settings import Settings
    from eval.harness import making
    from eval.harness.cases import write_cases

    if into.exists():
        raise EvaluationError(f"{into} is there already; name another file.")
    asked = assistant.open()
    if feedback:
        drafts = making.of_feedback(Settings())
    elif questions:
        drafts = making.of_questions(asked, questions)
    else:
        drafts = making.of_library(asked.library, count, making.by_model(asked))
    write_cases(into, drafts)
    typer.echo(
        f"Wrote {len(drafts)} drafts to {into}. Correct each, then say who has checked them: "
        f"safeguide eval check {into} --checked 'A. Person'"
    )


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Files of cases.", exists=True)],
    library: Annotated[Path | None, typer.Option(help="The library's folder that they are about.")] = None,
    checked: Annotated[
        str, typer.Option("--checked", help="Note in the files who has checked all of their cases.")
    ] = "",
) -> None:
    """Say what is wrong with files of cases: their form, and nuggets that no document says.

    Example: `safeguide eval check ours.jsonl`
    """
    from eval.harness import running

    found = [problem for path in files for problem in running.check(path, library, checked)]
    for problem in found:
        typer.secho(problem, fg="red", err=True)
    if found:
        raise typer.Exit(1)
    typer.echo("Nothing is wrong with them.")


@app.command()
def view(name: RunName = "last", port: Annotated[int, typer.Option(help="Where it listens.")] = 7575) -> None:
    """Open the log of a run in inspect-ai's viewer, on this machine only."""
    logs = Path(_store().get(name).folder) / "logs"
    command = [sys.executable, "-m", "inspect_ai", "view", "start", "--log-dir", str(logs)]
    raise typer.Exit(subprocess.call([*command, "--host", "127.0.0.1", "--port", str(port)]))  # noqa: S603


def _compared(first: str, second: str) -> "Comparison":
    from eval.harness.comparing import compared

    store = _store()
    return compared(store.get(first), store.get(second))


def _store() -> "RunStore":
    from assistant.settings import Settings
    from eval.harness.store import opened

    return opened(Settings())


def _read_json(path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EvaluationError(f"{path} cannot be read as JSON: {error}") from error
    results = told.get("results", told) if isinstance(told, dict) else told
    if not isinstance(results, dict):
        raise EvaluationError(f"{path} is not what a benchmark keeps with --json.")
    return results


def _print_json(told: Mapping[str, Any] | Sequence[Any]) -> None:
    typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
