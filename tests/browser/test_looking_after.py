"""What a maintainer does on the pages of the library and of evaluation, told as stories."""

import pytest
from browsing import ask, choose, go_to, unfold
from made_runs import row, run
from playwright.sync_api import expect

from assistant.settings import Settings
from eval.harness.store import opened

QUESTION = "How soon must the core group meet?"
NOTE = """# Kiln House fire drill

Kiln House, guidance for staff, 2026. It applies in England.

## When is the drill held?

The warden must hold a fire drill within 9 days of the start of term.
"""
RUNS = ("20260105-090000-aaaaaa", "20260212-090000-bbbbbb")


@pytest.fixture(scope="module")
def two_runs(home):
    """Two runs of eight cases, the later of which was the better one."""
    store = opened(Settings(home=home))
    for id_, failed in zip(RUNS, (4, 1), strict=True):
        store.add(run([row(f"c{at}", at >= failed) for at in range(8)], id_=id_))


def test_what_somebody_says_of_an_answer_reaches_a_maintainer_without_names(address, open_page, home):
    page = open_page(address)
    ask(page, QUESTION, 1)
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_label("missing").check()
    page.get_by_label("Anything else?").fill("Gwendolyn Abernethy says it is 5 days where we are.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status").filter(has_text="What you added has been kept")).to_be_visible()

    go_to(page, "Evaluation")
    table = page.get_by_role("region", name="What people said of answers")
    given = table.get_by_role("row").filter(has_text="it is 5 days")
    expect(given).to_contain_text("missing")
    expect(page.locator("body")).not_to_contain_text("Abernethy")

    page.get_by_role("textbox", name="With the words").fill("5 days")
    expect(table.locator("tbody tr")).to_have_count(1)
    choose(page, "Choose one", QUESTION)
    expect(page.locator(".seen article")).to_contain_text("10 working days")
    page.get_by_role("button", name="Make a draft case of it").click()
    expect(page.get_by_role("status").filter(has_text="A draft is in")).to_be_visible()
    drafted = (home / "cases-from-feedback.jsonl").read_text(encoding="utf-8")
    assert QUESTION in drafted
    assert "Abernethy" not in drafted


def test_a_document_is_added_corrected_and_taken_out(address, open_page, tmp_path):
    (tmp_path / "kiln-house.md").write_text(NOTE, encoding="utf-8")
    page = open_page(address, "/library")
    held = page.locator("#held tr").filter(has_text="Kiln House fire drill")
    unfold(page, "Add documents")
    page.locator("#adding input[type=file]").set_input_files(tmp_path / "kiln-house.md")
    expect(page.locator("#adding")).to_contain_text("kiln-house")
    page.get_by_role("button", name="Read and add").click()
    expect(page.locator("#added")).to_contain_text("This is what was understood of it", timeout=30_000)
    expect(page.locator("#added")).to_contain_text("Kiln House fire drill")
    expect(held).to_have_count(1)

    unfold(page, "Look after a document")
    choose(page, "Which", "Kiln House fire drill")
    choose(page, "Nation", "Wales")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    expect(held).to_contain_text("Wales")

    page.get_by_role("button", name="Take out of the library").click()
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_role("status").filter(has_text="is taken out")).to_be_visible()
    expect(held).to_have_count(0)


@pytest.mark.usefixtures("two_runs")
def test_runs_are_listed_drawn_opened_and_compared(address, open_page, seen_by_everybody):
    page = open_page(address, "/evaluation")
    rows = page.get_by_role("region", name="Evaluation").locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("12 February 2026")
    drawn = page.frame_locator("iframe.plot").locator("svg.main-svg").first
    expect(drawn).to_be_visible(timeout=15_000)
    seen_by_everybody(page, "runs")
    rows.first.get_by_role("link", name="Compare with the one before").click()
    expect(page.get_by_text(RUNS[0]).first).to_be_visible()
    page.go_back()
    rows.last.get_by_role("link", name="5 January 2026").click()
    expect(page.locator("#plot-passed svg.main-svg").first).to_be_visible()
    seen_by_everybody(page, "a run")
