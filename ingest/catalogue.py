"""What a document is: its title, edition and kind, as far as the file itself tells."""

import re
from dataclasses import replace
from pathlib import Path

from ingest.documents import Block, BlockKind, Metadata, Reading

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_YEAR = re.compile(rf"\b(?:{_MONTHS})\s+(?:19|20)\d\d\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ACT = re.compile(r"\bAct\s+(?:19|20)\d\d\b")
_FILE_LIKE = re.compile(
    r"(?i)\.(?:docx?|pdf|book|indd|qxd|pub|rtf)\b|^microsoft|^untitled|^document\d*$|[\\/_]"
)
_GENERIC = frozenset(
    "a act advice and code for framework guidance guide handbook manual of policy practice procedure "
    "procedures protocol statutory summary the toolkit".split()
)
"""Words of titles that many documents share."""
_OPENING = 1500
"""Characters at the start of a document in which its date is looked for."""
_LAW = re.compile(
    r"\bbe it enacted\b|\b(?:19|20)\d\d CHAPTER \d|\bStatutory (?:Instruments|Rules)\b|"
    r"\bin exercise of the powers? conferred\b",
    re.I,
)
_KINDS = (
    ("legislation", _LAW),
    ("statutory guidance", re.compile(r"\bstatutory guidance\b|\bcode of practice\b", re.I)),
    ("non-statutory advice", re.compile(r"\bnon[- ]statutory\b|\bdepartmental advice\b", re.I)),
)


def describe(reading: Reading, path: Path) -> Metadata:
    """Complete a reader's metadata by guessing title, edition and kind; what the file states stays.

    The edition is a year in the title ("… 2023"), else a month and year near the start, else a year in
    the file's name, else nothing; the year of an Act that a title names is not taken for an edition.
    """
    known = reading.metadata
    title = known.title if known.title and not _FILE_LIKE.search(known.title) else ""
    title = re.sub(r"\s+[-–|]\s+GOV\.UK$", "", title) or _first_heading(reading.blocks)
    title = _fuller(title, re.sub(r"[_\s]+", " ", path.stem).strip())
    opening = _opening(reading.blocks)
    kind = known.kind or next((kind for kind, words in _KINDS if words.search(opening)), "")
    passed = "" if kind == "legislation" else opening  # the date near an Act's start is that of its assent
    return replace(known, title=title, edition=known.edition or _edition(title, passed, path.stem), kind=kind)


def _fuller(title: str, name: str) -> str:
    """The title; the file's name if there is none, or if the title could be of many documents and the name
    says all of it and more ("Mental Capacity Act code of practice", whose cover sets "Code of Practice")."""
    words, named = (set(re.findall(r"\w+", text.casefold())) for text in (title, name))
    return name if not words or (words <= _GENERIC and words < named) else title


def _first_heading(blocks: tuple[Block, ...]) -> str:
    headings = [block for block in blocks[:40] if block.kind is BlockKind.HEADING]
    top = min((block.level for block in headings), default=0)
    return next((block.text for block in headings if block.level == top and len(block.text) <= 200), "")


def _opening(blocks: tuple[Block, ...]) -> str:
    text = ""
    for block in blocks:
        if len(text) > _OPENING:
            break
        text += block.rendered() + "\n"
    return text


def _edition(title: str, opening: str, stem: str) -> str:
    in_title: list[str] = _YEAR.findall(_ACT.sub("", title))
    if in_title:
        return in_title[-1]
    if dated := _MONTH_YEAR.search(opening):
        return re.sub(r"\s+", " ", dated[0])
    in_name: list[str] = _YEAR.findall(_ACT.sub("", stem.replace("_", " ")))
    return in_name[-1] if in_name else ""
