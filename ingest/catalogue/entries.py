"""Catalogue entries as people write them: checked values, and TOML with a remark on what is unsure.

A file ``policy.pdf.toml`` beside ``policy.pdf`` says what the document is:

    title = "Safeguarding policy"
    nation = "wales"
    effective_from = 2026-09-01
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tomlkit

from ingest.catalogue import Said
from ingest.dates import first_day
from ingest.documents import GuidanceDocument, Metadata, Sureness
from ingest.errors import IngestError, UnreadableDocument
from ingest.vocabulary import AUDIENCES, KINDS, NATIONS, SECTORS

FIELDS = tuple(each.name for each in fields(Metadata))
DATES = ("published", "effective_from", "effective_until", "withdrawn", "checked")
_WORDS: Mapping[str, Mapping[str, Any]] = {
    "nation": NATIONS,
    "audience": AUDIENCES,
    "sector": SECTORS,
    "kind": KINDS,
}
_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_LONGEST = 500
UNSURE = (Sureness.GUESS, Sureness.LIKELY)
"""What a person is told how sure it is of."""


class BadEntry(IngestError):
    """A value that a catalogue entry cannot have; the message says which would do."""


def checked_values(values: Mapping[str, Any]) -> dict[str, str]:
    """The values of a catalogue entry as it keeps them.

    Raises:
        BadEntry: a field that there is not, or a value that it cannot have.
    """
    unknown = [name for name in values if name not in FIELDS]
    if unknown:
        raise BadEntry(
            f"There is no field {unknown[0]!r} in a catalogue entry. There are: {', '.join(FIELDS)}."
        )
    return {name: _checked(name, value) for name, value in values.items()}


def _checked(name: str, value: Any) -> str:
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadEntry(f"{name} must be text or a date, not {value!r}.")
    text = " ".join(str(value).split())
    if len(text) > _LONGEST:
        raise BadEntry(f"{name} is longer than {_LONGEST} characters.")
    if not text:
        if name == "title":
            raise BadEntry("title cannot be empty.")
        return ""
    if name in _WORDS:
        return _word(name, text)
    if name in DATES and not (_is_date(text) or (name == "withdrawn" and text == "yes")):
        raise BadEntry(f"{name} must be a date such as 2026, 2026-09 or 2026-09-01, not {text!r}.")
    if name == "checked" and text > date.today().isoformat():
        raise BadEntry(f"checked cannot be a day to come, such as {text}.")
    if name == "source_url" and urlsplit(text).scheme not in ("http", "https"):
        raise BadEntry(f"source_url must begin with https://, not be {text!r}.")
    return text


def _word(name: str, text: str) -> str:
    plain = text.lower()
    for word in (plain, plain.replace(" ", "-")):
        if word in _WORDS[name]:
            return word
    raise BadEntry(f"{name} must be one of {', '.join(_WORDS[name])}, not {text!r}.")


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(first_day(text))
    except ValueError:
        return False
    return True


def beside(path: Path) -> Path:
    """Where the catalogue entry of a document is looked for: ``policy.pdf.toml`` for ``policy.pdf``."""
    return path.with_name(f"{path.name}.toml")


def is_beside(path: Path) -> bool:
    """Whether a file is the catalogue entry of a document that stands beside it."""
    return path.suffix == ".toml" and os.path.isfile(path.with_suffix(""))


def said_beside(path: Path) -> list[Said]:
    """What the file beside a document says of it; nothing where there is none.

    Raises:
        UnreadableDocument: it is not TOML, or says what an entry cannot.
    """
    file = beside(path)
    if not os.path.isfile(file):  # which is False where the name would be too long
        return []
    try:
        values = read_toml(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, BadEntry) as error:
        raise UnreadableDocument(
            path,
            f"has a catalogue entry beside it, {file.name}, that cannot be used ({str(error).rstrip('.')})",
            "Correct that file or take it away, then add the document again.",
        ) from error
    return [Said(values, because=f"said in {file.name}")]


def read_toml(text: str) -> dict[str, str]:
    """The values of an entry written as TOML; BadEntry if it is not TOML or says what an entry cannot."""
    try:
        return checked_values(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadEntry(f"It is not TOML: {error}.") from error


def as_toml(document: GuidanceDocument, *, to_keep: bool = False) -> str:
    """The entry of a document as TOML, every field of it, with a remark where it is not sure.

    Args:
        document: the document.
        to_keep: for a file that speaks for itself: what is not sure is put in remarks, to be uncommented.
    """
    entry = tomlkit.document()
    entry.add(tomlkit.comment(f"What {document.name} is. Empty fields are not known."))
    for name in FIELDS:
        value = getattr(document.metadata, name)
        item = tomlkit.item(value)
        basis = next((one for one in document.bases if one.field == name), None)
        if value and basis and basis.sure in UNSURE:
            item.comment(f"{basis.sure.value}: {basis.because}"[:160])
        elif not value and name in _WORDS:
            item.comment(f"one of: {', '.join(_WORDS[name])}")
        if to_keep and (not value or (basis and basis.sure in UNSURE)):
            entry.add(
                tomlkit.comment(f"{name} = {item.as_string()}{item.trivia.comment_ws}{item.trivia.comment}")
            )
        else:
            entry.add(name, item)
    return tomlkit.dumps(entry)
