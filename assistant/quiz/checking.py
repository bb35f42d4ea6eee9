"""Whether the guidance bears an item out: what it cites supports its key, and nothing in scope says another
of its answers.

The verifier of written answers decides, on those passages that are worded like the claim or lie near it. Of
no others is it asked: it tells what a passage says otherwise, not what a passage says nothing of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant import Assistant
from assistant.grounding.source import Source, of_passage, of_sentences
from assistant.grounding.text import read
from assistant.grounding.verdict import Support
from assistant.grounding.verifier import Verifier
from assistant.quiz.claims import claim
from assistant.quiz.facts.duties import plain
from assistant.quiz.items import Cited, Item, Kind, Option
from ingest.documents import GuidanceDocument, Passage
from ingest.embedding import Vectors

NEAREST = 8
"""Passages looked at for a claim, besides those that the item cites."""
SENTENCES = 3
"""Sentences of a passage that a claim is held against."""
WORDED_ALIKE = 0.55
"""Share of a claim's weight in words that one sentence has, from which it may say the same."""
ANSWER_ALIKE = 0.5
"""The same of the answer alone."""
FEW = 5
"""Words of an answer that must stand there to be meant: a body, a time."""
MEANT_ALIKE = 0.8
"""Likeness of a claim and a sentence from which one may say the other in different words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold.

    Attributes:
        check: "key", "distractor" or "citation".
        about: what, for a person.
        option: the place of the option that it is about, or None.
    """

    check: str
    about: str
    option: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A passage that says what was claimed.

    Attributes:
        passage, document: it.
        start, end: the sentence of it that comes nearest.
    """

    passage: Passage
    document: GuidanceDocument
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The sentence, on one line."""
        return " ".join(self.passage.text[self.start : self.end].split())


class Grounds:
    """What the documents in an assistant's scope say.

    Args:
        assistant: of the library.
        documents: those that count, by id; None for those in the assistant's own scope.
    """

    def __init__(self, assistant: Assistant, documents: dict[str, GuidanceDocument] | None = None) -> None:
        self.library, self._embedder = assistant.library, assistant.embedder
        self.documents = assistant.retriever.chosen(assistant.scope) if documents is None else documents
        self.without = {one.id for one in self.library.documents()} - self.documents.keys()
        self._verifier = Verifier(assistant.embedder)

    def supports(self, told: str, cited: Sequence[Cited]) -> bool:
        """Whether the words that are cited, taken together, support a claim."""
        sources = [_source(one) for one in cited if one.quote.strip()]
        return bool(sources) and any(
            self._verifier.verify(wording, sources).support is Support.SUPPORTED
            for wording in _openings(told)
        )

    def borne_out(self, told: str, passages: Sequence[Passage]) -> bool:
        """Whether some passages, taken together, support a claim."""
        sources = [of_passage(one, self.documents.get(one.document_id)) for one in passages]
        return bool(sources) and self._verifier.verify(told, sources).support is Support.SUPPORTED

    def saying(
        self, claims: Sequence[str], answers: Sequence[str], also: Sequence[Passage] = ()
    ) -> list[Said | None]:
        """For each claim a sentence in scope that says it or comes too near to it, or None.

        Args:
            claims: sentences.
            answers: the part of each that is in question: the option.
            also: passages that are looked at in any case.
        """
        vectors = self._embedder.embed_questions(list(claims)) if claims else ()
        return [
            self._saying(told, answer, vector, also)
            for told, answer, vector in zip(claims, answers, vectors, strict=True)
        ]

    def _saying(self, told: str, answer: str, vector: Vectors, also: Sequence[Passage]) -> Said | None:
        near = self.library.nearest(vector, NEAREST, self.without)
        passages = {one.id: one for one in (*self.library.passages(list(near)), *also)}
        vectors = self.library.vectors(list(passages))
        for passage in passages.values():
            held = vectors[passage.id].sentences @ vector if passage.id in vectors else np.zeros(0)
            document = self.documents.get(passage.document_id)
            places = _nearest_sentences(told, answer, passage, held)
            if places and document and self._bears(told, passage, document, places):
                best = passage.sentences[places[0]]
                return Said(passage, document, best.start, best.end)
        return None

    def _bears(self, told: str, passage: Passage, document: GuidanceDocument, places: Sequence[int]) -> bool:
        texts = [plain(_sentence(passage, at)) for at in sorted(places)]
        near = replace(of_sentences(texts), above=of_passage(passage, document).above)
        return self._verifier.verify(told, [near]).support is not Support.NOT


def _sentence(passage: Passage, at: int) -> str:
    """A sentence of a passage on one line, after what leads into it."""
    sentence = passage.sentences[at]
    return " ".join(f"{passage.led_by(at)} {passage.text[sentence.start : sentence.end]}".split())


def _source(cited: Cited) -> Source:
    """The words cited as sentences: a list's items each after their lead-in, and no note of where a rule was
    read."""
    lead, *items = [plain(" ".join(line.split())) for line in cited.quote.split("\n")]
    sentences = [f"{lead} {item}" for item in items] or [lead]
    return replace(of_sentences(sentences), above=cited.label)


def _openings(told: str) -> list[str]:
    """A claim with each word that may open its condition: a situation does not tell which it was."""
    if not told.startswith("Where "):
        return [told]
    return [f"{opens}{told.removeprefix('Where')}" for opens in ("Where", "When", "If", "Once", "Whenever")]


def _nearest_sentences(
    told: str, answer: str, passage: Passage, likeness: npt.NDArray[np.floating[Any]]
) -> list[int]:
    """The places of the sentences that may say what is claimed, the one in most of its words first; none if
    none has enough words both of the claim and of the answer, and none is like the claim."""
    whole, part = read(told), read(answer)
    texts = [read(_sentence(passage, at)) for at in range(len(passage.sentences))]
    shares = [whole.covered(text.stems) for text in texts]
    figures = any(one.isdigit() for one in answer)  # "1 working day" is "one working day"
    named = [figures or part.covered(text.stems) >= ANSWER_ALIKE for text in texts]
    worded = any(share >= WORDED_ALIKE and there for share, there in zip(shares, named, strict=True))
    meant = max(likeness, default=0.0) >= MEANT_ALIKE and (any(named) or len(part.words) > FEW)
    if not worded and not meant:
        return []
    return sorted(range(len(shares)), key=lambda at: -shares[at])[:SENTENCES]


def findings(assistant: Assistant, item: Item, grounds: Grounds | None = None) -> list[Finding]:
    """What does not hold of an item.

    Args:
        assistant: of the library that it is held against.
        item: the item.
        grounds: what the library says, where it is at hand.
    """
    grounds = grounds or Grounds(assistant)
    cited = grounds.library.passages([one.passage_id for one in item.citations])
    return [*_citations(item, cited), *_keys(grounds, item), *_others(grounds, item, cited)]


def _citations(item: Item, cited: Sequence[Passage]) -> Iterator[Finding]:
    """Quotes that no longer stand where they were taken from."""
    if not item.citations:
        yield Finding(
            "citation", "This item cites nothing: add the words of the guidance that make it right."
        )
    texts = {one.id: " ".join(one.text.split()) for one in cited}
    for one in item.citations:
        if one.passage_id not in texts:
            yield Finding("citation", f"What it cites is not in the library: {one.label or one.document}.")
        elif not _stands(one, texts[one.passage_id]):
            yield Finding("citation", f"The words cited do not stand there: “{one.quote}”.")


def _stands(one: Cited, text: str) -> bool:
    return all(" ".join(part.split()) in text for part in one.quote.split("\n"))


def _keys(grounds: Grounds, item: Item) -> Iterator[Finding]:
    for place, option, told in answers(item):
        if option.correct and item.citations and not grounds.supports(told, item.citations):
            yield Finding("key", f"The words cited do not say: “{told}”", place)


def _others(grounds: Grounds, item: Item, cited: Sequence[Passage]) -> Iterator[Finding]:
    wrong = [(place, option.text, told) for place, option, told in answers(item) if not option.correct]
    claims, texts = [told for _, _, told in wrong], [text for _, text, _ in wrong]
    for (place, _, _), said in zip(wrong, grounds.saying(claims, texts, cited), strict=True):
        if said:
            where = said.document.name
            yield Finding("distractor", f"{where} may say this too: “{said.quote}”", place)


def answers(item: Item) -> Iterator[tuple[int | None, Option, str]]:
    """Every answer that can be given to an item, with its place and the sentence that it comes to. A true-or-
    false item's statement stands with the option "True"; items that are put in order have none."""
    match item.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            for place, option in enumerate(item.options):
                yield place, option, claim(item, option.text)
        case Kind.TRUE_FALSE:
            place = next((at for at, one in enumerate(item.options) if one.text.casefold() == "true"), 0)
            yield place, item.options[place], claim(item, "")
        case Kind.NUMBER:
            yield None, Option(text=str(item.number), correct=True), claim(item, str(item.number))
        case Kind.MATCHING:
            for place, pair in enumerate(item.pairs):
                for answer in item.answers:
                    right = answer == pair.answer
                    yield place, Option(text=answer, correct=right), claim(item, f"{pair.prompt}\n{answer}")
        case Kind.ORDERING:
            return
