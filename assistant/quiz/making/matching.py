"""Items that match duties to those who have them."""

from collections.abc import Sequence

from assistant.quiz.claims import claim
from assistant.quiz.facts.bodies import bodies, named_in
from assistant.quiz.facts.values import Duty
from assistant.quiz.items import Item, Kind, Pair
from assistant.quiz.linting import lint
from assistant.quiz.making.material import Material
from assistant.quiz.making.parts import cited, item_id, says
from assistant.quiz.making.who import POINTS_BACK, is_one_body

PAIRS = 4
_SHORTEST, _LONGEST = 4, 18
"""Words of a duty that is matched."""


def asks_match(material: Material, duties: Sequence[Duty]) -> Item | None:
    """A matching item of some of these duties, each of another body; None where too few are plainly each one
    body's alone."""
    chosen: list[Duty] = []
    for duty in duties:
        if _can_be_matched(duty) and all(_apart(duty, one) for one in chosen):
            chosen.append(duty)
        if len(chosen) == PAIRS:
            item = _matching(material, chosen)
            if _holds(material, item) and not lint(item):
                return item
            chosen = chosen[1:]
    return None


def _can_be_matched(duty: Duty) -> bool:
    short = len(duty.act.split()) in range(_SHORTEST, _LONGEST + 1) and not duty.condition
    return short and is_one_body(duty) and not POINTS_BACK.search(duty.act) and not named_in(duty.act)


def _apart(duty: Duty, other: Duty) -> bool:
    one, two = bodies()[duty.body], bodies()[other.body]
    return one.apart_from(two) and one.near(two) is not None and duty.modal == other.modal


def _matching(material: Material, chosen: Sequence[Duty]) -> Item:
    pairs = tuple(
        Pair(
            prompt=f"{one.modal} {one.act}",
            answer=one.actor,
            rationale=says(one.place),
            citations=(cited(one.place),),
        )
        for one in chosen
    )
    return Item(
        id=item_id(Kind.MATCHING, "who", [one.place for one in chosen]),
        kind=Kind.MATCHING,
        stem="Match each duty to whoever the guidance lays it on.",
        pairs=pairs,
        citations=tuple(cited(one.place) for one in chosen),
        objective="Tell apart the duties of those who work together.",
        role=material.wanted.role,
        topic=chosen[0].place.topic,
        level=2,
        fact="+".join(sorted(one.place.digest for one in chosen)),
    )


def _holds(material: Material, item: Item) -> bool:
    """Whether nobody has the duty of another."""
    crossed = [
        (pair.prompt, answer) for pair in item.pairs for answer in item.answers if answer != pair.answer
    ]
    claims = [claim(item, f"{prompt}\n{answer}") for prompt, answer in crossed]
    said = material.grounds.saying(claims, [answer for _, answer in crossed])
    return not any(said)
