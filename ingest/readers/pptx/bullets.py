"""Which paragraphs of a slide are items of a list, and what is printed before them."""

from lxml.etree import _Element as Element

from ingest.readers._numerals import ordinal

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FIGURES = {
    "alphaLc": "lower-alpha",
    "alphaUc": "upper-alpha",
    "arabic": "decimal",
    "romanLc": "lower-roman",
    "romanUc": "upper-roman",
}
_AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}"}


class Bullets:
    """The lists of one text frame, counted as its paragraphs go by.

    Args:
        inherited: the list styles that hold where a paragraph says nothing itself, nearest first.
        by_default: whether a paragraph is an item where nothing says either way.
    """

    def __init__(self, inherited: list[Element], *, by_default: bool) -> None:
        self._inherited = inherited
        self._by_default = by_default
        self._counts: dict[int, tuple[str, int]] = {}

    def before(self, paragraph: Element) -> tuple[bool, str]:
        """Whether a paragraph is an item, and its number, "" for a bullet."""
        level = level_of(paragraph)
        bullet = self._bullet(paragraph, level)
        for deeper in [at for at in self._counts if at > level]:
            del self._counts[deeper]
        if bullet is None:
            return self._by_default, ""
        if bullet.tag != f"{A}buAutoNum":
            self._counts.pop(level, None)
            return bullet.tag != f"{A}buNone", ""
        style = bullet.get("type", "arabicPeriod")
        start = bullet.get("startAt", "1")
        before = self._counts.get(level, ("", 0))
        count = before[1] + 1 if before[0] == style + start else int(start) if start.isdecimal() else 1
        self._counts[level] = style + start, count
        return True, _printed(style, count)

    def _bullet(self, paragraph: Element, level: int) -> Element | None:
        own = paragraph.find(f"{A}pPr")
        rules = (style.find(f"{A}lvl{level + 1}pPr") for style in self._inherited)
        for rule in (own, *rules):
            for name in ("buNone", "buAutoNum", "buChar", "buBlip"):
                found = rule.find(f"{A}{name}") if rule is not None else None
                if found is not None:
                    return found
        return None


def level_of(paragraph: Element) -> int:
    """How deep a paragraph is set, from 0."""
    properties = paragraph.find(f"{A}pPr")
    stated = properties.get("lvl", "0") if properties is not None else "0"
    return min(int(stated), 8) if stated.isdecimal() else 0


def _printed(style: str, count: int) -> str:
    for name, figures in _FIGURES.items():
        if style.startswith(name):
            return _AROUND.get(style.removeprefix(name), "{}.").format(ordinal(count, figures))
    return f"{count}."
