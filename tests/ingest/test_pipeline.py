"""Adding files: what can be read goes in, and what cannot is named with what to do about it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from made_pdfs import Rule, lines, write_pdf

from ingest import pipeline
from ingest.catalogue import Said, redescribed
from ingest.catalogue.entries import beside
from ingest.documents import Block, BlockKind, Gap, GapKind, Reading
from ingest.embedding import Embedder
from ingest.errors import IngestError
from ingest.finding import find_files
from ingest.library import Library
from ingest.pipeline import Outcome, Progress, Result

BAD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty.md": (lambda path: path.write_bytes(b""), "is empty"),
    "corrupt.pdf": (lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(2000)), "is damaged or not a PDF"),
    "cut-off.pdf": (
        lambda path: path.write_bytes(write_pdf(path, [lines("Words.")]).read_bytes()[:200]),
        "is damaged or not a PDF",
    ),
    "locked.pdf": (
        lambda path: write_pdf(path, [lines("Words.")], encrypted=True),
        "is password-protected",
    ),
    "scan.pdf": (lambda path: write_pdf(path, [[Rule(72, 72, 500, 700)], []]), "is scanned"),
    "picture.jpeg": (lambda path: path.write_bytes(b"\xff\xd8\xff"), "is of a kind that cannot be read"),
    "corrupt.docx": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(500)), ""),
    "missing.txt": (lambda path: None, "cannot be opened"),
}


def add(library: Library, embedder: Embedder, *paths: Path) -> list[Result]:
    return list(pipeline.add_files(library, embedder, paths))


def note(path: Path, title: str = "Our policy", said: str = "Staff tell the lead about a concern.") -> Path:
    path.write_text(f"# {title}\n\n{said}\n", encoding="utf-8")
    return path


def test_bad_files_are_each_named_with_advice_while_the_rest_go_in(
    library: Library, embedder: Embedder, tmp_path: Path
):
    for name, (make, _) in BAD_FILES.items():
        make(tmp_path / name)
    first, last = note(tmp_path / "first.md", "First"), note(tmp_path / "last.txt", "Last")
    *bad, good = add(library, embedder, first, *(tmp_path / name for name in BAD_FILES), last)
    bad = bad[1:]
    assert [result.path.name for result in bad] == list(BAD_FILES)
    for result, (name, (_, reason)) in zip(bad, BAD_FILES.items(), strict=True):
        assert (result.outcome, result.document, result.passages) == (Outcome.FAILED, None, 0)
        (message,) = result.messages
        assert message.startswith(f"{name} {reason}")
        assert message.endswith(".")
        assert len(message.split(". ")) > 1, "says what is wrong but not what to do"
    assert good.outcome is Outcome.ADDED
    assert {Path(document.path) for document in library.documents()} == {first, last}


def test_what_was_not_read_and_the_printed_page_numbers_are_held(
    library: Library, embedder: Embedder, tmp_path: Path, read_as: Callable[[Reading], None]
):
    read = Reading(
        (Block(BlockKind.PARAGRAPH, "Staff tell the lead.", page=1),),
        pages=2,
        page_labels=("i", ""),
        gaps=(Gap(GapKind.SCAN, 2),),
    )
    read_as(read)
    (result,) = add(library, embedder, note(tmp_path / "chart.md"))
    assert (result.outcome, library.documents()) == (Outcome.ADDED, [result.document])
    assert (result.document.page_label(1), result.document.gaps) == ("i", read.gaps)
    assert library.blocks(result.document.id) == list(read.blocks)


def test_a_folder_is_walked_in_order_of_name_without_hidden_files(tmp_path: Path):
    wanted = ["a.md", "b/c.pdf", "b/d.jpeg", "e.txt"]
    for name in [*wanted, ".hidden.md", ".git/config.md", "b/~$word.docx", "b/.cache/x.md"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert find_files([tmp_path]) == [tmp_path / name for name in wanted]


def test_a_file_named_outright_is_taken_once_even_if_hidden(tmp_path: Path):
    hidden, plain = tmp_path / ".draft.md", tmp_path / "a.md"
    hidden.touch()
    plain.touch()
    assert find_files([hidden, tmp_path, plain]) == [hidden, plain]


def test_the_same_words_under_two_names_go_in_once(library: Library, embedder: Embedder, tmp_path: Path):
    first, second = add(library, embedder, note(tmp_path / "a.md"), note(tmp_path / "b.md"))
    assert (first.outcome, second.outcome) == (Outcome.ADDED, Outcome.UNCHANGED)
    assert second.document == first.document == library.documents()[0]


def test_progress_is_told_file_by_file_up_to_the_last_passage(
    library: Library, embedder: Embedder, tmp_path: Path
):
    told: list[Progress] = []
    paths = [note(tmp_path / "a.md"), note(tmp_path / "b.md", said="Another thing is said.")]
    results = list(pipeline.add_files(library, embedder, paths, told.append))
    for path, result in zip(paths, results, strict=True):
        mine = [(progress.done, progress.total) for progress in told if progress.path == path]
        assert (mine[0], mine[-1]) == ((0, 0), (result.passages, result.passages))


def test_the_starter_notes_are_added_whole_with_what_they_say_of_themselves(
    starter_home: Path, embedder: Embedder
):
    library = Library(starter_home, embedder.fingerprint)
    notes = find_files([pipeline.starter_notes()])
    assert len(library.documents()) == len(notes) == 40
    for document in library.documents():
        told = document.metadata
        assert all((told.title, told.edition, told.nation, told.audience, told.source_url, told.summarises))
        assert told.kind == "summary"


def test_every_starter_passage_fits_the_models_window(starter_home: Path, embedder: Embedder):
    library = Library(starter_home, embedder.fingerprint)
    for document in library.documents():
        text, passages = library.text(document.id), library.passages_of(document.id)
        assert all(text[passage.start : passage.end] == passage.text for passage in passages)
        bodies = embedder.count_tokens([passage.text[passage.body :] for passage in passages])
        assert max(bodies) <= embedder.window


@pytest.fixture
def two_policies(library: Library, embedder: Embedder, tmp_path: Path) -> Library:
    add(
        library,
        embedder,
        note(tmp_path / "online.md", "Online safety 2025", "Filters are checked."),
        note(tmp_path / "staff.md", "Staff conduct", "Gifts are declared."),
    )
    return library


@pytest.mark.parametrize("name", ["online.md", "Online safety 2025", "ONLINE SAFETY 2025"])
def test_a_document_is_removed_by_file_name_or_title(two_policies: Library, name: str):
    (removed,) = pipeline.remove_documents(two_policies, [name])
    assert removed.metadata.title == "Online safety 2025"
    assert [document.metadata.title for document in two_policies.documents()] == ["Staff conduct"]


def test_a_document_is_removed_by_id_or_path_and_its_file_is_left_alone(two_policies: Library):
    first, second = two_policies.documents()
    assert pipeline.remove_documents(two_policies, [first.id, second.path]) == [first, second]
    assert two_policies.documents() == []
    assert Path(first.path).exists()


def test_nothing_is_removed_if_any_name_is_unknown(two_policies: Library):
    with pytest.raises(IngestError, match=r"'nowhere': no document goes by it.*library list"):
        pipeline.remove_documents(two_policies, ["online.md", "nowhere"])
    assert len(two_policies.documents()) == 2


def test_nothing_is_removed_by_a_name_that_two_documents_share(
    two_policies: Library, embedder: Embedder, tmp_path: Path
):
    (tmp_path / "old").mkdir()
    add(two_policies, embedder, note(tmp_path / "old" / "staff.md", "Staff conduct, before", "Other."))
    with pytest.raises(IngestError, match=r"more than one document goes by it: .*Staff conduct"):
        pipeline.remove_documents(two_policies, ["staff.md"])
    assert len(two_policies.documents()) == 3


# --- catalogue entries and editions --------------------------------------------------------------------


def guide(path: Path, year: str, said: str) -> Path:
    return note(path, f"Guide to visits {year}", said)


def test_what_is_said_by_a_file_beside_and_by_the_caller_is_in_the_entry(
    library: Library, embedder: Embedder, tmp_path: Path
):
    path = note(tmp_path / "policy.md")
    beside(path).write_text('nation = "wales"\nkind = "policy"\n')
    files = find_files([tmp_path])
    assert files == [path], "the file beside a document is not a document"
    said = {path: [Said({"kind": "local procedure"})]}
    (result,) = pipeline.add_files(library, embedder, files, said=said)
    told = result.document.metadata
    assert (told.nation, told.kind) == ("wales", "local procedure")
    assert library.documents() == [result.document]


def test_a_bad_file_beside_a_document_keeps_it_out_and_the_rest_go_in(
    library: Library, embedder: Embedder, tmp_path: Path
):
    bad, good = note(tmp_path / "bad.md", "Bad"), note(tmp_path / "good.md", "Good")
    beside(bad).write_text('nation = "mars"\n')
    first, second = add(library, embedder, bad, good)
    assert (first.outcome, second.outcome) == (Outcome.FAILED, Outcome.ADDED)
    assert "bad.md.toml" in first.messages[0]
    assert "nation must be one of england" in first.messages[0]


def test_what_is_newly_said_of_a_document_that_is_held_changes_its_entry_alone(
    library: Library, embedder: Embedder, tmp_path: Path
):
    path = note(tmp_path / "policy.md")
    (first,) = add(library, embedder, path)
    passages = library.passages_of(first.document.id)
    beside(path).write_text('nation = "wales"\n')
    (second,) = add(library, embedder, path)
    (third,) = add(library, embedder, path)
    assert (second.outcome, third.outcome) == (Outcome.UPDATED, Outcome.UNCHANGED)
    assert library.documents()[0].metadata.nation == "wales"
    assert library.passages_of(first.document.id) == passages


def test_a_document_that_turns_out_to_be_law_is_cut_anew(
    library: Library, embedder: Embedder, tmp_path: Path
):
    path = tmp_path / "visits.md"
    path.write_text("# Visits\n\n## 1 The bell\n\nThe bell must be rung.\n")
    (first,) = add(library, embedder, path)
    told = redescribed(first.document, [Said({"kind": "legislation"})])
    assert pipeline.change_entry(library, embedder, first.document, told) == first.passages
    (held,) = library.documents()
    assert held.metadata.kind == "legislation"
    assert any("Section 1 The bell" in one.heading_path for one in library.passages_of(held.id))
    assert library.nearest(embedder.embed_questions(["Who rings?"])[0], 5).keys() == {
        one.id for one in library.passages_of(held.id)
    }


def test_a_new_edition_says_which_it_follows_and_both_stay(
    library: Library, embedder: Embedder, tmp_path: Path
):
    old = guide(tmp_path / "a.md", "2023", "Ring within 15 working days.")
    new = guide(tmp_path / "b.md", "2025", "Ring within 10 working days.")
    first, second = add(library, embedder, old, new)
    assert (first.before, second.before) == (None, first.document)
    assert "15 working days" in " ".join(block.text for block in second.blocks_before)
    assert len(library.documents()) == 2


def test_an_older_edition_that_is_added_later_follows_none(
    library: Library, embedder: Embedder, tmp_path: Path
):
    new, old = guide(tmp_path / "b.md", "2025", "Ring twice."), guide(tmp_path / "a.md", "2023", "Ring.")
    assert [result.before for result in add(library, embedder, new, old)] == [None, None]


def test_a_new_edition_in_the_place_of_the_old_file_keeps_both(
    library: Library, embedder: Embedder, tmp_path: Path
):
    path = tmp_path / "guide.md"
    (first,) = add(library, embedder, guide(path, "2023", "Ring."))
    (second,) = add(library, embedder, guide(path, "2025", "Ring twice."))
    assert (second.outcome, second.before) == (Outcome.ADDED, first.document)
    assert len(library.documents()) == 2
    (again,) = add(library, embedder, path)
    assert again.outcome is Outcome.UNCHANGED
    assert len(library.documents()) == 2


def test_another_text_of_the_same_edition_takes_its_place(
    library: Library, embedder: Embedder, tmp_path: Path
):
    path = tmp_path / "guide.md"
    (first,) = add(library, embedder, guide(path, "2023", "Ring."))
    (second,) = add(library, embedder, guide(path, "2023", "Ring twice."))
    assert (second.outcome, second.before) == (Outcome.UPDATED, first.document)
    assert [block.text for block in second.blocks_before] == ["Guide to visits 2023", "Ring."]
    assert library.documents() == [second.document]
