"""Which documents the page answers from: the sentence that says it, and what is chosen to change it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.scope import Scope
from assistant.web import words
from ingest.dates import day_in_words
from ingest.vocabulary import AUDIENCES, NATIONS, SECTORS, UK

Choices = list[tuple[str, str]]

NATION_CHOICES: Choices = [
    *((NATIONS[name][0], name) for name in (*sorted(UK), "ireland")),
    (words.ALL_NATIONS, ""),
]
AUDIENCE_CHOICES: Choices = [
    (AUDIENCES["both"], ""),
    *((name, key) for key, name in AUDIENCES.items() if key != "both"),
]
SECTOR_CHOICES: Choices = [
    (words.ALL_SECTORS, ""),
    *((name, key) for key, name in SECTORS.items() if key != "multi-agency"),
]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A scope, and what is wrong with what was typed for it.

    Attributes:
        scope: what holds from now on.
        problem: what to do about a day that cannot be read, or "".
    """

    scope: Scope
    problem: str = ""


def chosen(nation: str, audience: str, sector: str, day: str, before: Scope) -> Chosen:
    """The scope of what is chosen; where the day cannot be read, or is to come, the day before stays."""
    known = [key for _, key in NATION_CHOICES], [key for _, key in AUDIENCE_CHOICES]
    sectors = [key for _, key in SECTOR_CHOICES]
    scope = Scope(
        nation=nation if nation in known[0] else before.nation,
        audience=audience if audience in known[1] else before.audience,
        sector=sector if sector in sectors else before.sector,
        as_at=before.as_at,
    )
    if not day.strip():
        return Chosen(replace(scope, as_at=None))
    try:
        read = date.fromisoformat(day.strip())
    except ValueError:
        return Chosen(scope, words.NO_DAY)
    return Chosen(replace(scope, as_at=read)) if read <= date.today() else Chosen(scope, words.DAY_TO_COME)


def remembered(told: object, default: Scope) -> Scope:
    """The scope that a browser has kept, or the default where it kept none that can be used; a day of the
    past is not kept, since nobody wants to find next month that old guidance is still asked for."""
    if not isinstance(told, Mapping):
        return default
    nation, audience, sector = (
        str(told.get(name, getattr(default, name))) for name in ("nation", "audience", "sector")
    )
    return chosen(nation, audience, sector, "", default).scope


def kept(scope: Scope) -> dict[str, Any]:
    """What a browser is to keep of a scope."""
    return {"nation": scope.nation, "audience": scope.audience, "sector": scope.sector}


def sentence(scope: Scope) -> str:
    """The scope in a sentence: "Showing guidance in force in England, for children"."""
    where = f"in {NATIONS[scope.nation][0]}" if scope.nation in NATIONS else "in all nations"
    when = f"as it stood on {day_in_words(scope.as_at.isoformat())}" if scope.as_at else "in force"
    whom = f", for {AUDIENCES[scope.audience].lower()}" if scope.audience in AUDIENCES else ""
    who = f", of {SECTORS[scope.sector].lower()}" if scope.sector in SECTORS else ""
    return f"Showing guidance {when} {where}{whom}{who}"
