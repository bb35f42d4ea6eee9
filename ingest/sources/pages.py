"""Pages of GOV.UK: where they are now, and, where a page is the document itself, as a file of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from ingest.sources.answers import UNKNOWN, Validator
from ingest.sources.content_api import Item, Part, Removed, parse
from ingest.sources.errors import BY_HAND, Gone, MovedInCircles, WrongShape
from ingest.sources.fetching import Fetcher

_MOST_MOVES = 5
_MOST_SECTIONS = 300
"""Of a manual."""
_FILE = """<!doctype html>
<html lang="{locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>{title}</title>
<link rel="canonical" href="{address}">
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
"""The policy keeps a browser that opens the file from running or loading anything.

The same text always gives the same bytes, by which it is known again: after a change here every page that is
held looks replaced.
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was found.

    Attributes:
        path: where it is now.
        found: what stands there; None where it has not changed.
        validator: to ask with next time.
    """

    path: str
    found: Item | Removed | None
    validator: Validator = UNKNOWN


class Pages:
    """The pages of a site, fetched as they are asked for."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher, self.site = fetcher, fetcher.site

    def at(self, path: str, known: Validator = UNKNOWN) -> Page:
        """The page at a path, or where that path leads now; SourceError if it cannot be had."""
        for _ in range(_MOST_MOVES):
            address = self.site.api(path)
            try:
                received = self._fetcher.json(address, known)
            except Gone:
                return Page(path, Removed(path))
            if received is None:
                return Page(path, None, known)
            now = self.site.path_of(received.address) or path
            found = parse(received.told, received.address, now)
            if isinstance(found, Item):
                return Page(
                    now, replace(found, path=self.site.path_of(found.path) or now), received.validator
                )
            if isinstance(found, Removed):
                return Page(now, found, received.validator)
            path, known = self.site.path_of(found.destination), UNKNOWN
            if not path:
                raise MovedInCircles(address, f"sends its readers to {found.destination[:200]}", BY_HAND)
        raise MovedInCircles(self.site.api(path), "is sent on from page to page", BY_HAND)

    def as_file(self, item: Item) -> bytes:
        """A page that is a document, with its parts or sections, as an HTML file (UTF-8).

        Raises:
            SourceError: it holds no text, or a section of it cannot be had.
        """
        if not item.body and not item.parts:
            raise WrongShape(self.site.api(item.path), "details.body", "is missing")
        sections = "\n".join(
            f"<section><h2>{escape(part.title)}</h2>\n{part.body}</section>"
            for part in self._with_bodies(item.parts, item)
        )
        text = _FILE.format(
            locale=escape(item.locale),
            title=escape(item.title),
            address=escape(self.site.page(item.path)),
            body=f"{item.body}\n{sections}",
        )
        return text.encode()

    def _with_bodies(self, parts: Sequence[Part], item: Item) -> list[Part]:
        """Parts with their HTML: the sections of a manual stand on pages of their own."""
        if len(parts) > _MOST_SECTIONS:
            problem = f"has more than {_MOST_SECTIONS} sections"
            raise WrongShape(self.site.api(item.path), "details.child_section_groups", problem)
        return [part if part.body else replace(part, body=self._body(part)) for part in parts]

    def _body(self, part: Part) -> str:
        path = self.site.path_of(part.path)
        found = self.at(path).found if path else None
        if not isinstance(found, Item) or not found.body:
            raise WrongShape(self.site.api(path), "details.body", f"is missing: the section “{part.title}”")
        return found.body
