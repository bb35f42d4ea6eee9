"""Names of people, as a recogniser of Presidio: what the reader of names takes for one and is not public.

The reader judges word by word (reading.py). What is a name in one place is one in the others, and takes the
rest of it with it: initials, "Nan", a surname that the reader does not know.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from presidio_analyzer import LocalRecognizer, RecognizerResult

from assistant.privacy.context import no_names, title_of
from assistant.privacy.kinds import Kind
from assistant.privacy.public import public_spans
from assistant.privacy.reading import likelihoods
from assistant.privacy.words import Word, words_of

Span = tuple[int, int]

LIKELY, SURE = 0.65, 0.93
"""From which probability on a word is a name, and one in small letters that is English or on no list."""
_ASKING = frozenset("will may mark can".split())
"""Words that begin a question or an order and are names besides."""
_TITLED = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr)\.? $", re.IGNORECASE)
_INITIALS = re.compile(
    r"(?<![\w.])(?!U\.K|U\.S|E\.U|N\.I|N\.B|D\.O\.B|P\.E|R\.E|G\.P|P\.S|A\.M|P\.M|Q\.C|K\.C|I\.E|E\.G|I\.T|P\.A)"
    r"(?:[A-Z]\. ?[A-Z]\.(?:[A-Z]\.)?|[A-Z]\.[A-Z]\b(?!\.\w))"
)
_FORENAMES = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){1,2}$")
"""Initials right before a surname."""


class Names(LocalRecognizer):
    """Finds names of people, less those that are public."""

    def __init__(self) -> None:
        super().__init__(supported_entities=[Kind.PERSON], supported_language="en", name="names")

    def load(self) -> None:
        """Nothing: what was learnt is read at first use."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """The names in a text.

        Args:
            text: the text.
            entities: not looked at; it finds one kind.
            nlp_artifacts: not looked at: what spaCy takes for a person adds nothing to what the reader does.
        """
        return [RecognizerResult(Kind.PERSON, start, end, 0.9) for start, end in names_in(text)]


def names_in(text: str) -> list[Span]:
    """The spans of the names in a text, in order."""
    words = words_of(text)
    public = public_spans(text)
    able = [_is_private(word, public) for word in words]
    named = [
        can and _is_name(word, likely)
        for word, can, likely in zip(words, able, likelihoods(text, words), strict=True)
    ]
    _repeat(words, named, able)
    _join(words, named, able)
    initials = (match.span() for match in _INITIALS.finditer(text))
    return _merged([*_spans(text, words, named), *initials], text)


def _is_name(word: Word, likely: float) -> bool:
    doubtful = word.text[0].islower() and (word.ordinary or not word.listed)
    return word.of_another_script or likely >= (SURE if doubtful else LIKELY)


def _is_private(word: Word, public: Sequence[Span]) -> bool:
    """Whether a word is in no public name, or is one with a title before it: "Mr Kent"."""
    over = [span for span in public if span[0] <= word.start < span[1]]
    short = all(end - start <= len(word.text) + 2 for start, end in over)
    return not over or (short and bool(_TITLED.search(word.before)))


def _repeat(words: Sequence[Word], named: list[bool], able: Sequence[bool]) -> None:
    """What is a name once is one wherever it has a capital, or is no other word."""
    known = {word.key for word, is_name in zip(words, named, strict=True) if is_name}
    for at, word in enumerate(words):
        capital = word.capital or (word.text[0].isupper() and word.key not in _ASKING)
        if able[at] and word.key in known and (capital or not word.ordinary):
            named[at] = True


def _join(words: Sequence[Word], named: list[bool], able: Sequence[bool]) -> None:
    """Take in the other parts of names: what stands next to one and is no other word, or has a capital and is
    on a list; a surname even if it is a public name too."""
    for at in range(1, len(words)):
        if named[at - 1] and _together(words[at - 1]) and _goes_along(words[at]):
            named[at] = True
    for at in range(len(words) - 2, -1, -1):
        if named[at + 1] and able[at] and _together(words[at]) and _goes_along(words[at]):
            named[at] = True


def _together(word: Word) -> bool:
    return word.after in (" ", "  ", "\t") and not word.owns


def _goes_along(word: Word) -> bool:
    is_role = word.acronym or word.key in no_names()
    cased = word.text[0].isupper() and not (word.first and word.ordinary)  # "Tell Amara"
    return not is_role and ((word.listed and (cased or not word.ordinary)) or (cased and not word.ordinary))


def _spans(text: str, words: Sequence[Word], named: Sequence[bool]) -> Iterator[Span]:
    at = 0
    while at < len(words):
        if not named[at]:
            at += 1
            continue
        last = at
        while last + 1 < len(words) and named[last + 1] and _together(words[last]):
            last += 1
        yield (
            words[at].start - _leading(text, words[at].start),
            words[last].end + _trailing(text, words[last].end),
        )
        at = last + 1


def _leading(text: str, start: int) -> int:
    """How many characters right before a name belong to it: initials, or a nickname's "Nan" or "Uncle"
    where no "my" makes it a relation."""
    initials = _FORENAMES.search(text[max(0, start - 8) : start])
    kin = _kin().search(text[max(0, start - 24) : start])
    return len(initials[0]) if initials else len(kin[0]) if kin else 0


def _trailing(text: str, end: int) -> int:
    """How many characters right after a name belong to it: the initial of a surname."""
    initial = re.match(r" [B-HJ-Z](?:\.|(?=[\s,;:)]|$))", text[end : end + 4])
    return len(initial[0].rstrip(".")) if initial else 0


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!my )(?<!our )(?<!his )(?<!her )(?<!the )(?<!their )(?<!a )\b{title_of(Kind.RELATIVE)} $",
        re.IGNORECASE,
    )


def _merged(spans: Sequence[Span], text: str) -> list[Span]:
    """In order; those that overlap or stand side by side as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or text[merged[-1][1] : start] in (" ", ". ", ".")):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
