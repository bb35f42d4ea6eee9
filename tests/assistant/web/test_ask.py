"""The page that people ask on: what its events do, called without a browser."""

import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from made_web import FakeAssistant, abstained, answered, cite, document, from_person, passage

from assistant import Assistant, Scope, suggesting
from assistant.exporting import Form
from assistant.people.limits import Limits
from assistant.settings import Settings
from assistant.web import ask, words
from assistant.web.chat import Talk
from assistant.web.keeping import Keeping, opened
from assistant.web.page import build
from ingest.embedding import Embedder
from ingest.library import Library

PRIVATE = "No room for “Jamie in year 4”."
SOON = "How soon must the core group meet?"
ANSWER = replace(answered(cite(1, "10 working days", passage(), document())), question="Can CHILD-1 go home?")
BEGINNINGS = {Form.MARKDOWN: b"# ", Form.DOCX: b"PK\x03\x04", Form.PDF: b"%PDF-"}


@pytest.fixture
def keeping(home: Path) -> Keeping:
    return opened(Settings())


@pytest.fixture
def fake(starter: Assistant) -> Any:
    """Gives an answer at once, and takes "Jamie" for a child's name; over the starter notes."""
    made = FakeAssistant(ANSWER)
    made.library, made.writer, made.scope = starter.library, None, Scope(nation="england")
    return made


@pytest.fixture
def page(fake: Any, keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> Iterator[ask._Page]:
    monkeypatch.setattr(suggesting.Examples, "now", lambda self: [SOON])
    with gr.Blocks():
        yield ask._Page(fake, keeping, Limits(1_000))


def arrived(page: ask._Page, **query: str) -> ask.Shown:
    return page._arrive(from_person(**query))


def asked(page: ask._Page, question: str = "Can Jamie go home?", talk: Talk | None = None) -> ask.Shown:
    """What is shown at last where somebody asks."""
    *_, shown = page._ask(question, talk or Talk(), Scope(nation="england"), "", from_person())
    return shown


def kept(page: ask._Page) -> list[list[str]]:
    """The questions of all conversations that are kept."""
    conversations = page.keeping.conversations
    return [[turn.question for turn in conversations.turns(one.id)] for one in conversations.all()]


def fail(*_: object, **__: object) -> None:
    raise RuntimeError(PRIVATE)


def test_all_pages_are_laid_out_and_wired(starter: Assistant, home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(suggesting.Examples, "now", lambda self: [SOON])
    blocks = build(starter, Settings())
    assert [name for _, name, *_ in blocks.pages] == ["Home", *(name for _, name in words.PAGES[1:])]
    assert all(one.api_visibility == "private" for one in blocks.fns.values())


# --- asking


def test_an_answer_is_shown_and_kept_without_the_name(page: ask._Page):
    first, *_, last = page._ask("Can Jamie go home?", Talk(), Scope(nation="england"), "", from_person())
    assert first[page.send] == gr.update(interactive=False)
    assert first[page.after] == gr.update(visible=False)
    assert last[page.send] == gr.update(interactive=True)
    assert last[page.after] == gr.update(visible=True)
    assert last[page.opening] == last[page.examples] == gr.update(visible=False)
    assert "10 working days" in last[page.conversation]
    assert last[page.talk].id
    assert kept(page) == [["Can CHILD-1 go home?"]]


def test_the_next_question_goes_on_with_the_same_conversation(page: ask._Page):
    first = asked(page)[page.talk]
    second = asked(page, "And then?", first)[page.talk]
    assert second.id == first.id
    assert len(kept(page)) == 1
    assert len(kept(page)[0]) == 2


@pytest.mark.parametrize("question", ["  ", "x" * 4001])
def test_what_is_not_asked_is_not_kept(page: ask._Page, question: str):
    assert asked(page, question)[page.hint]
    assert kept(page) == []


def test_a_question_that_fails_is_not_kept(page: ask._Page, fake: Any):
    fake.answer = RuntimeError("x")
    assert words.FAILED in asked(page)[page.conversation]
    assert kept(page) == []


def test_a_question_that_is_refused_is_not_kept(page: ask._Page, fake: Any):
    fake.answer = replace(abstained(advice="Ask without names."), reason="personal data")
    assert asked(page)[page.box] == "Can Jamie go home?"
    assert kept(page) == []


def test_an_answer_that_cannot_be_kept_is_there_all_the_same(
    page: ask._Page, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(page.keeping.conversations, "begin", fail)
    shown = asked(page)
    assert "10 working days" in shown[page.conversation]
    assert words.NOT_KEPT in shown[page.hint]
    assert len(shown[page.talk].said) == 1
    assert "RuntimeError" in caplog.text
    assert "Jamie" not in caplog.text


def test_what_was_left_out_is_offered_to_be_put_back(page: ask._Page):
    assert asked(page)[page.details.left_out] == gr.update(
        choices=[("Jamie → CHILD-1", "CHILD-1")], value=["CHILD-1"], visible=True
    )


def test_a_correction_takes_the_place_of_what_was_kept(page: ask._Page, fake: Any):
    talk = asked(page)[page.talk]
    fake.answer = replace(ANSWER, question="Can Jamie go home?")
    *_, shown = page._correct(talk, [], "", "a child", Scope(), from_person())
    assert kept(page) == [["Can Jamie go home?"]]
    assert shown[page.talk].id == talk.id


@pytest.mark.parametrize(
    "answer", [RuntimeError("x"), replace(abstained(advice="Ask without names."), reason="personal data")]
)
def test_a_correction_that_fails_leaves_what_was_kept(page: ask._Page, fake: Any, answer: Any):
    first = asked(page)[page.talk]
    fake.answer = replace(ANSWER, question="And then?")
    second = asked(page, "And then?", first)[page.talk]
    fake.answer = answer
    *_, shown = page._correct(second, [], "then", "a child", Scope(), from_person())
    assert kept(page) == [["Can CHILD-1 go home?", "And then?"]]
    assert len(shown[page.talk].said) == 2


def test_a_new_conversation_is_kept_apart(page: ask._Page):
    asked(page)
    anew = page._begin_anew()
    assert anew[page.talk] == Talk()
    assert anew[page.examples] == gr.update(visible=True)
    asked(page, "Can Jamie go home?", anew[page.talk])
    assert len(kept(page)) == 2


# --- arriving


def test_the_page_opens_with_nothing_asked(page: ask._Page):
    shown = arrived(page)
    assert shown[page.talk] == Talk()
    assert shown[page.opening]["visible"]
    assert "Searches" in shown[page.opening]["value"]


def test_a_conversation_that_the_address_names_is_gone_on_with(page: ask._Page):
    id_ = asked(page)[page.talk].id
    shown = arrived(page, c=id_)
    assert "10 working days" in shown[page.conversation]
    assert shown[page.talk].id == id_
    assert shown[page.details.frame]["visible"] is False  # nobody knows any more what was typed
    asked(page, "And then?", shown[page.talk])
    assert len(kept(page)) == 1


@pytest.mark.parametrize("id_", ["nothing", "<script>alert(1)</script>", "x\x00", "' OR 1=1"])
def test_one_that_is_not_kept_is_said_to_be_gone(page: ask._Page, id_: str):
    asked(page)
    shown = arrived(page, c=id_)
    assert words.GONE in shown[page.hint]
    assert shown[page.talk] == Talk()
    assert id_ not in str(list(shown.values()))


def test_an_empty_library_says_what_to_do_and_offers_no_example(
    home: Path, embedder: Embedder, keeping: Keeping
):
    with gr.Blocks():
        page = ask._Page(Assistant(Library(home, embedder.fingerprint), embedder), keeping, Limits(1_000))
        shown = arrived(page)
    assert "safeguide library" in shown[page.opening]["value"]
    assert shown[page.examples] == gr.update(visible=False)


# --- the scope


def test_a_scope_is_chosen_and_the_browser_told(page: ask._Page):
    shown = page._choose_scope("wales", "children", "", "2020-02-29", Scope(nation="england"))
    assert shown[page.scope].as_at
    assert shown[page.browser] == {"nation": "wales", "audience": "children", "sector": ""}
    assert "29 February 2020 in Wales, for children" in shown[page.bar.frame]["label"]
    assert shown[page.bar.frame]["open"] is False


def test_a_day_that_is_none_keeps_the_bar_open_and_is_told(page: ask._Page):
    shown = page._choose_scope("wales", "", "", "soon", Scope(nation="england"))
    assert shown[page.bar.frame]["open"] is True
    assert words.NO_DAY in shown[page.hint]


@pytest.mark.parametrize("told", [None, "x", {"nation": "<b>"}, {"nation": ["wales"]}])
def test_what_a_browser_remembers_wrongly_is_not_taken(page: ask._Page, told: object):
    assert page._remember_scope(told)[page.scope] == Scope(nation="england")


def test_what_a_browser_remembers_is_chosen_again(page: ask._Page):
    shown = page._remember_scope({"nation": "wales", "audience": "adults", "sector": ""})
    assert shown[page.scope] == Scope("wales", "adults")
    assert (shown[page.bar.nation], shown[page.bar.audience]) == ("wales", "adults")


# --- feedback


def test_that_an_answer_helped_is_kept(page: ask._Page):
    shown = page._helpful(asked(page)[page.talk])
    (given,) = page.keeping.feedback.all()
    assert (given.helpful, given.answer) == (True, ANSWER)
    assert words.THANKS in shown[page.feedback.said]
    assert shown[page.feedback.more] == shown[page.feedback.yes] == gr.update(visible=False)


def test_that_it_did_not_help_is_kept_and_what_is_added_goes_with_it(page: ask._Page):
    talk = asked(page)[page.talk]
    assert page._unhelpful(talk)[page.feedback.more] == gr.update(visible=True)
    text = "My pupil Jamie is not meant, but Jamie's friend, my pupil Tom Baker."
    shown = page._tell_more(talk, ["wrong"], text)
    (given,) = page.keeping.feedback.all()
    assert (given.helpful, given.reasons) == (False, ("wrong",))
    assert "CHILD-1 is not meant" in given.words
    assert "CHILD-2" in given.words
    assert not {"Jamie", "Tom", "Baker"} & set(given.words.replace("'", " ").split())
    assert words.THANKS_MORE in shown[page.feedback.said]


def test_feedback_on_two_conversations_is_two(page: ask._Page):
    talks = [asked(page)[page.talk] for _ in range(2)]
    for talk in talks:
        page._helpful(talk)
    for talk in talks:
        page._unhelpful(arrived(page, c=talk.id)[page.talk])
    assert len(page.keeping.feedback.all()) == 4


@pytest.mark.parametrize(("reasons", "text"), [(["<b>"], ""), (["wrong"], "x" * 2001)])
def test_feedback_that_cannot_be_kept_so_is_told_and_stays_to_be_corrected(
    page: ask._Page, reasons: list[str], text: str
):
    shown = page._tell_more(asked(page)[page.talk], reasons, text)
    assert words.FEEDBACK_FAILED in shown[page.feedback.said]
    assert shown[page.feedback.more] == gr.update(visible=True)
    assert page.keeping.feedback.all() == []


def test_feedback_before_any_answer_costs_nothing(page: ask._Page):
    assert words.FEEDBACK_FAILED in page._helpful(Talk())[page.feedback.said]


# --- taking away


@pytest.mark.parametrize("form", Form)
def test_a_conversation_is_saved_as_a_file(page: ask._Page, form: Form):
    talk = asked(page)[page.talk]
    told = json.loads(ask._saving(form)(talk))
    made = b64decode(told["data"], validate=True)
    assert made.startswith(BEGINNINGS[form])
    assert told["type"] == form.media_type
    assert told["name"].startswith("can-child-1-go-home-")
    assert told["name"].endswith(form.suffix)
    assert b"Jamie" not in made


def test_what_cannot_be_saved_is_told(page: ask._Page):
    assert json.loads(ask._saving(Form.PDF)(Talk())) == {"error": words.SAVE_FAILED}


def test_the_last_answer_is_copied_with_where_it_is_from(page: ask._Page):
    told = page._copied(asked(page)[page.talk])
    assert "10 working days" in told
    assert "Guide 0" in told
    assert "Jamie" not in told
    assert page._copied(Talk()) == ""
