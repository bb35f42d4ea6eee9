"""Edits made to a text by chance, with a seed, and the noise that a new edition buries them in."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from ingest.changes import ChangeKind, MarkKind
from ingest.documents import Block, BlockKind
from ingest.sentences import sentence_spans

WORDS = 12
"""Least words of a block that is edited."""
APART = 3
"""Least blocks between two edits, so that each can be told from the next."""

_NUMBERS = {"one": "two", "two": "three", "three": "six", "six": "four", "five": "ten", "ten": "seven"}
_BODIES = (
    "police", "local authority", "headteacher", "designated safeguarding lead", "LADO", "social worker",
    "integrated care board", "governing body", "registered manager", "Secretary of State",
    "Court of Protection",
)  # fmt: skip
_ADDED = (
    "Every corridor must have a lamp that is lit before the visitors arrive.",
    "The keeper of the orchard may lend a ladder to anybody who asks for one.",
    "Boats should be counted within 3 working days of the spring tide.",
    "A lantern is kept beside the bell, and the bell beside the door.",
)
"""Sentences that stand in no guidance."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that was made.

    Attributes:
        kind: what was changed: a kind of mark, or what became of a paragraph.
        old, new: the words, either of them empty where words were added or removed.
        at: the place of the block in the old text; of what was added, that of the block before it.
    """

    kind: MarkKind | ChangeKind
    old: str
    new: str
    at: int


# --- edits --------------------------------------------------------------------------------------------


def _number(word: str, chance: Random) -> str:
    if word.isdigit():
        return str(int(word) + chance.choice((1, 2, 5)))
    return _NUMBERS.get(word, "four")


_UNITS = r"(?:working days|school days|days|hours|weeks|months|years)"
_COUNTED = rf"(?<!age of )\b(\d+|one|two|three|five|six|ten) ({_UNITS})\b(?! (?:old|of age))"


def _timescale(found: re.Match[str], chance: Random) -> str:
    number, unit = found[1], found[2]
    if unit == "working days" and chance.random() < 0.5:
        return f"{number} days"
    return f"{_number(number, chance)} {unit}"


def _duty(found: re.Match[str], chance: Random) -> str:
    return chance.choice([word for word in ("must", "should", "may") if word != found[0]])


def _body(found: re.Match[str], chance: Random) -> str:
    return chance.choice([body for body in _BODIES if body.casefold() != found[0].casefold()])


EDITS: dict[MarkKind, tuple[str, Callable[[re.Match[str], Random], str]]] = {
    MarkKind.TIMESCALE: (_COUNTED, _timescale),
    MarkKind.DUTY: (r"\b(?:must|should|may)\b(?! not)", _duty),
    MarkKind.NEGATION: (
        r"\b(is|are|does|do|was|were|has|have|will) not\b",
        lambda found, _: found[1],
    ),
    MarkKind.AGE: (
        r"\b(under|aged|age of) (1\d)\b",
        lambda found, chance: f"{found[1]} {_number(found[2], chance)}",
    ),
    MarkKind.WHO: (rf"\b(?:{'|'.join(_BODIES)})\b(?! [A-Z])", _body),
    MarkKind.DATE: (
        r"\b(January|March|April|July|September|November) (20\d\d)\b",
        lambda found, chance: f"{found[1]} {_number(found[2], chance)}",
    ),
    MarkKind.NUMBER: (
        r"(?<![-\d/.])\b(\d{1,3})(%| per cent| times| million)",
        lambda found, chance: f"{_number(found[1], chance)}{found[2]}",
    ),
    MarkKind.CONDITION: (
        r"\b(?:unless|only if|if)\b",
        lambda found, _: "unless" if found[0] == "if" else "if",
    ),
}
"""What is looked for, and what is put in its place."""
STRUCTURE = (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED, ChangeKind.MOVED_AND_CHANGED)


def edited(blocks: Sequence[Block], count: int, chance: Random) -> tuple[list[Block], list[Edit]]:
    """A text with about so many edits, of every kind that it allows, far enough from each other."""
    texts: dict[int, str] = {}
    edits: list[Edit] = []
    free = set(range(APART, len(blocks) - APART))
    kinds: list[MarkKind | ChangeKind] = [*EDITS, *STRUCTURE]
    for turn in range(count):
        kind = kinds[turn % len(kinds)]
        places = [at for at in sorted(free) if _fits(blocks[at], kind)]
        if not places:
            continue
        at = chance.choice(places)
        free -= set(range(at - APART, at + APART + 1))
        edits.append(_edit(blocks[at].text, kind, at, chance, texts))
    return _assembled(blocks, edits, texts, chance), edits


def _fits(block: Block, kind: MarkKind | ChangeKind) -> bool:
    long = len(block.text.split()) >= WORDS and not block.ocr
    body = block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
    if kind is ChangeKind.MOVED_AND_CHANGED:
        return body and long and bool(re.search(EDITS[MarkKind.DUTY][0], block.text))
    if isinstance(kind, ChangeKind):
        return body and long
    return body and long and bool(re.search(EDITS[kind][0], block.text))


def _edit(text: str, kind: MarkKind | ChangeKind, at: int, chance: Random, texts: dict[int, str]) -> Edit:
    if isinstance(kind, ChangeKind) and kind is not ChangeKind.MOVED_AND_CHANGED:
        new = (
            chance.choice(_ADDED) if kind is ChangeKind.ADDED else "" if kind is ChangeKind.REMOVED else text
        )
        return Edit(kind, "" if kind is ChangeKind.ADDED else text, new, at)
    pattern, put = EDITS[MarkKind.DUTY if isinstance(kind, ChangeKind) else kind]
    found = chance.choice(list(re.finditer(pattern, text)))
    new = put(found, chance)
    texts[at] = text[: found.start()] + new + text[found.end() :]
    return Edit(kind, found[0], new, at)


def _assembled(
    blocks: Sequence[Block], edits: Sequence[Edit], texts: dict[int, str], chance: Random
) -> list[Block]:
    by_place = {edit.at: edit for edit in edits}
    made: list[Block] = []
    moving: list[Block] = []
    for at, block in enumerate(blocks):
        edit = by_place.get(at)
        now = replace(block, text=texts.get(at, block.text), notes=())
        if edit and edit.kind is ChangeKind.REMOVED:
            continue
        if edit and edit.kind in (ChangeKind.MOVED, ChangeKind.MOVED_AND_CHANGED):
            moving.append(now)
            continue
        made.append(now)
        if edit and edit.kind is ChangeKind.ADDED:
            made.append(replace(block, text=edit.new, notes=(), number=""))
    for block in moving:
        made.insert(chance.randrange(1, len(made)), block)
    return made


# --- noise --------------------------------------------------------------------------------------------

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "–"})


def disturbed(blocks: Sequence[Block], chance: Random) -> list[Block]:
    """A text set anew: quotes and dashes, numbers and references to them, page breaks, split paragraphs."""
    numbers = {block.number.rstrip(".") for block in blocks if block.kind is BlockKind.PARAGRAPH}
    whole = {number for number in numbers if number.isdigit()}

    def renumbered(found: re.Match[str]) -> str:
        return str(int(found[0]) + 3) if found[0] in whole else found[0]

    made: list[Block] = []
    for block in blocks:
        page = block.page + 1 if block.page else None
        number = re.sub(r"^\d+(?=\.?$)", renumbered, block.number)
        text = block.text.translate(_QUOTES)
        text = re.sub(r"(?<=paragraph )\d+(?![\d.(])", renumbered, text)
        moved = replace(block, text=text, number=number, page=page, end_page=None)
        spans = sentence_spans(text)
        if block.kind is BlockKind.PARAGRAPH and len(spans) > 2 and chance.random() < 0.1:
            cut = spans[len(spans) // 2][0]
            made += [replace(moved, text=text[:cut].rstrip()), replace(moved, text=text[cut:], number="")]
        else:
            made.append(moved)
    return made
