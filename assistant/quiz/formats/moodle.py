"""Moodle XML: a category, then a question for each item, with texts as HTML in CDATA.

The situation stands in a division of its own above the question, with what was told at earlier stages of a
staged scenario. Ordering is the type that comes with Moodle from 4.4 on.
"""

from typing import Any

from lxml import etree

from assistant.exporting.text import on_one_line
from assistant.quiz.formats import telling
from assistant.quiz.formats.markup import as_html, as_string
from assistant.quiz.formats.shares import HELD, share
from assistant.quiz.items import Item, Kind, Option, Quiz, points

SITUATION = "situation"
"""Class of the division with the situation."""


def written(quiz: Quiz) -> bytes:
    """The whole as UTF-8."""
    root = etree.Element("quiz")
    if on_one_line(quiz.title):
        question = etree.SubElement(root, "question", type="category")
        path = f"$course$/top/{on_one_line(quiz.title).replace('/', '//')}"
        _text(etree.SubElement(question, "category"), path)
    kept = [item for item in quiz.items if len(item.key) <= HELD or item.kind is not Kind.MULTIPLE]
    for place, item in enumerate(kept, 1):
        _question(root, item, place)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _question(root: Any, item: Item, place: int) -> None:
    question = etree.SubElement(root, "question", type=_type(item))
    _text(etree.SubElement(question, "name"), as_string(telling.name(item, place)))
    _html(question, "questiontext", _asked(item))
    _html(question, "generalfeedback", as_html(telling.explanation(item)))
    for tag, value in (("defaultgrade", str(points(item))), ("penalty", "0"), ("hidden", "0")):
        etree.SubElement(question, tag).text = value
    etree.SubElement(question, "idnumber").text = on_one_line(item.id)
    _answers(question, item)
    tags = etree.SubElement(question, "tags")
    for tag in telling.tags(item):
        _text(etree.SubElement(tags, "tag"), tag)


def _type(item: Item) -> str:
    if telling.yes_or_no(item):
        return "truefalse"
    types = {Kind.MATCHING: "matching", Kind.ORDERING: "ordering", Kind.NUMBER: "numerical"}
    return types.get(item.kind, "multichoice")


def _asked(item: Item) -> str:
    situation = as_html(item.situation)
    told = f'<div class="{SITUATION}">{situation}</div>' if situation else ""
    # a number has a field of its own for what it counts
    return told + as_html(telling.stem(item) if item.kind is not Kind.NUMBER else item.stem)


def _answers(question: Any, item: Item) -> None:
    match _type(item):
        case "truefalse":
            for truth in (True, False):
                option = telling.chosen(item, truth)
                answer = _answer(question, "true" if truth else "false", _worth(item, option), "plain")
                _html(answer, "feedback", as_html(option.rationale))
        case "matching":
            _matching(question, item)
        case "ordering":
            _ordering(question, item)
        case "numerical":
            _number(question, item)
        case _:
            _choices(question, item)


def _choices(question: Any, item: Item) -> None:
    settings = {
        "single": "false" if item.kind is Kind.MULTIPLE else "true",
        "shuffleanswers": "true",
        "answernumbering": "ABCD",
        "showstandardinstruction": "1",
    }
    for tag, value in settings.items():
        etree.SubElement(question, tag).text = value
    for option in item.options:
        answer = _answer(question, as_html(option.text), _worth(item, option), "html")
        _html(answer, "feedback", as_html(option.rationale))


def _worth(item: Item, option: Option) -> str:
    """Per cent of the point for an option: what is wrong takes back what is right of several."""
    if item.kind is not Kind.MULTIPLE:
        return "100" if option.correct else "0"
    return share(len(item.key)) if option.correct else "-100"


def _matching(question: Any, item: Item) -> None:
    etree.SubElement(question, "shuffleanswers").text = "true"
    pairs = [(as_html(pair.prompt), pair.answer) for pair in item.pairs]
    for prompt, answer in [*pairs, *(("", other) for other in item.others)]:
        given = _html(question, "subquestion", prompt)
        _text(etree.SubElement(given, "answer"), as_string(telling.told(answer)))


def _ordering(question: Any, item: Item) -> None:
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": "0",
        "gradingtype": "ALL_OR_NOTHING",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }
    for tag, value in settings.items():
        etree.SubElement(question, tag).text = value
    for place, option in enumerate(item.options, 1):
        _answer(question, as_html(option.text), f"{place}.0000000", "html")


def _number(question: Any, item: Item) -> None:
    answer = _answer(question, str(item.number), "100", "plain")
    _html(answer, "feedback", "")
    etree.SubElement(answer, "tolerance").text = "0"
    unit = on_one_line(item.unit)
    if unit:
        # taken with the number or without
        told = etree.SubElement(etree.SubElement(question, "units"), "unit")
        etree.SubElement(told, "multiplier").text = "1"
        etree.SubElement(told, "unit_name").text = unit
    for tag, value in (("unitgradingtype", "0"), ("unitpenalty", "0"), ("showunits", "0" if unit else "3")):
        etree.SubElement(question, tag).text = value
    etree.SubElement(question, "unitsleft").text = "0"


def _answer(question: Any, text: str, fraction: str, form: str) -> Any:
    format_ = {"html": "html", "plain": "moodle_auto_format"}[form]
    answer = etree.SubElement(question, "answer", fraction=fraction, format=format_)
    if form == "html":
        etree.SubElement(answer, "text").text = etree.CDATA(text)
    else:
        _text(answer, text)
    return answer


def _html(parent: Any, tag: str, html: str) -> Any:
    element = etree.SubElement(parent, tag, format="html")
    etree.SubElement(element, "text").text = etree.CDATA(html) if html else ""
    return element


def _text(parent: Any, text: str) -> None:
    etree.SubElement(parent, "text").text = text
