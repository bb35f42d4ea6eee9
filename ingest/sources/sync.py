"""One run of a sync: what was found of each document, and the library made to follow it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ingest import pipeline
from ingest.catalogue import Said, redescribed
from ingest.documents import GuidanceDocument, Sureness
from ingest.editions import work_of
from ingest.embedding import Embedder
from ingest.library import Library
from ingest.sources import downloads, state
from ingest.sources.attachments import is_called, version_of, year_of
from ingest.sources.content_api import Item, metadata_of
from ingest.sources.errors import SourceError
from ingest.sources.fetching import Fetcher
from ingest.sources.findings import Checked, Finding, Target
from ingest.sources.looking import Looker
from ingest.sources.offers import Offer


@dataclass(frozen=True, slots=True)
class Settled:
    """What was done about a finding.

    Attributes:
        checked: the finding.
        added: what became of the files that were added.
        marked: documents whose catalogue entry was changed, as they are now.
        problem: why not everything could be done, or "".
    """

    checked: Checked
    added: tuple[pipeline.Result, ...] = ()
    marked: tuple[GuidanceDocument, ...] = ()
    problem: str = ""


@dataclass(slots=True)
class _Taken:
    """What became of the documents that a page offers: added, or held after all; and what to remember."""

    added: list[pipeline.Result] = field(default_factory=list)
    held: list[GuidanceDocument] = field(default_factory=list)
    files: list[state.SeenFile] = field(default_factory=list)


class Sync:
    """A run over a library. What it finds is remembered as it is settled, so that a run may be cut off.

    Args:
        library, embedder: what is kept current.
        fetcher: to fetch with.
        staging: a folder outside the library for files that are fetched to be compared.
        now: the time, with its zone.
        report: told how far the adding of a file is.

    Attributes:
        warning: a sentence if what was remembered could not be used, or "".
    """

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        fetcher: Fetcher,
        staging: Path,
        now: datetime,
        report: Callable[[pipeline.Progress], None] = lambda progress: None,
    ) -> None:
        self._library, self._embedder, self._report = library, embedder, report
        self._site, self._now = fetcher.site, now
        self._state, self.warning = state.read(library.home)
        self._held = {document.id: document for document in library.documents()}
        self._looker = Looker(fetcher, staging, self._held)

    def remaining(self, targets: Sequence[Target]) -> list[Target]:
        """Those that a run which was cut off a short while ago was not through with; else all."""
        done = self._state.started(self._now).done
        return [target for target in targets if target.path not in done]

    def look(self, target: Target) -> Checked:
        """What there is to find of a target; changes nothing."""
        return self._looker.look(target, self._state.pages.get(target.path))

    def settle(self, checked: Checked) -> Settled:
        """Make the library follow a finding, and remember it.

        Raises:
            LibraryError: the library cannot be written.
            NotSaved: what was found cannot be remembered.
        """
        if checked.finding is Finding.UNCHECKED:
            return Settled(checked, problem=checked.because)
        try:
            settled = self._settled(checked)
        except SourceError as error:
            return Settled(checked, problem=str(error))
        if not settled.problem:
            self._remember(checked.target.path, settled.checked.seen)
        return settled

    def finish(self) -> None:
        """Say that all targets were got through; without it, the next run soon goes on with the others."""
        if self._state.begun:
            self._state = self._state.finished()
            state.write(self._library.home, self._state)

    def _remember(self, path: str, seen: state.Seen | None) -> None:
        self._state = self._state.started(self._now).with_page(path, seen)
        state.write(self._library.home, self._state)

    # --- the library -----------------------------------------------------------------------------------

    def _settled(self, checked: Checked) -> Settled:
        taken = self._taken(checked, checked.item) if checked.item else _Taken()
        marked = [self._mark(one, *self._said(checked, one)) for one in (*checked.same, *taken.held)]
        failed = [result for result in taken.added if result.outcome is pipeline.Outcome.FAILED]
        if not failed:
            marked += self._replaced(checked, taken)
        problem = " ".join(message for result in failed for message in result.messages)
        if checked.seen:
            now = {file.address: file for file in (*checked.seen.files, *taken.files)}
            checked = replace(checked, seen=replace(checked.seen, files=tuple(now.values())))
        return Settled(checked, tuple(taken.added), tuple(marked), problem)

    def _taken(self, checked: Checked, item: Item) -> "_Taken":
        """What is new, fetched if it was not, and added unless its bytes turn out to be held."""
        taken = _Taken()
        for offer in checked.new:
            whole = self._looker.fetched(offer, item)
            if held := self._held.get(whole.sha256[:16]):
                taken.held.append(held)
            elif whole.staged:
                taken.added.append(self._add(whole, whole.staged, item, checked))
            taken.files.append(state.SeenFile(whole.address, whole.sha256, whole.validator))
        return taken

    def _add(self, offer: Offer, staged: Path, item: Item, checked: Checked) -> pipeline.Result:
        target, address = checked.target, self._address(checked)
        folder = target.work.key if target.work else item.content_id or target.path
        path = downloads.put(staged, self._library.home, folder, offer.name, offer.ending)
        values = {**_stated(offer, item), "checked": self._today, "source_url": address}
        said = [Said(values, Sureness.STATED, f"GOV.UK: {address}")]
        if work := target.work:
            told = {"work": work.key, "audience": work.audience, "sector": work.sector}
            said.append(Said(told, Sureness.STATED, "its page is that of a well-known document"))
        (result,) = pipeline.add_files(self._library, self._embedder, [path], self._report, {path: said})
        if result.document:
            self._held[result.document.id] = result.document
        return result

    def _said(self, checked: Checked, document: GuidanceDocument) -> tuple[dict[str, str], str]:
        """What to say of a document held that a finding is about, and why."""
        address, work = self._address(checked), checked.target.work
        told = {"checked": self._today}
        if work and not document.metadata.work:
            told["work"] = work.key
        if checked.finding is Finding.MOVED:
            return {**told, "source_url": address}, f"its page on GOV.UK is now {address}"
        withdrawn = checked.seen.withdrawn if checked.seen else ""
        if withdrawn and checked.finding is Finding.WITHDRAWN:
            why = checked.item.explanation[:200] if checked.item else ""
            return {**told, "withdrawn": withdrawn}, f"GOV.UK: {address}" + (f": {why}" if why else "")
        return told, f"compared with {address}"

    def _replaced(self, checked: Checked, taken: "_Taken") -> list[GuidanceDocument]:
        """Mark the texts of an edition of which its page offers another now; both are kept."""
        now = [result.document for result in taken.added if result.document]
        kept = {document.id for document in (*now, *taken.held, *checked.same)}
        return [
            self._mark(
                old,
                {"superseded_by": f"{new.name}, as on GOV.UK on {self._today}"},
                f"GOV.UK put another file in its place: {self._address(checked)}",
            )
            for old in checked.target.current
            for new in now
            if old.id not in kept and _is_text_of_same(old, new)
        ]

    def _mark(self, document: GuidanceDocument, values: Mapping[str, str], because: str) -> GuidanceDocument:
        """Say something of a document that is held; what a person has confirmed stays, but that it is not
        withdrawn: a publisher may withdraw it later."""
        known = self._held[document.id]
        free = {
            name: value
            for name, value in values.items()
            if name in ("checked", "withdrawn") or known.sure(name) is not Sureness.CONFIRMED
        }
        told = redescribed(known, [Said(free, Sureness.STATED, because)])
        self._library.redescribe(told)
        self._held[told.id] = told
        return told

    def _address(self, checked: Checked) -> str:
        return self._site.page(checked.path or checked.target.path)

    @property
    def _today(self) -> str:
        return self._now.date().isoformat()


def _is_text_of_same(old: GuidanceDocument, new: GuidanceDocument) -> bool:
    """Whether two documents are texts of one edition of one work, the new one final."""
    same = work_of(old) == work_of(new) and old.metadata.edition == new.metadata.edition
    return same and not new.metadata.version


def _stated(offer: Offer, item: Item) -> dict[str, str]:
    """What GOV.UK says of a document, as far as it can be taken to be of this text of it.

    A page is updated for many reasons, so its date is that of a file only where the file's title names
    the same year, or nothing was ever updated. "Guidance" is the site's name for statutory codes too, so
    only pages that are the document themselves are taken to be non-statutory by it.
    """
    told, year = metadata_of(item), year_of(offer.title)
    alike = is_called(offer.title, item.title)
    dated = offer.page or (told.published[:4] == year if year else len(item.changes) <= 1)
    itself = offer.address == item.path or told.kind != "non-statutory advice"
    stated = {
        "title": item.title if alike else offer.title,
        "edition": year,
        "version": version_of(offer.title),
        "publisher": told.publisher,
        "published": told.published if dated else "",
        "nation": told.nation,
        "kind": told.kind if itself else "",
    }
    return {name: value for name, value in stated.items() if value}
