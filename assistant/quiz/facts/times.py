"""Times: within how long something has to be done, how long before, how often."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.grounding.quantities import NUMBER, number_of
from assistant.quiz.facts.duties import is_clear, plain
from assistant.quiz.facts.parsing import forms
from assistant.quiz.facts.values import Duty, Place
from ingest.documents import GuidanceDocument, Passage, Role

_LONGEST = 45
"""Words of a sentence."""
_LIMITS = (
    r"within|(?:no|not) (?:longer|later|more) than|at least(?: once)? every|at least|every|"
    r"at (?:maximum )?intervals of (?:no|not) more than|for at least|for a minimum of"
)
_UNITS = r"(?:(?:working|school|calendar|clear) )?(?:minute|hour|day|week|month|year)s?"
_TIME = re.compile(
    rf"\b(?P<limit>{_LIMITS}) (?P<number>{NUMBER})[- ](?P<unit>{_UNITS})\b(?! (?:old|of age))", re.IGNORECASE
)
_ANY_TIME = re.compile(rf"\b{NUMBER}[- ]{_UNITS}\b", re.IGNORECASE)
_COUNTED_FROM = re.compile(
    r"^(?:of|after|from|following|before) (?:the|a|an|being|its|their|each|any|receiv\w+|receipt|becoming|"
    r"birth|com\w+|leaving|return\w*)\b",
    re.IGNORECASE,
)
_MOST_WORDS_COUNTED_FROM = 14
_IN_WORDS = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()


@dataclass(frozen=True, slots=True)
class Timed:
    """A sentence that states one time, a whole number of something.

    Attributes:
        place: where it stands.
        before, after: what of the sentence stands around the time.
        limit: the words before the number: "within", "at least every".
        number: how many.
        written: the number as it is written: "one", "15".
        unit: of what, as it is written: "working days".
        duty: the duty that the sentence lays down, if it was taken apart.
    """

    place: Place
    before: str
    limit: str
    number: int
    written: str
    unit: str
    after: str
    duty: Duty | None = None

    def with_time(self, time: str) -> str:
        """The sentence with something else in the place of the number and its unit."""
        gap = "" if self.after[:1] in ("", ".", ",", ";", ")") else " "
        return f"{self.before} {self.limit} {time}{gap}{self.after}".strip()

    @property
    def is_sentence(self) -> bool:
        """Whether it is a whole sentence, with a subject and a verb, rather than the name of a duty."""
        return forms([self.with_time(f"{self.written} {self.unit}")])[0] == "clause"

    def told(self, number: int) -> str:
        """So many of its unit, written as its own number is."""
        return counted(number, self.unit, self.written)

    @property
    def act(self) -> tuple[str, str] | None:
        """What has to be done, without the time, and what that is counted from, where both can be told."""
        if self.duty is None or self.duty.condition or self.limit != "within":
            return None
        found = list(_TIME.finditer(self.duty.act))
        if len(found) != 1:
            return None
        before, after = self.duty.act[: found[0].start()].strip(), self.duty.act[found[0].end() :].strip()
        short = len(after.split()) <= _MOST_WORDS_COUNTED_FROM and "," not in after
        sound = before and not before.endswith((",", "and", "or", "certainly")) and _COUNTED_FROM.match(after)
        return (before, after) if short and sound else None


def times(
    passages: Sequence[tuple[Passage, GuidanceDocument]], duties: Iterable[Duty] = ()
) -> Iterator[Timed]:
    """The times that sentences and list items of some passages state.

    Args:
        passages: each with its document.
        duties: those of them that are known.
    """
    known = {(duty.place.passage.id, duty.place.spans): duty for duty in duties}
    for passage, document in passages:
        for place in _places(passage, document):
            if found := _timed(place, known.get((passage.id, place.spans))):
                yield found


def _places(passage: Passage, document: GuidanceDocument) -> Iterator[Place]:
    for index, sentence in enumerate(passage.sentences):
        said = [sentence]
        if sentence.role is Role.ITEM:
            lead = passage.lead_in_of(index)
            if lead is None:
                continue
            if passage.text[sentence.start].islower():  # one with a capital is a sentence of its own
                said.insert(0, passage.sentences[lead])
        elif sentence.role is not Role.SENTENCE:
            continue
        yield Place.of(passage, document, *said)


def _timed(place: Place, duty: Duty | None) -> Timed | None:
    text = plain(place.text)
    found = list(_TIME.finditer(text))
    one = len(found) == 1 and len(_ANY_TIME.findall(text)) == 1
    if not one or "@" in text or len(text.split()) > _LONGEST or not is_clear(text):
        return None
    match = found[0]
    number = number_of(match["number"])
    before, after = text[: match.start()].strip(), text[match.end() :].strip()
    if not number.is_integer() or not before:
        return None
    return Timed(
        place, before, match["limit"], int(number), match["number"], match["unit"].casefold(), after, duty
    )


def counted(number: int, unit: str, like: str = "") -> str:
    """So many of a unit: "1 working day", "15 working days".

    Args:
        number: how many.
        unit: of what, in the singular or the plural.
        like: a number as it is written beside it; one in words has this one in words too, as far as those go.
    """
    one = unit.removesuffix("s")
    told = _IN_WORDS[number] if like.isalpha() and number < len(_IN_WORDS) else str(number)
    return f"{told} {one if number == 1 else f'{one}s'}"
