"""Numbers, addresses, schools, dates of birth, references and handles, each as a recogniser of Presidio.

Presidio's own for NHS numbers, postcodes and phones are used where they do; the patterns here are for what it
does not know, and for what people write otherwise than it should be.
"""

from collections.abc import Iterable
from datetime import date

import regex
from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.predefined_recognizers import (
    NhsRecognizer,
    PhoneRecognizer,
    UkPostcodeRecognizer,
)

from assistant.privacy.kinds import Kind
from assistant.privacy.places import ADDRESS, SCHOOL
from assistant.privacy.words import is_ordinary, key

_CASED = regex.MULTILINE
_ANY_CASE = regex.MULTILINE | regex.IGNORECASE

# --- dates of birth ----------------------------------------------------------------------------------

_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DAY_IN_WORDS = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|eleventh|twelfth"
    r"|twentieth|thirtieth|(?:twenty|thirty)[ -]\w+)"
)
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"
_YEAR_IN_WORDS = (
    r"(?:nineteen|twenty|two thousand(?: and)?)(?:[ -](?:\w+teen|\w+ty|ten|eleven|twelve|oh))?(?:[ -]\w+)?"
)
_DATED = (
    rf"(?:{_DAY}[./\- ](?:0?[1-9]|1[0-2]|[ivx]{{1,4}})[./\- ]{_YEAR}|(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.]{_DAY}"
    rf"|{_DAY}(?: of)?[ \-.]*{_MONTH}\.?,?[ \-]*{_YEAR}|{_MONTH}\.? {_DAY},? {_YEAR}"
    rf"|{_DAY_IN_WORDS} (?:of )?{_MONTH}\.?,? (?:{_YEAR}|{_YEAR_IN_WORDS}))(?!\d)"
)
_DATE = rf"(?:{_DATED}|{_DAY}(?: of)? {_MONTH}|{_MONTH} (?:19|20)\d\d|{_DAY} {{1,2}}\p{{Lu}}\w{{3,}} \d{{4}})"
_PACKED = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d\d|\d\d)"
_BORN = r"(?:\bd\.? ?o\.? ?b\b\.?|\bdates? of birth|\bbirth ?(?:date|day)s?|\bb['’]?day|\bborn|\bb\.)"
_GAP = r"(?:[\s:=(,\-–]|\bis\b|\bwas\b|\bon\b|\bin\b|\bthe\b|['’]s\b|\bdate\b|\bgiven as\b|\bas\b){0,6}"
_PAPERS = r"\b(?:passport|(?:birth )?certificate|paper ?work|papers?|id card|brp|visa|licen[cs]e|form)\b"
_SAYS = r"(?:\b(?:says?|said|gives?|gave|shows?|has|reads?|states?|puts?|with)\b|:)"
_NOT_AFTER = r"(?<!\b(?:after|before|since|until|from) (?:the )?)"
_BIRTHS = (
    rf"(?<={_BORN}{_GAP})(?:{_DATE}|{_PACKED})(?!\d)",
    rf"(?<={_BORN}{_GAP}){_DATED} \d\d:\d\d\b",
    rf"(?<![\d/.\-]){_DATE}(?=\W{{0,3}}(?:\(?d\.?o\.?b\b|birth)|,? as (?:his|her|their|the|a) (?:date of )?(?:birth|dob\b))",
    # paperwork says 01/01/2001; on the school form: 20.3.08; passport says Rahel Haile, 18 Apr 2010
    rf"(?<={_PAPERS}[^.?!\n\d]{{0,30}}{_SAYS}[^.?!\n\d]{{0,30}}{_NOT_AFTER}){_DATED}",
    rf"(?<={_BORN}[^.?!\n\d]{{1,60}}{_NOT_AFTER})(?:the )?{_DATED}",
    # 29 Feb 2012 v 28/2/12
    rf"(?<={_BORN}[^?!\n]{{1,60}}{_DATED} (?:v|vs|not|or|and|&) ){_DATED}",
    # Samira Noorzai (8 October 2013, …); M287364 / da Silva / 23.7.16 /; (Reception, 12.xii.2020)
    rf"(?<=[^\W\d_],? ?[(/,] ?){_DATED}(?= ?[,;)/])",
)

# --- references --------------------------------------------------------------------------------------

_LABEL = (
    r"(?:\b(?:case|crime|incident|occurrence|police|log|cad|hospital|hosp|patient|mrn|urn|ref|refs|reference|referral"
    r"|mosaic|lcs|liquid ?logic|cpoms|court|claim|file|record|emis|system ?one|rio|id|ehc|ehcp|ho|home office|nass"
    r"|noms|prison|cris|complaint|lado|mash|marac|ticket|enquiry|concern|client|service user|casework|niche|uc)\b[ \t]*"
    r"(?:(?:no|nos|num|number|ref|reference|id|code|log)\b\.?)?|\bno\b\.?)"
)
_CODE = r"(?=[\w/.\-*]*\d)[A-Z0-9]+(?:[/.\-*][A-Z0-9]+)*"
_REFERENCES = (
    rf"(?<={_LABEL}[\s:#=(]{{1,3}}(?:is |was )?[\"'“‘]?){_CODE}\b",
    rf"(?<={_LABEL}[\s:#=(]{{1,3}}(?:is |was )?)[A-Z]{{0,4}} ?\d{{2,}}(?:[ \-]\d{{2,}}){{1,4}}\b",
    # CAD 2291/17SEP24, NICHE 2500-117-882, CR/2024/00123, KH/AW/07, 0002291/jw, ZC24C00417, 23-08-00419
    r"\b(?:CAD|URN|CRN|MRN|NICHE)[ :#]+(?=[\w/\-]*\d)[\w/\-]{3,}",
    r"\b[A-Z]{1,5}[/\-]\d{2,8}(?:[/\-][A-Z0-9]{1,8})*\b",
    r"\b[A-Z]{1,5}(?:[/\-][A-Z]{2,5})+[/\-](?:\w{1,4} ?\w{1,4}[/\-])?\d{2,8}\b",
    r"\b\d{1,8}[/\-][A-Z]{1,3}(?:[/\-]\d{2,6})?\b",
    r"\b\d{2}-\d{2}-\d{4,6}\b|\b\d{6,}/\d{2}\b|\b[A-Z]\d{4}[A-Z]{2}\b",
    r"\b[A-Z]{2}\d{2}[A-Z]\d{5}\b",
    r"\b[A-Z]{1,3}\d{6,10}(?:/\d+)?\b",
    rf"\b\d{{3,5}} of (?:\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|{_DAY} {_MONTH}(?: \d{{4}})?)\b",
)
_PUBLISHED = regex.compile(
    r"^(?:DFE|ISBN|SI|CM|HC|HL|ISO|BS|COVID|KS\d|[A-Z]+-?(?:19|20)\d\d$|(?:under|over|post|pre|non|sub)-)",
    regex.IGNORECASE,
)
"""References of publications, years behind a name, ages."""

# --- handles -----------------------------------------------------------------------------------------

_PLATFORM = (
    r"(?:user ?name|handle|gamer ?tag|tag|snap(?:chat)?|insta(?:gram)?|tik ?tok|roblox|discord|fortnite|xbox|psn"
    r"|playstation|account|facebook|fb|twitter|whatsapp|steam|vinted|viber|telegram|strava|messenger|twitch|ttv|ig)"
)
_ONLINE = regex.compile(
    rf"\b(?:{_PLATFORM}|online|signal|youtube|profile|posted|followed|follows|follow|added|bio|dms?|dm'd)\b",
    regex.IGNORECASE,
)
"""What a text says where it speaks of a platform."""
_HANDLES = (
    r"(?<![\w@.])@[A-Za-z_][\w.]{2,}(?<!\.)",
    rf"(?<=\b{_PLATFORM}\b(?: (?:user ?name|name|account|handle|id|tag|as|is|called|on|hes|shes))*[\s:=(\"'“‘]{{1,3}})"
    r"(?=[\w.\-]*[\d_]|[\w\-]+\.\w)[A-Za-z0-9_][\w.\-]{2,}(?:#\d{4})?(?<![.\-])",
    rf"(?<=\b{_PLATFORM}: ?)[\w.\-]{{4,}}(?<![.\-])",
    r"(?<![\w@.])_?(?=\w*_)[A-Za-z0-9][\w.$]*[A-Za-z0-9]_?(?![\w@])|\b\w{3,}#\d{4}\b",
)
_DOTTED = r"(?<![\w@.\-])[A-Za-z][\w\-]*[A-Za-z\d](?:\.[\w\-]+)+(?![\w@/])"
_MIXED = r"(?<![\w@.\-])(?:[A-Za-z]{5,}\d{2,4}|[A-Za-z]+\d+[A-Za-z]\w*|[a-z]+(?:-[a-z]+)+-[a-z]|[A-Z]+\$[A-Z]+\w*)(?![\w@.])"
_ENDINGS = regex.compile(
    r"\.(?:com|co|uk|org|net|gov|nhs|police|sch|ac|edu|ie|scot|wales|io|app|html?|pdf|docx?|xlsx?|pptx?|jpe?g|png|mp4|csv"
    r"|example|test|eu|me|tv|info)$",
    regex.IGNORECASE,
)
_NO_HANDLE = regex.compile(
    r"^(?:[a-z]{1,5}\d{1,3}|section\d+|part\d+|para\w*\d+|\w+\d+(?:st|nd|rd|th|s|am|pm|mg|yo|yrs?))$",
    regex.IGNORECASE,
)

_NI_NUMBERS = (
    r"\b(?!BG|GB|NK|KN|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b",
    r"(?<=\b(?:ni|nino|national insurance)\b[^.;\n\d]{0,12})\b[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]?\b",
)

# --- phones ------------------------------------------------------------------------------------------

_SERVICES = ("0300", "0303", "0800", "0808", "0345", "0845", "0871", "1800", "1850")
"""Numbers that begin so are services', never a person's own."""


def recognizers(public: Iterable[str]) -> list[EntityRecognizer]:
    """All of them.

    Args:
        public: numbers that are nobody's own: helplines and services.
    """
    return [
        NhsRecognizer(supported_entity=Kind.NHS_NUMBER, replacement_pairs=[("-", ""), (" ", "")]),
        _patterns(Kind.NHS_NUMBER, r"(?<=\bnhs\b[^;\n\d]{0,20})\d[\d \-]{7,12}\d\b"),
        _patterns(
            Kind.UPN,
            r"\b[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]\b",
            r"(?<=\bupn\b[^.;\n\d]{0,12})[A-Z]?\d{9,13}[A-Z]?\b",
        ),
        _patterns(Kind.NI_NUMBER, *_NI_NUMBERS),
        UkPostcodeRecognizer(supported_entity=Kind.POSTCODE),
        _patterns(Kind.POSTCODE, r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b", flags=_CASED),
        Phones(public),
        _patterns(
            Kind.EMAIL,
            r"(?<![\w.])(?!(?:help|info|enquiries|contact|hello|support)@)[\w.+'\-]+@[\w\-]+(?:\.[\w\-]+)+",
            r"[\w.+\-]+ ?(?:\(at\)|\bat\b) ?[\w\-]+(?:(?:\.| dot )[\w\-]+)+(?<=(?:\.| dot )(?:com|uk|org|net|ie|example))",
        ),
        _patterns(Kind.USERNAME, *_HANDLES),
        Handles(),
        _patterns(Kind.DATE_OF_BIRTH, *_BIRTHS),
        References(),
        _patterns(Kind.ADDRESS, *ADDRESS, flags=_CASED),
        Schools(),
    ]


def _patterns(kind: Kind, *expressions: str, flags: int = _ANY_CASE) -> PatternRecognizer:
    patterns = [Pattern(f"{kind} {number}", one, 0.9) for number, one in enumerate(expressions)]
    return PatternRecognizer(kind, name=f"{kind} patterns", patterns=patterns, global_regex_flags=flags)


class Phones(PhoneRecognizer):
    """Phone numbers of these islands and with a country's code, less the public ones."""

    def __init__(self, public: Iterable[str]) -> None:
        super().__init__(supported_regions=("GB", "IE"), leniency=0)
        self.supported_entities = [Kind.PHONE]
        self._public = {_digits(number) for number in public}

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """The numbers in a text; what is too short to be anybody's own, or is part of another number, is none."""
        found = super().analyze(text, entities, nlp_artifacts)  # type: ignore[arg-type]
        own = [one for one in found if self._is_own(text, one.start, one.end)]
        return [RecognizerResult(Kind.PHONE, one.start, one.end, one.score) for one in own]

    def _is_own(self, text: str, start: int, end: int) -> bool:
        digits = _digits(text[start:end])
        begins = digits.startswith(("0", "44", "353")) or text[start:end].lstrip("(").startswith("+")
        public = digits in self._public or digits.startswith(_SERVICES)
        return begins and 9 <= len(digits) <= 15 and not public


class Handles(PatternRecognizer):
    """Handles that look like words with stops or digits in them: "pixel.panda.jess", "lilprincess09"; only where
    the text speaks of a platform."""

    def __init__(self) -> None:
        patterns = [Pattern("dotted", _DOTTED, 0.9), Pattern("mixed", _MIXED, 0.9)]
        super().__init__(Kind.USERNAME, name="handles", patterns=patterns, global_regex_flags=_CASED)

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: NlpArtifacts | None = None,
        regex_flags: int | None = None,
    ) -> list[RecognizerResult]:
        """The handles in a text."""
        found = super().analyze(text, entities, nlp_artifacts, regex_flags)
        if not _ONLINE.search(text):
            return [one for one in found if _is_odd(text[one.start : one.end])]
        return list(found)

    def invalidate_result(self, pattern_text: str) -> bool:
        """Whether it is a file, a site, two sentences run together, or a word with a number."""
        parts = pattern_text.split(".")
        run_together = len(parts) == 2 and (parts[1].istitle() or all(map(is_ordinary, map(key, parts))))
        short = len(parts) > 1 and max(map(len, parts)) < 3
        return bool(_ENDINGS.search(pattern_text) or _NO_HANDLE.match(pattern_text)) or run_together or short


def _is_odd(handle: str) -> bool:
    """Whether nothing but a handle is written so, whatever the text speaks of: "s3ren1ty.xo", "lilprincess09"."""
    if handle.count(".") > 1 or "_" in handle or regex.search(r"[a-z]\d+[a-z]+\.|\.[a-z]+\d+[a-z]", handle):
        return True
    named = regex.fullmatch(r"([a-z]{6,})\d{2,4}", handle)
    return bool(named) and not is_ordinary(named[1])


class Schools(PatternRecognizer):
    """Schools by name; in small letters only where a word of the name is not an ordinary one, or more than one
    stand before what makes it a school."""

    def __init__(self) -> None:
        patterns = [Pattern(f"school {n}", one, 0.9) for n, one in enumerate(SCHOOL)]
        super().__init__(Kind.SCHOOL, name="schools", patterns=patterns, global_regex_flags=_CASED)

    def invalidate_result(self, pattern_text: str) -> bool:
        """Whether all of it are ordinary words in letters of one size: "a different school", "HIGH SCHOOL"."""
        named = [word for word in map(key, pattern_text.split()) if word not in ("st", "school", "college")]
        one_size = pattern_text.islower() or pattern_text.isupper()
        return one_size and (len(named) < 3 or pattern_text.isupper()) and all(map(is_ordinary, named))


class References(PatternRecognizer):
    """References of cases: what is called one, and what looks like nothing else."""

    def __init__(self) -> None:
        patterns = [Pattern(f"reference {n}", one, 0.9) for n, one in enumerate(_REFERENCES)]
        super().__init__(
            Kind.CASE_REFERENCE, name="references", patterns=patterns, global_regex_flags=_ANY_CASE
        )

    def invalidate_result(self, pattern_text: str) -> bool:
        """Whether it is too short, a year, a date, or the reference of a publication."""
        digits = _digits(pattern_text)
        if len(digits) < 2 or len(pattern_text) < 4 or _PUBLISHED.match(pattern_text):
            return True
        return pattern_text.isdigit() and (len(digits) < 4 or 1900 <= int(digits) <= date.today().year + 50)


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit())
