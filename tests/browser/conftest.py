"""A real browser on the real pages: the command line serves the starter library; only this host answers."""

import os
import re
import shutil
from pathlib import Path

import pytest
from injected import hostile_to_browsers
from playwright.sync_api import expect, sync_playwright
from seeing import CUT_OFF, SIZES, WIDE, violations
from starting import started

from ingest import pipeline
from ingest.finding import find_files
from ingest.library import Library

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
expect.set_options(timeout=15_000)  # a server's first answer is its slowest
NOBODY = "http://127.0.0.1:9"
"""A proxy at which nothing listens: what the server sends off the host fails."""


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium; not for the session, as playwright's event loop would get in other tests' way."""
    found = os.environ.get("SAFEGUIDE_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        missing = "no Chromium found: install chromium, or set SAFEGUIDE_CHROMIUM to its path"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    """A home of its own and no network beyond the host."""
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"), NOBODY)
    kept = {
        name: value for name, value in os.environ.items() if name.lower() not in ("no_proxy", "all_proxy")
    }
    return {**kept, **proxies, "SAFEGUIDE_HOME": str(tmp_path_factory.mktemp("home"))}


@pytest.fixture(scope="session")
def home(environment, starter_home):
    """What is stored by the page over the starter library."""
    kept = Path(environment["SAFEGUIDE_HOME"])
    shutil.copytree(starter_home, kept, dirs_exist_ok=True)
    return kept


@pytest.fixture(scope="session")
def log(tmp_path_factory):
    """The file that the log of the page over the starter library goes to."""
    return tmp_path_factory.mktemp("served") / "log"


@pytest.fixture(scope="session")
def address(starting_empty, home, environment, log):
    """The address of a page over the starter library, which all stories share."""
    with started(environment, log) as server:
        yield server.once_up()


@pytest.fixture(scope="session")
def empty_environment(environment, tmp_path_factory):
    """A home with nothing in it, where no conversation is kept."""
    empty = str(tmp_path_factory.mktemp("empty"))
    return {**environment, "SAFEGUIDE_HOME": empty, "SAFEGUIDE_RETENTION_DAYS": "0"}


@pytest.fixture(scope="session")
def starting_empty(empty_environment, tmp_path_factory):
    """The server of the empty library, which starts while the starter library is made."""
    with started(empty_environment, tmp_path_factory.mktemp("served-empty") / "log") as server:
        yield server


@pytest.fixture(scope="session")
def empty_address(starting_empty):
    """The address of a page over a library with nothing in it, that keeps no conversation."""
    return starting_empty.once_up()


@pytest.fixture(scope="session")
def hostile_address(environment, embedder, tmp_path_factory):
    """The address of a page over the hostile documents of tests/injection."""
    files, kept = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("hostile-home")
    for case in hostile_to_browsers():
        case.write(files)
    added = pipeline.add_files(Library(kept, embedder.fingerprint), embedder, find_files([files]))
    assert not [one for one in added if one.outcome != "added"]
    hostile = {**environment, "SAFEGUIDE_HOME": str(kept)}
    with started(hostile, tmp_path_factory.mktemp("served-hostile") / "log") as server:
        yield server.once_up()


@pytest.fixture
def open_page(browser):
    """Opens a page of the given address, path and size; no request may be tried to anywhere else."""
    contexts, tried = [], []

    def opened(address, path="/", *, width=1280, height=900, dark=False):
        def note_refusal(message):
            # What the page's own security policy stops never becomes a request.
            if "Content Security Policy" in message.text:
                tried.append(message.text)

        def refuse(route):
            tried.append(route.request.url)
            route.abort()

        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            service_workers="block",
        )
        contexts.append(context)
        context.route(re.compile(f"^(?!{re.escape(address)}/)"), refuse)
        page = context.new_page()
        page.on("console", note_refusal)
        page.on("websocket", lambda socket: tried.append(socket.url))
        page.goto(address + path)
        if path == "/":
            page.get_by_role("textbox", name="Your question").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert tried == [], "the page tried to leave the host"


@pytest.fixture
def seen_by_everybody():
    """Looks at a page as it is, in both colours and all sizes; what is amiss is told at the end."""
    amiss = []

    def look(page, state):
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            amiss.extend(f"{state}, {scheme}: {one}" for one in violations(page))
        for size in SIZES:
            page.set_viewport_size(size)
            amiss.extend(f"{state}, {size['width']} wide: {one}" for one in page.evaluate(CUT_OFF))
        page.set_viewport_size(WIDE)

    yield look
    assert not amiss, "\n".join(amiss)
