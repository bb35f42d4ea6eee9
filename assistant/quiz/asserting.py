"""What a question and its key come to, and which differences from a source are of the key."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.grounding.verdict import Difference
from assistant.quiz.checking import answers
from assistant.quiz.claims import claim
from assistant.quiz.items import Item, Kind, Option
from ingest.documents import GuidanceDocument

_FACTS = frozenset(("timescale", "number", "age", "date", "reference", "duty", "role"))
_HOW_MANY = re.compile(
    r"how many (?P<unit>(?:(?:working|school|calendar|clear) )?(?:hour|day|week|month|year)s?)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:how (?:soon|long|often|many|much|quickly)|what (?:time|timescale)|who|whom|which|when|what)\b",
    re.IGNORECASE,
)
_WEAK = frozenset(("may", "can", "might", "could"))
_OTHERWISE = re.compile(r"the passage says “(.+)”, the statement says “(?P<said>.+)”")


@dataclass(frozen=True, slots=True)
class Claim:
    """What an item and its key come to.

    Attributes:
        told: that, as a sentence, or where no form of question fits the question and the key.
        bare: the same without the key.
        answer: the key.
        holds: whether it is to be so; of a statement that is false it is not.
    """

    told: str
    bare: str
    answer: str
    holds: bool = True


def is_of_answer(found: Difference, one: Claim) -> bool:
    """Whether a difference is one between what is asked for and what the guidance says there."""
    if found.check == "negation":
        return True
    told = _OTHERWISE.fullmatch(found.about)
    if not told or found.check not in _FACTS:
        return False
    return found.check == "duty" or told["said"].casefold() in f"{one.answer or one.told}".casefold()


def claims_of(item: Item) -> Iterator[Claim]:
    """What is to be so, and of a false statement what is not. Of steps that are put in order it is only that
    there are such; their order is nobody's claim."""
    if item.kind is Kind.ORDERING:
        yield from (Claim(one.text, one.text, "") for one in item.options)
    for _, option, told in answers(item):
        if item.kind is Kind.TRUE_FALSE:
            yield Claim(told, told, "", option.correct)
        elif option.correct:
            yield _of_key(item, option, told)


def _of_key(item: Item, option: Option, told: str) -> Claim:
    if item.kind is Kind.MATCHING:
        return Claim(told, told.replace(option.text, " ", 1), option.text)
    stem, answer = item.stem.strip(), f"{option.text} {item.unit}".strip()
    if not told.startswith(f"{stem} "):  # the question has a form that is known
        return Claim(told, claim(item, " "), option.text)
    if option.text.isdigit() and (counted := _HOW_MANY.search(stem)):
        answer = f"{option.text} {counted['unit']}"
        return Claim(_HOW_MANY.sub(answer, stem, count=1), _HOW_MANY.sub(" ", stem, count=1), answer)
    return Claim(f"{stem} {answer}", _ASKS.sub(" ", stem), answer)


def only_asked(found: Difference, one: Claim) -> bool:
    """Whether a duty is weaker only as the question is put: "how long may it take" lays down nothing."""
    said = _OTHERWISE.fullmatch(found.about) if one.answer and found.check == "duty" else None
    return bool(said and said["said"].casefold() in _WEAK and said["said"] not in one.answer)


def plainly(about: str, document: GuidanceDocument) -> str:
    """A difference as a sentence for whoever has the quiz."""
    told = about.replace("the passage", document.name, 1)
    return told.replace("the statement", "the question with its key", 1)
