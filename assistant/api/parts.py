"""What the routes work with, and who asks: as FastAPI hands it to each of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from assistant import Assistant
from assistant.api.serving import let_in
from assistant.api.turns import Turns
from assistant.conversations import Conversations
from assistant.people import Person, Role
from assistant.people.audit import HERE, Action, Audit
from assistant.people.limits import Limits
from assistant.quiz.store import QuizStore
from assistant.web.guard import AT_ONCE, WAITING
from assistant.web.keeping import attempted


@dataclass(frozen=True, slots=True)
class Parts:
    """What the routes work with.

    Attributes:
        assistant: answers.
        conversations: the exchanges that are kept, of nobody in particular.
        quizzes: the quizzes that are kept.
        audit: who did what.
        limits: how many questions somebody may ask.
        asked: is called once for each question.
        answering: whose turn it is to have an answer looked for.
        making: likewise to have a quiz made or checked; nobody waits.
        changing: likewise to change the library.
    """

    assistant: Assistant
    conversations: Conversations
    quizzes: QuizStore
    audit: Audit
    limits: Limits
    asked: Callable[[], None]
    answering: Turns = field(default_factory=lambda: Turns(AT_ONCE, WAITING))
    making: Turns = field(default_factory=lambda: Turns(1, 0))
    changing: Turns = field(default_factory=lambda: Turns(1, WAITING))

    def noted(self, person: Person, action: Action, what: str) -> None:
        """Write down that somebody has done something; a failure to do so undoes nothing."""
        attempted(
            "What was done could not be written down",
            lambda: self.audit.record(person.name or HERE, action, what),
            None,
        )

    def counted(self) -> None:
        """Count a question; a failure to do so stops nobody."""
        attempted("A question could not be counted", self.asked, None)


async def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


async def _person(request: Request) -> Person:
    return let_in(request, Role.PRACTITIONER)


At = Annotated[Parts, Depends(_parts)]
Caller = Annotated[Person, Depends(_person)]
