"""Lines of print made one text again, words that were broken at a line's end whole."""

import re
from collections.abc import Iterable

_HYPHENATED = frozenset(
    "after anti bi by care case child co cross day decision domestic e early end ex extra face family fee "
    "follow front full half health high home honour ill in inter intra join life long low mid mini multi "
    "non off on one online out over own part police post pre pro re school self semi short sign single so "
    "sub third two under up user well whole wide work year young".split()
)
"""First parts after which a hyphen at a line's end is the word's own."""


def lines_joined(texts: Iterable[str]) -> str:
    """The lines with a space between each two.

    A hyphen between small letters at a line's end is taken for the printer's, unless it follows a part that
    is commonly hyphenated ("multi-agency") or a hyphen follows soon ("face-to-face").
    """
    joined = ""
    for text in texts:
        broken = re.search(r"([^\W\d_]+)-$", joined)
        if not broken or not text[:1].islower():
            joined += f" {text}" if joined else text
        elif broken[1].casefold() in _HYPHENATED or "-" in text.split(" ", 1)[0]:
            joined += text
        else:
            joined = joined[:-1] + text
    return joined
