"""What the reader must know of the sources that are quoted: each caution is at most one notice a document."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import prompts
from assistant.answers import Citation, Statement, pages_of
from assistant.gaps import beside, told
from ingest.dates import day_in_words
from ingest.documents import GuidanceDocument, Standing, State
from ingest.editions import standings_of


def cautions(statements: Sequence[Statement], on: date) -> list[str]:
    """The notices for the sources of an answer, source by source.

    Args:
        statements: what is quoted.
        on: the day that is asked about.
    """
    cited: dict[GuidanceDocument, list[Citation]] = {}
    for statement in statements:
        for citation in statement.citations:
            cited.setdefault(citation.document, []).append(citation)
    notices = (
        notice
        for document, citations in sorted(cited.items(), key=lambda pair: pair[0].name)
        for caution in CAUTIONS
        for notice in caution(document, citations, on)
    )
    return list(dict.fromkeys(notices))


def replaced(document: GuidanceDocument, citations: Sequence[Citation], on: date) -> Iterator[str]:
    """A later edition has taken its place: one that the library holds, or one that it lacks."""
    standing = document.standing
    if standing.state is not State.SUPERSEDED:
        return
    if standing.by_id:
        yield prompts.load("later-edition").fill(quoted=document.name, newest=standing.by)
    elif standing.by:
        name = "replaced" if standing.sure else "said-to-be-replaced"
        yield prompts.load(name).fill(quoted=document.name, newest=standing.by, since=_since(standing))
    else:
        yield prompts.load("expired").fill(quoted=document.name, until=day_in_words(standing.since))


def withdrawn(document: GuidanceDocument, citations: Sequence[Citation], on: date) -> Iterator[str]:
    """Its publisher has withdrawn it."""
    standing = document.standing
    if standing.state is State.WITHDRAWN:
        when = f" on {day_in_words(standing.since)}" if len(standing.since) == 10 else ""
        instead = f" {standing.by} took its place." if standing.by else ""
        yield prompts.load("withdrawn").fill(quoted=document.name, when=when, instead=instead)


def not_yet(document: GuidanceDocument, citations: Sequence[Citation], on: date) -> Iterator[str]:
    """It does not apply yet, or its text was not final."""
    if document.standing.state is State.FORTHCOMING and document.standing.since:
        since = day_in_words(document.standing.since)
        yield prompts.load("forthcoming").fill(quoted=document.name, since=since)
    elif document.metadata.version:
        yield prompts.load("not-final").fill(quoted=document.name, version=document.metadata.version)


def of_a_replaced_edition(
    document: GuidanceDocument, citations: Sequence[Citation], on: date
) -> Iterator[str]:
    """What it summarises is an edition that has been replaced since."""
    for name, standing in standings_of(document.metadata.summarises, on):
        prompt = prompts.load("summary-of-replaced" if standing.sure else "summary-said-to-be-replaced")
        yield prompt.fill(summarised=name, newest=standing.by, since=_since(standing))


def not_in_force(document: GuidanceDocument, citations: Sequence[Citation], on: date) -> Iterator[str]:
    """Some of what is quoted is law that is not yet in force."""
    where = [_where(citation) for citation in citations if citation.passage.prospective]
    if where:
        named = " and ".join(dict.fromkeys(filter(None, where)))
        yield prompts.load("not-in-force").fill(quoted=", ".join(filter(None, (document.name, named))))


def research(document: GuidanceDocument, citations: Sequence[Citation], on: date) -> Iterator[str]:
    """It tells what was found, and asks nothing of anybody."""
    if document.metadata.kind in ("research", "news"):
        yield prompts.load("research").fill(quoted=document.name)


def of_one_organisation(document: GuidanceDocument, citations: Sequence[Citation], on: date) -> Iterator[str]:
    """It binds nobody else."""
    if document.metadata.kind == "policy":
        yield prompts.load("one-organisation").fill(quoted=document.name)


def of_unknown_kind(document: GuidanceDocument, citations: Sequence[Citation], on: date) -> Iterator[str]:
    """Nobody knows what it is: anybody may have written it."""
    if not document.metadata.kind:
        yield prompts.load("unknown-source").fill(quoted=document.name)


def read_from_a_picture(document: GuidanceDocument, citations: Sequence[Citation], on: date) -> Iterator[str]:
    """Some of what is quoted was read by OCR, which mistakes letters and figures."""
    read = [citation.passage for citation in citations if citation.passage.ocr]
    if read:
        pages = dict.fromkeys(filter(None, (pages_of(passage, document) for passage in read)))
        yield prompts.load("read-by-ocr").fill(quoted=", ".join([document.name, *pages]))


def unread_beside(document: GuidanceDocument, citations: Sequence[Citation], on: date) -> Iterator[str]:
    """Beside what is quoted the document shows something that could not be read."""
    gaps = dict.fromkeys(gap for citation in citations for gap in beside(citation.passage, document))
    if gaps:
        yield prompts.load("unread").fill(document=document.name, unread=told(list(gaps), document))


CAUTIONS: tuple[Callable[[GuidanceDocument, Sequence[Citation], date], Iterator[str]], ...] = (
    withdrawn,
    replaced,
    not_yet,
    of_a_replaced_edition,
    not_in_force,
    research,
    of_one_organisation,
    of_unknown_kind,
    read_from_a_picture,
    unread_beside,
)


def _since(standing: Standing) -> str:
    return f" since {day_in_words(standing.since)}" if standing.since else ""


def _where(citation: Citation) -> str:
    """The numbers of what is quoted, as they are called; without any, the heading above it."""
    if citation.numbered:
        return citation.numbered
    return citation.passage.heading_path[-1] if citation.passage.heading_path else ""
