"""Several people at one server: each logs in, sees their own, and can do what their role says and no more."""

import os
import shutil
import subprocess
import sys
from http.cookies import SimpleCookie

import httpx
import pytest
from browsing import ask
from playwright.sync_api import expect
from starting import started

from assistant.people import Role
from assistant.web.permissions import NEEDED, UPLOAD

QUESTION = "How soon must the core group meet?"
PASSWORD = "three words of chalk"  # noqa: S105
PEOPLE = {"Amara": (), "Brian": (), "Tess": (Role.TRAINER,), "Moses": (Role.MAINTAINER,)}
BROWSER = {"accept": "text/html", "sec-fetch-site": "same-origin"}


@pytest.fixture(scope="module")
def served(environment, starter_home, tmp_path_factory):
    """The address of a page over the starter library that four people may log in to."""
    kept = tmp_path_factory.mktemp("several")
    shutil.copytree(starter_home, kept, dirs_exist_ok=True)
    several = {**environment, "SAFEGUIDE_HOME": str(kept), "SAFEGUIDE_LOGIN": "accounts"}
    several["SAFEGUIDE_QUESTIONS_PER_MINUTE"] = "1000"
    for name, roles in PEOPLE.items():
        given = [argument for role in roles for argument in ("--role", role)]
        command = [sys.executable, "-m", "assistant.cli", "user", "add", name, *given, "--password-stdin"]
        subprocess.run(command, env=several, input=PASSWORD, text=True, check=True, capture_output=True)
    with started(several, tmp_path_factory.mktemp("served-several") / "log") as server:
        yield server.once_up()


@pytest.fixture
def entered(served, open_page):
    """Opens a page for somebody, who logs in first."""

    def enter(name, path="/", **size):
        page = open_page(served, "/log-in?to=%2Fconversations", **size)
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("button", name="Log out")).to_be_visible()
        if path != "/conversations":
            page.goto(served + path)
            expect(page.get_by_role("button", name="Log out")).to_be_visible()
        return page

    return enter


@pytest.fixture(scope="module")
def clients(served):
    """For each of the people, and for a stranger (""), what sends requests as their browser does."""
    made = {"": httpx.Client(base_url=served, headers=BROWSER, trust_env=False)}
    for name in PEOPLE:
        made[name] = httpx.Client(base_url=served, headers=BROWSER, trust_env=False)
        reply = made[name].post("/log-in", data={"name": name, "password": PASSWORD, "to": "/"})
        assert SimpleCookie(reply.headers["set-cookie"])["safeguide"]["httponly"]
    yield made
    for client in made.values():
        client.close()


def sections(page):
    return page.get_by_role("navigation", name="Pages").get_by_role("link").all_inner_texts()


def test_somebody_is_asked_to_log_in_and_led_on_to_where_they_wanted(served, open_page, seen_by_everybody):
    page = open_page(served, "/conversations")
    expect(page.get_by_role("heading", level=1, name="Log in")).to_be_visible()
    seen_by_everybody(page, "log-in")
    page.get_by_label("Name").fill("Amara")
    page.get_by_label("Password").fill("something else")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not right")
    seen_by_everybody(page, "log-in refused")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Conversations")).to_be_visible()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    seen_by_everybody(page, "logged in")


def test_each_sees_the_pages_of_their_role(served, entered):
    own = {"Amara": [], "Tess": ["Quiz"], "Moses": ["Library", "Evaluation"]}
    for name, more in own.items():
        assert sections(entered(name)) == ["Ask", "Conversations", *more]
    page = entered("Amara")
    page.goto(served + "/library")
    expect(page.get_by_role("heading", level=1, name="This page is not for you")).to_be_visible()
    page.get_by_role("link", name="To the start").click()
    expect(page.get_by_role("textbox", name="Your question")).to_be_visible()


def test_what_somebody_asked_is_there_for_nobody_else(served, entered):
    page = entered("Amara")
    ask(page, QUESTION, 1)
    page.goto(served + "/conversations")
    page.get_by_role("radio", name=QUESTION).first.check()
    address = page.get_by_role("link", name="Go on with it").get_attribute("href")

    other = entered("Brian", "/conversations")
    expect(other.get_by_text("None yet.")).to_be_visible()
    other.goto(served + address)
    expect(other.get_by_text("no longer kept")).to_be_visible()
    expect(other.locator("#t1")).to_have_count(0)

    page.goto(served + address)
    expect(page.locator("#t1 .statement").first).to_contain_text("10 working days")


def test_whose_log_in_ends_while_a_page_is_open_is_asked_to_log_in_again(served, entered):
    page = entered("Brian")
    page.context.clear_cookies()
    page.get_by_role("textbox", name="Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Log in")).to_be_visible()


def test_whoever_logs_out_is_out(served, entered):
    page = entered("Brian")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", level=1, name="You are logged out.")).to_be_visible()
    page.goto(served + "/")
    expect(page.get_by_role("heading", level=1, name="Log in")).to_be_visible()


# --- without a page, as somebody would try it


@pytest.mark.parametrize("name", ["", *PEOPLE])
def test_every_path_is_for_its_roles(clients, name):
    for path, roles in NEEDED.items():
        if path in ("/log-out", "/metrics"):
            continue
        sent = clients[name].post(path, content=b"x") if path == UPLOAD else clients[name].get(path)
        held = {Role.PRACTITIONER, *PEOPLE[name]} if name else set()
        if held & roles:
            assert sent.status_code not in (401, 403), path
        elif name:
            assert sent.status_code == 403, path
        else:
            assert sent.status_code in (303, 401), path


@pytest.mark.parametrize("name", ["", *PEOPLE])
def test_every_event_is_for_the_roles_of_its_page(clients, name):
    config = clients["Moses"].get("/config").json()
    pages = {number: page for page, told in config["page"].items() for number in told["dependencies"]}
    events = {one["id"]: pages[one["id"]] for one in config["dependencies"]}
    assert len(events) > 40
    session = os.urandom(6).hex()
    for number, page in events.items():
        roles = NEEDED[f"/{page}"]
        allowed = bool(name) and bool({Role.PRACTITIONER, *PEOPLE[name]} & roles)
        if allowed:
            continue  # those are the stories of the pages; here nothing is to be set off
        sent = clients[name].post(
            "/gradio_api/queue/join", json={"fn_index": number, "session_hash": session, "data": []}
        )
        assert sent.status_code == (403 if name else 401), (number, page)


def test_nobody_listens_to_the_session_of_another(clients):
    session = {"session_hash": "abcdefghijk"}
    clients["Amara"].post("/gradio_api/queue/join", json={"fn_index": 0, "data": [], **session})
    assert clients["Brian"].get("/gradio_api/queue/data", params=session).status_code == 403
    assert clients["Brian"].get(f"/gradio_api/heartbeat/{session['session_hash']}").status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/call/ask",
        "/gradio_api/run/ask",
        "/gradio_api/reset",
        "/gradio_api/cancel",
        "/gradio_api/info",
        "/gradio_api/component_server",
        "/login",
        "/logout",
        "/docs",
        "/openapi.json",
        "/monitoring",
    ],
)
def test_the_other_doors_of_gradio_are_shut_for_everybody(clients, path):
    for client in clients.values():
        assert client.get(path).status_code == 404
        assert client.post(path, json={}).status_code == 404


def test_a_cookie_opens_no_door_for_programs(clients):
    for client in clients.values():
        for path in ("/api/documents", "/api/conversations", "/api/quizzes", "/api/openapi.json", "/metrics"):
            assert client.get(path).status_code in (401, 303), path
