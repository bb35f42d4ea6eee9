"""The library over the interface: read by everybody who may ask, changed by maintainers."""

from datetime import date
from io import BytesIO

import pytest
from fastapi import UploadFile

from assistant.api.uploads import named
from assistant.api.values import Document, Passage, Passages, Whole
from assistant.api.wanted import Entry
from assistant.web.shelves import FIELDS
from ingest import readers
from ingest.editions import with_standing

NOT_HELD = "0" * 16
DOORS = b"# Policy on doors\n\nStaff must tell the lead about an open door at once.\n"


def listed(served):
    return served.client("practitioner").get("/documents").json()


def add(served, *files, who="maintainer"):
    return served.client(who).post("/documents", files=[("files", one) for one in files])


# --- read


def test_documents_are_listed_as_at_the_command_line_without_their_folders(served, starter):
    held = with_standing(starter.library.documents(), date.today())
    told = {one["id"]: one for one in listed(served)}
    assert told.keys() == {one.id for one in held}
    for one in held:
        row = {**one.as_dict(), "passages": starter.library.counts()[one.id]}
        path = row.pop("path")
        assert told[one.id] == {**row, "file": path.rpartition("/")[2]}
        assert told[one.id].keys() == Document.model_fields.keys()


def test_a_document_is_told_with_its_standing(served):
    first = listed(served)[0]
    told = served.client("practitioner").get(f"/documents/{first['id']}").json()
    assert told == {**first, "page_labels": []}
    assert told.keys() == Whole.model_fields.keys()
    assert told["standing"]["state"] == "in force"


def test_all_passages_of_a_document_come_a_few_at_a_time(served, starter):
    id_, client = listed(served)[0]["id"], served.client("practitioner")
    cut, got = starter.library.passages_of(id_), []
    while len(got) < len(cut):
        query = {"offset": len(got), "limit": 2}
        told = client.get(f"/documents/{id_}/passages", params=query).json()
        assert told.keys() == Passages.model_fields.keys()
        assert told["total"] == len(cut)
        got += told["passages"]
    assert [one["text"] for one in got] == [one.text for one in cut]
    assert client.get(f"/documents/{id_}/passages", params={"offset": 10**6}).json()["passages"] == []


def test_a_passage_is_told_with_where_it_stands(served, starter):
    document = starter.library.documents()[0]
    passage = starter.library.passages_of(document.id)[0]
    told = served.client("practitioner").get(f"/passages/{passage.id}").json()
    assert told.keys() == Passage.model_fields.keys()
    assert (told["text"], told["document"]) == (passage.text, document.metadata.title)
    assert told["standing"]["state"] == "in force"


@pytest.mark.parametrize("path", ["documents/{}", "documents/{}/passages", "passages/{}"])
def test_what_is_not_held_is_not_found(served, path):
    reply = served.client("practitioner").get("/" + path.format(NOT_HELD))
    assert reply.status_code == 404
    assert "no" in reply.json()["detail"]


# --- added


def test_a_file_is_added_and_can_be_read(own):
    (told,) = add(own, ("doors.md", DOORS)).json()
    assert (told["file"], told["outcome"], told["personal"]) == ("doors.md", "added", False)
    document = told["document"]
    assert document["title"] == "Policy on doors"
    reply = own.client("practitioner").get(f"/documents/{document['id']}/passages")
    assert "open door" in reply.json()["passages"][0]["text"]
    assert own.done() == [("Max", "document added")]


def test_the_rest_go_in_where_one_cannot_be_read(own):
    told = add(own, ("broken.pdf", b"%PDF-1.7"), ("doors.md", DOORS), ("tool.exe", b"MZ"), ("empty.md", b""))
    outcomes = {one["file"]: one["outcome"] for one in told.json()}
    assert outcomes.pop("doors.md") == "added"
    assert outcomes == dict.fromkeys(("broken.pdf", "tool.exe", "empty.md"), "failed")
    messages = {one["file"]: " ".join(one["messages"]) for one in told.json()}
    assert messages["tool.exe"].startswith("tool.exe is of a kind that cannot be read.")
    assert own.done() == [("Max", "document added")]


def test_what_is_held_already_costs_nothing_and_is_not_noted(own):
    add(own, ("doors.md", DOORS))
    assert add(own, ("doors.md", DOORS)).json()[0]["outcome"] == "unchanged"
    assert len(own.done()) == 1


def test_two_files_of_one_name_both_go_in(own):
    told = add(own, ("doors.md", DOORS), ("doors.md", DOORS.replace(b"door", b"gate"))).json()
    assert [(one["file"], one["outcome"]) for one in told] == [("doors.md", "added"), ("doors-2.md", "added")]


@pytest.mark.parametrize(
    "name",
    [
        *("../../doors.md", "/etc/doors.md", "..\\..\\doors.md", "C:\\doors.md", "a/../doors.md"),
        *("d\u202eoors.md", " doors.md ", "...doors.md"),
    ],
)
def test_a_file_stays_in_its_folder_whatever_it_is_called(own, home, name):
    before = {path for path in home.rglob("*") if path.is_file()}
    (told,) = add(own, (name, DOORS)).json()
    assert (told["file"], told["outcome"]) == ("doors.md", "added")
    new = {path for path in home.rglob("*.md") if path.is_file()} - before
    assert new == {home / "uploads" / "doors.md"}


def test_a_name_has_nothing_that_breaks_or_hides_it():
    for name in ("doo\x00rs.md", "doo\nrs.md", "doo\ud800rs.md", "\x1b[2Jdoors.md"):
        assert str(named(UploadFile(BytesIO(), filename=name))) in ("doors.md", "[2Jdoors.md")


def test_a_name_may_be_as_long_as_a_browser_lets_it(own):
    (told,) = add(own, ("é" * 240 + ".md", DOORS)).json()
    assert told["outcome"] == "added"
    assert told["file"].endswith("é.md")


def test_a_name_that_seems_to_be_somebodys_is_told(own):
    assert add(own, ("Aisha Khan.md", DOORS)).json()[0]["personal"]


def test_a_file_that_is_too_large_is_not_added(own, monkeypatch):
    monkeypatch.setattr("assistant.api.uploads.MAX_BYTES", 10)
    reply = add(own, ("doors.md", DOORS))
    assert reply.status_code == 413
    assert not own.done()


def test_every_kind_of_file_that_is_read_may_be_sent(own):
    sent = [(f"broken{ending}", b"") for ending in readers.READERS]
    told = add(own, *sent).json()
    assert all("is empty" in one["messages"][0] for one in told)


def test_bad_multipart_is_said_to_be_bad(own):
    for content, kind in [
        (b"abc", "multipart/form-data"),
        (b"abc", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--x--", "multipart/form-data; boundary=x"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        (b"files=doors.md", "application/x-www-form-urlencoded"),
    ]:
        reply = own.client("maintainer").post("/documents", content=content, headers={"Content-Type": kind})
        assert reply.status_code in (400, 422), kind
        assert reply.headers["content-type"] == "application/problem+json"


def test_more_files_than_may_be_are_refused(own):
    assert add(own, *[(f"{number}.md", DOORS) for number in range(51)]).status_code == 400


# --- changed and removed


def test_an_entry_is_corrected_and_confirmed(own):
    id_, client = listed(own)[0]["id"], own.client("maintainer")
    told = client.patch(f"/documents/{id_}", json={"nation": "wales", "published": "2026-09"}).json()
    assert (told["nation"], told["published"]) == ("wales", "2026-09")
    sure = {one["field"]: one["sure"] for one in told["bases"]}
    assert sure["nation"] == "confirmed"
    assert client.patch(f"/documents/{id_}", json={"published": ""}).json()["published"] == ""
    told = client.patch(f"/documents/{id_}", json={"confirm": True}).json()
    assert {one["sure"] for one in told["bases"]} == {"confirmed"}
    assert own.done() == [("Max", "entry changed")] * 3


def test_what_changes_nothing_is_not_noted(own):
    first = listed(own)[0]
    client = own.client("maintainer")
    assert client.patch(f"/documents/{first['id']}", json={}).json()["title"] == first["title"]
    assert not own.done()


def test_the_fields_are_those_of_the_page():
    assert Entry.model_fields.keys() - {"confirm"} == set(FIELDS)


@pytest.mark.parametrize(
    "sent",
    [
        *({"nation": "narnia"}, {"published": "soon"}, {"published": "2026-02-31"}, {"title": " "}),
        *({"title": "x" * 301}, {"title": "a\x00b"}, {"path": "/etc/passwd"}, {"confirm": "yes"}, []),
    ],
)
def test_what_an_entry_cannot_hold_is_refused_without_being_said_again(own, sent):
    id_ = listed(own)[0]["id"]
    reply = own.client("maintainer").patch(f"/documents/{id_}", json=sent)
    assert reply.status_code == 422
    for secret in ("narnia", "passwd", "path", "xxx", "2026-02-31"):
        assert secret not in reply.json()["detail"].replace("path id", "")


def test_a_document_is_removed(own):
    client, first = own.client("maintainer"), listed(own)[0]
    assert client.delete(f"/documents/{first['id']}").status_code == 204
    assert client.delete(f"/documents/{first['id']}").status_code == 404
    assert first["id"] not in {one["id"] for one in listed(own)}
    (entry,) = own.audit.entries()
    assert (entry.who, entry.action) == ("Max", "document removed")
    assert first["title"] in entry.what


def test_nobody_else_changes_anything(own):
    before = listed(own)
    for who in ("nobody", "practitioner", "trainer"):
        client = own.client(who)
        assert add(own, ("doors.md", DOORS), who=who).status_code in (401, 403)
        assert client.patch(f"/documents/{before[0]['id']}", json={"title": "x"}).status_code in (401, 403)
        assert client.delete(f"/documents/{before[0]['id']}").status_code in (401, 403)
    assert listed(own) == before
    assert not own.done()
