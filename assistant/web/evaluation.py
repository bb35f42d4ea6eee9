"""The page of evaluation, in gradio: the runs with their reports, and what people said of answers."""

from importlib.util import find_spec
from typing import Any

import gradio as gr

from assistant.feedback import REASONS, Feedback
from assistant.log import log_kind
from assistant.people.audit import Action
from assistant.settings import Settings
from assistant.web import render, runs, words
from assistant.web.ask import QUIET, Shown
from assistant.web.keeping import Keeping, attempted
from assistant.web.noting import noted
from ingest.errors import IngestError

DRAFTS = "cases-from-feedback.jsonl"
"""The file in ``SAFEGUIDE_HOME`` that draft cases go to."""


def lay_out(keeping: Keeping, settings: Settings) -> None:
    """Lay out and wire the page, within gradio's blocks."""
    _Page(keeping, settings).wire()


def history(settings: Settings) -> str:
    """The runs so far, as HTML."""
    if find_spec("jinja2") is None or find_spec("plotly") is None:
        return f'<p class="none">{words.NO_EVALUATION}</p>'
    from eval.harness.store import opened

    return runs.table(opened(settings).history())


class _Page:
    """The page's components, and what happens when they are used."""

    def __init__(self, keeping: Keeping, settings: Settings) -> None:
        self.keeping, self.settings = keeping, settings
        gr.HTML(render.page_heading(words.EVALUATION, words.EVALUATION_ABOUT), js_on_load=None)
        self.runs = gr.HTML(js_on_load=None)
        gr.HTML(f"<h2>{words.FEEDBACK}</h2>", js_on_load=None, elem_classes="section")
        with gr.Row():
            kinds = [(words.ALL_FEEDBACK, ""), *((one, one) for one in (words.YES, words.NO, *REASONS))]
            self.which = gr.Dropdown(kinds, value="", label=words.SHOW_FEEDBACK)
            self.search = gr.Textbox(label=words.FIND_FEEDBACK, max_length=200)
        self.table = gr.HTML(js_on_load=None)
        self.choice = gr.Dropdown([], value=None, label=words.CHOOSE_FEEDBACK, visible=False)
        with gr.Column(visible=False) as self.chosen:
            self.item = gr.HTML(js_on_load=None)
            with gr.Row():
                self.make = gr.Button(words.MAKE_CASE, elem_classes="quiet", size="sm")
                self.delete = gr.Button(words.DELETE_FEEDBACK, elem_classes="quiet", size="sm")
        self.said = gr.HTML(render.hint(""), js_on_load=None)

    def wire(self) -> None:
        """Say what each event does."""
        root = gr.context.Context.root_block
        listed = [self.table, self.choice, self.chosen]
        root.load(self._history, None, self.runs, **QUIET)
        root.load(self._list, [self.which, self.search], listed, **QUIET)
        for event in (self.which.input, self.search.change):
            event(self._list, [self.which, self.search], listed, **QUIET)
        self.choice.input(self._choose, self.choice, [self.chosen, self.item, self.said], **QUIET)
        self.make.click(self._make, self.choice, self.said, **QUIET)
        given = [self.choice, self.which, self.search]
        self.delete.click(self._delete, given, [*listed, self.said], **QUIET)

    def _history(self) -> str:
        told = f'<p class="none">{words.NOT_LISTED}</p>'
        return attempted("Runs could not be listed", lambda: history(self.settings), told)

    def _list(self, which: str, search: str) -> Shown:
        helpful = {words.YES: True, words.NO: False}.get(which)
        reason = which if which in REASONS else ""
        held: list[Feedback] | None = attempted(
            "Feedback could not be listed",
            lambda: self.keeping.feedback.all(helpful=helpful, reason=reason, search=search),
            None,
        )
        found = held or []
        choices = [(f"{one.question[:80]} · {one.given[:10]}", one.id) for one in found]
        failed = f'<p class="none">{words.NOT_LISTED}</p>'
        return {
            self.table: failed if held is None else runs.feedback(found),
            self.choice: gr.update(choices=choices, value=None, visible=bool(choices)),
            self.chosen: gr.update(visible=False),
        }

    def _choose(self, id_: str) -> Shown:
        one = attempted("Feedback could not be read", lambda: self.keeping.feedback.get(id_), None)
        shown = runs.one_feedback(one) if one else ""
        return {self.chosen: gr.update(visible=bool(one)), self.item: shown, self.said: render.hint("")}

    def _make(self, id_: str) -> str:
        from eval.harness.from_feedback import add_draft, case_of

        path = self.settings.home / DRAFTS
        try:
            add_draft(path, case_of(self.keeping.feedback.get(id_)))
            noted(self.keeping.audit, Action.CASE_DRAFTED, id_)
        except (IngestError, OSError) as error:
            log_kind("A case could not be drafted", error)
            return render.hint(str(error))
        return render.told(words.CASE_MADE.format(path=path))

    def _delete(self, id_: str, which: str, search: str) -> Shown:
        def delete() -> str:
            self.keeping.feedback.delete(id_)
            noted(self.keeping.audit, Action.FEEDBACK_DELETED, id_)
            return words.DELETED

        said: Any = attempted("Feedback could not be deleted", delete, words.NOT_DELETED)
        return {**self._list(which, search), self.said: render.told(said)}
