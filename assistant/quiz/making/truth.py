"""True-or-false items on a time, and items on how strongly something is laid down."""

import re
from collections.abc import Sequence

from assistant.quiz.claims import GAP
from assistant.quiz.facts.duties import plain
from assistant.quiz.facts.times import Timed
from assistant.quiz.facts.values import Duty
from assistant.quiz.items import Item, Kind, Option
from assistant.quiz.linting import lint
from assistant.quiz.making.choosing import with_distractors
from assistant.quiz.making.material import Material, level_of
from assistant.quiz.making.parts import capital, cited, item_on, says, source_of, wrong_at
from assistant.quiz.making.when import neighbours

STRENGTHS = {
    "must": "It is laid down as something that must be done.",
    "should": "It is laid down as something that should be done unless there is good reason not to.",
    "may": "It would be allowed, and left open.",
}
_POINTING = ("you", "they", "it")
"""Actors who are named nowhere in the sentence."""


def asks_truth(material: Material, timed: Timed) -> Item | None:
    """Whether a time is as stated: by chance it is, or is another."""
    if not timed.is_sentence:
        return None
    true = material.rng.random() < 0.5
    near = sorted(neighbours(timed.unit), key=lambda one: abs(one - timed.number))
    other = next(number for number in near if number != timed.number)
    told = timed.with_time(timed.told(timed.number if true else other)).rstrip(".")
    place = cited(timed.place)
    why = says(timed.place)
    item = item_on(
        material,
        timed.place,
        Kind.TRUE_FALSE,
        str(true),
        stem=f"Is this what {source_of(timed.place.document)} says? “{capital(told)}.”",
        options=(
            Option(text="True", correct=true, rationale=why, citations=(place,)),
            Option(text="False", correct=not true, rationale=why, citations=(place,)),
        ),
        objective=f"State the time that {source_of(timed.place.document)} sets.",
    )
    return None if lint(item) else item


def asks_strength(material: Material, duty: Duty) -> Item | None:
    """Whether something must, should or may be done, with a gap for the word; None where the guidance comes
    near to saying it with another of them elsewhere."""
    text = plain(duty.place.text)
    words = list(re.finditer(r"\b(?:must|should|may|can|shall|need)\b", text))
    one_word = len(words) == 1 and words[0][0] == duty.modal
    if len(duty.place.spans) > 1 or "@" in text or not one_word or duty.actor in _POINTING:
        return None
    quote = f"{text[: words[0].start()]}{GAP}{text[words[0].end() :]}".rstrip(".")
    why = f"{says(duty.place)} {STRENGTHS[duty.modal]}"

    def build(wrong: Sequence[Option]) -> Item:
        options = [
            Option(text=duty.modal, correct=True, rationale=why, citations=(cited(duty.place),)),
            *wrong,
        ]
        return item_on(
            material,
            duty.place,
            Kind.SINGLE,
            "strength",
            stem=f"{capital(source_of(duty.place.document))} says: “{quote}.” Which word stands in the gap?",
            options=tuple(sorted(options, key=lambda one: [*STRENGTHS, one.text].index(one.text))),
            objective=f"Know how strongly it is laid down that {duty.actor} {duty.act}.",
            level=level_of(duty),
        )

    wrong = [wrong_at(duty.place, word, "another strength", why) for word in STRENGTHS if word != duty.modal]
    return with_distractors(material, wrong, build, count=len(wrong), similar=True)
