"""Markdown, with YAML front matter that says what the document is."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import yaml
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from ingest.documents import BlockKind, Metadata, Reading
from ingest.errors import UnreadableDocument
from ingest.readers._text import decoded, require_text
from ingest.readers.html.blocks import html_blocks

_FENCE = "---"
_DEEPEST = 500
"""Nesting beyond markdown-it's default of 20 would be dropped without a word."""


def read(path: Path) -> Reading:
    """Read a Markdown file; its front matter becomes the document's metadata.

    Raises:
        UnreadableDocument: the file is not text, has none, or its front matter is not valid YAML.
    """
    front, body = _split(decoded(path))
    metadata = _metadata(path, front)
    try:
        blocks = html_blocks(BeautifulSoup(_rendered(body), "lxml"), pictures=True)
    except RecursionError as error:
        raise UnreadableDocument(
            path, "is nested too deeply to read", "Flatten its lists and quotations, then add it again."
        ) from error
    if not metadata.title:
        heads = (b.text for b in blocks if b.kind is BlockKind.HEADING and b.level == 1)
        metadata = replace(metadata, title=next(heads, ""))
    return Reading(require_text(path, blocks), metadata)


def _rendered(body: str) -> str:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    tokens = parser.parse(body)
    for token in tokens:
        if token.type == "ordered_list_open":
            token.attrSet("data-mark", token.markup)  # "1." and "1)" look alike in HTML
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered


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
