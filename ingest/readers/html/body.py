"""Where the guidance is on a web page: what is left once the furniture around it is gone."""

import re
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from ingest.readers._hidden import Unseen
from ingest.readers._text import one_line, word_set
from ingest.readers.html.contents import drop_afterthoughts, drop_contents_lists, is_gone, share_of_links
from ingest.readers.html.lists import attribute
from ingest.readers.html.looks import sheet_of
from ingest.readers.html.panels import set_out_panels
from ingest.readers.html.pictures import may_hold_words
from ingest.readers.html.unseen import strip_unseen

_NEVER_TEXT = [
    *("script", "style", "template", "noscript", "iframe", "object", "canvas", "audio", "video"),
    *("dialog", "select", "textarea", "input", "title", "link", "meta"),
]
_FURNITURE_ROLES = frozenset(
    {"banner", "navigation", "contentinfo", "search", "dialog", "alertdialog", "menu"}
)
_FURNITURE_IDS = word_set(
    "header footer masthead site-header site-footer page-header page-footer nav navigation menu main-menu "
    "main-nav breadcrumb breadcrumbs sidebar toc global-cookie-message"
)
_NEVER_FURNITURE = word_set("html body p li tr td th h2 h3 h4 h5 h6")
_IMPRINT = re.compile(r"©|\bcopyright\b|all rights reserved|powered by", re.IGNORECASE)
_PREFIX = r"(?:(?!has-|with-|no-|js-)[a-z0-9]+-)*"
_SURE = re.compile(
    rf"""(?:.*-)?(?:cookies?|onetrust|ot-sdk|breadcrumbs?|skip-?(?:link|to|nav)|back-?to-?top(?:-link)?|modal|popup
        |lightbox|addthis|addtoany|sharethis|sharedaddy|jp-relatedposts|recite-?me|browsealoud|google-translate)(?:-.*)?
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
_BOX_TITLE = re.compile(
    r"(?:related|relevant|associated|linked) (?:guidance|chapters?|procedures?|polic(?:y|ies)|legislation)"
    r"(?:(?:,| and) (?:guidance|chapters?|procedures?|polic(?:y|ies)|legislation))*|scope of this chapter",
    re.IGNORECASE,
)
_BODY_SELECTORS = (
    ("main, [role=main]", 0.2),
    ("article", 0.5),
    ("#content, #main-content, #maincontent, #main, #page-content, #mainContent", 0.5),
    (".main-content, .page-content, .entry-content, .article-content, .content-area, .content", 0.5),
)
"""Where pages keep their body, and the least share of the page's words that it must hold to be believed."""


class Guidance(NamedTuple):
    """The element that holds the guidance, and what was hidden on the page."""

    element: Tag
    unseen: list[Unseen]


def body_of(soup: BeautifulSoup, address: str) -> Guidance:
    """The element that holds the guidance; the page is stripped of its furniture and of what is not seen.

    Args:
        soup: the page, which is changed.
        address: the page's own address, to tell links within the page, or "".
    """
    page: Tag = soup  # not its body element: lxml puts HTML 5's elements before it where a page leaves it out
    controlled, sheet = _controlled(page), sheet_of(soup)
    _drop_unread(page)
    spoken = _govspeak(page)
    if spoken:
        unseen = strip_unseen(spoken, sheet, controlled)
        set_out_panels(spoken, soup)
        _untitle_attachments(spoken)
        title = _part_title(spoken)
        if title is not None:
            spoken.insert(0, title.extract())
        return Guidance(spoken, unseen)
    spine = _spine(page)
    _unwrap_forms(page, spine)
    set_out_panels(page, soup)
    unseen = strip_unseen(page, sheet, controlled, lambda tag: _is_furniture(tag, spine))
    drop_contents_lists(page, address)
    drop_afterthoughts(page)
    return Guidance(_fullest(page), unseen)


def _drop_unread(page: Tag) -> None:
    for tag in page.find_all(_NEVER_TEXT):
        if not is_gone(tag) and not (tag.name == "title" and tag.find_parent("svg")):
            tag.decompose()
    for drawing in page.find_all("svg"):
        if not may_hold_words(drawing):
            drawing.decompose()


def _govspeak(page: Tag) -> Tag | None:
    """GOV.UK marks the text of its publications; the element around all of it, headings between included."""
    found = page.select(".govspeak")
    if not found:
        return None
    around = [{id(tag) for tag in (each, *each.parents)} for each in found]
    shared = set.intersection(*around)
    return next(tag for tag in (found[0], *found[0].parents) if id(tag) in shared)


def _untitle_attachments(spoken: Tag) -> None:
    """Leave of each file that a page offers its name, which heads nothing."""
    for tag in spoken.select("[class*=attachment__metadata], .accessibility-warning"):
        tag.decompose()
    for title in spoken.select("[class*=attachment__title]"):
        title.name = "p"


def _part_title(spoken: Tag) -> Tag | None:
    """The title of one part of a GOV.UK guide, which stands before its text, below the guide's own."""
    for around in (spoken, *spoken.parents):
        above = around.find_previous_siblings(["h1", "h2"])
        if above or around.name == "main":
            own = around.find_previous("h1")
            return above[0] if above and above[0] is not own else None
    return None


def _spine(page: Tag) -> set[int]:
    """The elements around the body and the title, which no class name may condemn."""
    kept = page.select("main, [role=main], h1") + ([] if page.find("main") else page.find_all("article"))
    return {id(tag) for found in kept for tag in (found, *found.parents)}


def _unwrap_forms(page: Tag, spine: set[int]) -> None:
    """Drop forms, but not the one that some systems wrap around the whole page."""
    words = len(page.get_text())
    for form in page.find_all("form"):
        if is_gone(form):
            continue
        if id(form) in spine or (len(form.get_text()) > words / 2 and form.find("p")):
            form.unwrap()
        else:
            form.decompose()


def _controlled(page: Tag) -> set[str]:
    """The ids of panels that some control on the page opens: hidden now, but text that people read."""
    ids: set[str] = set()
    for tag in page.select("[aria-controls], [data-target], [data-bs-target]"):
        for name in ("aria-controls", "data-target", "data-bs-target"):
            ids.update(attribute(tag, name).replace("#", " ").split())
    return ids


def _is_furniture(tag: Tag, spine: set[int]) -> bool:
    if tag.name == "nav" or attribute(tag, "role") in _FURNITURE_ROLES:
        return not _holds_body(tag)
    if tag.name in {"header", "footer"}:
        return not _holds_body(tag) and not _belongs_to_article(tag)
    if tag.name == "aside" or attribute(tag, "role") == "complementary":
        return share_of_links(tag) >= 0.4 and not _is_guidance_box(tag)
    return id(tag) not in spine and tag.name not in _NEVER_FURNITURE and _is_named_furniture(tag)


def _is_named_furniture(tag: Tag) -> bool:
    names = [_plain(name) for name in attribute(tag, "class").split()]
    text = one_line(tag.get_text())
    if any(_SURE.fullmatch(name) for name in names):
        return not _is_prose(tag)
    likely = _plain(attribute(tag, "id")) in _FURNITURE_IDS or any(_LIKELY.fullmatch(name) for name in names)
    if not likely or _is_guidance_box(tag):
        return False
    brief = len(text) < 200 and (not tag.find("p") or bool(_IMPRINT.search(text)))
    return brief or share_of_links(tag) >= 0.4


def _is_guidance_box(tag: Tag) -> bool:
    """Whether a box of links names the guidance that its page must be read with."""
    title = tag.find(["h2", "h3", "h4", "h5", "h6", "strong", "b", "p"])
    return title is not None and bool(_BOX_TITLE.fullmatch(one_line(title.get_text()).rstrip(":")))


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
    return words > 600 and share_of_links(tag) < 0.3 and not re.search(r"cookie|onetrust|modal", names)


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
