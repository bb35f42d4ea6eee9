"""Whether words of an OpenDocument text can be seen: not if hidden, tiny or of the colour of their ground."""

from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element as Element

from ingest.readers._hidden import SAME_COLOUR, SPECK, TINY, Unseen, alike, from_hex
from ingest.readers.odt.styles import DRAW, FO, STYLE, TABLE, TEXT, Styles

_WHITE = (255, 255, 255)
_FRAMES = frozenset(f"{DRAW}{name}" for name in ("frame", "custom-shape", "g", "rect", "ellipse"))

Colour = tuple[int, int, int]


class Seeing:
    """What of a text can be seen.

    Args:
        styles: the document's styles.
        roots: the parts that say how its pages look and what they hold.
    """

    def __init__(self, styles: Styles, roots: list[Element]) -> None:
        self._styles = styles
        grounds = (
            from_hex(page.get(f"{FO}background-color", ""))
            for root in roots
            for page in root.iter(f"{STYLE}page-layout-properties", f"{STYLE}drawing-page-properties")
        )
        self._page = next(filter(None, grounds), _WHITE)
        self._pictured = any(
            graphic.get(f"{STYLE}run-through") == "background"
            for root in roots
            for graphic in root.iter(f"{STYLE}graphic-properties")
        )

    def unseen(self, element: Element, text: str, within: str) -> Unseen | None:
        """How some words are hidden by their look; None where they are seen.

        Args:
            element: what they stand in.
            text: the words.
            within: the name of their paragraph's style.
        """
        if not text.strip():
            return None
        styles, spans = self._styles, [*_spans(element)]
        sized = next((span for span in spans if styles.states(span, "font-size")), "")
        if styles.size(sized, within) < SPECK:
            return Unseen(TINY, text)
        inked = next((span for span in spans if styles.states(span, "color")), "")
        ink = from_hex(styles.colour(inked, within))
        if ink is None:
            return None
        stated = [*islice(self._grounds(element, spans, within), 1)]
        ground = stated[0] if stated else self._page
        if ground is None or not alike(ink, ground):
            return None
        return Unseen(SAME_COLOUR, text, unsure=self._pictured and not stated)

    def _grounds(self, element: Element, spans: list[str], within: str) -> Iterator[Colour | None]:
        """What words stand on, nearest first; None for what is something and not known."""
        for span in spans:
            yield from self._fills(span, "text", "text-properties")
        yield from self._fills(within, "paragraph", "paragraph-properties", "text-properties")
        for around in element.iterancestors():
            if around.tag == f"{TABLE}table-cell":
                yield from self._fills(_named(around), "table-cell", "table-cell-properties")
            elif around.tag == f"{TABLE}table-row":
                yield from self._fills(_named(around), "table-row", "table-row-properties")
            elif around.tag == f"{TABLE}table":
                yield from self._fills(_named(around), "table", "table-properties")
            elif around.tag == f"{TEXT}section":
                yield from self._fills(around.get(f"{TEXT}style-name", ""), "section", "section-properties")
            elif around.tag in _FRAMES:
                yield from self._fills(around.get(f"{DRAW}style-name", ""), "graphic", "graphic-properties")

    def _fills(self, name: str, family: str, *parts: str) -> Iterator[Colour | None]:
        for style in self._styles.chain(name, family):
            for part in parts:
                found = style.find(f"{STYLE}{part}")
                if found is None:
                    continue
                if colour := from_hex(found.get(f"{FO}background-color", "")):
                    yield colour
                match found.get(f"{DRAW}fill", ""):
                    case "solid":
                        yield from_hex(found.get(f"{DRAW}fill-color", ""))
                    case "gradient" | "bitmap" | "hatch":
                        yield None


def _spans(element: Element) -> Iterator[str]:
    """The names of the text styles that words in an element have, nearest first."""
    for around in (element, *element.iterancestors()):
        if around.tag in (f"{TEXT}p", f"{TEXT}h"):
            return
        if around.tag == f"{TEXT}span":
            yield str(around.get(f"{TEXT}style-name", ""))


def _named(element: Element) -> str:
    return str(element.get(f"{TABLE}style-name", ""))
