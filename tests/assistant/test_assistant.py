"""The Python interface: search, ask, and the JSON they give."""

import json
from pathlib import Path

import pytest

import assistant
from assistant import Assistant
from ingest.library import Library

CORE_GROUP = "How soon must the core group meet?"
PLACE = {
    "passage_id", "document_id", "document", "edition", "nation", "kind", "source_url", "standing",
    "heading_path", "paragraphs", "page", "end_page", "page_label", "end_page_label", "lead_in", "strength",
    "prospective", "ocr",
}  # fmt: skip


def test_search_gives_the_best_first_and_at_most_k(starter: Assistant):
    hits = starter.search(CORE_GROUP, k=7)
    assert len(hits) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage.id for hit in hits}) == 7
    assert [hit.passage.id for hit in starter.search(CORE_GROUP, k=3)] == [hit.passage.id for hit in hits[:3]]


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("strategy discussion attendees", "Strategy discussion"),
        ("LADO", "Allegations against staff"),
        ("county lines", "county lines"),
    ],
)
def test_a_few_words_find_the_note_on_them(starter: Assistant, question: str, title: str):
    assert any(title in hit.document.metadata.title for hit in starter.search(question, k=3))


def test_words_that_occur_nowhere_still_find_the_nearest(starter: Assistant):
    assert len(starter.search("xylophone", k=2)) == 2


@pytest.mark.parametrize(
    "question", ["?", "the and of", "(((", '"', "a" * 5000, "né ★ \u202e", "NOT NEAR * :"]
)
def test_no_question_is_too_odd_to_be_asked(starter: Assistant, question: str):
    assert starter.ask(question).kind in ("quoted", "abstained")


def test_an_answer_is_plain_json_of_a_stable_shape(starter: Assistant):
    shape = json.loads(json.dumps(starter.ask(CORE_GROUP).as_dict()))
    assert list(shape) == [
        "live_concern", "schema", "question", "removed", "searched_for",
        "scope", "kind", "statements", "more", "asks", "advice",
        "reason", "conflicts", "notices", "passages", "confidence", "model",
        "prompts", "dropped", "timings", "library_version",
    ]  # fmt: skip
    assert (shape["schema"], shape["question"], shape["kind"]) == (1, CORE_GROUP, "quoted")
    (citation, *_) = shape["statements"][0]["citations"]
    assert set(shape["statements"][0]) == {
        "text", "citations", "strength", "decisive", "question", "support",
    }  # fmt: skip
    assert set(citation) == {"number", "quote", "start", "end", "label", "paragraph"} | PLACE
    assert set(shape["passages"][0]) == {"score", "text"} | PLACE
    (passage,) = (one for one in shape["passages"] if one["passage_id"] == citation["passage_id"])
    assert passage["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_label_names_document_edition_and_headings(starter: Assistant):
    (citation, *_) = starter.ask(CORE_GROUP).citations
    assert citation.label.startswith(citation.document.name)
    assert " › ".join(citation.passage.heading_path) in citation.label


def test_the_text_of_an_answer_numbers_its_citations(starter: Assistant):
    answer = starter.ask(CORE_GROUP)
    assert f"{answer.statements[0].text} [1]" in answer.text


@pytest.mark.parametrize("as_answer", [True, False])
def test_a_follow_up_is_about_the_question_before(starter: Assistant, as_answer: bool):
    history = [starter.ask(CORE_GROUP) if as_answer else CORE_GROUP]
    answer = starter.ask("and how soon after that is the first review?", history)
    assert "core group" in answer.searched_for
    assert "first review" in answer.searched_for
    assert any("review" in hit.passage.heading_path[-1] for hit in answer.passages)
    assert any("Core group" in hit.document.metadata.title for hit in answer.passages)


def test_a_follow_up_is_answered_with_what_was_not_said_before(starter: Assistant):
    first = starter.ask(CORE_GROUP)
    second = starter.ask("and how soon after that is the first review?", [first])
    assert "within three months" in second.text
    assert not set(first.statements) & set(second.statements)


def test_a_bare_follow_up_finds_something_about_the_first_topic(starter: Assistant):
    answer = starter.ask("and how soon after that?", [starter.ask(CORE_GROUP)])
    assert "Core group" in answer.passages[0].document.metadata.title


def test_a_question_that_stands_alone_is_not_mixed_with_the_one_before(starter: Assistant):
    alone, after = (starter.ask("What is private fostering?", h) for h in ([], [CORE_GROUP]))
    assert after.statements == alone.statements


def test_opening_a_library_reads_nothing_and_makes_nothing(home: Path):
    opened = assistant.open()
    assert opened.library.home == home
    assert not home.exists()
    assert assistant.open(home / "other").library.home == home / "other"


def test_a_library_of_another_model_cannot_be_asked(starter_home: Path, starter: Assistant):
    other = Assistant(Library(starter_home, "other-model:123"), starter.embedder)
    with pytest.raises(assistant.LibraryError, match="SAFEGUIDE_EMBEDDING_MODEL"):
        other.ask("What is abuse?")
