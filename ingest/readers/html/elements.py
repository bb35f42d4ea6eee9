"""What an HTML element is to its reader: part of a line, bold, a box; or what a site's own markup states."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4.element import NavigableString, PageElement, Tag

from ingest.documents import BlockKind
from ingest.readers._text import word_set
from ingest.readers.html.lists import attribute

_INLINE = word_set(
    "a abbr acronym b bdi bdo big button cite code data dfn em font i ins kbd label mark meter nobr output "
    "picture progress q ruby samp small span strong sub sup time tt u var"
)
_BOLD = frozenset({"b", "strong", "u"})
SKIPPED = word_set(
    "audio canvas col colgroup datalist del embed iframe input link math meta noframes noscript object "
    "option param rp rt s script select source strike style template textarea title "
    "track video wbr"
)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BOX = re.compile(
    r"(?:^|[\s_-])(?:call-?out|info(?:rmation)?-?(?:block|box|panel)|(?:text|key|high-?light|related)-?box|"
    r"(?:help|info|application|warning)-notice|inset-text|care-card|advisory|example|"
    r"(?:related|relevant)-(?:guidance|chapters?)|alert)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FOR_SCREEN_READERS = re.compile(
    r"(?:[a-z0-9]+-)*(?:u-)?(?:visually-?hidden|sr-only|screen-reader(?:-text|-only)?|element-invisible|show-for-sr)"
    r"(?:-focusable)?"
)
_UNSEEN = frozenset({"hidden", "is-hidden", "hide"})
_NO_DISPLAY = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?(?![.\d])|"
    r"font-size\s*:\s*(?:0(?:px|pt|em|rem|%)?|1(?:px|pt|%)?)(?![.\w%])|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_DISPLAYED = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item)", re.IGNORECASE)


_DEEPEST = 120


@dataclass(frozen=True, slots=True)
class Stated:
    """What a site's own markup says that an element is.

    Attributes:
        kind: of the one block that it holds; None where it only stands around blocks.
        level, number: the block's, as in ``Block``; where ``number`` is None, it is one that its text has.
        prospective: whether what it holds is law that is not yet in force.
    """

    kind: BlockKind | None
    level: int = 0
    number: str | None = None
    prospective: bool = False


def flatten(page: Tag) -> None:
    """Take away elements nested deeper than any page needs, but not the words that they show.

    Tags that were never closed make every later one stand inside them, hundreds deep.
    """
    waiting = [(page, 0)]
    while waiting:
        tag, depth = waiting.pop()
        for child in list(tag.children):
            if isinstance(child, Tag) and depth < _DEEPEST:
                waiting.append((child, depth + 1))
            elif isinstance(child, Tag):
                child.replace_with(NavigableString(" ".join(_shown(child))))


def _shown(top: Tag) -> Iterator[str]:
    waiting: list[PageElement] = [top]
    while waiting:
        part = waiting.pop()
        if type(part) is NavigableString:
            yield str(part)
        elif isinstance(part, Tag) and part.name not in SKIPPED and not looks_hidden(part):
            waiting += reversed(part.contents)


def looks_hidden(tag: Tag) -> bool:
    """Whether an element is not shown when the page is first seen."""
    return is_hidden_from_all(tag) or attribute(tag, "aria-hidden").lower() == "true"


def is_hidden_from_all(tag: Tag) -> bool:
    """Whether an element is not shown on the page; what only screen readers leave out is."""
    return (
        is_for_screen_readers(tag)
        or any(name in _UNSEEN for name in _classes(tag))
        or tag.has_attr("hidden")
        or bool(_NO_DISPLAY.search(attribute(tag, "style")))
    )


def is_for_screen_readers(tag: Tag) -> bool:
    """Whether a site marks an element as read out and not shown: labels, as a rule."""
    return any(_FOR_SCREEN_READERS.fullmatch(name) for name in _classes(tag))


def _classes(tag: Tag) -> list[str]:
    return attribute(tag, "class").lower().replace("_", "-").split()


def is_bold(tag: Tag) -> bool:
    """Whether an element sets its text apart as a title might be."""
    return tag.name in _BOLD or bool(_BOLD_STYLE.search(attribute(tag, "style")))


def is_inline(tag: Tag) -> bool:
    """Whether an element is part of a line, and not a block of its own."""
    return (tag.name in _INLINE or ":" in tag.name) and not _DISPLAYED.search(attribute(tag, "style"))


def is_box(tag: Tag) -> bool:
    """Whether an element stands beside the text: an aside, a note, what a page unfolds."""
    return (
        tag.name in {"aside", "details"}
        or attribute(tag, "role") in {"note", "complementary"}
        or (tag.name in {"div", "section"} and bool(_BOX.search(attribute(tag, "class"))))
    )
