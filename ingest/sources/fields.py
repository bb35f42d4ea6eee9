"""Reading JSON from a stranger: each field is what it should be, or an error names it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from ingest.sources.errors import WrongShape

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""Control characters, those that turn the direction of writing, and halves of characters."""
_LONGEST_LINE = 1000
_LONDON = ZoneInfo("Europe/London")
"""GOV.UK publishes at midnight of British time, which in summer is a day earlier by the clock of the API."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object, asked field by field; what is absent or null counts as not said.

    Attributes:
        told: the object.
        address: where it came from, for errors.
        path: which part of the whole it is: "details.attachments[2]", or "" for the whole.
    """

    told: dict[str, Any]
    address: str
    path: str = ""

    @classmethod
    def of(cls, told: object, address: str, path: str = "") -> Self:
        """From any value; WrongShape if it is no object."""
        if not isinstance(told, dict):
            raise WrongShape(address, path, f"is {_named(told)}, not an object")
        return cls(told, address, path)

    def text(self, name: str) -> str:
        """A text of any length; "" where there is none."""
        value = self._get(name, str, "text")
        return "" if value is None else _UNSEEN.sub("", value)

    def note(self, name: str) -> str:
        """A text of any length, on one line."""
        return " ".join(self.text(name).split())

    def line(self, name: str) -> str:
        """A text on one line, of no unusual length."""
        text = self.note(name)
        if len(text) > _LONGEST_LINE:
            raise self._wrong(name, f"is longer than {_LONGEST_LINE} characters")
        return text

    def required(self, name: str) -> str:
        """A text on one line that must be there."""
        text = self.line(name)
        if not text:
            raise self._wrong(name, "is missing")
        return text

    def count(self, name: str) -> int | None:
        """A whole number of things, or None."""
        value = self._get(name, int, "a whole number")
        if isinstance(value, bool) or (value is not None and value < 0):
            raise self._wrong(name, "is not a whole number")
        return None if value is None else int(value)

    def flag(self, name: str) -> bool:
        """True or false; false where nothing is said."""
        return bool(self._get(name, bool, "true or false"))

    def day(self, name: str) -> str:
        """The day, in London, of a date with a time; "" where there is none."""
        text = self.line(name)
        if not text:
            return ""
        try:
            moment = datetime.fromisoformat(text)
            aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return aware.astimezone(_LONDON).date().isoformat()
        except (ValueError, OverflowError):
            raise self._wrong(name, "is no date") from None

    def inside(self, name: str) -> "Fields":
        """The object in a field; an empty one where there is none."""
        return Fields.of(self.told.get(name) or {}, self.address, self._at(name))

    def many(self, name: str) -> list["Fields"]:
        """The objects in a list; none where there is no list."""
        return [Fields.of(each, self.address, at) for at, each in self._each(name)]

    def texts(self, name: str) -> list[str]:
        """The texts in a list; none where there is no list."""
        for at, each in self._each(name):
            if not isinstance(each, str):
                raise WrongShape(self.address, at, f"is {_named(each)}, not text")
        return [_UNSEEN.sub("", each) for _, each in self._each(name)]

    def _each(self, name: str) -> list[tuple[str, Any]]:
        values = self._get(name, list, "a list") or []
        return [(f"{self._at(name)}[{index}]", value) for index, value in enumerate(values)]

    def _get(self, name: str, kind: type, called: str) -> Any:
        value = self.told.get(name)
        if value is not None and not isinstance(value, kind):
            raise self._wrong(name, f"is {_named(value)}, not {called}")
        return value

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _wrong(self, name: str, problem: str) -> WrongShape:
        return WrongShape(self.address, self._at(name), problem)


def _named(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "empty"}
    return names.get(type(value), "a number")
