"""The verifier held against labelled statements, and the fit of its probability to them."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.grounding.calibration import (
    MEANING,
    SUPPORTED,
    WORDS,
    Calibration,
    Logistic,
    of_other_words,
    probability,
)
from assistant.grounding.source import Source, of_passage
from assistant.grounding.verifier import Examined, Verifier
from eval.fitting import folds
from eval.labelled import Labelled
from eval.metrics import auroc
from eval.statements import Stated

FOLDS = 5
FAVOUR = 6.0
"""How much more a supported statement weighs in the fit than another: seven in ten statements that go
beyond their passage are caught, and nine in ten faithful ones in other words pass."""
C = 0.5
_SEED = 2


@dataclass(frozen=True, slots=True)
class Tried:
    """A statement that the verifier has examined.

    Attributes:
        kind: of the statement, or the name of the data.
        check: which fact is changed in it, or "".
        id: where it comes from.
        supported: whether it is.
        found: what was found out.
    """

    kind: str
    check: str
    id: str
    supported: bool
    found: Examined

    @property
    def passes(self) -> bool:
        """Whether the verifier, as it is, would have it said."""
        return not self.found.differences and probability(self.found.measures) >= SUPPORTED


def try_stated(verifier: Verifier, stated: Sequence[Stated]) -> list[Tried]:
    """Examine statements about documents, and each paraphrase against another passage of its document too."""
    tried = [
        _tried(
            verifier,
            one.kind,
            one.check,
            one.id,
            one.supported,
            one.text,
            of_passage(one.passage, one.document),
        )
        for one in stated
    ]
    chance = random.Random(_SEED)  # noqa: S311 - nothing secret
    for one in stated:
        if one.kind == "paraphrase":
            others = [
                o for o in stated if o.document.id == one.document.id and o.passage.id != one.passage.id
            ]
            if others:
                other = chance.choice(others)
                source = of_passage(other.passage, other.document)
                tried.append(_tried(verifier, "elsewhere", "", one.id, False, one.text, source))
    return [one for one in tried if one is not None]


def try_labelled(verifier: Verifier, kind: str, labelled: Iterable[Labelled]) -> list[Tried]:
    """Examine statements that come with sources of their own."""
    tried = (_tried(verifier, kind, "", "", one.supported, one.text, one.source) for one in labelled)
    return [one for one in tried if one is not None]


def _tried(
    verifier: Verifier, kind: str, check: str, id_: str, supported: bool, text: str, source: Source
) -> Tried | None:
    found = verifier.examine(text, [source])
    return Tried(kind, check, id_, supported, found) if found else None


# The fit


BY_WORDS = ("wice", "begin", "original")
BY_MEANING = ("wice", "paraphrase", "beyond", "elsewhere", "crossed")


def fit(every: Sequence[Tried]) -> Calibration:
    """Both models fitted: that by the words to WiCE, BEGIN and quotations, that by the meaning to WiCE and to
    what was said of guidance in other words. Edited statements are the checks' to find and are left out."""
    return Calibration(
        _logistic([one for one in every if one.kind in BY_WORDS], WORDS),
        _logistic(
            [one for one in every if one.kind in BY_MEANING and of_other_words(one.found.measures)], MEANING
        ),
    )


def _logistic(tried: Sequence[Tried], names: Sequence[str]) -> Logistic:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    rows = np.array([[getattr(one.found.measures, name) for name in names] for one in tried])
    labels = np.array([one.supported for one in tried])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=C, max_iter=2000)
    model.fit(scaler.transform(rows), labels, sample_weight=np.where(labels, FAVOUR, 1.0))
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - weights @ scaler.mean_)
    return Logistic(round(intercept, 4), {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)})


def cross_validated(every: Sequence[Tried], kind: str) -> float:
    """The AUROC on statements of one kind, each with models fitted to the other folds."""
    fold = folds([one.supported for one in every], FOLDS)
    scores: dict[int, float] = {}
    for held_out in range(FOLDS):
        fitted = fit([one for one, own in zip(every, fold, strict=True) if own != held_out])
        scores |= {
            at: fitted.probability(one.found.measures)
            for at, (one, own) in enumerate(zip(every, fold, strict=True))
            if own == held_out and one.kind == kind
        }
    return auroc(
        [score for at, score in scores.items() if every[at].supported],
        [score for at, score in scores.items() if not every[at].supported],
    )
