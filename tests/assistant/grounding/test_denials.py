"""A "not" that a statement adds to what its source says, or loses."""

import pytest
from differences import added, lost, told

from assistant.grounding.denials import check

ADDED = [
    ("The child is seen alone.", "The child is not seen alone.", "not seen"),
    ("Consent is sought from the parent.", "Consent is never sought from the parent.", "never sought"),
    ("The record is shared with the police.", "The record isn't shared with the police.", "isn't shared"),
    ("The lead informs the parents.", "The lead does not inform the parents.", "not inform"),
    ("The panel hears the child.", "The panel cannot hear the child.", "cannot hear"),
    ("Staff are trained in restraint.", "No staff are trained in restraint.", "No staff"),
    ("The chair signs the minutes.", "Nobody signs the minutes.", "Nobody signs"),
    (
        "Volunteers have access to files.",
        "None of the volunteers has access to files.",
        "None of the volunteers",
    ),
    ("Anonymous reports are investigated.", "Anonymous reports aren’t investigated.", "aren’t investigated"),
    (
        "Both the nurse and the teacher attend.",
        "Neither the nurse nor the teacher attends.",
        "Neither the nurse",
    ),
    ("The allegation is recorded.", "The allegation is not recorded; it is passed on.", "not recorded"),
]
LOST = [
    ("The child is not seen alone.", "The child is seen alone.", "not seen"),
    ("Parents are never told beforehand.", "Parents are told beforehand.", "never told"),
    ("Records can't be shared.", "Records are shared.", "can't be shared"),
    ("The file is kept without a name.", "The file is kept with a name.", "without a name"),
    ("No photographs are taken.", "Photographs are taken.", "No photographs"),
    ("Nobody interviews the child.", "Staff interview the child.", "Nobody interviews"),
    (
        "The alleged abuser does not attend the meeting.",
        "The alleged abuser attends the meeting.",
        "not attend",
    ),
    ("It isn't shared, and it is not copied.", "It is shared and copied.", "isn't shared"),
    ("Staff, who do not investigate, pass it on.", "Staff investigate and pass it on.", "not investigate"),
    ("Neither parent is informed.", "A parent is informed.", "Neither parent"),
]
FAITHFUL = [
    ("The child is not seen alone.", "The child is never seen alone."),
    ("The child is not seen alone.", "The child isn’t seen alone."),
    ("Records are not shared.", "Records are withheld."),
    ("Records are withheld.", "Records are not shared."),
    ("Records must not be shared.", "It is prohibited to share records."),
    ("Nobody without a check works alone.", "No one works alone without a check."),
    ("The lead refuses the request.", "The lead does not grant the request."),
    ("Consent is not needed.", "Consent is unnecessary."),
    ("Staff are unable to attend.", "Staff cannot attend."),
    ("The report is made no later than noon.", "The report is made by noon."),
    ("The report is made by noon.", "The report is made no later than noon."),
    ("Abuse is not only physical.", "Abuse is physical, among other things."),
    ("The list is not exhaustive.", "The list leaves things open."),
    ("The school tells the parents, whether or not the child agrees.", "The school tells the parents."),
    ("The referral goes to the council.", "The referral goes to the council, not to the police."),
    ("A plan is made once the parents agree.", "No plan is made until the parents agree."),
    ("A plan is made once the parents agree.", "A plan is not made unless the parents agree."),
    ("A plan is made with their agreement.", "Without their agreement no plan is made."),
    ("Staff should avoid leading questions.", "Staff should not ask leading questions."),
    ("Staff tell the lead.", "Staff tell the lead and do not delay."),
    ("Failing to report is misconduct.", "It is misconduct not to report."),
    ("The lead acts instead of the head.", "The head does not act."),
    ("Only the court decides.", "Nobody but the court decides."),
    (
        "The child is not ready, but the visit goes ahead.",
        "The visit goes ahead although the child is not ready.",
    ),
]


@pytest.mark.parametrize(("sentence", "statement", "words"), LOST)
def test_a_lost_denial_is_told(sentence: str, statement: str, words: str):
    assert told(check, sentence, statement) == [lost(words)]


@pytest.mark.parametrize(("sentence", "statement", "words"), ADDED)
def test_an_added_denial_is_told(sentence: str, statement: str, words: str):
    assert told(check, sentence, statement) == [added(words)]


@pytest.mark.parametrize(("sentence", "statement"), FAITHFUL)
def test_the_same_denied_in_other_words_is_no_difference(sentence: str, statement: str):
    assert told(check, sentence, statement) == []


def test_a_denial_reaches_to_the_end_of_its_clause():
    assert told(check, "The lead writes and the head signs.", "The lead is not there, the head signs.") == []
    assert told(check, "The lead writes and the head signs.", "The lead writes, the head never signs.") == [
        added("never signs")
    ]


def test_of_two_denials_one_is_told():
    assert len(told(check, "The lead writes and the head signs.", "No lead writes and no head signs.")) == 1
