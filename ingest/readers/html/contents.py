"""Lists of links on a page: its own contents, and "Related links" after the text."""

import re
from itertools import chain
from urllib.parse import unquote

from bs4 import Tag

from ingest.readers._text import one_line
from ingest.readers.html.lists import attribute

_CONTENTS_TITLE = re.compile(
    r"(?:table of )?contents|(?:on|in) this (?:page|section|chapter|guide)|page contents|"
    r"jump to(?: section)?|skip to section|quick links",
    re.IGNORECASE,
)
_AFTERTHOUGHT_TITLE = re.compile(
    r"related (?:content|links|pages|information|articles|documents)|"
    r"share(?: this)?(?: page| article| post)?|(?:is|was) this page (?:useful|helpful).*|explore the topic|"
    r"you might also like|more in this section",
    re.IGNORECASE,
)


def drop_contents_lists(page: Tag, address: str) -> None:
    """Drop lists that only lead to places on the same page, with the title above them."""
    places = {attribute(tag, "id") for tag in page.find_all(id=True)}
    places |= {attribute(tag, "name") for tag in page.find_all("a", attrs={"name": True})}
    for found in page.find_all(["ul", "ol", "table", "p"]):
        if not is_gone(found) and _is_contents(found, places, address):
            title = found.find_previous_sibling()
            if isinstance(title, Tag) and _CONTENTS_TITLE.fullmatch(_title(title)):
                title.decompose()
            for tag in (found, *_same_below(found, places, address)):
                tag.decompose()
    for title in page.find_all(["h2", "h3", "h4"]):
        following = title.find_next_sibling()
        bare = following is None or following.name == title.name
        if bare and re.fullmatch(r"(?:table of )?contents", one_line(title.get_text()), re.IGNORECASE):
            title.decompose()


def _is_contents(found: Tag, places: set[str], address: str) -> bool:
    links = found.find_all("a", href=True)
    least = 3 if found.name == "p" else 2
    if found.get("role") == "tablist" or share_of_links(found) < 0.85:
        return False
    if found.name == "p" and len(links) == 1:
        return len(_same_below(found, places, address)) > 1
    if not links or not _leads_within(links[0], places, address):
        return False
    return len(links) >= least and all(_leads_within(link, places, address) for link in links)


def _same_below(found: Tag, places: set[str], address: str) -> list[Tag]:
    """The paragraphs directly below one, each of which is nothing but a link within the page, as it is."""
    run: list[Tag] = []
    if found.name != "p" or len(found.find_all("a", href=True)) != 1:
        return run
    for tag in chain((found,), found.next_siblings):
        if not isinstance(tag, Tag):
            continue
        links = tag.find_all("a", href=True)
        single = tag.name == "p" and len(links) == 1 and share_of_links(tag) > 0.85
        if not single or not _leads_within(links[0], places, address):
            break
        run.append(tag)
    return run[1:]


def _leads_within(link: Tag, places: set[str], address: str) -> bool:
    base, _, place = attribute(link, "href").partition("#")
    return unquote(place) in places and (base in {"", address} or not address)


def drop_afterthoughts(page: Tag) -> None:
    """Drop "Related links" and the like: the title, and what follows it up to the next title."""
    for title in page.find_all(["h2", "h3", "h4", "h5"]):
        if is_gone(title) or not _AFTERTHOUGHT_TITLE.fullmatch(_title(title)):
            continue
        following: list[Tag] = []
        for tag in title.find_next_siblings():
            if re.fullmatch(r"h[1-6]", tag.name):
                break
            following.append(tag)
        if all(share_of_links(tag) >= 0.6 for tag in following):
            for tag in (title, *following):
                tag.decompose()


def _title(tag: Tag) -> str:
    return one_line(tag.get_text()).rstrip(": ")


def is_gone(tag: Tag) -> bool:
    """Whether a tag was dropped with one around it; bs4's own property searches the tag's whole inside."""
    return tag.parent is None


def share_of_links(tag: Tag) -> float:
    """What part of an element's characters stand in links, 0 to 1; 1 where it has no text."""
    words = len(one_line(tag.get_text()))
    linked = sum(len(one_line(a.get_text())) for a in tag.find_all("a"))
    return linked / words if words else 1.0
