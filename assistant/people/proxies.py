"""What a reverse proxy says of a request: where it is from, and who sends it. Only proxies that are trusted
by their address are believed; anybody else may send the same headers.
"""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

from assistant.people.accounts import LONGEST_NAME

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
Scope = Any
"""Of an ASGI request."""
_WITH_PORT = re.compile(r"\[([^\]]*)\](?::\d+)?|([\d.]+):\d+")


class Proxies:
    """The proxies that are trusted.

    Args:
        networks: where they are.
        header: in which they name whom they let in.
    """

    def __init__(self, networks: Sequence[Network], header: str) -> None:
        self._networks, self._header = tuple(networks), header.casefold().encode()

    def address(self, scope: Scope) -> str:
        """Where a request is from: its sender, or whom a trusted proxy had it from; "" if that is no address.

        Of several proxies in a row each adds its sender to ``X-Forwarded-For``, so that the last that is no
        trusted proxy is the one; what stands before it, anybody may have written.
        """
        sender = _sender(scope)
        if sender is None or not self._trusted(sender):
            return str(sender or "")
        told = b",".join(_values(scope, b"x-forwarded-for")).decode("latin-1").split(",")
        for one in reversed(told):
            before = _address(one.strip())
            if before is None:
                return str(sender)
            if not self._trusted(before):
                return str(before)
            sender = before
        return str(sender)

    def name(self, scope: Scope) -> str | None:
        """Whom a trusted proxy says it let in; None if nobody does, two are named, or it is no name."""
        sender = _sender(scope)
        if sender is None or not self._trusted(sender):
            return None
        given = _values(scope, self._header)
        try:
            name = given[0].decode().strip() if len(given) == 1 else ""
        except UnicodeDecodeError:  # put right with signs for what cannot be read, two names would be one
            return None
        return name if 0 < len(name) <= LONGEST_NAME and name.isprintable() else None

    def _trusted(self, address: Address) -> bool:
        return any(address in network for network in self._networks)


def _sender(scope: Scope) -> Address | None:
    """Who is connected; None at a Unix socket."""
    client = scope.get("client")
    return _address(client[0]) if client else None


def _address(text: str) -> Address | None:
    """An address, without the port that some proxies add (Azure's Application Gateway does) and without the
    name of a network card; one of IPv4 that is written as IPv6 is the same."""
    with_port = _WITH_PORT.fullmatch(text)
    try:
        found = ip_address(with_port[1] or with_port[2] if with_port else text)
    except ValueError:
        return None
    return found if isinstance(found, IPv4Address) else found.ipv4_mapped or IPv6Address(int(found))


def _values(scope: Scope, name: bytes) -> list[bytes]:
    return [value for key, value in scope["headers"] if key == name]
