"""Quizzes from the starter notes: sound, varied, the same for the same wish, and never silent about less."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from scripted import Scripted

from assistant import Assistant, Writer, opened
from assistant.quiz.checking import Grounds, findings
from assistant.quiz.items import Item, Kind, Option, Quiz, QuizError, from_json
from assistant.quiz.linting import lint_quiz
from assistant.quiz.making import ROLES, Made, Wanted, another, make
from assistant.quiz.making.parts import source_of
from assistant.quiz.wording import holds_back, worded
from assistant.settings import Settings


@pytest.fixture(scope="module")
def made(starter: Assistant) -> Made:
    return make(starter, Wanted(items=16, seed=1))


@pytest.fixture(scope="module")
def quiz(made: Made) -> Quiz:
    return made.quiz


def test_as_many_items_as_are_wanted_of_several_kinds(quiz: Quiz):
    assert len(quiz.items) == 16
    assert len({item.kind for item in quiz.items}) >= 3


def test_every_item_holds(starter: Assistant, quiz: Quiz):
    grounds = Grounds(starter)
    assert {
        item.id: findings(starter, item, grounds) for item in quiz.items if findings(starter, item, grounds)
    } == {}


def test_no_item_has_a_flaw(quiz: Quiz):
    assert lint_quiz(quiz.items) == []


def test_no_fact_is_asked_for_twice(quiz: Quiz):
    counts = Counter(item.fact for item in quiz.items)
    assert max(counts.values()) == 1
    assert len({item.stem for item in quiz.items if not item.story}) == len(
        [i for i in quiz.items if not i.story]
    )


def test_every_item_cites_words_that_stand_in_the_library(starter: Assistant, quiz: Quiz):
    for cited in (one for item in quiz.items for one in item.cited):
        (passage,) = starter.library.passages([cited.passage_id])
        assert all(line in passage.text for line in cited.quote.split("\n"))
        assert cited.label


def test_every_option_has_its_reason(quiz: Quiz):
    for item in quiz.items:
        if item.kind is not Kind.ORDERING:
            assert all(option.rationale for option in item.options)
        assert item.objective
        assert item.citations


def test_a_story_unfolds(quiz: Quiz):
    told = [item for item in quiz.items if item.story]
    assert [item.stage for item in told] == list(range(1, len(told) + 1))
    assert len(told) >= 3
    for before, after in pairwise(told):
        assert before.situation in after.situation


def test_the_same_wish_makes_the_same_quiz(starter: Assistant, quiz: Quiz):
    assert make(starter, Wanted(items=16, seed=1)).quiz == quiz
    assert make(starter, Wanted(items=16, seed=2)).quiz.items != quiz.items


def test_it_is_written_and_read_whole(quiz: Quiz):
    assert from_json(quiz.to_json()) == quiz


def test_progress_is_told(starter: Assistant):
    told: list[tuple[int, int]] = []
    make(starter, Wanted(items=3, seed=3), lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_topic_is_kept_to(starter: Assistant):
    quiz = make(starter, Wanted(topic="allegations against staff", items=4, seed=1)).quiz
    told = " ".join(cited.label for item in quiz.items for cited in item.citations)
    assert "Allegations against staff" in told
    assert quiz.title == "Allegations against staff: quiz"


def test_documents_are_kept_to(starter: Assistant):
    named = next(
        one for one in starter.library.documents() if "private fostering" in one.metadata.title.casefold()
    )
    quiz = make(starter, Wanted(documents=(named.id,), items=5)).quiz
    assert {one.document_id for item in quiz.items for one in item.citations} == {named.id}
    assert quiz.documents == (named.name,)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_level_is_kept_to(starter: Assistant, level: int):
    quiz = make(starter, Wanted(items=3, level=level, seed=2)).quiz
    assert {item.level for item in quiz.items} == {level}


def test_a_role_is_written_down(starter: Assistant):
    quiz = make(starter, Wanted(items=3, role="social worker", seed=2)).quiz
    assert {item.role for item in quiz.items} == {"social worker"}
    assert quiz.title.endswith("for social workers")


def test_fewer_than_wanted_is_told(starter: Assistant):
    named = next(
        one for one in starter.library.documents() if "private fostering" in one.metadata.title.casefold()
    )
    made = make(starter, Wanted(documents=(named.id,), items=50))
    assert f"{len(made.quiz.items)} of 50 questions could be made" in made.remarks[0]


def test_a_role_that_is_none_is_refused(starter: Assistant):
    with pytest.raises(QuizError, match="There is no role 'pilot'") as told:
        make(starter, Wanted(role="pilot"))
    assert all(role in str(told.value) for role in ROLES)


def test_an_empty_library_is_told(empty: Assistant):
    with pytest.raises(QuizError, match="There is no document to make a quiz from"):
        make(empty, Wanted())


@pytest.fixture
def empty(tmp_path: Path) -> Assistant:
    return opened(Settings(home=tmp_path / "nothing"))


def test_another_item_asks_for_another_fact(starter: Assistant, quiz: Quiz):
    old = next(item for item in quiz.items if not item.story)
    new = another(starter, quiz, old.id, seed=5)
    assert new is not None
    assert new.fact not in {item.fact for item in quiz.items}
    assert findings(starter, new) == []


def test_a_broken_item_is_found(starter: Assistant, quiz: Quiz):
    item = next(
        one
        for one in quiz.items
        if one.kind is Kind.SINGLE and "gap" in one.stem and one.key[0].text[0].isdigit()
    )
    wrong = next(option for option in item.options if not option.correct)
    turned = tuple(option.model_copy(update={"correct": option == wrong}) for option in item.options)
    found = findings(starter, item.model_copy(update={"options": turned}))
    assert {"key", "distractor"} <= {one.check for one in found}


def test_words_that_are_not_there_are_found(starter: Assistant, quiz: Quiz):
    item = quiz.items[0]
    cited = item.citations[0].model_copy(update={"quote": "The moon must be made of cheese."})
    found = findings(starter, item.model_copy(update={"citations": (cited,)}))
    assert "The words cited do not stand there" in found[0].about


def test_a_note_whose_title_is_its_topic_gives_nothing_away(starter: Assistant):
    document = next(one for one in starter.library.documents() if "ContactPoint" in one.metadata.title)
    assert source_of(document) == "the guidance"


# What a model words


ASKED = Item(
    id="x",
    kind=Kind.SINGLE,
    stem="When a child is at risk, who must tell the police, according to the Guide?",
    options=(Option(text="the school", correct=True), Option(text="the bank")),
)


@pytest.mark.parametrize(
    "situation",
    [
        "Ann Lee teaches a class of small children and sees that one of them is afraid to go home.",
        "A neighbour hears shouting again and again, and a child comes to the door with a torn coat.",
    ],
)
def test_a_situation_that_adds_no_fact_may_stand(situation: str):
    assert holds_back(ASKED, situation)


@pytest.mark.parametrize(
    "situation",
    [
        "Ann Lee has known for 10 days that a child in her class is afraid to go home at night.",
        "Ann Lee must act, since a child in her class is afraid to go home at the end of day.",
        "A child at risk is seen by Ofsted inspectors, who write down what the child has told them.",
        "Ann Lee sees a child who is afraid. See https://example.org for what to do in such a case.",
        "Under section 47 of the Act a child is seen by Ann Lee, who is afraid of what comes next.",
        "Too short.",
        "Ann Lee sees a child who is afraid to go home and",
    ],
)
def test_a_situation_that_adds_one_may_not(situation: str):
    assert not holds_back(ASKED, situation)


def _asked(starter: Assistant, text: str, item: Item) -> Item:
    (found,) = worded(starter, [item], Scripted(steps=[text]), seconds=5.0)
    return found


@pytest.fixture(scope="module")
def who(quiz: Quiz) -> Item:
    return next(one for one in quiz.items if one.stem.startswith("Who ") and not one.story)


def test_a_model_gives_a_situation(starter: Assistant, who: Item):
    situation = "At a team meeting Ann Lee is asked by a new colleague who does what, and looks it up."
    found = _asked(starter, f"SITUATION: {situation}\nQUESTION: {who.stem}", who)
    assert found.vignette.startswith(situation)
    assert (found.stem, found.options, found.citations) == (who.stem, who.options, who.citations)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "I cannot help with that.",
        "SITUATION: It has been 99 days since Ann Lee saw the child in the garden.\nQUESTION: Who must pay?",
        "SITUATION: <script>alert(1)</script> Ann Lee sees the child in the garden again.\nQUESTION: Who?",
    ],
)
def test_what_a_model_gets_wrong_changes_nothing(starter: Assistant, who: Item, written: str):
    assert _asked(starter, written, who) == who


def test_a_model_that_fails_is_not_asked_for_ever(starter: Assistant, who: Item):
    model = Scripted(steps=[RuntimeError("down")])
    items = [who.model_copy(update={"id": str(number)}) for number in range(6)]
    assert worded(starter, items, model, seconds=5.0) == items
    assert len(model.told) == 2


def test_a_quiz_is_worded_by_the_model_that_answers_unless_plain(starter: Assistant):
    model = Scripted(steps=["nothing of use"])
    writing = Assistant(starter.library, starter.embedder, writer=Writer(model, "m", lambda text, hits: None))
    plain = make(writing, Wanted(items=3, seed=3), plain=True).quiz
    assert model.told == []
    assert make(writing, Wanted(items=3, seed=3)).quiz == plain
    assert model.told
