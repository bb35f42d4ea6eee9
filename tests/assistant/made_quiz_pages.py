"""A quiz made by hand, with an item of every kind and a staged scenario."""

from dataclasses import dataclass

from assistant.quiz.items import Cited, Item, Kind, Option, Pair, Quiz, Status

SOON = Cited(
    quote="the core group should meet within 10 working days of the conference",
    label="Starter notes, 2026, Core group",
    document_id="d1",
    passage_id="p1",
    document="Core groups",
    edition="2026",
    strength="should",
)
LEAD = Cited(
    quote="Staff must tell the lead at once.", label="Starter notes, 2026, Concerns", document="Concerns"
)


def options(*texts, right=(0,), citations=()):
    return tuple(
        Option(
            text=text,
            correct=place in right,
            rationale=f"{text}: {'as the note says' if place in right else 'the note says otherwise'}.",
            citations=citations if place in right else (),
        )
        for place, text in enumerate(texts)
    )


def single(id_="one", stem="How soon should the core group meet?", **changes):
    known = {
        "options": options("Within 5 days", "Within 10 working days", "Within 15 working days", right=(1,)),
        "citations": (SOON,),
    }
    return Item(id=id_, kind=Kind.SINGLE, stem=stem, **{**known, **changes})


def of_every_kind():
    """An item of each kind, by its kind."""
    made = (
        single(),
        Item(
            id="many",
            kind=Kind.MULTIPLE,
            stem="Who must be told?",
            options=options("The lead", "The police", "The head's friend", right=(0, 1)),
            citations=(LEAD,),
        ),
        Item(
            id="tf",
            kind=Kind.TRUE_FALSE,
            stem="Staff may wait.",
            options=options("True", "False", right=(1,)),
        ),
        Item(
            id="match",
            kind=Kind.MATCHING,
            stem="Which belongs to which?",
            pairs=(Pair(prompt="Core group", answer="10 days"), Pair(prompt="Conference", answer="15 days")),
            others=("45 days",),
            rationale="So the notes say.",
        ),
        Item(
            id="order",
            kind=Kind.ORDERING,
            stem="In which order?",
            options=options("Listen", "Tell the lead", "Write it down", right=(0, 1, 2)),
        ),
        Item(id="number", kind=Kind.NUMBER, stem="Within how many?", number=10, unit="working days"),
    )
    return {one.kind: one for one in made}


def staged():
    """A scenario of two stages."""
    first = single("s1", "What do you do first?", vignette="Ash tells you of a bruise.", story="s", stage=1)
    second = single(
        "s2",
        "And what now?",
        vignette="Next day Ash is not at school.",
        before=("Ash tells you of a bruise.",),
        story="s",
        stage=2,
    )
    return first, second


def quiz(*items, **changes):
    known = {"id": "q1", "title": "Core groups", "items": items or (single(),), "made": "2026-03-01"}
    return Quiz(**{**known, **changes})


def accepted(made):
    """The same quiz with every item accepted."""
    return made.model_copy(
        update={"items": tuple(one.model_copy(update={"status": Status.ACCEPTED}) for one in made.items)}
    )


@dataclass(frozen=True)
class Assumed:
    """A value with the attributes it is given, in the place of another module's."""

    check: str = ""
    about: str = ""
    option: int | None = None
    rule: str = ""
    item: str = ""
