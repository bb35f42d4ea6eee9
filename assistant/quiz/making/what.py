"""Items that ask what somebody must do when something is so: scenario items, with a vignette where the
source's condition makes one.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.grounding.text import read
from assistant.quiz.facts.bodies import Body, bodies, data
from assistant.quiz.facts.values import Duty
from assistant.quiz.items import Item, Kind, Option
from assistant.quiz.making.choosing import shuffled, with_distractors
from assistant.quiz.making.material import Material, level_of
from assistant.quiz.making.parts import capital, item_on, right_at, says, source_of, wrong_at
from assistant.quiz.making.vignettes import situation

MISTAKES = 2
"""Of the wrong answers at most so many are common mistakes where other bodies' duties are at hand."""
LEAST_ALIKE = 0.35
"""Likeness of two duties from which the one may be taken for the other."""
LONGER = 45
"""Characters that a wrong answer may be longer than the key."""
_OTHERS_THEMES = {"children": ("adult", "capacity"), "adults": ("child", "concern")}
"""Themes that a document on the ones does not deal with, whatever its words."""
_TELLS_WHEN = re.compile(r"\b(?:who|whose|with|concerned|invited|asked|unsure|in contact)\b.* \w+")
"""Actors who are told apart by what is so: "staff who have a concern"."""
_SOMEBODY = re.compile(
    r"\b(?:staff|workers?|officers?|managers?|teams?|boards?|panels?|authorit(?:y|ies)|providers?|agenc(?:y|ies)|"
    r"services?|leaders?|organisations?|person|people|professionals?|bod(?:y|ies)|prisons?|hospitals?)$"
)
"""Actors who are somebody, although not of those that are known by name."""
_THEME_OF = {"children": "child", "adults": "adult", "both": "child"}
_POINTS = re.compile(r"\b(?:you|your|they|their|it|its|the panel|inspectors?|the home)\b")
_STATES = re.compile(
    r"^(?:always |only |\w+ly )?"
    r"(?:be|have|include|reflect|contain|cover|apply|depend|know|consist|form)\b(?! (?:regard|due))"
)
"""Verbs of what is rather than of what somebody does."""


def asks_what(material: Material, duty: Duty, *, staged: bool = False) -> Item | None:
    """An item that asks what is to be done, or None where a duty makes none.

    Args:
        material: what it is made from.
        duty: the duty.
        staged: whether a staged scenario tells the situation, so that the duty needs no condition.
    """
    tells_when = duty.condition or staged or _TELLS_WHEN.search(duty.actor)
    return _item(material, duty, "what", staged=staged) if tells_when else None


def asks_which_duty(material: Material, duty: Duty) -> Item | None:
    """An item that asks which of some things somebody has to do, for a duty that holds at all times; None
    where it makes none."""
    return (
        None if duty.condition or _TELLS_WHEN.search(duty.actor) else _item(material, duty, "which of these")
    )


def _item(material: Material, duty: Duty, asking: str, *, staged: bool = False) -> Item | None:
    acts = duty.body or duty.actor == "you" or _SOMEBODY.search(duty.actor)
    if not acts or _STATES.match(duty.act) or duty.act.split()[0].endswith("ly"):
        return None
    vignette, actor = ("", duty.actor) if staged else situation(duty, material.rng)
    asked = f"{asking} {duty.modal} {actor} do, according to {source_of(duty.place.document)}?"
    stem = capital(asked if vignette or not duty.condition else f"{duty.condition}, {asked}")
    right = right_at(duty.place, duty.act)

    def build(wrong: Sequence[Option]) -> Item:
        return item_on(
            material,
            duty.place,
            Kind.SINGLE,
            "what",
            vignette=vignette,
            stem=stem,
            options=shuffled(material, right, wrong),
            objective=f"Say what {duty.actor} {duty.modal} do {duty.condition}".rstrip() + ".",
            level=level_of(duty),
        )

    return with_distractors(material, _wrong(material, duty), build)


def _wrong(material: Material, duty: Duty) -> Iterator[Option]:
    """Common mistakes and other bodies' duties in turn."""
    mistakes, others = iter(_mistakes(material, duty)), iter(_others(material, duty))
    for _ in range(MISTAKES * 4):
        yield from (one for one in (next(others, None), next(mistakes, None)) if one)
    yield from others
    yield from mistakes


def theme_of(duty: Duty) -> str:
    """What a duty is about, of the themes that mistakes are listed for; "" for none of them."""
    told = f"{duty.condition} {duty.act} {duty.place.topic}"
    other = _OTHERS_THEMES.get(duty.place.document.metadata.audience, ())
    themes = {name: one for name, one in data()["themes"].items() if name not in other}
    fits = (name for name, one in themes.items() if re.search(one["fits"], told, re.IGNORECASE))
    return next(fits, _THEME_OF.get(duty.place.document.metadata.audience, ""))


def _mistakes(material: Material, duty: Duty) -> list[Option]:
    theme = theme_of(duty)
    mistakes = list(data()["themes"][theme]["mistakes"]) if theme else []
    material.rng.shuffle(mistakes)
    mistakes.sort(key=lambda one: -_echoes(duty, one))
    why = f"The guidance does not say this. {says(duty.place)}"
    return [wrong_at(duty.place, one, "common mistake", why) for one in mistakes]


def _echoes(duty: Duty, mistake: str) -> int:
    """How many of the words that a question and its key have in common stand in a mistake too: where none
    did, they would tell the key."""
    asked, key = read(f"{duty.condition} {duty.actor}").stems, read(duty.act)
    common = {word.stem for word in key.telling} & asked
    return len(common & read(mistake).stems)


def _others(material: Material, duty: Duty) -> list[Option]:
    """What others of a near field have to do, most alike first, so long as none of it could be this one's."""
    own = bodies().get(duty.body)
    near = [one for one in material.found.duties if own and _stands_beside(duty, one, own)]
    likeness = material.alike(duty.place, [one.place for one in near])
    order = sorted(
        (at for at in range(len(near)) if likeness[at] >= LEAST_ALIKE), key=lambda at: -likeness[at]
    )
    return [_as_option(near[at]) for at in order[:10]]


def _stands_beside(duty: Duty, one: Duty, own: Body) -> bool:
    other = bodies().get(one.body)
    return (
        other is not None
        and own.apart_from(other)
        and own.near(other) is not None
        and one.modal == duty.modal
        and not _STATES.match(one.act)
        and len(one.act) <= len(duty.act) + LONGER
        and not _POINTS.search(one.act)
    )


def _as_option(other: Duty) -> Option:
    why = f"This is what {other.actor} {other.modal} do. {says(other.place)}"
    return wrong_at(other.place, other.act, "another body's duty", why)
