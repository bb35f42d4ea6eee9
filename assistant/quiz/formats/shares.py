"""How much of a point one of several right answers is worth in Moodle, which knows certain shares only."""

HELD = 10
"""Most right answers of a question whose shares Moodle knows."""


def share(right: int) -> str:
    """Per cent for one of so many right answers, as Moodle writes it: "33.33333"."""
    return f"{100 / right:.5f}".rstrip("0").rstrip(".")
