"""Quoted sentences of different sources that answer one question differently, and the notice of it.

``conflicting.yaml`` and ``agreeing.yaml`` beside this file hold pairs of sentences, all made up.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from made_found import document, heading, items, paragraph, passage

import prompts
from assistant.answers import Citation, Statement
from assistant.asked import Asks
from assistant.conflicts import MOST_CONFLICTS, Conflict, conflicts, told
from ingest.documents import Block, GuidanceDocument, Standing, State

HERE = Path(__file__).parent
TEN, FIFTEEN = (
    f"The core group should meet within {days} working days of the conference." for days in (10, 15)
)
LOCAL, NATIONAL, LAW = "local procedure", "statutory guidance", "legislation"


def pairs(name: str) -> list[dict[str, str]]:
    held: list[dict[str, str]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return held


def quoted(*blocks: Block | str, number: int = 0, **known: str) -> Statement:
    """All of a passage quoted, from a document of its own."""
    of = passage(*(paragraph(one) if isinstance(one, str) else one for one in blocks), number=number)
    citation = Citation(number + 1, of, document(number, **known), of.body, len(of.text))
    return Statement(citation.quote, (citation,))


def found(kind: Asks, *quotes: str | Sequence[Block]) -> tuple[Conflict, ...]:
    """The conflicts of quotes, each from a document of its own."""
    blocks = ([quote] if isinstance(quote, str) else quote for quote in quotes)
    return conflicts(kind, [quoted(*of, number=number) for number, of in enumerate(blocks)])


def told_of(first: GuidanceDocument, second: GuidanceDocument) -> str:
    one, other = (quoted(text).citations[0] for text in (TEN, FIFTEEN))
    return told(Conflict(replace(one, document=first), replace(other, document=second), "“a” and “b”"))


@pytest.mark.parametrize("pair", pairs("conflicting.yaml"), ids=lambda pair: pair["first"][:40])
def test_one_thing_told_differently_is_a_conflict(pair: dict[str, str]):
    (conflict,) = found(Asks(pair["asks"]), pair["first"], pair["second"])
    assert conflict.about == pair["about"]
    assert pair["first"].endswith(conflict.first.quote)
    assert pair["second"].endswith(conflict.second.quote)


@pytest.mark.parametrize("pair", pairs("conflicting.yaml"), ids=lambda pair: pair["first"][:40])
def test_a_conflict_is_one_from_either_side(pair: dict[str, str]):
    assert len(found(Asks(pair["asks"]), pair["second"], pair["first"])) == 1


@pytest.mark.parametrize("pair", pairs("agreeing.yaml"), ids=lambda pair: pair["first"][:40])
def test_other_things_and_the_same_told_in_other_words_are_no_conflict(pair: dict[str, str]):
    kind = Asks(pair["asks"])
    assert found(kind, pair["first"], pair["second"]) == found(kind, pair["second"], pair["first"]) == ()


@pytest.mark.parametrize("pair", pairs("conflicting.yaml"), ids=lambda pair: pair["first"][:40])
def test_sentences_of_one_document_never_conflict(pair: dict[str, str]):
    assert conflicts(Asks(pair["asks"]), [quoted(pair["first"]), quoted(pair["second"])]) == ()
    assert conflicts(Asks(pair["asks"]), [quoted(pair["first"], pair["second"])]) == ()


def test_documents_on_children_and_on_adults_do_not_conflict():
    statements = [
        quoted("The enquiry is completed within 28 days.", audience="adults"),
        quoted("The enquiry is completed within 15 working days.", number=1, audience="children"),
    ]
    assert conflicts(Asks.HOW_SOON, statements) == ()
    both = [statements[0], replace_audience(statements[1], "both")]
    assert len(conflicts(Asks.HOW_SOON, both)) == 1


def replace_audience(statement: Statement, audience: str) -> Statement:
    (citation,) = statement.citations
    other = replace(citation.document, metadata=replace(citation.document.metadata, audience=audience))
    return replace(statement, citations=(replace(citation, document=other),))


def test_headings_tell_what_sentences_are_of():
    visits = "The first visit is made within one week.", "The first visit is made within two weeks."
    fostered, looked_after = heading("Private fostering"), heading("Looked-after children")
    for above, others, count in ((fostered, fostered, 1), (fostered, looked_after, 0)):
        quotes = ([above, paragraph(visits[0])], [others, paragraph(visits[1])])
        assert len(found(Asks.HOW_SOON, *quotes)) == count


def test_a_heading_is_read_with_a_sentence_that_points_back():
    meets = "It should meet within {} working days.".format
    core = [heading("The core group and its agenda"), paragraph(meets(10))]
    assert len(found(Asks.HOW_SOON, core, [core[0], paragraph(meets(15))])) == 1
    assert found(Asks.HOW_SOON, core, [heading("The panel and its budget"), paragraph(meets(15))]) == ()


def test_an_item_is_read_with_its_lead_in_and_told_alone():
    lead, others = paragraph("The core group should:"), paragraph("The review panel should:")
    ten, fifteen = (items("agree the plan;", f"meet within {days} working days.") for days in (10, 15))
    (conflict,) = found(Asks.HOW_SOON, [lead, *ten], [lead, *fifteen])
    assert conflict.first.quote == "meet within 10 working days."
    assert found(Asks.HOW_SOON, [lead, *ten], [others, *fifteen]) == ()


def test_only_the_sentence_that_conflicts_is_told():
    (conflict,) = found(Asks.HOW_SOON, f"Plans are kept on file. {TEN}", FIFTEEN)
    assert conflict.first.quote == TEN
    assert conflict.first.passage.text.startswith("Plans are kept")


def test_a_difference_is_told_once_for_two_documents():
    assert len(found(Asks.HOW_SOON, f"{TEN} {TEN.replace('should', 'must')}", FIFTEEN)) == 1


def test_at_most_two_are_told():
    days = [FIFTEEN.replace("15", str(count)) for count in (10, 15, 20, 25)]
    assert len(found(Asks.HOW_SOON, *days)) == MOST_CONFLICTS == 2


def test_what_was_asked_for_comes_first():
    must, should = (f"Schools {word} inform parents of the referral." for word in ("must", "should"))
    for kind, about in ((Asks.MUST, "“must” and “should”"), (Asks.HOW_SOON, None)):
        conflict, *others = found(kind, f"{TEN} {must}", f"{FIFTEEN} {should}")
        assert conflict.about == (about or "“10 working days” and “15 working days”")
        assert len(others) == (1 if about else 0)


def test_who_does_it_is_compared_only_where_that_is_asked():
    chaired = [f"The strategy discussion is chaired by {who}." for who in ("a team manager", "the police")]
    assert [len(found(kind, *chaired)) for kind in (Asks.WHO, Asks.HOW_SOON)] == [1, 0]


def test_nothing_quoted_or_one_sentence_is_no_conflict():
    assert conflicts(Asks.HOW_SOON, []) == found(Asks.HOW_SOON, TEN) == ()


def test_the_notice_names_both_documents_how_they_stand_and_what_differs():
    national = document(1, title="Working Guide", edition="2023", kind=NATIONAL, nation="england")
    local = document(2, title="Hillshire procedures", kind=LOCAL)
    notice = told_of(national, local)
    assert "“a” and “b”" in notice
    assert "Working Guide (2023) – statutory guidance, England" in notice
    assert "Hillshire procedures – local procedure" in notice


def test_a_document_of_which_nothing_is_known_is_named_alone():
    assert "The first is Guide 1. The second is Guide 2." in told_of(document(1), document(2))


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ({"kind": NATIONAL}, {"kind": LOCAL}, "conflict-local"),
        ({"kind": LOCAL}, {"kind": LOCAL}, "conflict-local"),
        ({"kind": LAW}, {"kind": "policy"}, "conflict-local"),
        ({"kind": LAW}, {"kind": NATIONAL}, "conflict-law"),
        ({"kind": LAW}, {"kind": LAW}, "conflict-national"),
        ({"kind": NATIONAL}, {"kind": NATIONAL}, "conflict-national"),
        ({}, {}, "conflict-national"),
        ({"nation": "england"}, {"nation": "wales"}, "conflict-nations"),
        ({"nation": "england", "kind": LAW}, {"nation": "scotland", "kind": LOCAL}, "conflict-nations"),
        ({"nation": "england", "kind": LOCAL}, {"nation": "uk"}, "conflict-local"),
    ],
)
def test_the_notice_says_which_to_check(first: dict[str, str], second: dict[str, str], name: str):
    one, other = document(1, **first), document(2, **second)
    for notice in (told_of(one, other), told_of(other, one)):
        assert notice.endswith(prompts.load(name).text)


@pytest.mark.parametrize("state", [State.SUPERSEDED, State.WITHDRAWN, State.FORTHCOMING])
def test_a_source_that_is_not_in_force_says_so_and_the_other_is_to_be_checked(state: State):
    current = replace(document(1, kind=LOCAL), standing=Standing(State.IN_FORCE))
    other = replace(document(2, kind=NATIONAL), standing=Standing(state))
    notice = told_of(current, other)
    assert f"Guide 2 – statutory guidance, {state.value}." in notice
    assert notice.endswith(prompts.load("conflict-in-force").text)
    both = told_of(replace(current, standing=other.standing), other)
    assert both.endswith(prompts.load("conflict-local").text)


@pytest.mark.parametrize("name", ["in-force", "nations", "local", "law", "national"])
def test_a_notice_is_short(name: str):
    frame = prompts.load("conflict").fill(
        about="“10 working days” and “15 working days”",
        first="",
        second="",
        check=prompts.load(f"conflict-{name}").text,
    )
    assert len(frame.split()) <= 60
