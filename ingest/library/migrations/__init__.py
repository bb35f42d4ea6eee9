"""Alembic's scripts: each brings a library one revision forward."""
