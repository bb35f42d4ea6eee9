"""What copying a text out of pages leaves in it: running heads, page numbers, the foot of a web page."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers._numerals import roman_value
from ingest.readers._text import split_number, without_bullet
from ingest.readers.text.line import ENDED, Line

_NUMERAL = r"\d{1,4}|[ivxl]{1,7}"
_LABEL = re.compile(rf"(?:page\s+)?[-–—|]?\s*({_NUMERAL})\s*[-–—|]?(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE)
_HEAD = re.compile(
    rf"(?:(?:page\s+)?(?P<front>{_NUMERAL})\s+[|–-]?\s*)?(?P<core>.*?)"
    rf"(?:\s+[|–-]?\s*(?:page\s+)?(?P<back>{_NUMERAL})(?:\s+(?:of|/)\s*\d+)?)?",
    re.IGNORECASE,
)
_LEAST = 3
"""Times that a line must come again to be a running head."""
_NEAR = 30
"""How far a printed page number may be from the page's place in the file."""
_SITE = re.compile(
    r"""related\ (?:articles|content|links|pages|posts) | share\ (?:this|and\ enjoy).{0,20}
      | leave\ a\ (?:reply|comment) | comments\ are\ closed\.? | more\ (?:from|in|on)\ .{2,40}
      | (?:back|return)\ to\ top | (?:cookie|privacy)\ (?:policy|notice) | sign\ up\ (?:to|for)\ .{0,40}
      | follow\ us.{0,20} | your\ email\ address\ will\ not\ be\ published.* | print\ this\ page
      | (?:is|was)\ this\ (?:page\ )?(?:useful|helpful)\?? | tags:.*""",
    re.IGNORECASE | re.VERBOSE,
)
_PROSE = 120
"""Characters from which on a line says too much to belong to the foot of a web page."""


def without_page_furniture(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[str]]:
    """The lines of pages without heads and feet that come again, and each page's number as printed."""
    edges = [_edges(lines) for lines in pages]
    seen = Counter(
        core for page, at in zip(pages, edges, strict=True) for core in {_core(page[i]) for i in at}
    )
    least = max(_LEAST, len(pages) * 0.3)
    kept: list[list[str]] = []
    labels: list[str] = []
    for number, (lines, at) in enumerate(zip(pages, edges, strict=True), start=1):
        label, gone = "", set()
        for i in at:
            core = _core(lines[i])
            alone = _page_number(lines[i].strip(), number)
            if alone or (core and seen[core] >= least):
                gone.add(i)
                label = label or alone or _number_beside(lines[i], number)
        labels.append(label)
        kept.append(["" if i in gone else line for i, line in enumerate(lines)])
    return kept, labels


def _edges(lines: Sequence[str]) -> list[int]:
    """The first and last two lines of a page, or the first and last of one that has few."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    deep = 2 if len(filled) > 4 else 1
    return sorted({*filled[:deep], *filled[-deep:]}) if len(filled) > 1 else []


def _core(line: str) -> str:
    """A line without the page number at its front or end, "" where little else is left."""
    match = _HEAD.fullmatch(" ".join(line.split()))
    core = match["core"].casefold() if match else ""
    return core if sum(c.isalpha() for c in core) >= 4 else ""


def _page_number(text: str, page: int) -> str:
    match = _LABEL.fullmatch(text)
    if not match:
        return ""
    number = match.group(1)
    return number if not number.isdecimal() or abs(int(number) - page) <= _NEAR else ""


def _number_beside(line: str, page: int) -> str:
    match = _HEAD.fullmatch(" ".join(line.split()))
    found = (match["front"] or match["back"] or "") if match else ""
    return found if found.isdecimal() and abs(int(found) - page) <= _NEAR else ""


def without_running_heads(lines: Sequence[Line]) -> list[Line]:
    """Lines of a text without page breaks, less the heads and feet whose page number counts up.

    A sentence that one of them cut in two is joined again.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        core = _core(line.words)
        if _has_number(line.words) and (
            len(core.split()) >= 3 or re.search(r"\bpage\s+\d", line.words, re.I)
        ):
            groups[core].append(at)
    gone = {at for found in groups.values() if _counts_up([lines[at].words for at in found]) for at in found}
    return _joined_again(lines, gone) if gone else list(lines)


def _has_number(words: str) -> bool:
    match = _HEAD.fullmatch(words)
    return bool(match and (match["front"] or match["back"]))


def _counts_up(texts: Sequence[str]) -> bool:
    found = [match["front"] or match["back"] or "" for text in texts if (match := _HEAD.fullmatch(text))]
    numbers = [int(number) if number.isdecimal() else roman_value(number) for number in found]
    # Chapters may be headed "Quality standard in homes 1", 2, 3; pages seldom each have the same line.
    rising = sum(above < below for above, below in pairwise(numbers))
    return len(texts) > _LEAST and rising >= 0.8 * (len(texts) - 2)


def _joined_again(lines: Sequence[Line], gone: set[int]) -> list[Line]:
    kept: list[Line] = []
    cut = False
    for at, line in enumerate(lines):
        if at in gone:
            cut = True
            continue
        if cut and line.words:
            cut = False
            last = next((i for i in range(len(kept) - 1, -1, -1) if kept[i].words), -1)
            if last >= 0 and _goes_on(kept[last].words, line.words):
                del kept[last + 1 :]
                line = replace(line, goes_on=True)  # noqa: PLW2901
        kept.append(line)
    return kept


def _goes_on(above: str, below: str) -> bool:
    """Whether a sentence that stopped at the foot of a page goes on at the head of the next."""
    starts = without_bullet(below)[0] or split_number(below)[0]
    return not above.endswith(ENDED) and not starts and below[0].islower()


def without_site_foot(lines: Sequence[Line]) -> list[Line]:
    """Lines less what a web page has below its text: from "Related articles" to an end without prose."""
    filled = [at for at, line in enumerate(lines) if line.words]
    end = len(lines)
    for at in reversed(filled[len(filled) // 2 :]):
        words = lines[at].words
        if len(words) > _PROSE:
            break
        if _SITE.fullmatch(words):
            end = at
    return list(lines[:end])
