"""What every form tells of an item, as plain text: its question, what explains it, its name and its tags."""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from assistant.exporting.text import fit, lines, on_one_line, shortened
from assistant.quiz.items import Cited, Item, Kind, Option, Quiz, Status

APART = "\n\n\n"
"""Between the situation and the question, where a form has one text for both; within neither."""
COUNTED = "Answer with a whole number: {unit}."
LONGEST_TAG = 50
"""Characters of a tag in Moodle."""
LONGEST_NAME = 80
ARROW, ARROW_SHOWN = "->", "→"
"""What parts a prompt from its answer in GIFT cannot be escaped: in a prompt it is shown as a sign."""
ORDERING = "ordering"
"""A tag: the pairs of this question are steps with their places."""

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_NO_TAG = re.compile(r"[<>`\n\t]")
_COUNTED = re.compile(re.escape(COUNTED).replace(r"\{unit\}", "(.+)"))
_SOURCE = re.compile(r"“(.*)”(?:\n— (.*))?", re.DOTALL)


def told(text: str) -> str:
    """A text fit for a file: at most one empty line in a row, no blanks at the ends of paragraphs."""
    return "\n\n".join(part for part in map(str.strip, _BLANK_LINES.split(fit(text))) if part)


def stem(item: Item) -> str:
    """The question, with what a number counts."""
    unit = on_one_line(item.unit)
    return "\n\n".join(part for part in (told(item.stem), COUNTED.format(unit=unit) if unit else "") if part)


def question(item: Item) -> str:
    """The situation and the question as one text."""
    return APART.join(part for part in (told(item.situation), stem(item)) if part)


def question_parts(text: str) -> tuple[str, str, str]:
    """The situation, the question and the unit from such a text."""
    situation, _, asked = text.rpartition(APART)
    paragraphs = told(asked).split("\n\n")
    unit = _COUNTED.fullmatch(paragraphs[-1])
    if unit:
        return told(situation), "\n\n".join(paragraphs[:-1]), unit[1]
    return told(situation), "\n\n".join(paragraphs), ""


def explanation(item: Item) -> str:
    """Why what is right is so, why each pair or step is, then the words that all rests on."""
    given = ((lead, told(reason).replace("\n\n", "\n")) for lead, reason in leads(item))
    reasons = [f"{lead}: {reason}" for lead, reason in given if reason]
    return "\n\n".join(part for part in (told(item.rationale), *reasons, *map(source, item.cited)) if part)


def explanation_parts(text: str, known: Iterable[str]) -> tuple[str, dict[str, str], tuple[Cited, ...]]:
    """The rationale, the reasons by what leads them and what is cited, from such a text.

    Args:
        text: of the explanation.
        known: what may lead a reason.
    """
    parts, cited, reasons = told(text).split("\n\n"), [], {}
    while parts and (found := _SOURCE.fullmatch(parts[-1])):
        cited.append(Cited(quote=found[1], label=found[2] or ""))
        parts.pop()
    for lead in known:
        for place, part in enumerate(parts):
            if part.startswith(f"{lead}: "):
                reasons[lead] = parts.pop(place).removeprefix(f"{lead}: ")
                break
    return "\n\n".join(parts), reasons, tuple(reversed(cited))


def leads(item: Item) -> Iterator[tuple[str, str]]:
    """What leads the reason of each pair and of each step, with the reason."""
    if item.kind is Kind.ORDERING:
        yield from ((_lead(one.text), one.rationale) for one in item.options)
    for pair in item.pairs:
        yield _lead(f"{pair.prompt} → {pair.answer}"), pair.rationale


def _lead(text: str) -> str:
    return on_one_line(text).replace(ARROW, ARROW_SHOWN)


def source(cited: Cited) -> str:
    """A quote in its marks, below it where it stands."""
    label = where(cited)
    quote = "\n".join(lines(cited.quote))
    return f"“{quote}”\n— {label}" if label else f"“{quote}”"


def where(cited: Cited) -> str:
    """Where quoted words stand, with a remark on how the document stood."""
    label, standing = on_one_line(cited.label or cited.document), on_one_line(cited.standing)
    return f"{label} [{standing}]" if label and standing else label or standing


def name(item: Item, place: int) -> str:
    """A name for a question that keeps the order when names are sorted."""
    return f"{place:03d} {shortened(on_one_line(item.stem), LONGEST_NAME)}"


def tags(item: Item) -> list[str]:
    """What it is about as tags, each fit for Moodle."""
    told_of = {
        "topic": item.topic,
        "role": item.role,
        "level": str(item.level),
        "scenario": item.story,
        "stage": str(item.stage or ""),
        "status": item.status.value,
    }
    return [tag for key, value in told_of.items() if value and (tag := _tag(f"{key}: {value}"))]


def of_tags(found: Iterable[str]) -> dict[str, object]:
    """The fields of an item that such tags tell."""
    pairs = dict(tag.split(": ", 1) for tag in found if ": " in tag)
    level, stage, status = pairs.get("level", ""), pairs.get("stage", ""), pairs.get("status", "")
    fields: dict[str, object] = {"topic": pairs.get("topic", ""), "role": pairs.get("role", "")}
    fields["story"] = pairs.get("scenario", "")
    if level in ("1", "2", "3"):
        fields["level"] = int(level)
    if stage.isascii() and stage.isdigit() and len(stage) <= 2 and int(stage) <= 20:
        fields["stage"] = int(stage)
    if status in (Status.DRAFT, Status.ACCEPTED):
        fields["status"] = Status(status)
    return fields


def _tag(text: str) -> str:
    return _NO_TAG.sub("", on_one_line(text))[:LONGEST_TAG].strip()


def yes_or_no(item: Item) -> bool:
    """Whether it can be asked as true or false: those are its options, whichever first."""
    texts = sorted(on_one_line(one.text).lower() for one in item.options)
    return item.kind is Kind.TRUE_FALSE and texts == ["false", "true"]


def chosen(item: Item, truth: bool) -> Option:
    """The option of a true-or-false item that says this."""
    return next(one for one in item.options if (on_one_line(one.text).lower() == "true") is truth)


def shuffled(texts: Sequence[str], seed: str) -> list[int]:
    """Places of texts in an order that is always the same for a seed and never their own, if it can be."""
    order = sorted(range(len(texts)), key=lambda place: sha256(f"{seed}/{place}".encode()).digest())
    for _ in order:
        if [texts[place] for place in order] != list(texts):
            break
        order = order[1:] + order[:1]
    return order


def steps(item: Item) -> list[tuple[str, str]]:
    """Prompts with their answers: of a matching item its pairs, of an ordering one steps with places."""
    if item.kind is Kind.ORDERING:
        return [(told(one.text), str(place)) for place, one in enumerate(item.options, 1)]
    return [(told(pair.prompt), told(pair.answer)) for pair in item.pairs]


def title(quiz: Quiz) -> str:
    """Of the quiz, on one line."""
    return on_one_line(quiz.title) or "Safeguarding quiz"
