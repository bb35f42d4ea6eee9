"""The words that an item of a quiz cites: their passages in the library, and as HTML where they stand.

Everything from a quiz or a document is untrusted and leaves here escaped.
"""

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote

from assistant.quiz.items import Cited, Item
from assistant.web import words
from assistant.web.passages import DUTIES, duty, marked
from ingest.documents import Passage
from ingest.library import Library

Held = Mapping[str, Passage]
"""Passages of the library, by their ids."""


def passages_of(library: Library, items: Iterable[Item]) -> Held:
    """The passages that items cite, of those that the library still holds."""
    ids = dict.fromkeys(one.passage_id for item in items for one in item.cited if one.passage_id)
    return {one.id: one for one in library.passages(list(ids))} if ids else {}


def quoted(cited: Cited, held: Held) -> str:
    """Cited words with where they stand, and the way there."""
    told = f'<p class="strength">{duty(cited.strength)}</p>' if cited.strength in DUTIES else ""
    badge = f'<p class="standing">{standing_of(cited)}</p>' if cited.standing else ""
    return (
        f'<figure class="cited"><blockquote>{marked(cited.quote)}</blockquote>'
        f"<figcaption>{escape(cited.label or cited.document)} {link(cited, held)}</figcaption>{told}{badge}"
        "</figure>"
    )


def standing_of(cited: Cited) -> str:
    """How the document of cited words stood, with a capital letter."""
    return escape(cited.standing[:1].upper() + cited.standing[1:])


def in_passage(cited: Cited, held: Held) -> str:
    """The passage of cited words with those marked; the words alone where it is not held."""
    passage = held.get(cited.passage_id)
    span = _span(cited, passage) if passage else None
    if passage is None or span is None:
        return marked(cited.quote, [(0, len(cited.quote))])
    lead_in = "".join(f'<p class="lead-in">{escape(line)}</p>' for line in passage.lead_in.splitlines())
    return lead_in + marked(passage.text, [span], begin=min(passage.body, span[0]))


def link(cited: Cited, held: Held) -> str:
    """The way to cited words in their document, or "" where the library holds them no longer."""
    passage = held.get(cited.passage_id)
    span = _span(cited, passage) if passage else None
    if passage is None or span is None:
        return ""
    address = f"/document?passage={quote(passage.id, safe='')}&spans={span[0]}-{span[1]}"
    return f'<a href="{escape(address)}" target="_blank" data-open>{words.OPEN}</a>'


def _span(cited: Cited, passage: Passage) -> tuple[int, int] | None:
    start = passage.text.find(cited.quote) if cited.quote else -1
    return (start, start + len(cited.quote)) if start >= 0 else None
