"""What a quiz is called, and what is to be said with it."""

import hashlib
from collections.abc import Iterator, Mapping

from assistant.answers import standing_in_words
from assistant.quiz.items import Quiz
from assistant.quiz.making.material import ROLES, Wanted
from ingest.documents import GuidanceDocument


def name_of(wanted: Wanted, library_version: str) -> str:
    """An id for a quiz: the same wish of the same library has the same."""
    return hashlib.sha256(f"{wanted}{library_version}".encode()).hexdigest()[:12]


def title_of(wanted: Wanted, documents: Mapping[str, GuidanceDocument]) -> str:
    """A title for a quiz, for people."""
    about = wanted.topic.strip() or (
        documents[wanted.documents[0]].metadata.title if len(wanted.documents) == 1 else "Safeguarding"
    )
    whom = f" for {ROLES[wanted.role].lower()}" if wanted.role else ""
    return f"{about[:1].upper()}{about[1:]}: quiz{whom}"


def remarks(quiz: Quiz, wanted: Wanted, documents: Mapping[str, GuidanceDocument]) -> tuple[str, ...]:
    """What whoever uses a quiz should know of it."""
    return tuple(_remarks(quiz, wanted, documents))


def _remarks(quiz: Quiz, wanted: Wanted, documents: Mapping[str, GuidanceDocument]) -> Iterator[str]:
    made = len(quiz.items)
    if made < wanted.items:
        yield (
            f"{made} of {wanted.items} questions could be made: no more of what was chosen can be asked so "
            "that one answer is plainly right. A wider topic, more documents or any level give more."
        )
    used = {one.document_id for item in quiz.items for one in item.cited}
    for id_ in sorted(used & documents.keys(), key=lambda one: documents[one].name):
        if standing := standing_in_words(documents[id_].standing):
            yield f"{documents[id_].name} is cited and is {standing}: see whether its rules still hold."
