"""Conditions, exceptions, "only", "some" and "all": dropped, added or turned to their contrary."""

import pytest
from differences import added, instead, lost, told

from assistant.grounding.alignment import align
from assistant.grounding.likeness import Likeness
from assistant.grounding.limits import check, conditions
from assistant.grounding.source import evidence, of_sentences
from assistant.grounding.text import read
from ingest.embedding import Embedder

NO_EXCEPTION = "the statement says “{}”, the passage makes no exception"
CHANGED = [
    # conditions dropped
    ("Parents are told if the child agrees.", "Parents are told.", lost("if the child agrees")),
    (
        "Unless it puts the child at risk, parents are told.",
        "Parents are told.",
        lost("Unless it puts the child at risk"),
    ),
    (
        "The police are called where a crime is suspected.",
        "The police are called.",
        lost("where a crime is suspected"),
    ),
    (
        "When a child goes missing, the council opens a file.",
        "The council opens a file.",
        lost("When a child goes missing"),
    ),
    (
        "Records may be shared provided that a manager agrees.",
        "Records may be shared.",
        lost("provided that a manager agrees"),
    ),
    ("The child stays until a placement is found.", "The child stays.", lost("until a placement is found")),
    (
        "Visitors are escorted, except for contractors on long projects.",
        "Visitors are escorted.",
        lost("except for contractors on long projects"),
    ),
    (
        "Leave is granted subject to approval by the court.",
        "Leave is granted.",
        lost("subject to approval by the court"),
    ),
    (
        "A search is lawful only if a constable is present.",
        "A search is lawful.",
        lost("only if a constable is present"),
    ),
    (
        "The plan is closed as long as no risk remains; a review follows.",
        "The plan is closed.",
        lost("as long as no risk remains"),
    ),
    # exceptions
    ("Visitors are escorted.", "Visitors are escorted, except contractors.", NO_EXCEPTION.format("except")),
    ("Staff report concerns.", "Staff report concerns unless told otherwise.", NO_EXCEPTION.format("unless")),
    (
        "Parents are told unless this adds to the risk.",
        "Parents are told in all cases.",
        instead("unless", "in all cases"),
    ),
    (
        "Records are kept, save for drafts.",
        "Records are kept without exception.",
        instead("save", "without exception"),
    ),
    (
        "Consent is sought, other than in an emergency.",
        "Consent is sought regardless.",
        instead("other than", "regardless"),
    ),
    # only
    ("Parents attend the meeting.", "Only parents attend the meeting.", added("Only")),
    ("A nurse examines the child.", "The child is examined solely by a nurse.", added("solely")),
    ("Files are seen by managers.", "Access to files is limited to managers.", added("limited to")),
    # how many
    ("Some children are harmed online.", "All children are harmed online.", instead("Some", "All")),
    ("Most reviews are held on time.", "Every review is held on time.", instead("Most", "Every")),
    (
        "Meetings usually take place in school.",
        "Meetings always take place in school.",
        instead("usually", "always"),
    ),
    ("Many carers are relatives.", "Everybody who cares is a relative.", instead("Many", "Everybody")),
    ("Most children are harmed online.", "No one is harmed online.", instead("Most", "No one")),
    ("Abuse often leaves marks.", "Abuse never leaves marks.", instead("often", "never")),
    ("Thresholds often differ.", "Thresholds invariably differ.", instead("often", "invariably")),
]
FAITHFUL = [
    # conditions kept
    ("Parents are told if the child agrees.", "If the child agrees, parents are told."),
    ("Parents are told if the child agrees.", "Parents are told when the child has agreed."),
    ("Parents are told if the child agrees.", "Once the child agrees, parents are told."),
    ("Parents are told unless it adds to the risk.", "Parents are told except where it adds to the risk."),
    (
        "The police are called where a crime is suspected.",
        "In the event of a suspected crime the police are called.",
    ),
    (
        "The police are called where a crime is suspected.",
        "A suspected crime means that the police are called.",
    ),
    ("When a child goes missing, the council opens a file.", "The council opens a file on a missing child."),
    (
        "Records may be shared provided that a manager agrees.",
        "As long as a manager agrees, records may be shared.",
    ),
    ("A place where children live is a home.", "A home is a place where children live."),
    ("Tell the area where he lives.", "Tell the area."),
    ("The child stays until a placement is found. Food is free.", "Food is free."),
    # exceptions
    ("Visitors are escorted, except contractors.", "Visitors other than contractors are escorted."),
    ("Visitors are escorted, except contractors.", "Visitors are escorted unless they are contractors."),
    (
        "Contractors are not escorted; visitors are.",
        "All but contractors are escorted, other than in the yard.",
    ),
    ("Parents are told in all cases.", "Parents are told without exception."),
    ("Parents are told.", "Parents are told."),
    ("Only visitors are escorted.", "Nobody is escorted except visitors."),
    # only
    ("Only parents attend.", "Attendance is restricted to parents."),
    ("Nobody but a nurse examines the child.", "The child is examined solely by a nurse."),
    ("Files are not open to anyone below a manager.", "Only managers see files."),
    ("Only parents attend.", "Parents attend."),
    # how many
    ("All children have rights.", "Every child has rights."),
    ("Some children are harmed online.", "Some of all children are harmed online."),
    ("Most reviews are held on time.", "Reviews are mostly held on time."),
    ("Some reviews, and all visits, are recorded.", "All visits are recorded."),
    ("Nobody is turned away; some wait.", "No one is turned away."),
    ("Children have rights.", "All children have rights."),
]


@pytest.mark.parametrize(("sentence", "statement", "about"), CHANGED)
def test_a_limit_that_is_not_kept_is_told(sentence: str, statement: str, about: str):
    assert about in told(check, sentence, statement)


@pytest.mark.parametrize(("sentence", "statement"), FAITHFUL)
def test_a_limit_kept_in_other_words_is_no_difference(sentence: str, statement: str):
    assert told(check, sentence, statement) == []


@pytest.mark.parametrize(
    ("sentence", "statement", "dropped"),
    [
        (
            "Tell the parents about the referral unless this would put the child at greater risk.",
            "Tell the parents about the referral.",
            True,
        ),
        (
            "Staff may search a pupil's bag where they suspect that a weapon is hidden in it.",
            "Staff may search a pupil's bag.",
            True,
        ),
        (
            "If a volunteer drives children, two adults ride in the vehicle.",
            "Two adults ride in the vehicle.",
            True,
        ),
        (
            "If a volunteer drives children, two adults ride in the vehicle.",
            "Two adults ride in a vehicle in which children are driven by a volunteer.",
            False,
        ),
        (
            "Where a weapon is suspected, staff may search a pupil's bag.",
            "Staff may search the bag of a pupil suspected of having a knife or other weapon.",
            False,
        ),
        (
            "Where staff leave, the manager collects their keys and badges.",
            "Managers collect the keys and badges of departing staff who leave.",
            False,
        ),
    ],
)
def test_a_condition_is_kept_in_words_that_mean_the_same(
    sentence: str, statement: str, dropped: bool, embedder: Embedder
):
    source, claim = of_sentences([sentence]), read(statement)
    aligned = align(claim, source.sentences, Likeness(embedder))
    differences = list(check(claim, evidence([source], aligned.places, aligned.taken_up)))
    assert [one.check for one in differences] == (["condition"] if dropped else [])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("If it rains, stay in unless told.", ["If it rains", "unless told"]),
        ("Stay in.", []),
        ("Stay (if it rains) and write.", ["if it rains"]),
        ("Ask if he wants it when he comes.", ["if he wants it when he comes"]),
        ("Tell the school where he lives.", []),
        ("Provided that it is safe and must be kept, do it.", ["Provided that it is safe"]),
    ],
)
def test_a_condition_goes_to_the_end_of_its_clause(text: str, shown: list[str]):
    assert [one.shown for one in conditions(text)] == shown
