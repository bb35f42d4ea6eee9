"""What hangs from what in lists: depths, lead-ins, and boxes that stand between."""

from ingest.documents import Block, BlockKind
from ingest.lists import depths, hung_from, leading


def paragraph(text: str, *, boxed: bool = False) -> Block:
    return Block(BlockKind.PARAGRAPH, text, boxed=boxed)


def item(text: str, level: int = 1, *, boxed: bool = False) -> Block:
    return Block(BlockKind.ITEM, text, level, boxed=boxed)


NOTE = Block(BlockKind.FOOTNOTE, "See the glossary.", number="1")


def above(*blocks: Block) -> list[tuple[str, ...]]:
    deep = depths(blocks)
    return hung_from(blocks, deep, leading(blocks, deep))


def test_depths_are_counted_from_one_whatever_the_levels_and_through_footnotes():
    blocks = [item("a", 2), item("b", 4), NOTE, item("c", 4), item("d", 1), paragraph("P."), item("e", 3)]
    assert depths(blocks) == [1, 2, 0, 2, 1, 0, 1]


def test_a_block_leads_into_a_deeper_item_that_follows_it_even_after_a_footnote():
    blocks = [paragraph("Staff must"), NOTE, item("tell", 1), item("who", 2), item("act", 1), paragraph("P.")]
    assert leading(blocks, depths(blocks)) == [True, True, True, False, False, False]


def test_an_inner_item_hangs_from_the_outer_lead_in_and_from_the_item_above_it():
    said = above(
        paragraph("This is so. Staff must:"), item("tell parents. But not where"), item("it is unsafe", 2),
        NOTE, item("the police ask", 2), item("keep a record"),
    )  # fmt: skip
    outer, inner = "Staff must:", "But not where"
    assert said == [(), (outer,), (outer, inner), (), (outer, inner), (outer,)]


def test_a_heading_that_ends_in_a_colon_leads_into_the_items_below_it():
    role = Block(BlockKind.HEADING, "The visitor should:", 3)
    assert above(role, item("knock"))[1] == ("The visitor should:",)
    assert above(role, paragraph("Words."), item("knock"))[2] == ()
    assert above(Block(BlockKind.HEADING, "Visits", 3), item("knock"))[1] == ()


def test_a_list_goes_on_after_a_box_below_its_own_lead_in():
    said = above(
        paragraph("Partners agree to:"), Block(BlockKind.HEADING, "Who they are", 4, boxed=True),
        paragraph("They are:", boxed=True), item("a council", boxed=True), item("meet"),
    )  # fmt: skip
    assert said[3:] == [("They are:",), ("Partners agree to:",)]
    two = [paragraph("One is:", boxed=True), paragraph("Between."), item("an item", boxed=True)]
    assert above(*two)[2] == ()


def test_prose_that_leads_into_nothing_is_not_said_above_an_item():
    assert above(paragraph("These are the steps."), item("knock"))[1] == ()
