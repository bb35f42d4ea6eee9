"""Which sentences a statement rests on."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.grounding.alignment import LOOKED_AT, MOST, Alignment, align
from assistant.grounding.likeness import Likeness
from assistant.grounding.text import read
from ingest.embedding import Embedder

REFER, RECORD, VISIT, TRAIN, KEYS = (
    "The lead refers the concern to social care on the same day.",
    "A written record is kept of every restraint.",
    "A social worker visits the child at home each month.",
    "Volunteers are trained in first aid before they start.",
    "The keys of the medicine cabinet hang in the office.",
)
ALL = (REFER, RECORD, VISIT, TRAIN, KEYS)


@pytest.fixture(scope="module")
def likeness(embedder: Embedder) -> Likeness:
    return Likeness(embedder)


def aligned(likeness: Likeness, statement: str, *sentences: str) -> Alignment:
    return align(read(statement), [read(one) for one in sentences], likeness)


@pytest.mark.parametrize("sentence", ALL)
def test_a_sentence_rests_on_itself(likeness: Likeness, sentence: str):
    found = aligned(likeness, sentence, *ALL)
    assert found.places == (ALL.index(sentence),)
    assert found.gains == pytest.approx((1.0,))
    assert found.present.all()
    assert found.like == pytest.approx(1, abs=0.01)
    assert found.kin == pytest.approx(1, abs=0.01)
    assert found.back == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("Concerns go to children's services within the day.", REFER),
        ("Whenever restraint is used, staff note it down in writing.", RECORD),
        ("Each month somebody from social work calls on the child.", VISIT),
        ("First-aid lessons come first for those who help out unpaid.", TRAIN),
        ("Medicines are locked away and the office has the key.", KEYS),
    ],
)
def test_a_restatement_rests_on_what_it_restates(likeness: Likeness, statement: str, sentence: str):
    found = aligned(likeness, statement, *ALL)
    assert found.places[0] == ALL.index(sentence)
    assert not found.present.all()


def test_a_statement_of_two_rests_on_both(likeness: Likeness):
    found = aligned(likeness, f"{RECORD} {TRAIN}", *ALL)
    assert set(found.places) == {1, 3}
    assert sum(found.gains) == pytest.approx(1)
    assert found.present.all()


def test_what_is_quoted_whole_is_among_them(likeness: Likeness):
    found = aligned(likeness, f"{VISIT} {KEYS} {RECORD}", *ALL)
    assert {1, 2, 4} <= set(found.places)


def test_at_most_four_are_chosen_and_each_once(likeness: Likeness):
    found = aligned(likeness, " ".join(ALL), *ALL)
    assert len(found.places) == len(set(found.places)) == len(found.gains) == MOST


def test_of_many_those_that_share_most_words_are_looked_at(likeness: Likeness):
    others = [f"Rule number {count} is about something else." for count in range(3 * LOOKED_AT)]
    assert aligned(likeness, RECORD, *others, RECORD).places[0] == len(others)


def test_words_that_are_missing_are_like_others(likeness: Likeness):
    statement = read("A written log is kept of every restraint.")
    found = align(statement, [read(RECORD)], likeness)
    (missing,) = (place for place, there in enumerate(found.present) if not there)
    assert statement.telling[missing].plain == "log"
    assert 0.2 < found.like[missing] < 0.999


def test_a_part_of_the_best_sentence_is_taken_up_by_itself(likeness: Likeness):
    found = aligned(likeness, "A record is kept.", "A record is kept unless the inspector objects.")
    kept, dropped = (found.taken_up(read(words)) for words in ("A record is kept", "the inspector objects"))
    assert dropped < found.back < kept == pytest.approx(1, abs=0.2)
    assert found.taken_up(read("of the")) == 0


def test_nothing_in_common_is_little_kin(likeness: Likeness):
    found = aligned(likeness, "Bananas ripen in paper bags.", *ALL)
    assert found.kin < 0.6
    assert not found.present.any()


@given(st.text(max_size=60), st.lists(st.text(max_size=60), min_size=1, max_size=3))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_aligned(likeness: Likeness, statement: str, sentences: list[str]):
    found = aligned(likeness, statement, *sentences)
    assert 1 <= len(found.places) <= MOST
    assert len(found.present) == len(found.like) == len(read(statement).telling)
    assert all(-1e-6 <= one <= 1 + 1e-6 for one in (*found.gains, *found.like, found.back))
    assert np.isfinite(found.kin)
