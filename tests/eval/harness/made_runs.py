"""Cases, what came of them, and whole runs, made by hand; and a library that is held in memory."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from made_found import document, heading, paragraph, passages

from eval.harness.cases import Case, Nugget, Provenance
from eval.harness.judging import Judgement
from eval.harness.observing import Observed, Said
from eval.harness.rows import Row
from eval.harness.runs import results
from eval.harness.store import Run
from eval.metrics import Cited, Fidelity
from ingest.documents import GuidanceDocument, Passage

BELL = "The keeper must ring the bell within 3 days."
GATE = "Nobody may open the gate before that."
KEPT = Fidelity(numbers=True, duties=True, negations=True)
MADE = Provenance(by="a test", written=date(2026, 1, 5), checked="a test")


def case(id_: str = "c1", question: str = "What must the keeper do?", **told: Any) -> Case:
    """A case that BELL answers, unless it is told that it is not to be answered."""
    if told.get("expects", "answer") == "answer":
        told.setdefault("nuggets", (Nugget(text=BELL),))
    return Case(id=id_, question=question, provenance=MADE, **told)


def observed(*said: str, **told: Any) -> Observed:
    """An answer of sentences quoted from the passage "p", which holds just these; or, of none, a refusal."""
    quoted = {
        "kind": "quoted" if said else "abstained",
        "question": "What must the keeper do?",
        "statements": tuple(Said(one, ("p",), (("p", one),)) for one in said),
        "shown": "\n".join(said),
        "found": ("p",) if said else (),
        "beside": ("p",) if said else (),
        "cited": {"p": " ".join(said)} if said else {},
        "files": {"p": "guide.md"} if said else {},
    }
    return Observed(**{**quoted, **told})


def judgement(**told: Any) -> Judgement:
    """That of a quote which stands in its passage, unless it is told otherwise."""
    good = {
        "cited": Cited(together=True, alone=(True,), without=(False,)),
        "likely": 1.0,
        "why": "",
        "differs": False,
        "kept": KEPT,
        "exact": (True,),
    }
    return Judgement(**{**good, **told})


UNSUPPORTED = judgement(cited=Cited(together=False, alone=(False,), without=(False,)), why="it is not so")


def row(id_: str = "c1", passed: float = 1, suite: str = "ours", **told: Any) -> Row:
    """A case of a run with the score that it has; it was not chosen if it did not pass."""
    known = {
        "case": case(id_),
        "observed": observed(BELL),
        "scores": {"passed": float(passed)},
        "stage": "" if passed else "retrieved, not chosen",
    }
    return Row(suite=suite, **{**known, **told})


def rows(scores: Sequence[float], name: str = "passed", suite: str = "ours") -> list[Row]:
    """Rows c1, c2 … of which each passed and has one score."""
    return [
        row(f"c{at}", suite=suite, scores={"passed": 1.0, name: float(score)})
        for at, score in enumerate(scores, start=1)
    ]


def run(
    those: Sequence[Row], id_: str = "20260105-090000-aaaaaa", folder: str = "/nowhere", **told: Any
) -> Run:
    """A run with its cases, made as some recipe tells."""
    day, clock, _ = id_.split("-")
    started = f"{day[:4]}-{day[4:6]}-{day[6:]}T{clock[:2]}:{clock[2:4]}:{clock[4:]}+00:00"
    recipe = {
        "suites": ["ours.jsonl"],
        "cases": {one.suite: 1 for one in those},
        "cases_digest": "0123456789ab",
        "library": {"folder": "/library", "version": "1", "documents": {"guide.md": "ab"}, "passages": 4},
        "model": "",
        "embedding": "MiniLM",
        "judge": "rules",
        "prompts": {"write": 1},
        "settings": {"nation": "england", "model": ""},
        "seed": 1,
        "safeguide": "0.1.0",
        "code": "c0de",
        "python": "3.11",
    }
    return Run(id_, started, folder, {**recipe, **told}, results(those), tuple(those))


class Shelf:
    """What ``Held`` asks of a library, of documents whose sections are given, each a passage of its own.

    Args:
        texts: the sections of each document by the nation that it is of.
    """

    def __init__(self, **texts: Sequence[str]) -> None:
        self._passages: dict[str, list[Passage]] = {}
        self._texts: dict[str, str] = {}
        self._documents: list[GuidanceDocument] = []
        for number, (nation, sections) in enumerate(texts.items()):
            own = document(number, nation=nation)
            blocks = [
                block
                for place, text in enumerate(sections)
                for block in (heading(f"Section {place}"), paragraph(text))
            ]
            self._documents.append(own)
            self._texts[own.id] = "\n".join(sections)
            self._passages[own.id] = passages(blocks, number)

    def documents(self) -> list[GuidanceDocument]:
        return self._documents

    def text(self, id_: str) -> str:
        return self._texts[id_]

    def passages_of(self, id_: str) -> list[Passage]:
        return self._passages[id_]
