"""Passages to a quoted answer: the sentences that answer, verbatim, with what they cannot stand without.

A list item goes with the sentence that leads into it, a lead-in with its list, and a sentence that opens
by pointing back ("It should do so within…") with the one before. What is left out is never inside a quote.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answers import Citation, Statement
from assistant.ranking import TIMESCALE, Query, Scores, standardised
from assistant.retrieval import Found
from ingest.documents import Passage, Role

MOST_STATEMENTS = 4
MOST_FROM_ONE_PASSAGE = 2
LONGEST = 900
"""Characters of a list that is still quoted whole."""
SHORT_LIST = 500
"""Characters of a list of which even one item brings the whole."""
WORTH = 1.6
"""How far below the best sentence's score another may be and still be quoted."""
_POINTS_BACK = re.compile(
    r"(?:It|They|This|That|These|Those|Such|He|She|Here|However|But|Where this|If so|Both|Each"
    r"|In (?:such|this|these|that))\b"
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Sentences of one passage to be quoted together, as the spans they make, with the best's score."""

    passage: int
    first: int
    last: int
    spans: tuple[tuple[int, int], ...]
    score: float

    def overlaps(self, other: "_Unit") -> bool:
        return self.passage == other.passage and self.first <= other.last and other.first <= self.last

    def shares_lead_in(self, other: "_Unit") -> bool:
        """Whether both are items picked from one long list."""
        picked = len(self.spans) > 1 and len(other.spans) > 1
        return picked and self.passage == other.passage and self.spans[0] == other.spans[0]

    def with_item(self, other: "_Unit") -> "_Unit":
        """This unit with the other's item added in its place in the list."""
        return replace(self, spans=(self.spans[0], *sorted({*self.spans[1:], *other.spans[1:]})))


def quoted_statements(
    query: Query, found: Sequence[Found], already: frozenset[str] = frozenset()
) -> tuple[Statement, ...]:
    """The statements of a quoted answer: the best first, those of one document together.

    Args:
        query: the question as matched.
        found: the passages to quote from, best first.
        already: quotes that the asker has just been given, which are not given again.
    """
    chosen: list[_Unit] = []
    for unit in _best_first(query, found, already):
        if chosen and unit.score < chosen[0].score - WORTH:
            break
        same_list = next((place for place, one in enumerate(chosen) if one.shares_lead_in(unit)), None)
        if same_list is not None:
            chosen[same_list] = chosen[same_list].with_item(unit)
        elif _adds(unit, chosen, found):
            chosen.append(unit)
        if len(chosen) == MOST_STATEMENTS:
            break
    return tuple(_statements(chosen, found))


def _adds(unit: _Unit, chosen: Sequence[_Unit], found: Sequence[Found]) -> bool:
    """Whether a unit says something that the chosen ones do not, and does not crowd out other passages."""
    if sum(one.passage == unit.passage for one in chosen) == MOST_FROM_ONE_PASSAGE:
        return False
    words = _plain(unit, found)
    return not any(unit.overlaps(one) or words in _plain(one, found) for one in chosen)


def _plain(unit: _Unit, found: Sequence[Found]) -> str:
    """A unit's letters and digits, by which the same sentence is known in two documents."""
    text = found[unit.passage].hit.passage.text
    return re.sub(r"\W+", "", "".join(text[start:end] for start, end in unit.spans)).casefold()


def _best_first(query: Query, found: Sequence[Found], already: frozenset[str]) -> list[_Unit]:
    places = [(p, s) for p, one in enumerate(found) for s in range(len(one.hit.passage.sentences))]
    scores = sentence_scores(query, found)
    ranked = sorted(zip(scores, places, strict=True), key=lambda pair: -pair[0])
    return [
        _unit(found[p].hit.passage, p, s, float(score))
        for score, (p, s) in ranked
        if not any(found[p].candidate.sentence_text(s) in quote for quote in already)
    ]


def sentence_scores(query: Query, found: Sequence[Found]) -> Scores:
    """How well each sentence of the passages answers, all sentences in one row, in order."""
    if not any(one.hit.passage.sentences for one in found):
        return np.zeros(0)
    likeness = np.concatenate([one.candidate.sentences for one in found])
    coverage = np.concatenate([one.candidate.coverage for one in found])
    passage = np.concatenate([np.full(len(one.candidate.sentences), one.hit.score) for one in found])
    traits = np.array([_trait(query, one, s) for one in found for s in range(len(one.candidate.sentences))])
    scores: Scores = (
        1.2 * standardised(likeness) + 0.4 * standardised(coverage) + 0.25 * standardised(passage) + traits
    )
    return scores


def _trait(query: Query, found: Found, index: int) -> float:
    role = found.hit.passage.sentences[index].role
    states_when = query.asks_when and bool(TIMESCALE.search(found.candidate.sentence_text(index)))
    return 1.0 * states_when - 0.5 * (role is Role.FOOTNOTE)


def _unit(passage: Passage, place: int, index: int, score: float) -> _Unit:
    """The sentence at an index with what it cannot stand without."""
    sentences = passage.sentences
    first = last = index
    if sentences[index].role is Role.LEAD_IN:
        last = _list_end(passage, index)
    elif sentences[index].role is Role.ITEM:
        lead = _lead_in(passage, index)
        if lead is not None:
            end = _list_end(passage, lead)
            if sentences[end].end - sentences[lead].start <= SHORT_LIST:
                first, last = lead, end
            else:
                spans = (_span(passage, lead, lead), _span(passage, index, index))
                return _Unit(place, index, index, spans, score)
    elif index and _POINTS_BACK.match(passage.text[sentences[index].start :]):
        first -= sentences[index - 1].role is Role.SENTENCE
    return _Unit(place, first, last, (_span(passage, first, last),), score)


def _span(passage: Passage, first: int, last: int) -> tuple[int, int]:
    return passage.sentences[first].start, passage.sentences[last].end


def _lead_in(passage: Passage, item: int) -> int | None:
    """The index of the sentence that leads into an item's list, if it stands in the passage."""
    for index in range(item - 1, -1, -1):
        if passage.sentences[index].role is Role.LEAD_IN:
            return index
        if passage.sentences[index].role is not Role.ITEM:
            return None
    return None


def _list_end(passage: Passage, lead: int) -> int:
    """The index of the last item of a list that is still to be quoted with its lead-in."""
    last = lead
    for index in range(lead + 1, len(passage.sentences)):
        too_long = passage.sentences[index].end - passage.sentences[lead].start > LONGEST
        if passage.sentences[index].role not in (Role.ITEM, Role.LEAD_IN) or too_long:
            break
        last = index
    return last


def _statements(units: Sequence[_Unit], found: Sequence[Found]) -> Iterator[Statement]:
    """Statements from units: documents in the order of their best unit, passages numbered as they come."""
    documents = list(dict.fromkeys(found[unit.passage].hit.document.id for unit in units))
    ordered = sorted(units, key=lambda unit: documents.index(found[unit.passage].hit.document.id))
    numbers: dict[int, int] = {}
    for unit in ordered:
        number = numbers.setdefault(unit.passage, len(numbers) + 1)
        hit = found[unit.passage].hit
        citations = tuple(
            Citation(number, hit.passage, hit.document, start, end) for start, end in unit.spans
        )
        yield Statement(_text(hit.passage, unit, citations), citations)


def _text(passage: Passage, unit: _Unit, citations: Sequence[Citation]) -> str:
    """The quotes as they are read; an item cut off from its lead-in by a passage's end is given it."""
    quotes = [citation.quote for citation in citations]
    begins_in_list = passage.sentences[unit.first].role is Role.ITEM and _lead_in(passage, unit.first) is None
    if passage.lead_in and begins_in_list:
        quotes.insert(0, passage.lead_in)
    return "\n• ".join(quotes)
