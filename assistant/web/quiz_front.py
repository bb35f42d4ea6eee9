"""Where a trainer begins, in gradio: the quizzes that are kept, making one, reading one from a file."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import Assistant
from assistant.quiz import making
from assistant.quiz.formats import imported
from assistant.quiz.items import Quiz, QuizError
from assistant.quiz.making import Wanted
from assistant.quiz.schema import Version
from assistant.quiz.staleness import stale
from assistant.quiz.store import QuizStore
from assistant.web import quiz_render, render
from assistant.web import quiz_words as words
from assistant.web.ask import Shown
from assistant.web.keeping import attempted

KINDS = [".json", ".xml", ".gift", ".txt"]
"""How the names of files end that are read."""
New = tuple[Quiz, Sequence[str]]
"""A quiz that is not kept yet, with what is to be told of it."""


class Front:
    """The components, and what is done with them."""

    def __init__(self, assistant: Assistant, store: QuizStore) -> None:
        self.assistant, self.store = assistant, store
        with gr.Column(elem_id="quiz-front") as self.frame:
            self.table = gr.HTML(js_on_load=None, elem_id="quizzes")
            self._lay_out_making()
            self.said = gr.HTML(render.hint(""), js_on_load=None, elem_id="quiz-said")
            with gr.Accordion(words.OPEN_FILE, open=False, elem_classes="fold", elem_id="quiz-file"):
                self.file = gr.File(label=words.FILE, file_types=KINDS, type="filepath")
                self.read = gr.Button(words.READ, elem_classes="quiet", size="sm")

    def _lay_out_making(self) -> None:
        with gr.Accordion(words.MAKE, open=False, elem_classes="fold", elem_id="quiz-make"):
            self.topic = gr.Textbox(label=words.TOPIC, info=words.TOPIC_HELP, max_length=300)
            self.documents = gr.Dropdown(
                [], multiselect=True, value=[], label=words.DOCUMENTS, info=words.DOCUMENTS_HELP
            )
            roles = [(words.ANY_ROLE, ""), *((name, key) for key, name in making.ROLES.items())]
            most = words.MOST_ITEMS
            with gr.Row():
                self.role = gr.Dropdown(roles, value="", label=words.ROLE)
                self.level = gr.Dropdown(list(words.LEVELS), value=0, label=words.LEVEL)
                self.count = gr.Number(10, label=words.COUNT, minimum=1, maximum=most, precision=0)
            with gr.Accordion(words.MORE, open=False, elem_classes="inner"):
                self.seed = gr.Number(0, label=words.SEED, info=words.SEED_HELP, precision=0)
            self.make = gr.Button(words.MAKE_IT, elem_classes="act", size="sm")

    @property
    def wanted(self) -> list[Any]:
        """Whose values ``made`` takes, in this order."""
        return [self.topic, self.documents, self.role, self.level, self.count, self.seed]

    @property
    def outputs(self) -> list[Any]:
        """What ``shown`` and ``hidden`` change."""
        return [self.frame, self.table, self.documents, self.said, self.file]

    def shown(self, said: str = "") -> Shown:
        """The quizzes that are kept, and which documents one could be made from."""
        documents = self.assistant.library.documents()
        choices = [(one.name, one.id) for one in sorted(documents, key=lambda one: one.name.casefold())]
        return {
            self.frame: gr.update(visible=True),
            self.table: self.listed({}),
            self.documents: gr.update(choices=choices, value=[]),
            self.said: said or render.hint(""),
        }

    def hidden(self) -> Shown:
        """None of it."""
        return {self.frame: gr.update(visible=False), self.said: render.hint(""), self.file: None}

    def listed(self, changed: dict[str, int]) -> str:
        """The quizzes that are kept.

        Args:
            changed: by the id of a quiz in how many of its items the words have changed.
        """
        failed = f'<p class="none">{words.NOT_LISTED}</p>'

        def listed() -> str:
            return quiz_render.listed(self.store.listed(), changed)

        return attempted("Quizzes could not be listed", listed, failed)

    def changed(self) -> dict[str, int]:
        """In how many items of each quiz the words have changed; without those of which it cannot be told."""
        held: list[Version] = attempted("Quizzes could not be listed", self.store.listed, [])
        told = {one.id: self._changed(one.id) for one in held}
        return {id_: count for id_, count in told.items() if count is not None}

    def _changed(self, id_: str) -> int | None:
        def count() -> int | None:
            return len({one.item for one in stale(self.assistant.library, self.store.get(id_))})

        return attempted("Staleness could not be told", count, None)

    def made(self, report: Callable[[int, int], None], *wanted: Any) -> New:
        """A quiz as it is wanted.

        Raises:
            QuizError: there is no item for it.
        """
        topic, documents, role, level, count, seed = wanted
        items = min(max(int(count or 0), 1), words.MOST_ITEMS)
        asked = Wanted(
            topic=(topic or "").strip(),
            documents=tuple(documents or ()),
            items=items,
            role=role or "",
            level=int(level or 0),
            seed=int(seed or 0),
        )
        made = making.make(self.assistant, asked, report)
        if not made.quiz.items:
            raise QuizError(" ".join(made.remarks) or words.NO_ITEMS)
        return made.quiz, made.remarks


def read_from(path: Path) -> New:
    """A quiz from a file that a browser sent. Who has reviewed it elsewhere has not reviewed what is here."""
    found = imported(path.read_bytes(), path.name)
    fresh = {"id": "", "reviewed_by": "", "reviewed_on": ""}
    return found.quiz.model_copy(update=fresh), found.skipped
