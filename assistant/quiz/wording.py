"""Situations and questions in a model's words. What is asked, the key and its citations stay what they are: a
model's words stand only if they add no fact, give nothing away, and the item still holds with them.
"""

import re
import time
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import prompts
from assistant.grounding import duties, people, quantities
from assistant.grounding.text import read
from assistant.log import log_kind
from assistant.quiz.checking import Grounds, findings
from assistant.quiz.claims import last_sentence
from assistant.quiz.items import Item, Kind
from assistant.quiz.linting import lint
from assistant.writing.prompting import harmless, new_mark
from assistant.writing.streaming import streamed

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant import Assistant

WORDS_OF_SITUATION = range(8, 91)
MOST_FAILURES = 2
"""Running, after which a model is asked no more."""
GIVEN_AWAY = 0.34
"""Share of what the key tells beyond the question that a situation may tell too."""
_ANYBODY = frozenset(
    {"child", "adult", "parent", "carer", "staff", "teacher", "school", "volunteer", "employer"}
)
"""Whoever may come into a situation without having been named."""
_WRITTEN = re.compile(r"SITUATION:\s*(?P<situation>.+?)\s*QUESTION:\s*(?P<question>[^\n]+)", re.DOTALL)


def worded(
    assistant: "Assistant", items: Sequence[Item], model: "BaseChatModel", seconds: float
) -> list[Item]:
    """Items with a model's situation, and its question where that asks the same; as they were where the model
    fails or its words do not hold.

    Args:
        assistant: of the library.
        items: of any kind; those with several stages, quoted sentences or lists are left as they are.
        model: asked once for each item.
        seconds: how long each may take.
    """
    grounds = Grounds(assistant)
    found, failures = list[Item](), 0
    for item in items:
        told = None
        if _can_be_worded(item) and failures < MOST_FAILURES:
            try:
                told = _asked_of(model, item, seconds)
                failures = 0
            except Exception as error:  # whatever it is, the item stands as it is
                log_kind("A model worded no item", error)
                failures += 1
        tries = _tries(item, *told) if told else []
        sound = (one for one in tries if not lint(one) and not findings(assistant, one, grounds))
        found.append(next(sound, item))
    return found


def _can_be_worded(item: Item) -> bool:
    return item.kind is Kind.SINGLE and not item.story and "“" not in item.stem


def _tries(item: Item, situation: str, question: str) -> list[Item]:
    """The item with the model's situation and question, then with its situation alone; neither where they
    add something."""
    if not holds_back(item, situation):
        return []
    with_situation = item.model_copy(update={"vignette": _before_condition(item, situation)})
    asks_the_same = _asks_the_same(item.stem, question)
    both = [with_situation.model_copy(update={"stem": question})] if asks_the_same else []
    return [*both, with_situation]


def _before_condition(item: Item, situation: str) -> str:
    """A situation, with the last sentence of the item's own behind it: the condition that the guidance makes,
    in its words."""
    return f"{situation} {last_sentence(item.vignette)}".strip()


def holds_back(item: Item, situation: str) -> bool:
    """Whether a situation adds no number, time, law, duty or body to what an item tells, and does not tell
    its key."""
    words, own = read(situation), read(f"{item.situation} {item.stem}")
    if len(words.words) not in WORDS_OF_SITUATION or not situation.endswith((".", "”")):
        return False
    known = {one.name for one in people.people(own.text)} | _ANYBODY
    adds = (
        {one.value for one in quantities.quantities(situation)}
        - {one.value for one in quantities.quantities(own.text)}
        or any(one.kind not in ("can", "cannot") for one in duties.duties(situation))
        or {one.name for one in people.people(situation)} - known
        or re.search(r"https?:|www\.|@|\bAct\b|\bsection\b|[<>{}\[\]|*#]", situation)
    )
    return not adds and not any(_tells(one.text, words.stems, own.stems) for one in item.key)


def _tells(key: str, told: frozenset[str], asked: frozenset[str]) -> bool:
    beyond = [word for word in read(key).telling if word.stem not in asked]
    whole = sum(word.weight for word in beyond)
    given = sum(word.weight for word in beyond if word.stem in told)
    return bool(whole) and given / whole > GIVEN_AWAY


def _asks_the_same(stem: str, question: str) -> bool:
    """Whether a question is one, and has every telling word of another, its duty word, and no more."""
    opens, opened = (one.partition(" ")[0].casefold() for one in (question, stem))
    if not question.endswith("?") or opens != opened:
        return False
    ours, theirs = read(stem), read(question)
    same_duties = [one.kind for one in duties.duties(stem)] == [one.kind for one in duties.duties(question)]
    added = theirs.stems - ours.stems - {word.stem for word in theirs.words if not word.tells}
    return ours.covered(theirs.stems) == 1.0 and not added and same_duties


def _asked_of(model: "BaseChatModel", item: Item, seconds: float) -> tuple[str, str]:
    """What a model writes: a situation and a question."""
    from langchain_core.messages import HumanMessage

    mark, ends = new_mark(), time.monotonic() + seconds
    told = prompts.load("quiz-item").fill(
        mark=mark,
        who=item.role or "somebody who works with children or adults",
        asked=harmless(item.asked),
        answers=harmless("\n".join(one.text for one in item.options)),
    )
    with closing(streamed(model, [HumanMessage(told)], lambda: ends - time.monotonic())) as pieces:
        written = _WRITTEN.search("".join(pieces))
    if written is None:
        raise ValueError("the model wrote no situation and question")
    return " ".join(written["situation"].split()), written["question"].strip()
