"""Whether what is said stands in what is cited for it."""

from collections.abc import Sequence
from typing import NamedTuple

from eval.metrics.basic import mean


class Cited(NamedTuple):
    """What a judge says of one statement and its citations.

    Attributes:
        together: whether all of them together support it.
        alone: for each, whether it supports it by itself.
        without: for each, whether the others support it without it; False where there are none.
    """

    together: bool
    alone: tuple[bool, ...]
    without: tuple[bool, ...]


def faithfulness(supported: Sequence[bool]) -> float:
    """The share of statements that their passages support; 1 where nothing is said, as nothing is made up.

    Source: S. Es, J. James, L. Espinosa-Anke, S. Schockaert (2024), RAGAS: automated evaluation of retrieval
    augmented generation. EACL demonstrations. What is checked here are the statements as they are shown; none
    is divided further.
    """
    return mean([float(one) for one in supported]) if supported else 1.0


def citation_recall(statements: Sequence[Cited]) -> float:
    """The share of statements that what they cite supports; one without a citation is not supported. 1 where
    nothing is said.

    Source: T. Gao, H. Yen, J. Yu, D. Chen (2023), Enabling large language models to generate text with
    citations (ALCE). EMNLP.
    """
    return mean([float(one.together and bool(one.alone)) for one in statements]) if statements else 1.0


def citation_precision(statements: Sequence[Cited]) -> float:
    """The share of citations that are of use: those of a supported statement that support it alone, or
    without which the others do not. 1 where nothing is cited.

    Source: as ``citation_recall``.
    """
    useful = [
        float(one.together and (alone or not without))
        for one in statements
        for alone, without in zip(one.alone, one.without, strict=True)
    ]
    return mean(useful) if useful else 1.0


def quote_rate(exact: Sequence[bool]) -> float:
    """The share of quotes that stand to the letter in the passage that is cited for them; 1 of none."""
    return mean([float(one) for one in exact]) if exact else 1.0
