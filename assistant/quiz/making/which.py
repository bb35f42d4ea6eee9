"""Items on lists and meanings: which of these does the guidance name, which term does it explain so."""

from collections.abc import Sequence

from assistant.quiz.facts.lists import Listed
from assistant.quiz.facts.meanings import Meaning
from assistant.quiz.facts.values import Place
from assistant.quiz.items import Item, Kind, Option
from assistant.quiz.making.choosing import alike, shuffled, with_distractors
from assistant.quiz.making.material import Material
from assistant.quiz.making.parts import capital, cited, item_on, right_at, says, source_of, wrong_at

NAMED = 3
"""Items of the list among the options."""
LEAST_ALIKE = 0.35
"""Likeness of two lists' items from which one may be taken for the other's."""
MOST = 6
"""Options from other lists that are looked at."""
OTHERS = 2
"""Options that are none of it."""


def asks_which(material: Material, listed: Listed) -> Item | None:
    """A multiple-answer item: what of some options a list names."""
    forms = material.forms(listed)
    form = max(forms, key=forms.count)
    own = [at for at, one in enumerate(forms) if one == form]
    material.rng.shuffle(own)
    chosen = sorted(own[:NAMED])
    if len(chosen) < NAMED:
        return None
    source = capital(source_of(listed.place.document))
    stem = f"{source} says: “{listed.lead}:” Which of these does its list name? Select all that apply."
    place = listed.place.with_spans(*(listed.spans[at] for at in chosen))
    right = [
        Option(text=listed.items[at], correct=True, rationale=f"The list names it. {says(_item(listed, at))}")
        for at in chosen
    ]

    def build(wrong: Sequence[Option]) -> Item:
        options = [*right, *wrong]
        material.rng.shuffle(options)
        return item_on(
            material,
            listed.place,
            Kind.MULTIPLE,
            "which",
            stem=stem,
            options=tuple(options),
            citations=(cited(place),),
            objective=f"Name what the list “{listed.lead}:” holds.",
        )

    return with_distractors(material, _elsewhere(material, listed, form), build, count=OTHERS)


def _item(listed: Listed, at: int) -> Place:
    return listed.place.with_spans(listed.spans[at])


def _elsewhere(material: Material, listed: Listed, form: str) -> list[Option]:
    """What other lists name in the same form, the likest first."""
    near = [
        (one, at)
        for one in material.found.lists
        if one.lead != listed.lead
        and bool(one.modal) == bool(listed.modal)
        and not alike(one.lead, listed.lead)
        and _audience(one) in ("", "both", _audience(listed))
        for at, text in enumerate(one.items)
        if material.forms(one)[at] == form and not any(alike(text, own) for own in listed.items)
    ]
    likeness = material.alike(_item(listed, 0), [_item(one, at) for one, at in near])
    order = sorted(
        (at for at in range(len(near)) if likeness[at] >= LEAST_ALIKE), key=lambda at: -likeness[at]
    )
    return [_as_option(*near[at]) for at in order[:MOST]]


def _audience(listed: Listed) -> str:
    return listed.place.document.metadata.audience


def _as_option(listed: Listed, at: int) -> Option:
    place = _item(listed, at)
    why = f"Another list names this. {says(place)}"
    return wrong_at(place, listed.items[at], "another list", why)


def asks_meaning(material: Material, meaning: Meaning) -> Item | None:
    """An item that gives a meaning and asks for its term."""
    source = source_of(meaning.place.document)
    stem = f"Which term does {source} explain as “{meaning.means}”?"
    right = right_at(meaning.place, meaning.term)
    others = {one.term.casefold(): one for one in material.found.meanings}
    others.pop(meaning.term.casefold(), None)
    wrong = [_as_term(one) for one in others.values() if one.means != meaning.means]
    material.rng.shuffle(wrong)

    def build(chosen: Sequence[Option]) -> Item:
        return item_on(
            material,
            meaning.place,
            Kind.SINGLE,
            "meaning",
            stem=stem,
            options=shuffled(material, right, chosen),
            objective=f"Know what {meaning.term} means.",
            level=1,
        )

    return with_distractors(material, wrong, build)


def _as_term(meaning: Meaning) -> Option:
    why = f"This means something else. {says(meaning.place)}"
    return wrong_at(meaning.place, meaning.term, "another term", why)
