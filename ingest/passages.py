"""Blocks to passages: stretches of one section that fit the embedding model's window.

A passage never crosses a section, and never mixes law in force with law that is not, print with words read
from a picture, or a box with what is around it. A numbered paragraph, and a list with the sentence that leads
into it, stay whole where they fit; a list that does not is cut between items and each part remembers its
lead-in.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.documents import Block, BlockKind, GuidanceDocument, Metadata, Passage, Role, Sentence
from ingest.lists import depths, hung_from, introduces, leading
from ingest.numbering import heading_names, labels
from ingest.pieces import CountTokens, Piece, counting_length, fitting
from ingest.sentences import sentence_spans

TARGET_TOKENS = 160
"""A passage is closed once it holds this many tokens."""
PATH_TOKENS = 48
"""Window kept for the heading path; the innermost headings that fit are embedded with the passage."""

_STRENGTHS = (
    (
        "must",
        re.compile(r"\b(?:must|shall|(?:is|are|be) required to|(?:has|have|under) a (?:\w+ )?duty)\b", re.I),
    ),
    ("should", re.compile(r"\bshould\b", re.I)),
    ("may", re.compile(r"\b(?:may|can)\b", re.I)),
)


@dataclass(slots=True)
class _Section:
    """The headings above a run of blocks, those of them that stand directly above it, and the run."""

    path: tuple[str, ...]
    headings: list[Piece] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


def document_text(blocks: Sequence[Block]) -> str:
    """The text of a document: every block on a line of its own, with its printed number or bullet."""
    return "\n".join(block.rendered() for block in blocks)


def cut_passages(
    blocks: Sequence[Block], document: GuidanceDocument, count_tokens: CountTokens, window: int
) -> list[Passage]:
    """Cut a document into passages.

    Args:
        blocks: the document's blocks; ``document_text(blocks)`` is the text that spans refer to.
        document: theirs; a heading that only repeats its title is left out of heading paths, and in
            legislation a numbered heading is called a section.
        count_tokens: counts tokens as the embedding model does.
        window: how many tokens the embedding model reads, special tokens left out; a passage with its
            heading path never exceeds it.
    """
    text = document_text(blocks)
    budget = window - PATH_TOKENS
    count_tokens = counting_length(count_tokens, budget)
    passages: list[Passage] = []
    for section in _sections(blocks, document.metadata, budget, count_tokens):
        for group in _packed(_units(section.pieces, text, budget, count_tokens), budget):
            passages.append(_passage(text, section, group, len(passages), document.id))
        if section.headings:  # with nothing below them, such as the last line of a document
            passages.append(_passage(text, section, [], len(passages), document.id))
    return passages


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _sections(
    blocks: Sequence[Block], metadata: Metadata, budget: int, count_tokens: CountTokens
) -> Iterator[_Section]:
    """The document's sections in order; headings without text of their own go to the next section, unless
    they would fill a passage by themselves."""
    outside: list[tuple[int, str]] = []
    boxed: list[tuple[int, str]] = []  # the headings of a box stand below those around it, and end with it
    section = _Section(())
    names = heading_names(blocks, metadata)
    for piece, name in zip(_pieces(blocks, metadata, count_tokens), names, strict=True):
        left_box = boxed and not piece.block.boxed and piece.block.kind is not BlockKind.FOOTNOTE
        full = name and sum(head.tokens for head in section.headings) + piece.tokens > budget
        if (
            (section.pieces and name)
            or (section.headings and full)
            or (left_box and (section.pieces or section.headings))
        ):
            yield section
            section = _Section(())
        if left_box:
            boxed = []
        if name:
            stack = boxed if piece.block.boxed else outside
            while stack and stack[-1][0] >= piece.block.level:
                stack.pop()
            stack.append((piece.block.level, name))
        section.path = tuple(name for _, name in outside + boxed if _plain(name) != _plain(metadata.title))
        (section.headings if name else section.pieces).append(piece)
    if section.pieces or section.headings:
        yield section


def _pieces(blocks: Sequence[Block], metadata: Metadata, count_tokens: CountTokens) -> Iterator[Piece]:
    """Every block whole, with where it stands in the text and what is known of it from those around it."""
    counts = count_tokens([block.rendered() for block in blocks])
    numbered, deep = labels(blocks, metadata), depths(blocks)
    leads = leading(blocks, deep)
    above = hung_from(blocks, deep, leads)
    start = 0
    for index, block in enumerate(blocks):
        end = start + len(block.rendered())
        yield Piece(
            block,
            start,
            end,
            tokens=counts[index],
            label=numbered[index],
            depth=deep[index],
            leads=leads[index],
            above=above[index],
        )
        start = end + 1


def _units(
    pieces: Sequence[Piece], text: str, budget: int, count_tokens: CountTokens
) -> Iterator[list[Piece]]:
    """Pieces that belong together: a paragraph with the list below it; anything else alone."""
    unit: list[Piece] = []
    for piece in pieces:
        if unit and not _goes_on(unit[-1], piece):
            yield from fitting(unit, text, budget, count_tokens)
            unit = []
        unit.append(piece)
    if unit:
        yield from fitting(unit, text, budget, count_tokens)


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Whether a piece belongs with the one before it: a list item or footnote that stands with it."""
    if piece.block.kind is BlockKind.FOOTNOTE:
        return piece.standing[:2] == before.standing[:2]  # a box's footnotes stand below the box
    return piece.block.kind is BlockKind.ITEM and piece.standing == before.standing


def _packed(units: Iterator[list[Piece]], budget: int) -> Iterator[list[Piece]]:
    """Units joined up to a passage's target size; none past the budget, none with what it may not mix."""
    group: list[Piece] = []
    used = 0
    for unit in units:
        tokens = sum(piece.tokens for piece in unit)
        full = used >= TARGET_TOKENS or used + tokens > budget
        if group and (full or unit[0].standing != group[0].standing):
            yield group
            group, used = [], 0
        group = group + unit
        used += tokens
    if group:
        yield group


def _passage(
    text: str, section: _Section, pieces: Sequence[Piece], position: int, document_id: str
) -> Passage:
    """One passage; the headings that stand above the section's first passage become part of it."""
    parts = [*section.headings, *pieces]
    section.headings = []
    start = parts[0].start
    end = parts[-1].end
    while text[end - 1].isspace():
        end -= 1
    words = text[start:end]
    body = pieces[0].start - start if pieces else 0
    pages = [page for part in parts for page in (part.block.page, part.block.end_page) if page is not None]
    first = next((piece for piece in pieces if piece.block.kind is not BlockKind.FOOTNOTE), None)
    number = (p.block.number for p in pieces if p.block.kind is BlockKind.PARAGRAPH and p.first)
    return Passage(
        id=hashlib.sha256(f"{document_id}\n{position}\n{words}".encode()).hexdigest()[:16],
        document_id=document_id,
        position=position,
        heading_path=section.path,
        numbers=tuple(filter(None, number)),
        page=min(pages, default=None),
        end_page=max(pages, default=None),
        start=start,
        end=end,
        text=words,
        body=body,
        lead_in="\n".join(first.above) if first else "",
        strength=strength_of(words[body:]),
        sentences=tuple(_sentences(pieces, text, start, end)),
        prospective=any(part.block.prospective for part in pieces or parts),
        ocr=any(part.block.ocr for part in parts),
    )


def strength_of(text: str) -> str:
    """The strongest duty that some words carry: must, should, may or none."""
    return next((name for name, words in _STRENGTHS if words.search(text)), "none")


def _sentences(pieces: Sequence[Piece], text: str, start: int, end: int) -> Iterator[Sentence]:
    for piece in pieces:
        begin = piece.start + piece.marker
        words = text[begin : min(piece.end, end)]
        spans = [(0, len(words.rstrip()))] if piece.block.kind is BlockKind.ROW else sentence_spans(words)
        notes = _notes(piece, spans)
        for place, (a, b) in enumerate(spans):
            role = _role(piece, words[a:b], last=place == len(spans) - 1)
            yield Sentence(
                begin - start + a, begin - start + b, role, piece.depth, piece.label, tuple(notes[place])
            )


def _notes(piece: Piece, spans: Sequence[tuple[int, int]]) -> list[list[str]]:
    """The footnotes that each sentence of a piece refers to: a marker belongs to the words before it."""
    notes: list[list[str]] = [[] for _ in spans]
    length = piece.end - piece.start - piece.marker
    for offset, number in piece.block.notes:
        at = offset - piece.skipped
        if at <= length and (at > 0 or piece.first):
            before = [place for place, (start, _) in enumerate(spans) if start < at]
            notes[before[-1] if before else 0].append(number)
    return notes


def _role(piece: Piece, sentence: str, *, last: bool) -> Role:
    block = piece.block
    if block.kind in (BlockKind.ROW, BlockKind.FOOTNOTE):
        return Role(block.kind.value)
    if last and introduces(sentence, leads=piece.leads):
        return Role.LEAD_IN
    return Role.ITEM if block.kind is BlockKind.ITEM else Role.SENTENCE
