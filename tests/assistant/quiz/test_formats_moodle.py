"""Moodle XML as others read it: Python's own parsers of XML and HTML, and moodle-xml-parser."""

from html import unescape
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from made_quizzes import (
    NASTY,
    cited,
    everything,
    matching,
    multiple,
    number,
    ordering,
    quizzes,
    single,
    stages,
)
from moodle_xml_parser import parser as independent
from reading_html import shown, tags

from assistant.quiz.formats import Form, exported
from assistant.quiz.formats.telling import explanation, told
from assistant.quiz.items import Kind, Quiz

TYPES = {
    Kind.SINGLE: "multichoice",
    Kind.MULTIPLE: "multichoice",
    Kind.TRUE_FALSE: "truefalse",
    Kind.MATCHING: "matching",
    Kind.ORDERING: "ordering",
    Kind.NUMBER: "numerical",
}


def questions(made):
    root = ElementTree.fromstring(exported(made, Form.MOODLE))  # noqa: S314
    return [one for one in root.iter("question") if one.get("type") != "category"]


def html(element, path):
    return element.findtext(f"{path}/text") or ""


@given(quizzes)
@settings(max_examples=60)
def test_python_reads_the_same(made):
    check(made)


def test_python_reads_the_same_nasty_texts():
    check(everything())


def check(made):
    for item, question in zip(made.items, questions(made), strict=True):
        assert question.get("type") == TYPES[item.kind]
        assert question.findtext("idnumber") == item.id
        situation, stem = told(item.situation), told(item.stem)
        assert shown(html(question, "questiontext")) == "\n\n".join(filter(None, (situation, stem)))
        assert shown(html(question, "generalfeedback")) == explanation(item)
        for path in ("questiontext", "generalfeedback", "answer", "answer/feedback", "subquestion"):
            for element in question.findall(path):
                assert tags(element.findtext("text")) <= {"p", "br", "div"}
        check_answers(item, question)


def check_answers(item, question):
    answers = question.findall("answer")
    if item.kind is Kind.NUMBER:
        assert [(one.findtext("text"), one.get("fraction")) for one in answers] == [(str(item.number), "100")]
        assert answers[0].findtext("tolerance") == "0"
        assert (question.findtext("units/unit/unit_name") or "") == item.unit
    elif item.kind is Kind.MATCHING:
        read = [
            (shown(html(one, ".")), unescape(html(one, "answer"))) for one in question.iter("subquestion")
        ]
        pairs = [(told(pair.prompt), told(pair.answer)) for pair in item.pairs]
        assert read == [*pairs, *(("", told(other)) for other in item.others)]
    elif item.kind is Kind.ORDERING:
        assert [shown(one.findtext("text")) for one in answers] == [told(one.text) for one in item.options]
    else:
        read = [(shown(one.findtext("text")), float(one.get("fraction")) > 0) for one in answers]
        words = [told(one.text) for one in item.options]
        if item.kind is Kind.TRUE_FALSE:
            words = [word.lower() for word in words]
        assert read == list(zip(words, (one.correct for one in item.options), strict=True))
        said = [shown(html(one, "feedback")) for one in answers]
        assert said == [told(one.rationale) for one in item.options]


def as_it_reads(text):
    """moodle-xml-parser resolves the entities of HTML before anybody has looked for tags, so that a text that
    looks like a tag is one by then; what it holds is compared after that."""
    return " ".join(text.replace("<p>", " ").replace("</p>", " ").replace("<br>", " ").split())


def test_moodle_xml_parser_reads_the_same_choices():
    made = everything()
    kept = [item for item in made.items if item.kind in (Kind.SINGLE, Kind.MULTIPLE)]
    read = independent.parse_bytes(exported(made, Form.MOODLE))["multichoice"]
    assert len(read) == len(kept)
    for item, one in zip(kept, read, strict=True):
        assert one.single is (item.kind is Kind.SINGLE)
        asked = one.text_pre_parse.replace('<div class="situation">', "").replace("</div>", "")
        assert as_it_reads(asked) == as_it_reads(f"{told(item.situation)} {told(item.stem)}")
        for option, found in zip(item.options, one.options, strict=True):
            assert (found.score_fraction > 0) is option.correct
            assert as_it_reads(found.answer) == as_it_reads(told(option.text))
            assert as_it_reads(found.feedback) == as_it_reads(told(option.rationale))


def test_shares_of_a_point_are_those_that_moodle_knows():
    question = questions(Quiz(items=(multiple(texts=tuple("abcde")),)))[0]
    assert [one.get("fraction") for one in question.iter("answer")] == [
        "33.33333", "-100", "33.33333", "-100", "33.33333",
    ]  # fmt: skip
    assert question.findtext("single") == "false"


def test_a_matching_question_is_worth_a_point_for_each_pair():
    question = questions(Quiz(items=(matching(),)))[0]
    assert question.findtext("defaultgrade") == "3"


def test_an_ordering_is_of_moodles_own_type():
    question = questions(Quiz(items=(ordering(),)))[0]
    assert [one.get("fraction") for one in question.iter("answer")] == ["1.0000000", "2.0000000", "3.0000000"]
    assert question.findtext("layouttype") == "VERTICAL"
    assert question.findtext("gradingtype") == "ALL_OR_NOTHING"


def test_a_unit_may_be_typed_with_the_number():
    with_unit, without = questions(Quiz(items=(number(), number("bare", unit=""))))
    assert with_unit.findtext("showunits") == "0"
    assert (without.findtext("showunits"), without.find("units")) == ("3", None)


def test_a_stage_repeats_what_was_told_before():
    second = questions(Quiz(items=stages()))[1]
    assert html(second, "questiontext").startswith(
        '<div class="situation"><p>A pupil is often late.</p><p>He says that he is hungry.</p></div>'
    )
    assert [html(tag, ".") for tag in second.iter("tag")] == [
        "level: 1", "scenario: tale", "stage: 2", "status: draft",
    ]  # fmt: skip


def test_the_quotes_stand_in_the_general_feedback_with_their_labels():
    question = questions(Quiz(items=(single(citations=(cited(standing="superseded"),)),)))[0]
    assert html(question, "generalfeedback") == (
        "<p>“The school must act.”<br>— KCSIE 2026, paragraph 12 [superseded]</p>"
    )


@pytest.mark.parametrize("text", NASTY)
def test_tags_names_and_the_category_hold_any_text(text):
    made = Quiz(title=text, items=(single(topic=text, role=text, stem=text),))
    question = questions(made)[0]
    assert "<" not in html(question, "name")
    assert all(len(html(tag, ".")) <= 50 and "<" not in html(tag, ".") for tag in question.iter("tag"))
