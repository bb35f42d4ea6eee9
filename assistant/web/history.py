"""The page of conversations, in gradio: find one, go on with it, rename it, delete it."""

from collections.abc import Callable
from datetime import datetime

import gradio as gr

from assistant.conversations import Conversation, Conversations
from assistant.log import log_kind
from assistant.web import render, words
from assistant.web.ask import QUIET, Shown
from assistant.web.door import person_of
from assistant.web.keeping import Keeping, attempted
from ingest.dates import day_in_words
from ingest.errors import IngestError


def lay_out(keeping: Keeping, days: int) -> None:
    """Lay out and wire the page, within gradio's blocks.

    Args:
        keeping: what is kept.
        days: how long.
    """
    _Page(keeping, days).wire()


class _Page:
    """The page's components, and what happens when they are used."""

    def __init__(self, keeping: Keeping, days: int) -> None:
        self.keeping, self.days = keeping, days
        gr.HTML(render.page_heading(words.CONVERSATIONS, words.days(days)), js_on_load=None)
        self.search = gr.Textbox(
            label=words.FIND_CONVERSATION,
            visible=bool(days),
            html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=False),
        )
        self.empty = gr.HTML(js_on_load=None)
        self.choice = gr.Radio([], label=words.CHOOSE_CONVERSATION, visible=False, elem_id="conversations")
        with gr.Column(visible=False, elem_id="chosen") as self.chosen:
            self.go_on = gr.HTML(js_on_load=None)
            with gr.Row(elem_id="rename-row"):
                self.title = gr.Textbox(label=words.TITLE, max_length=200, scale=3)
                self.rename = gr.Button(words.RENAME, elem_classes="quiet", scale=0)
            self.delete = gr.Button(words.DELETE, elem_classes="quiet", size="sm")
            with gr.Row(visible=False) as self.sure:
                self.really = gr.Button(words.DELETE_SURE, elem_classes="danger", size="sm", scale=0)
                self.keep = gr.Button(words.KEEP, elem_classes="quiet", size="sm", scale=0)
        self.said = gr.HTML(render.hint(""), js_on_load=None)

    def wire(self) -> None:
        """Say what each event does."""
        listed = [self.choice, self.empty, self.chosen, self.said]
        gr.context.Context.root_block.load(self._found_again, self.search, listed, **QUIET)
        self.search.change(self._found_again, self.search, listed, **QUIET)
        chosen = [self.chosen, self.go_on, self.title, self.sure]
        self.choice.input(self._choose, [self.choice, self.search], chosen, **QUIET)
        self.rename.click(self._rename, [self.choice, self.title, self.search], listed, **QUIET)
        self.delete.click(lambda: gr.update(visible=True), None, self.sure, **QUIET)
        self.keep.click(lambda: gr.update(visible=False), None, self.sure, **QUIET)
        self.really.click(self._delete, [self.choice, self.search], listed, **QUIET)

    def _found_again(self, search: str, request: gr.Request) -> Shown:
        return self._list(self._of(request), search)

    def _list(self, kept: Conversations, search: str, chosen: str | None = None, said: str = "") -> Shown:
        held = _found(kept, search)
        found = held or []
        choices = [(_label(one), one.id) for one in found]
        still = chosen if chosen in {one.id for one in found} else None
        none = words.NO_CONVERSATIONS if self.days else ""  # the heading says that none is kept
        nothing = words.NOTHING_FOUND if search.strip() else none
        nothing = words.NOT_LISTED if held is None else nothing
        return {
            self.choice: gr.update(choices=choices, value=still, visible=bool(choices)),
            self.empty: "" if choices else f"<p>{nothing}</p>",
            self.chosen: gr.update(visible=still is not None),
            self.said: render.told(said),
        }

    def _choose(self, id_: str, search: str, request: gr.Request) -> Shown:
        found = _found(self._of(request), search) or ()
        one = next((each for each in found if each.id == id_), None)
        return {
            self.chosen: gr.update(visible=one is not None),
            self.go_on: render.link(f"/?c={id_}", words.GO_ON) if one else "",
            self.title: one.title if one else "",
            self.sure: gr.update(visible=False),
        }

    def _of(self, request: gr.Request) -> Conversations:
        return self.keeping.of(person_of(request)).conversations

    def _rename(self, id_: str, title: str, search: str, request: gr.Request) -> Shown:
        kept = self._of(request)
        return self._list(kept, search, id_, _done(lambda: kept.rename(id_, title), words.RENAMED))

    def _delete(self, id_: str, search: str, request: gr.Request) -> Shown:
        kept = self._of(request)
        return self._list(kept, search, None, _done(lambda: kept.delete(id_), words.DELETED))


def _found(kept: Conversations, search: str) -> list[Conversation] | None:
    """The conversations with some words, or None if they cannot be read."""
    return attempted("Conversations could not be listed", lambda: kept.all(search), None)


def _done(work: Callable[[], None], said: str) -> str:
    try:
        work()
    except IngestError as error:
        log_kind("A conversation could not be changed", error)
        return str(error)
    return said


def _label(one: Conversation) -> str:
    count = "1 question" if one.turns == 1 else f"{one.turns} questions"
    changed = datetime.fromisoformat(one.changed).astimezone()
    return f"{one.title} · {count} · {day_in_words(changed.date().isoformat())}, {changed:%H:%M}"
