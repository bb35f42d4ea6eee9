"""The readers against documents as people see them: ``python -m eval.reading``."""
