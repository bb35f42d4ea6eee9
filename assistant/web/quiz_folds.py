"""What is done with a quiz as a whole, in gradio, each in a section that unfolds: its name and review, files,
results, versions, and its end.
"""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import gradio as gr

from assistant.people.audit import Action, Audit
from assistant.quiz.formats import Form, exported, losses
from assistant.quiz.items import Quiz, QuizError
from assistant.quiz.results import Result
from assistant.quiz.schema import Version
from assistant.quiz.store import QuizStore
from assistant.web import quiz_render, render
from assistant.web import quiz_words as words
from assistant.web.ask import QUIET, Shown
from assistant.web.desk import Desk
from assistant.web.keeping import attempted
from assistant.web.noting import noted
from assistant.web.quiz_workbench import Work

SAVE = "(payload) => window.safeguide.save(payload)"


class Folds:
    """The components, and what is done with them."""

    def __init__(self, store: QuizStore, audit: Audit) -> None:
        self.store, self.audit = store, audit
        self.said = gr.HTML(render.hint(""), js_on_load=None)
        with gr.Accordion(words.ABOUT_QUIZ, open=False, elem_classes="fold"):
            with gr.Row():
                self.title = gr.Textbox(label=words.TITLE, max_length=200)
                self.mark = gr.Number(label=words.MARK_IS, minimum=0, maximum=100, precision=0)
            self.use = gr.Button(words.USE, elem_classes="quiet", size="sm")
            with gr.Row():
                self.by = gr.Textbox(label=words.REVIEWER, max_length=100)
                self.on = gr.Textbox(label=words.REVIEW_DAY, max_length=10)
            self.review = gr.Button(words.MARK_REVIEWED, elem_classes="quiet", size="sm")
        with gr.Accordion(words.EXPORT, open=False, elem_classes="fold"):
            forms = [(form.label, form.name) for form in Form]
            self.form = gr.Dropdown(forms, value=Form.MOODLE.name, label=words.FORM)
            self.lost = gr.HTML(js_on_load=None)
            self.save_file = gr.Button(words.SAVE_FILE, elem_classes="quiet", size="sm")
            self.file_said = gr.HTML(js_on_load=None)
        with gr.Accordion(words.RESULTS, open=False, elem_classes="fold"):
            self.results = gr.HTML(js_on_load=None, elem_id="quiz-results")
            self.save_results = gr.Button(words.SAVE_RESULTS, elem_classes="quiet", size="sm")
            self.results_said = gr.HTML(js_on_load=None)
        with gr.Accordion(words.VERSIONS, open=False, elem_classes="fold"):
            self.version = gr.Dropdown([], label=words.CHOOSE_VERSION, value=None)
            self.back = gr.Button(words.GO_BACK, elem_classes="quiet", size="sm")
        with gr.Accordion(words.DELETE, open=False, elem_classes="fold"):
            gr.HTML(f"<p>{words.DELETE_ABOUT}</p>", js_on_load=None)
            self.delete = gr.Button(words.DELETE_IT, elem_classes="quiet", size="sm")
            with gr.Row(visible=False) as self.sure:
                self.really = gr.Button(words.DELETE_SURE, elem_classes="danger", size="sm", scale=0)
                self.keep = gr.Button(words.KEEP, elem_classes="quiet", size="sm", scale=0)
        self.payload = gr.Textbox(visible="hidden", elem_id="quiz-payload")

    @property
    def outputs(self) -> list[Any]:
        """What ``shown`` changes."""
        named = [self.title, self.mark, self.by, self.on]
        return [*named, self.lost, self.results, self.save_results, self.version, self.sure, self.said]

    def wire(self, desk: gr.State, done: Callable[[Work], Any], outputs: Sequence[Any]) -> None:
        """Say what each event does; see ``Workbench.wire``."""
        self.use.click(done(_called), [desk, self.title, self.mark], outputs, **QUIET)
        self.review.click(done(self._reviewed), [desk, self.by, self.on], outputs, **QUIET)
        self.back.click(done(self._went_back), [desk, self.version], outputs, **QUIET)
        self.form.input(self._losses, [desk, self.form], self.lost, **QUIET)
        for button, make, given, said in (
            (self.save_file, self._file, [desk, self.form], self.file_said),
            (self.save_results, self._table, [desk], self.results_said),
        ):
            button.click(make, given, self.payload, **QUIET).then(None, self.payload, said, js=SAVE, **QUIET)
        self.delete.click(lambda: gr.update(visible=True), None, self.sure, **QUIET)
        self.keep.click(lambda: gr.update(visible=False), None, self.sure, **QUIET)

    def shown(self, desk: Desk, form: str = Form.MOODLE.name) -> Shown:
        """What the sections hold of a quiz."""
        quiz = desk.quiz
        versions: list[Version] = attempted(
            "Versions could not be listed", lambda: self.store.versions(quiz.id), []
        )
        results: list[Result] = attempted(
            "Results could not be listed", lambda: self.store.results(quiz.id), []
        )
        told = [
            (
                " · ".join(part for part in (_called_version(one.number, one.saved), one.note) if part),
                one.number,
            )
            for one in versions
        ]
        return {
            self.title: quiz.title,
            self.mark: quiz.pass_mark,
            self.by: quiz.reviewed_by,
            self.on: quiz.reviewed_on or date.today().isoformat(),
            self.lost: self._losses(desk, form),
            self.results: quiz_render.results(results, self.store.days),
            self.save_results: gr.update(visible=bool(results)),
            self.version: gr.update(choices=told, value=None),
            self.sure: gr.update(visible=False),
            self.said: render.told(""),
        }

    def _reviewed(self, desk: Desk, by: str, on: str) -> tuple[Desk, str]:
        name = " ".join((by or "").split())
        if not name:
            raise QuizError(words.NO_REVIEWER)
        try:
            day = date.fromisoformat((on or "").strip()).isoformat()
        except ValueError:
            raise QuizError(words.NO_DAY) from None
        marked = desk.reviewed(name, day)
        number = self.store.save(marked.quiz, words.NOTE_REVIEWED.format(by=name))
        noted(self.audit, Action.QUIZ_REVIEWED, desk.quiz.title)
        return replace(marked, version=number, changed=False), words.REVIEW_MARKED.format(number=number)

    def _went_back(self, desk: Desk, version: int | None) -> tuple[Desk, str]:
        if version is None:
            raise QuizError(words.NO_VERSION)
        quiz = self.store.get(desk.quiz.id, int(version))
        back = replace(desk, quiz=quiz, changed=int(version) != desk.version, remarks=())
        at = back.looked_at(desk.at)
        at = at if at.item else back.looked_at(quiz.items[0].id if quiz.items else "")
        return at, words.WENT_BACK.format(number=version)

    def _losses(self, desk: Desk | None, form: str) -> str:
        if desk is None:
            return ""
        quiz = desk.quiz
        told: Sequence[str] = attempted("Losses could not be told", lambda: losses(quiz, Form[form]), ())
        return quiz_render.losses(told)

    def _file(self, desk: Desk | None, form: str) -> str:
        """A quiz as a file, for the browser to save."""

        def make() -> str:
            if desk is None:
                raise QuizError(words.LOST_DESK)
            chosen = Form[form]
            part = "-key" if form.startswith("KEY") else ""
            made = exported(desk.quiz, chosen)
            noted(self.audit, Action.QUIZ_EXPORTED, desk.quiz.title)
            return payload(f"{slug(desk.quiz)}{part}{chosen.suffix}", chosen.media_type, made)

        return attempted("A quiz could not be exported", make, json.dumps({"error": words.NOT_EXPORTED}))

    def _table(self, desk: Desk | None) -> str:
        def make() -> str:
            if desk is None:
                raise QuizError(words.LOST_DESK)
            told = self.store.results_csv(desk.quiz.id).encode("utf-8-sig")  # or Excel reads other letters
            noted(self.audit, Action.RESULTS_EXPORTED, desk.quiz.title)
            return payload(f"{slug(desk.quiz)}-results.csv", "text/csv", told)

        return attempted("Results could not be exported", make, json.dumps({"error": words.NOT_EXPORTED}))


def payload(name: str, media_type: str, content: bytes) -> str:
    """A file for the browser to save: its name, type and bytes in base 64, as JSON."""
    return json.dumps({"name": name, "type": media_type, "data": b64encode(content).decode()})


def slug(quiz: Quiz) -> str:
    """What the file of a quiz is called."""
    return re.sub(r"[^a-z0-9]+", "-", quiz.title.casefold())[:60].strip("-") or "quiz"


def _called(desk: Desk, title: str, mark: float | None) -> tuple[Desk, str]:
    name = " ".join((title or "").split())
    if not name:
        raise QuizError(words.NO_TITLE)
    return desk.called(name, min(max(int(mark or 0), 0), 100)), words.USED


def _called_version(number: int, saved: str) -> str:
    return words.VERSION.format(number=number, saved=quiz_render.moment(saved))
