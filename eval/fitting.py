"""The fits behind the weights of ranking and confidence, and how they do on questions held out."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.answers import Hit
from assistant.asking import Asking, asked_in
from assistant.confidence import DEPTH, Measures, confidence, measures, missing_edition, other_nation
from assistant.ranking import Candidate, Scores, Weights, signals
from assistant.retrieval import Found, Retriever, folded
from eval.questions import Question
from ingest.documents import GuidanceDocument

FOLDS = 5
L2 = 0.02
"""Penalty on the squares of the weights of ranking."""
_STEPS = 300
_RATE = 0.05
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Pool:
    """A question's candidates.

    Attributes:
        question: the question.
        candidates: the passages worth ranking.
        signals: theirs, shape (candidates, signals).
        holding: which of them hold the evidence, shape (candidates,).
    """

    question: Question
    candidates: Sequence[Candidate]
    signals: Scores
    holding: npt.NDArray[np.bool_]


def pool(retriever: Retriever, question: Question) -> Pool:
    """The candidates of one question, measured."""
    query = retriever.query(_asked(question))
    candidates = retriever.candidates(query)
    holding = np.array([question.evidence_in(one.passage.text) for one in candidates], dtype=bool)
    return Pool(question, candidates, signals(query, candidates), holding)


def _asked(question: Question) -> Asking:
    """The question as it is searched for; of several in one message, the first."""
    return asked_in(question.question, question.history)[0]


def fit_weights(pools: Sequence[Pool]) -> Weights:
    """The weights that make passages holding the evidence most probable, a softmax over each pool.

    Pools without such a passage say nothing and are left out. The likelihood is that of ListNet's top-one
    model with several right answers, its mean maximised under an L2 penalty by Adam from zero.

    Source: Z. Cao, T. Qin, T.-Y. Liu, M.-F. Tsai, H. Li (2007), Learning to rank: from pairwise approach
    to listwise approach. ICML.
    """
    import torch

    useful = [one for one in pools if one.holding.any()]
    if not useful:
        return Weights(*(0.0 for _ in Weights._fields))
    padded = torch.nn.utils.rnn.pad_sequence
    values = padded([torch.tensor(one.signals) for one in useful], batch_first=True)
    holding = padded([torch.tensor(one.holding) for one in useful], batch_first=True)
    real = padded([torch.ones(len(one.candidates), dtype=torch.bool) for one in useful], batch_first=True)
    weights = torch.zeros(len(Weights._fields), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.Adam([weights], lr=_RATE)
    for _ in range(_STEPS):
        scores = values @ weights
        every, right = (scores.masked_fill(~mask, -torch.inf).logsumexp(1) for mask in (real, holding))
        loss = (every - right).mean() + L2 * (weights**2).sum()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    return Weights(*(round(float(value), 2) for value in weights.detach()))


def rank_of_evidence(one: Pool, weights: Weights, documents: dict[str, GuidanceDocument]) -> int | None:
    """The place, from 1 to 10, of the evidence in what a search with these weights would show."""
    scores = one.signals @ np.array(weights) if one.candidates else np.zeros(0)
    ranked = [
        Found(Hit(found.passage, documents[found.passage.document_id], float(score)), found)
        for found, score in sorted(zip(one.candidates, scores, strict=True), key=lambda pair: -pair[1])
    ]
    shown = folded(ranked, _SHOWN)
    return next((n for n, f in enumerate(shown, 1) if one.question.evidence_in(f.hit.passage.text)), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """What confidence rests on for one question.

    Attributes:
        measures: of its best passages.
        ruled_out: whether it asks for a nation or an edition that is not held, whatever the measures.
        answerable: whether the documents answer it.
    """

    measures: Measures
    ruled_out: bool
    answerable: bool


def judged(retriever: Retriever, question: Question) -> Judged:
    """Measure one question as the product does before it answers."""
    query, found = retriever.find(_asked(question), DEPTH)
    text = question.question
    ruled_out = bool(other_nation(text, found) or missing_edition(text, found))
    return Judged(measures(query, found), ruled_out, question.answerable)


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model of confidence, its numbers rounded as they would be pasted."""

    intercept: float
    coefficients: Measures

    def confidence(self, one: Judged) -> float:
        """The probability, 0 to 1, that the question is answered."""
        total = self.intercept + float(np.dot(self.coefficients, one.measures))
        return 0.0 if one.ruled_out else float(1 / (1 + np.exp(-total)))


def current_confidence(one: Judged) -> float:
    """The probability that the product gives now."""
    return 0.0 if one.ruled_out else confidence(one.measures)


def fit_confidence(every: Sequence[Judged]) -> Model:
    """A logistic regression (C = 1) of answerable on the measures, both classes weighing the same.

    Raises:
        ValueError: not both classes are among them.
    """
    from sklearn.linear_model import LogisticRegression

    rows = np.array([one.measures for one in every])
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=2000)
    model.fit(rows, [one.answerable for one in every])
    return Model(
        round(float(model.intercept_[0]), 2), Measures(*(round(float(value), 2) for value in model.coef_[0]))
    )


def folds(classes: Sequence[bool], count: int = FOLDS, seed: int = 1) -> list[int]:
    """A fold, from 0, for each question: as many of each class in every fold as can be, at random."""
    chosen = [0] * len(classes)
    for class_ in (True, False):
        places = [place for place, own in enumerate(classes) if own is class_]
        random.Random(seed).shuffle(places)  # noqa: S311 - nothing secret
        for turn, place in enumerate(places):
            chosen[place] = turn % count
    return chosen
