"""Items made by hand over the tiny library: sound ones, which a test breaks in one place."""

from typing import Any

from assistant.quiz.items import Cited, Item, Kind, Option, Pair, Quiz
from ingest.library import Library

BELL = "The keeper must ring the bell within 3 days of every visit to the tower."
NAMES = "Visitors should write their names down in the book that lies by the door."
TOLL = "Whoever crosses the bridge with a cart must pay the warden two pence at the gate."


def cited(library: Library, quote: str) -> Cited:
    """Words as an item cites them, with the passage that they stand in; "gone" for words of none."""
    held = [one for document in library.documents() for one in library.passages_of(document.id)]
    first = quote.split("\n", maxsplit=1)[0]
    found = next((one.id for one in held if first in one.text), "gone")
    return Cited(quote=quote, label="Visits", passage_id=found, document="Visits")


def options(*texts: str) -> tuple[Option, ...]:
    """Options, "*" before what is right."""
    return tuple(Option(text=one.removeprefix("*"), correct=one.startswith("*")) for one in texts)


def who(library: Library, id_: str = "who", **changes: Any) -> Item:
    """A sound item on who rings the bell."""
    told = {
        "kind": Kind.SINGLE,
        "stem": "Who must ring the bell within 3 days of every visit to the tower?",
        "options": options("the warden", "*the keeper", "the owner of the book"),
        "citations": (cited(library, BELL),),
        "fact": "bell",
    }
    return Item(id=id_, **{**told, **changes})


def when(library: Library, id_: str = "when", **changes: Any) -> Item:
    """A sound item on when it is rung."""
    quote = BELL.replace("3 days", "[ … ]")
    told = {
        "kind": Kind.SINGLE,
        "stem": f"The book says: “{quote}” Which time stands in the gap?",
        "options": options("2 days", "*3 days", "5 days", "7 days"),
        "citations": (cited(library, BELL),),
    }
    return Item(id=id_, **{**told, **changes})


def truth(library: Library, statement: str, *, true: bool) -> Item:
    """A true-or-false item."""
    return Item(
        id="truth",
        kind=Kind.TRUE_FALSE,
        stem=f"Is this what the book says? “{statement}”",
        options=(Option(text="True", correct=true), Option(text="False", correct=not true)),
        citations=(cited(library, BELL),),
    )


def match(library: Library, *answers: str) -> Item:
    """A matching item on the bell and the book."""
    acts = ("must ring the bell within 3 days of every visit to the tower", "should write their names down")
    pairs = tuple(
        Pair(prompt=act, answer=answer, citations=(cited(library, quote),))
        for act, answer, quote in zip(acts, answers, (BELL, NAMES), strict=True)
    )
    return Item(id="match", kind=Kind.MATCHING, stem="Who does what?", pairs=pairs)


def quiz(*items: Item) -> Quiz:
    """A quiz of some items."""
    return Quiz(title="The tower", items=items, made="2026-11-28", seed=4)
