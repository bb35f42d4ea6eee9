"""The word lists of ``data/grounding.yaml``, compiled once."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from assistant.wordings import held, whole


@cache
def lists() -> dict[str, Any]:
    """What the data file holds."""
    found: dict[str, Any] = held("grounding")
    return found


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Any of the wordings of one list, as whole words."""
    return _compiled(lists()[name])


@cache
def patterns(name: str) -> Mapping[str, re.Pattern[str]]:
    """The patterns of a group of lists, by name, in the order of the file."""
    return {key: _compiled(wording) for key, wording in lists()[name].items()}


def _compiled(wording: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{whole(wording, {})})(?![\w-])", re.IGNORECASE)


def plain(text: str) -> str:
    """A text with straight quotes, as the patterns are written; of the same length."""
    return text.replace("’", "'").replace("‘", "'").replace("–", "-").replace("\n", " ")
