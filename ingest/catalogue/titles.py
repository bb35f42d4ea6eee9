"""What a document is called."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.catalogue.evidence import Evidence, Guess
from ingest.catalogue.issuers import is_body
from ingest.catalogue.laws import is_law, name_of_law
from ingest.catalogue.words import lines, words
from ingest.documents import Block, BlockKind, Sureness

_FILE_LIKE = re.compile(
    r"(?i)\.(?:docx?|pdf|book|indd|qxd|pub|rtf|pptx?|xlsx?|odt)\b|^microsoft|^untitled|^document\d*$|[\\_]|"
    r"/\S*/|^slide \d|^powerpoint|^title$|^template$|^contents?$"
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
_LONGEST = 250
_MARKS = " •|-–"
_EARLY = 8
"""Blocks at the start among which a title stands."""
_DATE_ALONE = re.compile(
    r"\W*(?:\d{1,2}\w{0,2} )?(?:[A-Z][a-z]+ )?(?:19|20)\d\d\W*(?:contents\W*)?", re.IGNORECASE
)
_LEADERS = re.compile(r"\.{4,}|…{2,}|\s\d+$")
"""Dots or a page number after an entry of a contents list."""


def title(evidence: Evidence) -> Guess:
    """The title that the file states, else its highest heading near the start, else what the file's
    properties say, else the first line that could be one, else its name; never empty.

    A title that could be of many documents gives way to a file's name that says all of it and more ("Mental
    Capacity Act code of practice", whose cover sets "Code of Practice").
    """
    property_ = _SITE.sub("", evidence.reading.properties.title.strip())
    headings = _headings(evidence.reading.blocks)
    early = [text for _, text in sorted(_typed(evidence) + [one for one in headings if one[0] < _EARLY])]
    candidates = (
        Guess(_of_law(evidence), Sureness.LIKELY, "the name of a law near the start"),
        Guess(_SITE.sub("", evidence.reading.metadata.title), Sureness.STATED, "the document says so"),
        Guess(_labelled(evidence), Sureness.STATED, "the document says so near the start"),
        *(Guess(text, Sureness.LIKELY, "its first heading") for text in early),
        Guess(property_, Sureness.LIKELY, "the file's title"),
        Guess(_first_line(evidence), Sureness.GUESS, "its first line"),
        *(Guess(text, Sureness.GUESS, "its first heading") for _, text in headings),
    )
    named = Guess(evidence.name, Sureness.GUESS, "the file's name")
    fit = [_with_type(guess, evidence) for guess in candidates if _is_fit(guess.value)]
    if not fit or (_is_generic(fit[0].value) and _words(fit[0].value) < _words(evidence.name)):
        return named
    return next((guess for guess in fit if not _is_generic(guess.value)), fit[0])


def _with_type(guess: Guess, evidence: Evidence) -> Guess:
    """A title with the type of document that its cover sets below it: "Care Act 2014", "Code of Practice"."""
    texts = [line.text for line in evidence.cover]
    for line, below in pairwise(texts[:_EARLY]):
        if line == guess.value and not _is_generic(line) and _is_type(below):
            return replace(guess, value=f"{line}: {below}")
    return guess


def _is_type(text: str) -> bool:
    """Whether some words say a type of document and nothing else, as "Code of Practice" does."""
    return bool(_TYPE.search(text)) and _is_generic(text)


def _is_fit(text: str) -> bool:
    """Whether some words can be a title: not a file's name, furniture, a date, or who it is from."""
    return 0 < len(text) <= _LONGEST and not any(
        (
            _FILE_LIKE.search(text),
            words("no_title_begins").match(text.lstrip(_MARKS)),
            lines("no_title").match(text),
            not re.search(r"\w", text) or text.startswith(("http", "©")),
            _DATE_ALONE.fullmatch(text),
            _LEADERS.search(text) and not re.search(r"(?:19|20)\d\d$", text),
            "www." in text,
            is_body(text),
        )
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _is_generic(text: str) -> bool:
    return _words(text) <= _GENERIC


def _of_law(evidence: Evidence) -> str:
    """The name of an Act or of regulations, on a line of its own, in what looks like law."""
    if not is_law(evidence.first_words):
        return ""
    return name_of_law([line.text for line in evidence.opening[:60]])


def _labelled(evidence: Evidence) -> str:
    """What follows "Title:" on its line or stands on the next one."""
    lines = evidence.opening[:20]
    for at, line in enumerate(lines):
        if match := _LABELLED.match(line.text):
            following = lines[at + 1].text if at + 1 < len(lines) else ""
            return match["title"] or (following if len(following) <= 200 else "")
    return ""


_TYPE = re.compile(
    r"\b(?:polic(?:y|ies)|guidance|guide|guidelines|procedures?|framework|handbook|code of|protocol|strategy|"
    r"standards|toolkit|manual|arrangements)\b",
    re.IGNORECASE,
)


def _typed(evidence: Evidence) -> list[tuple[int, str]]:
    """Of the first lines, those that say of what type of document they are the title, with their places."""
    texts = [line.text for line in evidence.cover[:4]]
    return [
        (at, text)
        for at, text in enumerate(texts)
        if len(text) <= 120
        and text[-1] not in ".:;,"
        and text[0].isupper()
        and _TYPE.search(text)
        and _is_fit(text)
    ]


def _headings(blocks: Sequence[Block]) -> list[tuple[int, str]]:
    """The highest headings near the start that can be titles, each with its place among the blocks."""
    found = [
        (at, block)
        for at, block in enumerate(blocks[:40])
        if block.kind is BlockKind.HEADING and len(block.text) <= 200 and _is_fit(block.text)
    ]
    top = min((block.level for _, block in found), default=0)
    return [(at, block.text) for at, block in found if block.level == top]


def _first_line(evidence: Evidence) -> str:
    """The first line of the cover that could be a title."""
    lines = [line.text for line in evidence.cover[:_EARLY] if not line.text.startswith("•")]
    return next((t for t in lines if len(t) >= 8 and _is_fit(t) and t[-1] not in ".:;,"), "")
