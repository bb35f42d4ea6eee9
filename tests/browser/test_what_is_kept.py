"""What the page keeps and gives away, told as stories: the scope, a conversation, a copy of an answer."""

import sqlite3
from contextlib import closing

import pypdfium2
import pytest
from browsing import ask, choose, go_to, unfold
from docx import Document
from playwright.sync_api import expect

QUESTION = "How soon must the core group meet?"
FOLLOW_UP = "and how often are reviews after that?"
QUOTE = "The core group should meet within 10 working days"


@pytest.fixture
def library_away(home):
    """Takes the passages of the library away, until the test ends."""
    path = home / "library.sqlite"

    def rename(old, new):
        with closing(sqlite3.connect(path)) as database, database:
            database.execute(f"ALTER TABLE {old} RENAME TO {new}")

    yield lambda: rename("passages", "away")
    rename("away", "passages")


def words_of_pdf(path):
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def words_of_docx(path):
    return " ".join(paragraph.text for paragraph in Document(path).paragraphs)


def words_of_markdown(path):
    return path.read_text(encoding="utf-8").replace("**", "")


READERS = {"Markdown": words_of_markdown, "Word": words_of_docx, "PDF": words_of_pdf}


def test_the_scope_is_chosen_said_in_a_sentence_and_remembered_without_its_day(address, open_page):
    page = open_page(address)
    unfold(page, "Showing guidance in force in England")
    choose(page, "Nation", "Wales")
    day = page.get_by_label("As it stood on a day")
    day.fill("last week")
    page.get_by_role("button", name="Use this").click()
    expect(page.get_by_role("status").filter(has_text="That is no day")).to_be_visible()
    day.fill("2024-11-30")
    page.get_by_role("button", name="Use this").click()
    past = "Showing guidance as it stood on 30 November 2024 in Wales"
    expect(page.get_by_role("button", name=past)).to_be_visible()
    expect(ask(page, QUESTION, 1).locator(".statement", has_text="10 working days")).to_have_count(0)

    page.reload()
    expect(page.get_by_role("button", name="Showing guidance in force in Wales")).to_be_visible()


def test_a_conversation_is_kept_found_gone_on_with_renamed_and_deleted(address, open_page):
    page = open_page(address)
    ask(page, QUESTION, 1)
    go_to(page, "Conversations")
    search = page.get_by_label("Find a conversation")
    search.fill("zebra crossing")
    expect(page.get_by_text("No conversation has these words in it.")).to_be_visible()
    search.fill("core group")
    page.get_by_role("radio", name=QUESTION).first.check()
    page.get_by_role("link", name="Go on with it").click()
    expect(page.locator("#t1 .statement").first).to_contain_text("10 working days")
    expect(ask(page, FOLLOW_UP, 2).locator(".searched")).to_contain_text("core group")

    go_to(page, "Conversations")
    page.get_by_role("radio", name=f"{QUESTION} · 2 questions").first.check()
    page.get_by_label("Its name").fill("Asked on a Tuesday")
    page.get_by_role("button", name="Rename").click()
    renamed = page.get_by_role("radio", name="Asked on a Tuesday")
    expect(renamed).to_be_checked()

    delete, really = (page.get_by_role("button", name=name) for name in ("Delete", "Delete it for good"))
    delete.click()
    page.get_by_role("button", name="Keep it").click()
    expect(really).to_be_hidden()
    expect(renamed).to_have_count(1)
    delete.click()
    really.click()
    expect(page.get_by_role("status").filter(has_text="It is deleted.")).to_be_visible()
    expect(renamed).to_have_count(0)


def test_an_answer_is_copied_and_saved_in_every_form(address, open_page):
    page = open_page(address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION, 1)
    unfold(page, "Copy or save")
    page.get_by_role("button", name="Copy the last answer").click()
    expect(page.get_by_role("status").filter(has_text="Copied, with its references.")).to_be_visible()
    assert QUOTE in page.evaluate("navigator.clipboard.readText()").replace("**", "")

    for form, words in READERS.items():
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Save as {form}").click()
        saved = download.value
        expect(page.get_by_role("status").filter(has_text=saved.suggested_filename)).to_be_visible()
        assert QUOTE in " ".join(words(saved.path()).split()), form


def test_where_nothing_is_to_be_kept_nothing_is(empty_address, open_page):
    page = open_page(empty_address)
    ask(page, "How high is the wall of Borrowdale?", 1)
    go_to(page, "Conversations")
    expect(page.get_by_text("No conversation is kept here")).to_be_visible()
    expect(page.get_by_label("Find a conversation")).to_be_hidden()
    expect(page.get_by_role("radio")).to_have_count(0)


def test_what_goes_wrong_is_said_in_a_sentence(address, library_away, open_page):
    page = open_page(address)
    library_away()
    page.get_by_role("textbox", name="Your question").fill("Who comes to a strategy discussion?")
    page.keyboard.press("Enter")
    expect(page.locator(".failed")).to_contain_text("The library")
    expect(page.locator(".failed")).to_contain_text("cannot be read")


@pytest.mark.parametrize("path", ["/document?passage=gone", "/changes?old=a&new=b", "/evaluation/run?id=x"])
def test_what_is_not_held_is_said_in_a_sentence(address, open_page, path):
    page = open_page(address, path)
    expect(page.get_by_role("heading", name="This cannot be shown")).to_be_visible()
    expect(page.locator("main p")).not_to_be_empty()
