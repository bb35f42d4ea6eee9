"""Names that are public and no personal data: places, bodies, Acts, inquiries, people in public life."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from assistant.privacy.words import is_given, is_surname
from assistant.wordings import held

_PARTY = r"[A-Z][\w'’.-]+(?: (?:[A-Z][\w'’.-]+|of|and|the|&)){0,6}"
_LETTERED = r"(?:Child|Adult|Baby) [A-Z]{1,2}"
_LAW = re.compile(
    rf"\b{_PARTY} v\.? {_PARTY}|\bRe [A-Z]\b(?: \([^)]*\))?|[\"'“‘]{_LETTERED}[\"'”’]"
    rf"|\b{_LETTERED}\b(?= (?:(?:type|case|serious|practice|safeguarding|style) )*"
    r"(?:review|inquiry|SCR|CSPR|LCSPR|report|case))"
)
"""Cases at law and reviews by letters."""


@cache
def _names() -> re.Pattern[str]:
    told = held("public_names")
    names = {str(name) for group in ("places", "bodies", "texts", "people") for name in told[group]}
    clear = {name for name in names if not is_given(name) or (name in told["people"] and is_surname(name))}
    return _any_of(clear | set(map(str, told["peoples"])))


@cache
def _places() -> re.Pattern[str]:
    """Places that are also names of people, where they are places."""
    named = "|".join(re.escape(place) for place in held("public_names")["places"] if is_given(place))
    return re.compile(
        rf"(?<=\b(?:in|at|of|to|by)\s)(?:{named})(?!\w)|(?<=\b(?:from|near)\s)(?:{named})(?!\w)",
        re.IGNORECASE,
    )


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(names, key=len, reverse=True)
    either = "|".join(re.sub("['’]", "['’]?", re.escape(name)).replace(r"\ ", r"\s+") for name in ordered)
    return re.compile(rf"(?<!\w)(?:{either})(?:['’]s)?(?!\w)", re.IGNORECASE)


@cache
def _before() -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, held("public_names")["after"]))
    word = r"[A-ZÀ-Þ][\w-]+(?!['’]s)"
    return re.compile(rf"{word}(?: (?:and|&|-)? ?{word}){{0,3}}(?= (?:{nouns})\b)")


def public_numbers() -> Sequence[str]:
    """Numbers of helplines and services."""
    return tuple(map(str, held("public_names")["numbers"]))


def public_spans(text: str) -> list[tuple[int, int]]:
    """Where public names stand in a text."""
    return [
        match.span() for pattern in (_names(), _places(), _before(), _LAW) for match in pattern.finditer(text)
    ]
