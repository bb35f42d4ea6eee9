"""Text from documents made fit for a terminal."""

import re

from rich.markup import escape

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that move the cursor, colour the screen or turn the direction of writing."""


def visible(text: str) -> str:
    """The text without control characters, for printing as it is."""
    return _CONTROL.sub("", text)


def shown(text: str) -> str:
    """The text for printing by Rich: without control characters, and its brackets no markup."""
    return escape(visible(text))
