"""What changed from one edition of a document to the next: found, marked, ordered by importance, rendered.

    blocks ──matching──▶ groups ──wording, marking──▶ differences ──noise, ranking──▶ changes ──▶ ChangeReport

``matching`` aligns units (``alignment``, ``likeness``, ``chains``), puts together what was split or joined
(``groups``) and what is told as one (``bundles``). ``marking`` finds the ``facts`` that changed words touch.
``text``, ``markdown`` and ``page`` render a report, in the words of ``headlines`` and ``telling``.
"""

from ingest.changes.comparing import compare, report_of
from ingest.changes.report import ChangeReport
from ingest.changes.telling import summary
from ingest.changes.values import (
    Change,
    ChangeKind,
    Edition,
    Mark,
    MarkKind,
    Noise,
    Piece,
    Place,
    Rank,
)

__all__ = [
    "Change",
    "ChangeKind",
    "ChangeReport",
    "Edition",
    "Mark",
    "MarkKind",
    "Noise",
    "Piece",
    "Place",
    "Rank",
    "compare",
    "report_of",
    "summary",
]
