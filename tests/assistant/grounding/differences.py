"""What a check tells of a made-up statement, held against a made-up sentence."""

from collections.abc import Callable, Iterator

from assistant.grounding.evidence import Evidence
from assistant.grounding.text import Text, read
from assistant.grounding.verdict import Difference

Check = Callable[[Text, Evidence], Iterator[Difference]]


def told(check: Check, sentence: str, statement: str) -> list[str]:
    """What a check tells; a statement takes up those words of the sentence that it has."""
    claim = read(statement)
    return [
        one.about
        for one in check(claim, Evidence((sentence,), taken_up=lambda words: words.covered(claim.stems)))
    ]


def instead(held: str, said: str) -> str:
    return f"the passage says “{held}”, the statement says “{said}”"


def unsaid(said: str) -> str:
    return f"the passage does not say “{said}”"


def lost(held: str) -> str:
    return f"the passage says “{held}”, the statement does not"


def added(said: str) -> str:
    return f"the statement says “{said}”, the passage does not"
