"""The word lists and patterns in ``assistant/data``, which are kept as data to be read and extended."""

import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Thousands of lines take it a tenth of the time."""


def held(name: str) -> Any:
    """What the data file of a name holds."""
    text = (files("assistant") / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, _Loader)  # noqa: S506 - both are safe loaders


def whole(pattern: str, parts: Mapping[str, str | Sequence[str]]) -> str:
    """A pattern in one line, with the parts that it names ("<few words>") put in, and those that they name;
    KeyError for a part that is not there."""

    def put_in(named: re.Match[str]) -> str:
        part = parts[named[1]]
        return f"(?:{'|'.join(whole(one, parts) for one in ([part] if isinstance(part, str) else part))})"

    return re.sub(r"<([a-z][a-z ]*)>", put_in, re.sub(r"\n\s*", "", pattern))
