"""Known faults put into the product: each is seen by the figure for it, and put to its stage."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from assistant import Assistant
from assistant.answers import Answer, AnswerKind, Citation, Statement
from assistant.grounding.verifier import Verifier
from assistant.ranking import WEIGHTS
from assistant.reading import readings
from assistant.retrieval import Retriever
from assistant.screening import Screened
from eval.harness.cases import Case
from eval.harness.comparing import Moved, compared
from eval.harness.diagnosis import Held, Stage
from eval.harness.judging import sources_of
from eval.harness.observing import observe
from eval.harness.rows import Row, failed, scored
from eval.harness.store import Run
from eval.harness.suites import named
from ingest import pipeline
from ingest.documents import Passage, Role, Sentence
from ingest.embedding import EmbeddedPassage, Embedder
from ingest.library import Library

CUT = 200
"""Characters at which the faulty chunker cuts."""
Change = Callable[[Answer], Answer]

# --- measuring


def rows_of(asked: Assistant, cases: Sequence[Case]) -> list[Row]:
    judge, texts, held = Verifier(asked.embedder).verify, sources_of(asked.library), Held(asked.library)
    return [scored("faults", case, observe(asked, case), judge, texts, held) for case in cases]


def moved(before: Sequence[Row], after: Sequence[Row], score: str) -> Moved:
    first, second = (Run(name, "", "", {}, {}, tuple(rows)) for name, rows in (("a", before), ("b", after)))
    return next(one for one in compared(first, second).moved if one.score == score)


def stages(rows: Sequence[Row]) -> set[str]:
    return {row.stage for row in failed(rows)}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """Questions that the starter notes answer and questions that they do not, from the suites."""
    return [*named("retrieval").cases[::4], *named("grounding").cases[::6], *named("abstention").cases[::5]]


@pytest.fixture(scope="module")
def sound(starter: Assistant, cases: Sequence[Case]) -> list[Row]:
    """What the product does without a fault."""
    return rows_of(starter, cases)


def test_without_a_fault_nothing_unsupported_is_said_and_most_cases_pass(sound: Sequence[Row]) -> None:
    assert Stage.UNSUPPORTED.value not in stages(sound)
    assert sum(row.scores["passed"] for row in sound) > len(sound) / 2


# --- faults of the index


class Shuffled:
    """A library whose index gives every passage the place of another."""

    def __init__(self, library: Library) -> None:
        self._library = library
        ids = sorted(one.id for document in library.documents() for one in library.passages_of(document.id))
        self._put = dict(zip(ids, [*ids[len(ids) // 2 :], *ids[: len(ids) // 2]], strict=True))
        self._own = {other: one for one, other in self._put.items()}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def nearest(self, *given: Any) -> dict[str, float]:
        return {self._put[id_]: score for id_, score in self._library.nearest(*given).items()}

    def matching(self, *given: Any) -> dict[str, float]:
        return {self._put[id_]: score for id_, score in self._library.matching(*given).items()}

    def vectors(self, ids: Sequence[str]) -> Mapping[str, Any]:
        own = self._library.vectors(ids)
        others = self._library.vectors([self._own[id_] for id_ in ids])
        return {id_: _as_long_as(others[self._own[id_]], own[id_]) for id_ in ids}


def _as_long_as(other: EmbeddedPassage, own: EmbeddedPassage) -> EmbeddedPassage:
    return replace(other, sentences=np.resize(other.sentences, own.sentences.shape))


class WithoutKeywords(Shuffled):
    """A library that finds by meaning alone."""

    def nearest(self, *given: Any) -> dict[str, float]:
        return self._library.nearest(*given)

    def matching(self, *given: Any) -> dict[str, float]:
        return {}

    def vectors(self, ids: Sequence[str]) -> Mapping[str, Any]:
        return self._library.vectors(ids)


def over(library: Shuffled, embedder: Embedder) -> Assistant:
    return Assistant(cast(Library, library), embedder)


def test_a_shuffled_index_is_seen_in_every_figure_of_finding(
    starter: Assistant, cases: Sequence[Case], sound: Sequence[Row]
) -> None:
    asked = [case for case in cases if case.expects == "answer"][::2]
    rows = rows_of(over(Shuffled(starter.library), starter.embedder), asked)
    for score in ("recall@5", "ndcg@10", "mrr@10", "evidence@300", "context_recall", "nuggets"):
        assert moved(sound, rows, score).verdict == "worse", score
    assert stages(rows) <= {Stage.NOT_RETRIEVED.value, Stage.NOT_CHOSEN.value}
    assert len([row for row in rows if row.stage == Stage.NOT_RETRIEVED]) > len(asked) / 2


def test_a_retriever_without_its_keyword_side_ranks_worse(starter: Assistant) -> None:
    by_word = [case for case in named("retrieval").cases if case.id > "RT200"]
    faulty = over(WithoutKeywords(starter.library), starter.embedder)
    weights = WEIGHTS._replace(keyword=0, coverage=0, whole=0, section=0)
    faulty.retriever = Retriever(faulty.library, starter.embedder, readings, weights=weights)
    before, after = rows_of(starter, by_word), rows_of(faulty, by_word)
    for score in ("ndcg@10", "mrr@10"):
        assert moved(before, after, score).verdict == "worse", score


@pytest.fixture
def cut_short(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, cases: Sequence[Case]
) -> Iterator[Assistant]:
    """An assistant over notes that were cut every 200 characters, whatever stands there."""
    whole = pipeline.cut_passages

    def every_200(blocks: Any, document: Any, *given: Any) -> list[Passage]:
        pieces = []
        for one in whole(blocks, document, *given):
            for at in range(0, len(one.text), CUT):
                text = one.text[at : at + CUT]
                sentence = Sentence(0, len(text), Role.SENTENCE)
                id_ = hashlib.sha256(f"{one.id} {at}".encode()).hexdigest()[:16]
                pieces.append(replace(one, id=id_, text=text, sentences=(sentence,), body=0, lead_in=""))
        return [replace(one, position=at) for at, one in enumerate(pieces)]

    monkeypatch.setattr(pipeline, "cut_passages", every_200)
    library = Library(tmp_path / "home", embedder.fingerprint)
    wanted = {nugget.document for case in cases[:8] for nugget in case.nuggets}
    notes = [path for path in pipeline.starter_notes().iterdir() if path.name in wanted]
    assert all(result.document for result in pipeline.add_files(library, embedder, sorted(notes)))
    return Assistant(library, embedder)


def test_a_chunker_that_cuts_at_200_characters_is_seen(
    cut_short: Assistant, cases: Sequence[Case], sound: Sequence[Row]
) -> None:
    rows = rows_of(cut_short, cases[:8])
    assert moved(sound, rows, "context_recall").verdict in ("worse", "noise")
    assert Stage.CUT_APART.value in stages(rows)


def test_a_document_that_was_not_added_is_named_as_such(library: Library, embedder: Embedder) -> None:
    notes = sorted(pipeline.starter_notes().iterdir())[:3]
    assert all(result.document for result in pipeline.add_files(library, embedder, notes))
    held = {note.name for note in notes}
    missing = [case for case in named("retrieval").cases if not {one.document for one in case.nuggets} & held]
    rows = rows_of(Assistant(library, embedder), missing[::20])
    assert stages(rows) == {Stage.NOT_INGESTED.value}


# --- faults of the answerer


class Faulty(Assistant):
    """Answers as the product does, and then does something to the answer."""

    def __init__(self, asked: Assistant, change: Change) -> None:
        self.__dict__.update(asked.__dict__)
        self._change = change

    def ask(self, question: str | Screened, *given: Any) -> Answer:
        return self._change(super().ask(question, *given))


def reworded(change: Callable[[str], str]) -> Change:
    """Writes what it would have quoted, with something changed."""

    def of(answer: Answer) -> Answer:
        if answer.kind is AnswerKind.ABSTAINED:
            return answer
        said = tuple(
            replace(one, text=change(one.text), support=1.0, decisive=()) for one in answer.statements
        )
        return replace(answer, kind=AnswerKind.WRITTEN, model="faulty", statements=said, more=())

    return of


def swapped(text: str) -> str:
    return re.sub(r"\b1[05]\b", lambda number: {"10": "15", "15": "10"}[number[0]], text)


FAULTS: Mapping[str, tuple[Callable[[str], str], str]] = {
    "10 for 15": (swapped, "numbers"),
    "should for must": (lambda text: re.sub(r"\bmust\b", "should", text), "duties"),
    "no not": (lambda text: re.sub(r"\bnot ", "", text), "negations"),
}


@pytest.fixture(scope="module")
def telling(starter: Assistant) -> dict[str, list[tuple[Case, Row]]]:
    """For each of those faults, cases whose answers it changes, with what is done without it."""
    every = [
        case for name in ("retrieval", "grounding", "abstention", "follow-ups") for case in named(name).cases
    ]
    wanted = {"10 for 15": r"\b1[05]\b", "should for must": r"\bmust\b", "no not": r"\bnot "}
    found = {}
    for fault, pattern in wanted.items():
        some = [case for case in every if any(re.search(pattern, one.text) for one in case.vital)][:9]
        rows = rows_of(Faulty(starter, reworded(str)), some)
        pairs = zip(some, rows, strict=True)
        found[fault] = [
            (case, row) for case, row in pairs if row.observed and re.search(pattern, row.observed.said)
        ]
        assert len(found[fault]) >= 3, fault
    return found


@pytest.mark.parametrize("fault", FAULTS)
def test_an_answer_that_changes_a_fact_is_seen_by_the_figure_for_it(
    fault: str, starter: Assistant, telling: Mapping[str, list[tuple[Case, Row]]]
) -> None:
    change, score = FAULTS[fault]
    before = [row for _, row in telling[fault]]
    after = rows_of(Faulty(starter, reworded(change)), [case for case, _ in telling[fault]])
    assert all(row.scores[score] == 1 for row in before)
    assert all(row.scores[score] < 1 for row in after)
    assert sum(row.scores["faithfulness"] for row in after) < sum(
        row.scores["faithfulness"] for row in before
    )
    assert all(row.scores["contradiction"] > 0 for row in after)
    assert stages(after) == {Stage.UNSUPPORTED.value}


def test_an_answer_that_cites_the_neighbour_is_seen(
    starter: Assistant, cases: Sequence[Case], sound: Sequence[Row]
) -> None:
    def elsewhere(citation: Citation) -> Citation:
        beside = starter.library.passages_of(citation.document.id)
        at = next(place for place, one in enumerate(beside) if one.id == citation.passage.id)
        other = beside[at - 1] if at else beside[1]
        return replace(citation, passage=other, start=0, end=len(other.text))

    def misciting(answer: Answer) -> Answer:
        if answer.kind is AnswerKind.ABSTAINED:
            return answer
        said: list[Statement] = [
            replace(one, citations=tuple(map(elsewhere, one.citations)), support=1.0, decisive=())
            for one in answer.statements
        ]
        return replace(answer, kind=AnswerKind.WRITTEN, model="faulty", statements=tuple(said), more=())

    asked = [case for case in cases if case.expects == "answer"][::3]
    rows = rows_of(Faulty(starter, misciting), asked)
    for score in ("citation_recall", "citation_precision", "faithfulness"):
        assert moved(sound, rows, score).verdict == "worse", score
    assert stages(rows) <= {Stage.UNSUPPORTED.value, Stage.WRONGLY_DECLINED.value, Stage.NOT_RETRIEVED.value}
    assert Stage.UNSUPPORTED.value in stages(rows)


def test_an_assistant_that_answers_everything_is_seen(
    starter: Assistant, cases: Sequence[Case], sound: Sequence[Row]
) -> None:
    def never_declining(answer: Answer) -> Answer:
        if answer.kind is not AnswerKind.ABSTAINED:
            return answer
        hit = answer.passages[0]
        citation = Citation(1, hit.passage, hit.document, 0, len(hit.passage.text))
        said = Statement(hit.passage.text, (citation,))
        return replace(answer, kind=AnswerKind.QUOTED, statements=(said,), advice="", reason="")

    asked = [case for case in cases if case.expects == "decline"]
    rows = rows_of(Faulty(starter, never_declining), asked)
    assert all(row.scores["under_refusal"] == 1 for row in rows)
    assert sum(row.scores["under_refusal"] for row in sound if "under_refusal" in row.scores) < len(asked)
    assert stages(rows) == {Stage.WRONGLY_ANSWERED.value}


def test_an_assistant_that_refuses_everything_is_seen(
    starter: Assistant, cases: Sequence[Case], sound: Sequence[Row]
) -> None:
    def refusing(answer: Answer) -> Answer:
        return replace(answer, kind=AnswerKind.ABSTAINED, statements=(), more=(), advice="Ask somebody.")

    asked = [case for case in cases if case.expects == "answer"][::3]
    rows = rows_of(Faulty(starter, refusing), asked)
    assert all(row.scores["over_refusal"] == 1 and row.scores["nuggets"] == 0 for row in rows)
    assert moved(sound, rows, "over_refusal").verdict == "worse"
    assert Stage.WRONGLY_DECLINED.value in stages(rows)
    assert stages(rows) <= {Stage.WRONGLY_DECLINED.value, Stage.NOT_RETRIEVED.value}
