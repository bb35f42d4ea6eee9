"""Statements about real documents that are known to be supported or not, read from JSON lines and checked."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.questions import EvaluationError
from ingest.documents import GuidanceDocument, Passage
from ingest.library import Library

Check = Literal[
    "number", "timescale", "age", "date", "reference", "role", "direction", "nation", "negation", "modality",
    "condition", "exception", "scope", "opposite",
]  # fmt: skip
KINDS = ("original", "paraphrase", "edit", "wrong", "beyond")
"""What may be made of a sentence; the first two are supported."""
_GAP = 1_000
"""Letters and digits that an ellipsis may stand for."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Edit(_Row):
    """A change of one fact: the words of the evidence that are replaced, and what by."""

    check: Check
    old: str = Field(min_length=1)
    new: str


class Wrong(_Row):
    """A restatement with one fact wrong."""

    check: Check
    text: str = Field(min_length=1)


class About(_Row):
    """What was written about one or two sentences of a document.

    Attributes:
        id: unique in its file.
        source_file: the document, by file name.
        evidence: its sentences, as their first and last words with "…" between them.
        paraphrase: what they say, in other words.
        edits: changes that make them say something else.
        wrong: a restatement that is wrong in one fact.
        beyond: what they do not say, in their own words.
    """

    id: str = Field(min_length=1)
    source_file: str
    evidence: str
    paraphrase: str
    edits: tuple[Edit, ...] = Field(strict=False)
    wrong: Wrong
    beyond: str


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement, the passage it is about, and whether the passage supports it.

    Attributes:
        id: of the sentences that it was made of.
        kind: one of ``KINDS``.
        check: which fact is changed, or "".
        text: the statement.
        passage, document: where the sentences stand.
    """

    id: str
    kind: str
    check: str
    text: str
    passage: Passage
    document: GuidanceDocument

    @property
    def supported(self) -> bool:
        """Whether the passage says so."""
        return self.kind in KINDS[:2]


def read_statements(path: Path, library: Library) -> list[Stated]:
    """Read a file of statements and find their sentences in a library that holds the documents.

    Raises:
        EvaluationError: the file cannot be read, a line is not such a row, or a document is not held or does
            not hold the sentences.
    """
    documents = {Path(one.path).name: one for one in library.documents()}
    held = {name: library.passages_of(one.id) for name, one in documents.items()}
    return [stated for row in _rows(path) for stated in _stated(row, documents, held)]


def _rows(path: Path) -> Iterator[About]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path.name} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield About.model_validate(json.loads(line))
            except (json.JSONDecodeError, ValidationError) as error:
                raise EvaluationError(f"{path.name}, line {number}: {error}") from error


def _stated(
    row: About, documents: Mapping[str, GuidanceDocument], held: Mapping[str, Sequence[Passage]]
) -> Iterator[Stated]:
    if row.source_file not in documents:
        raise EvaluationError(f"{row.id}: the library holds no document {row.source_file}")
    document = documents[row.source_file]
    found = (
        (passage, text) for passage in held[row.source_file] if (text := evidence_in(row.evidence, passage))
    )
    passage, evidence = next(found, (None, ""))
    if passage is None:
        raise EvaluationError(f"{row.id}: its sentences are not in {row.source_file} as it was read")
    made = [("original", "", evidence), ("paraphrase", "", row.paraphrase)]
    for edit in row.edits:
        if evidence.count(edit.old) != 1:
            raise EvaluationError(f"{row.id}: {edit.old!r} does not stand once in its sentences")
        made.append(("edit", edit.check, evidence.replace(edit.old, edit.new)))
    made += [("wrong", row.wrong.check, row.wrong.text), ("beyond", "", row.beyond)]
    for kind, check, text in made:
        yield Stated(row.id, kind, check, text, passage, document)


def evidence_in(evidence: str, passage: Passage) -> str:
    """The words of a passage that abbreviated evidence stands for, its sentences joined by blanks; or ""."""
    words = [passage.text[one.start : one.end] for one in passage.sentences]
    text = " ".join([*filter(None, [passage.lead_in.replace("\n", " ")]), *words])
    places = [at for at, sign in enumerate(text) if sign.isalnum()]
    letters = "".join(text[at].casefold()[:1] for at in places)
    first, _, last = (re.sub(r"[\W_]+", "", part.casefold()) for part in evidence.partition("…"))
    found = re.search(
        f"{re.escape(first)}.{{0,{_GAP}}}?{re.escape(last)}" if last else re.escape(first), letters
    )
    if not found:
        return ""
    start, end = places[found.start()], places[found.end() - 1] + 1
    closing = re.match(r"[’'”\")\]]*[.;:!?]?[’'”\")\]]*", text[end:])
    opening = re.search(r"[“\"‘'(\[]*$", text[:start])
    return text[start - len(opening[0] if opening else "") : end + len(closing[0] if closing else "")]
