"""``safeguide library sync``: the library made to follow what is published on GOV.UK."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
from assistant.cli.terminal import shown, visible
from ingest.documents import GuidanceDocument
from ingest.known import works
from ingest.pipeline import Progress
from ingest.sources.fetching import Fetcher
from ingest.sources.findings import Checked, Finding, Target, elsewhere, targets
from ingest.sources.site import GOVUK
from ingest.sources.sync import Settled, Sync

SITE = GOVUK
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

    New editions are downloaded and added beside the old, which stay for questions about their time. Only
    www.gov.uk and assets.publishing.service.gov.uk are contacted, and only by this command; nothing about the
    library is sent. A run that is cut off goes on where it stopped.

    Example: `safeguide library sync --dry-run`
    """
    if dry_run and yes:
        raise typer.BadParameter("choose one of --dry-run and --yes")
    documents = assistant.open().library.documents()
    looked_at = targets(documents, works(), SITE, everything=everything)
    if not looked_at:
        typer.echo(
            "The library holds no document whose page on GOV.UK is known. `safeguide library sync --all` "
            "offers every well-known one; `library edit` gives a document its source_url."
        )
        return
    with _run() as (run, status):
        problems = _go(run, status, looked_at, dry_run=dry_run, yes=yes)
    _say_unknown(elsewhere(documents, looked_at))
    if problems:
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


def _go(run: Sync, status: Status, looked_at: Sequence[Target], *, dry_run: bool, yes: bool) -> bool:
    """Look, and unless it is a dry run settle; returns whether something went wrong."""
    if run.warning:
        typer.secho(visible(run.warning), fg="yellow", err=True)
    rest = looked_at if dry_run else run.remaining(looked_at)
    if len(rest) < len(looked_at):
        typer.echo(f"Going on with a sync that stopped: {len(looked_at) - len(rest)} documents were done.")
    if yes:
        settled = []
        for checked in _looks(run, status, rest):
            settled.append(run.settle(checked))
        _print_findings(one.checked for one in settled)
        return _ended(run, settled)
    found = list(_looks(run, status, rest))
    status.stop()
    _print_findings(found)
    changes = sum(one.changes for one in found)
    unchecked = any(one.finding is Finding.UNCHECKED for one in found)
    if dry_run:
        typer.echo("Nothing was changed." + (" To apply: safeguide library sync --yes" if changes else ""))
        return unchecked
    if changes and not _agreed(changes):
        return True
    status.start()
    return _ended(run, [_settled(run, status, one) for one in found])


def _looks(run: Sync, status: Status, rest: Sequence[Target]) -> Iterator[Checked]:
    for number, target in enumerate(rest, start=1):
        status.update(f"Comparing {number} of {len(rest)}: {shown(target.name)}")
        yield run.look(target)


def _settled(run: Sync, status: Status, checked: Checked) -> Settled:
    status.update(f"Applying: {shown(checked.target.name)}")
    return run.settle(checked)


def _agreed(changes: int) -> bool:
    """Whether a person says yes."""
    if not sys.stdin.isatty():
        typer.echo(
            "Nothing was changed: there is no terminal to ask at. To apply: safeguide library sync --yes"
        )
        return False
    if typer.confirm(f"Apply {changes} change{'' if changes == 1 else 's'}?"):
        return True
    typer.echo("Nothing was changed.")
    return False


def _ended(run: Sync, settled: Sequence[Settled]) -> bool:
    """Say what was done; returns whether something went wrong."""
    for one in settled:
        for result in one.added:
            if result.document:
                typer.echo(visible(f"Added {result.document.name}: {result.path}"))
        if one.checked.finding is Finding.WITHDRAWN and one.marked:
            typer.echo(visible(f"Marked withdrawn: {', '.join(each.name for each in one.marked)}"))
    problems = [one for one in settled if one.problem]
    for one in problems:
        typer.secho(visible(f"{one.checked.target.name}: {one.problem}"), fg="red", err=True)
    if not problems:
        run.finish()
    return bool(problems)


def _print_findings(found: Iterable[Checked]) -> None:
    table = Table("Document", "Held", "On GOV.UK", "How that is known")
    counts: Counter[Finding] = Counter()
    for one in found:
        counts[one.finding] += 1
        colour = _COLOURS.get(one.finding, "yellow")
        held = ", ".join(each.metadata.edition or "held" for each in one.target.current)
        others = f". Not fetched: {'; '.join(one.others)}" if one.others and one.new else ""
        table.add_row(
            shown(one.target.name),
            shown(held),
            f"[{colour}]{one.finding.value}[/{colour}]",
            shown(one.because + others),
        )
    console = Console()
    if counts:
        console.print(table)
    console.print(
        ", ".join(f"{count} {finding.value}" for finding, count in counts.items()) or "Nothing left."
    )


def _say_unknown(documents: Sequence[GuidanceDocument]) -> None:
    if documents:
        typer.echo(
            f"{len(documents)} documents are not looked for on GOV.UK, because no page of theirs there is "
            "known; `safeguide library status` says which were not compared with their source for long."
        )
