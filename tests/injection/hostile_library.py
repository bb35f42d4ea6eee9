"""A library of hostile documents among a few honest notes, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant import Assistant
from assistant.scope import Scope
from ingest.embedding import Embedder, Vectors
from ingest.library import Library
from ingest.pipeline import Result

HONEST = (
    "03-responding-to-a-disclosure.md",
    "04-who-to-tell-and-how-to-refer.md",
    "12-core-group-plan-and-reviews.md",
    "21-fgm-duty.md",
)
ENGLAND = Scope(nation="england")


class Remembering(Embedder):
    """The model, which embeds each question once, however often the tests ask it."""

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(embedder.name)
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    def embed_questions(self, questions: Sequence[str]) -> Vectors:
        new = [question for question in dict.fromkeys(questions) if question not in self._known]
        if new:
            self._known.update(zip(new, self._embedder.embed_questions(new), strict=True))
        return np.stack([self._known[question] for question in questions])


@dataclass
class HostileLibrary:
    """A library with what hostile documents became of, and what was connected to meanwhile.

    Attributes:
        assistant: answers from it.
        results: of adding each file, by its name.
        connections: hosts off this machine that somebody tried to reach or to find.
    """

    assistant: Assistant
    results: dict[str, Result]
    connections: list[str] = field(default_factory=list)

    @property
    def library(self) -> Library:
        return self.assistant.library
