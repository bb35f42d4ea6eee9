"""Blocks to passages: stretches of one section that fit the embedding model's window.

A passage never crosses a section. A numbered paragraph, and a list with the sentence that leads into it,
stay whole where they fit; a list that does not is cut between items and each part remembers its lead-in.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.documents import Block, BlockKind, GuidanceDocument, Metadata, Passage, Role, Sentence
from ingest.sentences import sentence_spans

CountTokens = Callable[[Sequence[str]], list[int]]
"""Counts the embedding model's tokens in each of some texts, special tokens left out."""

TARGET_TOKENS = 160
"""A passage is closed once it holds this many tokens."""
PATH_TOKENS = 48
"""Window kept for the heading path; the innermost headings that fit are embedded with the passage."""

_LEAD_IN_END = re.compile(r"(?::|—|–)$")
_STRENGTHS = (
    (
        "must",
        re.compile(r"\b(?:must|shall|(?:is|are|be) required to|(?:has|have|under) a (?:\w+ )?duty)\b", re.I),
    ),
    ("should", re.compile(r"\bshould\b", re.I)),
    ("may", re.compile(r"\b(?:may|can)\b", re.I)),
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block, or a part of one too long for a passage, with its span in the document's text."""

    block: Block
    start: int
    end: int
    tokens: int
    first: bool = True


@dataclass(slots=True)
class _Section:
    """The headings above a run of blocks, those of them that stand directly above it, and the run."""

    path: tuple[str, ...]
    headings: list[_Piece] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)


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
    passages: list[Passage] = []
    for section in _sections(blocks, document.metadata, count_tokens):
        for group in _packed(_units(section.pieces, text, budget, count_tokens), budget):
            passages.append(_passage(text, section, group, len(passages), document.id))
        if section.headings:  # a heading with nothing below it, such as the last line of a document
            passages.append(_passage(text, section, [], len(passages), document.id))
    return _with_lead_ins(passages)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _sections(blocks: Sequence[Block], metadata: Metadata, count_tokens: CountTokens) -> Iterator[_Section]:
    """The document's sections in order; headings without text of their own go to the next section."""
    counts = count_tokens([block.rendered() for block in blocks])
    stack: list[tuple[int, str]] = []
    section = _Section(())
    start = 0
    for block, tokens in zip(blocks, counts, strict=True):
        piece = _Piece(block, start, start + len(block.rendered()), tokens)
        start = piece.end + 1
        if block.kind is not BlockKind.HEADING:
            section.pieces.append(piece)
            continue
        if section.pieces:
            yield section
            section = _Section(())
        while stack and stack[-1][0] >= block.level:
            stack.pop()
        stack.append((block.level, _heading_name(block, metadata.kind)))
        section.path = tuple(name for _, name in stack if _plain(name) != _plain(metadata.title))
        section.headings.append(piece)
    if section.pieces or section.headings:
        yield section


def _heading_name(block: Block, kind: str) -> str:
    numbered = kind == "legislation" and block.number[:1].isdigit()
    return f"Section {block.rendered()}" if numbered else block.rendered()


def _units(
    pieces: Sequence[_Piece], text: str, budget: int, count_tokens: CountTokens
) -> Iterator[list[_Piece]]:
    """Pieces that belong together: a paragraph with the list below it; anything else alone."""
    unit: list[_Piece] = []
    for piece in pieces:
        goes_on = piece.block.kind is BlockKind.ITEM or (piece.block.kind is BlockKind.FOOTNOTE and unit)
        if unit and not goes_on:
            yield from _fitting(unit, text, budget, count_tokens)
            unit = []
        unit.append(piece)
    if unit:
        yield from _fitting(unit, text, budget, count_tokens)


def _fitting(unit: list[_Piece], text: str, budget: int, count_tokens: CountTokens) -> Iterator[list[_Piece]]:
    """The unit whole if it fits; otherwise cut between its pieces, and a long piece between sentences."""
    if sum(piece.tokens for piece in unit) <= budget:
        yield unit
        return
    part: list[_Piece] = []
    used = 0
    for piece in (part for whole in unit for part in _split(whole, text, budget, count_tokens)):
        if part and used + piece.tokens > budget:
            yield part
            part, used = [], 0
        part.append(piece)
        used += piece.tokens
    yield part


def _split(piece: _Piece, text: str, budget: int, count_tokens: CountTokens) -> Iterator[_Piece]:
    if piece.tokens <= budget:
        yield piece
        return
    words = text[piece.start : piece.end]
    marker = len(piece.block.rendered()) - len(piece.block.text)  # stays with the first sentence
    sentences = [(start + marker, end + marker) for start, end in sentence_spans(words[marker:])]
    sentences[0] = (0, sentences[0][1])
    spans = [span for one in sentences for span in _short_enough(words, one, budget, count_tokens)]
    counts = count_tokens([words[start:end] for start, end in spans])
    start, used, first = 0, 0, True
    for (begin, _), tokens in zip(spans, counts, strict=True):
        if used and used + tokens > budget:
            yield replace(piece, start=piece.start + start, end=piece.start + begin, tokens=used, first=first)
            start, used, first = begin, 0, False
        used += tokens
    yield replace(piece, start=piece.start + start, tokens=used, first=first)


def _short_enough(
    words: str, span: tuple[int, int], budget: int, count_tokens: CountTokens
) -> Iterator[tuple[int, int]]:
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


def _packed(units: Iterator[list[_Piece]], budget: int) -> Iterator[list[_Piece]]:
    """Units joined until a passage has its target size; none is joined past the budget."""
    group: list[_Piece] = []
    used = 0
    for unit in units:
        tokens = sum(piece.tokens for piece in unit)
        if group and (used >= TARGET_TOKENS or used + tokens > budget):
            yield group
            group, used = [], 0
        group = group + unit
        used += tokens
    if group:
        yield group


def _passage(
    text: str, section: _Section, pieces: Sequence[_Piece], position: int, document_id: str
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
        lead_in="",
        strength=_strength(words[body:]),
        sentences=tuple(_sentences(pieces, text, start, end)),
    )


def _strength(text: str) -> str:
    return next((name for name, words in _STRENGTHS if words.search(text)), "none")


def _sentences(pieces: Sequence[_Piece], text: str, start: int, end: int) -> Iterator[Sentence]:
    for index, piece in enumerate(pieces):
        marker = len(piece.block.rendered()) - len(piece.block.text) if piece.first else 0
        begin = piece.start + marker
        words = text[begin : min(piece.end, end)]
        spans = [(0, len(words.rstrip()))] if piece.block.kind is BlockKind.ROW else sentence_spans(words)
        list_follows = index + 1 < len(pieces) and pieces[index + 1].block.kind is BlockKind.ITEM
        for place, (a, b) in enumerate(spans):
            role = _role(piece.block, words[a:b], place == len(spans) - 1, list_follows)
            yield Sentence(begin - start + a, begin - start + b, role, _level(piece.block))


def _role(block: Block, sentence: str, last: bool, list_follows: bool) -> Role:
    if block.kind in (BlockKind.ROW, BlockKind.FOOTNOTE):
        return Role(block.kind.value)
    if last and _LEAD_IN_END.search(sentence):
        return Role.LEAD_IN
    if block.kind is BlockKind.ITEM:
        return Role.ITEM
    return Role.LEAD_IN if last and list_follows and sentence[-1] not in ".!?" else Role.SENTENCE


def _level(block: Block) -> int:
    return max(block.level, 1) if block.kind is BlockKind.ITEM else 0


def _with_lead_ins(passages: Sequence[Passage]) -> list[Passage]:
    """Give each passage that begins inside a list the sentence that leads into the list."""
    done: list[Passage] = []
    leads: list[tuple[int, str]] = []  # those of the lists that are open, outermost first
    for passage in passages:
        if passage.body:  # it begins with a heading, which ends every list
            leads = []
        body = [sentence for sentence in passage.sentences if sentence.role is not Role.FOOTNOTE]
        within = body and body[0].level
        lead = (
            next((words for level, words in reversed(leads) if level < body[0].level), "") if within else ""
        )
        done.append(replace(passage, lead_in=lead) if lead else passage)
        for sentence in body:
            leads = [open_ for open_ in leads if open_[0] < sentence.level]
            if sentence.role is Role.LEAD_IN:
                leads.append((sentence.level, passage.text[sentence.start : sentence.end]))
    return done
