"""What terms mean, where a document says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.quiz.facts.duties import NOTE, balanced, plain
from assistant.quiz.facts.values import Place
from ingest.documents import GuidanceDocument, Passage, Role

WORDS_OF_MEANING = range(6, 46)
_MOST_WORDS_OF_TERM = 6
_MEANS = re.compile(
    r"^(?:(?:an?|the) )?(?P<quote>[“‘\"'])?(?P<term>[A-Za-z](?:[\w/ -]|[’'](?=\w))*(?: \([A-Za-z ]+\))?)"
    r"(?(quote)[”’\"'],?) (?:means|is defined as|are defined as|is the (?:term|name) (?:used )?for|"
    r"is (?=an? (?:form|type|kind)\b)|occurs when|takes place when|happens when)[:,]? (?P<means>.+?)\.?$",
    re.IGNORECASE,
)
_NO_TERM = re.compile(
    r"\b(?:this|that|these|it|they|he|she|which|what|there|here|who|section|paragraph|part|chapter|decision|"
    r"approach|guidance|act|code|and|or|if|when|where|also|not|one|example|effective|capacity to)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:this|these|those|such|above|below|following|sub-?section|paragraph|section|we|us|our|they|must|should)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a term means.

    Attributes:
        place: where it stands.
        term: the term, in small letters unless it is a name.
        means: its meaning, in the source's words.
    """

    place: Place
    term: str
    means: str


def meanings(passage: Passage, document: GuidanceDocument) -> Iterator[Meaning]:
    """The terms that sentences of a passage say the meaning of."""
    for sentence in passage.sentences:
        place = Place.of(passage, document, sentence)
        match = _MEANS.match(place.text) if sentence.role in (Role.SENTENCE, Role.ROW) else None
        if match is None:
            continue
        term, means = match["term"].strip(), plain(match["means"])
        few = len(term.split()) <= _MOST_WORDS_OF_TERM and not _NO_TERM.search(term)
        sound = len(means.split()) in WORDS_OF_MEANING and balanced(means) and not _POINTS.search(means)
        if few and sound and not NOTE.search(place.text) and not _said_in(term, means):
            yield Meaning(place, term if term[1:] != term[1:].lower() else term.lower(), means)


def _said_in(term: str, means: str) -> bool:
    """Whether a meaning gives its term away."""
    words = set(re.findall(r"[a-z]{4,}", term.casefold()))
    said = {word.rstrip("s") for word in re.findall(r"[a-z]{4,}", means.casefold())}
    return any(word.rstrip("s") in said for word in words)
