"""The lists of ``words.yaml`` as patterns."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def _lists() -> Any:
    return yaml.safe_load((files(__package__) / "words.yaml").read_text(encoding="utf-8"))


@cache
def words(*names: str) -> re.Pattern[str]:
    """Any of a list, as whole words, whatever their capitals.

    Args:
        names: of the list, and of the one within it: "nation", "england".
    """
    found = _lists()
    for name in names:
        found = found[name]
    return re.compile(rf"(?<!\w){any_of(found)}(?!\w)", re.MULTILINE | re.IGNORECASE)


@cache
def lists(name: str) -> Mapping[str, re.Pattern[str]]:
    """The lists within a list of lists, by name, in their order."""
    return {each: words(name, each) for each in _lists()[name]}


@cache
def lines(name: str) -> re.Pattern[str]:
    """Lines that hold any of a list and nothing else."""
    return re.compile(rf"^\W*{any_of(_lists()[name])}\W*$", re.MULTILINE | re.IGNORECASE)


def any_of(alternatives: list[str]) -> str:
    """A group of alternatives; in YAML those with a colon and a space must stand in quotation marks."""
    return f"(?:{'|'.join(alternatives)})"


def bodies() -> str:
    """What the names of bodies end with, as a group of alternatives."""
    return any_of(_lists()["bodies"])
