"""Where quoted words stand among the characters of a printed page.

A quote comes from a document's text, in which hyphens at line ends are undone, ligatures may be resolved and
footnote markers are left out. So page and quote are compared by their letters and digits alone, and what
cannot be found whole is found in runs: around a footnote's marker, cell by cell, or up to the page's end.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]

LEAST_RUN = 24
"""Letters in a row, about five words, that are no chance: a run of so many is taken wherever it stands."""
_NEXT_RUN = 4
"""Letters that are enough where they stand next after the run before."""
_BETWEEN = 40
"""Letters of something else, such as a footnote's marker, that may stand between two such runs."""
_ENOUGH = 0.5
"""Share of a quote's letters that makes its runs a finding, where it does not go over to another page."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters and digits of a text, in small, and where in the text each of them stands."""

    text: str
    places: tuple[int, ...]


def letters_of(text: str) -> Letters:
    """The letters of a text; a ligature gives several with one place, and an accent none of its own."""
    found = [
        (letter, place)
        for place, character in enumerate(text)
        for letter in unicodedata.normalize("NFKD", character).casefold()
        if letter.isalnum()
    ]
    return Letters("".join(letter for letter, _ in found), tuple(place for _, place in found))


def find_quote(page: str, letters: Letters, quote: str) -> list[Span]:
    """Spans of a page's characters that hold a quote, or what of it stands on the page.

    Args:
        page: the page's characters in their order.
        letters: ``letters_of(page)``, for it is the same for every quote.
        quote: the words to find.

    Returns:
        Half-open spans of ``page`` in the order of the quote; none if it is not there.
    """
    wanted = letters_of(quote)
    if not wanted.text:
        return []
    whole = _whole(page, letters, wanted.text)
    runs = [whole] if whole else _kept(list(_runs(letters.text, quote, wanted)), letters, wanted)
    spans = [(letters.places[start], letters.places[end - 1] + 1) for _, start, end in runs]
    return [*spans[:-1], _with_stop(page, spans[-1], quote[wanted.places[-1] + 1 :])] if spans else []


_Run = tuple[int, int, int]
"""Where a run begins among the quote's letters, and its span among the page's."""


def _whole(page: str, letters: Letters, wanted: str) -> _Run | None:
    """The quote as whole words, the first time that it stands there."""
    start = letters.text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if _is_apart(page, letters, start) and _is_apart(page, letters, end):
            return (0, start, end)
        start = letters.text.find(wanted, start + 1)
    return None


def _with_stop(page: str, span: Span, after: str) -> Span:
    """The last span with the full stop or the bracket that ends the quote."""
    start, end = span
    for mark in after:
        if page[end : end + 1] != mark:
            break
        end += 1
    return start, end


def _is_apart(page: str, letters: Letters, at: int) -> bool:
    """Whether a word may begin before this letter of the page: something stands between it and the one
    before, or one of them is a figure, such as a footnote's marker."""
    if not 0 < at < len(letters.text):
        return True
    before, after = letters.places[at - 1], letters.places[at]
    return after - before > 1 or page[before].isdigit() != page[after].isdigit()


def _runs(page: str, quote: str, wanted: Letters) -> Iterator[_Run]:
    """The longest runs that the page shares with the quote, each from the start of one of its words."""
    done = behind = 0
    for start in range(len(wanted.text)):
        if start < done or not _starts_word(quote, wanted, start):
            continue
        rest = wanted.text[start:]
        place, length = _longest(page, rest, behind)
        is_next = behind and place - behind <= _BETWEEN and length >= _NEXT_RUN
        if not is_next:
            place, length = _longest(page, rest, 0)
        if is_next or length >= LEAST_RUN:
            done, behind = start + length, place + length
            yield (start, place, behind)


def _starts_word(quote: str, wanted: Letters, at: int) -> bool:
    place = wanted.places[at]
    return place == 0 or not quote[place - 1].isalnum()


def _longest(page: str, wanted: str, after: int) -> Span:
    """Where, from some place on, the longest beginning of some letters stands first, and its length."""
    short, long = 0, len(wanted)
    while short < long:  # whatever is there has all its beginnings there, too
        middle = (short + long + 1) // 2
        if page.find(wanted[:middle], after) >= 0:
            short = middle
        else:
            long = middle - 1
    return page.find(wanted[:short], after), short


def _kept(runs: Sequence[_Run], letters: Letters, wanted: Letters) -> Sequence[_Run]:
    """The runs, if they are most of the quote, or it comes from the page before or goes on on the next."""
    if sum(end - start for _, start, end in runs) >= _ENOUGH * len(wanted.text):
        return runs
    if not runs:
        return []
    half = len(letters.text) / 2
    begins, ends = runs[0], runs[-1]
    goes_on = begins[0] == 0 and begins[1] > half
    came = ends[0] + ends[2] - ends[1] == len(wanted.text) and ends[2] < half
    return runs if goes_on or came else []
