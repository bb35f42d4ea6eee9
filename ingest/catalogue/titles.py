"""What a document is called."""

import re
from collections.abc import Sequence

from ingest.catalogue.evidence import Evidence, Guess
from ingest.documents import Block, BlockKind, Sureness

_FILE_LIKE = re.compile(
    r"(?i)\.(?:docx?|pdf|book|indd|qxd|pub|rtf|pptx?|xlsx?|odt)\b|^microsoft|^untitled|^document\d*$|[\\/_]|^slide \d|"
    r"^powerpoint|^title$|^template$|^contents?$"
)
_SITE = re.compile(r"\s+[-–|]\s+GOV\.UK$")
_GENERIC = frozenset(
    "a act advice and code for framework guidance guide handbook manual of policy practice procedure "
    "procedures protocol statutory summary the toolkit journal report contents introduction".split()
)
"""Words of titles that many documents share."""
_LABELLED = re.compile(
    r"^\W*(?:document )?title\s*:\s*(?P<title>.{4,200})$|^\W*(?:document )?title\s*:?\s*\|?\s*$",
    re.IGNORECASE,
)
_PAGE_FURNITURE = re.compile(
    r"^(?:skip to|cookies?\b|menu\b|search\b|home\b|guidance$|policy paper$|statutory guidance$|from:|published|"
    r"last updated|applies to|print this page|share\b|contents\b|page \d|www\.|https?:|©|\W*$)",
    re.IGNORECASE,
)


def title(evidence: Evidence) -> Guess:
    """The title that the file states, else its highest heading near the start, else what the file's
    properties say, else its name; never empty.

    A title that could be of many documents gives way to a file's name that says all of it and more ("Mental
    Capacity Act code of practice", whose cover sets "Code of Practice").
    """
    stated = _SITE.sub("", evidence.reading.metadata.title)
    property_ = _SITE.sub("", evidence.reading.properties.title.strip())
    candidates = (
        Guess(_fit(stated), Sureness.STATED, "the document says so"),
        Guess(_labelled(evidence), Sureness.STATED, "the document says so near the start"),
        Guess(_first_heading(evidence.reading.blocks), Sureness.LIKELY, "its first heading"),
        Guess(_fit(property_), Sureness.LIKELY, "the file's title"),
        Guess(_first_line(evidence), Sureness.GUESS, "its first line"),
    )
    named = Guess(evidence.name, Sureness.GUESS, "the file's name")
    found = next((guess for guess in candidates if guess.value and not _is_generic(guess.value)), None)
    if found:
        return found
    generic = next((guess for guess in candidates if guess.value), None)
    fuller = generic is None or _words(generic.value) <= _words(evidence.name)
    return named if generic is None or fuller else generic


def _fit(text: str) -> str:
    return "" if _FILE_LIKE.search(text) else text


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _is_generic(text: str) -> bool:
    return _words(text) <= _GENERIC


def _labelled(evidence: Evidence) -> str:
    """What follows "Title:" on its line or stands on the next one."""
    lines = evidence.opening[:20]
    for at, line in enumerate(lines):
        if match := _LABELLED.match(line.text):
            following = lines[at + 1].text if at + 1 < len(lines) else ""
            return match["title"] or (following if len(following) <= 200 else "")
    return ""


def _first_heading(blocks: Sequence[Block]) -> str:
    headings = [block for block in blocks[:40] if block.kind is BlockKind.HEADING]
    top = min((block.level for block in headings), default=0)
    found = [block.text for block in headings if block.level == top and len(block.text) <= 200]
    return next((text for text in found if not _PAGE_FURNITURE.match(text)), "")


def _first_line(evidence: Evidence) -> str:
    """The first line of the cover that could be a title."""
    lines = [line.text for line in evidence.cover[:6]]
    return next(
        (t for t in lines if 8 <= len(t) <= 150 and not _PAGE_FURNITURE.match(t) and t[-1] not in ".:;,"), ""
    )
