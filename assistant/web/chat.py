"""One exchange: from what was typed to the views of the page that follow, without gradio."""

import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass

from assistant import Assistant
from assistant.answers import Answer, AnswerKind
from assistant.web import render, words
from ingest.errors import IngestError

logger = logging.getLogger(__name__)

History = tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows at one moment.

    Attributes:
        history: the answers given so far in this conversation.
        html: the conversation.
        typed: what the question box is to hold, or None to leave it to the reader's hands.
        hint: the remark under the box, or "".
        working: whether an answer is being looked for.
    """

    history: History
    html: str
    typed: str | None = None
    hint: str = ""
    working: bool = False


def exchange(assistant: Assistant, typed: str, history: History) -> Iterator[View]:
    """The views that follow when somebody sends what they typed; the last one stays."""
    question = typed.strip()
    if not question or len(question) > words.LONGEST_QUESTION:
        hint = words.too_long(len(question)) if question else words.EMPTY_QUESTION
        yield View(history, render.conversation(history), hint=hint)
        return
    yield View(history, render.conversation(history, asked=question), typed="", working=True)
    try:
        for answer in assistant.ask_growing(question, history):
            if answer.kind is AnswerKind.WRITTEN:  # what is quoted is there at once, and grows below
                yield View(history, render.conversation((*history, answer), arriving=True), working=True)
    except Exception as error:
        _log(error)
        said = str(error) if isinstance(error, IngestError) else words.FAILED
        yield View(history, render.conversation(history, asked=question, failed=said), typed=typed)
        return
    *parts, whole = render.growing(answer)
    for part in parts:
        yield View(history, render.conversation((*history, part), arriving=True), working=True)
    yield View((*history, whole), render.conversation((*history, whole)))


def _log(error: Exception) -> None:
    # An error's message may quote the question (SQL parameters do), and a question may be about a child:
    # the log gets the kind of error and the lines of code that it came through, nothing else.
    frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error("A question could not be answered: %s\n%s", type(error).__qualname__, frames)
