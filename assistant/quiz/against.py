"""An existing quiz held against the library: which keys the guidance supports, and which it contradicts.

Such a quiz was made elsewhere or by hand, and cites little. What a question and its key come to is looked for
in what is in force, sentence by sentence, then in editions that were replaced. "Contradicted" is said only
where the sentence that is worded most like the question says another number, duty or body than the key does;
of all else nothing was found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant import Assistant
from assistant.grounding.calibration import SUPPORTED, probability
from assistant.grounding.source import Source, of_passage
from assistant.grounding.text import read
from assistant.grounding.verdict import Difference
from assistant.grounding.verifier import OF_RESTATEMENTS, Examined, Verifier
from assistant.quiz.asserting import Claim, claims_of, is_of_answer, only_asked, plainly
from assistant.quiz.checking import ANSWER_ALIKE, NEAREST, Grounds
from assistant.quiz.citing import as_cited
from assistant.quiz.items import Cited, Item, Kind, Quiz
from assistant.quiz.linting.shown import in_digits
from assistant.quiz.staleness import Citations
from ingest.documents import GuidanceDocument, Passage, State
from ingest.editions import with_standing
from ingest.embedding import Vectors

WORDED_ALIKE = 0.7
"""Share of a question's weight in words that a sentence has which is about the same thing."""
LEAST_ALIKE = 0.4
"""The same of one that may say what is claimed, or that means much the same."""
MEANT_ALIKE = 0.8
"""Likeness in meaning of a question with its answer and a sentence on the same thing."""
NEARER = 0.15
"""How much more of it one that says otherwise has than one that says so, from which it counts for more."""
LOOKED_AT = 4
"""Sentences, the likest, that a claim is held against."""


class Held(StrEnum):
    """What the guidance says of a key, best first."""

    SUPPORTED = "supported"
    REPLACED = "supported only by a superseded edition"
    NOT_FOUND = "not found"
    CONTRADICTED = "contradicted"


_WORST = tuple(Held)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the guidance says of the key of an item.

    Attributes:
        item: the item's id.
        held: in a word.
        about: a plain sentence.
        evidence: the words of the guidance that say so; None where none were found.
    """

    item: str
    held: Held
    about: str
    evidence: Cited | None = None


def held_against(assistant: Assistant, quiz: Quiz) -> list[Judged]:
    """What the guidance says of the key of each item; of several answers that are right, the worst.

    Args:
        assistant: of the library.
        quiz: the quiz.

    Raises:
        LibraryError: the library cannot be read.
    """
    against = Against(assistant, quiz.nation)
    return [against.judged(item) for item in quiz.items]


@dataclass(frozen=True, slots=True)
class _Near:
    """A sentence that a claim is held against.

    Attributes:
        passage, document, index: where it stands.
        alike: the share of the question's weight in words that it has.
        meant: how alike the two are in meaning, as the cosine of their vectors.
    """

    passage: Passage
    document: GuidanceDocument
    index: int
    alike: float
    meant: float

    @property
    def on_the_same(self) -> bool:
        """Whether it is about the same thing as the question."""
        return self.alike >= WORDED_ALIKE or (self.alike >= LEAST_ALIKE and self.meant >= MEANT_ALIKE)

    @property
    def source(self) -> Source:
        """It alone, after what leads into it."""
        whole = of_passage(self.passage, self.document)
        return replace(whole, spans=(whole.spans[self.index],), leads=(whole.leads[self.index],))

    @property
    def cited(self) -> Cited:
        """It as an item cites it."""
        sentence = self.passage.sentences[self.index]
        words = (self.passage.led_by(self.index), self.passage.text[sentence.start : sentence.end])
        span = (sentence.start, sentence.end)
        return as_cited("\n".join(filter(None, words)), self.passage, self.document, [span])


@dataclass(frozen=True, slots=True)
class _Otherwise:
    """A sentence on the same thing as a claim, and what it says otherwise."""

    near: _Near
    about: str


_Standing = tuple[Cited, Sequence[Passage]]
"""Cited words, and the passages in which they stand."""


class Against:
    """A library, with what is in force in it and what was replaced.

    Args:
        assistant: of the library.
        nation: whose guidance counts; "" is that of the assistant's scope.
    """

    def __init__(self, assistant: Assistant, nation: str) -> None:
        scope = replace(assistant.scope, nation=nation or assistant.scope.nation)
        documents = with_standing(assistant.library.documents(), scope.day)
        replaced = {
            one.id: one for one in documents if one.standing.state is State.SUPERSEDED and one.standing.by_id
        }
        self._embedder = assistant.embedder
        self._verifier = Verifier(assistant.embedder)
        self._known: dict[tuple[str, str, int], Examined | None] = {}
        self._citations = Citations(assistant.library, scope.day)
        self._in_force = Grounds(assistant, assistant.retriever.chosen(scope))
        self._replaced = Grounds(assistant, replaced)

    def judged(self, item: Item) -> Judged:
        """What the guidance says of the key of an item."""
        rests_on = _rests_on(item)
        standing = [(one, now) for one in rests_on if (now := self._in_force_now(one))]
        if item.kind is Kind.ORDERING and rests_on:
            return self._ordered(item, standing if len(standing) == len(rests_on) else [])
        claims = list(claims_of(item))
        vectors = self._embedder.embed_questions([one.told for one in claims]) if claims else ()
        found = [
            self._claim(item, one, vector, standing) for one, vector in zip(claims, vectors, strict=True)
        ]
        return max(found, key=lambda one: _WORST.index(one.held))

    def _in_force_now(self, cited: Cited) -> list[Passage]:
        """The passages in which cited words stand, if those are in force."""
        now = self._citations.passages(cited)
        return now if all(one.document_id in self._in_force.documents for one in now) else []

    def _ordered(self, item: Item, standing: Sequence[_Standing]) -> Judged:
        """An order rests on all the words that say what comes after what."""
        if not standing:
            about = "Not all of the words that it cites for its order stand in what is in force."
            return Judged(item.id, Held.NOT_FOUND, about)
        about = "The words that it cites for its order stand."
        return Judged(item.id, Held.SUPPORTED, about, self._as_cited(*standing[0]))

    def _claim(self, item: Item, one: Claim, vector: Vectors, standing: Sequence[_Standing]) -> Judged:
        if self._in_force.supports(one.told, [cited for cited, _ in standing]):
            return _judged(item, one, supports=True, evidence=self._as_cited(*standing[0]))
        in_force = [passage for _, passages in standing for passage in passages]
        near = self._near(self._in_force, one, vector, in_force)
        said, otherwise = self._saying(one, near), self._otherwise(one, near)
        if said and not (otherwise and otherwise.near.alike > said.alike + NEARER):
            return _judged(item, one, supports=True, evidence=said.cited)
        if one.holds and (old := self._saying(one, self._near(self._replaced, one, vector, self._old(item)))):
            return _replaced(item, old, otherwise)
        if otherwise:
            return _judged(item, one, supports=False, evidence=otherwise.near.cited, why=otherwise.about)
        about = f"Nothing in force was found that says: “{one.told}”"
        return Judged(item.id, Held.NOT_FOUND, about)

    def _old(self, item: Item) -> list[Passage]:
        """What an item cites of editions that were replaced."""
        passages = self._replaced.library.passages([each.passage_id for each in _rests_on(item)])
        return [each for each in passages if each.document_id in self._replaced.documents]

    def _as_cited(self, cited: Cited, now: Sequence[Passage]) -> Cited:
        """Cited words, as they stand in what is in force."""
        return as_cited(cited.quote, now[0], self._in_force.documents[now[0].document_id])

    def _near(self, grounds: Grounds, one: Claim, vector: Vectors, also: Sequence[Passage]) -> list[_Near]:
        """The sentences of the passages nearest to a claim that have most of the words of its question, or of
        all of it; the likest to the question first."""
        if not grounds.documents:
            return []
        library = grounds.library
        nearest = library.passages(list(library.nearest(vector, NEAREST, grounds.without)))
        asked, whole = read(one.bare), read(one.told)
        found: list[tuple[float, _Near]] = []
        passages = {each.id: each for each in (*nearest, *also)}.values()
        vectors = library.vectors([each.id for each in passages])
        for passage in passages:
            if document := grounds.documents.get(passage.document_id):
                for index, text in enumerate(_led(passage)):
                    stems = read(text).stems
                    meant = float(vectors[passage.id].sentences[index] @ vector)
                    near = _Near(passage, document, index, asked.covered(stems), meant)
                    found.append((whole.covered(stems), near))
        of_all = sorted(found, key=lambda each: -each[0])[:LOOKED_AT]
        of_question = sorted(found, key=lambda each: -each[1].alike)[:LOOKED_AT]
        both = {id(near): near for _, near in (*of_question, *of_all)}
        return sorted(both.values(), key=lambda near: -near.alike)

    def _saying(self, one: Claim, near: Sequence[_Near]) -> _Near | None:
        """The first sentence that says what is claimed, and names the answer."""
        likely = (each for each in near if each.alike >= LEAST_ALIKE and _names(one, each))
        return next((each for each in likely if self._says(one, each)), None)

    def _says(self, one: Claim, near: _Near) -> bool:
        """Whether a sentence says what is claimed. What is in other words than a question's is no quotation
        that was altered: it is held to the facts alone."""
        found = self._examined(one, near)
        if found is None or probability(found.measures) < SUPPORTED:
            return False
        return not found.differences or not _differences(found, one)

    def _examined(self, one: Claim, near: _Near) -> Examined | None:
        key = (one.told, near.passage.id, near.index)
        if key not in self._known:
            self._known[key] = self._verifier.examine(one.told, [near.source])
        return self._known[key]

    def _otherwise(self, one: Claim, near: Sequence[_Near]) -> _Otherwise | None:
        """What the likest sentence on the same thing says in the place of the answer."""
        same = [each for each in near if each.on_the_same and each.alike > near[0].alike - NEARER]
        named = any(_names(one, each) for each in same)
        for each in same:
            examined = self._examined(one, each)
            for found in _differences(examined, one) if examined else ():
                if is_of_answer(found, one) and not (named and found.check == "role"):
                    return _Otherwise(each, plainly(found.about, each.document))
        return None


def _rests_on(item: Item) -> list[Cited]:
    """What an item cites for what is right."""
    right = [one for option in item.key for one in option.citations]
    paired = [one for pair in item.pairs for one in pair.citations]
    return list(dict.fromkeys((*item.citations, *right, *paired)))


def _names(one: Claim, near: _Near) -> bool:
    """Whether a sentence names the answer, numbers in words or in digits."""
    told = read(in_digits(near.source.sentences[0].text))
    return read(in_digits(one.answer)).covered(told.stems) >= ANSWER_ALIKE


def _led(passage: Passage) -> Iterator[str]:
    """The sentences of a passage, each after what leads into it."""
    for index, one in enumerate(passage.sentences):
        yield f"{passage.led_by(index)} {passage.text[one.start : one.end]}"


def _differences(found: Examined, one: Claim) -> list[Difference]:
    """The facts that a claim gives otherwise than its source, whether or not it is much like a quotation."""
    told = read(found.claim)
    differ = (each for check in OF_RESTATEMENTS for each in check(told, found.source))
    return [each for each in differ if not only_asked(each, one)]


def _replaced(item: Item, old: _Near, otherwise: _Otherwise | None) -> Judged:
    about = f"Only {old.document.name} says this, which was replaced."
    if not otherwise:
        return Judged(item.id, Held.REPLACED, about, old.cited)
    now = otherwise.near
    return Judged(item.id, Held.REPLACED, f"{about} {otherwise.about}.", now.cited)


def _judged(item: Item, one: Claim, *, supports: bool, evidence: Cited, why: str = "") -> Judged:
    """What comes of guidance that says what is claimed, or says otherwise."""
    where = evidence.label or evidence.document
    if supports is one.holds:
        about = f"{where} says so." if supports else f"The statement is false: {why}."
        return Judged(item.id, Held.SUPPORTED, about, evidence)
    about = f"{why}." if one.holds else f"{where} says that this is so, and the key says that it is false."
    return Judged(item.id, Held.CONTRADICTED, about, evidence)
