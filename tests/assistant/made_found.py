"""Passages found for made-up questions, with the likeness that a test wants them to have."""

from collections.abc import Sequence

import numpy as np

from assistant.answers import Hit
from assistant.asked import kind_of
from assistant.ranking import Candidate, Query
from assistant.retrieval import Found
from ingest.documents import Block, BlockKind, GuidanceDocument, Metadata, Passage
from ingest.passages import cut_passages

PARAGRAPH, ITEM, ROW, FOOTNOTE = BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.FOOTNOTE


def document(number: int = 0, **told: str) -> GuidanceDocument:
    known = {"title": f"Guide {number}", **told}
    return GuidanceDocument(f"{number:016x}", f"{number:064x}", f"{number}.md", Metadata(**known))


def heading(text: str) -> Block:
    return Block(BlockKind.HEADING, text, level=1)


def paragraph(text: str) -> Block:
    return Block(PARAGRAPH, text)


def items(*texts: str) -> list[Block]:
    return [Block(ITEM, text, level=1) for text in texts]


def passages(blocks: Sequence[Block], number: int = 0, budget: int = 200) -> list[Passage]:
    return cut_passages(blocks, document(number), lambda texts: [len(t.split()) for t in texts], budget + 48)


def passage(*blocks: Block, number: int = 0) -> Passage:
    (only,) = passages(blocks, number, budget=1000)
    return only


def query(text: str = "What is to be done?", **weights: float) -> Query:
    return Query(text, np.array([1.0, 0.0], dtype=np.float32), weights, kind_of(text))


def found(
    of: Passage,
    likeness: Sequence[float] | None = None,
    *,
    score: float = 1.0,
    dense: float = 0.5,
    coverage: Sequence[float] | None = None,
    keyword: float = 0.0,
    whole: float = 0.0,
    **told: str,
) -> Found:
    """A found passage; its sentences are alike to the question as told, and cover none of its words."""
    count = len(of.sentences)
    measured = Candidate(
        passage=of,
        dense=dense,
        keyword=keyword,
        sentences=np.array(likeness if likeness is not None else [0.5] * count, dtype=float),
        coverage=np.array(coverage if coverage is not None else [0.0] * count, dtype=float),
        whole=whole,
    )
    return Found(Hit(of, document(int(of.document_id, 16), **told), score), measured)
