"""Quizzes made from a library: facts, asked in several ways, checked, no two alike.

import assistant
from assistant.quiz.making import Wanted, make

made = make(assistant.open("/path/to/home"), Wanted(topic="allegations", items=12, role="school staff"))
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistant import Assistant
from assistant.quiz.items import Item, Quiz, QuizError
from assistant.quiz.making.filling import Filling
from assistant.quiz.making.material import ROLES, Material, Wanted
from assistant.quiz.making.telling import name_of, remarks, title_of
from assistant.quiz.wording import worded

__all__ = ["ROLES", "Made", "Wanted", "another", "make"]

Progress = Callable[[int, int], None]
"""Is told how many items there are, and how many are wanted."""


@dataclass(frozen=True, slots=True)
class Made:
    """A quiz that was made.

    Attributes:
        quiz: it.
        remarks: what whoever uses it should know: why there are fewer items, which documents were replaced.
    """

    quiz: Quiz
    remarks: tuple[str, ...]


def make(
    assistant: Assistant,
    wanted: Wanted,
    progress: Progress = lambda done, of: None,
    *,
    plain: bool = False,
) -> Made:
    """Make a quiz; with no model the same library, wish and seed make the same.

    Args:
        assistant: of the library; if a model writes its answers, it words situations and questions too.
        wanted: what quiz.
        progress: is told how far it is.
        plain: whether no model is asked.

    Raises:
        QuizError: there is nothing to make it from, or no item can be made.
        LibraryError: the library cannot be read.
    """
    material = Material(assistant, wanted)
    items = Filling(material).items(wanted.items, progress)
    if not items:
        raise QuizError(
            "No question could be made: too little of what was chosen says who must do what, and by when. "
            "Choose another topic, role or level, or more documents."
        )
    if assistant.writer is not None and not plain:
        items = worded(assistant, items, assistant.writer.model, assistant.writer.seconds)
    scope = assistant.scope
    quiz = Quiz(
        id=name_of(wanted, assistant.library.version),
        title=title_of(wanted, material.documents),
        items=tuple(items),
        topic=wanted.topic,
        role=wanted.role,
        level=wanted.level,
        seed=wanted.seed,
        documents=tuple(material.documents[one].name for one in wanted.documents),
        nation=scope.nation,
        library_version=assistant.library.version,
        made=date.today().isoformat(),
    )
    return Made(quiz, remarks(quiz, wanted, material.documents))


def another(assistant: Assistant, quiz: Quiz, item_id: str, seed: int) -> Item | None:
    """An item to take the place of one in a quiz: for the same topic, role and level, on a fact that the quiz
    does not ask for; None where there is none.

    Args:
        assistant: of the library.
        quiz: the quiz.
        item_id: of the item that it is to replace.
        seed: another gives another.
    """
    held = {one.name: one.id for one in assistant.library.documents()}
    documents = tuple(held[name] for name in quiz.documents if name in held)
    wanted = Wanted(quiz.topic, documents, 1, quiz.role, quiz.level, seed)
    kept = [one for one in quiz.items if one.id != item_id]
    old = [one for one in quiz.items if one.id == item_id]
    found = Filling(Material(assistant, wanted), [*kept, *old]).items(1)
    return found[0] if found else None
