"""Ask a library of safeguarding guidance from Python.

import assistant

a = assistant.open("/path/to/home")
a.search("Who attends a strategy discussion?", k=5)
a.ask("How soon must the core group meet?").text
"""

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from assistant.answers import Answer, AnswerKind, Citation, Hit, Statement
from assistant.pipeline import answer
from assistant.retrieval import TODAY, Retriever
from assistant.scope import Scope
from assistant.settings import Settings
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
    "Statement",
    "open",
]


class Assistant:
    """Answers from one library; made by ``open``.

    Attributes:
        library: the documents and passages it answers from.
        embedder: the model that turns text to vectors.
    """

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self.library = library
        self.embedder = embedder
        self._retriever = Retriever(library, embedder)

    def search(self, question: str, k: int = 10, scope: Scope = TODAY) -> list[Hit]:
        """The passages that best fit a question, best first, at most ``k``, from the documents of a scope.

        Raises:
            LibraryError: the library cannot be read, or was built with another embedding model.
        """
        return [found.hit for found in self._retriever.find(question, k, scope=scope)[1]]

    def ask(self, question: str, history: Sequence[Answer | str] = (), scope: Scope = TODAY) -> Answer:
        """Answer a question with quotes from the library, or decline.

        Args:
            question: in the asker's own words.
            history: earlier answers of the conversation, oldest first, or just their questions; a
                follow-up ("and how soon after that?") is completed from the last.
            scope: which documents are answered from; by default those in force, as far as is known.

        Raises:
            LibraryError: the library cannot be read, or was built with another embedding model.
        """
        return answer(question, history, self._retriever, scope)

    def warm_up(self) -> None:
        """Load the model and open the stores, so that the first question need not wait for them."""
        self.search("safeguarding", k=1)


def open(home: str | PathLike[str] | None = None) -> Assistant:
    """Open the library in a folder (by default ``SAFEGUIDE_HOME``); nothing is read until it is used."""
    settings = Settings() if home is None else Settings(home=Path(home))
    embedder = Embedder(settings.embedding_model)
    database = settings.database.get_secret_value()
    return Assistant(Library(settings.home, embedder.fingerprint, database, settings.chroma), embedder)
