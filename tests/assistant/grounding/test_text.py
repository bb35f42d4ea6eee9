"""Words of a text, what they weigh, and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.text import Text, rarity, read


def plain(text: str) -> list[str]:
    return [word.plain for word in read(text).words]


@given(st.text())
def test_words_stand_in_their_text_in_order(text: str):
    end = 0
    for word in read(text).words:
        assert end <= word.start < word.end <= len(text)
        end = word.end


@given(st.text())
def test_telling_words_are_words_each_stem_once(text: str):
    telling = read(text).telling
    assert set(telling) <= set(read(text).words)
    assert len({word.stem for word in telling}) == len(telling)
    assert all(word.weight > 0 for word in telling)


@given(st.text(), st.text())
def test_what_is_covered_is_a_share(one: str, other: str):
    assert 0 <= read(one).covered(read(other).stems) <= 1 + 1e-9
    assert read(one).covered(read(one).stems) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The child's school", ["the", "child", "school"]),
        ("the parents’ wishes", ["the", "parents", "wishes"]),
        ("don’t", ["don't"]),
        ("1,500 or 2.5 homes.", ["1,500", "or", "2.5", "homes"]),
        ("under_scored – twice-told", ["under", "scored", "twice", "told"]),
        ("s.47(1)", ["s.47", "1"]),
        ("", []),
        ("… – !", []),
    ],
)
def test_words_are_plain(text: str, words: list[str]):
    assert plain(text) == words


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Tell the Hillshire council.", ["hillshire"]),
        ("Tell it. The Board decides.", ["board"]),
        ("“Children” are heard", []),
        ("It says: Tell them", []),
        ("the DSL and the LADO", ["dsl", "lado"]),
        ("first\nSecond line", []),
    ],
)
def test_names_have_a_capital_letter_that_opens_no_sentence(text: str, named: list[str]):
    assert [word.plain for word in read(text).words if word.named] == named


def test_small_words_tell_nothing():
    text = read("It is to be of the same.")
    assert text.telling == ()
    assert text.weight == 0
    assert text.covered(frozenset()) == 1


def test_the_first_of_a_stem_tells():
    text = read("Referrals: write down each referral.")
    assert {text.text[word.start : word.end] for word in text.telling} == {"Referrals", "write"}


def test_stems_hold_the_small_words_too():
    assert read("The children are told.").stems >= {"the", "told"}


@pytest.mark.parametrize(
    ("often", "seldom"), [("people", "safeguarding"), ("child", "coroner"), ("school", "childminder")]
)
def test_a_seldom_word_weighs_more(often: str, seldom: str):
    assert 0 < rarity(often) < rarity(seldom)


def test_a_long_number_weighs_as_its_beginning():
    assert rarity("1234567") == rarity("123")


@pytest.mark.parametrize(("held", "share"), [("council", 0), ("the council told the police", 1)])
def test_coverage_is_by_weight(held: str, share: float):
    assert read("Police told.").covered(read(held).stems) == share
    assert read("Police, council.").covered(read("council").stems) == pytest.approx(
        rarity("council") / (rarity("council") + rarity("police"))
    )


def test_a_text_is_read_once():
    assert isinstance(read("Tell the police."), Text)
    assert read("Tell the police.") is read("Tell the police.")
