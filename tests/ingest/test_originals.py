"""Copies of PDFs: whole or not at all, for as long as the document is held, and never needed."""

import errno
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from made_pdfs import lines, write_pdf

from ingest import originals, pipeline
from ingest.documents import GuidanceDocument, Metadata
from ingest.embedding import Embedder
from ingest.library import Library, checks, upkeep
from ingest.pipeline import Outcome, Result
from ingest.reading import digest_of


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return write_pdf(tmp_path / "policy.pdf", [lines("Staff tell the lead about a concern at once.")])


def add(library: Library, embedder: Embedder, *paths: Path) -> list[Result]:
    return list(pipeline.add_files(library, embedder, paths))


def record(path: Path) -> GuidanceDocument:
    sha256 = digest_of(path)
    return GuidanceDocument(sha256[:16], sha256, str(path), Metadata(title="Policy"))


def kept(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "originals").glob("*"))


def test_a_copy_has_the_same_bytes_and_is_found_when_the_file_has_gone(home: Path, pdf: Path):
    document, data = record(pdf), pdf.read_bytes()
    assert originals.keep(home, pdf, document.sha256) == ""
    pdf.unlink()
    found = originals.find(home, document)
    assert found == home / "originals" / f"{document.sha256}.pdf"
    assert (found.read_bytes(), kept(home)) == (data, [found.name])


def test_a_copy_does_not_follow_the_file_when_it_is_edited(home: Path, pdf: Path):
    document, data = record(pdf), pdf.read_bytes()
    originals.keep(home, pdf, document.sha256)
    with pdf.open("r+b") as file:
        file.write(b"edited in place")
    assert originals.find(home, document).read_bytes() == data


def test_without_a_copy_the_file_that_was_added_is_found_while_it_is_as_it_was(home: Path, pdf: Path):
    document = record(pdf)
    assert originals.find(home, document) == pdf
    pdf.write_bytes(b"%PDF another")
    assert originals.find(home, document) is None


def test_a_file_that_changed_before_it_was_copied_is_not_kept(home: Path, pdf: Path):
    sha256 = digest_of(pdf)
    pdf.write_bytes(b"%PDF another")
    assert originals.keep(home, pdf, sha256).startswith("policy.pdf: no copy of it was kept (it changed")
    assert kept(home) == []


@pytest.mark.parametrize("name", ["policy.docx", "policy.md", "policy.html"])
def test_other_formats_need_no_copy(home: Path, tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_text("Words.", encoding="utf-8")
    assert originals.keep(home, path, digest_of(path)) == ""
    assert originals.find(home, record(path)) is None
    assert not home.exists()


def test_a_record_cannot_name_a_file_elsewhere(home: Path, tmp_path: Path, pdf: Path):
    (home / "originals").mkdir(parents=True)
    (tmp_path / "secret.pdf").write_bytes(b"%PDF secret")
    document = replace(record(pdf), sha256="../../secret", path="/nowhere.pdf")
    assert originals.find(home, document) is None


def test_only_what_is_not_held_is_forgotten(home: Path, tmp_path: Path, pdf: Path):
    other = write_pdf(tmp_path / "other.pdf", [lines("Other words.")])
    for path in (pdf, other):
        originals.keep(home, path, digest_of(path))
    running, abandoned = (home / "originals" / f"{'0' * 64}.{at}.part" for at in (1, 2))
    running.touch()
    abandoned.touch()
    os.utime(abandoned, (0, time.time() - 2 * 24 * 3600))
    originals.forget(home, lambda: [digest_of(pdf)])
    assert kept(home) == sorted([f"{digest_of(pdf)}.pdf", running.name])


def test_what_was_never_kept_is_forgotten_without_a_word(home: Path):
    originals.forget(home, list)


def full(*_args: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_told_and_the_document_goes_in(
    library: Library, embedder: Embedder, pdf: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shutil, "copyfileobj", full)
    (result,) = add(library, embedder, pdf)
    assert (result.outcome, len(library.documents())) == (Outcome.ADDED, 1)
    assert [told for told in result.messages if "(No space left on device)" in told]
    assert kept(library.home) == []


def test_adding_a_pdf_keeps_a_copy_until_it_is_removed(library: Library, embedder: Embedder, pdf: Path):
    (result,) = add(library, embedder, pdf)
    assert (result.outcome, kept(library.home)) == (Outcome.ADDED, [f"{digest_of(pdf)}.pdf"])
    pipeline.remove_documents(library, ["policy.pdf"])
    assert (kept(library.home), pdf.is_file()) == ([], True)


def test_adding_the_same_file_again_makes_the_copy_it_lacks(library: Library, embedder: Embedder, pdf: Path):
    add(library, embedder, pdf)
    shutil.rmtree(library.home / "originals")
    (result,) = add(library, embedder, pdf)
    assert (result.outcome, kept(library.home)) == (Outcome.UNCHANGED, [f"{digest_of(pdf)}.pdf"])


def test_a_new_text_at_the_same_path_takes_the_place_of_the_old_copy(
    library: Library, embedder: Embedder, pdf: Path
):
    add(library, embedder, pdf)
    write_pdf(pdf, [lines("Staff tell the lead within one working day.")])
    (result,) = add(library, embedder, pdf)
    assert (result.outcome, kept(library.home)) == (Outcome.UPDATED, [f"{digest_of(pdf)}.pdf"])


def damage(copy: Path) -> None:
    copy.write_bytes(b"%PDF damaged")


@pytest.mark.parametrize(("harm", "told"), [(Path.unlink, 0), (damage, 1)])
def test_verifying_makes_copies_anew(
    library: Library, embedder: Embedder, pdf: Path, harm: Callable[[Path], None], told: int
):
    add(library, embedder, pdf)
    copy = library.home / "originals" / f"{digest_of(pdf)}.pdf"
    harm(copy)
    findings = list(checks.verify(library))
    assert [finding.repaired for finding in findings] == [True] * told
    assert copy.read_bytes() == pdf.read_bytes()
    assert list(checks.verify(library)) == []


def test_a_damaged_copy_that_cannot_be_made_anew_is_told_and_taken_away(
    library: Library, embedder: Embedder, pdf: Path
):
    add(library, embedder, pdf)
    damage(library.home / "originals" / f"{digest_of(pdf)}.pdf")
    pdf.rename(pdf.with_name("moved.pdf"))
    (finding,) = checks.verify(library)
    assert (finding.repaired, kept(library.home)) == (False, [])
    add(library, embedder, pdf.with_name("moved.pdf"))
    assert kept(library.home) == [f"{digest_of(pdf.with_name('moved.pdf'))}.pdf"]


def test_a_restored_backup_finds_the_file_where_it_was_added_from(
    library: Library, embedder: Embedder, pdf: Path, tmp_path: Path
):
    add(library, embedder, pdf)
    upkeep.backup(library, tmp_path / "all.safeguide")
    other = Library(tmp_path / "other", embedder.fingerprint)
    upkeep.restore(other, tmp_path / "all.safeguide")
    (document,) = other.documents()
    assert originals.find(other.home, document) == pdf
    pdf.unlink()
    assert originals.find(other.home, document) is None
