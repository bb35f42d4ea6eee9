"""Quizzes read back: our own forms to the letter, those of others as far as they go, the rest refused."""

from contextlib import nullcontext, suppress

import pytest
from hypothesis import given, settings
from made_quizzes import everything, multiple, quizzes, single, stages

from assistant.quiz.formats import Form, exported, imported
from assistant.quiz.formats.importing import LARGEST
from assistant.quiz.formats.telling import told
from assistant.quiz.items import Kind, Quiz, QuizError

READ_BACK = pytest.mark.parametrize(("form", "name"), [(Form.GIFT, "q.gift"), (Form.MOODLE, "q.xml")])


def held(item, form):
    """What a form holds of an item: texts as they are told, citations by words and label."""
    arrow = (lambda text: text.replace("->", "→")) if form is Form.GIFT else (lambda text: text)
    prompts = arrow if item.kind in (Kind.MATCHING, Kind.ORDERING) else (lambda text: text)
    return {
        "id": item.id,
        "kind": item.kind,
        "situation": told(item.situation),
        "stem": told(item.stem),
        "options": [(prompts(told(one.text)), one.correct, told(one.rationale)) for one in item.options],
        "pairs": [(prompts(told(one.prompt)), told(one.answer)) for one in item.pairs],
        "others": [told(other) for other in item.others],
        "number": (item.number, item.unit),
        "about": (item.topic, item.role, item.level, item.story, item.stage, item.status),
    }


@READ_BACK
@given(made=quizzes)
@settings(max_examples=80)
def test_what_was_exported_is_read_back(form, name, made):
    check(made, form, name)


@READ_BACK
def test_nasty_texts_are_read_back(form, name):
    check(everything(), form, name)


def check(made, form, name):
    read = imported(exported(made, form), name)
    assert read.skipped == ()
    assert read.quiz.title == made.title
    assert [held(one, form) for one in read.quiz.items] == [held(one, form) for one in made.items]


@READ_BACK
def test_rationales_and_quotes_are_read_back_apart(form, name):
    read = imported(exported(everything(), form), name).quiz.items
    for item, found in zip(everything().items[:9], read, strict=False):
        assert found.rationale == told(item.rationale)
        assert [pair.rationale for pair in found.pairs] == [told(pair.rationale) for pair in item.pairs]
        assert [(one.quote, one.label) for one in found.citations] == [
            (one.quote, one.label or one.document) for one in item.cited
        ]


@READ_BACK
def test_a_quiz_that_was_read_is_exported_the_same(form, name):
    once = exported(everything(), form)
    assert exported(imported(once, name).quiz, form) == once


def test_the_native_form_is_read_back_whole():
    whole = Quiz(title="Q", items=(single(), multiple(), *stages()), pass_mark=70, reviewed_by="A")
    assert imported(exported(whole, Form.JSON), "Quiz.JSON").quiz == whole


OTHERS = """\
// made by hand

What is 2 + 2? { =4 #yes ~3 #no
~5 }

::Essay:: Write about it. {}

::Text:: A description only.

Grant is {~buried =entombed ~living} in Grant's tomb.

Who? {=Anna =Ben}

How many? {#10:2}

The sun rises in the east.{T}

::Part:: Which? {=a ~%50%b ~c}

[html]<p>Bold <b>words</b> &amp; more</p>{=yes ~no}

$CATEGORY: top/Mine
"""


def test_gift_of_others_is_read_as_far_as_it_goes():
    read = imported(OTHERS.encode("utf-8-sig"), "bank.txt")
    assert read.quiz.title == "Mine"
    assert [one.stem for one in read.quiz.items] == [
        "What is 2 + 2?",
        "Grant is _____ in Grant's tomb.",
        "The sun rises in the east.",
        "Which?",
        "Bold words & more",
    ]
    first = read.quiz.items[0]
    assert [(one.text, one.correct, one.rationale) for one in first.options] == [
        ("4", True, "yes"),
        ("3", False, "no"),
        ("5", False, ""),
    ]
    assert [sentence.split(":")[0].split(", but")[0] for sentence in read.skipped] == [
        "Question 2 (“Write about it.”) is left out",
        "Question 3 (“A description only.”) is left out",
        "Question 5 (“Who?”) is left out",
        "Question 6 (“How many?”) is left out",
        "Question 8 (“Which?”) was read",
    ]


def moodle(inside, before=""):
    return f'<?xml version="1.0"?>{before}<quiz><question {inside}</question></quiz>'.encode()


CHOICE = (
    'type="multichoice"><questiontext format="{form}"><text>{text}</text></questiontext><single>true</single>'
    '<answer fraction="100"><text>Yes</text></answer><answer fraction="0"><text>No</text></answer>'
)


@pytest.mark.parametrize(
    ("form", "text", "stem"),
    [
        (
            "html",
            "&lt;p&gt;One\n  two&lt;/p&gt;&lt;ul&gt;&lt;li&gt;a&lt;/li&gt;&lt;/ul&gt;",
            "One two\n\n• a",
        ),
        ("html", "<![CDATA[<script>alert(1)</script><p onclick='x'>Hi<br>you</p>]]>", "Hi\nyou"),
        ("plain_text", "5 &lt; 6 &lt;b&gt;", "5 < 6 <b>"),
        ("markdown", "*a*", "*a*"),
        ("moodle_auto_format", "a &amp;amp; b\nc", "a & b\nc"),
    ],
)
def test_moodle_xml_is_read_by_the_format_of_its_texts(form, text, stem):
    read = imported(moodle(CHOICE.format(form=form, text=text)), "bank.xml")
    assert read.quiz.items[0].stem == stem


def test_types_of_moodle_that_no_item_holds_are_skipped_and_named():
    xml = moodle(CHOICE.format(form="html", text="Q")).replace(
        b"</quiz>",
        b'<question type="essay"><questiontext><text>Write</text></questiontext></question>'
        b'<question type="cloze"/><question type="numerical"><answer fraction="100"><text>3.5</text></answer>'
        b'</question><question type="matching"/></quiz>',
    )
    read = imported(xml, "bank.xml")
    assert len(read.quiz.items) == 1
    assert read.skipped == (
        "Question 2 (“Write”) is left out: essays are not supported.",
        "Question 3 is left out: texts with gaps are not supported.",
        "Question 4 is left out: it does not ask for exactly one whole number.",
        "Question 5 is left out: there must be two or more pairs.",
    )


LAUGHS = "<!DOCTYPE quiz [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
OUTSIDE = "<!DOCTYPE quiz [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"x", "quiz.docx", "its name ends in '.docx'"),
        (b"x", "quiz", "its name ends in 'nothing'"),
        (b" \n", "quiz.gift", "it is empty"),
        (b"a" * (LARGEST + 1), "quiz.txt", "larger than 16 MB"),
        ("Grüße {T}".encode("latin-1"), "quiz.gift", "line 1: its text is not in UTF-8"),
        ("Who? {T}".encode("utf-16"), "quiz.txt", "UTF-8"),
        (b"One {T}\n\nTwo {=a ~b", "quiz.gift", "line 3: the question that begins there has a {"),
        (b"One {T}\n\nTwo =a}", "quiz.gift", "line 3: the question that begins there has a }"),
        (b"Only words.", "quiz.txt", "no question in it"),
        (b"Q?\nA. a\nB. b\nANSWER: A\n", "quiz.txt", "it is in Aiken"),
        (b"<?xml version='1.0'?><quiz/>", "quiz.txt", "it holds XML"),
        (b"<quiz/>", "quiz.xml", "no question in it"),
        (b"<quiz><question></quiz>", "quiz.xml", "line 1: it is no XML"),
        (b"<?xml version='1.0' encoding='nonsense'?><quiz/>", "quiz.xml", "it is no XML"),
        (b"<html/>", "quiz.xml", "it begins with <html>"),
        (moodle(CHOICE.format(form="html", text="&b;"), LAUGHS), "quiz.xml", "declares entities"),
        (moodle(CHOICE.format(form="html", text="&a;"), OUTSIDE), "quiz.xml", "declares entities"),
        (b"<quiz>" + b"<a>" * 100_000, "quiz.xml", "it is no XML"),
        (b"{", "quiz.json", "no quiz of Safeguide's"),
        (b'{"items": [{"id": "a"}]}', "quiz.json", "no quiz of Safeguide's: items.0"),
        (b"\xff\xfe{}", "quiz.json", "not in UTF-8"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_name_and_place(content, name, said):
    with pytest.raises(QuizError) as refused:
        imported(content, f"folder/{name}")
    assert str(refused.value).startswith(f"{name} cannot be read: ")
    assert said in str(refused.value)
    assert "folder" not in str(refused.value)


def test_no_name_of_a_file_reaches_the_message_as_it_is():
    with pytest.raises(QuizError, match=r"a\\u202eb\.gift cannot be read"):
        imported(b"", "a\u202eb.gift")


@pytest.mark.parametrize("piece", ["{", "}", "~", "=", "#", "\\", "::", "->", "//", "####", "[html]<"])
def test_hostile_gift_is_read_or_refused_in_good_time(piece):
    for text in (piece * 20_000, "Q {" + piece * 20_000 + "}", "::n::Q" + piece * 9 + "{T}"):
        with suppress(QuizError):
            imported(text.encode(), "quiz.gift")


def test_questions_with_one_identifier_are_told_apart():
    twice = b"// [id:one]\nA? {T}\n\n// [id:one]\nB? {F}\n\nC? {T}\n\nC? {T}"
    read = imported(twice, "quiz.gift").quiz.items
    assert [one.id for one in read[:2]] == ["one", "one-2"]
    assert len({one.id for one in read}) == 4


def test_texts_too_long_for_a_quiz_are_skipped():
    read = imported(f"Q? {{T}}\n\n{'long ' * 5000}{{T}}".encode(), "quiz.gift")
    assert len(read.quiz.items) == 1
    assert "at most 20000 characters" in read.skipped[0]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"Q? {T}\n\n" * 2001, "quiz.gift", "more than 2000 questions"),
        (b"<quiz>" + b"<question/>" * 2001 + b"</quiz>", "quiz.xml", "more than 2000 questions"),
        (b"Q? {=a" + b"~b" * 1_000_000 + b"}", "quiz.gift", "more than 26 answers"),
        (b"Q? {" + b"=a->b" * 500_000 + b"}", "quiz.gift", "more than 26 answers"),
        (moodle('type="multichoice">' + "<answer/>" * 200_000), "quiz.xml", "more than 26 answers"),
        (moodle(CHOICE.format(form="html", text=" " * 1_000_000 + "&lt;")), "quiz.xml", ""),
    ],
)
@pytest.mark.timeout(60)
def test_what_is_far_too_much_is_refused_in_good_time(content, name, said):
    with pytest.raises(QuizError, match=said) if said else nullcontext():
        imported(content, name)
