"""What the reader of names learns from: texts with the places of the names in them.

Names are exchanged for others, listed ones and made-up ones, so that it learns what stands around a name and
how names look, and not those that happened to be in the file.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.privacy.words import is_given, is_surname, names_on, words_of
from eval.lines import read_lines
from eval.personal import Example
from eval.questions import EvaluationError

Span = tuple[int, int]

EXCHANGED, FILLED = 12, 22
"""How often a marked question, and a frame, comes with other names."""
PLAIN = 3
"""How often a frame without names comes."""
_SLOT = re.compile(r"\{\{([GSNI])(\d)\}\}")
_PART = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_STAYS = frozenset("van der den bin bint ibn nan uncle aunt auntie".split())
_LETTERS = "ABCDEFGHJKLMNOPRSTVWYZ"


class Frame(BaseModel):
    """A message with slots for names, or with none.

    Attributes:
        id: its own.
        text: with slots: "{{G1}}" a given name, "{{S1}}" a surname, "{{N1}}" a nickname, "{{I1}}" initials;
            the same slot is the same person's.
        case: how it is written: as usual, in small letters, or in capitals.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)
    case: Literal["usual", "lower", "upper"]


@dataclass(frozen=True, slots=True)
class Told:
    """A text, where its names are, and where other personal data is, of which nothing is learnt."""

    text: str
    names: tuple[Span, ...] = ()
    others: tuple[Span, ...] = ()

    def cased(self, case: str) -> "Told":
        """The same in small letters or in capitals, where that leaves everything in its place."""
        text = {"lower": self.text.lower(), "upper": self.text.upper()}.get(case, self.text)
        return Told(text, self.names, self.others) if len(text) == len(self.text) else self


def read_frames(path: Path) -> list[Frame]:
    """The frames of a file.

    Raises:
        EvaluationError: a line is no frame, or two have one id.
    """
    frames = read_lines(path, Frame, "frame")
    if len({one.id for one in frames}) < len(frames):
        raise EvaluationError(f"{path.name}: two frames have one id")
    return frames


def told(
    marked: Sequence[Example], frames: Sequence[Frame], plain: Sequence[str], chance: random.Random
) -> Iterator[Told]:
    """All that is learnt from.

    Args:
        marked: questions with their personal data.
        frames: messages with slots for names.
        plain: texts that seldom name anybody; those that might are left out.
        chance: draws the names.
    """
    for one in marked:
        as_typed = _as_told(one)
        yield from (as_typed, as_typed.cased("lower"))
        for _ in range(EXCHANGED if as_typed.names else 1):
            case = "upper" if chance.random() < 0.04 else chance.choice(["usual", "usual", "lower"])
            yield _exchanged(one, chance).cased(case)
    for frame in frames:
        for _ in range(FILLED if _SLOT.search(frame.text) else PLAIN):
            lowered = frame.case == "usual" and chance.random() < 0.4
            yield _filled(frame, chance).cased("lower" if lowered else "usual")
    for text in plain:
        if not any(word.listed and (word.capital or not word.ordinary) for word in words_of(text)):
            yield Told(text)


def _as_told(example: Example) -> Told:
    return _with_names(example, lambda name: name)


def _exchanged(example: Example, chance: random.Random) -> Told:
    """A marked question with another name for each, the same for one that comes again."""
    known: dict[str, str] = {}

    def other(part: re.Match[str]) -> str:
        old = part[0]
        if len(old) < 3 or old.casefold() in _STAYS:
            return old
        is_first = is_given(old) or (not is_surname(old) and chance.random() < 0.5)
        new = known.setdefault(old.casefold(), given(chance) if is_first else surname(chance))
        return new.lower() if old.islower() else new.upper() if old.isupper() else new

    return _with_names(example, lambda name: _PART.sub(other, name))


def _with_names(example: Example, changed: Callable[[str], str]) -> Told:
    text, at = "", 0
    names: list[Span] = []
    others: list[Span] = []
    for one in example.spans:
        text += example.text[at : one.start]
        start, old = len(text), example.text[one.start : one.end]
        text += changed(old) if one.kind.is_person else old
        (names if one.kind.is_person else others).append((start, len(text)))
        at = one.end
    return Told(text + example.text[at:], tuple(names), tuple(others))


def _filled(frame: Frame, chance: random.Random) -> Told:
    """A frame with a name in each slot."""
    draw = {"G": given, "S": surname, "N": nickname, "I": initials}
    accents = chance.random() < 0.5
    known: dict[str, str] = {}
    text, at = "", 0
    names: list[Span] = []
    for slot in _SLOT.finditer(frame.text):
        text += frame.text[at : slot.start()]
        name = known.get(slot[0]) or _typed(draw[slot[1]](chance), chance, accents=accents)
        known[slot[0]] = name
        if frame.case == "upper":
            name = name.upper()
        elif frame.case == "lower" and slot[1] != "I":
            name = name.lower()
        names.append((len(text), len(text) + len(name)))
        text, at = text + name, slot.end()
    return Told(text + frame.text[at:], tuple(names))


# --- names -------------------------------------------------------------------------------------------


def given(chance: random.Random) -> str:
    """A given name: on the list, a word besides, or made of two."""
    drawn = chance.random()
    if drawn < 0.13:
        return chance.choice(names_on("names_that_are_words")).capitalize()
    return _made_of_two("given_names", chance) if drawn < 0.27 else chance.choice(names_on("given_names"))


def surname(chance: random.Random) -> str:
    """A surname: on the list, made of two, or double."""
    drawn = chance.random()
    if drawn < 0.15:
        return _made_of_two("surnames", chance)
    one = chance.choice(names_on("surnames"))
    return f"{one}-{chance.choice(names_on('surnames'))}" if drawn < 0.2 else one


def nickname(chance: random.Random) -> str:
    """A given name made short, or another."""
    name = chance.choice(names_on("given_names"))
    return chance.choice([name[:3], name[:4], f"{name[:3]}y", f"{name[:3]}ie", given(chance)]).capitalize()


def initials(chance: random.Random) -> str:
    """Two initials."""
    return f"{chance.choice(_LETTERS)}{chance.choice(('.', '.', ''))}{chance.choice(_LETTERS)}."


def _made_of_two(name: str, chance: random.Random) -> str:
    one, other = chance.choice(names_on(name)), chance.choice(names_on(name))
    return (one[: max(2, len(one) // 2)] + other[len(other) // 2 :].lower()).capitalize()


def _typed(name: str, chance: random.Random, *, accents: bool) -> str:
    """A name as somebody types it: seldom two letters changed, and accents or none."""
    if len(name) > 4 and chance.random() < 0.05:
        at = chance.randrange(1, len(name) - 1)
        name = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    plain = unicodedata.normalize("NFD", name)
    return name if accents else "".join(one for one in plain if not unicodedata.combining(one))
