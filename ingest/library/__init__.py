"""The library that ingest owns and the assistant reads: SQL is the record, Chroma an index of its vectors."""

from ingest.library.library import Library

__all__ = ["Library"]
