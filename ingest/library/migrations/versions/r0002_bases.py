"""Why each field of a catalogue entry holds what it does; libraries called this schema 4."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the bases, none for what is held already."""
    op.add_column("documents", sa.Column("bases", sa.JSON, nullable=False, server_default="[]"))
