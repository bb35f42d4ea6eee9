"""How strongly a statement says something, against how strongly its source does."""

import pytest
from differences import instead, lost, told

from assistant.grounding.duties import check, duties

WORDED = {
    "must": ("must", "shall", "has to", "is required to", "is obliged to", "is under a duty to"),
    "should": ("should", "ought to", "is expected to", "is advised to", "is encouraged to"),
    "may": ("may", "is allowed to", "is permitted to", "is entitled to", "has the power to"),
    "can": ("can", "could", "might", "is able to"),
    "need not": (
        "need not",
        "does not have to",
        "does not need to",
        "is not required to",
        "is exempt from",
        "has no duty to",
    ),
    "must not": (
        "must not",
        "shall not",
        "is not allowed to",
        "is forbidden to",
        "under no circumstances may",
    ),
    "cannot": ("cannot", "can't", "is unable to"),
    "should not": ("should not", "shouldn't", "ought not to", "is advised not to"),
    "essential": ("is essential to", "it is vital to"),
}
CROSSED = [
    (one, other)
    for one in ("must", "should", "may", "need not", "must not", "should not")
    for other in ("must", "should", "may", "need not", "must not", "should not")
    if one != other and {one, other} != {"may", "need not"}
]
"""What a statement says for what its source says; whoever may do something, is free to leave it."""
AGREEING = [
    ("may", "need not"),
    ("can", "may"),
    ("can", "need not"),
    ("essential", "must"),
    ("essential", "should"),
    ("must not", "cannot"),
]
FAITHFUL = [
    ("Staff must report concerns.", "Staff are required to report concerns."),
    ("Staff must report concerns.", "Staff have to report concerns."),
    ("Staff must report concerns.", "There is a duty on staff to report concerns."),
    ("The school has a duty to tell parents.", "The school must tell parents."),
    ("It is vital that the plan is shared.", "The plan must be shared."),
    ("It is vital that the plan is shared.", "The plan should be shared."),
    ("Schools should keep a register.", "Schools are expected to keep a register."),
    ("Schools should keep a register.", "It is good practice for schools to keep a register."),
    ("Schools should keep a register.", "Schools ought to keep a register."),
    ("A parent may attend.", "A parent is allowed to attend."),
    ("A parent may attend.", "A parent can attend."),
    ("A parent may attend.", "A parent is free to attend."),
    ("Consent is not required to share it.", "Staff need not obtain consent to share it."),
    ("Staff do not need consent to share it.", "Staff do not have to have consent to share it."),
    ("Nobody may see the file.", "No one must see the file."),
    ("Nobody may see the file.", "The file must not be seen."),
    ("No member of staff may search alone.", "Staff must not search alone."),
    ("Staff cannot promise confidentiality.", "Staff must not promise confidentiality."),
    ("Staff should never promise confidentiality.", "Staff should not promise confidentiality."),
    ("Photographs should not be shown.", "Photographs ought to be withheld."),
    ("Only a constable can use the power.", "It must be a constable who uses the power."),
    ("Abuse can take many forms.", "Abuse may take many forms."),
    ("Concerns are passed to the lead.", "Concerns must be passed to the lead."),
    ("The lead passes concerns on.", "Concerns are passed on by the lead."),
    ("A manager should chair the meeting and must take notes.", "The manager must take notes."),
    (
        "A manager should chair the meeting and must take notes.",
        "The meeting should be chaired by a manager.",
    ),
    ("Should a parent object, the panel decides.", "Where a parent objects, the panel decides."),
    ("The review in May is chaired by a manager.", "A manager chairs the review in May."),
    ("The child might be at risk and must be seen.", "The child must be seen."),
]
CHANGED = [
    ("Staff must report concerns.", "Staff should report concerns.", instead("must", "should")),
    ("Staff should report concerns.", "Staff must report concerns.", instead("should", "must")),
    ("Staff may report concerns.", "Staff are obliged to report concerns.", instead("may", "are obliged")),
    ("Staff must report concerns.", "Staff may report concerns.", instead("must", "may")),
    ("Staff must report concerns.", "Staff can report concerns.", instead("must", "can")),
    (
        "An assessment, so that it is possible to decide what comes next, should end within 45 working days.",
        "The longest that an assessment can take is 45 working days.",
        instead("should", "can"),
    ),
    (
        "Staff must report concerns.",
        "Staff do not have to report concerns.",
        instead("must", "do not have to"),
    ),
    ("Staff must not search a pupil.", "Staff must search a pupil.", instead("must not", "must")),
    ("Staff must not search a pupil.", "Staff should not search a pupil.", instead("must not", "should not")),
    ("Staff should not search a pupil.", "Staff must not search a pupil.", instead("should not", "must not")),
    ("Staff need not search a pupil.", "Staff must not search a pupil.", instead("need not", "must not")),
    ("Nobody may search a pupil.", "Staff may search a pupil.", instead("Nobody may", "may")),
    ("Nobody may search a pupil.", "Staff should not search a pupil.", instead("Nobody may", "should not")),
    ("Anybody may search a pupil.", "No one may search a pupil.", instead("may", "No one may")),
    (
        "The board should publish a report each year.",
        "The board is required to publish a report each year.",
        instead("should", "is required"),
    ),
    (
        "The board is encouraged to publish a report.",
        "The board is compelled to publish a report.",
        instead("is encouraged", "is compelled"),
    ),
    (
        "The board shall publish a report.",
        "The board is entitled to publish a report.",
        instead("shall", "is entitled to"),
    ),
    (
        "Training is mandatory for all staff.",
        "Training is recommended for all staff.",
        instead("is mandatory", "is recommended"),
    ),
    (
        "Training is optional for volunteers.",
        "Training is compulsory for volunteers.",
        instead("is optional", "is compulsory"),
    ),
    ("Staff must report concerns.", "Staff report concerns.", lost("must")),
    ("The chair may invite the child.", "The chair invites the child.", lost("may")),
    ("The chair should not invite the press.", "The chair invites the press.", lost("should not")),
    (
        "Providers have no duty to inform parents.",
        "Providers have a duty to inform parents.",
        instead("no duty", "have a duty to"),
    ),
    (
        "A parent can ask for a review, and the council must hold it.",
        "The council may hold it.",
        instead("must", "may"),
    ),
    (
        "It is an offence to work with children while barred.",
        "It is allowed to work with children while barred.",
        instead("an offence", "is allowed to"),
    ),
]


@pytest.mark.parametrize(("kind", "words"), [(kind, one) for kind, all_ in WORDED.items() for one in all_])
def test_the_kind_of_a_duty(kind: str, words: str):
    (one,) = duties(f"The school {words} inform the council.")
    assert (one.kind, one.of) == (kind, "inform")


@pytest.mark.parametrize(("said", "held"), CROSSED)
def test_no_strength_stands_for_another(said: str, held: str):
    for ours, theirs in zip(WORDED[said][:3], WORDED[held][:3], strict=True):
        (about,) = told(
            check, f"The school {theirs} inform the council.", f"The school {ours} inform the council."
        )
        assert about.startswith("the passage says “")


@pytest.mark.parametrize(("said", "held"), [*AGREEING, *((kind, kind) for kind in WORDED)])
def test_some_strengths_agree(said: str, held: str):
    for ours in WORDED[said]:
        for theirs in WORDED[held]:
            assert not told(
                check, f"The school {theirs} inform the council.", f"The school {ours} inform the council."
            )


@pytest.mark.parametrize(("sentence", "statement", "about"), CHANGED)
def test_a_duty_worded_otherwise_is_told(sentence: str, statement: str, about: str):
    assert told(check, sentence, statement) == [about]


@pytest.mark.parametrize(("sentence", "statement"), FAITHFUL)
def test_the_same_duty_in_other_words_is_no_difference(sentence: str, statement: str):
    assert told(check, sentence, statement) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Nobody may enter.", ["must not"]),
        ("No one must enter.", ["must not"]),
        ("No teacher should enter.", ["should not"]),
        ("No later than noon the head must ring.", ["must"]),
        ("Nobody is there; the head must ring.", ["must"]),
        ("Should it rain, stay in.", []),
        ("In May the head rings.", []),
        ("The head must ring and should write.", ["must", "should"]),
        ("The head must, and the lead may not, ring.", ["must", "may not"]),
    ],
)
def test_where_duties_stand(text: str, kinds: list[str]):
    assert [one.kind for one in duties(text)] == kinds
