"""The publishers of safeguarding guidance that are known by name: ``publishers.yaml``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Publisher:
    """A publisher as ``publishers.yaml`` has it; see there."""

    name: str
    also: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    nation: str = ""
    government: bool = False
    news: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Its names in full as they stand in a text."""
        return _names([name for name in (self.name, *self.also) if not _is_short(name)])

    @cached_property
    def alone(self) -> re.Pattern[str]:
        """Any of its names, as all that a field or a line says."""
        return re.compile(rf"{self.at_front.pattern}\W*", re.IGNORECASE)

    @cached_property
    def at_front(self) -> re.Pattern[str]:
        """Any of its names at the beginning of a text that says who it is from."""
        return re.compile(rf"\W*(?:the )?(?:{_names((self.name, *self.also)).pattern})", re.IGNORECASE)


def _is_short(name: str) -> bool:
    """Whether a name is initials, which in running text may be anybody's."""
    return len(name) <= 6 and sum(letter.isupper() for letter in name) > 1


def _names(names: Sequence[str]) -> re.Pattern[str]:
    plain = (re.escape(name.replace("’", "'")).replace("'", "['’]") for name in names)
    return re.compile(
        "|".join(rf"(?<!\w){name}(?!\w)" for name in sorted(plain, key=len, reverse=True)) or "(?!)"
    )


@cache
def publishers() -> tuple[Publisher, ...]:
    """All publishers of the table."""
    rows = yaml.safe_load((files(__package__) / "publishers.yaml").read_text(encoding="utf-8"))
    return tuple(
        Publisher(**{**row, "also": tuple(row["also"]), "hosts": tuple(row.get("hosts", ()))}) for row in rows
    )


def known_publisher(name: str) -> Publisher | None:
    """The publisher of the table that goes by a name, in full or in short."""
    plain = name.replace("'", "’")
    return next((one for one in publishers() if one.alone.fullmatch(plain)), None)
