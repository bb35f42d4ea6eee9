"""What it comes to, as a sentence, to choose an answer."""

import pytest

from assistant.quiz.claims import GAP, claim, occasion
from assistant.quiz.items import Cited, Item, Kind, Option, Pair

TWO = (Option(text="a", correct=True), Option(text="b"))


RISK = (Cited(quote="Where a child is at risk, the school must tell the police."),)


def item(stem: str, kind: Kind = Kind.SINGLE, **told: object) -> Item:
    return Item.model_validate({"id": "x", "kind": kind, "stem": stem, "options": TWO, **told})


@pytest.mark.parametrize(
    ("stem", "answer", "told"),
    [
        (
            "Where a child is at risk, what must the school do, according to the Guide 2025?",
            "tell the police",
            "Where a child is at risk, the school must tell the police.",
        ),
        (
            "Who should chair the conference, according to the Guide?",
            "an independent person",
            "An independent person should chair the conference.",
        ),
        (
            "When a plan ends, who must tell the family?",
            "the social worker",
            "When a plan ends, the social worker must tell the family.",
        ),
        (
            f"The Guide says: “Reviews take place within {GAP} of the visit.” Which time stands in the gap?",
            "10 days",
            "Reviews take place within 10 days of the visit.",
        ),
        (
            "Within how many working days of the incident should reviews be sent to the panel?",
            "15",
            "Reviews should be sent to the panel within 15 working days of the incident.",
        ),
        (
            "Which term does the Act explain as “a person aged 18 or over”?",
            "adult",
            "Adult means a person aged 18 or over.",
        ),
        ("How are things?", "well", "How are things? well"),
    ],
)
def test_a_question_and_its_answer_make_a_sentence(stem: str, answer: str, told: str):
    assert claim(item(stem), answer) == told


def test_a_vignette_is_the_condition():
    asked = item(
        "What must the school do?", vignette="Ann Lee is a head. A child is at risk.", citations=RISK
    )
    assert claim(asked, "tell the police") == "Where a child is at risk, the school must tell the police."


def test_a_situation_of_which_nothing_is_cited_is_no_condition():
    asked = item("What must the school do?", vignette="Ann Lee is a head. It rains.", citations=RISK)
    assert claim(asked, "tell the police") == "The school must tell the police."


def test_a_story_is_no_condition():
    told = {"vignette": "Ann Lee is a head. A child is at risk.", "story": "s", "stage": 1}
    assert claim(item("What must the school do?", **told), "tell it") == "The school must tell it."


def test_a_list_goes_on_with_its_item():
    asked = item("The Guide says: “The plan should:” Which of these does its list name?", Kind.MULTIPLE)
    assert claim(asked, "name the lead") == "The plan should name the lead."


def test_a_statement_is_its_own_claim():
    asked = item("Is this what the Guide says? “Reviews take 5 days.”", Kind.TRUE_FALSE)
    assert claim(asked, "") == "Reviews take 5 days."


def test_a_prompt_and_its_answer_make_a_sentence():
    pairs = (Pair(prompt="must chair it", answer="the police"), Pair(prompt="must pay", answer="the bank"))
    asked = item("Match each duty.", Kind.MATCHING, options=(), pairs=pairs)
    assert claim(asked, "must chair it\nthe police") == "The police must chair it."


def test_no_vignette_is_no_occasion():
    assert occasion(item("What must the school do?")) == ""
    assert occasion(item("What must the school do?", vignette="  ")) == ""
