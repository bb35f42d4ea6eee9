"""The items of a quiz on a trainer's page, in gradio: the list of them, and the one that is looked at."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant import Assistant
from assistant.quiz.items import Item, Status
from assistant.web import quiz_item, render
from assistant.web import quiz_words as words
from assistant.web.ask import QUIET, Shown
from assistant.web.citing import Held, passages_of
from assistant.web.desk import Desk
from assistant.web.keeping import attempted
from assistant.web.quiz_editing import Editor, edited
from assistant.web.quiz_item import Amiss, Remark

Work = Callable[..., tuple[Desk, str]]
"""Gives the desk with something done, and what to say of it."""


class Workbench:
    """The components, and what is done with them."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        with gr.Row(elem_id="workbench"):
            with gr.Column(elem_id="quiz-list"):
                self.choice = gr.Radio([], label=words.ITEMS, elem_id="quiz-choice")
            with gr.Column(elem_id="quiz-at"):
                self.view = gr.HTML(js_on_load=None, elem_id="quiz-item")
                with gr.Row(elem_id="quiz-decide"):
                    self.accept = gr.Button(words.ACCEPT, elem_classes="act", size="sm")
                    self.reject = gr.Button(words.REJECT, elem_classes="quiet", size="sm")
                    self.edit = gr.Button(words.EDIT, elem_classes="quiet", size="sm")
                    self.next = gr.Button(words.NEXT_ITEM, elem_classes="quiet", size="sm")
                with gr.Row(elem_id="quiz-place"):
                    self.up = gr.Button(words.UP, elem_classes="plain", size="sm")
                    self.down = gr.Button(words.DOWN, elem_classes="plain", size="sm")
                    self.another = gr.Button(words.ANOTHER, elem_classes="plain", size="sm")
                self.editor = Editor()
                self.said = gr.HTML(render.hint(""), js_on_load=None)

    @property
    def outputs(self) -> list[Any]:
        """What ``shown`` changes."""
        deciding = [self.accept, self.reject, self.edit, self.next, self.up, self.down, self.another]
        return [self.choice, self.view, self.said, *deciding, *self.editor.outputs]

    def wire(self, desk: gr.State, done: Callable[[Work], Any], outputs: Sequence[Any]) -> None:
        """Say what each event does.

        Args:
            desk: holds the desk.
            done: makes of some work what shows it.
            outputs: what that changes.
        """
        fields = self.editor.fields
        events: list[tuple[Any, Work, list[Any]]] = [
            (self.choice.input, lambda on, id_: (on.looked_at(id_), ""), [self.choice]),
            (self.accept.click, lambda on: _decided(on, Status.ACCEPTED), []),
            (self.reject.click, lambda on: _decided(on, Status.REJECTED), []),
            (self.next.click, lambda on: (on.after(), ""), []),
            (self.up.click, lambda on: _moved(on, -1), []),
            (self.down.click, lambda on: _moved(on, 1), []),
            (self.another.click, self._another, []),
            (self.editor.keep.click, _edited, fields),
            (self.editor.cancel.click, lambda on: (on, ""), []),
        ]
        for event, work, given in events:
            event(done(work), [desk, *given], outputs, **QUIET).then(self.check, desk, self.view, **QUIET)
        self.edit.click(self._fill, desk, self.editor.outputs, **QUIET)

    def shown(self, desk: Desk, said: str = "") -> Shown:
        """The list, and the item with what is amiss in how it is written."""
        items, flaws = desk.quiz.items, self._flaws(desk)
        amiss = Counter(flaw.item for flaw in flaws)
        choices = [(quiz_item.label(one, place, amiss[one.id]), one.id) for place, one in enumerate(items)]
        there, place = desk.item is not None, desk.place
        acts = (self.accept, self.reject, self.edit, self.another)
        return {
            self.choice: gr.update(choices=choices, value=desk.at or None, visible=bool(choices)),
            self.view: self._view(desk, Amiss([flaw for flaw in flaws if flaw.item == desk.at])),
            self.said: render.told(said),
            **{one: gr.update(visible=there) for one in acts},
            self.next: gr.update(visible=there, interactive=place + 1 < len(items)),
            self.up: gr.update(visible=there, interactive=place > 0),
            self.down: gr.update(visible=there, interactive=place + 1 < len(items)),
            **self.editor.closed(),
        }

    def check(self, desk: Desk | None) -> Any:
        """The item with what the guidance says of it; that takes longer, and nobody waits for it."""
        if desk is None or desk.item is None:
            return gr.skip()
        item = desk.item

        def check() -> Sequence[Remark] | None:
            from assistant.quiz.checking import findings

            return findings(self.assistant, item)

        found = attempted("An item could not be checked", check, None)
        flaws = [flaw for flaw in self._flaws(desk) if flaw.item == desk.at]
        return self._view(desk, Amiss(flaws, found, failed=found is None))

    def _view(self, desk: Desk, amiss: Amiss) -> str:
        item = desk.item
        if item is None:
            return f'<p class="none">{words.NOTHING_TO_TAKE}</p>'
        held: Held = attempted(
            "Passages could not be read", lambda: passages_of(self.assistant.library, [item]), {}
        )
        return quiz_item.item(item, desk.place, len(desk.quiz.items), amiss, held)

    def _flaws(self, desk: Desk) -> Sequence[Any]:
        from assistant.quiz.linting import lint_quiz

        found: Sequence[Any] = attempted("A quiz could not be linted", lambda: lint_quiz(desk.quiz.items), [])
        return found

    def _another(self, desk: Desk) -> tuple[Desk, str]:
        from assistant.quiz import making

        # Each time another draw: a number that was used already would give the item that was just rejected.
        seed = desk.draws + 1
        found: Item | None = making.another(self.assistant, desk.quiz, desk.at, desk.quiz.seed + seed)
        if found is None:
            return desk, words.NO_OTHER
        return replace(desk.with_item(found), draws=seed), words.REPLACED

    def _fill(self, desk: Desk | None) -> Shown:
        return self.editor.filled(desk.item) if desk and desk.item else self.editor.closed()


def _decided(desk: Desk, status: Status) -> tuple[Desk, str]:
    told = words.DECIDED[status.value].format(number=desk.place + 1)
    return desk.decided(status).after(), told


def _moved(desk: Desk, by: int) -> tuple[Desk, str]:
    moved = desk.moved(by)
    return moved, words.MOVED.format(number=moved.place + 1)


def _edited(desk: Desk, *values: Any) -> tuple[Desk, str]:
    return (desk.with_item(edited(desk.item, *values)) if desk.item else desk), words.EDITED
