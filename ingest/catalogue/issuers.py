"""Who issued a document."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from urllib.parse import urlsplit

from ingest.catalogue.evidence import Evidence, Guess, Line
from ingest.catalogue.publishers import known_publisher, publishers
from ingest.catalogue.words import bodies, words
from ingest.documents import Sureness

_OWN_NAME = r"[A-Z][\w'’&.-]+(?: (?:[A-Z][\w'’&.-]+|of|and|the|&|for))*"
_CAPITAL = r"[A-Z][\w'’.-]*"
_NAME_WORD = rf"(?:{_CAPITAL}|&|and|of|the|in|on|for|St\.?)"
_PARTNERSHIP_OF = re.compile(
    r"\b(?:University of|Diocese of|Archdiocese of|London Borough of|Royal Borough of|City of|NHS|Church of|"
    r"Bank of|Borough of) [A-Z][\w'’-]+(?: (?:and |& )?[A-Z][\w'’-]+){0,4}"
)
_INITIALS = re.compile(
    r"\b[A-Z][\w'’-]+(?: (?:and |& )?[A-Z][\w'’-]+){0,3} (?:LSCB|LSCP|SCP|SAB|SCB|CSCP|NHSFT|CPC)\b"
)
_SAYS_SO = re.compile(
    r"\b(?:published|issued|produced|prepared|written|developed|adopted) by[:;]?\s+(?:the )?(?P<who>.+)|"
    r"^an? [\w ]{4,30} (?:by|from) (?:the )?(?P<whose>[A-Z].+)|"
    r"^(?:publisher|published by|issued by|organisation|from|source|document owner|prepared by|produced by|"
    r"company|school|trust|site)\s*:\s*(?:the )?(?P<stated>.{3,80})$",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(
    r"\W*(?:publisher|published by|issued by|organisation|author|produced by|copyright holder)[\s:]*",
    re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    r"\bthis (?:is|document|guidance|advice|policy|publication|report|code)\b[^.]{0,60}\b(?:from|by) "
    r"(?:the )?(?P<who>[A-Z].{3,80})"
)
_NOT_ITS = re.compile(
    r"\b(?:local|your|each|every|any|all|the) (?:authority|council|school|college|trust)\b", re.IGNORECASE
)
_ANY_SUCH = re.compile(r"\b(?:an?|any|each|every|your|safer)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
"""Before what is no name of a body but any of its kind: "Promoting a Safer Church"."""
_COPYRIGHT = re.compile(
    r"(?:©|\bcopyright\b|\(c\))\s*(?:©)?\s*(?:(?:19|20)\d\d\s*)?(?:by )?(?P<who>[A-Z].{2,80})", re.IGNORECASE
)


_CONTACT = re.compile(
    r"\b(?:contact|copies|telephone|phone|e-?mail|(?:further|more) information|available from|call)\b",
    re.IGNORECASE,
)
_PROSE = re.compile(r"\.{4,}|[a-z]{3,}\.$|\b(?:is|are|was|were|has|have|will)\b")
"""What a line has that is a sentence or an entry of a contents list, not a cover's."""
_TITLE_PAGES = 2
_NEAR_FRONT = 40
_ROUND_A_NAME = 12
"""Characters that may stand round a name on a line that says only who issues the document."""


@cache
def _body() -> re.Pattern[str]:
    """A name that ends as the names of bodies do."""
    return re.compile(rf"{_CAPITAL}(?: {_NAME_WORD}){{0,7}}? {bodies()}\b(?: of [A-Z]\w+(?: [A-Z]\w+)*)?")


def is_body(text: str) -> bool:
    """Whether some words are only the name of a body, and so no title."""
    plain = text.strip(" :|-–•")
    named = _named_in(plain) or _named_in(_in_small_letters(plain))
    return bool(named) and len(plain) - len(named) <= 5


def publisher(evidence: Evidence) -> Guess | None:
    """Who issued it: what it says of that, who is named on its cover, whose web page it is, who is named in
    its running heads and copyright line, who made the file; else whose policy it seems to be by its title and
    by how it speaks of itself, or whom it names most often, which are only guesses."""
    for found in (
        _said,
        _on_cover,
        _of_address,
        _in_margins,
        _copyright,
        _author,
        _inside_cover,
        _in_title,
        _speaks_of_itself,
        _most_named,
    ):
        if guess := found(evidence):
            return guess
    return None


def _said(evidence: Evidence) -> Guess | None:
    lines = [*evidence.opening[:40], *evidence.ending[-12:]]
    for above, line in pairwise([Line("", None), *lines]):
        if _LABEL_ALONE.fullmatch(above.text) and (name := _named_in(line.text[:100], first=True)):
            return Guess(name, Sureness.LIKELY, f"“{above.text} {line.text[:60]}” {line.place}")
        for pattern in (_SAYS_SO, _ABOUT_ITSELF):
            match = pattern.search(line.text) if len(line.text) <= 400 else None
            told = match and match.start() <= _NEAR_FRONT and next(filter(None, match.groups()), "")
            if told and (name := _named_in(told[:100], first=True)):
                return Guess(name, Sureness.LIKELY, f"“{line.text[:80]}” {line.place}")
    return None


def _on_cover(evidence: Evidence) -> Guess | None:
    """A body that has a line of the cover to itself, or a known publisher that has one of the next page."""
    exact = [(line, name) for line, name in _named_on_cover(evidence) if _says_only(line.text, name)]
    inside = [line for line in evidence.opening if (line.page or 1) <= _TITLE_PAGES]
    alone = [(line, known.name) for line in inside if (known := known_publisher(line.text))]
    found = exact or alone
    return _named_by(*found[0]) if found else None


def _inside_cover(evidence: Evidence) -> Guess | None:
    """A body that the cover names among other words, as in a title."""
    found = _named_on_cover(evidence)
    return _named_by(*found[0]) if found else None


def _named_on_cover(evidence: Evidence) -> list[tuple[Line, str]]:
    fit = [line for line in evidence.cover if not _CONTACT.search(line.text) and not _PROSE.search(line.text)]
    return [(line, name) for line in fit if (name := _named_in(line.text))]


def _says_only(text: str, name: str) -> bool:
    """Whether a line says a name and little else, such as where the body is."""
    plain = _in_small_letters(text) if text.isupper() else text
    return len(plain) - len(name) <= _ROUND_A_NAME or plain.startswith(f"{name}, ")


def _in_margins(evidence: Evidence) -> Guess | None:
    found = [(line, name) for line in evidence.margins if (name := _named_in(line.text))]
    return replace(_named_by(*found[0]), because="its running heads and feet") if found else None


def _named_by(line: Line, name: str) -> Guess:
    return Guess(name, Sureness.LIKELY, f"“{line.text[:80]}” {line.place}")


def _in_title(evidence: Evidence) -> Guess | None:
    """Whose policy it is by what stands before its subject: "Little Acorns Safeguarding Policy"."""
    for line in evidence.cover[:4]:
        match = _WHOSE.match(line.text)
        if match and not words("anybody").search(match["who"]) and not match["who"].isupper():
            return Guess(match["who"], Sureness.GUESS, f"“{line.text[:80]}” {line.place}")
    return None


def _named_in(text: str, *, first: bool = False) -> str:
    """The body that a text names: one of the table, else one that looks like one; ``first``, at its start."""
    if text.isupper() and " " in text:
        text = _in_small_letters(text)
    known = [(m.start(), one.name) for one in publishers() if (m := one.pattern.search(text))]
    known += [(0, one.name) for one in publishers() if one.alone.fullmatch(text)]
    looks = [
        (m.end() - len(name), name)
        for pattern in (_body(), _PARTNERSHIP_OF, _INITIALS)
        for m in pattern.finditer(text)
        if not _NOT_ITS.search(m[0])
        and not _ANY_SUCH.search(text[: m.start()])
        and (name := _trimmed(m[0]))
        and not words("no_body_begins").match(name)
    ]
    if first:
        known += [(0, one.name) for one in publishers() if one.at_front.match(text)]
    found = sorted([*known, *looks], key=lambda each: (each[0], -len(each[1])))
    found = [each for each in found if not first or each[0] <= 4]
    return found[0][1] if found else ""


def _in_small_letters(text: str) -> str:
    """A name in capitals as it is written elsewhere: "ST BRIDE'S CHURCH" is "St Bride's Church"."""
    names = re.sub(r"[\w'’]+", lambda word: word[0].capitalize(), text)
    return re.sub(r"(?<=\w )(?:Of|And|The|For|In)\b", lambda small: small[0].lower(), names)


def _trimmed(name: str) -> str:
    return re.sub(r"^(?:The|In|At|For|And|Our|This|By|From|Of|A) ", "", " ".join(name.split()))


def _of_address(evidence: Evidence) -> Guess | None:
    address = evidence.address
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    if not host:
        return None
    for one in publishers():
        if any(host == known or host.endswith(f".{known}") for known in one.hosts):
            return Guess(one.name, Sureness.LIKELY, f"its address, {host}")
    return None


def _copyright(evidence: Evidence) -> Guess | None:
    """Whose copyright it is; a name that looks like no body's is only a guess."""
    for line in [*evidence.ending[::-1], *evidence.opening]:
        match = _COPYRIGHT.search(line.text) if len(line.text) <= 300 else None
        if not match or match["who"].lower().startswith("crown"):
            continue
        if name := _named_in(match["who"], first=True):
            return Guess(name, Sureness.LIKELY, f"“{line.text[:80]}”")
        if (own := re.match(_OWN_NAME, match["who"])) and not words("anybody").search(own[0]):
            return Guess(own[0], Sureness.GUESS, f"“{line.text[:80]}”")
    return None


def _author(evidence: Evidence) -> Guess | None:
    properties = evidence.reading.properties
    for name, told in (("author", properties.author), ("company", properties.company)):
        if known := known_publisher(told):
            return Guess(known.name, Sureness.LIKELY, f"the file's {name}, “{told}”")
        if looks := _named_in(told):
            return Guess(looks, Sureness.GUESS, f"the file's {name}, “{told}”")
    return None


_SPEAKS = re.compile(
    rf"(?:^|[.:;] )(?:At |The )?(?P<who>{_OWN_NAME}),? (?:\([^)]+\) )?"
    r"(?:(?:is|are) (?:fully )?(?:an?|committed)|will|aims|intends|"
    r"recogni[sz]es|believes|expects|ensures|takes|has adopted)\b"
    rf"|\b(?:policy|intent|behalf|staff|volunteers|members|principles) (?:of|at) (?P<whose>{_OWN_NAME})"
    rf"|\bworking (?:for|at|with) (?P<where>{_OWN_NAME})"
)
_WHOSE = re.compile(
    rf"(?P<who>{_OWN_NAME})(?:['’]s?)?[ :–-]+(?:[Ss]afeguarding|(?:[Cc]hild(?:ren)?|[Aa]dult) [Pp]rotection)"
    r"\b.{0,60}\b[Pp]olic(?:y|ies)\b"
)
_SHORTEST_NAME = 5


def _speaks_of_itself(evidence: Evidence) -> Guess | None:
    """A body that says of itself what policies say: "Hill House is committed to safeguarding"; of several
    the one that says most."""
    counts: Counter[str] = Counter()
    for line in evidence.opening:
        for match in _SPEAKS.finditer(line.text):
            name = _trimmed(next(filter(None, match.groups())))
            if len(name) >= _SHORTEST_NAME and not words("anybody").search(name):
                counts[name] += 1
    if not counts:
        return None
    name, _ = counts.most_common(1)[0]
    return Guess(name, Sureness.GUESS, f"it speaks of itself as {name}")


def _most_named(evidence: Evidence) -> Guess | None:
    counts = Counter(_bodies(evidence.opening))
    if not counts:
        return None
    name, count = counts.most_common(1)[0]
    if count < 2:
        return None
    return Guess(name, Sureness.GUESS, f"it is named {count} times near the start")


def _bodies(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        for one in publishers():
            yield from (one.name for _ in one.pattern.finditer(line.text))
        for pattern in (_body(), _INITIALS):
            yield from (_trimmed(m[0]) for m in pattern.finditer(line.text) if not _NOT_ITS.search(m[0]))
