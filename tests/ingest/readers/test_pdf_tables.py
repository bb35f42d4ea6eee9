"""Tables in PDFs that are not tagged: made ones for each way of setting out a table, and real guidance."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from made_pdfs import (
    Drawn,
    Rule,
    Shade,
    Turned,
    Words,
    cell_words,
    lines,
    rules_across,
    rules_down,
    write_pdf,
)

from ingest.documents import Block
from ingest.readers.pdf.artwork import artwork
from ingest.readers.pdf.bullets import with_bullets
from ingest.readers.pdf.drawings import drawn, walls
from ingest.readers.pdf.lines import page_pieces
from ingest.readers.pdf.tables.apart import Laid, set_apart
from ingest.readers.pdf.tables.gutters import cut_at_columns

EDGES = (60.0, 180.0, 360.0, 530.0)
CONTACTS = [
    ["Name", "Role", "Telephone"],
    ["Asha Perrin", "Named nurse", "01632 960001"],
    ["Tom Okoro", "Named doctor", "01632 960002"],
    ["Bea Lund", "Police lead", "01632 960003"],
]
CONTACT_ROWS = [
    "Name: Asha Perrin; Role: Named nurse; Telephone: 01632 960001",
    "Name: Tom Okoro; Role: Named doctor; Telephone: 01632 960002",
    "Name: Bea Lund; Role: Police lead; Telephone: 01632 960003",
]
Layout = Callable[..., list[Laid]]


def laid_out(path: Path) -> list[Laid]:
    document = pdfium.PdfDocument(path)
    drawings = [drawn(page, artwork(page)) for page in document]
    pages = [
        with_bullets(cut_at_columns(page_pieces(page, number, walls(drawing)), page), drawing)
        for number, (page, drawing) in enumerate(zip(document, drawings, strict=True), start=1)
    ]
    heights = [document.get_page_size(at)[1] for at in range(len(document))]
    document.close()
    return set_apart(pages, drawings, heights)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """Sets the tables of made pages apart."""
    return lambda *pages: laid_out(write_pdf(tmp_path / "made.pdf", pages))


def rows_of(laid: Sequence[Laid]) -> list[str]:
    return [block.text for block in blocks_of(laid)]


def blocks_of(laid: Sequence[Laid]) -> list[Block]:
    return [block for page in laid for _, rows in page.tables for block in rows]


def outside(laid: Sequence[Laid]) -> list[str]:
    return [line.text for page in laid for line in page.lines]


def full_grid(
    rows: Sequence[Sequence[str]], top: float, edges: Sequence[float] = EDGES, **style: int
) -> list[Drawn]:
    words, levels = cell_words(rows, top, edges, **style)
    return [*rules_across(levels, edges[0], edges[-1]), *rules_down(edges, top, levels[-1]), *words]


def test_each_row_of_a_full_grid_says_its_column_heads_and_the_caption_stays_outside(layout: Layout):
    laid = layout([*lines("Table 1: whom to call", top=760), *full_grid(CONTACTS, 740)])
    assert rows_of(laid) == CONTACT_ROWS
    assert outside(laid) == ["Table 1: whom to call"]


def test_a_table_with_lines_across_only_has_its_columns_by_their_white_gutters(layout: Layout):
    words, levels = cell_words(CONTACTS, 740, EDGES)
    assert rows_of(layout([*rules_across(levels, 60, 530), *words])) == CONTACT_ROWS


def test_a_table_ruled_at_head_and_foot_only_has_its_rows_by_their_lines(layout: Layout):
    words, levels = cell_words(CONTACTS, 740, EDGES, padding=5)
    assert rows_of(layout([*rules_across([*levels[:2], levels[-1]], 60, 530), *words])) == CONTACT_ROWS


def test_a_table_with_every_other_row_shaded_keeps_the_rows_between(layout: Layout):
    rows = [*CONTACTS, ["Cy Vale", "Lead member", "01632 960004"]]
    words, levels = cell_words(rows, 740, EDGES)
    shades = [Shade(60, levels[at + 1], 530, levels[at]) for at in (0, 2, 4)]
    assert rows_of(layout([*shades, *words])) == [
        *CONTACT_ROWS,
        "Name: Cy Vale; Role: Lead member; Telephone: 01632 960004",
    ]


def test_a_head_row_of_its_own_colour_heads_the_columns_though_its_words_are_not_bold(layout: Layout):
    rows = [
        ["Where", "What we do there"],
        ["At home", "We visit with notice"],
        ["At school", "We ring first"],
    ]
    edges = (60.0, 200.0, 500.0)
    words, levels = cell_words(rows, 740, edges, bold_rows=0)
    shades = [Shade(a, levels[1], b, levels[0], (0.1, 0.2, 0.5)) for a, b in ((60, 200), (200, 500))]
    rules = [*rules_across(levels, 60, 500), *rules_down(edges, 740, levels[-1])]
    assert rows_of(layout([*shades, *rules, *words])) == [
        "Where: At home; What we do there: We visit with notice",
        "Where: At school; What we do there: We ring first",
    ]


def test_a_label_over_several_rows_is_said_in_each_and_a_cell_across_columns_once(layout: Layout):
    rows = [
        ["Area", "Sign", "What to do"],
        ["Health", "Missed clinics", "Ring the nurse"],
        ["", "Weight loss", "Ring the doctor"],
        ["School", "Any absence is followed up by phone on the day", ""],
    ]
    words, levels = cell_words(rows, 740, EDGES)
    across = [
        *rules_across([*levels[:3], *levels[3:]], 180, 530),
        *rules_across([levels[0], levels[1], levels[3], levels[4]], 60, 180),
    ]
    down = [
        *rules_down((60, 180, 530), 740, levels[-1]),
        *rules_down((360,), 740, levels[3]),
    ]
    assert rows_of(layout([*across, *down, *words])) == [
        "Area: Health; Sign: Missed clinics; What to do: Ring the nurse",
        "Area: Health; Sign: Weight loss; What to do: Ring the doctor",
        "Area: School; Sign, What to do: Any absence is followed up by phone on the day",
    ]


def test_the_lines_of_a_cell_run_on_and_its_bullets_stay_apart(layout: Layout):
    rows = [
        ["Step", "Who", "What is done"],
        ["Referral", "The person\nwith concern", "• ring the team on the\nsame day\n• write it down"],
        ["Reply", "The team", "• say what comes next"],
    ]
    assert rows_of(layout(full_grid(rows, 740))) == [
        "Step: Referral; Who: The person with concern; "
        "What is done: ring the team on the same day; write it down",
        "Step: Reply; Who: The team; What is done: say what comes next",
    ]


def test_a_head_repeated_on_the_next_page_is_dropped_and_rows_carry_their_own_page(layout: Layout):
    second = [CONTACTS[0], ["Cy Vale", "Lead member", "01632 960004"]]
    laid = layout(full_grid(CONTACTS, 200), full_grid(second, 790))
    assert rows_of(laid) == [*CONTACT_ROWS, "Name: Cy Vale; Role: Lead member; Telephone: 01632 960004"]
    assert [block.page for block in blocks_of(laid)] == [1, 1, 1, 2]


def test_rows_on_the_next_page_keep_heads_that_are_not_repeated(layout: Layout):
    second = [["Cy Vale", "Lead member", "01632 960004"]]
    laid = layout(full_grid(CONTACTS, 200), full_grid(second, 790, bold_rows=0))
    assert rows_of(laid)[-1] == "Name: Cy Vale; Role: Lead member; Telephone: 01632 960004"
    assert blocks_of(laid)[-1].page == 2


def test_a_cell_cut_by_the_end_of_the_page_is_made_whole(layout: Layout):
    edges = (60.0, 180.0, 530.0)
    first = [["Term", "Meaning"], ["Placement", "Where a child lives when"]]
    second = [["", "they cannot live at home."], ["Plan", "What has been agreed."]]
    laid = layout(full_grid(first, 120, edges), full_grid(second, 790, edges, bold_rows=0))
    assert rows_of(laid) == [
        "Term: Placement; Meaning: Where a child lives when they cannot live at home.",
        "Term: Plan; Meaning: What has been agreed.",
    ]
    assert [(block.page, block.end_page) for block in blocks_of(laid)] == [(1, 2), (2, None)]


def test_two_tables_on_following_pages_with_text_between_stay_two(layout: Layout):
    second = [["Cy Vale", "Lead member", "01632 960004"], ["Di Moss", "Head", "01632 960005"]]
    laid = layout(
        full_grid(CONTACTS, 300),
        [*lines("People who left", top=760), *full_grid(second, 740, bold_rows=0)],
    )
    assert rows_of(laid)[-2:] == [
        "Cy Vale; Lead member; 01632 960004",
        "Di Moss; Head; 01632 960005",
    ]


MATRIX_EDGES = (40.0, 120.0, 260.0, 400.0, 550.0)
MATRIX = [
    ["", "Level 1\nUniversal", "Level 2\nEarly help", "Level 3\nComplex needs"],
    [
        "Health",
        "• meets milestones\n• sleeps well",
        "• misses some\nclinic visits",
        "• no dentist\n• self-harms",
    ],
    ["School", "• attends daily", "• late most weeks\n• few friends", "• often excluded"],
]
MATRIX_ROWS = [
    "Health; Level 1 Universal: meets milestones",
    "Health; Level 1 Universal: sleeps well",
    "Health; Level 2 Early help: misses some clinic visits",
    "Health; Level 3 Complex needs: no dentist",
    "Health; Level 3 Complex needs: self-harms",
    "School; Level 1 Universal: attends daily",
    "School; Level 2 Early help: late most weeks",
    "School; Level 2 Early help: few friends",
    "School; Level 3 Complex needs: often excluded",
]


def test_each_statement_of_a_threshold_matrix_says_its_level_and_what_it_is_about(layout: Layout):
    assert rows_of(layout(full_grid(MATRIX, 740, MATRIX_EDGES, bold_columns=1))) == MATRIX_ROWS


def test_a_matrix_whose_boxes_stand_apart_keeps_the_level_with_each_statement(layout: Layout):
    words, levels = cell_words(MATRIX, 740, MATRIX_EDGES, bold_columns=1)
    colours = [(0.9, 0.9, 0.9), (0.8, 0.95, 0.8), (1, 0.95, 0.7), (1, 0.8, 0.7)]
    boxes = [
        Shade(MATRIX_EDGES[at] + 2, levels[row + 1] + 2, MATRIX_EDGES[at + 1] - 2, levels[row] - 2, colour)
        for row in range(3)
        for at, colour in enumerate(colours)
    ]
    assert rows_of(layout([*boxes, *words])) == MATRIX_ROWS


def test_one_tall_row_of_levels_gives_each_statement_its_level(layout: Layout):
    rows = [
        ["Universal", "Targeted", "Specialist"],
        [
            "• has friends\n• is well fed\n• sleeps",
            "• is often late\n• looks tired",
            "• goes missing\n• is hurt",
        ],
    ]
    laid = layout(full_grid(rows, 740))
    assert rows_of(laid)[2:5] == [
        "Universal: sleeps",
        "Targeted: is often late",
        "Targeted: looks tired",
    ]
    assert rows_of(laid)[-1] == "Specialist: is hurt"


def test_a_matrix_without_lines_keeps_the_level_with_each_statement(layout: Layout):
    assert rows_of(layout(cell_words(MATRIX, 740, MATRIX_EDGES, bold_columns=1)[0])) == MATRIX_ROWS


def test_a_row_of_a_matrix_cut_by_the_page_keeps_what_it_is_about(layout: Layout):
    rest = [["", "• reads", "", "• has run away"], ["Home", "• warm", "• cold", "• none"]]
    laid = layout(
        full_grid(MATRIX, 200, MATRIX_EDGES, bold_columns=1),
        full_grid(rest, 790, MATRIX_EDGES, bold_rows=0, bold_columns=1),
    )
    assert "School; Level 1 Universal: reads" in rows_of(laid)
    assert "School; Level 3 Complex needs: has run away" in rows_of(laid)
    assert rows_of(laid)[-1] == "Home; Level 3 Complex needs: none"


def test_a_line_under_the_heads_and_one_between_two_columns_rule_a_table(layout: Layout):
    rows = [
        ["Expression", "Where it is explained"],
        *(["Carer", "Part 1"], ["Plan", "Part 2"], ["Panel", "Part 3"]),
    ]
    words, levels = cell_words(rows, 740, (60.0, 250.0, 450.0), bold_rows=0, padding=5)
    rules = [Rule(60, levels[1], 450, levels[1]), Rule(245, levels[-1], 245, 740)]
    assert rows_of(layout([*rules, *words])) == [
        "Expression: Carer; Where it is explained: Part 1",
        "Expression: Plan; Where it is explained: Part 2",
        "Expression: Panel; Where it is explained: Part 3",
    ]


def test_a_row_head_printed_up_the_page_heads_its_row(layout: Layout):
    words, levels = cell_words([MATRIX[0], ["", *MATRIX[1][1:]], ["", *MATRIX[2][1:]]], 740, MATRIX_EDGES)
    turned = [Turned("Health", 85, levels[2] + 3), Turned("School", 85, levels[3] + 3)]
    rules = [*rules_across(levels, 40, 550), *rules_down(MATRIX_EDGES, 740, levels[-1])]
    assert rows_of(layout([*rules, *words, *turned])) == MATRIX_ROWS


def test_words_that_run_over_into_the_next_column_are_not_guessed_at(layout: Layout):
    rows = [["Level 1", "Level 2", "Level 3"], ["well", "late", "missing from home and school for days"]]
    words, levels = cell_words(rows, 740, (60.0, 180.0, 280.0))
    rules = [*rules_across(levels, 60, 400), *rules_down((60, 180, 280, 340, 400), 740, levels[-1])]
    assert rows_of(layout([*rules, *words])) == []


def test_words_without_lines_or_shades_in_aligned_columns_are_a_table(layout: Layout):
    words, _ = cell_words(CONTACTS, 740, EDGES, padding=3)
    prose = "Ring the first of these, and if nobody answers ring the next one on the list until someone does."
    laid = layout([*lines(prose, top=760, size=10), *words, *lines(prose, top=600, size=10)])
    assert rows_of(laid) == CONTACT_ROWS
    assert outside(laid) == [prose, prose]


def test_a_glossary_without_lines_keeps_each_meaning_with_its_term(layout: Layout):
    rows = [
        ["Carer", "Someone who looks after another person\nwithout pay, most often at home."],
        ["Lead\nworker", "The person who holds the plan together\nand is the first to be rung."],
        ["Panel", "People from several bodies who meet\neach month to look at plans."],
    ]
    words, _ = cell_words(rows, 740, (60.0, 180.0, 400.0), bold_rows=0, bold_columns=1)
    assert rows_of(layout(words)) == [
        "Carer: Someone who looks after another person without pay, most often at home.",
        "Lead worker: The person who holds the plan together and is the first to be rung.",
        "Panel: People from several bodies who meet each month to look at plans.",
    ]


def test_a_term_that_fills_its_column_keeps_its_meaning_and_the_table_goes_on(layout: Layout):
    rows = [
        ["Carer", "Someone who looks after another person\nwithout pay, most often at home."],
        ["Panel", "People from several bodies who meet\neach month to look at plans."],
        ["Nearest relative of an adult", "The person whom the law names\nto speak for someone."],
        ["Part 4", "The part of the made-up Act that says\nwho must be told."],
    ]
    words, _ = cell_words(rows, 740, (60.0, 201.0, 425.0), bold_rows=0, bold_columns=1)
    assert rows_of(layout(words)) == [
        "Carer: Someone who looks after another person without pay, most often at home.",
        "Panel: People from several bodies who meet each month to look at plans.",
        "Nearest relative of an adult: The person whom the law names to speak for someone.",
        "Part 4: The part of the made-up Act that says who must be told.",
    ]


def test_a_line_of_prose_is_not_cut_where_a_table_below_it_has_its_columns(layout: Layout):
    prose = "Ring the first of these, and if nobody answers ring the next one on the list until someone does."
    words, _ = cell_words(CONTACTS, 740, EDGES, padding=3)
    assert outside(layout([*lines(prose, x=65, top=752, size=10), *words])) == [prose]


def test_abbreviations_one_below_another_each_keep_what_they_stand_for(layout: Layout):
    short, full = (
        ["CIC", "DfX", "LWO", "PT"],
        ["Child in care", "Department for Xs", "Lead worker", "Panel team"],
    )
    laid = layout([*lines(*short, x=60), *lines(*full, x=190)])
    assert rows_of(laid) == [
        "CIC: Child in care",
        "DfX: Department for Xs",
        "LWO: Lead worker",
        "PT: Panel team",
    ]


def test_a_heading_in_larger_type_stands_between_two_tables_and_in_neither(layout: Layout):
    first, levels = cell_words(CONTACTS, 740, EDGES, padding=3)
    second, _ = cell_words(CONTACTS, levels[-1] - 30, EDGES, padding=3)
    laid = layout([*first, Words("Out of hours", 65, levels[-1] - 20, 15, bold=True), *second])
    assert rows_of(laid) == [*CONTACT_ROWS, *CONTACT_ROWS]
    assert outside(laid) == ["Out of hours"]


def test_contacts_set_close_give_one_row_each_though_addresses_begin_in_lower_case(layout: Layout):
    rows = [
        ["Front door", "01632 960100", "door@westham.example"],
        ["Night team", "01632 960101", "night@westham.example"],
        ["School head", "01632 960102", "www.westham.example"],
        ["Police", "101", "police@westham.example"],
    ]
    drawn_words = [
        Words(text, x, 700 - 14 * at, 10)
        for at, row in enumerate(rows)
        for text, x in zip(row, (60, 160, 250), strict=True)
    ]
    assert rows_of(layout(drawn_words)) == ["; ".join(row) for row in rows]


SUBHEADED = [
    ["", "Level 1\nUniversal", "Level 2\nEarly help"],
    ["Home", "#Strong points\n• warm\n• calm\n#Weak points\n• loud", "#Weak points\n• cold\n• bare"],
    [
        "School",
        "#Strong points\nGoes daily\n#Weak points\nIs tired",
        "Is often late and\n#Tired all day\nlong",
    ],
]
SUBHEADED_ROWS = [
    "Home; Level 1 Universal: Strong points: warm",
    "Home; Level 1 Universal: Strong points: calm",
    "Home; Level 1 Universal: Weak points: loud",
    "Home; Level 2 Early help: Weak points: cold",
    "Home; Level 2 Early help: Weak points: bare",
    "School; Level 1 Universal: Strong points: Goes daily",
    "School; Level 1 Universal: Weak points: Is tired",
    "School; Level 2 Early help: Is often late and Tired all day long",
]


def subheaded(rows: Sequence[Sequence[str]], top: float, **style: int) -> list[Drawn]:
    """A ruled table; lines that begin with # are in bold."""
    page = full_grid(rows, top, (40.0, 120.0, 280.0, 440.0), **style)
    return [
        replace(part, text=part.text[1:], bold=True)
        if isinstance(part, Words) and part.text[0] == "#"
        else part
        for part in page
    ]


def test_a_statement_says_the_bold_sub_head_that_it_stands_under_in_its_cell(layout: Layout):
    assert rows_of(layout(subheaded(SUBHEADED, 740, bold_columns=1))) == SUBHEADED_ROWS


def test_a_sub_head_goes_on_over_the_end_of_the_page(layout: Layout):
    rest = [["", "• cross\n• rough", "• sad"]]
    laid = layout(
        subheaded(SUBHEADED[:2], 130, bold_columns=1),
        subheaded(rest, 790, bold_rows=0, bold_columns=1),
    )
    assert "Home; Level 1 Universal: Weak points: rough" in rows_of(laid)
    assert rows_of(laid)[-1] == "Home; Level 2 Early help: Weak points: sad"


def test_drawn_bullets_in_the_cells_of_a_matrix_part_its_statements(layout: Layout):
    typed = full_grid(MATRIX, 740, MATRIX_EDGES, bold_columns=1)
    page: list[Drawn] = []
    for part in typed:
        if isinstance(part, Words) and part.text.startswith("• "):
            x, y = part.x, part.y + 2
            page.append(Shade(x, y, x + 3, y + 3, (0, 0, 0)))
            part = replace(part, text=part.text[2:], x=x + 9)  # noqa: PLW2901
        page.append(part)
    assert rows_of(layout(page)) == MATRIX_ROWS


def test_labels_with_colons_beside_their_values_are_a_table(layout: Layout):
    rows = [["Name:", "Asha Perrin"], ["Role:", "Named nurse"], ["Team:", "Children in care"]]
    words, _ = cell_words(rows, 740, (60.0, 180.0, 400.0), bold_rows=0, padding=3)
    assert rows_of(layout(words)) == ["Name: Asha Perrin", "Role: Named nurse", "Team: Children in care"]


LEFT_PROSE = [
    "People who work with families see",
    "many things that nobody else does,",
    "and a small worry is worth writing",
    "down on the day that it comes up, as",
    "it may be the piece that is missing.",
    "Tell the lead about it before you go.",
]
RIGHT_PROSE = [
    "The lead will listen, and will ask you",
    "what you saw and what was said to",
    "you, in the words that were used at",
    "the time, and then decide with others",
    "what is to be done next and by whom",
    "and will tell you what was decided.",
]


def test_two_columns_of_prose_are_no_table_and_are_read_one_after_the_other(layout: Layout):
    page = [
        words
        for pair in zip(lines(*LEFT_PROSE, x=60, size=10), lines(*RIGHT_PROSE, x=310, size=10), strict=True)
        for words in pair
    ]
    laid = layout(page)
    assert rows_of(laid) == []
    assert outside(laid) == [*LEFT_PROSE, *RIGHT_PROSE]


def test_panels_side_by_side_are_no_table_and_are_read_panel_by_panel(layout: Layout):
    left, right = ["If you are worried", *LEFT_PROSE[:4]], ["If it is an emergency", *RIGHT_PROSE[:4]]
    boxes = [Shade(50, 640, 290, 740), Shade(300, 640, 560, 740)]
    pairs = zip(lines(*left, x=60, size=10), lines(*right, x=310, size=10), strict=True)
    laid = layout([*boxes, *(words for pair in pairs for words in pair)])
    assert rows_of(laid) == []
    assert outside(laid) == [*left, *right]


@pytest.mark.parametrize(
    "columns",
    [
        (["1.", "2.", "3.", "4."], ["Ring the team", "Write it down", "Tell the lead", "Ask for advice"]),
        (["(i)", "(ii)", "(iii)", "(iv)"], ["a parent", "a carer", "a friend", "a teacher"]),
        (["Introduction", "What is harm", "Whom to tell", "Contacts"], ["3", "8", "21", "40"]),
        (
            ["Hill House", "4 Mill Lane", "Westham", "The County"],
            ["River House", "The Old Quay", "Eastham", "The County"],
        ),
    ],
    ids=["numbered paragraphs", "roman items", "contents", "addresses"],
)
def test_words_that_only_stand_side_by_side_are_no_table(
    layout: Layout, columns: tuple[list[str], list[str]]
):
    first, second = columns
    assert rows_of(layout([*lines(*first, x=60), *lines(*second, x=300)])) == []


def test_a_shaded_box_with_bullets_is_no_table(layout: Layout):
    page = [Shade(50, 600, 540, 740), *lines("Social workers should:", bold=True)]
    for at, text in enumerate(("see the child", "see the child alone", "keep a record of it")):
        page += [Words("•", 80, 700 - 14 * at), Words(text, 100, 700 - 14 * at)]
    assert rows_of(layout(page)) == []


def test_the_boxes_and_arrows_of_a_flow_chart_are_no_table(layout: Layout):
    def box(x: float, y: float, text: str) -> list[Drawn]:
        return [
            *rules_across((y, y + 40), x, x + 140),
            *rules_down((x, x + 140), y + 40, y),
            Words(text, x + 8, y + 16, 10),
        ]

    page = [
        *box(220, 680, "A worry is raised"),
        Rule(290, 650, 290, 680),
        Rule(140, 650, 440, 650),
        Rule(140, 620, 140, 650),
        Rule(440, 620, 440, 650),
        *box(70, 580, "There is no danger"),
        *box(370, 580, "There is danger now"),
    ]
    assert rows_of(layout(page)) == []


def test_the_glossary_of_the_code_of_practice_gives_every_term_its_meaning(guidance: Callable[[str], Path]):
    laid = laid_out(guidance("Mental_Capacity_Act_code_of_practice.pdf"))
    rows = rows_of(laid[283:295])
    terms = {row.split(":")[0] for row in rows}
    assert {"Agent", "Capacity", "Donor", "Makaton", "Restraint", "Wilful neglect"} <= terms
    assert [number for number, page in enumerate(laid, start=1) if page.tables][-13:-1] == [*range(284, 296)]


def test_definitions_cut_by_the_page_are_whole_and_keep_their_term(guidance: Callable[[str], Path]):
    laid = laid_out(guidance("Info_sharing_advice_content_May_2024.pdf"))
    across = [block for block in blocks_of(laid) if block.end_page == 26]
    assert across
    assert all(block.page == 25 and block.text.startswith("Special category data") for block in across)


def test_a_document_of_flow_charts_and_boxes_has_no_tables(guidance: Callable[[str], Path]):
    laid = laid_out(guidance("Working_together_to_safeguard_children_2023_-_statutory_guidance.pdf"))
    assert rows_of(laid) == []
