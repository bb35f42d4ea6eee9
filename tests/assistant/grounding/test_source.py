"""Passages and sentences as what a statement is checked against."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_found import document, heading, items, paragraph, passage

from assistant.grounding.evidence import Evidence
from assistant.grounding.source import Source, evidence, of_passage, of_sentences
from assistant.grounding.text import read

LIST = passage(
    heading("Core group"),
    paragraph("First words stand here. The group should:"),
    *items("meet soon;", "write a plan."),
)


def texts(source: Source) -> list[str]:
    return [one.text for one in source.sentences]


@given(st.lists(st.text(), max_size=6))
def test_sentences_are_a_source_of_their_own(sentences: list[str]):
    source = of_sentences(sentences)
    assert [source.text[start:end] for start, end in source.spans] == sentences
    assert texts(source) == [sentence.strip() for sentence in sentences]


def test_the_sentences_of_a_passage_are_read_after_what_leads_into_them():
    source = of_passage(LIST)
    assert [source.text[start:end] for start, end in source.spans] == [
        LIST.text[one.start : one.end] for one in LIST.sentences
    ]
    assert texts(source)[0] == "First words stand here."
    assert texts(source)[-2:] == ["The group should: meet soon;", "The group should: write a plan."]


def test_headings_and_what_the_document_is_called_stand_above():
    assert of_passage(LIST).above == "Core group"
    above = of_passage(LIST, document(1, title="Working Guide", edition="2023", publisher="Hillshire")).above
    assert above.startswith("Working Guide")
    assert "Hillshire" in above
    assert above.endswith("Core group")


def test_what_stands_above_is_said_once():
    assert of_passage(LIST, document(1, title="Core group")).above.count("Core group") == 1


def test_evidence_is_in_the_order_of_the_sources():
    first, second = of_sentences(["One.", "Two."]), of_sentences(["Three.", "Four."])
    found = evidence([first, second], [2, 0])
    assert found.sentences == ("One.", "Three.")
    assert found.main.text == "Three."
    assert found.whole.text == "One.\nThree."
    assert found.around == "Three.\nFour. One.\nTwo."


@pytest.mark.parametrize(
    ("places", "sentences", "main"),
    [
        ([0], ("First words stand here.",), "First words stand here."),
        ([2], ("The group should:", "meet soon;"), "The group should: meet soon;"),
        ([3, 2], ("The group should:", "meet soon;", "write a plan."), "The group should: write a plan."),
        ([1, 3], ("The group should:", "write a plan."), "The group should:"),
    ],
)
def test_a_lead_in_is_said_once(places: list[int], sentences: tuple[str, ...], main: str):
    found = evidence([of_passage(LIST)], places)
    assert (found.sentences, found.main.text) == (sentences, main)


def test_a_sentence_that_stands_in_two_sources_is_said_once():
    same = of_sentences(["Tell the lead."])
    found = evidence([same, same], [1, 0])
    assert found.sentences == ("Tell the lead.",)
    assert found.main.text == "Tell the lead."


def test_only_the_sources_that_are_used_stand_around_and_above():
    one, other = Source("Tell it.", ((0, 8),), ("",), "Guide"), Source("Ask it.", ((0, 7),), ("",), "Rules")
    found = evidence([one, other], [1])
    assert (found.around, found.above) == ("Ask it.", "Rules")


def test_how_much_is_taken_up_is_handed_on():
    assert evidence([of_sentences(["Tell."])], [0]).taken_up(read("x")) == 0
    assert evidence([of_sentences(["Tell."])], [0], lambda words: 0.7).taken_up(read("x")) == 0.7


def test_the_best_sentence_is_the_main_one():
    assert Evidence(("One.", "Two."), best="Two.").main.text == "Two."
    assert Evidence(("One.", "Two.")).main.text == "One."
