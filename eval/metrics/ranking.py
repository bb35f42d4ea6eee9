"""Whether what answers is found, and how high it stands."""

import math
from collections.abc import Collection, Iterable, Sequence

from eval.metrics.basic import Share, share


def recall_at(ranks: Sequence[int | None], depth: int) -> Share:
    """The share of questions whose evidence is among the first ``depth`` passages.

    Each question has one piece of evidence, so its recall is 0 or 1 ("success at k").

    Args:
        ranks: of the first passage that holds the evidence, from 1; None where none does.
        depth: how many passages count.

    Source: C. D. Manning, P. Raghavan, H. Schütze (2008), Introduction to Information Retrieval, ch. 8.
    """
    return share(rank is not None and rank <= depth for rank in ranks)


def reciprocal_rank(rank: int | None, depth: int) -> float:
    """1 / rank, or 0 where the rank is None or beyond ``depth``; its mean over questions is MRR.

    Source: E. M. Voorhees (1999), The TREC-8 question answering track report. TREC-8.
    """
    return 1 / rank if rank is not None and rank <= depth else 0.0


def recall_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The share of relevant passages among the first ``k``; 1 if there is none to find.

    Args:
        ranked: ids of passages, best first.
        relevant: ids of those that answer.
        k: how many count.

    Source: C. D. Manning, P. Raghavan, H. Schütze (2008), Introduction to Information Retrieval, ch. 8.
    """
    return len(set(ranked[:k]) & set(relevant)) / len(set(relevant)) if relevant else 1.0


def precision_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The share of the first ``k`` that are relevant; what is missing to ``k`` counts as not relevant.

    Source: as ``recall_at_k``.
    """
    return len(set(ranked[:k]) & set(relevant)) / k


def first_rank(ranked: Sequence[str], relevant: Collection[str]) -> int | None:
    """The rank of the first relevant passage, from 1; None where none is."""
    return next((rank for rank, one in enumerate(ranked, start=1) if one in relevant), None)


def ndcg_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The discounted gain of the first ``k`` over that of the best order, each relevant passage worth 1 and
    discounted by the logarithm of its rank plus one, or nothing where it is repeated; 1 if there is none to
    find.

    Source: K. Järvelin, J. Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques. ACM TOIS 20.
    """
    if not relevant:
        return 1.0
    gained = _discounted(one in relevant and one not in ranked[:at] for at, one in enumerate(ranked[:k]))
    return gained / _discounted([True] * min(k, len(set(relevant))))


def _discounted(gains: Iterable[bool]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def context_precision(relevant: Sequence[bool]) -> float:
    """Of passages in the order in which they are shown, the mean of the precision at each relevant one; 0 if
    none is, or none is shown.

    Source: S. Es, J. James, L. Espinosa-Anke, S. Schockaert (2024), RAGAS: automated evaluation of retrieval
    augmented generation. EACL demonstrations; as its library defines it.
    """
    seen = [sum(relevant[:rank]) / rank for rank, good in enumerate(relevant, start=1) if good]
    return sum(seen) / len(seen) if seen else 0.0


def within_words(texts: Sequence[str], budget: int) -> str:
    """The first words of some texts, one after the other, at most ``budget`` of them."""
    words: list[str] = []
    for text in texts:
        words += text.split()[: budget - len(words)]
    return " ".join(words)
