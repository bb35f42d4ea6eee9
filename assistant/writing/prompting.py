"""What the model that writes is told: rules, and as data numbered passages and a question.

Passages, titles and questions are untrusted. Each stands between markers that hold a number drawn for this
one answer, and the characters that markers are made of are taken out of what stands between them, so that
nothing in a document can end its passage, open another, or pass for the turns of the conversation itself.
"""

import re
import secrets
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import prompts
from assistant.answers import Hit, standing_in_words
from assistant.tokens import count_tokens
from ingest.vocabulary import NATIONS

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

MOST_TOKENS = 3_000
"""Of passages in one prompt; the passages that are quoted from take half of it at most."""
LONGEST_QUESTION = 2_000
"""Characters of a question that are passed on."""
NOTHING = "NOT IN THE PASSAGES"
"""What the model is to write where the passages do not answer."""
PROMPTS = ("write", "write-question")

_ANGLES = str.maketrans(dict.fromkeys("<＜﹤‹«≪⟨⟪〈《", "‹") | dict.fromkeys(">＞﹥›»≫⟩⟫〉》", "›"))
"""What markers, and the turns of many models' own conversations, are made of."""
_UNSEEN = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_TURNS = re.compile(r"\[/?(?:INST|SYS|SYSTEM|USER|ASSISTANT)\]", re.IGNORECASE)


def messages(question: str, hits: Sequence[Hit]) -> "list[BaseMessage]":
    """What the model is told to have a question answered from passages.

    Args:
        question: one that can be understood by itself.
        hits: its passages, best first, numbered from 1 in this order; those beyond ``MOST_TOKENS`` are left
            out.
    """
    from langchain_core.messages import HumanMessage, SystemMessage

    mark = new_mark()
    asked = prompts.load("write-question").fill(
        passages="\n\n".join(within(MOST_TOKENS, [_shown(*one, mark) for one in enumerate(hits, 1)])),
        question=harmless(question)[:LONGEST_QUESTION],
        mark=mark,
    )
    return [SystemMessage(prompts.load("write").fill(mark=mark, nothing=NOTHING)), HumanMessage(asked)]


def new_mark() -> str:
    """A number that nobody can foresee, for the markers of one prompt."""
    return secrets.token_hex(8)


def harmless(text: str) -> str:
    """A text without anything that could pass for a marker or for a turn of the conversation."""
    return _TURNS.sub(" ", _UNSEEN.sub("", text).translate(_ANGLES))


def within(most: int, texts: Sequence[str]) -> Iterator[str]:
    """The first texts that have so many tokens together, each whole; at least one."""
    total = 0
    for place, text in enumerate(texts):
        total += count_tokens(text)
        if place and total > most:
            return
        yield text


def _shown(number: int, hit: Hit, mark: str) -> str:
    """A passage between its markers, with what it is and where it stands."""
    passage, told = hit.passage, hit.document.metadata
    nation = NATIONS[told.nation][0] if told.nation in NATIONS else told.nation
    named = ", ".join(
        filter(None, (hit.document.name, told.kind, nation, standing_in_words(hit.document.standing)))
    )
    lines = (
        f"Document: {named}",
        f"Section: {' / '.join(passage.heading_path)}" if passage.heading_path else "",
        f"Strongest duty word: {passage.strength}" if passage.strength != "none" else "",
        passage.lead_in,
        passage.text[passage.body :],
    )
    data = harmless("\n".join(filter(None, lines)))
    return f"<<<PASSAGE {number} {mark}>>>\n{data}\n<<<END {mark}>>>"
