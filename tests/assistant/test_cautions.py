"""What the reader is told of the sources: law not in force, words read by OCR, what could not be read."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answers import Citation, Statement
from assistant.cautions import cautions
from assistant.gaps import counted, summary
from ingest.documents import (
    Gap,
    GapKind,
    GuidanceDocument,
    Metadata,
    Passage,
    Role,
    Sentence,
    Standing,
    State,
)

SUPERSEDED, WITHDRAWN, FORTHCOMING = State.SUPERSEDED, State.WITHDRAWN, State.FORTHCOMING
TODAY = date(2026, 11, 26)
SCAN, PICTURE, CHART = GapKind.SCAN, GapKind.PICTURE, GapKind.FLOW_CHART
TEXT = "Staff tell the lead."


def document(*gaps: Gap, pages: int | None = 20, **told: str) -> GuidanceDocument:
    labels = tuple(str(page - 2) if page > 2 else "" for page in range(1, (pages or 0) + 1))
    known = Metadata(**{"title": "Sample guide", "kind": "non-statutory advice", **told})
    return GuidanceDocument("a" * 16, "a" * 64, "guide.pdf", known, pages, labels, gaps)


def passage(page: int | None = 7, end_page: int | None = None, **told: object) -> Passage:
    sentences = (Sentence(0, len(TEXT), Role.SENTENCE, label="155(a)"),)
    made = Passage(
        "b" * 16, "a" * 16, 0, ("Chapter 2", "4.1 Telling"), (), page, end_page, 0, len(TEXT), TEXT, 0, "",
        "none", sentences,
    )  # fmt: skip
    return replace(made, **told)


def notices(source: GuidanceDocument, *quoted: Passage) -> list[str]:
    statements = [
        Statement(TEXT, (Citation(number, one, source, 0, len(TEXT)),))
        for number, one in enumerate(quoted, 1)
    ]
    return cautions(statements, TODAY)


def test_a_quote_that_nothing_is_to_be_said_of_has_no_notice():
    assert notices(document(), passage()) == []


def test_law_that_is_not_in_force_is_said_not_to_be_law_yet():
    act = document(title="Sample Act 2020", kind="legislation")
    later = passage(prospective=True, sentences=(Sentence(0, 5, Role.SENTENCE, label="42A(1)"),))
    (notice,) = notices(act, later, passage())
    assert notice.startswith(
        "Not yet law: Sample Act 2020, section 42A(1) has been passed but is not in force."
    )


def test_words_read_by_ocr_are_to_be_checked_against_the_page():
    (notice,) = notices(document(), passage(ocr=True), passage())
    assert "Sample guide, page 7 (printed 5)" in notice
    assert "Check them against the page" in notice


@pytest.mark.parametrize("page", [6, 7, 8, 9])
def test_what_was_not_read_on_or_next_to_the_quoted_pages_is_told(page: int):
    (notice,) = notices(document(Gap(SCAN, page)), passage(7, 8))
    assert f"page {page} (printed {page - 2}) is a picture" in notice
    assert "It may say more: open the document there." in notice


@pytest.mark.parametrize(
    "gap", [Gap(SCAN, 5), Gap(SCAN, 10), Gap(SCAN, 7, ocr=True), Gap(PICTURE, 15, "Other")]
)
def test_what_stands_elsewhere_or_was_read_by_ocr_is_not_told(gap: Gap):
    assert notices(document(gap), passage(7, 8)) == []


@pytest.mark.parametrize("where", ["4.1 Telling", "Telling", "TELLING"])
def test_what_was_not_read_under_the_same_heading_is_told_wherever_it_stands(where: str):
    (notice,) = notices(document(Gap(PICTURE, 15, where, "the steps to take")), passage())
    assert (
        "page 15 (printed 13) shows a picture that may hold words, described as “the steps to take”" in notice
    )
    assert notices(document(Gap(PICTURE, 15, "Chapter 2")), passage()) == []


def test_a_flow_chart_is_told_even_where_its_words_were_read_by_ocr():
    (notice,) = notices(document(Gap(CHART, 7, ocr=True)), passage())
    assert "page 7 (printed 5) shows a flow chart whose arrows were lost" in notice


def test_without_pages_what_was_not_read_under_a_heading_above_is_told():
    (notice,) = notices(document(Gap(PICTURE, None, "Chapter 2"), pages=None), passage(None))
    assert "“Chapter 2” shows a picture that may hold words" in notice
    assert notices(document(Gap(PICTURE, None, "Chapter 3"), pages=None), passage(None)) == []
    assert notices(document(Gap(PICTURE), pages=None), passage(None)) == []
    at_the_top = passage(None, heading_path=())
    assert len(notices(document(Gap(PICTURE, None, "Sample guide"), pages=None), at_the_top)) == 1


def test_what_was_not_read_of_one_document_is_one_notice_and_a_few_things():
    gaps = [Gap(PICTURE, page) for page in range(6, 13)]
    (notice,) = notices(document(*gaps), passage(7), passage(11))
    assert notice.count("shows a picture") == 3
    assert "; and 3 more. It" in notice


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing(SUPERSEDED, "2026", "Guide (2026)", "c" * 16), "this library also holds Guide (2026)"),
        (
            Standing(SUPERSEDED, "2026-09-01", "Guide (2026)"),
            "Guide (2026) has taken its place since 1 September 2026, and this library does not hold it",
        ),
        (Standing(SUPERSEDED, "2026", "Guide (2026)", sure=False), "is said to have been replaced by Guide"),
        (Standing(SUPERSEDED, "2025-03"), "No longer in force: Sample guide applied until March 2025."),
        (Standing(WITHDRAWN, "2025-03-02"), "was withdrawn by its publisher on 2 March 2025. Do not rely"),
        (Standing(WITHDRAWN, "", "Guide (2026)"), "by its publisher. Guide (2026) took its place."),
        (Standing(FORTHCOMING, "2027-01"), "Sample guide does not apply until January 2027"),
    ],
)
def test_a_source_that_is_not_in_force_is_told(standing: Standing, said: str):
    (notice,) = notices(replace(document(), standing=standing), passage(), passage(page=9))
    assert said in notice


def test_a_text_that_is_not_final_is_told():
    (notice,) = notices(document(version="for information"), passage())
    assert "is not the final text but a version marked “for information”" in notice


def test_summaries_of_one_replaced_edition_have_one_notice():
    told = {"summarises": "Working Together to Safeguard Children 2018, chapter 1", "kind": "summary"}
    one, other = document(title="Note A", **told), document(title="Note B", **told)
    statements = [Statement(TEXT, (Citation(1, passage(), each, 0, len(TEXT)),)) for each in (one, other)]
    (notice,) = cautions(statements, date(2024, 6, 1))
    assert "summarises Working Together to Safeguard Children (2018)" in notice
    assert "Working Together to Safeguard Children (2023) has taken its place" in notice
    assert cautions(statements, date(2020, 1, 1)) == []


def test_what_was_not_read_is_summed_up_by_kind():
    gaps = [Gap(SCAN, 71), Gap(SCAN, 24), Gap(CHART, 12), Gap(SCAN, 3, ocr=True), Gap(PICTURE), Gap(PICTURE)]
    assert summary(gaps) == (
        "pages 24 and 71 are pictures; page 3 is a picture whose words were read by OCR; "
        "it shows a picture that may hold words (2 of them); "
        "page 12 shows a flow chart whose arrows were lost"
    )
    assert counted(gaps) == "2 pages, 2 pictures, 1 flow chart"
    assert (summary([]), counted([])) == ("", "")


def test_of_many_pages_the_first_are_named():
    said = summary([Gap(SCAN, page) for page in range(1, 41)])
    assert said == "pages 1, 2, 3, 4, 5, 6, 7 and 33 more are pictures"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("research", "is research or news, not guidance"),
        ("news", "is research or news"),
        ("policy", "policy of one"),
    ],
)
def test_what_is_no_guidance_for_all_is_said_to_be_none(kind: str, words: str):
    (notice,) = notices(document(kind=kind), passage())
    assert words in notice


@pytest.mark.parametrize("kind", ["statutory guidance", "local procedure", "legislation"])
def test_guidance_has_no_such_notice(kind: str):
    assert notices(document(kind=kind), passage()) == []


def test_a_document_of_which_nobody_knows_what_it_is_says_so():
    (notice,) = notices(document(kind=""), passage())
    assert notice.startswith("It is not known what kind of document Sample guide is, or whom it binds.")
