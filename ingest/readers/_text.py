"""What the readers share: decoding bytes, tidying white space, and telling marks from words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ingest.documents import Block, BlockKind
from ingest.errors import UnreadableDocument
from ingest.readers._notes import cut_front, without_notes

LINE = "\v"
"""Stands for a line break inside a paragraph until ``paragraphs`` has decided what it means."""

_TIDY = str.maketrans(
    {
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"),
        # What turns the direction of writing, and letters that nobody sees, can hide what a text says.
        **dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
        **dict.fromkeys(map(chr, (*range(0x206A, 0x2070), *range(0xE0000, 0xE01F0)))),
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        # Word prints its bullets from the Symbol and Wingdings fonts, whose glyphs sit in these codes.
        **dict.fromkeys(map(chr, range(0xF020, 0xF100)), "•"),
    }
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]+")

_GLYPH = re.compile(r"(?:[•◦▪▫●○■◆◇►▶‣⁃∙·➢➤❖]\s*|[-–—*o]\s+)+")
_NUMBER = re.compile(
    r"""(?: \d{1,3}(?:\.\d{1,3}){2,4}\.? (?=\s)           # 2.1.4 text
          | [A-Z]?\d{1,3}\.\d{1,3} (?=\s+[^\sa-z\d£$€%])  # 2.14 Text, but not 2.5 million
          | \d{1,3}\.\d{1,3}\. (?=\s)                     # 2.14. text
          | \d{1,3}[.)] (?=\s)                            # 27. text
          | \((?:\d{1,3}|[A-Z]|([a-z])\1?|[ivxl]+)\) (?=\s)  # (a) text
          | (?:[A-Za-z]|[ivx]+)\) (?=\s)                  # a) text
          | (?:[a-z]|[ivx]+)\. (?=\s)                     # a. text, but not the initials of A. Smith
        )""",
    re.VERBOSE,
)
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2}")
_LETTERED = re.compile(r"\(?[A-Za-z]+[.)]|\d+\)")
_BARE = re.compile(r"(\d{1,2})\s+(?=[A-Z])")
_PREDICATE = re.compile(
    r"\b(?:must|should|shall|will|may|can|cannot|could|would|call|ring|dial|if|please|never|always|"
    r"don.t|not|is|are|was|were|has|have|report|tell|contact us)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(r"(?:what|who|how|why|where)\b", re.IGNORECASE)

_MAGIC = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_STRANGE = re.compile("[\udc80-\udcff]+")
"""Bytes that are no UTF-8, as Python keeps them."""
_WESTERN = set("‘’“”–—…•£€©®™°·½¼¾²³§«»­\xa0áàâäãåçéèêëíìîïñóòôöõøúùûüýÿßæœšžÁÀÂÄÅÇÉÈÊËÍÓÖØÚÜŴŵŶŷ")


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set to look names up in."""
    return frozenset(text.split())


def decoded(path: Path, declared: str | None = None) -> str:
    """The file's text, in whatever encoding it was saved.

    Args:
        path: the file.
        declared: an encoding that the file itself names, as a web page does.

    Raises:
        UnreadableDocument: it cannot be opened or is not text at all.
    """
    data = contents(path)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    wide = _wide(data) if b"\0" in data else None
    if wide is not None:
        return wide
    if data.startswith(_MAGIC) or b"\0" in data or len(_controls(data)) > len(data) / 100:
        raise UnreadableDocument(
            path,
            "is not text",
            "Check that its name ends as its format does (.pdf, .docx), then add it again.",
        )
    for name in ("utf-8", declared):
        text = _attempt(data, name) if name else None
        if text is not None:
            return text
    return _mixed(data) or _guessed(data)


def contents(path: Path) -> bytes:
    """The file's bytes, or the error that a person can act on."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            path, f"cannot be opened ({error.strerror})", "Check that it exists and that you may read it."
        ) from error


def _controls(data: bytes) -> bytes:
    return data.translate(None, delete=bytes(b for b in range(256) if b >= 32 or b in b"\t\n\v\f\r\x1a\x1b"))


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 that does not say so, as some programs save "Unicode text", or None."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _attempt(data, encoding)
        if text and sum(c.isspace() or " " <= c < "\u0250" for c in text) > 0.9 * len(text):
            return text
    return None


def _mixed(data: bytes) -> str | None:
    """UTF-8 in which some bytes are Windows' old encoding, as where two files were put together, or None.

    Two letters of the old encoding that look like UTF-8 are rare in any text that is not of it.
    """
    text = data.decode("utf-8", errors="surrogateescape")
    strange = _STRANGE.findall(text)
    if sum(map(len, strange)) > sum(c > "\x7f" for c in text) / 2:
        return None
    return _STRANGE.sub(
        lambda bytes_: bytes_[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text
    )


def _guessed(data: bytes) -> str:
    """Windows' or the Mac's old encoding where its characters are those of British text, else a guess."""
    from charset_normalizer import from_bytes

    for encoding in ("cp1252", "mac_roman"):
        western = _attempt(data, encoding)
        if western is not None and all(c in _WESTERN for c in western if ord(c) > 127):
            return western
    best = from_bytes(data).best()
    return str(best) if best is not None else data.decode("cp1252", errors="replace")


def one_line(text: str) -> str:
    """The text with white space collapsed and invisible characters and ligatures undone."""
    return " ".join(_CONTROL.sub(" ", text.translate(_TIDY)).split())


def without_bullet(text: str) -> tuple[bool, str]:
    """Whether a (one-line) text starts with a bullet glyph, and the text after it."""
    match = _GLYPH.match(text)
    if match and match.end() < len(text):
        return True, text[match.end() :]
    return False, text


def split_number(text: str) -> tuple[str, str]:
    """The number printed before a (one-line) text, or "", and the text after it."""
    match = _NUMBER.match(text)
    if not match or _DATE.fullmatch(match.group()):
        return "", text
    return match.group(), text[match.end() :].strip()


def paragraphs(text: str, page: int | None = None) -> list[Block]:
    """The blocks of a stretch of prose, in which ``LINE`` stands for a line break.

    A break ends a paragraph only where the reader sees one: at an empty line, or before a bullet.
    """
    found = []
    for part in _parts(text):
        bulleted, words = without_bullet(part)
        number, words = split_number(words)
        words, notes = without_notes(words)
        if not any(c.isalnum() for c in words):
            continue  # a rule of dashes, a stray bullet
        listed = bulleted or bool(_LETTERED.fullmatch(number))
        kind = BlockKind.ITEM if listed else BlockKind.PARAGRAPH
        found.append(Block(kind, words, level=int(listed), number=number, page=page, notes=notes))
    return found


def _parts(text: str) -> Iterator[str]:
    gathered: list[str] = []
    for line in (*map(one_line, text.split(LINE)), ""):
        starts = bool(line) and (without_bullet(line)[0] or bool(_LETTERED.fullmatch(split_number(line)[0])))
        if gathered and (starts or not line):
            yield " ".join(gathered)
            gathered = []
        if line:
            gathered.append(line)


def heading(text: str, level: int, page: int | None = None) -> Block | None:
    """A heading block, or None where the text is blank; levels outside 1 to 6 are brought inside."""
    number, words = split_number(without_bullet(one_line(text.replace(LINE, " ")))[1])
    words, notes = without_notes(words)
    if not any(c.isalnum() for c in words):
        return None
    return Block(BlockKind.HEADING, words, level=min(max(level, 1), 6), number=number, page=page, notes=notes)


CAPTION = re.compile(r"(?:Figure|Fig\.|Table|Chart|Diagram|Image|Photo) \d+\b", re.I)
"""What names a picture or table, and is no heading of the text below it unless it is marked as one."""


def reads_as_title(text: str) -> bool:
    """Whether an emphasised or lone line reads as a heading rather than as something said.

    A bold "If a child is in danger call 999" must stay a sentence that can be quoted.
    """
    words = text.split()
    return (
        0 < len(words) <= 10
        and len(text) <= 90
        and (text[0].isupper() or text[0].isdigit())
        and any(c.isalpha() for c in text)
        and text[-1] not in ".,;:!"
        and not CAPTION.match(text)
        and (text.endswith("?") or bool(_ASKING.match(text)) or not _PREDICATE.search(text))
    )


def finished(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks after what can be seen only from their neighbours: bare heading numbers, numbered lists."""
    numbered = list(_with_heading_numbers(blocks))
    above = None
    for at, block in enumerate(numbered):
        if above and above.kind is not BlockKind.HEADING and _continues_list(above, block):
            numbered[at] = replace(block, kind=BlockKind.ITEM, level=1)
        if block.kind is not BlockKind.FOOTNOTE:
            above = numbered[at]
    return tuple(numbered)


def _with_heading_numbers(blocks: Iterable[Block]) -> Iterator[Block]:
    """Take "2" from "2 Our approach" where a heading numbered 1 came before, not from "7 golden rules"."""
    last = 0
    for block in blocks:
        match = _BARE.match(block.text) if block.kind is BlockKind.HEADING and not block.number else None
        if match and int(match.group(1)) == last + 1:
            last += 1
            yield cut_front(block, match.end(), match.group(1))
            continue
        if block.kind is BlockKind.HEADING and re.fullmatch(r"\d{1,2}\.", block.number):
            last = int(block.number[:-1])
        yield block


def _continues_list(above: Block, block: Block) -> bool:
    """Whether "1." follows "...should:", or "3." follows the list item "2."."""
    if block.kind is not BlockKind.PARAGRAPH or not re.fullmatch(r"\d{1,2}\.", block.number):
        return False
    if block.number == "1.":
        return above.text.endswith(":")
    return above.kind is BlockKind.ITEM and above.number == f"{int(block.number[:-1]) - 1}."


def require_text(path: Path, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, finished.

    Raises:
        UnreadableDocument: there are none.
    """
    found = finished(blocks)
    if not found:
        raise UnreadableDocument(
            path,
            "has no text",
            "If it shows pictures of pages, make a searchable PDF of them (OCR) and add that.",
        )
    return found
