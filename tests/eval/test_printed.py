"""What is printed on pages, less their furniture, against what passages hold."""

from collections import Counter

from eval.coverage import compare
from eval.printed import Line, text_of, without_furniture, words
from ingest.documents import Passage


def _page(*body: str, head: str = "", foot: str = "") -> list[Line]:
    lines = [Line(text, 0.2, 0.3, 0.7, 0.32) for text in body]
    top = [Line(head, 0.2, 0.03, 0.7, 0.05)] if head else []
    return [*top, *lines, *([Line(foot, 0.5, 0.95, 0.52, 0.97)] if foot else [])]


def _passage(text: str, page: int | None, end_page: int | None = None) -> Passage:
    return Passage("p", "d", 0, (), (), page, end_page, 0, len(text), text, 0, "", "none", ())


def test_words_ignore_case_ligatures_hyphens_and_line_ends() -> None:
    assert words("Multi-agency ofﬁcers safe-\nguard 12") == Counter(
        ["multiagency", "officers", "safeguard", "12"]
    )


def test_running_heads_and_page_numbers_are_furniture_numbers_made_alike() -> None:
    pages = [_page(f"Body {n}", head=f"Chapter {n}", foot=str(n)) for n in (1, 2, 3)]

    assert [text_of(page) for page in without_furniture(pages)] == ["Body 1", "Body 2", "Body 3"]


def test_a_line_that_repeats_outside_the_margin_is_no_furniture() -> None:
    pages = [_page("You must act.") for _ in range(4)]

    assert all(text_of(page) == "You must act." for page in without_furniture(pages))


def test_a_head_on_two_pages_only_is_no_furniture() -> None:
    pages = [_page("Body", head="A title") for _ in range(2)]

    assert all("A title" in text_of(page) for page in without_furniture(pages))


def test_contents_go_with_the_pages_that_continue_them() -> None:
    pages = [
        _page("Contents", "Introduction ..... 3", "Chapter 1 ..... 5"),
        _page("Chapter 2 ..... 9", "Annex A", "12"),
        _page("Introduction", "This guidance is for 3 groups", "of people."),
    ]

    kept = without_furniture(pages)

    assert kept[:2] == [[], []]
    assert kept[2] == pages[2]


def test_coverage_counts_words_as_often_as_they_are_printed() -> None:
    pages = [_page("Tell the police and tell the council")]

    coverage = compare("guide", pages, [_passage("Tell the police and the council", 1)])

    assert coverage.covered == (6, 7)
    assert coverage.missing == Counter({"tell": 1})


def test_a_passage_must_name_pages_that_hold_its_words() -> None:
    pages = [_page("Tell the police"), _page("Keep a record")]
    passages = [
        _passage("Tell the police", 1),
        _passage("Keep a record", 1),
        _passage("Tell the police Keep a record", 1, 2),
        _passage("Tell the police", None),
        _passage("Tell the police", 3),
    ]

    coverage = compare("guide", pages, passages)

    assert coverage.paged == (3, 5)
    assert coverage.right == (2, 5)


def test_a_document_without_words_is_not_divided_by() -> None:
    assert compare("empty", [], []).covered.value == 0
