"""Real editions compared, judged by the table of changes that the later one prints itself."""

import re
from pathlib import Path

import pytest

from ingest import readers
from ingest.changes import ChangeReport, Edition, Noise, Rank, report_of
from ingest.documents import Reading


def _edition(reading: Reading, short: str) -> Edition:
    return Edition(reading.blocks, short=short, page_labels=reading.page_labels, gaps=reading.gaps)


@pytest.fixture(scope="module")
def schools(guidance: Path) -> tuple[Reading, ChangeReport]:
    """The later edition of the guidance for schools, and the report on both."""
    files = (guidance / f"Keeping_children_safe_in_education_{year}.pdf" for year in (2024, 2025))
    old, new = map(readers.read, files)
    return new, report_of(_edition(old, "2024"), _edition(new, "2025"))


def _numbers(label: str) -> set[int]:
    found = [int(number) for number in re.findall(r"\d+", label)]
    return set(range(min(found), max(found) + 1)) if found else set()


def test_every_paragraph_that_the_document_itself_says_changed_is_reported(
    schools: tuple[Reading, ChangeReport],
):
    reading, report = schools
    start = next(at for at, block in enumerate(reading.blocks) if block.text.startswith("Annex F: Table of"))
    rows = " ".join(block.text for block in reading.blocks[start:] if block.kind == "row")
    told = {
        number for numbers in re.findall(r"Para (\d+(?: ?- ?\d+)?)", rows) for number in _numbers(numbers)
    }
    assert len(told) == 17
    reported: set[int] = set()
    for change in report.changes:
        for _, new in ((change.old, change.new), *change.also):
            reported |= _numbers(new.label) if new else set()
    unnumbered = {128, 135, 204}  # what changed stands below these, without a number of its own
    assert told - reported <= unnumbered
    pages = {
        page for change in report.changes if change.new and not change.new.label for page in [change.new.page]
    }
    assert {36, 38, 56, 163, 164} <= pages


def test_what_matters_most_is_the_one_duty_that_became_stricter(schools: tuple[Reading, ChangeReport]):
    _, report = schools
    duties = [change for change in report.changes if change.rank is Rank.DUTY]
    assert [change.place.label for change in duties] == ["177"]
    assert ("should", "must") in [(mark.old, mark.new) for mark in duties[0].marks]
    timescales = [change.place.label for change in report.changes if change.rank is Rank.TIMESCALE]
    assert timescales == ["170"]


def test_noise_does_not_drown_the_changes(schools: tuple[Reading, ChangeReport]):
    _, report = schools
    assert report.share_unchanged > 0.97
    assert 45 <= len(report.changes) <= 60
    assert dict(report.folds())[Noise.CROSS_REFERENCE] >= 30
    assert report.renumbered > 350
    assert not any("© Crown" in change.new_text for change in report.changes)


def test_the_same_page_saved_and_as_text_differs_by_its_edition_only(guidance: Path):
    old = readers.read(guidance / "GOVUK_SCCIF_childrens_homes_saved_page_Sep2025.html")
    new = readers.read(guidance / "GOVUK_SCCIF_childrens_homes_text_Jun2026.txt")
    report = report_of(_edition(old, "2025"), _edition(new, "2026"))
    assert report.share_unchanged > 0.98
    assert len(report.changes) < 40
    gone = next(
        change for change in report.changes if "consult the independent reviewing officer" in change.old_text
    )
    assert gone.rank in (Rank.DUTY, Rank.NEW_DUTY)


def test_two_long_documents_with_nothing_in_common_are_still_compared(guidance: Path):
    code = readers.read(guidance / "Mental_Capacity_Act_code_of_practice.pdf")
    act = readers.read(guidance / "Care_Act_2014_ukpga_20140023.pdf")
    report = report_of(_edition(code, "code"), _edition(act, "act"))
    assert report.share_unchanged < 0.02
    assert len(report.changes) > 1000
