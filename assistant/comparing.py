"""Two editions of a document that the library holds, compared."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.changes import ChangeReport, Edition, report_of
from ingest.documents import Block, GuidanceDocument
from ingest.library import Library


def compared(old: Edition, new: Edition) -> ChangeReport:
    """What changed, with both called by what tells them apart: their editions, or old and new."""
    names = [one.metadata.edition or one.metadata.published[:4] for one in (old, new)]
    if not all(names) or names[0] == names[1]:
        names = ["old", "new"]
    return report_of(replace(old, short=names[0]), replace(new, short=names[1]))


def held(library: Library, document: GuidanceDocument) -> Edition:
    """A document that the library holds, as it is compared."""
    return edition(document, library.blocks(document.id))


def edition(document: GuidanceDocument, blocks: Sequence[Block]) -> Edition:
    """A document as it is compared, with its blocks."""
    return Edition(
        blocks=blocks,
        name=document.name,
        metadata=document.metadata,
        page_labels=document.page_labels,
        gaps=document.gaps,
    )
