"""A real browser on the real page: the command line serves the starter library; only this host answers."""

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request

import pytest
from injected import hostile_to_browsers
from playwright.sync_api import sync_playwright

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
def address(environment, tmp_path_factory):
    """The address of a page over the starter library."""
    command = [sys.executable, "-m", "assistant.cli"]
    subprocess.run([*command, "library", "starter"], env=environment, check=True)
    yield from serving([*command, "chat"], environment, tmp_path_factory.mktemp("served") / "log")


@pytest.fixture(scope="session")
def logged_address(address, environment, tmp_path_factory):
    """The address of another page over the starter library, and the file that its log goes to."""
    log = tmp_path_factory.mktemp("served-logged") / "log"
    for served in serving([sys.executable, "-m", "assistant.cli", "chat"], environment, log):
        yield served, log


@pytest.fixture(scope="session")
def empty_address(environment, tmp_path_factory):
    """The address of a page over a library with nothing in it."""
    empty = {**environment, "SAFEGUIDE_HOME": str(tmp_path_factory.mktemp("empty"))}
    command = [sys.executable, "-m", "assistant.cli", "chat"]
    yield from serving(command, empty, tmp_path_factory.mktemp("served-empty") / "log")


@pytest.fixture(scope="session")
def hostile_address(environment, tmp_path_factory):
    """The address of a page over the hostile documents of tests/injection."""
    files = tmp_path_factory.mktemp("hostile")
    for case in hostile_to_browsers():
        case.write(files)
    hostile = {**environment, "SAFEGUIDE_HOME": str(tmp_path_factory.mktemp("hostile-home"))}
    command = [sys.executable, "-m", "assistant.cli"]
    subprocess.run([*command, "library", "add", str(files)], env=hostile, check=True)
    yield from serving([*command, "chat"], hostile, tmp_path_factory.mktemp("served-hostile") / "log")


@pytest.fixture
def open_page(browser):
    """Opens a page of the given address and size; no request may be tried to anywhere else."""
    contexts, tried = [], []

    def opened(address, *, width=1280, height=900, dark=False):
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
        page.goto(address)
        page.get_by_role("textbox", name="Your question").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert tried == [], "the page tried to leave the host"


def serving(command, environment, log):
    """Run a server command on a free port until the fixture ends; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port)], env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        address = f"http://127.0.0.1:{port}"
        while not answers(address):
            try:
                process.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                continue
            pytest.fail(f"the server stopped before it answered:\n{log.read_text()}")
        yield address
        process.terminate()
        process.wait(timeout=10)


def answers(address):
    """Whether something answers at the address yet."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        return direct.open(address, timeout=5).status == 200
    except OSError:
        return False
