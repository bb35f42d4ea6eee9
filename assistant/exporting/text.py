"""Text from documents and questions made fit for any file, and the names of files.

No character that XML cannot hold, that moves a cursor or that turns the direction of writing leaves here.
"""

import re
import unicodedata
from datetime import date

LONGEST_NAME = 80

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NO_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def fit(text: str) -> str:
    """The text with line ends as ``\\n`` and only characters that a file may hold; half a surrogate pair
    becomes the replacement character."""
    return _SURROGATE.sub("\ufffd", _NO_TEXT.sub("", _LINE_END.sub("\n", text)))


def on_one_line(text: str) -> str:
    """The same on one line, white space collapsed."""
    return " ".join(fit(text).split())


def lines(text: str) -> list[str]:
    """The lines of a text that have words on them, fit for a file, without white space around them."""
    return [line.strip() for line in fit(text).split("\n") if line.strip()]


def shortened(text: str, longest: int) -> str:
    """A line cut at a word, with an ellipsis, where it has more characters than the longest."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 2]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[longest // 2 :] else cut} …"


def file_name(title: str, day: date, suffix: str) -> str:
    """A name for a file: small ASCII letters, digits and hyphens, at most 80 characters with its suffix.

    Args:
        title: of the conversation.
        day: of the export.
        suffix: with its dot, as ``Form.suffix`` gives it.
    """
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    end = f"-{day.isoformat()}{suffix}"
    stem = _NOT_IN_NAMES.sub("-", ascii_only).strip("-")[: LONGEST_NAME - len(end)].strip("-")
    return f"{stem or 'safeguide'}{end}"
