"""One question and its answer, by the steps of the page: screened, whom to reach first, answered, kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant import Answer, Assistant, Known, Panel, Scope, Screened
from assistant.api.parts import Parts
from assistant.api.problems import Problem, problem_of
from assistant.api.wanted import Asking
from assistant.conversations import Before, Conversations
from assistant.people import Person
from assistant.reasons import Reason
from assistant.service import metrics
from assistant.web.keeping import attempted


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that has been screened.

    Attributes:
        assistant: answers it.
        message: what was asked, without personal data.
        panel: whom to reach first, or None.
        past: what was asked before.
        scope: which documents are answered from.
        conversations: of whoever asks.
        conversation: the one that it belongs to, or "".
        keep: whether it begins one.
    """

    assistant: Assistant
    message: Screened
    panel: Panel | None
    past: Sequence[Answer | str]
    scope: Scope
    conversations: Conversations
    conversation: str
    keep: bool

    def growing(self) -> Iterator[Answer]:
        """The answer as it grows, whole last."""
        return self.assistant.ask_growing(self.message, self.past, self.scope)

    def whole(self) -> Answer:
        """The answer once it is whole."""
        *_, answer = self.growing()
        return answer

    def told(self, answer: Answer) -> dict[str, Any]:
        """The answer as it is sent, with the id of the conversation in which it is kept now."""

        def kept() -> str:
            if self.conversation:
                return self.conversation if self.conversations.add(self.conversation, answer) else ""
            return self.conversations.begin(answer)

        metrics.observe(answer)
        wanted = (self.keep or self.conversation) and answer.reason != Reason.PERSONAL_DATA
        id_ = attempted("A conversation could not be kept", kept, "") if wanted else ""
        return {**answer.as_dict(), "conversation": id_}

    def failed(self, error: Exception) -> Problem:
        """What is told of an error: whom to reach first stays, whatever fails."""
        metrics.failed()
        problem = problem_of(error)
        more = {"live_concern": self.panel.as_dict()} if self.panel else {}
        return Problem(problem.status, problem.detail, problem.headers, **more)


def begun(asking: Asking, parts: Parts, person: Person) -> Exchange:
    """A question as it was sent, screened and counted.

    Raises:
        ConversationError: the conversation that it is to go on with is not this person's, or not there.
    """
    own, id_ = parts.conversations.of(person.id), asking.conversation or ""
    before = own.before(id_) if id_ else Before()
    known = Known.of_tokens(before.tokens)
    message = parts.assistant.screen(asking.question.strip(), known)
    scope = asking.scope.scope(parts.assistant.scope)
    panel = parts.assistant.panel(message, scope)
    parts.counted()
    past = before.answers or asking.history
    return Exchange(parts.assistant, message, panel, past, scope, own, id_, asking.keep)
