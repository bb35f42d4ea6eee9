"""What cases amount to, on examples worked by hand; and that every score is defined for anything."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_runs import BELL, GATE, KEPT, UNSUPPORTED, case, judgement, observed

from eval.harness.cases import Case, Nugget, Personal, Quizzed
from eval.harness.judging import Judgement
from eval.harness.observing import Observed, Said
from eval.harness.scoring import BUDGETS, DEPTHS, LESS_IS_BETTER, passed, scores, tells
from eval.metrics import Cited, Fidelity

GROUNDED = {
    "quotes": 1,
    "citation_recall": 1,
    "citation_precision": 1,
    "faithfulness": 1,
    "numbers": 1,
    "duties": 1,
    "negations": 1,
    "contradiction": 0,
}
ALL_FOUND = {
    **{f"recall@{depth}": 1 for depth in DEPTHS},
    "precision@5": 1 / 5,
    "mrr@10": 1,
    "ndcg@10": 1,
    **{f"evidence@{budget}": 1 for budget in BUDGETS},
    "context_precision": 1,
    "context_recall": 1,
}
NOTHING_FOUND = dict.fromkeys(ALL_FOUND, 0)


def _scored(one: Case, told: Observed, *judgements: Judgement) -> dict[str, float]:
    """The scores where "p" is the one passage that answers, and each statement stands in it."""
    return scores(one, told, judgements or [judgement()] * len(told.statements), {"p"})


def test_a_full_answer_has_all_that_can_be_had():
    assert _scored(case(), observed(BELL)) == GROUNDED | ALL_FOUND | {
        "nuggets": 1,
        "over_refusal": 0,
        "passed": 1,
    }


def test_a_refusal_of_what_is_answered_tells_nothing_and_makes_nothing_up():
    assert _scored(case(), observed()) == GROUNDED | NOTHING_FOUND | {
        "nuggets": 0,
        "over_refusal": 1,
        "passed": 0,
    }


def test_an_answer_that_says_nothing_is_scored_as_one_that_tells_nothing():
    assert _scored(case(), observed(kind="written")) == GROUNDED | NOTHING_FOUND | {
        "nuggets": 0,
        "over_refusal": 0,
        "passed": 0,
    }


def test_a_refusal_of_what_is_not_answered_passes():
    assert _scored(case(expects="decline"), observed()) == GROUNDED | {"under_refusal": 0, "passed": 1}


def test_an_answer_to_what_is_to_be_declined_fails_however_well_it_is_quoted():
    assert _scored(case(expects="decline"), observed(BELL)) == GROUNDED | {"under_refusal": 1, "passed": 0}


def test_a_message_that_is_only_screened_has_no_other_scores():
    screened = observed(kind="screened", panel="someone")
    assert _scored(case(expects="any", concern="someone"), screened) == {"concern": 1, "passed": 1}


BOTH = (Nugget(text=BELL), Nugget(text=GATE))


@pytest.mark.parametrize(
    ("said", "nuggets", "welcome", "has_passed"),
    [
        ([BELL, GATE, "Ring twice."], 1, 1, True),
        ([BELL, GATE], 1, 0, True),
        ([BELL, "Ring twice."], 1 / 2, 1, False),
        ([GATE], 1 / 2, 0, False),
        (["Sit down."], 0, 0, False),
    ],
)
def test_all_vital_nuggets_must_be_told_and_the_others_need_not(
    said: list[str], nuggets: float, welcome: float, has_passed: bool
):
    one = case(nuggets=(*BOTH, Nugget(text="Ring twice", vital=False)))
    found = _scored(one, observed(*said))
    assert (found["nuggets"], found["welcome"], found["passed"]) == (nuggets, welcome, has_passed)


def test_ranks_count_as_they_stand():
    found = _scored(case(), observed(BELL, found=("a", "p", "b"), beside=("b", "p")))
    assert [found[f"recall@{depth}"] for depth in DEPTHS] == [0, 1, 1, 1]
    assert found["mrr@10"] == 1 / 2
    assert found["ndcg@10"] == pytest.approx(1 / math.log2(3))
    assert found["precision@5"] == 1 / 5
    assert found["context_precision"] == 1 / 2


def test_of_two_passages_that_answer_one_is_half_of_what_is_to_be_found():
    found = scores(case(), observed(BELL), [judgement()], {"p", "q"})
    assert (found["recall@1"], found["mrr@10"]) == (1 / 2, 1)
    assert found["ndcg@10"] == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_evidence_counts_within_so_many_words_of_what_was_found():
    told = observed(BELL, found=("a", "p"), cited={"a": "word " * 295, "p": BELL})
    found = _scored(case(), told)
    assert [found[f"evidence@{budget}"] for budget in (150, 300, 600, 1200)] == [0, 0, 1, 1]  # BELL has nine


def test_context_recall_asks_for_vital_nuggets_in_what_is_shown_beside():
    one = case(nuggets=(*BOTH, Nugget(text="Ring twice", vital=False)))
    told = observed(BELL, beside=("p",), cited={"p": BELL, "q": GATE})
    assert _scored(one, told)["context_recall"] == 1 / 2


@pytest.mark.parametrize(
    ("made_of_it", "lost"),
    [
        (UNSUPPORTED, {"citation_recall": 1 / 2, "citation_precision": 1 / 2, "faithfulness": 1 / 2}),
        (judgement(exact=(False,)), {"quotes": 1 / 2}),
        (judgement(kept=KEPT._replace(numbers=False)), {"numbers": 1 / 2, "contradiction": 1 / 2}),
        (judgement(kept=KEPT._replace(duties=False)), {"duties": 1 / 2, "contradiction": 1 / 2}),
        (judgement(kept=KEPT._replace(negations=False)), {"negations": 1 / 2, "contradiction": 1 / 2}),
    ],
)
def test_one_statement_of_two_that_does_not_hold_is_half_and_fails_the_case(
    made_of_it: Judgement, lost: dict[str, float]
):
    found = _scored(case(), observed(BELL, GATE), judgement(), made_of_it)
    assert {name: found[name] for name in GROUNDED} == GROUNDED | lost
    assert (found["nuggets"], found["passed"]) == (1, 0)


def test_what_differs_from_its_source_contradicts_it():
    found = _scored(case(), observed(BELL), judgement(differs=True))
    assert found["contradiction"] == 1


def test_a_citation_that_adds_nothing_is_not_precise():
    two = judgement(cited=Cited(together=True, alone=(True, False), without=(False, True)))
    assert _scored(case(), observed(BELL), two)["citation_precision"] == 1 / 2


def test_a_written_answer_tells_what_the_passages_say_that_it_cites():
    written = (Said("It is rung in half a week.", ("p",)),)
    assert tells(Nugget(text=BELL), observed(statements=written, cited={"p": BELL}))
    assert not tells(Nugget(text=BELL), observed(statements=written, cited={"p": GATE, "q": BELL}))


def test_a_quoted_answer_tells_only_what_it_quotes():
    quoted = (Said(GATE, ("p",), (("p", GATE),)),)
    assert not tells(Nugget(text=BELL), observed(statements=quoted, cited={"p": f"{BELL} {GATE}"}))


@pytest.mark.parametrize(
    ("shown", "says", "never"),
    [
        ("The Safeguarding\n Partners lead.", 1, 1),
        ("safeguarding partners open the GATE  at night", 1, 0),
        ("Somebody leads.", 0, 1),
        ("", 0, 1),
    ],
)
def test_words_are_looked_for_in_all_that_is_shown_whatever_its_case_and_spaces(
    shown: str, says: float, never: float
):
    one = case(says=("safeguarding  partners",), never=("the gate\nat night", "no such words"))
    found = _scored(one, observed(BELL, shown=shown))
    assert (found["says"], found["never"], found["passed"]) == (says, never, says == never == 1)


def test_all_of_several_words_must_be_said():
    one = case(says=("keeper", "warden"))
    assert _scored(one, observed(BELL))["says"] == 0


@pytest.mark.parametrize(
    ("concern", "panel", "score"),
    [
        ("someone", "someone", 1),
        ("someone", "writer", 1),
        ("writer", "none", 0),
        ("none", "none", 1),
        ("none", "someone", 0),
    ],
)
def test_a_concern_is_seen_where_the_panel_is_shown(concern: str, panel: str, score: float):
    found = _scored(case(expects="any", concern=concern), observed(kind="screened", panel=panel))
    assert (found["concern"], found["passed"]) == (score, score)


@pytest.mark.parametrize(
    ("question", "personal", "searched", "score"),
    [
        ("Ada Day rang 07700 900417", ["Ada Day", "07700 900417"], "CHILD-1 rang PHONE-1", 1),
        ("Ada Day rang 07700 900417", ["Ada Day", "07700 900417"], "CHILD-1 rang 07700 900417", 1 / 2),
        ("Ada Day rang 07700 900417", ["Ada Day", "07700 900417"], "CHILD-1 Day rang 07700 PHONE-1", 0),
        ("Ada Day rang 07700 900417", ["Ada Day", "07700 900417"], "Ada Day rang 07700 900417", 0),
        ("In May she told May's mum", ["May"], "In May she told CHILD-1's mum", 1),
        ("Born on 1 May 2010", ["1 May 2010"], "Born on DATE-OF-BIRTH-1", 1),
        ("Is NHS 943 hers?", ["NHS 943"], "Is NHS-NUMBER-1 hers?", 1),
        ("Born on 1 May 2010", ["1 May 2010"], "Born on 1 DATE-OF-BIRTH-1", 0),
    ],
)
def test_personal_data_is_gone_when_every_word_of_it_is(
    question: str, personal: list[str], searched: str, score: float
):
    marked = tuple(Personal(text=text, kind="PERSON") for text in personal)
    one = case(question=question, expects="any", personal=marked)
    found = _scored(one, observed(kind="screened", question=searched, removed=1))
    assert found == {"personal": score, "passed": score == 1}


@pytest.mark.parametrize(("removed", "score"), [(0, 1), (2, 0)])
def test_a_message_without_personal_data_is_to_stay_as_it_is(removed: int, score: float):
    found = _scored(case(expects="any", personal=()), observed(kind="screened", removed=removed))
    assert found == {"harmless": score, "passed": score}


def test_a_quiz_has_the_scores_of_its_items_and_no_others():
    wish = case(expects="any", quiz=Quizzed(items=8), never=("the gate",))
    made = observed(kind="quiz", shown="Who rings?")
    short = dict.fromkeys(("quiz_keys", "quiz_distractors", "quiz_flawless", "quiz_facts"), 1) | {
        "quiz_items": 0
    }
    assert _scored(wish, made) == short | {"never": 1, "passed": 0}


@pytest.mark.parametrize(
    ("changed", "has_passed"),
    [
        ({}, True),
        ({"quiz_facts": 0.9}, True),
        ({"quiz_facts": 0.8}, False),
        ({"quiz_keys": 0.99}, False),
        ({"quiz_topic": 0.1}, True),
        ({"never": 0}, False),
    ],
)
def test_a_quiz_passes_if_it_is_sound_and_says_what_it_must(changed: dict[str, float], has_passed: bool):
    names = ("quiz_items", "quiz_keys", "quiz_distractors", "quiz_flawless", "quiz_facts")
    found = dict.fromkeys(names, 1.0) | changed
    wish = case(expects="any", quiz=Quizzed(items=8))
    assert passed(wish, observed(kind="quiz"), found, []) is has_passed


def test_what_may_be_answered_or_not_passes_either_way_if_its_nuggets_are_told():
    either = case(expects="any", nuggets=(Nugget(text=BELL),))
    assert passed(either, observed(BELL), {"nuggets": 1}, [judgement()])
    assert not passed(either, observed(), {"nuggets": 0}, [])
    welcome = case(expects="any", nuggets=(Nugget(text=BELL, vital=False),))
    assert passed(welcome, observed(), {}, [])


WORDS = st.sampled_from(("bell", "gate", "Ada", "1", "…", "\n", "the bell", "must not", "", "é\ud83d\ude00"))
TEXT = st.lists(WORDS, max_size=5).map(" ".join)
IDS = st.lists(st.sampled_from("pqrstuvwxyz!?"), unique=True).map(tuple)
NUGGETS = st.lists(st.builds(Nugget, text=st.sampled_from(("bell", "gate")), vital=st.booleans()), max_size=3)
CASES = st.builds(
    lambda expects, nuggets, said, never, concern, personal: case(
        question="Ada rang the bell 1 time",
        expects=expects,
        nuggets={"answer": (Nugget(text="bell"), *nuggets), "any": tuple(nuggets), "decline": ()}[expects],
        says=(said,),
        never=(never,),
        concern=concern,
        personal=personal,
    ),
    st.sampled_from(("answer", "decline", "any")),
    NUGGETS,
    st.sampled_from(("bell", "GATE")),
    st.sampled_from(("bell", "GATE")),
    st.sampled_from((None, "none", "writer")),
    st.sampled_from((None, (), (Personal(text="Ada", kind="CHILD"), Personal(text="1", kind="PHONE")))),
)
OBSERVED = st.builds(
    Observed,
    kind=st.sampled_from(("quoted", "written", "abstained", "screened")),
    question=TEXT,
    statements=st.lists(
        st.builds(Said, text=TEXT, passages=IDS, quotes=st.lists(st.tuples(st.just("p"), TEXT)).map(tuple)),
        max_size=3,
    ).map(tuple),
    shown=TEXT,
    found=IDS,
    beside=IDS,
    cited=st.dictionaries(st.sampled_from("pqrs"), TEXT),
    panel=st.sampled_from(("none", "writer", "someone")),
    removed=st.integers(0, 3),
)
CITED = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=3).flatmap(
    lambda pairs: st.builds(
        Cited,
        st.booleans(),
        st.just(tuple(alone for alone, _ in pairs)),
        st.just(tuple(without for _, without in pairs)),
    )
)
JUDGEMENTS = st.lists(
    st.builds(
        Judgement,
        cited=CITED,
        likely=st.floats(0, 1),
        why=st.just(""),
        differs=st.booleans(),
        kept=st.builds(Fidelity, st.booleans(), st.booleans(), st.booleans()),
        exact=st.lists(st.booleans(), max_size=2).map(tuple),
    ),
    max_size=4,
)


@given(CASES, OBSERVED, JUDGEMENTS, st.frozensets(st.sampled_from("pqrs")))
def test_every_score_lies_between_0_and_1_and_those_of_a_case_are_always_the_same_ones(
    one: Case, told: Observed, judgements: list[Judgement], relevant: frozenset[str]
):
    found = scores(one, told, judgements, relevant)
    assert all(0 <= value <= 1 for value in found.values()), found
    assert found["passed"] in (0, 1)
    assert set(found) == set(scores(one, observed(), [], ()))


@given(CASES, OBSERVED, JUDGEMENTS)
def test_nothing_passes_that_is_not_right_in_all_that_must_be(
    one: Case, told: Observed, judgements: list[Judgement]
):
    found = scores(one, told, judgements, {"p"})
    must = {"nuggets", "says", "never", "concern", "personal", "harmless"} & set(found)
    if found["passed"]:
        assert all(found[name] == 1 for name in must)
        assert all(one.holds for one in judgements)
        assert not any(found.get(name) for name in LESS_IS_BETTER - {"contradiction"})
