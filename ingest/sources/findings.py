"""What is compared with its source, and what was found: values, and the judgement from dates and bytes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.documents import GuidanceDocument
from ingest.editions import is_later, starts
from ingest.known import KnownWork
from ingest.sources.content_api import Item
from ingest.sources.offers import Offer
from ingest.sources.site import Site
from ingest.sources.state import Seen


class Finding(StrEnum):
    """How the library stands to what is published."""

    UNCHANGED = "unchanged"
    """What is published is held."""
    NEW_EDITION = "new edition"
    """Another document was announced since."""
    REPLACED = "replaced quietly"
    """Another file stands in its place, and nothing was announced."""
    NOT_HELD = "not held"
    """The library holds no edition of it."""
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    """Its page is elsewhere; what it offers is held."""
    GONE = "gone"
    """Its page was taken away."""
    UNCHECKED = "cannot be checked"


@dataclass(frozen=True, slots=True)
class Target:
    """A page to look at.

    Attributes:
        path: of the page on GOV.UK.
        name: of the document, for people.
        work: the well-known document that it is, or None.
        held: what the library holds of it, in any edition.
    """

    path: str
    name: str
    work: KnownWork | None
    held: tuple[GuidanceDocument, ...]

    @property
    def current(self) -> tuple[GuidanceDocument, ...]:
        """The latest edition held."""
        return tuple(one for one in self.held if not any(is_later(other, one) for other in self.held))


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one target.

    Attributes:
        target: it.
        finding: what.
        because: how that is known, a sentence or two for people.
        item: the page; None where it has gone, cannot be checked or has not changed.
        path: where the page is now.
        new: what it offers and the library does not hold.
        same: what it offers and the library holds.
        seen: to remember once all this is settled; None where there is nothing to remember.
        others: titles of what else it offers, which is not fetched.
    """

    target: Target
    finding: Finding
    because: str
    item: Item | None = None
    path: str = ""
    new: tuple[Offer, ...] = ()
    same: tuple[GuidanceDocument, ...] = ()
    seen: Seen | None = None
    others: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether there is something to do about it that a person may want to be asked about."""
        marks = self.finding is Finding.WITHDRAWN and bool(self.target.held)
        return bool(self.new) or marks or (self.finding is Finding.MOVED and bool(self.same))


def targets(
    documents: Sequence[GuidanceDocument], works: Mapping[str, KnownWork], site: Site, *, everything: bool
) -> list[Target]:
    """The pages to look at: of each document held that has one; with ``everything``, of all that are known.

    Summaries are left out: the page that one names is that of the document it summarises.
    """
    known = {site.path_of(work.source_url): work for work in works.values()}
    held: dict[str, list[GuidanceDocument]] = {}
    for document in _own(documents):
        work = works.get(document.metadata.work)
        stated = site.path_of(document.metadata.source_url)
        held.setdefault((site.path_of(work.source_url) if work else "") or stated, []).append(document)
    paths = dict.fromkeys((*held, *known) if everything else held)
    return [
        Target(path, _name(known.get(path), held.get(path, ())), known.get(path), tuple(held.get(path, ())))
        for path in paths
        if path
    ]


def elsewhere(documents: Sequence[GuidanceDocument], targets: Sequence[Target]) -> list[GuidanceDocument]:
    """The documents that none of the targets is about: no page of theirs on GOV.UK is known."""
    met = {one.id for target in targets for one in target.held}
    return [one for one in _own(documents) if one.id not in met]


def judged(
    held: Sequence[GuidanceDocument], seen: Seen | None, item: Item, new: Sequence[Offer]
) -> tuple[Finding, str]:
    """What it means that a page offers something that is not held, and how that is known.

    Args:
        held: the library's editions of it.
        seen: the page as it was last seen, if it was.
        item: the page as it is.
        new: what it offers and the library does not hold.
    """
    if not new:
        return Finding.UNCHANGED, f"what was published on {item.published or 'GOV.UK'} is held"
    offered = "; ".join(f"“{offer.title}”" for offer in new)
    if not held:
        return Finding.NOT_HELD, f"offers {offered}"
    note = f": {item.changes[0].note[:200]}" if item.changes and item.changes[0].note else ""
    since = seen.published if seen else max(starts(one.metadata) for one in held)
    if not since:
        return Finding.NEW_EDITION, f"offers {offered}; the library does not know the date of what it holds"
    if item.published[: len(since)] > since:
        return Finding.NEW_EDITION, f"announced on {item.published}{note}; offers {offered}"
    if seen:
        return Finding.REPLACED, f"another file, though nothing was announced since {since}; offers {offered}"
    return Finding.REPLACED, f"not the file that is held, though of {since} too; offers {offered}"


def _own(documents: Iterable[GuidanceDocument]) -> Iterable[GuidanceDocument]:
    return (one for one in documents if one.metadata.kind != "summary")


def _name(work: KnownWork | None, held: Sequence[GuidanceDocument]) -> str:
    return work.title if work else re.sub(r"\s+", " ", held[0].metadata.title)
