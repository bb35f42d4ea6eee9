"""Which hosts may be contacted, and where a page of GOV.UK is found."""

import ipaddress
import re
import string
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from ingest.sources.errors import BY_HAND, RefusedAddress

_PAGE = re.compile(r"(?:/(?!\.+(?:/|$))[A-Za-z0-9_.~%-]+)+")
"""The path of a page: no empty, "." or ".." segments, nothing that could end it early."""
_LONGEST = 2000
_PUBLIC = frozenset({"www.gov.uk", "gov.uk"})
"""Hosts under which people know the pages of GOV.UK."""
_FILES = ("/government/uploads/", "/media/", "/assets/")
"""Paths that are files, not pages."""


@dataclass(frozen=True, slots=True)
class Site:
    """A publisher, and the only hosts that may be contacted for its documents.

    Attributes:
        base: where its Content API is found, without a slash at the end.
        hosts: the hosts that may be contacted: by encrypted connections on the usual port, or, written with
            a port ("127.0.0.1:8000"), on that one.
    """

    base: str = "https://www.gov.uk"
    hosts: frozenset[str] = frozenset({"www.gov.uk", "assets.publishing.service.gov.uk"})

    def api(self, path: str) -> str:
        """The address at which the Content API tells of the page at a path."""
        return f"{self.base}/api/content{path}"

    def page(self, path: str) -> str:
        """The address at which people read the page at a path."""
        return f"https://www.gov.uk{path}"

    def path_of(self, address: str) -> str:
        """The path of a page of GOV.UK, from its address or path; "" where it is no page of GOV.UK."""
        try:
            parts = urlsplit(address)
            host = parts.netloc.lower()
        except ValueError:
            return ""
        if (host or parts.scheme) and (
            parts.scheme not in ("http", "https") or host not in _PUBLIC | {urlsplit(self.base).netloc}
        ):
            return ""
        path = parts.path.rstrip("/").removeprefix("/api/content")
        page = len(path) <= _LONGEST and _PAGE.fullmatch(path) and not path.startswith(_FILES)
        return path if page else ""

    def joined(self, address: str, location: str) -> str:
        """Where a redirect from an address leads; RefusedAddress if it may not be followed."""
        try:
            return self.checked(urljoin(address, location.strip()))
        except ValueError as error:
            raise _refused(location, "is no address") from error

    def checked(self, address: str) -> str:
        """The address, fit to be sent; RefusedAddress if its host is not listed or it is not plain."""
        plain = quote(address, safe=string.punctuation)
        try:
            parts = urlsplit(plain)
            port = parts.port
        except ValueError as error:
            raise _refused(address, "is no address") from error
        host = parts.hostname or ""
        if parts.scheme not in ("https", "http") or not host or len(plain) > _LONGEST or "\\" in plain:
            raise _refused(address, "is no web address")
        if parts.username is not None or parts.password is not None:
            raise _refused(address, "holds a user name")
        if parts.scheme == "http" and not _loopback(host):
            raise _refused(address, "is not encrypted (https)")
        if not self.allows(host, port or (443 if parts.scheme == "https" else 80)):
            raise _refused(address, f"is on {host}, which is not one of {', '.join(sorted(self.hosts))}")
        return parts._replace(fragment="").geturl()

    def allows(self, host: str, port: int) -> bool:
        """Whether a connection may be made."""
        return f"{host}:{port}" in self.hosts or (port == 443 and host in self.hosts)


GOVUK = Site()


def _refused(address: str, problem: str) -> RefusedAddress:
    return RefusedAddress(address, f"was not contacted: it {problem}", BY_HAND)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
