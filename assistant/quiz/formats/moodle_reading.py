"""Moodle XML read as Moodle reads it; no entity is resolved, and nothing outside the file is looked at."""

import html
import re
from typing import Any

from lxml import etree

from assistant.exporting.text import fit, on_one_line
from assistant.quiz.formats import telling
from assistant.quiz.formats.building import Found, Gathered, Unsupported, few, matching
from assistant.quiz.formats.markup import as_text, from_string
from assistant.quiz.formats.moodle import SITUATION
from assistant.quiz.items import Kind, Option, QuizError

FULL = 100.0
_WHOLE, _DECIMAL = re.compile(r"[+-]?[0-9]{1,18}"), re.compile(r"[+-]?[0-9]{1,18}\.[0-9]{0,18}")
_NAMES = {
    "essay": "essays",
    "shortanswer": "short answers",
    "cloze": "texts with gaps",
    "multianswer": "texts with gaps",
    "description": "descriptions",
    "calculated": "calculated questions",
    "random": "random questions",
}


def read(content: bytes) -> Gathered:
    """The questions of a file.

    Raises:
        QuizError: it is no such file, with the line where that shows.
    """
    root = _root(content)
    gathered = Gathered()
    for question in root.iterfind("question"):
        kind = question.get("type", "")
        if kind == "category":
            gathered.title = gathered.title or _title(question)
            continue
        place = gathered.place()
        try:
            gathered.add(_found(question, kind), place)
        except Unsupported as error:
            gathered.skip(place, telling.told(_asked(question)), str(error))
    return gathered


def _root(content: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = on_one_line(fit(getattr(error, "msg", None) or str(error))).rstrip(".")
        raise QuizError(f"line {line}: it is no XML ({reason}). Export the quiz again.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise QuizError("it declares entities or a document type. Export it again as Moodle XML.")
    if root.tag != "quiz":
        name = etree.QName(root).localname
        raise QuizError(
            f"line {root.sourceline}: it begins with <{name[:40]}>, and Moodle XML begins with <quiz>. "
            "Export the question bank as Moodle XML or GIFT."
        )
    return root


def _title(question: Any) -> str:
    """The last part of a category's path, in which a slash is doubled."""
    path = _string(question.find("category")).replace("//", "\0")
    return telling.told(path.rsplit("/", 1)[-1].replace("\0", "/"))


def _found(question: Any, kind: str) -> Found:
    readers = {
        "multichoice": _choices,
        "truefalse": _truth,
        "matching": _matching,
        "ordering": _ordering,
        "numerical": _number,
    }
    if kind not in readers:
        raise Unsupported(
            f"{_NAMES.get(kind, f'questions of the type {on_one_line(kind)!r}')} are not supported"
        )
    found = readers[kind](question)
    found.text, found.explained = _asked(question), _words(question.find("generalfeedback"))
    found.id = on_one_line(fit(question.findtext("idnumber") or ""))
    found.tags = [on_one_line(fit(_string(tag))) for tag in question.iterfind("tags/tag")]
    if question.find(".//file") is not None:
        found.remark = found.remark or "its pictures were not taken over"
    return found


def _choices(question: Any) -> Found:
    """Several options: those with weight are right, for one answer only those with all of it."""
    single = (question.findtext("single") or "true").strip().lower() in ("true", "1")
    options, partly = [], False
    for answer in few(question.findall("answer")):
        worth = _worth(answer)
        partly = partly or (single and 0 < worth < FULL)
        options.append(
            Option(
                text=_words(answer),
                correct=worth >= FULL if single else worth > 0,
                rationale=_words(answer.find("feedback")),
            )
        )
    if single and sum(one.correct for one in options) > 1:
        raise Unsupported("each of several answers would be right by itself")
    remark = "what is worth part of the point was read as wrong" if partly else ""
    return Found(Kind.SINGLE if single else Kind.MULTIPLE, options=options, remark=remark)


def _truth(question: Any) -> Found:
    answers = {_string(one).strip().lower(): one for one in question.iterfind("answer")}
    if set(answers) != {"true", "false"}:
        raise Unsupported("its answers are not true and false")
    return Found(
        Kind.TRUE_FALSE,
        options=[
            Option(
                text=word.capitalize(),
                correct=_worth(answers[word]) >= FULL,
                rationale=_words(answers[word].find("feedback")),
            )
            for word in ("true", "false")
        ],
    )


def _matching(question: Any) -> Found:
    given = few(question.findall("subquestion"))
    return matching((_words(one), telling.told(from_string(_string(one.find("answer"))))) for one in given)


def _ordering(question: Any) -> Found:
    if (question.findtext("selecttype") or "ALL").strip().upper() not in ("ALL", "0"):
        raise Unsupported("it shows only some of its steps")
    options = [Option(text=_words(one), correct=True) for one in few(question.findall("answer"))]
    return Found(Kind.ORDERING, options=options)


def _number(question: Any) -> Found:
    right = [one for one in question.iterfind("answer") if _worth(one) > 0]
    unit = on_one_line(fit(question.findtext("units/unit/unit_name") or ""))
    if len(right) != 1 or _worth(right[0]) < FULL or _as_number(right[0].findtext("tolerance") or "0") != 0:
        raise Unsupported("it takes several numbers")
    number = _as_number(_string(right[0]))
    if number is None or number != int(number):
        raise Unsupported("it does not ask for exactly one whole number")
    said = any(_words(one.find("feedback")) for one in question.iterfind("answer"))
    remark = "the feedback on its number was not taken over" if said else ""
    return Found(Kind.NUMBER, number=int(number), unit=unit, remark=remark)


def _as_number(text: str) -> int | float | None:
    bare = text.strip()
    if _WHOLE.fullmatch(bare):
        return int(bare)
    return float(bare) if _DECIMAL.fullmatch(bare) else None


def _worth(answer: Any) -> float:
    worth = _as_number(answer.get("fraction") or "0")
    if worth is None:
        raise Unsupported("an answer has no weight that is a number")
    return float(worth)


def _asked(question: Any) -> str:
    """The situation, if it stands by itself, and the question."""
    element = question.find("questiontext")
    begin, end = f'<div class="{SITUATION}">', "</div>"
    text = _string(element)
    if text.startswith(begin) and end in text:
        situation, _, rest = text.removeprefix(begin).partition(end)
        return telling.APART.join((as_text(situation), as_text(rest)))
    return _words(element)


def _words(element: Any) -> str:
    """The text of an element by its format."""
    form, text = ("html", "") if element is None else (element.get("format", "html"), _string(element))
    if form in ("plain_text", "markdown"):
        return telling.told(text)
    if form == "moodle_auto_format":
        return as_text(text.replace("\n", "<br>")) if "<" in text else telling.told(html.unescape(text))
    return as_text(text)


def _string(element: Any) -> str:
    text = None if element is None else element.findtext("text")
    return fit(text or "")
