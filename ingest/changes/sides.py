"""A text of a change with its words and the facts in it."""

from bisect import bisect_right
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
        references = list(self.references.values())
        found = [Fact(MarkKind.REFERENCE, one.text, one.start, one.end) for one in references]
        found += [
            fact
            for fact in facts_of(self.text)
            if not any(one.start < fact.end and fact.start < one.end for one in references)
        ]
        return [(fact, self._span(fact)) for fact in sorted(found, key=lambda fact: fact.start)]

    def _span(self, fact: Fact) -> Span:
        inside = [at for at, word in enumerate(self.words) if word.start < fact.end and fact.start < word.end]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def sentence(self, at: int) -> Span:
        """The words of the sentence that a word stands in, half-open."""
        start, end = at, at + 1
        while start > 0 and not self.words[start].opens:
            start -= 1
        while end < len(self.words) and not self.words[end].opens:
            end += 1
        return start, end
