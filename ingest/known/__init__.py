"""Well-known documents and their editions, and arrangements that were abolished: two data files.

``documents.yaml`` and ``arrangements.yaml`` are for maintainers to read and extend; the top of each says how.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.documents import Metadata


class Source(StrEnum):
    """How a row of the tables is known, surest first."""

    READ = "read"
    """In an official document itself."""
    PAGE = "page"
    """On a public page."""
    MENTION = "mention"
    """Only mentioned by others: to be checked."""


@dataclass(frozen=True, slots=True)
class KnownEdition:
    """One edition of a well-known document.

    Attributes:
        edition: as people name it, beginning or ending with its year: "2018", "May 2024".
        published, effective_from, effective_until, withdrawn: ISO dates, as exact as known, or "".
        known: how it is known.
        source: where that was read.
    """

    edition: str
    known: Source
    source: str
    published: str = ""
    effective_from: str = ""
    effective_until: str = ""
    withdrawn: str = ""

    @property
    def year(self) -> str:
        """The year by which the edition is called."""
        return str(re.findall(r"(?:19|20)\d\d", self.edition)[-1])


@dataclass(frozen=True, slots=True)
class KnownWork:
    """A well-known document in all its editions.

    Attributes:
        key: what the table calls it.
        title: its title without a year.
        also: other titles that it has or had, without a year.
        publisher, nation, audience, sector, kind, source_url: as in ``Metadata``, of the latest edition.
        replaced_by: the key of the work that took its place, or "".
        editions: oldest first.
    """

    key: str
    title: str
    publisher: str
    nation: str
    audience: str
    sector: str
    kind: str
    source_url: str
    editions: tuple[KnownEdition, ...]
    also: tuple[str, ...] = ()
    replaced_by: str = ""

    @property
    def metadata(self) -> Metadata:
        """What holds of every edition."""
        return Metadata(
            publisher=self.publisher,
            nation=self.nation,
            audience=self.audience,
            sector=self.sector,
            kind=self.kind,
            source_url=self.source_url,
            work=self.key,
        )

    def edition(self, year: str) -> KnownEdition | None:
        """The edition that goes by a year, or None; of two of one year the later."""
        return next((one for one in reversed(self.editions) if one.year == year), None)

    def name(self, edition: KnownEdition) -> str:
        """Title with edition."""
        return f"{self.title} ({edition.edition})"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Something that guidance used to prescribe, and what there is now.

    Attributes:
        then: what it was called.
        also: its short and other names.
        now: what took its place, in words.
        nation: where.
        ended: when, an ISO date as exact as known, or "" where no single date is known.
        how: what ended it, in a sentence.
        known, source: how, and where that was read.
        search: words that find what took its place in guidance, or "" where there is nothing to find.
    """

    then: str
    now: str
    nation: str
    ended: str
    how: str
    known: Source
    source: str
    also: tuple[str, ...] = ()
    search: str = ""


@cache
def works() -> dict[str, KnownWork]:
    """All well-known documents, by key."""
    return {key: _work(key, told) for key, told in _table("documents").items()}


@cache
def arrangements() -> tuple[Arrangement, ...]:
    """All arrangements that came to an end."""
    return tuple(
        Arrangement(**{**told, "known": Source(told["known"]), "also": tuple(told.get("also", ()))})
        for told in _table("arrangements")
    )


def _table(name: str) -> Any:
    text = (files(__package__) / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, _Plain)  # noqa: S506 - a safe loader that leaves dates as they are written


class _Plain(yaml.SafeLoader):
    """YAML in which 2018, 2018-07 and 2018-07-04 are text."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _work(key: str, told: dict[str, Any]) -> KnownWork:
    editions = tuple(KnownEdition(**{**row, "known": Source(row["known"])}) for row in told["editions"])
    return KnownWork(key, **{**told, "also": tuple(told.get("also", ())), "editions": editions})
