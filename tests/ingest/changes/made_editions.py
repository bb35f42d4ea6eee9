"""Two editions of a made-up handbook, and short ways to compare."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.changes import Change, ChangeReport, Edition, report_of
from ingest.documents import Block, BlockKind, Metadata

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM
ROW, FOOTNOTE = BlockKind.ROW, BlockKind.FOOTNOTE

HANDBOOK = (
    Block(HEADING, "Visitors", 1, page=1),
    Block(PARAGRAPH, "Every visitor should sign the harbour book before the gate is opened.", 0, "1.", 1),
    Block(PARAGRAPH, "The harbour master must reply within 15 working days of the letter.", 0, "2.", 1),
    Block(PARAGRAPH, "Before a visit, the keeper must:", 0, "3.", 1),
    Block(ITEM, "light the lamp that stands beside the oak door", 1, "(a)", 1),
    Block(ITEM, "ring the bell twice unless the tide is out", 1, "(b)", 2),
    Block(HEADING, "Orchards", 1, page=2),
    Block(PARAGRAPH, "Ladders may be lent to anybody under 16 who asks the keeper for one.", 0, "4.", 2),
    Block(PARAGRAPH, "Apples are weighed in baskets of willow, as paragraph 2 explains in full.", 0, "5.", 2),
    Block(PARAGRAPH, "The police do not need to be told when a basket is lost in the river.", 0, "6.", 3),
    Block(HEADING, "Boats", 1, page=3),
    Block(PARAGRAPH, "Boats rest on the shingle in winter and are painted again in spring.", 0, "7.", 3),
)


def changed(old: str, new: str, blocks: Sequence[Block] = HANDBOOK) -> list[Block]:
    """The blocks with some words put in place of others wherever they stand."""
    return [replace(block, text=block.text.replace(old, new)) for block in blocks]


def report(new: Sequence[Block], old: Sequence[Block] = HANDBOOK, **told: str) -> ChangeReport:
    """The report on two editions called 2024 and 2025; other arguments are fields of their metadata."""
    metadata = Metadata(**told)
    return report_of(
        Edition(old, "Harbour handbook 2024", "2024", metadata, ("", "1", "2")),
        Edition(new, "Harbour handbook 2025", "2025", metadata),
    )


def only(new: Sequence[Block], old: Sequence[Block] = HANDBOOK, **told: str) -> Change:
    """The one change between two editions."""
    (change,) = report(new, old, **told).changes
    return change


def marks(change: Change) -> list[tuple[str, str, str]]:
    """Its marks as plain words."""
    return [(one.kind.value, one.old, one.new) for one in change.marks]
