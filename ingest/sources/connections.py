"""Connections that are made to listed hosts only, and end when their time is up.

httpcore, on which httpx stands, is used by itself: it follows no redirects, keeps no cookies, undoes no
compression, and reads no proxy, certificate or password from the environment. The two things that it lacks
are here, at the only place where bytes come in: whom it may connect to, and a limit on a whole answer (its
own time-outs begin anew with each byte, which a server that sends one at a time can draw out for days).
"""

import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from ingest.sources.errors import RefusedAddress
from ingest.sources.site import Site


class Deadline:
    """When the answer that is being waited for must be complete; shared by all connections.

    Args:
        clock: seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._end = clock()

    def start(self, seconds: float) -> None:
        """Allow so many seconds from now."""
        self._end = self._clock() + seconds

    @property
    def passed(self) -> bool:
        """Whether the time is up."""
        return self._clock() >= self._end

    def within(self, timeout: float | None) -> float:
        """The time-out, or what is left if that is less; httpcore.ReadTimeout if nothing is."""
        left = self._end - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole answer is up")
        return left if timeout is None else min(timeout, left)


def pool(site: Site, deadline: Deadline) -> httpcore.ConnectionPool:
    """Connections to the hosts of a site."""
    return httpcore.ConnectionPool(
        ssl_context=httpcore.default_ssl_context(),
        max_connections=2,
        keepalive_expiry=10.0,
        network_backend=_Backend(site, deadline),
    )


class _Backend(httpcore.NetworkBackend):
    def __init__(self, site: Site, deadline: Deadline) -> None:
        self._site, self._deadline = site, deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        if not self._site.allows(host, port):  # checked before; this is the last door
            raise RefusedAddress(f"{host}:{port}", "is not listed", "Nothing was sent to it.")
        stream = self._inner.connect_tcp(
            host, port, self._deadline.within(timeout), local_address, socket_options
        )
        return _Stream(stream, self._deadline)


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, self._deadline.within(timeout))
        return _Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
