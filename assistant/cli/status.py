"""``safeguide library status``: what in the library is superseded, withdrawn, stale or not known well."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

import assistant
from assistant.answers import standing_in_words
from assistant.cli.terminal import visible
from assistant.entries import to_confirm
from ingest.dates import day_in_words, first_day
from ingest.documents import GuidanceDocument, State
from ingest.editions import standings_of, starts, with_standing

STALE_DAYS = 365
"""So long after anybody compared it with its source, a document should be checked."""


def _standing(document: GuidanceDocument) -> str:
    since = document.standing.since
    told = standing_in_words(document.standing)
    return f"{told} since {day_in_words(since)}" if since and "until" not in told else told


def _withdrawn(document: GuidanceDocument, today: date) -> str:
    return _standing(document) if document.standing.state is State.WITHDRAWN else ""


def _replaced(document: GuidanceDocument, today: date) -> str:
    lacking = document.standing.state is State.SUPERSEDED and not document.standing.by_id
    return _standing(document) if lacking else ""


def _kept(document: GuidanceDocument, today: date) -> str:
    kept = document.standing.state is State.SUPERSEDED and document.standing.by_id
    return _standing(document) if kept else ""


def _forthcoming(document: GuidanceDocument, today: date) -> str:
    return _standing(document) if document.standing.state is State.FORTHCOMING else ""


def _not_final(document: GuidanceDocument, today: date) -> str:
    return document.metadata.version if _is_current(document) else ""


def _summary(document: GuidanceDocument, today: date) -> str:
    newer = [standing.by for _, standing in standings_of(document.metadata.summarises, today)]
    return f"now see {', '.join(newer)}" if newer else ""


def _stale(document: GuidanceDocument, today: date) -> str:
    told = document.metadata
    if told.summarises or not told.source_url or not _is_current(document):
        return ""
    if is_stale(told.checked or first_day(starts(told)), today):
        return f"checked on {day_in_words(told.checked)}" if told.checked else "never checked"
    return ""


def _unsure(document: GuidanceDocument, today: date) -> str:
    unsure = to_confirm(document).items() if _is_current(document) else ()
    return ", ".join(f"{name} {value!r}?" if value else f"no {name}" for name, value in unsure)


def _is_current(document: GuidanceDocument) -> bool:
    return document.standing.state in (State.IN_FORCE, State.FORTHCOMING)


def is_stale(checked: str, today: date) -> bool:
    """Whether a day (ISO) is more than a year ago, or is not known."""
    try:
        return (today - date.fromisoformat(checked)).days > STALE_DAYS
    except ValueError:
        return True


@dataclass(frozen=True, slots=True)
class Attention:
    """Something that a document may need.

    Attributes:
        key: what JSON calls it.
        told: what it is, and what to do about it; {today} stands for the day.
        remark: what is to be said of a document on a day, or "" where it does not need this.
    """

    key: str
    told: str
    remark: Callable[[GuidanceDocument, date], str]


ATTENTION = (
    Attention(
        "withdrawn", "Withdrawn by their publishers: remove them, or keep them for --as-at", _withdrawn
    ),
    Attention("replaced", "Replaced by an edition that is not held: get it and add it", _replaced),
    Attention("not_final", "Not the final text: get it and add it", _not_final),
    Attention("forthcoming", "Not yet in force", _forthcoming),
    Attention("kept", "Earlier editions, kept to look back with --as-at", _kept),
    Attention("summaries", "Summaries of editions that have been replaced", _summary),
    Attention(
        "stale",
        "Not compared with their source for a year: safeguide library sync, or compare them yourself and say "
        "safeguide library edit DOC --set checked={today}",
        _stale,
    ),
    Attention("unsure", "Not sure what they are: safeguide library edit DOC", _unsure),
)
"""In the order in which a maintainer should look."""


def status(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; its shape is in docs/json.md.")
    ] = False,
) -> None:
    """Say which documents need attention: replaced, withdrawn, not checked for a year, or not known well.

    Example: `safeguide library status`
    """
    library, today = assistant.open().library, date.today()
    documents = with_standing(library.documents(), today)
    found = {
        each: [(one, said) for one in documents if (said := each.remark(one, today))] for each in ATTENTION
    }
    if as_json:
        rows = {
            each.key: [{"id": one.id, "name": one.name, "remark": said} for one, said in needing]
            for each, needing in found.items()
        }
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not documents:
        typer.echo(f"The library in {library.home} is empty. Add to it: safeguide library add PATH")
        return
    for each, needing in found.items():
        if needing:
            typer.secho(f"{each.told.format(today=today)} ({len(needing)})", bold=True)
        for one, said in needing:
            typer.echo(visible(f"  {one.id}  {one.name}: {said}"))
    needed = {one.id for needing in found.values() for one, _ in needing}
    typer.echo(f"{len(documents) - len(needed)} of {len(documents)} documents need no attention.")
