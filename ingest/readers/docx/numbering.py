"""The numbers that Word prints before paragraphs, which the file holds only as rules for counting."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.etree import _Element as Element

from ingest.readers._drafts import Mark
from ingest.readers._numerals import ordinal

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    text: str
    start: int
    legal: bool  # print every level in figures, whatever its own style
    paragraph_style: str
    restarts_after: int | None  # the level whose numbers start this one again, from 1; 0 for never


class Numbering:
    """The lists of one document, counted as its paragraphs go by.

    Args:
        root: the numbering part's ``w:numbering``, or None where the document has no lists.
        list_of_style: style id to the (numId, level) that the style gives, to follow linked list styles.
    """

    def __init__(self, root: Element | None, list_of_style: dict[str, tuple[str, int | None]]) -> None:
        self._of_style = list_of_style
        self._abstracts: dict[str, dict[int, _Level]] = {}
        self._linked: dict[str, str] = {}
        self._nums: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        for abstract in root.iterfind(f"{W}abstractNum") if root is not None else ():
            self._read_abstract(abstract)
        for num in root.iterfind(f"{W}num") if root is not None else ():
            self._read_num(num)

    def mark(self, num_id: str, level: int | None, style_id: str) -> Mark | None:
        """Count one paragraph, and say what stands before it; None where its list is unknown or off."""
        abstract = self._abstract_of(num_id)
        if abstract is None:
            return None
        levels = self._levels(abstract)
        if level is None:
            level = next((at for at, each in levels.items() if each.paragraph_style == style_id), 0)
        level = min(max(level, 0), _DEEPEST)
        shared = abstract.partition("/")[0]
        self._count(num_id, shared, level, levels)
        here = levels.get(level)
        if here is None:
            return Mark("", level + 1, False, shared)
        number = "" if here.style == "bullet" else self._printed(shared, here, levels)
        return Mark(number, level + 1, here.text.count("%") > 1, shared)

    def _read_abstract(self, element: Element) -> None:
        name = element.get(f"{W}abstractNumId", "")
        self._abstracts[name] = dict(_read_levels(element.iterfind(f"{W}lvl")))
        link = _value(element, "numStyleLink")
        if link:
            self._linked[name] = link

    def _read_num(self, element: Element) -> None:
        num_id = element.get(f"{W}numId", "")
        self._nums[num_id] = _value(element, "abstractNumId")
        starts = {}
        for override in element.iterfind(f"{W}lvlOverride"):
            level = _whole(override.get(f"{W}ilvl"), 0)
            stated = _value(override, "startOverride")
            redefined = dict(_read_levels(override.iterfind(f"{W}lvl")))
            if redefined:
                own = f"{self._nums[num_id]}/{num_id}"  # its own rules, but the count is shared
                self._abstracts.setdefault(own, dict(self._abstracts.get(self._nums[num_id], {})))
                self._abstracts[own].update(redefined)
                self._nums[num_id] = own
            if stated:
                starts[level] = _whole(stated, 1)
        self._overrides[num_id] = starts

    def _abstract_of(self, num_id: str) -> str | None:
        abstract = self._nums.get(num_id)
        if abstract in self._linked:  # the list is defined where its list style is
            styled = self._of_style.get(self._linked[abstract])
            linked = self._nums.get(styled[0]) if styled else None
            return linked if linked is not None else abstract
        return abstract

    def _levels(self, abstract: str) -> dict[int, _Level]:
        return self._abstracts.get(abstract, {})

    def _count(self, num_id: str, abstract: str, level: int, levels: dict[int, _Level]) -> None:
        counters = self._counters.setdefault(abstract, {})
        if num_id not in self._begun:
            self._begun.add(num_id)
            for restarted, start in self._overrides.get(num_id, {}).items():
                for at in [at for at in counters if at >= restarted]:
                    del counters[at]
                counters[restarted] = start - 1
        start = levels[level].start if level in levels else 1
        counters[level] = counters.get(level, start - 1) + 1
        for deeper in [at for at in counters if at > level]:
            after = levels[deeper].restarts_after if deeper in levels else None
            if after is None or level < after:
                del counters[deeper]

    def _printed(self, abstract: str, here: _Level, levels: dict[int, _Level]) -> str:
        counters = self._counters[abstract]

        def figure(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            rule = levels.get(at, here)
            value = counters.get(at, rule.start)
            if rule.style == "none":
                return ""
            legal = here.legal and rule.style != "decimalZero"
            return ordinal(value, "decimal" if legal else rule.style)

        return " ".join(re.sub(r"%(\d)", figure, here.text).split())


def _read_levels(elements: Iterable[Element]) -> Iterable[tuple[int, _Level]]:
    for element in elements:
        yield (
            _whole(element.get(f"{W}ilvl"), 0),
            _Level(
                style=_value(element, "numFmt") or "decimal",
                text=_value(element, "lvlText"),
                start=_whole(_value(element, "start"), 1),
                legal=element.find(f"{W}isLgl") is not None,
                paragraph_style=_value(element, "pStyle"),
                restarts_after=_whole(_value(element, "lvlRestart"), -1)
                if _has(element, "lvlRestart")
                else None,
            ),
        )


def _value(element: Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return "" if child is None else str(child.get(f"{W}val", ""))


def _has(element: Element, name: str) -> bool:
    return element.find(f"{W}{name}") is not None


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else default
