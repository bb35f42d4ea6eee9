"""Aiken: a question on one line, its options with letters, the letter of the right one.

It holds questions with one right answer, and nothing but these three.
"""

import re

from assistant.exporting.text import on_one_line
from assistant.quiz.formats import telling
from assistant.quiz.items import Item, Kind, Quiz, letters

HELD = (Kind.SINGLE, Kind.TRUE_FALSE)
LEAD = "Question: "
"""Goes before what would be read as an option or as an answer."""

_TAKEN_FOR_MORE = re.compile(r"[A-Z][.)]|ANSWER:|.?$")


def written(quiz: Quiz) -> bytes:
    """The whole as UTF-8."""
    return "\n".join(_question(item) for item in quiz.items if item.kind in HELD).encode()


def _question(item: Item) -> str:
    asked = on_one_line(telling.question(item))
    lead = LEAD if _TAKEN_FOR_MORE.match(asked) else ""
    options = [f"{chr(ord('A') + place)}. {on_one_line(one.text)}" for place, one in enumerate(item.options)]
    return "\n".join([lead + asked, *options, f"ANSWER: {letters(item.options)}", ""])
