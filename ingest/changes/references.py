"""Cross-references to paragraphs and pages, and whether they only follow a new numbering."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

_NUMBERS = r"\d+(?:\.\d+)*(?:\([a-z0-9]+\))*(?:\s*(?:-|–|—|to|and|&|,|or)\s*\d+(?:\.\d+)*(?:\([a-z0-9]+\))*)*"
_NOT_COUNTED = r"(?!\d|[.)]?\d|\s*(?:%|working|school|calendar|hours?|days?|weeks?|months?|years?|times)\b)"
"""After a number that counts something and refers to nothing."""
_WORDS = r"paragraphs?|paras?\.?|pages?|pp?\.|footnotes?|notes?|figures?"
_LAW_WORDS = r"|(?:sub)?sections?|regulations?|articles?|rules?"
_REFERENCE = re.compile(
    rf"(?:\b(?P<what>{_WORDS})\s*|(?<=\(see )|(?<=\(See ))(?P<numbers>{_NUMBERS}){_NOT_COUNTED}", re.I
)
_LAW_REFERENCE = re.compile(
    rf"\b(?P<what>{_WORDS}{_LAW_WORDS})\s*(?P<numbers>{_NUMBERS}){_NOT_COUNTED}", re.I
)
_NUMBER = re.compile(r"\d+(?:\.\d+)*(?:\([a-z0-9]+\))*")
_NOT_PARAGRAPHS = ("page", "p", "footnote", "note", "figure")


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference within a document.

    Attributes:
        text: its words: "paragraphs 254 - 257".
        numbers: those that it names.
        to_paragraph: whether it names paragraphs, rather than pages, footnotes or figures.
        start, end: its span.
    """

    text: str
    numbers: tuple[str, ...]
    to_paragraph: bool
    start: int
    end: int

    @property
    def key(self) -> str:
        """Equal for those that name the same: "paras 3-5", "paragraphs 3 to 5"."""
        return f"{'§' if self.to_paragraph else 'p'}{','.join(self.numbers)}"


def references_in(text: str, *, law: bool = False) -> list[Reference]:
    """The cross-references of a text in order; in law, those to sections, too."""
    found = []
    for match in (_LAW_REFERENCE if law else _REFERENCE).finditer(text):
        what = (match["what"] or "").casefold().rstrip("s.")
        numbers = tuple(_NUMBER.findall(match["numbers"]))
        found.append(Reference(match[0], numbers, what not in _NOT_PARAGRAPHS, *match.span()))
    return found


def follows(old: Reference, new: Reference, numbering: Mapping[str, Collection[str]]) -> bool:
    """Whether a reference names the same place as before under a new number.

    Args:
        old, new: the reference in either edition.
        numbering: the numbers that what has a number in the old edition has in the new.

    References to pages, footnotes and figures are taken to follow: their numbers change with the setting.
    """
    if old.to_paragraph != new.to_paragraph or len(old.numbers) != len(new.numbers):
        return False
    if not old.to_paragraph:
        return True
    same = [b in numbering.get(a, ()) for a, b in zip(old.numbers, new.numbers, strict=True)]
    return any(same) if len(same) == 2 else all(same)  # a range whose one end was set right is the same range
