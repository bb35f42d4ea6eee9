"""What a document is: its catalogue entry, guessed where nobody said, with how sure and why."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from ingest.catalogue import kinds, publication, scopes, titles
from ingest.catalogue.evidence import Evidence, Guess
from ingest.catalogue.issuers import publisher
from ingest.catalogue.publishers import known_publisher
from ingest.catalogue.recognition import edition_of, recognised
from ingest.dates import YEAR, in_words
from ingest.documents import Basis, GuidanceDocument, Metadata, Reading, Sureness
from ingest.known import KnownEdition, KnownWork, Source
from ingest.vocabulary import KINDS

_SPAN = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s*(?:to|[-–/])\s*(?:(?:19|20)\d\d|\d\d(?![\d-])))?(?!\d)")
"""A year or, as "2023-24" and "2027 to 2030", several."""
_ACT = re.compile(r"\b(?:Act|Regulations|Order|Rules|Measure)(?: \([^)]*\))*,? (?:19|20)\d\d\b")
_KNOWN = {Source.READ: Sureness.STATED, Source.PAGE: Sureness.STATED, Source.MENTION: Sureness.GUESS}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody or something other than the document itself says of it.

    Attributes:
        values: fields of ``Metadata``; an empty value says that there is none.
        sure: how far it can be relied on.
        because: who or what says it.
    """

    values: Mapping[str, str]
    sure: Sureness = Sureness.CONFIRMED
    because: str = "said by the person who added it"


@dataclass
class _Entry:
    """A catalogue entry in the making; what is set first stays."""

    metadata: Metadata = field(default_factory=Metadata)
    bases: dict[str, Basis] = field(default_factory=dict)

    def put(self, name: str, guess: Guess | None) -> None:
        if guess is None or name in self.bases or (not guess.value and guess.sure is not Sureness.CONFIRMED):
            return
        self.metadata = replace(self.metadata, **{name: guess.value})
        self.bases[name] = Basis(name, guess.sure, guess.because)


def describe(reading: Reading, path: Path, said: Sequence[Said] = ()) -> tuple[Metadata, tuple[Basis, ...]]:
    """A document's catalogue entry, and why each field holds what it does.

    What is said of it comes first, in the order given; then what the document states in a form that can be
    relied on; then, for a well-known document, what the table of those has; then guesses from its cover, its
    first and last pages, its file's name and properties, and its words.
    """
    entry, evidence = _Entry(), Evidence(reading, path)
    for one in said:
        for name, value in one.values.items():
            entry.put(name, Guess(value, one.sure, one.because))
    for each in fields(Metadata):
        value = getattr(reading.metadata, each.name)
        if each.name != "title" and value and (each.name != "kind" or value in KINDS):
            entry.put(each.name, Guess(_tidy(each.name, value), Sureness.STATED, "the document says so"))
    entry.put("title", titles.title(evidence))
    is_law, issuer = kinds.kind_is_law(evidence, entry.metadata), publisher(evidence)
    for name, guess in _dates(entry, evidence, is_law=is_law):
        entry.put(name, guess)
    if issuer and not is_law and issuer.sure is not Sureness.GUESS:
        entry.put("publisher", issuer)
    if work := recognised(entry.metadata, evidence, is_law=is_law):
        _put_known(entry, work)
    entry.put("publisher", kinds.lawmaker(evidence, entry.metadata) or issuer)
    for name, look in _GUESSES:
        entry.put(name, look(evidence, entry.metadata))
    named = (each.name for each in fields(Metadata))
    return entry.metadata, tuple(entry.bases[name] for name in named if name in entry.bases)


def redescribed(document: GuidanceDocument, said: Sequence[Said]) -> GuidanceDocument:
    """A document with what is said of it put into its catalogue entry; what is said first stays."""
    values, bases = asdict(document.metadata), {basis.field: basis for basis in document.bases}
    for one in reversed(said):
        for name, value in one.values.items():
            held = bases.get(name)
            if value != values[name] or held is None or one.sure is not held.sure:
                values[name], bases[name] = value, Basis(name, one.sure, one.because)
    ordered = tuple(bases[name] for name in values if name in bases)
    return replace(document, metadata=Metadata(**values), bases=ordered)


_GUESSES: tuple[tuple[str, Callable[[Evidence, Metadata], Guess | None]], ...] = (
    ("source_url", lambda evidence, told: _address(evidence)),
    ("kind", kinds.kind),
    ("nation", scopes.nation),
    ("audience", scopes.audience),
    ("sector", scopes.sector),
    ("licence", lambda evidence, told: scopes.licence(evidence)),
)
"""In this order: a later one looks at what the earlier ones found."""


def _tidy(name: str, value: str) -> str:
    if name == "publisher" and (one := known_publisher(value)):
        return one.name
    return value


def _dates(entry: _Entry, evidence: Evidence, *, is_law: bool) -> Iterator[tuple[str, Guess | None]]:
    """When it was published and applies, and by which date its edition goes."""
    for name, look in _SAID_OF_ITSELF.items():
        yield name, look(evidence)
    told = entry.metadata
    in_title: list[str] = _SPAN.findall(_ACT.sub("", told.title))
    published = publication.assent(evidence) if is_law else publication.published(evidence)
    if published is None and is_law and (years := YEAR.findall(told.title)):
        published = Guess(years[-1], Sureness.LIKELY, f"its title, “{told.title}”")
    if published is None and in_title:
        published = Guess(in_title[-1][:4], Sureness.LIKELY, f"its title, “{told.title}”")
    yield "published", published
    yield "effective_from", publication.in_force_from(evidence) if not is_law else None
    if in_title:
        yield "edition", Guess(in_title[-1], Sureness.LIKELY, f"its title, “{told.title}”")
    elif published and published.because != publication.FILE_MADE and not is_law:
        yield "edition", replace(published, value=in_words(entry.metadata.published or published.value))


_SAID_OF_ITSELF: Mapping[str, Callable[[Evidence], Guess | None]] = {
    "version": publication.version,
    "withdrawn": publication.withdrawn,
    "effective_until": publication.in_force_until,
    "supersedes": publication.supersedes,
    "superseded_by": publication.superseded_by,
}


def _put_known(entry: _Entry, work: KnownWork) -> None:
    for name in ("publisher", "nation", "audience", "sector", "kind", "source_url", "work"):
        value = getattr(work.metadata, name)
        entry.put(name, Guess(value, Sureness.STATED, "it is a well-known document"))
    if entry.bases["title"].sure is Sureness.GUESS:
        del entry.bases["title"]
        entry.put("title", Guess(work.title, Sureness.STATED, "it is a well-known document"))
    if edition := edition_of(work, entry.metadata):
        _put_edition(entry, edition)


def _put_edition(entry: _Entry, edition: KnownEdition) -> None:
    because = f"the table of well-known documents, from {edition.source}"
    for name in ("published", "effective_from", "effective_until", "withdrawn"):
        value = getattr(edition, name)
        held = entry.bases.get(name)
        inexact = (
            value.startswith(getattr(entry.metadata, name)) and held and held.sure is not Sureness.CONFIRMED
        )
        if held and (held.sure is Sureness.GUESS or inexact):
            del entry.bases[name]
        entry.put(name, Guess(value, _KNOWN[edition.known], because))


def _address(evidence: Evidence) -> Guess | None:
    found = evidence.address
    return Guess(found, Sureness.LIKELY, "an address on its cover") if found else None
