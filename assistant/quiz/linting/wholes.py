"""Options that speak of other options instead of giving an answer of their own."""

import re

from assistant.quiz.linting.flaws import Findings, Found, letter, quoted
from assistant.quiz.linting.shown import Choice, Shown, pattern


def all_of_the_above(shown: Shown) -> Findings:
    """An option that stands for all the others.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 18 on "all of the above"; who knows that two
    options are right knows the key. Any one such option counts.
    """
    for one in shown.choices:
        if _is_wholly(one, "all of them"):
            about = (
                f"{quoted(one.option.text)} is the key for anyone who knows that two others are right: "
                f"give option {letter(one.place)} an answer of its own, or let several be chosen."
            )
            yield Found(about, one.place)


def none_of_the_above(shown: Shown) -> Findings:
    """An option that rejects all the others.

    Source: Haladyna, Downing & Rodriguez (2002), guideline on "none of the above"; it tells who knows what is
    wrong, not what is right. Any one such option counts.
    """
    for one in shown.choices:
        if _is_wholly(one, "none of them"):
            about = (
                f"{quoted(one.option.text)} shows only that somebody knows what is wrong: "
                f"give option {letter(one.place)} an answer of its own."
            )
            yield Found(about, one.place)


def k_type(shown: Shown) -> Findings:
    """An option made of other options' letters or places.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 10: avoid the complex (K-type) format; Albanese
    (1993). Any one such option counts.
    """
    for one in shown.choices:
        if _is_wholly(one, "letters of others"):
            about = (
                f"{quoted(one.option.text)} is made of other options: ask for every right answer instead, "
                f"or give option {letter(one.place)} an answer of its own."
            )
            yield Found(about, one.place)


def speaks_of_others(one: Choice) -> bool:
    """Whether an option speaks of other options."""
    return any(_is_wholly(one, name) for name in ("all of them", "none of them", "letters of others"))


_IN_BRACKETS = re.compile(r"\(([^()]{3,})\)")


def _is_wholly(one: Choice, name: str) -> bool:
    bracketed = _IN_BRACKETS.fullmatch(one.text)
    return pattern(name).fullmatch(bracketed[1] if bracketed else one.text.rstrip("!")) is not None
