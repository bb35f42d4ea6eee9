"""What keeps SQL and Chroma in step, and each document's embedding model and number of passages."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Count the passages of what is held, and put the library's one embedding model beside each document."""
    op.create_table("pending", sa.Column("document_id", sa.String, primary_key=True))
    op.add_column("documents", sa.Column("passages", sa.Integer, nullable=False, server_default="0"))
    op.add_column("documents", sa.Column("embedding", sa.String, nullable=False, server_default=""))
    op.execute(
        "UPDATE documents SET "
        "passages = (SELECT count(*) FROM passages WHERE document_id = documents.id), "
        "embedding = coalesce((SELECT value FROM settings WHERE name = 'embedding'), '')"
    )
    op.execute("DELETE FROM settings WHERE name IN ('schema', 'embedding')")
    for name, value in (("revision", "0"), ("vectors", "0"), ("library", uuid4().hex[:16])):
        op.execute(f"INSERT INTO settings (name, value) VALUES ('{name}', '{value}')")  # noqa: S608
