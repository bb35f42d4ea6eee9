"""How documents stand on a day: which is in force, which was replaced, and by what, held here or not.

Nothing of this is stored: it follows from the catalogue entries of what is held, from the table of
well-known documents, and from the day that is asked about.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from ingest import known
from ingest.catalogue.recognition import edition_of
from ingest.dates import MONTHS, YEAR, first_day, last_day
from ingest.documents import GuidanceDocument, Metadata, Standing, State, Sureness
from ingest.known import KnownEdition, KnownWork, Source

_SPAN = r"(?<!\d)(?:19|20)\d\d(?:\s*(?:to|[/–-])\s*(?:20)?\d\d)?(?!\d)"
_DATED = re.compile(rf"\b(?:\d{{1,2}} )?(?:{MONTHS})\b(?= *(?:19|20)\d\d| *$)|{_SPAN}", re.IGNORECASE)
_VERSION = re.compile(r"\b(?:v|version |issue )\d+(?:\.\d+)*\b|\b(?:final|draft)\b|\(\d+\)", re.IGNORECASE)
_NEVER_REPLACED = ("legislation", "research", "news")
"""Kinds of which a later one of the same name stands beside an earlier: an Act amends, a report adds."""
_NOT_IN_USE = ("draft", "consultation")
"""Versions that replace nothing and are not worked to."""


def work_of(document: GuidanceDocument) -> str:
    """What all editions of a document have in common: its key in the table, else its title without dates and
    its publisher. Where that is not known, its folder, and its file's name unless the title is dated. Law,
    research and news stand alone."""
    told = document.metadata
    if told.work:
        return told.work
    if told.kind in _NEVER_REPLACED:
        return document.id
    title = _undated(told.title)
    if told.publisher:
        return f"{_plain(told.publisher)}: {title}"
    path = Path(document.path)
    name = "" if title != _plain(told.title) else _undated(path.stem)  # a dated title is that of an edition
    return f"{path.parent}: {name}: {title}"


@lru_cache(maxsize=10_000)
def _undated(text: str) -> str:
    """Some words without dates, versions, case and punctuation."""
    return _plain(_VERSION.sub(" ", _DATED.sub(" ", text.replace("_", " ").replace("-", " "))))


@lru_cache(maxsize=10_000)  # of every document, at every question
def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", re.sub(r"['’.]", "", text)).strip().casefold()


def starts(metadata: Metadata) -> str:
    """From when an edition applies, an ISO date as exact as known, or "": when it says that it does, else
    when it was published, else the year that it goes by."""
    if metadata.effective_from or metadata.published:
        return metadata.effective_from or metadata.published
    years = YEAR.findall(metadata.edition)
    return years[-1] if years else ""


def with_standing(documents: Iterable[GuidanceDocument], on: date) -> list[GuidanceDocument]:
    """The documents, each with how it stands on a day among the others."""
    held = list(documents)
    families: dict[str, list[GuidanceDocument]] = {}
    for document in held:
        families.setdefault(work_of(document), []).append(document)
    naming = [one for one in held if one.metadata.supersedes]
    return [replace(one, standing=standing(one, [*families[work_of(one)], *naming], on)) for one in held]


def standing(document: GuidanceDocument, held: Sequence[GuidanceDocument], on: date) -> Standing:
    """How a document stands on a day.

    Args:
        document: it.
        held: all documents of the library, or those of the same work and those that name what they replace.
        on: the day.
    """
    told, day = document.metadata, on.isoformat()
    if told.withdrawn and (told.withdrawn == "yes" or first_day(told.withdrawn) <= day):
        return Standing(
            State.WITHDRAWN, "" if told.withdrawn == "yes" else told.withdrawn, told.superseded_by
        )
    if first_day(starts(told)) > day:
        return Standing(State.FORTHCOMING, starts(told))
    if told.version in _NOT_IN_USE:
        return Standing(State.FORTHCOMING)
    if found := _replaced(document, held, day):
        return found
    dated = told.effective_until or told.withdrawn
    ended = last_day(dated) < day if dated else bool(told.superseded_by)
    if ended:
        return Standing(State.SUPERSEDED, told.effective_until, told.superseded_by)
    return Standing(State.IN_FORCE, starts(told))


def succeeded_by(document: GuidanceDocument, held: Sequence[GuidanceDocument]) -> GuidanceDocument | None:
    """The newest of the editions held that a document takes over from, or None."""
    return max((one for one in held if _takes_over(document, one)), key=_order, default=None)


def is_later(document: GuidanceDocument, other: GuidanceDocument) -> bool:
    """Whether a document is a later edition, or a later text of the same one, than another."""
    return bool(starts(other.metadata)) and _order(document) > _order(other)


def _order(document: GuidanceDocument) -> tuple[str, bool, str]:
    """By which editions are ordered: when they start; of one edition a draft comes before the final text."""
    told = document.metadata
    return _year_of(told), not told.version, first_day(starts(told)) if starts(told) else ""


def _year_of(told: Metadata) -> str:
    years = YEAR.findall(told.edition)
    return years[-1] if years else starts(told)[:4]


def _replaced(document: GuidanceDocument, held: Sequence[GuidanceDocument], day: str) -> Standing | None:
    """By what it has been replaced on a day; by nothing where a person says that nothing has."""
    if document.sure("superseded_by") is Sureness.CONFIRMED and not document.metadata.superseded_by:
        return None
    return _replaced_by_held(document, held, day) or _replaced_by_known(document.metadata, day)


def _takes_over(document: GuidanceDocument, other: GuidanceDocument) -> bool:
    """Whether a document, once it applies, takes the place of another: as a later edition, or as it says."""
    if document.metadata.version in _NOT_IN_USE:
        return False
    is_edition = work_of(document) == work_of(other) and is_later(document, other)
    return is_edition or _says_so(document, other)


def _says_so(document: GuidanceDocument, other: GuidanceDocument) -> bool:
    """Whether a document says of itself that it took the place of another, which is not later."""
    if not document.metadata.supersedes:
        return False
    told = other.metadata
    names = {_plain(name) for name in (told.title, other.name, f"{told.title} {told.edition}")}
    replaced = {_plain(name) for name in re.split(r"[;\n]", document.metadata.supersedes)} - {""}
    return bool(replaced & names) and not is_later(other, document)


def _replaced_by_held(
    document: GuidanceDocument, held: Sequence[GuidanceDocument], day: str
) -> Standing | None:
    """Superseded by a later edition that is held and applies on the day, and by which and since when."""
    later = [one for one in held if one.id != document.id and _takes_over(one, document)]
    begun = [one for one in later if first_day(starts(one.metadata)) <= day]
    named = [one for one in begun if not one.metadata.withdrawn]
    if not named:
        return None
    newest, first = max(named, key=_order), min(begun, key=_order)
    return Standing(State.SUPERSEDED, starts(first.metadata), newest.name, newest.id)


def _replaced_by_known(told: Metadata, day: str) -> Standing | None:
    """Superseded by a later edition that the table knows of, though it is not held."""
    work = known.works().get(told.work)
    if work is None:
        return None
    later = [one for one in _later_editions(work, told) if first_day(_begins(one)) <= day]
    if later:
        newest = later[-1]
        sure = newest.known is not Source.MENTION
        return Standing(State.SUPERSEDED, _begins(later[0]), work.name(newest), sure=sure)
    successor = known.works().get(work.replaced_by)
    if successor:
        after = _ended(work, told)
        begun = [one for one in successor.editions if after < first_day(_begins(one)) <= day]
        if begun:
            return Standing(State.SUPERSEDED, _begins(begun[0]), successor.name(begun[-1]))
    return None


def standings_of(names: str, on: date) -> Iterator[tuple[str, Standing]]:
    """Of the editions of well-known documents that some words name ("Working Together 2023, page 97"), those
    that have been replaced on a day, each with its name and how it stands."""
    plain = re.sub(r"\W+", " ", names).casefold()
    for key, work in known.works().items():
        title = re.sub(r"\W+", " ", work.title).casefold()
        for year in re.findall(rf"\b{re.escape(title)} ((?:19|20)\d\d)\b", plain):
            edition = work.edition(year)
            found = _replaced_by_known(Metadata(work=key, edition=year), on.isoformat())
            if edition and found:
                yield work.name(edition), found


def _later_editions(work: KnownWork, told: Metadata) -> list[KnownEdition]:
    """The editions after this one, of which the year and the date are known."""
    year = _year_of(told)
    if not year:
        return []
    if (own := edition_of(work, told)) is not None:
        return list(work.editions[work.editions.index(own) + 1 :])
    return [one for one in work.editions if one.year > year]


def _ended(work: KnownWork, told: Metadata) -> str:
    """The day after which another work can have taken its place: when the edition ended, else began."""
    edition = edition_of(work, told)
    ended = edition.effective_until or edition.withdrawn if edition else ""
    began = starts(told) or (_begins(edition) if edition else "")
    return first_day(ended or began) if ended or began else ""


def _begins(edition: KnownEdition) -> str:
    return edition.effective_from or edition.published or edition.year
