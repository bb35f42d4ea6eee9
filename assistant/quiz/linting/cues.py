"""Words and lengths by which the key can be told without knowing the answer."""

import re
from statistics import mean

from assistant.grounding.patterns import plain
from assistant.quiz.items import Kind
from assistant.quiz.linting.flaws import Findings, Found, letter, quoted
from assistant.quiz.linting.shown import Choice, Shown, pattern, words_of
from assistant.quiz.linting.wholes import speaks_of_others

_LONGER = 1.5
"""How many times as long as the longest distractor a key is that is told by its length."""
_LONGER_BY = 20
"""Characters that it is longer by, at least; names and numbers differ by fewer."""


def absolute_term(shown: Shown) -> Findings:
    """An absolute word in distractors only, or in the key only.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 28a on specific determiners; NBME: "always" and
    "never" are seldom right, as people who are good at tests know. Counts where no key or no distractor has
    one; a mild one ("all", "every", "must") in one of three or more distractors is let be, and
    deep in a long option.
    """
    if _differ_in_duty(shown):
        return
    found = {one.place: _first(one, "absolutes", "no absolutes") for one in shown.choices}
    said = [word for word in found.values() if word]
    if len(said) == 1 and len(shown.distractors) > 2 and not any(found[one.place] for one in shown.keys):
        found = {place: pattern("mild absolutes").sub("", word) for place, word in found.items()}
    yield from _one_sided(shown, found, "leave the word out, or use the like in wrong and right options")


_DUTIES = frozenset("must should may can need needs not could shall to".split())


def _differ_in_duty(shown: Shown) -> bool:
    """Whether two options differ only in how strong a duty they state, which is what is asked."""
    worded = {one.words for one in shown.choices}
    return len({tuple(word for word in words if word not in _DUTIES) for words in worded}) < len(worded)


def vague_term(shown: Shown) -> Findings:
    """A vague word in the key only or in distractors only, or an option that says nothing exact.

    Source: Tarrant et al. (2006), NBME: frequency words mean something else to everybody. Counts where no key
    or no distractor has one, or where a vague term is the whole of an option; not in an answer to a question
    about time that the guidance itself leaves so.
    """
    for one in shown.choices:
        if pattern("vague as a whole").fullmatch(one.text) and not _is_guidance_own(shown, one.text):
            about = f"{quoted(one.option.text)} leaves the answer open: say exactly what is meant."
            yield Found(about, one.place)
            return
    found = {one.place: _first(one, "vague", "no vague") for one in shown.choices}
    found = {place: "" if _is_guidance_own(shown, word) else word for place, word in found.items()}
    yield from _one_sided(
        shown, found, "say exactly what is meant, or use the like in wrong and right options"
    )


_ASKS_FOR_TIME = re.compile(r"\b(?:when|how (?:soon|often|long|quickly|frequently))\b", re.IGNORECASE)


def _is_guidance_own(shown: Shown, words: str) -> bool:
    """Whether the guidance itself answers a question about time in such words."""
    said = any(words and words.casefold() in plain(one.quote).casefold() for one in shown.item.citations)
    return said and any(_ASKS_FOR_TIME.search(one) for one in shown.questions)


_LONG = 10
"""Words from which on an option is long."""
_STRIKING = 5
"""The first words of a long option; what stands later is part of some clause, as in law it often does."""


def _first(one: Choice, name: str, but_not: str) -> str:
    """The first wording of a list that strikes the eye in an option, or ""."""
    if speaks_of_others(one):
        return ""
    text = pattern(but_not).sub(lambda found: " " * len(found[0]), one.text)
    is_long = len(one.words) > _LONG
    for match in pattern(name).finditer(text):
        mild = name == "vague" or pattern("mild absolutes").fullmatch(match[0])
        if not (is_long and mild and len(words_of(one.text[: match.start()])) >= _STRIKING):
            return match[0]
    return ""


def _one_sided(shown: Shown, words: dict[int, str], what_to_do: str) -> Findings:
    """A finding where only keys or only distractors have a word of some list."""
    right = [one for one in shown.keys if words[one.place]]
    wrong = [one for one in shown.distractors if words[one.place]]
    if bool(right) == bool(wrong):
        return
    having = right or wrong
    said = ", ".join(dict.fromkeys(quoted(words[one.place]) for one in having))
    where = ", ".join(letter(one.place) for one in having)
    side = "right" if right else "wrong"
    yield Found(f"Only the {side} options have {said} ({where}), which cues: {what_to_do}.", having[0].place)


def longest_option(shown: Shown) -> Findings:
    """The key is clearly longer than every distractor.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 24: keep options about equal in length; Tarrant et
    al. (2006): the flaw most often met. Counts from ``_LONGER`` times and ``_LONGER_BY`` characters more than
    the longest distractor, or for several keys the same of means.
    """
    rest = [one for one in shown.distractors if not speaks_of_others(one)]
    if not rest or not shown.keys:
        return
    size = max if shown.item.kind is Kind.SINGLE else mean
    of_key, of_rest = mean(_length(one) for one in shown.keys), size([_length(one) for one in rest])
    if of_key >= _LONGER * of_rest and of_key - of_rest >= _LONGER_BY:
        longest = max(shown.keys, key=_length)
        about = (
            f"The right answer, {quoted(longest.option.text)} ({letter(longest.place)}), is told by its "
            "length: shorten it, or make wrong options as full."
        )
        yield Found(about, longest.place)


def _length(one: Choice) -> int:
    return len(one.text)
