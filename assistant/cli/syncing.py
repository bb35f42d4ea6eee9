"""``safeguide library sync``: the library made to follow what is published on GOV.UK."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.status import Status
from rich.table import Table

import assistant
from assistant.cli.adding import say_touched
from assistant.cli.noting import noted
from assistant.cli.terminal import shown, visible
from assistant.people.audit import Action
from ingest.documents import GuidanceDocument
from ingest.known import works
from ingest.pipeline import Progress
from ingest.sources.fetching import Fetcher
from ingest.sources.findings import Checked, Finding, Target, elsewhere, targets
from ingest.sources.site import GOVUK
from ingest.sources.sync import Settled, Sync

SITE = GOVUK
"""Whom to ask; not a setting, so that nothing but the code decides who is contacted."""
_COLOURS = {
    Finding.UNCHANGED: "green",
    Finding.UNCHECKED: "red",
    Finding.WITHDRAWN: "magenta",
    Finding.GONE: "magenta",
}


def sync(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what has changed on GOV.UK; change nothing here.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Apply what is found without asking.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Every well-known document, not only those that the library holds.")
    ] = False,
) -> None:
    """Compare official documents with GOV.UK: new editions, files replaced, withdrawals.

    New editions are downloaded and added; the old ones stay, to look back with --as-at. Only www.gov.uk and
    assets.publishing.service.gov.uk are contacted, only by this command, and no proxy is used; they learn
    which of their pages are asked for, and nothing else. A run that is cut off goes on where it stopped.

    Example: `safeguide library sync --dry-run`
    """
    if dry_run and yes:
        raise typer.BadParameter("choose one of --dry-run and --yes")
    documents = assistant.open().library.documents()
    wanted = targets(documents, works(), SITE, everything=everything)
    if not wanted:
        typer.echo(
            "The library holds no document whose page on GOV.UK is known. `safeguide library sync --all` "
            "offers every well-known one; `safeguide library edit DOC` can say a document's source_url."
        )
        return
    with _run() as (run, status):
        trouble = _synced(run, status, wanted, dry_run=dry_run, yes=yes)
    _say_unknown(elsewhere(documents, wanted))
    if trouble:
        raise typer.Exit(1)


@contextmanager
def _run() -> Iterator[tuple[Sync, Status]]:
    """A run over the library, and a line that says what it is at."""
    opened = assistant.open()
    with (
        TemporaryDirectory(prefix="safeguide-") as staging,
        Fetcher(SITE) as fetcher,
        Console(stderr=True).status("") as status,
    ):

        def report(progress: Progress) -> None:
            counted = f": {progress.done} of {progress.total} passages" if progress.total else ""
            status.update(f"Adding {shown(progress.path.name)}{counted}")

        now = datetime.now().astimezone()
        yield Sync(opened.library, opened.embedder, fetcher, Path(staging), now, report), status


def _synced(run: Sync, status: Status, wanted: Sequence[Target], *, dry_run: bool, yes: bool) -> bool:
    """Look, and unless it is a dry run settle; returns whether something needs a person."""
    if run.warning:
        typer.secho(visible(run.warning), fg="yellow", err=True)
    rest = wanted if dry_run else run.remaining(wanted)
    if len(rest) < len(wanted):
        typer.echo(f"Going on with a sync that stopped: {len(wanted) - len(rest)} of {len(wanted)} are done.")
    looks = _looks(run, status, rest)
    if yes:
        settled = [run.settle(checked) for checked in looks]  # one after another: it may be cut off
        _print_findings([one.checked for one in settled])
        return _ended(run, settled)
    found = list(looks)
    status.stop()
    _print_findings(found)
    changes = sum(one.changes for one in found)
    if dry_run:
        typer.echo("Nothing was changed." + (" To apply: safeguide library sync --yes" if changes else ""))
        return any(one.finding is Finding.UNCHECKED for one in found)
    if changes and not _agreed(changes):
        return True
    status.start()
    return _ended(run, [run.settle(checked) for checked in found])


def _looks(run: Sync, status: Status, rest: Sequence[Target]) -> Iterator[Checked]:
    for number, target in enumerate(rest, start=1):
        status.update(f"Comparing {number} of {len(rest)}: {shown(target.name)}")
        yield run.look(target)


def _agreed(changes: int) -> bool:
    """Whether a person says yes."""
    if not sys.stdin.isatty():
        typer.echo("Nothing was changed: there is no terminal to ask. To apply: safeguide library sync --yes")
        return False
    if typer.confirm(f"Apply {changes} change{'' if changes == 1 else 's'}?"):
        return True
    typer.echo("Nothing was changed.")
    return False


def _ended(run: Sync, settled: Sequence[Settled]) -> bool:
    """Say what was done and what to do next; returns whether something went wrong."""
    for one in settled:
        for line in _done(one):
            typer.echo(visible(line))
    added = [result for one in settled for result in one.added]
    noted(Action.SYNCED, *(one.checked.target.name for one in settled if one.added or one.marked))
    say_touched(assistant.open().library, [result.before for result in added if result.before])
    problems = [one for one in settled if one.problem]
    for one in problems:
        typer.secho(visible(f"{one.checked.target.name}: {one.problem}"), fg="red", err=True)
    if not problems:
        run.finish()
    return bool(problems)


def _done(settled: Settled) -> Iterator[str]:
    checked = settled.checked
    for result in settled.added:
        if result.document:
            yield f"Added {result.document.name}: {result.path}"
            if before := result.before or next(iter(checked.target.current), None):
                yield f"  What changed: safeguide library diff {before.id} {result.document.id}"
    if checked.finding is Finding.WITHDRAWN and settled.marked:
        yield f"Marked as withdrawn: {', '.join(one.name for one in settled.marked)}"
    if checked.finding in (Finding.GONE, Finding.MOVED) and not settled.marked:
        yield (
            f"{checked.target.name}: look where it is now, then say so: "
            "safeguide library edit DOC --set source_url=ADDRESS"
        )


def _print_findings(found: Sequence[Checked]) -> None:
    table = Table("Document", "Held", "On GOV.UK", "How that is known")
    for one in found:
        colour = _COLOURS.get(one.finding, "yellow")
        held = ", ".join(each.metadata.edition or "yes" for each in one.target.current)
        others = f". Not fetched: {'; '.join(one.others)}" if one.others and one.new else ""
        finding = f"[{colour}]{one.finding.value}[/{colour}]"
        table.add_row(shown(one.target.name), shown(held), finding, shown(one.because + others))
    console = Console()
    if found:
        console.print(table)
    counts = Counter(one.finding for one in found)
    console.print(
        ", ".join(f"{count} {finding.value}" for finding, count in counts.items()) or "None are left."
    )


def _say_unknown(documents: Sequence[GuidanceDocument]) -> None:
    if documents:
        counted = "1 document is" if len(documents) == 1 else f"{len(documents)} documents are"
        typer.echo(
            f"{counted} not looked for, because no address on GOV.UK is known. `safeguide library status` "
            "says what has not been compared with its source for long."
        )
