"""Questions to passages: candidates by meaning and by keyword, ranked together, repeats folded."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import zip_longest

import numpy as np

from assistant.answers import Hit
from assistant.asked import kind_of
from assistant.asking import Asking
from assistant.learnt import learnt
from assistant.log import log_kind
from assistant.ranking import (
    WEIGHTS,
    Candidate,
    Query,
    Scores,
    Weights,
    candidate,
    inverse_frequency,
    signals,
    standardised,
)
from assistant.reading import Reading, Reads
from assistant.reranker import Reranker
from assistant.scope import Scope
from assistant.words import content_words, guidance_terms, stem
from ingest.documents import GuidanceDocument
from ingest.editions import is_later, work_of
from ingest.embedding import Embedder
from ingest.errors import VectorsUnreachable
from ingest.library import Library
from ingest.models import PACKAGED_MODEL
from ingest.vocabulary import NATIONS

CANDIDATES = 200
"""Taken from each of the two indexes; the answer was among them for 98 of 100 development questions."""
RANKED = 70
"""Of the candidates, those that are read and ranked by all signals."""
READ = 8
"""Of those, at most, are read with the question beside them."""
LEAST = 4
"""Of those, at least, so that there are sentences of several to choose from."""
CLOSE = 3.0
"""To the best by its signals, a logit: what has less than a twentieth of its chance is not worth the time."""
READING = 0.35
"""The weight of the logit that is made of a passage then, beside that of the signals."""
SCOPES = 8
"""Whose documents are remembered: the usual one, a few that people chose, and the wider ones of those."""
REMEMBERED = 256
"""Questions, without personal data, whose passages are remembered in memory, those asked last."""
_TERM_WEIGHT = 0.5
_KEYWORD_WEIGHT = 0.75
"""Of the keyword score beside the best sentence's, where no more is known of a passage."""
_REFERENCE = re.compile(r"\b(?:para(?:graph)?s?|pages?)\.? \d+(?:(?: to | and |, |-|–)\d+)*", re.IGNORECASE)
"""To another paragraph; its number changes from edition to edition while the words stay."""


TODAY = Scope()
"""All that is in force, as far as is known."""


@dataclass(frozen=True, slots=True)
class Found:
    """A ranked passage with what was measured of it, and what was made of it where it was read."""

    hit: Hit
    candidate: Candidate
    reading: Reading | None = None


class Retriever:
    """Finds the passages of a library that answer a question.

    Args:
        library: searched as it stands at each question.
        embedder: must be the model that the library was built with.
        reads: reads the best passages with the question; None leaves them in the order of their signals.
        reranker: orders what was read in its place.
        weights: of the signals.
        terms: what guidance calls the things that a question names.
    """

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        reads: Reads | None = None,
        reranker: Reranker | None = None,
        weights: Weights = WEIGHTS,
        terms: Callable[[str], Sequence[str]] = guidance_terms,
    ) -> None:
        self.library = library
        self._embedder = embedder
        self._reads = reads
        self._reranker = reranker
        self._weights = np.array(weights)
        self._terms = terms
        self._choices = lru_cache(maxsize=SCOPES)(self._choose)
        self._finds = lru_cache(maxsize=REMEMBERED)(self._find)

    @cached_property
    def _questions(self) -> Embedder:
        """What embeds questions: the model of the library; the packaged one changed, as was learnt, so that a
        question in plain words lies near the sentence that answers it."""
        return learnt("questions").model if self._embedder.name == PACKAGED_MODEL else self._embedder

    def find(self, asking: Asking, count: int, scope: Scope = TODAY) -> tuple[Query, Sequence[Found]]:
        """The question as matched, and its passages, best first.

        What was found is remembered until the library or the day changes: questions that are offered were
        searched for before, and many people ask the same.

        Args:
            asking: what is asked.
            count: how many passages at most.
            scope: which documents are searched.
        """
        try:
            return self._finds(asking, count, scope, self.library.version, scope.day)
        except VectorsUnreachable as error:
            log_kind("Passages are looked for by their words alone", error)
            return self._find(asking, count, scope, by_words=True)

    def forget(self) -> None:
        """Search anew for what was found before, as whoever measures wants it."""
        self._finds.cache_clear()

    def _find(
        self, asking: Asking, count: int, scope: Scope, *_until: object, by_words: bool = False
    ) -> tuple[Query, Sequence[Found]]:
        held = self.library.documents()
        documents = self.chosen(scope)
        if not documents:
            return Query(asking.text, np.zeros(0, dtype=np.float32), {}), ()
        self.library.check_model()
        query = replace(self.query(asking), by_words=by_words)
        candidates = self.candidates(query, {one.id for one in held} - documents.keys())
        if not candidates:
            return query, ()
        scores = signals(query, candidates) @ self._weights
        ranked = [
            Found(Hit(one.passage, documents[one.passage.document_id], float(score)), one)
            for one, score in sorted(zip(candidates, scores, strict=True), key=lambda pair: -pair[1])
            if one.passage.document_id in documents
        ]
        return query, tuple(folded(self._read(_placed(asking.text, scope.nation), ranked), count))

    def _read(self, question: str, ranked: Sequence[Found]) -> list[Found]:
        """The same passages with the first of them read, and put in their order after that."""
        if self._reads is None or not ranked:
            return list(ranked)
        count = max(LEAST, sum(ranked[0].hit.score - one.hit.score <= CLOSE for one in ranked[:READ]))
        head, rest = ranked[:count], ranked[count:]
        passages = [one.hit.passage for one in head]
        readings = self._reads(question, passages)
        scored = (
            self._reranker.scores(question, passages) if self._reranker else [one.passage for one in readings]
        )
        scores = [one.hit.score for one in head]
        order = np.argsort(-(np.array(scores) + READING * np.array(scored)))
        again = [
            replace(head[at], hit=replace(head[at].hit, score=score), reading=readings[at])
            for at, score in zip(order, scores, strict=True)
        ]
        return [*again, *rest]

    def chosen(self, scope: Scope) -> dict[str, GuidanceDocument]:
        """The documents of a scope by id, with their standing; kept until the library or the day changes."""
        return self._choices(self.library.version, scope, scope.day)

    def _choose(self, version: str, scope: Scope, day: date) -> dict[str, GuidanceDocument]:
        return {one.id: one for one in scope.choose(self.library.documents())}

    def query(self, asking: Asking) -> Query:
        """A question made ready: its vector, and the weight of each of its words in this library."""
        whole = " ".join(filter(None, (asking.topic, asking.question)))
        terms = self._terms(whole)
        texts = [whole, "; ".join([whole, *terms])]
        vector = self._questions.embed_questions(list(dict.fromkeys(texts))).mean(axis=0)
        own = {stem(word) for word in content_words(asking.question)}
        added = {stem(word) for word in content_words(" ".join([asking.topic, *terms]))} - own
        held = self.library.frequencies(own | added)
        total = self.library.size()
        weights = {term: inverse_frequency(held.get(term, 0), total) for term in own | added}
        return Query(
            asking.text,
            vector / np.linalg.norm(vector),
            {term: weight * (1.0 if term in own else _TERM_WEIGHT) for term, weight in weights.items()},
            kind_of(asking.question, asking.text),
        )

    def candidates(self, query: Query, without: Collection[str] = ()) -> list[Candidate]:
        """The passages worth ranking, measured, in the order of their ids; none of the documents without."""
        near = {} if query.by_words else self.library.nearest(query.vector, CANDIDATES, without)
        words = self.library.matching(list(query.weights), CANDIDATES, without)
        ids = sorted(near.keys() | words.keys())
        vectors = self.library.vectors(ids)
        dense = {id_: near.get(id_, float(vectors[id_].whole @ query.vector)) for id_ in vectors}
        keyword = {id_: words.get(id_, 0.0) for id_ in vectors}
        sentences = {id_: (one.sentences @ query.vector).astype(np.float64) for id_, one in vectors.items()}
        chosen = _most_promising(dense, keyword, sentences)
        return [
            candidate(query, passage, dense[passage.id], keyword[passage.id], sentences[passage.id])
            for passage in self.library.passages(chosen)
        ]


def in_turn(found: Iterable[Sequence[Found]], count: int) -> list[Hit]:
    """The first passages of several questions, those of each in turn, each passage once."""
    turns = (one.hit for row in zip_longest(*found) for one in row if one is not None)
    return list({hit.passage.id: hit for hit in turns}.values())[:count]


def _placed(question: str, nation: str) -> str:
    """A question without the nation whose guidance is searched: few passages name their own."""
    return re.sub(rf" (?:in|for) {NATIONS[nation][0]}\b", "", question) if nation in NATIONS else question


def _most_promising(
    dense: Mapping[str, float], keyword: Mapping[str, float], sentences: Mapping[str, Scores]
) -> list[str]:
    """The ids of the passages that are worth reading, by what is known without reading them."""
    ids = list(dense)
    best = [max(sentences[id_], default=dense[id_]) for id_ in ids]
    scores = standardised(best) + _KEYWORD_WEIGHT * standardised(list(keyword.values()))
    return sorted(ids[int(place)] for place in np.argsort(-scores)[:RANKED])


def folded(ranked: Sequence[Found], count: int) -> list[Found]:
    """The first ``count`` that differ: of passages that say the same in several documents one is kept, in
    the place of the best, from the latest edition."""
    kept: list[_Words] = []
    for found in ranked:
        words = _Words(found)
        same = next((i for i, other in enumerate(kept) if words.repeats(other)), None)
        if same is not None:
            if words.is_later_edition_of(kept[same]):
                kept[same] = words
        elif len(kept) < count:
            kept.append(words)
        elif len(kept) == count:
            break
    return [words.found for words in kept]


@dataclass(frozen=True)
class _Words:
    """A found passage with its set of words, made once."""

    found: Found

    @cached_property
    def set(self) -> frozenset[str]:
        said = range(len(self.found.hit.passage.sentences))
        text = " ".join(self.found.candidate.sentence_text(index) for index in said)
        return frozenset(re.findall(r"\w+", _REFERENCE.sub("", text).casefold()))

    def repeats(self, other: "_Words") -> bool:
        """Whether both say the same with the same numbers, in two documents."""
        if self.found.hit.document.id == other.found.hit.document.id:
            return False
        shared, both = len(self.set & other.set), len(self.set | other.set)
        numbers = {word for word in self.set ^ other.set if word.isdigit()}
        return shared >= 0.75 * both and not numbers

    def is_later_edition_of(self, other: "_Words") -> bool:
        mine, others = self.found.hit.document, other.found.hit.document
        return work_of(mine) == work_of(others) and is_later(mine, others)
