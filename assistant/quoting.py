"""Passages to a quoted answer: the sentences that answer, verbatim, with what they cannot stand without.

A list item goes with the sentence that leads into it (a nested one also with the item above it), a lead-in
with its list, a part of a table row with the names of the row and column, and a sentence that opens by
pointing back ("It should do so within…") with the one before. What is left out is never inside a quote.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from assistant.answers import Citation, Statement
from assistant.asked import MEASURED, TIMESCALE, Asks, decisive, looks_like_answer
from assistant.ranking import Query, Scores, standardised
from assistant.retrieval import Found
from assistant.words import stems
from ingest.documents import Passage, Role
from ingest.passages import strength_of

MOST_STATEMENTS = 6
"""In an answer, what stands behind "more from the guidance" included."""
MOST_WORDS = 120
"""Of what stands before that: half a minute's reading, at the 238 words a minute of M. Brysbaert (2019), How
many words do we read per minute?, Journal of Memory and Language 109."""
MOST_FROM_ONE_PASSAGE = 3
LONGEST = 900
"""Characters of a list that is still quoted whole."""
SHORT_LIST = 500
"""Characters of a list of which even one item brings the whole."""
WORTH = 2.4
"""How far below the best sentence's score another may be and still be quoted."""
MOST_BEFORE = 2
"""Sentences that are put before one that points back."""
LONGEST_NUMBER = 8
TELLING = 30
"""Characters from which a sentence is known again inside a longer quote."""

_START = re.compile(r" (?:of|from|after|following|since|before)\b[^.,;:]*", re.IGNORECASE)
"""What a time is counted from, after it."""
_STARTS = re.compile(r"\b(?:of|from|after|following|since|before|once)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"(?:It|They|This|That|These|Those|Such|He|She|Here|However|But|Where this|If so|Both|Each|In addition"
    r"|In (?:such|this|these|that))\b"
)


_LEAST_OF_COSINES, _LEAST_OF_SCORES = 0.05, 0.5
"""Deviations below the usual: of two sentences that say the same, one is not far better."""


_UNREAD = np.array([0.3, 0.2])
"""Of likeness and coverage, which stand in for what was read where nothing was."""


class SentenceWeights(NamedTuple):
    """One weight for each signal of a sentence, in the order of the columns of ``sentence_signals``."""

    likeness: float = 0.6
    coverage: float = 0.4
    passage: float = 0.4
    reading: float = 2.0
    timescale: float = 1.5
    looks: float = 0.65
    footnote: float = -0.8
    lead_in: float = -0.5
    list_lead_in: float = 0.9
    section: float = 0.5
    start: float = -3.0


SENTENCE_WEIGHTS = SentenceWeights()


@dataclass(frozen=True, slots=True)
class _Unit:
    """Sentences of one passage to be quoted together, by their places in it, with the best's score.

    ``picked`` says that they are a lead-in with some items of a list too long to be quoted whole.
    """

    passage: int
    places: tuple[int, ...]
    score: float
    picked: bool = False

    def overlaps(self, other: "_Unit") -> bool:
        return self.passage == other.passage and not set(self.places).isdisjoint(other.places)

    def shares_lead_in(self, other: "_Unit") -> bool:
        """Whether both are items picked from one long list."""
        same_list = self.picked and other.picked and self.places[0] == other.places[0]
        return same_list and self.passage == other.passage

    def with_items(self, other: "_Unit") -> "_Unit":
        """This unit with the other's items added in their place in the list."""
        return replace(self, places=tuple(sorted({*self.places, *other.places})))


@dataclass(frozen=True, slots=True)
class Quoted:
    """The statements of a quoted answer.

    Attributes:
        first: what is read at once: the best first, those of one document together.
        more: what is on the same subject and may be asked for.
    """

    first: tuple[Statement, ...] = ()
    more: tuple[Statement, ...] = ()

    @property
    def every(self) -> tuple[Statement, ...]:
        """All statements, those that are read at once first."""
        return (*self.first, *self.more)

    def bringing(self, cited: Sequence[Citation]) -> "Quoted":
        """The same with the statements in which these citations lie among those that are read at once."""
        wanted = [
            one
            for one in self.more
            if any(
                c.passage.id == own.passage.id and own.start <= c.start < own.end
                for c in cited
                for own in one.citations
            )
        ]
        return Quoted((*self.first, *wanted), tuple(one for one in self.more if one not in wanted))


NOTHING = Quoted()


def quoted(query: Query, found: Sequence[Found], already: frozenset[str] = frozenset()) -> Quoted:
    """The sentences that answer a question, from the passages found for it.

    Args:
        query: the question as matched.
        found: the passages to quote from, best first.
        already: quotes that the asker has just been given, which are not given again.
    """
    chosen = _chosen(query, found, already)
    count = _within(MOST_WORDS, [_words(unit, found) for unit in chosen])
    numbers: dict[int, int] = {}
    return Quoted(
        tuple(_statements(query.asks, chosen[:count], found, numbers)),
        tuple(_statements(query.asks, chosen[count:], found, numbers)),
    )


def _chosen(query: Query, found: Sequence[Found], already: frozenset[str]) -> list[_Unit]:
    """What is worth quoting, best first."""
    chosen: list[_Unit] = []
    for unit in _best_first(query, found, already):
        if chosen and unit.score < chosen[0].score - WORTH:
            break
        same_list = next((place for place, one in enumerate(chosen) if one.shares_lead_in(unit)), None)
        if same_list is not None:
            chosen[same_list] = chosen[same_list].with_items(unit)
        elif _adds(unit, chosen, found):
            chosen.append(unit)
        if len(chosen) == MOST_STATEMENTS:
            break
    return chosen


def _within(most: int, words: Sequence[int]) -> int:
    """How many of the first stay together within so many words; at least one."""
    together = list(accumulate(words))
    return max(1, sum(one <= most for one in together)) if words else 0


def _words(unit: _Unit, found: Sequence[Found]) -> int:
    passage = found[unit.passage].hit.passage
    return sum(len(passage.text[start:end].split()) for start, end in _spans(passage, unit.places))


def _adds(unit: _Unit, chosen: Sequence[_Unit], found: Sequence[Found]) -> bool:
    """Whether a unit says something that the chosen ones do not, and does not crowd out other passages."""
    if sum(one.passage == unit.passage for one in chosen) == MOST_FROM_ONE_PASSAGE:
        return False
    words = _plain(unit, found)
    return not any(unit.overlaps(one) or words in _plain(one, found) for one in chosen)


def _plain(unit: _Unit, found: Sequence[Found]) -> str:
    """A unit's letters and digits, by which the same sentence is known in two documents."""
    passage = found[unit.passage].hit.passage
    return re.sub(r"\W+", "", "".join(passage.text[a:b] for a, b in _spans(passage, unit.places))).casefold()


def _best_first(query: Query, found: Sequence[Found], already: frozenset[str]) -> list[_Unit]:
    places = [(p, s) for p, one in enumerate(found) for s in range(len(one.hit.passage.sentences))]
    scores = sentence_scores(query, found)
    ranked = sorted(zip(scores, places, strict=True), key=lambda pair: -pair[0])
    return [
        _unit(found[p].hit.passage, p, s, float(score))
        for score, (p, s) in ranked
        if not _heard(found[p].candidate.sentence_text(s), already)
    ]


def _heard(sentence: str, already: frozenset[str]) -> bool:
    return any(sentence == quote or (len(sentence) > TELLING and sentence in quote) for quote in already)


def sentence_scores(query: Query, found: Sequence[Found]) -> Scores:
    """How well each sentence of the passages answers, all sentences in one row, in order."""
    if not any(one.hit.passage.sentences for one in found):
        return np.zeros(0)
    scores: Scores = sentence_signals(query, found) @ np.array(SENTENCE_WEIGHTS)
    return scores


def sentence_signals(query: Query, found: Sequence[Found]) -> Scores:
    """The signals of each sentence, shape (sentences, signals), in the order of ``SentenceWeights``."""
    counts = [len(one.hit.passage.sentences) for one in found]
    likeness = np.concatenate([one.candidate.sentences for one in found])
    coverage = np.concatenate([one.candidate.coverage for one in found])
    passage = np.concatenate([np.full(n, one.hit.score) for n, one in zip(counts, found, strict=True)])
    traits = np.array(
        [_traits(query, one, place) for one in found for place in range(len(one.hit.passage.sentences))]
    )
    alike = [
        standardised(likeness, _LEAST_OF_COSINES),
        standardised(coverage, _LEAST_OF_COSINES),
        standardised(passage, _LEAST_OF_SCORES),
    ]
    chances = _chances(found, counts)
    reading = _UNREAD @ np.array(alike[:2]) if chances is None else standardised(chances, _LEAST_OF_SCORES)
    return np.column_stack([*alike, reading, *traits.T])


def _chances(found: Sequence[Found], counts: Sequence[int]) -> Scores | None:
    """What was made of each sentence where passages were read; what was not worth reading is no better than
    the least of those. None where none was."""
    read = [one.reading.chances() if one.reading else None for one in found]
    least = min((float(some.min()) for some in read if some is not None and len(some)), default=None)
    if least is None:
        return None
    filled = [np.full(n, least) if some is None else some for n, some in zip(counts, read, strict=True)]
    return np.concatenate(filled)


def _traits(query: Query, found: Found, index: int) -> tuple[float, ...]:
    sentence, text = found.hit.passage.sentences[index], found.candidate.sentence_text(index)
    fits = looks_like_answer(query.asks, text)
    words = " ".join((*found.hit.passage.heading_path, text))
    return (
        float(fits and query.asks in MEASURED),
        float(fits and query.asks not in MEASURED),
        float(sentence.role is Role.FOOTNOTE),
        float(sentence.role is Role.LEAD_IN),
        float(sentence.role is Role.LEAD_IN and query.asks is Asks.LIST),
        float(query.same_section(words)),
        _asked_of_start(query, text),
    )


def _asked_of_start(query: Query, text: str) -> float:
    """How much of the question's words in a sentence, 0 to 1, only say what a time is counted from.

    "Within 10 days of the conference" says nothing of how soon a conference is held; but where the question
    itself says from when, it may be just what is asked.
    """
    if query.asks not in (Asks.HOW_SOON, Asks.WHEN) or _STARTS.search(query.text):
        return 0.0
    starts = [match for time in TIMESCALE.finditer(text) if (match := _START.match(text, time.end()))]
    covered = query.coverage(stems(text))
    if not starts or not covered:
        return 0.0
    ends, begins = [0, *(one.end() for one in starts)], [*(one.start() for one in starts), len(text)]
    rest = " ".join(text[end:begin] for end, begin in zip(ends, begins, strict=True))
    return 1 - query.coverage(stems(rest)) / covered


def _unit(passage: Passage, place: int, index: int, score: float) -> _Unit:
    """The sentence at an index with what it cannot stand without."""
    above = _above(passage, index)
    if passage.sentences[index].role is Role.LEAD_IN:
        places = _opening(passage, (*above, *_list(passage, index)))
        return _Unit(place, places, score, picked=bool(above))
    for outer, lead in enumerate(above):  # the outermost list that is short enough is quoted whole
        whole = _list(passage, lead)
        if index in whole and _length(passage, whole) <= SHORT_LIST:
            return _Unit(place, _opening(passage, (*above[:outer], *whole)), score, picked=outer > 0)
    if above:
        return _Unit(place, _opening(passage, (*above, index)), score, picked=True)
    places = _opening(passage, (index,))
    if _goes_on(passage, places):
        places = (*places, places[-1] + 1)
    return _Unit(place, places, score)


def _above(passage: Passage, index: int) -> tuple[int, ...]:
    """The places of what an item hangs from, outermost first: the sentence that leads into its list, and
    for a nested list the item above it. What stands in an earlier passage is not among them."""
    places: list[int] = []
    level = passage.sentences[index].level
    for place in range(index - 1, -1, -1):
        sentence = passage.sentences[place]
        if sentence.role is Role.FOOTNOTE or sentence.level >= level:
            continue
        if not sentence.level and sentence.role is not Role.LEAD_IN:
            break
        places.insert(0, place)
        level = sentence.level
    return tuple(places)


def _opening(passage: Passage, places: tuple[int, ...]) -> tuple[int, ...]:
    """The places with the sentences before them that the first one points back to."""
    for _ in range(MOST_BEFORE):
        if not _needs_the_one_before(passage, places[0]):
            break
        places = (_before(passage, places[0]), *places)
    return places


def _goes_on(passage: Passage, places: Sequence[int]) -> bool:
    """Whether the next sentence on the line points back to the last of these, and they stay short with it."""
    after = places[-1] + 1
    if after == len(passage.sentences) or not _follows_on_its_line(passage, after):
        return False
    return _needs_the_one_before(passage, after) and _length(passage, [places[0], after]) <= SHORT_LIST


def _needs_the_one_before(passage: Passage, index: int) -> bool:
    """Whether a sentence opens by pointing back to one that stands before it in prose or in its own item."""
    before = _before(passage, index)
    if before < 0 or not _POINTS_BACK.match(passage.text[passage.sentences[index].start :]):
        return False
    return passage.sentences[before].role is Role.SENTENCE or _follows_on_its_line(passage, index)


def _before(passage: Passage, index: int) -> int:
    """The place of the sentence before one, footnotes left out; -1 if there is none."""
    places = range(index - 1, -1, -1)
    return next((place for place in places if passage.sentences[place].role is not Role.FOOTNOTE), -1)


def _follows_on_its_line(passage: Passage, index: int) -> bool:
    """Whether a sentence stands in the same paragraph or item as the one before it."""
    before, sentence = passage.sentences[index - 1], passage.sentences[index]
    return "\n" not in passage.text[before.end : sentence.start]


def _list(passage: Passage, lead: int) -> list[int]:
    """The places of a lead-in and its items, as many as are still quoted whole; footnotes left out."""
    places = [lead]
    for index in range(lead + 1, len(passage.sentences)):
        sentence = passage.sentences[index]
        if sentence.role is Role.FOOTNOTE:
            continue
        if sentence.level <= passage.sentences[lead].level or _length(passage, [lead, index]) > LONGEST:
            break
        places.append(index)
    return places


def _length(passage: Passage, places: Sequence[int]) -> int:
    return passage.sentences[places[-1]].end - passage.sentences[places[0]].start


def _spans(passage: Passage, places: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of the passage that some sentences make, an item with its printed number."""
    spans: list[tuple[int, int]] = []
    for index, place in enumerate(places):
        sentence = passage.sentences[place]
        if index and places[index - 1] == place - 1:
            spans[-1] = (spans[-1][0], sentence.end)
        else:
            spans.append((sentence.start - len(_printed_number(passage, place)), sentence.end))
    return spans


def _printed_number(passage: Passage, place: int) -> str:
    """What is printed before an item on its line ("(a) "), a bullet left out."""
    sentence = passage.sentences[place]
    before = passage.text[passage.text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    numbered = sentence.level > 0 and len(before) <= LONGEST_NUMBER and "•" not in before
    return before if numbered else ""


def _statements(
    asks: Asks, units: Sequence[_Unit], found: Sequence[Found], numbers: dict[int, int]
) -> Iterator[Statement]:
    """Statements from units: documents in the order of their best unit, passages numbered as they come.

    ``numbers`` has those that passages have already, and is added to.
    """
    documents = list(dict.fromkeys(found[unit.passage].hit.document.id for unit in units))
    ordered = sorted(units, key=lambda unit: documents.index(found[unit.passage].hit.document.id))
    for unit in ordered:
        number = numbers.setdefault(unit.passage, len(numbers) + 1)
        hit = found[unit.passage].hit
        spans = _spans(hit.passage, unit.places)
        citations = tuple(Citation(number, hit.passage, hit.document, start, end) for start, end in spans)
        text = _text(hit.passage, unit, citations)
        yield Statement(text, citations, strength_of(text), decisive(asks, text))


def _text(passage: Passage, unit: _Unit, citations: Sequence[Citation]) -> str:
    """The quotes as they are read; an item cut off from its lead-in by a passage's end is given it."""
    quotes = [citation.quote for citation in citations]
    carried = _carried(passage, unit.places[0])
    if carried and passage.sentences[unit.places[0]].role is Role.ROW:
        return f"{carried[0]} {quotes[0]}"
    listed = [_level_at(passage, citation.end) > 0 for citation in citations[1:]]
    others = (f"\n{'• ' if item else ''}{quote}" for item, quote in zip(listed, quotes[1:], strict=True))
    return "\n• ".join((*carried, quotes[0])) + "".join(others)


def _level_at(passage: Passage, end: int) -> int:
    """How deep the sentence that ends at a place of the passage stands in a list."""
    return next(sentence.level for sentence in passage.sentences if sentence.end == end)


def _carried(passage: Passage, index: int) -> Sequence[str]:
    """What a passage that begins inside a list or a table row carries for the sentence at an index: the
    sentences that it hangs from, outermost first; for a row, the names of the row and the column."""
    before = [one for one in passage.sentences[: index + 1] if one.role is not Role.FOOTNOTE]
    if not passage.lead_in or not before:
        return ()
    if before[0].role is Role.ROW:
        return (passage.lead_in,) if len(before) == 1 else ()
    if not all(one.level for one in before):
        return ()
    lines = passage.lead_in.split("\n")
    return lines[: max(len(lines) - (before[0].level - before[-1].level), 0)]
