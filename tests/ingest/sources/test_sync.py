"""A library kept current: what is found on GOV.UK, and what is done about it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_govuk import (
    FakeGovUk,
    Reply,
    applies_to,
    attachment,
    cut_off_after,
    detailed_guide,
    drip,
    gone,
    guide,
    html_attachment,
    html_publication,
    manual,
    publication,
    redirect,
    reply_of,
    reset,
    withdrawn,
)
from made_library import NOON, PAGE, PATH, WORK, Kept, pdf

from ingest.documents import State as Standing
from ingest.documents import Sureness
from ingest.editions import with_standing
from ingest.pipeline import Outcome
from ingest.sources.fetching import Fetcher, Limits
from ingest.sources.findings import Finding, elsewhere
from ingest.sources.sync import Settled

OLD = pdf("Everybody keeps watch.", "September 2024")
NEW = pdf("Everybody must keep watch.", "September 2025")
CORRECTED = pdf("Everybody must keep watch, always.", "September 2025")
API = f"/api/content{PATH}"


def offering(
    govuk: FakeGovUk, data: bytes, at: str = "/media/2/watch-2025.pdf", **said: Any
) -> dict[str, Any]:
    """The page of the document, which offers a file."""
    title = said.pop("called", f"{WORK.title} 2025")
    return publication(PATH, WORK.title, [attachment(govuk.upload(at, data), title, data)], **said)


def findings(settled: list[Settled]) -> list[Finding]:
    return [one.checked.finding for one in settled]


# --- what is published ---------------------------------------------------------------------------------


def test_a_new_edition_is_told_by_a_dry_run_that_changes_nothing(kept: Kept):
    kept.add(OLD)
    before = kept.as_it_is()
    kept.govuk.publish(offering(kept.govuk, NEW))
    (checked,) = kept.look()
    assert checked.finding is Finding.NEW_EDITION
    assert "2025-09-01" in checked.because
    assert "Made clearer." in checked.because
    assert kept.as_it_is() == before


def test_a_new_edition_is_added_with_what_gov_uk_says_of_it_and_the_old_one_stays(kept: Kept):
    old = kept.add(OLD)
    page = offering(kept.govuk, NEW)
    page["details"]["national_applicability"] = applies_to("england", "wales")
    kept.govuk.publish(page)
    ((added,),) = [one.added for one in kept.sync()]
    assert added.outcome is Outcome.ADDED
    document = added.document
    assert document
    assert Path(document.path).read_bytes() == NEW
    assert Path(document.path) == kept.library.home / "downloads" / WORK.key / "watch-2025.pdf"
    told = document.metadata
    assert (told.title, told.edition, told.published) == (WORK.title, "2025", "2025-09-01")
    assert (told.publisher, told.kind, told.nation) == (
        WORK.publisher,
        "statutory guidance",
        "england-and-wales",
    )
    assert (told.source_url, told.checked, told.work) == (PAGE, "2026-11-26", WORK.key)
    assert (told.audience, told.sector) == (WORK.audience, WORK.sector)
    for name in ("title", "edition", "publisher", "nation", "source_url", "checked", "work", "sector"):
        assert document.sure(name) is Sureness.STATED
    standing = {one.id: one.standing for one in with_standing(kept.library.documents(), NOON.date())}
    assert standing[old.id].state is Standing.SUPERSEDED
    assert standing[old.id].by_id == document.id


def test_after_a_sync_nothing_is_found_and_little_is_asked(kept: Kept):
    kept.add(OLD)
    kept.govuk.publish(offering(kept.govuk, NEW))
    kept.sync()
    kept.govuk.asked.clear()
    kept.now = NOON.replace(day=27)
    (settled,) = kept.sync()
    assert settled.checked.finding is Finding.UNCHANGED
    assert [asked.path for asked in kept.govuk.asked] == [API, "/media/2/watch-2025.pdf"]
    assert all("If-None-Match" in asked.headers for asked in kept.govuk.asked)
    (newest,) = settled.marked
    assert newest.metadata.checked == "2026-11-27"
    assert newest.metadata.edition == "2025"


def test_the_same_file_from_elsewhere_is_known_and_marked_as_compared(kept: Kept):
    mine = kept.add(NEW, edition="2025", published="2025")
    kept.govuk.publish(offering(kept.govuk, NEW))
    (settled,) = kept.sync()
    assert settled.checked.finding is Finding.UNCHANGED
    assert settled.added == ()
    (document,) = kept.library.documents()
    assert document == settled.marked[0]
    assert document == replace(
        mine, metadata=replace(mine.metadata, checked="2026-11-26"), bases=document.bases
    )
    assert document.sure("title") is Sureness.CONFIRMED
    assert not (kept.library.home / "downloads").exists()


def test_a_file_that_is_replaced_quietly_at_another_address_is_found(kept: Kept):
    kept.add(OLD)
    kept.govuk.publish(offering(kept.govuk, NEW))
    (first,) = kept.sync()
    kept.govuk.publish(offering(kept.govuk, CORRECTED, "/media/3/watch-2025.pdf"))
    (checked,) = kept.look()
    assert checked.finding is Finding.REPLACED
    (settled,) = kept.sync()
    (added,) = settled.added
    assert added.document
    assert Path(added.document.path).read_bytes() == CORRECTED
    before = first.added[0].document
    assert before
    assert Path(before.path).read_bytes() == NEW, "the file of the earlier text was written over"
    held = {one.id: one for one in with_standing(kept.library.documents(), NOON.date())}
    assert held[before.id].standing.state is Standing.SUPERSEDED
    assert held[added.document.id].standing.state is Standing.IN_FORCE
    assert findings(kept.sync()) == [Finding.UNCHANGED]


def test_a_file_that_is_replaced_quietly_at_its_address_is_found(kept: Kept):
    kept.add(OLD)
    kept.govuk.publish(offering(kept.govuk, NEW))
    kept.sync()
    kept.govuk.upload("/media/2/watch-2025.pdf", CORRECTED)
    assert findings(kept.sync()) == [Finding.REPLACED]
    assert len(kept.documents()) == 3
    assert findings(kept.sync()) == [Finding.UNCHANGED]


def test_a_file_whose_size_alone_is_stated_anew_is_compared(kept: Kept):
    kept.add(NEW, edition="2025", published="2025-09-01")
    kept.govuk.publish(offering(kept.govuk, NEW))
    kept.sync()
    page = offering(kept.govuk, NEW)
    page["details"]["attachments"][0]["file_size"] += 1
    kept.govuk.publish(page)
    assert findings(kept.sync()) == [Finding.UNCHANGED]


def test_a_page_that_changes_around_the_same_file_is_no_new_edition(kept: Kept):
    kept.add(OLD)
    kept.govuk.publish(offering(kept.govuk, NEW))
    kept.sync()
    kept.govuk.publish(offering(kept.govuk, NEW, public_updated_at="2026-03-01T09:30:00Z"))
    assert findings(kept.sync()) == [Finding.UNCHANGED]


def test_a_new_address_with_the_same_bytes_is_not_added_again(kept: Kept):
    kept.add(OLD)
    kept.govuk.publish(offering(kept.govuk, NEW))
    kept.sync()
    kept.govuk.publish(
        offering(kept.govuk, NEW, "/media/9/watch-2025.pdf", public_updated_at="2026-03-01T09:30:00Z")
    )
    (settled,) = kept.sync()
    assert settled.added == ()
    assert [one.metadata.edition for one in settled.marked] == ["2025"]
    assert len(kept.documents()) == 2
    assert findings(kept.sync()) == [Finding.UNCHANGED]


def test_the_edition_in_force_and_the_next_one_are_both_added(kept: Kept):
    kept.add(OLD)
    page = publication(
        PATH,
        WORK.title,
        [
            attachment(kept.govuk.upload("/media/1/a.pdf", NEW), f"{WORK.title} 2025"),
            attachment(
                kept.govuk.upload("/media/2/b.pdf", CORRECTED), f"{WORK.title} 2026 (for information)"
            ),
            attachment(f"{kept.govuk.base}/media/3/c.pdf", f"{WORK.title} 2025: summary of changes"),
        ],
    )
    kept.govuk.publish(page)
    (settled,) = kept.sync()
    told = [result.document.metadata for result in settled.added if result.document]
    assert [(one.edition, one.version) for one in told] == [("2025", ""), ("2026", "for information")]
    assert settled.checked.others == (f"{WORK.title} 2025: summary of changes",)
    assert "/media/3/c.pdf" not in kept.govuk.paths()


def test_the_final_text_takes_the_place_of_one_for_information(kept: Kept):
    early = kept.add(OLD, edition="2025", published="2025-07", version="for information")
    kept.govuk.publish(offering(kept.govuk, NEW))
    (settled,) = kept.sync()
    assert settled.checked.finding is Finding.NEW_EDITION
    held = {one.id: one.standing for one in with_standing(kept.library.documents(), NOON.date())}
    assert held.pop(early.id).state is Standing.SUPERSEDED
    assert [standing.state for standing in held.values()] == [Standing.IN_FORCE]


def test_an_annex_that_somebody_holds_is_not_taken_for_an_earlier_text(kept: Kept):
    annex = kept.add(
        b"# Annex\n\nWords.\n",
        "annex.md",
        title="Annex to keeping watch",
        edition="2025",
        work="",
        published="2025",
    )
    kept.govuk.publish(offering(kept.govuk, NEW))
    kept.sync()
    assert kept.documents()[annex.id].metadata.superseded_by == ""
    assert len(kept.documents()) == 2


def test_a_known_document_that_is_not_held_is_offered_only_when_asked_for(kept: Kept):
    kept.govuk.publish(offering(kept.govuk, NEW))
    assert kept.look() == []
    assert [one.finding for one in kept.look(everything=True)] == [Finding.NOT_HELD]
    (settled,) = kept.sync(everything=True)
    assert [result.outcome for result in settled.added] == [Outcome.ADDED]


def test_a_document_that_is_a_page_of_a_publication_becomes_a_file(kept: Kept):
    kept.add(OLD)
    at = f"{PATH}/keeping-watch"
    body = "<h2>Looking</h2><p>Everybody must look.</p><script>alert(1)</script>"
    kept.govuk.publish(
        publication(PATH, WORK.title, [html_attachment(at, f"{WORK.title} 2025")]),
        html_publication(at, WORK.title, body, PATH),
    )
    (settled,) = kept.sync()
    (added,) = settled.added
    assert added.document
    assert "Everybody must look." in kept.library.text(added.document.id)
    page = Path(added.document.path).read_text()
    assert "default-src 'none'" in page, "a browser that opens it would run what it holds"
    assert added.document.metadata.published == "2025-09-01"
    kept.govuk.asked.clear()
    assert findings(kept.sync()) == [Finding.UNCHANGED]
    assert kept.govuk.paths() == [API, f"/api/content{at}"]
    kept.govuk.publish(html_publication(at, WORK.title, body.replace("must", "should"), PATH))
    assert findings(kept.sync()) == [Finding.REPLACED]


def test_guides_detailed_guides_and_manuals_are_documents_themselves(kept: Kept):
    kept.works = {}
    pages = {
        "/guidance/one": detailed_guide("/guidance/one", "One", "<h2>Look</h2><p>One must look.</p>"),
        "/two": guide("/two", "Two", {"First": "<p>Two must look.</p>", "Second": "<p>Two may rest.</p>"}),
    }
    three, *sections = manual("/guidance/three", "Three", {"First": "<p>Three must look.</p>"})
    kept.govuk.publish(*pages.values(), three, *sections)
    for number, path in enumerate((*pages, "/guidance/three")):
        note = f"# Note {number}\n\nOld words.\n".encode()
        kept.add(note, f"{number}.md", title=f"Note {number}", source_url=f"https://www.gov.uk{path}")
    texts = [
        kept.library.text(result.document.id)
        for settled in kept.sync()
        for result in settled.added
        if result.document
    ]
    assert len(texts) == 3
    assert "One must look." in "\n".join(texts)
    assert "Two may rest." in "\n".join(texts)
    assert "Three must look." in "\n".join(texts)
    assert findings(kept.sync()) == [Finding.UNCHANGED] * 3


def test_summaries_and_documents_from_elsewhere_are_not_looked_for(kept: Kept):
    kept.add(b"# Note\n\nWords.\n", "summary.md", kind="summary", title="A summary")
    scottish = kept.add(
        b"# Note\n\nOther words.\n", "s.md", title="Other", source_url="https://www.gov.scot/publications/x"
    )
    assert kept.targets() == []
    assert elsewhere(kept.library.documents(), []) == [scottish]


# --- withdrawn, moved, gone ----------------------------------------------------------------------------


def test_a_withdrawal_marks_the_latest_edition_held_and_says_why(kept: Kept):
    older = kept.add(pdf("Old words."), "older.pdf", edition="2020", published="2020-09-01")
    newer = kept.add(OLD)
    kept.govuk.publish(withdrawn(offering(kept.govuk, NEW), "2026-03-18", "It is out of date."))
    (checked,) = kept.look()
    assert checked.finding is Finding.WITHDRAWN
    assert "It is out of date." in checked.because
    assert not kept.documents()[newer.id].metadata.withdrawn, "a dry run marked it"
    kept.sync()
    held = kept.documents()
    assert held[newer.id].metadata.withdrawn == "2026-03-18"
    (basis,) = [basis for basis in held[newer.id].bases if basis.field == "withdrawn"]
    assert basis.sure is Sureness.STATED
    assert PAGE in basis.because
    assert held[older.id].metadata.withdrawn == ""
    assert "/media/2/watch-2025.pdf" not in kept.govuk.paths(), "a withdrawn document was fetched"
    assert findings(kept.sync()) == [Finding.UNCHANGED]


def test_an_empty_notice_is_no_withdrawal(kept: Kept):
    kept.add(NEW, edition="2025", published="2025-09-01")
    for notice in ({}, {"explanation": "<p>Nothing"}, None):
        kept.govuk.publish(offering(kept.govuk, NEW, withdrawn_notice=notice))
        assert findings(kept.sync()) == [Finding.UNCHANGED]
    assert not kept.library.documents()[0].metadata.withdrawn


def test_a_document_whose_page_moved_keeps_its_new_address(kept: Kept):
    kept.works = {}
    kept.add(NEW, edition="2025", published="2025-09-01")
    there = "/government/publications/keeping-watch--2"
    kept.govuk.publish(redirect(PATH, f"{there}?from=old"), {**offering(kept.govuk, NEW), "base_path": there})
    (checked,) = kept.look()
    assert checked.finding is Finding.MOVED
    kept.sync()
    kept.add(NEW, edition="2025", published="2025-09-01", source_url=f"https://www.gov.uk{there}")
    assert kept.library.documents()[0].metadata.source_url == f"https://www.gov.uk{there}"
    assert findings(kept.sync()) == [Finding.UNCHANGED]


def test_a_page_that_moved_by_a_redirect_of_the_server_is_found_too(kept: Kept):
    kept.works = {}
    kept.add(OLD)
    there = "/government/publications/keeping-watch--2"
    kept.govuk.answer(API, Reply(301, headers={"Location": f"/api/content{there}"}))
    kept.govuk.publish({**offering(kept.govuk, NEW), "base_path": there})
    (settled,) = kept.sync()
    assert settled.checked.finding is Finding.NEW_EDITION
    assert there in settled.checked.because
    (added,) = settled.added
    assert added.document
    assert added.document.metadata.source_url == f"https://www.gov.uk{there}"


@pytest.mark.parametrize(
    "page",
    [
        publication("/government/collections/other", "Fishing licences", []),
        withdrawn(publication("/government/collections/other", "Fishing licences", []), "2026-01-01", "x"),
    ],
)
def test_a_page_that_leads_to_another_document_is_told_and_not_followed(page: dict[str, Any], kept: Kept):
    kept.add(OLD)
    kept.govuk.publish(redirect(PATH, "/government/collections/other"), page)
    before = kept.as_it_is()[:2]
    (settled,) = kept.sync()
    assert settled.checked.finding is Finding.MOVED
    assert "Fishing licences" in settled.checked.because
    assert kept.as_it_is()[:2] == before


@pytest.mark.parametrize(
    "reply",
    [
        reply_of(json.dumps(gone(PATH, "<p>Put with another</p>", "/guidance/other")).encode()),
        Reply(410, json.dumps(gone(PATH, "<p>Put with another</p>", "/guidance/other")).encode()),
        Reply(410, b"<h1>Gone", "text/html"),
    ],
)
def test_a_page_that_was_taken_away_is_told_and_what_is_held_stays(reply: Reply, kept: Kept):
    kept.add(OLD)
    before = kept.as_it_is()[:2]
    kept.govuk.answer(API, reply)
    (settled,) = kept.sync()
    assert settled.checked.finding is Finding.GONE
    assert ("Put with another" in settled.checked.because) == (reply.content_type != "text/html")
    assert settled.problem == ""
    assert kept.as_it_is()[:2] == before


# --- a hostile server ----------------------------------------------------------------------------------

FILE = "/media/2/watch-2025.pdf"


def page_is(reply: Reply) -> Callable[[Kept, FakeGovUk], None]:
    return lambda kept, stranger: kept.govuk.answer(API, reply) and None


def page_says(**changes: Any) -> Callable[[Kept, FakeGovUk], None]:
    return lambda kept, stranger: kept.govuk.publish(
        {**offering(kept.govuk, NEW), **changes, "base_path": PATH}
    )


def file_is(reply: Reply) -> Callable[[Kept, FakeGovUk], None]:
    def set_up(kept: Kept, stranger: FakeGovUk) -> None:
        kept.govuk.publish(offering(kept.govuk, NEW))
        headers = {key: (value or "").format(stranger=stranger.base) for key, value in reply.headers.items()}
        kept.govuk.answer(FILE, replace(reply, headers=headers))

    return set_up


def file_at(url: str) -> Callable[[Kept, FakeGovUk], None]:
    def set_up(kept: Kept, stranger: FakeGovUk) -> None:
        where = url.format(stranger=stranger.base, stranger_host=stranger.host, host=kept.govuk.host)
        kept.govuk.publish(publication(PATH, WORK.title, [attachment(where, f"{WORK.title} 2025")]))
        stranger.upload("/watch.pdf", NEW)

    return set_up


def redirects_to_itself(kept: Kept, stranger: FakeGovUk) -> None:
    kept.govuk.publish(redirect(PATH, "/guidance/other"), redirect("/guidance/other", PATH))


PDF = "application/pdf"
HOSTILE: Mapping[str, tuple[Callable[[Kept, FakeGovUk], None], str]] = {
    "page not found": (page_is(Reply(404, b"{}")), "is not there"),
    "page forbidden": (page_is(Reply(403, b"{}")), "403"),
    "page fails for ever": (page_is(Reply(500, b"{}")), "could not answer"),
    "page rate-limited for a day": (
        page_is(Reply(429, b"{}", headers={"Retry-After": "86400"})),
        "left alone",
    ),
    "page resets": (page_is(Reply(instead=reset)), "broke off"),
    "page in HTML": (page_is(Reply(body=b"<h1>Sorry", content_type="text/html")), "JSON was expected"),
    "page cut off": (page_is(Reply(body=b'{"title": "Keep')), "cannot be read"),
    "page of another length": (
        page_is(Reply(body=b"{}", headers={"Content-Length": "900"}, act=cut_off_after(b"{}"))),
        "broke off",
    ),
    "page is a list": (page_is(Reply(body=b"[1, 2]")), "is a list, not an object"),
    "page is empty": (page_is(Reply(body=b"{}")), "schema_name is missing"),
    "page too large": (page_is(Reply(body=b'{"x": "' + b"x" * 300_000 + b'"}')), "is larger"),
    "page without a title": (page_says(title=None), "title is missing"),
    "page with a date that is none": (page_says(public_updated_at="soon"), "public_updated_at is no date"),
    "page that offers nothing": (page_says(details={"attachments": []}), "offers no document"),
    "page of a collection": (page_says(schema_name="document_collection", details={}), "offers no document"),
    "page that says it moved to another site": (
        lambda kept, stranger: kept.govuk.publish(redirect(PATH, f"{stranger.base}/x")),
        "sends its readers to",
    ),
    "page that says it moved to a file on disk": (
        lambda kept, stranger: kept.govuk.publish(redirect(PATH, "file:///etc/passwd")),
        "sends its readers to",
    ),
    "pages that say they moved to each other": (redirects_to_itself, "from page to page"),
    "page redirected to another host": (
        lambda kept, stranger: (
            kept.govuk.answer(API, Reply(302, headers={"Location": stranger.base})) and None
        ),
        "was not contacted",
    ),
    "file on another host": (file_at("{stranger}/watch.pdf"), "was not contacted"),
    "file on another host, by a name like ours": (
        file_at("http://{host}@{stranger_host}/watch.pdf"),
        "was not contacted",
    ),
    "file on this disk": (file_at("file:///etc/passwd.pdf"), "was not contacted"),
    "file without encryption": (
        file_at("http://assets.publishing.service.gov.uk/media/watch.pdf"),
        "was not contacted",
    ),
    "file on the host with the real name": (
        file_at("https://assets.publishing.service.gov.uk/media/watch.pdf"),
        "was not contacted",
    ),
    "file redirected to another host": (
        file_is(Reply(302, headers={"Location": "{stranger}/watch.pdf"})),
        "was not contacted",
    ),
    "file not found": (file_is(Reply(404, b"", PDF)), "is not there"),
    "file gone": (file_is(Reply(410, b"", PDF)), "has gone"),
    "file is a page": (
        file_is(Reply(body=b"<h1>Sorry", content_type="text/html")),
        "a document was expected",
    ),
    "file is no PDF": (file_is(Reply(body=b"Sorry, not today.", content_type=PDF)), "is no .pdf file"),
    "file is a program": (file_is(Reply(body=b"MZ\x90\x00" * 50, content_type=PDF)), "is no .pdf file"),
    "file is empty": (file_is(Reply(content_type=PDF)), "is no .pdf file"),
    "file breaks off": (
        file_is(
            Reply(act=cut_off_after(NEW[:300]), content_type=PDF, headers={"Content-Length": str(len(NEW))})
        ),
        "broke off",
    ),
    "file is half, and says it is whole": (
        file_is(Reply(body=NEW[: len(NEW) // 2], content_type=PDF)),
        "breaks off",
    ),
    "file too large": (file_is(Reply(body=b"%PDF-" + bytes(600_000), content_type=PDF)), "is larger"),
    "file says it is too large": (
        file_is(Reply(body=b"%PDF-", content_type=PDF, headers={"Content-Length": "99999999"})),
        "is larger",
    ),
    "file in an unknown compression": (
        file_is(Reply(body=NEW, content_type=PDF, headers={"Content-Encoding": "zstd"})),
        "compression",
    ),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_server_leaves_the_library_as_it_was_and_is_told(how: str, kept: Kept, stranger: FakeGovUk):
    set_up, told = HOSTILE[how]
    kept.add(OLD)
    before = kept.as_it_is()
    set_up(kept, stranger)
    (settled,) = kept.sync()
    assert settled.checked.finding is Finding.UNCHECKED or settled.checked.new
    assert told in settled.problem
    assert len(settled.problem.split(". ")) > 1, "says what is wrong but not what to do"
    assert kept.as_it_is() == before


def test_a_server_that_drips_holds_nobody_and_changes_nothing(kept: Kept):
    kept.add(OLD)
    before = kept.as_it_is()
    kept.govuk.publish(offering(kept.govuk, NEW))
    kept.govuk.answer(FILE, Reply(act=drip, content_type=PDF, headers={"Content-Length": "4000"}))
    with Fetcher(kept.govuk.site, Limits(between=0, answer=5, file=0.3)) as kept.fetcher:
        (settled,) = kept.sync()
    assert "did not answer in full" in settled.problem
    assert kept.as_it_is() == before


@pytest.mark.parametrize(
    "named",
    [
        "../../../../evil.pdf",
        "..\\..\\evil.pdf",
        "/etc/cron.d/evil.pdf",
        "evil.pdf\x00.txt",
        "CON.pdf",
        ".pdf",
        "",
    ],
)
def test_a_file_is_put_among_the_downloads_whatever_it_is_called(named: str, kept: Kept):
    url = kept.govuk.upload(FILE, NEW)
    kept.govuk.publish(publication(PATH, WORK.title, [attachment(url, "Keeping watch 2025", filename=named)]))
    (settled,) = kept.sync(everything=True)
    (added,) = settled.added
    assert added.document
    assert Path(added.document.path).parent == kept.library.home / "downloads" / WORK.key
    outside = {path.name for path in kept.folder.rglob("*") if "evil" in path.name}
    assert all((Path(added.document.path).parent / name).exists() for name in outside)


def test_a_content_id_or_page_that_is_a_path_stays_among_the_downloads(kept: Kept):
    kept.works = {}
    kept.add(OLD)
    page = {**offering(kept.govuk, NEW), "content_id": "../../../outside", "base_path": PATH}
    kept.govuk.publish(page)
    (settled,) = kept.sync()
    (added,) = settled.added
    assert added.document
    assert (kept.library.home / "downloads") in Path(added.document.path).parents


def test_a_path_claimed_by_a_page_is_not_believed(kept: Kept):
    kept.works = {}
    kept.add(b"# Note\n\nOld words.\n", "note.md", source_url="https://www.gov.uk/guidance/one")
    page = detailed_guide("/guidance/one", WORK.title, "<p>Everybody must look.</p>")
    kept.govuk.answer(
        "/api/content/guidance/one", reply_of(json.dumps({**page, "base_path": "//evil/../x"}).encode())
    )
    (settled,) = kept.sync()
    (added,) = settled.added
    assert added.document
    assert added.document.metadata.source_url == "https://www.gov.uk/guidance/one"
    assert "evil" not in Path(added.document.path).read_text()


def test_a_scan_that_cannot_be_read_is_named_and_tried_again_next_time(kept: Kept):
    kept.add(OLD)
    damaged = b"%PDF-1.7\n" + bytes(500) + b"\n%%EOF"
    kept.govuk.publish(offering(kept.govuk, damaged))
    for _ in range(2):
        (settled,) = kept.sync()
        assert settled.checked.finding is Finding.NEW_EDITION
        assert "is damaged or not a PDF" in settled.problem
    assert len(kept.documents()) == 1


def test_one_page_that_fails_does_not_stop_the_others(kept: Kept):
    kept.works = {}
    for number in range(3):
        note = f"# Note {number}\n\nOld words.\n".encode()
        kept.add(
            note, f"{number}.md", title=f"Note {number}", source_url=f"https://www.gov.uk/guidance/{number}"
        )
        kept.govuk.publish(
            detailed_guide(f"/guidance/{number}", f"Note {number}", f"<p>New words {number}.</p>")
        )
    kept.govuk.answer("/api/content/guidance/1", Reply(500, b"{}"))
    settled = kept.sync()
    assert findings(settled) == [Finding.NEW_EDITION, Finding.UNCHECKED, Finding.NEW_EDITION]
    assert len(kept.documents()) == 5


# --- cut off, and gone on with -------------------------------------------------------------------------


def three_pages(kept: Kept) -> None:
    kept.works = {}
    for number in range(3):
        note = f"# Note {number}\n\nOld words.\n".encode()
        kept.add(
            note, f"{number}.md", title=f"Note {number}", source_url=f"https://www.gov.uk/guidance/{number}"
        )
        kept.govuk.publish(
            detailed_guide(f"/guidance/{number}", f"Note {number}", f"<p>New words {number}.</p>")
        )


def test_a_run_that_is_cut_off_goes_on_where_it_stopped(kept: Kept):
    three_pages(kept)
    assert findings(kept.sync(stop_after=2)) == [Finding.NEW_EDITION] * 2
    kept.govuk.asked.clear()
    (settled,) = kept.sync()
    assert settled.checked.target.path == "/guidance/2"
    assert kept.govuk.paths() == ["/api/content/guidance/2"]
    assert findings(kept.sync()) == [Finding.UNCHANGED] * 3


def test_a_run_that_was_cut_off_long_ago_begins_anew(kept: Kept):
    three_pages(kept)
    kept.sync(stop_after=2)
    kept.now = NOON.replace(day=27)
    assert findings(kept.sync()) == [Finding.UNCHANGED, Finding.UNCHANGED, Finding.NEW_EDITION]


def test_a_server_that_asks_to_be_left_alone_is_and_the_next_run_goes_on(kept: Kept):
    three_pages(kept)
    kept.govuk.answer(
        "/api/content/guidance/1",
        Reply(429, b"{}", headers={"Retry-After": "3600"}),
        reply_of(json.dumps(detailed_guide("/guidance/1", "Note 1", "<p>New words.</p>")).encode()),
    )
    assert findings(kept.sync()) == [Finding.NEW_EDITION, Finding.UNCHECKED, Finding.UNCHECKED]
    assert "/api/content/guidance/2" not in kept.govuk.paths()
    with Fetcher(kept.govuk.site, Limits(between=0)) as kept.fetcher:
        settled = kept.sync()
    assert [one.checked.target.path for one in settled] == ["/guidance/1", "/guidance/2"]
    assert findings(settled) == [Finding.NEW_EDITION] * 2


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"[]",
        b'{"version": 99}',
        b'{"version": 1, "pages": [1]}',
        b'{"version": 1, "begun": "yesterday"}',
        b'{"version": 1, "begun": "2026-11-26T12:00:00"}',
        b'{"version": 1, "done": [1]}',
        b'{"version": 1, "pages": {"/x": {"files": [{"address": 1}]}}}',
        b"[" * 50_000,
        b"\xff\xfe",
    ],
)
def test_a_memory_that_is_damaged_is_thrown_away_and_told(damaged: bytes, kept: Kept):
    kept.add(NEW, edition="2025", published="2025-09-01")
    kept.govuk.publish(offering(kept.govuk, NEW))
    kept.sync()
    (kept.library.home / "sync.json").write_bytes(damaged)
    assert "everything is compared anew" in kept.run().warning
    assert findings(kept.sync()) == [Finding.UNCHANGED]
    assert kept.run().warning == ""


def test_a_memory_that_says_too_much_is_not_believed(kept: Kept):
    """Someone removed from the library what the last run had added."""
    kept.add(OLD)
    kept.govuk.publish(offering(kept.govuk, NEW))
    (first,) = kept.sync()
    assert first.added[0].document
    kept.library.remove(first.added[0].document.id)
    (settled,) = kept.sync()
    assert settled.added[0].outcome is Outcome.ADDED
    assert len(kept.documents()) == 2


def test_what_a_person_confirmed_is_not_overruled(kept: Kept):
    kept.works = {}
    kept.add(NEW, edition="2025", published="2025-09-01")  # with a source_url that a person gave
    there = "/government/publications/keeping-watch--2"
    kept.govuk.publish(redirect(PATH, there), {**offering(kept.govuk, NEW), "base_path": there})
    kept.sync()
    (document,) = kept.library.documents()
    assert document.metadata.source_url == PAGE
    assert document.metadata.checked == "2026-11-26"


def test_the_example_answers_of_the_api_are_replayed(kept: Kept, examples: Path):
    """Each real answer, with made-up files: what it offers is found, or it is told why not."""
    kept.works = {}
    for file in sorted(examples.glob("*__*.json")):
        if file.name.startswith("schema__"):
            continue
        text = file.read_text().replace(
            "https://assets.publishing.service.gov.uk", f"{kept.govuk.base}/media"
        )
        told = json.loads(text)
        kept.govuk.publish(told)
        for each in told["details"].get("attachments", ()):
            kept.govuk.upload(
                each["url"].removeprefix(kept.govuk.base), pdf(each["title"]), each["content_type"]
            )
        path = told["base_path"]
        if told["schema_name"] not in ("manual",):
            note = f"# {path}\n\nOld words.\n".encode()
            name = f"{len(kept.documents())}.md"
            title = str(told["title"] or path)
            kept.add(note, name, title=title, source_url=f"https://www.gov.uk{path}", published="2001")
    found = {one.target.path: one for one in kept.look()}
    assert len(found) == 16
    by_finding = {
        finding: [path for path, one in found.items() if one.finding is finding] for finding in Finding
    }
    assert by_finding[Finding.GONE] == ["/government/case-studies/intellectual-property-stuart-scotty"]
    assert len(by_finding[Finding.WITHDRAWN]) == 3
    for path in ("/national-curriculum", "/guidance/salary-sacrifice-and-the-effects-on-paye"):
        assert path in by_finding[Finding.NEW_EDITION]
    ex_regular = found["/government/publications/number-of-ex-regular-service-personnel-in-fr20"]
    assert [offer.title for offer in ex_regular.new] == [
        "Number of ex-regular service personnel now part of FR20"
    ]
    assert ex_regular.new[0].ending == ".pdf"
    for path in by_finding[Finding.UNCHECKED]:
        reasons = ("offers no document", "is larger", "is not there")
        assert any(reason in found[path].because for reason in reasons)
