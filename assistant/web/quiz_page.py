"""The page of quizzes, in gradio: those that are kept, and the one that is open."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote

import gradio as gr

from assistant import Assistant
from assistant.log import log_kind
from assistant.people.audit import Action, Audit
from assistant.quiz.items import QuizError
from assistant.quiz.staleness import Stale, stale
from assistant.quiz.store import QuizStore, opened
from assistant.settings import Settings
from assistant.web import desk as desks
from assistant.web import quiz_render, render
from assistant.web import quiz_words as words
from assistant.web.ask import QUIET, Shown
from assistant.web.desk import Desk
from assistant.web.keeping import attempted
from assistant.web.noting import noted
from assistant.web.quiz_folds import Folds
from assistant.web.quiz_front import Front, New, read_from
from assistant.web.quiz_workbench import Work, Workbench
from assistant.web.taking_render import PATH
from ingest.errors import IngestError


def lay_out(assistant: Assistant, settings: Settings, audit: Audit) -> None:
    """Lay out and wire the page, within gradio's blocks."""
    _Page(assistant, opened(settings), audit).wire()


class _Page:
    """The page's components, and what happens when they are used."""

    def __init__(self, assistant: Assistant, store: QuizStore, audit: Audit) -> None:
        self.assistant, self.store, self.audit = assistant, store, audit
        gr.HTML(render.page_heading(words.QUIZ, words.QUIZ_ABOUT), js_on_load=None, elem_id="quiz-about")
        self.desk = gr.State(None)
        self.front = Front(assistant, store)
        with gr.Column(visible=False, elem_id="quiz-open") as self.opened:
            self.heading = gr.HTML(js_on_load=None, elem_id="quiz-heading")
            with gr.Row(elem_id="quiz-save"):
                self.save = gr.Button(words.SAVE, elem_classes="quiet", size="sm")
                self.take = gr.HTML(js_on_load=None)
                self.saved = gr.HTML(render.hint(""), js_on_load=None)
            self.stale = gr.HTML(js_on_load=None)
            self.bench = Workbench(assistant)
            self.folds = Folds(store, audit)

    def wire(self) -> None:
        """Say what each event does."""
        front, everything = self.front, self.outputs
        working = {
            **QUIET,
            "show_progress": "full",
            "show_progress_on": front.said,
            "concurrency_id": "make",
            "concurrency_limit": 1,
        }
        load = gr.context.Context.root_block.load
        for event in (
            load(self._arrive, None, everything, **QUIET),
            front.make.click(self._make, front.wanted, everything, **working),
            front.read.click(self._read, front.file, everything, **working),
        ):
            later = [front.table, self.stale, self.bench.view]
            event.then(self._held_against, self.desk, later, **QUIET)
        self.save.click(self._done(self._save, self.saved), self.desk, everything, **QUIET)
        self.bench.wire(self.desk, self._done_here, everything)
        self.folds.wire(self.desk, lambda work: self._done(work, self.folds.said), everything)
        self.folds.really.click(self._delete, self.desk, everything, **QUIET)

    @property
    def outputs(self) -> list[Any]:
        """All that changes."""
        own = [self.desk, self.opened, self.heading, self.take, self.saved, self.stale]
        return [*own, *self.front.outputs, *self.bench.outputs, *self.folds.outputs]

    def _show(self, desk: Desk) -> Shown:
        """A quiz that is open, without what is done with it as a whole."""
        address = f"{PATH}?id={quote(desk.quiz.id, safe='')}"
        return {
            self.desk: desk,
            self.opened: gr.update(visible=True),
            self.heading: quiz_render.heading(desk),
            self.saved: render.hint(""),
            self.take: f'<a href="{address}" title="{words.TAKE_SAVED}">{words.TAKE_IT}</a>',
            **self.bench.shown(desk),
        }

    def _open(self, desk: Desk) -> Shown:
        return {**self._show(desk), **self.folds.shown(desk), **self.front.hidden()}

    def _list(self, said: str = "") -> Shown:
        closed = {self.desk: None, self.opened: gr.update(visible=False), self.heading: "", self.stale: ""}
        return {**closed, **self.front.shown(said)}

    def _done(self, work: Work, place: gr.HTML) -> Any:
        """What shows work on the quiz as a whole, with what is to be said of it, and where."""

        def done(desk: Desk | None, *values: Any) -> Shown:
            after, said = _attempted(work, desk, values)
            if after is None:
                return {place: render.hint(said)}
            return {**self._open(after), place: render.told(said)}

        return done

    def _done_here(self, work: Work) -> Any:
        """What shows work on an item, with what is to be said of it below it."""

        def done(desk: Desk | None, *values: Any) -> Shown:
            after, said = _attempted(work, desk, values)
            if after is None:
                return {self.bench.said: render.hint(said)}
            return {**self._show(after), self.bench.said: render.told(said), self.folds.said: ""}

        return done

    def _save(self, desk: Desk) -> tuple[Desk, str]:
        number = self.store.save(desk.quiz)
        noted(self.audit, Action.QUIZ_SAVED, desk.quiz.title)
        said = words.SAVED if number == desk.version + 1 else words.SAVED_TOO
        return replace(desk, version=number, changed=False, remarks=()), said.format(number=number)

    def _arrive(self, request: gr.Request) -> Shown:
        """What the page opens with: the quiz that its address names, or those that are kept."""
        wanted = request.query_params.get("id", "")
        if not wanted:
            return self._list()
        try:
            number = self.store.versions(wanted)[0].number
            return self._open(desks.opened(self.store.get(wanted, number), number))
        except IngestError as error:
            return self._list(render.hint(_told(error, words.NOT_DONE)))

    def _held_against(self, desk: Desk | None) -> Shown:
        """What the guidance says now; it takes longer, and nobody waits for it."""
        if desk is None:
            return {self.front.table: self.front.listed(self.front.changed())}
        found: Sequence[Stale] = attempted(
            "Staleness could not be told", lambda: stale(self.assistant.library, desk.quiz), []
        )
        return {self.stale: quiz_render.stale(found, desk.quiz), self.bench.view: self.bench.check(desk)}

    def _make(
        self,
        topic: str,
        documents: Sequence[str],
        role: str,
        level: int,
        count: float,
        seed: float,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> Shown:
        def report(done: int, of: int) -> None:
            progress((done, of or 1), desc=words.MAKING, unit="questions")

        wanted = (topic, documents, role, level, count, seed)
        return self._taken_up(lambda: self.front.made(report, *wanted), words.NOTE_MADE, words.NOT_MADE)

    def _read(self, file: str | None) -> Shown:
        if not file:
            return {self.front.said: render.hint(words.NO_FILE)}
        path = Path(file)
        note = words.NOTE_READ.format(name=path.name)
        return self._taken_up(lambda: read_from(path), note, words.NOT_READ)

    def _taken_up(self, work: Callable[[], New], note: str, failed: str) -> Shown:
        """Save a new quiz, and open it; or say why there is none."""
        try:
            quiz, remarks = work()
            named = {
                "id": token_urlsafe(12),  # two that are made of the same are still two
                "title": quiz.title.strip() or words.UNTITLED,
                "made": quiz.made or date.today().isoformat(),
            }
            quiz = quiz.model_copy(update=named)
            number = self.store.save(quiz, note)
            noted(self.audit, Action.QUIZ_SAVED, quiz.title)
        except Exception as error:
            return {self.front.said: render.hint(_told(error, failed))}
        return self._open(desks.opened(quiz, number, remarks))

    def _delete(self, desk: Desk | None) -> Shown:
        try:
            if desk is None:
                raise QuizError(words.LOST_DESK)
            self.store.delete(desk.quiz.id)
            noted(self.audit, Action.QUIZ_DELETED, desk.quiz.title)
        except IngestError as error:
            return {self.folds.said: render.hint(_told(error, words.NOT_DONE))}
        return self._list(render.told(words.DELETED.format(title=desk.quiz.title)))


def _attempted(work: Work, desk: Desk | None, values: Sequence[Any]) -> tuple[Desk | None, str]:
    """What some work makes of a desk, and what to say of it; or no desk, and why."""
    if desk is None:  # the server was started again meanwhile
        return None, words.LOST_DESK
    try:
        return work(desk, *values)
    except Exception as error:
        return None, _told(error, words.NOT_DONE)


def _told(error: Exception, otherwise: str) -> str:
    """What to say of a failure; the log is told its kind."""
    log_kind("A quiz could not be worked on", error)
    return str(error) if isinstance(error, IngestError) else otherwise
