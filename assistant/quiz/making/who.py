"""Items that ask who has a duty."""

import re
from collections.abc import Sequence

from assistant.quiz.facts.bodies import Body, bodies, named_in
from assistant.quiz.facts.values import Duty
from assistant.quiz.items import Item, Kind, Option
from assistant.quiz.making.choosing import shuffled, with_distractors
from assistant.quiz.making.material import Material, level_of
from assistant.quiz.making.parts import capital, item_on, right_at, says, source_of, wrong_at
from assistant.quiz.making.vignettes import told_as_fact

FEWEST_WORDS = 6
"""Of an act by which somebody can be known; "treat the information confidentially" may be anybody's."""
LONGEST_ACTOR = 9
"""Words of a body as it is offered."""
_UNCLEAR = re.compile(r"[,(/]|\bother\b|\b[A-Z]{2,}s?\b")
"""Actors that name several, or go by letters only."""
_STATES = re.compile(
    r"^(?:always |only )?(?:be (?!told|informed|notified|consulted|invited|involved)|"
    r"have (?!regard|due regard)|know )"
)
"""Acts that tell what somebody is."""
POINTS_BACK = re.compile(r"\b(?:they|them|their|it|its|he|she|his|her|you|your|themselves|itself)\b", re.I)


def asks_who(material: Material, duty: Duty, *, staged: bool = False) -> Item | None:
    """An item that asks who has a duty, or None where it could be anybody's.

    Args:
        material: what it is made from.
        duty: the duty.
        staged: whether a staged scenario tells the situation.
    """
    own = bodies().get(duty.body)
    bare = not duty.condition and len(duty.act.split()) < FEWEST_WORDS
    if (
        bare
        or _STATES.match(duty.act)
        or own is None
        or not is_one_body(duty)
        or POINTS_BACK.search(duty.act)
        or own.name in named_in(duty.act)
    ):
        return None
    vignette = told_as_fact(duty.condition)[0] if duty.condition and not staged else ""
    source = source_of(duty.place.document)
    asked = f"who {duty.modal} {duty.act}, according to {source}?"
    stem = capital(f"{duty.condition}, {asked}") if duty.condition and not vignette else capital(asked)
    right = right_at(duty.place, duty.actor)

    def build(wrong: Sequence[Option]) -> Item:
        return item_on(
            material,
            duty.place,
            Kind.SINGLE,
            "who",
            vignette=vignette,
            stem=stem,
            options=shuffled(material, right, wrong),
            objective=f"Know who {duty.modal} {duty.act}.",
            level=level_of(duty),
        )

    return with_distractors(material, _wrong(material, duty), build)


def is_one_body(duty: Duty) -> bool:
    """Whether a duty is laid on somebody who can be named as an answer."""
    known = bodies().get(duty.body)
    named = known is not None and any(known.apart_from(other) for other in bodies().values())
    return named and len(duty.actor.split()) <= LONGEST_ACTOR and not _UNCLEAR.search(duty.actor)


def _wrong(material: Material, duty: Duty) -> list[Option]:
    """Others who have duties in what was found, of the same field or one near it, each once and none named in
    the question; then others of whom nothing was found."""
    own = bodies()[duty.body]
    told = named_in(f"{duty.condition} {duty.act}")
    near = [one for one in material.found.duties if one.body in bodies() and is_one_body(one)]
    with_duties = {
        one.body: one for one in sorted(near, key=lambda one: -len(one.actor))
    }  # the shortest last
    ranked = [
        (distance, material.rng.random(), other)
        for other in bodies().values()
        if other.name not in told and own.apart_from(other) and (distance := own.near(other)) is not None
    ]
    chosen: list[Body] = []
    for _, _, other in sorted(ranked, key=lambda one: (one[0] > 0, one[2].name not in with_duties, one[1])):
        if all(other.apart_from(one) for one in chosen):
            chosen.append(other)
    return [_as_option(other, with_duties.get(other.name), duty) for other in chosen]


def _as_option(other: Body, having: Duty | None, asked: Duty) -> Option:
    if having is None:
        why = f"The guidance does not say this of {other.called}. {says(asked.place)}"
        return wrong_at(asked.place, other.called, "another body", why)
    why = f"The guidance gives this to somebody else. Of {having.actor} it says: “{having.place.text}”"
    return wrong_at(having.place, having.actor, "another body", why)
