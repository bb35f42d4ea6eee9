"""Documents made up from real ones, as many as wanted, to see how a library grows.

A made-up document is modelled on a real one: its catalogue entry is that one's under another title, and its
passages are those of documents of the same kind, with a third of their sentences changed for others of that
kind and a sixth of their words for others that are about as frequent. Its vectors are those of the real
passages and sentences with noise. Some documents are earlier editions of the one before, which search must
leave out. The same number always makes the same document.

What this stands for: how much there is of everything (words, sentences, headings, vectors) in a document, how
often each word occurs, and that a passage has neighbours, some near and most far. What it does not: reading
and embedding, which are skipped; sense; and the words that a larger library would have beyond those of a
smaller, so that a rare word is found in more passages than it would be. Noise goes in all directions, while
real texts differ in few, so that an index of vectors has it harder than in life.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from ingest.documents import Block, BlockKind, GuidanceDocument, Passage, Role, Sentence
from ingest.embedding import EmbeddedPassage, Vectors
from ingest.library import Library

PASSAGES = 300
"""Of a document; that is a long piece of statutory guidance."""
NOISE = 0.5
"""Length of what is added to a unit vector, which leaves a cosine of 0.89 with it."""
EARLIER_EDITION = 20
"""One document in so many is the earlier edition of the one before it."""
_CHANGED_SENTENCES = 1 / 3
_CHANGED_WORDS = 1 / 6
_PASSAGES_OF_SECTION = 3
_PASSAGES_OF_PAGE = 3
_SYLLABLES = ("ba", "de", "fi", "go", "lu", "mar", "nel", "por", "sti", "ten")
_PLAIN_WORD = re.compile(r"\b([a-z]{3,})\b")
"""A word in small letters: names and numbers stay as they are."""


@dataclass(frozen=True, slots=True)
class Told:
    """A real sentence: its text, in which every other part is a plain word, and its vector."""

    parts: tuple[str, ...]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Model:
    """A real passage, as far as made-up ones follow it."""

    headings: tuple[str, ...]
    strength: str
    sentences: tuple[Told, ...]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up document, as ``Library.add`` takes it."""

    document: GuidanceDocument
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]
    embedded: tuple[EmbeddedPassage, ...]


class Maker:
    """Makes documents from those of a library.

    Args:
        library: holds the real documents; it is read whole, once.
    """

    def __init__(self, library: Library) -> None:
        self._entries = sorted(library.documents(), key=lambda document: document.id)
        self._models: dict[str, list[Model]] = defaultdict(list)
        for entry in self._entries:
            self._models[entry.metadata.kind] += _models(library, entry)
        models = [model for some in self._models.values() for model in some]
        self._band = bands(
            Counter(word for model in models for one in model.sentences for word in one.parts[1::2])
        )

    def document(self, number: int, count: int = PASSAGES) -> Made:
        """The document of a number, from 0, with so many passages."""
        entry = _entry(self._entries, number)
        chance = Random(number)  # noqa: S311 - no secret is made
        models = self._models[entry.metadata.kind]
        chosen = [self._varied(chance.choice(models), models, chance) for _ in range(count)]
        sentences = [[self._reworded(one, chance) for one in model.sentences] for model in chosen]
        blocks, passages = _written(entry, chosen, sentences)
        return Made(entry, tuple(blocks), tuple(passages), tuple(_with_noise(chosen, number)))

    def questions(self, count: int) -> list[str]:
        """Some real sentences of the length of questions, from all over the documents.

        There may be fewer.
        """
        told = (
            one for kind in sorted(self._models) for model in self._models[kind] for one in model.sentences
        )
        texts = dict.fromkeys("".join(one.parts) for one in told)
        short = [text for text in texts if 6 <= len(text.split()) <= 14]
        return Random(0).sample(short, min(count, len(short)))  # noqa: S311 - no secret is made

    def _varied(self, model: Model, models: Sequence[Model], chance: Random) -> Model:
        """A passage with some of its sentences changed for those of others."""
        sentences = [
            chance.choice(chance.choice(models).sentences) if chance.random() < _CHANGED_SENTENCES else one
            for one in model.sentences
        ]
        return replace(model, sentences=tuple(sentences))

    def _reworded(self, told: Told, chance: Random) -> str:
        """A sentence with some of its words changed for others that are about as frequent."""
        parts = list(told.parts)
        places = range(1, len(parts), 2)
        for place in chance.sample(places, round(len(places) * _CHANGED_WORDS)):
            parts[place] = chance.choice(self._band[parts[place]])
        return "".join(parts)


def bands(counts: Mapping[str, int]) -> dict[str, list[str]]:
    """For each word those that are about as frequent, itself among them: to the nearest power of two."""
    by_size: dict[int, list[str]] = defaultdict(list)
    for word in sorted(counts):
        by_size[counts[word].bit_length()].append(word)
    return {word: by_size[count.bit_length()] for word, count in counts.items()}


def made_name(number: int) -> str:
    """A name made of syllables, of its own for each number."""
    syllables = [_SYLLABLES[int(digit)] for digit in f"{number:03}"]
    return "".join(syllables).capitalize()


def _models(library: Library, entry: GuidanceDocument) -> Iterator[Model]:
    passages = library.passages_of(entry.id)
    vectors = library.vectors([passage.id for passage in passages])
    for passage in passages:
        if passage.sentences:
            embedded = vectors[passage.id]
            words = [passage.text[one.start : one.end] for one in passage.sentences]
            told = [
                Told(tuple(_PLAIN_WORD.split(" ".join(text.split()))), vector)
                for text, vector in zip(words, embedded.sentences, strict=True)
            ]
            yield Model(passage.heading_path, passage.strength, tuple(told), embedded.whole)


def _entry(entries: Sequence[GuidanceDocument], number: int) -> GuidanceDocument:
    """The catalogue entry of a made-up document: a real one's, under a title of its own."""
    earlier = number % EARLIER_EDITION == EARLIER_EDITION - 1
    of = number - 1 if earlier else number
    real = entries[of % len(entries)]
    year = "2019" if earlier else "2021"
    told = replace(
        real.metadata,
        title=f"{real.metadata.title}: {made_name(of)}",
        edition=year,
        published=year,
        **dict.fromkeys(("version", "effective_from", "effective_until", "withdrawn", "work"), ""),
        **dict.fromkeys(("supersedes", "superseded_by", "source_url", "summarises"), ""),
    )
    pages = -(-PASSAGES // _PASSAGES_OF_PAGE)
    sha256 = hashlib.sha256(f"made-up document {number}".encode()).hexdigest()
    return replace(
        real,
        id=sha256[:16],
        sha256=sha256,
        path=f"/made-up/{number:06}.pdf",
        metadata=told,
        pages=pages,
        page_labels=tuple(map(str, range(1, pages + 1))),
    )


def _written(
    entry: GuidanceDocument, models: Sequence[Model], sentences: Sequence[Sequence[str]]
) -> tuple[list[Block], list[Passage]]:
    """The blocks and passages of a document: a heading over every few passages, a block for each sentence."""
    blocks: list[Block] = []
    passages: list[Passage] = []
    headings: tuple[str, ...] = ()
    start = 0
    for position, (model, texts) in enumerate(zip(models, sentences, strict=True)):
        page = 1 + position // _PASSAGES_OF_PAGE
        begun = position % _PASSAGES_OF_SECTION == 0
        if begun:
            headings = model.headings or (entry.metadata.title,)
        own = [Block(BlockKind.HEADING, headings[-1], len(headings), page=page)] if begun else []
        own += [Block(BlockKind.PARAGRAPH, text, page=page) for text in texts]
        passage = _passage(entry.id, position, headings, own, start)
        passages.append(replace(passage, strength=model.strength))
        blocks += own
        start = passage.end + 1
    return blocks, passages


def _passage(
    document_id: str, position: int, headings: tuple[str, ...], blocks: Sequence[Block], start: int
) -> Passage:
    """The passage that some blocks are, of which a document's text has those before ``start`` already."""
    text = "\n".join(block.text for block in blocks)
    spans = []
    place = 0
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            spans.append(Sentence(place, place + len(block.text), Role.SENTENCE))
        place += len(block.text) + 1
    return Passage(
        id=hashlib.sha256(f"{document_id}\n{position}\n{text}".encode()).hexdigest()[:16],
        document_id=document_id,
        position=position,
        heading_path=headings,
        numbers=(),
        page=blocks[0].page,
        end_page=blocks[0].page,
        start=start,
        end=start + len(text),
        text=text,
        body=spans[0].start,
        lead_in="",
        strength="none",
        sentences=tuple(spans),
    )


def _with_noise(models: Sequence[Model], seed: int) -> Iterator[EmbeddedPassage]:
    """The vectors of some passages and of their sentences, each moved a little and of length 1 again."""
    rows = [row for model in models for row in (model.vector, *(one.vector for one in model.sentences))]
    real = np.vstack(rows)
    noise = np.random.default_rng(seed).standard_normal(real.shape, dtype=np.float32)
    moved = real + noise * (NOISE / np.sqrt(real.shape[1]))
    unit = (moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float32)
    place = 0
    for model in models:
        end = place + 1 + len(model.sentences)
        yield EmbeddedPassage(unit[place], unit[place + 1 : end])
        place = end
