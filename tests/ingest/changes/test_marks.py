"""What a change touches is marked, and decides how much it matters."""

from dataclasses import replace

import pytest
from made_editions import HANDBOOK, ITEM, PARAGRAPH, changed, marks, only, report

from ingest.changes import ChangeKind, MarkKind, Rank
from ingest.documents import Block

LIMIT = "within 15 working days"


@pytest.mark.parametrize(
    ("old", "new", "mark", "rank"),
    [
        ("should sign", "must sign", ("duty", "should", "must"), Rank.DUTY),
        ("must reply", "must not reply", ("duty", "must", "must not"), Rank.DUTY),
        ("do not need", "do need", ("negation", "not", ""), Rank.DUTY),
        ("15 working", "10 working", ("timescale", LIMIT, "within 10 working days"), Rank.TIMESCALE),
        ("15 working days", "15 days", ("timescale", LIMIT, "within 15 days"), Rank.TIMESCALE),
        ("within 15", "at least 15", ("timescale", LIMIT, "at least 15 working days"), Rank.TIMESCALE),
        ("must reply", "need not reply", ("duty", "must", "need not"), Rank.DUTY),
        ("under 16", "under 18", ("age", "under 16", "under 18"), Rank.AGE),
        ("The police", "The local authority", ("who", "police", "local authority"), Rank.WHO),
        ("The police", "The river wardens", ("who", "police", "river wardens"), Rank.WHO),
        ("unless the tide", "if the tide", ("condition", "unless", "if"), Rank.CONDITION),
        ("bell twice", "bell seven times", ("number", "twice", "seven times"), Rank.NUMBER),
    ],
)  # fmt: skip
def test_what_changed_is_marked_and_ranked(old: str, new: str, mark: tuple[str, str, str], rank: Rank):
    change = only(changed(old, new))
    assert marks(change) == [mark]
    assert (change.kind, change.rank) == (ChangeKind.CHANGED, rank)


def test_a_duty_word_that_only_moved_within_its_sentence_is_not_marked():
    change = only(
        changed(
            "should sign the harbour book before the gate is opened",
            "before the gate is opened should sign the harbour book",
        )
    )
    assert not [one for one in change.marks if one.kind is MarkKind.DUTY]


def test_a_number_spelled_out_is_the_same_number():
    assert marks(only(changed("15 working days", "fifteen working days"))) == []


def test_a_mark_keeps_to_the_words_that_changed():
    new = changed("The harbour master must reply within 15", "The harbour mistress must reply within 15")
    assert marks(only(new)) == []


def test_may_the_month_is_no_duty():
    old = [Block(PARAGRAPH, "The fair opens on the first of May beside the old harbour wall.")]
    new = [Block(PARAGRAPH, "The fair opens on the first of June beside the old harbour wall.")]
    assert not [one for one in only(new, old).marks if one.kind is MarkKind.DUTY]


def test_a_new_duty_with_a_timescale_ranks_as_a_timescale_and_without_as_a_duty():
    place = HANDBOOK.index(next(block for block in HANDBOOK if block.number == "4."))
    for text, rank, kinds in (
        ("Nets must be mended within 3 days of a storm.", Rank.TIMESCALE, ["duty", "timescale"]),
        ("Nets should be mended whenever a storm has passed.", Rank.NEW_DUTY, ["duty"]),
        ("Nets hang beside the lamp that burns all night.", Rank.TEXT, []),
    ):
        new = [*HANDBOOK[:place], Block(PARAGRAPH, text, page=2), *HANDBOOK[place:]]
        change = only(new)
        assert (change.kind, change.rank, change.new_text) == (ChangeKind.ADDED, rank, text)
        assert [one.kind.value for one in change.marks] == kinds
        assert all(one.whole for one in change.marks)


def test_a_sentence_added_to_a_paragraph_is_a_new_duty_and_no_changed_one():
    new = changed("the gate is opened.", "the gate is opened. Dogs should wait outside.")
    change = only(new)
    assert (change.kind, change.rank) == (ChangeKind.CHANGED, Rank.NEW_DUTY)
    assert [one.whole for one in change.marks] == [True]


def test_a_resource_that_came_in_is_marked():
    new = [*HANDBOOK, Block(ITEM, "Keeping boats dry – The Shingle Society", 1, page=3)]
    change = only(new)
    assert ([one.kind for one in change.marks], change.rank) == ([MarkKind.LINK], Rank.LINK)


def test_a_sentence_that_tells_of_a_resource_is_marked_and_a_name_that_gave_way_to_another():
    told = changed(
        "the gate is opened.", "the gate is opened. The Tide Board has published a toolkit for this."
    )
    change = only(told)
    assert (marks(change), change.rank) == ([("link or resource", "", "toolkit")], Rank.LINK)
    old = [Block(PARAGRAPH, "Tides are looked up with the Harbour Access Service before boats are let out.")]
    change = only(changed("Harbour Access Service", "Tide Portal", old), old)
    assert marks(change) == [("link or resource", "Harbour Access Service", "Tide Portal")]


def test_law_that_came_into_force_is_told_although_no_word_changed():
    old = [replace(block, prospective=block.number == "7.") for block in HANDBOOK]
    change = only(HANDBOOK, old)
    assert marks(change) == [("in force", "not yet in force", "in force")]
    assert (change.rank, change.new_text) == (Rank.DUTY, HANDBOOK[-1].text)


def test_what_matters_most_comes_first_and_wording_last():
    new = changed("oak door", "elm door")
    new = changed(
        "should sign", "must sign", changed("15 working", "10 working", changed("under 16", "under 18", new))
    )
    assert [change.rank for change in report(new).changes] == [
        Rank.DUTY, Rank.TIMESCALE, Rank.AGE, Rank.WORDING,
    ]  # fmt: skip


def test_changes_of_one_rank_keep_the_order_of_the_text():
    new = changed("light the lamp", "light the lantern", changed("on the shingle", "on the sand"))
    assert [change.place.label for change in report(new).changes] == ["3(a)", "7"]


def test_the_same_words_changed_in_many_places_are_told_once_with_the_places():
    change = only(changed("keeper", "warden", HANDBOOK))
    assert (change.place.label, [new.label for _, new in change.also]) == ("3", ["4"])


def test_a_timescale_that_changed_twice_is_told_twice():
    old = [
        *HANDBOOK,
        Block(PARAGRAPH, "The bell is oiled within 15 working days of the first frost.", 0, "8.", 3),
    ]
    assert len(report(changed("15", "10", old), old).changes) == 2
