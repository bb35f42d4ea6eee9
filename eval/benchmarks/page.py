"""How long the page takes to appear and to answer, in a browser: ``python -m eval.benchmarks.page``."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.benchmarks.growing import Spread, spread
from eval.commands import (
    DocumentsFolder,
    QuestionsFile,
    ResultsFile,
    command_line,
    console,
    keep,
    opened,
    print_table,
    recipe,
    run,
)
from eval.questions import EvaluationError, read_questions

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_BEGUN = """
  number => {
    const said = document.querySelector(`#t${number} :is(.statement, .abstained)`);
    return said ? performance.now() : 0;
  }
"""
_READING = 4000
"""Milliseconds, at least, that somebody reads before they ask again."""
_SENT = "() => { window.sent = performance.now(); }"

app = command_line("benchmarks.page")


@app.command()
def page(
    context: typer.Context,
    documents: DocumentsFolder,
    questions: QuestionsFile,
    openings: Annotated[int, typer.Option(min=1, help="How many times the page is opened.")] = 10,
    results: ResultsFile = None,
) -> None:
    """Time, in headless Chromium, the page's first paint, when it can be asked, and answers' first words.

    The page is opened once before it is timed. Each question is asked in a new conversation, and timed from
    the key that sends it. Needs the machine to itself, Chromium, and playwright (`pip install '.[test]'`).

    Example: `python -m eval.benchmarks.page --documents guidance/ --questions questions.jsonl`
    """
    asked = [one.question for one in read_questions(questions)]
    with opened(None, documents) as over:
        made_with, home = recipe(context, over), over.library.home
        with console.status("Opening and asking …"), _served(home) as address:
            told = _measured(address, asked, openings)
    rows = [(name, f"{one['p50']:,.0f}", f"{one['p95']:,.0f}") for name, one in told.items()]
    print_table(f"The page, milliseconds ({len(asked)} questions)", ("", "p50", "p95"), rows)
    keep(results, made_with, told)


def _measured(address: str, questions: Sequence[str], openings: int) -> dict[str, Spread]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise EvaluationError("This benchmark needs playwright: pip install '.[test]'") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        page = browser.new_context(reduced_motion="reduce").new_page()
        _open(page, address)
        times = [_open(page, address) for _ in range(openings)]
        first = [_first_words(page, address, question) for question in questions]
        browser.close()
    painted, ready = zip(*times, strict=True)
    return {"first paint": spread(painted), "can be asked": spread(ready), "first words": spread(first)}


def _open(page: Any, address: str) -> tuple[float, float]:
    started = time.perf_counter()
    page.goto(address)
    page.get_by_role("textbox", name="Your question").wait_for()
    ready = (time.perf_counter() - started) * 1000
    page.wait_for_function(_PAINTED)
    return page.evaluate(_PAINTED), ready


def _first_words(page: Any, address: str, question: str) -> float:
    _open(page, address)
    page.get_by_role("textbox", name="Your question").fill(question)
    page.evaluate(_SENT)
    page.keyboard.press("Enter")
    shown: float = page.wait_for_function(_BEGUN, arg=1, polling="raf").json_value()
    sent: float = page.evaluate("window.sent")
    page.locator("#t1:not([aria-busy])").wait_for()
    page.wait_for_timeout(_READING)  # while questions to go on with are looked for
    return shown - sent


@contextmanager
def _served(home: Path) -> Iterator[str]:
    """The address of the page over a library."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = os.environ | {"SAFEGUIDE_HOME": str(home)}
    command = [sys.executable, "-m", "assistant.cli", "chat", "--port", str(port)]
    process = subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL)  # noqa: S603 - this interpreter
    try:
        address = f"http://127.0.0.1:{port}"
        while not _answers(address):
            if process.poll() is not None:
                raise EvaluationError("The page does not start: try safeguide chat")
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait()


def _answers(address: str) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        return bool(direct.open(address, timeout=5).status == 200)
    except OSError:
        return False


def _chromium() -> str:
    found = os.environ.get("SAFEGUIDE_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise EvaluationError("There is no Chromium: install it, or set SAFEGUIDE_CHROMIUM to its path")
    return found


if __name__ == "__main__":
    run(app)
