"""Documents, change reports and reports of evaluations, as a browser gets them."""

import logging
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from made_pdfs import lines, write_pdf
from made_web import HOSTILE, Inside, Page
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.testclient import TestClient

from assistant import Assistant
from assistant.settings import Settings
from assistant.web import words
from assistant.web.guard import OWN_PAGES, Guard
from assistant.web.routes import routes
from ingest import pipeline
from ingest.documents import Metadata
from ingest.embedding import Embedder
from ingest.errors import LibraryError
from ingest.library import Library

TOLD = "Staff must tell the lead about a concern at once."
LATER = "Staff must tell the lead about a concern within 2 hours."
NOT_IDS = ["", "0" * 16, "../../etc/passwd", "/etc/passwd", HOSTILE, "' OR 1=1 --", "x\x00y", "é💥" * 500]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the documents are, and the home."""
    folder = tmp_path_factory.mktemp("routes")
    pages = [
        lines("Before."),
        [*lines("Concerns", size=18, bold=True, top=760), *lines(TOLD, "The lead decides.")],
    ]
    write_pdf(folder / "bells.pdf", pages)
    for year, said in ((2024, TOLD), (2025, LATER)):
        text = f"# Policy on doors {year}\n\n## Concerns\n\n{said}\n\n## More\n\n`{HOSTILE}`\n"
        (folder / f"doors-{year}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def held(folder: Path, embedder: Embedder) -> Library:
    library = Library(folder / "home", embedder.fingerprint)
    added = list(pipeline.add_files(library, embedder, sorted(folder.glob("*.*"))))
    assert [one.outcome for one in added] == ["added"] * 3
    return library


@pytest.fixture(scope="module")
def client(folder: Path, held: Library, embedder: Embedder) -> Iterator[TestClient]:
    settings = Settings(home=folder / "home")
    app = Starlette(routes=routes(Assistant(held, embedder), settings))
    with TestClient(Guard(Inside(app)), raise_server_exceptions=False) as client:
        yield client


def id_of(held: Library, name: str) -> str:
    return next(one.id for one in held.documents() if Path(one.path).name == name)


def passage_of(held: Library, name: str, said: str) -> SimpleNamespace:
    """The passage that says something, with where in it that stands."""
    found = next(one for one in held.passages_of(id_of(held, name)) if said in one.text)
    start = found.text.index(said)
    return SimpleNamespace(id=found.id, spans=f"{start}-{start + len(said)}", text=found.text)


def get(client: TestClient, path: str, status: int = 200, **asked: str) -> Response:
    """A page, of which all holds that does of every one."""
    reply = client.get(path, params=asked)
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers.get_list("content-security-policy") == [OWN_PAGES[path]]
    for told in ("Traceback", "site-packages", ".py", "/tmp", "/home", "/root", "sqlite"):  # noqa: S108
        assert told not in reply.text
    return reply


def said(reply: Response) -> str:
    """The words of a page that has no script and no element of anybody's but ours."""
    assert "<script" not in reply.text
    page = Page(reply.text.removeprefix("<!doctype html>"))
    assert not [name for _, told in page.elements for name in told if name.startswith("on")]
    assert not {"iframe", "object", "form", "link", "base"} & {tag for tag, _ in page.elements}
    assert all(src.startswith("data:image/png;base64,") for src in page.attributes("src"))
    assert all(href.startswith(("/document?", "#")) for href in page.attributes("href"))
    return page.text


# --- documents


def test_a_passage_of_a_pdf_is_shown_on_its_page(client: TestClient, held: Library):
    told = passage_of(held, "bells.pdf", TOLD)
    reply = get(client, "/document", passage=told.id, spans=told.spans)
    assert "Page 2 of 2" in said(reply)
    page = Page(reply.text.removeprefix("<!doctype html>"))
    (picture,) = page.attributes("alt")
    assert "picture of page 2" in picture
    assert page.attributes("href") == [f"/document?passage={told.id}&spans={told.spans}&page=1"]


def test_one_turns_the_pages_of_a_pdf(client: TestClient, held: Library):
    told = passage_of(held, "bells.pdf", TOLD)
    (back,) = Page(get(client, "/document", passage=told.id).text[15:]).attributes("href")
    turned = client.get(back)
    assert "Page 1 of 2" in said(turned)
    assert Page(turned.text[15:]).attributes("href") == [f"/document?passage={told.id}&page=2"]


def test_what_is_quoted_is_marked_in_the_section_of_other_files(client: TestClient, held: Library):
    told = passage_of(held, "doors-2025.md", LATER)
    reply = get(client, "/document", passage=told.id, spans=told.spans)
    assert "Concerns" in said(reply)
    assert Page(reply.text[15:]).marks == [LATER]
    assert "policy on doors 2025" in said(reply).lower()


def test_several_quotes_are_all_marked(client: TestClient, held: Library):
    told = passage_of(held, "doors-2025.md", LATER)
    start = int(told.spans.split("-")[0])
    spans = f"{start}-{start + 5},{start + 11}-{start + 15}"
    assert Page(get(client, "/document", passage=told.id, spans=spans).text[15:]).marks == ["Staff", "tell"]


def test_nothing_hostile_in_a_document_becomes_an_element(client: TestClient, held: Library):
    told = passage_of(held, "doors-2025.md", "onerror")
    assert "onerror=alert(1)" in said(get(client, "/document", passage=told.id, spans=f"0-{len(told.text)}"))


@pytest.mark.parametrize("id_", NOT_IDS)
def test_a_passage_that_is_not_held_is_not_found(client: TestClient, id_: str):
    assert words.NO_PASSAGE in said(get(client, "/document", 404, passage=id_))


def test_without_anything_asked_for_nothing_is_found(client: TestClient):
    assert words.NO_PASSAGE in said(get(client, "/document", 404))


@pytest.mark.parametrize(("name", "shown"), [("bells.pdf", "Page 2 of 2"), ("doors-2025.md", LATER)])
@pytest.mark.parametrize(
    "spans",
    [
        *("", "abc", "5", "-", "9-2", "-1-5", "0-9999999", "9999999-9999999", "0-" + "9" * 5000),
        *("1-2-3-4", HOSTILE, "٠-٥", "0-1," * 5000, "../..", "\x00"),
    ],
)
def test_spans_that_are_none_show_the_passage_all_the_same(
    client: TestClient, held: Library, name: str, shown: str, spans: str
):
    told = passage_of(held, name, "lead about a concern")
    assert shown in said(get(client, "/document", passage=told.id, spans=spans))


def test_spans_go_into_the_links_to_other_pages_as_one_value(client: TestClient, held: Library):
    told = passage_of(held, "bells.pdf", TOLD)
    reply = get(client, "/document", passage=told.id, spans=f'"><b>&page=1{HOSTILE}')
    assert said(reply)
    (href,) = Page(reply.text[15:]).attributes("href")
    assert "Page 1 of 2" in said(client.get(href))


@pytest.mark.parametrize("page", ["", "x", "-1", "1e3", "1.5", "999999999999", HOSTILE, "²", " 1", "\x00"])
def test_a_page_that_is_no_number_is_the_passages_own(client: TestClient, held: Library, page: str):
    told = passage_of(held, "bells.pdf", TOLD)
    assert "Page 2 of 2" in said(get(client, "/document", passage=told.id, page=page))


@pytest.mark.parametrize("page", ["0", "3", "99999"])
def test_a_page_that_a_document_does_not_have_is_not_found(client: TestClient, held: Library, page: str):
    told = passage_of(held, "bells.pdf", TOLD)
    assert f"no page {page}" in said(get(client, "/document", 404, passage=told.id, page=page))


def test_a_document_without_pages_has_none_to_turn_to(client: TestClient, held: Library):
    told = passage_of(held, "doors-2025.md", LATER)
    assert "cannot be shown" in said(get(client, "/document", 404, passage=told.id, page="1"))


def test_a_document_that_calls_itself_by_the_id_of_another_hides_nothing(
    client: TestClient, held: Library, monkeypatch: pytest.MonkeyPatch
):
    told = passage_of(held, "doors-2025.md", LATER)
    own, other = id_of(held, "doors-2025.md"), id_of(held, "doors-2024.md")
    documents = held.documents()
    impostors = [
        one if one.id != other else type(one)(other, one.sha256, one.path, Metadata(title=own))
        for one in documents
    ]
    monkeypatch.setattr(Library, "documents", lambda self: impostors)
    assert LATER in said(get(client, "/document", passage=told.id))


@pytest.mark.parametrize("error", [LibraryError, RuntimeError])
def test_what_fails_is_a_sentence_on_the_page_and_a_kind_in_the_log(
    client: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: type[Exception],
):
    told = "/home/somebody/library.sqlite cannot be read; Jamie is in it"

    def fail(_self: Library, _ids: list[str]) -> None:
        raise error(told)

    monkeypatch.setattr(Library, "passages", fail)
    with caplog.at_level(logging.ERROR):
        assert words.PAGE_FAILED in said(get(client, "/document", 500, passage="x"))
    assert error.__name__ in caplog.text
    assert "somebody" not in caplog.text


# --- change reports


def test_what_changed_between_two_editions_is_reported(client: TestClient, held: Library):
    old, new = id_of(held, "doors-2024.md"), id_of(held, "doors-2025.md")
    reply = get(client, "/changes", old=old, new=new)
    assert "<script" not in reply.text
    assert "within 2 hours" in reply.text
    assert "<img" not in reply.text


@pytest.mark.parametrize("id_", [*NOT_IDS, "doors-2024.md", "Policy on doors 2024"])
@pytest.mark.parametrize("side", ["old", "new"])
def test_what_is_not_held_is_not_compared(client: TestClient, held: Library, side: str, id_: str):
    sides = {**dict.fromkeys(("old", "new"), id_of(held, "doors-2025.md")), side: id_}
    assert words.NO_DOCUMENT in said(get(client, "/changes", 404, **sides))


# --- evaluation


@pytest.fixture(scope="module")
def runs(folder: Path) -> list[str]:
    """The ids of two runs that are kept in the home, the earlier first."""
    pytest.importorskip("plotly", reason="needs what evaluation needs")
    pytest.importorskip("jinja2", reason="needs what evaluation needs")
    from made_runs import rows, run

    from eval.harness.store import opened

    store, ids = opened(Settings(home=folder / "home")), []
    for number, passed in enumerate((0.0, 1.0)):
        made = run(rows([passed, 1.0]), f"2026010{5 + number}-090000-aaaaaa")
        store.add(made)
        ids.append(made.id)
    return ids


def test_a_run_has_its_report(client: TestClient, runs: list[str]):
    reply = client.get("/evaluation/run", params={"id": runs[0]})
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert reply.headers.get_list("content-security-policy") == [OWN_PAGES["/evaluation/run"]]
    assert "2 cases" in reply.text
    assert 'src="http' not in reply.text


def test_a_run_is_compared_with_an_earlier_one(client: TestClient, runs: list[str]):
    alone = client.get("/evaluation/run", params={"id": runs[1]})
    reply = client.get("/evaluation/run", params={"id": runs[1], "against": runs[0]})
    assert reply.status_code == 200
    assert reply.text != alone.text


@pytest.mark.parametrize("id_", NOT_IDS)
def test_a_run_that_is_not_kept_is_not_found(client: TestClient, runs: list[str], id_: str):
    assert words.NOT_SHOWN in said(get(client, "/evaluation/run", 404, id=id_))
    if id_:
        assert words.NOT_SHOWN in said(get(client, "/evaluation/run", 404, id=runs[0], against=id_))


def test_without_an_id_no_run_is_meant(client: TestClient, runs: list[str]):
    assert words.NO_RUN in said(get(client, "/evaluation/run", 404))


def test_what_is_no_number_of_a_run_breaks_nothing(client: TestClient, runs: list[str]):
    for id_ in ("last-99999999", "last-²", "last-" + "9" * 100):
        get(client, "/evaluation/run", 404, id=id_)


def test_how_the_runs_went_is_drawn(client: TestClient, runs: list[str]):
    reply = client.get("/evaluation/history")
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert reply.headers.get_list("content-security-policy") == [OWN_PAGES["/evaluation/history"]]
    assert 'src="http' not in reply.text


@pytest.mark.parametrize("path", OWN_PAGES)
def test_pages_are_only_read(client: TestClient, path: str):
    assert client.post(path).status_code == 405
