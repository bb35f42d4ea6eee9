"""Grounding evaluation: suites of cases, put to the product, scored, diagnosed, kept, compared and gated."""
