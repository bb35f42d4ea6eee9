"""Options that speak of other options instead of giving an answer of their own."""

import re

from assistant.quiz.linting.flaws import Findings, Found, letter, quoted
from assistant.quiz.linting.shown import Choice, Shown, pattern


def all_of_the_above(shown: Shown) -> Findings:
    """An option that stands for all the others.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 18 on "all of the above"; who knows that two
    options are right knows the key. Any one such option counts.
    """
    return _each(
        shown,
        "all of them",
        "{0} is the key for anyone who knows that two others are right: "
        "give option {1} an answer of its own, or let several be chosen.",
    )


def none_of_the_above(shown: Shown) -> Findings:
    """An option that rejects all the others.

    Source: Haladyna, Downing & Rodriguez (2002), guideline on "none of the above"; it tells who knows what is
    wrong, not what is right. Any one such option counts.
    """
    return _each(
        shown,
        "none of them",
        "{0} shows only that somebody knows what is wrong: give option {1} an answer of its own.",
    )


def k_type(shown: Shown) -> Findings:
    """An option made of other options' letters or places.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 10: avoid the complex (K-type) format; Albanese
    (1993). Any one such option counts.
    """
    return _each(
        shown,
        "letters of others",
        "{0} is made of other options: ask for every right answer instead, "
        "or give option {1} an answer of its own.",
    )


def speaks_of_others(one: Choice) -> bool:
    """Whether an option speaks of other options."""
    return any(_is_wholly(one, name) for name in ("all of them", "none of them", "letters of others"))


def _each(shown: Shown, name: str, about: str) -> Findings:
    """Every option that is wholly of some wording; ``about`` has it at {0}, and its letter at {1}."""
    for one in shown.choices:
        if _is_wholly(one, name):
            yield Found(about.format(quoted(one.option.text), letter(one.place)), one.place)


_IN_BRACKETS = re.compile(r"\(([^()]{3,})\)")


def _is_wholly(one: Choice, name: str) -> bool:
    bracketed = _IN_BRACKETS.fullmatch(one.text)
    return pattern(name).fullmatch(bracketed[1] if bracketed else one.text.rstrip("!")) is not None
