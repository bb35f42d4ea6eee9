"""What a form says was answered to an item. A field is told by what is shown, never by what is right.

The field of the first item is "q0", and of its parts "q0.0", "q0.1"; a value is the place of an option as
shown, from 0, the place that was given to one, from 1, or a number.
"""

import re
from collections.abc import Mapping, Sequence

from assistant.quiz.grading import Given, shown
from assistant.quiz.items import Item, Kind

Fields = Mapping[str, Sequence[str]]

_NUMBER = re.compile(r"[-−]?[0-9]{1,9}")
_GROUPED = re.compile(r"(?<=[0-9])[ ,\u00a0](?=[0-9]{3}(?![0-9]))")


def field(place: int, part: int | None = None) -> str:
    """What the field of an item, or of a part of it, is called."""
    return f"q{place}" if part is None else f"q{place}.{part}"


def read(item: Item, place: int, fields: Fields) -> Given | None:
    """What was answered, or None if it was not answered, or in part, or with what is no answer."""
    match item.kind:
        case Kind.SINGLE | Kind.TRUE_FALSE:
            return _chosen(fields.get(field(place), ())[:1], len(item.options))
        case Kind.MULTIPLE:
            return _chosen(fields.get(field(place), ()), len(item.options))
        case Kind.NUMBER:
            return _number(_first(fields, field(place)))
        case Kind.MATCHING:
            return _matched(item, place, fields)
        case Kind.ORDERING:
            return _ordered(item, place, fields)


def typed(place: int, fields: Fields) -> dict[str, Sequence[str]]:
    """The fields of an item as they were sent, for the page to show them again."""
    own = field(place)
    return {name: values for name, values in fields.items() if name == own or name.startswith(f"{own}.")}


def _chosen(values: Sequence[str], count: int) -> Given | None:
    places = {_place(one, count) for one in values}
    found = sorted(one for one in places if one is not None)
    return tuple(found) if found and None not in places else None


def _number(text: str) -> Given | None:
    plain = _GROUPED.sub("", text.strip())
    return (int(plain.replace("−", "-")),) if _NUMBER.fullmatch(plain) else None


def _matched(item: Item, place: int, fields: Fields) -> Given | None:
    order = shown(item)
    places = [_place(_first(fields, field(place, part)), len(order)) for part in range(len(item.pairs))]
    found = tuple(order[one] for one in places if one is not None)
    return found if len(found) == len(places) else None


def _ordered(item: Item, place: int, fields: Fields) -> Given | None:
    """For each option, as it stands, the place it was given; each has one of its own."""
    order, given = shown(item), [0] * len(item.options)
    for at, option in enumerate(order):
        chosen = _place(_first(fields, field(place, at)), len(order) + 1)
        given[option] = chosen or 0
    return tuple(given) if sorted(given) == list(range(1, len(given) + 1)) else None


def _place(text: str, count: int) -> int | None:
    """A place below a count, or None."""
    found = int(text) if re.fullmatch(r"[0-9]{1,4}", text) else count
    return found if found < count else None


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "")
