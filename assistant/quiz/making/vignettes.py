"""Short situations: an invented person at work, and what the source's condition says, told as something that
is so.
"""

import random
import re
from functools import lru_cache

from assistant.quiz.facts.bodies import bodies, data
from assistant.quiz.facts.duties import within
from assistant.quiz.facts.parsing import subject_of
from assistant.quiz.facts.values import Duty
from assistant.quiz.making.parts import capital

FEWEST_WORDS = 6
"""Of a condition that makes a situation."""
_ARTICLE = re.compile(r"^(?:a|an|the) ", re.IGNORECASE)
_POINTS_BACK = re.compile(r"^(?:they|it|he|she)$", re.IGNORECASE)
_DOING = re.compile(r"^when (?P<doing>(?!talking|doing)\w+ing (?:\S+ ){1,}\S+)$", re.IGNORECASE)
"""What somebody is doing when a duty applies: "when selecting a reviewer"."""
_OPENS = re.compile(r"^(?:where|when|whenever|if|once|as soon as|in (?:any )?cases? where) ", re.IGNORECASE)


def person(duty: Duty, rng: random.Random) -> str:
    """Somebody whose work it is, by name and post, or "" where nobody is known: "Amina Shah is a school
    nurse."."""
    known = bodies().get(duty.body)
    if known is None or not known.people:
        return ""
    names = data()["names"]
    return f"{rng.choice(names['first'])} {rng.choice(names['last'])} is {rng.choice(known.people)}."


def situation(duty: Duty, rng: random.Random) -> tuple[str, str]:
    """A vignette for a duty with a condition, and what its question calls whoever has the duty: somebody at
    work, then the condition as something that is so. Where it can't be told so, "" and the source's own word.
    """
    told, subject = told_as_fact(duty.condition)
    if at_work := _DOING.match(duty.condition):
        return f"{capital(duty.actor)} {_be(duty.actor)} {at_work['doing']}.", duty.actor
    who = person(duty, rng) if told else ""
    if not who:
        return "", duty.actor
    if _POINTS_BACK.match(duty.actor):
        return f"{who} {told}", _ARTICLE.sub("the ", within(subject))
    return f"{who} {told}", duty.actor


def _be(actor: str) -> str:
    """The verb that goes with whoever acts: one of them is, several are."""
    head = re.split(r" (?:of|for|in|who|from|with)\b|[,(]", actor)[0].strip()
    several = " and " in head or head.endswith(("police", "staff", "people"))
    return "are" if several or re.search(r"(?<![s’'])s$", head) else "is"


@lru_cache(maxsize=4_000)
def told_as_fact(condition: str) -> tuple[str, str]:
    """A condition as a sentence of its own, and its subject: "where a child is at risk" is "A child is at
    risk.", "A child". "" for one without a verb of its own, about several things, or too short to tell what
    it is about."""
    if not _OPENS.match(condition):
        return "", ""
    sentence = f"{capital(_OPENS.sub('', condition))}."
    subject = subject_of(sentence) if len(sentence.split()) >= FEWEST_WORDS else ""
    return (sentence, subject) if subject else ("", "")
