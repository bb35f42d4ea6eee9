"""What is asked in a message, ready to be searched for; and the answers to several questions as one.

A message is a question, a follow-up to the one before, several questions, or a case with questions in it. Of
a long case the story is not searched: what happened is told in the words of no guidance. What it names in the
terms of the field goes with each of its questions.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import prompts
from assistant.answers import Answer, AnswerKind, Statement
from assistant.cases import context, read
from assistant.follow_ups import completed, topic_of
from assistant.privacy.tokens import spoken
from assistant.reasons import Reason

MOST_QUESTIONS = 3
"""Of one message; more cannot be answered in a few seconds' reading."""
LONGEST_WHOLE = 100
"""Words of a message with one question that is searched as it is: so short a story helps to find the rule."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One question, with what goes along when it is searched for.

    Attributes:
        question: as asked.
        whole: the same, a follow-up completed from the conversation.
        topic: what a follow-up goes on about, or the terms of the field in a case; its words count half.
    """

    question: str
    whole: str = ""
    topic: str = ""

    @property
    def text(self) -> str:
        """What can be read by itself."""
        return self.whole or self.question

    @property
    def follows(self) -> bool:
        """Whether it goes on about the question before it."""
        return bool(self.whole) and self.whole != self.question

    def spoken(self) -> "Asking":
        """The same as it is searched for, the tokens that stand for personal data put into words."""
        return Asking(spoken(self.question), spoken(self.whole), spoken(self.topic))

    def with_terms(self, terms: Iterable[str]) -> "Asking":
        """The same, with more terms to search for."""
        return replace(self, topic=" ".join(filter(None, (self.topic, *terms))))


def asked_in(message: str, history: Sequence[Answer | str] = ()) -> list[Asking]:
    """The questions of a message, in order, at most ``MOST_QUESTIONS``; the whole message if it asks none.

    Args:
        message: as typed.
        history: earlier answers or questions of the conversation, oldest first.
    """
    plain = " ".join(message.split())
    asked = read(message)
    questions = asked.questions[:MOST_QUESTIONS]
    if len(questions) < 2 and len(plain.split()) <= LONGEST_WHOLE:
        return [Asking(plain, completed(plain, history), topic_of(plain, history))]
    if not questions:
        return [Asking(plain)]
    terms = context(asked.story) if asked.story else ""
    return [Asking(question, question, terms) for question in questions]


def joined(message: str, answers: Sequence[Answer]) -> Answer:
    """The answers to the questions of one message as one answer to it, each statement with its question."""
    if len(answers) == 1:
        return replace(answers[0], question=message)
    declined = [one for one in answers if one.kind is AnswerKind.ABSTAINED]
    if len(declined) == len(answers):
        return replace(answers[0], question=message, searched_for=_all(one.searched_for for one in answers))
    missing = [_unanswered(one) for one in declined]
    later = read(message).questions[MOST_QUESTIONS:]
    missing += [prompts.load("asked-later").fill(question=question) for question in later]
    written = [one for one in answers if one.kind is AnswerKind.WRITTEN]
    numbers: dict[str, int] = {}
    return replace(
        answers[0],
        question=message,
        kind=AnswerKind.WRITTEN if written else AnswerKind.QUOTED,
        statements=tuple(_part(said, one, numbers) for one, said in _once(answers)),
        more=tuple(_part(statement, one, numbers) for one in answers for statement in one.more),
        advice="",
        reason="",
        notices=tuple(dict.fromkeys([*missing, *(notice for one in answers for notice in one.notices)])),
        conflicts=tuple(conflict.numbered(numbers) for one in answers for conflict in one.conflicts),
        passages=tuple({hit.passage.id: hit for one in answers for hit in one.passages}.values()),
        confidence=max(one.confidence for one in answers),
        searched_for=_all(one.searched_for for one in answers),
        model=next((one.model for one in written), ""),
        prompts=tuple(dict.fromkeys(prompt for one in written for prompt in one.prompts)),
        dropped=tuple(why for one in answers for why in one.dropped),
        timings={stage: sum(one.timings.get(stage, 0.0) for one in answers) for stage in answers[0].timings},
    )


def _unanswered(answer: Answer) -> str:
    """That a part is not answered; the guidance may well answer it if not all of it could be searched."""
    name = "part-not-found" if answer.reason == Reason.PARTIAL else "part-unanswered"
    return prompts.load(name).fill(question=answer.question)


def _once(answers: Sequence[Answer]) -> Iterator[tuple[Answer, Statement]]:
    """What each answer says at once, less what an earlier one said; its first where it says nothing else."""
    told: set[str] = set()
    for one in answers:
        fresh = [said for said in one.statements if said.text not in told] or one.statements[:1]
        told |= {said.text for said in fresh}
        yield from ((one, said) for said in fresh)


def _all(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(texts))


def _part(statement: Statement, answer: Answer, numbers: dict[str, int]) -> Statement:
    """A statement with its question, and its citations numbered through all answers."""
    return replace(statement.numbered(numbers), question=answer.question)
