"""The tables of who is known, logged in, or tried in vain."""

import sqlalchemy as sa

TABLES = sa.MetaData()
ACCOUNTS = sa.Table(
    "accounts",
    TABLES,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("folded", sa.String, nullable=False, unique=True),
    sa.Column("roles", sa.String, nullable=False),
    sa.Column("password", sa.String, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("created", sa.String, nullable=False),
)
SESSIONS = sa.Table(
    "sessions",
    TABLES,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("person", sa.String, nullable=False, index=True),
    sa.Column("token", sa.String, nullable=False, unique=True),
    sa.Column("token_before", sa.String, nullable=False, index=True),
    sa.Column("begun", sa.Float, nullable=False),
    sa.Column("renewed", sa.Float, nullable=False),
    sa.Column("seen", sa.Float, nullable=False),
)
TOKENS = sa.Table(
    "api_tokens",
    TABLES,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("secret", sa.String, nullable=False, unique=True),
    sa.Column("roles", sa.String, nullable=False),
    sa.Column("created", sa.String, nullable=False),
    sa.Column("ends", sa.String, nullable=False),
)
ATTEMPTS = sa.Table(
    "log_in_attempts",
    TABLES,
    sa.Column("subject", sa.String, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last", sa.Float, nullable=False),
)
PENDING = sa.Table(
    "log_ins_begun",
    TABLES,
    sa.Column("state", sa.String, primary_key=True),
    sa.Column("cookie", sa.String, nullable=False),
    sa.Column("nonce", sa.String, nullable=False),
    sa.Column("verifier", sa.String, nullable=False),
    sa.Column("begun", sa.Float, nullable=False),
)
