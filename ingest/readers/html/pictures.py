"""Pictures of a web page that may hold words: flow charts and diagrams, not icons and logos."""

import re

from bs4 import Tag

from ingest.readers import _pictures
from ingest.readers.html.lists import attribute

_SMALLEST = 120
"""Pixels; a picture with less height or width holds no chart."""

_DECORATION = re.compile(
    r"(?:^|[\W_])(?:icons?|logos?|avatars?|spacer|pixel|spinner|arrows?|bullet|emoji|badge|social|sprite|"
    r"favicon|crest|tracking|share|facebook|twitter|linkedin|youtube|loading|placeholder)(?:$|[\W_\d])",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(?:^|;)\s*(?:max-)?(width|height)\s*:\s*(\d+)(?:\.\d+)?px", re.IGNORECASE)


def may_hold_words(tag: Tag) -> bool:
    """Whether an img or svg element is, by all that is said of it, more than an ornament."""
    if attribute(tag, "role") in {"presentation", "none"} or not _is_large(tag):
        return False
    source = attribute(tag, "src").rpartition("/")[2] if not attribute(tag, "src").startswith("data:") else ""
    named = " ".join((source, attribute(tag, "class"), attribute(tag, "id"), attribute(tag, "alt")))
    if _DECORATION.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", named)):
        return False
    if tag.name == "svg":
        return len(tag.find_all("text")) > 2 or bool(_sizes(tag))
    return bool(source) or len(attribute(tag, "src")) > 2000  # a dot that only keeps a place is shorter


def description(tag: Tag) -> str:
    """What the page says of a picture for those who cannot see it, or its caption, or ""."""
    inside = tag.find(["title", "desc"]) if tag.name == "svg" else None
    around = tag.find_parent("figure")
    caption = around.find("figcaption") if around else None
    said = (
        attribute(tag, "alt") or attribute(tag, "aria-label"),
        inside.get_text(" ") if isinstance(inside, Tag) else "",
        caption.get_text(" ") if isinstance(caption, Tag) else "",
        attribute(tag, "title"),
    )
    return next(filter(None, map(_pictures.description, said)), "")


def _is_large(tag: Tag) -> bool:
    return all(size >= _SMALLEST for size in _sizes(tag))


def _sizes(tag: Tag) -> list[int]:
    stated = [
        re.fullmatch(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*", attribute(tag, n)) for n in ("width", "height")
    ]
    styled = [int(size) for _, size in _SIZE.findall(attribute(tag, "style"))]
    return [int(match.group(1)) for match in stated if match] + styled
