"""The library: what goes in comes out, all of it or nothing, and what is taken out is gone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from made_library_documents import Made, reopened, unit_vectors

from ingest import pipeline
from ingest.documents import (
    Basis,
    Block,
    BlockKind,
    Gap,
    GapKind,
    Passage,
    Sureness,
)
from ingest.embedding import EmbeddedPassage, Embedder
from ingest.errors import LibraryError
from ingest.library import Library


class CountingEmbedder:
    """The real embedder, counting the passages that it is given."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.embedded = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._embedder, name)

    def embed_passages(self, passages: Sequence[Passage], *others: object) -> Iterator[EmbeddedPassage]:
        self.embedded += len(passages)
        return self._embedder.embed_passages(passages, *others)


def contents(library: Library, probe: np.ndarray) -> tuple[object, ...]:
    """All that can be seen of a library."""
    return (
        library.documents(),
        library.counts(),
        library.version,
        library.frequencies(["strategi", "discuss", "confer"]),
        list(library.matching(["strategy", "discussion", "conference"], 10)),
        library.passages(list(library.nearest(probe, 100))),
    )


@pytest.fixture
def held() -> Made:
    return Made("Held", "A strategy discussion is held.", "The conference meets.")


def test_a_document_comes_back_as_it_went_in(library: Library, held: Made):
    held.put(library)
    again = reopened(library)
    assert again.documents() == [held.document]
    assert again.text(held.document.id) == held.text
    assert again.passages_of(held.document.id) == held.passages
    assert again.passages(held.ids[::-1]) == held.passages[::-1]
    assert again.counts() == {held.document.id: 2}
    vectors = again.vectors(held.ids)
    for id_, embedded in zip(held.ids, held.embedded, strict=True):
        np.testing.assert_allclose(vectors[id_].whole, embedded.whole, atol=1e-3)
        np.testing.assert_allclose(vectors[id_].sentences, embedded.sentences, atol=1e-3)


def test_blocks_gaps_and_page_labels_come_back_as_they_went_in(library: Library, held: Made):
    held.blocks = [
        Block(BlockKind.HEADING, "155. Heading: with a number in its words", 2, "4.", 1),
        Block(BlockKind.PARAGRAPH, "• Words that begin like an item", page=1, end_page=2, notes=((5, "12"),)),
        Block(BlockKind.ITEM, "an item", 1, page=2, boxed=True),
        Block(BlockKind.ITEM, "an item", 3, "(a)", 2, ocr=True),
        Block(BlockKind.PARAGRAPH, "(1) Law.", number="42", prospective=True),
        Block(BlockKind.ROW, "Level: 3; Response:\u2028\x0b help"),
        Block(BlockKind.FOOTNOTE, "See the glossary.", number="12"),
    ]
    gaps = (Gap(GapKind.SCAN, 2), Gap(GapKind.PICTURE, None, "A heading", "a chart", ocr=True))
    held.document = replace(held.document, pages=2, page_labels=("", "1"), gaps=gaps)
    held.put(library)
    again = reopened(library)
    assert again.blocks(held.document.id) == held.blocks
    assert again.documents() == [held.document]
    with pytest.raises(KeyError):
        again.blocks("nowhere")


def test_what_is_known_of_sentences_and_passages_comes_back(library: Library, held: Made):
    marked = [
        replace(
            passage,
            prospective=True,
            ocr=True,
            sentences=tuple(replace(one, label="42(1)", notes=("3", "4")) for one in passage.sentences),
        )
        for passage in held.passages
    ]
    held.passages = marked
    held.put(library)
    assert library.passages_of(held.document.id) == marked


def test_the_list_of_documents_is_read_without_their_text_or_blocks(library: Library, held: Made):
    held.put(library)
    asked: list[str] = []
    sa.event.listen(library.stores.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    library.documents()
    assert asked
    assert not [query for query in asked if "documents.text" in query or "documents.blocks" in query]


def test_documents_are_listed_by_title(library: Library):
    for name in ("beta", "Alpha", "Gamma"):
        Made(name, f"Words of {name}.").put(library)
    assert [document.metadata.title for document in library.documents()] == ["Alpha", "beta", "Gamma"]


def test_a_library_in_which_nothing_was_put_is_empty_and_makes_no_folder(library: Library):
    assert (library.documents(), library.counts(), library.size()) == ([], {}, 0)
    assert library.nearest(unit_vectors(1)[0], 5) == library.matching(["child"], 5) == {}
    assert not library.home.exists()


def test_passages_and_documents_that_are_not_held_are_left_out_or_named(library: Library, held: Made):
    held.put(library)
    assert library.passages(["nowhere", held.ids[0]]) == held.passages[:1]
    with pytest.raises(KeyError):
        library.text("nowhere")
    with pytest.raises(KeyError):
        library.remove("nowhere")


def test_what_is_removed_leaves_nothing_to_be_found(library: Library, held: Made):
    kept = Made("Kept", "An early help assessment is offered.", seed=1)
    held.put(library)
    kept.put(library)
    library.remove(held.document.id)
    assert library.documents() == [kept.document]
    assert library.passages(held.ids) == library.passages_of(held.document.id) == []
    assert library.matching(["strategy", "discussion", "conference"], 10) == {}
    assert library.frequencies(["strategi", "confer"]) == {}
    assert set(library.nearest(held.embedded[0].whole, 10)) == set(kept.ids)
    assert library.vectors(held.ids) == {}
    with pytest.raises(KeyError):
        library.text(held.document.id)


def test_the_version_changes_with_what_is_held_and_comes_back_with_it(library: Library, held: Made):
    empty = library.version
    held.put(library)
    full = library.version
    library.remove(held.document.id)
    assert full != empty == library.version
    held.put(library)
    assert library.version == full


def test_an_add_that_fails_midway_leaves_the_library_as_it_was(
    library: Library, held: Made, monkeypatch: pytest.MonkeyPatch
):
    held.put(library)
    probe = unit_vectors(1, seed=5)[0]
    before = contents(library, probe)
    new = Made("New", "A strategy discussion, told anew.", "The conference, told anew.", seed=2)

    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("ingest.library.library.passage_row", fail)
        with pytest.raises(LibraryError, match=r"New.* could not be stored in .*no space left.*as it was"):
            new.put(library, replaces=[held.document.id])
    assert contents(library, probe) == before
    assert library.text(held.document.id) == held.text
    new.put(library, replaces=[held.document.id])
    assert library.documents() == [new.document]
    assert set(library.nearest(probe, 10)) == set(new.ids)


def test_vectors_without_a_record_give_no_passage(library: Library, held: Made):
    held.put(library)
    stray = Made("Stray", "A stray thing.", seed=3)
    with library.stores.index() as index:
        index.put(stray.ids, [stray.document.id] * len(stray.ids), [one.whole for one in stray.embedded])
    found = library.passages(list(library.nearest(stray.embedded[0].whole, 10)))
    assert {passage.document_id for passage in found} == {held.document.id}


def test_the_nearest_are_those_that_comparing_with_each_finds(library: Library):
    made = Made("Many", *(f"Text {at}." for at in range(400)), seed=4, size=384)
    made.put(library)
    wholes = np.array([one.whole for one in made.embedded])
    for question in unit_vectors(10, seed=6, size=384):
        cosines = wholes @ question
        best = np.argsort(-cosines)[:20]
        found = library.nearest(question, 20)
        assert list(found) == [made.ids[at] for at in best]
        np.testing.assert_allclose(list(found.values()), cosines[best], atol=1e-3)


def test_the_passage_with_the_rare_word_matches_first(library: Library):
    made = Made(
        "Words",
        "The child is seen. The child is heard. The child is safe.",
        "The child is safe with a babysitter.",
        "The child and the adult are seen.",
    )
    made.put(library)
    scores = library.matching(["child", "babysitter"], 10)
    assert next(iter(scores)) == made.ids[1]
    assert list(scores.values()) == sorted(scores.values(), reverse=True)
    assert min(scores.values()) >= 0
    assert len(library.matching(["child", "babysitter"], 2)) == 2


def test_words_match_by_their_stem_and_without_regard_to_accents(library: Library):
    made = Made("Stems", "Agencies refer promptly.", "The café was visited.")
    made.put(library)
    assert list(library.matching(["referring"], 5)) == made.ids[:1]
    assert list(library.matching(["cafe"], 5)) == made.ids[1:]
    assert library.frequencies(["refer", "visit", "nothing"]) == {"refer": 1, "visit": 1}


@pytest.mark.parametrize("term", ["AND", "NEAR", "body:child", "child*", '"child', "(", "-", ""])
def test_no_word_is_taken_for_search_syntax(library: Library, held: Made, term: str):
    held.put(library)
    assert library.matching([term, "conference"], 5).keys() == {held.ids[1]}


def test_another_models_vectors_are_refused_with_advice(library: Library, held: Made):
    held.put(library)
    other = reopened(library, "other-model:123")
    with pytest.raises(
        LibraryError,
        match=r"(?s)all-MiniLM-L6-v2.* embeds with other-model.*rebuild.*SAFEGUIDE_EMBEDDING_MODEL",
    ):
        Made("Other", "More words.").put(other)
    assert library.documents() == other.documents() == [held.document]


def test_a_home_that_cannot_be_written_is_said_with_advice(home: Path, held: Made):
    home.write_text("a file stands where the folder should be")
    with pytest.raises(LibraryError, match=r"cannot be opened.*SAFEGUIDE_HOME"):
        held.put(Library(home, "model"))


def test_a_damaged_library_is_said_with_advice(home: Path):
    home.mkdir()
    (home / "library.sqlite").write_bytes(b"this is not a database" * 100)
    with pytest.raises(LibraryError, match=r"(?s)cannot be opened.*damaged"):
        Library(home, "model").documents()


def add(library: Library, embedder: object, *paths: Path) -> list[pipeline.Result]:
    return list(pipeline.add_files(library, embedder, paths))


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.md"
    path.write_text("# Our policy\n\nStaff tell the lead about a concern.\n")
    return path


def test_adding_the_same_file_again_embeds_nothing(library: Library, embedder: Embedder, policy: Path):
    counting = CountingEmbedder(embedder)
    (first,) = add(library, counting, policy)
    assert (first.outcome, counting.embedded) == ("added", first.passages)
    (again,) = add(library, counting, policy)
    assert again == replace(first, outcome=pipeline.Outcome.UNCHANGED)
    assert counting.embedded == first.passages


def test_a_changed_file_takes_the_place_of_what_it_was(library: Library, embedder: Embedder, policy: Path):
    (old,) = add(library, embedder, policy)
    policy.write_text("# Our policy\n\nEverybody rings the helpline about a worry.\n")
    (new,) = add(library, embedder, policy)
    assert (old.outcome, new.outcome) == ("added", "updated")
    assert library.documents() == [new.document]
    assert library.matching(["lead"], 5) == {}
    question = embedder.embed_questions(["telling the lead about a concern"])[0]
    assert {passage.document_id for passage in library.passages(list(library.nearest(question, 5)))} == {
        new.document.id
    }


# --- catalogue entries ---------------------------------------------------------------------------------


def test_an_entry_can_be_changed_and_the_version_of_the_library_with_it(library: Library):
    made = Made("guide", "Ring the bell.")
    made.put(library)
    before = library.version
    bases = (Basis("nation", Sureness.CONFIRMED, "said"),)
    told = replace(made.document, metadata=replace(made.document.metadata, nation="wales"), bases=bases)
    library.redescribe(told)
    assert library.documents() == [told]
    assert library.version != before
    with pytest.raises(KeyError):
        library.redescribe(replace(told, id="f" * 16))


def test_a_document_can_take_its_own_place_cut_anew(library: Library):
    made = Made("guide", "Ring the bell.", "Close the door.")
    made.put(library)
    again = replace(made.passages[0], heading_path=("Part 0, renamed",))
    library.add(made.document, made.blocks, [again], made.embedded[:1], [made.document.id])
    assert library.passages_of(made.document.id) == [again]
    assert set(library.nearest(made.embedded[1].whole, 5)) == {again.id}
    assert library.matching(["renamed"], 5).keys() == {again.id}


def test_a_search_leaves_out_the_documents_that_it_is_told_to(library: Library):
    one, other = Made("one", "Ring the bell."), Made("other", "Ring the bell twice.", seed=1)
    one.put(library)
    other.put(library)
    vector = one.embedded[0].whole
    assert set(library.nearest(vector, 5, [one.document.id])) == set(other.ids)
    assert set(library.matching(["bell"], 5, [one.document.id])) == set(other.ids)
    assert library.nearest(vector, 5, [one.document.id, other.document.id]) == {}


def test_what_is_held_is_known_after_each_change_as_whoever_opens_it_sees_it(library: Library):
    notes = [Made(title, f"{title} are told to the lead.") for title in ("Worries", "absences", "Moves")]
    other = reopened(library)

    def add_and_compare(where: Library, made: Made, replaces: Sequence[str] = ()) -> None:
        made.put(where, replaces)
        for one in (library, other):
            assert one.documents() == reopened(library).documents()
            assert (one.counts(), one.version) == (reopened(library).counts(), reopened(library).version)

    add_and_compare(library, notes[0])
    add_and_compare(library, notes[1])
    add_and_compare(other, notes[2], [notes[0].document.id])
    add_and_compare(library, notes[0])
    add_and_compare(library, notes[0])
    assert [one.metadata.title for one in library.documents()] == ["absences", "Moves", "Worries"]
