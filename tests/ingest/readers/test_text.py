"""Plain text: what is a heading, a list or a paragraph shows only in how the lines stand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import Block, BlockKind
from ingest.readers.text import read

Blocks = Callable[[str, str], tuple[Block, ...]]

WRAPPED = """\
1. Introduction
This policy sets out how staff should act when they are worried about a child in their
care. It applies to everybody who works for us, including volunteers, agency staff and
governors.
It is reviewed each year by the governing body, and whenever the national guidance that
it rests on is replaced.
"""


def kinds(blocks: tuple[Block, ...]) -> list[tuple[str, str, str]]:
    return [(block.kind.value, block.number, block.text) for block in blocks]


def test_wrapped_lines_are_joined_and_a_short_line_ends_a_paragraph(blocks_of: Blocks):
    blocks = blocks_of(WRAPPED, ".txt")
    assert [block.kind.value for block in blocks] == ["heading", "paragraph", "paragraph"]
    assert blocks[0].number == "1."
    assert blocks[1].text.endswith("agency staff and governors.")
    assert blocks[2].text.startswith("It is reviewed")


def test_unwrapped_lines_without_blank_lines_are_paragraphs_each(blocks_of: Blocks):
    blocks = blocks_of("The lead decides.\nThe lead records it.\n", ".txt")
    assert [block.text for block in blocks] == ["The lead decides.", "The lead records it."]


@pytest.mark.parametrize("glyph", ["•", "-", "*", "o", "–", "▪", "\uf0b7"])
def test_bullets_make_items_without_their_glyph(glyph: str, blocks_of: Blocks):
    blocks = blocks_of(f"Staff should:\n{glyph} listen\n{glyph} write\n", ".txt")
    assert kinds(blocks)[1:] == [("item", "", "listen"), ("item", "", "write")]


def test_a_bullet_alone_on_its_line_belongs_to_the_next_line(blocks_of: Blocks):
    assert kinds(blocks_of("Staff should:\n•\nlisten carefully\n", ".txt"))[1] == (
        "item",
        "",
        "listen carefully",
    )


def test_items_set_further_in_are_deeper(blocks_of: Blocks):
    blocks = blocks_of("They should:\n  • listen\n    o well\n    o long\n  • write\n", ".txt")
    assert [block.level for block in blocks if block.kind is BlockKind.ITEM] == [1, 2, 2, 1]


@pytest.mark.parametrize("number", ["27.", "2.14", "3.1.4", "(a)", "(iv)", "b)"])
def test_printed_numbers_are_kept_apart(number: str, blocks_of: Blocks):
    blocks = blocks_of(
        f"The authority acts as follows.\n\n{number} The social worker must see the child.\n", ".txt"
    )
    assert (blocks[1].number, blocks[1].text) == (number, "The social worker must see the child.")


@pytest.mark.parametrize(
    "text", ["2.5 million children were seen.", "999 calls go to the police.", "3 months later."]
)
def test_figures_that_belong_to_the_sentence_stay_in_it(text: str, blocks_of: Blocks):
    block = blocks_of(f"What follows is fact.\n\n{text}\n", ".txt")[1]
    assert (block.number, block.text) == ("", text)


def test_numbers_after_a_colon_are_a_list(blocks_of: Blocks):
    blocks = blocks_of(
        "They should:\n\n1. Tell the lead.\n\n2. Write it down.\n\nThe lead decides.\n", ".txt"
    )
    assert [block.kind.value for block in blocks] == ["paragraph", "item", "item", "paragraph"]


def test_lines_in_small_letters_after_a_colon_are_items_that_lost_their_bullets(blocks_of: Blocks):
    blocks = blocks_of("This covers:\n\nchildren’s homes\n\nschools\n\nInspectors visit both.\n", ".txt")
    assert [block.kind.value for block in blocks] == ["paragraph", "item", "item", "paragraph"]


def test_lone_short_lines_above_prose_are_headings(blocks_of: Blocks):
    blocks = blocks_of(
        "ANYTOWN POLICY\n\nWho this is for\n\nThis is for all who work with children and families here.\n",
        ".txt",
    )
    assert [(block.kind.value, block.level) for block in blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
    ]


def test_an_instruction_without_a_full_stop_is_no_heading(blocks_of: Blocks):
    blocks = blocks_of(
        "Read this first.\n\nIf a child is in danger call 999\n\nThen tell the lead at once.\n", ".txt"
    )
    assert {block.kind for block in blocks} == {BlockKind.PARAGRAPH}


def test_a_run_of_short_lines_is_a_list_and_not_headings(blocks_of: Blocks):
    blocks = blocks_of(
        "We work with partners.\n\nEducation\n\nHealth\n\nPolice\n\nHousing\n\nVoluntary bodies\n", ".txt"
    )
    assert {block.kind for block in blocks} == {BlockKind.PARAGRAPH}


def test_marked_headings_are_taken_at_their_word(blocks_of: Blocks):
    blocks = blocks_of(
        "# Policy\n\n## Scope\n\nGood practice\n\nThis is for everybody who works here.\n", ".txt"
    )
    assert [block.level for block in blocks] == [1, 2, 0, 0]


def test_form_feeds_number_the_pages_and_a_sentence_may_run_over(tmp_path: Path):
    path = tmp_path / "paged.txt"
    path.write_text(
        "The first page tells of the duty to\n1\n\f\nshare information.\n\nSecond point.\n\f",
        encoding="utf-8",
    )
    reading = read(path)
    assert reading.pages == 2
    assert [(b.text, b.page, b.end_page) for b in reading.blocks] == [
        ("The first page tells of the duty to share information.", 1, 2),
        ("Second point.", 2, None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_the_usual_encodings_are_recognised(encoding: str, tmp_path: Path):
    path = tmp_path / "note.txt"
    path.write_bytes("Children’s homes – a “duty” of care costs £5.".encode(encoding))
    assert read(path).blocks[0].text == "Children’s homes – a “duty” of care costs £5."


def test_invisible_characters_and_ligatures_are_undone_but_not_fractions(blocks_of: Blocks):
    text = "The of\ufb01ce is o\u00adpen for 2½ hours\u00a0a\u200b day (m²)."
    assert blocks_of(text, ".txt")[0].text == "The office is open for 2½ hours a day (m²)."


def test_label_lines_become_metadata(tmp_path: Path):
    path = tmp_path / "note.txt"
    path.write_text(
        "Framework for homes\nPublisher: Ofsted\nJurisdiction: Northern Ireland\nSource: https://example.org/a\n"
        "Note: as published (verified 2026-06-29)\n\nThe framework applies to inspections.\n",
        encoding="utf-8",
    )
    known = read(path).metadata
    assert (known.title, known.publisher, known.nation) == (
        "Framework for homes",
        "Ofsted",
        "northern-ireland",
    )
    assert (known.source_url, known.checked) == ("https://example.org/a", "2026-06-29")


def test_a_real_framework_reads_with_its_headings_and_lists(guidance: Callable[[str], Path]):
    reading = read(guidance("GOVUK_SCCIF_childrens_homes_text_Jun2026.txt"))
    assert reading.metadata.publisher == "Ofsted"
    assert sum(block.kind is BlockKind.HEADING for block in reading.blocks) > 100
    assert sum(block.kind is BlockKind.ITEM for block in reading.blocks) > 200


def test_a_real_abstract_wrapped_by_hand_is_joined(guidance: Callable[[str], Path]):
    blocks = read(guidance("research/001_8cf5c1364c461b04.txt")).blocks
    assert len([block for block in blocks if block.kind is BlockKind.ITEM]) == 3
    assert max(len(block.text) for block in blocks) > 500


def test_heads_and_feet_of_pages_go_and_their_numbers_are_kept(tmp_path: Path):
    page = (
        "Anytown procedures{gap}{number}\n\nRule {word} says that staff must write down what they\nsaw.\n\n"
        "Page {number} of 4\n"
    )
    words = ("one", "two", "three", "four")
    pages = [page.format(gap=" " * 20, number=at, word=word) for at, word in enumerate(words, start=1)]
    path = tmp_path / "paged.txt"
    path.write_text("\f".join(pages), encoding="utf-8")
    reading = read(path)
    assert [(b.text, b.page) for b in reading.blocks] == [
        (f"Rule {word} says that staff must write down what they saw.", at)
        for at, word in enumerate(words, 1)
    ]
    assert reading.page_labels == ("1", "2", "3", "4")


def test_running_heads_in_a_text_without_pages_go_and_the_sentence_goes_on(blocks_of: Blocks):
    text = "\n\n".join(
        f"Every year the partners in area {name} must agree on a plan and\n\n"
        f"{number} children in our care – annual review\n\npublish it for all to see."
        for name, number in [("north", "iv"), ("east", "v"), ("south", "vi"), ("west", "7"), ("mid", "8")]
    )
    found = [block.text for block in blocks_of(text, ".txt")]
    assert found == [
        f"Every year the partners in area {name} must agree on a plan and publish it for all to see."
        for name in ("north", "east", "south", "west", "mid")
    ]


def test_numbered_titles_are_no_running_heads(blocks_of: Blocks):
    text = "\n\n".join(
        f"Quality standard {at}\n\nThe home must meet rule {at} of this list." for at in range(1, 7)
    )
    found = [block.text for block in blocks_of(text, ".txt")]
    assert [text for text in found if text.startswith("Quality")] == [
        f"Quality standard {at}" for at in range(1, 7)
    ]


def test_words_broken_at_a_lines_end_are_whole_and_compounds_keep_their_hyphen(blocks_of: Blocks):
    text = (
        "The partners who work with families in this area share infor-\n"
        "mation about risks without delay, and they hold a multi-\n"
        "agency meeting within ten days of every referral that came.\n"
        "All of them write down what they did and when they did that.\n"
    )
    assert blocks_of(text, ".txt")[0].text.startswith(
        "The partners who work with families in this area share information about risks without delay, "
        "and they hold a multi-agency meeting"
    )


def test_what_a_web_page_has_below_its_text_is_left_out(blocks_of: Blocks):
    prose = "The board found that the agencies had shared what they knew with one another in good time."
    text = f"Findings\n\n{prose}\n\n{prose}\n\nRelated articles\n\nBoards merge\n\nLeave a Reply\n"
    assert [block.text for block in blocks_of(text, ".txt")] == ["Findings", prose, prose]


def test_a_section_called_like_a_pages_foot_stays_where_prose_follows(blocks_of: Blocks):
    prose = (
        "The board found that the agencies had shared what they knew with one another in good time, and " * 2
    )
    text = f"Findings\n\n{prose}.\n\nRelated content\n\n{prose}.\n"
    assert "Related content" in [block.text for block in blocks_of(text, ".txt")]


@pytest.mark.parametrize("line", ["J. R. Smith", "ISBN 978 1 23456 789 0", "www.example.org"])
def test_credits_of_a_title_page_are_no_headings(line: str, blocks_of: Blocks):
    prose = "This review was carried out for the board last year."
    text = f"Review of cases\n\nIt was written down.\n\n{line}\n\n{prose}\n"
    assert [b.kind for b in blocks_of(text, ".txt") if b.text == line] == [BlockKind.PARAGRAPH]


def test_a_title_that_is_said_twice_is_read_once(blocks_of: Blocks):
    prose = "The board found that the agencies had shared what they knew with one another."
    found = blocks_of(f"Agencies share more\n\nAgencies share more\n\n{prose}\n", ".txt")
    assert [block.text for block in found] == ["Agencies share more", prose]


def test_a_table_set_with_spaces_is_read_in_rows_with_wrapped_cells_whole(blocks_of: Blocks):
    text = (
        "Staff have these duties.\n\n"
        "Role              When                   What they do\n"
        "Lead              Within one day         Decides and writes\n"
        "                                         down the reasons\n"
        "Deputy            At all other times     Stands in\n\n"
        "After the table.\n"
    )
    assert kinds(blocks_of(text, ".txt")) == [
        ("paragraph", "", "Staff have these duties."),
        ("row", "", "Role: Lead; When: Within one day; What they do: Decides and writes down the reasons"),
        ("row", "", "Role: Deputy; When: At all other times; What they do: Stands in"),
        ("paragraph", "", "After the table."),
    ]


def test_columns_of_prose_are_read_one_after_the_other(blocks_of: Blocks):
    text = (
        "The lead listens to all     The deputy stands in for\n"
        "that the child says and     the lead on every day on\n"
        "writes it down at once      which the lead is absent\n"
        "in the words they used.     and tells them so.\n"
    )
    assert [block.text for block in blocks_of(text, ".txt")] == [
        "The lead listens to all that the child says and writes it down at once in the words they used.",
        "The deputy stands in for the lead on every day on which the lead is absent and tells them so.",
    ]


def test_bullets_and_numbers_set_apart_by_spaces_are_no_table(blocks_of: Blocks):
    numbered = "1.   Tell the lead\n2.   Write it down\n3.   Wait\n"
    text = f"Staff should:\n\n•    listen\n•    write\n•    tell\n\n{numbered}"
    assert {block.kind for block in blocks_of(text, ".txt")[1:]} == {BlockKind.ITEM, BlockKind.PARAGRAPH}
    assert [block.text for block in blocks_of(text, ".txt")][1:4] == ["listen", "write", "tell"]
