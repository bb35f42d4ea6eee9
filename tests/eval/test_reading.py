"""What a person saw in a document, looked for in what Safeguide makes of it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from eval.metrics import Share
from eval.questions import EvaluationError
from eval.reading.checks import Check, check, shares
from eval.reading.marks import Mark, without_number, words_of
from eval.reading.product import product
from eval.reading.truth import Truth, read_truth, read_truths
from ingest.documents import (
    Block,
    BlockKind,
    Gap,
    GapKind,
    GuidanceDocument,
    Metadata,
    Passage,
    Reading,
)
from ingest.passages import cut_passages

BLOCKS = (
    Block(BlockKind.HEADING, "Part 1", 1, page=1),
    Block(BlockKind.HEADING, "Visits", 2, page=1),
    Block(BlockKind.HEADING, "Before a visit", 3, "2.", page=1),
    Block(
        BlockKind.PARAGRAPH, "Ring the bell once. Wait for an answer before you ring again.", 0, "7.", page=1
    ),
    Block(BlockKind.HEADING, "After a visit", 3, "3.", page=2),
    Block(BlockKind.PARAGRAPH, "Write down what you saw.", 0, "8.", page=2),
    Block(BlockKind.ROW, "Who: the visitor; When: the same evening", page=2),
    Block(BlockKind.ROW, "Who: the manager; When: within a week", page=2),
)
GAPS = (Gap(GapKind.FLOW_CHART, 2), Gap(GapKind.PICTURE, 3))
TRUTH: dict[str, Any] = {
    "file": "visits.pdf",
    "sha256": "0123456789abcdef",
    "contents": [
        {"text": "Part 1: Visits", "page": "i", "level": 1},
        {"text": "2 Before a visit", "page": "i", "level": 2},
        {"text": "After a visit", "page": "ii", "level": 2},
    ],
    "labels": [
        {"label": "7", "path": ["Before a visit"], "page": 1, "starts": "Ring the bell"},
        {"label": "8", "path": ["After a visit"], "page": 2, "starts": "Write down what"},
    ],
    "sentences": [{"text": "Wait for an answer before you ring again.", "page": 1, "why": "page turn"}],
    "cells": [{"row": "the manager", "column": "When", "text": "within a week", "page": 2}],
    "unread": [2],
}


def _words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def _passages(reading: Reading) -> list[Passage]:
    document = GuidanceDocument("visits", "", "visits.pdf", Metadata(title="Visits to homes"))
    return cut_passages(reading.blocks, document, _words, 250)


def _checks(
    truth: dict[str, Any], blocks: Sequence[Block] = BLOCKS, gaps: Sequence[Gap] = GAPS
) -> list[Check]:
    reading = Reading(tuple(blocks), pages=3, page_labels=("i", "ii", "iii"), gaps=tuple(gaps))
    return check(Truth.model_validate(truth), product(reading, _passages(reading)))


def _changed(block: int, **changes: Any) -> list[Block]:
    blocks = list(BLOCKS)
    blocks[block] = replace(blocks[block], **changes)
    return blocks


def test_words_ignore_case_punctuation_and_white_space_but_not_a_footnotes_stray_number() -> None:
    assert words_of("The Child’s\n(or carer’s) plan") == words_of("the child's or  Carer’s plan…")
    assert words_of("by law, as amended") != words_of("by law 12, as amended")
    assert words_of("oﬀer") == words_of("offer")


def test_the_number_in_front_of_a_heading_does_not_count_unless_it_is_all_there_is() -> None:
    assert without_number(words_of("2.14 Before a visit")) == ["before", "a", "visit"]
    assert without_number(words_of("Section 42 Enquiry")) == ["enquiry"]
    assert without_number(words_of("Section on visits")) == ["section", "on", "visits"]
    assert without_number(words_of("2023")) == ["2023"]


def test_a_mark_is_found_whole_and_in_order_wherever_its_words_stand() -> None:
    mark = Mark.model_validate("the bell rang")

    assert mark.found_in(words_of("When the bell—the bell rang!—she came"))
    assert not mark.found_in(words_of("the bell 3 rang"))
    assert not mark.found_in(words_of("the bell"))
    assert not mark.found_in([])


def test_all_that_a_good_reading_holds_is_found() -> None:
    checks = _checks(TRUTH)

    assert shares(checks) == {
        "heading": (3, 3),
        "heading page": (3, 3),
        "heading order": (2, 2),
        "label": (2, 2),
        "label heading": (2, 2),
        "label page": (2, 2),
        "sentence": (1, 1),
        "quotable": (1, 1),
        "cell": (1, 1),
        "unread": (1, 1),
        "report": (1, 2),
    }


def test_a_heading_read_as_text_is_missed_with_its_page_and_what_stood_under_it() -> None:
    measured = shares(_checks(TRUTH, _changed(4, kind=BlockKind.PARAGRAPH, level=0)))

    assert measured["heading"] == measured["heading page"] == (2, 3)
    assert measured["label heading"] == (1, 2)
    assert measured["label"] == (2, 2)


def test_a_heading_of_a_wrong_level_is_out_of_order_and_the_miss_says_how() -> None:
    missed = [one for one in _checks(TRUTH, _changed(4, level=4)) if not one.right]

    assert [one.measure for one in missed] == ["heading order", "report"]
    assert missed[0].what == "After a visit: deeper than 2 Before a visit, should be as deep as it"


def test_of_headings_with_the_same_words_the_one_on_its_page_counts() -> None:
    again = Block(BlockKind.HEADING, "After a visit", 3, page=1)

    measured = shares(_checks(TRUTH, [BLOCKS[0], again, *BLOCKS[1:]]))

    assert measured["heading page"] == (2, 3)  # the first entry's two headings no longer follow directly
    assert measured["heading"] == (2, 3)


def test_a_label_needs_the_words_that_follow_it_and_its_page() -> None:
    wrong_words = shares(_checks(TRUTH, _changed(5, text="Tell nobody.")))
    wrong_page = shares(_checks(TRUTH, _changed(5, page=3)))

    assert wrong_words["label"] == wrong_words["label page"] == (1, 2)
    assert wrong_page["label"] == (2, 2)
    assert wrong_page["label page"] == (1, 2)


def test_a_sentence_broken_by_a_footnotes_number_is_missed() -> None:
    measured = shares(
        _checks(TRUTH, _changed(3, text="Ring once. Wait for an answer 12 before you ring again."))
    )

    assert measured["sentence"] == measured["quotable"] == (0, 1)


def test_a_sentence_cut_in_two_stands_in_the_passage_but_cannot_be_quoted() -> None:
    broken = [
        *BLOCKS[:3],
        replace(BLOCKS[3], text="Wait for an answer"),
        Block(BlockKind.PARAGRAPH, "before you ring again.", page=1),
        *BLOCKS[4:],
    ]

    measured = shares(_checks(TRUTH, broken))

    assert measured["sentence"] == (1, 1)
    assert measured["quotable"] == (0, 1)


def test_a_cell_must_stand_with_its_own_row_and_column() -> None:
    assert shares(_checks(TRUTH, _changed(7, text="the manager; within a week")))["cell"] == (0, 1)
    assert shares(_checks(TRUTH, _changed(7, kind=BlockKind.PARAGRAPH)))["cell"] == (0, 1)


def test_unread_pages_are_not_counted_where_nobody_looked() -> None:
    unlooked = {name: value for name, value in TRUTH.items() if name != "unread"}

    assert shares(_checks(TRUTH, gaps=()))["unread"] == (0, 1)
    assert "report" not in shares(_checks(unlooked))


def test_a_report_on_a_doubtful_page_is_neither_right_nor_wrong() -> None:
    assert shares(_checks(TRUTH | {"doubtful": [3]}))["report"] == (1, 1)


def test_without_pages_a_gap_is_known_by_the_heading_above_it() -> None:
    seen = TRUTH | {"unread": ["After a visit", "Before a visit"]}
    gaps = [Gap(GapKind.FLOW_CHART, where="3. After a visit"), Gap(GapKind.PICTURE, where="Visits")]

    measured = shares(_checks(seen, gaps=gaps))

    assert measured["unread"] == (1, 2)
    assert measured["report"] == (1, 2)


def test_several_gaps_on_a_page_are_one_report() -> None:
    gaps = [Gap(GapKind.PICTURE, 2), Gap(GapKind.FLOW_CHART, 2, "After a visit")]

    assert shares(_checks(TRUTH, gaps=gaps))["report"] == (1, 1)


def test_a_sealed_truth_measures_the_same_and_tells_two_words_of_each_text(tmp_path: Path) -> None:
    sealed = tmp_path / "visits.yaml"
    sealed.write_text(Truth.model_validate(TRUTH).sealed(), encoding="utf-8")
    blocks = _changed(4, level=4)

    same = shares(check_of(read_truth(sealed), blocks))

    assert same == shares(_checks(TRUTH, blocks))
    text = sealed.read_text(encoding="utf-8")
    assert "wait for" in text
    assert "answer" not in text
    assert "week" not in text
    assert yaml.safe_load(text)["sentences"][0]["why"] == "page turn"
    assert read_truth(sealed).sealed() == text


def check_of(truth: Truth, blocks: Sequence[Block]) -> list[Check]:
    return _checks(truth.model_dump(mode="json"), blocks)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sentences": [{"text": "…"}]}, "it has no words"),
        ({"labels": [{"label": "7", "path": [], "starts": "Ring"}]}, "labels.0.path"),
        ({"sha256": "short"}, "sha256"),
        ({"headings": []}, "headings"),
    ],
)
def test_a_truth_that_is_none_is_refused_with_the_place(
    tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(yaml.safe_dump(TRUTH | change), encoding="utf-8")

    with pytest.raises(EvaluationError, match=rf"wrong\.yaml.*{said}"):
        read_truth(path)


def test_a_folder_without_truths_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no truths"):
        read_truths(tmp_path)


def test_the_truths_that_come_with_the_project_are_sealed() -> None:
    folder = Path(__file__).parents[2] / "eval" / "truth"

    for path in sorted(folder.glob("*.yaml")):
        assert read_truth(path).sealed() == path.read_text(encoding="utf-8"), path.name


def test_what_was_not_checked_has_no_share() -> None:
    assert shares([Check("cell", True, "a cell")]) == {"cell": Share(1, 1)}
