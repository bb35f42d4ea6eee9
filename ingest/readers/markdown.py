"""Markdown, with YAML front matter that says what the document is."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import yaml
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.documents import BlockKind, Metadata, Reading
from ingest.errors import UnreadableDocument
from ingest.readers._hidden import hidden_warnings, in_characters
from ingest.readers._text import decoded, require_text
from ingest.readers.html.blocks import html_blocks
from ingest.readers.html.elements import flatten
from ingest.readers.html.looks import sheet_of
from ingest.readers.html.unseen import strip_unseen

_FENCE = "---"
_DEEPEST = 500
"""Nesting beyond markdown-it's default of 20 would be dropped without a word."""
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*(.*)")
_MARK = re.compile(r"\[\^([^\]\s]{1,60})\]")
_PLAIN = re.compile(r"\s*[^\s#>*+|\-\d`~]")
"""How a line begins that may go on with the paragraph above it."""
_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_CODE = re.compile(r" {0,3}(`{3,}|~{3,})")


def read(path: Path) -> Reading:
    """Read a Markdown file; its front matter becomes the document's metadata.

    Raises:
        UnreadableDocument: the file is not text, has none, or its front matter is not valid YAML.
    """
    front, body = _split(decoded(path))
    metadata = _metadata(path, front)
    try:
        page = BeautifulSoup(_rendered(body), "lxml")
        flatten(page)
        unseen = [*strip_unseen(page, sheet_of(page)), *in_characters(page.get_text(" "))]
        blocks = html_blocks(page, pictures=True)
    except RecursionError as error:
        raise UnreadableDocument(
            path, "is nested too deeply to read", "Flatten its lists and quotations, then add it again."
        ) from error
    if not metadata.title:
        heads = (b.text for b in blocks if b.kind is BlockKind.HEADING and b.level == 1)
        metadata = replace(metadata, title=next(heads, ""))
    finished = require_text(path, blocks)
    return Reading(
        finished, metadata, warnings=hidden_warnings(path.name, unseen, (block.text for block in finished))
    )


def _rendered(body: str) -> str:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    text, notes = _without_notes(body)
    numbers: dict[str, int] = {}
    tokens = parser.parse(text)
    for token in tokens:
        if token.type == "ordered_list_open":
            token.attrSet("data-mark", token.markup)  # "1." and "1)" look alike in HTML
        if token.children and notes:
            token.children = [part for child in token.children for part in _marked(child, notes, numbers)]
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    for name in notes:
        numbers.setdefault(name, len(numbers) + 1)
    written = (f'<li id="fn{number}">{parser.render(notes[name])}</li>' for name, number in numbers.items())
    return f'{rendered}<ol class="footnotes">{"".join(written)}</ol>' if numbers else rendered


def _without_notes(body: str) -> tuple[str, dict[str, str]]:
    """The text without its footnotes, and these by name; what looks like one in code stays."""
    kept: list[str] = []
    notes: dict[str, list[str]] = {}
    fence, open_ = "", ""  # of the code, and the name of the note, that the line may go on
    for line in body.splitlines():
        code = _CODE.match(line)
        if code and (not fence or code.group(1).startswith(fence)):
            fence = "" if fence else code.group(1)
        note = _NOTE.fullmatch(line) if not fence else None
        if note and note.group(1) not in notes:
            open_ = note.group(1)
            notes[open_] = [note.group(2)]
        elif (
            open_
            and not fence
            and (line.startswith(("    ", "\t")) or (notes[open_][-1] and _PLAIN.match(line)))
        ):
            notes[open_].append(line.strip())
        elif open_ and not line.strip():
            notes[open_].append("")
        else:
            open_ = ""
            kept.append(line)
    return "\n".join(kept), {name: "\n".join(lines) for name, lines in notes.items()}


def _marked(token: Token, notes: dict[str, str], numbers: dict[str, int]) -> Iterator[Token]:
    """A stretch of text with the markers of footnotes made links, as in a page."""
    if token.type != "text":
        yield token
        return
    last = 0
    for match in _MARK.finditer(token.content):
        if match.group(1) not in notes:
            continue
        number = numbers.setdefault(match.group(1), len(numbers) + 1)
        yield Token("text", "", 0, content=token.content[last : match.start()])
        yield Token("html_inline", "", 0, content=f'<sup><a href="#fn{number}">{number}</a></sup>')
        last = match.end()
    yield Token("text", "", 0, content=token.content[last:])


def _split(text: str) -> tuple[str, str]:
    """The front matter, "" where there is none, and the rest."""
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != _FENCE:
        return "", text
    ends = (at for at, line in enumerate(lines) if at and line.rstrip() in {_FENCE, "..."})
    end = next(ends, None)
    if end is None:
        return "", text
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])


def _metadata(path: Path, front: str) -> Metadata:
    try:
        stated = yaml.safe_load(front)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f"line {mark.line + 2}" if mark else "the front matter"
        raise _bad_front_matter(path, f"{line}: {error.problem}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _bad_front_matter(path, f"the front matter: {error}") from error
    if not isinstance(stated, dict):
        return Metadata()
    known = {field.name for field in fields(Metadata)}
    if "published" not in stated and (dated := _DATE.match(str(stated.get("date", "")))):
        stated["published"] = dated[0]  # as sites that are made of Markdown date their pages
    return Metadata(
        **{
            name: " ".join(str(value).split())
            for name, value in stated.items()
            if name in known and isinstance(value, str | int | float | date)
        }
    )


def _bad_front_matter(path: Path, reason: str) -> UnreadableDocument:
    return UnreadableDocument(
        path,
        f"has front matter that is not valid YAML ({reason})",
        'Put "quotation marks" around values that contain a colon, then add it again.',
    )
