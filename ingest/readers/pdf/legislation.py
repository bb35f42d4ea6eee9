"""Acts, and instruments made under them: their parts put under one another, editors' marks taken out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.documents import Block, BlockKind
from ingest.readers._notes import cut_front

_OPENING = 60
"""Blocks among which an Act or instrument says that it is one."""
_LAW = re.compile(
    r"\bbe it enacted\b|\bStatutory (?:Instruments?|Rules)\b|^\d{4} (?:CHAPTER|c\.) ?\d+|"
    r"\bin exercise of the powers? conferred\b|^(?:Status|Changes to legislation): ",
    re.I,
)
_PART = re.compile(r"(?:PART|CHAPTER|SCHEDULE)(?: [A-Z]{0,2}\d{0,3}[A-Z]{0,2}| [IVXLC]+)?", re.I)
_REFERENCE = re.compile(
    r"\[?(?:Sections?|Regulations?|Articles?|Paragraphs?|Rules?)\s+\d[\w\s(),]{0,60}\]?", re.I
)
_SCHEDULE = re.compile(r"(?:THE )?SCHEDULES?(?: [A-Z]{0,2}\d{1,3}[A-Z]{0,2})?")
_BARE = re.compile(r"(\d{1,3}[A-Z]{0,2}(?: \(\d{1,3}[A-Z]{0,2}\))?) (?=[A-Z“(])")
"""The number of a Schedule's paragraph, which has no stop."""
_ASSENT = re.compile(r"\[\d{1,2}(?:st|nd|rd|th) \w+ \d{4}\]")
_AMENDMENT = re.compile(r"[A-Z]\d+")
"""The number of an editor's note on how the text was amended, in place of a footnote's."""
_NOTES = re.compile(
    r"(?:Textual Amendments?|Commencement Information|Modifications etc\.?.*|Marginal Citations|"
    r"Extent Information|Editorial Information|Annotations:?|Subordinate Legislation Made)",
    re.I,
)
_PROSPECTIVE = re.compile(r"\[?prospective\]?", re.I)
_TAKEN_OUT = re.compile(r"\s*[.…](?: ?[.…]){2,}\s*")
_GONE = "\ue0f2"
"""Stands for a character that is left out, so that footnotes keep their places until all of them are."""
_DOTS = re.compile(r"(?:(?<=\s)|^)[.…](?: ?[.…]){2,}")
_LEVELS = {"part": 1, "schedule": 1, "chapter": 2}
_CROSS_HEADING, _SECTION, _SUBSECTION = 4, 5, 9


def in_sections(blocks: Sequence[Block]) -> list[Block]:
    """A law's blocks with its parts above its sections and editors' marks out; another text's as they are."""
    if not any(_LAW.search(block.rendered()) for block in blocks[:_OPENING]):
        return list(blocks)
    clean = map(_of_law, _without_marks(_without_notes(blocks)))
    return _with_standing(_levelled(_named([block for block in clean if block.text])))


def _of_law(block: Block) -> Block:
    """A block as it is meant in a law, where a bare number is a paragraph's, and what is quoted heads
    nothing: it is put into another law."""
    if block.kind is BlockKind.PARAGRAPH and not block.number:
        if _SCHEDULE.fullmatch(block.text):
            return replace(block, kind=BlockKind.HEADING, level=1)
        if found := _BARE.match(block.text):
            return cut_front(block, found.end(), found[1])
    if block.kind is BlockKind.HEADING and (block.text.startswith("“") or _ASSENT.match(block.text)):
        return replace(block, kind=BlockKind.PARAGRAPH, level=0)
    return block


def _named(blocks: Sequence[Block]) -> Iterator[Block]:
    """The number of a part, chapter or Schedule made one heading with its name, which is printed below it."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if not _is_part(block):
            yield block
            continue
        reference = None
        if at < len(blocks) and _REFERENCE.fullmatch(blocks[at].rendered()):
            reference = replace(blocks[at], kind=BlockKind.PARAGRAPH, level=0)
            at += 1
        name = blocks[at] if at < len(blocks) else None
        if name is not None and name.kind is BlockKind.HEADING and not name.number and not _is_part(name):
            at += 1
            yield replace(name, number=block.text, page=block.page, level=block.level)
        else:
            yield block
        if reference is not None:
            yield reference


def _is_part(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and not block.number and bool(_PART.fullmatch(block.text))


def _levelled(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with headings ranked: parts and Schedules, chapters (and parts within a Schedule),
    cross-headings, sections."""
    done = []
    scheduled = 0
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            done.append(block)
            continue
        first = re.match(r"(?:the )?(part|schedule|chapter)\b", block.rendered().casefold())
        word = first[1] if first else ""
        scheduled = scheduled or int(word == "schedule")
        level = _SECTION if block.number[:1].isdigit() else _LEVELS.get(word, _CROSS_HEADING)
        deeper = scheduled if word in ("part", "chapter") else 0
        done.append(replace(block, level=level + deeper))
    return done


def _without_notes(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks less the lists of amendments that an editor put below a provision."""
    listing = False
    for block in blocks:
        if _NOTES.fullmatch(block.text):
            listing = True
        elif not (listing and _AMENDMENT.match(block.rendered())):
            listing = False
            if not (block.kind is BlockKind.FOOTNOTE and _AMENDMENT.fullmatch(block.number)):
                yield block


def _without_marks(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks less the brackets round words that were put in, which may be closed in a later block, and
    the dots for words that were taken out."""
    unclosed = 0
    for block in blocks:
        text = block.text
        for place in sorted((at for at, one in block.notes if _AMENDMENT.fullmatch(one)), reverse=True):
            dots = _TAKEN_OUT.match(text, place)
            text = f"{text[:place]} {text[dots.end() :]}" if dots else text
            opened = next((at for at in (place - 1, place, place + 1) if text[at : at + 1] == "["), None)
            if opened is not None:
                words = text[:opened][-1:].isalnum() and text[opened + 1 :][:1].isalnum()
                text = (" " if words else _GONE).join((text[:opened], text[opened + 1 :]))
                closed = text.find("]", opened)
                unclosed += closed < 0
                text = text if closed < 0 else _GONE.join((text[:closed], text[closed + 1 :]))
        while unclosed and text.count("]") > text.count("["):
            unclosed -= 1
            closed = text.rfind("]")
            text = _GONE.join((text[:closed], text[closed + 1 :]))
        yield _tidied(block, text)


def _tidied(block: Block, text: str) -> Block:
    """A block with other words, editors' notes left out, the places of its footnotes as they then are."""
    if text == block.text and not _DOTS.search(text) and not block.notes:
        return block
    kept = [(place, one) for place, one in block.notes if not _AMENDMENT.fullmatch(one)]
    bare = re.sub(r"\s+", " ", _DOTS.sub("", text.replace(_GONE, ""))).strip()
    same = len(text) == len(block.text)
    notes = ((place - text.count(_GONE, 0, place) if same else place, one) for place, one in kept)
    return replace(block, text=bare, notes=tuple((min(place, len(bare)), one) for place, one in notes))


def _with_standing(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those marked as prospective that stand below that word: the provision that follows it."""
    done: list[Block] = []
    scope: int | None = None
    waiting = False
    for block in blocks:
        if _PROSPECTIVE.fullmatch(block.text):
            waiting = True
            continue
        rank = _rank(block)
        if waiting and rank is not None:
            scope, waiting = rank, False
        elif scope is not None and rank is not None and rank <= scope:
            scope = None
        done.append(replace(block, prospective=True) if waiting or scope is not None else block)
    return done


def _rank(block: Block) -> int | None:
    """How high a provision that begins with a block stands: a heading's level, or below all of these for a
    subsection; None for what belongs to the provision before it."""
    if block.kind is BlockKind.HEADING:
        return block.level
    return _SUBSECTION if block.kind is BlockKind.PARAGRAPH and block.number else None
