"""Whether a change brings, drops or exchanges something to read or use: guidance, a service, a helpline."""

import re

from ingest.changes.differences import Difference
from ingest.changes.values import Mark, MarkKind

_NOUN = (
    r"(guidance|guides?|toolkits?|resources?|advice|helplines?|websites?|portal|campaign|fact ?sheets?|"
    r"webinars?|leaflets?|strategy|services?|programme|GOV\.UK|expectations)"
)
_NAMED = re.compile(
    r"\b(?:published|developed|produced|launched|created|introduced|provides?|offers?|available|see|"
    rf"found (?:in|at)|use the|details? of|information (?:can|on))\b[^.]{{0,300}}\b{_NOUN}\b"
    r"| [–|-] [A-Z][\w’']+"  # "Talking to your child – NSPCC", as lists of resources have it
)
"""A sentence or entry of a list that tells of a resource."""
_SYSTEM = re.compile(
    r"GOV\.UK|\b(?i:portal|websites?|web ?pages?|helplines?|toolkits?|sign-in|log-?in|leaflets?|webinars?|"
    r"fact ?sheets?)\b|\b(?:[A-Z][\w’']+ )+(?i:services?|systems?|records?|programme|strategy|standards|code|"
    r"guidance|resources?)\b"
)
"""The name of a resource within a sentence."""
_LONGEST_NAME = 14
"""Words of the name of a resource that gave way to another, or took its place."""
_LONGEST_OTHER = 6
"""Words of the other."""


def resource_marks(found: Difference) -> list[Mark]:
    """The first resource that came, went or took another's place; none where an address says so already."""
    if any(one.kind is MarkKind.LINK for one in found.marks):
        return []
    for run in found.runs:
        old, new = found.old_words(run), found.new_words(run)
        if run.same:
            continue
        if found.whole(run):
            if named := _NAMED.search(old or new):
                noun = named[1] or "resource"
                return [Mark(MarkKind.LINK, noun if old else "", noun if new else "", whole=True)]
        elif _exchanged(old, new) or _exchanged(new, old):
            return [Mark(MarkKind.LINK, old, new)]
    return []


def _exchanged(resource: str, other: str) -> bool:
    """Whether words name a resource, and what they changed for may be one."""
    lengths = len(resource.split()) <= _LONGEST_NAME, len(other.split()) <= _LONGEST_OTHER
    return all(lengths) and bool(_SYSTEM.search(resource))
