"""Catalogue entries for people: what is known of a document, how surely, and what somebody should look at."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from ingest.catalogue import Said
from ingest.catalogue.entries import UNSURE
from ingest.documents import GuidanceDocument, Metadata, Sureness

_IN_EDITIONS = ("statutory guidance", "non-statutory advice", "local procedure", "policy")


def confirmed(document: GuidanceDocument) -> Said:
    """That all of an entry is right as it stands."""
    held = ((each.name, getattr(document.metadata, each.name)) for each in fields(Metadata))
    return Said({name: value for name, value in held if value}, because="confirmed by a maintainer")


def entry_lines(document: GuidanceDocument) -> Iterator[str]:
    """The entry for a reader: each field with a value, and where it is not sure, how sure and why."""
    told, bases = document.metadata, {basis.field: basis for basis in document.bases}
    for each in fields(Metadata):
        if not (value := getattr(told, each.name)):
            continue
        basis = bases.get(each.name)
        unsure = basis and basis.sure in UNSURE
        remark = f"  ({basis.sure.value}: {basis.because})" if basis and unsure else ""
        yield f"  {each.name.replace('_', ' '):<16}{value}{remark}"
    wanted = ("publisher", "nation", "kind")
    if missing := [name for name in wanted if not getattr(told, name) and name not in bases]:
        yield f"  not known: {', '.join(missing)}"


def to_confirm(document: GuidanceDocument) -> Mapping[str, str]:
    """The fields that somebody should look at, with what they hold: guesses, and what is not known."""
    told = document.metadata
    guessed = {
        basis.field: getattr(told, basis.field) for basis in document.bases if basis.sure is Sureness.GUESS
    }
    wanted = ("publisher", "nation", "kind", *(("edition",) if told.kind in _IN_EDITIONS else ()))
    shown = {name: value for name, value in guessed.items() if name in ("title", "edition", *wanted)}
    missing = [name for name in wanted if not getattr(told, name) and document.sure(name) is None]
    return {**shown, **dict.fromkeys(missing, "")}
