"""Blocks cut to pieces that fit a passage: between list items, between sentences, between a row's cells."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.documents import Block, BlockKind
from ingest.sentences import sentence_spans

CountTokens = Callable[[Sequence[str]], list[int]]
"""Counts the embedding model's tokens in each of some texts, special tokens left out."""

LONGEST_TOKEN = 64
"""Characters that count as one token at least: the model reads a word of any length as one, and a run of
accents as none, but a passage of them is still to be stored and shown."""
Span = tuple[int, int]

LONGEST_ROW_NAME = 80
"""Characters of a row's first cell that still names the row."""
_CELL = re.compile(r"(?:^|; )(?=[^:;]{1,60}: )")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or a part of one too long for a passage.

    Attributes:
        block: the block.
        start, end: its span in the document's text.
        tokens: how many the model reads.
        label: how the document numbers the block in full.
        depth: how deep the block stands in a list, 0 outside.
        leads: whether a list hangs from the block, and its last words are in this piece.
        first: whether the block begins in this piece.
        skipped: characters of the block's text that stand before this piece.
        above: what it cannot be read without, outermost first: what its list hangs from; for a part of a
            table row that was cut, the names of the row and the column.
    """

    block: Block
    start: int
    end: int
    tokens: int
    label: str = ""
    depth: int = 0
    leads: bool = False
    first: bool = True
    skipped: int = 0
    above: tuple[str, ...] = ()

    @property
    def marker(self) -> int:
        """Characters of the printed number or bullet at its front."""
        return len(self.block.rendered()) - len(self.block.text) if self.first else 0

    @property
    def standing(self) -> tuple[bool, bool, bool]:
        """What no passage mixes: law that is not yet in force, words read from a picture, and boxes."""
        return self.block.prospective, self.block.ocr, self.block.boxed


def counting_length(count_tokens: CountTokens, most: int) -> CountTokens:
    """Counts tokens with regard to ``LONGEST_TOKEN``; a text that is past ``most`` by its length alone is not
    read for it, however long it is."""

    def count(texts: Sequence[str]) -> list[int]:
        least = [-(-len(text) // LONGEST_TOKEN) for text in texts]
        read = iter(count_tokens([text for text, few in zip(texts, least, strict=True) if few <= most]))
        return [max(few, next(read)) if few <= most else few for few in least]

    return count


def fitting(
    unit: Sequence[Piece], text: str, budget: int, count_tokens: CountTokens
) -> Iterator[list[Piece]]:
    """The unit whole if it fits; otherwise cut between its pieces, and a long piece between sentences."""
    if sum(piece.tokens for piece in unit) <= budget:
        yield list(unit)
        return
    part: list[Piece] = []
    used = 0
    for kept in _kept_together(unit, text, budget, count_tokens):
        tokens = sum(piece.tokens for piece in kept)
        if part and used + tokens > budget:
            yield part
            part, used = [], 0
        part.extend(kept)
        used += tokens
    yield part


def _kept_together(
    unit: Sequence[Piece], text: str, budget: int, count_tokens: CountTokens
) -> Iterator[list[Piece]]:
    """Each piece with its footnotes where they fit together; otherwise in parts, one by one."""
    for kept in _with_footnotes(unit):
        if sum(piece.tokens for piece in kept) <= budget:
            yield kept
        else:
            yield from ([part] for piece in kept for part in _split(piece, text, budget, count_tokens))


def _with_footnotes(unit: Sequence[Piece]) -> Iterator[list[Piece]]:
    kept: list[Piece] = []
    for piece in unit:
        if kept and piece.block.kind is not BlockKind.FOOTNOTE:
            yield kept
            kept = []
        kept.append(piece)
    yield kept


def _split(piece: Piece, text: str, budget: int, count_tokens: CountTokens) -> Iterator[Piece]:
    if piece.tokens <= budget:
        yield piece
        return
    words = text[piece.start : piece.end]
    spans = [
        part for span in _stretches(words, piece) for part in _short_enough(words, span, budget, count_tokens)
    ]
    counts = count_tokens([words[start:end] for start, end in spans])
    cells = _cells(words) if piece.block.kind is BlockKind.ROW else []
    start, used = 0, 0
    for (begin, _), tokens in zip(spans, counts, strict=True):
        if used and used + tokens > budget:
            yield _part(piece, words, cells, start, begin, used)
            start, used = begin, 0
        used += tokens
    yield _part(piece, words, cells, start, len(words), used)


def _part(piece: Piece, words: str, cells: Sequence[Span], start: int, end: int, tokens: int) -> Piece:
    """The stretch of a piece from start to end, with the names of its row and column if it needs them."""
    return replace(
        piece,
        start=piece.start + start,
        end=piece.start + end,
        tokens=tokens,
        first=piece.first and not start,
        leads=piece.leads and end == len(words),
        skipped=piece.skipped + max(start - piece.marker, 0),
        above=_names(words, cells, start) if start and cells else piece.above,
    )


def _stretches(words: str, piece: Piece) -> list[Span]:
    """The sentences of a piece, those of a table row cell by cell; a printed number goes with the first."""
    row = piece.block.kind is BlockKind.ROW
    cells = _cells(words, piece.marker) if row else [(piece.marker, len(words))]
    spans = [(a + at, b + at) for at, end in cells for a, b in sentence_spans(words[at:end])]
    spans[0] = (0, spans[0][1])
    return spans


def _cells(words: str, begin: int = 0) -> list[Span]:
    """The spans of a row's cells, each with the column head in front of it."""
    inside = (found.end() + begin for found in _CELL.finditer(words[begin:]))
    starts = [begin, *(at for at in inside if at > begin)]
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


def _names(words: str, cells: Sequence[Span], at: int) -> tuple[str, ...]:
    """What a part of a row that begins at ``at`` cannot be read without: the row's name and the column's."""
    row = words[: cells[0][1]].rstrip("; ")
    column = cells[bisect_right(cells, (at, len(words))) - 1][0]
    head = words[column : words.find(": ", column) + 1] if ": " in words[column:at] else ""
    names = [row if column and len(row) <= LONGEST_ROW_NAME else "", head]
    return ("; ".join(filter(None, names)) + " …",) if any(names) else ()


def _short_enough(words: str, span: Span, budget: int, count_tokens: CountTokens) -> Iterator[Span]:
    """A sentence, or its halves and quarters, cut at spaces, until each fits the budget."""
    start, end = span
    if end - start <= 1 or count_tokens([words[start:end]])[0] <= budget:
        yield span
        return
    middle = (start + end) // 2
    space = words.rfind(" ", start + 1, middle)
    cut = space + 1 if space > start else middle
    yield from _short_enough(words, (start, cut), budget, count_tokens)
    yield from _short_enough(words, (cut, end), budget, count_tokens)
