"""What it comes to, as a sentence, to choose an answer: that is held against the guidance.

"Where a child is at risk, who must tell the police, according to the Act?" + "the school"
    → "Where a child is at risk, the school must tell the police."
"""

import re

from assistant.grounding.text import read
from assistant.quiz.items import Item, Kind

GAP = "[ … ]"
"""What stands in a quoted sentence for the words that are asked for."""

SAID = 0.6
"""Share of a situation's weight that stands in the words cited, for it to be their condition."""
_SOURCE = re.compile(r", according to [^?]+\?$")
_ASKED = (
    re.compile(
        r"^(?:(?P<cond>.+?), )?(?:what|which of these) (?P<modal>must|should) (?P<actor>.+?) do\?$",
        re.IGNORECASE,
    ),
    re.compile(r"^(?:(?P<cond>.+?), )?who (?P<modal>must|should) (?P<act>.+)\?$", re.IGNORECASE),
)
_HOW_MANY = re.compile(
    r"^within how many (?P<unit>.+?) (?P<rest>(?:of|after|from|following|before) .+?) (?P<modal>must|should) "
    r"(?P<told>.+)\?$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“(?P<quote>[^“”]*(?:“[^”]*”[^“”]*)*)”")
_DEFINED = re.compile(
    r"^which (?:term|of these) does .+ (?:define|explain) as “(?P<means>.+)”\?$", re.IGNORECASE
)


def claim(item: Item, answer: str) -> str:
    """The sentence that an item and one of its answers make together; where the question has no form that
    is known, the two one after the other.

    Args:
        item: the item.
        answer: an option's text, a number, or for matching items the prompt and the answer by "\\n".
    """
    if item.kind is Kind.MATCHING:
        prompt, _, who = answer.partition("\n")
        return _sentence(f"{who} {prompt}")
    stem = _SOURCE.sub("?", item.stem.strip())
    quoted = _QUOTED.search(stem)
    if item.kind is Kind.TRUE_FALSE:
        return _sentence(quoted["quote"] if quoted else stem)
    if quoted and GAP in quoted["quote"]:
        return _sentence(quoted["quote"].replace(GAP, answer))
    if quoted and item.kind is Kind.MULTIPLE:
        return _sentence(f"{quoted['quote'].rstrip(':')} {answer}")
    return _of_question(item, stem, answer)


def _of_question(item: Item, stem: str, answer: str) -> str:
    """What a question and its answer come to, by the forms of question that are known."""
    if defined := _DEFINED.match(stem):
        return _sentence(f"{answer} means {defined['means']}")
    if asked := _HOW_MANY.match(stem):
        return _within(asked, answer)
    asked = next((found for pattern in _ASKED if (found := pattern.match(stem))), None)
    return _answered(item, asked, answer) if asked else f"{stem} {answer}"


def _answered(item: Item, asked: re.Match[str], answer: str) -> str:
    """A question for what or for whom, with its answer in its place."""
    parts = asked.groupdict()
    actor, act = (answer, parts["act"]) if "act" in parts else (parts["actor"], answer)
    condition = parts["cond"] or occasion(item)
    told = f"{actor} {parts['modal']} {act}"
    return _sentence(f"{condition}, {told}" if condition else told)


def occasion(item: Item) -> str:
    """The last sentence of a vignette as a condition, "Where …", if the words cited make it one; else "":
    what else is told is story."""
    vignette = item.vignette.strip()
    if item.story or not vignette:
        return ""
    last = last_sentence(vignette).rstrip(".")
    said = read(" ".join(one.quote for one in item.citations)).stems
    return f"Where {last[:1].lower()}{last[1:]}" if read(last).covered(said) >= SAID else ""


def last_sentence(vignette: str) -> str:
    """The last sentence of a vignette, which may hold the guidance's condition; "" for no vignette."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", vignette.strip())[-1]


def _within(asked: re.Match[str], answer: str) -> str:
    """A question for a number of something, with its answer in its place."""
    actor, be, act = asked["told"].partition(" be ")
    time = f"within {answer} {asked['unit']} {asked['rest']}"
    if be:
        return _sentence(f"{actor} {asked['modal']} be {act} {time}")
    return _sentence(f"{time} {asked['modal']} {asked['told']}")


def _sentence(text: str) -> str:
    text = " ".join(text.split()).rstrip(". ")
    return f"{text[:1].upper()}{text[1:]}."
