"""What a case amounts to: its scores, and whether it passed. Pure: nothing is asked or read here.

Each score lies between 0 and 1. One that has no meaning for a case is left out of it; those that have a
meaning are there for a refusal and an empty answer too, so that no mean over them is ever of nothing.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from assistant.privacy.tokens import TOKEN
from eval.harness.cases import Case, Nugget
from eval.harness.judging import Judgement
from eval.harness.observing import DEPTH, Observed
from eval.harness.quiz_judging import JudgedItem, is_sound, quiz_scores
from eval.metrics import (
    citation_precision,
    citation_recall,
    context_precision,
    faithfulness,
    first_rank,
    mean,
    ndcg_at_k,
    precision_at_k,
    quote_rate,
    recall_at_k,
    reciprocal_rank,
    within_words,
)

DEPTHS = (1, 3, 5, DEPTH)
BUDGETS = (150, 300, 600, 1200)
"""Words of the passages found, best first, within which evidence counts."""
_NOWHERE = "nowhere"
"""Stands for the passage that a library lacks."""
Scores = Mapping[str, float]
SPOKEN: Mapping[str, str] = {
    "passed": "cases passed",
    "ndcg@10": "nDCG@10",
    "mrr@10": "MRR@10",
    "evidence@300": "evidence within the first 300 words",
    "nuggets": "vital nuggets told",
    "welcome": "other nuggets told",
    "context_precision": "context precision",
    "context_recall": "context recall",
    "quotes": "quotes to the letter",
    "citation_recall": "citation recall",
    "citation_precision": "citation precision",
    "faithfulness": "faithfulness",
    "numbers": "statements that keep their numbers",
    "duties": "statements that keep must, should and may",
    "negations": "statements that keep what is denied",
    "contradiction": "statements that contradict their source",
    "over_refusal": "questions with an answer that were declined",
    "under_refusal": "questions without one that were answered",
    "says": "answers that say what they must",
    "never": "answers that keep from what they must not say",
    "concern": "live concerns, and messages of none, told apart",
    "personal": "personal data taken out",
    "harmless": "messages without any that are left as they are",
    "quiz_items": "questions made, of those wished for",
    "quiz_keys": "right answers that the cited words bear out",
    "quiz_distractors": "wrong answers that nothing bears out",
    "quiz_flawless": "questions without a flaw",
    "quiz_facts": "questions on a fact of their own",
    "quiz_topic": "questions on the topic wished for",
}
"""What scores are called for a reader; recall@k, precision@k and evidence@words besides."""
LESS_IS_BETTER = frozenset({"contradiction", "over_refusal", "under_refusal"})


def scores(
    case: Case,
    observed: Observed,
    judgements: Sequence[Judgement],
    relevant: Collection[str],
    items: Sequence[JudgedItem] = (),
) -> dict[str, float]:
    """The scores of a case.

    Args:
        case: what was asked.
        observed: what the product did.
        judgements: of its statements, in order.
        relevant: ids of the passages of the library that hold a vital nugget.
        items: what is made of each item of a quiz.
    """
    found: dict[str, float] = {}
    if case.asks:
        found |= _grounding(judgements)
    if case.nuggets:
        found |= _retrieval(case, observed, relevant) | _told(case, observed)
    if case.quiz:
        found |= quiz_scores(items, case.quiz)
    if case.expects == "answer":
        found["over_refusal"] = float(not observed.answered)
    if case.expects == "decline":
        found["under_refusal"] = float(observed.answered)
    found |= _wording(case, observed) | _screening(case, observed)
    return found | {"passed": float(passed(case, observed, found, judgements))}


def passed(case: Case, observed: Observed, found: Scores, judgements: Sequence[Judgement]) -> bool:
    """Whether all that is expected of a case came true, and nothing unsupported was said."""
    must_be_one = ("says", "never", "concern", "personal", "harmless")
    return (
        (case.expects == "any" or observed.answered is (case.expects == "answer"))
        and (not case.vital or found["nuggets"] == 1)
        and all(found.get(name, 1.0) == 1 for name in must_be_one)
        and (not case.quiz or is_sound(found))
        and all(one.holds for one in judgements)
    )


def tells(nugget: Nugget, observed: Observed) -> bool:
    """Whether an answer tells a nugget: in its words; or, written by a model, citing a passage that does."""
    if nugget.in_text(observed.said):
        return True
    cited = {id_ for one in observed.statements if not one.quotes for id_ in one.passages}
    return any(nugget.in_text(observed.cited.get(id_, "")) for id_ in cited)


def _retrieval(case: Case, observed: Observed, relevant: Collection[str]) -> dict[str, float]:
    relevant = relevant or {_NOWHERE}  # what no passage holds was not found either
    ranked = observed.found
    texts = [observed.cited[id_] for id_ in ranked if id_ in observed.cited]
    return {
        **{f"recall@{k}": recall_at_k(ranked, relevant, k) for k in DEPTHS},
        "precision@5": precision_at_k(ranked, relevant, 5),
        f"mrr@{DEPTH}": reciprocal_rank(first_rank(ranked, relevant), DEPTH),
        f"ndcg@{DEPTH}": ndcg_at_k(ranked, relevant, DEPTH),
        **{f"evidence@{budget}": _share(case.nuggets, within_words(texts, budget)) for budget in BUDGETS},
        "context_precision": context_precision([id_ in relevant for id_ in observed.beside]),
        "context_recall": _share(
            case.vital or case.nuggets, "\n".join(observed.cited.get(id_, "") for id_ in observed.beside)
        ),
    }


def _share(nuggets: Sequence[Nugget], text: str) -> float:
    return mean([float(one.in_text(text)) for one in nuggets])


def _told(case: Case, observed: Observed) -> dict[str, float]:
    """Nugget recall, of vital nuggets and of the others.

    Source: J. Lin, D. Demner-Fushman (2006), Will pyramids built of nuggets topple over? HLT-NAACL.
    """
    welcome = [one for one in case.nuggets if not one.vital]
    told = {"nuggets": case.vital, "welcome": welcome}
    return {name: mean([float(tells(one, observed)) for one in some]) for name, some in told.items() if some}


def _grounding(judgements: Sequence[Judgement]) -> dict[str, float]:
    cited = [one.cited for one in judgements]
    kept = {
        name: faithfulness([getattr(one.kept, name) for one in judgements])
        for name in ("numbers", "duties", "negations")
    }
    return {
        "quotes": quote_rate([exact for one in judgements for exact in one.exact]),
        "citation_recall": citation_recall(cited),
        "citation_precision": citation_precision(cited),
        "faithfulness": faithfulness([one.together for one in cited]),
        **kept,
        "contradiction": mean([float(one.contradicts) for one in judgements]),
    }


def _wording(case: Case, observed: Observed) -> dict[str, float]:
    shown = _read(observed.shown)
    found = {}
    if case.says:
        found["says"] = float(all(_read(one) in shown for one in case.says))
    if case.never:
        found["never"] = float(not any(_read(one) in shown for one in case.never))
    return found


def _read(text: str) -> str:
    """A text without regard to case and white space."""
    return " ".join(text.casefold().split())


def _screening(case: Case, observed: Observed) -> dict[str, float]:
    found = {}
    if case.concern is not None:
        found["concern"] = float((observed.panel != "none") is (case.concern != "none"))
    if case.personal:
        found["personal"] = mean([float(_is_gone(one.text, case, observed)) for one in case.personal])
    elif case.personal is not None:
        found["harmless"] = float(not observed.removed)
    return found


def _is_gone(text: str, case: Case, observed: Observed) -> bool:
    """Whether every word of some personal data is missing from what goes on to be searched."""
    searched = TOKEN.sub(" ", observed.question)  # the number of a token may stand in what it replaced too
    before, after, marked = (Counter(re.findall(r"\w+", one)) for one in (case.question, searched, text))
    return all(after[word] <= before[word] - count for word, count in marked.items())
