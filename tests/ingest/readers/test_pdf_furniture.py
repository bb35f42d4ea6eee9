"""What the pages of PDFs carry besides their text, and text that only looks like it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from made_pdfs import FILLING, Page, Words, body, lines, read_pages

from ingest.documents import BlockKind

FILLED = " ".join([FILLING] * 5 + ["stops."])
Texts = Callable[..., list[str]]


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    """The texts of the blocks of some pages, each with a paragraph of its own."""

    def read(*pages: Page) -> list[str]:
        return [block.text for block in read_pages(tmp_path, *([*body(700, 6), *p] for p in pages)).blocks]

    return read


def test_running_heads_with_the_names_of_changing_chapters_are_left_out(texts: Texts):
    chapters = ["Whom to tell"] * 4 + ["Records"] * 4 + ["Training"] + ["Meetings"]
    heads = [[Words(name, y=800, size=8)] for name in chapters]

    assert texts(*heads) == [FILLED] * 10


def test_a_line_in_the_type_of_the_text_where_running_heads_stand_is_kept(texts: Texts):
    pages = [[Words("Whom to tell", y=800, size=8)]] * 4 + [[Words("The lead is told.", y=800)]]

    assert "The lead is told." in texts(*pages)


def test_a_running_head_may_change_with_the_page_number_in_it(texts: Texts):
    assert texts(*([Words(f"Records | page {at} of 9", y=40, size=8)] for at in range(1, 10))) == [FILLED] * 9


@pytest.mark.parametrize("foot", ["7", "vii", "Page 7", "Page 7 of 12", "- 7 -", "7 | ", "| 7"])
def test_a_page_number_is_left_out_though_it_stands_once(texts: Texts, foot: str):
    assert texts([Words(foot.strip(), x=290, y=40)]) == [FILLED]


def test_a_number_in_the_middle_of_a_page_is_kept(texts: Texts):
    assert "7" in " ".join(texts([Words("7", x=290, y=400)])).split()


def test_a_footnote_that_is_the_same_on_every_page_is_kept(tmp_path: Path):
    pages = [
        [*body(700, 6), *lines("The lead^1^ is told.", top=580), Words("^1^ See the plan.", y=60, size=8)]
        for _ in range(4)
    ]
    blocks = read_pages(tmp_path, *pages).blocks

    assert [block.text for block in blocks if block.kind is BlockKind.FOOTNOTE] == ["See the plan."] * 4


def test_a_line_that_stands_on_every_page_within_the_text_is_kept(texts: Texts):
    said = "The lead is told at once."

    assert texts(*([Words(said, y=500)] for _ in range(5))).count(said) == 5


def test_a_running_head_at_the_side_of_the_page_is_left_out(texts: Texts):
    assert texts(*([Words("Records", x=545, y=400, size=8)] for _ in range(4))) == [FILLED] * 4


def test_words_that_two_pages_share_in_the_margin_are_no_running_head(texts: Texts):
    pages = [[Words("Keep this page.", y=800)]] * 2

    assert texts(*pages, [], []).count("Keep this page.") == 2


CHAPTERS = ["Whom to tell", "When to tell", "Records"]
CONTENTS = [
    *lines("Contents", size=16, top=730),
    *(Words(f"{name} {'.' * 50} {at}", y=700 - 20 * at) for at, name in enumerate(CHAPTERS, start=1)),
]


def own_words(chapter: int, top: float = 690) -> list[Words]:
    """A text that no other page has."""
    return lines(
        *(f"This is said in place {at} of chapter {chapter} and in no other." for at in range(8)), top=top
    )


def test_the_text_after_a_contents_list_on_its_page_is_kept(tmp_path: Path):
    rest = [[*lines(name, size=16), *own_words(at)] for at, name in enumerate(CHAPTERS, start=1)]
    blocks = read_pages(tmp_path, [*CONTENTS, *own_words(0, top=560)], *rest).blocks

    assert blocks[0].text == " ".join(line.text for line in own_words(0))
    assert [block.text for block in blocks if block.kind is BlockKind.HEADING] == CHAPTERS


def test_pages_after_a_contents_list_are_kept_though_later_pages_say_the_same(tmp_path: Path):
    form = [[*lines(name, size=16), *own_words(1)] for name in CHAPTERS]
    blocks = read_pages(tmp_path, CONTENTS, *form).blocks

    assert [block.text for block in blocks if block.kind is BlockKind.HEADING] == CHAPTERS


def test_running_heads_and_feet_are_kept_apart_each_once_without_page_numbers(tmp_path: Path):
    pages = [
        [*body(700, 6), Words("Hill House School", y=800, size=8), Words(f"Page {at}", x=290, y=40)]
        for at in range(1, 5)
    ]
    found = read_pages(tmp_path, *pages)

    assert found.margins == ("Hill House School",)
    assert "Hill House School" not in [block.text for block in found.blocks]
