"""Words in a file that nobody sees who reads its pages: left out, and told to the person who adds it.

Hidden words are how a document would speak to a machine behind its reader's back. They are seldom wanted:
what a page does not show is no part of the guidance that people agreed on.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.readers._text import one_line

LEAST_WORDS = 4
"""Fewer hidden words are a label, a mark or a slip."""
LONGEST_LABEL = 15
"""Words up to which what is written for screen readers only is a label."""
MOST_WORDS_UNSURE = 12
"""Words from which text is told of that may be hidden: fewer are a heading on a ground that is not known."""
MOST_TOLD = 3
REPEATED = 4
"""Words in a row from which they repeat what is shown."""
MOST_COMPARED = 300
FIRST_WORDS = 12
LONGEST_WORD = 40
LIGHT = 250
"""Least value of each part of a colour, of 255, that is as good as white."""
SPECK = 2.5
"""Points under which type cannot be seen."""

NOT_SHOWN = "not shown on the page"
TINY = "in type too small to be seen"
SAME_COLOUR = "in the colour of what it stands on"
OFF_PAGE = "beyond the edge of the page"
UNSHOWN_CHARACTERS = "in characters that no screen shows"
BACKWARDS = "shown backwards, by marks that turn the direction of writing"

_WORD = re.compile(r"[^\W\d_]{2,}")
_TAGS = re.compile("[\U000e0020-\U000e007e]{2,}")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{8,}")
_WIDTHLESS = re.compile("[\u180e\u200b-\u200d\u2060-\u2064\ufeff]{16,}")
_OVERRIDDEN = re.compile("\u202e([^\u202c\u2069\r\n\v]+)")


@dataclass(frozen=True, slots=True)
class Unseen:
    """A stretch of text that is not seen.

    Attributes:
        how: how it is hidden, in words that go on from "text that is".
        text: its words; "" where it carries some that cannot be made out.
        where: where it stands ("page 3"), or "".
        unsure: whether it may be seen after all; it has then been read with the rest.
    """

    how: str
    text: str
    where: str = ""
    unsure: bool = False


def hidden_warnings(name: str, found: Iterable[Unseen], seen: Iterable[str] = ()) -> tuple[str, ...]:
    """Sentences for the person who adds the file: what is hidden in it, where, how it begins and what to do.

    Args:
        name: the file's.
        found: the hidden stretches in order; those that stand together and are hidden alike are told as one.
        seen: the texts that are read; what they say too is not told.
    """
    told = [one for one in together(found, " ") if _matters(one)]
    if told:
        shown = " ".join(map(_plain, seen))
        told = [
            one for one in told if one.unsure or not one.text or _own_words(one.text, shown) >= LEAST_WORDS
        ]
    more = len(told) - MOST_TOLD
    rest = (
        (f"{name} holds {more} more stretch{'es' if more > 1 else ''} of hidden text.",) if more > 0 else ()
    )
    return (*(f"{name}: {_warning(one)}" for one in told[:MOST_TOLD]), *rest)


def in_characters(text: str, where: str = "") -> Iterator[Unseen]:
    """What a text says in characters that are not shown, or that are shown in another order.

    Args:
        text: as it stands in the file, before anything is tidied.
        where: where it stands, or "".
    """
    if text.isascii():
        return
    for match in _TAGS.finditer(text):
        yield Unseen(UNSHOWN_CHARACTERS, "".join(chr(ord(c) - 0xE0000) for c in match[0]), where)
    for match in _SELECTORS.finditer(text):
        yield Unseen(UNSHOWN_CHARACTERS, _selected(match[0]), where)
    if _WIDTHLESS.search(text):
        yield Unseen(UNSHOWN_CHARACTERS, "", where)
    for match in _OVERRIDDEN.finditer(text):
        if len(_WORD.findall(match[1])) >= LEAST_WORDS and any(c < "\u0250" for c in match[1] if c.isalpha()):
            yield Unseen(BACKWARDS, match[1], where, unsure=True)


def together(found: Iterable[Unseen], between: str = "") -> list[Unseen]:
    """Stretches that follow one another and are hidden alike, as one.

    Args:
        found: the stretches in order.
        between: what parts them; nothing where they are parts of one paragraph.
    """
    groups = groupby(found, key=lambda one: (one.how, one.where, one.unsure, not one.text))
    return [
        replace(some[0], text=between.join(one.text for one in some)) for some in (list(g) for _, g in groups)
    ]


def words_in(text: str) -> int:
    """How many words a text has, those of one letter and numbers not counted."""
    return len(_WORD.findall(text))


def is_light(colour: Sequence[int]) -> bool:
    """Whether a colour, as red, green and blue up to 255, is as good as white."""
    return min(colour) >= LIGHT


def alike(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether nobody could tell two colours apart."""
    return all(abs(a - b) <= 255 - LIGHT for a, b in zip(one, other, strict=True))


def from_hex(stated: str) -> tuple[int, int, int] | None:
    """A colour stated as six digits ("FFFFFF", "#ffffff"), or None."""
    match = re.fullmatch(r"#?([0-9A-Fa-f]{6})", stated.strip())
    return (int(match[1][:2], 16), int(match[1][2:4], 16), int(match[1][4:], 16)) if match else None


def _selected(run: str) -> str:
    """The words that variation selectors stand for, a byte each; "" where they make none."""
    codes = (ord(c) for c in run)
    data = bytes(code - 0xFE00 if code < 0xFE10 else code - 0xE0100 + 16 for code in codes)
    text = one_line(data.decode("utf-8", "ignore"))
    return text if words_in(text) >= LEAST_WORDS else ""


def _matters(one: Unseen) -> bool:
    least = MOST_WORDS_UNSURE if one.unsure and one.how != BACKWARDS else LEAST_WORDS
    return not one.text or words_in(one.text) >= least


def _own_words(text: str, shown: str) -> int:
    """How many words of a text do not stand, in the same order as four or more, in what is shown."""
    words = _plain(text).split()[:MOST_COMPARED]
    own: list[str] = []
    at = 0
    while at < len(words):
        length = REPEATED
        while length <= len(words) - at and " ".join(words[at : at + length]) in shown:
            length += 1
        if length > REPEATED:
            at += length - 1
        else:
            own.append(words[at])
            at += 1
    return words_in(" ".join(own))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _warning(one: Unseen) -> str:
    where = f" ({one.where})" if one.where else ""
    begins = f": “{_beginning(one.text)}”" if one.text else ""
    if one.unsure:
        return (
            f"text that may be {one.how}{where}{begins}. It was read with the rest: look whether it can be "
            "seen before you rely on this document."
        )
    return (
        f"hidden text, {one.how}{where}{begins}. It was left out: read it, and ask where the document comes "
        "from, before you rely on it."
    )


def _beginning(text: str) -> str:
    words = [word[:LONGEST_WORD] for word in one_line(text).split()]
    return " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
