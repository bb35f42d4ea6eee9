"""What each form cannot hold of a quiz, said for people."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.exporting.text import on_one_line
from assistant.quiz.formats import telling
from assistant.quiz.formats.aiken import HELD as IN_AIKEN
from assistant.quiz.formats.shares import HELD as SHARES
from assistant.quiz.items import PASS_MARK, Item, Kind, Quiz

LEARNING = frozenset(["GIFT", "MOODLE", "QTI", "AIKEN", "H5P"])
"""Forms for other systems."""
HANDOUTS = frozenset(["HANDOUT_DOCX", "HANDOUT_PDF"])
PRINTED = HANDOUTS | {"KEY_DOCX", "KEY_PDF"}
PDFS = frozenset(["HANDOUT_PDF", "KEY_PDF"])


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that forms cannot hold.

    Attributes:
        forms: names of the forms.
        of: whether an item has it.
        said: a sentence for people, with the number of those items.
    """

    forms: frozenset[str]
    of: Callable[[Item], bool]
    said: str


def _is(*kinds: Kind) -> Callable[[Item], bool]:
    return lambda item: item.kind in kinds


def _many(item: Item) -> bool:
    return item.kind is Kind.MULTIPLE and len(item.key) > SHARES


def _explained(item: Item) -> bool:
    return bool(telling.explanation(item)) or any(telling.told(one.rationale) for one in item.options)


def _arrow(item: Item) -> bool:
    return any(telling.ARROW in prompt for prompt, _ in telling.steps(item))


def _in_library(item: Item) -> bool:
    return any(one.document_id or one.passage_id for one in item.cited)


LOSSES = (
    Loss(
        frozenset(["AIKEN"]),
        lambda item: item.kind not in IN_AIKEN,
        "{n} left out: Aiken holds only questions with one right answer.",
    ),
    Loss(
        frozenset(["GIFT", "MOODLE"]),
        _many,
        f"{{n}} left out: Moodle has no shares of a point for more than {SHARES} right answers.",
    ),
    Loss(
        frozenset(["GIFT"]),
        _is(Kind.ORDERING),
        "{n} written as matching, each step with its place: GIFT has no ordering.",
    ),
    Loss(
        frozenset(["GIFT"]),
        _arrow,
        f"{{n}} shown with → for {telling.ARROW} in a prompt, where GIFT begins the answer with it.",
    ),
    Loss(
        frozenset(["GIFT", "MOODLE"]),
        _is(Kind.MULTIPLE),
        "{n} marked as Moodle marks several right answers: part of the point for some of them.",
    ),
    Loss(
        frozenset(["H5P"]),
        _is(Kind.MATCHING),
        "{n} asked pair by pair: a Question Set has no matching by itself.",
    ),
    Loss(
        frozenset(["H5P"]),
        _is(Kind.ORDERING),
        "{n} asked step by step: a Question Set has no ordering by itself.",
    ),
    Loss(
        frozenset(["AIKEN"]),
        _explained,
        "{n} without the rationales and quotes: Aiken holds no feedback.",
    ),
    Loss(
        HANDOUTS,
        _explained,
        "{n} without answers, rationales and quotes: those are in the facilitator's key.",
    ),
    Loss(
        LEARNING,
        lambda item: bool(item.story),
        "{n} asked separately, below all that was told before: the form has no staged scenarios.",
    ),
    Loss(
        LEARNING | HANDOUTS,
        lambda item: bool(on_one_line(item.objective)),
        "{n} without the objective.",
    ),
    Loss(
        frozenset(["QTI", "AIKEN", "H5P"]) | PRINTED,
        lambda item: bool(item.topic or item.role),
        "{n} without topic, role and level.",
    ),
    Loss(
        LEARNING | HANDOUTS,
        lambda item: any(on_one_line(one.source) for one in item.distractors),
        "{n} without what the wrong options are made of.",
    ),
    Loss(
        LEARNING | PRINTED | {"CSV"},
        _in_library,
        "{n} without the place of the quotes in the library: only Safeguide's own form has it.",
    ),
)
LIBRARIES = (
    "The package holds no H5P libraries: the system that it is put into must have Question Set 1.20, "
    "Multiple Choice 1.16, True/False Question 1.8 and Fill in the Blanks 1.14."
)
MARK = "The pass mark of {mark} per cent is left out."
REVIEW = "Who has reviewed the quiz is left out."
UNSEEN = "These signs are in no font of the PDF and are shown as □: {signs}"
MOST_SIGNS = 20


def losses(whole: Quiz, kept: Quiz, form: str) -> tuple[str, ...]:
    """What a form cannot hold, a sentence each.

    Args:
        whole: the quiz.
        kept: the quiz without what a trainer has rejected.
        form: its name.
    """
    rejected = len(whole.items) - len(kept.items)
    told = [f"{_items(rejected)} left out: a trainer has rejected {_them(rejected)}."] if rejected else []
    for loss in LOSSES:
        number = sum(map(loss.of, kept.items)) if form in loss.forms else 0
        if number:
            told.append(loss.said.format(n=_items(number)))
    if form == "H5P":
        told.append(LIBRARIES)
    if form in (LEARNING | {"CSV"}) - {"H5P"} and kept.pass_mark != PASS_MARK:
        told.append(MARK.format(mark=kept.pass_mark))
    if form in LEARNING | {"CSV"} and on_one_line(kept.reviewed_by):
        told.append(REVIEW)
    if form in PDFS and (signs := _unseen(kept, form)):
        told.append(UNSEEN.format(signs=" ".join(signs)))
    return tuple(told)


def _items(number: int) -> str:
    return f"{number} items are" if number > 1 else "1 item is"


def _them(number: int) -> str:
    return "them" if number > 1 else "it"


def _unseen(quiz: Quiz, form: str) -> list[str]:
    """Signs of the sheet that the fonts of a PDF lack."""
    from fpdf import FPDF

    from assistant.exporting import fonts
    from assistant.quiz.formats.printing import outline

    signs = sorted(set(str(outline(quiz, key=form.startswith("KEY")))))
    if not any(ord(sign) > 0x24F for sign in signs):
        return []
    pdf = FPDF()
    fonts.add_to(pdf)
    return [sign for sign in signs if sign != fonts.MISSING and fonts.shown(sign, pdf) == fonts.MISSING][
        :MOST_SIGNS
    ]
