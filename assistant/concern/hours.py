"""When somebody can be reached: "Mon-Fri 08:30-17:00; Sat 09:00-12:00"."""

import re
from dataclasses import dataclass
from datetime import datetime, time

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FORM = (
    'such as "Mon-Fri 08:30-17:00; Sat 09:00-12:00", or for nights '
    '"Mon-Thu 17:00-08:30; Fri 17:00 - Mon 08:30"'
)

_NAME = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|r|rs|nes|urs|day|sday|nesday|rsday|urday)?"
_DAILY = re.compile(rf"{_NAME}(?:\s*[-–]\s*{_NAME})?\s+(\S+?)\s*[-–]\s*(\S+)", re.IGNORECASE)
_THROUGH = re.compile(rf"{_NAME}\s+(\S+?)\s*[-–]\s*{_NAME}\s+(\S+)", re.IGNORECASE)
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a week; none is at any time.

    Attributes:
        text: as written.
        spans: minutes from Monday 00:00 at which each stretch begins and ends; one that runs past Sunday's
            midnight ends beyond the week.
    """

    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()

    @classmethod
    def read(cls, text: str) -> "Hours":
        """Read hours as people write them; a stretch that ends before it begins ends on the next day.

        Raises:
            ValueError: they cannot be read; says how they are written.
        """
        parts = [part.strip() for part in re.split(r"[;,]", text) if part.strip()]
        if text.strip() and not parts:
            raise ValueError(f"{text!r} are no hours. Write them {FORM}")
        return cls(text.strip(), tuple(span for part in parts for span in _spans(part)))

    def include(self, moment: datetime) -> bool:
        """Whether somebody can be reached at a moment of the place's own time."""
        minute = moment.weekday() * _DAY + moment.hour * 60 + moment.minute
        return not self.spans or any(
            start <= at < end for start, end in self.spans for at in (minute, minute + 7 * _DAY)
        )


def _spans(part: str) -> list[tuple[int, int]]:
    if through := _THROUGH.fullmatch(part):
        first, opens, last, closes = through.groups()
        start, end = _day(first) * _DAY + _minute(opens), _day(last) * _DAY + _minute(closes)
        return [(start, end if start < end else end + 7 * _DAY)]
    matched = _DAILY.fullmatch(part)
    if not matched:
        raise ValueError(f"{part!r} are no hours. Write them {FORM}")
    first, last, opens, closes = matched.groups()
    begins, ends = _day(first), _day(last or first)
    count = (ends - begins) % 7 + 1
    start, end = _minute(opens), _minute(closes)
    end += _DAY if end <= start else 0
    return [(day * _DAY + start, day * _DAY + end) for day in ((begins + n) % 7 for n in range(count))]


def _day(name: str) -> int:
    return DAYS.index(name.title())


def _minute(clock: str) -> int:
    """Minutes from midnight; "24:00" is the end of the day."""
    if clock == "24:00":
        return _DAY
    try:
        read = time.fromisoformat(clock.replace(".", ":").zfill(5))
    except ValueError as error:
        raise ValueError(f"{clock!r} is no time of day. Write hours {FORM}") from error
    return read.hour * 60 + read.minute
