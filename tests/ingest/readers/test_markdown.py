"""Markdown and its front matter."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import Block
from ingest.errors import UnreadableDocument
from ingest.readers.markdown import read

Blocks = Callable[[str, str], tuple[Block, ...]]


def _read(tmp_path: Path, text: str):
    path = tmp_path / "note.md"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_front_matter_becomes_metadata_and_is_not_text(tmp_path: Path):
    reading = _read(
        tmp_path,
        "---\ntitle: Early help\nedition: 2023\nchecked: 2026-11-22\nnation: england\n"
        "tags: [a, b]\nother: x\n---\n"
        "# Help\n\nFamilies may need help.\n",
    )
    known = reading.metadata
    assert (known.title, known.edition, known.checked, known.nation) == (
        "Early help",
        "2023",
        "2026-11-22",
        "england",
    )
    assert [block.text for block in reading.blocks] == ["Help", "Families may need help."]


def test_without_front_matter_the_first_heading_is_the_title(tmp_path: Path):
    assert _read(tmp_path, "# Early help\n\nText.\n").metadata.title == "Early help"


@pytest.mark.parametrize(
    ("front", "line"),
    [("title: a\nedition: b: c", "line 3"), ("title: [open", "line 2"), ("checked: 2026-13-45", "")],
)
def test_bad_front_matter_is_refused_with_its_line(front: str, line: str, tmp_path: Path):
    with pytest.raises(UnreadableDocument, match=rf"note\.md has front matter.*{line}"):
        _read(tmp_path, f"---\n{front}\n---\nText.\n")


def test_a_rule_at_the_top_is_not_front_matter(tmp_path: Path):
    assert [block.text for block in _read(tmp_path, "---\n\nText.\n").blocks] == ["Text."]


def test_markup_becomes_plain_words(blocks_of: Blocks):
    text = "Call **the** *lead* on `01234`, see [it](http://x.example), ![a chart](c.png) &amp; <b>act</b>.\n"
    assert blocks_of(text, ".md")[0].text == "Call the lead on 01234, see it, a chart & act."


def test_raw_script_is_dropped_and_raw_block_text_kept(blocks_of: Blocks):
    text = "<script>steal()</script>\n\n<div>Kept words</div>\n\n<!-- not these -->\n\nText.\n"
    assert [block.text for block in blocks_of(text, ".md")] == ["Kept words", "Text."]


def test_ordered_lists_keep_their_numbers_and_nesting(blocks_of: Blocks):
    blocks = blocks_of("3. listen\n4. write\n   - now\n\n     and here\n\n1) tell\n", ".md")
    assert [(b.kind.value, b.level, b.number, b.text) for b in blocks] == [
        ("item", 1, "3.", "listen"),
        ("item", 1, "4.", "write"),
        ("item", 2, "", "now"),
        ("paragraph", 0, "", "and here"),
        ("item", 1, "1)", "tell"),
    ]


def test_deep_lists_lose_nothing(blocks_of: Blocks):
    text = "\n".join("  " * depth + f"- depth{depth}" for depth in range(30))
    assert [block.level for block in blocks_of(text, ".md")] == list(range(1, 31))


def test_wrapped_lines_are_one_paragraph_and_code_keeps_its_words(blocks_of: Blocks):
    blocks = blocks_of("one\ntwo\n\n```\nalpha\nbeta\n```\n", ".md")
    assert [block.text for block in blocks] == ["one two", "alpha beta"]


def test_paragraph_numbers_are_kept_apart(blocks_of: Blocks):
    block = blocks_of("2.14 The authority must act.\n", ".md")[0]
    assert (block.number, block.text) == ("2.14", "The authority must act.")


def test_footnotes_follow_the_block_that_refers_to_them(blocks_of: Blocks):
    text = (
        "The duty[^law] holds.[^2]\n\nMore.\n\n[^law]: See the Act,\n    as amended.\n"
        "[^2]: See the code.\n\nLast.\n"
    )
    assert [(b.kind.value, b.number, b.text, b.notes) for b in blocks_of(text, ".md")] == [
        ("paragraph", "", "The duty holds.", ((8, "1"), (15, "2"))),
        ("footnote", "1", "See the Act, as amended.", ()),
        ("footnote", "2", "See the code.", ()),
        ("paragraph", "", "More.", ()),
        ("paragraph", "", "Last.", ()),
    ]


def test_brackets_that_are_no_footnote_and_notes_in_code_stay_text(blocks_of: Blocks):
    text = "Write x[^y] so.\n\n```\n[^y]: not a note\n```\n"
    assert [block.text for block in blocks_of(text, ".md")] == ["Write x[^y] so.", "[^y]: not a note"]


def test_underlined_headings_hard_breaks_and_tables_are_read(blocks_of: Blocks):
    text = "Policy\n======\n\nScope\n-----\n\none  \ntwo\n\n| Who | When |\n|---|---|\n| Lead | Now |\n"
    assert [(b.kind.value, b.level, b.text) for b in blocks_of(text, ".md")] == [
        ("heading", 1, "Policy"),
        ("heading", 2, "Scope"),
        ("paragraph", 0, "one two"),
        ("row", 0, "Who: Lead; When: Now"),
    ]


def test_a_heading_directly_below_a_note_is_no_part_of_it(blocks_of: Blocks):
    blocks = blocks_of("The duty[^1] holds.\n\n[^1]: See the Act\nas amended.\n## Scope\n\nAll.\n", ".md")
    assert [(b.kind.value, b.text) for b in blocks] == [
        ("paragraph", "The duty holds."),
        ("footnote", "See the Act as amended."),
        ("heading", "Scope"),
        ("paragraph", "All."),
    ]
