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
    """The lines as running text, a space between each two.

    A hyphen between small letters at a line's end is taken for the printer's, unless it follows a part that
    is commonly hyphenated ("multi-agency") or a hyphen follows soon ("face-to-face"). One between figures or
    capitals is kept, as are a slash and a dash without white space ("post-16", "school/college").
    """
    joined = ""
    for text in texts:
        broken = re.search(r"([^\W\d_]+)-$", joined) if joined.endswith("-") else None
        if not joined:
            joined = text
        elif broken and text[:1].islower():
            own = broken[1].casefold() in _HYPHENATED or "-" in text.split(" ", 1)[0]
            joined = (joined if own else joined[:-1]) + text
        elif joined.endswith(("-", "/", "–")) and text[:1].isalnum() and joined[-2:-1].isalnum():
            joined += text
        else:
            joined += f" {text}"
    return re.sub(r"\s+", " ", joined).strip()
