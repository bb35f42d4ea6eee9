"""How strongly something is said: must, should, may, need not, must not; and whether it is said or denied.

"Must" turned to "should" is a change of law. A duty is held against the words of its source that have the
same verb; where the verb is another, against all that the source says.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.grounding.evidence import Evidence
from assistant.grounding.patterns import pattern, patterns, plain
from assistant.grounding.text import Text, read
from assistant.grounding.verdict import Difference

_AGREE = {
    "must": {"must", "essential"},
    "should": {"should", "essential"},
    "essential": {"must", "should", "essential"},
    "may": {"may", "can", "need not"},
    "can": {"can", "may", "need not"},
    "need not": {"need not", "may"},
    "must not": {"must not", "cannot", "may not"},
    "cannot": {"must not", "cannot", "may not"},
    "should not": {"should not"},
    "may not": {"may not", "must not", "cannot"},
}
"""What each may be said for."""
_DENIED = {"must": "need not", "should": "should not", "may": "must not", "can": "cannot"}
"""What each comes to after "nobody"."""
_STRICT = {"must", "should"}
_NOBODY = re.compile(r"\b(?:nobody|no one|none of|neither|no (?!later|more|less|longer)\w+)\b", re.IGNORECASE)
_NO_DUTY = re.compile(r"May\b(?! (?:not|be)\b)|may be (?:un)?aware")
_WEAK = {"can", "cannot", "may", "may not"}
"""What is often said of how things are, and is no duty."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Words that say how strongly.

    Attributes:
        kind: "must", "should", "may", or one of them denied.
        shown: the words.
        of: the stem of the next telling word, its verb; "" if there is none.
    """

    kind: str
    shown: str
    of: str


def check(claim: Text, source: Evidence) -> Iterator[Difference]:
    """Duties of a statement that its source words more strongly, more weakly, or not at all."""
    held, main, said = duties(source.whole.text), duties(source.main.text), duties(claim.text)
    for one in said:
        near = [other for other in held if _alike(one, other)]
        against = [other for other in near if other in main] or [*near, *main]
        in_place = not near and _in_place_of_a_duty(one, said, main)
        if not against or (one.kind in _WEAK and not near and not in_place):
            continue
        # That something is possible says nothing of what should be done instead.
        others = against if near else [other for other in held if not (in_place and other.kind == "can")]
        if not any(_agrees(one, other, claim, source) for other in others):
            instead = next((other for other in against if other.kind in _STRICT), against[0]).shown
            yield Difference("duty", f"the passage says “{instead}”, the statement says “{one.shown}”")
            return
    if not said:
        yield from _dropped(claim, main)


def _in_place_of_a_duty(one: Duty, said: Sequence[Duty], main: Sequence[Duty]) -> bool:
    """Whether "can" is all that is left of a "must" or a "should"."""
    strict = [any(duty.kind in _STRICT for duty in duties) for duties in (said, main)]
    return one.kind in ("can", "may") and strict == [False, True]


def _agrees(one: Duty, other: Duty, claim: Text, source: Evidence) -> bool:
    if other.kind in _AGREE[one.kind]:
        return True
    turned = {one.kind, other.kind} in ({"must", "must not"}, {"should", "should not"})
    if turned:  # "should not be shown" is "ought to be withheld"
        return bool(_denials(claim.text) and _denials(source.whole.text))
    return (
        one.kind == "must"
        and other.kind in ("can", "may")
        and bool(pattern("only").search(source.whole.text))
    )


def _denials(text: str) -> list[str]:
    return [match[0] for match in pattern("denials").finditer(plain(text))]


def _dropped(claim: Text, held: Sequence[Duty]) -> Iterator[Difference]:
    """A duty of the source on the very verb that the statement has without any."""
    for one in held:
        if one.of in claim.stems and one.kind not in ("can", "cannot", "need not", "essential"):
            yield Difference("duty", f"the passage says “{one.shown}”, the statement does not")
            return


def _alike(one: Duty, other: Duty) -> bool:
    return bool(one.of) and one.of == other.of


@lru_cache(maxsize=4_000)
def duties(text: str) -> tuple[Duty, ...]:
    """The duties of a text, in order; a stretch of words is one duty only."""
    words = plain(text)
    found: list[tuple[int, int, str]] = []
    for kind, wording in patterns("duties").items():
        for match in wording.finditer(words):
            taken = any(match.start() < end and start < match.end() for start, end, _ in found)
            if not taken and not _NO_DUTY.match(words, match.start()) and not _is_asked(words, match.start()):
                found.append((match.start(), match.end(), kind))
    return tuple(
        Duty(_as_denied(words, start, kind), text[start:end], _next(text, end))
        for start, end, kind in sorted(found)
    )


def _is_asked(words: str, at: int) -> bool:
    """Whether a duty's words open a condition: "Should a parent object, …"."""
    opens = not words[:at].strip() or words[:at].rstrip()[-1] in ".;:"
    return opens and words.startswith("Should ", at)


def _as_denied(words: str, at: int, kind: str) -> str:
    """The kind, turned to its contrary where nobody is the one who must or may."""
    kind = "cannot" if kind == "must not be able" else kind
    clause = re.split(r"[.;:,]", words[:at])[-1]
    return _DENIED.get(kind, kind) if _NOBODY.search(clause) else kind


def _next(text: str, at: int) -> str:
    return next((word.stem for word in read(text).words if word.start >= at and word.tells), "")
