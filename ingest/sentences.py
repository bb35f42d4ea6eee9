"""Where sentences begin and end."""

import re

_END = re.compile(r"[.!?]+[’”\"')\]]*(?=\s+[\"'“‘(\[•]?[A-Z0-9£])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:e\.g|i\.e|cf|viz|etc|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|para|paras|pp?|ss?|Art|Sch|Reg|c|v|vol|[A-Z])\.$",
)

_REACH = 12
"""Characters before a full stop that hold any abbreviation and more."""


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of a text, in order, white space between them left out.

    A full stop after an abbreviation common in guidance and law ("e.g.", "para.", "s.") or an initial
    ends no sentence.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        near = max(start, found.start() - _REACH)
        if found[0].startswith(".") and _ABBREVIATION.search(text[near : found.start() + 1]):
            continue
        _keep(spans, text, start, found.end())
        start = found.end()
    _keep(spans, text, start, len(text))
    return spans


def _keep(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    stop = start + len(words.rstrip())
    if begin < stop:
        spans.append((begin, stop))
