"""Why a question is not answered from guidance, told by its wording alone.

Some questions no guidance answers: help to mislead, a decision about one person that only people can make,
what only the organisation itself knows, and matters of other fields. To quote something near would mislead.
A false alarm withholds an answer from somebody who needs it, so the patterns (data/reasons.yaml) ask for the
whole wording of such a request ("how can we hide it from Ofsted"), never for a word ("hide").
"""

import re
from enum import StrEnum
from functools import cache

import prompts
from assistant.wordings import held, whole


class Reason(StrEnum):
    """Why a question is not answered."""

    NOT_COVERED = "not covered"
    OTHER_NATION = "another nation"
    LOCAL_DATA = "local data"
    JUDGEMENT = "a judgement"
    MISLEAD = "asks to mislead"
    OUT_OF_SCOPE = "out of scope"
    EDITION = "an edition not held"
    ENDED = "something that has ended"
    PERSONAL_DATA = "personal data"
    PARTIAL = "part of the search is not working"


def advice_for(reason: Reason) -> str:
    """What kind of question it is and whom to turn to instead, in words for the person who asked."""
    return prompts.load("abstained-" + reason.name.lower().replace("_", "-")).text


def reason_by_wording(question: str) -> Reason | None:
    """The first reason not to answer that the wording gives, or None; help to mislead comes first."""
    for reason, applies in (
        (Reason.MISLEAD, asks_to_mislead),
        (Reason.OUT_OF_SCOPE, is_out_of_scope),
        (Reason.LOCAL_DATA, needs_local_data),
        (Reason.JUDGEMENT, asks_for_judgement),
    ):
        if applies(question):
            return reason
    return None


def asks_to_mislead(question: str) -> bool:
    """Whether it asks for help to deceive: to hide, falsify or destroy what is recorded, to get out of a
    duty to report, to steer somebody's account, or to trace or press a person who raised a concern.

    What may lawfully be withheld or destroyed, or what to do where somebody else deceives, is none.
    """
    text = _plain(question)
    return _has("mislead", text) and not _has("proper", text)


def asks_for_judgement(question: str) -> bool:
    """Whether it asks to decide about one person or case what only the people who know it can decide.

    What counts as something, who decides and how, and what to do about somebody, is no such request.
    """
    text = _plain(question)
    if _has("judgement", text):
        return True
    return not _has("what to do", text) and any(_asks_a_verdict(sentence) for sentence in _sentences(text))


def _asks_a_verdict(sentence: str) -> bool:
    if _has("rule", sentence):
        return False
    return _has("verdict", sentence) or (_has("of one person", sentence) and not _has("status", sentence))


def needs_local_data(question: str) -> bool:
    """Whether it asks for what only an organisation or area knows of itself: its people, numbers, figures,
    dates, places and policies, or what a person's own file says; questions of duty about these are not."""
    text = _plain(question)
    return _has("local", text) and not _has("required", text)


def is_out_of_scope(question: str) -> bool:
    """Whether it belongs to another field (medicine, sport, travel, code …) and has no word of this one, or
    is small talk."""
    text = _plain(question)
    if _has("small talk", text) or _has("task", text):
        return True
    if _has("our field", text):
        return False
    return _has("medical", text) or (_has("elsewhere", text) and not _has("our people", text))


_SHORT_FORMS = (
    (r"[‘’]", "'"),
    (r"\b(what|who|where|when|how|it)'?s\b", r"\1 is"),
    (r"\b(?:wo|wi)n'?t\b", "will not"),
    (r"\bcan(?:'?t|not)\b", "can not"),
    (r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should)n'?t\b", r"\1 not"),
    (r"\b(i|we|you|they)'d\b", r"\1 would"),
    (r"\b(we|you|they)'re\b", r"\1 are"),
    (r"\bi'?m\b", "I am"),
    (r"\bu\b", "you"),
    (r"\b(?:pls|plz)\b", "please"),
    (r"\s+", " "),
)
"""Short forms, also without their apostrophe, and what they are short for."""


def _plain(question: str) -> str:
    """A question with its short forms written out, so that each wording needs one pattern."""
    for short, full in _SHORT_FORMS:
        question = re.sub(short, full, question, flags=re.IGNORECASE)
    return question.strip()


def _sentences(text: str) -> list[str]:
    """Its sentences; a full stop after Mr, Mrs, Ms or Dr ends none."""
    return re.split(r"(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bdr)[.?!;]+ *", text, flags=re.IGNORECASE)


def _has(wording: str, text: str) -> bool:
    """Whether a text has a wording of data/reasons.yaml, named as it is there."""
    return any(pattern.search(text) for pattern in _wordings()[wording])


@cache
def _wordings() -> dict[str, tuple[re.Pattern[str], ...]]:
    wordings = held("reasons")
    parts = wordings.pop("parts")
    return {
        name: tuple(re.compile(whole(pattern, parts), re.IGNORECASE) for pattern in patterns)
        for name, patterns in wordings.items()
    }
