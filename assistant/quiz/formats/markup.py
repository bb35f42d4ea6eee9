"""Plain text as HTML and HTML as plain text; nothing of a text becomes markup, a formula or a link."""

import html
import re

from assistant.exporting.text import fit
from assistant.quiz.formats.telling import told

_SAFE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "$": "&#36;", "\\": "&#92;", "@": "&#64;"}
)
"""Besides what HTML wants: dollars and backslashes begin formulas in Moodle, ``@@`` the address of a file."""
_ENTITY = re.compile(r"&(?=[a-zA-Z0-9#]{1,8};)")
_UNESCAPED = re.compile(r"&(?:#?\w{1,8});")
_BREAK = "\0"
_BLOCKS = frozenset(
    "p div ul ol table tr blockquote pre h1 h2 h3 h4 h5 h6 section article header footer dl hr".split()
)
_LINES = frozenset(["br", "li", "dt", "dd", "td", "th"])
_UNREAD = frozenset(["script", "style", "head", "title", "template", "noscript", "iframe", "object"])


def escaped(text: str) -> str:
    """A text whose every character shows as it is in HTML."""
    return text.translate(_SAFE)


def as_html(text: str) -> str:
    """A text as paragraphs; its lines stay apart."""
    parts = told(text).split("\n\n")
    return "".join(f"<p>{'<br>'.join(map(escaped, part.split(chr(10))))}</p>" for part in parts if part)


def as_string(text: str) -> str:
    """A text for a name or an answer that is matched, which Moodle strips of tags: a "<" would take all that
    follows with it.
    """
    return _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def from_string(text: str) -> str:
    """The text that such a place holds."""
    return _UNESCAPED.sub(lambda found: html.unescape(found[0]), text)


def as_text(markup: str) -> str:
    """The words of HTML, by paragraphs."""
    if "<" not in markup:
        return told(html.unescape(_unwrapped(markup)))
    from lxml import etree
    from lxml import html as parser

    root = parser.fragment_fromstring(_unwrapped(fit(markup)), create_parent="div")
    parts: list[str] = []
    unread = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(node.tag, str):
            parts.append(node.tail or "" if event == "end" and not unread else "")
            continue
        unread += (1 if event == "start" else -1) * (node.tag in _UNREAD)
        if not unread:
            parts.append(_said(node.tag, node.text if event == "start" else node.tail, event))
    return told("".join(parts).replace(_BREAK, "\n\n"))


def _unwrapped(markup: str) -> str:
    """HTML on one line: where a line ends in it means nothing."""
    return " ".join(filter(None, map(str.strip, markup.split("\n"))))


def _said(tag: str, text: str | None, event: str) -> str:
    """What the beginning or the end of an element says, with the text that follows it."""
    if tag in _BLOCKS:
        return _BREAK + (text or "")
    if tag in _LINES and event == "start":
        return ("\n• " if tag == "li" else "\n") + (text or "")
    return text or ""
