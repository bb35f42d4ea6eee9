"""The numbers before the paragraphs of an OpenDocument text, counted as they go by."""

from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ingest.readers._drafts import Mark
from ingest.readers._numerals import ordinal
from ingest.readers.odt.styles import STYLE, TEXT, Styles

_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_LIST_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(slots=True)
class Counter:
    """One list as it is counted: its style, and the last number at each level."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The lists of one document.

    Args:
        styles: the document's styles.
    """

    def __init__(self, styles: Styles) -> None:
        self._rules = {name: _levels(style) for name, style in styles.lists.items()}
        self._outline = _levels(styles.outline) if styles.outline is not None else {}
        self._headings = Counter("")
        self._by_id: dict[str, Counter] = {}
        self._last: dict[str, Counter] = {}

    def begin(self, element: Element, style: str) -> Counter:
        """The count of a list that begins here, or goes on from an earlier one."""
        continued = self._by_id.get(element.get(f"{TEXT}continue-list", ""))
        if continued is None and element.get(f"{TEXT}continue-numbering") == "true":
            continued = self._last.get(style)
        counter = continued or Counter(style)
        if element.get(_LIST_ID):
            self._by_id[element.get(_LIST_ID, "")] = counter
        self._last[style] = counter
        return counter

    def item(self, counter: Counter, level: int, start: str = "") -> Mark:
        """Count one item of a list, at a level from 1, and say what stands before it."""
        rules = self._rules.get(counter.style, {})
        number = _counted(counter, rules, level, start)
        return Mark(number, level, _shown_levels(rules.get(level)) > 1, counter.style)

    def heading(self, level: int, start: str = "") -> Mark | None:
        """Count one heading, and say what stands before it if headings are numbered."""
        number = _counted(self._headings, self._outline, level, start)
        return Mark(number, level, level > 1, "outline") if number else None


def _levels(style: Element) -> dict[int, Element]:
    return {
        int(rule.get(f"{TEXT}level", "")): rule
        for rule in style
        if isinstance(rule.tag, str) and rule.get(f"{TEXT}level", "").isdecimal()
    }


def _counted(counter: Counter, rules: dict[int, Element], level: int, start: str) -> str:
    first = _first(rules.get(level))
    counter.counts[level] = int(start) if start.isdecimal() else counter.counts.get(level, first - 1) + 1
    for deeper in [at for at in counter.counts if at > level]:
        del counter.counts[deeper]
    rule = rules.get(level)
    if rule is None or not rule.tag.endswith(("-number", "outline-level-style")):
        return ""
    shown = range(max(level - _shown_levels(rule) + 1, 1), level + 1)
    figures = (_figure(rules.get(at), counter.counts.get(at, _first(rules.get(at)))) for at in shown)
    number = ".".join(filter(None, figures))
    around = rule.get(f"{STYLE}num-prefix", ""), rule.get(f"{STYLE}num-suffix", "")
    return " ".join(f"{around[0]}{number}{around[1]}".split()) if number else ""


def _figure(rule: Element | None, count: int) -> str:
    stated = rule.get(f"{STYLE}num-format", "") if rule is not None else ""
    return ordinal(count, _FORMATS.get(stated, "decimal")) if stated else ""


def _first(rule: Element | None) -> int:
    stated = rule.get(f"{TEXT}start-value", "1") if rule is not None else "1"
    return int(stated) if stated.isdecimal() else 1


def _shown_levels(rule: Element | None) -> int:
    stated = rule.get(f"{TEXT}display-levels", "1") if rule is not None else "1"
    return int(stated) if stated.isdecimal() else 1
