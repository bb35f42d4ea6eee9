"""Adding files: what can be read goes in, and what cannot is named with what to do about it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from made_pdfs import Rule, lines, write_pdf

from ingest import pipeline
from ingest.documents import Block, BlockKind, Gap, GapKind, Reading
from ingest.embedding import Embedder
from ingest.errors import IngestError
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
    library: Library, embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    read = Reading(
        (Block(BlockKind.PARAGRAPH, "Staff tell the lead.", page=1),),
        pages=2,
        page_labels=("i", ""),
        gaps=(Gap(GapKind.SCAN, 2),),
    )
    monkeypatch.setattr("ingest.readers.read", lambda path: read)
    (result,) = add(library, embedder, note(tmp_path / "chart.md"))
    assert (result.outcome, library.documents()) == (Outcome.ADDED, [result.document])
    assert (result.document.page_label(1), result.document.gaps) == ("i", read.gaps)
    assert library.blocks(result.document.id) == list(read.blocks)


def test_a_folder_is_walked_in_order_of_name_without_hidden_files(tmp_path: Path):
    wanted = ["a.md", "b/c.pdf", "b/d.jpeg", "e.txt"]
    for name in [*wanted, ".hidden.md", ".git/config.md", "b/~$word.docx", "b/.cache/x.md"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert pipeline.find_files([tmp_path]) == [tmp_path / name for name in wanted]


def test_a_file_named_outright_is_taken_once_even_if_hidden(tmp_path: Path):
    hidden, plain = tmp_path / ".draft.md", tmp_path / "a.md"
    hidden.touch()
    plain.touch()
    assert pipeline.find_files([hidden, tmp_path, plain]) == [hidden, plain]


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
    notes = pipeline.find_files([pipeline.starter_notes()])
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
