"""Tagged PDFs: what their tags say is taken, except where the printed page belies it."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from made_pdfs import FILLING, LEFT, PITCH, TOP, Page, Tagged, Words, body, lines, read_pages, write_pdf

from ingest.documents import Block, BlockKind
from ingest.readers.pdf.lines import page_pieces
from ingest.readers.pdf.tables.tagged import take_tables

HEADING, PARAGRAPH, ITEM, ROW, FOOTNOTE = BlockKind
FILLED = " ".join([FILLING, FILLING, "stops."])
Reader = Callable[..., list[Block]]


@pytest.fixture
def blocks_of_pages(tmp_path: Path) -> Reader:
    """Reads pages as a PDF."""
    return lambda *pages: list(read_pages(tmp_path, *pages).blocks)


def told(element: str, *texts: str, top: float = TOP, x: float = LEFT, size: float = 11, bold: bool = False):
    """Lines that belong to one element."""
    return Tagged(element, lines(*texts, top=top, x=x, size=size, bold=bold))


def filler(element: str, top: float, count: int = 3) -> Tagged:
    """A tagged paragraph that fills its lines."""
    return Tagged(element, body(top, count))


def kinds(blocks: Sequence[Block]) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in blocks]


def test_tagged_headings_have_the_level_of_their_tags_whatever_their_type(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [
            told("H2.1", "Whom to tell", size=20, top=760),
            filler("P.1", 730),
            told("H3.1", "When to tell", size=11, top=670),
            filler("P.2", 650),
            told("H1.1", "Records", size=12, bold=True, top=590),
            filler("P.3", 570),
        ]
    )

    assert [(block.level, block.text) for block in blocks if block.kind is HEADING] == [
        (2, "Whom to tell"),
        (3, "When to tell"),
        (1, "Records"),
    ]


def test_an_untagged_heading_has_the_level_of_the_tagged_ones_of_its_style(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [
            told("H3.1", "Whom to tell", size=16, top=760),
            filler("P.1", 730),
            told("P.2", "When to tell", size=16, top=670),
            filler("P.3", 640),
        ]
    )

    assert [(block.level, block.text) for block in blocks if block.kind is HEADING] == [
        (3, "Whom to tell"),
        (3, "When to tell"),
    ]


@pytest.mark.parametrize(
    "said", ["4.2 The lead should always make sure that staff:", "The lead decides what is done about it."]
)
def test_a_heading_tag_on_a_sentence_in_the_type_of_the_text_is_not_believed(
    blocks_of_pages: Reader, said: str
):
    blocks = blocks_of_pages([filler("P.1", 760), told("H2.1", said, top=690), filler("P.2", 660)])

    assert [block.kind for block in blocks] == [PARAGRAPH] * 3
    assert blocks[1].rendered() == said


def test_a_heading_of_two_lines_in_one_element_is_one_heading(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [told("H1.1", "What to do when a child", "is not where they should be", size=18), filler("P.1", 640)]
    )

    assert kinds(blocks[:1]) == [(HEADING, "What to do when a child is not where they should be")]


def test_headings_of_two_elements_are_two_though_they_stand_close(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [
            told("H1.1", "Chapter one", bold=True),
            told("H2.1", "Whom to tell", bold=True, top=TOP - PITCH),
            filler("P.1", 660),
        ]
    )

    assert [(block.level, block.text) for block in blocks[:2]] == [(1, "Chapter one"), (2, "Whom to tell")]


def test_small_type_tagged_as_a_note_is_a_footnote_wherever_it_stands(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [
            filler("P.1", 760),
            told("Note.1", "1 See the plan of the made-up town.", size=9, top=690),
            filler("P.2", 660),
        ]
    )

    assert [(block.kind, block.number) for block in blocks if block.kind is FOOTNOTE] == [(FOOTNOTE, "1")]


def test_large_type_tagged_as_a_note_is_no_footnote(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [
            filler("P.1", 760),
            told("Note.1", "1 Whom to tell", size=18, bold=True, top=690),
            filler("P.2", 660),
        ]
    )

    assert FOOTNOTE not in [block.kind for block in blocks]
    assert "Whom to tell" in [block.text for block in blocks]


def test_a_paragraph_of_one_element_goes_on_over_the_page_though_its_sentence_ends(blocks_of_pages: Reader):
    begun = "The lead writes down what was said."
    ended = "The record is kept in the locked file."
    blocks = blocks_of_pages(
        [filler("P.1", 740), told("P.2", begun, top=690)], [told("P.2", ended, top=760), filler("P.3", 730)]
    )

    assert [block.text for block in blocks] == [FILLED, f"{begun} {ended}", FILLED]
    assert (blocks[1].page, blocks[1].end_page) == (1, 2)


def test_paragraphs_of_two_elements_are_two_over_the_page(blocks_of_pages: Reader):
    begun = "The lead writes down what was said."
    ended = "The record is kept in the locked file."
    blocks = blocks_of_pages(
        [filler("P.1", 740), told("P.2", begun, top=690)], [told("P.3", ended, top=760), filler("P.4", 730)]
    )

    assert [block.text for block in blocks] == [FILLED, begun, ended, FILLED]


def test_tags_that_cut_a_sentence_are_not_believed(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [
            filler("P.1", 760),
            told("P.2", "A concern is to be reported", top=690),
            told("P.3", "on the same day.", top=690 - PITCH),
        ]
    )

    assert blocks[-1].text == "A concern is to be reported on the same day."


def test_paragraphs_that_stand_close_are_parted_by_their_elements(blocks_of_pages: Reader):
    close = [told(f"P.{at}", f"Sentence {at} is said.", top=TOP - PITCH * at) for at in range(3)]
    blocks = blocks_of_pages([*close, filler("P.3", 640)])

    assert [block.text for block in blocks[:3]] == [f"Sentence {at} is said." for at in range(3)]


def test_list_items_need_no_bullets_where_they_are_tagged(blocks_of_pages: Reader):
    items = [
        told(f"L/LI.{at}/LBody", text, x=LEFT + 18, top=706 - PITCH * at)
        for at, text in enumerate(("listen to the child", "tell the lead", "write it down"))
    ]
    nested = told("L/LI.2/LBody/L/LI/LBody", "in their own words", x=LEFT + 36, top=706 - PITCH * 3)
    blocks = blocks_of_pages([told("P.1", "Staff should:"), *items, nested, filler("P.2", 620)])

    assert [(block.kind, block.level, block.text) for block in blocks[:5]] == [
        (PARAGRAPH, 0, "Staff should:"),
        (ITEM, 1, "listen to the child"),
        (ITEM, 1, "tell the lead"),
        (ITEM, 1, "write it down"),
        (ITEM, 2, "in their own words"),
    ]
    assert blocks[5].kind is PARAGRAPH


def test_the_lines_of_a_tagged_item_are_joined(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [
            told("P.1", "Staff should:"),
            told("L/LI.1/LBody", "listen to the child and", "write down what was said.", x=90, top=706),
            told("L/LI.2/LBody", "tell the lead.", x=90, top=678),
            filler("P.2", 620),
        ]
    )

    assert kinds(blocks[1:3]) == [
        (ITEM, "listen to the child and write down what was said."),
        (ITEM, "tell the lead."),
    ]


def test_a_bold_heading_that_was_made_a_list_is_no_item(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [filler("P.1", 760), told("L/LI/LBody", "Whom to tell", bold=True, top=690), filler("P.2", 660)]
    )

    assert kinds(blocks)[1] == (HEADING, "Whom to tell")


def test_a_tagged_contents_list_is_left_out_with_the_word_above_it(blocks_of_pages: Reader):
    entries = [
        told(f"TOC/TOCI.{at}", f"{name} {at + 2}", top=TOP - 20 * at)
        for at, name in enumerate(("Whom to tell", "When to tell"))
    ]
    blocks = blocks_of_pages(
        [told("P.1", "Contents", size=16, top=760), *entries, filler("P.2", 640)],
        [told("H1.1", "Whom to tell", size=16), filler("P.3", 690)],
    )

    assert [block.text for block in blocks] == [FILLED, "Whom to tell", FILLED]


@pytest.mark.parametrize(
    "head",
    [
        Words("Policy of the made-up town", y=800, size=9),
        Words("1 of 1", x=560, y=400, size=9),
        Words("Side note", x=10, y=400, size=8),
    ],
)
def test_what_stands_untagged_in_the_margin_of_a_tagged_page_is_furniture(
    blocks_of_pages: Reader, head: Words
):
    assert [block.text for block in blocks_of_pages([filler("P.1", 700, 8), head])] == [
        " ".join([FILLING] * 7 + ["stops."])
    ]


@pytest.mark.parametrize("y", [790, 60])
def test_untagged_text_in_the_type_of_the_text_was_forgotten_and_is_kept(blocks_of_pages: Reader, y: float):
    forgotten = Words("The lead must be told at once.", y=y)
    blocks = blocks_of_pages([filler("P.1", 700, 8), forgotten])

    assert forgotten.text in [block.text for block in blocks]


def test_small_type_in_the_margin_of_an_untagged_page_is_kept(blocks_of_pages: Reader):
    blocks = blocks_of_pages([*body(700, 8), Words("Said once in small type", y=800, size=9)])

    assert "Said once in small type" in [block.text for block in blocks]


def quoted_between(role: str, quote_y: float, then_y: float) -> Page:
    """A pulled quote that is drawn within a sentence."""
    return [
        filler("P.1", 760),
        told("P.2", "A concern that is told to anybody who works", top=700),
        told(f"{role}/P", "“Nobody asked me.”", size=16, x=380, top=quote_y),
        told("P.2", "with children goes to the lead.", top=then_y),
        filler("P.3", 610, 8),
    ]


@pytest.mark.parametrize("role", ["Art", "Aside"])
@pytest.mark.parametrize(("quote_y", "then_y"), [(696, 700 - PITCH), (670, 640)])
def test_a_pulled_quote_follows_the_sentence_that_it_is_drawn_within(
    blocks_of_pages: Reader, role: str, quote_y: float, then_y: float
):
    blocks = blocks_of_pages(quoted_between(role, quote_y, then_y))

    assert [block.text for block in blocks[1:3]] == [
        "A concern that is told to anybody who works with children goes to the lead.",
        "“Nobody asked me.”",
    ]
    assert (blocks[2].kind, blocks[2].boxed) == (PARAGRAPH, True)


def test_words_in_invisible_ink_are_left_out(blocks_of_pages: Reader):
    unseen = Words("Written where nobody sees it.", y=600, unseen=True)
    blocks = blocks_of_pages([filler("P.1", 700, 6), unseen])

    assert [block.text for block in blocks] == [" ".join([FILLING] * 5 + ["stops."])]


def test_words_too_small_to_be_seen_are_left_out(blocks_of_pages: Reader):
    speck = Words("Written where nobody sees it.", y=600, size=1)
    blocks = blocks_of_pages([*body(700, 6), speck])

    assert [block.text for block in blocks] == [" ".join([FILLING] * 5 + ["stops."])]


EDGES = (LEFT, LEFT + 150, LEFT + 300)


def table_row(
    row: int, cells: Sequence[str], top: float, *, head: bool = False, across: int = 1
) -> list[Tagged]:
    """The cells of a tagged row; the last of them may span columns."""
    return [
        Tagged(
            f"Table/TR.{row}/{'TH' if head else 'TD'}.{at}",
            lines(*text.split("\n"), top=top, x=EDGES[at], size=10, bold=head),
            across=across if at == len(cells) - 1 else 1,
        )
        for at, text in enumerate(cells)
    ]


HEADS = table_row(0, ("Step", "Who", "When"), 640, head=True)


def tagged_rows(folder: Path, *pages: Page) -> list[str]:
    """The rows of the tagged tables of some pages, which are read without regard to how they are set out."""
    document = pdfium.PdfDocument(write_pdf(folder / "made.pdf", pages))
    pieces = [page_pieces(page, number) for number, page in enumerate(document, start=1)]
    document.close()
    return [row.text for tables in take_tables(pieces)[1] for _, rows in tables for row in rows]


def test_a_tagged_table_gives_rows_that_name_their_columns_in_its_place(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [
            filler("P.1", 720, 5),
            *HEADS,
            *table_row(1, ("Refer", "The lead\nor deputy", "same day"), 620),
            *table_row(2, ("Meet", "Core group", "ten days"), 590),
            filler("P.2", 540, 5),
        ]
    )

    assert kinds(blocks[1:-1]) == [
        (ROW, "Step: Refer; Who: The lead or deputy; When: same day"),
        (ROW, "Step: Meet; Who: Core group; When: ten days"),
    ]
    assert [blocks[0].kind, blocks[-1].kind] == [PARAGRAPH, PARAGRAPH]


SPANNING = [
    *HEADS,
    *table_row(1, ("Refer", "The lead", "same day"), 620),
    *table_row(2, ("Meet", "As the group decides"), 600, across=2),
]
SPANNED_ROWS = ["Step: Refer; Who: The lead; When: same day", "Step: Meet; Who, When: As the group decides"]


def test_a_cell_that_spans_columns_stands_under_the_heads_of_all(tmp_path: Path):
    assert tagged_rows(tmp_path, SPANNING) == SPANNED_ROWS


def test_a_table_is_read_by_its_tags_rather_than_by_its_columns_on_the_page(blocks_of_pages: Reader):
    blocks = blocks_of_pages([filler("P.1", 720, 5), *SPANNING, filler("P.2", 540, 5)])

    assert [block.text for block in blocks if block.kind is ROW] == SPANNED_ROWS


def test_tagged_cells_of_several_paragraphs_keep_them_apart(tmp_path: Path):
    cell = "Table/TR.1/TD.1"
    parts = [
        told(f"{cell}/P.{at}", text, x=230, top=620 - 14 * at) for at, text in enumerate(("Lead", "Deputy"))
    ]

    assert tagged_rows(tmp_path, [*HEADS[:2], *table_row(1, ("Refer",), 620), *parts]) == [
        "Step: Refer; Who: Lead; Deputy"
    ]


def test_a_row_over_a_page_turn_is_one_row_on_both_pages(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [
            filler("P.1", 760, 5),
            *HEADS,
            *table_row(1, ("Refer", "The lead", "same day"), 620),
            *table_row(2, ("Meet", "The core group and", "ten days"), 120),
        ],
        [*table_row(2, ("", "the manager", ""), 740)[1:2], filler("P.2", 680, 5)],
    )

    rows = [block for block in blocks if block.kind is ROW]
    assert [row.text for row in rows] == [
        "Step: Refer; Who: The lead; When: same day",
        "Step: Meet; Who: The core group and the manager; When: ten days",
    ]
    assert [(row.page, row.end_page) for row in rows] == [(1, 1), (1, 2)]


def test_a_table_of_one_column_is_a_box(blocks_of_pages: Reader):
    cell = "Table/TR/TD"
    blocks = blocks_of_pages(
        [
            filler("P.1", 760, 5),
            told(f"{cell}/P.1", "In an emergency", bold=True, top=660),
            told(f"{cell}/P.2", "Ring the police first.", top=640),
            told(f"{cell}/P.3", "Then ring the lead.", top=610),
            filler("P.2", 560, 5),
        ]
    )

    assert [(block.kind, block.text, block.boxed) for block in blocks[1:-1]] == [
        (HEADING, "In an emergency", True),
        (PARAGRAPH, "Ring the police first.", True),
        (PARAGRAPH, "Then ring the lead.", True),
    ]
    assert not any(block.boxed for block in (blocks[0], blocks[-1]))


def test_a_table_whose_rows_are_its_printed_lines_is_not_believed(tmp_path: Path):
    printed = [
        ("Refer", "The lead rings the"),
        ("", "duty team and writes"),
        ("", "down what was said"),
        ("Meet", "The core group meets"),
        ("", "within ten days of"),
        ("", "the conference"),
    ]
    cut_up: list[Tagged] = [
        Tagged(f"Table/TR.{at}/TD.{column}", lines(text, top=640 - 13 * at, x=EDGES[column], size=10))
        for at, row in enumerate(printed)
        for column, text in enumerate(row)
    ]
    page = [filler("P.1", 720, 5), *cut_up, filler("P.2", 540, 5)]

    assert tagged_rows(tmp_path, page) == []
    words = " ".join(block.text for block in read_pages(tmp_path, page).blocks)
    assert all(text in words for row in printed for text in row)
