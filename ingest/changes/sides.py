"""A text of a change with its words and the facts in it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from ingest.changes.facts import Fact, facts_of
from ingest.changes.references import Reference, references_in
from ingest.changes.values import MarkKind
from ingest.changes.words import Word, words_of

Span = tuple[int, int]


@dataclass(frozen=True)
class Side:
    """One of the two texts of a change.

    Attributes:
        text: itself.
        law: whether its numbers mean sections.
    """

    text: str
    law: bool = False

    @cached_property
    def words(self) -> list[Word]:
        """Its words, each cross-reference as one."""
        at = sorted(self.references)
        found: list[Word] = []
        for word in words_of(self.text):
            inside = bisect_right(at, word.start) - 1
            reference = self.references[at[inside]] if inside >= 0 else None
            if reference is None or word.start >= reference.end:
                found.append(word)
            elif word.start == reference.start:
                found.append(Word(reference.key, reference.start, reference.end, word.opens))
        return found

    @cached_property
    def references(self) -> dict[int, Reference]:
        """Its cross-references, by where they start."""
        return {one.start: one for one in references_in(self.text, law=self.law)}

    @cached_property
    def facts(self) -> list[tuple[Fact, Span]]:
        """Its facts, each with the words it stands in, half-open; cross-references among them."""
        references = [
            Fact(MarkKind.REFERENCE, one.text, one.start, one.end) for one in self.references.values()
        ]
        within = bytearray(len(self.text))
        for one in references:
            within[one.start : one.end] = b"\1" * (one.end - one.start)
        others = [fact for fact in facts_of(self.text) if not any(within[fact.start : fact.end])]
        found = sorted([*references, *others], key=lambda fact: fact.start)
        starts, ends = [word.start for word in self.words], [word.end for word in self.words]
        return [(fact, (bisect_right(ends, fact.start), bisect_left(starts, fact.end))) for fact in found]

    @cached_property
    def fact_at(self) -> dict[int, tuple[Fact, Span]]:
        """The fact that each word stands in."""
        return {at: (fact, span) for fact, span in self.facts for at in range(*span)}

    def sentence(self, at: int) -> Span:
        """The words of the sentence that a word stands in, half-open."""
        index = bisect_right(self._sentences, at)
        ends = [*self._sentences[index : index + 1], len(self.words)]
        return (self._sentences[index - 1] if index else 0), ends[0]

    @cached_property
    def _sentences(self) -> list[int]:
        return [at for at, word in enumerate(self.words) if word.opens]
