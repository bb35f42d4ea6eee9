"""How a document numbers its parts, in full: paragraph "155" and its item "155(a)", subsection "42(1)"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.documents import Block, BlockKind, Metadata
from ingest.lists import depths, with_stacks

_PART = re.compile(r"\w+(?:[.\-–]\w+)*")
"""One step of a printed number: "155" of "155.", "3" and "1" of "3.—(1)"."""
_NAMED = re.compile(r"[^\W\d_]{3,}\b")
"""A number that is said with a word: "Step 1", "Principle 2"."""
_DECIMAL = re.compile(r"\d+\.\d")
_LETTERED = re.compile(r"\(?[^\W\d]+[.)]?$")
_SCHEDULE = re.compile(
    r"(?:THE )?SCHEDULE\b(?: ([A-Z]{0,2}\d+[A-Z]{0,2})\b)?|Schedule ([A-Z]{0,2}\d+[A-Z]{0,2})\b"
)
_FIRST_SUBSECTION = re.compile(r"\((\d+[A-Z]{0,2})\)\s")
_LISTED = (BlockKind.PARAGRAPH, BlockKind.ITEM)


def is_law(metadata: Metadata) -> bool:
    """Whether a document is an Act or made under one, whose numbers mean sections."""
    return metadata.kind == "legislation"


def provision_name(metadata: Metadata) -> str:
    """What a numbered provision of a law is called: a section of an Act, a regulation, an article, a rule."""
    for word, name in (("Regulations", "regulation"), ("Order", "article"), ("Rules", "rule")):
        if re.search(rf"\b{word}\b", metadata.title):
            return name
    return "section"


def heading_names(blocks: Sequence[Block], metadata: Metadata) -> list[str]:
    """Each heading as a path names it, a numbered one of a law as a section; "" for other blocks."""
    law, schedule = is_law(metadata), _Schedule()
    names: list[str] = []
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            names.append("")
            continue
        schedule = schedule.after(block)
        numbered = law and block.number[:1].isdigit()
        kind = "paragraph" if schedule.prefix else provision_name(metadata)
        names.append(f"{kind.capitalize()} {block.rendered()}" if numbered else block.rendered())
    return names


def labels(blocks: Sequence[Block], metadata: Metadata) -> list[str]:
    """How each block is numbered in full, or "" where it is not.

    A bullet has the number of the paragraph or item that it hangs from. In law a subsection has the number
    of its section before its own, words that follow a list have that of their subsection, and what stands
    in a Schedule names it.
    """
    law = is_law(metadata)
    number_of = _LawNumbers() if law else _GuidanceNumbers()
    found: list[str] = []
    stacks = with_stacks(blocks, list[str])  # the labels of the paragraph and items that are open
    for (block, hung), depth in zip(stacks, depths(blocks), strict=True):
        if block.kind is BlockKind.ITEM:
            parent = hung[depth - 1] if hung else ""
            hung[:] = [*(hung[:depth] or [""]), _below(parent, block.number) if parent or not law else ""]
        elif block.kind is not BlockKind.FOOTNOTE:
            hung[:] = [number_of(block)]
        numbered = block.kind in _LISTED or (law and block.kind is BlockKind.ROW)
        found.append(hung[-1] if numbered else "")
    return found


class _GuidanceNumbers:
    """The number of each block outside lists: its own, if it is a paragraph."""

    def __call__(self, block: Block) -> str:
        return _full(block.number) if block.kind is BlockKind.PARAGRAPH else ""


class _LawNumbers:
    """The number of each block outside lists, from the section or Schedule paragraph that it stands in."""

    def __init__(self) -> None:
        self._schedule = _Schedule()
        self._provision = ""
        self._subsection = ""

    def __call__(self, block: Block) -> str:
        if block.kind is BlockKind.HEADING:
            self._schedule = self._schedule.after(block)
            numbered = block.number[:1].isdigit()
            self._provision = f"{self._schedule.prefix}{_full(block.number)}" if numbered else ""
            self._subsection = self._provision
        elif block.kind is BlockKind.PARAGRAPH and block.number:
            if _LETTERED.match(block.number):  # an item that its reader took for a paragraph
                return _below(self._subsection, block.number) if self._subsection else ""
            self._subsection = self._of_paragraph(block)
        return self._subsection

    def _of_paragraph(self, block: Block) -> str:
        number, *rest = _PART.findall(block.number) or [block.number]
        if block.number[:1].isdigit():
            self._provision = f"{self._schedule.prefix}{number}"
            first = _FIRST_SUBSECTION.match(block.text)  # "1 (1) Where a local authority…"
            return self._provision + _bracketed(rest or ([first[1]] if first else []))
        # A subsection of nobody knows which section is better without a number than with half of one.
        return self._provision + _bracketed([number, *rest]) if self._provision else ""


@dataclass(frozen=True, slots=True)
class _Schedule:
    """The Schedule that a heading of a law stands in, if any; it ends at a heading above its own."""

    level: int = 0
    prefix: str = ""

    def after(self, heading: Block) -> "_Schedule":
        """The Schedule that holds what stands below a heading."""
        if found := _SCHEDULE.match(heading.rendered()):
            number = found[1] or found[2]
            return _Schedule(
                heading.level, f"Schedule {number} paragraph " if number else "Schedule paragraph "
            )
        return _Schedule() if heading.level < self.level else self


def _full(number: str) -> str:
    """A printed number without its stops: "155." is "155", "a)" is "(a)", "3.—(1)" is "3(1)"."""
    if _NAMED.match(number):
        return number.rstrip(".:) ")
    parts: list[str] = _PART.findall(number) or [""]
    first, *rest = parts
    if first.isalpha() or number.startswith("("):
        return _bracketed([first, *rest])
    return first + _bracketed(rest)


def _below(label: str, number: str) -> str:
    """The number of an item that hangs from something with a label."""
    if not number or not label:
        return _full(number) or label
    if _DECIMAL.match(number) or _full(number).startswith(f"{label}("):  # printed in full already
        return _full(number)
    return label + _bracketed(_PART.findall(number))


def _bracketed(parts: Iterable[str]) -> str:
    return "".join(f"({part})" for part in parts)
