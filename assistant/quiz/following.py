"""Cited words in the text of a document: whether they stand there, and what stands in their place.

White space, case, punctuation and ligatures make no difference. A sentence that was quoted whole must still
be one, for words that were added to it may be a condition; and an item of a list must still hang from the
words that it was quoted with, which may say that it must be done.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from ingest.changes.alignment import ALIKE_ALONE, ALIKE_MOVED, CHANGED_MOVED_WORDS, align
from ingest.changes.likeness import Likeness, Unit
from ingest.documents import Block, BlockKind, Passage
from ingest.library import Library

KEPT = 8
"""Documents, and pairs of editions, that stay in memory."""
_RARE = 40
"""Sentences that a word may stand in and still tell which one is meant."""
_LOOKED_AT = 12
"""Sentences that are held against words that are not where they were."""
_NO_LETTER = re.compile(r"[\W_]+")
_GOES_ON = re.compile(r"[;,]\s*(?:and|or)\s*$")


def letters(text: str) -> str:
    """What words are known by: their letters and digits; what leads to the next item of a list left out."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NO_LETTER.sub("", _GOES_ON.sub("", folded))


class Letters:
    """The letters of some sentences, one after the other."""

    def __init__(self, sentences: Sequence[str]) -> None:
        keys = [letters(text) for text in sentences]
        self._all, self._starts = "".join(keys), list(accumulate(map(len, keys), initial=0))

    def found(self, key: str) -> Iterator[tuple[int, bool]]:
        """Where some letters stand: in or from which sentence on, and whether they are whole sentences."""
        at, starts = self._all.find(key), self._starts
        while at >= 0:
            first, end = bisect_right(starts, at) - 1, at + len(key)
            yield first, starts[first] == at and starts[bisect_left(starts, end)] == end
            at = self._all.find(key, at + 1)


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of quoted words.

    Attributes:
        text: it.
        key: its letters.
        lead: those of the quoted line that it hangs from, or "".
        whole: whether it is one or more whole sentences or items.
    """

    text: str
    key: str
    lead: str
    whole: bool


def lines(quote: str, passage: Passage | None) -> list[Line]:
    """The stretches of a quote, a line each.

    Args:
        quote: it.
        passage: where it stood, if that is held.
    """
    texts = [text for text in map(str.strip, quote.split("\n")) if letters(text)]
    own = Letters([passage.text[one.start : one.end] for one in passage.sentences]) if passage else None
    made: list[Line] = []
    for at, text in enumerate(texts):
        key = letters(text)
        found = list(own.found(key)) if own else []
        whole = any(bounded for _, bounded in found) if found else _is_sentence(text)
        made.append(Line(text, key, letters(_lead(texts[:at])), whole))
    return made


def _is_sentence(text: str) -> bool:
    """Whether words begin and end as a sentence does."""
    first = next((one for one in text if one.isalnum()), "")
    return not first.islower() and text.rstrip("”’\"')] ")[-1:] in tuple(".!?:;")


def _lead(before: Sequence[str]) -> str:
    """Of the lines before one that which it hangs from, or ""."""
    colon = next((text for text in reversed(before) if text.endswith(":")), "")
    return colon or (before[0] if before and before[0][-1] not in ".!?" else "")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a document.

    Attributes:
        passage: where it stands.
        index: its place in that.
    """

    passage: Passage
    index: int

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the passage's text."""
        sentence = self.passage.sentences[self.index]
        return sentence.start, sentence.end

    @property
    def text(self) -> str:
        """Its words."""
        start, end = self.span
        return self.passage.text[start:end]

    @property
    def start(self) -> int:
        """Where it begins in the document's text."""
        return self.passage.start + self.span[0]


class Wording:
    """A document that is held, as words are looked for in it.

    Args:
        library: the library.
        document_id: the document's.
    """

    def __init__(self, library: Library, document_id: str) -> None:
        self._library, self.document_id = library, document_id

    @cached_property
    def said(self) -> list[Said]:
        """Its sentences, in the order of its text."""
        passages = self._library.passages_of(self.document_id)
        return [Said(one, index) for one in passages for index in range(len(one.sentences))]

    @cached_property
    def units(self) -> list[Unit]:
        """The same as they are compared."""
        blocks = (Block(BlockKind.PARAGRAPH, one.text) for one in self.said)
        return [Unit(index, block) for index, block in enumerate(blocks)]

    @cached_property
    def blocks(self) -> list[Block]:
        """Its blocks."""
        return self._library.blocks(self.document_id)

    @cached_property
    def _letters(self) -> Letters:
        return Letters([one.text for one in self.said])

    def places(self, line: Line) -> Iterator[Said]:
        """Where words stand in it: the sentences that they begin in."""
        for first, bounded in self._letters.found(line.key):
            if (bounded or not line.whole) and line.lead in self._led(first):
                yield self.said[first]

    def says(self, line: Line) -> bool:
        """Whether words stand in it."""
        return any(True for _ in self.places(line))

    def _led(self, index: int) -> str:
        one = self.said[index]
        return letters(one.passage.led_by(one.index))

    @cached_property
    def _having(self) -> Mapping[str, list[int]]:
        """The sentences that each word stands in."""
        having: dict[str, list[int]] = defaultdict(list)
        for unit in self.units:
            for word in unit.counts:
                having[word].append(unit.index)
        return having

    def near(self, words: Unit) -> list[int]:
        """The sentences that share most of the words, or pairs of words, which few sentences have."""
        shared: Counter[int] = Counter()
        for word in words.counts:
            places = self._having.get(word, ())
            if len(places) <= _RARE:
                shared.update(places)
        return [index for index, _ in shared.most_common(_LOOKED_AT)]

    def within(self, block: int) -> range:
        """The sentences of one of its blocks."""
        starts, ends = self._block_ends[block : block + 2]
        return range(bisect_left(self._starts, starts), bisect_left(self._starts, ends))

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.said]

    @cached_property
    def _block_ends(self) -> list[int]:
        return list(accumulate((len(one.rendered()) + 1 for one in self.blocks), initial=0))


class Follower:
    """Finds what took the place of words of one text in another.

    Args:
        old: the blocks of the one; where it is not held, the words themselves.
        new: the other.
    """

    def __init__(self, old: Sequence[Block], new: Wording) -> None:
        self._old, self.new = [Unit(index, block) for index, block in enumerate(old)], new

    @cached_property
    def _keys(self) -> list[str]:
        return [letters(unit.block.text) for unit in self._old]

    @cached_property
    def _new(self) -> list[Unit]:
        return [Unit(index, block) for index, block in enumerate(self.new.blocks)]

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self._old, self._new)

    @cached_property
    def _links(self) -> Mapping[int, int]:
        return {one.old: one.new for one in align(self._old, self._new, self._likeness)}

    def instead(self, line: Line) -> Said | None:
        """The sentence in the place of some words: in the block that theirs became, else anywhere; None where
        there is none like them."""
        words = Unit(0, Block(BlockKind.PARAGRAPH, line.text))
        blocks = [at for at, key in enumerate(self._keys) if line.key in key and at in self._links]
        there = [index for at in blocks for index in self.new.within(self._links[at])]
        if found := self._likest(words, there, ALIKE_ALONE):
            return found
        long = len(words.keys) >= CHANGED_MOVED_WORDS
        return self._likest(words, self.new.near(words), ALIKE_MOVED) if long else None

    def _likest(self, words: Unit, places: Sequence[int], least: float) -> Said | None:
        sure, best = max(((self._alike(words, self.new.units[at]), -at) for at in places), default=(0.0, 0))
        return self.new.said[-best] if sure >= least else None

    def _alike(self, one: Unit, other: Unit) -> float:
        told = self._likeness.of
        both = told(one.counts) + told(other.counts)
        return 2 * told(one.counts & other.counts) / both if both else 0.0


@lru_cache(maxsize=KEPT)
def wording(library: Library, document_id: str, version: str) -> Wording:
    """A document as words are looked for in it.

    Args:
        library: the library.
        document_id: the document's.
        version: the library's; of another, what is remembered counts no longer.
    """
    return Wording(library, document_id)


@lru_cache(maxsize=KEPT)
def follower(library: Library, old: str, new: str, version: str) -> Follower:
    """What finds words of one document that is held in another.

    Args:
        library: the library.
        old, new: ids of the two.
        version: as in ``wording``.
    """
    return Follower(library.blocks(old), wording(library, new, version))
