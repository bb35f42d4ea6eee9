"""What Safeguide makes of a document, arranged so that what a person saw can be looked for in it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.reading.marks import digest, without_number, words_of
from ingest import readers
from ingest.catalogue import describe
from ingest.documents import Block, BlockKind, GuidanceDocument, Passage, Reading, Sentence
from ingest.embedding import Embedder
from ingest.passages import cut_passages

_JOINED = 3
"""Headings that follow one another directly may be one in a contents list ("Part 1", "Care and support")."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, or several that follow one another directly.

    Attributes:
        place: among the document's headings, from 0.
        level: of the first.
        page: what is printed as the number of its page.
        digests: of the ways to say it: with its number and without, alone and with those that follow.
    """

    place: int
    level: int
    page: str
    digests: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quotable:
    """A sentence as it can be quoted: what is known of it, its words, the heading above it, its page."""

    sentence: Sentence
    words: tuple[str, ...]
    heading: tuple[str, ...]
    page: int | None


@dataclass(frozen=True, slots=True)
class Product:
    """What Safeguide makes of a document.

    Attributes:
        reading: as its reader gives it.
        passages: cut from that.
        headings, sentences: in order.
        texts: the words of each passage.
    """

    reading: Reading
    passages: tuple[Passage, ...]
    headings: tuple[Heading, ...]
    sentences: tuple[Quotable, ...]
    texts: tuple[tuple[str, ...], ...]


def read_product(path: Path, embedder: Embedder) -> Product:
    """Read a document and cut it into passages, as adding it to a library does.

    Raises:
        UnreadableDocument: the file cannot be read.
    """
    reading = readers.read(path)
    document = GuidanceDocument(path.name, "", str(path), describe(reading, path)[0], reading.pages)
    return product(reading, cut_passages(reading.blocks, document, embedder.count_tokens, embedder.window))


def product(reading: Reading, passages: Sequence[Passage]) -> Product:
    """Arrange a reading and its passages."""
    return Product(
        reading=reading,
        passages=tuple(passages),
        headings=tuple(_headings(reading)),
        sentences=tuple(_quotables(reading.blocks, passages)),
        texts=tuple(tuple(words_of(passage.text)) for passage in passages),
    )


def _headings(reading: Reading) -> Iterator[Heading]:
    count = 0
    for index, block in enumerate(reading.blocks):
        if block.kind is not BlockKind.HEADING:
            continue
        run = [block]
        for after in reading.blocks[index + 1 : index + _JOINED]:
            if after.kind is not BlockKind.HEADING:
                break
            run.append(after)
        yield Heading(count, block.level, _label(reading, block), frozenset(_sayings(run)))
        count += 1


def _sayings(run: Sequence[Block]) -> Iterator[str]:
    for end in range(1, len(run) + 1):
        for said in (run[0].text, run[0].rendered()):
            joined = " ".join([said, *(block.rendered() for block in run[1:end])])
            yield digest(without_number(words_of(joined)))


def _label(reading: Reading, block: Block) -> str:
    labels = reading.page_labels
    return labels[block.page - 1] if block.page and block.page <= len(labels) else ""


def _quotables(blocks: Sequence[Block], passages: Sequence[Passage]) -> Iterator[Quotable]:
    starts, at = [], 0
    for block in blocks:
        starts.append(at)
        at += len(block.rendered()) + 1
    for passage in passages:
        heading = tuple(words_of(passage.heading_path[-1])) if passage.heading_path else ()
        for sentence in passage.sentences:
            block = blocks[bisect_right(starts, passage.start + sentence.start) - 1]
            words = tuple(words_of(passage.text[sentence.start : sentence.end]))
            yield Quotable(sentence, words, heading, block.page)
