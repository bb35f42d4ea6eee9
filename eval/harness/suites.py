"""Suites: cases that belong together, those that come with Safeguide and an organisation's own."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eval.harness.cases import Case, Nugget, Provenance, read_cases
from eval.questions import EvaluationError, read_questions
from eval.rules import read_rule_questions, read_rules
from ingest.sentences import sentence_spans

FOLDER = Path(__file__).parents[1] / "datasets" / "suites"
_BEGINNING = 12
"""Words of a sentence by which it is known."""
_TELLING = 6
"""Words at least of one that stands in no other rule."""
DOCUMENTS = FOLDER / "documents"
"""What the cases are about besides the starter notes: invented, some of it hostile."""
SHIPPED: Mapping[str, str] = {
    "retrieval": "the sentence that answers is found",
    "grounding": "all of a longer answer is told, and nothing that is not cited",
    "abstention": "what is not covered is declined, and what is covered is not",
    "live-concern": "somebody at risk now is seen, and nobody where there is none",
    "personal-data": "names and numbers are taken out, and nothing else",
    "follow-ups": "a question is read with those before it",
    "injection": "orders in documents and questions are not obeyed",
    "currency": "what was replaced is answered with what replaced it, as at the day asked for",
    "nations": "each nation's guidance for its own questions",
    "quizzes": "quizzes are made whose answers the guidance bears out, without flaws",
}
"""Those that come with Safeguide, with what each asks."""


@dataclass(frozen=True, slots=True)
class Suite:
    """Some cases.

    Attributes:
        name: of the suite.
        cases: in order.
    """

    name: str
    cases: tuple[Case, ...]


def shipped() -> list[Suite]:
    """All suites that come with Safeguide."""
    return [named(name) for name in SHIPPED]


def named(name: str) -> Suite:
    """A suite by its name, the path of a file of cases, or an adapter and a path: "or-sharc:PATH".

    Raises:
        EvaluationError: there is no such suite, or its file is none.
    """
    if name in SHIPPED:
        return Suite(name, tuple(read_cases(FOLDER / f"{name}.jsonl")))
    adapter, colon, path = name.partition(":")
    if colon and adapter in ADAPTERS:
        return Suite(adapter, tuple(ADAPTERS[adapter](Path(path))))
    if Path(name).suffix.casefold() in (".jsonl", ".csv"):
        return Suite(Path(name).stem, tuple(read_cases(Path(name))))
    raise EvaluationError(
        f"There is no suite {name!r}. Name one of {', '.join(SHIPPED)}; a .jsonl or .csv file of your own "
        f"cases; or {', '.join(f'{one}:PATH' for one in ADAPTERS)}."
    )


def digest(suites: Sequence[Suite]) -> str:
    """12 hexadecimal digits that change with any case."""
    told = "\n".join(f"{suite.name} {case.model_dump_json()}" for suite in suites for case in suite.cases)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def of_or_sharc(folder: Path) -> list[Case]:
    """OR-ShARC's questions, each with any sentence of its rule text as the one nugget: nobody has labelled
    which of them answers. The library must hold the rules, as `python -m eval.ablation --rules` adds them.

    Source: Y. Gao, J. Li, C.-S. Wu, M. Lyu, I. King (2021), Open-retrieval conversational machine reading.
    """
    rules = read_rules(folder)
    by = Provenance(by="OR-ShARC, CC BY-SA 3.0", written=date(2021, 2, 17), checked="by its authors")
    return [
        Case(
            id=f"sharc-{number}",
            question=one.text,
            nuggets=(_any_of(rules[one.rule], f"{one.rule}.md"),),
            kind="rule",
            provenance=by,
        )
        for number, one in enumerate(read_rule_questions(folder), start=1)
    ]


def of_practice(path: Path) -> list[Case]:
    """Questions in the format of `python -m eval.practice`; the library must hold the documents."""
    by = Provenance(by=path.name, written=date(2026, 11, 20), checked="by whoever wrote them")
    return [
        Case(
            id=one.id,
            question=one.question,
            history=one.history,
            expects="answer" if one.answerable else "decline",
            nuggets=(Nugget(text=one.evidence, document=one.source_file or ""),) if one.evidence else (),
            kind=one.kind,
            provenance=by,
        )
        for one in read_questions(path)
    ]


ADAPTERS: Mapping[str, Callable[[Path], list[Case]]] = {"or-sharc": of_or_sharc, "practice": of_practice}
"""Read what others have labelled, by path."""


def _any_of(rule: str, document: str) -> Nugget:
    """Any sentence of a rule, each told by how it begins: where the rest was cut does not matter."""
    lines = [line for line in rule.split("\n") if line.strip()]
    sentences = [line[start:end] for line in lines for start, end in sentence_spans(line)]
    beginnings = dict.fromkeys(" ".join(one.split()[:_BEGINNING]) for one in sentences)
    first, *others = [one for one in beginnings if len(one.split()) >= _TELLING] or beginnings
    return Nugget(text=first, also=tuple(others), document=document)
