"""Two editions compared: what became of each part, where it stands, and that nothing is lost."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from made_editions import HANDBOOK, HEADING, ITEM, PARAGRAPH, changed, only, report

from ingest.changes import Change, ChangeKind, Rank, compare
from ingest.changes.words import keys_of
from ingest.documents import Block, BlockKind

SENTENCES = (
    "Boats must sail before dawn.", "Nets are mended within 5 days.", "The keeper may ask (see paragraph 2).",
    "Lamps", "and", "…", "Oil the bell, unless it rains.", "Harbour handbook 2024", "See https://tide.example/a.",
)  # fmt: skip
BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(BlockKind),
    text=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join),
    level=st.integers(1, 3),
    number=st.sampled_from(["", "1.", "2.", "(a)"]),
    ocr=st.booleans(),
)
TEXTS = st.lists(BLOCKS, max_size=12)


def words(changes: tuple[Change, ...], side: str) -> Counter[str]:
    return Counter(key for change in changes for key in keys_of(getattr(change, f"{side}_text")))


def all_words(blocks: list[Block]) -> Counter[str]:
    return Counter(key for block in blocks for key in keys_of(block.text))


@given(TEXTS)
def test_a_text_compared_with_itself_has_not_changed(blocks: list[Block]):
    assert compare(blocks, list(blocks)) == ()


@given(TEXTS, TEXTS)
def test_every_word_of_one_text_that_the_other_has_not_is_in_a_change(old: list[Block], new: list[Block]):
    changes = compare(old, new)
    assert not (all_words(new) - all_words(old)) - words(changes, "new")
    assert not (all_words(old) - all_words(new)) - words(changes, "old")


@given(TEXTS, TEXTS)
def test_swapping_the_texts_swaps_what_was_added_and_removed(old: list[Block], new: list[Block]):
    there, back = compare(old, new), compare(new, old)
    turned = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}
    assert Counter(
        (turned.get(one.kind, one.kind), one.old_text, one.new_text, one.noise) for one in there
    ) == Counter((one.kind, one.new_text, one.old_text, one.noise) for one in back)


def test_a_paragraph_that_was_added_and_one_that_was_removed_are_told_with_where_they_stand():
    lamps = Block(PARAGRAPH, "Candles burn in the attic on the longest night of the year.", 0, "7.", 3)
    found = report([*HANDBOOK[:-1], lamps])
    assert {(one.kind, one.rank) for one in found.changes} == {
        (ChangeKind.ADDED, Rank.TEXT),
        (ChangeKind.REMOVED, Rank.TEXT),
    }
    removed = next(one for one in found.changes if one.kind is ChangeKind.REMOVED)
    assert removed.old
    assert removed.new is None
    assert (removed.old.path, removed.old.called, removed.old.page, removed.old.page_label) == (
        ("Boats",), "paragraph 7", 3, "2",
    )  # fmt: skip
    assert str(removed.old) == "paragraph 7, page 3 (printed 2)"


def test_a_paragraph_that_moved_is_told_as_moved_and_with_its_changes_if_it_has_any():
    ladders = HANDBOOK[7]
    rest = [block for block in HANDBOOK if block is not ladders]
    moved = only([*rest, ladders])
    assert (moved.kind, moved.rank, moved.new_text) == (ChangeKind.MOVED, Rank.MOVED, ladders.text)
    assert moved.old
    assert moved.new
    assert (moved.old.path, moved.new.path) == (("Orchards",), ("Boats",))
    both = only([*rest, replace(ladders, text=ladders.text.replace("under 16", "under 18"))])
    assert (both.kind, both.rank) == (ChangeKind.MOVED_AND_CHANGED, Rank.AGE)


def test_a_section_that_moved_is_told_once():
    change = only([*HANDBOOK[6:], *HANDBOOK[:6]])
    assert change.kind is ChangeKind.MOVED
    assert change.new_text.count("\n") >= 4


def test_an_item_is_told_with_what_it_hangs_from():
    change = only(changed("oak door", "elm door"))
    assert (change.place.called, change.place.lead_in) == (
        "paragraph 3(a)",
        "Before a visit, the keeper must:",
    )


def test_a_new_list_is_told_with_its_lead_in_as_one():
    new = [
        *HANDBOOK,
        Block(PARAGRAPH, "Sailors should bring with them:", page=4),
        Block(ITEM, "a rope of hemp", 1, page=4),
        Block(ITEM, "a sieve", 1, "(b)", page=4),
    ]
    change = only(new)
    assert change.new_text == "Sailors should bring with them:\n• a rope of hemp\n(b) a sieve"


def test_a_heading_that_changed_is_told():
    change = only(changed("Orchards", "Orchards and gardens"))
    assert (change.place.kind, change.rank, change.old_text) == ("heading", Rank.WORDING, "Orchards")


def test_a_section_of_an_act_is_called_one():
    act = [
        Block(HEADING, "Lending of ladders", 2, "42", 1),
        Block(PARAGRAPH, "A keeper may lend a ladder to a person who asks for it.", 0, "(1)", 1),
        Block(ITEM, "The ladder is to be returned before the apples have fallen.", 1, "(a)", 1),
    ]
    change = only(changed("may lend", "must lend", act), act, kind="legislation", title="Ladders Act 2014")
    assert change.place.called == "section 42(1)"
    assert change.place.path == ("Section 42 Lending of ladders",)


def test_a_report_counts_what_is_unchanged_and_gives_plain_values():
    found = report(changed("15 working days", "10 working days"))
    assert found.words - found.unchanged == 1
    told = found.as_dict()
    assert (told["old_short"], told["new_short"], told["renumbered"], told["folds"]) == (
        "2024",
        "2025",
        0,
        {},
    )
    (change,) = told["changes"]
    assert change["marks"] == [
        {
            "kind": "timescale",
            "old": "within 15 working days",
            "new": "within 10 working days",
            "whole": False,
        }
    ]
    assert change["old"]["label"] == "2"
    assert "".join(piece["old"] for piece in change["pieces"]) == change["old_text"] == HANDBOOK[2].text
