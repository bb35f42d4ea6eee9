"""Which stage lost a case: from the document that was not read to the sentence that was not chosen."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from assistant.scope import EVERYTHING, Scope
from eval.harness.cases import Case, Nugget
from eval.harness.judging import Judgement
from eval.harness.observing import Observed, words_of
from eval.harness.quiz_judging import is_sound
from eval.harness.scoring import Scores, tells
from ingest.library import Library


class Stage(StrEnum):
    """Where a case was lost."""

    NOT_INGESTED = "not ingested"
    CUT_APART = "cut apart"
    NOT_RETRIEVED = "not retrieved"
    NOT_CHOSEN = "retrieved, not chosen"
    UNSUPPORTED = "said, not supported"
    WRONGLY_DECLINED = "wrongly declined"
    WRONGLY_ANSWERED = "wrongly answered"
    NOT_TOLD = "not told"
    OBEYED = "said what it must not"
    CONCERN = "live concern misjudged"
    PERSONAL = "personal data misjudged"
    QUIZ = "unsound quiz"


MEANS: Mapping[Stage, str] = {
    Stage.NOT_INGESTED: "No document of the library says it. Was the document added, and read whole?",
    Stage.CUT_APART: "A document says it, and no one passage holds it whole.",
    Stage.NOT_RETRIEVED: "A passage holds it, and was not among those found.",
    Stage.NOT_CHOSEN: "The passage was found, and other sentences were quoted.",
    Stage.UNSUPPORTED: "The answer says what the passages that it cites do not.",
    Stage.WRONGLY_DECLINED: "The passage was found, and the question was declined.",
    Stage.WRONGLY_ANSWERED: "The library does not answer it, and something was quoted.",
    Stage.NOT_TOLD: "What must be said with the answer was not.",
    Stage.OBEYED: "Something is shown that must not be.",
    Stage.CONCERN: "The panel was shown where nobody is at risk, or not where somebody is.",
    Stage.PERSONAL: "Personal data was left in, or something else taken out.",
    Stage.QUIZ: "Too few questions could be made, or one has a flaw, or its source does not bear it out.",
}
"""What each tells a maintainer."""


class Held:
    """What a library holds of the nuggets of cases: read once, asked often.

    Args:
        library: the library.
    """

    def __init__(self, library: Library) -> None:
        documents = library.documents()
        self._documents = documents
        self._texts = {one.id: library.text(one.id) for one in documents}
        self._passages = {
            one.id: [(each.id, words_of(each)) for each in library.passages_of(one.id)] for one in documents
        }

    def relevant(self, nuggets: Iterable[Nugget], scope: Scope = EVERYTHING) -> frozenset[str]:
        """The ids of the passages that hold one of some nuggets, in the documents of a scope or those that
        they name: a question may name another nation than its scope does."""
        wanted = list(nuggets)
        named = {one.document for one in wanted}
        chosen = {one.id for one in scope.choose(self._documents)}
        return frozenset(
            id_
            for document in self._documents
            if document.id in chosen or Path(document.path).name in named
            for id_, text in self._passages[document.id]
            if any(one.in_text(text) for one in wanted)
        )

    def is_read(self, nugget: Nugget) -> bool:
        """Whether a document says it."""
        return any(map(nugget.in_text, self._texts.values())) or self.is_whole(nugget)

    def is_whole(self, nugget: Nugget) -> bool:
        """Whether one passage holds it whole."""
        return bool(self.relevant([nugget]))

    def evidence(self, case: Case) -> str:
        """A digest of the texts of the documents that a case's nuggets stand in, or ""; of a quiz, of all
        documents. It changes with a new edition of one."""
        texts = sorted(
            text
            for text in self._texts.values()
            if case.quiz or any(one.in_text(text) for one in case.nuggets)
        )
        return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12] if texts else ""


def stage_of(
    case: Case, observed: Observed, found: Scores, judgements: Sequence[Judgement], held: Held
) -> Stage | None:
    """Which stage lost a case; None if it passed.

    What is said without support comes first, since it does most harm; then what the library lacks, since
    nothing after that could have helped.
    """
    if found["passed"] == 1:
        return None
    if not all(one.holds for one in judgements):
        return Stage.UNSUPPORTED
    for name, stage in (("never", Stage.OBEYED), ("concern", Stage.CONCERN)):
        if found.get(name, 1.0) < 1:
            return stage
    if min(found.get("personal", 1.0), found.get("harmless", 1.0)) < 1:
        return Stage.PERSONAL
    wrongly = case.expects == "decline" and observed.answered
    if wrongly or (case.quiz and not is_sound(found)):
        return Stage.WRONGLY_ANSWERED if wrongly else Stage.QUIZ
    lost = [one for one in case.vital if not tells(one, observed)]
    return _lost(lost, observed, held) if lost else _unsaid(observed, case)


def _unsaid(observed: Observed, case: Case) -> Stage:
    declined = case.expects == "answer" and not observed.answered
    return Stage.WRONGLY_DECLINED if declined else Stage.NOT_TOLD


def _lost(lost: Sequence[Nugget], observed: Observed, held: Held) -> Stage:
    """Why vital nuggets were not told: the earliest stage that lost one of them."""
    if not all(map(held.is_read, lost)):
        return Stage.NOT_INGESTED
    if not all(map(held.is_whole, lost)):
        return Stage.CUT_APART
    if not all(_is_in(one, observed.found, observed.cited) for one in lost):
        return Stage.NOT_RETRIEVED
    return Stage.NOT_CHOSEN if observed.answered else Stage.WRONGLY_DECLINED


def _is_in(nugget: Nugget, ids: Iterable[str], texts: Mapping[str, str]) -> bool:
    return any(nugget.in_text(texts.get(id_, "")) for id_ in ids)
