"""The errors that ingestion reports to people, each saying what to do next."""

from pathlib import Path

from ingest.names import shown_name


class IngestError(Exception):
    """Base of the errors below; ``str()`` of one is fit to show to a user."""


class UnreadableDocument(IngestError):
    """A file that cannot be read into a document; its message is one line, whatever the file is called.

    Args:
        path: the file.
        reason: what is wrong with it, as a phrase: "is password-protected".
        advice: what the reader can do about it, as a sentence.
    """

    def __init__(self, path: Path, reason: str, advice: str) -> None:
        reason = " ".join(reason.split())  # a library's own words may go over several lines
        super().__init__(f"{shown_name(path)} {reason}. {advice}")
        self.path = path
        self.reason = reason
        self.advice = advice

    def __reduce__(self) -> tuple[type["UnreadableDocument"], tuple[Path, str, str]]:
        """An exception is pickled by its message alone unless it says otherwise."""
        return type(self), (self.path, self.reason, self.advice)


class LibraryError(IngestError):
    """The library itself cannot be opened or used as asked."""


class VectorsUnreachable(LibraryError):
    """The server that holds the library's vectors does not answer; its record does."""
