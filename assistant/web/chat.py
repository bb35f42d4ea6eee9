"""One exchange: from what was typed to the views of the page that follow, without gradio."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from secrets import token_urlsafe

from assistant import Assistant
from assistant.answers import Answer, AnswerKind
from assistant.log import log_kind
from assistant.people import ALONE, Person, Role
from assistant.privacy.kinds import Kind
from assistant.privacy.tokens import Known, Removed
from assistant.reasons import Reason
from assistant.scope import Scope
from assistant.service import metrics
from assistant.web import render, words
from assistant.web.render import Open, Said
from ingest.errors import IngestError, LibraryError


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation, as the page holds it in memory while it is open; what is kept of it is without personal
    data (``keeping``).

    Attributes:
        said: the exchanges so far.
        known: which person has which token, and what whoever types decided about that.
        id: by which it is kept; "" where it is not.
        key: tells its answers from those of others where feedback is given; "" before the first. By it nobody
            finds the conversation that is kept.
    """

    said: tuple[Said, ...] = ()
    known: Known = field(default_factory=Known)
    id: str = ""
    key: str = ""

    def with_tokens(self) -> "Talk":
        """The same, knowing which tokens its questions have."""
        return replace(self, known=Known.of_tokens(token for one in self.answers for token in one.removed))

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers so far."""
        return tuple(one.answer for one in self.said)

    @property
    def removed(self) -> tuple[Removed, ...]:
        """What was left out of the last question."""
        return self.said[-1].removed if self.said else ()


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows at one moment.

    Attributes:
        talk: the conversation so far.
        html: the conversation as it is shown.
        typed: what the question box is to hold, or None to leave it to the reader's hands.
        hint: the remark under the box, or "".
        working: whether an answer is being looked for.
        growing: whether it differs from the one before in the conversation alone.
    """

    talk: Talk
    html: str
    typed: str | None = None
    hint: str = ""
    working: bool = False
    growing: bool = False


def exchange(
    assistant: Assistant, typed: str, talk: Talk, scope: Scope | None = None, person: Person = ALONE
) -> Iterator[View]:
    """The views that follow when somebody sends what they typed; the last one stays."""
    question = typed.strip()
    if not question or len(question) > words.LONGEST_QUESTION:
        hint = words.too_long(len(question)) if question else words.EMPTY_QUESTION
        yield View(talk, render.conversation(talk.said), hint=hint)
        return
    asked = Open("")
    try:
        message = assistant.screen(question, talk.known)
        asked = Open(message.text, assistant.panel(message, scope))
        yield View(talk, render.conversation(talk.said, asked=asked), typed="", working=True)
        for answer in assistant.ask_growing(message, talk.answers, scope):
            if answer.kind is AnswerKind.WRITTEN:  # what is quoted is there at once, and grows below
                yield _arriving(talk, answer)
    except Exception as error:
        log_kind("A question could not be answered", error)
        metrics.failed()
        said = _said(error, person)
        failed = replace(asked, question=asked.question or question, failed=said)
        yield View(talk, render.conversation(talk.said, asked=failed), typed=typed)
        return
    metrics.observe(answer)
    whole = Said(answer, question, message.removed)
    if answer.reason == Reason.PERSONAL_DATA:
        yield View(talk, render.conversation((*talk.said, whole)), typed=typed)
        return
    *parts, _ = render.growing(answer)
    for part in parts:
        yield _arriving(talk, part)
    after = replace(talk, said=(*talk.said, whole), known=message.known, key=talk.key or token_urlsafe(9))
    yield View(after, render.conversation(after.said))


def again(
    assistant: Assistant,
    talk: Talk,
    left_out: Collection[str],
    missed: str,
    kind: str,
    scope: Scope | None = None,
    person: Person = ALONE,
) -> Iterator[View]:
    """The views that follow when somebody corrects what was left out of their last question.

    Args:
        assistant: answers it anew.
        talk: the conversation.
        left_out: the tokens that are to stay in the place of what they stand for.
        missed: something that was not found, as it stands in the question, or "".
        kind: what that is, as ``words.MISSED_KINDS`` has it.
        scope: which documents are answered from.
        person: who corrects it.
    """
    if not talk.said:
        return
    last, known = talk.said[-1], talk.known
    if missed.strip() and missed.strip().casefold() not in last.typed.casefold():
        yield View(talk, render.conversation(talk.said), hint=words.NOT_THERE)
        return
    for one in last.removed:
        known = known if one.token in left_out else known.keeping(one.original)
    if missed.strip():
        known = known.marking(missed, Kind(words.MISSED_KINDS[kind]))
    before = replace(talk, said=talk.said[:-1], known=known)
    for view in exchange(assistant, last.typed, before, scope, person):
        failed = not view.working and len(view.talk.said) < len(talk.said)
        # What was answered before stays, to be corrected once more.
        yield replace(view, talk=replace(view.talk, said=talk.said)) if failed else view


def _said(error: Exception, person: Person) -> str:
    """What to say of a failure: of the library's, which names its folder or server, only to who runs it."""
    if isinstance(error, LibraryError) and not person.may(Role.MAINTAINER):
        return words.NOT_NOW
    return str(error) if isinstance(error, IngestError) else words.FAILED


def _arriving(talk: Talk, answer: Answer) -> View:
    html = render.conversation((*talk.said, Said(answer)), arriving=True)
    return View(talk, html, working=True, growing=True)
