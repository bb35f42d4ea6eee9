"""The facts that a quiz is made from: of the documents in scope, those that fit what is wanted, as they are
needed.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

import numpy as np

from assistant import Assistant
from assistant.grounding.text import read
from assistant.quiz.checking import Grounds
from assistant.quiz.facts.bodies import EVERYBODY, bodies, data
from assistant.quiz.facts.finding import Facts, facts
from assistant.quiz.facts.lists import Listed
from assistant.quiz.facts.parsing import forms
from assistant.quiz.facts.values import Duty, Place
from assistant.quiz.items import QuizError
from assistant.scope import Scope
from assistant.words import content_words, stem
from ingest.documents import GuidanceDocument, Passage

ROLES: dict[str, str] = {name: told["called"] for name, told in data()["roles"].items()}
"""For whom a quiz can be made, by key, as people call them."""
ON_TOPIC = 60
"""Passages that a topic is looked for in."""
ON_IT = 0.5
"""Share of a topic's weight that stands in what is about it."""
TAKEN = 120
"""Passages whose facts are found at a time."""
TOGETHER = 12
"""Documents that facts are found in side by side."""
_LEFT_OUT = ("research", "news")
"""Kinds of document that tell nobody what to do; used only where they are named."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What quiz to make.

    Attributes:
        topic: what it is about, in anybody's words; "" is anything.
        documents: ids of the documents to make it from; none is all in scope, but for research and news.
        items: how many.
        role: for whom, of ``ROLES``; "" is anybody.
        level: 1 what everybody knows, 2 what those do who act on concerns, 3 what leads answer for; 0 is any.
        seed: the same library, wish and seed make the same quiz.
    """

    topic: str = ""
    documents: tuple[str, ...] = ()
    items: int = 10
    role: str = ""
    level: int = 0
    seed: int = 0


class Material:
    """Facts for a quiz, found in passages in an order that the seed decides.

    Args:
        assistant: of the library.
        wanted: what the quiz is to be.

    Raises:
        QuizError: there is nothing to make it from.
    """

    def __init__(self, assistant: Assistant, wanted: Wanted) -> None:
        if wanted.role and wanted.role not in ROLES:
            raise QuizError(f"There is no role {wanted.role!r}. Choose one of: {', '.join(ROLES)}.")
        self.assistant, self.wanted = assistant, wanted
        self.rng = random.Random(wanted.seed)  # noqa: S311 - chance for variety, not for secrets
        self.grounds = Grounds(assistant, _documents(assistant, wanted))
        self.found = Facts()
        self._ranks: dict[str, float] = {}
        self._waiting = self._passages()

    @property
    def documents(self) -> dict[str, GuidanceDocument]:
        """Those that it is made from, by id."""
        return self.grounds.documents

    def more(self) -> bool:
        """Find the facts of the next passages; False where there are none left."""
        taken = list(islice(self._waiting, TAKEN))
        self.found.add(facts(taken))
        return bool(taken)

    def near(self, words: str, count: int) -> Facts:
        """The facts of the passages that fit some words best."""
        return facts(self.searched(words, count))

    def is_about(self, told: str) -> bool:
        """Whether some words are about the topic that is wanted, if one is."""
        return not self.wanted.topic.strip() or read(self.wanted.topic).covered(read(told).stems) >= ON_IT

    def far_from_topic(self, place: Place) -> float:
        """How far down a place stands among those found on the topic, 0 to 1; 0 where there is none."""
        return self._ranks.get(place.passage.id, 0.0)

    def fits(self, duty: Duty) -> bool:
        """Whether a duty is one of the level and the role that are wanted."""
        level = not self.wanted.level or level_of(duty) == self.wanted.level
        return level and (not self.wanted.role or self._known_to_role(duty.body, duty.place))

    def fits_place(self, place: Place) -> bool:
        """Whether what stands in a place is for the role that is wanted."""
        return not self.wanted.role or self._of_sector(place.document)

    def _known_to_role(self, body: str, place: Place) -> bool:
        role = data()["roles"][self.wanted.role]
        return body in role["bodies"] and (self._of_sector(place.document) or body not in EVERYBODY)

    def _of_sector(self, document: GuidanceDocument) -> bool:
        sector = document.metadata.sector
        return not sector or sector in data()["roles"][self.wanted.role]["sectors"]

    def forms(self, listed: Listed) -> tuple[str, ...]:
        """How each item of a list is worded; those of all lists that were found are read together."""
        every = dict.fromkeys([listed.items, *(one.items for one in self.found.lists)])
        unknown = [items for items in every if items not in self._forms]
        told = iter(forms([item for items in unknown for item in items]))
        self._forms |= {items: tuple(islice(told, len(items))) for items in unknown}
        return self._forms[listed.items]

    def alike(self, one: Place, others: Sequence[Place]) -> list[float]:
        """How alike what stands in one place and in each of some others is, as cosines of the library's own
        vectors."""
        own = self._vector(one)
        return [float(own @ self._vector(other)) for other in others]

    def _vector(self, place: Place) -> np.ndarray:
        key = (place.passage.id, place.spans)
        if key not in self._vectors:
            held = self.assistant.library.vectors([place.passage.id])[place.passage.id].sentences
            starts = [sentence.start for sentence in place.passage.sentences]
            self._vectors[key] = np.asarray(held[starts.index(place.spans[-1][0])], dtype=np.float32)
        return self._vectors[key]

    @cached_property
    def _forms(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    @cached_property
    def _vectors(self) -> dict[object, np.ndarray]:
        return {}

    def _passages(self) -> Iterator[tuple[Passage, GuidanceDocument]]:
        """All that facts may be looked for in: on a topic the best first, else by chance, every document in
        its turn."""
        if self.wanted.topic.strip():
            found = self.searched(self.wanted.topic, ON_TOPIC)
            if not found:
                raise QuizError(f"The library holds nothing on {self.wanted.topic!r}. Choose another topic.")
            self._ranks = {one.id: place / len(found) for place, (one, _) in enumerate(found)}
            return iter(found)
        return self._by_chance()

    def _by_chance(self) -> Iterator[tuple[Passage, GuidanceDocument]]:
        """Passages of some documents in turn, so that a long one is not all of the quiz; then of others."""
        waiting = sorted(self.documents.values(), key=lambda one: one.id)
        self.rng.shuffle(waiting)
        while waiting:
            piles, waiting = [self._pile(one) for one in waiting[:TOGETHER]], waiting[TOGETHER:]
            while piles:
                for pile in piles:
                    yield from (pile.pop() for _ in range(min(len(pile), 1 + len(pile) // 40)))
                piles = [pile for pile in piles if pile]

    def _pile(self, document: GuidanceDocument) -> list[tuple[Passage, GuidanceDocument]]:
        pile = [(one, document) for one in self.assistant.library.passages_of(document.id)]
        self.rng.shuffle(pile)
        return pile

    def searched(self, words: str, count: int) -> list[tuple[Passage, GuidanceDocument]]:
        """The passages that fit some words best, each with its document: those nearest in meaning, and those
        with most of the words."""
        library, without = self.assistant.library, self.grounds.without
        vector = self.assistant.embedder.embed_questions([words])[0]
        near = list(library.nearest(vector, count, without))
        worded = list(library.matching([stem(word) for word in content_words(words)], count // 2, without))
        ids = list(dict.fromkeys([*near[: count // 2], *worded, *near]))[:count]
        return [(one, self.documents[one.document_id]) for one in library.passages(ids)]


def _documents(assistant: Assistant, wanted: Wanted) -> dict[str, GuidanceDocument]:
    scope: Scope = (
        replace(assistant.scope, documents=wanted.documents) if wanted.documents else assistant.scope
    )
    chosen = assistant.retriever.chosen(scope)
    kept = (
        chosen
        if wanted.documents
        else {id_: one for id_, one in chosen.items() if one.metadata.kind not in _LEFT_OUT}
    )
    if not kept:
        raise QuizError(
            "There is no document to make a quiz from. Add guidance with safeguide library add, or choose "
            "other documents."
        )
    return kept


def level_of(duty: Duty) -> int:
    """The level of questions about a duty: that of whoever has it; 2 where that is not known."""
    known = bodies().get(duty.body)
    return known.level if known else 2
