"""What answers are worth, worked out by hand for every kind of item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_quiz_pages import of_every_kind, options, quiz, single, staged

from assistant.quiz.grading import Score, graded, scored, shown, steps, taken
from assistant.quiz.items import Item, Kind, Status

KINDS = of_every_kind()


@pytest.mark.parametrize(
    ("kind", "answer", "points", "of"),
    [
        (Kind.SINGLE, (1,), 1, 1),
        (Kind.SINGLE, (0,), 0, 1),
        (Kind.SINGLE, (), 0, 1),
        (Kind.SINGLE, (0, 1), 0, 1),
        (Kind.SINGLE, (-2,), 0, 1),
        (Kind.TRUE_FALSE, (1,), 1, 1),
        (Kind.TRUE_FALSE, (0,), 0, 1),
        (Kind.MULTIPLE, (0, 1), 1, 1),
        (Kind.MULTIPLE, (1, 0), 1, 1),
        (Kind.MULTIPLE, (0,), 0, 1),
        (Kind.MULTIPLE, (0, 1, 2), 0, 1),
        (Kind.MATCHING, (0, 1), 2, 2),
        (Kind.MATCHING, (0, 2), 1, 2),
        (Kind.MATCHING, (1, 0), 0, 2),
        (Kind.MATCHING, (-1, 1), 1, 2),
        (Kind.MATCHING, (0,), 1, 2),
        (Kind.MATCHING, (99, 1), 1, 2),
        (Kind.MATCHING, (), 0, 2),
        (Kind.ORDERING, (1, 2, 3), 1, 1),
        (Kind.ORDERING, (1, 3, 2), 0, 1),
        (Kind.ORDERING, (1, 1, 1), 0, 1),
        (Kind.ORDERING, (), 0, 1),
        (Kind.NUMBER, (10,), 1, 1),
        (Kind.NUMBER, (11,), 0, 1),
        (Kind.NUMBER, (), 0, 1),
    ],
)
def test_an_answer_is_worth_what_is_right_in_it(kind, answer, points, of):
    found = graded(KINDS[kind], answer)
    assert (found.points, found.of) == (points, of)
    assert found.right == (points == of)


def test_of_a_matching_item_it_is_told_which_pairs_are_right():
    assert graded(KINDS[Kind.MATCHING], (0, 2)).parts == (True, False)


def test_two_things_of_the_same_words_may_change_places():
    item = Item(id="o", kind=Kind.ORDERING, stem="?", options=options("Call", "Go", "Call", right=(0, 1, 2)))
    assert graded(item, (3, 2, 1)).right
    assert not graded(item, (2, 1, 3)).right


@pytest.mark.parametrize(
    ("points", "of", "mark", "per_cent", "passed"),
    [
        (4, 5, 80, 80, True),
        (79, 99, 80, 79, False),  # 79.8
        (0, 3, 0, 0, True),
        (3, 3, 100, 100, True),
        (2, 3, 66, 66, True),
        (2, 3, 67, 66, False),
        (0, 0, 0, 0, False),
    ],
)
def test_nobody_reads_a_mark_that_they_did_not_reach(points, of, mark, per_cent, passed):
    score = Score(points, of, mark)
    assert (score.per_cent, score.passed) == (per_cent, passed)


def test_points_are_added_up():
    results = [graded(KINDS[Kind.MATCHING], (0, 2)), graded(KINDS[Kind.SINGLE], (1,))]
    assert scored(results, 60) == Score(2, 3, 60)


def test_ordering_and_matching_items_are_never_shown_in_the_right_order():
    assert shown(KINDS[Kind.SINGLE]) == (0, 1, 2)
    for kind in (Kind.MATCHING, Kind.ORDERING):
        order = shown(KINDS[kind])
        assert sorted(order) == [0, 1, 2]
        assert order != (0, 1, 2)


@given(st.text(max_size=5), st.lists(st.text(min_size=1, max_size=4), min_size=2, max_size=8, unique=True))
def test_whatever_is_ordered_is_shown_whole_and_mixed(id_, texts):
    right = range(len(texts))
    item = Item(id=id_, kind=Kind.ORDERING, stem="?", options=options(*texts, right=right))
    assert sorted(shown(item)) == list(right)
    assert shown(item) != tuple(right)


def test_a_quiz_is_taken_with_what_a_trainer_accepted():
    drafts = (single("a"), single("b"), single("c", status=Status.REJECTED))
    assert [one.id for one in taken(quiz(*drafts))] == ["a", "b"]
    some = (drafts[0], single("b", status=Status.ACCEPTED), drafts[2])
    assert [one.id for one in taken(quiz(*some))] == ["b"]


def test_a_later_stage_is_never_asked_together_with_an_earlier_one():
    first, second = staged()
    items = (single("a"), first, second, single("b"))
    assert steps(items, one_at_a_time=False) == ((0, 1), (2, 3))
    assert steps(items, one_at_a_time=True) == ((0,), (1,), (2,), (3,))
    assert steps((), one_at_a_time=False) == ()
