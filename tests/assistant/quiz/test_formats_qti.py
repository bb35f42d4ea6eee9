"""QTI packages as others read them: onyx2moodle reads what is asked, and pyslet also judges answers by it."""

from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from made_quizzes import everything, matching, multiple, number, ordering, quizzes, single, truth
from onyx2moodle.parser import parse_item
from pyslet.qtiv2 import variables
from pyslet.qtiv2.xml import QTIDocument
from reading_html import shown

from assistant.quiz.formats import Form, exported
from assistant.quiz.formats.telling import explanation, stem, told
from assistant.quiz.items import Kind, Quiz

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pyslet's own, within it
PACKAGING = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


def package(made):
    with ZipFile(BytesIO(exported(made, Form.QTI))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def item_files(made):
    return [content for name, content in package(made).items() if name.startswith("items/")]


def test_the_manifest_names_every_file_once():
    files = package(everything())
    manifest = ElementTree.fromstring(files["imsmanifest.xml"])  # noqa: S314
    resources = list(manifest.iter(f"{PACKAGING}resource"))
    assert {one.get("href") for one in resources} == set(files) - {"imsmanifest.xml"}
    names = {one.get("identifier") for one in resources}
    assert len(names) == len(resources)
    assert {one.get("identifierref") for one in manifest.iter(f"{PACKAGING}dependency")} == names - {"test"}
    test = ElementTree.fromstring(files["test.xml"])  # noqa: S314
    assert {one.get("href") for one in test.iter(f"{QTI}assessmentItemRef")} == set(files) - {
        "imsmanifest.xml",
        "test.xml",
    }


@given(quizzes)
@settings(max_examples=40)
def test_onyx2moodle_reads_the_same(made):
    check(made)


def test_onyx2moodle_reads_the_same_nasty_texts():
    check(everything())


def check(made):
    for item, content in zip(made.items, item_files(made), strict=True):
        read = onyx(content)
        asked = read.interactions[0] if item.kind is not Kind.ORDERING else None
        right = read.response_decls["RESPONSE"].correct_values
        said = {one.identifier: shown(one.html) for one in read.feedback}
        assert said.get("GENERAL", "") == explanation(item)
        body = squeezed("".join(read.body_xml.itertext()))
        assert squeezed(item.situation).replace(" ", "") in body.replace(" ", "")
        assert squeezed(stem(item)).replace(" ", "") in body.replace(" ", "")
        if item.kind is Kind.NUMBER:
            assert (asked.kind, right) == ("textEntry", [str(item.number)])
        elif item.kind is Kind.MATCHING:
            texts = {one.identifier: shown(one.html) for one in asked.match_sources + asked.match_targets}
            assert [tuple(texts[name] for name in pair.split()) for pair in right] == [
                (told(pair.prompt), told(pair.answer)) for pair in item.pairs
            ]
        elif item.kind is Kind.ORDERING:
            # it passes over what is put in order
            assert steps(content) == [told(one.text) for one in item.options]
        else:
            assert [(shown(one.html), one.identifier in right) for one in asked.choices] == [
                (told(one.text), one.correct) for one in item.options
            ]
            assert [said.get(one.identifier, "") for one in asked.choices] == [
                told(one.rationale) for one in item.options
            ]


def steps(content):
    """What is put in order, in the right one; it is shown in another."""
    root = ElementTree.fromstring(content)  # noqa: S314
    choices = {
        one.get("identifier"): shown(ElementTree.tostring(one, "unicode").replace("ns0:", ""))
        for one in root.iter(f"{QTI}simpleChoice")
    }
    right = [value.text for value in root.find(f".//{QTI}correctResponse")]
    assert list(choices) != right
    return [choices[name] for name in right]


def onyx(content):
    """onyx2moodle reads from a path."""
    with NamedTemporaryFile(suffix=".xml") as file:
        file.write(content)
        file.flush()
        return parse_item(Path(file.name))


def squeezed(text):
    return " ".join(told(text).split())


def judged(item, response):
    """Points for a response and the feedback that is shown to it, as pyslet finds them."""
    (content,) = item_files(Quiz(items=(item,)))
    document = QTIDocument()
    document.read(src=BytesIO(content))
    state = variables.ItemSessionState(document.root)
    state.begin_session()
    state.map["RESPONSE"].set_value(response)
    state.end_attempt()
    return state["SCORE"].value, set(state["FEEDBACK"].value or ())


@pytest.mark.parametrize(
    ("item", "response", "points", "feedback"),
    [
        (single(), "B", 1, {"B", "GENERAL"}),
        (single(), "A", 0, {"A", "GENERAL"}),
        (truth(), "B", 1, {"B", "GENERAL"}),
        (truth(), "A", 0, {"A", "GENERAL"}),
        (multiple(), ["A", "C"], 1, {"A", "C", "GENERAL"}),
        (multiple(), ["C", "A"], 1, {"A", "C", "GENERAL"}),
        (multiple(), ["A"], 0, {"A", "GENERAL"}),
        (multiple(), ["A", "B", "C"], 0, {"A", "B", "C", "GENERAL"}),
        (ordering(), ["A", "B", "C"], 1, {"GENERAL"}),
        (ordering(), ["A", "C", "B"], 0, {"GENERAL"}),
        (number(), "15", 1, {"GENERAL"}),
        (number(), "10", 0, {"GENERAL"}),
        (number(value=-3), "-3", 1, {"GENERAL"}),
        (matching(), ["P0 A0", "P1 A1", "P2 A0"], 3, {"GENERAL"}),
        (matching(), ["P0 A0", "P1 A0", "P2 A2"], 1, {"GENERAL"}),
    ],
)
def test_pyslet_judges_answers_as_they_are_meant(item, response, points, feedback):
    assert judged(item, response) == (points, feedback)


def test_pyslet_reads_every_item():
    for content in item_files(everything()):
        document = QTIDocument()
        document.read(src=BytesIO(content))
        assert type(document.root).__name__ == "AssessmentItem"
