"""How an element of a web page looks, by its own style, its attributes and the style sheet in the page.

Only what decides whether words can be seen is looked at, and of style sheets only rules for one tag, class or
id: enough for text that somebody means to hide, and too little to lose text that a real page shows.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup, Tag

from ingest.readers._hidden import OFF_PAGE, SAME_COLOUR, SPECK, TINY, alike, is_light
from ingest.readers.html.colours import WHITE, Clear, Colour, colour_of
from ingest.readers.html.lists import attribute

_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,5000})\}")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?", re.IGNORECASE)
_DECLARED = re.compile(r"\s*([a-z-]+)\s*:\s*([^;]+?)\s*(?:!\s*important\s*)?(?:;|$)", re.IGNORECASE)
_SIZE = re.compile(r"(\d{0,4}(?:\.\d{1,9})?)\s*(px|pt|em|rem|%|vw|vh)?", re.IGNORECASE)
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "%": 0.12, "vw": 8.0, "vh": 8.0, "": 0.75}
"""Points that a unit of type measures, in a page of the usual size and type."""
_NOTHING = re.compile(r"0*(?:\.0+)?(?:px|pt|em|rem|%)?", re.IGNORECASE)
_FAR = re.compile(r"-\s*\d{3,}(?:\.\d+)?(?:px|pt|em|rem|vw|vh|%)?", re.IGNORECASE)
_MOVED_AWAY = re.compile(r"scale[xy]?\(\s*0*(?:\.0+)?\s*[,)]|translate[xy]?\([^)]*-\d{4,}", re.IGNORECASE)
_CLIPPED = re.compile(r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)|inset\(\s*(?:[5-9]\d|100)%", re.IGNORECASE)
_RESTATED = ("color", "font-size", "background", "background-color")
_MATTERS = frozenset(
    "color background background-color display visibility opacity font-size left right top bottom "
    "text-indent margin-left margin-top transform clip clip-path height max-height overflow".split()
)


@dataclass(frozen=True)
class Sheet:
    """The style sheets that stand in a page.

    Attributes:
        rules: tag or "", "." or "#" or "", name, and what is declared.
        linked: whether there are others that are not in the page.
        scripted: whether a script may show what the page begins by hiding.
    """

    rules: tuple[tuple[str, str, str, Mapping[str, str]], ...] = ()
    linked: bool = False
    scripted: bool = False

    def on(self, tag: Tag) -> dict[str, str]:
        """What the sheets declare for an element."""
        found: dict[str, str] = {}
        if not self.rules:
            return found
        classes, own = attribute(tag, "class").split(), attribute(tag, "id")
        for name, mark, said, declared in self.rules:
            named = not mark or (said in classes if mark == "." else said == own)
            if named and name in ("", tag.name):
                found.update(declared)
        return found


PLAIN = Sheet()
"""Of a page without any."""


def sheet_of(page: BeautifulSoup) -> Sheet:
    """The style sheets in a page; must be asked for before they are taken out."""
    rules = [
        rule
        for style in page.find_all("style")
        if attribute(style, "media") in ("", "all", "screen")
        for rule in _rules(style.get_text())
    ]
    linked = any("stylesheet" in attribute(link, "rel") for link in page.find_all("link"))
    return Sheet(tuple(rules), linked, page.find("script") is not None)


def _rules(text: str) -> Iterator[tuple[str, str, str, Mapping[str, str]]]:
    text = re.sub(r"/\*.*?\*/", "", text[:500_000], flags=re.DOTALL)
    for selectors, body in _RULE.findall(_top_level(text)):
        declared = {name: value for name, value in declared_in(body).items() if name in _MATTERS}
        for selector in selectors.split(",") if declared else ():
            match = _SELECTOR.fullmatch(selector.strip())
            if match and selector.strip():
                yield (match[1] or "").lower(), match[2] or "", match[3] or "", declared


def _top_level(text: str) -> str:
    """A style sheet less its rules for printing, for small screens and the like."""
    kept, depth, start = [], 0, 0
    for match in re.finditer(r"@[^{};]*;|@[^{};]*\{|[{}]", text):
        opens, special = match[0][-1] == "{", match[0][0] == "@"
        if special and not depth:
            kept.append(text[start : match.start()])
            depth, start = int(opens), match.end()
        elif depth and match[0] != ";":
            depth += 1 if opens else -1 if match[0] == "}" else 0
            start = match.end() if not depth else start
    return "".join(kept) + ("" if depth else text[start:])


def declared_in(style: str) -> dict[str, str]:
    """The declarations of a style, by property; the last of each counts."""
    return {name.lower(): value for name, value in _DECLARED.findall(style)}


@dataclass
class Looks:
    """How one element looks.

    Attributes:
        tag: the element.
        sheet: the style sheets of its page.
    """

    tag: Tag
    sheet: Sheet = PLAIN

    @cached_property
    def own(self) -> dict[str, str]:
        """What its style attribute declares."""
        return declared_in(attribute(self.tag, "style"))

    @cached_property
    def style(self) -> dict[str, str]:
        """What is declared for it, by itself or in a sheet."""
        return {**self.sheet.on(self.tag), **self.own}

    @property
    def restyled(self) -> bool:
        """Whether it sets its words apart from those around it, in colour, size or ground."""
        return any(name in self.style for name in _RESTATED) or self.tag.name == "font"

    @property
    def displayed(self) -> bool:
        """Whether it is given room on the page."""
        style = self.style
        no_room = any(_NOTHING.fullmatch(style.get(name, "?")) for name in ("height", "max-height"))
        return not (
            style.get("display") == "none"
            or style.get("visibility") == "hidden"
            or bool(_NOTHING.fullmatch(style.get("opacity", "?")))
            or (no_room and style.get("overflow") == "hidden")
        )

    @property
    def clipped(self) -> bool:
        """Whether it is cut away to nothing, as text for screen readers is."""
        clips = f"{self.style.get('clip', '')} {self.style.get('clip-path', '')}"
        return bool(_CLIPPED.search(clips))

    @property
    def hidden(self) -> str:
        """How its words are hidden while they stand on the page, in words; "" where they are not."""
        style = self.style
        if _points(style.get("font-size", "")) < SPECK:
            return TINY
        sides = ("left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top")
        if any(_FAR.fullmatch(style.get(side, "")) for side in sides):
            return OFF_PAGE
        if _MOVED_AWAY.search(style.get("transform", "")):
            return OFF_PAGE
        return SAME_COLOUR if self.ink is not None and self._unseen_ink() else ""

    @property
    def unsure(self) -> bool:
        """Whether the ground that its words stand on is told by a style sheet that is not at hand."""
        return bool(self.ink) and self.ground is None

    @cached_property
    def ink(self) -> Colour | Clear | None:
        """The colour of its words if it states one; CLEAR where it is that."""
        stated = self.style.get("color") or (attribute(self.tag, "color") if self.tag.name == "font" else "")
        return colour_of(stated)

    @cached_property
    def ground(self) -> Colour | None:
        """The colour of what its words stand on; None where that is not known."""
        for tag in (self.tag, *self.tag.parents):
            if not isinstance(tag, Tag) or isinstance(tag, BeautifulSoup):
                continue
            looks = self if tag is self.tag else Looks(tag, self.sheet)
            stated = looks.style.get("background") or looks.style.get("background-color")
            colour = colour_of(stated or attribute(tag, "bgcolor"))
            if colour:
                return colour
            if (stated and "url(" in stated) or (stated and "gradient" in stated):
                return None
            if self.sheet.linked and (attribute(tag, "class") or attribute(tag, "id")):
                return None
        return WHITE

    def _unseen_ink(self) -> bool:
        if not self.ink:
            return True  # clear
        if self.ground is None:
            return is_light(self.ink)
        return alike(self.ink, self.ground)


def _points(size: str) -> float:
    """A size of type in points, more than enough where it is stated in another way."""
    match = _SIZE.fullmatch(size.strip())
    if not match or not match[1].strip("."):
        return 12.0
    return float(match[1]) * _POINTS[(match[2] or "").lower()]
