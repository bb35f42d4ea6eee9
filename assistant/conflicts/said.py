"""The quoted sentences that are held against each other, and whether two of them can speak of one thing."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answers import Citation
from assistant.asked import Asks
from assistant.conflicts.telling import (
    BODIES,
    COUNT,
    apart,
    cases,
    family,
    matters,
    number,
    telling,
    words,
)
from ingest.documents import Passage, Role

ENOUGH = 0.68
"""Share of their weight that two purposes must share to be of one thing; see ``Weights``."""
LEAST_SHARED = 1.4
"""Weight that two purposes must share: two telling words, or one with an ordinary one."""
ORDINARY = 0.4
"""Weight of a word that stands in most guidance; that of others is 1."""

MAJORITY = 18
"""The age in years to which most of what guidance says of children applies, whether it is named or not."""
_AGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<side>under|over|below|aged?|younger than|older than)[- ](?:the )?(?:age of )?"
        rf"(?P<years>{COUNT})s?\b(?![- ](?:working|school|hour|day|week|month|minute|per)|%)",
        rf"\b(?P<years>{COUNT})(?:[- ]years?)?[- ]"
        r"(?P<side>old|of age|(?:and|or) (?:over|under|above|older|younger))",
    )
)
_ANYBODY = frozenset({"social care", "staff", "family"})
"""Families that most sentences name."""
_MODAL = re.compile(
    r"\W*(?:must|should|shall|may|can|will)(?: not| always| also)?(?P<be> be\b)?", re.IGNORECASE
)
_POINTS_BACK = re.compile(r"\s*(?:It|They|This|These|That|Those|He|She)\b")
_OF_THE_PAST = re.compile(
    r"\b(?:previously|formerly|used to|no longer(?! than)|instead of"
    r"|(?:was|were|been) (?:changed|replaced|increased|reduced)|(?:was|were) \w+ (?:with)?in"
    r"|proposes?|proposals?|consultation on)\b|%|\bper cent\b",
    re.IGNORECASE,
)
"""What tells that a sentence gives figures, or how things were, rather than what is to be done."""


@dataclass(frozen=True)
class Said:
    """A quoted sentence with what it is read with.

    Attributes:
        citation: the sentence alone.
        before: what leads into it, where it is an item of a list; else "".
    """

    citation: Citation
    before: str = ""

    @property
    def text(self) -> str:
        """Its words."""
        return self.citation.quote

    @cached_property
    def telling(self) -> frozenset[str]:
        """The telling words of it and of what leads into it, without the bodies they name."""
        return telling(BODIES.sub(" ", f"{self.before} {self.text}"))

    @cached_property
    def own_matters(self) -> frozenset[str]:
        """What it names of the matters that guidance treats apart."""
        return matters(f"{self.before} {self.text}")

    @cached_property
    def matters(self) -> frozenset[str]:
        """The same with what its headings and its document's title name."""
        above = (self.citation.document.metadata.title, *self.citation.passage.heading_path)
        return self.own_matters | matters(" / ".join(above))

    @cached_property
    def cases(self) -> frozenset[str]:
        """The cases that it is of, such as urgent ones, or those of stage 2."""
        return cases(self.text)

    @cached_property
    def ages(self) -> frozenset[str]:
        """The ages that it names, that of majority left out, in digits with their side: "under 5"."""
        found = (match for pattern in _AGES for match in pattern.finditer(self.text))
        sides = ((match["side"].casefold(), number(match["years"])) for match in found)
        return frozenset(f"{side} {years}" for side, years in sides if years != MAJORITY)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The people and bodies it names, by family."""
        return frozenset(family(match[0]) for match in BODIES.finditer(self.text))

    @cached_property
    def voices(self) -> frozenset[tuple[str, bool]]:
        """The bodies that are to do something, or (True) to have it done to them: "the LADO must be told"."""
        found = ((match, _MODAL.match(self.text, match.end())) for match in BODIES.finditer(self.text))
        return frozenset((family(body[0]), bool(modal["be"])) for body, modal in found if modal)

    @cached_property
    def whole(self) -> frozenset[str]:
        """What all of it tells: ``purpose`` of its text."""
        return self.purpose(self.text)

    def purpose(self, part: str) -> frozenset[str]:
        """The telling words of a part of it with what it hangs from: its lead-in, and its heading where it
        would not stand alone. The bodies it names are left out, since they differ by area."""
        own = telling(BODIES.sub(" ", f"{self.before} {part}"))
        path = self.citation.passage.heading_path
        thin = _POINTS_BACK.match(self.text) or sum(_weight(word) for word in own) < LEAST_SHARED
        return own | telling(path[-1]) if path and thin else own


def _ordinary() -> frozenset[str]:
    return words().common | _ANYBODY


def _weight(word: str) -> float:
    return ORDINARY if word in _ordinary() else 1.0


class Weights:
    """How much each word tells among the sentences of one answer: the rarer, the more."""

    def __init__(self, said: Sequence[Said]) -> None:
        self._having = Counter(word for one in said for word in one.telling)

    def held(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How sure it is that what two texts tell is one thing, of which one may tell less: the share of the
        shorter's weight that the other holds too. Where each has telling words of its own, or only one is of
        what is made of the thing, they must be alike. 0 where it is too small."""
        own = (one - other - _ordinary(), other - one - _ordinary())
        share = self._share(one, other, min(self._of(one), self._of(other)))
        plain = not all(own) and not (one ^ other) & words().products
        return share if plain and share >= ENOUGH else self.alike(one, other)

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How sure it is that what two texts tell is one thing, both telling all of it: the share of the
        weight of both together that they share; 0 where it is too small."""
        share = self._share(one, other, self._of(one | other))
        return share if share >= ENOUGH else 0.0

    def _share(self, one: frozenset[str], other: frozenset[str], whole: float) -> float:
        """The weight that both hold as a share of a whole; 0 where both share too little to tell."""
        shared = one & other
        enough = bool(shared - _ordinary()) and sum(map(_weight, shared)) >= LEAST_SHARED
        return self._of(shared) / whole if enough else 0.0

    def _of(self, told: frozenset[str]) -> float:
        return sum(_weight(word) / (1 + 0.1 * max(0, self._having[word] - 2)) for word in told)


@dataclass(frozen=True, slots=True)
class Difference:
    """How two sentences differ.

    Attributes:
        about: in plain words that quote both.
        sure: how sure it is that they speak of one thing, 0 to 1.
    """

    about: str
    sure: float


Way = Callable[[Asks, Said, Said, Weights], Difference | None]
"""Compares two sentences in one respect."""


def sentences(citation: Citation) -> Iterator[Said]:
    """The sentences of what is cited, lead-ins and footnotes left out; all of it where none lies within."""
    passage = citation.passage
    within = [
        place
        for place, sentence in enumerate(passage.sentences)
        if citation.start <= sentence.start and sentence.end <= citation.end
    ]
    if not within:
        yield Said(citation)
    for place in within:
        sentence = passage.sentences[place]
        if sentence.role in (Role.SENTENCE, Role.ITEM, Role.ROW):
            yield Said(replace(citation, start=sentence.start, end=sentence.end), _before(passage, place))


def _before(passage: Passage, place: int) -> str:
    """What leads into a sentence: the lead-in of its list, here or where the passage was cut off."""
    lead = passage.lead_in_of(place) if passage.sentences[place].level else None
    if lead is not None:
        return passage.text[passage.sentences[lead].start : passage.sentences[lead].end]
    hangs = passage.sentences[place].level or passage.sentences[place].role is Role.ROW
    return passage.lead_in if hangs else ""


def comparable(one: Said, other: Said) -> bool:
    """Whether two sentences can speak of one thing: of different documents, on the same people and matters,
    in the same case, and both on what is to be done."""
    first, second = one.citation.document, other.citation.document
    lists = words()
    return (
        first.id != second.id
        and {first.metadata.audience, second.metadata.audience} != {"children", "adults"}
        and not apart(one.own_matters, other.own_matters)
        and not apart(one.matters, other.matters)
        and not (one.telling ^ other.telling) & lists.particular
        and one.cases == other.cases
        and not _turned(one.voices, other.voices)
        and not any(_opposed(one.telling, other.telling, ends) for ends in lists.opposed)
        and not any(_OF_THE_PAST.search(said.text) for said in (one, other))
    )


def _opposed(one: frozenset[str], other: frozenset[str], ends: frozenset[str]) -> bool:
    """Whether each of two sentences names one end of a thing."""
    return len(one & ends) == len(other & ends) == 1 and one & ends != other & ends


def _turned(one: frozenset[tuple[str, bool]], other: frozenset[tuple[str, bool]]) -> bool:
    """Whether a body acts in the one and is acted on in the other."""
    return any((body, not passive) in other for body, passive in one - other)
