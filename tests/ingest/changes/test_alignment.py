"""Which parts of two texts belong together."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.changes.alignment import align
from ingest.changes.chains import Pair, heaviest_chain
from ingest.changes.groups import Group, group
from ingest.changes.likeness import Likeness, Unit
from ingest.documents import Block, BlockKind

LAMPS = "Every corridor must have a lamp that is lit before the visitors arrive."
BOATS = "Boats are counted by the harbour master after each spring tide."
LADDERS = "The keeper of the orchard may lend a ladder to anybody who asks for one."
BELLS = "A lantern is kept beside the bell, and the bell beside the oak door."


def units(*texts: str) -> list[Unit]:
    return [Unit(index, Block(BlockKind.PARAGRAPH, text)) for index, text in enumerate(texts)]


def linked(old: list[Unit], new: list[Unit]) -> list[tuple[int, int, bool]]:
    return [(link.old, link.new, link.moved) for link in align(old, new, Likeness(old, new))]


def grouped(old: list[Unit], new: list[Unit]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(one.old, one.new) for one in group(old, new, align(old, new, Likeness(old, new)))}


def test_the_heaviest_chain_prefers_weight_to_count():
    pairs = [Pair(0, 2, 5.0), Pair(1, 0, 1.0), Pair(2, 1, 1.0), Pair(3, 3, 1.0)]
    assert [(pair.old, pair.new) for pair in heaviest_chain(pairs)] == [(0, 2), (3, 3)]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40))
def test_a_chain_rises_in_both_texts(places: list[tuple[int, int]]):
    chain = heaviest_chain(Pair(old, new, 1.0) for old, new in places)
    assert all(a.old < b.old and a.new < b.new for a, b in pairwise(chain))
    assert bool(chain) == bool(places)


def test_a_changed_paragraph_is_linked_between_its_neighbours():
    old, new = units(LAMPS, BOATS, LADDERS), units(LAMPS, BOATS.replace("master", "mistress"), LADDERS)
    assert linked(old, new) == [(0, 0, False), (1, 1, False), (2, 2, False)]


def test_the_smaller_part_is_what_moved():
    old, new = units(LAMPS, BOATS, LADDERS, BELLS), units(BOATS, LADDERS, BELLS, LAMPS)
    assert linked(old, new) == [(0, 3, True), (1, 0, False), (2, 1, False), (3, 2, False)]


def test_short_lines_that_repeat_follow_their_neighbours():
    old = units("Yes", LAMPS, "Yes", BOATS, "Yes")
    new = units("Yes", LAMPS, "Yes", LADDERS, BOATS, "Yes")
    assert linked(old, new) == [(0, 0, False), (1, 1, False), (2, 2, False), (3, 4, False), (4, 5, False)]


def test_texts_with_nothing_in_common_are_not_linked():
    assert linked(units(LAMPS, BOATS), units(LADDERS, BELLS)) == []


def test_a_split_paragraph_is_compared_with_all_its_parts():
    assert grouped(units(f"{LAMPS} {BOATS} {LADDERS}"), units(LAMPS, BOATS, LADDERS)) == {((0,), (0, 1, 2))}


def test_paragraphs_joined_are_compared_with_the_one_they_became():
    assert grouped(units(LAMPS, BELLS, BOATS), units(f"{LAMPS} {BELLS}", BOATS)) == {
        ((0, 1), (0,)),
        ((2,), (1,)),
    }


def test_neighbours_are_compared_as_one_where_words_went_over():
    old = units(LAMPS, f"{BOATS} {LADDERS}")
    new = units(f"{LAMPS} {BOATS}", LADDERS)
    assert grouped(old, new) == {((0, 1), (0, 1))}


@given(
    st.lists(st.sampled_from([LAMPS, BOATS, LADDERS, BELLS, "Yes", "…"]), max_size=12),
    st.permutations(range(4)),
)
def test_every_unit_stands_in_one_group(texts: list[str], order: list[int]):
    old, new = units(*texts), units(*[texts[at] for at in order if at < len(texts)])
    groups: list[Group] = group(old, new, align(old, new, Likeness(old, new)))
    assert sorted(at for one in groups for at in one.old) == list(range(len(old)))
    assert sorted(at for one in groups for at in one.new) == list(range(len(new)))
