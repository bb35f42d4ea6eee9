"""An outline as Markdown; nothing from a question or a document is markup in it."""

import re
from collections.abc import Iterable, Iterator

from assistant.exporting import words
from assistant.exporting.outline import (
    Block,
    Differing,
    Heading,
    Item,
    Notice,
    Outline,
    Paragraph,
    Reference,
    Said,
    Side,
)

_MARKUP = re.compile(r"[\\`*_\[\]<>#~|$]|&(?=[#A-Za-z])|:(?=//)|@|(?<=www)\.", re.IGNORECASE)
"""Characters that may be markup wherever they stand, or make a renderer see an address."""
_AT_START = re.compile(r"^(\d{0,9})([-+=:.)])")
"""What begins a list, a rule or an underlined heading at the start of a line."""


def written(outline: Outline) -> bytes:
    """The whole as UTF-8."""
    paragraphs = [
        f"# {escaped(outline.title)}",
        *map(escaped, outline.origin),
        f"**{words.NOTE}:** {escaped(outline.notice)}",
    ]
    for block in outline.blocks:
        paragraphs += _block(block)
    if outline.references:
        paragraphs.append(f"## {words.REFERENCES}")
    for reference in outline.references:
        paragraphs += _reference(reference)
    return ("\n\n".join(paragraphs) + "\n").encode()


def escaped(line: str) -> str:
    """A line whose every character shows as it is when it is rendered."""
    return _AT_START.sub(r"\1\\\2", _MARKUP.sub(lambda found: f"\\{found[0]}", line))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * (level + 1)} {escaped(text)}"
        case Paragraph(text):
            yield escaped(text)
        case Item(text):
            yield f"- {escaped(text)}"
        case Notice(text):
            yield f"**{words.NOTE}:** {escaped(text)}"
        case Said():
            yield from _said(block)
        case Differing(about, sides):
            yield escaped(about)
            for side in sides:
                yield from _side(side)


def _said(said: Said) -> Iterator[str]:
    yield _quote(said.lines) if said.quoted else "\n\n".join(map(escaped, said.lines))
    yield f"{said.cited} ({said.remark})" if said.remark else said.cited


def _side(side: Side) -> Iterator[str]:
    yield f"{escaped(side.name)}:"
    yield from _said(side.said)


def _reference(reference: Reference) -> Iterator[str]:
    yield f"### [{reference.number}] {escaped(reference.name)}"
    yield from map(escaped, reference.details)
    if reference.url:
        yield f"<{reference.url}>"
    yield _quote(reference.lines)


def _quote(lines: Iterable[str]) -> str:
    return "\n>\n".join(f"> {escaped(line)}" for line in lines)
