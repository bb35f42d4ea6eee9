"""The reader of names: by lists, by what stands around a word, and at any place of a long text."""

import pytest

from assistant.privacy import words
from assistant.privacy.names import LIKELY, SURE, names_in
from assistant.privacy.reading import MOST_TOKENS, likelihoods, stretches
from assistant.privacy.words import words_of


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in names_in(text)]


def likely(text: str) -> dict[str, float]:
    seen = words_of(text)
    return {word.text: float(one) for word, one in zip(seen, likelihoods(text, seen), strict=True)}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("thunder", "is thunder safe at home"),
        ("harbour", "what happens if harbour is late"),
        ("cinnamon", "who pays for cinnamon"),
    ],
)
def test_a_name_that_is_added_to_the_list_is_found(monkeypatch, name, text):
    assert found(text) == []
    listed = words._names
    monkeypatch.setattr(
        words, "_names", lambda which: listed(which) | ({name} if which == "given_names" else frozenset())
    )
    assert found(text) == [name]


@pytest.mark.parametrize("name", ["quorvik", "Thistlewen", "MEVLIN", "zanifer-pozgar"])
def test_a_name_on_no_list_is_found_by_what_stands_around_it(name):
    assert found(f"tell {name} i am sorry") == [name]


def test_one_word_is_a_name_or_none_by_what_stands_around_it():
    assert likely("Mark told me that his dad hits him.")["Mark"] > LIKELY
    assert likely("Mark the record as confidential.")["Mark"] < LIKELY
    assert likely("will my friend grace be asked too")["grace"] > SURE
    assert likely("how many days of grace are there")["grace"] < LIKELY


def test_a_name_is_found_at_any_place_of_a_long_text():
    talk = "The policy was read again and nothing in it had to change, as nobody had asked for more. "
    text = f"{talk * 20}Tell Quorvik. {talk * 20}Amara Nwosu told me. {'and so on ' * 300}ask Zanifer"
    assert found(text) == ["Quorvik", "Amara Nwosu", "Zanifer"]


def test_stretches_take_whole_sentences_and_every_word_once():
    text = "One two three. Four five six. Seven eight nine."
    seen = words_of(text)
    assert list(stretches(seen, [MOST_TOKENS // 5] * 9)) == [(0, 3), (3, 6), (6, 9)]
    assert list(stretches(seen, [1] * 9)) == [(0, 9)]
    assert list(stretches(seen, [MOST_TOKENS * 2] * 9)) == [(at, at + 1) for at in range(9)]


def test_a_text_without_words_has_no_names():
    assert likelihoods("…", []).shape == (0,)
    assert found("… 12") == []


def test_a_surname_that_is_a_place_goes_with_the_name_before_it():
    assert found("Amara Bradford told me that she is scared.") == ["Amara Bradford"]
    assert found("What are the thresholds in Bradford?") == []
