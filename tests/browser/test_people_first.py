"""Somebody at risk, and somebody's name: what the page shows, and what is left when it is gone."""

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


def test_whom_to_ring_stands_first_and_the_question_is_answered_below(address, open_page):
    page = open_page(address)
    turn = ask(page, CONCERN, 1)
    panel = turn.get_by_role("region", name="speak to a person first")
    expect(panel).to_be_in_viewport()
    expect(panel.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    expect(panel).to_contain_text("NSPCC")
    expect(panel).to_contain_text("safeguide.toml")
    assert panel.bounding_box()["y"] < turn.locator(".question").bounding_box()["y"]

    ordinary = ask(page, ORDINARY, 2)
    expect(ordinary.locator(".panel, .removed")).to_have_count(0)


def test_names_are_left_out_shown_and_put_back(address, open_page):
    page = open_page(address)
    turn = ask(page, NAMED.replace("14 Tannery Row", "9 Saddler Row"), 1)
    expect(turn.locator(".question")).to_contain_text("CHILD-1")
    expect(turn.locator(".question")).not_to_contain_text("Zebedee")
    turn.locator(".removed summary").click()
    expect(turn.locator(".removed")).to_contain_text("Zebedee Okonkwo")

    page.get_by_role("button", name="Personal details").click()
    page.get_by_label("9 Saddler Row → ADDRESS-1").uncheck()
    page.get_by_role("button", name="Ask again").click()
    question = page.locator("#t1:not([aria-busy]) .question")
    expect(question).to_contain_text("9 Saddler Row")
    expect(question).to_contain_text("CHILD-1")


def test_what_was_missed_or_taken_for_something_else_is_marked(address, open_page):
    page = open_page(address)
    ask(page, "The lad they call Spuddo has a plan. How soon must the core group meet?", 1)
    page.get_by_role("button", name="Personal details").click()
    page.get_by_label("Missed something?").fill("Spuddo")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator("#t1:not([aria-busy]) .question")).to_contain_text("CHILD-1")


def test_nothing_of_what_was_typed_is_left_when_the_page_is_gone(address, open_page, home, log):
    page = open_page(address)
    ask(page, NAMED, 1)
    ask(page, "and what if Zebedee's mum objects?", 2)
    page.close()
    written = [log, *(path for path in home.rglob("*") if path.is_file())]
    for path in written:
        content = path.read_bytes()
        assert not [
            name for name in NAMES if name.encode() in content or name.casefold().encode() in content
        ], path
