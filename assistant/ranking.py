"""How well passages and their sentences fit a question: signals, and the weights that join them.

The signals that measure likeness are brought to one scale within a question (mean 0, deviation 1 over its
candidates) and added up; fusing scores keeps what rank fusion throws away. The weights were fitted by
maximising the probability of the passage that holds the answer (softmax over the candidates of each
question); ``python -m eval.fit`` prints them for any file of questions with their evidence.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.asked import MEASURED, Asks, looks_like_answer
from assistant.words import stems
from ingest.documents import Passage, Role
from ingest.embedding import Vectors

Scores = npt.NDArray[np.float64]


class Weights(NamedTuple):
    """One weight for each signal of a passage, in the order of the columns of ``Signals.matrix``."""

    sentence: float = 1.0
    second: float = 0.2
    keyword: float = 0.3
    coverage: float = 0.3
    whole: float = 0.45
    timescale: float = 1.2
    looks: float = 0.25
    footnote: float = -0.3
    section: float = 1.0
    example: float = -1.2


WEIGHTS = Weights()

_EXAMPLE = re.compile(
    r"\b(?:case stud(?:y|ies)|scenarios?|(?:case|worked) examples?|vignettes?)\b", re.IGNORECASE
)
_SECTION = re.compile(r"\b(?:sections?|ss?\.?) ?(\d{1,3}[A-Z]{0,2})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for matching.

    Attributes:
        text: the question.
        vector: its unit vector.
        weights: the stems of its words and of the terms guidance uses for them, with the weight of each
            (inverse document frequency; half for a term that the question itself does not use).
        asks: what kind of answer it asks for.
        by_words: whether passages were looked for by their words alone, their vectors being out of reach.
    """

    text: str
    vector: Vectors
    weights: Mapping[str, float]
    asks: Asks = Asks.OTHER
    by_words: bool = False

    def same_section(self, text: str) -> int:
        """1 where a text names a section of law that the question names, -1 where it names only others, 0
        where either names none."""
        asked, named = set(_SECTION.findall(self.text)), set(_SECTION.findall(text))
        if not asked or not named:
            return 0
        return 1 if asked & named else -1

    def coverage(self, held: set[str]) -> float:
        """The weighted share, 0 to 1, of the question's stems that are among those held."""
        total = sum(self.weights.values())
        return sum(weight for term, weight in self.weights.items() if term in held) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, with what is known of its likeness to the question.

    Attributes:
        passage: the passage.
        dense: cosine of its vector with the question's.
        keyword: its BM25 score, 0 when no word matched.
        sentences: cosine of each of its sentences with the question, shape (sentences,).
        coverage: of the question's stems by each of its sentences, shape (sentences,).
        whole: coverage by all its words, with its headings and lead-in.
    """

    passage: Passage
    dense: float
    keyword: float
    sentences: Scores
    coverage: Scores
    whole: float

    def sentence_text(self, index: int) -> str:
        """The words of one of its sentences."""
        sentence = self.passage.sentences[index]
        return self.passage.text[sentence.start : sentence.end]


def candidate(query: Query, passage: Passage, dense: float, keyword: float, likeness: Scores) -> Candidate:
    """Measure one passage; ``likeness`` holds the cosine of each of its sentences."""
    words = [stems(passage.text[sentence.start : sentence.end]) for sentence in passage.sentences]
    return Candidate(
        passage=passage,
        dense=dense,
        keyword=keyword,
        sentences=likeness,
        coverage=np.array([query.coverage(held) for held in words]),
        whole=query.coverage(stems(" ".join((*passage.heading_path[-1:], passage.lead_in))).union(*words)),
    )


def signals(query: Query, candidates: Sequence[Candidate]) -> Scores:
    """The signals of each candidate, shape (candidates, signals), in the order of ``Weights``."""
    ordered = [
        np.sort(one.sentences)[::-1] if len(one.sentences) else np.array([one.dense]) for one in candidates
    ]
    likeness = [
        [best[0] for best in ordered],
        [best[min(1, len(best) - 1)] for best in ordered],
        [one.keyword for one in candidates],
        [max(one.coverage, default=0.0) for one in candidates],
        [one.whole for one in candidates],
    ]
    fitting = [_fits(query.asks, one) for one in candidates]
    traits = [
        [float(query.asks in MEASURED and fits) for fits in fitting],
        [float(query.asks not in MEASURED and fits) for fits in fitting],
        [
            float(all(sentence.role is Role.FOOTNOTE for sentence in one.passage.sentences))
            for one in candidates
        ],
        [query.same_section(" ".join((*one.passage.heading_path, one.passage.text))) for one in candidates],
        [float(is_example(one.passage)) for one in candidates],
    ]
    return np.array([*map(standardised, likeness), *traits]).T


def is_example(passage: Passage) -> bool:
    """Whether a passage tells a story to learn from, by its headings: what is done in it is no rule."""
    return bool(_EXAMPLE.search(" ".join(passage.heading_path[-2:])))


def _fits(kind: Asks, one: Candidate) -> bool:
    """Whether one of the three sentences most like the question looks like an answer to its kind."""
    best = np.argsort(-one.sentences)[:3]
    return any(looks_like_answer(kind, one.sentence_text(int(index))) for index in best)


def standardised(values: Sequence[float] | Scores, least: float = 1e-9) -> Scores:
    """Values with mean 0 and deviation 1; all 0 where they do not differ.

    Args:
        values: to be brought to that scale.
        least: the deviation that counts as 1 at least, so that values that hardly differ stay alike.
    """
    array = np.asarray(values, dtype=np.float64)
    if not len(array):
        return array
    centred: Scores = array - array.mean()
    return centred / max(float(array.std()), least)


def inverse_frequency(count: int, total: int) -> float:
    """How much a word says that occurs in ``count`` of ``total`` passages."""
    return math.log(1 + total / (1 + count))
