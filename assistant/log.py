"""What the log is told of an error: its kind and the lines of code that it came through, nothing else.

An error's message may quote the question (SQL parameters do), and a question may be about a child.
"""

import logging
import traceback

logger = logging.getLogger(__name__)


def log_kind(what: str, error: Exception) -> None:
    """Log that something failed."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s: %s\n%s", what, type(error).__qualname__, frames)
