"""How many questions somebody may ask in a minute, so that one page that runs wild keeps nobody waiting."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from assistant.people.person import Person


class Limits:
    """Counts the questions of each person. Each process counts for itself.

    Args:
        per_minute: how many one person may ask.
    """

    def __init__(self, per_minute: int) -> None:
        self._most = RateLimitItemPerMinute(per_minute)
        self._counted = MovingWindowRateLimiter(MemoryStorage())

    def allow(self, person: Person) -> bool:
        """Whether somebody may ask one more question now; it is counted."""
        return bool(self._counted.hit(self._most, person.id))
