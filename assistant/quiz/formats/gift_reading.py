"""GIFT read as Moodle reads it: questions parted by empty lines, signs by the backslash before them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.quiz.formats import telling
from assistant.quiz.formats.building import Found, Gathered, Unsupported, few, in_order, matching
from assistant.quiz.formats.markup import as_text, from_string
from assistant.quiz.items import Kind, Option, QuizError

_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_FORMAT = re.compile(r"\[(plain|html|moodle|markdown)\]")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
_ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f\x7f])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f\x7f])+)\]")
_WHOLE = re.compile(r"[+-]?\d{1,18}(?:\.0*)?(?::\+?0*\.?0*)?")
_CATEGORY = "$CATEGORY:"
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
FULL = 100.0


def read(text: str) -> Gathered:
    """The questions of a file.

    Raises:
        QuizError: a question is not closed, with its line.
    """
    gathered = Gathered()
    for block in _blocks(text):
        if block.text.startswith(_CATEGORY):
            gathered.title = gathered.title or _title(block.text)
            continue
        place = gathered.place()
        try:
            gathered.add(_found(block), place)
        except Unsupported as error:
            gathered.skip(place, _asked(block.text), str(error))
    return gathered


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one question, those of comments apart, and the line that it begins at."""

    text: str
    comments: str
    line: int


def _blocks(text: str) -> Iterator[_Block]:
    said: list[str] = []
    comments: list[str] = []
    first = 0
    for number, raw in enumerate([*text.split("\n"), ""], 1):
        line = raw.strip()
        if line:
            first = first or number
            (comments if line.startswith("//") else said).append(line)
            continue
        if said:
            yield _Block("\n".join(said), "\n".join(comments), first)
            comments = []
        # what is commented on may follow after an empty line
        said, first = [], 0


def _title(text: str) -> str:
    """The last part of a category's path, in which a slash is doubled."""
    path = text.split("\n", 1)[0].removeprefix(_CATEGORY).replace("//", "\0")
    return telling.told(path.rsplit("/", 1)[-1].replace("\0", "/"))


def _found(block: _Block) -> Found:
    rest = _after_name(block.text)
    begin, end = _place(rest, "{"), _place(rest, "}")
    if begin < 0 and end < 0:
        raise Unsupported("it is a description, without anything to answer")
    if begin < 0 or end < begin:
        sign, other = ("}", "{") if begin < 0 or end >= 0 else ("{", "}")
        raise QuizError(
            f"line {block.line}: the question that begins there has a {sign} without its {other}. Add it, or "
            f"write \\{sign} where the sign is meant as such."
        )
    answers, after = rest[begin + 1 : end].strip(), rest[end + 1 :]
    form, asked = _form(rest[:begin] + (f"_____{after}" if after.strip() else ""), "moodle")
    answers, general = _general(answers)
    found = _answered(answers, form)
    found.text, found.explained = _plain(asked, form, keep=True), _said(general, form)
    ids = _ID.search(block.comments)
    found.id = ids[1].replace("\\]", "]").strip() if ids else ""
    found.tags = [tag.replace("\\]", "]").strip() for tag in _TAG.findall(block.comments)]
    return _as_ordering(found)


def _answered(text: str, form: str) -> Found:
    """The kind of a question and what answers it, told apart in Moodle's order."""
    if not text:
        raise Unsupported("essays are not supported")
    if text.startswith("#"):
        return _number(text[1:], form)
    if _place(text, "~") >= 0:
        return _choices(text, form)
    if _place(text, "=") >= 0 and "->" in text:
        return _matching(text, form)
    return _truth(text, form)


def _number(text: str, form: str) -> Found:
    answers = [part.strip() for part in _split(text, "=") if part.strip()]
    answer, feedback = _parted(answers[0] if answers else "", "#")
    weight = _WEIGHT.match(answer)
    value = answer[weight.end() if weight else 0 :].strip()
    if len(answers) != 1 or _place(text, "~") >= 0 or (weight and float(weight[1]) != FULL):
        raise Unsupported("it takes several numbers")
    if not _WHOLE.fullmatch(value):
        raise Unsupported("it does not ask for exactly one whole number")
    number = int(float(value.split(":")[0])) if "." in value else int(value.split(":")[0])
    return Found(Kind.NUMBER, number=number, remark=_unread(_said(feedback, form)))


def _unread(feedback: str) -> str:
    return "the feedback on its number was not taken over" if feedback else ""


def _choices(text: str, form: str) -> Found:
    """Several options: one answer if any is marked as right in full, else all that have weight."""
    single = _place(text, "=") >= 0
    options, partly = [], False
    for part in _marked(text):
        sure, rest = part.startswith("="), part.removeprefix("=").strip()
        weight = _WEIGHT.match(rest)
        worth = float(weight[1]) if weight else FULL if sure else 0.0
        said, feedback = _parted(rest[weight.end() if weight else 0 :], "#")
        right = worth >= FULL if single else worth > 0
        partly = partly or (single and 0 < worth < FULL)
        options.append(Option(text=_said(said, form), correct=right, rationale=_said(feedback, form)))
    if single and sum(one.correct for one in options) > 1:
        raise Unsupported("each of several answers would be right by itself")
    remark = "what is worth part of the point was read as wrong" if partly else ""
    return Found(Kind.SINGLE if single else Kind.MULTIPLE, options=options, remark=remark)


def _marked(text: str) -> Sequence[str]:
    """The options, those that are right with the sign for it."""
    wrong, *right = _split(text, "=")
    parts = [*_split(wrong, "~"), *(part for one in right for part in _split(f"={one}", "~"))]
    return few([part.strip() for part in parts if part.strip()])


def _matching(text: str, form: str) -> Found:
    given = []
    for part in few([part for part in _split(text, "=") if part.strip()]):
        prompt, arrow, answer = part.partition("->")
        if not arrow:
            raise Unsupported("one of its answers has no prompt")
        given.append((_said(prompt, form), telling.told(from_string(_unescaped(answer)))))
    return matching(given)


def _as_ordering(found: Found) -> Found:
    """Steps with places are put in order, where a tag says that they are that."""
    if found.kind is Kind.MATCHING and telling.ORDERING in found.tags:
        order = in_order([(pair.prompt, pair.answer) for pair in found.pairs])
        if order:
            found.kind, found.pairs = Kind.ORDERING, ()
            found.options = [Option(text=step, correct=True) for step in order]
    return found


def _truth(text: str, form: str) -> Found:
    answer, feedback = _parted(text, "#")
    if answer.strip() not in _TRUTHS:
        raise Unsupported("short answers are not supported")
    wrong, right = _parted(feedback, "#")
    truth, said = _TRUTHS[answer.strip()], (_said(wrong, form), _said(right, form))
    return Found(
        Kind.TRUE_FALSE,
        options=[
            Option(text=word, correct=truth is value, rationale=said[truth is value])
            for word, value in (("True", True), ("False", False))
        ],
    )


def _after_name(text: str) -> str:
    """A question without the name before it."""
    if not text.startswith("::"):
        return text
    rest = text[2:]
    end = _place(rest, "::")
    return rest[end + 2 :].strip() if end >= 0 else rest


def _asked(text: str) -> str:
    """What a question asks, for people to know it by."""
    rest = _after_name(text)
    begin = _place(rest, "{")
    form, asked = _form(rest[:begin] if begin >= 0 else rest, "moodle")
    return _plain(asked, form)


def _general(text: str) -> tuple[str, str]:
    """The answers, and the feedback for everybody after them."""
    *_, at = (-1, *_places(text, "####"))
    return (text[:at].strip(), text[at + 4 :]) if at >= 0 else (text, "")


def _form(text: str, form: str) -> tuple[str, str]:
    """The format that a text names at its start, or the one at hand, with the text."""
    begun = text.strip()
    named = _FORMAT.match(begun)
    return (named[1], begun[named.end() :]) if named else (form, begun)


def _said(text: str, form: str) -> str:
    own, bare = _form(text, form)
    return _plain(bare, own)


def _plain(text: str, form: str, *, keep: bool = False) -> str:
    """The words of a text, its signs as they are; with ``keep`` its parts stay apart."""
    bare = _unescaped(text).strip()
    if form == "html" or (form == "moodle" and "<" in bare):
        return as_text(bare)
    return bare if keep else telling.told(bare)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], text)


def _places(text: str, sign: str) -> Iterator[int]:
    """Where a sign stands that is not escaped."""
    for found in _sought(sign).finditer(text):
        if found[0] == sign:
            yield found.start()


@cache
def _sought(sign: str) -> re.Pattern[str]:
    return re.compile(rf"{_ESCAPE.pattern}|{re.escape(sign)}")


def _place(text: str, sign: str) -> int:
    """Where it first stands; -1 if nowhere."""
    return next(_places(text, sign), -1)


def _parted(text: str, sign: str) -> tuple[str, str]:
    """What stands before it and what follows."""
    at = _place(text, sign)
    return (text[:at], text[at + 1 :]) if at >= 0 else (text, "")


def _split(text: str, sign: str) -> list[str]:
    edges = [-1, *_places(text, sign), len(text)]
    return [text[begin + 1 : end] for begin, end in pairwise(edges)]
