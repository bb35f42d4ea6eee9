"""What is said of options beside their words: that a wrong one is right, or the right one wrong."""

import re

from assistant.grounding.patterns import plain
from assistant.quiz.items import Kind
from assistant.quiz.linting.flaws import Findings, Found, letter, quoted
from assistant.quiz.linting.shown import Shown, pattern

_JUDGES = re.compile(r"(?:(?:yes|no)\b|(?:true|false|right|wrong)(?=[.,:;!]|$))", re.IGNORECASE)
"""An option that judges a statement: its reason may call the statement wrong and itself be right."""

_CONDITION = re.compile(
    r"\b(?:but|however|yet|although|though|if|unless|instead|only|except)\b", re.IGNORECASE
)
"""What takes back what was said before it in the same sentence."""


def more_than_one_key(shown: Shown) -> Findings:
    """A distractor that its rationale calls right, or a key that its rationale calls wrong.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 19: make sure that only one option is right.
    Counts what a rationale says of the option itself, not of another case ("right if the parents agree"), and
    keys beside each other where the stem asks for one.
    """
    if shown.item.kind is Kind.MULTIPLE:
        yield from _several_for_one(shown)
    if shown.item.kind is not Kind.SINGLE:
        return
    for one in shown.choices:
        verdict = "" if _JUDGES.match(one.text) else _verdict(one.option.rationale)
        if verdict and (verdict == "right") != one.correct:
            marked = "right" if one.correct else "wrong"
            about = (
                f"Option {letter(one.place)} is marked {marked}, but its reason says that it is {verdict} "
                f"({quoted(one.option.rationale)}): change one of the two."
            )
            yield Found(about, one.place)


def _several_for_one(shown: Shown) -> Findings:
    asked = re.search(r"\b(?:which one|choose one|select one|pick one|the one)\b", shown.own, re.IGNORECASE)
    if asked and len(shown.keys) > 1:
        letters = ", ".join(letter(one.place) for one in shown.keys)
        yield Found(f"The stem asks for one ({quoted(asked[0])}), but {letters} are marked right: mark one.")


def _verdict(rationale: str) -> str:
    """What a rationale says that its option is: "right", "wrong" or ""."""
    text = plain(rationale).strip()
    sentences = re.split(r"(?<=[.!?;]) ", text)
    for one in sentences:
        for name, verdict in (("says it is wrong", "wrong"), ("says it is right", "right")):
            said = pattern(name).match(one)
            rest = one[said.end() :] if said else ""
            if verdict == "wrong":
                rest = rest.removeprefix(", but")
            elif _CONDITION.search(rest):
                continue
            if said and not pattern("but only in another case").match(rest):
                return verdict
    return ""
