"""Measure the readers against truths, and seal truths: ``python -m eval.reading``."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from eval.commands import DocumentsFolder, ResultsFile, command_line, console, keep, print_table, recipe, run
from eval.coverage import compare
from eval.metrics import Share
from eval.printed import read_pages
from eval.questions import EvaluationError
from eval.reading.checks import MEASURES, Check, Result, as_dicts, check, shares
from eval.reading.product import read_product
from eval.reading.truth import Truth, read_truth, read_truths
from ingest.embedding import Embedder
from ingest.finding import find_files

OURS = Path(__file__).parent.parent / "truth"
"""The sealed truths that come with the project."""

app = command_line("reading")


@app.command()
def score(
    context: typer.Context,
    documents: DocumentsFolder,
    truth: Annotated[
        Path, typer.Option(help="A folder of truths, plain or sealed.", exists=True, file_okay=False)
    ] = OURS,
    failures: Annotated[bool, typer.Option("--failures", help="List what was missed.")] = False,
    results: ResultsFile = None,
) -> None:
    """Read documents and look for what a person saw in them: headings, paragraph numbers, sentences, cells.

    Example: `python -m eval.reading score --documents guidance/ --failures`
    """
    pairs = list(_pairs(read_truths(truth), documents))
    if not pairs:
        raise EvaluationError(f"None of the documents that {truth} tells of is in {documents}")
    embedder = Embedder()
    every = []
    with console.status("Reading …") as status:
        for known, path in pairs:
            status.update(f"Reading {path.name} …")
            every.append(measure(known, path, embedder))
    for one in every:
        print_result(one, failures)
    total = {**shares(one for result in every for one in result.checks), "words": _words(every)}
    print_table(f"All {len(every)} documents", ("Measure", "Share (of; 95% interval)"), _rows(total))
    kept = {"all": as_dicts(total), "documents": [one.as_dict() for one in every]}
    keep(results, recipe(context) | {"command": "python -m eval.reading score"}, kept)


@app.command()
def seal(
    plain: Annotated[
        list[Path], typer.Argument(help="Truths with the documents' words.", exists=True, dir_okay=False)
    ],
    to: Annotated[Path, typer.Option("--to", help="The folder for the sealed ones.")],
) -> None:
    """Replace the words in truths by marks, so that they can be shared without the documents' text.

    Example: `python -m eval.reading seal mine/policy.yaml --to eval/truth`
    """
    to.mkdir(parents=True, exist_ok=True)
    for path in plain:
        text = read_truth(path).sealed()
        target = to / path.name
        if target.resolve() == path.resolve():
            raise EvaluationError(f"{path} would be replaced by its seal: name another folder with --to")
        target.write_text(text, encoding="utf-8")
        console.print(f"{target}", markup=False, soft_wrap=True)


def _pairs(truths: Sequence[Truth], documents: Path) -> Iterator[tuple[Truth, Path]]:
    """The truths of documents that are there; what is not there or not the same is said."""
    files = {path.name: path for path in find_files([documents])}
    for truth in truths:
        path = files.get(truth.file)
        if path is None:
            console.print(f"[yellow]{escape(truth.file)} is not there: skipped[/yellow]", soft_wrap=True)
            continue
        if hashlib.sha256(path.read_bytes()).hexdigest()[:16] != truth.sha256:
            told = f"{truth.file} is not the file that its truth was written from: expect misses"
            console.print(f"[yellow]{escape(told)}[/yellow]", soft_wrap=True)
        yield truth, path


def measure(truth: Truth, path: Path, embedder: Embedder) -> Result:
    """Read one document and check it.

    Raises:
        UnreadableDocument: it cannot be read.
        EvaluationError: its words cannot be counted.
    """
    found = read_product(path, embedder)
    is_pdf = path.suffix.casefold() == ".pdf"
    return Result(
        name=path.name,
        checks=tuple(check(truth, found)),
        outline=(len(found.headings), len(truth.contents)),
        words=compare(path.name, read_pages(path), found.passages).covered if is_pdf else None,
    )


def _words(every: Sequence[Result]) -> Share:
    counted = [one.words for one in every if one.words]
    return Share(sum(one.hits for one in counted), sum(one.of for one in counted))


def print_result(result: Result, failures: bool) -> None:
    """Print how one document was read, and what was missed if that is wanted."""
    measured = shares(result.checks)
    rows = _rows(measured | ({"words": result.words} if result.words else {}))
    outline = "{} for {} entries of the contents list".format(*result.outline)
    print_table(result.name, ("Measure", "Share (of; 95% interval)"), [*rows, ("headings in all", outline)])
    if failures:
        for line in _missed(result.checks):
            console.print(line, markup=False, soft_wrap=True)
    console.print()


def _rows(measured: dict[str, Share]) -> list[tuple[str, object]]:
    named = MEASURES | {"words": "printed words that passages have"}
    return [(named[name], part) for name, part in measured.items() if part.of]


def _missed(checks: Sequence[Check]) -> Iterator[str]:
    for one in checks:
        if one.what and not one.right:
            page = f"page {one.page}: " if one.page else ""
            yield f"  {one.measure:13} {page}{one.what}"


if __name__ == "__main__":
    run(app)
