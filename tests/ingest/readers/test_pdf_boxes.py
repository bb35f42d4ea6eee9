"""Text that stands in boxes of PDFs, apart from the text around it."""

from collections.abc import Sequence
from pathlib import Path

from made_pdfs import FILLING, Drawn, Shade, body, lines, read_pages

from ingest.documents import Block, BlockKind, GuidanceDocument, Metadata, Passage
from ingest.passages import cut_passages

HEADING, PARAGRAPH, *_ = BlockKind
DOCUMENT = GuidanceDocument("0" * 16, "0" * 64, "made.pdf", Metadata())


def passages(blocks: Sequence[Block]) -> list[Passage]:
    return cut_passages(blocks, DOCUMENT, lambda texts: [len(text) // 5 for text in texts], 254)


SECTION = lines("Whom to tell", size=18, bold=True, top=780)
WORDS = [
    *lines("An example", bold=True, top=640),
    *lines("A made-up boy tells his teacher that he is hurt.", top=620),
]
GROUND = Shade(60, 600, 530, 660)


def box_page(*ground: Drawn) -> list[Drawn]:
    return [*SECTION, *body(750, 6), *ground, *WORDS, *body(560, 6)]


def test_text_on_a_coloured_ground_stands_in_a_box(tmp_path: Path):
    blocks = read_pages(tmp_path, box_page(GROUND)).blocks

    assert [(block.kind, block.boxed) for block in blocks] == [
        (HEADING, False),
        (PARAGRAPH, False),
        (HEADING, True),
        (PARAGRAPH, True),
        (PARAGRAPH, False),
    ]


def test_the_heading_in_a_box_ends_with_the_box(tmp_path: Path):
    found = passages(read_pages(tmp_path, box_page(GROUND)).blocks)

    assert [passage.heading_path for passage in found] == [
        ("Whom to tell",),
        ("Whom to tell", "An example"),
        ("Whom to tell",),
    ]


def test_the_heading_of_text_without_a_ground_goes_on(tmp_path: Path):
    found = passages(read_pages(tmp_path, box_page()).blocks)

    assert found[-1].heading_path[-1] == "An example"


def test_grounds_that_touch_are_one_box_as_word_shades_paragraph_by_paragraph(tmp_path: Path):
    ground = [Shade(60, 632, 530, 660), Shade(60, 612, 530, 632)]
    blocks = read_pages(tmp_path, box_page(*ground)).blocks

    assert [block.text for block in blocks if block.boxed] == [words.text for words in WORDS]


def test_a_coloured_bar_behind_a_heading_is_no_box(tmp_path: Path):
    bar = Shade(60, 634, 530, 654)
    blocks = read_pages(tmp_path, box_page(bar)).blocks

    assert not any(block.boxed for block in blocks)
    assert passages(blocks)[-1].heading_path[-1] == "An example"


def test_a_high_bar_behind_a_heading_of_two_lines_is_no_box(tmp_path: Path):
    page = [
        *SECTION,
        *body(750, 6),
        Shade(60, 600, 530, 660),
        *lines(
            "What is to be done where a child", "is not where they should be", bold=True, size=14, top=640
        ),
        *body(560, 6),
    ]
    blocks = read_pages(tmp_path, page).blocks

    assert not any(block.boxed for block in blocks)
    assert passages(blocks)[-1].heading_path[-1].startswith("What is to be done")


def test_a_ground_under_all_of_a_page_is_the_pages_own(tmp_path: Path):
    blocks = read_pages(tmp_path, box_page(Shade(40, 100, 550, 800))).blocks

    assert not any(block.boxed for block in blocks)


def test_a_sentence_that_a_box_interrupts_at_the_page_turn_goes_on_after_it(tmp_path: Path):
    first = [*body(750, 6), *lines(FILLING, top=200)]
    second = [GROUND, *WORDS, *lines("goes on after the box.", top=560), *body(530, 6)]
    blocks = read_pages(tmp_path, first, second).blocks

    assert [block.text for block in blocks[1:4]] == [
        f"{FILLING} goes on after the box.",
        "An example",
        "A made-up boy tells his teacher that he is hurt.",
    ]
    assert (blocks[1].page, blocks[1].end_page) == (1, 2)


def test_a_sentence_that_a_box_interrupts_within_a_page_goes_on_after_it(tmp_path: Path):
    page = [*body(780, 6), *lines(FILLING, top=680), GROUND, *WORDS, *lines("goes on after it.", top=580)]
    blocks = read_pages(tmp_path, [*page, *body(550, 6)]).blocks

    assert blocks[1].text == f"{FILLING} goes on after it."


def test_a_paragraph_that_ends_before_a_box_does_not(tmp_path: Path):
    blocks = read_pages(tmp_path, box_page(GROUND)).blocks

    assert [block.text for block in blocks][-1] == " ".join([FILLING] * 5 + ["stops."])
    assert [block.boxed for block in blocks][-2:] == [True, False]
