"""What is wrong between the items of a quiz: where keys stand, facts asked twice, answers given elsewhere."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import exp, lgamma, log, log1p

from assistant.quiz.items import Item, Kind
from assistant.quiz.linting.flaws import Flaw, letter, quoted
from assistant.quiz.linting.shown import listed, words_of
from assistant.words import STOP_WORDS, stem

LEVEL = 0.05
"""How likely a distribution of keys may be by chance for it to be told."""
_TOLD = 0.5
"""Share of a question's telling words that a sentence elsewhere must have to answer it."""
_FEWEST_TOLD = 2


def key_position(items: Sequence[Item]) -> Iterator[Flaw]:
    """Keys that stand in one position more often than chance, or many times running.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 20: vary the location of the right answer. A
    binomial test of the commonest position, times the number of positions, or the expected number of runs as
    long as the longest, below ``LEVEL``.
    """
    for kind in (Kind.SINGLE, Kind.TRUE_FALSE):
        placed = [(item, _place(item)) for item in items if item.kind is kind]
        if len(placed) < 2:
            continue
        chance = sum(1 / len(item.options) for item, _ in placed) / len(placed)
        place, count = Counter(place for _, place in placed).most_common(1)[0]
        run = max((list(group) for _, group in groupby(placed, key=lambda one: one[1])), key=len)
        if _tail(count, len(placed), chance) / chance <= LEVEL:
            where = next(item for item, at in placed if at == place)
            about = f"{count} of {len(placed)} right answers stand at {letter(place)}: spread them out."
            yield Flaw("key position", about, place, where.id)
        elif (len(placed) - len(run) + 1) * chance ** (len(run) - 1) <= LEVEL:
            last, at = run[-1]
            about = f"The right answer stands at {letter(at)} {len(run)} times running: move some of them."
            yield Flaw("key position", about, at, last.id)


def _place(item: Item) -> int:
    return next(place for place, one in enumerate(item.options) if one.correct)


def _tail(least: int, trials: int, chance: float) -> float:
    """The probability of so many hits or more."""
    ways = lgamma(trials + 1)
    return sum(
        exp(
            ways
            - lgamma(hits + 1)
            - lgamma(trials - hits + 1)
            + hits * log(chance)
            + (trials - hits) * log1p(-chance)
        )
        for hits in range(least, trials + 1)
    )


def repeated_fact(items: Sequence[Item]) -> Iterator[Flaw]:
    """Two items that ask for the same fact.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 7: keep items independent. The same ``fact``, or
    the same stem in the same situation with the same right answer.
    """
    seen: dict[object, Item] = {}
    for item in items:
        marks = [("fact", item.fact)] if item.fact else []
        asked = (frozenset(words_of(item.stem)), words_of(item.situation), _right(item))
        earlier = next((seen[mark] for mark in (*marks, asked) if mark in seen), None)
        if earlier is not None:
            about = f"It asks for the same as {quoted(earlier.stem)}: keep one of the two."
            yield Flaw("repeated fact", about, None, item.id)
        for mark in (*marks, asked):
            seen.setdefault(mark, item)


def _right(item: Item) -> tuple[object, ...]:
    """What is right in an item, however it is written."""
    pairs = frozenset((words_of(pair.prompt), words_of(pair.answer)) for pair in item.pairs)
    return item.number, frozenset(words_of(one.text) for one in item.key), pairs


def answer_elsewhere(items: Sequence[Item]) -> Iterator[Flaw]:
    """An item whose answer the question or situation of another gives away.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 7: one item should not cue another. A sentence
    elsewhere has all words of the key, no distractor's, and ``_TOLD`` of the question's telling words; later
    stages of the same story may tell what came before.
    """
    said = [(item, set(words)) for item in items for words in _told(item)]
    holding: dict[str, set[int]] = defaultdict(set)
    for at, (_, words) in enumerate(said):
        for word in words:
            holding[word].add(at)
    for item in items:
        giving = next(_giving(item, said, holding), None)
        if giving is not None:
            about = f"{quoted(giving.asked)} gives its answer away: reword that question, or leave one out."
            yield Flaw("answer elsewhere", about, None, item.id)


def _giving(
    item: Item, said: Sequence[tuple[Item, set[str]]], holding: dict[str, set[int]]
) -> Iterator[Item]:
    key, others = _answer(item)
    telling = _telling(item.stem)
    if not key or len(telling) < _FEWEST_TOLD:
        return
    for at in sorted(set.intersection(*(holding.get(word, set()) for word in key))):
        other, words = said[at]
        if other.id == item.id or (item.story and other.story == item.story):
            continue
        asked = telling - key
        told = len(asked & words)
        enough = told >= _TOLD * len(asked) and told > 0 and len(telling & words) >= _FEWEST_TOLD
        if enough and not any(one <= words for one in others):
            yield other


def _answer(item: Item) -> tuple[set[str], list[set[str]]]:
    """The stems of the right answer, and of the wrong ones; nothing for items with more than one."""
    if item.kind is Kind.NUMBER:
        return {str(item.number)}, []
    if item.kind is not Kind.SINGLE:
        return set(), []
    key = _stems(item.key[0].text)
    return {word for word in key if word not in _LIMITS} or key, [
        own for one in item.distractors if (own := _stems(one.text))
    ]


_LIMITS = frozenset("within after before at least most up than more later no by long".split())
"""Words about a number that another sentence may leave out."""


def _told(item: Item) -> Iterator[set[str]]:
    """The sentences of an item as stems; of a false statement too, which is seldom false in all it says."""
    for sentence in re.split(r"(?<=[.?!])[\s”\"']+", item.asked):
        yield _stems(sentence)


def _stems(text: str) -> set[str]:
    return {stem(word) for word in words_of(text) if word not in STOP_WORDS}


def _telling(text: str) -> set[str]:
    return {stem(word) for word in words_of(text) if word not in STOP_WORDS and word not in listed("asking")}
