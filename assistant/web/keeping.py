"""What the page keeps: conversations and feedback. A failure to keep one never costs anybody an answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from secrets import token_urlsafe
from typing import TypeVar

from assistant.conversations import ConversationError, Conversations
from assistant.conversations import opened as conversations_of
from assistant.feedback import FeedbackStore
from assistant.feedback import opened as feedback_of
from assistant.log import log_kind
from assistant.people import Person
from assistant.people.audit import Audit
from assistant.people.audit import opened as audit_of
from assistant.settings import Settings
from assistant.web.chat import Talk
from assistant.web.render import Said

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where a page keeps what was asked and said.

    Attributes:
        conversations: the exchanges, without personal data.
        feedback: what people said of answers.
        audit: who did what.
    """

    conversations: Conversations
    feedback: FeedbackStore
    audit: Audit

    def of(self, person: Person) -> "Keeping":
        """The same for one person: with their conversations, and nobody else's."""
        return replace(self, conversations=self.conversations.of(person.id))

    def kept(self, talk: Talk, *, again: bool = False) -> Talk:
        """The conversation with its last exchange kept; of a question asked again in the place of the last.

        Raises:
            Exception: it cannot be kept; whatever the database says.
        """
        answer = talk.said[-1].answer
        if not talk.id:
            return replace(talk, id=self.conversations.begin(answer))
        try:
            (self.conversations.replace_last if again else self.conversations.add)(talk.id, answer)
        except ConversationError:  # it was deleted, or became too old, while the page was open
            return replace(talk, id=self.conversations.begin(answer))
        return talk

    def taken_up(self, id_: str) -> Talk | None:
        """A conversation that was kept, to go on with; None if it is there no longer."""
        try:
            turns = self.conversations.turns(id_)
        except ConversationError:
            return None
        said = tuple(Said(one.answer) for one in turns)
        return Talk(said, id=id_, key=token_urlsafe(9)).with_tokens() if said else None


def opened(settings: Settings) -> Keeping:
    """What is kept by the settings."""
    return Keeping(conversations_of(settings), feedback_of(settings), audit_of(settings))


def attempted(what: str, work: Callable[[], Made], otherwise: Made) -> Made:
    """What some work gives, or where it fails, of which the log tells the kind, something else."""
    try:
        return work()
    except Exception as error:
        log_kind(what, error)
        return otherwise
