"""Acts and regulations: the order of their parts, and the marks that their editors left in them."""

from dataclasses import replace
from pathlib import Path

import pytest
from made_pdfs import Words, lines, read_pages

from ingest.documents import Block, BlockKind
from ingest.readers.pdf.legislation import in_sections

HEADING, PARAGRAPH, ITEM, ROW, FOOTNOTE = BlockKind
Notes = tuple[tuple[int, str], ...]


def head(text: str, number: str = "", level: int = 1) -> Block:
    return Block(HEADING, text, level=level, number=number, page=1)


def said(text: str, number: str = "", *notes: tuple[int, str]) -> Block:
    return Block(PARAGRAPH, text, number=number, page=1, notes=notes)


ENACTED = said("Be it enacted as follows:")
INSTRUMENT = said("The Secretary of State makes these rules in exercise of the powers conferred by an Act.")


def of_act(*blocks: Block, opening: Block = ENACTED) -> list[Block]:
    """What follows the opening words of an Act."""
    first, *rest = in_sections([opening, *blocks])
    assert first == opening
    return rest


def levels(blocks: list[Block]) -> list[tuple[int, str]]:
    return [(block.level, block.rendered()) for block in blocks if block.kind is HEADING]


def test_sections_stand_below_cross_headings_these_below_chapters_and_chapters_below_parts():
    blocks = of_act(
        head("PART 2"),
        head("Care of made-up children"),
        head("CHAPTER 1"),
        head("Plans"),
        head("Duties of towns"),
        head("Duty to make a plan", "12"),
        said("A town must make a plan.", "(1)"),
        head("PART 3"),
        head("General"),
        head("Short title", "13A"),
    )

    assert levels(blocks) == [
        (1, "PART 2 Care of made-up children"),
        (2, "CHAPTER 1 Plans"),
        (4, "Duties of towns"),
        (5, "12 Duty to make a plan"),
        (1, "PART 3 General"),
        (5, "13A Short title"),
    ]


def test_a_part_without_a_name_below_it_keeps_its_number_as_its_name():
    assert levels(of_act(head("PART 1"), head("Meaning of town", "1"))) == [
        (1, "PART 1"),
        (5, "1 Meaning of town"),
    ]


def test_a_schedule_has_its_name_and_stands_as_high_as_a_part_and_its_parts_below_it():
    blocks = of_act(
        head("PART 1"),
        head("General"),
        head("SCHEDULE 2"),
        said("Section 12(3)"),
        head("What a plan holds"),
        head("PART 1"),
        head("Plans of towns"),
        said("1 A plan must be in writing."),
    )

    assert levels(blocks) == [
        (1, "PART 1 General"),
        (1, "SCHEDULE 2 What a plan holds"),
        (2, "PART 1 Plans of towns"),
    ]
    assert "Section 12(3)" in [block.text for block in blocks]


@pytest.mark.parametrize("text", ["SCHEDULE 1", "THE SCHEDULE", "SCHEDULE", "SCHEDULE A1"])
def test_a_schedules_number_set_like_text_is_a_heading(text: str):
    (block,) = of_act(said(text))

    assert (block.kind, block.level, block.text) == (HEADING, 1, text)


def test_the_bare_number_of_a_schedules_paragraph_is_its_number():
    blocks = of_act(
        head("SCHEDULE"),
        said("1 A plan must be in writing."),
        said("2A (1) It must be dated.", "", (23, "F2")),
    )

    assert [(block.number, block.text) for block in blocks[1:]] == [
        ("1", "A plan must be in writing."),
        ("2A (1)", "It must be dated."),
    ]


def test_a_footnotes_place_is_kept_when_a_number_is_taken_from_the_front():
    (block,) = of_act(said("12 A plan must be in writing.", "", (9, "4")))

    assert (block.text[: block.notes[0][0]], block.notes[0][1]) == ("A plan", "4")


def test_a_number_within_a_sentence_is_no_paragraphs():
    (block,) = of_act(said("12 days after the plan is made it takes effect."))

    assert (block.number, block.text) == ("", "12 days after the plan is made it takes effect.")


@pytest.mark.parametrize(
    ("text", "notes", "plain"),
    [
        ("A town must [keep] a plan.", ((12, "F1"),), "A town must keep a plan."),
        ("A town [must keep] a plan.", ((7, "F1"),), "A town must keep a plan."),
        (
            "[A town must keep] a [written] plan.",
            ((0, "F1"), (21, "F12")),
            "A town must keep a written plan.",
        ),
    ],
)
def test_the_brackets_of_amendments_are_taken_out(text: str, notes: Notes, plain: str):
    (block,) = of_act(said(text, "(1)", *notes))

    assert (block.text, block.notes) == (plain, ())


@pytest.mark.parametrize(
    ("text", "place", "plain"),
    [
        ("A town must . . . . . . keep a plan.", 11, "A town must keep a plan."),
        pytest.param("A town must. . . keep a plan.", 11, "A town must keep a plan."),
        pytest.param("A town must keep a plan. . . . . .", 24, "A town must keep a plan."),
    ],
)
def test_the_dots_for_words_that_were_taken_out_go_and_a_sentences_own_stop_stays(
    text: str, place: int, plain: str
):
    (block,) = of_act(said(text, "(1)", (place, "F2")))

    assert (block.text, block.notes) == (plain, ())


def test_brackets_that_no_amendment_put_there_stay():
    (block,) = of_act(said("A town [of any size] must keep a plan.", "(1)"))

    assert block.text == "A town [of any size] must keep a plan."


def test_a_footnotes_marker_keeps_its_place_when_brackets_before_it_go():
    (block,) = of_act(said("A [large] town must keep a plan.", "", (2, "F1"), (14, "3")))

    assert block.text == "A large town must keep a plan."
    assert [(block.text[:place], number) for place, number in block.notes] == [("A large town", "3")]


def test_a_provision_of_which_only_dots_are_left_is_dropped():
    assert of_act(said(". . . . . . . . . . . . .", "(2)", (0, "F3")), said("Kept.", "(3)")) == [
        said("Kept.", "(3)")
    ]


@pytest.mark.parametrize(
    "heading", ["Textual Amendments", "Commencement Information", "Modifications etc. (not altering text)"]
)
def test_an_editors_list_of_amendments_is_dropped_and_the_text_after_it_kept(heading: str):
    blocks = of_act(
        said("A town must keep a plan.", "(1)"),
        said(heading),
        said("F1 Words inserted by an Act"),
        said("I2 S. 1 in force by an order"),
        said("It must be dated.", "(2)"),
        said("F4 is the name of a form."),
    )

    assert [block.text for block in blocks] == [
        "A town must keep a plan.",
        "It must be dated.",
        "F4 is the name of a form.",
    ]


def test_footnotes_that_only_tell_of_amendments_are_dropped():
    note = Block(FOOTNOTE, "Words inserted by an Act", number="F1", page=1)

    assert of_act(said("A plan.", "(1)"), note, replace(note, number="1")) == [
        said("A plan.", "(1)"),
        replace(note, number="1"),
    ]


def test_law_that_is_to_come_is_marked_up_to_the_next_provision():
    blocks = of_act(
        head("Duty to make a plan", "1"),
        said("A town must make a plan.", "(1)"),
        said("PROSPECTIVE"),
        head("Duty to publish it", "2"),
        said("A town must publish its plan.", "(1)"),
        Block(ITEM, "in full", level=1, number="(a)", page=1),
        head("Duty to keep it", "3"),
        said("A town must keep its plan.", "(1)"),
    )

    assert [block.rendered() for block in blocks if block.prospective] == [
        "2 Duty to publish it",
        "(1) A town must publish its plan.",
        "(a) in full",
    ]
    assert "PROSPECTIVE" not in [block.text for block in blocks]


def test_a_part_that_is_to_come_is_marked_to_its_end():
    blocks = of_act(
        said("Prospective"),
        head("PART 4"),
        head("Towns to come"),
        head("Duty to make a plan", "9"),
        said("A town must make a plan.", "(1)"),
        head("PART 5"),
        head("General"),
        said("This Act may be cited by its name.", "(1)"),
    )

    assert [block.prospective for block in blocks] == [True, True, True, False, False]


def test_a_subsection_that_is_to_come_does_not_mark_those_after_it():
    blocks = of_act(
        head("Duty to make a plan", "1"),
        said("A town must make a plan.", "(1)"),
        said("PROSPECTIVE"),
        said("A town must publish it.", "(2)"),
        said("A town must keep it.", "(3)"),
        head("Duty to keep it", "2"),
        said("A town must keep its plan.", "(1)"),
    )

    assert [block.text for block in blocks if block.prospective] == ["A town must publish it."]


def test_what_an_act_puts_into_another_heads_nothing():
    blocks = of_act(
        head("Change of the other Act", "5"), head("“17A Duty to make a plan"), said("A town.", "(1)")
    )

    assert levels(blocks) == [(5, "5 Change of the other Act")]


def test_the_date_of_assent_heads_nothing():
    assert levels(of_act(head("[1st May 2031]"), head("PART 1"))) == [(1, "PART 1")]


def test_regulations_are_law_too():
    blocks = of_act(head("PART 2"), head("Plans"), opening=INSTRUMENT)

    assert levels(blocks) == [(1, "PART 2 Plans")]


def test_guidance_that_speaks_of_acts_is_left_alone():
    guidance = [
        said("This guidance is issued under section 12 of the Towns Act 2031."),
        head("Part 1", level=2),
        head("Duties", level=3),
        said("PROSPECTIVE"),
        said("12 Plans [as amended] are kept. . . . .", "", (9, "F1")),
        said("Commencement Information"),
        said("F1 is a form."),
    ]

    assert in_sections(guidance) == guidance


PLAN = "A town must make a plan for each child that is known to be at risk of harm, and"


def act_page(*parts: Words) -> list[Words]:
    opening = lines("Towns Act 2031", size=18, bold=True, x=220, top=790)
    enacted = lines(
        "Be it enacted by the King, by and with the advice of the made-up Parliament, as", "follows:—"
    )
    return [*opening, *(replace(line, y=line.y + 40) for line in enacted), *parts]


def test_a_printed_act_has_its_sections_with_their_subsections_and_paragraphs(tmp_path: Path):
    page = act_page(
        Words("PART 1", x=280, y=720),
        Words("PLANS OF TOWNS", x=245, y=690),
        Words("1", y=660, bold=True),
        Words("Duty to make a plan", x=100, y=660, bold=True),
        Words("(1)", x=100, y=630),
        *lines(*[PLAN] * 4, "and the plan must—", x=122, top=630),
        Words("(a)", x=122, y=558),
        Words("be in writing, and", x=144, y=558),
        Words("(b)", x=122, y=542),
        Words("be kept.", x=144, y=542),
    )
    blocks = read_pages(tmp_path, page).blocks

    assert [(block.kind, block.level, block.number, block.text) for block in blocks[-5:]] == [
        (HEADING, 1, "PART 1", "PLANS OF TOWNS"),
        (HEADING, 5, "1", "Duty to make a plan"),
        (PARAGRAPH, 0, "(1)", " ".join([*[PLAN] * 4, "and the plan must—"])),
        (ITEM, 1, "(a)", "be in writing, and"),
        (ITEM, 1, "(b)", "be kept."),
    ]


def test_a_printed_regulations_number_is_kept_with_that_of_its_first_paragraph(tmp_path: Path):
    page = [
        *lines("STATUTORY INSTRUMENTS", x=230, top=790),
        *lines("Duty to make a plan", bold=True, top=740),
        *lines(
            "3.—(1) A town must make a plan for each child that is known to be at risk,",
            "and keep it.",
            top=720,
        ),
        *lines("(2) The plan must be in writing, and a copy of it is given to the child.", top=680),
    ]
    blocks = read_pages(tmp_path, page).blocks

    assert [(block.number, block.text) for block in blocks[-2:]] == [
        ("3.—(1)", "A town must make a plan for each child that is known to be at risk, and keep it."),
        ("(2)", "The plan must be in writing, and a copy of it is given to the child."),
    ]


def test_the_marks_of_amendments_in_a_printed_act_are_taken_out(tmp_path: Path):
    page = act_page(
        Words("1", y=660, bold=True),
        Words("Duty to make a plan", x=100, y=660, bold=True),
        *lines(
            "(1) A town must make a [^F1^written] plan for each child that is known^F2^ . . . . . to be",
            top=630,
        ),
        *lines("at risk of harm.", top=616),
        *lines("Textual Amendments", top=590, size=9, bold=True),
        *lines("F1 Word in s. 1(1) inserted by the Other Towns Act 2032", top=576, size=9),
        *lines("F2 Words in s. 1(1) repealed by the same Act", top=562, size=9),
        *lines("(2) The plan is kept for as long as the child lives in the town.", top=530),
    )
    blocks = read_pages(tmp_path, page).blocks

    assert [block.rendered() for block in blocks[-2:]] == [
        "(1) A town must make a written plan for each child that is known to be at risk of harm.",
        "(2) The plan is kept for as long as the child lives in the town.",
    ]
