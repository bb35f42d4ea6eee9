"""Where sentences begin and end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_a_full_stop_before_a_capital_ends_a_sentence():
    assert sentences("Tell the lead. Do not wait.") == ["Tell the lead.", "Do not wait."]


@pytest.mark.parametrize(
    "text",
    [
        "Share with others, e.g. Police and health.",
        "Some agencies (i.e. Housing) hold records.",
        "Speak to Dr. Khan about it.",
        "See para. 42 of the guidance.",
        "An enquiry under s. 47 of the Act.",
        "As decided in R v. Bournewood the rule holds.",
        "Ask J. Smith about it.",
        "See pp. 12 and 13, Sch. 2.",
        "It happened at 3.15 on the day.",
        "Version 2.14 applies to schools",
    ],
)
def test_an_abbreviation_or_initial_ends_no_sentence(text: str):
    assert sentences(text) == [text]


def test_a_closing_quote_or_bracket_belongs_to_the_sentence_it_ends():
    text = "She said “I am safe.” Nobody asked. (He was not told.) Why?"
    assert sentences(text) == ["She said “I am safe.”", "Nobody asked.", "(He was not told.)", "Why?"]


def test_a_question_and_an_exclamation_end_sentences_before_an_opening_quote():
    assert sentences("Is it urgent? “Yes!” Call 999.") == ["Is it urgent?", "“Yes!”", "Call 999."]


def test_a_full_stop_before_a_small_letter_ends_no_sentence():
    assert sentences("See gov.uk for more. then stop.") == ["See gov.uk for more. then stop."]


def test_text_without_words_has_no_sentences():
    assert sentence_spans(" \n\t ") == []


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(alphabet="ab AB.!?’”()[] \n•£1e.g", max_size=80))
def test_spans_are_in_order_and_leave_out_nothing_but_white_space(text: str):
    spans = sentence_spans(text)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    between = "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    assert not between.strip()
