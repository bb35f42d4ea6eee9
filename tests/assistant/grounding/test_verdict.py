"""What is said of a statement, and why."""

import json

import pytest

from assistant.grounding.verdict import Aligned, Difference, Support, Verdict

TIME, DUTY = Difference("timescale", "the passage says “a”"), Difference("duty", "the passage says “b”")


@pytest.mark.parametrize(
    ("verdict", "why"),
    [
        (Verdict(Support.SUPPORTED, 0.9), ""),
        (Verdict(Support.SUPPORTED, 0.9, missing=("quickly",)), ""),
        (Verdict(Support.NOT, 0.9, (TIME,), ("quickly",)), "the passage says “a”"),
        (Verdict(Support.NOT, 0.9, (TIME, DUTY)), "the passage says “a”; the passage says “b”"),
        (
            Verdict(Support.NOT, 0.1, (), ("quickly", "abroad")),
            "the passage says nothing of 'quickly', 'abroad'",
        ),
        (Verdict(Support.UNSURE, 0.3, (), tuple("abcdef")), "the passage says nothing of 'a', 'b', 'c', 'd'"),
        (Verdict(Support.NOT, 0.0), "the passage does not say this"),
        (Verdict(Support.UNSURE, 0.3), "the passage does not say this"),
    ],
)
def test_why_a_statement_is_not_supported(verdict: Verdict, why: str):
    assert verdict.why == why


def test_a_verdict_is_written_as_plain_values():
    told = Verdict(Support.NOT, 0.123456, (TIME, DUTY), ("x",), (Aligned(0, 1, 2),)).as_dict()
    assert told == {
        "support": "not supported",
        "probability": 0.1235,
        "why": "the passage says “a”; the passage says “b”",
        "checks": ["timescale", "duty"],
    }
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize(
    ("support", "words"), list(zip(Support, ("supported", "not supported", "unsure"), strict=True))
)
def test_support_is_worded(support: Support, words: str):
    assert str(support) == words
