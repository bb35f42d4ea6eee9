"""What is wrong among options: the same twice, one within another, parts that tell the key, no order."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.grounding.quantities import Quantity, quantities
from assistant.quiz.items import Kind
from assistant.quiz.linting.flaws import Findings, Found, letter, quoted
from assistant.quiz.linting.shown import Choice, Shown, in_digits, words_of
from assistant.quiz.linting.wholes import speaks_of_others

_HOURS = {"hours": 1.0, "days": 34.0, "weeks": 168.0, "months": 730.0, "terms": 2_900.0, "years": 8_760.0}
"""About how long the families of times are, to tell the order of options; days are working days here."""


def duplicate_options(shown: Shown) -> Findings:
    """Two options that say the same but for case, punctuation, articles and how numbers are written.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 22: keep choices independent. Times of one length
    are the same ("24 hours", "one day"). In matching items prompts and needless answers are compared.
    """
    for places, texts in _compared(shown):
        for (_, one), (second, other) in combinations(zip(places, texts, strict=True), 2):
            if _same(one, other):
                yield Found(
                    f"{quoted(one)} and {quoted(other)} say the same: change one or leave it out.", second
                )


def _compared(shown: Shown) -> Iterator[tuple[Sequence[int | None], Sequence[str]]]:
    item = shown.item
    if item.options:
        yield range(len(item.options)), [one.text for one in item.options]
    if item.kind is Kind.MATCHING:
        yield range(len(item.pairs)), [pair.prompt for pair in item.pairs]
        answers = tuple(dict.fromkeys(pair.answer for pair in item.pairs)) + item.others
        yield [None] * len(answers), answers


def _same(one: str, other: str) -> bool:
    mine, its = words_of(one), words_of(other)
    return bool(mine) and ("".join(mine) == "".join(its) or _as_told(one) == _as_told(other) is not None)


def _as_told(text: str) -> tuple[str, ...] | None:
    """The words of an option with its times by their length, or None where it has none."""
    times = [one for one in quantities(text) if one.kind == "timescale" and one.value[1]]
    if not times:
        return None
    for one in times:
        text = text.replace(one.shown, f" {one.value[0]} {one.value[1]} ")
    return words_of(text)


def overlapping_options(shown: Shown) -> Findings:
    """Two options that can both hold: ranges or age groups with a part in common, or one within the other.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 22: options should not overlap. Ranges overlap
    with one number in common; "within 5 days" and "within 10 days" are two answers to "how soon?". An option
    is within another that adds to it by "and", "or", "as well as" …
    """
    limits = any(_ASKS_FOR_LIMIT.search(one) for one in shown.sentences)
    for one, other in combinations(shown.choices, 2):
        if not one.words or one.words == other.words:
            continue
        if (not limits and _ranges_meet(one.text, other.text)) or _within(one, other) or _within(other, one):
            about = (
                f"{quoted(one.option.text)} and {quoted(other.option.text)} overlap, so that both may be "
                "right: make each exclude the other."
            )
            yield Found(about, other.place)


_ASKS_FOR_LIMIT = re.compile(
    r"\b(?:under|below|until|up to|over|above|within|at) (?:what|which) age\b", re.IGNORECASE
)
_RANGE = re.compile(r"(?<![\w.])(\d+)(?:st|nd|rd|th)? ?(?:-|to|and) ?(\d+)(?![\w.]| ?(?:st|nd|rd|th)\b)")
_JOINS = r"(?:and|or|as well as|together with|plus|along with|with|in addition to|but also|then|followed by)"


_NAMED_BY_TWO = re.compile(
    r"^(?:the|an?) [\w' ]+ and [\w' ]*(?:commissioner|officer|manager|board|committee|council|service|team"
    r"|panel|partnership|court|tribunal|authority|agency|department|inspectorate|adviser|worker|act|plan|policy)$",
    re.IGNORECASE,
)
"""A body or post with an "and" in its name: "the police and crime commissioner"."""


def _ranges_meet(one: str, other: str) -> bool:
    mine, its = _span(one), _span(other)
    if mine is None or its is None or mine[2] != its[2]:
        return False
    return mine[0] <= its[1] and its[0] <= mine[1]


def _span(text: str) -> tuple[float, float, tuple[str, ...]] | None:
    """From what to what an option reaches, with its other words; None if it is no range or age group."""
    plain = in_digits(text)
    ranges = list(_RANGE.finditer(plain))
    if len(ranges) == 1:
        low, high = float(ranges[0][1]), float(ranges[0][2])
        rest = (
            *_WITHOUT_SIDES.findall(plain[: ranges[0].start()]),
            *_WITHOUT_SIDES.findall(plain[ranges[0].end() :]),
        )
        return (low, high, rest) if low < high else None
    ages = [one for one in quantities(plain) if one.kind == "age" and not _LIMITS.search(plain)]
    if len(ages) != 1 or not ages[0].side or not isinstance(ages[0].value[0], float):
        return None
    rest = tuple(word for word in _WITHOUT_SIDES.findall(_BOUNDS.sub(" ", plain)) if not word.isdigit())
    number = ages[0].value[0]
    return (float("-inf"), number - 1, rest) if ages[0].side == "under" else (number, float("inf"), rest)


_BOUNDS = re.compile(
    r"\b(?:under|over|below|above|younger|older|than|aged?|of|or|and|less|more|fewer|the|an?|anyone)\b"
    r"|(?<=\d)s\b"
)
_LIMITS = re.compile(
    r"\b(?:at (?:least|most)|no (?:more|less|older|younger) than|up to|minimum|maximum|within)\b"
)
_WITHOUT_SIDES = re.compile(r"[a-z]+")


def _within(part: Choice, whole: Choice) -> bool:
    """Whether an option is all of another but for what that adds."""
    if len(part.words) >= len(whole.words) or speaks_of_others(part) or speaks_of_others(whole):
        return False
    text, inner = " ".join(whole.words), re.escape(" ".join(part.words))
    if _NAMED_BY_TWO.search(whole.text) and whole.text.startswith(part.text):
        return False
    if re.match(rf"(?:both )?{inner} {_JOINS}\b", text) or re.search(rf"\b{_JOINS} {inner}$", text):
        return True
    listed = [words_of(one) for one in re.split(r", (?:and |or )?| and | or ", whole.text)]
    return "," in whole.text and len(listed) > 2 and part.words in listed


def convergence(shown: Shown) -> Findings:
    """The key is made of the commonest parts of options that are combinations of parts.

    Source: NBME item-writing guide, "convergence strategy"; Tarrant et al. (2006). Counts where all options
    have two or more parts, at least two parts stand in several options, and the key alone shares the most.
    """
    if shown.item.kind is not Kind.SINGLE or len(shown.choices) < 3:
        return
    parts = _parts(shown.choices)
    if parts is None:
        return
    often = Counter(part for one in parts for part in one)
    if sum(count > 1 for count in often.values()) < 2:
        return
    shared = [sum(often[part] for part in one) / len(one) for one in parts]
    key = shown.keys[0]
    others = [value for place, value in enumerate(shared) if place != key.place]
    if shared[key.place] > max(others) and all(often[part] > 1 for part in parts[key.place]):
        about = (
            f"{quoted(key.option.text)} has the most in common with the other options, by which it is told: "
            "let wrong options share as much with each other."
        )
        yield Found(about, key.place)


_BETWEEN = re.compile(
    r",? (?:and|or|with|plus|then|but|&|within|after|before|by|on|in|at|for|from|without) |[,;+/] ?"
)


def _parts(choices: Sequence[Choice]) -> list[frozenset[tuple[str, ...]]] | None:
    """The parts of each option, or None where they are no combinations of parts."""
    split = [
        frozenset(words for part in _BETWEEN.split(one.text) if (words := words_of(part))) for one in choices
    ]
    return split if all(len(parts) >= 2 for parts in split) else None


def lost_sequence(shown: Shown) -> Findings:
    """Numbers, ages or times among options that stand in no order.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 21: place options in logical or numerical order.
    Counts for three or more options that differ in their one number only, from the least or from the most.
    """
    placed = [(one, value) for one in shown.choices if (value := _value(one)) is not None]
    values = [value for _, (value, _) in placed]
    if len(placed) < 3 or len(placed) < len(shown.choices) - 1 or len({rest for _, (_, rest) in placed}) > 1:
        return
    if values not in (sorted(values), sorted(values, reverse=True)):
        shown_as = ", ".join(letter(one.place) for one, _ in sorted(placed, key=lambda pair: pair[1][0]))
        yield Found(f"The options are numbers in no order: put the least first ({shown_as}).")


_ORDINAL = re.compile(r"(\d)(?:st|nd|rd|th)\b")
_EVERY = frozenset({"every", "each", "once"})


def _size(one: Quantity) -> float | None:
    """A number by which options are put in order: hours of a time, a year, or what is counted."""
    value, family = one.value
    if value == "year":
        return float(str(family))
    if not isinstance(value, (int, float)):
        return None
    return float(value) * _HOURS.get(str(family).split(" ")[-1], 1.0)


def _value(one: Choice) -> tuple[float, tuple[str, ...]] | None:
    """The one number of an option by its size, and what else the option says."""
    text = in_digits(_ORDINAL.sub(r"\1", one.text))
    found = [each for each in quantities(text) if each.kind in ("timescale", "number", "age", "date")]
    ranged = len(found) == 2 and _RANGE.search(text) is not None
    size = _size(found[0]) if len(found) == 1 or ranged else None
    if size is None:
        return None
    rest = tuple(word for word in words_of(text.replace(found[0].shown, " ")) if word not in _EVERY)
    return size, rest
