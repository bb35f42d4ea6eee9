"""The library's tables, and the values as rows of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

import numpy as np
import sqlalchemy as sa

from ingest.documents import (
    Basis,
    Block,
    BlockKind,
    Gap,
    GapKind,
    GuidanceDocument,
    Metadata,
    Passage,
    Role,
    Sentence,
    Sureness,
)
from ingest.embedding import EmbeddedPassage
from ingest.passages import document_text

TABLES = sa.MetaData()
SETTINGS = sa.Table(
    "settings", TABLES, sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String)
)
DOCUMENTS = sa.Table(
    "documents",
    TABLES,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("path", sa.String, nullable=False),
    sa.Column("pages", sa.Integer),
    sa.Column("page_labels", sa.JSON, nullable=False),
    sa.Column("gaps", sa.JSON, nullable=False),
    sa.Column("metadata", sa.JSON, nullable=False),
    sa.Column("bases", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("blocks", sa.JSON, nullable=False),
    sa.Column("passages", sa.Integer, nullable=False),
    sa.Column("embedding", sa.String, nullable=False),
)
PASSAGES = sa.Table(
    "passages",
    TABLES,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("heading_path", sa.JSON, nullable=False),
    sa.Column("numbers", sa.JSON, nullable=False),
    sa.Column("page", sa.Integer),
    sa.Column("end_page", sa.Integer),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("body", sa.Integer, nullable=False),
    sa.Column("lead_in", sa.Text, nullable=False),
    sa.Column("strength", sa.String, nullable=False),
    sa.Column("sentences", sa.JSON, nullable=False),
    sa.Column("prospective", sa.Boolean, nullable=False),
    sa.Column("ocr", sa.Boolean, nullable=False),
    sa.Column("dimensions", sa.Integer, nullable=False),
    sa.Column("vectors", sa.LargeBinary, nullable=False),
)
PENDING = sa.Table("pending", TABLES, sa.Column("document_id", sa.String, primary_key=True))
"""Documents that are being changed: where a change was cut off, Chroma may not agree with SQL on them."""

LISTED = tuple(column for column in DOCUMENTS.c if column.name not in ("text", "blocks"))
"""Of a document, what every question needs; its text and blocks are large."""
_PASSAGE = tuple(field.name for field in fields(Passage))
READ = tuple(column for column in PASSAGES.c if column.name not in ("key", "dimensions", "vectors"))
"""Of a passage, all but its vectors."""


def document_row(document: GuidanceDocument, blocks: Sequence[Block]) -> dict[str, Any]:
    """A document as a row, without ``passages`` and ``embedding``; its words are kept once, as its text."""
    told = asdict(document)
    del told["standing"]  # it depends on the day and on what else is held
    return {**told, "text": document_text(blocks), "blocks": [_packed(block) for block in blocks]}


def listed_document(row: Mapping[str, Any]) -> GuidanceDocument:
    """A document from the columns that are ``LISTED``."""
    row = {name: value for name, value in row.items() if name not in ("passages", "embedding")}
    gaps = tuple(Gap(**{**gap, "kind": GapKind(gap["kind"])}) for gap in row["gaps"])
    bases = tuple(Basis(**{**basis, "sure": Sureness(basis["sure"])}) for basis in row["bases"])
    made = {"metadata": Metadata(**row["metadata"]), "page_labels": tuple(row["page_labels"])}
    return GuidanceDocument(**{**row, **made, "gaps": gaps, "bases": bases})


def stored_blocks(text: str, packed: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    """The blocks of a document, to the letter, from its text and what is kept of each besides."""
    for line, told in zip(text.split("\n"), packed, strict=True):
        notes = tuple((int(place), str(number)) for place, number in told.get("notes", ()))
        bare = Block(**{**told, "kind": BlockKind(told["kind"]), "notes": notes, "text": ""})
        yield replace(bare, text=line[len(bare.rendered()) :])


def passage_row(passage: Passage, embedded: EmbeddedPassage) -> dict[str, Any]:
    """A passage with its vectors as a row."""
    return {
        **{name: getattr(passage, name) for name in _PASSAGE},
        "sentences": [
            [one.start, one.end, one.role.value, one.level, one.label, one.notes] for one in passage.sentences
        ],
        "dimensions": len(embedded.whole),
        "vectors": np.vstack([embedded.whole, embedded.sentences]).astype(np.float16).tobytes(),
    }


def stored_passage(row: Mapping[str, Any]) -> Passage:
    """A passage from the columns that are ``READ``."""
    sentences = tuple(
        Sentence(start, end, Role(role), level, label, tuple(notes))
        for start, end, role, level, label, notes in row["sentences"]
    )
    lists = {name: tuple(row[name]) for name in ("heading_path", "numbers")}
    return Passage(**{**row, **lists, "sentences": sentences})


def words_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The words of a passage's row for the keyword index."""
    headings = " ".join((*row["heading_path"], row["lead_in"]))
    return {"key": row["key"], "headings": headings, "body": row["text"][row["body"] :]}


def unpacked_vectors(packed: bytes, dimensions: int) -> EmbeddedPassage:
    """The vectors of a passage's row."""
    rows = np.frombuffer(packed, dtype=np.float16).astype(np.float32).reshape(-1, dimensions)
    return EmbeddedPassage(rows[0], rows[1:])


def _packed(block: Block) -> dict[str, Any]:
    """What there is of a block besides its text, less what most blocks have."""
    told = {field.name: getattr(block, field.name) for field in fields(Block) if field.name != "text"}
    usual = {field.name: field.default for field in fields(Block)}
    return {name: value for name, value in told.items() if value != usual[name]}
