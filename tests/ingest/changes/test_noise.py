"""What a new edition sets anew is no change."""

from dataclasses import replace

from made_editions import FOOTNOTE, HANDBOOK, HEADING, ITEM, PARAGRAPH, ROW, changed, marks, only, report

from ingest.changes import Noise
from ingest.documents import Block


def folds(new: list[Block], old: list[Block] | tuple[Block, ...] = HANDBOOK) -> dict[Noise, int]:
    found = report(new, old)
    assert found.changes == ()
    return dict(found.folds())


def renumbered(blocks: list[Block] | tuple[Block, ...], by: int) -> list[Block]:
    """The blocks, each number higher by so many."""
    found = []
    for block in blocks:
        number = block.number.strip(".")
        found.append(replace(block, number=f"{int(number) + by}.") if number.isdigit() else block)
    return found


def test_pages_numbers_and_typesetting_are_no_difference_at_all():
    new = [replace(block, page=(block.page or 0) + 7) for block in renumbered(HANDBOOK, 3)]
    new = changed("paragraph 2", "paragraph 5", changed("before the gate", "be\u00adfore  the gate", new))
    found = report(new)
    assert (found.changes, found.renumbered, round(found.share_unchanged, 2)) == ((), 9, 0.99)
    assert dict(found.folds()) == {Noise.CROSS_REFERENCE: 1}


def test_a_reference_that_does_not_follow_the_new_numbering_is_a_change():
    new = changed("paragraph 2", "paragraph 3", renumbered(HANDBOOK, 3))
    assert marks(only(new)) == [("reference", "paragraph 2 (now 5)", "paragraph 3")]


def test_punctuation_and_capitals_are_counted():
    assert folds(changed("Boats", "BOATS", changed("oak door", "oak door;"))) == {Noise.PUNCTUATION: 3}


def test_paragraphs_split_or_joined_are_counted():
    both = [HANDBOOK[1], HANDBOOK[2]]
    joined = replace(both[0], text=f"{both[0].text} {both[1].text}")
    assert folds([HANDBOOK[0], joined, *HANDBOOK[3:]]) == {Noise.LAYOUT: 1}
    assert folds(list(HANDBOOK), [HANDBOOK[0], joined, *HANDBOOK[3:]]) == {Noise.LAYOUT: 1}


def test_the_years_of_the_documents_own_edition_are_counted_and_other_years_are_not():
    old = [
        Block(PARAGRAPH, "Harbour handbook 2024"),
        *HANDBOOK,
        Block(PARAGRAPH, "This is said in the harbour handbook 2024 for all who sail."),
        Block(PARAGRAPH, "The wall was mended for the last time in spring 2024 by hand."),
    ]
    found = report(changed("2024", "2025", old), old)
    assert dict(found.folds()) == {Noise.OWN_YEAR: 2}
    assert [marks(change) for change in found.changes] == [[("date", "2024", "2025")]]


def test_words_misread_in_a_picture_are_counted_but_a_scanned_document_is_compared():
    picture = Block(PARAGRAPH, "Within 1 working day the keeper decides.", page=2, ocr=True)
    misread = replace(picture, text="Within 4 working day the keeper decides.")
    assert folds([*HANDBOOK, misread], [*HANDBOOK, picture]) == {Noise.PICTURE: 1}
    scanned = [replace(block, ocr=True) for block in HANDBOOK]
    assert len(report(changed("15", "10", scanned), scanned).changes) == 1


def test_the_documents_own_list_of_changes_is_counted():
    def with_table(year: str, row: str) -> list[Block]:
        return [*HANDBOOK, Block(HEADING, f"Annex: Table of changes from {year}", 1), Block(ROW, row)]

    found = report(
        with_table("2024", "Part two: ladders must be lent"), with_table("2023", "Part one: lamps lit")
    )
    assert dict(found.folds()) == {Noise.OWN_CHANGES: 2}
    assert [change.place.kind for change in found.changes] == ["heading"]


def test_a_long_paragraph_that_names_the_copyright_is_no_imprint():
    words = "Lamps are lit along the wall when the boats come in. " * 12
    old = [Block(PARAGRAPH, f"{words}© Crown copyright 2024")]
    assert len(report(changed("lit along", "lit above", old), old).changes) == 1


def test_the_imprint_is_counted():
    old, new = ([*HANDBOOK, Block(PARAGRAPH, f"© Crown copyright {year}")] for year in (2024, 2025))
    assert folds(new, old) == {Noise.IMPRINT: 1}


def test_the_and_that_leads_on_to_the_next_item_is_counted_but_an_or_is_not():
    assert folds(changed("oak door", "oak door, and")) == {Noise.PUNCTUATION: 1}
    assert len(report(changed("oak door", "oak door, or")).changes) == 1


def test_a_footnote_that_follows_its_marker_elsewhere_did_not_move():
    note = Block(FOOTNOTE, "See the tide tables.", number="1", page=1)
    old, new = [*HANDBOOK[:2], note, *HANDBOOK[2:]], [*HANDBOOK[:8], replace(note, number="4"), *HANDBOOK[8:]]
    assert report(new, old).changes == report(new, old).folded == ()


def test_a_contents_list_is_counted():
    old = [
        Block(HEADING, "Contents", 1),
        Block(ITEM, "Visitors 3"),
        Block(ITEM, "Orchards and boats 4"),
        *HANDBOOK,
    ]
    new = [
        Block(HEADING, "Contents", 1),
        Block(ITEM, "Visitors 4"),
        Block(ITEM, "Orchards and boats 5"),
        *HANDBOOK,
    ]
    assert folds(new, old) == {Noise.CONTENTS: 2}
