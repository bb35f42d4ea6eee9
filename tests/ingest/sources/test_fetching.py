"""The client: polite to a good server, and not to be fooled by a bad one."""

import email.utils
import gzip
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpcore
import pytest
from fake_clock import Waits
from fake_govuk import FakeGovUk, Reply, bomb, cut_off_after, drip, drip_headers, endless, reply_of, reset

from ingest.sources.answers import Validator, content_of
from ingest.sources.errors import (
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
    TooLarge,
    TooSlow,
    Truncated,
    Unreachable,
    WrongType,
)
from ingest.sources.fetching import Fetcher, Limits
from ingest.sources.site import GOVUK, Site

PAGE = "/api/content/guidance/made-up"
FILE = "/media/1/made-up.pdf"
GOOD = Reply(body=b'{"title": "Made up"}')


def status(code: int, **headers: str) -> Reply:
    return Reply(code, b"{}", headers={name.replace("_", "-"): value for name, value in headers.items()})


def to(location: str, code: int = 302) -> Reply:
    return status(code, Location=location)


def fails(error: type[SourceError], fetcher: Fetcher, address: str) -> SourceError:
    """The error that asking ends in, which says what is wrong and what to do."""
    with pytest.raises(error) as caught:
        fetcher.json(address)
    assert type(caught.value) is error
    assert len(str(caught.value).split(". ")) > 1, "says what is wrong but not what to do"
    return caught.value


# --- a good server -------------------------------------------------------------------------------------


def test_json_is_given_with_what_to_ask_with_next_time(govuk: FakeGovUk, fetcher: Fetcher):
    headers = {"ETag": 'W/"abc"', "Last-Modified": "Wed, 25 Nov 2026 10:00:00 GMT"}
    address = govuk.answer(PAGE, Reply(body=b'{"title": "Made up"}', headers=headers))
    received = fetcher.json(address)
    assert received
    assert received.told == {"title": "Made up"}
    assert received.address == address
    assert received.validator == Validator('W/"abc"', "Wed, 25 Nov 2026 10:00:00 GMT")


def test_an_unchanged_page_costs_no_body(govuk: FakeGovUk, fetcher: Fetcher):
    address = govuk.answer(PAGE, reply_of(b"{}"))
    received = fetcher.json(address)
    assert received
    assert fetcher.json(address, received.validator) is None
    assert govuk.asked[1].headers["If-None-Match"] == received.validator.etag


def test_the_date_of_the_last_change_is_sent_back_too(govuk: FakeGovUk, fetcher: Fetcher):
    address = govuk.answer(PAGE, status(304))
    assert fetcher.json(address, Validator(modified="Wed, 25 Nov 2026 10:00:00 GMT")) is None
    assert govuk.asked[0].headers["If-Modified-Since"] == "Wed, 25 Nov 2026 10:00:00 GMT"


def test_not_modified_is_no_answer_to_somebody_who_knows_nothing(govuk: FakeGovUk, fetcher: Fetcher):
    fails(NotAnswered, fetcher, govuk.answer(PAGE, status(304)))


def test_the_client_says_who_it_is_and_carries_nothing_else(govuk: FakeGovUk, fetcher: Fetcher):
    govuk.answer(PAGE, Reply(body=b"{}", headers={"Set-Cookie": "who=you; Path=/"}))
    fetcher.json(f"{govuk.base}{PAGE}")
    fetcher.json(f"{govuk.base}{PAGE}")
    for asked in govuk.asked:
        assert asked.headers["User-Agent"].startswith("Safeguide/")
        assert set(asked.headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}


def test_the_environment_and_passwords_on_disk_turn_no_request(
    govuk: FakeGovUk, stranger: FakeGovUk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, stranger.base)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret")
    govuk.answer(PAGE, GOOD)
    with Fetcher(govuk.site) as fetcher:
        assert fetcher.json(f"{govuk.base}{PAGE}")
    assert "Authorization" not in govuk.asked[0].headers


def test_compressed_answers_are_read(govuk: FakeGovUk, fetcher: Fetcher):
    body = gzip.compress(json.dumps({"title": "Made up " * 5000}).encode())
    received = fetcher.json(govuk.answer(PAGE, Reply(body=body, headers={"Content-Encoding": "gzip"})))
    assert received
    assert len(received.told["title"]) == 40_000


def test_requests_are_spread_out(govuk: FakeGovUk, waits: Waits):
    govuk.answer(PAGE, GOOD)
    with Fetcher(govuk.site, Limits(), clock=waits.clock, now=waits.now, sleep=waits.sleep) as fetcher:
        for _ in range(4):
            fetcher.json(f"{govuk.base}{PAGE}")
    assert waits.slept == [0.2, 0.2, 0.2]  # at most five a second


def test_a_file_is_written_to_disk(govuk: FakeGovUk, fetcher: Fetcher, tmp_path: Path):
    address = govuk.upload(FILE, b"%PDF-1.7 made up")
    received = fetcher.save(address, tmp_path / "file")
    assert received
    assert received.content_type == "application/pdf"
    assert (tmp_path / "file").read_bytes() == b"%PDF-1.7 made up"
    assert fetcher.save(address, tmp_path / "again", received.validator) is None
    assert not (tmp_path / "again").exists()


def test_a_file_that_cannot_be_written_is_told(govuk: FakeGovUk, fetcher: Fetcher, tmp_path: Path):
    with pytest.raises(NotSaved, match="disk"):
        fetcher.save(govuk.upload(FILE, b"%PDF-"), tmp_path / "no such folder" / "file")


# --- whom it contacts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "location",
    [
        "{stranger}/api/content/guidance/made-up",
        "//{stranger_host}/api/content/guidance/made-up",
        "http://user:secret@{host}/api/content/guidance/made-up",
        "http://{host}@{stranger_host}/",
        "http://{host}:80@{stranger_host}/",
        "http://{host}\\@{stranger_host}/",
        "http://{stranger_host}#@{host}/",
        "http://{stranger_host}\\.{host}/",
        "http://localhost:1/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://0x7f.1/",
        "http://www.gov.uk/",
        "http://www.gov.uk.example.org/",
        "https://assets.publishing.service.gov.uk.example.org/",
        "https://www.gov.uk:8443/",
        "https://xn--gv-fka.uk/",
        "file:///etc/hostname",
        "ftp://www.gov.uk/",
        "javascript:alert(1)",
        "gopher://{host}/",
        "http://{host}:99999/",
        "http://[/",
    ],
)
def test_no_redirect_leads_to_a_host_that_is_not_listed(
    location: str, govuk: FakeGovUk, stranger: FakeGovUk, waits: Waits
):
    to_there = location.format(stranger=stranger.base, stranger_host=stranger.host, host=govuk.host)
    govuk.answer(PAGE, to(to_there))
    site = Site(govuk.base, frozenset({govuk.host, "www.gov.uk"}))
    with Fetcher(site, clock=waits.clock, now=waits.now, sleep=waits.sleep) as fetcher:
        fails(RefusedAddress, fetcher, f"{govuk.base}{PAGE}")
    assert govuk.paths() == [PAGE]
    assert waits.slept == []


def test_the_last_door_is_shut_too(govuk: FakeGovUk, stranger: FakeGovUk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Site, "checked", lambda self, address: address)  # as if that had a hole
    with Fetcher(govuk.site) as fetcher:
        fails(RefusedAddress, fetcher, f"{stranger.base}{PAGE}")


def test_unencrypted_connections_leave_this_machine_never():
    for address in ("http://www.gov.uk/x", "http://assets.publishing.service.gov.uk/x"):
        with pytest.raises(RefusedAddress, match="not encrypted"):
            GOVUK.checked(address)
    assert GOVUK.checked("https://www.gov.uk/a b?c=d#e") == "https://www.gov.uk/a%20b?c=d"


def test_redirects_within_the_site_are_followed(govuk: FakeGovUk, fetcher: Fetcher):
    govuk.answer("/api/content/new", GOOD)
    for code in (301, 302, 303, 307, 308):
        govuk.answer(PAGE, to("/api/content/new", code))
        received = fetcher.json(f"{govuk.base}{PAGE}")
        assert received
        assert received.address == f"{govuk.base}/api/content/new"


@pytest.mark.parametrize("hops", [1, 2, 50])
def test_redirects_that_never_end_are_left(hops: int, govuk: FakeGovUk, fetcher: Fetcher):
    for hop in range(hops):
        govuk.answer(f"{PAGE}/{hop}", to(f"{PAGE}/{(hop + 1) % hops}"))
    fails(MovedInCircles, fetcher, f"{govuk.base}{PAGE}/0")
    assert len(govuk.asked) <= 6


def test_a_redirect_that_does_not_say_where_to_is_told(govuk: FakeGovUk, fetcher: Fetcher):
    fails(MovedInCircles, fetcher, govuk.answer(PAGE, status(302)))


# --- asking again --------------------------------------------------------------------------------------


def test_a_server_that_fails_at_first_is_asked_again_with_growing_waits(
    govuk: FakeGovUk, fetcher: Fetcher, waits: Waits
):
    address = govuk.answer(PAGE, status(500), status(502), Reply(instead=reset), GOOD)
    assert fetcher.json(address)
    assert waits.slept == [1, 2, 4]


def test_waits_are_drawn_from_nought_to_the_ceiling(govuk: FakeGovUk, waits: Waits):
    drawn: list[tuple[float, float]] = []

    def jitter(low: float, high: float) -> float:
        drawn.append((low, high))
        return 0.5

    address = govuk.answer(PAGE, status(500))
    with Fetcher(govuk.site, Limits(between=0), clock=waits.clock, sleep=waits.sleep, jitter=jitter) as one:
        fails(ServerError, one, address)
    assert drawn == [(0, 1), (0, 2), (0, 4), (0, 8)]
    assert waits.slept == [0.5] * 4


def test_a_server_that_fails_for_ever_is_asked_five_times(govuk: FakeGovUk, fetcher: Fetcher):
    assert "503" in str(fails(ServerError, fetcher, govuk.answer(PAGE, status(503))))
    assert len(govuk.asked) == 5


def test_a_connection_that_is_reset_each_time_is_told(govuk: FakeGovUk, fetcher: Fetcher):
    fails(Truncated, fetcher, govuk.answer(PAGE, Reply(instead=reset)))
    assert len(govuk.asked) == 5


@pytest.mark.parametrize("code", [429, 503])
def test_a_server_that_asks_for_patience_in_seconds_gets_it(
    code: int, govuk: FakeGovUk, fetcher: Fetcher, waits: Waits
):
    assert fetcher.json(govuk.answer(PAGE, status(code, Retry_After="42"), GOOD))
    assert waits.slept == [42]


def test_a_server_that_asks_for_patience_until_a_time_gets_it(
    govuk: FakeGovUk, fetcher: Fetcher, waits: Waits
):
    until = email.utils.format_datetime(waits.now() + timedelta(seconds=90), usegmt=True)
    assert fetcher.json(govuk.answer(PAGE, status(429, Retry_After=until), GOOD))
    assert waits.slept == [90]


@pytest.mark.parametrize(
    "absurd",
    ["banana", "-5", "1e9", "٣", "", "Wed, 99 Nov 2026 99:00:00 GMT", "Mon, 01 Jan 1990 00:00:00 GMT"],
)
def test_patience_that_makes_no_sense_is_not_asked_for(
    absurd: str, govuk: FakeGovUk, fetcher: Fetcher, waits: Waits
):
    reply = Reply(429, b"{}", headers={"Retry-After": absurd.encode().decode("latin-1")})
    assert fetcher.json(govuk.answer(PAGE, reply, GOOD))
    assert waits.slept == [1]


@pytest.mark.parametrize("long", ["121", "9" * 5000, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_a_server_that_asks_for_too_much_patience_is_left_alone(
    long: str, govuk: FakeGovUk, fetcher: Fetcher, waits: Waits
):
    address = govuk.answer(PAGE, status(429, Retry_After=long))
    fails(RateLimited, fetcher, address)
    fails(LeftAlone, fetcher, f"{govuk.base}/api/content/another")
    assert len(govuk.asked) == 1
    assert waits.slept == []


def test_a_host_that_cannot_be_reached_is_not_tried_for_every_page(waits: Waits):
    with FakeGovUk() as gone:
        site = gone.site
    with Fetcher(site, clock=waits.clock, now=waits.now, sleep=waits.sleep) as fetcher:
        assert "internet" in str(fails(Unreachable, fetcher, f"{site.base}{PAGE}"))
        tried = len(waits.slept)
        fails(LeftAlone, fetcher, f"{site.base}/api/content/another")
    assert len(waits.slept) == tried


@pytest.mark.parametrize(
    ("code", "error"), [(404, NotFound), (403, NotAnswered), (401, NotAnswered), (204, NotAnswered)]
)
def test_what_will_not_change_is_not_asked_for_again(
    code: int, error: type[SourceError], govuk: FakeGovUk, fetcher: Fetcher
):
    fails(error, fetcher, govuk.answer(PAGE, status(code)))
    assert len(govuk.asked) == 1


def test_a_page_that_has_gone_may_say_why(govuk: FakeGovUk, fetcher: Fetcher):
    fails(Gone, fetcher, govuk.answer(PAGE, Reply(410, b"<p>Gone", "text/html")))
    received = fetcher.json(govuk.answer(PAGE, Reply(410, b'{"schema_name": "gone"}')))
    assert received
    assert received.told == {"schema_name": "gone"}


# --- bodies that are not what they seem ----------------------------------------------------------------


@pytest.fixture
def hasty(govuk: FakeGovUk) -> Iterator[Fetcher]:
    """A client with a real clock that will not wait longer than a moment."""
    with Fetcher(govuk.site, Limits(between=0, read=5, answer=0.4, file=0.4), sleep=lambda s: None) as one:
        yield one


@pytest.mark.parametrize(
    "slow", [Reply(act=drip, headers={"Content-Length": "1000"}), Reply(instead=drip_headers)]
)
def test_an_answer_that_drips_in_is_left(slow: Reply, govuk: FakeGovUk, hasty: Fetcher, tmp_path: Path):
    fails(TooSlow, hasty, govuk.answer(PAGE, slow))
    with pytest.raises(TooSlow):
        hasty.save(
            govuk.answer(
                FILE,
                Reply(
                    act=slow.act, instead=slow.instead, content_type="application/pdf", headers=slow.headers
                ),
            ),
            tmp_path / "file",
        )
    assert len(govuk.asked) == 2  # neither is tried again


TRUNCATED = {
    "cut off": Reply(act=cut_off_after(b'{"title": '), headers={"Content-Length": "5000"}),
    "reset": Reply(act=reset, headers={"Content-Length": "5000"}),
    "cut off in chunks": Reply(
        act=cut_off_after(b'9\r\n{"title":'), headers={"Content-Length": None, "Transfer-Encoding": "chunked"}
    ),
    "damaged gzip": Reply(body=b"\x1f\x8b nonsense", headers={"Content-Encoding": "gzip"}),
    "gzip cut off": Reply(body=gzip.compress(b"{}" * 500)[:-12], headers={"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("how", TRUNCATED)
def test_a_body_that_breaks_off_is_asked_for_again_and_never_believed(
    how: str, govuk: FakeGovUk, fetcher: Fetcher
):
    fails(Truncated, fetcher, govuk.answer(PAGE, TRUNCATED[how]))
    assert len(govuk.asked) == 5
    assert fetcher.json(govuk.answer(PAGE, TRUNCATED[how], GOOD))


def test_a_file_that_broke_off_at_first_is_whole_at_last(govuk: FakeGovUk, fetcher: Fetcher, tmp_path: Path):
    half = Reply(
        act=cut_off_after(b"%PDF-1.7 half"), content_type="application/pdf", headers={"Content-Length": "50"}
    )
    address = govuk.answer(FILE, half, reply_of(b"%PDF-1.7", "application/pdf"))
    assert fetcher.save(address, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"%PDF-1.7"


TOO_LARGE = {
    "declared": Reply(headers={"Content-Length": "900000000"}),
    "absurdly declared": Reply(headers={"Content-Length": "9" * 30}),
    "undeclared": Reply(act=endless, headers={"Content-Length": None, "Transfer-Encoding": "chunked"}),
    "gzip bomb": Reply(body=bomb(100_000_000), headers={"Content-Encoding": "gzip"}),
    "gzip bomb in gzip": Reply(
        body=gzip.compress(bomb(50_000_000)), headers={"Content-Encoding": "gzip, gzip"}
    ),
}


@pytest.mark.parametrize("how", TOO_LARGE)
def test_a_body_that_is_too_large_is_stopped(how: str, govuk: FakeGovUk, fetcher: Fetcher, tmp_path: Path):
    with pytest.raises((TooLarge, WrongType, Truncated)) as caught:
        fetcher.json(govuk.answer(PAGE, TOO_LARGE[how]))
    assert type(caught.value) is (
        WrongType if "in gzip" in how else Truncated if "absurdly" in how else TooLarge
    )
    reply = Reply(
        content_type="application/pdf",
        body=TOO_LARGE[how].body,
        headers=TOO_LARGE[how].headers,
        act=TOO_LARGE[how].act,
    )
    with pytest.raises((TooLarge, WrongType, Truncated)):
        fetcher.save(govuk.answer(FILE, reply), tmp_path / "file")
    written = (tmp_path / "file").stat().st_size if (tmp_path / "file").exists() else 0
    assert written <= 500_000


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=b"<!doctype html><title>Sorry", content_type="text/html"),
        Reply(body=b"{}", content_type=""),
        Reply(body=b"{not json"),
        Reply(body=b'{"cut": "o'),
        Reply(body=b"[" * 100_000),
        Reply(body=b"\xff\xfe\x00"),
        Reply(body=b'{"n": ' + b"9" * 100_000 + b"}"),
        Reply(body=b""),
        Reply(body=b"{}", headers={"Content-Encoding": "br"}),
    ],
)
def test_what_is_not_json_is_told(reply: Reply, govuk: FakeGovUk, fetcher: Fetcher):
    fails(WrongType, fetcher, govuk.answer(PAGE, reply))
    assert len(govuk.asked) == 1


@pytest.mark.parametrize("content_type", ["text/html", "application/json; charset=utf-8", "TEXT/HTML"])
def test_a_page_of_errors_is_not_taken_for_a_file(
    content_type: str, govuk: FakeGovUk, fetcher: Fetcher, tmp_path: Path
):
    with pytest.raises(WrongType):
        fetcher.save(govuk.answer(FILE, Reply(body=b"Sorry", content_type=content_type)), tmp_path / "file")
    assert not (tmp_path / "file").exists()


def test_what_cannot_be_sent_back_is_not_remembered(govuk: FakeGovUk, fetcher: Fetcher):
    headers = {"ETag": '"a\u00e9" injected', "Last-Modified": "yesterday; rm -rf"}
    received = fetcher.json(govuk.answer(PAGE, Reply(body=b"{}", headers=headers)))
    assert received
    assert received.validator == Validator()


def test_no_more_of_a_gzip_bomb_is_ever_held_than_a_little():
    response = httpcore.Response(200, headers=[(b"Content-Encoding", b"gzip")], content=bomb(50_000_000))
    sizes: list[int] = []

    def weigh() -> None:
        for piece in content_of(response, "https://www.gov.uk/x", 10_000_000):
            sizes.append(len(piece))

    with pytest.raises(TooLarge):
        weigh()
    assert max(sizes) <= 2**16
    assert sum(sizes) <= 10_000_000
