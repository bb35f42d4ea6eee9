"""A quiz read from a file of another system, or from one of Safeguide's own."""

from dataclasses import dataclass
from pathlib import Path

from assistant.quiz.formats.building import Gathered
from assistant.quiz.items import Quiz, QuizError, from_json
from ingest.names import shown_name

LARGEST = 16 * 1024 * 1024
"""Bytes of a file; the largest quiz that may be is smaller."""
KNOWN = "Moodle GIFT (.gift or .txt), Moodle XML (.xml) and Safeguide's own quizzes (.json)"


@dataclass(frozen=True, slots=True)
class Imported:
    """A quiz that was read.

    Attributes:
        quiz: the questions that an item can hold.
        skipped: what was left out, a plain sentence each.
    """

    quiz: Quiz
    skipped: tuple[str, ...] = ()


def imported(content: bytes, name: str) -> Imported:
    """A quiz from a file.

    Args:
        content: of the file.
        name: of the file, which says by its end what it is.

    Raises:
        QuizError: it cannot be read; says where it is wrong, and what to do.
    """
    try:
        return _read(content, Path(name).suffix.lower())
    except QuizError as error:
        raise QuizError(f"{shown_name(Path(name))} cannot be read: {error}") from error


def _read(content: bytes, suffix: str) -> Imported:
    if suffix not in (".gift", ".txt", ".xml", ".json"):
        raise QuizError(f"its name ends in {suffix or 'nothing'!r}. What can be read is {KNOWN}.")
    if len(content) > LARGEST:
        raise QuizError(f"it is larger than {LARGEST // 1024**2} MB. Split it into several files.")
    if not content.strip():
        raise QuizError("it is empty. Export the quiz again.")
    if suffix == ".xml":
        from assistant.quiz.formats import moodle_reading

        return _whole(moodle_reading.read(content))
    text = _decoded(content)
    if suffix == ".json":
        return Imported(from_json(text))
    return _whole(_gift(text))


def _whole(gathered: Gathered) -> Imported:
    return Imported(gathered.quiz(), tuple(gathered.skipped))


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise QuizError(
            f"line {line}: its text is not in UTF-8. Open it in a text editor and save it as UTF-8."
        ) from error
    if "\0" in text:
        raise QuizError("it is no text in UTF-8. Open it in a text editor and save it as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _gift(text: str) -> Gathered:
    from assistant.quiz.formats import gift_reading

    start = text.lstrip()[:200]
    if start.startswith(("<?xml", "<quiz")):
        raise QuizError("line 1: it holds XML. Give it a name that ends in .xml.")
    if "{" not in text and any(line.startswith("ANSWER:") for line in text.split("\n")):
        raise QuizError("it is in Aiken, not GIFT. Import it into Moodle and export it from there as GIFT.")
    return gift_reading.read(text)
