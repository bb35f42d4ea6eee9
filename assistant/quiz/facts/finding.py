"""The facts of many passages, found together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.quiz.facts.duties import duties
from assistant.quiz.facts.lists import Listed, duties_in, lists
from assistant.quiz.facts.meanings import Meaning, meanings
from assistant.quiz.facts.parsing import begin_with_a_verb
from assistant.quiz.facts.times import Timed, times
from assistant.quiz.facts.values import Duty
from ingest.documents import GuidanceDocument, Passage


@dataclass
class Facts:
    """Facts by kind, each list in the order in which they were found."""

    duties: list[Duty] = field(default_factory=list)
    times: list[Timed] = field(default_factory=list)
    lists: list[Listed] = field(default_factory=list)
    meanings: list[Meaning] = field(default_factory=list)

    def add(self, others: "Facts") -> None:
        """Put others behind these."""
        self.duties += others.duties
        self.times += others.times
        self.lists += others.lists
        self.meanings += others.meanings


def facts(passages: Sequence[tuple[Passage, GuidanceDocument]]) -> Facts:
    """What some passages, each with its document, lay down. Law that is not in force and words read from a
    picture are passed over."""
    sound = [(one, document) for one, document in passages if not one.prospective and not one.ocr]
    listed = [found for passage, document in sound for found in lists(passage, document)]
    found = [*duties(sound), *_listed_duties(listed)]
    return Facts(
        found,
        list(times(sound, found)),
        listed,
        [one for passage, document in sound for one in meanings(passage, document)],
    )


def _listed_duties(listed: Sequence[Listed]) -> list[Duty]:
    """The items of lists that begin with a verb, as duties."""
    found = [duty for one in listed for duty in duties_in(one)]
    verbs = begin_with_a_verb([duty.act for duty in found], "must")
    return [duty for duty, fits in zip(found, verbs, strict=True) if fits]
