"""What the reader must know of the sources that are quoted: each caution is at most one notice a document."""

from collections.abc import Callable, Iterator, Sequence

import prompts
from assistant.answers import Citation, Statement, pages_of
from assistant.gaps import beside, told
from assistant.retrieval import edition_year, work
from ingest.documents import GuidanceDocument


def cautions(statements: Sequence[Statement], held: Sequence[GuidanceDocument]) -> list[str]:
    """The notices for the sources of an answer, source by source.

    Args:
        statements: what is quoted.
        held: all documents of the library.
    """
    cited: dict[GuidanceDocument, list[Citation]] = {}
    for statement in statements:
        for citation in statement.citations:
            cited.setdefault(citation.document, []).append(citation)
    return [
        notice
        for document, citations in sorted(cited.items(), key=lambda pair: pair[0].name)
        for caution in CAUTIONS
        for notice in caution(document, citations, held)
    ]


def later_edition(
    document: GuidanceDocument, citations: Sequence[Citation], held: Sequence[GuidanceDocument]
) -> Iterator[str]:
    """A later edition of the document is in the library too."""
    year = edition_year(document)
    later = [other for other in held if work(other) == work(document) and edition_year(other) > year]
    if later and year:
        newest = max(later, key=edition_year)
        yield prompts.load("later-edition").fill(quoted=document.name, newest=newest.name)


def not_in_force(
    document: GuidanceDocument, citations: Sequence[Citation], held: Sequence[GuidanceDocument]
) -> Iterator[str]:
    """Some of what is quoted is law that is not yet in force."""
    where = [_where(citation) for citation in citations if citation.passage.prospective]
    if where:
        named = " and ".join(dict.fromkeys(filter(None, where)))
        yield prompts.load("not-in-force").fill(quoted=", ".join(filter(None, (document.name, named))))


def read_from_a_picture(
    document: GuidanceDocument, citations: Sequence[Citation], held: Sequence[GuidanceDocument]
) -> Iterator[str]:
    """Some of what is quoted was read by OCR, which mistakes letters and figures."""
    read = [citation.passage for citation in citations if citation.passage.ocr]
    if read:
        pages = dict.fromkeys(filter(None, (pages_of(passage, document) for passage in read)))
        yield prompts.load("read-by-ocr").fill(quoted=", ".join([document.name, *pages]))


def unread_beside(
    document: GuidanceDocument, citations: Sequence[Citation], held: Sequence[GuidanceDocument]
) -> Iterator[str]:
    """Beside what is quoted the document shows something that could not be read."""
    gaps = dict.fromkeys(gap for citation in citations for gap in beside(citation.passage, document))
    if gaps:
        yield prompts.load("unread").fill(document=document.name, unread=told(list(gaps), document))


CAUTIONS: tuple[
    Callable[[GuidanceDocument, Sequence[Citation], Sequence[GuidanceDocument]], Iterator[str]], ...
] = (not_in_force, later_edition, read_from_a_picture, unread_beside)


def _where(citation: Citation) -> str:
    """The numbers of what is quoted, as they are called; without any, the heading above it."""
    if citation.numbered:
        return citation.numbered
    return citation.passage.heading_path[-1] if citation.passage.heading_path else ""
