"""Text as words that can be compared: quotes, dashes, ligatures and capitals make no difference."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.sentences import sentence_spans

_WORD = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:)\]’']   # addresses stay whole
  | [\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+
  | £?\d+(?:[.,:]\d+)*%?(?!\w)                          # so do numbers: £1,000, 2.14, 17:30, 25%
  | \w+(?:['’‘]\w+)*
    """,
    re.VERBOSE,
)
_IGNORED = str.maketrans("", "", "'’‘")
_ALIKE = str.maketrans(
    {**dict.fromkeys("‘’‛′`", "'"), **dict.fromkeys("“”„″", '"'), **dict.fromkeys("‐‑‒–—−", "-")}
)
"""Quotes and dashes as a typewriter has them."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Attributes:
        key: what it is compared by.
        start, end: its span in the text.
        opens: whether a sentence or line begins with it.
    """

    key: str
    start: int
    end: int
    opens: bool = False


def words_of(text: str) -> list[Word]:
    """The words of a text in order; a line of the text is never the same sentence as another."""
    openings = _openings(text)
    found: list[Word] = []
    at = 0
    for match in _WORD.finditer(text):
        begins = at < len(openings) and openings[at] <= match.start()
        while at < len(openings) and openings[at] <= match.start():
            at += 1
        found.append(Word(_key(match[0]), *match.span(), begins))
    return found


def _openings(text: str) -> list[int]:
    places, start = [], 0
    for line in text.split("\n"):
        places += [start + begin for begin, _ in sentence_spans(line)]
        start += len(line) + 1
    return places


def _key(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().translate(_IGNORED).strip("_") or word


def keys_of(text: str) -> tuple[str, ...]:
    """What the words of a text are compared by."""
    return tuple(_key(match[0]) for match in _WORD.finditer(text))


def joined(keys: Sequence[str]) -> str:
    """The letters and digits alone: equal for what differs in spaces and hyphens only."""
    return "".join(keys)


def plain(text: str) -> str:
    """The text without matters of typesetting: white space, curly quotes, kinds of dashes, ligatures."""
    normal = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return "".join(char for char in normal if not char.isspace() and unicodedata.category(char) != "Cf")
