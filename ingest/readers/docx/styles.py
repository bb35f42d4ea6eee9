"""What a Word paragraph is by its style: a heading, a list item, an entry in the table of contents."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from ingest.readers.docx.numbering import W

_HEADING = re.compile(r"\b(?:sub-?)?heading\s*([1-9])\b|^heading([1-9])", re.IGNORECASE)
_HEADS = re.compile(r"\b(?:sub-?|section|chapter|box)?\s*heading\b|^subheading", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\s*(?:\d|heading)|contents heading|table of figures|index \d", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number|continue)(?:\s*(\d))?", re.IGNORECASE)


class Styles:
    """The styles of one document, each with those that it is based on.

    Args:
        root: the styles part's ``w:styles``, or None.
    """

    def __init__(self, root: Element | None) -> None:
        found = root.iterfind(f"{W}style") if root is not None else ()
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._chains: dict[str, list[Element]] = {}
        self._run_properties: dict[str, list[Element]] = {}
        self._unstyled = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._plain = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(f"{W}default") in {"1", "true"} and style.get(f"{W}type") == "paragraph"
            ),
            "",
        )

    def chain(self, style_id: str) -> list[Element]:
        """The style and those that it is based on, nearest first."""
        if style_id not in self._chains:
            found: list[Element] = []
            name = style_id
            while name in self._styles and self._styles[name] not in found:
                found.append(self._styles[name])
                name = value(found[-1], "basedOn")
            self._chains[style_id] = found
        return self._chains[style_id]

    def _looks(self, style_id: str) -> list[Element]:
        """The run properties of a style and of those that it is based on, nearest first."""
        if style_id not in self._run_properties:
            found = (style.find(f"{W}rPr") for style in self.chain(style_id))
            self._run_properties[style_id] = [rules for rules in found if rules is not None]
        return self._run_properties[style_id]

    def lists(self) -> dict[str, tuple[str, int | None]]:
        """The (numId, level) that each style gives by itself."""
        found = {name: list_of(style.find(f"{W}pPr")) for name, style in self._styles.items()}
        return {name: stated for name, stated in found.items() if stated}

    def list_for(self, properties: Element | None, style_id: str) -> tuple[str, int | None] | None:
        """The (numId, level) of a paragraph, from itself or its styles."""
        own = list_of(properties)
        if own and own[0]:
            return own
        for style in self.chain(style_id):
            stated = list_of(style.find(f"{W}pPr"))
            if stated and stated[0]:
                return stated[0], own[1] if own else stated[1]
        return None

    def heading_level(self, properties: Element | None, style_id: str) -> int:
        """The level of a heading, 0 for anything else."""
        stated = _outline(properties)
        if stated is not None:
            return stated
        for style in self.chain(style_id):
            name = value(style, "name")
            match = _HEADING.search(name)
            if match or name.lower() == "title":
                return min(int(match.group(1) or match.group(2)), 6) if match else 1
            stated = _outline(style.find(f"{W}pPr"))
            if stated is not None:
                return stated
        return 0

    def names_heading(self, style_id: str) -> bool:
        """Whether a style of the house's own is called a heading, of no stated level."""
        return any(_HEADS.search(value(style, "name")) for style in self.chain(style_id)[:1])

    def size(self, properties: Element | None, character: str, style_id: str) -> int:
        """The size of a run's type in half-points."""
        styled = (*self._looks(character), *self._looks(style_id or self._plain))
        for source in (properties, *styled, self._unstyled):
            stated = re.match(r"\d{1,4}", value(source, "sz"))
            if stated:
                points = value(source, "sz").endswith("pt")  # as Strict files may say
                return int(stated.group()) * (2 if points else 1)
        return 20

    def colour(self, properties: Element | None, character: str, style_id: str) -> str:
        """The colour of a run's type as it is stated: six digits, "auto", or "" where nothing says."""
        styled = (*self._looks(character), *self._looks(style_id or self._plain), self._unstyled)
        return next(filter(None, (value(source, "color") for source in (properties, *styled))), "")

    def shaded(self, character: str, style_id: str) -> Iterator[Element]:
        """The properties of styles that may give a run a ground, nearest first."""
        yield from (*self._looks(character), *self._looks(style_id or self._plain))
        for style in self.chain(style_id or self._plain):
            yield from style.iterfind(f"{W}pPr")

    def is_title(self, style_id: str) -> bool:
        """Whether the style is that of the document's own title."""
        return any(value(style, "name").lower() == "title" for style in self.chain(style_id))

    def is_contents(self, style_id: str) -> bool:
        """Whether the style is that of an entry in a generated table of contents."""
        return any(_CONTENTS.match(value(style, "name")) for style in self.chain(style_id)[:1])

    def list_depth(self, style_id: str) -> int:
        """The depth that a built-in list style states in its name ("List Bullet 2"), 0 for other styles."""
        for style in self.chain(style_id):
            match = _LIST.match(value(style, "name"))
            if match:
                return int(match.group(1) or 1)
        return 0

    def marks_first_row(self, style_id: str) -> bool:
        """Whether a table style sets the first row apart."""
        parts = (part for style in self.chain(style_id) for part in style.iterfind(f"{W}tblStylePr"))
        return any(part.get(f"{W}type") == "firstRow" for part in parts)

    def on(self, properties: Element | None, style_id: str, name: str) -> bool:
        """Whether a run property such as bold ("b") or hidden ("vanish") is on, by itself or by style."""
        for source in (properties, *self._looks(style_id)):
            element = source.find(f"{W}{name}") if source is not None else None
            if element is not None:
                return element.get(f"{W}val", "1") not in {"0", "false", "off"}
        return False


def value(element: Element | None, name: str) -> str:
    """The ``w:val`` of a child, "" where it is absent."""
    child = element.find(f"{W}{name}") if element is not None else None
    return "" if child is None else str(child.get(f"{W}val", ""))


def list_of(properties: Element | None) -> tuple[str, int | None] | None:
    """The (numId, level) that paragraph properties state; numId "0" turns numbering off."""
    stated = properties.find(f"{W}numPr") if properties is not None else None
    if stated is None:
        return None
    level = value(stated, "ilvl")
    return value(stated, "numId"), int(level) if level.isdecimal() else None


def _outline(properties: Element | None) -> int | None:
    stated = value(properties, "outlineLvl")
    if not stated.isdecimal():
        return None
    return min(int(stated) + 1, 6) if int(stated) < 9 else 0
