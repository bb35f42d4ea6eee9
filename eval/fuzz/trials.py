"""Spoilt files tried: what goes wrong when they are read, described and cut, and how little it takes."""

import logging
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

from eval.fuzz.mutations import Parts, packed
from eval.fuzz.promises import broken_promises
from ingest.catalogue import describe
from ingest.documents import GuidanceDocument, Reading
from ingest.errors import UnreadableDocument
from ingest.passages import cut_passages, document_text
from ingest.reading import Fresh, Limits, read_ahead

LIMITS = Limits(cpu_seconds=10, seconds=60, memory=2 * 2**30)
LONGEST_PASSAGE = 20_000
_WINDOW = 254
_UNFORESEEN = ("takes too long", "needs more memory", "is damaged in a way", "cannot be read (the reader")


class Trials(logging.Handler):
    """Reads one file after another in a process of its own, and tells what goes wrong."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._logger = logging.getLogger("ingest.reading")
        self._path = folder
        self._folder = folder
        self._trace = ""
        self._found = read_ahead(self._paths(), LIMITS, ahead=0)

    def __enter__(self) -> "Trials":
        self._logger.addHandler(self)
        self._logger.setLevel(logging.WARNING)
        self._logger.propagate = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._logger.removeHandler(self)
        self._found.close()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep where a reader stopped."""
        self._trace = _last_place(record.getMessage())

    def _paths(self) -> Iterator[Path]:
        while True:
            yield self._path

    def fault(self, parts: Parts, suffix: str) -> str | None:
        """What is wrong with how a file is read; None where it is read, or refused, as it should be."""
        self._path = self._folder / f"tried{suffix}"
        self._path.write_bytes(packed(parts))
        self._trace = ""
        _, found = next(self._found)
        if isinstance(found, UnreadableDocument):
            unforeseen = found.reason.startswith(_UNFORESEEN) or not str(found).isprintable()
            return f"{found.reason} {self._trace}".strip() if unforeseen else None
        return "; ".join(broken_promises(found.reading)) or _fault_beyond(found, self._path)


def _fault_beyond(found: Fresh, path: Path) -> str | None:
    """What goes wrong when a reading is described and cut into passages."""
    try:
        document = GuidanceDocument(
            found.digest[:16], found.digest, str(path), describe(found.reading, path)[0]
        )
        if not document.metadata.title:
            return "the title is empty"
        return _fault_of_cutting(found.reading, document)
    except Exception as error:
        return f"{type(error).__name__} {_last_place(''.join(traceback.format_tb(error.__traceback__)))}"


def _fault_of_cutting(reading: Reading, document: GuidanceDocument) -> str | None:
    text = document_text(reading.blocks)
    end = 0
    for passage in cut_passages(reading.blocks, document, _count_words, _WINDOW):
        if text[passage.start : passage.end] != passage.text:
            return "a passage is not where it says"
        if text[end : passage.start].strip():
            return "words are in no passage"
        if len(passage.text) > LONGEST_PASSAGE:
            return "a passage is too long"
        end = passage.end
    return "the last words are in no passage" if text[end:].strip() else None


def _count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def _last_place(trace: str) -> str:
    """The line of our own code that a trace ends in, or of another's where there is none."""
    places = [line.strip() for line in trace.splitlines() if line.lstrip().startswith("File ")]
    ours = [place for place in places if "/ingest/" in place]
    place = (ours or places or [""])[-1]
    return place.rpartition("/")[2] if place else ""


def minimised(parts: Parts, suffix: str, fault: str, trials: Trials, seconds: float = 120) -> Parts:
    """A smaller file with the same fault: chunks are taken out of each part, large ones first."""
    end = time.monotonic() + seconds
    for name in list(parts):
        without = {other: data for other, data in parts.items() if other != name}
        if without and time.monotonic() < end and trials.fault(without, suffix) == fault:
            parts = without
    for name in sorted(parts, key=lambda name: -len(parts[name])):
        size = len(parts[name]) // 2
        while size and time.monotonic() < end:
            at = 0
            while at < len(parts[name]) and time.monotonic() < end:
                data = parts[name]
                fewer = parts | {name: data[:at] + data[at + size :]}
                if trials.fault(fewer, suffix) == fault:
                    parts = fewer
                else:
                    at += size
            size //= 2
    return parts
