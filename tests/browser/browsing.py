"""What somebody does on the page, for the tests in a browser."""

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
