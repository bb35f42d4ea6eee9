"""What a web page says of itself: title, publisher, date, nation, and whether it was withdrawn."""

import re
from functools import cached_property

from bs4 import BeautifulSoup, Comment, Tag

from ingest.dates import MONTHS, dates_in, in_words
from ingest.documents import Metadata
from ingest.readers._text import one_line
from ingest.readers.html.lists import attribute

_WHEN = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{MONTHS})\s+\d{{4}}"
    r"|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d"
)
_UPDATED = re.compile(
    rf"(?:this\s+[\w\s]{{4,40}}?\s+was\s+|page\s+)?(?:last\s+)?(?:updated|reviewed|revised|amended)"
    rf"(?:\s+(?:on|in)|\s+date)?\s*:?\s*(?:{_WHEN})",
    re.I,
)
_PUBLISHED = re.compile(rf"(?:first\s+)?published(?:\s+on|\s+date)?\s*:?\s*(?:{_WHEN})", re.I)
_DATES = ("govuk:public-updated-at", "article:modified_time", "dcterms.modified", "dc.date.modified")
_PUBLISHERS = (
    "govuk:primary-publishing-organisation",
    "dcterms.publisher",
    "dc.publisher",
    "og:site_name",
)
_NATIONS = {
    "england": "england",
    "wales": "wales",
    "scotland": "scotland",
    "northern ireland": "northern-ireland",
    "ireland": "ireland",
    "uk": "uk",
    "the uk": "uk",
    "the united kingdom": "uk",
    "england, scotland, wales and northern ireland": "uk",
    "england, northern ireland, scotland and wales": "uk",
}
_KINDS = frozenset({"guidance", "statutory guidance", "legislation"})
_WITHDRAWN = re.compile(rf"withdrawn\s+on\s+(\d{{1,2}}\s+(?:{MONTHS})\s+\d{{4}})")
_LONGEST_LINE = 200
"""Such things are said in a line of their own; prose that mentions them is longer."""


class Page:
    """A parsed page, asked before its furniture is taken away; each thing is looked for once."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._soup = soup

    @cached_property
    def metadata(self) -> Metadata:
        """All that the page says of itself."""
        kind = self._marked("govuk-caption-xl", "gem-c-title__context", "gem-c-heading__context").lower()
        stated = self._metas.get("og:title") or self._window_title
        return Metadata(
            title=self.main_heading or _without_site(stated, self._metas.get("og:site_name", "")),
            edition=in_words(self._published[:7]) if self._published else "",
            published=self._published,
            withdrawn=self.withdrawn and (_day(self.withdrawn) or "yes"),
            publisher=self._publisher,
            nation=self._nation,
            kind=kind if kind in _KINDS else "",
            source_url=self._address,
        )

    @cached_property
    def main_heading(self) -> str:
        """The text of the h1; where a site prints its own name as one too, that of the body."""
        found = [
            (self._standing(tag), text)
            for tag in self._soup.find_all("h1")
            if (text := one_line(tag.get_text(" ")))
        ]
        (_, in_window), text = max(found, key=lambda each: each[0], default=((0, True), ""))
        # Several, none of them the window's title, are the headings of sections.
        return text if in_window or len(found) == 1 or not self._window_title else ""

    def _standing(self, h1: Tag) -> tuple[int, bool]:
        names = [tag.name for tag in h1.parents]
        placed = 2 * ("main" in names) + ("article" in names)
        return placed, one_line(h1.get_text(" ")) in self._window_title

    @cached_property
    def withdrawn(self) -> str:
        """The day on which the page says that it was withdrawn, or ""."""
        matches = (
            _WITHDRAWN.search(line) for line in self._lines_with(re.compile("withdrawn", re.IGNORECASE))
        )
        return next((match.group(1) for match in matches if match), "")

    @cached_property
    def _metas(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for tag in self._soup.find_all("meta"):
            name = (attribute(tag, "name") or attribute(tag, "property")).lower()
            content = one_line(attribute(tag, "content"))
            if name and content:
                found.setdefault(name, content)
        return found

    @cached_property
    def _window_title(self) -> str:
        return one_line(self._soup.title.get_text(" ")) if self._soup.title else ""

    @cached_property
    def _strings(self) -> list[tuple[str, Tag]]:
        found = self._soup.find_all(string=True)
        return [
            (str(s), s.parent)
            for s in found
            if s.parent and 3 < len(s) < 4 * _LONGEST_LINE and not s.isspace()
        ]

    def _lines_with(self, pattern: re.Pattern[str]) -> list[str]:
        """The short elements whose own words match."""
        lines = [one_line(parent.get_text(" ")) for string, parent in self._strings if pattern.search(string)]
        return [line for line in lines if len(line) < _LONGEST_LINE]

    @cached_property
    def _published(self) -> str:
        """The day, or the month, of the last update that the page states, else of its publication."""
        lines = self._lines_with(re.compile("updated|published|reviewed|revised|amended", re.IGNORECASE))
        lines += [one_line(tag.parent.get_text(" ")) for tag in self._soup.find_all("time") if tag.parent]
        for pattern in (_UPDATED, _PUBLISHED):
            match = next(filter(None, (pattern.match(line) for line in lines if len(line) < 80)), None)
            if match and (day := _day(match[0])):
                return day
        stamps = (_day(self._metas.get(name, "")[:10]) for name in _DATES)
        return next(filter(None, stamps), "")

    @cached_property
    def _publisher(self) -> str:
        named = (self._metas.get(name, "") for name in _PUBLISHERS)
        stated = next((name for name in named if name and name != "GOV.UK"), "")
        return stated or self._marked("gem-c-metadata__definition", "organisation-logo")

    @cached_property
    def _nation(self) -> str:
        for line in self._lines_with(re.compile(r"^\s*applies to\b", re.IGNORECASE)):
            named = re.sub(r"^applies to:?\s*", "", line.rstrip("."), flags=re.IGNORECASE).lower()
            if named in _NATIONS:
                return _NATIONS[named]
        return ""

    @cached_property
    def _address(self) -> str:
        link = self._soup.find("link", rel="canonical")
        saved = self._soup.find(string=lambda s: isinstance(s, Comment) and "saved from url" in s)
        noted = re.search(r"https?://\S+", str(saved)) if saved else None
        stated = (attribute(link, "href") if isinstance(link, Tag) else "", self._metas.get("og:url", ""))
        candidates = (*stated, noted.group() if noted else "")
        return next((url for url in candidates if re.match(r"https?://", url)), "")

    def _marked(self, *classes: str) -> str:
        tag = self._soup.find(class_=classes)
        return one_line(tag.get_text(" ")) if isinstance(tag, Tag) else ""


def _day(text: str) -> str:
    """The last date in some words as an ISO date, of a day or a month; "" where there is none so exact."""
    found = [one.iso for one in dates_in(text) if len(one.iso) > 4]
    return found[-1] if found else ""


def _without_site(title: str, site: str) -> str:
    """A window title without the site's name after it: "Neglect - GOV.UK", "Neglect | Anytown Council"."""
    parts = re.split(r"\s+(\||-|–|—|::|»)\s+", title)
    if len(parts) > 1 and (parts[-2] in "|»::" or parts[-1] in {"GOV.UK", "NHS", site}):
        return _without_site(title[: -len(parts[-1])].rstrip(" |-–—:»"), site)
    return title
