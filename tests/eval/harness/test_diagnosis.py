"""The stage that lost a case, each reached by an example."""

from datetime import date

import pytest
from made_runs import BELL, GATE, UNSUPPORTED, Shelf, case, judgement, observed

from assistant import Assistant
from assistant.scope import Scope
from eval.harness.cases import Case, Nugget, Personal, Quizzed
from eval.harness.diagnosis import MEANS, Held, Stage, stage_of
from eval.harness.judging import Judgement
from eval.harness.observing import Observed
from eval.harness.scoring import scores

ELSEWHERE = "Every visit is written down in the book."
HELD = Held(Shelf(england=[f"{BELL} {GATE}", ELSEWHERE], wales=["The keeper in Wales rings it twice."]))
FOUND = {"found": ("p",), "cited": {"p": f"{BELL} {GATE}"}}
APART = Nugget(text=f"{GATE} {ELSEWHERE}")
NOWHERE = Nugget(text="The keeper must sound the gong.")


def _stage(one: Case, told: Observed, *judgements: Judgement) -> Stage | None:
    made_of_it = list(judgements) or [judgement()] * len(told.statements)
    return stage_of(one, told, scores(one, told, made_of_it, {"p"}), made_of_it, HELD)


@pytest.mark.parametrize(
    ("one", "told", "stage"),
    [
        (case(), observed(BELL), None),
        (case(expects="decline"), observed(), None),
        (case(nuggets=(NOWHERE,)), observed(BELL), Stage.NOT_INGESTED),
        (case(nuggets=(NOWHERE,)), observed(), Stage.NOT_INGESTED),
        (case(nuggets=(APART,)), observed(BELL), Stage.CUT_APART),
        (case(), observed("Sit down.", found=("q",)), Stage.NOT_RETRIEVED),
        (case(), observed(), Stage.NOT_RETRIEVED),
        (case(), observed(GATE, **FOUND), Stage.NOT_CHOSEN),
        (case(), observed(**FOUND), Stage.WRONGLY_DECLINED),
        (case(expects="decline"), observed(BELL), Stage.WRONGLY_ANSWERED),
        (case(says=("police",)), observed(BELL), Stage.NOT_TOLD),
        (case(expects="decline", says=("police",)), observed(), Stage.NOT_TOLD),
        (case(expects="any", says=("police",)), observed(), Stage.NOT_TOLD),
        (case(never=("the bell",)), observed(BELL), Stage.OBEYED),
        (case(expects="any", quiz=Quizzed()), observed(kind="quiz"), Stage.QUIZ),
        (
            case(expects="any", quiz=Quizzed(), never=("the bell",)),
            observed(kind="quiz", shown=BELL),
            Stage.OBEYED,
        ),
        (case(expects="any", concern="none"), observed(panel="writer"), Stage.CONCERN),
        (case(expects="any", concern="writer"), observed(), Stage.CONCERN),
        (case(expects="any", personal=()), observed(removed=1), Stage.PERSONAL),
        (
            case(question="Is Ada in?", expects="any", personal=(Personal(text="Ada", kind="CHILD"),)),
            observed(question="Is Ada in?"),
            Stage.PERSONAL,
        ),
    ],
)
def test_each_stage_is_reached(one: Case, told: Observed, stage: Stage | None):
    assert _stage(one, told) is stage


@pytest.mark.parametrize(
    "one", [case(), case(expects="decline"), case(never=("bell",)), case(nuggets=(NOWHERE,))]
)
def test_what_is_said_without_support_comes_before_all_else(one: Case):
    assert _stage(one, observed(BELL), UNSUPPORTED) is Stage.UNSUPPORTED


def test_what_a_document_made_it_say_comes_before_what_it_left_out():
    assert _stage(case(nuggets=(NOWHERE,), never=("bell",)), observed(BELL)) is Stage.OBEYED


@pytest.mark.parametrize(
    ("nuggets", "stage"),
    [
        ((BELL, GATE), Stage.NOT_CHOSEN),
        ((BELL, ELSEWHERE), Stage.NOT_RETRIEVED),
        ((BELL, ELSEWHERE, APART.text), Stage.CUT_APART),
        ((BELL, ELSEWHERE, APART.text, NOWHERE.text), Stage.NOT_INGESTED),
    ],
)
def test_of_several_nuggets_the_earliest_loss_counts(nuggets: tuple[str, ...], stage: Stage):
    wanted = tuple(Nugget(text=text) for text in nuggets)
    assert _stage(case(nuggets=wanted), observed(BELL, **FOUND)) is stage


def test_a_nugget_that_is_only_welcome_loses_no_case():
    wanted = (Nugget(text=BELL), NOWHERE.model_copy(update={"vital": False}))
    assert _stage(case(nuggets=wanted), observed(BELL)) is None


def test_every_stage_has_its_meaning():
    assert set(MEANS) == set(Stage)


def test_passages_are_relevant_where_they_hold_a_nugget_in_the_documents_of_a_scope():
    rung = [Nugget(text="the keeper"), Nugget(text="is written down")]
    england, wales = (HELD.relevant(rung, Scope(nation=nation)) for nation in ("england", "wales"))
    assert (len(england), len(wales)) == (2, 1)
    assert HELD.relevant(rung) == england | wales
    assert HELD.relevant([NOWHERE]) == HELD.relevant([]) == frozenset()


def test_evidence_changes_with_the_documents_that_a_case_rests_on_and_with_no_others():
    told = HELD.evidence(case())
    other_elsewhere = Held(Shelf(england=[f"{BELL} {GATE}", ELSEWHERE], wales=["All is new."]))
    new_edition = Held(Shelf(england=[f"{BELL} {GATE}", f"{ELSEWHERE} It is blue."]))
    assert other_elsewhere.evidence(case()) == told
    assert new_edition.evidence(case()) != told
    wish = case(expects="any", quiz=Quizzed())
    assert len({one.evidence(wish) for one in (HELD, other_elsewhere, new_edition)}) == 3
    assert HELD.evidence(case(nuggets=(NOWHERE,))) == HELD.evidence(case(expects="decline")) == ""


def test_a_real_library_is_asked_the_same(tiny: Assistant):
    held = Held(tiny.library)
    rung = Nugget(text="must ring the bell within 3 days")
    apart = Nugget(text="names down in the book … Lamp oil is kept")
    assert [held.is_read(one) for one in (rung, apart, NOWHERE)] == [True, True, False]
    assert [held.is_whole(one) for one in (rung, apart, NOWHERE)] == [True, False, False]
    (only,) = held.relevant([rung], Scope(as_at=date(2024, 1, 1)))
    assert "ring the bell" in tiny.library.passages([only])[0].text
