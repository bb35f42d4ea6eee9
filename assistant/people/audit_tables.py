"""The tables of the audit log, and what has the database refuse to change or delete an entry."""

import sqlalchemy as sa

TABLES = sa.MetaData()
LOG = sa.Table(
    "audit_log",
    TABLES,
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("action", sa.String, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("digest", sa.String, nullable=False),
)
ASKED = sa.Table(
    "questions_asked",
    TABLES,
    sa.Column("day", sa.String, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("told", sa.Boolean, nullable=False),  # whether the log has it
)
SETTINGS = sa.Table(
    "settings_seen",
    TABLES,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("digest", sa.String, nullable=False),
)

_REFUSED = "the audit log is only added to"
GUARDS = {
    "sqlite": [
        f"CREATE TRIGGER IF NOT EXISTS audit_log_no_{act.split()[0].lower()} BEFORE {act} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        for act in (
            "UPDATE ON audit_log",
            "DELETE ON audit_log",
            # INSERT OR REPLACE deletes without asking the trigger of deletions
            "INSERT ON audit_log WHEN EXISTS (SELECT 1 FROM audit_log WHERE place = NEW.place)",
        )
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION audit_log_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$",
        "CREATE OR REPLACE TRIGGER audit_log_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_log_only_added_to()",
    ],
}
"""What makes the triggers of each kind of database where they are not there. Its owner can take them off."""
