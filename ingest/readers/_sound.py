"""What leaves any reader: text that can be stored, of a size that its kind can have."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ingest.documents import Block, BlockKind, Reading

LONGEST_HEADING = 1000
"""Characters; a longer one is a paragraph in large type. Every passage below it would carry it."""
LONGEST_LABEL = 1000
"""Characters of any text that is not a block's own, such as a title or what is said of a picture."""
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters but tab and line end, and what UTF-8 has no bytes for."""


def sound(reading: Reading) -> Reading:
    """The reading with ``\\ufffd`` for each character that cannot be stored, and nothing beyond its size."""
    rest: dict[str, Any] = {
        each.name: _sound(getattr(reading, each.name)) for each in fields(reading) if each.name != "blocks"
    }
    return replace(reading, blocks=tuple(map(_sound_block, reading.blocks)), **rest)


def _sound_block(block: Block) -> Block:
    if _UNSTORABLE.search(block.text):
        block = replace(block, text=_storable(block.text))
    if _UNSTORABLE.search(block.number) or len(block.number) > LONGEST_LABEL or block.notes:
        block = replace(block, number=_sound(block.number), notes=_sound(block.notes))
    if block.kind is BlockKind.HEADING and len(block.text) > LONGEST_HEADING:
        block = replace(block, kind=BlockKind.PARAGRAPH, level=0)
    return block


def _sound(value: Any) -> Any:
    match value:
        case str():
            return _storable(value if len(value) <= LONGEST_LABEL else value[:LONGEST_LABEL])
        case tuple():
            return tuple(_sound(one) for one in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{each.name: _sound(getattr(value, each.name)) for each in fields(value)})
        case _:
            return value


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", text) if _UNSTORABLE.search(text) else text  # one for one: places stay
