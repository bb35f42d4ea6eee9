"""``safeguide library show``: a document as it was understood, as a whole, by passage or by page."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

import assistant
from assistant.answers import locator, place_of, standing_remark
from assistant.cli.printed_page import PageNotShown, page_text, save_picture
from assistant.cli.terminal import visible
from assistant.entries import entry_lines
from assistant.gaps import summary
from ingest.documents import Block, BlockKind, GuidanceDocument, Passage, Standing
from ingest.editions import standing
from ingest.errors import IngestError
from ingest.library import Library
from ingest.pipeline import find_document


def show(
    name: Annotated[
        str, typer.Argument(metavar="DOC", help="Its id, file name or title, as `library list` shows them.")
    ],
    passages: Annotated[bool, typer.Option("--passages", help="Show every passage.")] = False,
    page: Annotated[
        int | None, typer.Option(min=1, help="Show one page, counted from 1: as printed, and as understood.")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option(help="With --page: write a picture of the page to this file, as PNG.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; its shape is in docs/json.md.")
    ] = False,
) -> None:
    """Show how a document was understood: what it is, what could not be read of it, and its outline.

    Example: `safeguide library show policy.pdf --page 12 --picture page.png`
    """
    if picture and page is None:
        raise typer.BadParameter("say of which page: --picture goes with --page")
    if passages and page is not None:
        raise typer.BadParameter("choose one of --passages and --page")
    library = assistant.open().library
    document = replace(named := find_document(library, name), standing=_standing(named, library))
    if page is not None:
        _show_page(document, _on_page(document, library.blocks(document.id), page), page, as_json=as_json)
        if picture:
            save_picture(document, page, picture)
        return
    cut = library.passages_of(document.id)
    if passages:
        _print([_passage_as_dict(one, document) for one in cut] if as_json else _passages(cut, document))
        return
    outline = _outline(library.blocks(document.id), cut, document)
    told = {**document.as_dict(), "page_labels": list(document.page_labels), "passages": len(cut)}
    _print({**told, "outline": outline} if as_json else _whole(document, len(cut), outline))


def _standing(document: GuidanceDocument, library: Library) -> Standing:
    return standing(document, library.documents(), date.today())


def _print(what: dict[str, Any] | list[Any] | Iterator[str]) -> None:
    """JSON of plain values; lines one by one."""
    if isinstance(what, (dict, list)):
        typer.echo(json.dumps(what, ensure_ascii=False, indent=2))
        return
    for line in what:
        typer.echo(visible(line))


# --- the whole ---------------------------------------------------------------------------------------


def _whole(document: GuidanceDocument, count: int, outline: Sequence[dict[str, Any]]) -> Iterator[str]:
    told = document.metadata
    pages = _counted(document.pages, "page") if document.pages else ""
    yield document.name
    yield ", ".join(part for part in (told.kind, told.nation, pages, _counted(count, "passage")) if part)
    if standing := standing_remark(document):
        yield f"{standing}."
    yield f"{document.id}  {document.path}"
    yield (
        f"Not read in full: {summary(document.gaps)}." if document.gaps else "Nothing in it was left unread."
    )
    yield ""
    yield from entry_lines(document)
    yield ""
    for heading in outline:
        where = _page_name(document, heading["page"]) if heading["page"] else ""
        parts = (heading["text"], where, _counted(heading["passages"], "passage"))
        yield "  " * (heading["level"] - 1) + "  ·  ".join(part for part in parts if part)
    if not outline:
        yield "It has no headings."


def _outline(
    blocks: Sequence[Block], passages: Sequence[Passage], document: GuidanceDocument
) -> list[dict[str, Any]]:
    """Every heading with its place, and how many passages stand directly below it."""
    starts, at = [], 0
    for block in blocks:
        starts.append(at)
        at += len(block.rendered()) + 1
    headings = [(start, b) for start, b in zip(starts, blocks, strict=True) if b.kind is BlockKind.HEADING]
    ends = [*(start for start, _ in headings[1:]), at][: len(headings)]
    bodies = [passage.start + passage.body for passage in passages]
    return [
        {
            "text": block.rendered(),
            "level": block.level,
            "page": block.page,
            "page_label": document.page_label(block.page),
            "passages": sum(start <= body < end for body in bodies),
        }
        for (start, block), end in zip(headings, ends, strict=True)
    ]


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}" if count else ""


def _page_name(document: GuidanceDocument, page: int) -> str:
    printed = document.page_label(page)
    return f"page {page}" + (f" (printed {printed})" if printed not in ("", str(page)) else "")


# --- passages ----------------------------------------------------------------------------------------


def _passages(passages: Sequence[Passage], document: GuidanceDocument) -> Iterator[str]:
    for passage in passages:
        flags = (
            "not yet in force" if passage.prospective else "",
            "read from a picture" if passage.ocr else "",
        )
        span = f"characters {passage.start} to {passage.end}"
        duty = f"duty: {passage.strength}"
        yield f"{passage.id}  " + ", ".join(locator(passage, document))
        yield "  " + ", ".join(part for part in (span, duty, *flags) if part)
        if passage.lead_in:
            yield from (f"  … {line}" for line in passage.lead_in.split("\n"))
        yield from (f"    {line}" for line in passage.text.split("\n"))
        yield ""


def _passage_as_dict(passage: Passage, document: GuidanceDocument) -> dict[str, Any]:
    sentences = [
        {
            "start": one.start,
            "end": one.end,
            "role": one.role.value,
            "level": one.level,
            "label": one.label,
            "notes": list(one.notes),
        }
        for one in passage.sentences
    ]
    span = {"start": passage.start, "end": passage.end, "text": passage.text, "body": passage.body}
    return {**place_of(passage, document), **span, "sentences": sentences}


# --- a page ------------------------------------------------------------------------------------------


def _on_page(document: GuidanceDocument, blocks: Sequence[Block], page: int) -> list[Block]:
    """The blocks that stand on a page; IngestError if there is no such page."""
    if not document.pages:
        raise IngestError(f"{document.name} has no pages: its format is one long text. Leave out --page.")
    if page > document.pages:
        raise IngestError(f"{document.name} has {document.pages} pages; there is no page {page}.")
    return [block for block in blocks if block.page and block.page <= page <= (block.end_page or block.page)]


def _show_page(document: GuidanceDocument, blocks: Sequence[Block], page: int, *, as_json: bool) -> None:
    try:
        printed, problem = page_text(document, page), ""
    except PageNotShown as error:
        printed, problem = "", str(error)
    if as_json:
        told = {"page": page, "page_label": document.page_label(page), "printed": printed, "problem": problem}
        gaps = [gap for gap in document.as_dict()["gaps"] if gap["page"] == page]
        _print({**told, "gaps": gaps, "blocks": [_block_as_dict(block) for block in blocks]})
    else:
        _print(_page(document, blocks, page, printed, problem))


def _page(
    document: GuidanceDocument, blocks: Sequence[Block], page: int, printed: str, problem: str
) -> Iterator[str]:
    name = _page_name(document, page)
    yield f"{document.name}, {name}"
    yield ""
    yield "── As printed " + "─" * 40
    yield from printed.split("\n") if printed else [problem or "The page has no text of its own."]
    yield ""
    yield "── As understood " + "─" * 37
    yield from (_block_line(block) for block in blocks)
    if gaps := [gap for gap in document.gaps if gap.page == page]:
        yield f"Not read in full: {summary(gaps)}."
    elif not blocks:
        yield "Nothing."


def _block_line(block: Block) -> str:
    level = str(block.level) if block.level else ""
    notes = f"notes {', '.join(number for _, number in block.notes)}" if block.notes else ""
    flags = (
        notes,
        "boxed" if block.boxed else "",
        "not yet in force" if block.prospective else "",
        "read from a picture" if block.ocr else "",
    )
    told = "; ".join(part for part in flags if part)
    return f"{block.kind.value + ' ' + level:<12}{block.rendered()}" + (f"  [{told}]" if told else "")


def _block_as_dict(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind.value,
        "level": block.level,
        "number": block.number,
        "text": block.text,
        "page": block.page,
        "end_page": block.end_page,
        "notes": [{"place": place, "number": number} for place, number in block.notes],
        "boxed": block.boxed,
        "prospective": block.prospective,
        "ocr": block.ocr,
    }
