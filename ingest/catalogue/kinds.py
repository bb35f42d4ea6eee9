"""What kind of document it is, by what it says of itself, its title, its publisher and its words."""

import re

from ingest.catalogue.evidence import Evidence, Guess, Line
from ingest.catalogue.laws import LAW_TITLE, is_law
from ingest.catalogue.publishers import known_publisher
from ingest.documents import Metadata, Sureness
from ingest.vocabulary import KINDS

_OF_ITSELF = (
    (
        "non-statutory advice",
        re.compile(
            r"\bnon[- ]statutory (?:\w+ ){0,3}(?:guidance|advice|framework|information)\b|\bdepartmental advice\b|"
            r"\bthis (?:guidance|advice|document) is (?:not statutory|non[- ]statutory|advisory)\b|"
            r"\bthis advice is for\b|^advice for \w+",
            re.I,
        ),
    ),
    (
        "statutory guidance",
        re.compile(
            r"\bthis (?:\w+ ){0,3}(?:is|contains|constitutes|provides) (?:the )?(?:\w+ )?statutory guidance\b|"
            r"\bthis (?:statutory )?(?:guidance|code|document|framework)(?: of practice)? (?:is|has been|was) issued "
            r"(?:\w+ ){0,8}(?:under|in accordance with|pursuant to)\b|^statutory (?:guidance|framework|code)\b|"
            r"\bstatutory guidance (?:for|on|from|to|issued|under)\b|\bmust have regard to (?:it|this)\b|"
            r"\bguidance is issued (?:under|pursuant)\b|\bmust have (?:due )?regard to this (?:guidance|code|document)\b|"
            r"\bissued by (?:the )?(?:lord chancellor|secretary of state|(?:scottish|welsh) ministers)\b",
            re.I,
        ),
    ),
)
_TITLES = (
    ("statutory guidance", re.compile(r"\bstatutory (?:guidance|framework)\b|\bcode of practice\b", re.I)),
    (
        "research",
        re.compile(
            r"\b(?:literature|systematic|evidence|scoping|rapid|narrative) review\b|\bresearch\b|\bstudy\b|\bevaluation\b|"
            r"\bfindings\b|\bthesis\b|\bdissertation\b|\bsurvey\b|\banalysis of\b|\ban exploration\b|\bperceptions of\b|"
            r"\bthe impact of\b|\bjournal\b|\bevidence from\b|\bserious case review\b|\bpractice review\b|"
            r"\bthematic (?:analysis|review)\b|\btriennial\b|\binquiry\b|\blessons (?:from|learn)",
            re.I,
        ),
    ),
    (
        "policy",
        re.compile(r"\bpolic(?:y|ies)\b|\bcode of conduct\b", re.I),
    ),
    (
        "local procedure",
        re.compile(
            r"\bprocedures?\b|\bprotocols?\b|\bthresholds?\b|\bpathway\b|\bmulti-?agency (?:guidance|arrangements)\b|"
            r"\bsafeguarding arrangements\b|\bmanual\b|\bpractice guidance\b|\bcontinuum of need\b|\btoolkit\b",
            re.I,
        ),
    ),
)
_ADVICE_TITLE = re.compile(
    r"\bguid(?:e|ance)\b|\badvice\b|\bframework\b|\bhandbook\b|\bstandards\b|\bbriefing\b|\bfactsheet\b|\btoolkit\b|"
    r"\bhow to\b|\bresource\b|\bchecklist\b",
    re.IGNORECASE,
)
_THIS_ADVICE = re.compile(
    r"\bthis (?:guidance|guide|advice|briefing|factsheet|handbook|resource)\b", re.IGNORECASE
)
_RESEARCH = re.compile(
    r"^\W*(?:abstract|methodology|methods?|literature review|research questions?|references|bibliography|"
    r"key findings|introduction and methodology)\W*$|\bet al\b|\bdoi\b|\bISSN\b|\bvolume:? \d|"
    r"\b(?:this|the|our) (?:study|thesis|article|paper|evaluation|research(?: report)?) "
    r"(?:examines|explores|aims|investigates|presents|found|finds|describes|reports|is based|offers|draws|sets out)\b|"
    r"^\W*journal:|\bdesign/methodology/approach\b|\bpurpose of this paper\b|\bpeer[- ]review|\bsemi-structured interviews?\b|\brespondents\b|\bsample of\b|\b\(?[A-Z][a-z]+(?: and [A-Z][a-z]+)?,? "
    r"\((?:19|20)\d\d[a-z]?\)|\([A-Z][a-z]+(?: (?:and|&) [A-Z][a-z]+| et al\.?)?,? (?:19|20)\d\d[a-z]?",
    re.IGNORECASE | re.MULTILINE,
)
_NEWS = re.compile(
    r"\b(?:said|told|added|warned|welcomed|claims?|revealed|criticised)\b|\baccording to (?:a|the) (?:new|report|study|review)\b|"
    r"^by [A-Z][a-z]+ [A-Z][a-z]+\b|\bfollow us\b|\bread more\b|\bsubscribe\b|\bcorrespondent\b|\breporter\b",
    re.MULTILINE,
)
_QUOTED = re.compile(r"[“\"][^“”\"]{25,}[”\"]")
"""Speech: longer than a term in quotation marks."""
_RELEASE = re.compile(
    r"^\W*(?:press release|news(?: release| story)?|latest news|for immediate release)\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_OUGHT = re.compile(r"\b(?:must|should|shall)\b", re.IGNORECASE)
_OUR = re.compile(
    r"\b(?:our|this|the) (?:school|college|academy|trust|nursery|setting|church|club|charity|organisation|parish)"
    r"(?:’s|'s)?\b|\bwe (?:will|are committed|recognise|expect)\b|\ball (?:our )?staff\b",
    re.IGNORECASE,
)
_PARTNERSHIP = re.compile(
    r"\bSafeguarding (?:Children|Adults?|Partnership)\b.*\b(?:Board|Partnership)\b|\b(?:LSCB|LSCP|SCP|SAB|SCB|CSCP)\b|"
    r"\bCouncil\b|\bChild Protection Committee\b|\bBorough of\b|\bPartnership\b",
    re.IGNORECASE,
)


def kind(evidence: Evidence, told: Metadata) -> Guess | None:
    """What kind of document it is.

    Args:
        evidence: the document.
        told: what is known of it so far: its title and publisher.
    """
    for found in (_law, _stated, _news, _research, _own_words, _by_title, _by_publisher, _by_words):
        if guess := found(evidence, told):
            return guess
    return None


def kind_is_law(evidence: Evidence, told: Metadata) -> bool:
    """Whether it is an Act or made under one."""
    return told.kind == "legislation" or (not told.kind and _law(evidence, told) is not None)


def _law(evidence: Evidence, told: Metadata) -> Guess | None:
    if evidence.reading.metadata.kind == "legislation":
        return Guess("legislation", Sureness.STATED, "the document says so")
    if said := is_law(evidence.first_words):
        return Guess("legislation", Sureness.LIKELY, f"“{said}” near the start")
    if LAW_TITLE.match(told.title):
        return Guess("legislation", Sureness.LIKELY, f"its title, “{told.title}”")
    return None


def _stated(evidence: Evidence, told: Metadata) -> Guess | None:
    stated = evidence.reading.metadata.kind.lower()
    if stated == "guidance":
        return Guess("non-statutory advice", Sureness.LIKELY, "its publisher calls it guidance")
    return Guess(stated, Sureness.STATED, "the document says so") if stated in KINDS else None


def _is_short_prose(evidence: Evidence) -> bool:
    return len(evidence.text) < 15000 and not evidence.reading.pages


def _news(evidence: Evidence, told: Metadata) -> Guess | None:
    publisher = known_publisher(told.publisher)
    if publisher and publisher.news:
        return Guess("news", Sureness.LIKELY, f"{publisher.name} publishes news")
    if not _is_short_prose(evidence):
        return None
    if match := _RELEASE.search(evidence.first_words[:600]):
        return Guess("news", Sureness.LIKELY, f"“{match[0]}” near the start")
    said, ought = len(_NEWS.findall(evidence.text)), len(_OUGHT.findall(evidence.text))
    quotes = len(_QUOTED.findall(evidence.text))
    if said >= 2 and quotes >= 2 and said + quotes > ought:
        return Guess("news", Sureness.GUESS, "it reports what people said")
    return None


def _research(evidence: Evidence, told: Metadata) -> Guess | None:
    marks = len(_RESEARCH.findall(evidence.text[:60000]))
    titled = None if _ADVICE_TITLE.search(told.title) else _TITLES[1][1].search(told.title)
    per_page = 3000 * marks / max(len(evidence.text[:60000]), 3000)
    if titled and (marks >= 2 or per_page > 0.3):
        return Guess("research", Sureness.LIKELY, f"its title, “{titled[0]}”, and how it cites")
    if per_page > 1.5 and marks >= 2:
        return Guess(
            "research",
            Sureness.LIKELY if per_page > 3 else Sureness.GUESS,
            "it cites and reports as research does",
        )
    return None


def _own_words(evidence: Evidence, told: Metadata) -> Guess | None:
    """What a government body says of its own document; others quote such words."""
    publisher = known_publisher(told.publisher)
    if told.publisher and not (publisher and publisher.government):
        return None
    subject = evidence.reading.properties
    lines = [
        Line(f"{subject.title} {subject.subject}", None, heading=False),
        *evidence.cover,
        *evidence.opening,
    ]
    for line in lines:
        for name, pattern in _OF_ITSELF:
            if match := pattern.search(line.text):
                return Guess(name, Sureness.LIKELY, f"“{match[0]}” {line.place}")
    return None


def _by_title(evidence: Evidence, told: Metadata) -> Guess | None:
    publisher = known_publisher(told.publisher)
    for name, pattern in _TITLES:
        match = pattern.search(told.title)
        if not match or (name == "statutory guidance" and not (publisher and publisher.government)):
            continue
        own = not (publisher and publisher.government)
        if not own and name in ("policy", "local procedure"):
            continue
        if name == "research" and _ADVICE_TITLE.search(told.title):
            continue
        sure = Sureness.LIKELY if told.publisher else Sureness.GUESS
        if name == "policy" and "procedure" in told.title.lower() and _PARTNERSHIP.search(told.publisher):
            name = "local procedure"
        return Guess(name, sure, f"its title, “{match[0]}”")
    return None


def _by_publisher(evidence: Evidence, told: Metadata) -> Guess | None:
    if not told.publisher:
        return None
    publisher = known_publisher(told.publisher)
    titled = bool(_ADVICE_TITLE.search(told.title))
    if publisher:
        sure = Sureness.LIKELY if titled else Sureness.GUESS
        return Guess("non-statutory advice", sure, f"{publisher.name} issues guidance")
    if _PARTNERSHIP.search(told.publisher):
        return Guess("local procedure", Sureness.GUESS, f"it is from {told.publisher}")
    if _OUR.search(evidence.first_words):
        return Guess("policy", Sureness.GUESS, f"{told.publisher} speaks of itself")
    return None


def _by_words(evidence: Evidence, told: Metadata) -> Guess | None:
    if len(_OUR.findall(evidence.first_words)) >= 3:
        return Guess("policy", Sureness.GUESS, "an organisation speaks of itself")
    if _ADVICE_TITLE.search(told.title) or _THIS_ADVICE.search(evidence.first_words):
        return Guess("non-statutory advice", Sureness.GUESS, "its title")
    return None
