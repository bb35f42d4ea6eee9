"""What was seen on GOV.UK last time, kept in ``sync.json``: a memory that can be thrown away.

Without it everything is compared anew. It is written whole or not at all.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ingest.sources.answers import UNKNOWN, Validator
from ingest.sources.errors import NotSaved, WrongShape
from ingest.sources.fields import Fields

FILE = "sync.json"
_VERSION = 1
_RESUMED = timedelta(hours=12)
"""For how long a run that did not finish is gone on with."""


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A document as it was last fetched.

    Attributes:
        address: of the file; of a document that is a page, the page's path.
        sha256: of its bytes as they were added.
        validator: to ask with whether it has changed.
    """

    address: str
    sha256: str
    validator: Validator = UNKNOWN


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it was last seen, everything on it then held or marked in the library.

    Attributes:
        content_id: of the page, which survives a change of address.
        published: the day of its last announced update.
        withdrawn: the day on which it was withdrawn, or "".
        validator: to ask with whether it has changed.
        files: its documents.
    """

    content_id: str
    published: str
    withdrawn: str = ""
    validator: Validator = UNKNOWN
    files: tuple[SeenFile, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What is remembered.

    Attributes:
        pages: by path.
        begun: when a run began that has not finished, an ISO date and time with its zone, or "".
        done: the paths that it was through with.
    """

    pages: Mapping[str, Seen] = field(default_factory=dict)
    begun: str = ""
    done: tuple[str, ...] = ()

    def with_page(self, path: str, seen: Seen | None) -> "State":
        """With a page that the run is through with; None where there is nothing to remember of it."""
        pages = {**self.pages, path: seen} if seen else self.pages
        return replace(self, pages=pages, done=(*self.done, path))

    def started(self, now: datetime) -> "State":
        """At the start of a run: one that stopped a short while ago is gone on with."""
        if self.begun and timedelta() <= now - datetime.fromisoformat(self.begun) < _RESUMED:
            return self
        return replace(self, begun=now.isoformat(timespec="seconds"), done=())

    def finished(self) -> "State":
        """At the end of a run that got through everything."""
        return replace(self, begun="", done=())


def read(home: Path) -> tuple[State, str]:
    """What is remembered, and a sentence if it had to be thrown away."""
    file = home / FILE
    try:
        return _state(Fields.of(json.loads(file.read_bytes()), str(file))), ""
    except FileNotFoundError:
        return State(), ""
    except (OSError, ValueError, RecursionError, WrongShape) as error:
        reason = f"{error}".partition(". ")[0]
        return State(), f"What was seen last time cannot be used ({reason}); everything is compared anew."


def write(home: Path, state: State) -> None:
    """Remember it; NotSaved, and the old file as it was, if it cannot be written."""
    file, part = home / FILE, home / f".{FILE}.part"
    told = {"version": _VERSION, **asdict(state)}
    try:
        home.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as out:
            json.dump(told, out, ensure_ascii=False, indent=1)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as error:
        raise NotSaved(
            str(file), f"cannot be written ({error.strerror})", "Check that the disk is not full."
        ) from error


def _state(told: Fields) -> State:
    if told.count("version") != _VERSION:
        raise WrongShape(told.address, "version", "is not known")
    begun = told.line("begun")
    if begun and datetime.fromisoformat(begun).tzinfo is None:
        raise WrongShape(told.address, "begun", "has no zone")
    pages = told.inside("pages")
    seen = {path: _seen(pages.inside(path)) for path in pages.told}
    return State(seen, begun, tuple(told.texts("done")))


def _seen(told: Fields) -> Seen:
    return Seen(
        told.line("content_id"),
        told.line("published"),
        told.line("withdrawn"),
        _validator(told),
        tuple(
            SeenFile(each.required("address"), each.required("sha256"), _validator(each))
            for each in told.many("files")
        ),
    )


def _validator(told: Fields) -> Validator:
    stated: Any = told.inside("validator")
    return Validator(stated.line("etag"), stated.line("modified"))
