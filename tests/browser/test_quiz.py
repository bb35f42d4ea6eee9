"""What a trainer does with a quiz, and whoever takes it, told as stories; and both for everybody."""

import json
import re

import pytest
from browsing import tab_to, unfold
from playwright.sync_api import expect
from seeing import WIDE

PHONE = {"width": 375, "height": 780}
TOPIC = "Core groups and child protection conferences"


def make(page, topic=TOPIC, count=4):
    """Make a quiz, and wait for its first question."""
    unfold(page, "Make a quiz")
    page.get_by_label("What about").fill(topic)
    page.get_by_label("How many questions").fill(str(count))
    page.get_by_role("button", name="Make it").click()
    expect(page.locator("#quiz-item .stem")).to_be_visible(timeout=120_000)
    checked(page)


def checked(page):
    """Wait until the question is held against the guidance."""
    expect(page.locator("#quiz-item .amiss")).not_to_contain_text(
        "Held against the guidance…", timeout=60_000
    )


def said(page, text):
    expect(page.get_by_role("status").filter(has_text=text).first).to_be_visible()


def accept_all(page):
    """Accept every question, and save."""
    page.locator("#quiz-choice input").first.check()
    count = page.locator("#quiz-choice input").count()
    for number in range(1, count + 1):
        expect(page.locator("#quiz-item h3").first).to_contain_text(f"Question {number} of")
        page.get_by_role("button", name="Accept", exact=True).click()
        said(page, f"Question {number} is accepted.")
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, "Saved as version")
    return count


def stems(page):
    """The questions in their order, as the list of them tells."""
    told = page.locator("#quiz-choice label").all_inner_texts()
    return [re.sub(r"^\d+\. | · .*$", "", one) for one in told]


def answer(page, place=0):
    """Answer the question of the page in some way, right or wrong."""
    for group in page.locator("main .question").all():
        if group.locator("input[type=radio], input[type=checkbox]").count():
            group.locator("input[type=radio], input[type=checkbox]").nth(place).check()
        for number, select in enumerate(group.locator("select").all(), 1):
            values = select.locator("option").count() - 1
            numbered = select.locator("option").nth(1).inner_text() == "1"
            select.select_option(index=number if numbered else min(place + 1, values))
        if group.locator("input[type=text]").count():
            group.locator("input[type=text]").fill("7")
    page.get_by_role("button", name="Answer").click()


@pytest.fixture(scope="module")
def ready(browser, address):
    """The address of a quiz of which every question is accepted."""
    page = browser.new_page(viewport=WIDE)
    page.goto(f"{address}/quiz")
    make(page, count=3)
    accept_all(page)
    path = page.url.removeprefix(address)
    page.close()
    return path


def test_a_trainer_makes_judges_changes_and_saves_a_quiz(address, open_page):
    page = open_page(address)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Quiz").click()
    make(page)
    expect(page).to_have_url(re.compile(r"/quiz\?id=.+"))
    expect(page.locator("#quiz-item .passages mark").first).to_be_visible()
    before = stems(page)

    page.get_by_role("button", name="Move down").click()
    said(page, "It is question 2 now.")
    assert stems(page) == [before[1], before[0], *before[2:]]

    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_label("Question", exact=True)).to_be_visible()
    page.get_by_label("Question", exact=True).fill("All of the above: who must never tell the lead?")
    page.get_by_role("button", name="Keep these changes").click()
    said(page, "Changed, and checked again.")
    expect(page.locator("#quiz-item .stem")).to_have_text("All of the above: who must never tell the lead?")
    expect(page.locator("#quiz-item .flaws")).to_be_visible()

    page.get_by_role("button", name="Reject").click()
    said(page, "Question 2 is rejected.")
    expect(page.get_by_text("There are changes that are not saved.")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, "Saved as version 2.")
    page.reload()
    expect(page.locator("#quiz-choice label").nth(1)).to_contain_text("rejected")

    unfold(page, "Name, pass mark, review")
    page.get_by_label("Reviewed by").fill("Ada Lovelace")
    page.get_by_role("button", name="Mark as reviewed").click()
    said(page, "Marked as reviewed, and saved as version 3.")
    page.get_by_role("link", name="All quizzes").click()
    row = page.get_by_role("region", name="Your quizzes").get_by_role("row").filter(has_text="Ada Lovelace")
    expect(row).to_have_count(1)

    row.get_by_role("link").click()
    unfold(page, "Earlier versions")
    page.get_by_role("combobox", name="Choose one").click()
    page.get_by_role("option", name=re.compile("Version 1,")).click()
    page.get_by_role("button", name="Go back to it").click()
    said(page, "Here is version 1.")
    assert stems(page) == before


def test_another_question_takes_the_place_of_one(address, open_page):
    page = open_page(address, "/quiz")
    make(page, count=3)
    before = stems(page)
    page.get_by_role("button", name="Another in its place").click()
    said(page, "Here is another in its place.")
    assert stems(page)[1:] == before[1:]
    assert stems(page)[0] != before[0]


def test_a_quiz_is_saved_as_a_file_and_read_again_and_deleted(address, ready, open_page, tmp_path):
    page = open_page(address, ready)
    unfold(page, "Save as a file")
    page.get_by_role("combobox", name="For").click()
    page.get_by_role("option", name="Safeguide quiz").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the file").click()
    file = tmp_path / "again.json"
    download.value.save_as(file)
    assert len(json.loads(file.read_text(encoding="utf-8"))["items"]) == 3
    page.goto(f"{address}/quiz")
    unfold(page, "Open a file")
    page.locator("#quiz-file input[type=file]").set_input_files(file)
    expect(page.locator("#quiz-file")).to_contain_text("again")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("#quiz-item .stem")).to_be_visible()
    unfold(page, "Delete this quiz")
    page.get_by_role("button", name="Delete it", exact=True).click()
    page.get_by_role("button", name="Delete it for good").click()
    said(page, "is deleted.")
    expect(page).to_have_url(f"{address}/quiz")


def test_the_document_opens_beside_the_question(address, ready, open_page):
    page = open_page(address, ready)
    page.locator("#quiz-item").get_by_role("link", name="Open in the document").first.click()
    expect(page.frame_locator("#beside iframe").locator("mark").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#quiz-item .passages")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desktop", "phone"])
def test_somebody_takes_it_and_the_trainer_has_the_result(address, ready, open_page, size, tmp_path):
    page = open_page(address, ready, **size)
    page.get_by_role("link", name="Take it").click()
    page.get_by_label("Your name").fill(f"=Ada {size['width']}")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    for number in range(1, 4):
        expect(page.get_by_text(f"Question {number} of 3")).to_be_visible()
        answer(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(
            re.compile(r"^(Right|Not right|\d of \d right)$")
        )
        expect(page.locator("blockquote").first).to_be_visible()
        page.get_by_role("button", name=re.compile("Next question|See your result")).click()
    expect(page.get_by_role("heading", name="Your result")).to_be_visible()
    expect(page.get_by_text("Your result is kept for the trainer.")).to_be_visible()

    page.goto(address + ready)
    unfold(page, "Results")
    expect(page.get_by_role("region", name="Results")).to_contain_text(f"=Ada {size['width']}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a spreadsheet").click()
    download.value.save_as(tmp_path / "results.csv")
    assert f"'=Ada {size['width']}" in (tmp_path / "results.csv").read_text(encoding="utf-8-sig")


def test_all_on_one_page_at_the_end_then_the_wrong_ones_again(address, ready, open_page):
    page = open_page(address, ready.replace("/quiz?", "/quiz/take?"))
    page.get_by_label("All on one page").check()
    page.get_by_label("At the end").check()
    page.get_by_role("button", name="Start").click()
    answer(page)
    retry = page.get_by_role("button", name="Try the wrong ones again")
    if retry.count():  # the first of the options may be right everywhere
        retry.click()
        expect(page.get_by_role("button", name="Answer")).to_be_visible()


def test_it_is_taken_with_the_keyboard_alone(address, ready, open_page):
    page = open_page(address, ready.replace("/quiz?", "/quiz/take?"))
    tab_to(page, page.get_by_label("Your name"))
    page.keyboard.type("Ada")
    tab_to(page, page.get_by_role("button", name="Start"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Question 1 of 3")).to_be_visible()
    answered_by_keyboard(page)
    tab_to(page, page.get_by_role("button", name="Next question"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Question 2 of 3")).to_be_visible()


def answered_by_keyboard(page):
    radio = page.locator("main input[type=radio], main input[type=checkbox]").first
    if radio.count():
        tab_to(page, radio)
        page.keyboard.press("Space")
    else:
        for select in page.locator("main select").all():
            tab_to(page, select)
            page.keyboard.press("ArrowDown")
        if page.locator("main input[type=text]").count():
            tab_to(page, page.locator("main input[type=text]"))
            page.keyboard.type("7")
    tab_to(page, page.get_by_role("button", name="Answer"))
    page.keyboard.press("Enter")


def test_it_is_judged_with_the_keyboard_alone(address, open_page):
    page = open_page(address, "/quiz")
    make(page, count=3)
    tab_to(page, page.locator("#quiz-choice input").first)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#quiz-item h3").first).to_contain_text("Question 2 of")
    tab_to(page, page.get_by_role("button", name="Edit"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Situation")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Leave it as it was"))
    page.keyboard.press("Enter")
    expect(page.locator("#quiz-item-h")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Accept", exact=True))
    page.keyboard.press("Enter")
    said(page, "Question 2 is accepted.")


def test_anybody_can_make_and_judge_a_quiz(address, open_page, seen_by_everybody):
    page = open_page(address, "/quiz")
    unfold(page, "Make a quiz")
    unfold(page, "More")
    unfold(page, "Open a file")
    seen_by_everybody(page, "making and reading opened")
    page.reload()
    make(page, count=3)
    seen_by_everybody(page, "a question looked at")
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_label("Situation")).to_be_focused()
    seen_by_everybody(page, "a question changed")
    page.get_by_role("button", name="Leave it as it was").click()
    for name in (
        "Name, pass mark, review",
        "Save as a file",
        "Results",
        "Earlier versions",
        "Delete this quiz",
    ):
        unfold(page, name)
    page.get_by_role("button", name="Delete it", exact=True).click()
    expect(page.get_by_role("button", name="Delete it for good")).to_be_visible()
    seen_by_everybody(page, "all sections opened")
    page.get_by_role("link", name="All quizzes").click()
    expect(page.get_by_role("region", name="Your quizzes")).to_be_visible()
    seen_by_everybody(page, "all quizzes")


def test_anybody_can_take_a_quiz(address, ready, open_page, seen_by_everybody):
    page = open_page(address, ready.replace("/quiz?", "/quiz/take?"))
    seen_by_everybody(page, "before the start")
    page.get_by_role("button", name="Start").click()
    seen_by_everybody(page, "a question")
    page.get_by_role("button", name="Answer").click()
    seen_by_everybody(page, "not answered")
    for _ in range(3):
        answer(page)
        seen_by_everybody(page, "told what was right")
        page.locator("main form button").click()
    seen_by_everybody(page, "the result")
    page.goto(f"{address}/quiz/take?id=gone")
    seen_by_everybody(page, "not there")
