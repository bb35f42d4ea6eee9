"""Where a document applies, whom it protects, who works to it, and under which licence it may be used."""

import re
from urllib.parse import urlsplit

from ingest.catalogue.evidence import Evidence, Guess
from ingest.catalogue.publishers import known_publisher
from ingest.catalogue.words import lists, words
from ingest.documents import Metadata, Sureness
from ingest.vocabulary import nation_of

_NATION = r"(?:England|Scotland|Wales|Northern Ireland|United Kingdom|UK)"
_NATIONS = rf"(?P<where>{_NATION}(?:(?:,? and |, ){_NATION})*)"
_APPLIES = re.compile(rf"\bappl(?:y|ies) (?:only )?(?:to|in) (?:the )?{_NATIONS}\b", re.IGNORECASE)
_EXTENT = re.compile(rf"\bextends? to (?:the )?{_NATIONS}\b", re.IGNORECASE)
_HOSTS = (
    ("scotland", re.compile(r"\.scot$|(?:^|\.)gov\.scot$")),
    ("wales", re.compile(r"\.(?:wales|cymru)$")),
    ("ireland", re.compile(r"\.ie$")),
    ("northern-ireland", re.compile(r"-ni\.gov\.uk$|\bhscni\.net$|ni\.org(?:\.uk)?$|\bnidirect\.gov\.uk$")),
)
_LEAST = 3
_ENGLAND_AND_WALES = re.compile(r"\bEngland and Wales\b", re.IGNORECASE)
_OGL = re.compile(r"\bOpen Government Licen[cs]e(?:,? v(?:ersion)? ?(?P<version>\d)(?:\.0)?)?", re.IGNORECASE)
_CC = re.compile(
    r"\bCC[ -]BY(?:-(?:NC|SA|ND))*(?: \d\.\d)?\b|\bCreative Commons Attribution[\w -]*?(?: \d\.\d)?\b"
)


def nation(evidence: Evidence, told: Metadata) -> Guess | None:
    """Where it applies: what it says of that, its address, its publisher, the laws and bodies it names."""
    for found in (_says_where, _of_host, _of_publisher, _of_words):
        if guess := found(evidence, told):
            return guess
    return None


def _says_where(evidence: Evidence, told: Metadata) -> Guess | None:
    texts = [line.text for line in evidence.opening]
    lines = [(text, m) for text in texts if len(text) <= 400 and (m := _APPLIES.search(text))]
    if told.kind == "legislation":
        lines = [(m[0], m) for m in [*_EXTENT.finditer(evidence.text)][-1:]]
    for text, match in lines[:1]:
        if where := _covering(match["where"]):
            return Guess(where, Sureness.LIKELY, f"“{text[:80]}”")
    return None


def _covering(words: str) -> str:
    """The nation, or group of nations, that some words name."""
    plain = words.lower()
    if "kingdom" in plain or plain == "uk":
        return "uk"
    named = {name for name in ("england", "scotland", "wales") if name in plain}
    if "northern ireland" in plain:
        named.add("northern-ireland")
    return nation_of(named)


def _of_host(evidence: Evidence, told: Metadata) -> Guess | None:
    host = urlsplit(evidence.address).hostname or ""
    found = next((name for name, pattern in _HOSTS if pattern.search(host)), "")
    return Guess(found, Sureness.LIKELY, f"its address, {host}") if found else None


def _of_publisher(evidence: Evidence, told: Metadata) -> Guess | None:
    publisher = known_publisher(told.publisher)
    titled = next((name for name in ("scotland", "wales") if re.search(rf"\b{name}\b", told.title, re.I)), "")
    if re.search(r"\bNorthern Ireland\b", told.title):
        titled = "northern-ireland"
    if titled and not _ENGLAND_AND_WALES.search(told.title):
        return Guess(titled, Sureness.LIKELY, f"its title, “{told.title}”")
    if publisher and publisher.nation:
        return Guess(publisher.nation, Sureness.LIKELY, f"{publisher.name} issues it")
    return None


def _of_words(evidence: Evidence, told: Metadata) -> Guess | None:
    counts = {name: len(said.findall(evidence.text)) for name, said in lists("nation").items()}
    total = sum(counts.values())
    name = max(counts, key=lambda each: counts[each])
    share = counts[name] / max(total, 1)
    if share < (0.5 if counts[name] >= _LEAST else 1):
        return None
    sure = Sureness.LIKELY if share > 0.8 and counts[name] >= 2 * _LEAST else Sureness.GUESS
    return Guess(name, sure, f"{counts[name]} mentions of what only {name.replace('-', ' ').title()} has")


def audience(evidence: Evidence, told: Metadata) -> Guess | None:
    """Whom it protects: by its title, else by whom it speaks of."""
    titled = (
        bool(words("children").search(told.title)),
        bool(re.search(r"\badults?\b|\bcapacity\b", told.title, re.I)),
    )
    if titled != (False, False):
        value = "both" if all(titled) else "children" if titled[0] else "adults"
        return Guess(value, Sureness.LIKELY, f"its title, “{told.title}”")
    children = len(words("children").findall(evidence.text))
    adults = len(words("adults").findall(evidence.text)) - len(
        words("adults_about_children").findall(evidence.text)
    )
    if children + adults < _LEAST:
        return None
    share = children / (children + adults)
    value = "children" if share > 0.8 else "adults" if share < 0.2 else "both"
    return Guess(value, Sureness.GUESS, f"it speaks of children {children} times, of adults {adults} times")


def sector(evidence: Evidence, told: Metadata) -> Guess | None:
    """Who works to it: by its title and publisher, else by its words."""
    for text in (told.title, told.publisher):
        found = [name for name, said in lists("sector").items() if said.search(text)]
        if len(found) == 1:
            return Guess(found[0], Sureness.LIKELY, f"“{text}”")
    if words("several_sectors").search(f"{told.title} {told.publisher}"):
        return Guess("multi-agency", Sureness.LIKELY, f"“{told.title}”")
    counts = {name: len(said.findall(evidence.text)) for name, said in lists("sector").items()}
    name = max(counts, key=lambda each: counts[each])
    if counts[name] < _LEAST:
        return None
    return Guess(
        name if counts[name] > 0.5 * sum(counts.values()) else "multi-agency", Sureness.GUESS, "its words"
    )


def licence(evidence: Evidence) -> Guess | None:
    """Under which licence it says that it may be used; Crown copyright alone is none but worth knowing."""
    lines = [*evidence.ending[::-1], *evidence.opening]
    for line in lines:
        if match := _OGL.search(line.text):
            version = f" v{match['version']}.0" if match["version"] else ""
            return Guess(f"OGL{version}", Sureness.STATED, f"“{line.text[:80]}”")
        if match := _CC.search(line.text):
            return Guess(match[0], Sureness.STATED, f"“{line.text[:80]}”")
    crown = next(
        (line for line in lines if re.search(r"\bCrown copyright\b", line.text, re.IGNORECASE)), None
    )
    return Guess("Crown copyright", Sureness.STATED, f"“{crown.text[:80]}”") if crown else None
