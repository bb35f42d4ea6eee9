"""Duties of one body said of another."""

from assistant import Assistant
from assistant.grounding.verifier import Verifier
from eval.crossing import crossed


def test_what_is_crossed_stands_in_no_passage(starter: Assistant):
    tried = crossed(Verifier(starter.embedder), starter.library, starter.library.documents()[:12], half=0)
    assert tried
    assert {one.kind for one in tried} == {"crossed"}
    assert not any(one.supported for one in tried)
    texts = " ".join(starter.library.text(one.id) for one in starter.library.documents())
    assert not any(one.found.claim.rstrip(".") in " ".join(texts.split()) for one in tried)


def test_the_halves_are_apart(starter: Assistant):
    verifier, documents = Verifier(starter.embedder), starter.library.documents()[:12]
    halves = [
        {one.id.partition("+")[0] for one in crossed(verifier, starter.library, documents, half)}
        for half in (0, 1)
    ]
    assert not halves[0] & halves[1]
