"""Quizzes held against a library: each way in which an item can be wrong is seen, and a sound one passes."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from made_items import BELL, NAMES, TOLL, cited, match, options, quiz, truth, when, who

from assistant import Assistant
from assistant.grounding.source import of_sentences
from assistant.grounding.verdict import Difference, Support, Verdict
from assistant.grounding.verifier import Verifier
from assistant.quiz.items import Item, Kind, Option
from assistant.scope import Scope
from eval.harness.cases import Quizzed
from eval.harness.judging import Judges, sources_of
from eval.harness.quiz_claims import claims, nearest, shown_answers
from eval.harness.quiz_judging import JudgedItem, facts, is_sound, judged_quiz, quiz_scores
from eval.harness.quiz_words import has_in_order, lacking, may_say, names

Judged = Callable[..., list[JudgedItem]]


@pytest.fixture
def judged(tiny: Assistant) -> Judged:
    """Judges items as a quiz."""
    rules: Judges = Verifier(tiny.embedder).verify

    def judged_(*items: Item, judge: Judges = rules) -> list[JudgedItem]:
        made = quiz(*items)
        return judged_quiz(made, judge, sources_of(tiny.library), nearest(tiny, made))

    return judged_


@pytest.fixture
def lib(tiny: Assistant):
    return tiny.library


# --- right answers


def test_sound_items_have_no_faults(judged: Judged, lib):
    made = judged(
        who(lib),
        when(lib),
        truth(lib, BELL, true=True),
        truth(lib, BELL.replace("3", "5"), true=False).model_copy(update={"id": "false"}),
        match(lib, "the keeper", "visitors"),
        Item(
            id="number",
            kind=Kind.NUMBER,
            stem="Within how many days of every visit to the tower must the keeper ring the bell?",
            number=3,
            unit="days",
            citations=(cited(lib, BELL),),
        ),
    )
    assert [(*one.keys, *one.distractors) for one in made] == [
        ("", "", ""),
        ("", "", "", ""),
        ("",),
        ("",),
        ("", "", "", ""),
        ("",),
    ]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"options": options("*the warden", "the owner of the book", "a guest")}, "lack 'warden'"),
        (
            {"stem": "Who should ring the bell within 3 days of every visit to the tower?"},
            "must, should or may is another",
        ),
        ({"stem": "Who must ring the bell within 5 days of every visit to the tower?"}, "number is another"),
        ({"stem": "Who must not ring the bell within 3 days of every visit to the tower?"}, "denial"),
        ({"stem": "Who must ring the gong within 3 days of every visit to the tower?"}, "gong"),
        ({"citations": ()}, "it cites nothing"),
    ],
)
def test_a_right_answer_that_the_cited_words_do_not_bear_out_is_seen(
    judged: Judged, lib, changes: dict[str, object], why: str
):
    (made,) = judged(who(lib, **changes))
    assert why in made.keys[0]
    assert "Who " in made.why
    assert made.faults


def test_a_stem_that_lays_a_duty_on_another_body_is_seen(judged: Judged, lib):
    stem = "What must the warden do?"
    act = options("*ring the bell within 3 days of every visit to the tower", "sleep", "go out")
    assert judged(who(lib, stem=stem, options=act))[0].keys[0]
    assert judged(who(lib, stem=stem.replace("warden", "keeper"), options=act))[0].keys == ("",)


@pytest.mark.parametrize("quote", ["The keeper must ring the bell 3 days long.", "", NAMES[::-1]])
def test_cited_words_that_stand_nowhere_bear_nothing_out(judged: Judged, lib, quote: str):
    words = cited(lib, BELL).model_copy(update={"quote": quote})
    assert "do not stand in the library" in judged(who(lib, citations=(words,)))[0].keys[0]


def test_words_of_a_passage_that_is_gone_bear_nothing_out(judged: Judged, lib):
    words = cited(lib, BELL).model_copy(update={"passage_id": "gone"})
    assert "do not stand in the library" in judged(who(lib, citations=(words,)))[0].keys[0]


def test_one_citation_is_to_bear_an_answer_out_alone(judged: Judged, lib):
    both = (cited(lib, NAMES), cited(lib, BELL))
    assert judged(who(lib, citations=both))[0].keys == ("",)
    mixed = who(lib, stem="Who must write their names down?", citations=both)
    assert judged(mixed)[0].keys[0]


@pytest.mark.parametrize(("statement", "true"), [(BELL, False), (BELL.replace("3 days", "5 days"), True)])
def test_a_statement_that_is_marked_the_wrong_way_round_is_seen(
    judged: Judged, lib, statement: str, true: bool
):
    (made,) = judged(truth(lib, statement, true=true))
    assert [bool(why) for why in (*made.keys, *made.distractors)] == [True]


def test_pairs_that_are_crossed_are_seen(judged: Judged, lib):
    (made,) = judged(match(lib, "visitors", "the keeper"))
    assert all(made.keys)
    assert all(made.distractors)


def test_several_right_answers_are_held_one_by_one(judged: Judged, lib):
    item = Item(
        id="several",
        kind=Kind.MULTIPLE,
        stem="The book says: “Visitors should:” Which of these does it name?",
        options=options("*write their names down", "*light a lamp", "ring twice"),
        citations=(cited(lib, NAMES),),
    )
    (made,) = judged(item)
    assert [bool(why) for why in made.keys] == [False, True]


def test_the_judge_may_hold_against_an_answer_what_the_plain_check_lets_through(judged: Judged, lib):
    def judge(told: str, sources: object) -> Verdict:
        return Verdict(Support.NOT, 0.9, (Difference("role", "the passage names another"),))

    assert "the passage names another" in judged(who(lib), judge=judge)[0].keys[0]


@pytest.mark.parametrize(
    ("probability", "checks", "holds"),
    [
        (0.9, ["wording"], True),
        (0.9, ["wording", "duty"], False),
        (0.3, ["wording"], False),
        (0.3, [], False),
    ],
)
def test_words_that_are_not_to_the_letter_are_no_fault_where_nothing_else_is(
    judged: Judged, lib, probability: float, checks: list[str], holds: bool
):
    differences = tuple(Difference(check, "it differs") for check in checks)

    def judge(told: str, sources: object) -> Verdict:
        return Verdict(Support.NOT, probability, differences)

    assert (judged(who(lib), judge=judge)[0].keys == ("",)) is holds


# --- steps in order


def _in_order(lib, texts: Sequence[str], quotes: Sequence[str]) -> Item:
    steps = tuple(
        Option(text=text, correct=True, citations=(cited(lib, quote),) if quote else ())
        for text, quote in zip(texts, quotes, strict=True)
    )
    return Item(id="order", kind=Kind.ORDERING, stem="Put these in order.", options=steps)


def test_steps_hold_where_the_cited_words_name_each_and_one_before_it(judged: Judged, lib):
    (made,) = judged(_in_order(lib, ("a visit to the tower", "ring the bell"), ("", BELL)))
    assert made.keys == ("",)


@pytest.mark.parametrize(
    ("texts", "quotes", "why"),
    [
        (("the lamp is lit", "ring the bell"), ("", BELL), "comes after"),
        (("a visit to the tower", "light the lamp"), ("", BELL), "comes after"),
        (("a visit to the tower", "ring the bell"), ("", ""), "it cites nothing"),
        (("a visit to the tower", "ring the bell"), ("", "It is so."), "do not stand in the library"),
    ],
)
def test_steps_that_the_cited_words_do_not_put_in_order_are_seen(
    judged: Judged, lib, texts: tuple[str, ...], quotes: tuple[str, ...], why: str
):
    assert why in judged(_in_order(lib, texts, quotes))[0].keys[0]


# --- wrong answers


def test_a_wrong_answer_that_the_cited_passage_says_is_seen(judged: Judged, lib):
    (made,) = judged(who(lib, options=options("the keeper", "*the warden", "the owner of the book")))
    assert [bool(why) for why in made.distractors] == [True, False]
    assert BELL in made.distractors[0]


def test_a_wrong_answer_that_only_another_document_says_is_seen(judged: Judged, lib):
    stem = "What must whoever crosses the bridge with a cart do?"
    acts = options("*ring the bell", "pay the warden two pence at the gate", "swim")
    (made,) = judged(who(lib, stem=stem, options=acts))
    assert TOLL in made.distractors[0]
    assert made.distractors[1] == ""


def test_another_strength_is_wrong_though_a_word_of_that_strength_stands_elsewhere(tiny: Assistant, lib):
    stem = "The book says: “The keeper [ … ] ring the bell, which may be loud.” Which word stands in the gap?"
    one = who(lib, stem=stem, options=options("*must", "should", "may"))
    held = of_sentences(["The keeper must ring the bell, which may be loud."])
    rules = Verifier(tiny.embedder).verify
    (made,) = judged_quiz(quiz(one), rules, lambda ids: [held], {})
    assert made.distractors == ("", "")


def test_what_is_out_of_scope_bears_nothing_out(tiny: Assistant, lib):
    stem = "What must whoever crosses the bridge with a cart do?"
    made = quiz(
        who(lib, stem=stem, options=options("*ring the bell", "pay the warden two pence at the gate"))
    )
    visits = tuple(one.id for one in lib.documents() if "visits" in one.path)
    narrow = Assistant(lib, tiny.embedder, scope=Scope(documents=visits))
    asked = nearest(narrow, made)
    (one,) = judged_quiz(made, Verifier(tiny.embedder).verify, sources_of(lib), asked)
    assert one.distractors == ("",)


def test_the_judge_is_asked_of_no_sentence_that_has_too_few_of_the_words(judged: Judged, lib):
    asked = []

    def judge(told: str, sources: object) -> Verdict:
        asked.append(told)
        return Verdict(Support.SUPPORTED, 1.0)

    (made,) = judged(who(lib), judge=judge)
    assert made.distractors == ("", "")
    assert len(asked) == 1  # of the key


def test_the_judge_decides_where_words_are_put_otherwise(judged: Judged, lib):
    stem = "When a cart crosses the bridge, who must pay the warden two pence at the gate?"
    one = who(lib, stem=stem, options=options("*the keeper", "whoever crosses the bridge with a cart"))
    verdicts = [judged(one, judge=lambda *_, s=support: Verdict(s, 0.5))[0] for support in Support]
    seen = {verdict.distractors[0] != "" for verdict in verdicts}
    assert seen == {True, False}


# --- flaws, facts and scores


def test_a_flaw_of_an_item_is_seen(judged: Judged, lib):
    (made,) = judged(who(lib, options=options("the warden", "*the keeper", "None of the above")))
    assert any(one.startswith("none of the above: ") for one in made.flaws)


def test_a_fact_that_is_asked_twice_is_seen_by_the_linter_and_by_the_words_that_are_cited(
    judged: Judged, lib
):
    made = judged(who(lib), who(lib, "again", fact="called otherwise"), match(lib, "the keeper", "visitors"))
    assert [any(flaw.startswith("repeated fact") for flaw in one.flaws) for one in made][:2] == [False, True]
    assert len(facts(made)) == 1  # a matching item without citations of its own counts as none


SOUND = {"quiz_items": 1, "quiz_keys": 1, "quiz_distractors": 1, "quiz_flawless": 1, "quiz_facts": 1}


def _made(lib, **told: object) -> JudgedItem:
    return replace(JudgedItem(who(lib), ("",), ("", ""), (), "a"), **told)


def test_the_scores_are_shares_of_answers_and_of_items(lib):
    some = [
        _made(lib),
        _made(lib, keys=("it is not so",)),
        _made(lib, distractors=("so", "", ""), fact="b"),
        _made(lib, flaws=("vague term: often", "k-type: so"), fact=""),
    ]
    assert quiz_scores(some, Quizzed(items=8)) == {
        "quiz_items": 4 / 8,
        "quiz_keys": 3 / 4,
        "quiz_distractors": 8 / 9,
        "quiz_flawless": 3 / 4,
        "quiz_facts": 2 / 4,
    }


def test_a_quiz_of_nothing_is_short_of_everything_and_wrong_in_nothing():
    found = quiz_scores([], Quizzed(items=8))
    assert found == SOUND | {"quiz_items": 0}
    assert not is_sound(found)


@pytest.mark.parametrize(
    ("about", "share"), [((), None), (("the BELL",), 1.0), (("oil", "book"), 0.5), (("oil",), 0.0)]
)
def test_what_is_on_the_topic_has_one_of_its_words_in_the_question_or_what_it_cites(
    lib, about: tuple[str, ...], share: float | None
):
    some = [_made(lib), _made(lib, item=who(lib, "b", citations=(cited(lib, NAMES),)))]
    assert quiz_scores(some, Quizzed(about=about)).get("quiz_topic") == share


@pytest.mark.parametrize("name", SOUND)
def test_a_quiz_passes_with_everything_right_and_nearly_all_facts_distinct(name: str):
    assert is_sound(SOUND)
    assert is_sound(SOUND | {name: 0.9}) is (name == "quiz_facts")
    assert not is_sound(SOUND | {name: 0.89})


def test_why_tells_the_item_and_all_that_is_wrong_with_it_and_nothing_of_a_sound_one(lib):
    told = _made(lib, keys=("a is not so",), flaws=("k-type: b",)).why
    assert told.startswith("Who must ring the bell")
    assert "the warden / the keeper (right) / " in told
    assert told.endswith(": a is not so; k-type: b")
    assert _made(lib).why == ""


def test_all_that_can_be_answered_is_shown(lib):
    assert list(shown_answers(match(lib, "a", "b")))[1] == ("should write their names down → b", True)
    assert list(shown_answers(who(lib)))[:2] == [("the warden", False), ("the keeper", True)]


def test_every_answer_of_a_matching_item_is_a_claim(lib):
    told = [(one.told, one.right) for one in claims(match(lib, "the keeper", "visitors"))]
    assert ("Visitors should write their names down.", True) in told
    assert ("The keeper should write their names down.", False) in told
    assert len(told) == 4


# --- the plain check


@pytest.mark.parametrize(
    ("answer", "told", "why"),
    [
        ("the keeper", BELL, ""),
        ("rings a bell for visits", BELL, ""),
        ("3 days", BELL.replace("3 days", "three days"), ""),
        ("the warden", BELL.replace("keeper", "warden"), "the cited words lack 'warden'"),
        ("the keeper", BELL.replace("must", "may"), "the must, should or may is another"),
        ("3 days", BELL.replace("3 days", "3 weeks"), "the number is another"),
        ("the keeper", BELL.replace("must", "must not"), "the denial is another"),
    ],
)
def test_an_answer_stands_in_words_that_have_its_own_its_numbers_its_duty_and_its_denials(
    answer: str, told: str, why: str
):
    assert lacking(answer, told, [BELL]) == why


def test_words_are_in_order_only_as_they_stand():
    assert has_in_order("The keeper rings the bell.", BELL)
    assert not has_in_order("The bell rings the keeper.", BELL)
    assert not has_in_order("The keeper rings the gong.", BELL)
    assert has_in_order("The keeper must ring the bell.", BELL)
    assert not has_in_order("The keeper may ring the bell.", f"{BELL} It could break.")


def test_a_sentence_is_near_a_claim_with_most_of_its_words_and_its_facts():
    assert may_say("the keeper", BELL, BELL)
    assert may_say("the keeper", BELL.replace("bell", "gong"), BELL)
    assert not may_say("the warden", BELL.replace("keeper", "warden"), BELL)
    assert not may_say("the keeper", BELL.replace("3", "4"), BELL)


def test_a_step_is_named_by_two_of_its_words_or_all_that_it_has():
    assert names(BELL, "the bell is rung on each visit")
    assert not names(BELL, "the bell hangs outside")
    assert names(BELL, "visits")
    assert names(BELL, "a visit to a museum", besides="a museum")
    assert not names(BELL, "a museum visit", besides="a visit")
