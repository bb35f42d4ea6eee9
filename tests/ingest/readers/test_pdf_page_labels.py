"""The numbers that are printed on the pages of PDFs, which those with the paper look for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from made_pdfs import Words, body, lines, read_pages

Labels = Callable[..., tuple[str, ...]]


@pytest.fixture
def labels(tmp_path: Path) -> Labels:
    """The labels of pages of prose, each with some words at its foot, or with what is given instead."""

    def read(*feet: str | list[Words]) -> tuple[str, ...]:
        pages = [[Words(foot, x=280, y=40, size=9)] if isinstance(foot, str) else foot for foot in feet]
        return read_pages(tmp_path, *([*body(700, 6), *page] for page in pages)).page_labels

    return read


def test_a_page_has_the_number_that_is_printed_on_it(labels: Labels):
    assert labels("1", "2", "3", "4") == ("1", "2", "3", "4")


def test_numbers_may_begin_after_a_cover_and_skip_pages_without_one(labels: Labels):
    assert labels([], [], "1", "2", [], "4") == ("", "", "1", "2", "", "4")


def test_an_extract_begins_with_a_later_number(labels: Labels):
    assert labels("57", "58", "59") == ("57", "58", "59")


def test_pages_with_roman_numerals_come_before_those_with_arabic_ones(labels: Labels):
    assert labels([], "ii", "iii", "iv", "1", "2", "3") == ("", "ii", "iii", "iv", "1", "2", "3")


@pytest.mark.parametrize(
    "foot", ["Page {} of 5", "{} | Policy 2024", "Policy 2024   {}", "- {} -", "Page {}"]
)
def test_a_number_is_found_among_the_words_of_a_running_foot(labels: Labels, foot: str):
    assert labels(*(foot.format(at) for at in range(1, 6))) == ("1", "2", "3", "4", "5")


def test_a_chapters_number_and_an_editions_year_in_the_margin_are_no_labels(labels: Labels):
    feet = [[Words("Chapter 3", y=800, size=9), Words("Policy 2024", y=40, size=9)]] * 5

    assert labels(*feet) == ("",) * 5


def test_a_chapters_number_beside_the_pages_number_is_not_taken_for_it(labels: Labels):
    feet = [
        [Words(f"{1 + at // 3} What to do", y=800, size=9), Words(str(at + 1), x=290, y=40)]
        for at in range(6)
    ]

    assert labels(*feet) == tuple(str(at) for at in range(1, 7))


def test_pages_without_numbers_have_none(labels: Labels):
    assert labels([], [], []) == ("", "", "")


def test_numbered_paragraphs_at_the_tops_of_pages_are_no_labels(labels: Labels):
    tops = [lines(f"{at}. The lead is told of it.", top=780) for at in range(1, 6)]

    assert labels(*tops) == ("",) * 5


def test_a_number_that_only_two_of_many_pages_agree_on_is_no_label(labels: Labels):
    assert labels("7", "8", [], [], []) == ("",) * 5


def test_a_document_of_one_page_may_have_its_number(labels: Labels):
    assert labels("12") == ("12",)
