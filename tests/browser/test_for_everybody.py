"""Every page in every state, for everybody: axe-core finds no violation of WCAG 2.2 A or AA in light or dark,
and nothing is lost on a phone, at 320 pixels, or when it is enlarged to twice its size."""

import sqlite3

from browsing import ask, choose, go_to, unfold
from playwright.sync_api import expect
from seeing import violations

QUESTION = "How soon must the core group meet?"
CONCERN = (
    "My pupil Zebedee Okonkwo is sat here, her stepdad hits her and she is scared to go home. "
    "Do I need consent to refer?"
)


def test_anybody_can_ask(address, open_page, seen_by_everybody):
    page = open_page(address)
    expect(page.get_by_role("button", name=QUESTION)).to_be_visible()
    seen_by_everybody(page, "at rest")
    unfold(page, "Showing guidance in force")
    seen_by_everybody(page, "scope opened")
    ask(page, QUESTION, 1)
    seen_by_everybody(page, "answered")
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_label("Anything else?")).to_be_visible()
    unfold(page, "Copy or save")
    seen_by_everybody(page, "feedback and saving opened")


def test_anybody_can_get_help_and_read_the_document(address, open_page, seen_by_everybody):
    page = open_page(address)
    turn = ask(page, CONCERN, 1)
    turn.locator(".removed summary").click()
    unfold(page, "Personal details")
    expect(page.get_by_label("Missed something?")).to_be_visible()
    seen_by_everybody(page, "concern, with personal details opened")
    turn.get_by_role("link", name="Open in the document").first.click()
    expect(page.frame_locator("#beside iframe").locator("mark").first).to_be_visible()
    seen_by_everybody(page, "document beside")
    page.goto(page.get_by_role("link", name="Open in a new tab").get_attribute("href"))
    seen_by_everybody(page, "document")


def test_anybody_can_look_at_conversations(address, open_page, seen_by_everybody):
    page = open_page(address)
    ask(page, QUESTION, 1)
    go_to(page, "Conversations")
    page.get_by_role("radio", name=QUESTION).first.check()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("button", name="Delete it for good")).to_be_visible()
    seen_by_everybody(page, "one chosen")
    page.get_by_label("Find a conversation").fill("zebra crossing")
    expect(page.get_by_text("No conversation has these words in it.")).to_be_visible()
    seen_by_everybody(page, "none found")


def test_anybody_can_look_after_the_library(address, open_page, seen_by_everybody):
    page = open_page(address, "/library")
    unfold(page, "Add documents")
    unfold(page, "Look after a document")
    choose(page, "Which", "Core group")
    expect(page.get_by_role("button", name="Save changes")).to_be_visible()
    seen_by_everybody(page, "adding and looking after opened")
    held = page.get_by_role("combobox", name="Which")
    held.click()
    expect(page.get_by_role("option").first).to_be_visible()
    page.wait_for_function("!document.querySelector('.options').getAnimations().length")  # it fades in
    assert violations(page) == []


def test_anybody_can_look_at_evaluation_and_at_changes(address, home, open_page, seen_by_everybody):
    page = open_page(address)
    ask(page, QUESTION, 1)
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Thank you.")).to_be_visible()
    go_to(page, "Evaluation")
    choose(page, "Choose one", QUESTION)
    expect(page.locator(".seen article")).to_be_visible()
    seen_by_everybody(page, "feedback chosen")
    old, new = two_documents(home)
    page.goto(f"{address}/changes?old={old}&new={new}")
    seen_by_everybody(page, "changes")


MOVING = """() => [...document.querySelectorAll("*")].flatMap((element) => {
  const style = getComputedStyle(element);
  const longest = (times) => Math.max(...times.split(",").map(parseFloat));
  const moves = longest(style.transitionDuration) > 0 || longest(style.animationDuration) > 0.001;
  return moves || style.scrollBehavior === "smooth" ? [element.outerHTML.slice(0, 80)] : [];
})"""


def test_nothing_moves_for_whoever_wants_no_motion(address, open_page):
    page = open_page(address)
    noted = "(how) => { (window.behaviours ??= []).push(how.behavior); }"
    page.evaluate(f"() => {{ Element.prototype.scrollIntoView = {noted}; }}")
    ask(page, QUESTION, 1).get_by_role("link", name="[1]").first.click()
    assert page.evaluate(MOVING) == []
    assert set(page.evaluate("window.behaviours")) == {"auto"}
    page.emulate_media(reduced_motion="no-preference")
    page.evaluate("window.behaviours = []")
    page.get_by_role("link", name="[1]").first.click()
    assert set(page.evaluate("window.behaviours")) == {"smooth"}


def two_documents(home):
    with sqlite3.connect(home / "library.sqlite") as database:
        return [id_ for (id_,) in database.execute("SELECT id FROM documents LIMIT 2")]
