"""The page of the library: documents are added, corrected, confirmed and taken out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from made_web import HOSTILE, Page

from assistant import Assistant
from assistant.people.audit import opened as audit_of
from assistant.settings import Settings
from assistant.web import library_page, shelves, words
from ingest.documents import GuidanceDocument, Sureness
from ingest.embedding import Embedder
from ingest.library import Library


@pytest.fixture
def page(library: Library, embedder: Embedder) -> Iterator[library_page._Page]:
    with gr.Blocks():
        yield library_page._Page(Assistant(library, embedder), audit_of(Settings()))


@pytest.fixture
def sent(tmp_path: Path) -> Any:
    """A file as a browser sent it: in a folder of its own."""
    folders = iter(range(100))

    def write(name: str = "doors.md", said: str = "Staff must look after doors.") -> str:
        folder = tmp_path / "sent" / str(next(folders))
        folder.mkdir(parents=True)
        (folder / name).write_text(f"# Policy on doors\n\n{said}\n", encoding="utf-8")
        return str(folder / name)

    return write


def add(page: library_page._Page, *files: str) -> library_page.Shown:
    return page._add(files, lambda *_, **__: None)  # type: ignore[arg-type]


def only(page: library_page._Page) -> GuidanceDocument:
    (document,) = page.library.documents()
    return document


def save(page: library_page._Page, **changes: str | None) -> library_page.Shown:
    """Save the entry of the only document with some fields changed."""
    entry = {name: getattr(only(page).metadata, name) or None for name in shelves.FIELDS}
    return page._save(only(page).id, *({**entry, **changes}).values())


def test_an_empty_library_says_so(page: library_page._Page):
    shown = page._list()
    assert words.EMPTY_LIBRARY in shown[page.table]
    assert shown[page.document]["choices"] == []


def test_what_is_sent_stays_in_the_home_and_is_held(page: library_page._Page, sent: Any):
    file = sent()
    shown = add(page, file)
    assert not Path(file).exists()
    stays = page.library.home / "uploads" / "doors.md"
    assert stays.read_text().startswith("# Policy on doors")
    assert only(page).path == str(stays.resolve())
    assert "doors.md: added." in Page(shown[page.added]).text
    assert "Policy on doors" in shown[page.table]
    assert shown[page.document]["choices"] == [("Policy on doors", only(page).id)]
    assert shown[page.files] is None


def test_two_files_of_one_name_that_are_sent_together_are_both_held(page: library_page._Page, sent: Any):
    shown = add(page, sent(said="Staff must shut doors."), sent(said="Staff must paint doors."), sent("b.md"))
    assert len(page.library.documents()) == 3
    texts = {path.name: path.read_text() for path in (page.library.home / "uploads").iterdir()}
    assert sorted(texts) == ["b.md", "doors-2.md", "doors.md"]
    assert "shut" in texts["doors.md"]
    assert "paint" in texts["doors-2.md"]
    assert "in the place of" not in shown[page.added]


def test_a_file_that_takes_the_place_of_an_earlier_one_is_said_to(page: library_page._Page, sent: Any):
    add(page, sent(said="Staff must shut doors."))
    shown = add(page, sent(said="Staff must paint doors."))
    assert "doors.md: in the place of what was held under that name." in Page(shown[page.added]).text
    assert "paint" in page.library.text(only(page).id)


def test_the_same_file_again_is_held_already(page: library_page._Page, sent: Any):
    add(page, sent())
    assert "is held already" in Page(add(page, sent())[page.added]).text
    assert only(page)


def test_a_file_that_cannot_be_read_is_told_of_and_the_others_go_in(page: library_page._Page, sent: Any):
    locked = sent("bad.pdf", HOSTILE)
    told = Page(add(page, locked, sent())[page.added])
    assert "bad.pdf: not added." in told.text
    assert "doors.md: added." in told.text
    assert only(page)


def test_a_file_that_is_called_after_a_child_is_told_of(page: library_page._Page, sent: Any):
    told = Page(add(page, sent("Plan_for_my_son_Kai_Nwosu.md"), sent())[page.added])
    assert told.text.count(words.NAME_IN_FILE) == 1


def test_without_a_file_one_is_asked_for(page: library_page._Page):
    for nothing in (None, []):
        assert words.NO_FILES in page._add(nothing)[page.said]


def test_a_home_that_cannot_be_written_is_told_without_where_it_is(
    page: library_page._Page, sent: Any, caplog: pytest.LogCaptureFixture
):
    page.library.home.mkdir(parents=True, exist_ok=True)
    (page.library.home / "uploads").write_text("in the way")
    shown = add(page, sent())
    assert words.NOT_CHANGED in shown[page.said]
    assert str(page.library.home) not in shown[page.said]


def test_adding_closes_the_entry_that_was_open(page: library_page._Page, sent: Any):
    add(page, sent())
    assert page._choose(only(page).id)[page.chosen] == gr.update(visible=True)
    shown = add(page, sent("b.md", "Other words."))
    assert shown[page.document]["value"] is None
    assert shown[page.chosen] == gr.update(visible=False)


def test_an_entry_is_shown_to_be_corrected(page: library_page._Page, sent: Any):
    add(page, sent())
    shown = page._choose(only(page).id)
    assert shown[page.fields["title"]] == "Policy on doors"
    assert shown[page.fields["publisher"]] is None
    assert words.TO_CONFIRM in shown[page.entry]
    assert shown[page.sure] == gr.update(visible=False)
    assert page._choose(None)[page.chosen] == page._choose(HOSTILE)[page.chosen] == gr.update(visible=False)


def test_a_correction_is_kept_as_said_by_a_person(page: library_page._Page, sent: Any):
    add(page, sent())
    shown = save(page, publisher="Larkrise School", nation="wales", kind="policy", published="2025-09")
    told = only(page)
    assert (told.metadata.publisher, told.metadata.nation) == ("Larkrise School", "wales")
    assert told.sure("nation") is Sureness.CONFIRMED
    assert words.ENTRY_SAVED in shown[page.said]
    assert "Wales" in shown[page.table]
    assert shown[page.document]["value"] == told.id
    assert shown[page.chosen] == gr.update(visible=True)


def test_a_new_title_is_what_its_passages_are_found_by(page: library_page._Page, sent: Any):
    add(page, sent())
    shown = save(page, title="Policy on gates")
    assert shown[page.document]["choices"] == [("Policy on gates", only(page).id)]
    assert "Policy on gates" in shown[page.entry]


def test_a_field_can_be_emptied(page: library_page._Page, sent: Any):
    add(page, sent())
    save(page, publisher="Larkrise School")
    save(page, publisher=None)
    assert only(page).metadata.publisher == ""


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("title", "", "title cannot be empty"),
        ("published", "soon", "published must be a date"),
        ("nation", "atlantis", "nation"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_changes(
    page: library_page._Page, sent: Any, field: str, value: str, told: str
):
    add(page, sent())
    before = only(page)
    assert told in save(page, **{field: value})[page.said]
    assert only(page) == before


def test_what_somebody_types_is_only_text(page: library_page._Page, sent: Any):
    add(page, sent())
    shown = save(page, title=HOSTILE, publisher=HOSTILE)
    for html in (shown[page.table], shown[page.entry]):
        told = Page(html)
        assert not {"img", "script"} & {tag for tag, _ in told.elements}
        assert HOSTILE in told.text


def test_an_entry_that_is_right_is_confirmed(page: library_page._Page, sent: Any):
    add(page, sent())
    shown = page._confirm(only(page).id)
    assert words.CONFIRMED in shown[page.said]
    assert only(page).sure("title") is Sureness.CONFIRMED


def test_a_document_is_taken_out_and_its_file_left(page: library_page._Page, sent: Any):
    add(page, sent())
    shown = page._remove(only(page).id)
    assert page.library.documents() == []
    assert "Policy on doors is taken out." in shown[page.said]
    assert shown[page.chosen] == gr.update(visible=False)
    assert (page.library.home / "uploads" / "doors.md").exists()


def test_what_somebody_else_has_taken_out_is_told(page: library_page._Page, sent: Any):
    add(page, sent())
    id_ = only(page).id
    page._remove(id_)
    values = ["x", *[None] * (len(shelves.FIELDS) - 1)]
    for shown in (page._remove(id_), page._confirm(id_), page._save(id_, *values)):
        assert "no document goes by it" in shown[page.said]
