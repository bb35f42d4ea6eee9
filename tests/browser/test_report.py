"""The report of a run in a real browser: it opens from a file, draws its plots, and asks for nothing else."""

import pytest
from made_runs import row, run
from playwright.sync_api import expect

from eval.harness import report

HOSTILE = "<img src=http://evil.example/x onerror=alert(1)></script><script>alert(2)</script>"
BENCHMARK = {"ratios": {"search p50, 25 people": 1.5}, "ours": {"p50": 12.0}}


@pytest.fixture
def opened_report(browser, tmp_path):
    """The page of a report, and all that it asked for but itself."""
    rows = [row(f"c{at}", at % 2) for at in range(8)]
    path = tmp_path / "report.html"
    report.write(path, report.page(run(rows, folder=HOSTILE), benchmarks={"load": BENCHMARK}))
    asked, context = [], browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.goto(path.as_uri())
    yield page, [one for one in asked if one != path.as_uri() and not one.startswith(("data:", "blob:"))]
    context.close()


def test_it_opens_with_no_network_and_draws_its_plots(opened_report):
    page, asked = opened_report
    for name in ("passed", "stages", "ratios"):
        expect(page.locator(f"#plot-{name} svg.main-svg").first).to_be_visible()
    expect(page.locator("#plot-ratios")).to_contain_text("load: search p50, 25 people")
    assert asked == []


def test_it_is_whole_in_print(opened_report):
    page, _ = opened_report
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("details:not([open])").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
