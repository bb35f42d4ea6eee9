"""Whether a document is one of the well-known ones, and in which edition."""

import re
from urllib.parse import urlsplit

from ingest import known
from ingest.catalogue.evidence import Evidence
from ingest.catalogue.publishers import known_publisher
from ingest.catalogue.words import words
from ingest.dates import MONTHS, in_words
from ingest.documents import Metadata
from ingest.known import KnownEdition, KnownWork

_WHEN = (
    r"\b\d{1,2}(?:st|nd|rd|th)?(?= \w+ (?:19|20)\d\d)|\b(?:19|20)\d\d(?: \d{2,4})?\b|"
    rf"\b(?:{MONTHS.lower()})\b"
    r"(?= (?:19|20)\d\d| *$)"
)
_FIRST_LINES = 6
_SHORT = 8000
"""Characters; guidance has more, news of it and pages about it have fewer."""
_ADDED = re.compile(
    r"\b(?:statutory guidance(?: for [\w ]+)?|guidance for [\w ]+|final|version|v\d+|for information|"
    r"draft|updated|revised|edition|accessible|web|pdf|html|gov uk|the|a guide to [\w ]+|print(?:able)?|"
    r"content|\d{6,})\b"
)


def plain_title(title: str) -> str:
    """A title without dates, case, punctuation and what is often added to it, for comparing."""
    return " ".join(_ADDED.sub(" ", re.sub(_WHEN, " ", _plain(title))).split())


def _plain(title: str) -> str:
    """A title without case and punctuation."""
    return " ".join(re.sub(r"[_\W]+", " ", title.replace("’", "'").replace("'", "").casefold()).split())


def is_about_another(evidence: Evidence) -> bool:
    """Whether it is notes, slides or a guide on the document that it is called by, by its first lines."""
    return any(words("about_another").search(line.text) for line in evidence.cover[:_FIRST_LINES])


def recognised(told: Metadata, evidence: Evidence, *, is_law: bool) -> KnownWork | None:
    """The well-known document that this is, by a title or name, or by its address.

    Args:
        told: what is known of it so far.
        evidence: the document.
        is_law: whether it is an Act or made under one, which guidance on it may be called by too.
    """
    if told.summarises or is_about_another(evidence):
        return None
    first_lines = (line.text for line in evidence.cover[:4])
    called = [told.title, evidence.reading.properties.title, evidence.name, *first_lines]
    works = [work for work in known.works().values() if (work.kind == "legislation") == is_law]
    # Acts are told apart by their years, and guidance for one nation from that for another by its last words.
    ways = (_plain,) if is_law else (_plain, plain_title)
    for plain in ways:
        for name in filter(None, (plain(name) for name in called)):
            for work in works:
                if name in {plain(title) for title in (work.title, *work.also)}:
                    is_short = len(evidence.text) < _SHORT
                    return work if _may_be_issued_by(told.publisher, work, is_short=is_short) else None
    return next((work for work in works if _is_its_page(told, called[0], work)), None)


def _may_be_issued_by(publisher: str, work: KnownWork, *, is_short: bool) -> bool:
    """Whether a publisher that a document names is, or may in its day have been, that of a work: a local body
    gives its own procedures, and others their news of it, the titles of official guidance."""
    one = known_publisher(publisher)
    if not publisher or publisher == work.publisher:
        return True
    return bool(one and one.government) and not is_short


def _titles(work: KnownWork) -> set[str]:
    return {plain_title(title) for title in (work.title, *work.also)} - {""}


def _is_its_page(told: Metadata, title: str, work: KnownWork) -> bool:
    """Whether it is from the page of a work, which has summaries and annexes too, and is called like it."""
    called = set(plain_title(title).split())
    return _same_page(told.source_url, work.source_url) and any(
        set(known_title.split()) <= called for known_title in _titles(work)
    )


def _same_page(url: str, known_url: str) -> bool:
    one, other = urlsplit(url), urlsplit(known_url)
    same_host = (one.hostname or "").removeprefix("www.") == (other.hostname or "").removeprefix("www.")
    path, known_path = one.path.rstrip("/"), other.path.rstrip("/")
    return (
        bool(one.hostname)
        and same_host
        and len(known_path) > 1
        and (path == known_path or path.startswith(f"{known_path}/"))
    )


def edition_of(work: KnownWork, told: Metadata) -> KnownEdition | None:
    """The edition of a well-known document that this is: by the year of its edition, else by its date."""
    dated = [one for one in work.editions if told.published and _same_month(one.published, told.published)]
    if dated:
        return dated[-1]
    named = re.findall(r"(?:19|20)\d\d", told.edition)
    if named and (found := work.edition(named[-1])):
        return found
    return work.editions[0] if work.kind == "legislation" and len(work.editions) == 1 else None


def _same_month(one: str, other: str) -> bool:
    shared = min(len(one), len(other), 7)
    return shared >= 7 and in_words(one[:7]) == in_words(other[:7])
