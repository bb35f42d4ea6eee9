"""The hand-out and the key on paper: all that participants need, and nothing that tells them the answer."""

import re
import unicodedata
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from made_quizzes import (
    NASTY,
    WHY,
    cited,
    everything,
    matching,
    multiple,
    number,
    ordering,
    single,
    stages,
    truth,
)

from assistant.quiz.formats import Form, exported, losses
from assistant.quiz.formats.telling import shuffled, told
from assistant.quiz.items import Quiz

HANDOUTS = (Form.HANDOUT_DOCX, Form.HANDOUT_PDF)
KEYS = (Form.KEY_DOCX, Form.KEY_PDF)
both = pytest.mark.parametrize("form", HANDOUTS + KEYS)
SIGNS = re.compile(r"[\s\xad\ufffe\u2010\u2011-]+")
"""White space, and the hyphens at which a PDF may part a word."""


def text_of(made, form):
    content = exported(made, form)
    if form.suffix == ".docx":
        return "\n".join(one.text for one in Document(BytesIO(content)).paragraphs)
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def bare(text):
    return SIGNS.sub("", unicodedata.normalize("NFC", text))


def quiz(*items, **changes):
    return Quiz(title="Neglect", items=items, made="2026-11-01", **changes)


EACH = (
    single(vignette="A pupil is late."),
    multiple(),
    truth(rationale=WHY, citations=(cited(),), objective="Say how long records are kept"),
    matching(),
    ordering(),
    number(),
)


@both
def test_a_sheet_shows_situations_questions_and_options(form):
    text = bare(text_of(quiz(*EACH), form))
    for item in EACH:
        assert bare(item.situation) in text
        assert bare(item.stem) in text
        for option in item.options:
            assert bare(option.text) in text
        for answer in (*item.answers, *(pair.prompt for pair in item.pairs)):
            assert bare(answer) in text
    assert "☐A.TelltheDSL" in text


@pytest.mark.parametrize("form", HANDOUTS)
def test_a_hand_out_tells_no_answer(form):
    text = bare(text_of(quiz(*EACH), form))
    for told_of in (WHY, "right answer", "A is right", "B is right", "must act", "KCSIE", "What this shows"):
        assert bare(told_of) not in text
    assert "15" not in text.split("Question6")[1]


@pytest.mark.parametrize("form", KEYS)
def test_a_key_tells_what_is_right_and_why_and_where_it_stands(form):
    text = bare(text_of(quiz(*EACH), form))
    for told_of in (
        "the right answer is B.",
        "the right answer is A, C.",
        f"A is wrong: Tell the DSL: {WHY}",
        f"B is right: Wait: {WHY}",
        "The school must act.",
        "(strongest duty word: must)",
        "KCSIE 2026, paragraph 12 (September 2026)",
        "What this shows: Say how long records are kept",
        "the right answer is 15 working days.",
        "B → two: B so",
    ):
        assert bare(told_of) in text


@pytest.mark.parametrize("form", KEYS)
def test_the_letters_of_the_key_are_those_of_the_hand_out(form):
    handout = text_of(quiz(ordering(), matching()), Form.HANDOUT_DOCX).split("\n")
    letters = {
        text: letter for letter, text in (line.split(". ", 1) for line in handout if line[1:3] == ". ")
    }
    key = bare(text_of(quiz(ordering(), matching()), form))
    order = ", ".join(letters[text] for text in ("First", "Second", "Third"))
    pairs = ", ".join(f"{n} {letters[text]}" for n, text in enumerate(("one", "two", "one"), 1))
    assert bare(f"the right answer is {order}.") in key
    assert bare(f"the right answer is {pairs}.") in key
    assert [letters["First"], letters["Second"], letters["Third"]] != ["A", "B", "C"]


@given(st.lists(st.text(max_size=3), max_size=8), st.text(max_size=5))
def test_what_is_shuffled_is_never_in_its_own_order_if_there_is_another(texts, seed):
    order = shuffled(texts, seed)
    assert sorted(order) == list(range(len(texts)))
    assert order == shuffled(texts, seed)
    assert len(set(texts)) < 2 or [texts[place] for place in order] != texts


@both
def test_a_staged_scenario_unfolds_below_one_heading(form):
    first, second = stages()
    text = bare(text_of(quiz(first, single(), second), form))
    assert text.count("Scenario1") == 1
    assert text.count(bare("A pupil is often late.")) == 1
    places = [
        text.index(bare(part))
        for part in (
            "Stage 1: question 1",
            "A pupil is often late.",
            "Stage 2: question 2",
            "He says",
            "Question 3",
        )
    ]
    assert places == sorted(places)


@both
def test_a_sheet_says_what_it_is_and_who_has_looked_at_it(form):
    made = quiz(single(), reviewed_by="A. Trainer", reviewed_on="2026-11-02", pass_mark=70, topic="Neglect")
    text = bare(text_of(made, form))
    for told_of in ("1 question, 70 per cent", "Reviewed by A. Trainer 2 November 2026", "Draft: 1 of 1"):
        assert bare(told_of) in text


@both
def test_nasty_texts_are_shown_to_the_letter(form):
    text = bare(text_of(everything(), form))
    for nasty in NASTY:
        if form.suffix == ".pdf" and any(ord(sign) > 0x2FFF or "\u0600" < sign < "\u06ff" for sign in nasty):
            continue  # the fonts lack emoji, and what is written from right to left is read in another order
        for line in told(nasty).split("\n"):
            assert bare(line) in text


def test_signs_that_no_font_has_are_named():
    made = quiz(single(stem="Well 👩?"))
    for form in (Form.HANDOUT_PDF, Form.KEY_PDF):
        assert any("👩" in sentence for sentence in losses(made, form))
    assert not any("👩" in sentence for sentence in losses(made, Form.HANDOUT_DOCX))


def test_numbers_of_items_name_their_place_in_both_sheets():
    made = quiz(*EACH)
    headings = [
        [
            one.text
            for one in Document(BytesIO(exported(made, form))).paragraphs
            if one.style.name == "Heading 1"
        ]
        for form in (Form.HANDOUT_DOCX, Form.KEY_DOCX)
    ]
    assert headings[0] == headings[1] == [f"Question {number}" for number in range(1, 7)]
