"""Numbers in full: paragraphs of guidance with their items, sections of law, paragraphs of Schedules."""

import pytest

from ingest.documents import Block, BlockKind, Metadata
from ingest.numbering import heading_names, labels, provision_name

ACT = Metadata(title="Sample Act 2020", kind="legislation")
GUIDE = Metadata(title="Sample guide", kind="statutory guidance")


def heading(text: str, number: str = "", level: int = 2) -> Block:
    return Block(BlockKind.HEADING, text, level, number)


def paragraph(number: str = "", text: str = "Words stand here.", **told: bool) -> Block:
    return Block(BlockKind.PARAGRAPH, text, number=number, **told)


def item(number: str = "", level: int = 1) -> Block:
    return Block(BlockKind.ITEM, "words stand here", level, number)


FOOTNOTE = Block(BlockKind.FOOTNOTE, "See the glossary.", number="4")
ROW = Block(BlockKind.ROW, "Step: refer; When: today")


@pytest.mark.parametrize(
    ("printed", "label"),
    [("155.", "155"), ("2.14", "2.14"), ("4.2.1.", "4.2.1"), ("A1.2", "A1.2"), ("7)", "7"), ("", "")],
)
def test_a_paragraph_of_guidance_is_labelled_with_its_number_less_the_stop(printed: str, label: str):
    assert labels([paragraph(printed)], GUIDE) == [label]


def test_items_are_labelled_below_their_paragraph_and_bullets_with_what_they_hang_from():
    blocks = [
        paragraph("155."), item("(a)"), item("(i)", 2), item("ii.", 2), item("", 3), item("b)"), FOOTNOTE,
        item("(aa)"), item(),
    ]  # fmt: skip
    assert labels(blocks, GUIDE) == [
        "155", "155(a)", "155(a)(i)", "155(a)(ii)", "155(a)(ii)", "155(b)", "", "155(aa)", "155",
    ]  # fmt: skip


def test_what_is_not_numbered_in_guidance_has_no_label_and_ends_the_one_before():
    blocks = [paragraph("155."), ROW, paragraph(), item(), paragraph("156."), heading("Next"), item()]
    assert labels(blocks, GUIDE) == ["155", "", "", "", "156", "", ""]


def test_an_item_that_is_printed_with_its_whole_number_is_not_numbered_twice():
    assert labels([paragraph("3."), item("3.1"), item("3(b)")], GUIDE) == ["3", "3.1", "3(b)"]
    assert labels([paragraph("1."), item("10.")], GUIDE) == ["1", "1(10)"]


def test_a_number_said_with_a_word_stays_as_it_is_printed():
    assert labels([paragraph("Step 1:"), paragraph("Principle 2")], GUIDE) == ["Step 1", "Principle 2"]


def test_levels_that_a_reader_skipped_do_not_matter():
    assert labels([paragraph("9."), item("(a)", 2), item("(i)", 5), item("(b)", 2)], GUIDE) == [
        "9", "9(a)", "9(a)(i)", "9(b)",
    ]  # fmt: skip


def test_a_box_does_not_take_the_list_around_it_from_its_paragraph():
    box = [paragraph(text="A box.", boxed=True), Block(BlockKind.ITEM, "in it", 1, "(a)", boxed=True)]
    assert labels([paragraph("38."), *box, item("(a)")], GUIDE) == ["38", "", "(a)", "38(a)"]


def test_provisions_of_an_act_are_labelled_with_their_section():
    blocks = [
        heading("PART 1", level=1), heading("Enquiries", "42A"), paragraph("(1)"), item("(a)"), item("(b)"),
        item("(i)", 2), paragraph(), paragraph("(2A)"), heading("Boards", "43"), paragraph(), item("(a)"),
    ]  # fmt: skip
    assert labels(blocks, ACT) == [
        "", "", "42A(1)", "42A(1)(a)", "42A(1)(b)", "42A(1)(b)(i)", "42A(1)", "42A(2A)", "", "43", "43(a)",
    ]  # fmt: skip


def test_paragraphs_of_a_schedule_name_the_schedule():
    blocks = [
        heading("Commencement", "12"), paragraph("(1)"), heading("SCHEDULE 1", level=1),
        heading("Boards", level=2), paragraph("1", "Words."), paragraph("2", "(1) Words."), item("(a)"),
        paragraph("(2)"), heading("Membership", "3", level=3), paragraph("(1)"),
        heading("SCHEDULE A2", level=1), paragraph("1", "Words."),
    ]  # fmt: skip
    assert labels(blocks, ACT) == [
        "", "12(1)", "", "", "Schedule 1 paragraph 1", "Schedule 1 paragraph 2(1)",
        "Schedule 1 paragraph 2(1)(a)", "Schedule 1 paragraph 2(2)", "", "Schedule 1 paragraph 3(1)", "",
        "Schedule A2 paragraph 1",
    ]  # fmt: skip


def test_a_schedule_ends_at_a_heading_above_it():
    blocks = [
        heading("SCHEDULE 1", level=3),
        heading("Sample Act", level=1),
        heading("One", "1"),
        paragraph("(1)"),
    ]
    assert labels(blocks, ACT)[-1] == "1(1)"


def test_sections_printed_as_paragraphs_are_told_from_their_number():
    assert labels([paragraph("3.—(1)"), paragraph("(2)"), item("(a)")], ACT) == ["3(1)", "3(2)", "3(2)(a)"]


def test_a_subsection_of_no_known_section_has_no_label_rather_than_half_of_one():
    assert labels([heading("Explanation"), paragraph("(3)"), item("(a)")], ACT) == ["", "", ""]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Sample Act 2020", "section"),
        ("The Sample (Charging) Regulations 2014", "regulation"),
        ("The Sample (Commencement) Order 2015", "article"),
        ("The Sample Procedure Rules 2010", "rule"),
    ],
)
def test_a_numbered_heading_of_law_is_named_as_lawyers_do(title: str, name: str):
    law = Metadata(title=title, kind="legislation")
    assert provision_name(law) == name
    assert heading_names([heading("Enquiries", "42")], law) == [f"{name.capitalize()} 42 Enquiries"]


def test_a_numbered_heading_in_a_schedule_is_a_paragraph():
    blocks = [heading("SCHEDULE 2", level=1), heading("Members", "1", level=2), paragraph()]
    assert heading_names(blocks, ACT) == ["SCHEDULE 2", "Paragraph 1 Members", ""]
