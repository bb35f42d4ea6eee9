"""An outline as plain text, to be pasted into a message or a note."""

from collections.abc import Iterator

from assistant.exporting import words
from assistant.exporting.outline import Block, Differing, Heading, Item, Notice, Outline, Paragraph, Said


def written(outline: Outline) -> str:
    """The questions with their answers, then one line for each reference; of what was written by a model,
    the passages too, since their words stand nowhere else."""
    paragraphs = [text for block in outline.blocks for text in _block(block)]
    unquoted = {
        number
        for block in outline.blocks
        if isinstance(block, Said) and not block.quoted
        for number in block.numbers
    }
    if outline.references:
        paragraphs.append(words.REFERENCES)
    for reference in outline.references:
        told = [", ".join((reference.title, *reference.details[:1])), *reference.details[1:]]
        told += [reference.url] if reference.url else []
        told += reference.lines if reference.number in unquoted else []
        paragraphs.append("\n".join(told))
    return "\n\n".join(paragraphs) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text) | Paragraph(text):
            yield text
        case Item(text):
            yield f"• {text}"
        case Notice(text):
            yield f"{words.NOTE}: {text}"
        case Said():
            yield _said(block)
        case Differing(about, sides):
            yield about
            yield from (f"{side.name}:\n{_said(side.said)}" for side in sides)


def _said(said: Said) -> str:
    told = "\n".join(said.lines)
    text = f"“{told}”" if said.quoted else told
    return f"{text} {said.cited}{f' ({said.remark})' if said.remark else ''}"
