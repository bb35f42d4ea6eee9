"""Words of a statement for which its source has the contrary."""

import pytest
from differences import instead, told

from assistant.grounding.contraries import check
from assistant.grounding.patterns import lists

CHANGED = [
    ("Tell parents before the visit.", "Tell parents after the visit.", "before", "after"),
    ("The risk has increased.", "The risk has reduced.", "increased", "reduced"),
    ("It always applies.", "It sometimes applies.", "always", "sometimes"),
    ("All staff are trained.", "None of the staff are trained.", "all", "none"),
    ("Fathers are included.", "Fathers are excluded.", "included", "excluded"),
    ("The scheme is voluntary.", "The scheme is compulsory.", "voluntary", "compulsory"),
    ("The rules permit searches.", "The rules prohibit searches.", "permit", "prohibit"),
    ("The parents agreed to it.", "The parents rejected it.", "agreed", "rejected"),
    ("The placement ends in June.", "The placement begins in June.", "ends", "begins"),
    ("An internal review is held.", "An external review is held.", "internal", "external"),
    ("The hearing is public.", "The hearing is private.", "public", "private"),
    ("This is about adults.", "This is about children.", "adults", "children"),
    ("The threshold is high.", "The threshold is low.", "high", "low"),
    ("It is a serious injury.", "It is a minor injury.", "serious", "minor"),
    ("Information is shared.", "Information is withheld.", "shared", "withheld"),
    ("The notes are kept.", "The notes are destroyed.", "kept", "destroyed"),
    ("A formal complaint is made.", "An informal complaint is made.", "formal", "informal"),
    ("The warning is written.", "The warning is verbal.", "written", "verbal"),
    ("They are interviewed separately.", "They are interviewed together.", "separately", "together"),
    ("The local policy applies.", "The national policy applies.", "local", "national"),
    ("Act immediately.", "Act eventually.", "immediately", "eventually"),
    ("The mother is told.", "The father is told.", "mother", "father"),
    ("The victim is moved.", "The perpetrator is moved.", "victim", "perpetrator"),
    ("Breaks should be frequent.", "Breaks should be infrequent.", "frequent", "infrequent"),
]
FAITHFUL = [
    ("Tell parents before the visit.", "Parents are told ahead of the visit."),
    ("Tell parents before the visit.", "The visit takes place, and parents are told."),
    ("Records are not shared.", "Records are withheld."),
    ("Records are withheld.", "Records are not shared."),
    ("Before and after the visit, write it down.", "After the visit, write it down."),
    ("Tell parents before the visit.", "Before the visit, and not after, tell parents."),
    ("Adults protect children.", "Children are protected by adults."),
    ("The risk has increased.", "The risk has risen, and is higher."),
    ("All staff are trained.", "Everyone on the staff is trained."),
    ("The mother and the father are told.", "The father is told."),
    ("The placement ends in June.", "The placement stops in June."),
    ("A high threshold is set.", "The threshold is a high one."),
    ("It is a serious matter.", "It is a grave matter."),
    ("The review is internal.", "It is reviewed internally."),
    ("The notes are kept.", "The notes are retained."),
    ("The victim is moved, not the perpetrator.", "The victim is moved."),
    ("The scheme is not compulsory.", "The scheme is voluntary."),
    ("Refusal is recorded.", "It is recorded that they refused."),
    ("Nobody may be excluded.", "Everybody is included."),
    ("National and local policies apply.", "Local policies apply."),
    ("They may be interviewed together or separately.", "They may be interviewed separately."),
    ("First, tell the lead.", "Tell the lead before anything else."),
    ("Boys and girls are at risk.", "Girls are at risk."),
    ("Act immediately.", "Act straightaway."),
]


@pytest.mark.parametrize(("sentence", "statement", "held", "said"), CHANGED)
def test_a_contrary_is_told(sentence: str, statement: str, held: str, said: str):
    assert told(check, sentence, statement) == [instead(held, said)]


@pytest.mark.parametrize(("sentence", "statement", "held", "said"), CHANGED)
def test_a_contrary_is_one_from_either_side(sentence: str, statement: str, held: str, said: str):
    assert told(check, statement, sentence) == [instead(said, held)]


@pytest.mark.parametrize(("sentence", "statement"), FAITHFUL)
def test_the_same_in_other_words_is_no_contrary(sentence: str, statement: str):
    assert told(check, sentence, statement) == []


def test_one_contrary_is_told():
    assert (
        len(told(check, "The mother is told before the hearing.", "The father is told after the hearing."))
        == 1
    )


@pytest.mark.parametrize("line", lists()["contraries"])
def test_every_word_of_a_line_is_contrary_to_every_one_across(line: str):
    one, other = (side.strip().split(", ") for side in line.split("|"))
    assert not set(one) & set(other)
    for word in one:
        for across in other:
            if " " not in word + across:
                assert told(check, f"It is {across}.", f"It is {word}.")
