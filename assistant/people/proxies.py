"""What a reverse proxy says of a request: where it is from, and who sends it. Only proxies that are trusted
by their address are believed; anybody else may send the same headers.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

from assistant.people.accounts import LONGEST_NAME

Network = IPv4Network | IPv6Network
Scope = Any
"""Of an ASGI request."""


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
        client = scope.get("client")
        sender = _address(client[0]) if client else None
        if sender is None or not self._trusted(sender):
            return str(sender or "")
        told = ",".join(_values(scope, b"x-forwarded-for")).split(",")
        for one in reversed(told):
            before = _address(one.strip())
            if before is None:
                return str(sender)
            if not self._trusted(before):
                return str(before)
            sender = before
        return str(sender)

    def name(self, scope: Scope) -> str | None:
        """Whom a trusted proxy says it let in; None if nobody does, or two are named."""
        client = scope.get("client")
        sender = _address(client[0]) if client else None
        if sender is None or not self._trusted(sender):
            return None
        given = _values(scope, self._header)
        name = given[0].strip() if len(given) == 1 else ""
        return name if 0 < len(name) <= LONGEST_NAME and name.isprintable() else None

    def _trusted(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self._networks)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("utf-8", "replace") for key, value in scope["headers"] if key == name]
