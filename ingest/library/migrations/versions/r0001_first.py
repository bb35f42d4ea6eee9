"""The tables of the first libraries, which called this schema 3."""

import sqlalchemy as sa
from alembic import op

from ingest.library.keywords import POSTGRES_INDEX, SQLITE_INDEX

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables and the keyword index."""
    op.create_table("settings", sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String))
    op.create_table(
        "documents",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("pages", sa.Integer),
        sa.Column("page_labels", sa.JSON, nullable=False),
        sa.Column("gaps", sa.JSON, nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("blocks", sa.JSON, nullable=False),
    )
    op.create_table(
        "passages",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column(
            "document_id", sa.String, sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False
        ),
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
    op.create_index("ix_passages_document_id", "passages", ["document_id"])
    index = POSTGRES_INDEX if op.get_bind().dialect.name == "postgresql" else SQLITE_INDEX
    for statement in index:
        op.execute(statement)
