"""What an OpenDocument paragraph looks like by its styles."""

import re

from lxml.etree import _Element as Element

from ingest.readers._drafts import Look

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_HEADING = re.compile(r"heading[ _](\d)", re.IGNORECASE)


class Styles:
    """The styles of one document, those that its program made up for single paragraphs included.

    Args:
        roots: of the parts that define styles.
    """

    def __init__(self, roots: list[Element]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self.lists: dict[str, Element] = {}
        self.outline: Element | None = None
        self.default_sizes: dict[str, str] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                self._styles[_family(style), style.get(f"{STYLE}name", "")] = style
            for style in root.iter(f"{TEXT}list-style"):
                self.lists[style.get(f"{STYLE}name", "")] = style
            for style in root.iter(f"{STYLE}default-style"):
                size = _of(style, "text-properties", f"{FO}font-size")
                self.default_sizes[_family(style)] = size
            for style in root.iter(f"{TEXT}outline-style"):
                self.outline = style

    def chain(self, name: str, family: str = "paragraph") -> list[Element]:
        """The style and those that it is based on, nearest first."""
        found: list[Element] = []
        while (family, name) in self._styles and self._styles[family, name] not in found:
            style = self._styles[family, name]
            found.append(style)
            name = style.get(f"{STYLE}parent-style-name", "")
        return found

    def names(self, name: str) -> list[str]:
        """The names of a paragraph's style and of those that it is based on, as people see them."""
        chain = self.chain(name)
        return [style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name", "") for style in chain]

    def heading_level(self, name: str) -> int:
        """The level that a style gives a paragraph as a heading, 0 for none."""
        for style, shown in zip(self.chain(name), self.names(name), strict=True):
            stated = style.get(f"{STYLE}default-outline-level", "")
            if stated.isdecimal() and int(stated):
                return int(stated)
            match = _HEADING.fullmatch(shown.replace("_20_", " "))
            if match or shown == "Title":
                return int(match.group(1)) if match else 1
        return 0

    def list_of(self, name: str) -> str:
        """The list style that a paragraph style brings with it, or ""."""
        stated = (style.get(f"{STYLE}list-style-name", "") for style in self.chain(name))
        return next(filter(None, stated), "")

    def is_hidden(self, name: str, family: str) -> bool:
        """Whether text in a style is hidden."""
        return self._stated(name, family, f"{TEXT}display") == "none"

    def colour(self, name: str, within: str) -> str:
        """The colour of text in a text style in a paragraph of another style, or "" where nothing says."""
        return self._stated(name, "text", f"{FO}color") or self._stated(within, "paragraph", f"{FO}color")

    def states(self, name: str, what: str) -> bool:
        """Whether a text style says anything of a property such as "color"."""
        return bool(self._stated(name, "text", f"{FO}{what}"))

    def size(self, name: str, within: str) -> float:
        """The size of text in a text style in a paragraph of another style, in points."""
        size = self._points(within, "paragraph") or _points(self.default_sizes.get("paragraph", "")) or 12.0
        own = self._stated(name, "text", f"{FO}font-size")
        return _points(own) or (size * float(own[:-1]) / 100 if re.fullmatch(r"\d{1,4}%", own) else size)

    def look(self, name: str, within: str, text: str) -> Look:
        """How a stretch of text in a text style is set in a paragraph of another style."""
        weight = self._stated(name, "text", f"{FO}font-weight") or self._stated(
            within, "paragraph", f"{FO}font-weight"
        )
        caps = self._stated(name, "text", f"{FO}text-transform") or self._stated(
            within, "paragraph", f"{FO}text-transform"
        )
        letters = any(c.isalpha() for c in text)
        return Look(
            round(self.size(name, within) * 2),
            weight in _BOLD,
            caps == "uppercase" or not letters or text == text.upper(),
        )

    def _stated(self, name: str, family: str, attribute: str) -> str:
        stated = (_of(style, "text-properties", attribute) for style in self.chain(name, family))
        return next(filter(None, stated), "")

    def _points(self, name: str, family: str) -> float:
        """The size of a style, of which relative sizes multiply those below them."""
        share = 1.0
        for style in self.chain(name, family):
            stated = _of(style, "text-properties", f"{FO}font-size")
            if re.fullmatch(r"\d{1,4}%", stated):
                share *= int(stated[:-1]) / 100
            elif _points(stated):
                return share * _points(stated)
        return share * _points(self.default_sizes.get(family, ""))


def _family(style: Element) -> str:
    return str(style.get(f"{STYLE}family", ""))


def _of(style: Element, part: str, attribute: str) -> str:
    found = style.find(f"{STYLE}{part}")
    return "" if found is None else str(found.get(attribute, ""))


def _points(size: str) -> float:
    return float(size[:-2]) if re.fullmatch(r"\d{1,3}(?:\.\d{1,4})?pt", size) else 0.0
