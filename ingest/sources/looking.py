"""Looking at a page of GOV.UK and at the documents that it offers; changes nothing in the library."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from ingest.documents import GuidanceDocument
from ingest.sources.attachments import in_order, is_called, title_of
from ingest.sources.content_api import Item, Removed
from ingest.sources.errors import BY_HAND, SourceError
from ingest.sources.fetching import Fetcher
from ingest.sources.findings import Checked, Finding, Target, judged
from ingest.sources.offers import Offer, Offers
from ingest.sources.pages import Page, Pages
from ingest.sources.state import Seen, SeenFile


class Looker:
    """Compares what GOV.UK offers with what the library holds.

    Args:
        fetcher: to fetch with.
        staging: a folder for files that are fetched, outside the library.
        held: ids of the documents in the library.
    """

    def __init__(self, fetcher: Fetcher, staging: Path, held: Collection[str]) -> None:
        self._pages = Pages(fetcher)
        self._offers = Offers(fetcher, self._pages, staging, held)
        self._site, self._held = fetcher.site, held

    def look(self, target: Target, seen: Seen | None) -> Checked:
        """What was found of a target; that it cannot be checked is a finding, too.

        Args:
            target: what to look at.
            seen: the page as it was last seen, if it was.
        """
        try:
            if seen and self._holds(seen, target) and (unchanged := self._unchanged(target, seen)):
                return unchanged
            return self._anew(target, seen)
        except SourceError as error:
            return Checked(target, Finding.UNCHECKED, str(error), path=target.path)

    def fetched(self, offer: Offer, item: Item) -> Offer:
        """An offer with its bytes; SourceError if they cannot be had."""
        return offer if offer.staged else self._offers.fetched(offer, item, None)

    def _holds(self, seen: Seen, target: Target) -> bool:
        """Whether everything that was seen is in the library still."""
        marked = not seen.withdrawn or all(one.metadata.withdrawn for one in target.current)
        return marked and all(file.sha256[:16] in self._held for file in seen.files)

    def _unchanged(self, target: Target, seen: Seen) -> Checked | None:
        """The finding that nothing has changed, asked with what is known; None where something has."""
        page = self._pages.at(target.path, seen.validator)
        if page.found is not None:
            return None
        now = [self._offers.as_before(file, target.path) for file in seen.files]
        files = tuple(file for file in now if file)
        if len(files) < len(now):
            return None
        if seen.withdrawn:
            because, same = f"withdrawn on {seen.withdrawn}, as the library says", target.current
        else:
            because = f"nothing has changed on its page since {seen.published or 'it was last seen'}"
            same = _among(target, files)
        kept = replace(seen, files=files)
        return Checked(target, Finding.UNCHANGED, because, path=target.path, same=same, seen=kept)

    def _anew(self, target: Target, seen: Seen | None) -> Checked:
        page = self._pages.at(target.path)
        item = page.found
        if not isinstance(item, Item):
            return _gone(target, item)
        moved = page.path != target.path
        if moved and not _is_same(item, target, seen):
            because = (
                f"leads now to “{item.title}” ({self._site.page(page.path)}), which seems another document"
            )
            return Checked(target, Finding.MOVED, because, item, page.path)
        checked = (
            self._withdrawn(target, item, page) if item.withdrawn else self._offered(target, item, page, seen)
        )
        if not moved:
            return checked
        finding = Finding.MOVED if checked.finding is Finding.UNCHANGED else checked.finding
        because = f"now at {self._site.page(page.path)}; {checked.because}"
        return replace(checked, finding=finding, because=because)

    def _withdrawn(self, target: Target, item: Item, page: Page) -> Checked:
        marked = target.held and all(one.metadata.withdrawn for one in target.current)
        finding = Finding.UNCHANGED if marked else Finding.WITHDRAWN
        because = f"withdrawn on {item.withdrawn}" + (f": {item.explanation}" if item.explanation else "")
        seen = Seen(item.content_id, item.published, item.withdrawn, page.validator)
        return Checked(target, finding, because, item, page.path, same=target.current, seen=seen)

    def _offered(self, target: Target, item: Item, page: Page, seen: Seen | None) -> Checked:
        before = {file.address: file for file in seen.files} if seen else {}
        announced = seen is not None and item.published > seen.published
        offers = [
            offer
            if not target.held
            or (announced and offer.address not in before)  # certainly another: not fetched
            else self._offers.fetched(offer, item, before.get(offer.address))
            for offer in self._offers.of(item)
        ]
        if not offers:
            because = f"“{item.title}” ({item.schema}) offers no document that can be read. {BY_HAND}"
            return Checked(target, Finding.UNCHECKED, because, item, page.path)
        new = tuple(offer for offer in offers if offer.sha256[:16] not in self._held)
        files = tuple(SeenFile(each.address, each.sha256, each.validator) for each in offers)
        finding, because = judged(target.held, seen, item, new)
        because += "; marked as the policy of a former government" if item.historic else ""
        return Checked(
            target,
            finding,
            because,
            item,
            page.path,
            new,
            _among(target, files),
            Seen(item.content_id, item.published, validator=page.validator, files=files),
            tuple(title_of(each) for each in in_order(item) if each.url not in {one.url for one in offers}),
        )


def _among(target: Target, files: Collection[SeenFile]) -> tuple[GuidanceDocument, ...]:
    ids = {file.sha256[:16] for file in files}
    return tuple(one for one in target.held if one.id in ids)


def _gone(target: Target, removed: Removed | None) -> Checked:
    why = f": {removed.explanation}" if removed and removed.explanation else ""
    instead = f". Look at {removed.alternative}" if removed and removed.alternative else ""
    because = f"was taken away{why}{instead}"
    return Checked(target, Finding.GONE, because, path=target.path)


def _is_same(item: Item, target: Target, seen: Seen | None) -> bool:
    """Whether a page elsewhere is the one that is meant."""
    names = [one.metadata.title for one in target.held] + [target.name]
    same_id = seen is not None and bool(item.content_id) and item.content_id == seen.content_id
    return same_id or any(is_called(item.title, name) for name in names)
