"""``safeguide library show``: a document as it was understood."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from made_pdfs import lines, write_pdf
from typer.testing import CliRunner, Result

from assistant.cli import app
from ingest.documents import Block, BlockKind, Gap, GapKind, Reading
from ingest.embedding import Embedder
from ingest.errors import IngestError

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM
HOSTILE = "Visits [bold]now[/bold]\x1b[31m\u202e"
BLOCKS = (
    Block(HEADING, "Visits", 1, page=1),
    Block(HEADING, HOSTILE, 2, page=1),
    Block(PARAGRAPH, "Staff must:", number="7.", page=1, notes=((5, "2"),)),
    Block(ITEM, "knock", 1, "(a)", page=1, end_page=2),
    Block(BlockKind.FOOTNOTE, "See the [rules].", number="2", page=2),
    Block(PARAGRAPH, "Not yet.", page=2, prospective=True),
    Block(HEADING, "Tea", 2, page=2),
    Block(PARAGRAPH, "Tea is read.", page=2, ocr=True),
)
READING = Reading(BLOCKS, pages=3, page_labels=("", "1", ""), gaps=(Gap(GapKind.SCAN, 3),))

Show = Callable[..., Result]
ReadAs = Callable[[Reading], None]


@pytest.fixture
def run(home: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Runs ``safeguide library`` over a home of the test's own."""
    monkeypatch.setattr("assistant.Embedder", lambda name: embedder)
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(app, ["library", *map(str, arguments)])


@pytest.fixture
def show(run: Show, tmp_path: Path, read_as: ReadAs) -> Show:
    """Runs ``safeguide library show`` for a PDF of three pages that was read as ``BLOCKS``."""
    pages = [[*lines("Visits", "Staff must knock."), *lines("Aside", x=400)], lines("Tea is read."), []]
    write_pdf(tmp_path / "visits.pdf", pages)
    read_as(READING)
    run("add", tmp_path / "visits.pdf")
    return lambda *arguments: run("show", "visits.pdf", *arguments)


def test_the_whole_is_shown_with_its_outline_and_what_was_not_read(show: Show):
    shown = show()
    assert shown.exit_code == 0
    assert "3 pages, 3 passages" in shown.output
    assert "Not read in full: page 3 is a picture." in shown.output
    *_, above, hostile, tea = shown.output.splitlines()
    assert above == "Visits  ·  page 1"
    assert hostile == "  Visits [bold]now[/bold][31m  ·  page 1  ·  2 passages"
    assert tea == "  Tea  ·  page 2 (printed 1)  ·  1 passage"


def test_the_whole_is_given_as_json(show: Show):
    told = json.loads(show("--json").output)
    assert (told["pages"], told["passages"], told["page_labels"]) == (3, 3, ["", "1", ""])
    assert told["gaps"][0] == {"kind": "scan", "page": 3, "where": "", "described": "", "ocr": False}
    assert told["outline"][2] == {"text": "Tea", "level": 2, "page": 2, "page_label": "1", "passages": 1}


def test_passages_are_shown_with_where_they_stand_and_what_is_known_of_them(show: Show):
    shown = show("--passages").output
    assert "Visits [bold]now[/bold][31m, paragraphs 7 to 7(a)" not in shown
    assert "paragraph 7, pages 1 to 2" in shown
    assert re.search(r"characters \d+ to \d+, duty: must\n", shown)
    assert re.search(r"duty: none, not yet in force\n +Not yet\.", shown)
    assert "duty: none, read from a picture" in shown


def test_passages_are_given_as_json_with_their_sentences(show: Show):
    first, *_ = json.loads(show("--passages", "--json").output)
    lead, item, footnote = first["sentences"]
    assert (lead["role"], lead["label"], lead["notes"]) == ("lead-in", "7", ["2"])
    assert (item["role"], item["label"], item["level"]) == ("item", "7(a)", 1)
    assert first["text"][footnote["start"] : footnote["end"]] == "See the [rules]."
    assert (first["page"], first["end_page"], first["end_page_label"]) == (1, 2, "1")


def test_a_page_is_shown_as_printed_and_as_understood(show: Show):
    shown = show("--page", 1).output
    assert re.search(r"^Visits {20,}Aside$", shown, re.M)
    assert "\nStaff must knock.\n" in shown
    assert "heading 1   Visits\n" in shown
    assert "paragraph   7. Staff must:  [notes 2]\n" in shown
    assert "item 1      (a) knock\n" in shown
    assert "See the" not in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", shown)


def test_a_page_that_was_not_read_says_so(show: Show):
    shown = show("--page", 3).output
    assert "The page has no text of its own." in shown
    assert "Not read in full: page 3 is a picture." in shown


def test_a_page_is_given_as_json(show: Show):
    told = json.loads(show("--page", 2, "--json").output)
    assert (told["page"], told["page_label"], told["printed"], told["problem"]) == (
        2,
        "1",
        "Tea is read.",
        "",
    )
    assert [block["text"] for block in told["blocks"]] == [
        "knock", "See the [rules].", "Not yet.", "Tea", "Tea is read.",
    ]  # fmt: skip
    assert [block["ocr"] for block in told["blocks"]] == [False] * 4 + [True]
    assert told["blocks"][2]["prospective"]


def test_a_picture_of_a_page_is_written(show: Show, tmp_path: Path):
    from PIL import Image

    assert show("--page", 1, "--picture", tmp_path / "page.png").exit_code == 0
    with Image.open(tmp_path / "page.png") as picture:
        assert (picture.format, picture.size) == ("PNG", (1190, 1684))


def test_a_file_that_has_gone_or_changed_is_said_so_beside_what_was_understood(show: Show, tmp_path: Path):
    with (tmp_path / "visits.pdf").open("ab") as file:
        file.write(b"%")
    changed = show("--page", 1)
    assert "has changed since" in changed.output
    assert "paragraph   7. Staff must:" in changed.output
    (tmp_path / "visits.pdf").unlink()
    assert "cannot be opened any more" in show("--page", 1).output
    assert "cannot be opened any more" in str(show("--page", 1, "--picture", "page.png").exception)


def test_a_page_that_there_is_not_is_refused(show: Show, run: Show, tmp_path: Path, read_as: ReadAs):
    refused = show("--page", 4).exception
    assert isinstance(refused, IngestError)
    assert "has 3 pages; there is no page 4" in str(refused)
    read_as(Reading(BLOCKS[:1]))
    (tmp_path / "note.md").write_text("# Visits\n")
    run("add", tmp_path / "note.md")
    assert "has no pages" in str(run("show", "note.md", "--page", 1).exception)


@pytest.mark.parametrize("arguments", [("--picture", "x.png"), ("--page", 1, "--passages"), ("--page", 0)])
def test_options_that_make_no_sense_together_are_refused(show: Show, arguments: tuple[object, ...]):
    assert show(*arguments).exit_code == 2


def test_a_name_that_no_document_goes_by_is_refused_as_by_remove(show: Show, run: Show):
    for command in ("show", "remove"):
        assert "'nowhere': no document goes by it" in str(run(command, "nowhere").exception)


def test_what_was_not_read_is_said_when_adding_and_listed(run: Show, tmp_path: Path, read_as: ReadAs):
    (tmp_path / "visits.md").write_text("# Visits\n")
    read_as(READING)
    added = run("add", tmp_path / "visits.md")
    assert "visits.md was not read in full: page 3 is a picture.\n" in added.output
    assert "not read: 1 page" in run("list").output
    assert "not read in full" not in run("add", tmp_path / "visits.md").output
