"""Somebody at risk, and somebody's name: what the page shows, and what is left when it is gone."""

from pathlib import Path

from browsing import ask
from playwright.sync_api import expect

CONCERN = (
    "She is sat in my office, her stepdad hits her and she is scared to go home. Do I need consent to refer?"
)
ORDINARY = "How soon must the core group meet?"
NAMES = ("Zebedee", "Okonkwo", "Tannery", "780 684 5631")
NAMED = (
    "My pupil Zebedee Okonkwo, NHS 780 684 5631, of 14 Tannery Row has a plan. "
    "How soon must the core group meet?"
)


def test_whom_to_ring_stands_first_and_the_question_is_answered_below(logged_address, open_page):
    page = open_page(logged_address[0])
    turn = ask(page, CONCERN, 1)
    panel = turn.get_by_role("region", name="speak to a person first")
    expect(panel).to_be_in_viewport()
    expect(panel.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    expect(panel).to_contain_text("NSPCC")
    expect(panel).to_contain_text("safeguide.toml")
    assert panel.bounding_box()["y"] < turn.locator(".question").bounding_box()["y"]


def test_an_ordinary_question_has_no_panel(logged_address, open_page):
    turn = ask(open_page(logged_address[0]), ORDINARY, 1)
    expect(turn.locator(".panel")).to_have_count(0)
    expect(turn.locator(".removed")).to_have_count(0)


def test_names_are_left_out_shown_and_put_back(logged_address, open_page):
    page = open_page(logged_address[0])
    turn = ask(page, NAMED, 1)
    expect(turn.locator(".question")).to_contain_text("CHILD-1")
    expect(turn.locator(".question")).not_to_contain_text("Zebedee")
    turn.locator(".removed summary").click()
    expect(turn.locator(".removed")).to_contain_text("Zebedee Okonkwo")

    page.get_by_role("button", name="Personal details").click()
    page.get_by_label("14 Tannery Row → ADDRESS-1").uncheck()
    page.get_by_role("button", name="Ask again").click()
    question = page.locator("#t1:not([aria-busy]) .question")
    expect(question).to_contain_text("14 Tannery Row")
    expect(question).to_contain_text("CHILD-1")


def test_what_was_missed_or_taken_for_something_else_is_marked(logged_address, open_page):
    page = open_page(logged_address[0])
    ask(page, "The lad they call Spuddo has a plan. How soon must the core group meet?", 1)
    page.get_by_role("button", name="Personal details").click()
    page.get_by_label("Missed something?").fill("Spuddo")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator("#t1:not([aria-busy]) .question")).to_contain_text("CHILD-1")


def test_nothing_of_what_was_typed_is_left_when_the_page_is_gone(logged_address, open_page, environment):
    address, log = logged_address
    page = open_page(address)
    ask(page, NAMED, 1)
    ask(page, "and what if Zebedee's mum objects?", 2)
    page.close()
    written = [log, *(path for path in Path(environment["SAFEGUIDE_HOME"]).rglob("*") if path.is_file())]
    for path in written:
        content = path.read_bytes()
        assert not [
            name for name in NAMES if name.encode() in content or name.casefold().encode() in content
        ], path
