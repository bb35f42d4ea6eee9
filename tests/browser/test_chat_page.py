"""What somebody sees and does on the chat page, told as stories."""

import pytest
from browsing import answered, ask, tab_to
from injected import hostile_to_browsers
from playwright.sync_api import expect

QUESTION = "How soon must the core group meet?"
FOLLOW_UP = "and how often are reviews after that?"
UNANSWERABLE = "What dose of sertraline is safe for a 13 year old?"
HOSTILE = "How soon must the core group meet? <svg onload=alert(1)> </mark><script>alert(2)</script>"


def quote_of(statement):
    return statement.locator("blockquote").inner_text()


def test_somebody_asks_and_opens_a_citation(address, open_page):
    page = open_page(address)
    expect(page.get_by_role("region", name="Important")).to_contain_text("999")
    expect(page.get_by_role("button", name=QUESTION)).to_be_visible()

    answer = ask(page, QUESTION, 1)
    statement = answer.locator(".statement").filter(has_text="10 working days").first
    citation = statement.locator("a.citation").first
    expect(citation).to_have_text("[1]")
    expect(page.get_by_role("button", name=QUESTION)).to_be_hidden()

    citation.click()
    card = page.locator(f"#{citation.get_attribute('data-card')}")
    expect(card).to_be_focused()
    expect(card).to_have_attribute("open", "")
    mark = card.locator("mark.is-current").first
    expect(mark).to_be_in_viewport(ratio=1)
    expect(mark).to_contain_text("10 working days")
    assert mark.inner_text() in quote_of(statement)

    card.get_by_role("link", name="Back to the answer").click()
    expect(citation).to_be_focused()
    expect(citation).to_be_in_viewport()


def test_a_conversation_goes_on_and_earlier_citations_still_work(address, open_page):
    page = open_page(address)
    ask(page, QUESTION, 1)
    follow_up = ask(page, FOLLOW_UP, 2)
    expect(follow_up.locator(".searched")).to_contain_text("core group")
    expect(follow_up.locator(".card").filter(has_text="When is the plan reviewed?")).to_be_visible()
    expect(follow_up.locator(".statement").first).to_contain_text("review")
    expect(follow_up.locator(".statement").filter(has_text="six months").first).to_be_visible()

    declined = ask(page, UNANSWERABLE, 3)
    expect(declined.locator(".abstained")).to_be_visible()
    expect(declined.locator("mark, .statement, a.citation")).to_have_count(0)

    page.locator("#t1 a.citation").first.click()
    expect(page.locator("#t1-p1")).to_be_focused()
    expect(page.locator("#t1-p1 mark").first).to_be_in_viewport()

    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("article")).to_have_count(0)
    expect(page.get_by_role("button", name=QUESTION)).to_be_visible()


def test_two_people_do_not_see_each_other(address, open_page):
    one, other = open_page(address), open_page(address)
    ask(one, QUESTION, 1)
    expect(ask(other, UNANSWERABLE, 1).locator(".abstained")).to_be_visible()
    expect(one.locator("article")).to_have_count(1)
    expect(other.locator("article")).to_have_count(1)


def test_an_example_question_answers_itself(address, open_page):
    page = open_page(address)
    page.get_by_role("button", name="What replaced local safeguarding children boards?").click()
    expect(answered(page, 1).get_by_role("heading", level=2)).to_contain_text("What replaced")
    expect(page.locator("#t1")).to_be_focused()


def test_everything_can_be_done_from_the_keyboard(address, open_page):
    page = open_page(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the question box")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Your question")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    citation = answered(page, 1).locator("a.citation").first

    citation.focus()
    page.keyboard.press("Enter")
    card = page.locator("#t1-p1")
    expect(card).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(card).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")

    page.keyboard.press("Tab")
    opens = card.get_by_role("link", name="Open in the document")
    expect(opens).to_be_focused()
    page.keyboard.press("Enter")
    beside = page.get_by_role("dialog", name="The document")
    expect(beside.get_by_role("button", name="Close")).to_be_focused()
    expect(page.frame_locator("#beside iframe").locator("mark").first).to_contain_text("10 working days")
    page.keyboard.press("Escape")
    expect(beside).to_be_hidden()
    expect(opens).to_be_focused()

    tab_to(page, page.get_by_role("button", name="Yes", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Thank you.")).to_be_visible()


def test_a_question_is_shown_as_typed_and_never_run(address, open_page):
    page = open_page(address)
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    answer = ask(page, HOSTILE, 1)
    expect(answer.get_by_role("heading", level=2)).to_contain_text(HOSTILE)
    expect(page.locator("#conversation :is(img, script)")).to_have_count(0)


@pytest.mark.timeout(300)
def test_no_script_of_a_document_runs_and_no_address_of_one_is_asked(hostile_address, open_page):
    page = open_page(hostile_address)  # which fails at its end if anything off the host was tried
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.on("popup", lambda popup: pytest.fail(f"a page opened: {popup.url}"))
    for turn, case in enumerate(hostile_to_browsers(), start=1):
        ask(page, case.asks, turn).locator("summary").first.hover()
    assert set(page.locator("#conversation *").evaluate_all(TAGS)) <= OURS
    links = page.locator("#conversation a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    # No document here gives a safe address; a number to ring may stand above what its question is about.
    assert [link for link in links if not link.startswith(("#", "tel:", "/document?"))] == []
    assert page.url.rstrip("/") == hostile_address


TAGS = "elements => elements.map(element => element.localName)"
OURS = set("div article h2 h3 p span section blockquote strong mark a b details summary ul li".split())


def test_nothing_and_too_much_are_met_with_a_hint(address, open_page):
    page = open_page(address)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Type a question first.")).to_be_visible()
    box = page.get_by_role("textbox", name="Your question")
    box.fill("why " * 1100)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="4,399 characters")).to_be_visible()
    expect(box).to_have_value("why " * 1100)


def test_it_stores_nothing_in_the_browser(address, open_page):
    page = open_page(address)
    ask(page, QUESTION, 1)
    kept = page.evaluate(
        "async () => JSON.stringify([{...localStorage}, {...sessionStorage}, await indexedDB.databases()])"
    )
    assert "core group" not in kept
    assert page.context.cookies() == []


def test_an_empty_library_says_what_to_do(empty_address, open_page):
    page = open_page(empty_address)
    expect(page.get_by_text("safeguide library starter")).to_be_visible()
    expect(page.get_by_role("button", name=QUESTION)).to_be_hidden()
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_text("The library is empty. Add documents below.")).to_be_visible()
