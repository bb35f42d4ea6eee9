"""The page of conversations: found, gone on with, renamed, deleted."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import gradio as gr
import pytest
from made_web import HOSTILE, Page, abstained, from_person

from assistant.kept import KeptError
from assistant.settings import Settings
from assistant.web import history, words
from assistant.web.keeping import Keeping, opened


@pytest.fixture
def keeping(home: Path) -> Keeping:
    return opened(Settings())


@pytest.fixture
def page(keeping: Keeping) -> Iterator[history._Page]:
    with gr.Blocks():
        yield history._Page(keeping, 90)


def begun(page: history._Page, question: str = "How soon?") -> str:
    return page.keeping.conversations.begin(replace(abstained(), question=question))


def labels(shown: history.Shown, page: history._Page) -> list[str]:
    return [label for label, _ in shown[page.choice]["choices"]]


def fail(*_: object) -> None:
    raise KeptError("It cannot be written.")


def test_conversations_are_listed_the_last_first(page: history._Page):
    begun(page, "One?")
    begun(page, "Two?")
    shown = page._found_again("", from_person())
    assert [label.split(" · ")[:2] for label in labels(shown, page)] == [
        ["Two?", "1 question"],
        ["One?", "1 question"],
    ]
    assert shown[page.empty] == ""


def test_they_are_found_by_words_whatever_those_are(page: history._Page):
    begun(page, f"Is 100% {HOSTILE} kept?")
    assert len(labels(page._found_again("100% <IMG", from_person()), page)) == 1
    shown = page._found_again("nothing of it", from_person())
    assert labels(shown, page) == []
    assert words.NOTHING_FOUND in shown[page.empty]


def test_without_any_it_says_so(page: history._Page):
    assert words.NO_CONVERSATIONS in page._found_again("", from_person())[page.empty]


def test_where_none_is_kept_nothing_says_that_it_is(home: Path):
    with gr.Blocks():
        page = history._Page(opened(Settings(retention_days=0)), 0)
    assert words.NO_CONVERSATIONS not in page._found_again("", from_person())[page.empty]


def test_one_that_is_chosen_can_be_gone_on_with(page: history._Page):
    id_ = begun(page)
    shown = page._choose(id_, "", from_person())
    assert Page(shown[page.go_on]).attributes("href") == [f"/?c={id_}"]
    assert shown[page.title] == "How soon?"
    assert shown[page.sure] == gr.update(visible=False)


@pytest.mark.parametrize("id_", ["", HOSTILE, None])
def test_what_is_not_kept_cannot_be_chosen(page: history._Page, id_: str):
    begun(page)
    shown = page._choose(id_, "", from_person())
    assert (shown[page.chosen], shown[page.go_on]) == (gr.update(visible=False), "")


def test_it_is_renamed_without_personal_data_and_stays_chosen(page: history._Page):
    id_ = begun(page)
    shown = page._rename(id_, "About my pupil Amara Nwosu", "", from_person())
    assert labels(shown, page)[0].startswith("About my pupil CHILD-1 · ")
    assert shown[page.choice]["value"] == id_
    assert words.RENAMED in shown[page.said]


def test_a_name_that_is_empty_is_refused(page: history._Page):
    shown = page._rename(begun(page), "  ", "", from_person())
    assert "needs a title" in shown[page.said]
    assert labels(shown, page)[0].startswith("How soon?")


def test_it_is_deleted_for_good(page: history._Page):
    id_ = begun(page)
    shown = page._delete(id_, "", from_person())
    assert words.DELETED in shown[page.said]
    assert shown[page.chosen] == gr.update(visible=False)
    assert page.keeping.conversations.all() == []
    assert "is not kept" in page._delete(id_, "", from_person())[page.said]


def test_a_database_that_fails_is_told(page: history._Page, monkeypatch: pytest.MonkeyPatch):
    id_ = begun(page)
    for name in ("all", "rename", "delete"):
        monkeypatch.setattr(page.keeping.conversations, name, fail)
    assert labels(page._found_again("", from_person()), page) == []
    assert page._choose(id_, "", from_person())[page.chosen] == gr.update(visible=False)
    assert "It cannot be written." in page._rename(id_, "Other", "", from_person())[page.said]
    assert "It cannot be written." in page._delete(id_, "", from_person())[page.said]
