"""Footnotes of PDFs: markers out of their sentences, and each note after the block that refers to it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pdfs import LEFT, TOP, Page, Words, body, lines, read_pages

from ingest.documents import Block, BlockKind
from ingest.readers.pdf.notes import Notes, attached, lifted, mark, marked

HEADING, PARAGRAPH, ITEM, ROW, FOOTNOTE = BlockKind
Reader = Callable[..., list[Block]]


@pytest.fixture
def blocks_of_pages(tmp_path: Path) -> Reader:
    """Reads pages of words as a PDF."""
    return lambda *pages: list(read_pages(tmp_path, *pages).blocks)


def foot(*notes: str, top: float = 120) -> list[Words]:
    """Footnotes at the foot of a page, a raised number in front of each."""
    return [Words(note, y=top - 12 * at, size=8) for at, note in enumerate(notes)]


def noted(*said: str, top: float = 640) -> Page:
    """A page with a paragraph that refers to footnote 1, which stands at the foot."""
    return [*body(760, 6), *lines(*said, top=top), *foot("^1^ See the plan.")]


@pytest.mark.parametrize(
    ("said", "before"),
    [
        (("The lead is told^1^ within one day.",), "The lead is told"),
        (("The lead is told within one day.^1^",), "The lead is told within one day."),
        pytest.param(("The lead is told within one day^1^.",), "The lead is told within one day"),
        (("The lead is told ^1^ within one day.",), "The lead is told"),
        pytest.param(("The lead is told ^1^, if possible,", "within one day."), "The lead is told"),
        (("The lead is told^1^", "within one day."), "The lead is told"),
        pytest.param(("The lead (who has a deputy^1^) is told.",), "The lead (who has a deputy"),
        (("1.2 The lead is told^1^ within one day.",), "The lead is told"),
        (("• the lead is told^1^ within one day",), "the lead is told"),
    ],
)
def test_a_marker_is_no_part_of_its_sentence_and_is_known_by_its_place(
    blocks_of_pages: Reader, said: tuple[str, ...], before: str
):
    block, note = blocks_of_pages(noted(*said))[1:]

    plain = " ".join(said).replace(" ^1^", "").replace("^1^", "")
    assert block.rendered() == plain
    assert [(block.text[:place], number) for place, number in block.notes] == [(before, "1")]
    assert (note.kind, note.number, note.text) == (FOOTNOTE, "1", "See the plan.")


def test_a_marker_at_the_start_of_a_line_belongs_to_the_sentence_before(blocks_of_pages: Reader):
    block, note = blocks_of_pages(
        noted("The lead is told of it on the same day.", "^1^ The deputy is told next.")
    )[1:]

    assert block.text == "The lead is told of it on the same day. The deputy is told next."
    ((place, number),) = block.notes
    assert (block.text[:place].rstrip(), number) == ("The lead is told of it on the same day.", "1")
    assert note.kind is FOOTNOTE


def test_several_markers_of_one_block_are_known_each_by_its_place(blocks_of_pages: Reader):
    page = [
        *body(760, 6),
        *lines("The lead^1^ and the deputy^2^ are told", "and the police^3^ too.", top=640),
        *foot("^1^ A teacher.", "^2^ Another.", "^3^ By telephone."),
    ]
    _, block, *notes = blocks_of_pages(page)

    assert [(block.text[:place].split()[-1], number) for place, number in block.notes] == [
        ("lead", "1"),
        ("deputy", "2"),
        ("police", "3"),
    ]
    assert [(note.number, note.text) for note in notes] == [
        ("1", "A teacher."),
        ("2", "Another."),
        ("3", "By telephone."),
    ]


@pytest.mark.parametrize(
    "said",
    ["The room has 12 m^2^ of floor.", "A field of 3km^2^ is searched.", "It opens on the 10^th^ of May."],
)
def test_exponents_and_raised_endings_of_numbers_are_kept(blocks_of_pages: Reader, said: str):
    _, block = blocks_of_pages([*body(760, 6), *lines(said, top=640)])

    assert (block.text, block.notes) == (said.replace("^", ""), ())


def test_small_roman_numerals_are_markers_right_after_a_word(blocks_of_pages: Reader):
    page = [
        *body(760, 6),
        *lines("The lead is told^iv^ within one day.", top=640),
        *foot("^iv^ See the plan."),
    ]
    _, block, *rest = blocks_of_pages(page)

    assert block.text == "The lead is told within one day."
    assert block.notes == ((16, "iv"),)
    assert [(note.kind, note.number, note.text) for note in rest] == [(FOOTNOTE, "iv", "See the plan.")]


def test_small_roman_numerals_are_markers_at_the_end_of_a_sentence(blocks_of_pages: Reader):
    page = [*body(760, 6), *lines("The lead is told.^iv^ So it is.", top=640), *foot("^iv^ See the plan.")]
    _, block, *rest = blocks_of_pages(page)

    assert (block.text, block.notes) == ("The lead is told. So it is.", ((17, "iv"),))
    assert [(note.kind, note.number, note.text) for note in rest] == [(FOOTNOTE, "iv", "See the plan.")]


def test_a_footnote_of_several_lines_is_one_block(blocks_of_pages: Reader):
    page = [
        *body(760, 6),
        *lines("The lead is told^1^ of it.", top=640),
        *foot("^1^ See the plan of the made-up town,", "which is kept in the office.", "^2^ As above."),
    ]

    assert [(b.number, b.text) for b in blocks_of_pages(page) if b.kind is FOOTNOTE] == [
        ("1", "See the plan of the made-up town, which is kept in the office."),
        ("2", "As above."),
    ]


def test_a_footnote_follows_the_block_that_refers_to_it_not_the_page(blocks_of_pages: Reader):
    page = [*lines("The lead is told^1^ of it.", top=760), *body(730, 6), *foot("^1^ See the plan.")]

    assert [block.kind for block in blocks_of_pages(page)] == [PARAGRAPH, FOOTNOTE, PARAGRAPH]


def test_a_footnote_at_the_foot_of_the_next_page_follows_the_block_that_refers_to_it(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [*body(760, 6), *lines("The lead is told^1^ of it.", top=640)],
        [*body(760, 6), *foot("^1^ See the plan.")],
    )

    assert [(block.kind, block.page) for block in blocks] == [
        (PARAGRAPH, 1),
        (PARAGRAPH, 1),
        (FOOTNOTE, 2),
        (PARAGRAPH, 2),
    ]


def test_numbers_that_begin_again_on_each_page_find_the_notes_of_their_page(blocks_of_pages: Reader):
    def page(who: str) -> Page:
        return [
            *body(760, 6),
            *lines(f"The {who}^1^ is told.", top=640),
            *foot(f"^1^ The {who} of the town."),
        ]

    blocks = blocks_of_pages(page("lead"), page("nurse"), page("deputy"))

    assert [block.text for block in blocks if block.notes or block.kind is FOOTNOTE] == [
        said
        for who in ("lead", "nurse", "deputy")
        for said in (f"The {who} is told.", f"The {who} of the town.")
    ]


def test_a_footnote_that_nothing_refers_to_stays_where_it_stands(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [*body(760, 6), *foot("^1^ See the plan.")], [*body(760, 6), *lines("The next.", top=640)]
    )

    assert [block.kind for block in blocks] == [PARAGRAPH, FOOTNOTE, PARAGRAPH, PARAGRAPH]


def test_a_marker_in_a_footnote_is_known_in_the_footnote(blocks_of_pages: Reader):
    page = [
        *body(760, 6),
        *lines("The lead^1^ is told.", top=640),
        *foot("^1^ A teacher^2^ by training.", "^2^ Or a nurse."),
    ]
    first = next(block for block in blocks_of_pages(page) if block.number == "1")

    assert (first.text, first.notes) == ("A teacher by training.", ((9, "2"),))


def test_the_markers_of_headings_are_known_too(blocks_of_pages: Reader):
    page = [*lines("Whom to tell^1^", size=18, top=760), *body(730, 6), *foot("^1^ By telephone.")]
    heading, note, paragraph = blocks_of_pages(page)

    assert (heading.kind, heading.text, heading.notes) == (HEADING, "Whom to tell", ((12, "1"),))
    assert (note.kind, paragraph.kind) == (FOOTNOTE, PARAGRAPH)


def test_a_number_in_the_text_in_its_own_type_is_no_marker(blocks_of_pages: Reader):
    page = [*body(760, 6), *lines("All 12 children of the 3 classes.", top=640), Words("x", LEFT, TOP - 600)]

    assert blocks_of_pages(page)[1].text == "All 12 children of the 3 classes."


def paragraph(text: str, page: int, *notes: tuple[int, str], end_page: int | None = None) -> Block:
    return Block(PARAGRAPH, text, page=page, end_page=end_page, notes=notes)


def note_of(number: str, page: int) -> Block:
    return Block(FOOTNOTE, f"Note {number} of page {page}.", number=number, page=page)


def test_of_two_blocks_that_refer_to_a_footnote_the_first_has_it():
    first, second = paragraph("First.", 1, (5, "1")), paragraph("Second.", 1, (6, "1"))

    assert attached([first, second, note_of("1", 1)]) == [first, note_of("1", 1), second]


def test_a_footnote_finds_no_block_two_pages_before_its_own():
    blocks = [paragraph("First.", 1, (5, "1")), paragraph("Second.", 3), note_of("1", 3)]

    assert attached(blocks) == blocks


WORDS = st.text(alphabet="ab 1.,", max_size=12)
NUMBERS = st.sampled_from(["1", "12", "F3", "iv"])


@given(st.lists(st.tuples(WORDS, NUMBERS), max_size=4), WORDS)
def test_lifting_markers_keeps_all_words_and_loses_no_marker(parts: list[tuple[str, str]], last: str):
    text, notes = lifted("".join(words + mark(number) for words, number in parts) + last)

    plain = "".join(words for words, _ in parts) + last
    assert text.replace(" ", "") == plain.replace(" ", "")
    assert [number for _, number in notes] == [number for _, number in parts]
    assert all(0 <= place <= len(text) for place, _ in notes)
    assert [place for place, _ in notes] == sorted(place for place, _ in notes)


@given(st.lists(st.tuples(st.sampled_from([4, 8, 13, 19, 20]), NUMBERS), max_size=3))
def test_markers_that_are_put_back_after_words_are_lifted_to_the_same_places(places: list[tuple[int, str]]):
    text = "Tell the lead today."
    notes: Notes = tuple(sorted(places, key=lambda note: note[0]))

    assert lifted(marked(text, notes)) == (text, notes)
