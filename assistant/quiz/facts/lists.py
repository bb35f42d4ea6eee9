"""Lists in guidance: the sentence that leads into one, and what it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.quiz.facts.bodies import body_of
from assistant.quiz.facts.duties import NOTE, balanced, plain, sound_act, within
from assistant.quiz.facts.values import Duty, Place, Span
from ingest.documents import GuidanceDocument, Passage, Role

WORDS_OF_ITEM = range(2, 26)
FEWEST = 3
_LONGEST_LEAD = 45
_DUTY = re.compile(r"^(?P<actor>.+?) (?P<modal>must|should)(?: also| always| then)?:?$", re.IGNORECASE)
_ENDS = re.compile(r"[,;:.\s]+(?:and|or)?[,;.\s]*$")
_UNCLEAR = re.compile(
    r"\b(?:this|these|those|such|above|below|the following list|they|it|we|us|our|you|your|I)\b|"
    r"^(?:and|or|also)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS_OF_LEAD = 4
_POINTS = re.compile(
    r"\b(?:further information|can be found|guidance on|see |"
    r"section \d|paragraphs? \d|annex)|https?:|www\.|@",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list names.

    Attributes:
        place: where its lead-in and items stand.
        lead: the sentence that leads into it, without its colon.
        items: what it names, each on one line and without the marks that close it.
        spans: where each stands in the passage.
        actor, body, modal: who has to do what the items say, where the lead-in ends in a duty word; else "".
    """

    place: Place
    lead: str
    items: tuple[str, ...]
    spans: tuple[Span, ...]
    actor: str = ""
    body: str = ""
    modal: str = ""


def lists(passage: Passage, document: GuidanceDocument) -> Iterator[Listed]:
    """The lists of a passage that can be understood by their lead-in and items alone."""
    at = 0
    while at < len(passage.sentences):
        if passage.sentences[at].role is not Role.LEAD_IN:
            at += 1
            continue
        end = at + 1
        while end < len(passage.sentences) and passage.sentences[end].role is Role.ITEM:
            end += 1
        found = _listed(passage, document, at, range(at + 1, end))
        if found:
            yield found
        at = max(end, at + 1)


def duties_in(listed: Listed) -> Iterator[Duty]:
    """Each item of a list that somebody has to do, as a duty of its own."""
    for item, span in zip(listed.items, listed.spans, strict=True) if listed.modal else ():
        place = listed.place.with_spans(span)
        if sound_act(item):
            yield Duty(place, listed.actor, listed.body, listed.modal, item)


def _listed(passage: Passage, document: GuidanceDocument, at: int, items: range) -> Listed | None:
    opens = passage.sentences[at]
    lead = " ".join(passage.text[opens.start : opens.end].split()).rstrip(":–—- ")
    if document.metadata.kind == "legislation" and not _DUTY.match(lead):
        return None  # what regulations may hold, what is inserted where: law about law
    told = _FEWEST_WORDS_OF_LEAD <= len(lead.split()) <= _LONGEST_LEAD and lead[:1].isupper()
    if not told or not _is_clear(lead) or not items:
        return None
    deep = passage.sentences[items.start].level
    own = [index for index in items if passage.sentences[index].level == deep]
    labels = [passage.sentences[index].label for index in own]
    several = len(own) > 1 and len({passage.sentences[index].start for index in own}) == len(own)
    texts = {index: _item(passage, index) for index in own}
    clear = [index for index in own if texts[index]]
    if not several or len(clear) < FEWEST or (any(labels) and len(set(labels)) < len(labels)):
        return None  # items of several sentences share a label: one alone may not be the whole of it
    duty = _DUTY.match(lead)
    actor = within(plain(duty["actor"])) if duty else ""
    return Listed(
        Place.of(passage, document, opens),
        lead,
        tuple(texts[index] for index in clear),
        tuple((passage.sentences[index].start, passage.sentences[index].end) for index in clear),
        actor,
        body_of(actor) if actor else "",
        duty["modal"].casefold() if duty else "",
    )


def _item(passage: Passage, index: int) -> str:
    """What an item names, or "" where it is not clear by itself."""
    sentence = passage.sentences[index]
    text = plain(_ENDS.sub("", " ".join(passage.text[sentence.start : sentence.end].split())))
    sound = len(text.split()) in WORDS_OF_ITEM and balanced(text) and not re.search(r"[:;•]|\.\s|[“”]", text)
    return within(text) if sound and _is_clear(text) else ""


def _is_clear(text: str) -> bool:
    return not (_UNCLEAR.search(text) or NOTE.search(text) or _POINTS.search(text)) and balanced(text)
