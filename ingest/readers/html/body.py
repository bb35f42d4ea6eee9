"""Where the guidance is on a web page: what is left once the furniture around it is gone."""

import re
from collections.abc import Callable

from bs4 import BeautifulSoup, Tag

from ingest.readers._text import one_line, word_set
from ingest.readers.html.lists import attribute

_NEVER_TEXT = [
    *("script", "style", "template", "noscript", "svg", "iframe", "object", "canvas", "audio", "video"),
    *("dialog", "select", "textarea", "input", "title", "link", "meta"),
]
_FURNITURE_ROLES = frozenset(
    {"banner", "navigation", "contentinfo", "search", "dialog", "alertdialog", "menu"}
)
_FURNITURE_IDS = word_set(
    "header footer masthead site-header site-footer page-header page-footer nav navigation menu main-menu "
    "main-nav breadcrumb breadcrumbs sidebar toc global-cookie-message"
)
_PREFIX = r"(?:(?!has-|with-|no-|js-)[a-z0-9]+-)*"
_SURE = re.compile(
    rf"""(?:.*-)?(?:cookies?|onetrust|ot-sdk|breadcrumbs?|skip-?(?:link|to|nav)|back-?to-?top(?:-link)?|modal|popup
        |lightbox|addthis|sharethis|recite-?me|browsealoud|google-translate)(?:-.*)?
      | {_PREFIX}(?:feedback|pagination|pager|prev-next|print-(?:link|button|this|page)|share-links
        |social-share|social-(?:media|links|icons)|share-(?:buttons?|this|bar)|sharing-links|related-(?:navigation|links|pages
        |content|items)|contents-list|table-of-contents|toc|page-contents|nav|navbar|navigation|main-menu
        |mega-?menu|site-header|site-footer|global-(?:header|footer|nav|banner)|phase-banner|survey
        |newsletter|search-(?:form|box|bar)|rate-this-page|page-rating|advert)""",
    re.VERBOSE,
)
_LIKELY = re.compile(
    rf"{_PREFIX}(?:header|footer|sidebar(?:-\w+)*|menu|related|share|search|tags|widget-area|login)"
)
_UNSEEN = re.compile(
    r"(?:[a-z0-9]+-)*(?:u-)?(?:visually-?hidden|sr-only|screen-reader(?:-text|-only)?|element-invisible|show-for-sr)"
    r"(?:-focusable)?|hidden|is-hidden|hide"
)
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PANEL = re.compile(
    r"accordion|collaps|tab-?(?:pane|panel|content)|tabs?__panel|expand|details|toggle|reveal"
)
_CONTENTS_TITLE = re.compile(
    r"(?:table of )?contents|(?:on|in) this (?:page|section|chapter|guide)|page contents|"
    r"jump to(?: section)?|skip to section|quick links",
    re.IGNORECASE,
)
_AFTERTHOUGHT_TITLE = re.compile(
    r"related (?:content|links|pages|information|articles|documents)|share this(?: page| article)?|"
    r"(?:is|was) this page (?:useful|helpful).*|explore the topic|you might also like|more in this section",
    re.IGNORECASE,
)
_BODY_SELECTORS = (
    ("main, [role=main]", 0.2),
    ("article", 0.5),
    ("#content, #main-content, #maincontent, #main, #page-content, #mainContent", 0.5),
    (".main-content, .page-content, .entry-content, .article-content, .content-area, .content", 0.5),
)
"""Where pages keep their body, and the least share of the page's words that it must hold to be believed."""


def body_of(soup: BeautifulSoup, address: str) -> Tag:
    """The element that holds the guidance; the page is stripped of its furniture.

    Args:
        soup: the page, which is changed.
        address: the page's own address, to tell links within the page, or "".
    """
    page: Tag = soup  # not its body element: lxml puts HTML 5's elements before it where a page leaves it out
    for tag in page.find_all(_NEVER_TEXT):
        tag.decompose()
    controlled = _controlled(page)
    spoken = _govspeak(page)
    if spoken:
        _strip(spoken, lambda tag: _is_hidden(tag, controlled))
        return spoken
    spine = _spine(page)
    _unwrap_forms(page, spine)
    _strip(page, lambda tag: _is_hidden(tag, controlled) or _is_furniture(tag, spine))
    _drop_contents_lists(page, address)
    _drop_afterthoughts(page)
    return _fullest(page)


def _strip(top: Tag, unwanted: Callable[[Tag], bool]) -> None:
    waiting = [top]
    while waiting:
        for child in list(waiting.pop().children):
            if isinstance(child, Tag) and unwanted(child):
                child.decompose()
            elif isinstance(child, Tag):
                waiting.append(child)


def _is_gone(tag: Tag) -> bool:
    """Whether a tag was dropped with one around it; bs4's own property searches the tag's whole inside."""
    return tag.parent is None


def _govspeak(page: Tag) -> Tag | None:
    """GOV.UK marks the text of its publications; the element around all of it, headings between included."""
    found = page.select(".govspeak")
    if not found:
        return None
    around = [{id(tag) for tag in (each, *each.parents)} for each in found]
    shared = set.intersection(*around)
    return next(tag for tag in (found[0], *found[0].parents) if id(tag) in shared)


def _spine(page: Tag) -> set[int]:
    """The elements around the body and the title, which no class name may condemn."""
    kept = page.select("main, [role=main], h1") + ([] if page.find("main") else page.find_all("article"))
    return {id(tag) for found in kept for tag in (found, *found.parents)}


def _unwrap_forms(page: Tag, spine: set[int]) -> None:
    """Drop forms, but not the one that some systems wrap around the whole page."""
    words = len(page.get_text())
    for form in page.find_all("form"):
        if _is_gone(form):
            continue
        if id(form) in spine or (len(form.get_text()) > words / 2 and form.find("p")):
            form.unwrap()
        else:
            form.decompose()
    for button in page.find_all("button"):
        if not button.find_parent(["h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"]):
            button.decompose()


def _controlled(page: Tag) -> set[str]:
    """The ids of panels that some control on the page opens: hidden now, but text that people read."""
    ids: set[str] = set()
    for tag in page.select("[aria-controls], [data-target], [data-bs-target]"):
        for name in ("aria-controls", "data-target", "data-bs-target"):
            ids.update(attribute(tag, name).replace("#", " ").split())
    return ids


def _is_hidden(tag: Tag, controlled: set[str]) -> bool:
    classes = attribute(tag, "class").lower().replace("_", "-")
    unseen = any(_UNSEEN.fullmatch(name) for name in classes.split())
    if not (
        unseen
        or tag.has_attr("hidden")
        or attribute(tag, "aria-hidden").lower() == "true"
        or _NO_DISPLAY.search(attribute(tag, "style"))
    ):
        return False
    panel = (
        attribute(tag, "hidden") == "until-found"
        or attribute(tag, "role") == "tabpanel"
        or attribute(tag, "id") in controlled
        or bool(_PANEL.search(classes))
    )
    return not panel


def _is_furniture(tag: Tag, spine: set[int]) -> bool:
    if tag.name == "nav" or attribute(tag, "role") in _FURNITURE_ROLES:
        return not _holds_body(tag)
    if tag.name in {"header", "footer"}:
        return not _holds_body(tag) and not _belongs_to_article(tag)
    if tag.name == "aside" or attribute(tag, "role") == "complementary":
        return _share_of_links(tag) >= 0.4
    if id(tag) in spine or tag.name in {
        "html",
        "body",
        "p",
        "li",
        "tr",
        "td",
        "th",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    }:
        return False
    names = [_plain(name) for name in attribute(tag, "class").split()]
    if any(_SURE.fullmatch(name) for name in names):
        return not _is_prose(tag)
    likely = _plain(attribute(tag, "id")) in _FURNITURE_IDS or any(_LIKELY.fullmatch(name) for name in names)
    return likely and (
        _share_of_links(tag) >= 0.4 or (len(one_line(tag.get_text())) < 200 and not tag.find("p"))
    )


def _holds_body(tag: Tag) -> bool:
    return tag.find(["main", "article"]) is not None


def _belongs_to_article(tag: Tag) -> bool:
    """Whether a header titles a part of the text, or a footer holds its footnotes."""
    if tag.name == "footer":
        return tag.find(id=re.compile(r"^_?(?:fn|ftn|footnote)")) is not None
    return tag.find_parent(["main", "article", "section"]) is not None


def _plain(name: str) -> str:
    """A class name without its modifiers, in lower case and with hyphens: navBar__list--wide is nav-bar."""
    block = re.split(r"__|--", name)[0]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", block).replace("_", "-").lower()


def _is_prose(tag: Tag) -> bool:
    """Whether an element whose name says furniture holds real text: losing that would be worse."""
    words = sum(len(one_line(p.get_text())) for p in tag.find_all(["p", "li", "td"]))
    names = attribute(tag, "class").lower()
    return words > 600 and _share_of_links(tag) < 0.3 and not re.search(r"cookie|onetrust|modal", names)


def _share_of_links(tag: Tag) -> float:
    words = len(one_line(tag.get_text()))
    linked = sum(len(one_line(a.get_text())) for a in tag.find_all("a"))
    return linked / words if words else 1.0


def _drop_contents_lists(page: Tag, address: str) -> None:
    """Drop lists that only lead to places on the same page, with the title above them."""
    places = {attribute(tag, "id") for tag in page.find_all(id=True)}
    places |= {attribute(tag, "name") for tag in page.find_all("a", attrs={"name": True})}
    for found in page.find_all(["ul", "ol"]):
        if not _is_gone(found) and _is_contents(found, places, address):
            title = found.find_previous_sibling()
            if isinstance(title, Tag) and _CONTENTS_TITLE.fullmatch(one_line(title.get_text()).rstrip(":")):
                title.decompose()
            found.decompose()
    for title in page.find_all(["h2", "h3", "h4"]):
        following = title.find_next_sibling()
        bare = following is None or following.name == title.name
        if bare and re.fullmatch(r"(?:table of )?contents", one_line(title.get_text()), re.IGNORECASE):
            title.decompose()


def _is_contents(found: Tag, places: set[str], address: str) -> bool:
    links = found.find_all("a")
    if len(links) < 2 or found.get("role") == "tablist" or _share_of_links(found) < 0.9:
        return False
    for link in links:
        base, _, place = attribute(link, "href").partition("#")
        if place not in places or base not in {"", address}:
            return False
    return True


def _drop_afterthoughts(page: Tag) -> None:
    """Drop "Related links" and the like: the title, and what follows it up to the next title."""
    for title in page.find_all(["h2", "h3", "h4", "h5"]):
        if _is_gone(title) or not _AFTERTHOUGHT_TITLE.fullmatch(one_line(title.get_text())):
            continue
        following: list[Tag] = []
        for tag in title.find_next_siblings():
            if re.fullmatch(r"h[1-6]", tag.name):
                break
            following.append(tag)
        if all(_share_of_links(tag) >= 0.6 for tag in following):
            for tag in (title, *following):
                tag.decompose()


def _fullest(page: Tag) -> Tag:
    """The element that is the body, by the names that sites give it, or the whole page."""
    words = _length(page)
    for selector, least in _BODY_SELECTORS:
        best = max(page.select(selector), key=_length, default=None)
        if best is not None and _length(best) and _length(best) >= least * words:
            return best
    return page


def _length(tag: Tag) -> int:
    return len(one_line(tag.get_text(" ")))
