"""Made-up documents: like real ones in what matters to a library, and the same each time."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from eval.benchmarks.synthetic import EARLIER_EDITION, Made, Maker, bands, made_name
from ingest import pipeline
from ingest.documents import State
from ingest.editions import with_standing
from ingest.embedding import Embedder
from ingest.library import Library
from ingest.passages import document_text


@pytest.fixture(scope="module")
def real(starter_home: Path, embedder: Embedder) -> Library:
    return Library(starter_home, embedder.fingerprint)


@pytest.fixture(scope="module")
def maker(real: Library) -> Maker:
    return Maker(real)


@pytest.fixture(scope="module")
def made(maker: Maker) -> Made:
    return maker.document(3, 40)


def test_a_number_makes_the_same_document_each_time_and_another_makes_another(maker: Maker, made: Made):
    again, other = maker.document(3, 40), maker.document(4, 40)

    assert (again.document, again.blocks, again.passages) == (made.document, made.blocks, made.passages)
    for one, same in zip(made.embedded, again.embedded, strict=True):
        assert np.array_equal(one.whole, same.whole)
        assert np.array_equal(one.sentences, same.sentences)
    assert not {one.id for one in made.passages} & {one.id for one in other.passages}


def test_passages_and_sentences_stand_where_they_say(made: Made):
    text = document_text(made.blocks)

    for passage in made.passages:
        assert text[passage.start : passage.end] == passage.text
        assert all(passage.text[one.start : one.end].strip() for one in passage.sentences)
    assert "\n".join(passage.text for passage in made.passages) == text


def test_a_passage_has_a_vector_of_length_1_and_one_for_each_sentence(made: Made):
    for passage, embedded in zip(made.passages, made.embedded, strict=True):
        assert len(embedded.sentences) == len(passage.sentences)
        lengths = np.linalg.norm(np.vstack([embedded.whole, embedded.sentences]), axis=1)
        assert lengths == pytest.approx(1, abs=1e-5)


def test_vectors_are_near_real_ones_and_are_not_those(real: Library, made: Made):
    ids = [passage.id for one in real.documents() for passage in real.passages_of(one.id)]
    wholes = np.stack([one.whole for one in real.vectors(ids).values()])

    for embedded in made.embedded:
        assert 0.8 < np.max(wholes @ embedded.whole) < 0.97


def test_words_are_those_of_the_real_documents(real: Library, made: Made):
    held = " ".join(real.text(one.id) for one in real.documents())
    known = set(held.casefold().split())

    words = document_text([block for block in made.blocks if block.kind == "paragraph"]).casefold().split()

    assert np.mean([word in known for word in words]) > 0.95


def test_a_made_up_document_goes_into_a_library_and_is_found(library: Library, made: Made):
    library.add(made.document, made.blocks, made.passages, made.embedded)

    assert library.passages_of(made.document.id) == list(made.passages)
    assert library.blocks(made.document.id) == list(made.blocks)
    assert next(iter(library.nearest(made.embedded[7].whole, 5))) == made.passages[7].id
    assert pipeline.find_document(library, made.document.metadata.title) == made.document


def test_all_are_in_force_but_the_earlier_editions(maker: Maker):
    documents = [maker.document(number, 1).document for number in range(2 * EARLIER_EDITION)]

    states = [one.standing.state for one in with_standing(documents, date(2026, 11, 26))]

    replaced = [number for number, state in enumerate(states) if state is State.SUPERSEDED]
    assert replaced == [EARLIER_EDITION - 1, 2 * EARLIER_EDITION - 1]
    assert states.count(State.IN_FORCE) == len(states) - len(replaced)


def test_words_are_changed_for_others_about_as_frequent():
    found = bands({"the": 9, "bell": 3, "lamp": 2, "boat": 4, "door": 7, "keel": 1})

    assert found["bell"] == found["lamp"] == ["bell", "lamp"]
    assert found["boat"] == ["boat", "door"]
    assert found["the"] == ["the"]
    assert found["keel"] == ["keel"]


def test_made_names_differ():
    assert len({made_name(number) for number in range(5000)}) == 5000


def test_questions_are_short_sentences_the_same_each_time(maker: Maker):
    questions = maker.questions(20)

    assert len(set(questions)) == 20
    assert all(6 <= len(question.split()) <= 14 for question in questions)
    assert questions == maker.questions(20)
