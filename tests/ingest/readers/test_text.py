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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
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
