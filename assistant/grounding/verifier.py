"""Is a statement supported by the passages it cites? The check on every sentence before it is shown.

    statement ──align──▶ sentences it rests on ──checks──▶ differences
                                   └──────────measures──▶ probability ──▶ verdict

One difference in a fact is enough: numbers, times, ages, dates, sections, people and bodies, nations, whether
and how strongly, conditions and exceptions, and whatever was changed in a quotation. Where no fact differs, a
logistic model says how likely it is that the passages say so, or a judge that is named in its place.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import Hit
from assistant.grounding import alteration, denials, duties, limits, people, quantities
from assistant.grounding.alignment import align
from assistant.grounding.calibration import SUPPORTED, UNSUPPORTED, probability
from assistant.grounding.evidence import Evidence
from assistant.grounding.judges import Judge, judged, shown
from assistant.grounding.likeness import Likeness
from assistant.grounding.measures import Measures, measures
from assistant.grounding.source import Source, evidence, of_passage
from assistant.grounding.text import Text, read
from assistant.grounding.verdict import Aligned, Difference, Support, Verdict
from ingest.embedding import Embedder

Check = Callable[[Text, Evidence], Iterator[Difference]]
OF_QUOTATIONS: tuple[Check, ...] = (quantities.check, limits.check, alteration.check)
OF_RESTATEMENTS: tuple[Check, ...] = (
    quantities.check,
    duties.check,
    denials.check,
    people.check,
    limits.check,
)
"""Each gives the facts that a statement has otherwise than its source, the plainest first. Whoever quotes is
held to every word; whoever says it in other words, to the facts."""
LONGEST = 400
"""Words of a statement; what is longer is no sentence, and is not supported."""
NOTHING = Verdict(Support.NOT, 0.0)


@dataclass(frozen=True, slots=True)
class Examined:
    """What is found out of a statement before it is judged.

    Attributes:
        claim: the statement as it was read.
        source: the sentences that it rests on.
        differences: facts that are not as in the sources.
        measures: what its probability goes by.
        missing: words that nothing in the aligned sentences stands for.
        aligned: the sentences that it rests on.
    """

    claim: str
    source: Evidence
    differences: tuple[Difference, ...]
    measures: Measures
    missing: tuple[str, ...]
    aligned: tuple[Aligned, ...]


class Verifier:
    """Verifies statements with the rules of this package.

    Args:
        embedder: tells words that mean the same; that of the library.
        judge: says how likely it is that sources support a statement, in the place of the calibrated
            measures. Facts that differ decide in any case, and where some do it is not asked.
    """

    def __init__(self, embedder: Embedder, judge: Judge | None = None) -> None:
        self._likeness = Likeness(embedder)
        self._judge = judge

    def verify(self, statement: str, sources: Sequence[Source]) -> Verdict:
        """Whether the sources, taken together, support a statement.

        Args:
            statement: one sentence, without citation marks.
            sources: what it cites.
        """
        found = self.examine(statement, sources)
        if found is None:
            return NOTHING
        if self._judge is None or found.differences:
            likely = probability(found.measures)
        else:
            likely = judged(self._judge, found.claim, shown(sources, found.source))
        support = _support(likely, found.differences)
        return Verdict(support, likely, found.differences, found.missing, found.aligned)

    def __call__(self, statement: str, hits: Sequence[Hit]) -> Verdict:
        """The same of passages that were found."""
        return self.verify(statement, [of_passage(hit.passage, hit.document) for hit in hits])

    def examine(self, statement: str, sources: Sequence[Source]) -> Examined | None:
        """What is found out of a statement; None where it says nothing, never ends, or there is nothing to
        hold it against."""
        claim = read(" ".join(statement.split()))
        sentences = [one for source in sources for one in source.sentences]
        if not claim.telling or not sentences or len(claim.words) > LONGEST:
            return None
        bare = [one for source in sources for one in source.bare]
        aligned = align(claim, sentences, self._likeness, bare)
        source = evidence(sources, aligned.whole, aligned.taken_up)
        if alteration.quoted(claim, source) < alteration.ALONE:
            source = evidence(sources, aligned.places, aligned.taken_up)
        is_quotation = alteration.quoted(claim, source) >= alteration.QUOTED
        checks = OF_QUOTATIONS if is_quotation else OF_RESTATEMENTS
        words = zip(claim.telling, aligned.present, strict=True)
        return Examined(
            claim.text,
            source,
            tuple(found for check in checks for found in check(claim, source)),
            measures(claim, aligned, source),
            tuple(word.plain for word, there in words if not there),
            _places(sources, aligned.places),
        )


def _support(likely: float, differences: Sequence[Difference]) -> Support:
    if differences or likely < UNSUPPORTED:
        return Support.NOT
    return Support.SUPPORTED if likely >= SUPPORTED else Support.UNSURE


def _places(sources: Sequence[Source], places: Sequence[int]) -> tuple[Aligned, ...]:
    every = [(number, span) for number, source in enumerate(sources) for span in source.spans]
    return tuple(Aligned(every[place][0], *every[place][1]) for place in sorted(places))
