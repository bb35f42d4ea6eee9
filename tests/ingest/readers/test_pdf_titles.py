"""Titles in display type, whose lines some files draw apart or out of order."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from made_pdfs import LEFT, Words, body, lines, read_pages

from ingest.documents import Block, BlockKind
from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.titles import with_titles

HEADING, PARAGRAPH, *_ = BlockKind


def headings(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    return [(block.number, block.text) for block in blocks if block.kind is HEADING]


def test_a_title_that_is_drawn_bottom_line_first_is_read_from_the_top(tmp_path: Path):
    drawn = [Words("are at risk of harm", y=700, size=24), Words("Helping children who", y=728, size=24)]
    blocks = read_pages(tmp_path, [*drawn, *body(640, 8)]).blocks

    assert headings(blocks) == [("", "Helping children who are at risk of harm")]
    assert [block.kind for block in blocks] == [HEADING, PARAGRAPH]


def test_a_title_that_is_drawn_after_the_text_below_it_stands_before_it(tmp_path: Path):
    title = [Words("Helping children who", y=728, size=24), Words("are at risk of harm", y=700, size=24)]
    blocks = read_pages(tmp_path, [*body(640, 8), *title]).blocks

    assert [block.kind for block in blocks] == [HEADING, PARAGRAPH]


def test_a_chapters_number_that_stands_large_beside_its_title_is_the_headings(tmp_path: Path):
    title = lines("Whom to tell of", top=726, x=150, size=20) + lines("a concern", top=702, x=150, size=20)
    blocks = read_pages(tmp_path, [*title, Words("3", y=706, size=60), *body(640, 8)]).blocks

    assert headings(blocks) == [("3", "Whom to tell of a concern")]
    assert [block.kind for block in blocks] == [HEADING, PARAGRAPH]


def test_a_letter_that_is_set_large_to_begin_a_text_is_part_of_its_word(tmp_path: Path):
    first = [Words("E", y=706, size=36), *lines("very child has a right to be heard, and", x=98, top=720)]
    rest = lines("those who work with them listen.", x=98, top=706)
    blocks = read_pages(tmp_path, [*first, *rest, *body(640, 8)]).blocks

    assert blocks[0].text == "Every child has a right to be heard, and those who work with them listen."


def test_titles_that_are_drawn_where_they_are_printed_are_left_alone(tmp_path: Path):
    page = [*lines("Whom to tell", size=20, top=760), *body(730, 4), *lines("When to tell", size=20, top=650)]
    blocks = read_pages(tmp_path, [*page, *body(620, 4)]).blocks

    assert [block.kind for block in blocks] == [HEADING, PARAGRAPH, HEADING, PARAGRAPH]
    assert headings(blocks) == [("", "Whom to tell"), ("", "When to tell")]


def line(text: str, y: float, size: float, x0: float = LEFT) -> Line:
    return Line(text, 1, x0, x0 + 5 * len(text), y, size, bold=False)


PIECES = st.builds(
    line,
    st.sampled_from(["Whom to tell", "what to do", "One child", "in every case", "The lead"]),
    st.integers(40, 800).map(float),
    st.sampled_from([9.0, 11.0, 11.0, 16.0, 24.0]),
    st.sampled_from([72.0, 90.0, 300.0]),
)


PAGES = st.lists(PIECES, max_size=15, unique=True)


@given(PAGES)
def test_no_line_is_lost_or_said_twice_whatever_its_type_and_place(pieces: list[Line]):
    assert Counter(one.text for one in with_titles(pieces)) == Counter(one.text for one in pieces)


@given(PAGES)
def test_the_text_below_titles_keeps_its_order(pieces: list[Line]):
    small = [one for one in pieces if one.size < 12]

    assert [one for one in with_titles(pieces) if one.size < 12] == small


@given(PAGES)
def test_a_page_in_one_type_is_left_as_it_is(pieces: list[Line]):
    plain = [line(one.text, one.y, 11, one.x0) for one in pieces]

    assert with_titles(plain) == plain


@given(
    st.permutations([line("Helping children", 740, 24), line("who are at", 712, 24), line("risk", 684, 24)])
)
def test_a_titles_lines_stand_in_the_order_of_the_page_in_whatever_order_they_are_drawn(title: list[Line]):
    text = [
        line("The lead is told of it on the same day and writes it down.", 640 - 14 * at, 11)
        for at in range(6)
    ]
    placed = with_titles([*text, *title])

    assert all(above.y > below.y for above, below in pairwise(placed))
