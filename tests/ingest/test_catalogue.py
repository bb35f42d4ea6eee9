"""What a document is, as far as its file tells."""

from pathlib import Path

import pytest

from ingest.catalogue import describe
from ingest.documents import Block, BlockKind, Metadata, Reading


def described(*texts: str, name: str = "file.pdf", headings: tuple[str, ...] = (), **told: str) -> Metadata:
    blocks = [Block(BlockKind.HEADING, text, level) for level, text in enumerate(headings, start=1)]
    blocks += [Block(BlockKind.PARAGRAPH, text) for text in texts]
    return describe(Reading(tuple(blocks), Metadata(**told)), Path(name))[0]


def test_what_the_file_states_stays():
    told = {"title": "A policy 2019", "edition": "May 2024", "kind": "summary", "nation": "wales"}
    found = described("Statutory guidance, June 2023.", **told)
    assert {name: getattr(found, name) for name in told} == told


def test_the_title_is_the_first_of_the_highest_headings_where_the_file_states_none():
    assert described(headings=("Working together", "Chapter 1")).title == "Working together"


@pytest.mark.parametrize(
    "stated", ["Microsoft Word - KCSIE.docx", "untitled", "Document1", "a_b_c", "x.indd"]
)
def test_the_name_of_a_file_is_no_title(stated: str):
    assert described(headings=("Working together",), title=stated).title == "Working together"


def test_a_file_without_headings_is_called_by_its_name():
    assert described("Words.", name="our_online  safety.txt").title == "our online safety"


def test_a_web_pages_title_does_not_end_in_the_sites_name():
    assert described(title="Prevent duty guidance - GOV.UK").title == "Prevent duty guidance"


@pytest.mark.parametrize(
    ("title", "text", "name", "edition"),
    [
        ("Keeping children safe in education 2025", "July 2024", "x_2020.pdf", "2025"),
        ("Information sharing", "Published in  May 2024 for all", "x_2020.pdf", "May 2024"),
        ("Information sharing", "Advice for all.", "advice_2018.pdf", "2018"),
        ("Care Act 2014", "An Act.", "Care_Act_2014.pdf", ""),
        ("Guide to the Care Act 2014", "Revised March 2026", "x.pdf", "March 2026"),
        ("Information sharing", "Advice for all.", "ukpga_20140023.pdf", ""),
    ],
)
def test_the_edition_is_looked_for_in_title_then_opening_then_file_name(
    title: str, text: str, name: str, edition: str
):
    assert described(text, name=name, title=title).edition == edition


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("BE IT ENACTED by the King’s most Excellent Majesty", "legislation"),
        ("This is statutory guidance from the Department.", "statutory guidance"),
        ("Code issued by the Lord Chancellor under section 42", "statutory guidance"),
        ("This is non-statutory advice.", "non-statutory advice"),
        ("Our policy.", ""),
    ],
)
def test_the_kind_is_told_by_the_opening_words(text: str, kind: str):
    assert described(text).kind == kind
