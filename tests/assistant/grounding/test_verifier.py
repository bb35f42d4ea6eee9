"""The verifier as a whole: what may be said of a passage, what may not, and why."""

from collections.abc import Sequence

import pytest
from made_found import document, heading, items, paragraph, passage

from assistant.answers import Hit
from assistant.grounding import verify
from assistant.grounding.source import of_passage, of_sentences
from assistant.grounding.verdict import Support
from assistant.grounding.verifier import Verifier
from ingest.documents import Passage
from ingest.embedding import Embedder

CONFERENCE = passage(
    heading("Child protection conferences"),
    paragraph("A conference should take place within 15 working days of the strategy discussion."),
    paragraph("The social worker must share the report with the family at least 2 days before it."),
    paragraph("Where a child is at immediate risk, the police must be told at once, unless this adds to it."),
    paragraph("Consent is not needed to share information where a child may suffer harm."),
)
CORE_GROUP = passage(
    heading("Core group"),
    paragraph("The core group should:"),
    *items(
        "meet within 10 working days of the conference",
        "agree who writes the plan with the parents",
        "tell the designated safeguarding lead of each change",
    ),
)


@pytest.fixture(scope="module")
def verifier(embedder: Embedder) -> Verifier:
    return Verifier(embedder)


def _hits(*passages: Passage) -> list[Hit]:
    return [Hit(one, document(), 1.0) for one in passages]


@pytest.mark.parametrize(
    "said",
    [
        "A conference should take place within 15 working days of the strategy discussion.",
        "Within 15 working days of the strategy discussion, a conference should take place.",
        "The conference ought to be held no later than 15 working days after the strategy discussion.",
        "Families have to be given the social worker's report two days or more ahead of the conference.",
        "You need no consent to pass on information if a child could come to harm.",
        "If a child is in immediate danger the police must be told straight away, unless that adds to it.",
    ],
)
def test_what_a_passage_says_may_be_said_in_its_words_or_others(verifier: Verifier, said: str):
    verdict = verifier(said, _hits(CONFERENCE))
    assert verdict.support is Support.SUPPORTED, verdict
    assert verdict.why == ""
    assert verdict.aligned


@pytest.mark.parametrize(
    ("said", "check", "told"),
    [
        (
            "A conference should take place within 10 working days of the strategy discussion.",
            "timescale",
            "the passage says “15 working days”, the statement says “10 working days”",
        ),
        (
            "A conference should take place within 15 days of the strategy discussion.",
            "timescale",
            "the passage says “15 working days”, the statement says “15 days”",
        ),
        (
            "The conference must be held no later than 15 working days after the strategy discussion.",
            "duty",
            "the passage says “should”, the statement says “must”",
        ),
        ("The LADO must share the report with the family at least 2 days before it.", "wording", "LADO"),
        ("Consent is needed to share information where a child may suffer harm.", "wording", "not"),
        ("The police must be told at once.", "wording", "Where a child is at immediate risk"),
    ],
)
def test_a_fact_that_differs_is_told(verifier: Verifier, said: str, check: str, told: str):
    verdict = verifier(said, _hits(CONFERENCE))
    assert verdict.support is Support.NOT
    assert check in [one.check for one in verdict.differences]
    assert told in verdict.why


def test_what_stands_nowhere_is_not_supported(verifier: Verifier):
    verdict = verifier("Lanterns are lit before the visitors arrive at the orchard.", _hits(CONFERENCE))
    assert verdict.support is not Support.SUPPORTED
    assert verdict.missing
    assert verdict.why


def test_an_item_is_read_with_what_leads_into_its_list(verifier: Verifier):
    verdict = verifier(
        "The core group should meet within 10 working days of the conference.", _hits(CORE_GROUP)
    )
    assert verdict.support is Support.SUPPORTED
    assert "meet within 10 working days of the conference" in [
        CORE_GROUP.text[one.start : one.end] for one in verdict.aligned
    ]


def test_two_passages_support_together_what_neither_does_alone(verifier: Verifier):
    said = (
        "A conference should take place within 15 working days of the strategy discussion, and the core "
        "group should meet within 10 working days of the conference."
    )
    assert verifier(said, _hits(CONFERENCE, CORE_GROUP)).support is Support.SUPPORTED
    assert verifier(said, _hits(CONFERENCE)).support is not Support.SUPPORTED
    assert {one.source for one in verifier(said, _hits(CONFERENCE, CORE_GROUP)).aligned} == {0, 1}


@pytest.mark.parametrize("said", ["", "   ", "the of and", "…", "🙂"])
def test_what_says_nothing_is_not_supported(verifier: Verifier, said: str):
    assert verifier(said, _hits(CONFERENCE)).support is Support.NOT


def test_nothing_is_supported_by_nothing(verifier: Verifier):
    assert verifier("A conference should take place.", []).support is Support.NOT


def test_the_spans_of_a_verdict_are_sentences_of_the_passages(verifier: Verifier):
    for source in (of_passage(CONFERENCE, document()), of_sentences(["One must knock.", "Two may enter."])):
        for start, end in source.spans:
            verdict = verifier.verify(source.text[start:end], [source])
            assert verdict.support is Support.SUPPORTED
            assert (0, start, end) in [(one.source, one.start, one.end) for one in verdict.aligned]


def _statements() -> Sequence[str]:
    sentence = CONFERENCE.sentences[0]
    return [CONFERENCE.text[sentence.start : sentence.end], "The conference is held soon.", "Nobody said so."]


@pytest.mark.parametrize("said", _statements())
def test_the_same_statement_gets_the_same_verdict_twice(verifier: Verifier, embedder: Embedder, said: str):
    assert verifier(said, _hits(CONFERENCE)) == Verifier(embedder)(said, _hits(CONFERENCE))


def test_a_verdict_can_be_written_as_json(verifier: Verifier):
    told = verifier("A conference must take place within 3 days.", _hits(CONFERENCE)).as_dict()
    assert told["support"] == "not supported"
    assert 0 <= told["probability"] <= 1
    assert "duty" in told["checks"] or "timescale" in told["checks"]


def test_a_text_may_be_asked_about_without_a_library():
    verdict = verify(
        "The group must meet within 5 days.", ["The group should meet within 10 days.", CORE_GROUP]
    )
    assert verdict.support is Support.NOT
    assert verdict.why == (
        "the passage says “10 days”, the statement says “5 days”; "
        "the passage says “should”, the statement says “must”"
    )
