"""Which documents the page answers from: what is chosen, what a browser remembers, how it is said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.scope import Scope
from assistant.web import words
from assistant.web.scoping import (
    AUDIENCE_CHOICES,
    NATION_CHOICES,
    SECTOR_CHOICES,
    chosen,
    kept,
    remembered,
    sentence,
)

BEFORE = Scope(nation="wales", audience="children", sector="education", as_at=date(2024, 11, 30))
ENGLAND = Scope(nation="england")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (Scope(), "Showing guidance in force in all nations"),
        (ENGLAND, "Showing guidance in force in England"),
        (Scope("england", "children"), "Showing guidance in force in England, for children"),
        (
            Scope("northern-ireland", "adults", "police and justice", as_at=date(2020, 2, 29)),
            "Showing guidance as it stood on 29 February 2020 in Northern Ireland, for adults, of police and "
            "justice",
        ),
    ],
)
def test_a_scope_is_said_in_a_sentence(scope: Scope, said: str):
    assert sentence(scope) == said


def test_all_that_can_be_chosen_is_chosen():
    for _, nation in NATION_CHOICES:
        for _, audience in AUDIENCE_CHOICES:
            for _, sector in SECTOR_CHOICES:
                made = chosen(nation, audience, sector, "", BEFORE)
                assert (made.scope, made.problem) == (Scope(nation, audience, sector), "")
                assert sentence(made.scope)


def test_what_cannot_be_chosen_leaves_that_of_before():
    made = chosen("atlantis", "<script>", "uk", "", BEFORE)
    assert (made.scope.nation, made.scope.audience, made.scope.sector) == ("wales", "children", "education")


@pytest.mark.parametrize("day", ["2020-02-29", " 2020-02-29 "])
def test_a_day_of_the_past_is_looked_back_at(day: str):
    assert chosen("england", "", "", day, ENGLAND).scope == Scope("england", as_at=date(2020, 2, 29))


def test_today_can_be_chosen():
    assert chosen("england", "", "", date.today().isoformat(), BEFORE).problem == ""


def test_without_a_day_it_is_today_again():
    assert chosen("wales", "", "", "  ", BEFORE).scope.as_at is None


def test_a_day_to_come_is_refused_and_the_rest_is_chosen():
    made = chosen("scotland", "adults", "", (date.today() + timedelta(days=1)).isoformat(), BEFORE)
    assert made.problem == words.DAY_TO_COME
    assert made.scope == Scope("scotland", "adults", "", as_at=BEFORE.as_at)


@pytest.mark.parametrize(
    "day", ["yesterday", "30/11/2024", "2024-13-01", "2023-02-29", "9" * 400, "<b>", "-1"]
)
def test_a_day_that_is_none_is_refused_and_the_one_before_stays(day: str):
    made = chosen("wales", "children", "education", day, BEFORE)
    assert (made.scope, made.problem) == (BEFORE, words.NO_DAY)


def test_a_browser_remembers_all_but_a_day_of_the_past():
    assert remembered(kept(BEFORE), ENGLAND) == Scope("wales", "children", "education")
    assert "as_at" not in kept(BEFORE)


def test_all_nations_are_remembered_as_such():
    assert remembered(kept(Scope()), ENGLAND) == Scope()


@pytest.mark.parametrize(
    "told",
    [
        *(None, "", "england", 7, [], ["nation"], {}),
        {"nation": "atlantis", "audience": ["children"], "sector": {"x": 1}},
        {"nation": None, "audience": 1.5, "sector": "../../etc"},
        {
            "nation": "<script>alert(1)</script>",
            "documents": ["x"],
            "superseded": True,
            "as_at": "2020-01-01",
        },
    ],
)
def test_what_a_browser_tells_wrongly_changes_nothing(told: object):
    assert remembered(told, ENGLAND) == ENGLAND


@given(
    ANYTHING
    | st.fixed_dictionaries({}, optional=dict.fromkeys(("nation", "audience", "sector", "as_at"), ANYTHING))
)
def test_whatever_a_browser_tells_a_scope_holds_only_what_can_be_chosen(told: object):
    scope = remembered(told, ENGLAND)
    assert scope.nation in [key for _, key in NATION_CHOICES]
    assert scope.audience in [key for _, key in AUDIENCE_CHOICES]
    assert scope.sector in [key for _, key in SECTOR_CHOICES]
    assert (scope.as_at, scope.superseded, scope.documents, scope.kinds) == (None, False, (), ())
