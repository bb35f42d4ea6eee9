"""What a page folds away: the panels of accordions and tabs, each put below the title that opens it."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from ingest.readers._text import one_line
from ingest.readers.html.lists import attribute

_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_LONGEST_TITLE = 120
_TITLED = [*_HEADINGS, "summary", "dt"]
_OPENER = re.compile(r"accordion|collaps|toggle|expand|panel|tab(?:-|$)", re.IGNORECASE)
_DOING = re.compile(
    r"(?:show|open|close|hide|expand|collapse|view|read|see)(?:/hide)?(?: all| this| more| less| sections?)*"
    r"|menu|navigation|search|print|share|back|next|previous|submit|download.*|copy.*|cookies?.*|[+\-–×x✕]|",
    re.IGNORECASE,
)
_TOGGLE_WORDS = re.compile(r"(?:section|accordion)[-_]+(?:toggle|icon|summary-toggle)")


def set_out_panels(page: Tag, soup: BeautifulSoup) -> None:
    """Make headings of the tabs and buttons that open panels, each where its panel is; drop other buttons."""
    for tag in page.find_all(class_=_TOGGLE_WORDS):
        if tag.parent is not None and tag.find_parent(["button", *_HEADINGS]) is not None:
            tag.decompose()
    for tab, panel in list(_tabs(page)):
        _put_heading(panel, one_line(tab.get_text(" ")), soup)
    for tabs in page.select("[role=tablist], ul.nav-tabs, ul.tabs, ul.govuk-tabs__list"):
        if tabs.parent is not None and not tabs.find(_HEADINGS) and not tabs.select("[role=tabpanel]"):
            tabs.decompose()
    for summary in page.find_all("summary"):
        if not summary.find(_HEADINGS) and len(one_line(summary.get_text())) <= _LONGEST_TITLE:
            summary.name = "div"
            summary["role"] = "heading"
    for term in page.select("dl[class*=accordion] > dt, dl[class*=faq] > dt, dt:has(button)"):
        term.name = "div"
        term["role"] = "heading"
    for button in page.select("button, [role=button][aria-expanded]:not(a)"):
        if button.parent is None or button.find_parent(_TITLED) or button.find_parent(role="heading"):
            continue
        if _opens_panel(button):
            button.name = "div"
            button["role"] = "heading"
        else:
            button.decompose()


def _tabs(page: Tag) -> Iterator[tuple[Tag, Tag]]:
    """Each tab with its panel."""
    places = {attribute(tag, "id"): tag for tag in page.find_all(id=True)}
    for tab in page.select("[role=tab], ul.nav-tabs a, ul.tabs a, .govuk-tabs__tab"):
        panel = places.get(_target(tab))
        if panel is not None and panel is not tab and not tab.find_parent(_HEADINGS):
            yield tab, panel


def _target(control: Tag) -> str:
    stated = (attribute(control, n) for n in ("aria-controls", "href", "data-target", "data-bs-target"))
    return next((value.partition("#")[2] or value for value in stated if value and "/" not in value), "")


def _put_heading(panel: Tag, title: str, soup: BeautifulSoup) -> None:
    """Put a heading before what a panel holds, if that does not begin with the same words."""
    if title and not one_line(panel.get_text(" ")).casefold().startswith(title.casefold()):
        heading = soup.new_tag("div", attrs={"role": "heading"})
        heading.string = title
        panel.insert(0, heading)


def _opens_panel(button: Tag) -> bool:
    controls = button.has_attr("aria-expanded") or button.has_attr("aria-controls")
    opener = controls or _OPENER.search(f"{attribute(button, 'class')} {attribute(button, 'data-toggle')}")
    words = one_line(button.get_text(" "))
    return bool(opener) and not _DOING.fullmatch(words) and len(words) <= _LONGEST_TITLE
