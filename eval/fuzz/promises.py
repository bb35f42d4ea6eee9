"""What every reading must keep to, whatever the file was."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ingest.documents import Block, BlockKind, Reading

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f]")


def broken_promises(reading: Reading) -> list[str]:
    """A phrase for each promise of ``ingest.documents`` that is broken, without the document's words."""
    return sorted(set(_broken(reading)))


def _broken(reading: Reading) -> Iterator[str]:
    if not reading.blocks:
        yield "there are no blocks"
    if reading.page_labels and len(reading.page_labels) != reading.pages:
        yield "there are not as many page labels as pages"
    if not all(_is_page(gap.page, reading) for gap in reading.gaps):
        yield "a gap is on no page"
    for block in reading.blocks:
        yield from _broken_by(block, reading)
    for text in _texts(reading):
        if not _is_storable(text):
            yield "a text cannot be stored"


def _broken_by(block: Block, reading: Reading) -> Iterator[str]:
    if not block.text:
        yield f"a {block.kind} is empty"
    if block.text != " ".join(block.text.split()):
        yield f"a {block.kind} is not one tidy line"
    if not _is_level(block):
        yield f"a {block.kind} is of level {block.level}"
    first, last = block.page, block.end_page
    if not _is_page(first, reading) or (last is not None and not _is_page(last, reading)):
        yield f"a {block.kind} is on no page"
    elif first is not None and last is not None and last < first:
        yield f"a {block.kind} ends before it starts"
    if not all(0 <= at <= len(block.text) and number for at, number in block.notes):
        yield f"a note is outside its {block.kind}"


def _is_level(block: Block) -> bool:
    if block.kind is BlockKind.HEADING:
        return 1 <= block.level <= 6
    return block.level >= 1 if block.kind is BlockKind.ITEM else block.level == 0


def _is_page(page: int | None, reading: Reading) -> bool:
    return page is None if reading.pages is None else page is not None and 1 <= page <= reading.pages


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))


def _is_storable(text: str) -> bool:
    """Whether a database can hold a text: as UTF-8, without control characters but line ends."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return not _CONTROL.search(text)
