"""What a statement keeps of its source: its numbers, its duties, its negations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import Fidelity, fidelity
from ingest.sentences import sentence_spans

SOURCE = """The conference should be held within 15 working days of the strategy discussion.
The core group must meet within 10 working days of the conference, and at least every six weeks after it.
Staff must not promise a child to keep a secret.
You cannot wait until the parents agree. Do not ask leading questions.
Consent may be sought unless this puts the child at risk.
Records are kept for 75 years; about 30% of them are on paper."""

LIST = """Staff must not:
• promise to keep a secret;
• ask more than 2 leading questions;
• wait longer than 24 hours.
2.14 A child aged 16 may refuse."""


def _lost(statement: str, source: str = SOURCE) -> set[str]:
    return {name for name, kept in fidelity(statement, source)._asdict().items() if not kept}


@pytest.mark.parametrize(
    "statement",
    [
        "The conference should be held within 20 working days.",
        "The conference should be held within 15 days of the strategy discussion.",
        "The conference should be held within 15 calendar days of the strategy discussion.",
        "The conference should be held within 15 weeks of the strategy discussion.",
        "The conference should be held within fifteen school days of the strategy discussion.",
        "The core group must meet at least every six months after the conference.",
        "The core group must meet at least every 6 working weeks after the conference.",
        "The core group must meet at least every 60 weeks after the conference.",
        "Records are kept for 7 years.",
        "Records are kept for seventy years.",
        "About 30 years of the records are on paper.",
        "About 75% of the records are on paper.",
        "About 30.5% of the records are on paper.",
    ],
)
def test_a_quantity_that_the_source_does_not_give_is_told(statement: str) -> None:
    assert _lost(statement) == {"numbers"}


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("They meet within 15 days.", "They meet within 10 days."),
        ("They meet within 10 days.", "They meet within 15 days."),
        ("They meet within 10 days.", "They meet within 10 working days."),
        ("They meet within ten days.", "They meet within 10 working days."),
        ("They meet within 10 working days.", "They meet within 10 days."),
        ("It takes 10 weeks.", "It takes 10 weekdays."),
        ("It is 10%.", "It is 10 days."),
        ("5 days is the limit.", "15 days is the limit."),
    ],
)
def test_numbers_are_kept_only_with_their_units(statement: str, source: str) -> None:
    assert _lost(statement, source) == {"numbers"}


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("It takes ten days.", "That takes 10 days."),
        ("It takes 10 days.", "That takes ten days."),
        ("It takes TEN Working Days.", "That takes 10 working days."),
        ("It takes a day, one day.", "That takes 1 day."),
        ("It takes 70 years.", "That takes seventy years."),
        ("It takes 80 years.", "That takes eighty years."),
        ("There is a 10-day limit.", "The limit is 10 days."),
        ("The limit is 10 working days.", "There is a 10-working-day limit."),
        ("It is 10 per cent.", "That is 10%."),
        ("It is 10 percent.", "That is 10 %."),
        ("It is 10%.", "That is ten per cent."),
        ("It costs £1500.", "That costs £1,500."),
        ("The number is 15.", "It takes 15 working days."),
        ("No one is told.", "Nobody is told of that."),
    ],
)
def test_a_quantity_may_be_written_otherwise(statement: str, source: str) -> None:
    assert _lost(statement, source) == set()


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Staff should tell the lead.", "Staff must tell the lead."),
        ("Staff must tell the lead.", "Staff should tell the lead."),
        ("Staff may tell the lead.", "Staff must tell the lead."),
        ("Staff can tell the lead.", "Staff should tell the lead."),
        ("Staff are required to tell the lead.", "Staff may tell the lead."),
        ("Staff have a duty to tell the lead.", "Staff ought to tell the lead."),
        ("Staff must tell the lead.", "Staff tell the lead."),
        ("Staff should tell the lead.", "Staff must tell the lead. Staff should be trained."),
    ],
)
def test_a_duty_stronger_or_weaker_than_that_of_its_sentence_is_told(statement: str, source: str) -> None:
    assert _lost(statement, source) == {"duties"}


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("The lead shall be told by staff.", "Staff must tell the lead."),
        ("Telling the lead is required of staff.", "Staff are required to tell the lead."),
        ("The school has a duty to tell the lead.", "The school must tell the lead."),
        ("Staff ought to tell the lead.", "Staff should tell the lead."),
        ("Staff could tell the lead.", "Staff might tell the lead."),
        ("Staff tell the lead.", "Staff must tell the lead."),
    ],
)
def test_a_duty_may_be_said_in_other_words(statement: str, source: str) -> None:
    assert _lost(statement, source) == set()


@pytest.mark.parametrize(
    "statement",
    [
        "Staff must promise a child to keep a secret.",
        "Ask leading questions.",
        "Staff ask leading questions.",
        "The conference should not be held within 15 working days of the strategy discussion.",
        "Never keep records for 75 years.",
        "Consent may be sought.",
        "Consent may be sought if this puts the child at risk.",
    ],
)
def test_a_negation_dropped_or_added_is_told(statement: str) -> None:
    assert _lost(statement) == {"negations"}


def test_cannot_made_can_is_neither_the_same_duty_nor_the_same_negation() -> None:
    assert _lost("You can wait until the parents agree.") == {"duties", "negations"}


@pytest.mark.parametrize("cannot", ["cannot", "can't", "can’t", "can not", "CANNOT"])
@pytest.mark.parametrize("source", ["cannot", "can't", "can’t", "can not"])
def test_cannot_is_one_thing_however_it_is_written(cannot: str, source: str) -> None:
    assert _lost(f"You {cannot} just wait.", f"You {source} wait for it.") == set()


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Never tell the parent.", "Do not tell the parent."),
        ("Don’t tell the parent.", "Do not tell the parent."),
        ("The parent isn't told.", "Nobody tells the parent."),
        ("Neither parent is told.", "No parent is told."),
        ("It is done without the parent.", "The parent is not asked."),
    ],
)
def test_a_negation_may_be_said_in_other_words(statement: str, source: str) -> None:
    assert _lost(statement, source) == set()


def test_a_word_that_only_begins_like_a_negation_is_none() -> None:
    assert _lost("The notice is noted at noon.", "A notice was noted, at noon.") == set()


@pytest.mark.parametrize(
    "statement",
    [
        "A conference should follow the strategy discussion within 15 working days.",
        "Within ten working days of the conference the core group must meet.",
        "The core group shall meet at least every 6 weeks.",
        "A child must never be promised by staff that a secret is kept.",
        "You can't wait for the agreement of the parents.",
        "Never ask questions that are leading.",
        "Unless the child is put at risk by this, consent can be sought.",
        "Records, about 30 per cent of them on paper, are kept for 75 years.",
        "The core group must meet within 10 working days. Staff must not keep a secret for a child.",
    ],
)
def test_a_faithful_restatement_keeps_all(statement: str) -> None:
    assert _lost(statement) == set()


def test_each_sentence_is_held_against_its_own() -> None:
    # The source has a "must not" and a "must", but the other way round.
    swapped = (
        "Staff must promise a child to keep a secret. The core group must not meet within 10 working days."
    )

    assert _lost(swapped) == {"negations"}


def test_one_wrong_sentence_among_faithful_ones_is_told() -> None:
    told = "Do not ask leading questions. The core group must meet within 10 days of the conference."

    assert _lost(told) == {"numbers"}


def test_all_may_be_lost_at_once() -> None:
    assert fidelity("Staff should tell 3 parents.", "Staff must not tell 2 parents.") == Fidelity(
        False, False, False
    )


@pytest.mark.parametrize("line", [*SOURCE.split("\n"), SOURCE, SOURCE.replace("\n", " ")])
def test_what_is_quoted_keeps_all(line: str) -> None:
    assert _lost(line) == set()


@pytest.mark.parametrize(
    "quote",
    [
        LIST,
        "Staff must not:\n• promise to keep a secret;",
        "Staff must not:\n- promise to keep a secret;\n- wait longer than 24 hours.",
        "• ask more than 2 leading questions;\n• wait longer than 24 hours.",
        "ask more than 2 leading questions",
        "2.14 A child aged 16 may refuse.",
        "A child aged 16 may refuse.",
    ],
)
def test_a_quoted_list_keeps_all(quote: str) -> None:
    assert _lost(quote, LIST) == set()


def test_a_list_whose_lead_in_lost_its_negation_is_told() -> None:
    assert _lost("Staff must:\n• promise to keep a secret;", LIST) == {"negations"}


def test_part_of_a_quoted_row_keeps_all_though_another_part_denies() -> None:
    assert _lost("Who may be told: the lead", "Case: not urgent; Who may be told: the lead") == set()


@pytest.mark.parametrize("quote", ["Ask leading questions.", "promise a child to keep a secret."])
def test_a_quote_that_begins_after_its_negation_has_dropped_it(quote: str) -> None:
    assert "negations" in _lost(quote)


def test_a_quote_is_known_whatever_its_spaces_dashes_and_capitals() -> None:
    source = "Don’t wait:  a 24‑hour\tlimit is NOT long."

    assert _lost("don't wait: a 24-hour limit is not long.", source) == set()


@pytest.mark.parametrize("source", ["", "\n", " • \n – ", SOURCE])
@pytest.mark.parametrize("statement", ["", " ", "\n\n", "•", "- –"])
def test_nothing_said_keeps_all(statement: str, source: str) -> None:
    assert fidelity(statement, source) == Fidelity(True, True, True)


@pytest.mark.parametrize("source", ["", "\n", " • \n – "])
def test_what_is_said_without_a_source_keeps_nothing_that_it_states(source: str) -> None:
    assert _lost("Tell the lead.", source) == set()
    assert _lost("Staff must not wait for 2 days.", source) == {"numbers", "duties", "negations"}


WORDS = st.sampled_from(
    "staff child lead tell the a of Tell Staff A No. e.g. s. , ; : ( ) “ ” • – - . ! ? 2.14 1,500 per cent "
    "% must should may cannot can't don’t not never unless required 5 15 ten one days working weeks".split()
)
SOURCES = st.lists(
    st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60), min_size=1, max_size=8
).map("\n".join)


@given(source=SOURCES, data=st.data())
def test_any_sentence_quoted_from_its_source_keeps_all(source: str, data: st.DataObject) -> None:
    quotes = [line[a:b] for line in source.split("\n") for a, b in sentence_spans(line)]
    quote = data.draw(st.sampled_from([*quotes, source]))

    assert _lost(quote, source) == set()


@given(statement=SOURCES, source=SOURCES)
def test_any_text_is_either_kept_or_not(statement: str, source: str) -> None:
    assert {type(kept) for kept in fidelity(statement, source)} == {bool}
