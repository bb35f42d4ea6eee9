"""Words of a passage as an item cites them."""

from collections.abc import Sequence

from assistant.answers import label_of, standing_remark
from assistant.quiz.items import Cited
from ingest.documents import GuidanceDocument, Passage
from ingest.passages import strength_of


def as_cited(
    quote: str, passage: Passage, document: GuidanceDocument, spans: Sequence[tuple[int, int]] = ()
) -> Cited:
    """Words as an item cites them.

    Args:
        quote: they.
        passage, document: where they stand.
        spans: where in the passage's text, if that is to be told.
    """
    return Cited(
        quote=quote,
        label=label_of(passage, document, spans),
        document_id=document.id,
        passage_id=passage.id,
        document=document.metadata.title,
        edition=document.metadata.edition,
        strength=strength_of(quote),
        standing=standing_remark(document),
    )
