"""What somebody does on the pages, for the tests in a browser."""

from playwright.sync_api import expect


def ask(page, question, turn):
    """Type a question, press Enter, and wait for the whole answer."""
    page.get_by_role("textbox", name="Your question").fill(question)
    page.keyboard.press("Enter")
    return answered(page, turn)


def answered(page, turn):
    """The article of a turn, once its answer has arrived whole."""
    article = page.locator(f"#t{turn}:not([aria-busy])")
    expect(article.locator(".statement, .abstained").first).to_be_visible()
    return article


def tab_to(page, target, most=40):
    """Press Tab until something has the focus, as somebody without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached by {most} times Tab")


def choose(page, label, option):
    """Choose an option of a list that drops down."""
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option).first.click()


def unfold(page, name):
    """Open a section that is closed at first."""
    button = page.get_by_role("button", name=name)
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")


def go_to(page, name):
    """Follow a link of the header to another page."""
    page.get_by_role("navigation", name="Pages").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
