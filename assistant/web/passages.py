"""A passage as a card: where it stands, its words with the quoted ones marked, and where to read on.

Everything from a document is untrusted and leaves here escaped.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from urllib.parse import quote, urlsplit

from assistant.answers import Answer, Hit, locator, standing_remark
from assistant.web import words
from ingest.dates import day_in_words
from ingest.documents import GuidanceDocument, Passage
from ingest.vocabulary import KINDS, NATIONS

BULLET = "• "
DUTIES = ("must", "should", "may")

Span = tuple[int, int]

_UNENCODED = re.compile(r"[\s\"'<>\\`{}|^\x00-\x1f\x7f]")


def card_id(turn: int, key: int | str) -> str:
    """The element id of a card: unique in the page because turns are numbered."""
    return f"t{turn}-p{key}"


def quoted_cards(answer: Answer, turn: int) -> str:
    """The cards of the passages that are cited, by number, with their quotes marked; the first is open."""
    cards: list[str] = []
    for number, citations in answer.cited.items():
        hit = Hit(citations[0].passage, citations[0].document, 0.0)
        spans = [(citation.start, citation.end) for citation in citations]
        cards.append(_card(hit, turn, number, spans, opened=not cards))
    return "".join(cards)


def nearby_cards(answer: Answer, turn: int) -> str:
    """The cards of the passages that were found but are not cited, best first."""
    cited = {citation.passage.id for citation in answer.citations}
    nearby = [hit for hit in answer.passages if hit.passage.id not in cited]
    return "".join(_card(hit, turn, f"n{place}") for place, hit in enumerate(nearby, 1))


def marked(text: str, spans: Iterable[Span] = (), *, begin: int = 0, tag: str = "mark") -> str:
    """The lines of a passage, from ``begin`` on, as HTML with the given spans of ``text`` in ``<mark>`` or
    another element.

    A span that runs over several lines gets a mark on each; overlapping spans share one.
    """
    merged = _merged(spans)
    lines = []
    start = begin
    for line in text[begin:].split("\n"):
        if line.strip():
            said = "".join(_pieces(text, start, start + len(line), merged, tag))
            lines.append(_item(said) if line.startswith(BULLET) else f"<p>{said}</p>")
        start += len(line) + 1
    return "".join(lines)


def marked_words(text: str, start: int, end: int, spans: Iterable[Span], tag: str = "mark") -> str:
    """The characters from start to end, which are of one line, with the given spans of ``text`` marked."""
    return "".join(_pieces(text, start, end, _merged(spans), tag))


def safe_url(url: str) -> str:
    """The address when it is one that a reader may be sent to (http or https with a host, no name before it
    that could be taken for one, no character that an address must encode), or ""."""
    try:
        parts = urlsplit(url.strip())
        host, user = parts.hostname, parts.username
    except ValueError:
        return ""
    safe = parts.scheme in ("http", "https") and host and user is None
    return url.strip() if safe and not _UNENCODED.search(url.strip()) else ""


def _card(hit: Hit, turn: int, key: int | str, spans: Sequence[Span] = (), *, opened: bool = False) -> str:
    passage, document = hit.passage, hit.document
    element = card_id(turn, key)
    badge = f'<span class="number"><span class="unseen">Source </span>{key}</span>' if spans else ""
    label = escape(f"Source {key}: {document.name}" if spans else document.name)
    # The heading path stands above: the passage's own headings are not said again, unless they are quoted.
    begin = min(passage.body, *(start for start, _ in spans)) if spans else passage.body
    where = escape(", ".join(locator(passage, document, spans)))
    lead_in = "".join(f'<p class="lead-in">{escape(line)}</p>' for line in passage.lead_in.splitlines())
    return (
        f'<details class="card" id="{element}" tabindex="-1" aria-label="{label}"{" open" if opened else ""}>'
        f'<summary>{badge}<span class="where"><span class="document">{escape(document.name)}</span>'
        f'<span class="place">{where}</span></span></summary>'
        f'<div class="body">{_badges(document, passage)}'
        f'<div class="words">{lead_in}{marked(passage.text, spans, begin=begin)}</div>'
        f"{_provenance(document)}"
        f'<p class="links">{_opening(passage, spans)}{_source_link(document.metadata.source_url)}'
        f'<a class="back" href="#t{turn}" data-back="{element}">Back to the answer</a></p>'
        "</div></details>"
    )


def _badges(document: GuidanceDocument, passage: Passage) -> str:
    metadata = document.metadata
    nation = NATIONS[metadata.nation][0] if metadata.nation in NATIONS else metadata.nation.capitalize()
    kinds = [KINDS.get(metadata.kind, metadata.kind.capitalize()), nation]
    badges = [f"<li>{escape(kind)}</li>" for kind in kinds if kind]
    if standing := standing_remark(document):
        badges.insert(0, f'<li class="standing">{escape(standing)}</li>')
    if passage.strength in DUTIES:
        badges.append(f'<li class="duty {passage.strength}">{duty(passage.strength)}</li>')
    if passage.prospective:
        badges.append("<li>Not yet in force</li>")
    if passage.ocr:
        badges.append("<li>Read from a picture</li>")
    return f'<ul class="badges">{"".join(badges)}</ul>' if badges else ""


def duty(strength: str) -> str:
    """What is said of the strongest duty word of a quote or a passage."""
    return f"Strongest duty word: <b>{strength}</b>"


def provenance(document: GuidanceDocument) -> str:
    """Where a document comes from, in sentences, or ""."""
    metadata = document.metadata
    parts = (
        f"A summary of {metadata.summarises}." if metadata.summarises else "",
        f"Published by {metadata.publisher}." if metadata.publisher else "",
        f"Last compared with its source on {day_in_words(metadata.checked)}." if metadata.checked else "",
    )
    return " ".join(part for part in parts if part)


def _provenance(document: GuidanceDocument) -> str:
    said = provenance(document)
    return f'<p class="provenance">{escape(said)}</p>' if said else ""


def _opening(passage: Passage, spans: Sequence[Span]) -> str:
    """The link to the passage in its document, as it was printed."""
    quoted = ",".join(f"{start}-{end}" for start, end in _merged(spans))
    address = f"/document?passage={quote(passage.id, safe='')}" + (f"&spans={quoted}" if quoted else "")
    return f'<a href="{escape(address)}" target="_blank" data-open>{words.OPEN}</a>'


def _source_link(url: str) -> str:
    address = safe_url(url)
    if not address:
        return ""
    host = urlsplit(address).hostname or ""
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">Read the source on '
        f'{escape(host)}<span class="unseen"> (opens in a new tab)</span></a>'
    )


def _item(said: str) -> str:
    hung = said.replace(BULLET, f'<span class="bullet">{BULLET}</span>', 1)
    return f'<p class="item">{hung}</p>'


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _pieces(text: str, start: int, end: int, spans: Sequence[Span], tag: str) -> Iterator[str]:
    """The characters from start to end, escaped, those within a span marked."""
    at = start
    for first, last in spans:
        opening, closing = max(first, start), min(last, end)
        if opening < closing:
            yield escape(text[at:opening])
            yield f'<{tag} data-start="{first}" data-end="{last}">{escape(text[opening:closing])}</{tag}>'
            at = closing
    yield escape(text[at:end])
