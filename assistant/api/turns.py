"""Whose turn it is: how many may do something that takes long at the same time, and how many may wait."""

from http import HTTPStatus
from types import TracebackType

from anyio import Semaphore

from assistant.api.problems import Problem

BUSY = "Too much is asked of Safeguide at this moment. Come back in a minute."


class Turns:
    """An asynchronous context that so many are in at the same time.

    Args:
        at_once: how many may be in it.
        waiting: how many may wait before others are told to come back later.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free, self._most = Semaphore(at_once), waiting

    def check(self) -> None:
        """See that somebody may come in or wait.

        Raises:
            Problem: too many wait.
        """
        if not self._free.value and self._free.statistics().tasks_waiting >= self._most:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, BUSY)

    async def __aenter__(self) -> None:
        self.check()
        await self._free.acquire()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, frames: TracebackType | None
    ) -> None:
        self._free.release()
