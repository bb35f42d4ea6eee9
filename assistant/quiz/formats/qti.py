"""A QTI 2.1 package: a manifest, a test, and an item for each question."""

import re
from typing import Any

from lxml import etree

from assistant.quiz.formats import telling
from assistant.quiz.formats.packing import packed
from assistant.quiz.formats.qti_items import NAMESPACE, SCHEMA, XSI, child, item_file, serialised
from assistant.quiz.items import Item, Quiz

PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
PACKAGING_SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
TEST = "test.xml"

_NO_NAME = re.compile(r"[^A-Za-z0-9_-]")


def written(quiz: Quiz) -> bytes:
    """The whole as a zip."""
    names = _names(quiz.items)
    files = {f"items/{name}.xml": item_file(item, name) for name, item in names.items()}
    test = serialised(_test(quiz, list(names)))
    return packed({"imsmanifest.xml": serialised(_manifest(list(names))), TEST: test, **files})


def _names(items: tuple[Item, ...]) -> dict[str, Item]:
    """Items by identifiers that XML and a zip can hold."""
    names: dict[str, Item] = {}
    for place, item in enumerate(items, 1):
        name = f"item-{_NO_NAME.sub('_', item.id)}"
        names[f"{name}-{place}" if name in names else name] = item
    return names


def _manifest(names: list[str]) -> Any:
    root = etree.Element(etree.QName(PACKAGING, "manifest"), nsmap={None: PACKAGING, "xsi": XSI})
    root.set(etree.QName(XSI, "schemaLocation"), f"{PACKAGING} {PACKAGING_SCHEMA}")
    root.set("identifier", "manifest")
    metadata = child(root, "metadata")
    child(metadata, "schema").text = "QTIv2.1 Package"
    child(metadata, "schemaversion").text = "1.0.0"
    child(root, "organizations")
    resources = child(root, "resources")
    test = child(resources, "resource", identifier="test", type="imsqti_test_xmlv2p1", href=TEST)
    child(test, "file", href=TEST)
    for name in names:
        child(test, "dependency", identifierref=name)
    for name in names:
        href = f"items/{name}.xml"
        one = child(resources, "resource", identifier=name, type="imsqti_item_xmlv2p1", href=href)
        child(one, "file", href=href)
    return root


def _test(quiz: Quiz, names: list[str]) -> Any:
    """One part with one section; feedback is shown after each item, the points are added up."""
    root = etree.Element(etree.QName(NAMESPACE, "assessmentTest"), nsmap={None: NAMESPACE, "xsi": XSI})
    root.set(etree.QName(XSI, "schemaLocation"), f"{NAMESPACE} {SCHEMA}")
    root.set("identifier", "test")
    root.set("title", telling.title(quiz))
    score = child(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    child(child(score, "defaultValue"), "value").text = "0"
    part = child(root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    child(part, "itemSessionControl", showFeedback="true")
    section = child(
        part, "assessmentSection", identifier="section", title=telling.title(quiz), visible="true"
    )
    for name in names:
        child(section, "assessmentItemRef", identifier=name, href=f"items/{name}.xml")
    total = child(child(root, "outcomeProcessing"), "setOutcomeValue", identifier="SCORE")
    child(child(total, "sum"), "testVariables", variableIdentifier="SCORE")
    return root
