"""A clock that a test sets."""

from dataclasses import dataclass


@dataclass
class Clock:
    """Stands still until a test moves it.

    Attributes:
        now: seconds since 1970.
    """

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now
