"""An item of a QTI 2.1 package: what is asked, how an answer is judged, and what is said to it.

The identifiers of the options that were chosen go into FEEDBACK, by which the feedback of each is shown, with
GENERAL, which is shown to everybody.
"""

from collections.abc import Iterable
from typing import Any

from lxml import etree

from assistant.exporting.text import on_one_line
from assistant.quiz.formats import telling
from assistant.quiz.items import Item, Kind, points

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
RESPONSE, SCORE, FEEDBACK, GENERAL = "RESPONSE", "SCORE", "FEEDBACK", "GENERAL"
EXPECTED_DIGITS = "10"


def item_file(item: Item, name: str) -> bytes:
    """An item as a file.

    Args:
        item: the question.
        name: its identifier in the package.
    """
    root = etree.Element(etree.QName(NAMESPACE, "assessmentItem"), nsmap={None: NAMESPACE, "xsi": XSI})
    root.set(etree.QName(XSI, "schemaLocation"), f"{NAMESPACE} {SCHEMA}")
    title = telling.name(item, 1).split(" ", 1)[-1] or name
    told = {"identifier": name, "title": title, "adaptive": "false", "timeDependent": "false"}
    for key, value in told.items():
        root.set(key, value)
    _declarations(root, item)
    _body(root, item)
    _processing(root, item)
    _feedback(root, item)
    return serialised(root)


def _declarations(root: Any, item: Item) -> None:
    cardinality, base, right = _right(item)
    response = child(root, "responseDeclaration", identifier=RESPONSE, cardinality=cardinality, baseType=base)
    correct = child(response, "correctResponse")
    for value in right:
        child(correct, "value").text = value
    if item.kind is Kind.MATCHING:
        mapping = child(response, "mapping", defaultValue="0")
        for value in right:
            child(mapping, "mapEntry", mapKey=value, mappedValue="1")
    most = {"normalMaximum": str(points(item))}
    score = child(
        root, "outcomeDeclaration", identifier=SCORE, cardinality="single", baseType="float", **most
    )
    child(child(score, "defaultValue"), "value").text = "0"
    child(root, "outcomeDeclaration", identifier=FEEDBACK, cardinality="multiple", baseType="identifier")


def _right(item: Item) -> tuple[str, str, list[str]]:
    """Cardinality and type of a response, and the values that are right."""
    if item.kind is Kind.NUMBER:
        return "single", "integer", [str(item.number)]
    if item.kind is Kind.MATCHING:
        answers = _answers(item)
        places = [answers.index(telling.told(pair.answer)) for pair in item.pairs]
        return "multiple", "directedPair", [f"P{p} A{a}" for p, a in enumerate(places)]
    right = [_letter(place) for place, option in enumerate(item.options) if option.correct]
    cardinality = {Kind.MULTIPLE: "multiple", Kind.ORDERING: "ordered"}.get(item.kind, "single")
    return cardinality, "identifier", right


def _body(root: Any, item: Item) -> None:
    body = child(root, "itemBody")
    if telling.told(item.situation):
        _paragraphs(child(body, "div", **{"class": "situation"}), item.situation)
    if item.kind is Kind.NUMBER:
        _paragraphs(child(body, "div"), telling.stem(item))
        entry = {"responseIdentifier": RESPONSE, "expectedLength": EXPECTED_DIGITS}
        child(child(child(body, "div"), "p"), "textEntryInteraction", **entry)
    elif item.kind is Kind.MATCHING:
        _matching(body, item)
    elif item.kind is Kind.ORDERING:
        order = telling.shuffled([option.text for option in item.options], item.id)
        asked = child(body, "orderInteraction", responseIdentifier=RESPONSE, shuffle="true")
        _choices(asked, item, order)
    else:
        most = "0" if item.kind is Kind.MULTIPLE else "1"
        # true stands before false, the letters of the rest are those of the key
        asked = child(
            body, "choiceInteraction", responseIdentifier=RESPONSE, shuffle="false", maxChoices=most
        )
        _choices(asked, item, range(len(item.options)))


def _choices(asked: Any, item: Item, order: Iterable[int]) -> None:
    _lines(child(asked, "prompt"), telling.stem(item))
    for place in order:
        choice = child(asked, "simpleChoice", identifier=_letter(place))
        _paragraphs(choice, item.options[place].text)


def _matching(body: Any, item: Item) -> None:
    answers = _answers(item)
    asked = child(
        body,
        "matchInteraction",
        responseIdentifier=RESPONSE,
        shuffle="true",
        maxAssociations=str(len(item.pairs)),
    )
    _lines(child(asked, "prompt"), telling.stem(item))
    prompts = child(asked, "simpleMatchSet")
    for place, pair in enumerate(item.pairs):
        given = child(prompts, "simpleAssociableChoice", identifier=f"P{place}", matchMax="1")
        _paragraphs(given, pair.prompt)
    belonging = child(asked, "simpleMatchSet")
    for place in telling.shuffled(answers, item.id):
        most = {"matchMax": str(len(item.pairs))}
        choice = child(belonging, "simpleAssociableChoice", identifier=f"A{place}", **most)
        _paragraphs(choice, answers[place])


def _answers(item: Item) -> list[str]:
    return list(dict.fromkeys(map(telling.told, item.answers)))


def _processing(root: Any, item: Item) -> None:
    """All that is right and nothing else has the point; of a matching item each pair has one."""
    processing = child(root, "responseProcessing")
    if item.kind is Kind.MATCHING:
        score = child(processing, "setOutcomeValue", identifier=SCORE)
        child(score, "mapResponse", identifier=RESPONSE)
    else:
        condition = child(processing, "responseCondition")
        right, wrong = child(condition, "responseIf"), child(condition, "responseElse")
        match = child(right, "match")
        child(match, "variable", identifier=RESPONSE)
        child(match, "correct", identifier=RESPONSE)
        for rule, value in ((right, "1"), (wrong, "0")):
            set_ = child(rule, "setOutcomeValue", identifier=SCORE)
            child(set_, "baseValue", baseType="float").text = value
    said = child(child(processing, "setOutcomeValue", identifier=FEEDBACK), "multiple")
    if _by_option(item):
        child(said, "variable", identifier=RESPONSE)
    child(said, "baseValue", baseType="identifier").text = GENERAL


def _by_option(item: Item) -> bool:
    """Whether what is said depends on the options that were chosen."""
    return item.kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE)


def _feedback(root: Any, item: Item) -> None:
    said = {_letter(place): option.rationale for place, option in enumerate(item.options)}
    told = {**(said if _by_option(item) else {}), GENERAL: telling.explanation(item)}
    for name, text in told.items():
        if telling.told(text):
            shown = {"outcomeIdentifier": FEEDBACK, "showHide": "show", "identifier": name}
            _paragraphs(child(root, "modalFeedback", **shown), text)


def _paragraphs(parent: Any, text: str) -> None:
    for part in telling.told(text).split("\n\n"):
        _lines(child(parent, "p"), part)


def _lines(parent: Any, text: str) -> None:
    """Lines below one another, in one element."""
    first, *rest = telling.told(text).split("\n")
    parent.text = first
    for line in rest:
        child(parent, "br").tail = line


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def child(parent: Any, tag: str, **attributes: str) -> Any:
    """A new last element of another one, in its namespace."""
    space = etree.QName(parent).namespace
    return etree.SubElement(
        parent, etree.QName(space, tag), {k: on_one_line(v) for k, v in attributes.items()}
    )


def serialised(root: Any) -> bytes:
    """The XML of a file; not indented, since blanks are text in it."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
