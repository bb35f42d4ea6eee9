"""The documents that a page offers, and their bytes."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.reading import digest_of
from ingest.sources import downloads
from ingest.sources.answers import UNKNOWN, Validator
from ingest.sources.attachments import ending, main_attachments, title_of
from ingest.sources.content_api import Item
from ingest.sources.errors import NotSaved, WrongShape
from ingest.sources.fetching import Fetcher
from ingest.sources.pages import Pages
from ingest.sources.state import SeenFile

_ITSELF = frozenset({"detailed_guide", "guide", "html_publication", "manual", "manual_section"})
"""Shapes of pages that are the document, rather than offering it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A document that a page offers.

    Attributes:
        address: of the file; of a document that is a page itself, the path of that.
        title: what it is called.
        name, ending: of its file.
        url: as the page gives it, or "".
        page: whether it is a page itself.
        size: of the file in bytes, as stated, or None.
        sha256: of its bytes, "" where it was not fetched.
        staged: where its bytes are for now; None where it was not fetched, or is as it was.
        validator: to ask with next time.
    """

    address: str
    title: str
    name: str
    ending: str
    url: str = ""
    page: bool = False
    size: int | None = None
    sha256: str = ""
    staged: Path | None = None
    validator: Validator = UNKNOWN


class Offers:
    """What pages offer.

    Args:
        fetcher, pages: to fetch with.
        staging: a folder for files that are fetched.
        held: ids of the documents in the library.
    """

    def __init__(self, fetcher: Fetcher, pages: Pages, staging: Path, held: Collection[str]) -> None:
        self._fetcher, self._pages, self._staging, self._held = fetcher, pages, staging, held
        self._site = fetcher.site
        self._received: dict[str, Validator] = {}

    def of(self, item: Item) -> list[Offer]:
        """The documents that a page offers, not fetched: itself, or its main attachments."""
        if item.schema in _ITSELF:
            return [Offer(item.path, item.title, item.title, ".html", page=True)]
        found = []
        for each in main_attachments(item):
            page = each.kind == "html"
            address = self._site.path_of(each.url) if page else each.url
            title = title_of(each)
            name = title if page else each.filename or each.url.rpartition("/")[2]
            if address:
                found.append(Offer(address, title, name, ending(each), each.url, page, each.size))
        return found

    def fetched(self, offer: Offer, item: Item, before: SeenFile | None) -> Offer:
        """An offer with its bytes; without them where they are as they were before, and held.

        Raises:
            SourceError: they cannot be had, or are not what was promised.
        """
        if offer.page:
            data, validator = self._page_bytes(offer, item)
            return replace(offer, sha256=_digest(data), staged=self._write(offer, data), validator=validator)
        held = before if before and before.sha256[:16] in self._held else None
        staged = self._saved(offer.address, held.validator if held else UNKNOWN)
        if staged is None:
            return replace(offer, sha256=held.sha256, validator=held.validator) if held else offer
        downloads.check(staged, offer.ending, offer.address, offer.size)
        validator = self._received[offer.address]
        return replace(offer, sha256=digest_of(staged), staged=staged, validator=validator)

    def as_before(self, file: SeenFile, path: str) -> SeenFile | None:
        """A file that was seen, as it is now, if its bytes are the same; else None.

        Args:
            file: it.
            path: of the page that offers it, which has not changed.
        """
        if file.address == path:
            return file
        if page_path := self._site.path_of(file.address):
            page = self._pages.at(page_path, file.validator)
            if page.found is None:
                return file
            same = isinstance(page.found, Item) and _digest(self._pages.as_file(page.found)) == file.sha256
            return replace(file, validator=page.validator) if same else None
        staged = self._saved(file.address, file.validator)
        if staged is None:
            return file
        same = digest_of(staged) == file.sha256
        return replace(file, validator=self._received[file.address]) if same else None

    def _saved(self, address: str, known: Validator) -> Path | None:
        """Where the bytes of a file are, fetched once in a run; None if they are as they were."""
        staged = self._staged(address)
        if address not in self._received:
            received = self._fetcher.save(address, staged, known)
            if received is None:
                return None
            self._received[address] = received.validator
        return staged

    def _page_bytes(self, offer: Offer, item: Item) -> tuple[bytes, Validator]:
        if offer.address == item.path:
            return self._pages.as_file(item), UNKNOWN
        page = self._pages.at(offer.address)
        if not isinstance(page.found, Item):
            raise WrongShape(self._site.api(offer.address), "schema_name", "says that it has gone")
        return self._pages.as_file(page.found), page.validator

    def _write(self, offer: Offer, data: bytes) -> Path:
        staged = self._staged(offer.address)
        try:
            staged.write_bytes(data)
        except OSError as error:
            advice = "Check that the disk is not full, then sync again."
            raise NotSaved(offer.address, f"could not be written ({error.strerror})", advice) from error
        return staged

    def _staged(self, address: str) -> Path:
        return self._staging / _digest(address.encode())[:32]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
