"""Which documents a question is answered from: by nation, audience, kind, day and edition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.documents import GuidanceDocument, State
from ingest.editions import with_standing, work_of
from ingest.vocabulary import NATIONS


@dataclass(frozen=True, slots=True)
class Scope:
    """A choice of documents; a nation, an audience or a sector that is not known leaves none out.

    Attributes:
        nation: one nation; documents of it, or of nations that it is among. "" is all.
        audience: children or adults; documents on these or on both. "" is all.
        sector: documents that those of one sector work to, or of several agencies. "" is all.
        kinds: kinds of document; none is all.
        as_at: the day on which they must have applied, for looking back at a case; None is today.
        superseded: whether editions that others held have replaced are searched too.
        documents: ids of documents; none is all. Those named are searched whatever their standing.
    """

    nation: str = ""
    audience: str = ""
    sector: str = ""
    kinds: tuple[str, ...] = ()
    as_at: date | None = None
    superseded: bool = False
    documents: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day that is asked about."""
        return self.as_at or date.today()

    def choose(self, held: Iterable[GuidanceDocument]) -> list[GuidanceDocument]:
        """The documents to search, each with its standing on the day."""
        standing = with_standing(held, self.day)
        in_force = {work_of(one) for one in standing if one.standing.state is State.IN_FORCE}
        return [one for one in standing if self._has(one) and self._applies(one, work_of(one) in in_force)]

    def _has(self, document: GuidanceDocument) -> bool:
        told = document.metadata
        covered = NATIONS[told.nation][1] if told.nation in NATIONS else {self.nation}
        return (
            (not self.nation or self.nation in covered)
            and (not self.audience or told.audience in (self.audience, "both", ""))
            and (not self.sector or told.sector in (self.sector, "multi-agency", ""))
            and (not self.kinds or told.kind in self.kinds)
            and (not self.documents or document.id in self.documents)
        )

    def _applies(self, document: GuidanceDocument, edition_in_force: bool) -> bool:
        """Whether the document applied on the day; a newer edition that is not held leaves it in, and one
        that is held before it applies is left in only where it is all there is."""
        if self.superseded or self.documents:
            return True
        state = document.standing.state
        if state is State.FORTHCOMING:
            return self.as_at is None and not edition_in_force
        return not (state is State.SUPERSEDED and document.standing.by_id)

    def as_dict(self) -> dict[str, Any]:
        """The scope as plain values for JSON; see docs/json.md."""
        return {
            "nation": self.nation,
            "audience": self.audience,
            "sector": self.sector,
            "kinds": list(self.kinds),
            "as_at": self.day.isoformat(),
            "superseded": self.superseded,
            "documents": list(self.documents),
        }


EVERYTHING = Scope(superseded=True)
"""Every edition that is held."""
