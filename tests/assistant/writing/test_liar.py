"""A model that lies in each way there is, held by the real verifier: nothing of it is shown, with reasons."""

from collections.abc import Sequence

import pytest
from made_found import document, heading, items, paragraph, passage
from scripted import Scripted

from assistant.answers import Hit
from assistant.asked import Asks
from assistant.grounding.verifier import Verifier
from assistant.writing.writer import Draft, Instead, Writer
from ingest.embedding import Embedder

TRUE = (
    "The local authority must hold a conference within 15 working days of the discussion. [1]",
    "The designated safeguarding lead should keep the record for at least 10 years. [1]",
    "Unless the parents object, a school may share the report with the police. [2]",
    "In England a teacher must report it where the child is under 18. [2]",
    "The core group should meet within 10 working days of the conference. [3]",
)
HITS = [
    Hit(
        passage(
            heading("Conferences"),
            paragraph("The local authority must hold a conference within 15 working days of the discussion."),
            paragraph("The designated safeguarding lead should keep the record for at least 10 years."),
        ),
        document(),
        3.0,
    ),
    Hit(
        passage(
            heading("Sharing"),
            paragraph("Unless the parents object, a school may share the report with the police."),
            paragraph("In England a teacher must report it where the child is under 18."),
            number=1,
        ),
        document(1),
        2.0,
    ),
    Hit(
        passage(
            heading("Core group"),
            paragraph("The core group should:"),
            *items("meet within 10 working days of the conference", "agree who writes the plan"),
            number=2,
        ),
        document(2),
        1.0,
    ),
]
LIES = {
    "number": "The designated safeguarding lead should keep the record for at least 12 years. [1]",
    "unit": "The designated safeguarding lead should keep the record for at least 10 months. [1]",
    "timescale": "The local authority must hold a conference within 10 working days of the discussion. [1]",
    "sort of day": "The local authority must hold a conference within 15 days of the discussion. [1]",
    "limit": "The designated safeguarding lead should keep the record for at most 10 years. [1]",
    "age": "In England a teacher must report it where the child is under 16. [2]",
    "side of an age": "In England a teacher must report it where the child is over 18. [2]",
    "date": "In England a teacher must report it from 1 September 2019 where the child is under 18. [2]",
    "section": "Under section 47 the local authority must hold a conference within 15 working days. [1]",
    "duty made weaker": "The local authority should hold a conference within 15 working days of it. [1]",
    "duty made stronger": "The designated safeguarding lead must keep the record for at least 10 years. [1]",
    "leave made a duty": "Unless the parents object, a school must share the report with the police. [2]",
    "negation": "In England a teacher must not report it where the child is under 18. [2]",
    "negation in other words": "A teacher in England need not report it where the child is under 18. [2]",
    "body": "The police must hold a conference within 15 working days of the discussion. [1]",
    "role": "The LADO should keep the record for at least 10 years. [1]",
    "who to whom": "Unless the parents object, the police may share the report with a school. [2]",
    "nation": "In Wales a teacher must report it where the child is under 18. [2]",
    "exception dropped": "A school may share the report with the police. [2]",
    "exception turned": "If the parents object, a school may share the report with the police. [2]",
    "condition dropped": "In England a teacher must report it. [2]",
    "scope": "In England all staff must report it where the child is under 18. [2]",
    "start": "The core group should meet within 10 working days of the referral. [3]",
    "counted for another": "The core group should meet within 15 working days of the conference. [3]",
    "said in other words": "A conference has to be held by the council within three weeks after it. [1]",
    "made up": "Every school must employ two trained counsellors for its pupils. [2]",
    "contrary": "The designated safeguarding lead should destroy the record within 10 years. [1]",
}


@pytest.fixture(scope="module")
def verifier(embedder: Embedder) -> Verifier:
    return Verifier(embedder)


def written(verifier: Verifier, sentences: Sequence[str]) -> Draft:
    writer = Writer(Scripted(steps=[" ".join(sentences)]), "liar", verify=verifier, seconds=30)
    *_, last = writer.write("What is to be done?", Asks.OTHER, HITS)
    return last


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_lie_is_dropped_with_its_reason_and_the_truth_beside_it_stays(verifier: Verifier, lie: str):
    draft = written(verifier, [TRUE[0], lie, TRUE[4]])
    assert [one.text for one in draft.statements] == [
        TRUE[0].removesuffix(" [1]"),
        TRUE[4].removesuffix(" [3]"),
    ]
    assert len(draft.dropped) == 1
    assert draft.dropped[0]
    assert draft.instead is None


def test_what_is_true_is_shown_with_the_sentences_that_it_rests_on(verifier: Verifier):
    draft = written(verifier, TRUE)
    assert [one.text for one in draft.statements] == [one[:-4] for one in TRUE]
    assert draft.dropped == ()
    for one in draft.statements:
        assert all(citation.quote in citation.passage.text for citation in one.citations)


def test_one_who_only_lies_is_not_shown_at_all(verifier: Verifier):
    draft = written(verifier, list(LIES.values()))
    assert draft.statements == ()
    assert draft.instead is Instead.UNSUPPORTED
    assert len(draft.dropped) >= len(LIES) - 3  # it is stopped after so many


@pytest.mark.parametrize("number", ["[2]", "[9]", "[0]", "", "[2][9]"])
def test_a_wrong_citation_is_put_right_and_one_of_nothing_too(verifier: Verifier, number: str):
    draft = written(verifier, [TRUE[0].replace("[1]", number), TRUE[4]])
    first = draft.statements[0]
    assert [citation.passage.id for citation in first.citations] == [HITS[0].passage.id]


def test_a_lie_is_not_put_right_by_citing_another_passage(verifier: Verifier):
    draft = written(
        verifier, [TRUE[0], LIES["body"].replace("[1]", "[2]"), LIES["role"].replace("[1]", "[9]")]
    )
    assert len(draft.statements) == 1
    assert len(draft.dropped) == 2
