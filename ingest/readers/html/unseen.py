"""What stands in a web page and is not seen on it: taken out, and gathered for whoever adds the page."""

import re
from collections.abc import Callable, Collection, Iterator

from bs4 import Tag
from bs4.element import NavigableString

from ingest.readers._hidden import LONGEST_LABEL, NOT_SHOWN, OFF_PAGE, SAME_COLOUR, Unseen, words_in
from ingest.readers._text import one_line
from ingest.readers.html.contents import share_of_links
from ingest.readers.html.elements import is_for_screen_readers, is_hidden_from_all, looks_hidden
from ingest.readers.html.lists import attribute
from ingest.readers.html.looks import PLAIN, Looks, Sheet

_PANEL = re.compile(
    r"accordion|collaps|tab-?(?:pane|panel|content)|tabs?__panel|expand|details|toggle|reveal"
)


def strip_unseen(
    top: Tag,
    sheet: Sheet = PLAIN,
    controlled: Collection[str] = (),
    unwanted: Callable[[Tag], bool] = lambda tag: False,
) -> list[Unseen]:
    """Take out what a reader never sees, but not panels that something on the page opens.

    Args:
        top: where to look; it is changed.
        sheet: the page's own style sheets.
        controlled: ids of panels that something opens.
        unwanted: what else to take out, of which nothing is told: the page's furniture.

    Returns:
        What was hidden, and what may be, in the order of the page.
    """
    order = {id(tag): place for place, tag in enumerate(top.find_all(True))}
    found: list[tuple[int, Unseen]] = []
    waiting = [top]
    while waiting:
        for child in [child for child in waiting.pop().children if isinstance(child, Tag)]:
            place = order[id(child)]
            if is_hidden(child, controlled):
                found += [] if unwanted(child) else [(place, one) for one in _told(child)]
                child.decompose()
            elif unwanted(child):
                child.decompose()
            else:
                found += [(place, one) for one in _unseen_in(child, sheet, controlled)]
                waiting += [] if child.decomposed else [child]
    return [one for _, one in sorted(found, key=lambda each: each[0])]


def _unseen_in(tag: Tag, sheet: Sheet, controlled: Collection[str]) -> Iterator[Unseen]:
    """What an element hides by how it looks, which is taken out unless that is unsure."""
    if not sheet.rules and not tag.has_attr("style") and tag.name != "font":
        return
    if tag.name in {"html", "body", "main"}:
        return
    looks, text = Looks(tag, sheet), one_line(tag.get_text(" "))
    if not text:
        return
    if not looks.displayed or looks.clipped:
        if _is_panel(tag, controlled):
            return
        by_sheet = not looks.clipped and Looks(tag).displayed
        if by_sheet and sheet.scripted:
            yield Unseen(NOT_SHOWN, text, unsure=True)
            return
        tag.decompose()
        if not looks.clipped or words_in(text) > LONGEST_LABEL:
            yield Unseen(NOT_SHOWN, text)
    elif how := looks.hidden:
        yield from _by_its_type(tag, looks, how, text)


def _by_its_type(tag: Tag, looks: Looks, how: str, text: str) -> Iterator[Unseen]:
    """What is hidden by the colour, the size or the place of its words."""
    if how == SAME_COLOUR and looks.unsure:
        yield Unseen(how, text, unsure=True)
    elif how != OFF_PAGE and any(Looks(part, looks.sheet).restyled for part in tag.find_all(True)):
        own = [part for part in tag.children if type(part) is NavigableString and part.strip()]
        yield Unseen(how, one_line(" ".join(own)))
        for part in own:
            part.extract()
    else:
        tag.decompose()
        yield Unseen(how, text)


def is_hidden(tag: Tag, controlled: Collection[str]) -> bool:
    """Whether an element is never shown, whatever people do on the page."""
    if tag.name in {"html", "body", "main"} or attribute(tag, "role") == "main":
        return False  # sites hide the page itself while it loads or while they ask about cookies
    return looks_hidden(tag) and not _is_panel(tag, controlled)


def _is_panel(tag: Tag, controlled: Collection[str]) -> bool:
    classes = attribute(tag, "class").lower().replace("_", "-")
    return (
        attribute(tag, "hidden") == "until-found"
        or attribute(tag, "role") == "tabpanel"
        or attribute(tag, "id") in controlled
        or bool(_PANEL.search(classes))
        or _follows_opener(tag)
    )


def _follows_opener(tag: Tag) -> bool:
    """Whether text stands directly below the button that shows it."""
    above = tag.find_previous_sibling()
    if not isinstance(above, Tag) or share_of_links(tag) > 0.5 or tag.name in {"span", "input"}:
        return False
    return above.has_attr("aria-expanded") or bool(above.select("[aria-expanded]"))


def _told(tag: Tag) -> list[Unseen]:
    """What is told of an element that is not shown: not labels, nor what only screen readers leave out."""
    if not is_hidden_from_all(tag):
        return []
    text = one_line(tag.get_text(" "))
    label = is_for_screen_readers(tag) and words_in(text) <= LONGEST_LABEL
    return [] if label else [Unseen(Looks(tag).hidden or NOT_SHOWN, text)]
