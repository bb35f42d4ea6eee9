"""The passages that an export cites, each with one number in the whole of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from assistant.answers import Citation, locator, standing_remark
from assistant.exporting import words
from assistant.exporting.outline import Reference
from assistant.exporting.text import lines, on_one_line
from assistant.web.passages import provenance, safe_url
from ingest.dates import day_in_words
from ingest.documents import GuidanceDocument, Passage, State
from ingest.vocabulary import KINDS, NATIONS


@dataclass(slots=True)
class Cited:
    """What has been cited so far, and by which numbers.

    Attributes:
        known: ids of passages to the number of each.
        day: the day that the answer being read is about.
    """

    known: dict[str, int] = field(default_factory=dict)
    day: date = date.min
    _places: dict[int, list[Citation]] = field(default_factory=dict)
    _standings: dict[int, dict[str, None]] = field(default_factory=dict)

    def asked_about(self, day: date) -> None:
        """From here on an answer about this day is read."""
        self.day = day

    def numbers(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """The numbers of what is cited, each once; a passage that has none is given the next."""
        found: dict[int, None] = {}
        for citation in citations:
            number = citation.numbered_by(self.known).number
            self._places.setdefault(number, []).append(citation)
            self._standings.setdefault(number, {})[_standing(citation.document, self.day)] = None
            found[number] = None
        return tuple(found)

    def references(self) -> tuple[Reference, ...]:
        """A reference for each number that was used, in order."""
        return tuple(self._reference(number) for number in sorted(self._places))

    def _reference(self, number: int) -> Reference:
        citations = self._places[number]
        passage, document = citations[0].passage, citations[0].document
        spans = sorted({(citation.start, citation.end) for citation in citations})
        details = (
            ", ".join(locator(passage, document, spans)),
            _kind(document),
            "; ".join(filter(None, self._standings[number])),
            _reading(passage),
            provenance(document),
        )
        return Reference(
            number,
            on_one_line(document.name),
            tuple(on_one_line(line) for line in details if line),
            safe_url(document.metadata.source_url),
            (*lines(passage.lead_in), *lines(passage.text)),
        )


def _kind(document: GuidanceDocument) -> str:
    """What a document is and where it applies: "Statutory guidance, England"."""
    told = document.metadata
    nation = NATIONS[told.nation][0] if told.nation in NATIONS else told.nation.capitalize()
    return ", ".join(part for part in (KINDS.get(told.kind, told.kind.capitalize()), nation) if part)


def _standing(document: GuidanceDocument, day: date) -> str:
    """How a document stood on the day that was asked about; "" where nobody asked."""
    if document.standing.state is State.IN_FORCE:
        return words.IN_FORCE.format(day=day_in_words(day.isoformat()))
    return standing_remark(document)


def _reading(passage: Passage) -> str:
    """What a reader must know of the passage itself."""
    told = (words.NOT_YET if passage.prospective else "", words.OCR if passage.ocr else "")
    return "; ".join(part for part in told if part)
