"""The sentences in what a model writes, each as soon as it is whole, with the numbers that it cites.

Models cite in many ways ("[1][2]", "[1, 2]", "(1).", "passage 1 says that"), before the full stop or after
it, and write Markdown whether they are asked to or not. What comes out is plain text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 700
"""Characters after which what has no end is taken for a sentence, so that it is not waited for any longer."""
_MOST_CITED = 30
_LABEL_WORDS = 6
"""Words of a line without a full stop that is a heading and says nothing."""


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence that a model has written.

    Attributes:
        text: its words, on one line, without citations.
        numbers: the passages that it cites, in order, each once.
    """

    text: str
    numbers: tuple[int, ...]


# Where a sentence ends

_LIST = r"\d{1,2}(?:\s*(?:,|;|and|&|-|–|to)\s*(?:(?:passages?|sources?)\s*)?\d{1,2})*"
_BRACKETED = re.compile(
    rf"\s*(?:\[\s*\^?(?:(?:passages?|sources?|ref)\.?\s*)?(?P<square>{_LIST})\s*\](?:\([^)\s]*\))?"
    rf"|【\s*(?P<lens>{_LIST})[^】]{{0,20}}】)",
    re.IGNORECASE,
)
_ROUND = re.compile(
    rf"(?<!\d)(?<!\bsection)(?<!\bsubsection)(?<!\bparagraph)(?<!\bregulation)(?<!\barticle)(?<!\bpart)(?<!\bstep)"
    rf"(?<!\blevel)(?<!\bstage)(?<!\btier)(?<!\bcategory)\s+\((?:(?:passages?|sources?)\s*)?(?P<round>{_LIST})\)"
    rf"(?=\s*(?:[.!?]|$))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"^(?:(?:according to|as (?:stated|set out) in|based on|in|from|per)\s+)?"
    rf"(?:the\s+)?(?:passages?|sources?)\s+"
    rf"(?P<named>{_LIST})(?:,\s+(?:it (?:says|states) that\s+)?|\s+(?:says?|states?)(?:\s+that)?:?,?\s+)",
    re.IGNORECASE,
)
"""A passage named at the front: "According to passage 1, …"."""

_STOP = re.compile(r"[.!?…。]+[\"'”’)*_]*|\n")
_OPEN = re.compile(r"\s*[\[【(][^\])】\n]{0,24}$")
"""A bracket that is not closed yet and may be a citation."""
_NEVER_LAST = re.compile(
    r"(?:^|[\s(\[\"'“‘])(?:e\.?g|i\.?e|cf|viz|approx|incl|esp|Mr|Mrs|Ms|Dr|Prof|St|Rev|Sgt|Supt|Insp|Hon|vs?"
    r"|[A-Z])\.$"
)
"""Short forms that never end a sentence, and single capitals."""
_BEFORE_NUMBER = re.compile(
    r"(?:^|[\s(\[])(?:ss?|paras?|pp?|nos?|regs?|arts?|ch|chs|sch|scheds?|cl|cls|r|rr|figs?|vol|pt|sec|secs|ann)\.$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•–▪◦‣·]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_ONLY_NUMBER = re.compile(r"\s*\(?(?:\d{1,2}|[a-z])[.)]\s*$", re.IGNORECASE)
_ENDED = re.compile(r"(?:[.!?…。:][\"'”’)*_]*|\]|】|\(\d{1,2}\))\s*$")
_THINKS = re.compile(r"<think(?:ing)?>", re.IGNORECASE)
_HAS_THOUGHT = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
"""Between these stands what a reasoning model says to itself."""


def sentences(pieces: Iterable[str]) -> Iterator[Written]:
    """The sentences of a text that comes in pieces, each as soon as its end is certain.

    What is left without an end when the text ends is a sentence only if it looks like one: a full stop, or a
    citation. A list's items are read with the line that leads into them.
    """
    reader = _Reader()
    for piece in pieces:
        yield from reader.read(piece)
    yield from reader.finish()


class _Reader:
    """Holds what has come and is not whole yet."""

    def __init__(self) -> None:
        self._held = ""
        self._lead, self._led = "", False

    def read(self, piece: str) -> Iterator[Written]:
        self._held += _plain(piece)
        if begun := _THINKS.search(self._held):
            if not (ended := _HAS_THOUGHT.search(self._held, begun.end())):
                return
            self._held = self._held[: begun.start()] + self._held[ended.end() :]
        while cut := _end_of_first(self._held, final=False):
            raw, self._held = self._held[:cut], self._held[cut:]
            yield from self._made(raw)

    def finish(self) -> Iterator[Written]:
        self._held = _THINKS.split(self._held, maxsplit=1)[0]
        while cut := _end_of_first(self._held, final=True):
            raw, self._held = self._held[:cut], self._held[cut:]
            yield from self._made(raw)
        if _ENDED.search(self._held):
            yield from self._made(self._held)
        yield from self._lead_alone()

    def _made(self, raw: str) -> Iterator[Written]:
        """A sentence, or an item with its lead-in; a lead-in waits for its items."""
        is_item = bool(_BULLET.match(raw))
        written = _written(raw)
        if not is_item and written.text:
            yield from self._lead_alone()
        if written.text.endswith(":"):
            self._lead = written.text
        elif is_item and self._lead:
            self._led = True
            yield Written(f"{_opened(self._lead)} {written.text}", written.numbers)
        elif written.text and not _is_label(raw, written):
            yield Written(_opened(written.text), written.numbers)

    def _lead_alone(self) -> Iterator[Written]:
        """A lead-in that led into nothing."""
        if self._lead and not self._led:
            yield Written(_opened(self._lead), ())
        self._lead, self._led = "", False


def _plain(text: str) -> str:
    """A text without what cannot be seen: control and format characters, halves of characters."""
    return "".join(one for one in text if one in "\n\t" or unicodedata.category(one)[0] != "C")


def _end_of_first(text: str, *, final: bool) -> int:
    """Where the first sentence of a text ends, with the citations after it; 0 while that is not certain.

    Args:
        text: what has come.
        final: whether nothing more will come.
    """
    start = len(text) - len(text.lstrip())
    for stop in _STOP.finditer(text, start):
        if stop[0] == "\n":
            end = _end_at_line(text, stop.end(), final=final)
        else:
            end = _end_at_stop(text, stop.end(), final=final)
        if end is None:
            return 0
        if end:
            return end
    return len(text) if len(text) > LONGEST else 0


def _end_at_line(text: str, at: int, *, final: bool) -> int | None:
    """Where a sentence ends that a line break may end: at it, 0 for not here, None for not known yet."""
    rest = text[at:]
    if not rest.strip():
        return at if final or "\n" in rest else None
    if _ENDED.search(text[:at]) or rest[0] == "\n" or _BULLET.match(rest) or rest.lstrip().startswith("#"):
        return at
    return 0 if final or len(rest.lstrip()) > 4 else None


def _end_at_stop(text: str, at: int, *, final: bool) -> int | None:
    """The same for a full stop: the citations behind it, on its line, are the sentence's own."""
    before, rest = text[:at], text[at:]
    if rest and not rest[0].isspace() and not _BRACKETED.match(rest):
        return None if _OPEN.fullmatch(rest) and not final else 0
    if _NEVER_LAST.search(before) or _ONLY_NUMBER.fullmatch(before):
        return 0
    while cited := _BRACKETED.match(text, at):
        if "\n" in cited[0]:
            return at
        at = cited.end()
    rest = text[at:]
    upcoming = rest.lstrip(" \t*_.")
    if not upcoming or _OPEN.fullmatch(rest):
        return len(text) if final else None
    if upcoming[0].islower() or (upcoming[0].isdigit() and _BEFORE_NUMBER.search(before)):
        return 0
    return at + len(rest) - len(rest.lstrip(" \t*_."))


# What is written in it

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"\*{1,3}|_{2,3}|`+|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)|~~")
_NUMBER = re.compile(r"(-|–|to)?\s*(?:(?:passages?|sources?)\s*)?(\d{1,2})", re.IGNORECASE)
_HEADING = re.compile(r"^\s*(?:#{1,6}\s+|>\s*)+")


def _written(raw: str) -> Written:
    """A sentence without its citations and its Markdown."""
    numbers: list[int] = []

    def taken(cited: re.Match[str]) -> str:
        numbers.extend(_numbers(next(filter(None, cited.groups()))))
        return ""

    text = _BULLET.sub("", _HEADING.sub("", raw), count=1)
    text = _BRACKETED.sub(taken, text)
    text = _EMPHASIS.sub("", _LINK.sub(r"\1", text))
    text = _ROUND.sub(taken, text.strip())
    text = _NAMED.sub(taken, text.strip())
    text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split())).strip(" |")
    text = re.sub(r"([.!?])\.+$", r"\1", text)
    return Written(text, tuple(dict.fromkeys(numbers)))


def _opened(text: str) -> str:
    """A sentence with a capital letter at the front."""
    return text[:1].upper() + text[1:]


def _numbers(cited: str) -> Iterator[int]:
    """The numbers of a citation, a range written out."""
    last = 0
    for joint, number in _NUMBER.findall(cited):
        if joint:
            yield from range(last + 1, min(int(number), last + _MOST_CITED))
        last = int(number)
        yield last


def _is_label(raw: str, written: Written) -> bool:
    """Whether a line is a heading: marked as one, or a few words that neither end nor cite anything."""
    if not any(one.isalnum() for one in written.text) or raw.lstrip().startswith("#"):
        return True
    unended = not written.numbers and not re.search(r"[.!?…。]", written.text)
    return unended and len(written.text.split()) <= _LABEL_WORDS and not _BULLET.match(raw)
