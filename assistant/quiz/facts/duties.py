"""Duties in sentences and lists: who must or should do what, and when."""

import re
from collections.abc import Iterator, Sequence

from assistant.quiz.facts.bodies import body_of
from assistant.quiz.facts.parsing import Clause, clauses
from assistant.quiz.facts.values import Duty, Place
from ingest.documents import GuidanceDocument, Passage, Role

WORDS_OF_ACT = range(4, 34)
WORDS_OF_CONDITION = range(4, 36)
_LONGEST = 75
"""Words of a sentence that is taken apart; the grammar of longer ones is seldom read rightly."""

_DUTY = re.compile(r"\b(?:must|should)\b")
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:this|these|those|such|above|below|the following|"
    r"following (?:list|questions|paragraphs)|as follows|set out (?:in|at|above|below|here)|"
    r"described (?:in|above|below)|mentioned|referred to in|aforementioned|"
    r"the (?:former|latter|same)|here|previous|earlier|sub-?sections?|paragraphs?|chapters?|footnote|annex|"
    r"sections? (?:\(|\d+[A-Z]?\()|regulations under|we|us|our|ours|I|figure|table|diagram|page|Mr|Mrs|Ms)\b",
    re.IGNORECASE,
)
"""What needs words that stand elsewhere."""
_SEE = re.compile(
    r"\s*[(\[](?:see|for example|e\.g\.?|as (?:set out|described)|refer|paragraph|section|footnote)\b"
    r"[^()\[\]]*[)\]]",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\s*\([^()]*\b(?:19|20)\d\d\b[^()]*\)(?P<stop>\.?)$")
_PRONOUN = re.compile(r"\b(?:they|them|their|it|its|he|she|him|her|his|you|your)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:they|them|their|it|its|he|she|him|her|his)\b", re.IGNORECASE)
_POINTS_BACK_FIRST = re.compile(
    r"^(?:\w+,? (?:\w+ ){0,3}(?:they|them|their|it|its)\b|\w+ you\b.*\b(?:they|them|their|it|its)\b)",
    re.IGNORECASE,
)
"""A condition in which a pronoun stands before what it could point to."""
_SUBJECTS_THAT_POINT = re.compile(r"^(?:they|it|he|she|you|everyone|everybody)$", re.IGNORECASE)
_HOLLOW = re.compile(
    r"(?:if|where|when|wherever|whenever)(?: it is| they are)? "
    r"(?:necessary|appropriate|possible|required|needed|relevant|applicable|so|not|practicable|available)\b",
    re.IGNORECASE,
)
"""Conditions that leave open when they hold."""
_ENDS_OPEN = re.compile(r"(?:\b(?:and|or|but|the|a|of|to|with|for|in|whether|that|if)|[–-])$", re.IGNORECASE)
NOTE = re.compile(r"(?<=[a-z,.;)])\d{1,3}(?!\w)|\s\d{1,3}$")
"""A footnote's number that the reader of the file took for a word."""


def duties(passages: Sequence[tuple[Passage, GuidanceDocument]]) -> Iterator[Duty]:
    """The duties that stand in the sentences of some passages, each with its document."""
    places = [place for passage, document in passages for place in _places(passage, document)]
    texts = [place.text for place in places]
    for place, text, clause in zip(places, texts, clauses(texts), strict=True):
        if clause is not None and (duty := duty_of(clause, place, text)):
            yield duty


def _places(passage: Passage, document: GuidanceDocument) -> Iterator[Place]:
    """The sentences of a passage that may lay down a duty by themselves."""
    for sentence in passage.sentences:
        place = Place.of(passage, document, sentence)
        text = place.text
        if sentence.role is Role.SENTENCE and _DUTY.search(text) and len(text.split()) <= _LONGEST:
            yield place


def duty_of(clause: Clause, place: Place, text: str) -> Duty | None:
    """The duty of a sentence that was taken apart, or None where a question about it would need more than
    its words."""
    if clause.denied or NOTE.search(text) or not balanced(text):
        return None
    condition = plain(clause.before or clause.behind).rstrip(", ")
    act, actor = plain(clause.act), within(plain(clause.subject))
    if not sound_act(act) or (condition and not sound_condition(condition)):
        return None
    if _SUBJECTS_THAT_POINT.match(actor):
        body = _body_in(clause.before) if actor != "you" else "you"
        if not body:
            return None
    elif _PRONOUN.search(actor) or _POINTS_ELSEWHERE.search(actor):
        return None
    else:
        body = body_of(actor)
    return Duty(place, actor, body, clause.modal, act, within(condition))


def sound_act(act: str) -> bool:
    """Whether what is to be done can be understood without the text around it."""
    return (
        len(act.split()) in WORDS_OF_ACT
        and balanced(act)
        and not _POINTS_ELSEWHERE.search(act)
        and not _ENDS_OPEN.search(act)
        and not re.match(r"(?:\w+ ){1,3}(?:it|them|they)\b", act)
        and not re.search(r"[:;•]|https?:|www\.", act)
    )


def sound_condition(condition: str) -> bool:
    """Whether a condition says by itself when it holds."""
    named = re.sub(r"^\w+ ", "", condition)
    return (
        len(condition.split()) in WORDS_OF_CONDITION
        and balanced(condition)
        and not _POINTS_ELSEWHERE.search(condition)
        and not _HOLLOW.match(condition)
        and not _ENDS_OPEN.search(condition)
        and not _POINTS_BACK.match(named)
        and not _POINTS_BACK_FIRST.match(condition)
        and not re.match(r"(?:there|asked|so|not|an?y of|either|neither)\b(?! (?:is|are|has|have))", named)
        and not re.search(r"[:;•]", condition)
    )


def _body_in(condition: str) -> str:
    """The body that a condition is about, to which the "they" after it points."""
    return body_of(re.sub(r"^(?:as soon as|in cases where|\w+) ", "", condition)) if condition else ""


def within(text: str) -> str:
    """Some words as they stand within a sentence: the first in small letters, unless it is a name."""
    first = text.split(" ", 1)[0]
    named = first[1:] != first[1:].lower() or first in ("I", "Ofsted", "Cafcass", "Parliament", "England")
    return text if named else text[:1].lower() + text[1:]


def plain(text: str) -> str:
    """Some words without what refers to other places in brackets, or at the end names a source and its
    year."""
    told = _SOURCE.sub(r"\g<stop>", _SEE.sub("", text).strip())
    return " ".join(told.split()).replace(" ,", ",")


def is_clear(text: str) -> bool:
    """Whether a sentence can be read without the text around it."""
    opens = _POINTS_BACK.match(text) or re.match(r"(?:but|and|so|however|also|in such|there,)\b", text, re.I)
    return not opens and not _POINTS_ELSEWHERE.search(text) and not NOTE.search(text) and balanced(text)


def balanced(text: str) -> bool:
    """Whether every bracket and double or typographic quotation mark that opens is closed."""
    quotes = text.count("“") == text.count("”") and text.count('"') % 2 == 0
    single = text.count("‘") <= text.count("’")
    return quotes and single and all(text.count(a) == text.count(b) for a, b in ("()", "[]"))
