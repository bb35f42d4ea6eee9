"""Is a statement supported by the passages it cites? The check on every sentence before it is shown.

    statement ──align──▶ sentences it rests on ──checks──▶ differences
                                   └──────────measures──▶ probability ──▶ verdict

One difference in a fact is enough: numbers, times, ages, dates, sections, people and bodies, nations, whether
and how strongly, conditions and exceptions. Where no fact differs, a logistic model says how likely it is
that the passages say so.
"""

from collections.abc import Callable, Iterator, Sequence

from assistant.answers import Hit
from assistant.grounding import alteration, contraries, denials, duties, limits, people, quantities
from assistant.grounding.alignment import align
from assistant.grounding.calibration import SUPPORTED, UNSUPPORTED, probability
from assistant.grounding.evidence import Evidence
from assistant.grounding.likeness import Likeness
from assistant.grounding.measures import measures
from assistant.grounding.source import Source, evidence, of_passage
from assistant.grounding.text import Text, read
from assistant.grounding.verdict import Aligned, Difference, Support, Verdict
from ingest.embedding import Embedder

CHECKS: tuple[Callable[[Text, Evidence], Iterator[Difference]], ...] = (
    quantities.check,
    duties.check,
    denials.check,
    people.check,
    limits.check,
    contraries.check,
    alteration.check,
)
"""Each gives the facts that a statement has otherwise than its source, the plainest told first."""
NOTHING = Verdict(Support.NOT, 0.0)


class Verifier:
    """Verifies statements with the rules of this package.

    Args:
        embedder: tells words that mean the same; that of the library.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._likeness = Likeness(embedder)

    def verify(self, statement: str, sources: Sequence[Source]) -> Verdict:
        """Whether the sources, taken together, support a statement.

        Args:
            statement: one sentence, without citation marks.
            sources: what it cites.
        """
        claim = read(" ".join(statement.split()))
        sentences = [one for source in sources for one in source.sentences]
        if not claim.telling or not sentences:
            return NOTHING
        aligned = align(claim, sentences, self._likeness)
        source = evidence(sources, aligned.places, aligned.taken_up)
        differences = tuple(found for check in CHECKS for found in check(claim, source))
        likely = probability(measures(claim, aligned, source))
        missing = tuple(
            word.plain for word, there in zip(claim.telling, aligned.present, strict=True) if not there
        )
        return Verdict(
            _support(likely, differences), likely, differences, missing, _places(sources, aligned.places)
        )

    def __call__(self, statement: str, hits: Sequence[Hit]) -> Verdict:
        """The same of passages that were found."""
        return self.verify(statement, [of_passage(hit.passage, hit.document) for hit in hits])

    def prepare(self, hits: Sequence[Hit]) -> None:
        """Read passages beforehand, so that the first statement about them takes no longer than the next."""
        sentences = [one for hit in hits for one in of_passage(hit.passage, hit.document).sentences]
        self._likeness.meanings(sentences)


def _support(likely: float, differences: Sequence[Difference]) -> Support:
    if differences or likely < UNSUPPORTED:
        return Support.NOT
    return Support.SUPPORTED if likely >= SUPPORTED else Support.UNSURE


def _places(sources: Sequence[Source], places: Sequence[int]) -> tuple[Aligned, ...]:
    every = [(number, span) for number, source in enumerate(sources) for span in source.spans]
    return tuple(Aligned(every[place][0], *every[place][1]) for place in sorted(places))
