"""Every form of a quiz: what all have in common, what each loses, and the small ones to the letter."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
from hypothesis import given, settings
from made_quizzes import everything, multiple, number, quizzes, single, stages, truth

from assistant.exporting import file_name
from assistant.quiz.formats import Form, exported, losses
from assistant.quiz.formats.telling import question, told
from assistant.quiz.items import Item, Kind, Option, Quiz, Status, from_json

each_form = pytest.mark.parametrize("form", Form)


def squeezed(text):
    return " ".join(told(text).split())


def quiz(*items, **changes):
    return Quiz(title="Quiz", items=items, made="2026-11-01", **changes)


@each_form
def test_every_form_holds_any_text_and_is_the_same_twice(form):
    whole = everything()
    assert exported(whole, form)
    if not form.name.endswith("DOCX") and not form.name.endswith("PDF"):
        assert exported(whole, form) == exported(whole, form)


@each_form
def test_every_form_takes_a_quiz_without_items(form):
    assert isinstance(exported(Quiz(), form), bytes)
    assert all(sentence.endswith(".") for sentence in losses(Quiz(), form))


@each_form
def test_rejected_items_are_in_no_form_but_the_native_one(form):
    gone = single("gone", stem="Xyzzy", status=Status.REJECTED)
    left = quiz(single(), gone)
    told_of = any("rejected" in sentence for sentence in losses(left, form))
    assert told_of is (form is not Form.JSON)
    if form is Form.JSON:
        assert from_json(exported(left, form)) == left
    elif form not in (Form.QTI, Form.H5P) and not form.name.endswith(("DOCX", "PDF")):
        assert exported(left, form) == exported(quiz(single()), form)


def test_forms_are_told_apart():
    assert len(list(Form)) == 11
    assert len({form.label for form in Form}) == 11
    assert file_name("A quiz", date(2026, 11, 1), Form.GIFT.suffix) == "a-quiz-2026-11-01.gift.txt"


def test_the_native_form_loses_nothing():
    whole = everything()
    assert losses(whole, Form.JSON) == ()
    assert json.loads(exported(whole, Form.JSON))["title"] == whole.title


@each_form
def test_what_is_lost_is_said_in_plain_sentences(form):
    for sentence in losses(everything(), form):
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert "{" not in sentence


def test_losses_count_the_items_that_they_touch():
    said = losses(quiz(single(), multiple(), number()), Form.AIKEN)
    assert "2 items are left out: Aiken holds only questions with one right answer." in said
    one = Item(id="a", kind=Kind.SINGLE, stem="?", options=(Option(text="a", correct=True), Option(text="b")))
    assert losses(quiz(one), Form.AIKEN) == ()
    assert any("staged" in sentence for sentence in losses(quiz(*stages()), Form.MOODLE))


def test_more_right_answers_than_moodle_has_shares_for_are_left_out_and_said():
    many = Item(
        id="many",
        kind=Kind.MULTIPLE,
        stem="Which?",
        options=tuple(Option(text=str(place), correct=place < 11) for place in range(13)),
    )
    for form in (Form.GIFT, Form.MOODLE):
        assert any("11" not in sentence and "10 right" in sentence for sentence in losses(quiz(many), form))
        assert b"Which?" not in exported(quiz(many), form)


# Aiken: no parser of it is on PyPI, so the rules of Moodle's own importer are written down here once more.


def aiken(content):
    found, asked, options = [], None, []
    for raw in content.decode().split("\n"):
        line = raw.strip()
        if len(line) < 2:
            continue
        if line[0] in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" and line[1] in ".)":
            assert asked is not None, line
            options.append(line[2:].strip())
        elif line.startswith("ANSWER:"):
            found.append((asked.removeprefix("Question: "), options, ord(line[7:].strip()[0]) - ord("A")))
            asked, options = None, []
        else:
            assert asked is None, line
            asked = line
    return found


@given(quizzes)
@settings(max_examples=60)
def test_aiken_is_read_as_moodle_reads_it(made):
    check_aiken(made)


def check_aiken(made):
    held = [one for one in made.items if one.kind in (Kind.SINGLE, Kind.TRUE_FALSE)]
    read = aiken(exported(made, Form.AIKEN))
    assert [asked for asked, *_ in read] == [
        squeezed(question(one)).removeprefix("Question: ") for one in held
    ]
    assert [options for _, options, _ in read] == [[squeezed(o.text) for o in one.options] for one in held]
    assert [one.options[place].correct for one, (*_, place) in zip(held, read, strict=True)] == [True] * len(
        held
    )


def test_aiken_holds_nasty_texts():
    check_aiken(everything())


# CSV


def rows(content):
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def cell(text):
    return text[1:] if text.startswith("'") else text


@given(quizzes)
@settings(max_examples=60)
def test_a_table_holds_every_text(made):
    check_table(made)


def check_table(made):
    for item, row in zip(made.items, rows(exported(made, Form.CSV)), strict=True):
        assert row["kind"] == item.kind
        assert cell(row["situation"]) == told(item.situation)
        assert cell(row["question"]).startswith(told(item.stem))
        letters = [chr(ord("A") + place) for place in range(26) if f"option {chr(ord('A') + place)}" in row]
        options = [cell(row[f"option {letter}"]) for letter in letters]
        answers = [cell(row[f"option {letter}: answer"]) for letter in letters]
        if item.kind is Kind.NUMBER:
            assert cell(row["right answer"]) == str(item.number)
        elif item.kind is Kind.MATCHING:
            given_, belongs = [told(pair.prompt) for pair in item.pairs], [told(p.answer) for p in item.pairs]
            assert options[: len(item.pairs)] == given_
            assert answers[: len(item.pairs)] == belongs
        else:
            assert options[: len(item.options)] == [told(one.text) for one in item.options]
            right = [one.correct for one in item.options]
            assert [letter in row["right answer"] for letter in letters[: len(right)]] == right
            said = [cell(row[f"option {letter}: feedback"]) for letter in letters[: len(right)]]
            assert said == [told(one.rationale) for one in item.options]


def test_a_table_holds_nasty_texts_and_no_formulas():
    check_table(everything())
    content = exported(everything(), Form.CSV)
    assert content.startswith(b"\xef\xbb\xbf")
    for row in rows(content):
        assert not any(value.startswith(("=", "+", "-", "@", "\t")) for value in row.values())


def test_true_or_false_with_other_words_is_asked_as_a_choice():
    yes = truth(stem="Is it?").model_copy(
        update={"options": (Option(text="Yes", correct=True), Option(text="No"))}
    )
    assert b'type="multichoice"' in exported(quiz(yes), Form.MOODLE)
    assert b"=Yes" in exported(quiz(yes), Form.GIFT)
