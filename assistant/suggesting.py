"""Questions to offer: examples, and what could be asked after an answer. None is offered that the library was
not asked first, and answered.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, takewhile

from assistant import Assistant
from assistant.answers import Answer, AnswerKind
from assistant.pipeline import answer as quoted_answer
from assistant.scope import Scope
from assistant.wordings import held as listed_in
from ingest.documents import Passage

MOST = 3
"""Questions offered after an answer."""
TRIED = 6
"""Questions asked of the library to find them; each takes as long as an answer."""
NEAR = 4
"""Passages before and behind one that is cited, whose headings are looked at."""

_WORDS = range(2, 10)
"""Of a heading that makes a question."""
_WORDS_OF_QUESTION = range(5, 16)
"""Of one that is a question; a shorter one says too little where it stands alone ("What happens then?")."""
_NUMBERED = re.compile(
    r"^(?:(?:part|chapter|section|annex|appendix)\s+\w{1,4}[:.–-]*|[\dA-Z]{1,3}(?:\.\d+)*[.):])\s+", re.I
)


class Examples:
    """Questions that people ask (data/examples.yaml) and that the library answers; looked for anew when the
    library has changed.

    Args:
        assistant: asks the library.
        most: how many are offered.
    """

    def __init__(self, assistant: Assistant, most: int) -> None:
        self._assistant, self._most = assistant, most
        self._found: dict[str, list[str]] = {}

    def now(self) -> list[str]:
        """The questions, in the order of the list."""
        version = self._assistant.library.version
        if version not in self._found:
            self._found = {version: list(islice(self._answered(), self._most))}
        return self._found[version]

    def _answered(self) -> Iterator[str]:
        if self._assistant.library.documents():
            scope = self._assistant.scope
            yield from (one for one in _listed("questions") if _is_answered(self._assistant, one, scope))


def follow_ups(
    assistant: Assistant,
    answer: Answer,
    before: Iterable[str],
    scope: Scope,
    busy: Callable[[], bool] = lambda: False,
) -> list[str]:
    """Questions about what stands near the passages that an answer cites, each of which the library answers
    from where that stands.

    Args:
        assistant: asks the library.
        answer: the answer; nothing follows one that declined.
        before: questions of the conversation, none of which is offered again.
        scope: which documents are answered from.
        busy: whether somebody waits for an answer; then nothing more is looked for.
    """
    asked = {one.casefold() for one in before}
    near = (
        (question, passage)
        for question, passage in _near(assistant, answer)
        if question.casefold() not in asked
    )
    tried = takewhile(lambda _: not busy(), islice(near, TRIED))
    fitting = (question for question, passage in tried if _is_answered(assistant, question, scope, passage))
    return list(islice(fitting, MOST))


def question_about(heading: str) -> str:
    """A question about what stands below a heading, or "" where a heading makes none."""
    text = _NUMBERED.sub("", " ".join(heading.split())).rstrip(" .:;")
    words = text.split()
    if text.endswith("?"):
        return text if len(words) in _WORDS_OF_QUESTION else ""
    if len(words) not in _WORDS or not text[0].isalpha() or text.casefold() in _plain_headings():
        return ""
    first = words[0]
    told = text if len(first) > 1 and not first[1:].islower() else first.lower() + text[len(first) :]
    return f"What does the guidance say about {told}?"


@cache
def _listed(name: str) -> tuple[str, ...]:
    return tuple(listed_in("examples")[name])


@cache
def _plain_headings() -> frozenset[str]:
    return frozenset(one.casefold() for one in _listed("plain headings"))


def _near(assistant: Assistant, answer: Answer) -> Iterator[tuple[str, Passage]]:
    """What could be asked next, with the passage that it is about: of the passages found beside those cited,
    then of those that stand near the first in its document."""
    cited = {one.passage.id for one in answer.citations}
    headings = {one.passage.heading_path[-1:] for one in answer.citations}
    beside = [hit.passage for hit in answer.passages if hit.passage.id not in cited]
    around = [one for citation in answer.citations[:1] for one in _around(assistant, citation.passage)]
    for passage in (*beside, *around) if answer.kind is not AnswerKind.ABSTAINED else ():
        heading = passage.heading_path[-1:]
        if heading and heading not in headings and (question := question_about(heading[0])):
            headings.add(heading)
            yield question, passage


def _around(assistant: Assistant, passage: Passage) -> Sequence[Passage]:
    all_of_it = assistant.library.passages_of(passage.document_id)
    at = passage.position
    return [*all_of_it[at + 1 : at + 1 + NEAR], *all_of_it[max(0, at - NEAR) : at]]


def _is_answered(assistant: Assistant, question: str, scope: Scope, by: Passage | None = None) -> bool:
    """Whether the library answers a question with quotes, and if a passage is named, from below its heading;
    no model that writes is asked."""
    answer = quoted_answer(question, (), assistant.retriever, scope)
    return answer.kind is not AnswerKind.ABSTAINED and (
        by is None or any(one.passage.heading_path == by.heading_path for one in answer.citations)
    )
