"""Who a statement names, and who does what to whom, against its source."""

import pytest
from differences import instead, told

from assistant.grounding.evidence import Evidence
from assistant.grounding.people import check, people
from assistant.grounding.text import read

UNNAMED, NO_NATION = (
    "the passage does not name the “{}” of the statement",
    "the passage names no such nation, the statement says “{}”",
)
CHANGED = [
    # somebody else
    (
        "Tell the designated safeguarding lead.",
        "Tell the LADO.",
        instead("designated safeguarding lead", "LADO"),
    ),
    ("Tell the LADO within a day.", "Tell the DSL within a day.", instead("LADO", "DSL")),
    (
        "The local authority makes enquiries.",
        "The police make enquiries.",
        instead("local authority", "police"),
    ),
    (
        "The local authority makes enquiries.",
        "The integrated care board makes enquiries.",
        instead("local authority", "integrated care board"),
    ),
    (
        "The court makes the order.",
        "The local authority makes the order.",
        instead("court", "local authority"),
    ),
    (
        "A social worker visits the home.",
        "A health visitor visits the home.",
        instead("social worker", "health visitor"),
    ),
    ("The GP is invited.", "The nurse is invited.", instead("GP", "nurse")),
    ("Ofsted inspects the home.", "The CQC inspects the home.", instead("Ofsted", "CQC")),
    ("Refer the case to the DBS.", "Refer the case to the TRA.", instead("DBS", "TRA")),
    ("The headteacher decides.", "The governing body decides.", instead("headteacher", "governing body")),
    (
        "The safeguarding partners publish a plan.",
        "The safeguarding adults board publishes a plan.",
        instead("safeguarding partners", "safeguarding adults board"),
    ),
    ("The coroner is told.", "The IRO is told.", instead("coroner", "IRO")),
    ("Staff write it down.", "The police write it down.", UNNAMED.format("police")),
    ("It is written down.", "The LADO writes it down.", UNNAMED.format("LADO")),
    (
        "The Secretary of State may direct it.",
        "Ofsted may direct it.",
        instead("Secretary of State", "Ofsted"),
    ),
    # nations
    (
        "In England the duty rests on councils.",
        "In Wales the duty rests on councils.",
        instead("England", "Wales"),
    ),
    ("The Welsh code applies.", "The Scottish code applies.", instead("Welsh", "Scottish")),
    (
        "In Northern Ireland there is a board.",
        "In Ireland there is a board.",
        instead("Northern Ireland", "Ireland"),
    ),
    (
        "Councils have a duty to ask.",
        "Councils in Scotland have a duty to ask.",
        NO_NATION.format("Scotland"),
    ),
    ("In England councils must ask.", "In the UK councils must ask.", instead("England", "UK")),
    # the other way round
    (
        "The school informs the police.",
        "The police inform the school.",
        "in the passage it is not the police but the school who acts so",
    ),
    (
        "The school informs the police.",
        "The school is informed by the police.",
        "in the passage it is not the police but the school who acts so",
    ),
    (
        "The parent is contacted by the teacher.",
        "The parent contacts the teacher.",
        "in the passage it is not the parent but the teacher who acts so",
    ),
    (
        "The council must consult the court.",
        "The court must consult the council.",
        "in the passage it is not the courts but the local authority who acts so",
    ),
    (
        "A social worker supports the foster carer.",
        "A foster carer supports the social worker.",
        "in the passage it is not the carer but the social worker who acts so",
    ),
]
FAITHFUL = [
    ("Tell the designated safeguarding lead.", "Tell the DSL."),
    ("Tell the DSL.", "The safeguarding lead is told."),
    ("Tell the LADO.", "The local authority designated officer is told."),
    ("Tell the LADO.", "The local authority is told."),
    ("The local authority makes enquiries.", "The council makes enquiries."),
    ("Children's social care makes enquiries.", "The local authority makes enquiries."),
    ("A social worker makes enquiries.", "Social care makes enquiries."),
    ("The GP is invited.", "The general practitioner is invited."),
    ("The Care Quality Commission inspects.", "The CQC inspects."),
    ("The child is heard.", "The pupil is heard."),
    ("The concern is written down.", "Staff write the concern down."),
    ("They are told at once.", "The children are told at once."),
    ("Tell the DSL.", "Staff tell the DSL."),
    ("Governors approve the policy.", "The governing body approves the policy."),
    ("A midwife is present.", "A nurse is present."),
    ("The judge hears the case.", "The court hears the case."),
    ("The health visitor visits.", "A nurse visits."),
    ("English schools follow it.", "Schools in England follow it."),
    ("In Northern Ireland there is a board.", "There is a Northern Irish board."),
    ("In England and Wales there is a code.", "In Wales there is a code."),
    ("In England there is a code.", "There is a code."),
    ("The school informs the police.", "The police are informed by the school."),
    ("The police are informed by the school.", "The school informs the police."),
    ("The school informs the police and the council.", "The school informs the council."),
    ("The police and the school inform each other.", "The school and the police inform each other."),
    ("The council writes to the parent. The parent writes to the court.", "The parent writes to the court."),
]


@pytest.mark.parametrize(("sentence", "statement", "about"), CHANGED)
def test_somebody_else_is_told(sentence: str, statement: str, about: str):
    assert about in told(check, sentence, statement)


@pytest.mark.parametrize(("sentence", "statement"), FAITHFUL)
def test_the_same_people_by_other_names_are_no_difference(sentence: str, statement: str):
    assert told(check, sentence, statement) == []


@pytest.mark.parametrize(("around", "above"), [("The police", ""), ("", "The police")])
def test_whom_a_sentence_points_back_to_is_named_around_or_above_it(around: str, above: str):
    source = Evidence(("They must be told at once.",), around, above)
    assert list(check(read("The police must be told at once."), source)) == []
    assert list(check(read("The coroner must be told at once."), source))


def test_the_nation_of_a_document_may_be_named():
    source = Evidence(("Councils must ask.",), above="Guidance for Wales")
    assert list(check(read("Welsh councils must ask."), source)) == []
    assert list(check(read("Scottish councils must ask."), source))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the local authority designated officer", ["LADO"]),
        ("the local authority", ["local authority"]),
        (
            "a designated safeguarding lead and a lead practitioner",
            ["designated safeguarding lead", "lead practitioner"],
        ),
        ("foster parents", ["carer"]),
        ("the judge hears; judge whether it is safe", ["courts"]),
        ("health visitors", ["nurse"]),
        ("nobody is named", []),
    ],
)
def test_of_overlapping_names_the_longest_counts(text: str, names: list[str]):
    assert [one.name for one in people(text)] == names


def test_names_have_their_words_and_places():
    text = "Ask a GP’s nurse."
    assert [(one.shown, text[one.start : one.end]) for one in people(text)] == [
        ("GP", "GP"),
        ("nurse", "nurse"),
    ]
