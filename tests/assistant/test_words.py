"""The words of questions: what is kept of them, and what guidance calls the same things."""

import pytest

from assistant.words import any_of, content_words, guidance_terms, stem, stems, tokens


def test_tokens_are_lower_case_words_and_numbers_without_possessive_endings():
    assert tokens("The child’s plan: 45 working-days, the DSL's") == [
        "the", "child", "plan", "45", "working", "days", "the", "dsl",
    ]  # fmt: skip


def test_words_of_one_stem_are_the_same():
    assert stem("referral") != stem("police")
    assert stems("refers referring referred") == {stem("refer")}


def test_stop_words_and_single_letters_are_no_content_but_digits_are():
    assert content_words("How soon must I, a DSL, tell the police within 5 days? Tell!") == [
        "soon", "dsl", "tell", "police", "within", "5", "days",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Who is the LADO?", "local authority designated officer"),
        ("who is the lado?", "local authority designated officer"),
        ("Is a CP plan needed?", "child protection"),
        ("What is the DSL’s role?", "designated safeguarding lead"),
        ("Who rings social services?", "children's social care local authority"),
        ("A kid told me", "child"),
    ],
)
def test_a_short_or_lay_word_brings_guidances_own(question: str, term: str):
    assert term in guidance_terms(question)


@pytest.mark.parametrize(
    "question", ["Is la Paz far?", "the ap is shut", "adopt", "What is a kidney?", "cabin crew", "Who met?"]
)
def test_a_short_acronym_must_be_in_capitals_and_every_word_must_be_whole(question: str):
    assert guidance_terms(question) == []


def test_each_term_comes_once():
    terms = guidance_terms("Tell a teen or a teenager about the DSL and the DSL")
    assert len(terms) == len(set(terms)) == 2


def test_any_of_compares_by_stem():
    assert any_of(["referrals"], stems("a referral"))
    assert not any_of(["police"], stems("a referral"))
