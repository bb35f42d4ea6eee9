"""Whether documents are known for what they are: ``python -m eval.catalogue``."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.commands import DocumentsFolder, ResultsFile, command_line, console, keep, print_table, recipe, run
from eval.metrics import share
from eval.questions import EvaluationError
from ingest import readers
from ingest.catalogue import describe
from ingest.documents import Sureness
from ingest.errors import UnreadableDocument

FIELDS = ("title", "publisher", "year", "nation", "kind")
OWN_LABELS = "truth/catalogue.jsonl"
_BASED_ON = {"year": "edition"}

app = command_line("catalogue")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one document, as a person sees it and as it was guessed.

    Attributes:
        file, name: whose, and which of ``FIELDS``.
        wanted: what a person says; "" where it cannot be told from the document.
        got: what was guessed, or "".
        unsure: whether the guess says that it is one, or there is none.
    """

    file: str
    name: str
    wanted: str
    got: str
    unsure: bool

    @property
    def right(self) -> bool:
        """Whether it is what a person says; where nobody can tell, nothing and an unsure guess are right."""
        if not self.wanted:
            return self.unsure
        if self.name in ("title", "publisher"):
            return _same_name(self.wanted, self.got, least=16 if self.name == "title" else 5)
        return self.wanted == self.got


def _same_name(wanted: str, got: str, least: int) -> bool:
    """Whether two names are the same but for case and punctuation, or the longer adds a subtitle to one of
    at least so many letters."""
    one, other = (" ".join(re.findall(r"\w+", text.casefold().replace("’", "'"))) for text in (wanted, got))
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= least and longer.startswith(f"{shorter} "))


def fields_of(path: Path, label: dict[str, str]) -> Iterator[Field]:
    """Every labelled field of one document; UnreadableDocument if it cannot be read."""
    told, bases = describe(readers.read(path), path)
    sure = {basis.field: basis.sure for basis in bases}
    dated = told.published if told.kind == "legislation" else told.edition or told.published
    years = re.findall(r"(?:19|20)\d\d", dated)
    for name in FIELDS:
        got = (years[-1] if years else "") if name == "year" else str(getattr(told, name))
        based = sure.get(_BASED_ON.get(name, name)) or sure.get("published")
        yield Field(path.name, name, label[name], got, not got or based is Sureness.GUESS)


def read_labels(path: Path | None) -> list[dict[str, str]]:
    """The labels in a file, or those that come with the project.

    Raises:
        EvaluationError: a line is not JSON, or lacks a field.
    """
    own = files("eval") / OWN_LABELS
    text = path.read_text(encoding="utf-8") if path else own.read_text(encoding="utf-8")
    labels = []
    for number, line in enumerate(filter(str.strip, text.splitlines()), start=1):
        try:
            label = json.loads(line)
        except json.JSONDecodeError as error:
            raise EvaluationError(f"Line {number} of the labels is not JSON ({error.msg}).") from error
        if not isinstance(label, dict) or (missing := [n for n in ("file", *FIELDS) if n not in label]):
            lacking = ", ".join(missing) if isinstance(label, dict) else "everything"
            raise EvaluationError(f"Line {number} of the labels lacks {lacking}.")
        labels.append(label)
    return labels


@app.command()
def catalogue(
    context: typer.Context,
    documents: DocumentsFolder,
    labels: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="JSON lines with file, title, publisher, year, nation, kind."
        ),
    ] = None,
    results: ResultsFile = None,
) -> None:
    """Compare what is guessed of documents with what a person says of them.

    Example: `python -m eval.catalogue --documents guidance/ --labels labels.jsonl`
    """
    found = {path.name: path for path in documents.rglob("*") if path.is_file()}
    every: list[Field] = []
    for label in read_labels(labels):
        path = found.get(label["file"])
        if path is None:
            console.print(f"{label['file']} is not there and was passed over.", markup=False)
            continue
        try:
            every += fields_of(path, label)
        except UnreadableDocument as error:
            console.print(str(error), markup=False)
    if not every:
        raise EvaluationError(f"None of the labelled documents is in {documents}")
    print_fields(every)
    keep(results, recipe(context), _as_dict(every))


def print_fields(every: Sequence[Field]) -> None:
    """Print the share of each field that is right, what is wrong, and whether it said that it was unsure."""
    rows = []
    for name in (*FIELDS, "all"):
        mine = [one for one in every if name in (one.name, "all")]
        wrong = [one for one in mine if not one.right]
        sure = sum(not one.unsure for one in wrong)
        rows.append((name, share(one.right for one in mine), sure, len(wrong) - sure))
    print_table("Catalogue entries", ("Field", "Right", "Wrong and sure", "Wrong, said unsure"), rows)
    for one in every:
        if not one.right:
            remark = "unsure" if one.unsure else "sure"
            line = f"{one.file}: {one.name} is {one.wanted!r}, guessed {one.got!r} ({remark})"
            console.print(line, markup=False, soft_wrap=True)


def _as_dict(every: Sequence[Field]) -> dict[str, Any]:
    return {
        "right": share(one.right for one in every).as_dict(),
        "fields": [
            {"file": one.file, "field": one.name, "wanted": one.wanted, "got": one.got, "unsure": one.unsure}
            for one in every
        ],
    }


if __name__ == "__main__":
    run(app)
