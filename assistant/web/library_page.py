"""The page of the library, in gradio: what is held, adding to it, correcting it, taking out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import Assistant
from assistant.entries import confirmed
from assistant.log import log_kind
from assistant.people.audit import Action, Audit
from assistant.privacy.tokens import file_name
from assistant.uploads import moved
from assistant.web import render, shelves, words
from assistant.web.ask import QUIET, Shown
from assistant.web.noting import noted
from ingest import pipeline, readers
from ingest.catalogue import Said, redescribed
from ingest.catalogue.entries import checked_values
from ingest.documents import GuidanceDocument
from ingest.editions import with_standing
from ingest.errors import IngestError
from ingest.pipeline import Outcome
from ingest.vocabulary import AUDIENCES, KINDS, NATIONS, SECTORS

CHOICES: dict[str, Mapping[str, Any]] = {
    "nation": NATIONS,
    "kind": KINDS,
    "audience": AUDIENCES,
    "sector": SECTORS,
}
"""The fields whose values are words of a list."""


def lay_out(assistant: Assistant, audit: Audit) -> None:
    """Lay out and wire the page, within gradio's blocks."""
    _Page(assistant, audit).wire()


class _Page:
    """The page's components, and what happens when they are used."""

    def __init__(self, assistant: Assistant, audit: Audit) -> None:
        self.assistant, self.library, self.audit = assistant, assistant.library, audit
        gr.HTML(render.page_heading(words.LIBRARY, words.LIBRARY_ABOUT), js_on_load=None)
        self.table = gr.HTML(js_on_load=None, elem_id="held")
        with gr.Accordion(words.ADD_DOCUMENTS, open=False, elem_id="adding"):
            kinds = sorted(readers.READERS)
            self.files = gr.File(label=words.FILES, file_count="multiple", file_types=kinds, type="filepath")
            self.add = gr.Button(words.ADD, elem_classes="quiet", size="sm")
        self.added = gr.HTML(js_on_load=None, elem_id="added")
        with gr.Accordion(words.LOOK_AFTER, open=False, elem_id="looking-after"):
            self.document = gr.Dropdown([], label=words.DOCUMENT, value=None)
            with gr.Column(visible=False) as self.chosen:
                self.entry = gr.HTML(js_on_load=None)
                self.fields = {name: _field(name) for name in shelves.FIELDS}
                with gr.Row():
                    self.save = gr.Button(words.SAVE_ENTRY, elem_classes="quiet", size="sm")
                    self.confirm = gr.Button(words.CONFIRM_ENTRY, elem_classes="quiet", size="sm")
                    self.remove = gr.Button(words.REMOVE, elem_classes="quiet", size="sm")
                with gr.Row(visible=False) as self.sure:
                    self.really = gr.Button(words.REMOVE_SURE, elem_classes="danger", size="sm", scale=0)
                    self.keep = gr.Button(words.KEEP, elem_classes="quiet", size="sm", scale=0)
        self.said = gr.HTML(render.hint(""), js_on_load=None)

    def wire(self) -> None:
        """Say what each event does."""
        listed = [self.table, self.document, self.chosen]
        entry = [self.entry, self.sure, *self.fields.values()]
        gr.context.Context.root_block.load(self._list, None, listed, **QUIET)
        adding = {
            **QUIET,
            "show_progress": "full",
            "show_progress_on": self.added,
            "concurrency_id": "library",
        }
        self.add.click(self._add, self.files, [*listed, self.files, self.added, self.said], **adding)
        self.document.input(self._choose, self.document, [self.chosen, *entry, self.said], **QUIET)
        given = [self.document, *self.fields.values()]
        changing: dict[str, Any] = {
            "outputs": [*listed, *entry, self.said],
            "concurrency_id": "library",
            **QUIET,
        }
        self.save.click(self._save, given, **changing)
        self.confirm.click(self._confirm, self.document, **changing)
        self.really.click(self._remove, self.document, **changing)
        self.remove.click(lambda: gr.update(visible=True), None, self.sure, **QUIET)
        self.keep.click(lambda: gr.update(visible=False), None, self.sure, **QUIET)

    def _list(self, chosen: str | None = None) -> Shown:
        held = with_standing(self.library.documents(), date.today())
        choices = [(one.name, one.id) for one in sorted(held, key=lambda one: one.name.casefold())]
        return {
            self.table: shelves.table(held, self.library.counts()),
            self.document: gr.update(choices=choices, value=chosen),
            self.chosen: gr.update(visible=chosen is not None),
        }

    def _add(self, files: Sequence[str] | None, progress: gr.Progress = gr.Progress()) -> Shown:  # noqa: B008
        if not files:
            return {self.said: render.hint(words.NO_FILES)}

        def report(how_far: pipeline.Progress) -> None:
            progress((how_far.done, how_far.total or 1), desc=how_far.path.name, unit="passages")

        try:
            paths = moved(self.library.home, [Path(file) for file in files])
            results = list(pipeline.add_files(self.library, self.assistant.embedder, paths, report))
        except (IngestError, OSError) as error:
            return {self.said: render.hint(_told(error))}
        for result in results:
            if result.outcome in (Outcome.ADDED, Outcome.UPDATED):
                noted(self.audit, Action.DOCUMENT_ADDED, result.path.name)
        personal = [result.path.name for result in results if file_name(result.path.name).removed]
        return {
            **self._list(),
            self.files: None,
            self.added: shelves.added(results, personal),
            self.said: render.hint(""),
        }

    def _choose(self, id_: str | None) -> Shown:
        return {**self._entry(id_), self.said: render.hint("")}

    def _entry(self, id_: str | None) -> Shown:
        held = with_standing(self.library.documents(), date.today())
        document = next((one for one in held if one.id == id_), None)
        if document is None:
            return {self.chosen: gr.update(visible=False)}
        values: Shown = {
            field: getattr(document.metadata, name) or None for name, field in self.fields.items()
        }
        return {
            **values,
            self.chosen: gr.update(visible=True),
            self.entry: shelves.entry(document, held),
            self.sure: gr.update(visible=False),
        }

    def _save(self, id_: str, *values: str | None) -> Shown:
        def told(_: GuidanceDocument) -> Said:
            given = dict(zip(self.fields, (value or "" for value in values), strict=True))
            return Said(checked_values(given), because=words.SAID_HERE)

        return self._change(id_, told, words.ENTRY_SAVED)

    def _confirm(self, id_: str) -> Shown:
        return self._change(id_, confirmed, words.CONFIRMED)

    def _change(self, id_: str, told: Callable[[GuidanceDocument], Said], said: str) -> Shown:
        try:
            document = pipeline.find_document(self.library, id_)
            new = redescribed(document, [told(document)])
            pipeline.change_entry(self.library, self.assistant.embedder, document, new)
            noted(self.audit, Action.ENTRY_CHANGED, document.name)
        except IngestError as error:
            return {self.said: render.hint(_told(error))}
        return {**self._list(id_), **self._entry(id_), self.said: render.told(said)}

    def _remove(self, id_: str) -> Shown:
        try:
            (gone,) = pipeline.remove_documents(self.library, [id_])
        except IngestError as error:
            return {self.said: render.hint(_told(error))}
        noted(self.audit, Action.DOCUMENT_REMOVED, gone.name)
        told = words.REMOVED.format(name=gone.name)
        return {**self._list(), self.said: render.told(told)}


def _told(error: Exception) -> str:
    log_kind("The library could not be changed", error)
    return str(error) if isinstance(error, IngestError) else words.NOT_CHANGED


def _field(name: str) -> gr.Dropdown | gr.Textbox:
    label = name.replace("_", " ").capitalize()
    if name not in CHOICES:
        return gr.Textbox(label=label, max_length=300)
    choices = [(told[0] if isinstance(told, tuple) else told, key) for key, told in CHOICES[name].items()]
    return gr.Dropdown(choices, label=label, value=None)
