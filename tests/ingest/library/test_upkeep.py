"""Backups come back as they were; checks find what is wrong, and repair what the record can repair."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from made_library_documents import Made, reopened, unit_vectors

from ingest.errors import LibraryError
from ingest.library import Library, checks, upkeep

PROBE = unit_vectors(1, seed=9)[0]


def contents(library: Library) -> tuple[object, ...]:
    """All that can be seen of a library."""
    ids = [passage.id for one in library.documents() for passage in library.passages_of(one.id)]
    return (
        library.documents(),
        library.version,
        [library.blocks(one.id) for one in library.documents()],
        library.passages(ids),
        {id_: (v.whole.tolist(), v.sentences.tolist()) for id_, v in library.vectors(ids).items()},
        library.frequencies(["bell", "door"]),
        sorted(library.matching(["bell", "door"], 10)),
        list(library.nearest(PROBE, 10)),
    )


@pytest.fixture
def filled(library: Library) -> Library:
    """A library of either kind with two documents."""
    Made("one", "Ring the bell.", "Close the door.").put(library)
    Made("two", "Open the door.", seed=1).put(library)
    return library


def problems(library: Library, *, repair: bool = True) -> list[str]:
    return [finding.problem for finding in checks.verify(library, repair)]


def test_a_backup_restores_all_there_was_in_another_folder(filled: Library, tmp_path: Path):
    upkeep.backup(filled, tmp_path / "all.safeguide")
    other = Library(tmp_path / "other", filled.stores.fingerprint)
    assert upkeep.restore(other, tmp_path / "all.safeguide") is None
    assert contents(other)[:-1] == contents(filled)[:-1]
    assert set(other.nearest(PROBE, 10)) == set(filled.nearest(PROBE, 10))
    assert problems(other, repair=False) == []


def test_a_backup_restores_in_its_own_place_and_keeps_what_was_there(filled: Library, tmp_path: Path):
    before = contents(filled)
    upkeep.backup(filled, tmp_path / "all.safeguide")
    filled.remove(filled.documents()[0].id)
    Made("three", "Knock twice.", seed=2).put(filled)
    meanwhile = contents(filled)
    with pytest.raises(LibraryError, match=r"holds 2 documents.*--replace"):
        upkeep.restore(filled, tmp_path / "all.safeguide")
    assert contents(filled) == meanwhile
    kept = upkeep.restore(filled, tmp_path / "all.safeguide", replace=True)
    assert contents(filled) == before
    assert problems(filled, repair=False) == []
    assert kept is not None
    upkeep.restore(filled, kept, replace=True)
    assert contents(filled) == meanwhile


def test_a_backup_is_not_written_over_another_file(filled: Library, tmp_path: Path):
    file = tmp_path / "all.safeguide"
    file.write_text("something else")
    with pytest.raises(LibraryError, match="exists already"):
        upkeep.backup(filled, file)
    assert file.read_text() == "something else"
    with pytest.raises(LibraryError, match="could not be written"):
        upkeep.backup(filled, tmp_path / "nowhere" / "all.safeguide")


def test_what_is_no_backup_or_a_damaged_one_is_refused_and_nothing_changes(filled: Library, tmp_path: Path):
    before = contents(filled)
    file = tmp_path / "all.safeguide"
    upkeep.backup(filled, file)
    with sa.create_engine(f"sqlite:///{file}").begin() as backup:
        backup.execute(sa.text("UPDATE passages SET text = 'Never ring the bell.' WHERE key = 1"))
    (tmp_path / "words.txt").write_text("words")
    for name, said in (("all.safeguide", "damaged"), ("words.txt", "not a backup"), ("none", "not there")):
        with pytest.raises(LibraryError, match=said):
            upkeep.restore(filled, tmp_path / name, replace=True)
    assert contents(filled) == before


def test_there_is_nothing_to_back_up_where_there_is_no_library(home: Path, tmp_path: Path):
    with pytest.raises(LibraryError, match="no library"):
        upkeep.backup(Library(home, "model"), tmp_path / "all.safeguide")
    assert problems(Library(home, "model")) == []
    assert not home.exists()


def test_a_whole_library_has_nothing_to_say(filled: Library):
    assert problems(filled) == []


def test_vectors_that_are_missing_wrong_or_left_over_are_found_and_repaired(filled: Library):
    before = contents(filled)
    one, two = filled.documents()
    missing, wrong = (filled.passages_of(one.id)[at].id for at in (0, 1))
    with filled.stores.index() as index:
        index.drop([missing])
        index.put([wrong, "stray"], [one.id, two.id], [unit_vectors(1, 7)[0], unit_vectors(1, 8)[0]])
    assert problems(filled, repair=False) == ["3 vectors were missing, left over or not those of the record."]
    (found,) = checks.verify(filled)
    assert found.repaired
    assert problems(filled) == []
    assert contents(filled) == before


def test_a_keyword_index_that_lacks_passages_is_found_and_repaired(filled: Library):
    before = contents(filled)
    with filled.stores.engine.begin() as connection:
        key = "rowid" if connection.dialect.name == "sqlite" else "key"
        connection.execute(sa.text(f"DELETE FROM passage_words WHERE {key} = 1"))  # noqa: S608
    assert problems(filled, repair=False) == ["The keyword index lacked 1 passages and had 0 too many."]
    (found,) = checks.verify(filled)
    assert found.repaired
    assert problems(filled) == []
    assert contents(filled) == before


def test_a_document_that_lost_passages_or_words_is_named_with_what_to_do(filled: Library):
    one, two = filled.documents()
    with filled.stores.engine.begin() as connection:
        gone = "DELETE FROM passages WHERE id = :id"
        connection.execute(sa.text(gone), {"id": filled.passages_of(one.id)[0].id})
        changed = "UPDATE passages SET text = 'Leave the door.' WHERE document_id = :id"
        connection.execute(sa.text(changed), {"id": two.id})
    found = [finding for finding in checks.verify(filled) if "is not whole" in finding.problem]
    assert [finding.problem for finding in found] == [
        f"{document.name} ({document.id}) is not whole." for document in (one, two)
    ]
    assert "add it again" in found[0].advice
    assert not found[0].repaired


def test_vectors_that_cannot_be_read_are_made_anew_from_the_record(home: Path):
    library = Library(home, "model")
    Made("one", "Ring the bell.", "Close the door.").put(library)
    before = contents(library)
    library.stores._chroma.close()
    (home / "vectors" / "chroma.sqlite3").write_bytes(b"this is not a database" * 1000)
    again = Library(home, "model")
    with pytest.raises(LibraryError, match=r"cannot be read.*library verify"):
        again.nearest(PROBE, 1)
    (found,) = checks.verify(again)
    assert found.repaired
    assert contents(again) == before


def test_a_damaged_database_is_said_to_be_so(home: Path):
    library = Library(home, "model")
    for number in range(20):
        Made(f"guide {number}", *(f"Ring bell {at} of {number}." for at in range(30))).put(library)
    library.stores.engine.dispose()
    with (home / "library.sqlite").open("r+b") as file:
        file.seek(40 * 4096)
        file.write(b"\xff" * 8192)
    (found,) = checks.verify(Library(home, "model"))
    assert found.problem.startswith("The database is damaged")
    assert "Restore a backup" in found.advice


def test_a_file_that_has_changed_since_it_was_added_is_named(library: Library, tmp_path: Path):
    path = tmp_path / "policy.md"
    path.write_text("Ring the bell.")
    made = Made("policy", "Ring the bell.")
    made.document = replace(made.document, path=str(path))
    made.put(library)
    (found,) = checks.verify(library)
    assert found.problem == f"{path} has changed since it was added."
    path.unlink()
    assert problems(library) == [], "a file may be put away once it was added"


def test_a_library_of_another_model_is_searched_only_after_it_was_embedded_again(filled: Library):
    other = reopened(filled, "other")
    with pytest.raises(LibraryError, match=r"0 of 2 documents are.*library rebuild"):
        other.check_model()
    ids = other.to_rebuild()
    assert len(ids) == 2
    again = [Made("one", "Ring the bell.", "Close the door.", seed=5), Made("two", "Open the door.", seed=6)]
    again[0].put(other)
    with pytest.raises(LibraryError, match="1 of 2 documents are"):
        other.check_model()
    assert any("embedded with another model" in one for one in problems(other, repair=False))
    again[1].put(other)
    other.check_model()
    assert next(iter(other.nearest(again[1].embedded[0].whole, 1))) == again[1].ids[0]
    assert problems(other, repair=False) == []
