"""The numbers that a browser shows before the items of an HTML list."""

import re
from collections.abc import Callable, Iterator
from itertools import count

from bs4 import Tag

from ingest.readers._numerals import ordinal

_ORDINAL_STYLES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_UNMARKED_LIST = re.compile(
    r"legislative-list|unstyled|no-?bullets?|list-style-none|plain-?list", re.IGNORECASE
)


def attribute(tag: Tag, name: str) -> str:
    """An attribute as text, "" where it is absent."""
    value = tag.get(name, "")
    return " ".join(value) if isinstance(value, list) else value or ""


def item_numbers(tag: Tag) -> Callable[[Tag], str]:
    """What gives each item of a list the number that a browser shows before it."""
    style = _list_style(tag)
    if tag.name != "ol" or style in {"none", "disc", "circle", "square"}:
        return lambda _: ""
    mark = attribute(tag, "data-mark") or "."
    values = _values(tag)
    return lambda item: f"{ordinal(values(item), style)}{mark}"


def _values(tag: Tag) -> Callable[[Tag], int]:
    step = -1 if tag.has_attr("reversed") else 1
    first = len(tag.find_all("li", recursive=False)) if step < 0 else 1
    counter: Iterator[int] = count(_whole(attribute(tag, "start"), first), step)

    def value(item: Tag) -> int:
        nonlocal counter
        stated = attribute(item, "value")
        if stated:
            counter = count(_whole(stated, 1), step)
        return next(counter)

    return value


def _whole(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"\s*-?\d{1,6}\s*", text) else default


def _list_style(tag: Tag) -> str:
    stated = _LIST_STYLE.search(attribute(tag, "style"))
    if stated:
        return stated.group(1).lower()
    if _UNMARKED_LIST.search(attribute(tag, "class")):
        return "none"
    return _ORDINAL_STYLES.get(attribute(tag, "type"), "decimal")
