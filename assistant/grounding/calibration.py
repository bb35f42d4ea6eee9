"""How likely it is that a passage says what a statement says: two logistic models over the measures.

One goes by the words: most of a statement's words, names and numbers stand in its passage. The other goes
by the meaning, and is asked only where no name and no number is missing: a faithful restatement in other
words has few words of its source and all of its facts. The surer of both counts. They are fitted by
``python -m eval.grounding --fit``, where supported ones weigh more, so that one half is where to decide.
"""

import math
from dataclasses import dataclass
from functools import cache

from assistant.grounding.measures import Measures
from assistant.wordings import held

SUPPORTED = 0.5
"""From this probability a statement is supported, where no fact differs."""
UNSUPPORTED = 0.2
"""Below this one it is not; between them nobody can say."""
WORDS = ("contained", "second", "names", "figures", "nowhere", "kin")
MEANING = ("meant", "unmeant", "kin", "back", "length")


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model: its intercept and the weights of the measures that it goes by."""

    intercept: float
    weights: dict[str, float]

    def probability(self, measured: Measures) -> float:
        """The probability, 0 to 1, that the statement is supported."""
        told = measured._asdict()
        total = self.intercept + sum(weight * told[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Both models."""

    words: Logistic
    meaning: Logistic

    def probability(self, measured: Measures) -> float:
        """The probability, 0 to 1, that the statement is supported, by the surer of them."""
        by_words = self.words.probability(measured)
        return max(by_words, self.meaning.probability(measured)) if of_other_words(measured) else by_words


@cache
def fitted() -> Calibration:
    """The models as they were fitted last."""
    kept = held("grounding_fit")
    return Calibration(*(Logistic(**kept[name]) for name in ("words", "meaning")))


def probability(measured: Measures) -> float:
    """The probability, 0 to 1, that what was measured is supported."""
    return fitted().probability(measured)


def of_other_words(measured: Measures) -> bool:
    """Whether a statement may be a restatement in other words: all its names and numbers are there."""
    return not measured.names and not measured.figures
