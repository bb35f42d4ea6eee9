"""``safeguide quiz``: quizzes made, kept, shown, exported, imported, and held against the library."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

import assistant
from assistant.cli import quiz_reports
from assistant.cli.noting import noted
from assistant.cli.terminal import visible
from assistant.people.audit import Action
from assistant.quiz import checked
from assistant.quiz.formats import FORMS, Form, exported, imported, losses
from assistant.quiz.items import Quiz, QuizError
from assistant.quiz.store import QuizStore, opened
from assistant.settings import Settings
from ingest.changes.telling import counted
from ingest.errors import IngestError
from ingest.pipeline import find_document

_BY_SUFFIX = {
    ".json": Form.JSON,
    ".xml": Form.MOODLE,
    ".txt": Form.GIFT,
    ".gift": Form.GIFT,
    ".zip": Form.QTI,
    ".h5p": Form.H5P,
    ".csv": Form.CSV,
    ".docx": Form.HANDOUT_DOCX,
    ".pdf": Form.HANDOUT_PDF,
}
_ANSWERS_ARE_NO = 1
_ERROR = 2
"""Exit codes of what checks: not all is well, or it could not be checked."""

app = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")

Name = Annotated[
    str, typer.Argument(metavar="QUIZ", help="Its id, or the beginning of that; or a file of it.")
]
Output = Annotated[Path | None, typer.Option(help="Write to this file.", dir_okay=False)]
FormName = Annotated[
    str,
    typer.Option("--form", help=f"What to write: {', '.join(FORMS)}; else by how the file's name ends."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON; its shape is in docs/json.md.")]


@app.command()
def make(
    topic: Annotated[str, typer.Option(help="What it is about, in your own words; else anything.")] = "",
    document: Annotated[
        list[str],
        typer.Option("--document", help="Only from this document (id, file name or title); may be repeated."),
    ] = [],  # noqa: B006 - never changed
    items: Annotated[int, typer.Option(min=1, max=200, help="How many questions.")] = 10,
    role: Annotated[str, typer.Option(help='For whom: "school staff", "governor", "police" …')] = "",
    level: Annotated[
        int, typer.Option(min=0, max=3, help="1 for everybody, 2 for who acts on concerns, 3 for leads.")
    ] = 0,
    seed: Annotated[int, typer.Option(help="Another number makes other questions.")] = 0,
    title: Annotated[str, typer.Option(help="What to call it.")] = "",
    output: Output = None,
    form: FormName = "",
    as_json: AsJson = False,
) -> None:
    """Make a quiz from the library, each question with the words that make its answer right; and keep it.

    With --output it is written to a file instead, and with --json printed.

    Example: `safeguide quiz make --topic "allegations against staff" --role "school staff" --items 12`
    """
    from assistant.quiz import making

    form_to_write = _form(form, output) if output or form else None
    asked = assistant.open()
    documents = tuple(find_document(asked.library, name).id for name in document)
    wanted = making.Wanted(topic.strip(), documents, items, _role(role), level, seed)
    with _progress("Making questions", items) as report:
        made = making.make(asked, wanted, report)
    quiz = made.quiz.model_copy(update={"title": title.strip() or made.quiz.title})
    for remark in made.remarks:
        typer.secho(visible(remark), fg="yellow", err=True)
    if as_json:
        typer.echo(quiz.to_json(), nl=False)
    elif form_to_write:
        _write(quiz, form_to_write, output)
    else:
        _keep(_store(), quiz, "made")


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the quizzes that are kept."""
    held = _store().listed()
    if as_json:
        typer.echo(json.dumps([checked.version(one) for one in held], ensure_ascii=False, indent=2))
        return
    if not held:
        typer.echo("No quiz is kept. Make one: safeguide quiz make --topic TOPIC")
    for one in held:
        for line in quiz_reports.listed(one):
            typer.echo(visible(line))


@app.command()
def show(name: Name, as_json: AsJson = False) -> None:
    """Show a quiz with its answers, why they are right, and the words that say so.

    Example: `safeguide quiz show 3f2a`
    """
    quiz = _named(name)
    if as_json:
        typer.echo(quiz.to_json(), nl=False)
        return
    for line in quiz_reports.shown(quiz):
        typer.echo(visible(line))


@app.command()
def export(name: Name, output: Output = None, form: FormName = "") -> None:
    """Write a quiz for a learning platform, or to print.

    Example: `safeguide quiz export 3f2a --form moodle --output quiz.xml`
    """
    quiz = _named(name)
    _write(quiz, _form(form, output), output)
    noted(Action.QUIZ_EXPORTED, quiz.title)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Moodle GIFT, Moodle XML, or a quiz of Safeguide's (.json).")],
    title: Annotated[str, typer.Option(help="What to call it.")] = "",
) -> None:
    """Keep a quiz that was made elsewhere. What cannot be taken over is said.

    Example: `safeguide quiz import induction.gift`
    """
    quiz = _read(file)
    _keep(_store(), quiz.model_copy(update={"title": title.strip() or quiz.title or file.stem}), "imported")


@app.command()
def check(name: Name, as_json: AsJson = False) -> None:
    """Hold a quiz against the library: is each key still supported, by what is in force?

    Told are words cited that have changed, keys that nothing in force supports or that it contradicts, wrong
    answers that may be right, and faults of writing. The exit code is 0 if there is none, else 1.

    Example: `safeguide quiz check induction.gift`
    """
    with _errors_apart():
        quiz = checked.without_rejected(_named(name))
        asked = assistant.open()
        with _progress("Checking questions", len(quiz.items)) as report:
            found = checked.checked(asked, quiz, report)
    if as_json:
        typer.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
    else:
        for line in quiz_reports.report(found):
            typer.echo(visible(line))
    if not found.well:
        raise typer.Exit(_ANSWERS_ARE_NO)


@app.command()
def lint(name: Name, as_json: AsJson = False) -> None:
    """Look for what gives answers away or leads astray, by the rules of the item-writing literature.

    The exit code is 0 if nothing is found, else 1.
    """
    from assistant.quiz.linting import lint_quiz

    with _errors_apart():
        quiz = checked.without_rejected(_named(name))
    flaws = lint_quiz(quiz.items)
    if as_json:
        rows = checked.flaws(quiz, flaws)
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for line in quiz_reports.linted(quiz, flaws):
            typer.echo(visible(line))
    if flaws:
        raise typer.Exit(_ANSWERS_ARE_NO)


@app.command()
def delete(name: Annotated[str, typer.Argument(metavar="ID", help="Its id, or its beginning.")]) -> None:
    """Delete a quiz with all its versions, and what people scored in it."""
    store = _store()
    id_ = _id(store, name)
    title = store.versions(id_)[0].title
    store.delete(id_)
    noted(Action.QUIZ_DELETED, title or id_)
    typer.echo(visible(f"Deleted {title or id_}."))


@app.command()
def results(
    name: Annotated[str, typer.Argument(metavar="ID", help="Its id, or its beginning.")],
    output: Output = None,
) -> None:
    """Print what people scored in a quiz, as comma-separated values for a spreadsheet."""
    store = _store()
    id_ = _id(store, name)
    table = store.results_csv(id_)
    noted(Action.RESULTS_EXPORTED, store.versions(id_)[0].title)
    if output is None:
        typer.echo(visible_table(table), nl=False)
    else:
        _put(output, table.encode("utf-8-sig"))  # the mark tells a spreadsheet that it is UTF-8


def visible_table(table: str) -> str:
    """A table without control characters; its lines stay apart."""
    return "".join(f"{visible(line)}\n" for line in table.splitlines())


def _store() -> QuizStore:
    return opened(Settings())


def _named(name: str) -> Quiz:
    """The quiz of a file, or the one that is kept by an id.

    Raises:
        IngestError: there is none, or it cannot be read.
    """
    if Path(name).is_file():
        return _read(Path(name))
    store = _store()
    return store.get(_id(store, name))


def _read(file: Path) -> Quiz:
    """A quiz from a file; what was left out of it is said."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise QuizError(f"{file} cannot be read ({error.strerror}). Name another file.") from error
    found = imported(content, file.name)
    for skipped in found.skipped:
        typer.secho(visible(skipped), fg="yellow", err=True)
    return found.quiz


def _id(store: QuizStore, name: str) -> str:
    """The id of the one quiz whose id is or begins so."""
    held = [one.id for one in store.listed()]
    found = [name] if name in held else [one for one in held if name and one.startswith(name)]
    if len(found) != 1:
        problem = f"more than one begins with it: {', '.join(found)}" if found else "no quiz goes by it"
        raise QuizError(f"{name!r}: {problem}. See `safeguide quiz list` for ids, or name a file.")
    return found[0]


def _keep(store: QuizStore, quiz: Quiz, done: str) -> None:
    """Keep a quiz under an id of its own, and say what to do with it."""
    own = quiz.id or hashlib.sha256(quiz.to_json().encode()).hexdigest()[:12]
    taken, number, id_ = {one.id for one in store.listed()}, 1, own
    while id_ in taken:  # a trainer may have worked on the one that was made before
        number += 1
        id_ = f"{own[:70]}-{number}"
    store.save(quiz.model_copy(update={"id": id_}), done)
    noted(Action.QUIZ_SAVED, quiz.title)
    typer.echo(visible(f"{id_}  {quiz.title} ({counted(len(quiz.items), 'question')}, {done})"))
    typer.echo(f"Read it: safeguide quiz show {id_}. Export it: safeguide quiz export {id_} --output FILE")


def _form(name: str, output: Path | None) -> Form:
    """What to write, by its name or by the file's; BadParameter, with what would do, where that is not
    known."""
    if name:
        if name.strip().lower() not in FORMS:
            raise typer.BadParameter(f"--form must be one of {', '.join(FORMS)}, not {name!r}")
        return FORMS[name.strip().lower()]
    if output is None:
        raise typer.BadParameter("say what to write, with --form or with --output and a file's name")
    if output.name.endswith(Form.AIKEN.suffix):
        return Form.AIKEN
    if output.suffix.lower() not in _BY_SUFFIX:
        raise typer.BadParameter(
            f"--output must end in one of {', '.join(_BY_SUFFIX)}; or say what to write with --form"
        )
    return _BY_SUFFIX[output.suffix.lower()]


def _role(name: str) -> str:
    """The key of a role that somebody named, as it is or as people call it."""
    from assistant.quiz.making import ROLES

    plain = name.strip().casefold()
    called = {told.casefold(): key for key, told in ROLES.items()} | {key: key for key in ROLES}
    if plain and plain not in called:
        raise typer.BadParameter(f"--role must be one of {', '.join(ROLES)}, not {name!r}")
    return called.get(plain, "")


def _write(quiz: Quiz, form: Form, output: Path | None) -> None:
    """Write a quiz to a file, or print it where it is text; what the form cannot hold is said."""
    for lost in losses(quiz, form):
        typer.secho(visible(lost), fg="yellow", err=True)
    content = exported(quiz, form)
    if output is not None:
        _put(output, content)
        return
    if not form.media_type.startswith(("text/", "application/xml", "application/json")):
        raise typer.BadParameter(f"{form.label} is no text: name a file with --output")
    typer.echo(content.decode("utf-8-sig"), nl=False)


def _put(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as error:
        raise QuizError(
            f"{output} cannot be written ({error.strerror}). Name another with --output."
        ) from error
    typer.echo(f"Wrote {visible(str(output))}.")


@contextmanager
def _errors_apart() -> Iterator[None]:
    """Another exit code for what could not be checked than for what is not well."""
    try:
        yield
    except IngestError as error:
        typer.secho(visible(str(error)), fg="red", err=True)
        raise typer.Exit(_ERROR) from error


@contextmanager
def _progress(doing: str, total: int) -> Iterator[checked.Report]:
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=total)

        def report(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        yield report
