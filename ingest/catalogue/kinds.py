"""What kind of document it is, by what it says of itself, its title, its publisher and its words."""

import re

from ingest.catalogue.evidence import Evidence, Guess, Line
from ingest.catalogue.laws import LAW_TITLE, is_law
from ingest.catalogue.publishers import known_publisher
from ingest.catalogue.recognition import is_about_another
from ingest.catalogue.words import lines, lists, words
from ingest.documents import Metadata, Sureness
from ingest.vocabulary import KINDS

_QUOTED = re.compile(r"[“\"][^“”\"]{25,}[”\"]")
"""Speech: longer than a term in quotation marks."""
_OUGHT = re.compile(r"\b(?:must|should|shall)\b", re.IGNORECASE)
_LONGEST_NEWS = 15000
_SAMPLE = 60000
"""Characters in which research is looked for, and those of a page."""
_PAGE = 3000


def kind(evidence: Evidence, told: Metadata) -> Guess | None:
    """What kind of document it is.

    Args:
        evidence: the document.
        told: what is known of it so far: its title and publisher.
    """
    for found in (
        _law,
        _stated,
        _news,
        _research,
        _own_words,
        _by_title,
        _by_marks,
        _by_publisher,
        _by_words,
    ):
        if guess := found(evidence, told):
            return guess
    return None


def kind_is_law(evidence: Evidence, told: Metadata) -> bool:
    """Whether it is an Act or made under one."""
    return told.kind == "legislation" or (not told.kind and _law(evidence, told) is not None)


def lawmaker(evidence: Evidence, told: Metadata) -> Guess | None:
    """Who passed an Act; who made other law is not told by its name."""
    if not kind_is_law(evidence, told) or not re.search(r"\bAct\b", told.title):
        return None
    text = f"{told.title} {evidence.first_words[:2000]}"
    found = next((name for mark, name in _LAWMAKERS if re.search(mark, text)), "UK Parliament")
    return Guess(found, Sureness.LIKELY, "it passes such Acts")


_LAWMAKERS = (
    (r"\basp \d|\bAct of the Scottish Parliament\b", "Scottish Parliament"),
    (r"\b(?:anaw|asc|nawm) \d|\bSenedd Cymru\b|\bNational Assembly for Wales\b", "Senedd Cymru"),
    (r"\(Northern Ireland\)|\bNorthern Ireland Assembly\b", "Northern Ireland Assembly"),
    (r"\bOireachtas\b", "Oireachtas"),
)


def _law(evidence: Evidence, told: Metadata) -> Guess | None:
    if evidence.reading.metadata.kind == "legislation":
        return Guess("legislation", Sureness.STATED, "the document says so")
    if said := is_law(evidence.first_words):
        return Guess("legislation", Sureness.LIKELY, f"“{said}” near the start")
    if LAW_TITLE.match(told.title) and not is_about_another(evidence):
        return Guess("legislation", Sureness.LIKELY, f"its title, “{told.title}”")
    return None


def _stated(evidence: Evidence, told: Metadata) -> Guess | None:
    stated = evidence.reading.metadata.kind.lower()
    if stated == "guidance":
        return Guess("non-statutory advice", Sureness.LIKELY, "its publisher calls it guidance")
    return Guess(stated, Sureness.STATED, "the document says so") if stated in KINDS else None


def _news(evidence: Evidence, told: Metadata) -> Guess | None:
    publisher = known_publisher(told.publisher)
    if (publisher and publisher.news) or words("newspapers").search(told.publisher):
        return Guess("news", Sureness.LIKELY, f"{told.publisher} publishes news")
    if evidence.reading.pages or len(evidence.text) > _LONGEST_NEWS:
        return None
    if match := lines("news_headings").search(evidence.first_words[:600]):
        return Guess("news", Sureness.LIKELY, f"“{match[0].strip()}” near the start")
    if words("news").search(evidence.text) and (by := lines("bylines").search(evidence.first_words[:600])):
        return Guess("news", Sureness.LIKELY, f"“{by[0].strip()}” near the start")
    said, quotes = (len(found.findall(evidence.text)) for found in (words("news"), _QUOTED))
    if min(said, quotes) >= 2 and said + quotes > len(_OUGHT.findall(evidence.text)):
        return Guess("news", Sureness.GUESS, "it reports what people said")
    return None


def _research(evidence: Evidence, told: Metadata) -> Guess | None:
    marks, a_page = _marks(evidence)
    advises = words("title", "advice").search(told.title)
    titled = None if advises else words("title", "research").search(told.title)
    if titled and (marks >= 2 or a_page > 0.3):
        return Guess("research", Sureness.LIKELY, f"its title, “{titled[0]}”, and how it cites")
    if marks >= 2 and a_page > 3:
        return Guess("research", Sureness.LIKELY, "it cites and reports as research does")
    return None


def _by_marks(evidence: Evidence, told: Metadata) -> Guess | None:
    """Research that cites less; policies cite what they rest on too."""
    marks, a_page = _marks(evidence)
    own = len(words("ourselves").findall(evidence.first_words)) >= 3
    if marks >= 2 and a_page > 1.5 and not own:
        return Guess("research", Sureness.GUESS, "it cites and reports as research does")
    return None


def _marks(evidence: Evidence) -> tuple[int, float]:
    """How often it cites or reports as research does, and how often to a page."""
    sample = evidence.text[:_SAMPLE]
    marks = sum(len(found.findall(sample)) for found in (words("research"), lines("research_headings")))
    return marks, _PAGE * marks / max(len(sample), _PAGE)


def _own_words(evidence: Evidence, told: Metadata) -> Guess | None:
    """What a body of government says of its own document; others quote such words."""
    if told.publisher and not _is_government(told):
        return None
    properties = evidence.reading.properties
    of_file = Line(f"{properties.title} {properties.subject}", None)
    for line in (of_file, *evidence.cover, *evidence.opening):
        for name, said in lists("itself").items():
            if match := said.search(line.text):
                return Guess(name, Sureness.LIKELY, f"“{match[0]}” {line.place}")
    return None


def _by_title(evidence: Evidence, told: Metadata) -> Guess | None:
    government, advises = _is_government(told), words("title", "advice").search(told.title)
    local = not government and words("partnership").search(told.publisher)
    ruled_out = {
        "statutory guidance": not government,
        "research": bool(advises),
        "policy": government or bool(local and "procedure" in told.title.lower()),
        "local procedure": government,
        "advice": True,  # who issues it decides
    }
    for name, said in lists("title").items():
        if not ruled_out[name] and (match := said.search(told.title)):
            sure = Sureness.LIKELY if told.publisher else Sureness.GUESS
            return Guess(name, sure, f"its title, “{match[0]}”")
    return None


def _by_publisher(evidence: Evidence, told: Metadata) -> Guess | None:
    if publisher := known_publisher(told.publisher):
        titled = words("title", "advice").search(told.title)
        sure = Sureness.LIKELY if titled else Sureness.GUESS
        return Guess("non-statutory advice", sure, f"{publisher.name} issues guidance")
    if words("partnership").search(told.publisher):
        return Guess("local procedure", Sureness.GUESS, f"it is from {told.publisher}")
    if told.publisher and words("ourselves").search(evidence.first_words):
        return Guess("policy", Sureness.GUESS, f"{told.publisher} speaks of itself")
    return None


def _by_words(evidence: Evidence, told: Metadata) -> Guess | None:
    if len(words("ourselves").findall(evidence.first_words)) >= 3:
        return Guess("policy", Sureness.GUESS, "an organisation speaks of itself")
    if words("title", "advice").search(told.title) or words("this_advice").search(evidence.first_words):
        return Guess("non-statutory advice", Sureness.GUESS, "it calls itself guidance")
    return None


def _is_government(told: Metadata) -> bool:
    publisher = known_publisher(told.publisher)
    return bool(publisher and publisher.government)
