"""The errors that ingestion reports to people, each saying what to do next."""

from pathlib import Path


class IngestError(Exception):
    """Base of the errors below; ``str()`` of one is fit to show to a user."""


class UnreadableDocument(IngestError):
    """A file that cannot be read into a document.

    Args:
        path: the file.
        reason: what is wrong with it, as a phrase: "is password-protected".
        advice: what the reader can do about it, as a sentence.
    """

    def __init__(self, path: Path, reason: str, advice: str) -> None:
        super().__init__(f"{path.name} {reason}. {advice}")
        self.path = path
        self.reason = reason
        self.advice = advice

    def __reduce__(self) -> tuple[type["UnreadableDocument"], tuple[Path, str, str]]:
        """How it comes from one process to another."""
        return type(self), (self.path, self.reason, self.advice)


class LibraryError(IngestError):
    """The library itself cannot be opened or used as asked."""
