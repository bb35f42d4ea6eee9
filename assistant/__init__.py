"""Ask a library of safeguarding guidance from Python.

import assistant

a = assistant.open("/path/to/home")
a.search("Who attends a strategy discussion?", k=5)
a.ask("How soon must the core group meet?").text
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from os import PathLike
from pathlib import Path

from assistant.answers import Answer, AnswerKind, Citation, Hit, Statement
from assistant.asking import asked_in
from assistant.concern.contacts import Directory
from assistant.concern.panel import Panel, panel
from assistant.concern.screen import ConcernScreen
from assistant.grounding.judges import CrossEncoderJudge, Judge, ModelJudge
from assistant.grounding.verifier import Verifier
from assistant.pipeline import growing
from assistant.privacy.tokens import Known, cleaned
from assistant.reading import readings
from assistant.reasons import Reason, advice_for
from assistant.reranker import Reranker
from assistant.retrieval import TODAY, Retriever, in_turn
from assistant.scope import Scope
from assistant.screening import Screened, screened
from assistant.settings import BY_MODEL, Settings, SettingsError
from assistant.writing.checking import Verify
from assistant.writing.writer import Writer
from ingest.embedding import Embedder
from ingest.errors import IngestError, LibraryError
from ingest.library import Library

__all__ = [
    "Answer",
    "AnswerKind",
    "Assistant",
    "Citation",
    "Hit",
    "IngestError",
    "Known",
    "LibraryError",
    "Panel",
    "Scope",
    "Screened",
    "SettingsError",
    "Statement",
    "Writer",
    "judge_of",
    "open",
    "opened",
]

NATIONAL = Directory()
"""No contacts but the national ones."""


class Assistant:
    """Answers from one library; made by ``open``.

    Attributes:
        library: the documents and passages it answers from.
        embedder: the model that turns text to vectors.
        retriever: finds passages in the library with it.
        scope: which documents are searched where nobody says.
        writer: writes answers in words of its own; None for quotes only.
        directory: whom to reach where somebody may be at risk now.
        refuses: whether a message with personal data is not answered until it has none.
    """

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        reranker: Reranker | None = None,
        scope: Scope = TODAY,
        writer: Writer | None = None,
        directory: Directory = NATIONAL,
        *,
        refuses: bool = False,
    ) -> None:
        self.library = library
        self.embedder = embedder
        self.scope = scope
        self.writer = writer
        self.directory = directory
        self.refuses = refuses
        self.retriever = Retriever(library, embedder, readings, reranker)

    @cached_property
    def _concern_of(self) -> ConcernScreen:
        return ConcernScreen()

    def screen(self, text: str, known: Known | None = None) -> Screened:
        """What is done with a message before anything else: whether it tells of somebody at risk now, and its
        personal data taken out.

        Args:
            text: as typed.
            known: what the conversation has shown before, so that one person keeps one token.
        """
        return screened(text, self._concern_of, known)

    def panel(self, message: Screened, scope: Scope | None = None) -> Panel | None:
        """Whom to reach first, if a message tells of a live concern."""
        return panel(message.concern, self.directory, (scope or self.scope).nation)

    def search(self, question: str, k: int = 10, scope: Scope | None = None) -> list[Hit]:
        """The passages that best fit a question, best first, at most ``k``, from the documents of a scope; of
        several questions those of each in turn. Personal data in it is not searched for.

        Raises:
            LibraryError: the library cannot be read, or was built with another embedding model.
        """
        chosen, text = scope or self.scope, cleaned(question).text
        found = [self.retriever.find(asking.spoken(), k, chosen)[1] for asking in asked_in(text)]
        return in_turn(found, k)

    def ask(
        self, question: str | Screened, history: Sequence[Answer | str] = (), scope: Scope | None = None
    ) -> Answer:
        """Answer a question with what the library says, or decline.

        Args:
            question: in the asker's own words, or what ``screen`` made of them; personal data is taken out
                of it before anything else is done.
            history: earlier answers of the conversation, oldest first, or just their questions; a
                follow-up ("and how soon after that?") is completed from the last.
            scope: which documents are answered from; by default those of the assistant's own scope.

        Raises:
            LibraryError: the library cannot be read, or was built with another embedding model.
        """
        *_, whole = self.ask_growing(question, history, scope)
        return whole

    def ask_growing(
        self, question: str | Screened, history: Sequence[Answer | str] = (), scope: Scope | None = None
    ) -> Iterator[Answer]:
        """The same answer as it grows: where a model writes it, by a checked sentence at a time; whole last.

        What is given before the last may still be withdrawn: if too little of the rest holds, the last one is
        quoted.
        """
        message = question if isinstance(question, Screened) else self.screen(question)
        first = self.panel(message, scope)
        if self.refuses and message.removed:
            yield self._refused(message, first)
            return
        past = [cleaned(one, message.known).text if isinstance(one, str) else one for one in history]
        for answer in growing(message.text, past, self.retriever, scope or self.scope, self.writer):
            timings = {**message.timings, **answer.timings}
            yield replace(answer, panel=first, removed=message.tokens, timings=timings)

    def _refused(self, message: Screened, first: Panel | None) -> Answer:
        """No answer, since the message holds personal data and the organisation wants none typed."""
        return Answer(
            question=message.text,
            kind=AnswerKind.ABSTAINED,
            statements=(),
            advice=advice_for(Reason.PERSONAL_DATA),
            notices=(),
            passages=(),
            confidence=0.0,
            searched_for="",
            reason=Reason.PERSONAL_DATA.value,
            panel=first,
            removed=message.tokens,
            timings=dict(message.timings),
        )

    def warm_up(self) -> None:
        """Load the models and word lists and open the stores, so that the first question need not wait for
        them; what writes is not asked."""
        message = self.screen("Who must be told of a concern?")
        self.panel(message)
        *_, _ = growing(message.text, (), self.retriever, self.scope)


def open(home: str | PathLike[str] | None = None) -> Assistant:
    """Open the library in a folder (by default ``SAFEGUIDE_HOME``); nothing is read until it is used.

    Raises:
        SettingsError: a model is named that cannot be used.
    """
    return opened(Settings() if home is None else Settings(home=Path(home)))


def opened(settings: Settings) -> Assistant:
    """The same by settings that are at hand.

    Raises:
        SettingsError: a model is named that cannot be used.
    """
    embedder = Embedder(settings.embedding_model)
    library = Library(
        settings.home, embedder.fingerprint, settings.database.get_secret_value(), settings.chroma
    )
    nation = "" if settings.nation == "all" else settings.nation
    return Assistant(
        library,
        embedder,
        Reranker(settings.reranker) if settings.reranker else None,
        Scope(nation=nation),
        _writer(settings, Verifier(embedder, judge_of(settings))),
        Directory(settings.contacts, settings.organisation),
        refuses=settings.personal_data == "refuse",
    )


def _writer(settings: Settings, verify: Verify) -> Writer | None:
    """Who writes answers by these settings, if anybody does."""
    if not settings.names_a_model:
        return None
    from assistant.writing.models import chat_model, host_of

    return Writer(chat_model(settings), settings.model, verify, settings.model_seconds, host_of(settings))


def judge_of(settings: Settings) -> Judge | None:
    """Who says by these settings whether passages support a statement; None for the rules alone.

    Raises:
        SettingsError: it is to be the model that writes, and none is named.
    """
    if settings.judge != BY_MODEL:
        return CrossEncoderJudge(settings.judge) if settings.judge else None
    if not settings.names_a_model:
        raise SettingsError(
            "SAFEGUIDE_JUDGE is set to model, and no model is named. Set SAFEGUIDE_MODEL to one, or leave "
            "SAFEGUIDE_JUDGE empty."
        )
    from assistant.writing.models import chat_model

    return ModelJudge(chat_model(settings), settings.model_seconds)
