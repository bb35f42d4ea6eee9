"""Quizzes that were made elsewhere, held against the guidance."""

from pathlib import Path

import pytest
from made_quiz_editions import NEW, OLD, REPLY, REPLY_NOW, SIGN, Harbour, asking

import assistant
from assistant.quiz.against import Held, Judged, held_against
from assistant.quiz.items import Item, Kind, Option, Pair, Quiz
from ingest.embedding import Embedder
from ingest.library import Library

CONFERENCE = "How soon after the strategy discussion should the initial child protection conference be held?"
REVIEW = "When should the first child protection review be held after the initial conference?"
CONSENT = "Does a practitioner need consent to share information where a child is at risk of harm?"
LADO = "The local authority designated officer should be informed of every allegation within {}."
CAPACITY = "A person must be assumed to have capacity unless it is shown that they lack it."


def asked(stem: str, *keys: str, kind: Kind = Kind.SINGLE) -> Item:
    options = (*(Option(text=key, correct=True) for key in keys), Option(text="None of this"))
    return Item(id="a", kind=kind, stem=stem, options=options)


def stated(statement: str, *, true: bool) -> Item:
    options = (Option(text="True", correct=true), Option(text="False", correct=not true))
    return Item(id="a", kind=Kind.TRUE_FALSE, stem=statement, options=options)


def counted(stem: str, number: int, unit: str = "") -> Item:
    return Item(id="a", kind=Kind.NUMBER, stem=stem, number=number, unit=unit)


def judged(asked_of: assistant.Assistant, item: Item) -> Judged:
    (found,) = held_against(asked_of, Quiz(items=(item,)))
    return found


CORE_GROUP = "How many working days after the initial child protection conference should the core group meet?"


@pytest.mark.parametrize(
    "item",
    [
        asked(CONFERENCE, "within 15 working days"),
        asked(REVIEW, "within 3 months"),
        asked("What is the longest that a child and family assessment should take?", "45 working days"),
        asked(CONSENT, "No"),
        asked("Who should be the ultimate decision maker on low-level concerns?", "The headteacher"),
        stated(LADO.format("one working day"), true=True),
        stated(LADO.format("five working days"), true=False),
        stated(CAPACITY, true=True),
        counted(CORE_GROUP, 10),
        counted(
            "Within what time should the core group meet after the initial conference?", 10, "working days"
        ),
    ],
    ids=lambda item: f"{item.stem[:50]} {item.number or item.key[0].text}",
)
def test_a_key_that_the_guidance_says_is_supported_with_its_words(starter: assistant.Assistant, item: Item):
    found = judged(starter, item)
    assert found.held is Held.SUPPORTED, found.about
    assert found.evidence
    passage = starter.library.passages([found.evidence.passage_id])[0]
    assert found.evidence.quote.split("\n")[-1] in passage.text


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (asked(CONFERENCE, "within 10 working days"), "15 working days"),
        (asked(CONFERENCE.replace("should", "must"), "within 15 working days"), "“should”"),
        (asked(REVIEW, "within 6 months"), "three months"),
        (asked(CONSENT, "Yes"), "not need consent"),
        (stated(LADO.format("five working days"), true=True), "one working day"),
        (stated(CAPACITY, true=False), "the key says that it is false"),
        (stated("The core group may meet within 10 working days of the conference.", true=True), "“should”"),
        (counted(CORE_GROUP, 5), "10 working days"),
    ],
    ids=lambda told: told if isinstance(told, str) else told.stem[:50],
)
def test_a_key_that_the_guidance_denies_is_contradicted_by_its_words(
    starter: assistant.Assistant, item: Item, told: str
):
    found = judged(starter, item)
    assert found.held is Held.CONTRADICTED, found.about
    assert told in found.about
    assert found.evidence


@pytest.mark.parametrize(
    "item",
    [
        asked("What is the capital of France?", "Paris"),
        asked("How soon must a fire extinguisher be serviced?", "within 12 months"),
        asked("Who must sign the visitors' book?", "every visitor"),
        stated("Swimming lessons must be offered within 10 working days.", true=True),
        stated("Swimming lessons must be offered within 10 working days.", true=False),
        asked("Who reports that FGM was carried out on a girl under 18?", "the fire brigade"),
    ],
    ids=lambda item: item.stem[:50],
)
def test_of_what_the_guidance_does_not_say_nothing_is_found(starter: assistant.Assistant, item: Item):
    found = judged(starter, item)
    assert (found.held, found.evidence) == (Held.NOT_FOUND, None), found.about


def test_of_several_right_answers_the_worst_is_told(starter: assistant.Assistant):
    both = asked(CONFERENCE, "within 15 working days", "within 10 working days", kind=Kind.MULTIPLE)
    found = judged(starter, both)
    assert found.held is Held.CONTRADICTED
    assert "15 working days" in found.about


def test_each_right_pair_of_a_matching_item_is_held_against_the_guidance(starter: assistant.Assistant):
    pairs = (
        Pair(
            prompt="should be held within three months of the initial conference",
            answer="The first child protection review",
        ),
        Pair(prompt="should be informed of every allegation within one working day", answer="The LADO"),
    )
    found = judged(starter, Item(id="a", kind=Kind.MATCHING, stem="Match.", pairs=pairs))
    assert found.held is Held.SUPPORTED, found.about


@pytest.fixture
def editions(library: Library, embedder: Embedder, tmp_path: Path) -> Harbour:
    return Harbour(library, embedder, tmp_path)


def test_a_key_that_only_a_replaced_edition_says_is_told_with_what_is_said_now(editions: Harbour):
    editions.put(OLD)
    editions.put(NEW, "new.md")
    asked_of = assistant.Assistant(editions.library, editions.embedder)
    stem = "Within how many working days must the harbour master reply to a complaint?"
    found = judged(asked_of, asked(stem, "15 working days"))
    assert found.held is Held.REPLACED, found.about
    assert found.about.startswith("Only Harbour handbook 2024 says this, which was replaced.")
    assert "Harbour handbook 2025 says “10 working days”" in found.about
    assert found.evidence
    assert found.evidence.quote == REPLY_NOW
    assert judged(asked_of, asked(stem, "10 working days")).held is Held.SUPPORTED


def test_what_an_item_cites_of_a_replaced_edition_counts_where_the_words_still_stand(editions: Harbour):
    old = editions.put(OLD)
    signs = asking("a", editions.cited(SIGN, old), kind=Kind.TRUE_FALSE, stem=SIGN)
    signs = signs.model_copy(update={"options": (Option(text="True", correct=True), Option(text="False"))})
    replies = signs.model_copy(update={"stem": REPLY, "citations": (editions.cited(REPLY, old),)})
    new = editions.put(NEW, "new.md")
    asked_of = assistant.Assistant(editions.library, editions.embedder)
    found = judged(asked_of, signs)
    assert found.held is Held.SUPPORTED
    assert found.evidence
    assert found.evidence.document_id == new.id
    assert judged(asked_of, replies).held is Held.REPLACED


def test_against_an_empty_library_nothing_is_found(library: Library, embedder: Embedder):
    assert judged(assistant.Assistant(library, embedder), asked(CONSENT, "No")).held is Held.NOT_FOUND
