"""What every item is put together from: citations, the name of a source, ids, words to open with."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers import label_of, standing_remark
from assistant.quiz.facts.values import Place
from assistant.quiz.items import Cited, Item, Kind
from ingest.documents import GuidanceDocument
from ingest.passages import strength_of

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
    title = _BRACKETS.sub("", told.title).strip()
    if len(title.split()) > _LONGEST_NAME:
        title = title.split(":")[0].strip()
    year = re.search(r"\b(?:19|20)\d\d\b", told.edition or "")
    if year and year[0] not in title and told.kind != "legislation" and "note" not in told.edition:
        title = f"{title} ({year[0]})"
    if told.kind == "summary":  # whose title is what it is about, and would give answers away
        return "the guidance"
    if len(title.split()) > _LONGEST_NAME + 1:
        return "the guidance"
    return f"the {title}" if told.kind == "legislation" or title.endswith((" Act", " Code")) else title


def cited(place: Place) -> Cited:
    """A place as an item cites it, the words to the letter; several stretches a line each."""
    passage, document = place.passage, place.document
    quote = "\n".join(passage.text[start:end] for start, end in place.spans)
    return Cited(
        quote=quote,
        label=label_of(passage, document, place.spans),
        document_id=document.id,
        passage_id=passage.id,
        document=document.metadata.title,
        edition=document.metadata.edition,
        strength=strength_of(quote),
        standing=standing_remark(document),
    )


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
