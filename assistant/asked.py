"""What kind of answer a question asks for, how that looks in a sentence, and which of its words decide it.

"How soon must the core group meet?" asks for a timescale; a sentence that states one is likelier to answer
than one that is only on the same subject, and "within 10 working days" are the words to mark in it.

What a question asks for is told by the words that it opens with, and of a message with a story before the
question by the question at its end: "who" in "the uncle, who is 40, was here, can we …" asks for nobody. The
wordings are in data/questions.yaml.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from assistant.wordings import held, whole

Span = tuple[int, int]


class Asks(StrEnum):
    """What a question asks for."""

    HOW_SOON = "how soon"
    WHEN = "when"
    HOW_OFTEN = "how often"
    HOW_MANY = "how many"
    WHO = "who"
    MUST = "must"
    MAY = "may"
    LIST = "list"
    WHAT_COUNTS = "what counts"
    WHAT_IF = "what if"
    CHANGED = "what changed"
    REPLACED = "what replaced"
    WHAT_IS = "what is"
    OTHER = "other"


MEASURED = frozenset({Asks.HOW_SOON, Asks.HOW_OFTEN, Asks.HOW_MANY})
"""Kinds that are answered by a figure."""


# The wordings, from the data file


_HELD: dict[str, Any] = held("questions")


def _pattern(*alternatives: str) -> re.Pattern[str]:
    """Any of some wordings, the first that fits at a place taken."""
    joined = "|".join(whole(one, _HELD["parts"]) for one in alternatives)
    return re.compile(joined, re.IGNORECASE)


def _answer(name: str) -> re.Pattern[str]:
    """How guidance states something, named as in the data file."""
    return _pattern(*_HELD["answers"][name])


def _kinds(name: str) -> tuple[tuple[Asks, re.Pattern[str]], ...]:
    """The wordings of each kind, the most particular kind first."""
    return tuple((Asks[kind], _pattern(*wordings)) for kind, wordings in _HELD[name].items())


TIMESCALE = _answer("TIMESCALE")
"""A length of time, or how often, as guidance states it."""
ROLE = _answer("ROLE")
"""A person or body that guidance gives something to do; "a person" or "staff" only as "any" or "all"."""
DUTY = _answer("DUTY")
"""What is required, or is not."""
LEAVE = _answer("MAY")
"""What is allowed, or is not; "may" and "can" of what may happen are none."""
_EXCEPTION = _answer("exception")
CONDITION = _pattern(*_HELD["answers"]["exception"], *_HELD["answers"]["case"])
"""A condition or an exception, to the end of its clause."""


# What a question asks for

_OPENINGS = _kinds("asks")
_WORDS = _kinds("words")
_BEFORE = _pattern(f"(?:{'|'.join(_HELD['before a question'])})(?:\\s|[,:;.!-])+")
_TURN = _pattern(_HELD["turn"])
_TAG = _pattern(_HELD["tag"])
_WRITTEN_OUT = tuple((re.compile(short, re.IGNORECASE), full) for short, full in _HELD["written out"].items())
_WELL_SPELT = tuple(_HELD["well spelt"].split())
_SENTENCE_END = re.compile(
    r"(?:(?<=[?!])|(?<=\.)(?<!\b\w\.)(?<!\b(?:mr|ms|dr|st)\.)(?<!\bmrs\.))\s+", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"(?P<joined>[,;:]? (?:and|or) (?:also )?)|[,;:]? (?:but|so|then) |[,;:(–—] ?| - |\.\.+ ?"
)
_LIKE = 0.87
"""Likeness from which a longer word is taken for the well-spelt one."""
_LONG = 6
"""Letters from which a word may be misspelt by more than the data file lists."""
_MOST_BEFORE = 8
"""Pieces that may go before a question: "hi", "quick question", "do you know"."""
_FEW_WORDS = 25
"""Words of a sentence in which a single word may tell the kind; in a longer one it belongs to a story."""


def kind_of(*wordings: str) -> Asks:
    """What a question asks for, by the first of its wordings that says it; in one with a story before the
    question, by the question."""
    return next((kind for text in wordings if (kind := _kind(text)) is not Asks.OTHER), Asks.OTHER)


def _kind(text: str) -> Asks:
    sentences = [one for one in _SENTENCE_END.split(_plain(text)) if not _TAG.fullmatch(one)]
    questions = [one for one in sentences if one.rstrip(' )"').endswith("?")] or sentences
    found = (kind for one in reversed(questions) for read in _READINGS if (kind := read(one)))
    return next(found, Asks.OTHER)


def _plain(text: str) -> str:
    """A text with its short forms written out and its misspellings of question words put right."""
    for short, full in _WRITTEN_OUT:
        text = short.sub(full, text)
    return re.sub(rf"[a-z]{{{_LONG},}}", _well_spelt, text.casefold()).strip()


def _well_spelt(word: re.Match[str]) -> str:
    near = get_close_matches(word[0], _WELL_SPELT, n=1, cutoff=_LIKE)
    return near[0] if near and near[0][0] == word[0][0] else word[0]


def _by_opening(sentence: str) -> Asks | None:
    """The kind of the question that a sentence opens with, or else of the last that a clause of it does; one
    joined by "and" to another adds to it only."""
    found: Asks | None = None
    for start, is_joined in _clauses(sentence):
        if found and is_joined:
            continue
        kind = _opens(sentence, start)
        if kind and not start:
            return kind
        found = kind or found
    return found


def _clauses(sentence: str) -> Iterator[tuple[int, bool]]:
    """Where the clauses of a sentence begin, and whether each is joined to the one before."""
    yield 0, False
    for mark in _CLAUSE.finditer(sentence):
        yield mark.end(), bool(mark["joined"])


def _opens(sentence: str, start: int) -> Asks | None:
    """The kind of the question that begins at a place, best without what may go before a question."""
    starts = [start]
    while len(starts) < _MOST_BEFORE and (before := _BEFORE.match(sentence, starts[-1])):
        starts.append(before.end())
    kinds = (kind for at in reversed(starts) for kind, wording in _OPENINGS if wording.match(sentence, at))
    return next(kinds, None)


def _by_turn(sentence: str) -> Asks | None:
    """The kind of the last question that a sentence without commas turns to."""
    starts = [turn.start() for turn in _TURN.finditer(sentence)]
    return next((kind for start in reversed(starts) if (kind := _opens(sentence, start))), None)


def _by_words(sentence: str) -> Asks | None:
    """The kind that a word of a short message tells, whatever its form."""
    if len(sentence.split()) > _FEW_WORDS:
        return None
    return next((kind for kind, pattern in _WORDS if pattern.search(sentence)), None)


_READINGS: tuple[Callable[[str], Asks | None], ...] = (_by_opening, _by_turn, _by_words)
"""How a question is read, the surest first."""


# How an answer looks, and the words that decide it

_LOOKS = {
    Asks.HOW_SOON: TIMESCALE,
    Asks.HOW_OFTEN: _answer("HOW_OFTEN"),
    Asks.WHEN: _answer("WHEN"),
    Asks.HOW_MANY: _answer("HOW_MANY"),
    Asks.WHO: ROLE,
    Asks.MUST: DUTY,
    Asks.MAY: LEAVE,
    Asks.WHAT_IS: _answer("DEFINES"),
    Asks.WHAT_COUNTS: _answer("INCLUDES"),
    Asks.WHAT_IF: _answer("SUPPOSES"),
    Asks.CHANGED: _answer("CHANGES"),
    Asks.REPLACED: _answer("CHANGES"),
}


def looks_like_answer(kind: Asks, sentence: str) -> bool:
    """Whether a sentence has the look of an answer of this kind; False for kinds without any."""
    look = _LOOKS.get(kind)
    return bool(look and look.search(sentence))


MOST_MARKED = 4
"""Stretches marked in one quote; more would mark nothing."""
_MOST_DUTIES = 2
"""Of them duties or permissions, so that there is room for their conditions."""
_LONGEST_CONDITION = 90
"""Characters of a condition that are marked."""


def decisive(kind: Asks, text: str) -> tuple[Span, ...]:
    """The words of a quote that decide the answer: the timescale, the person, or the duty or permission with
    its condition; in order, none overlapping another, at most ``MOST_MARKED``."""
    if kind in MEASURED:
        marks = [match.span() for match in _LOOKS[kind].finditer(text)]
    elif kind is Asks.WHO:
        marks = _bodies(text)
    elif kind is Asks.WHEN:
        marks = [match.span() for match in TIMESCALE.finditer(text)]
    elif kind in (Asks.MUST, Asks.MAY):
        marks = _duties(_LOOKS[kind], text)
    else:
        marks = []
    return tuple(_apart(sorted(marks[:MOST_MARKED])))


_ACTS = _pattern(_HELD["answers"]["acts"])
_IS_TOLD = _pattern(_HELD["answers"]["is told"])
_BYSTANDER = re.compile(
    r"(?:parents?|carers?|guardians?|schools?|colleges?|professionals?|practitioners?|agenc(?:y|ies))",
    re.IGNORECASE,
)
"""Those whom guidance names in passing; they answer "who" only as those who act or are told."""
_LINK = re.compile(r",?(?: (?:and|or|and/or))?(?: (?:the|an?|any|their|its|both|also))*\s*", re.IGNORECASE)
_NEAR = 60
"""Characters between a body and what it must do."""
_REACH = 120
"""Characters before a body in which it may be said that it is told."""


def _bodies(text: str) -> list[Span]:
    """Those who act or are told; where none is seen to, all bodies named."""
    named = [match.span() for match in ROLE.finditer(text)]
    chosen = {*_acting(named, text), *_told(named, text)}
    if chosen:
        return sorted(chosen)
    return [span for span in named if not _BYSTANDER.fullmatch(text[slice(*span)])]


def _acting(named: Sequence[Span], text: str) -> Iterator[Span]:
    """The bodies before a "must" or the like, each with those that it is listed with."""
    for act in _ACTS.finditer(text):
        before = [place for place, span in enumerate(named) if span[1] <= act.start()]
        if not before:
            continue
        last = before[-1]
        between = text[named[last][1] : act.start()]
        if len(between) > _NEAR or re.search(r"[.;:]", between):
            continue
        yield named[last]
        while last and _LINK.fullmatch(text[named[last - 1][1] : named[last][0]]):
            last -= 1
            yield named[last]


def _told(named: Sequence[Span], text: str) -> Iterator[Span]:
    """The bodies after "inform", "refer to", "by" or the like, each with those that it is listed with."""
    end_of_told = -1
    for start, end in named:
        is_listed = end_of_told >= 0 and _LINK.fullmatch(text[end_of_told:start])
        if is_listed or _IS_TOLD.search(text, max(0, start - _REACH), start):
            yield start, end
            end_of_told = end


def _duties(look: re.Pattern[str], text: str) -> list[Span]:
    """Duties or permissions, what is not required or allowed first, and what they depend on."""
    stated = [match.span() for match in look.finditer(text)]
    if not stated:
        return []
    exceptions = [match.span() for match in _EXCEPTION.finditer(text)]
    first = sorted(stated, key=lambda span: not re.search(r"\b(?:not?|never|without)\b", text[slice(*span)]))
    conditions = exceptions or [match.span() for match in CONDITION.finditer(text)][:1]
    return [*first[:_MOST_DUTIES], *(_shortened(text, *span) for span in conditions)]


def _shortened(text: str, start: int, end: int) -> Span:
    """A condition without what makes it too long to mark."""
    if end - start > _LONGEST_CONDITION:
        end = text.rfind(" ", start, start + _LONGEST_CONDITION)
    return start, start + len(text[start:end].rstrip(" ,"))


def _apart(marks: list[Span]) -> Iterator[Span]:
    last = 0
    for start, end in marks:
        if start >= last:
            yield start, end
            last = end
