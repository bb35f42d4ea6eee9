"""Who is believed about where a request is from and who sends it: trusted proxies, and nobody else."""

from ipaddress import ip_network
from typing import Any

import pytest

from assistant.people.proxies import Proxies

HEADER = "X-Forwarded-User"
TRUSTED = ("10.0.0.5", "172.30.0.0/24", "2001:db8:1::/48", "fe80::/64")

Headers = list[tuple[str, str | bytes]]


@pytest.fixture
def proxies() -> Proxies:
    return Proxies([ip_network(one) for one in TRUSTED], HEADER)


def request(sender: str | None, *headers: tuple[str, str | bytes]) -> dict[str, Any]:
    """As an ASGI server passes it on."""
    told = [
        (name.lower().encode(), value if isinstance(value, bytes) else value.encode())
        for name, value in headers
    ]
    return {"type": "http", "client": (sender, 50_000) if sender is not None else None, "headers": told}


def of(*hops: str | bytes) -> Headers:
    return [("X-Forwarded-For", one) for one in hops]


# --- who sends it


@pytest.mark.parametrize(
    "sender",
    ["10.0.0.5", "172.30.0.9", "::ffff:10.0.0.5", "::ffff:ac1e:9", "2001:db8:1:7::2", "fe80::1%eth0"],
)
def test_a_trusted_proxy_says_who_sends_a_request(proxies: Proxies, sender: str):
    assert proxies.name(request(sender, (HEADER, "sam@example.org"))) == "sam@example.org"


@pytest.mark.parametrize(
    "sender",
    [
        "10.0.0.6",
        "172.30.1.0",
        "127.0.0.1",
        "::1",
        "::ffff:10.0.0.6",
        "::10.0.0.5",  # not the same as ::ffff:10.0.0.5
        "64:ff9b::10.0.0.5",
        "2001:db8:2::2",
        "fe80:0:0:1::1%eth0",
        "0.0.0.0",  # noqa: S104
        "testclient",
        "10.0.0.05",
        "0x0a000005",
        "",
        None,
    ],
)
def test_nobody_else_does_whatever_they_send(proxies: Proxies, sender: str | None):
    hops = of("10.0.0.5", "10.0.0.5, 10.0.0.5")
    others = [("X-Real-IP", "10.0.0.5"), ("Forwarded", "for=10.0.0.5"), (HEADER, "sam@example.org")]
    assert proxies.name(request(sender, *hops, *others)) is None


def test_where_no_proxy_is_trusted_nobody_is_believed():
    nobody = Proxies([], HEADER)
    for sender in ("127.0.0.1", "10.0.0.5", None):
        sent = request(sender, (HEADER, "sam"), *of("192.0.2.1"))
        assert nobody.name(sent) is None
        assert nobody.address(sent) == (sender or "")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("sam@example.org", "sam@example.org"),
        ("  Sam Okafor ", "Sam Okafor"),
        ("Zoë Ó Briain", "Zoë Ó Briain"),
        ("x" * 100, "x" * 100),
        ("x" * 101, None),
        ("", None),
        ("   ", None),
        ("sam\x00", None),
        ("sam\x1b[31m", None),
        ("sam\r\nX-Forwarded-User: head", None),
        ("sam\u202e", None),
        ("sam\u200b", None),
        ("Zoë".encode("latin-1"), None),
        (b"\xff", None),
        (b"\xed\xa0\x80", None),
    ],
    ids=str,
)
def test_a_name_is_short_and_can_be_read(proxies: Proxies, given: str | bytes, name: str | None):
    assert proxies.name(request("10.0.0.5", (HEADER, given))) == name


def test_a_name_that_stands_twice_is_none(proxies: Proxies):
    for second in ("head@example.org", "sam@example.org", ""):
        sent = request("10.0.0.5", (HEADER, "sam@example.org"), ("x-forwarded-user", second))
        assert proxies.name(sent) is None


def test_only_the_header_that_is_set_names_anybody():
    proxies = Proxies([ip_network("10.0.0.5")], "Remote-User")
    others = [(HEADER, "head"), ("Remote_User", "head"), ("Remote-User-Name", "head")]
    assert proxies.name(request("10.0.0.5", *others)) is None
    assert proxies.name(request("10.0.0.5", *others, ("REMOTE-USER", "sam"))) == "sam"


# --- where it is from


@pytest.mark.parametrize(
    ("hops", "address"),
    [
        ((), "10.0.0.5"),
        (("192.0.2.1",), "192.0.2.1"),
        (("192.0.2.1:50123",), "192.0.2.1"),
        (("2001:db8::7",), "2001:db8::7"),
        (("[2001:db8::7]:443",), "2001:db8::7"),
        (("[2001:db8::7]",), "2001:db8::7"),
        (("::ffff:192.0.2.1",), "192.0.2.1"),
        (("2001:DB8:0:0::7",), "2001:db8::7"),
        # whoever sends a request may write what stands before the address that the proxy added
        (("198.51.100.1, 192.0.2.1",), "192.0.2.1"),
        (("10.0.0.5, 192.0.2.1",), "192.0.2.1"),
        (("<script>, 192.0.2.1",), "192.0.2.1"),
        (("198.51.100.1", "192.0.2.1"), "192.0.2.1"),
        # trusted proxies in a row
        (("192.0.2.1, 172.30.0.9",), "192.0.2.1"),
        (("192.0.2.1", "172.30.0.9, 2001:db8:1::1"), "192.0.2.1"),
        (("198.51.100.1, 192.0.2.1 , ::ffff:172.30.0.9",), "192.0.2.1"),
        (("172.30.0.8, 172.30.0.9",), "172.30.0.8"),
        # rubbish: the last whom somebody trusted saw
        (("unknown",), "10.0.0.5"),
        (("",), "10.0.0.5"),
        ((",,,",), "10.0.0.5"),
        (("192.0.2.1, unknown",), "10.0.0.5"),
        (("192.0.2.1, , 172.30.0.9",), "172.30.0.9"),
        (("192.0.2.1:port",), "10.0.0.5"),
        (("[192.0.2.1",), "10.0.0.5"),
        (("192.0.2.1/32",), "10.0.0.5"),
        (("3221225985",), "10.0.0.5"),
        ((b"\xff\xfe, \x00",), "10.0.0.5"),
        (("٣.٣.٣.٣",), "10.0.0.5"),
        (("fe80:0:0:1::1%<script>",), "fe80:0:0:1::1"),
    ],
    ids=str,
)
def test_a_request_is_from_the_last_address_that_is_no_proxy(
    proxies: Proxies, hops: tuple[str | bytes, ...], address: str
):
    assert proxies.address(request("10.0.0.5", *of(*hops))) == address


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::1", "::1"),
        ("testclient", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_who_is_no_proxy_is_where_they_are_whatever_they_send(
    proxies: Proxies, sender: str | None, address: str
):
    assert proxies.address(request(sender, *of("198.51.100.1"))) == address


def test_a_long_chain_is_read_to_its_end(proxies: Proxies):
    hops = ", ".join(["192.0.2.1", *["172.30.0.9"] * 10_000])
    assert proxies.address(request("10.0.0.5", *of(hops))) == "192.0.2.1"
