"""A polite and wary client: few requests, none of them repeated needlessly, and no answer believed unseen."""

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpcore

from ingest.sources import waiting
from ingest.sources.answers import UNKNOWN, Validator, content_of, content_type, header, validator
from ingest.sources.connections import Deadline, pool
from ingest.sources.errors import (
    BY_HAND,
    LATER,
    Gone,
    LeftAlone,
    MovedInCircles,
    NotAnswered,
    NotFound,
    NotSaved,
    RateLimited,
    RefusedAddress,
    ServerError,
    SourceError,
    TooSlow,
    Truncated,
    Unreachable,
    WrongType,
)
from ingest.sources.site import Site

USER_AGENT = f"Safeguide/{version('safeguide')} (keeps one reader's library of guidance current)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost.

    Attributes:
        between: least seconds from one request to the next.
        connect, read: seconds to wait for a connection, and for the next bytes.
        answer, file: seconds within which an answer of the API, and a file, must be complete.
        answer_bytes, file_bytes: the most that either may hold, once any compression is undone.
    """

    between: float = 0.2
    connect: float = 10.0
    read: float = 20.0
    answer: float = 60.0
    file: float = 600.0
    answer_bytes: int = 16 * 2**20
    file_bytes: int = 100 * 2**20


@dataclass(frozen=True, slots=True)
class Received:
    """A whole answer.

    Attributes:
        address: where it came from, after redirects.
        content_type: as stated, without parameters, in lower case.
        validator: to ask with next time.
        told: the JSON; None for a file.
    """

    address: str
    content_type: str
    validator: Validator
    told: Any = None


class Fetcher:
    """Fetches from one site, one request at a time; use it in a ``with`` statement.

    A host that cannot be reached, or asks to be left alone, is not asked again by the same fetcher.

    Args:
        site: whom to contact; nobody else is.
        limits: what a request may cost.
        clock, now, sleep, jitter: seconds that never go back; the time of day with its zone; waiting; a
            random number between two.
    """

    def __init__(
        self,
        site: Site,
        limits: Limits = Limits(),
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self.site = site
        self._limits = limits
        self._clock, self._now, self._sleep, self._jitter = clock, now, sleep, jitter
        self._deadline = Deadline(clock)
        self._pool = pool(site, self._deadline)
        self._next = clock()
        self._left_alone: dict[str, SourceError] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()

    def json(self, address: str, known: Validator = UNKNOWN) -> Received | None:
        """What the API says at an address; None if that has not changed since ``known``.

        A page that has gone (410) may say why: then that is given, as for any other page.

        Raises:
            SourceError: it cannot be had; the message says why, and what to do.
        """
        limits = self._limits

        def take(response: httpcore.Response, where: str) -> Received:
            stated = content_type(response)
            if stated != "application/json":
                raise (
                    Gone(where, "has gone from the site", BY_HAND)
                    if response.status == 410
                    else WrongType(
                        where, f"answered with {stated or 'something'} where JSON was expected", LATER
                    )
                )
            data = b"".join(content_of(response, where, limits.answer_bytes))
            try:
                told = json.loads(data)
            except (ValueError, RecursionError) as error:
                raise WrongType(where, "answered with JSON that cannot be read", LATER) from error
            return Received(where, stated, validator(response), told)

        return self._patiently(address, known, limits.answer, take)

    def save(self, address: str, file: Path, known: Validator = UNKNOWN) -> Received | None:
        """Write what stands at an address to a file; None, and no file, if it is unchanged since ``known``.

        Raises:
            SourceError: it cannot be had; the file holds nothing to rely on.
        """

        def take(response: httpcore.Response, where: str) -> Received:
            stated = content_type(response)
            if response.status == 410:
                raise NotFound(where, "has gone from the site (410)", BY_HAND)
            if stated in ("text/html", "application/xhtml+xml", "application/json"):
                raise WrongType(where, f"answered with {stated} where a document was expected", BY_HAND)
            try:
                with file.open("wb") as out:
                    for piece in content_of(response, where, self._limits.file_bytes):
                        out.write(piece)
            except OSError as error:
                raise NotSaved(
                    where,
                    f"could not be written to {file.parent} ({error.strerror})",
                    "Check that the disk is not full and that you may write there, then sync again.",
                ) from error
            return Received(where, stated, validator(response))

        return self._patiently(address, known, self._limits.file, take)

    # --- asking again ----------------------------------------------------------------------------------

    def _patiently(
        self,
        address: str,
        known: Validator,
        seconds: float,
        take: Callable[[httpcore.Response, str], Received],
    ) -> Received | None:
        """Ask until there is an answer, another attempt would not help, or there were enough of them."""
        attempts = 0
        while True:
            try:
                return self._once(address, known, seconds, take)
            except SourceError as error:
                attempts += 1
                asked = error.asked or 0.0
                enough = attempts == waiting.ATTEMPTS or asked > waiting.PATIENCE
                if not error.passing or enough:
                    self._remember(error)
                    raise
                self._sleep(max(asked, self._jitter(0.0, waiting.ceiling(attempts - 1))))

    def _remember(self, error: SourceError) -> None:
        if isinstance(error, (RateLimited, Unreachable)):
            self._left_alone[urlsplit(error.address).netloc] = error

    def _once(
        self,
        address: str,
        known: Validator,
        seconds: float,
        take: Callable[[httpcore.Response, str], Received],
    ) -> Received | None:
        """Ask once, following redirects after each has been looked at."""
        where = self.site.checked(address)
        seen: list[str] = []
        while where not in seen and len(seen) <= _MOST_REDIRECTS:
            if error := self._left_alone.get(urlsplit(where).netloc):
                raise LeftAlone(where, error.problem, error.advice)
            seen.append(where)
            with self._asked(where, known, seconds) as response:
                if response.status == 304 and known != UNKNOWN:
                    return None
                if response.status not in _REDIRECTS:
                    self._check_status(response, where)
                    return take(response, where)
                location = header(response, "location")
            if not location:
                raise MovedInCircles(where, "has moved, but does not say where to", BY_HAND)
            where = self.site.joined(where, location)
        raise MovedInCircles(address, "sends its visitors round in circles", BY_HAND)

    @contextmanager
    def _asked(self, where: str, known: Validator, seconds: float) -> Iterator[httpcore.Response]:
        """The answer to one request, its body yet to be read; errors of connections put in words."""
        self._pace()
        self._deadline.start(seconds)
        timeouts = {
            "connect": self._limits.connect,
            "read": self._limits.read,
            "write": self._limits.read,
            "pool": self._limits.connect,
        }
        try:
            with self._pool.stream(
                "GET", where, headers=_headers(where, known), extensions={"timeout": timeouts}
            ) as response:
                yield response
        except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout) as error:
            raise Unreachable(where, f"cannot be reached ({error or 'timed out'})", _offline()) from error
        except httpcore.TimeoutException as error:
            if self._deadline.passed:
                raise TooSlow(where, f"did not answer in full within {seconds:.0f} seconds", LATER) from error
            raise Truncated(where, "stopped answering", LATER) from error
        except (httpcore.NetworkError, httpcore.RemoteProtocolError) as error:
            raise Truncated(where, "broke off before all had come", LATER) from error
        except (httpcore.LocalProtocolError, httpcore.UnsupportedProtocol, UnicodeError) as error:
            raise RefusedAddress(where, "is no address that can be asked for", BY_HAND) from error

    def _pace(self) -> None:
        """Wait until the next request may be made."""
        if (early := self._next - self._clock()) > 0:
            self._sleep(early)
        self._next = self._clock() + self._limits.between

    def _check_status(self, response: httpcore.Response, where: str) -> None:
        status = response.status
        told_to_wait = header(response, "retry-after")
        asked = waiting.asked_for(told_to_wait, self._now()) if told_to_wait else None
        if status == 429 or (status == 503 and asked is not None):
            told = f" for {_duration(asked)}" if asked else ""
            raise RateLimited(where, f"asks to be left alone{told} ({status})", LATER, asked=asked)
        if status >= 500:
            raise ServerError(where, f"could not answer ({status})", LATER)
        if status == 404:
            raise NotFound(
                where, "is not there (404)", "Look for the document on the site, and correct its address."
            )
        if status not in (200, 410):
            raise NotAnswered(where, f"answered with status {status}, not with the page", BY_HAND)


def _headers(where: str, known: Validator) -> list[tuple[str, str]]:
    json_wanted = "/api/" in urlsplit(where).path
    told = [
        ("Host", urlsplit(where).netloc),
        ("User-Agent", USER_AGENT),
        ("Accept", "application/json" if json_wanted else "*/*"),
        ("Accept-Encoding", "gzip" if json_wanted else "identity"),
    ]
    asked = (("If-None-Match", known.etag), ("If-Modified-Since", known.modified))
    return told + [(name, value) for name, value in asked if value]


def _duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 7200 else "hours"


def _offline() -> str:
    return (
        "Check that this machine is on the internet and may reach GOV.UK directly (no proxy is used), then "
        "sync again."
    )
