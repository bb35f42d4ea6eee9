"""Where a document applies, whom it protects, who works to it, and under which licence it may be used."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from ingest.catalogue.evidence import Evidence, Guess
from ingest.catalogue.publishers import known_publisher
from ingest.documents import Metadata, Sureness

_APPLIES = re.compile(
    r"\bappl(?:y|ies) (?:only )?(?:to|in) (?:the )?(?P<where>(?:England|Scotland|Wales|Northern Ireland|United Kingdom|UK)"
    r"(?:(?:,? and |, )(?:England|Scotland|Wales|Northern Ireland))*)\b",
    re.IGNORECASE,
)
_EXTENT = re.compile(
    r"\bextends? to (?P<where>England and Wales, Scotland and Northern Ireland|England and Wales and Scotland|"
    r"England and Wales|Scotland|Northern Ireland|Wales)\b",
    re.IGNORECASE,
)
_HOSTS = (
    ("scotland", re.compile(r"\.scot$|(?:^|\.)gov\.scot$")),
    ("wales", re.compile(r"\.(?:wales|cymru)$")),
    ("ireland", re.compile(r"\.ie$")),
    (
        "northern-ireland",
        re.compile(r"-ni\.gov\.uk$|(?:^|\.)hscni\.net$|ni\.org(?:\.uk)?$|(?:^|\.)nidirect\.gov\.uk$"),
    ),
)
_MARKS: Mapping[str, re.Pattern[str]] = {
    "england": re.compile(
        r"\bEngland\b(?! and Wales)|\bEnglish\b|\bOfsted\b|\bKeeping Children Safe in Education\b|\bKCSIE\b|\bLADO\b|"
        r"\bLocal Authority Designated Officer\b|\bIntegrated Care Board\b|\bClinical Commissioning Group\b|\bCCG\b|"
        r"\bWorking Together to Safeguard Children\b|\bDepartment for Education\b|\bDfE\b|\bCare Act 2014\b|\bLSCB\b|"
        r"\bNHS England\b|\bPrimary Care Trust\b|\bacademy trust\b|\bMASH\b|\bsafeguarding partners\b|\bCQC\b|"
        r"\bLocal Safeguarding Children Board\b|\bSafeguarding Adults? Board\b|\bDepartment of Health and Social Care\b",
        re.IGNORECASE,
    ),
    "scotland": re.compile(
        r"\bScotland\b|\bScottish\b|\bChildren['’]s (?:Hearing|Reporter)|\bGIRFEC\b|\bGetting it Right for Every Child\b|"
        r"(?<!Area )\bChild Protection Committees?\b|\bNamed Person\b|\bPVG\b|\bCare Inspectorate\b|\bProcurator Fiscal\b|"
        r"\bIntegration Joint Board\b|\bAdult Support and Protection\b",
        re.IGNORECASE,
    ),
    "wales": re.compile(
        r"\bWales\b(?<!England and Wales)|\bWelsh\b|\bEstyn\b|\bRegional Safeguarding (?:Children )?Board\b|"
        r"\bSocial Services and Well-?being\b|\bCymru\b|\bWales Safeguarding Procedures\b|\bSenedd\b",
        re.IGNORECASE,
    ),
    "northern-ireland": re.compile(
        r"\bNorthern Ireland\b|\bPSNI\b|\bSBNI\b|\bGateway (?:Service|Team)\b|\bHSC Trusts?\b|"
        r"\bCo-?operating to Safeguard\b|\bHealth and Social Care Trusts?\b|\bAccessNI\b|\bUNOCINI\b|\bStormont\b",
        re.IGNORECASE,
    ),
    "ireland": re.compile(
        r"\b(?<!Northern )Ireland\b|\bTusla\b|\bGarda\b|\bGardaí\b|\bChildren First\b|\bHSE\b|\bOireachtas\b|\bHIQA\b|"
        r"\bmandated persons?\b|\bIrish\b(?<!Northern Irish)",
        re.IGNORECASE,
    ),
}
"""What is said in the guidance of each nation and seldom in that of another."""
_LEAST = 3
_ENGLAND_AND_WALES = re.compile(r"\bEngland and Wales\b", re.IGNORECASE)

_CHILDREN = re.compile(
    r"\b(?:child|children|young (?:people|person)s?|pupils?|baby|babies|infants?|students?)\b", re.I
)
_ADULTS = re.compile(
    r"\b(?:adults? (?:at risk|safeguarding|with care|with needs|social care|protection)|vulnerable adults?|"
    r"safeguarding adults?|older people|care home residents?|mental capacity|lack(?:s|ing)? capacity|adults?)\b",
    re.I,
)
_PARENTS = re.compile(
    r"\b(?:responsible |other |trusted |those |by |young )adults\b|\badults? (?:who works?|working|in the)",
    re.I,
)

_SECTORS: Mapping[str, re.Pattern[str]] = {
    "education": re.compile(
        r"\bschools?\b|\bcolleges?\b|\bpupils?\b|\bteachers?\b|\bgoverning bod|\bheadteacher", re.I
    ),
    "early years": re.compile(
        r"\bearly years\b|\bnurser(?:y|ies)\b|\bchildminders?\b|\bEYFS\b|\bpre-?school\b", re.I
    ),
    "health": re.compile(
        r"\bNHS\b|\bpatients?\b|\bhospitals?\b|\bclinical\b|\bnurses?\b|\bGPs?\b|\bhealth board\b|\bdoctors?\b",
        re.I,
    ),
    "police and justice": re.compile(
        r"\bpolice officers?\b|\bconstab|\bprosecut|\bcourts?\b|\bprison|\byouth justice\b|\bprobation\b",
        re.I,
    ),
    "housing": re.compile(
        r"\bhousing (?:association|provider|officer)s?\b|\btenants?\b|\blandlords?\b", re.I
    ),
    "faith": re.compile(
        r"\bchurch(?:es)?\b|\bparish\b|\bdiocese\b|\bclergy\b|\bmosque\b|\bsynagogue\b|\bworship\b", re.I
    ),
    "sport": re.compile(
        r"\bsports?\b|\bclubs?\b|\bcoach(?:es)?\b|\bathletes?\b|\bplayers?\b|\bfootball\b", re.I
    ),
    "voluntary and community": re.compile(
        r"\bcharit(?:y|ies)\b|\btrustees?\b|\bvolunteers?\b|\bvoluntary sector\b", re.I
    ),
    "social care": re.compile(
        r"\bsocial (?:care|workers?|work)\b|\bchildren['’]s homes?\b|\bfoster(?:ing| carers?)\b|\bcare homes?\b|\badoption\b",
        re.I,
    ),
}
_MULTI_AGENCY = re.compile(
    r"\bmulti-?agency\b|\binter-?agency\b|\bpartner(?:s|ship|ships)?\b|\bworking together\b|\ball (?:agencies|professionals)\b",
    re.I,
)
_OGL = re.compile(r"\bOpen Government Licen[cs]e(?:,? v(?:ersion)? ?(?P<version>\d)(?:\.0)?)?", re.IGNORECASE)
_CC = re.compile(
    r"\bCC[ -]BY(?:-(?:NC|SA|ND))*(?: \d\.\d)?\b|\bCreative Commons Attribution[\w -]*?(?: \d\.\d)?\b"
)


def nation(evidence: Evidence, told: Metadata) -> Guess | None:
    """Where it applies: what it says of that, its address, its publisher, the laws and bodies that it names."""
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
    groups = {
        frozenset({"england", "wales"}): "england-and-wales",
        frozenset({"england", "wales", "scotland"}): "great-britain",
        frozenset({"england", "wales", "scotland", "northern-ireland"}): "uk",
    }
    return next(iter(named)) if len(named) == 1 else groups.get(frozenset(named), "")


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
    counts = {name: len(pattern.findall(evidence.text)) for name, pattern in _MARKS.items()}
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
        bool(_CHILDREN.search(told.title)),
        bool(re.search(r"\badults?\b|\bcapacity\b", told.title, re.I)),
    )
    if titled != (False, False):
        value = "both" if all(titled) else "children" if titled[0] else "adults"
        return Guess(value, Sureness.LIKELY, f"its title, “{told.title}”")
    children = len(_CHILDREN.findall(evidence.text))
    adults = len(_ADULTS.findall(evidence.text)) - len(_PARENTS.findall(evidence.text))
    if children + adults < _LEAST:
        return None
    share = children / (children + adults)
    value = "children" if share > 0.8 else "adults" if share < 0.2 else "both"
    return Guess(value, Sureness.GUESS, f"it speaks of children {children} times, of adults {adults} times")


def sector(evidence: Evidence, told: Metadata) -> Guess | None:
    """Who works to it: by its title and publisher, else by its words."""
    for text, sure in ((told.title, Sureness.LIKELY), (told.publisher, Sureness.LIKELY)):
        found = [name for name, pattern in _SECTORS.items() if pattern.search(text)]
        if len(found) == 1:
            return Guess(found[0], sure, f"“{text}”")
    if _MULTI_AGENCY.search(f"{told.title} {told.publisher}"):
        return Guess("multi-agency", Sureness.LIKELY, f"“{told.title}”")
    counts = {name: len(pattern.findall(evidence.text)) for name, pattern in _SECTORS.items()}
    name = max(counts, key=lambda each: counts[each])
    if counts[name] < _LEAST:
        return None
    return Guess(
        name if counts[name] > 0.5 * sum(counts.values()) else "multi-agency", Sureness.GUESS, "its words"
    )


def licence(evidence: Evidence) -> Guess | None:
    """Under which licence it says that it may be used; Crown copyright alone is no licence but worth knowing."""
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
