"""Whether changes made to real documents are reported and marked: ``python -m eval.changes``.

Each document is edited by chance, with a seed, as ``eval.edits`` can: timescales, duties, ages, bodies and
paragraphs. The edits are buried under what a new edition changes without meaning anything by it. Then the
report of what changed is read.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Annotated

import typer

from eval.commands import DocumentsFolder, ResultsFile, command_line, console, keep, print_table, recipe, run
from eval.edits import APART, Edit, disturbed, edited
from eval.metrics import Share, share
from eval.questions import EvaluationError
from ingest import readers
from ingest.changes import Change, ChangeKind, compare
from ingest.changes.words import keys_of
from ingest.documents import Block
from ingest.errors import UnreadableDocument
from ingest.finding import find_files

app = command_line("changes")

_SHOWN = 60
"""Characters of an edit that was missed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the edits of one document.

    Attributes:
        found: for each edit, whether a change at its place says so.
        right: for each change reported, whether an edit stands at its place.
        marked: for each mark of an edited block, whether it is what was edited.
    """

    found: tuple[tuple[Edit, bool], ...]
    right: tuple[bool, ...]
    marked: tuple[bool, ...]


def measure(blocks: Sequence[Block], count: int, seed: int) -> Outcome:
    """Edit a text, compare, and see what the report makes of it."""
    chance = Random(seed)  # noqa: S311 - nothing secret
    new, edits = edited(blocks, count, chance)
    changes = [one for one in compare(blocks, disturbed(new, chance)) if one.noise is None]
    found = tuple((edit, any(_says(change, edit) for change in changes)) for edit in edits)
    right = tuple(any(_at(change, edit) for edit in edits) for change in changes)
    marked = [
        any(_marks(change, edit) for edit in edits if _at(change, edit))
        for change in changes
        for _ in change.marks
        if change.kind is ChangeKind.CHANGED
    ]
    return Outcome(found, right, tuple(marked))


def _at(change: Change, edit: Edit) -> bool:
    if edit.kind is ChangeKind.ADDED:
        return set(keys_of(edit.new)) <= set(keys_of(change.new_text))
    places = [change.old, *(old for old, _ in change.also)]
    return any(place is not None and edit.at - APART < place.position <= edit.at for place in places)


def _says(change: Change, edit: Edit) -> bool:
    if not _at(change, edit):
        return False
    if edit.kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        side = change.new_text if edit.new else change.old_text
        return change.kind is edit.kind and (edit.new or edit.old) in side
    if isinstance(edit.kind, ChangeKind):
        return change.kind is edit.kind
    return _marks(change, edit)


def _marks(change: Change, edit: Edit) -> bool:
    old, new = set(keys_of(edit.old)), set(keys_of(edit.new))
    told_old = {key for one in change.marks if one.kind is edit.kind for key in keys_of(one.old)}
    told_new = {key for one in change.marks if one.kind is edit.kind for key in keys_of(one.new)}
    return old - new <= told_old and new - old <= told_new


@app.command()
def changes(
    context: typer.Context,
    documents: DocumentsFolder,
    count: Annotated[int, typer.Option("--edits", min=1, help="Edits to try in each document.")] = 48,
    seeds: Annotated[int, typer.Option(min=1, help="Times that each document is edited.")] = 2,
    failures: Annotated[bool, typer.Option("--failures", help="List the edits that were missed.")] = False,
    results: ResultsFile = None,
) -> None:
    """Edit documents by chance, under noise, and see whether the change report says what was edited.

    Example: `python -m eval.changes --documents guidance/ --failures`
    """
    every: list[tuple[str, Outcome]] = []
    with console.status("Reading …") as status:
        for path in find_files([documents]):
            status.update(f"Reading {path.name} …")
            try:
                blocks = readers.read(path).blocks
            except UnreadableDocument:
                continue
            every += [(path.name, measure(blocks, count, seed)) for seed in range(seeds)]
    if not any(outcome.found for _, outcome in every):
        raise EvaluationError(f"There is nothing to edit in {documents}")
    rows = list(_rows([outcome for _, outcome in every]))
    print_table("Edits reported, and reports that are right", ("Measure", "Share (of; 95% interval)"), rows)
    if failures:
        for name, outcome in every:
            for edit, seen in outcome.found:
                if not seen:
                    words = f"{edit.old[:_SHOWN]!r} → {edit.new[:_SHOWN]!r}"
                    console.print(f"{name}: {edit.kind} at block {edit.at}: {words}", markup=False)
    keep(results, recipe(context), {name: value.as_dict() for name, value in rows})


def _rows(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Share]]:
    found = [one for outcome in outcomes for one in outcome.found]
    kinds = Counter(edit.kind for edit, _ in found)
    for kind in kinds:
        yield f"{kind} reported", share(seen for edit, seen in found if edit.kind is kind)
    yield "all edits reported", share(seen for _, seen in found)
    yield "changes reported that were made", share(one for outcome in outcomes for one in outcome.right)
    yield "marks that are what was edited", share(one for outcome in outcomes for one in outcome.marked)


if __name__ == "__main__":
    run(app)
