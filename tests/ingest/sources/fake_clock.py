"""A clock that nobody waits for."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass
class Waits:
    """A clock that moves only when somebody sleeps, and what was slept."""

    slept: list[float] = field(default_factory=list)
    time: float = 1000.0
    started: datetime = datetime(2026, 11, 26, 12, tzinfo=UTC)

    def clock(self) -> float:
        return self.time

    def now(self) -> datetime:
        return self.started + timedelta(seconds=self.time - 1000.0)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += seconds
