"""What every item is put together from: citations, the name of a source, ids, words to open with."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.quiz.citing import as_cited
from assistant.quiz.facts.values import Place
from assistant.quiz.items import Cited, Item, Kind, Option
from assistant.quiz.making.material import Material
from ingest.documents import GuidanceDocument

_LONGEST_NAME = 12
"""Words of a document's name that a question can hold."""
_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known at a stage of a staged scenario.

    Attributes:
        story: its id.
        stage: the place of the stage, from 1.
        now: what is told at this stage.
        before: what was told at the earlier ones.
    """

    story: str
    stage: int
    now: str
    before: tuple[str, ...] = ()

    def in_item(self, item: Item) -> Item:
        """An item as it is asked at this stage."""
        told = {"story": self.story, "stage": self.stage, "vignette": self.now, "before": self.before}
        return item.model_copy(update={**told, "id": f"{item.id}-{self.story}"})


def source_of(document: GuidanceDocument) -> str:
    """What a question calls a document: its title, with its edition where that is a year it does not name."""
    told = document.metadata
    if told.kind == "summary":  # whose title is what it is about, and would give answers away
        return "the guidance"
    title = _BRACKETS.sub("", told.title).strip()
    if len(title.split()) > _LONGEST_NAME:
        title = title.split(":")[0].strip()
    year = re.search(r"\b(?:19|20)\d\d\b", told.edition or "")
    if year and year[0] not in title and told.kind != "legislation" and "note" not in told.edition:
        title = f"{title} ({year[0]})"
    if len(title.split()) > _LONGEST_NAME + 1:
        return "the guidance"
    return f"the {title}" if told.kind == "legislation" or title.endswith((" Act", " Code")) else title


def cited(place: Place) -> Cited:
    """A place as an item cites it, the words to the letter; several stretches a line each."""
    quote = "\n".join(place.passage.text[start:end] for start, end in place.spans)
    return as_cited(quote, place.passage, place.document, place.spans)


def item_on(material: Material, place: Place, kind: Kind, asks: str, **own: Any) -> Item:
    """An item on what is said in one place, which it cites.

    Args:
        material: what it is made from.
        place: where its fact stands.
        kind: how it is answered.
        asks: the way in which it asks, for its id.
        own: its other fields, and those that are not as usual.
    """
    usual: dict[str, Any] = {
        "citations": (cited(place),),
        "role": material.wanted.role,
        "topic": place.topic,
        "level": 2,
        "fact": place.digest,
    }
    return Item(id=item_id(kind, asks, [place]), kind=kind, **(usual | own))


def right_at(place: Place, text: str) -> Option:
    """A right answer, with the words that make it so."""
    return Option(text=text, correct=True, rationale=says(place), citations=(cited(place),))


def wrong_at(place: Place, text: str, source: str, why: str) -> Option:
    """A wrong answer: what it is made of, why it is wrong, and the words that say so."""
    return Option(text=text, rationale=why, source=source, citations=(cited(place),))


def item_id(kind: Kind, asks: str, places: Sequence[Place]) -> str:
    """The id of an item that asks for something of some places in some way."""
    told = "\n".join([kind.value, asks, *(place.digest for place in places)])
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def capital(text: str) -> str:
    """A text with a capital letter first."""
    return text[:1].upper() + text[1:]


def says(place: Place) -> str:
    """What a document says in a place, for a rationale: 'Working Together 2023 says: “…”'."""
    return f"{capital(source_of(place.document))} says: “{place.text}”"
