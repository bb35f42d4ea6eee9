"""Cited words held against the library as it is now."""

from datetime import date
from pathlib import Path

import pytest
from made_quiz_editions import (
    BELL,
    BOAT,
    FISH,
    FLAG,
    LADDER,
    LANTERNS,
    NEW,
    OLD,
    REPLY,
    REPLY_NOW,
    SIGN,
    Harbour,
    asking,
)

import assistant
from assistant.kept import database
from assistant.quiz.following import Wording, lines
from assistant.quiz.items import Cited, Kind, Option, Quiz, Status
from assistant.quiz.staleness import Stale, Why, stale, touched
from assistant.quiz.store import QuizStore
from assistant.settings import Settings
from ingest.embedding import Embedder
from ingest.library import Library


@pytest.fixture
def harbour(library: Library, embedder: Embedder, tmp_path: Path) -> Harbour:
    return Harbour(library, embedder, tmp_path)


def after_new_edition(harbour: Harbour, *quotes: str) -> list[Stale]:
    quiz = harbour.quiz(harbour.put(OLD), *quotes)
    assert stale(harbour.library, quiz) == []
    harbour.put(NEW, "new.md")
    return stale(harbour.library, quiz)


def test_words_in_force_are_not_stale(harbour: Harbour):
    old = harbour.put(OLD)
    assert stale(harbour.library, harbour.quiz(old, SIGN, REPLY, BELL, FISH)) == []


def test_a_time_that_changed_is_told_with_the_old_and_the_new(harbour: Harbour):
    (found,) = after_new_edition(harbour, SIGN, REPLY)
    assert (found.item, found.why, found.cited.quote) == ("q1", Why.CHANGED, REPLY)
    assert found.now
    assert (found.now.quote, found.now.edition, found.now.strength) == (REPLY_NOW, "2025", "must")
    assert "Harbour handbook 2025, Visitors" in found.now.label
    told = "says “within 10 working days”, no longer “within 15 working days”."
    assert found.about == f"Harbour handbook 2025 {told}"


def test_a_duty_that_became_weaker_is_told(harbour: Harbour):
    (found,) = after_new_edition(harbour, LADDER)
    assert found.about == "Harbour handbook 2025 says “should”, no longer “must”."
    assert found.now
    assert found.now.strength == "should"


def test_a_sentence_that_moved_is_not_stale(harbour: Harbour):
    assert after_new_edition(harbour, LANTERNS) == []


def test_a_sentence_that_went_is_told_without_new_words(harbour: Harbour):
    (found,) = after_new_edition(harbour, FISH)
    assert (found.why, found.now) == (Why.GONE, None)
    assert found.about == "Harbour handbook 2025 says nothing like this."


def test_an_item_of_a_list_is_stale_where_another_duty_leads_into_it(harbour: Harbour):
    (found,) = after_new_edition(harbour, BELL, FLAG)
    assert (found.item, found.why) == ("q0", Why.CHANGED)
    assert found.now
    assert found.now.quote == BELL.replace("must", "should")
    assert "says “should”, no longer “must”" in found.about


def test_a_condition_that_was_added_makes_a_whole_sentence_stale(harbour: Harbour):
    (found,) = after_new_edition(harbour, BOAT)
    assert found.why is Why.CHANGED
    assert found.now
    assert "calm enough" in found.now.quote


def test_a_part_of_a_sentence_may_be_followed_by_more(harbour: Harbour):
    assert after_new_edition(harbour, "when a ship gives the signal of distress") == []


def test_before_the_new_edition_applies_nothing_is_stale(harbour: Harbour):
    quiz = harbour.quiz(harbour.put(OLD), REPLY)
    harbour.put(NEW, "new.md", effective_from="2025-09-01")
    assert stale(harbour.library, quiz, date(2025, 8, 31)) == []
    assert len(stale(harbour.library, quiz, date(2025, 9, 1))) == 1


def test_a_text_that_was_added_anew_is_looked_through(harbour: Harbour):
    quiz = harbour.quiz(harbour.put(OLD), SIGN, REPLY)
    harbour.put(OLD.replace("15 working", "20 working").replace("## Visitors", "## All visitors"))
    (found,) = stale(harbour.library, quiz)
    assert (found.item, found.why) == ("q1", Why.CHANGED)
    assert "as it is held now, says “within 20 working days”" in found.about


def test_white_space_case_and_ligatures_make_no_difference(harbour: Harbour):
    quiz = harbour.quiz(harbour.put(OLD), SIGN)
    harbour.put(OLD.replace("before the gate", "be\u00adfore  the\tgate").replace("fish", "ﬁsh"))
    assert stale(harbour.library, quiz) == []


def test_a_document_that_is_not_held_any_more_is_told(harbour: Harbour):
    old = harbour.put(OLD)
    quiz = harbour.quiz(old, SIGN)
    harbour.library.remove(old.id)
    (found,) = stale(harbour.library, quiz)
    assert (found.why, found.now) == (Why.NOT_HELD, None)
    assert "Harbour handbook 2024 is not in the library" in found.about


def test_of_an_edition_that_is_not_held_any_more_the_words_are_sought_in_the_later(harbour: Harbour):
    old = harbour.put(OLD)
    quiz = harbour.quiz(old, SIGN, REPLY, FISH)
    harbour.put(NEW, "new.md")
    harbour.library.remove(old.id)
    assert [(one.item, one.why) for one in stale(harbour.library, quiz)] == [
        ("q1", Why.CHANGED),
        ("q2", Why.GONE),
    ]


@pytest.mark.parametrize(
    ("said", "why", "told"),
    [
        ({"superseded_by": "Harbour handbook 2026"}, Why.REPLACED, "superseded by Harbour handbook 2026"),
        ({"withdrawn": "2025-01-01"}, Why.WITHDRAWN, "withdrawn"),
    ],
)
def test_a_document_that_is_replaced_by_what_is_not_held_is_told_once(
    harbour: Harbour, said: dict[str, str], why: Why, told: str
):
    old = harbour.put(OLD, **said)
    (found,) = stale(harbour.library, harbour.quiz(old, SIGN, REPLY, LADDER))
    assert (found.item, found.why) == ("q0", why)
    assert told in found.about
    assert found.now
    assert found.now.quote == found.cited.quote


def test_what_names_its_source_only_by_its_label_is_held_against_it(harbour: Harbour):
    harbour.put(OLD)
    harbour.put(NEW, "new.md")
    label = "Harbour handbook 2024, Visitors, page 3"
    quiz = Quiz(
        items=(asking("a", Cited(quote=REPLY, label=label)), asking("b", Cited(quote=SIGN, label=label)))
    )
    assert [one.item for one in stale(harbour.library, quiz)] == ["a"]
    unknown = Quiz(items=(asking("a", Cited(quote=REPLY, label="Another book, page 1")),))
    assert [one.why for one in stale(harbour.library, unknown)] == [Why.NOT_HELD]


def test_a_quote_without_a_source_is_left_alone(harbour: Harbour):
    harbour.put(OLD)
    assert stale(harbour.library, Quiz(items=(asking("a", Cited(quote="Sail on.")),))) == []


def test_rejected_items_and_rules_known_to_be_replaced_are_left_alone(harbour: Harbour):
    old = harbour.put(OLD)
    cited = harbour.cited(REPLY, old)
    known = cited.model_copy(update={"standing": "Superseded by Harbour handbook 2025"})
    wrong = Option(text="15 working days", source="replaced rule", citations=(known,))
    options = (Option(text="10 working days", correct=True), wrong)
    new = harbour.put(NEW, "new.md")
    right = harbour.cited(REPLY_NOW, new)
    quiz = Quiz(
        items=(
            asking("a", cited, status=Status.REJECTED),
            asking("b", right, kind=Kind.SINGLE, options=options),
        )
    )
    assert stale(harbour.library, quiz) == []


def test_of_quizzes_that_are_kept_those_are_told_whose_words_changed(harbour: Harbour):
    old = harbour.put(OLD)
    store = QuizStore(database(Settings()))
    changed = harbour.quiz(old, SIGN, REPLY)
    same = harbour.quiz(old, SIGN).model_copy(update={"id": "same"})
    store.save(changed)
    store.save(same)
    store.save(Quiz(id="other", items=(asking("a"),)))
    harbour.put(NEW, "new.md")
    (found,) = touched(harbour.library, store, [old])
    assert (found.id, found.title) == ("harbour", "The harbour")
    assert [one.item for one in found.stale] == ["q1"]
    assert touched(harbour.library, store, []) == []


def test_every_sentence_of_a_document_stands_in_it(starter: assistant.Assistant):
    for document in starter.library.documents()[:6]:
        wording = Wording(starter.library, document.id)
        for passage in starter.library.passages_of(document.id):
            for index, sentence in enumerate(passage.sentences):
                lead = passage.led_by(index)
                quote = "\n".join(filter(None, (lead, passage.text[sentence.start : sentence.end])))
                assert all(wording.says(line) for line in lines(quote, passage)), quote
