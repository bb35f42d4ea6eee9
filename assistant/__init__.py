"""Ask a library of safeguarding guidance from Python.

import assistant

a = assistant.open("/path/to/home")
a.search("Who attends a strategy discussion?", k=5)
a.ask("How soon must the core group meet?").text
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from os import PathLike
from pathlib import Path

from assistant.answers import Answer, AnswerKind, Citation, Hit, Statement
from assistant.asking import asked_in
from assistant.grounding.judges import CrossEncoderJudge, Judge, ModelJudge
from assistant.grounding.verifier import Verifier
from assistant.pipeline import growing
from assistant.reranker import Reranker
from assistant.retrieval import TODAY, Retriever
from assistant.scope import Scope
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
    "LibraryError",
    "Scope",
    "SettingsError",
    "Statement",
    "Writer",
    "open",
]


class Assistant:
    """Answers from one library; made by ``open``.

    Attributes:
        library: the documents and passages it answers from.
        embedder: the model that turns text to vectors.
        retriever: finds passages in the library with it.
        scope: which documents are searched where nobody says.
        writer: writes answers in words of its own; None for quotes only.
    """

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        reranker: Reranker | None = None,
        scope: Scope = TODAY,
        writer: Writer | None = None,
    ) -> None:
        self.library = library
        self.embedder = embedder
        self.scope = scope
        self.writer = writer
        self.retriever = Retriever(library, embedder, reranker)

    def search(self, question: str, k: int = 10, scope: Scope | None = None) -> list[Hit]:
        """The passages that best fit a question, best first, at most ``k``, from the documents of a scope; of
        several questions those of each in turn.

        Raises:
            LibraryError: the library cannot be read, or was built with another embedding model.
        """
        chosen = scope or self.scope
        found = [self.retriever.find(asking, k, chosen)[1] for asking in asked_in(question)]
        turns = [one.hit for row in zip_longest(*found) for one in row if one is not None]
        return list({hit.passage.id: hit for hit in turns}.values())[:k]

    def ask(self, question: str, history: Sequence[Answer | str] = (), scope: Scope | None = None) -> Answer:
        """Answer a question with what the library says, or decline.

        Args:
            question: in the asker's own words.
            history: earlier answers of the conversation, oldest first, or just their questions; a
                follow-up ("and how soon after that?") is completed from the last.
            scope: which documents are answered from; by default those of the assistant's own scope.

        Raises:
            LibraryError: the library cannot be read, or was built with another embedding model.
        """
        *_, whole = self.ask_growing(question, history, scope)
        return whole

    def ask_growing(
        self, question: str, history: Sequence[Answer | str] = (), scope: Scope | None = None
    ) -> Iterator[Answer]:
        """The same answer as it grows: where a model writes it, by a checked sentence at a time; whole last.

        What is given before the last may still be withdrawn: if too little of the rest holds, the last one is
        quoted.
        """
        return growing(question, history, self.retriever, scope or self.scope, self.writer)

    def warm_up(self) -> None:
        """Load the model and open the stores, so that the first question need not wait for them."""
        self.search("safeguarding", k=1)


def open(home: str | PathLike[str] | None = None) -> Assistant:
    """Open the library in a folder (by default ``SAFEGUIDE_HOME``); nothing is read until it is used.

    Raises:
        SettingsError: a model is named that cannot be used.
    """
    settings = Settings() if home is None else Settings(home=Path(home))
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
        _writer(settings, Verifier(embedder, _judge(settings))),
    )


def _writer(settings: Settings, verify: Verify) -> Writer | None:
    """Who writes answers by these settings, if anybody does."""
    if not settings.model and not settings.model_url:
        return None
    from assistant.writing.models import chat_model, host_of

    return Writer(chat_model(settings), settings.model, verify, settings.model_seconds, host_of(settings))


def _judge(settings: Settings) -> Judge | None:
    """Who says by these settings whether passages support a statement; None for the rules alone."""
    if settings.judge != BY_MODEL:
        return CrossEncoderJudge(settings.judge) if settings.judge else None
    if not settings.model and not settings.model_url:
        raise SettingsError(
            "SAFEGUIDE_JUDGE is set to model, and no model is named. Set SAFEGUIDE_MODEL to one, or leave "
            "SAFEGUIDE_JUDGE empty."
        )
    from assistant.writing.models import chat_model

    return ModelJudge(chat_model(settings), settings.model_seconds)
