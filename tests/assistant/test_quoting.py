"""Quoting: every word stands in its source, and nothing is quoted without what it cannot stand without."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_found import FOOTNOTE, ROW, found, heading, items, paragraph, passage, passages, query

from assistant import Assistant
from assistant.answers import Answer, Citation, Statement
from assistant.quoting import (
    LONGEST,
    MOST_FROM_ONE_PASSAGE,
    MOST_STATEMENTS,
    MOST_WORDS,
    SHORT_LIST,
    quoted,
)
from assistant.retrieval import Found
from ingest.documents import Block, BlockKind, Passage, Role
from ingest.passages import document_text

QUESTIONS = """
How soon must the core group meet?
Who attends a strategy discussion?
What is child abuse?
What are the main kinds of abuse?
How long can an assessment take?
A child told me something, can I promise to keep it secret?
Who do I tell if I am worried about a child?
How often does the DSL need training?
What is a low-level concern?
Who do I report the headteacher to?
What does the LADO do?
When is a section 47 enquiry started?
How soon is the initial child protection conference?
When is the first review conference?
Do I need consent to share information?
What are the signs of neglect?
Must teachers report FGM to the police?
What is county lines?
What is private fostering?
When must a council hear of private fostering?
What happens after a child goes missing?
What is the Prevent duty?
What are the six principles of adult safeguarding?
When does section 42 of the Care Act apply?
What does the Mental Capacity Act presume?
What is self-neglect?
Who are the safeguarding partners?
How soon must a rapid review be done?
What replaced serious case reviews?
What happened to LSCBs?
What was ContactPoint?
What is a MASH?
What pre-employment checks are made on staff?
Can the police remove a child at once?
kid says her stepdad hits her what now
What is child-on-child abuse?
Which dose of paracetamol is right?
""".strip().splitlines()


def quotes(statements: Sequence[Statement]) -> list[list[str]]:
    return [[citation.quote for citation in statement.citations] for statement in statements]


def every_statement(*asked: object) -> tuple[Statement, ...]:
    return quoted(*asked).every


def quoted_from(of: Passage, best: str, question: str = "What is to be done?") -> Statement:
    """The first statement quoted from a passage whose sentence with these words is the best."""
    likeness = [float(best in of.text[s.start : s.end]) for s in of.sentences]
    assert sum(likeness) == 1
    return every_statement(query(question), [found(of, likeness)])[0]


def assert_verbatim(statement: Statement) -> None:
    """A statement is its quotes, in order, with nothing before them but the lead-in of a list cut off."""
    assert statement.citations
    of = statement.citations[0].passage
    carried = of.lead_in.split("\n") if of.lead_in else []
    said = [citation.quote for citation in statement.citations]
    plain = statement.text.replace("\n• ", "\n")
    assert plain in ("\n".join(lines).replace("\n• ", "\n") for lines in (said, [*carried, *said]))
    for citation in statement.citations:
        assert citation.quote == citation.quote.strip() != ""
        assert citation.quote in citation.passage.text


@pytest.fixture(scope="module")
def answers(starter: Assistant) -> list[Answer]:
    return [starter.ask(question) for question in QUESTIONS]


def test_every_quote_stands_to_the_letter_in_the_document_that_is_cited(
    starter: Assistant, answers: list[Answer]
):
    cited = [citation for answer in answers for s in answer.statements for citation in s.citations]
    assert len(cited) > 40
    for citation in cited:
        of = citation.passage
        assert starter.library.passages([of.id]) == [of]
        text = starter.library.text(citation.document.id)
        assert text[of.start + citation.start : of.start + citation.end] == citation.quote
        assert of.document_id == citation.document.id


def test_an_answer_over_the_starter_notes_says_nothing_that_is_not_quoted(answers: list[Answer]):
    for answer in answers:
        assert bool(answer.statements) != bool(answer.advice)
        for statement in answer.statements:
            assert_verbatim(statement)


def test_citations_are_numbered_from_one_by_passage_and_shown_beside_the_answer(answers: list[Answer]):
    for answer in answers:
        numbers = {c.passage.id: c.number for s in answer.statements for c in s.citations}
        assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
        assert set(numbers) <= {hit.passage.id for hit in answer.passages}


def test_no_quoted_item_of_the_starter_notes_lacks_its_lead_in(answers: list[Answer]):
    for citations in (s.citations for answer in answers for s in answer.statements):
        of = citations[0].passage
        starts = {sentence.start: sentence.role for sentence in of.sentences}
        assert starts[citations[0].start] is not Role.ITEM or of.lead_in


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How soon must the core group meet?", "within 10 working days"),
        ("How long can an assessment take?", "45 working days"),
        ("How soon is the initial child protection conference?", "within 15 working days"),
        ("Must teachers report FGM to the police?", "personally"),
    ],
)
def test_a_well_known_rule_is_quoted(starter: Assistant, question: str, words: str):
    assert words in starter.ask(question).text


CORE_GROUP = (
    paragraph("A core group is formed. The core group should:"),
    *items("meet within ten days", "carry out the plan", "tell the parents"),
    paragraph("Others may attend. It should keep a record."),
)


def test_the_sentence_that_answers_is_quoted_alone():
    statement = quoted_from(passage(paragraph("Others may attend. The lead keeps a record.")), "Others may")
    assert statement.text == "Others may attend."


def test_a_sentence_is_quoted_with_the_one_that_goes_on_from_it():
    statement = quoted_from(passage(*CORE_GROUP), "Others may")
    assert statement.text == "Others may attend. It should keep a record."


def test_an_item_after_a_nested_list_is_quoted_below_the_outer_lists_lead_in():
    nested = [
        Block(BlockKind.ITEM, f"promise thing {at} to a child, however small it seems", level=2)
        for at in range(20)
    ]
    never, tell = items("never do any of these:", "tell the lead at once")
    statement = quoted_from(passage(paragraph("Staff must:"), never, *nested, tell), "tell the lead")
    assert quotes([statement]) == [["Staff must:", "tell the lead at once"]]


def test_a_footnote_inside_a_list_does_not_part_an_item_from_its_lead_in():
    note = Block(BlockKind.FOOTNOTE, "See the glossary.", number="4")
    first, second = items("ask leading questions", "investigate it themselves")
    statement = quoted_from(passage(paragraph("Staff must never:"), first, note, second), "investigate it")
    assert quotes([statement]) == [
        ["Staff must never:\n• ask leading questions", "investigate it themselves"]
    ]


def test_a_numbered_item_is_quoted_with_its_number():
    lettered = [
        Block(
            BlockKind.ITEM, f"do thing {at} as is said in the schedule to this Act", level=1, number=f"({at})"
        )
        for at in "abcdefghijkl"
    ]
    statement = quoted_from(passage(paragraph("An authority must—"), *lettered), "do thing k")
    assert quotes([statement]) == [
        ["An authority must—", "(k) do thing k as is said in the schedule to this Act"]
    ]


def test_an_item_of_a_short_list_brings_the_list_with_its_lead_in():
    statement = quoted_from(passage(*CORE_GROUP), "carry out")
    whole = "The core group should:\n• meet within ten days\n• carry out the plan\n• tell the parents"
    assert quotes([statement]) == [[whole]]


def test_a_lead_in_brings_its_list():
    assert quoted_from(passage(*CORE_GROUP), "group should").text.endswith("tell the parents")


def test_an_item_of_a_long_list_is_quoted_below_its_lead_in_without_the_others():
    many = [f"do the thing that is numbered {at} among all those to be done here" for at in range(20)]
    of = passage(paragraph("Staff should:"), *items(*many))
    assert len(of.text) > SHORT_LIST
    statement = quoted_from(of, "numbered 17 ")
    assert quotes([statement]) == [["Staff should:", many[17]]]
    assert statement.text == f"Staff should:\n• {many[17]}"


def test_two_items_of_a_long_list_are_one_statement_in_the_order_of_the_list():
    many = [f"do the thing that is numbered {at} among all those to be done here" for at in range(20)]
    of = passage(paragraph("Staff should:"), *items(*many))
    likeness = [float("numbered 7 " in sentence_) + 0.9 * ("numbered 3 " in sentence_) for sentence_ in many]
    (statement,) = every_statement(query(), [found(of, [0.0, *likeness])])
    assert quotes([statement]) == [["Staff should:", many[3], many[7]]]


def test_a_lead_in_brings_no_more_of_its_list_than_can_be_read():
    many = [f"do the thing that is numbered {at} among all those to be done here" for at in range(20)]
    statement = quoted_from(passage(paragraph("Staff should:"), *items(*many)), "Staff should")
    assert SHORT_LIST < len(statement.text) <= LONGEST
    assert statement.text.splitlines()[-1].removeprefix("• ") in many


def test_a_sentence_that_points_back_comes_with_the_one_before():
    statement = quoted_from(passage(*CORE_GROUP), "It should keep")
    assert quotes([statement]) == [["Others may attend. It should keep a record."]]


def test_a_sentence_that_points_back_to_nothing_in_its_passage_stands_alone():
    assert (
        quoted_from(passage(paragraph("It should keep a record.")), "It").text == "It should keep a record."
    )


def test_a_word_that_only_begins_like_a_pointing_one_points_nowhere():
    of = passage(paragraph("First words. Items are kept. Theyne is a name."))
    assert quoted_from(of, "Items").text == "Items are kept."
    assert quoted_from(of, "Theyne").text == "Theyne is a name."


def test_an_item_that_a_passages_end_cut_off_is_given_its_lead_in():
    many = [f"do the thing numbered {at} in time" for at in range(12)]
    *_, last = passages([paragraph("The core group should:"), *items(*many)], budget=40)
    statement = quoted_from(last, "numbered 11 ")
    assert statement.text == f"The core group should:\n• {many[11]}"
    assert quotes([statement]) == [[many[11]]]


def test_statements_of_one_document_stand_together_best_document_first():
    a, c = passages([heading("One"), paragraph("Alpha one."), heading("Two"), paragraph("Alpha two.")], 1)
    b, rest = (
        passage(paragraph("Beta one."), number=2),
        passage(paragraph("Nothing here. Nor this. Nor that."), number=3),
    )
    all_found = [found(a, [0.9]), found(b, [0.85]), found(c, [0.8]), found(rest, [0.0, 0.0, 0.0])]
    statements = every_statement(query(), all_found)
    assert [statement.text for statement in statements] == ["Alpha one.", "Alpha two.", "Beta one."]
    assert [statement.citations[0].number for statement in statements] == [1, 2, 3]


def test_a_timescale_is_quoted_first_where_one_is_asked_for():
    of = passage(paragraph("The group meets often. The group meets within ten days. The group meets."))
    first = every_statement(query("How soon does it meet?"), [found(of)])[0]
    assert first.text == "The group meets within ten days."


def test_a_time_counted_from_what_is_asked_about_is_not_its_own():
    held = "The conference is held within 15 days."
    of = passage(paragraph(f"The group meets within 10 days of the conference. {held}"))
    asked = query("How soon is the conference held?", confer=1.0, held=0.2)
    assert quoted(asked, [found(of, [0.6, 0.58])]).first[0].text == held
    after = query("How soon after the conference does the group meet?", confer=1.0, group=0.5)
    assert "10 days" in quoted(after, [found(of, [0.6, 0.58])]).first[0].text


def test_a_footnote_gives_way_to_the_text():
    of = passage(Block(FOOTNOTE, "A note."), paragraph("A paragraph."))
    assert every_statement(query(), [found(of)])[0].text == "A paragraph."


def test_what_was_quoted_before_is_not_quoted_again():
    of = passage(paragraph("One is said. Two is said."))
    statements = every_statement(query(), [found(of, [0.9, 0.8])], frozenset(["One is said."]))
    assert [statement.text for statement in statements] == ["Two is said."]


def test_passages_without_sentences_give_no_statement():
    assert every_statement(query(), [found(passage(heading("Annex A")))]) == ()
    assert every_statement(query(), []) == ()


def test_what_is_read_at_once_fits_half_a_minute_and_the_rest_stands_behind_it():
    said = [paragraph(f"Number {n} " + "is said at length here " * 9 + ".") for n in range(1, 9)]
    some = [found(passage(one, number=n), score=-float(n)) for n, one in enumerate(said, 1)]
    answer = quoted(query(), some)
    words = [len(statement.text.split()) for statement in answer.first]
    assert answer.first
    assert sum(words) <= MOST_WORDS < sum(words) + len(answer.more[0].text.split())
    assert len(answer.every) == MOST_STATEMENTS
    numbers = [statement.citations[0].number for statement in answer.every]
    assert numbers == list(range(1, MOST_STATEMENTS + 1))


def test_a_quote_longer_than_half_a_minute_is_still_quoted():
    long = found(passage(paragraph("Everything " + "and more " * 100 + "is said.")))
    assert len(quoted(query(), [long]).first) == 1


def test_a_statement_tells_its_duty_and_marks_what_decides():
    one = found(passage(paragraph("The core group must meet within 10 working days of the conference.")))
    (statement,) = quoted(query("How soon must it meet?"), [one]).first
    assert statement.strength == "must"
    assert ["10 working days" in statement.text[a:b] for a, b in statement.decisive] == [True]


def test_a_statement_that_is_wanted_is_brought_from_behind_the_answer():
    said = [paragraph(f"Number {n} " + "is said at length here " * 9 + ".") for n in range(1, 9)]
    answer = quoted(query(), [found(passage(one, number=n)) for n, one in enumerate(said, 1)])
    wanted = answer.more[-1].citations[0]
    brought = answer.bringing([wanted])
    assert answer.more[-1] in brought.first
    assert set(brought.every) == set(answer.every)


def test_a_statement_needs_a_citation_and_a_citation_words_that_stand_in_its_passage():
    of = found(passage(paragraph("Some words."))).hit
    with pytest.raises(ValueError, match="needs a citation"):
        Statement("Invented.", ())
    for start, end in [(0, 0), (-1, 3), (3, 2), (0, 12)]:
        with pytest.raises(ValueError, match="not in passage"):
            Citation(1, of.passage, of.document, start, end)


said = st.lists(
    st.sampled_from("staff must record report It This tell the lead".split()), min_size=1, max_size=9
)
sentence = said.map(lambda found_: " ".join(found_).capitalize() + ".")


@st.composite
def runs(draw: st.DrawFn) -> list[Block]:
    """A paragraph, a table's row, or a paragraph that leads into a list."""
    kind = draw(st.sampled_from(["text", "list", "list", "row", "note"]))
    text = " ".join(draw(st.lists(sentence, min_size=1, max_size=4)))
    if kind == "list":
        return [paragraph(f"{text} They should:"), *items(*draw(st.lists(sentence, min_size=1, max_size=9)))]
    return {"text": [paragraph(text)], "row": [Block(ROW, text)], "note": [Block(FOOTNOTE, text)]}[kind]


@st.composite
def finds(draw: st.DrawFn) -> tuple[str, list[Found]]:
    blocks = [block for run in draw(st.lists(runs(), min_size=1, max_size=6)) for block in run]
    cut = passages(blocks, budget=draw(st.sampled_from([30, 60, 200])))
    share = st.floats(0, 1)
    likeness = [draw(st.lists(share, min_size=len(p.sentences), max_size=len(p.sentences))) for p in cut]
    return document_text(blocks), [found(p, like) for p, like in zip(cut, likeness, strict=True)]


@settings(derandomize=True, max_examples=80, deadline=None)
@given(finds())
def test_whatever_the_passages_every_statement_is_verbatim_and_cited(case: tuple[str, list[Found]]):
    text, all_found = case
    statements = every_statement(query("How soon is it?"), all_found)
    assert 1 <= len(statements) <= MOST_STATEMENTS
    for statement in statements:
        assert_verbatim(statement)
        for citation in statement.citations:
            at = citation.passage.start
            assert text[at + citation.start : at + citation.end] == citation.quote


@settings(derandomize=True, max_examples=80, deadline=None)
@given(finds())
def test_whatever_the_passages_no_item_is_said_without_its_lead_in(case: tuple[str, list[Found]]):
    for statement in every_statement(query(), case[1]):
        first = statement.citations[0]
        role = next(s.role for s in first.passage.sentences if s.start == first.start)
        assert role is not Role.ITEM or statement.text.startswith(f"{first.passage.lead_in}\n• ")
        assert role is not Role.ITEM or first.passage.lead_in == "They should:"


@settings(derandomize=True, max_examples=80, deadline=None)
@given(finds())
def test_whatever_the_passages_no_more_than_two_statements_come_from_one_and_none_twice(
    case: tuple[str, list[Found]],
):
    spans: dict[str, list[tuple[int, int]]] = {}
    for statement in every_statement(query(), case[1]):
        own = statement.citations[1:] or statement.citations  # less the lead-in of a long list
        spans.setdefault(own[0].passage.id, []).append((own[0].start, own[-1].end))
    for taken in map(sorted, spans.values()):
        assert len(taken) <= MOST_FROM_ONE_PASSAGE
        assert all(a[1] <= b[0] for a, b in pairwise(taken))


def long_items(count: int, level: int = 1, what: str = "thing") -> list[Block]:
    said = "among all those that are to be done here by the visitor"
    return [Block(BlockKind.ITEM, f"do {what} {at} {said}", level) for at in range(count)]


NESTED = (
    paragraph("Visitors must never:"),
    *long_items(6),
    Block(BlockKind.ITEM, "when a dog is in:", 1, "(g)"),
    *long_items(9, level=2, what="trick"),
)


def test_an_item_of_a_nested_list_is_quoted_below_both_lead_ins():
    statement = quoted_from(passage(*NESTED), "trick 7 ")
    assert quotes([statement]) == [["Visitors must never:", "(g) when a dog is in:", NESTED[-2].text]]


def test_an_inner_lead_in_brings_its_list_below_the_outer_one():
    statement = quoted_from(passage(*NESTED), "dog is in")
    first, second = statement.citations
    assert first.quote == "Visitors must never:"
    assert second.quote.startswith("(g) when a dog is in:\n• do trick 0 ")


def test_an_inner_item_that_a_passages_end_cut_off_is_given_both_lead_ins():
    *_, last = passages(NESTED, budget=60)
    statement = quoted_from(last, "trick 8 ")
    assert statement.text == f"Visitors must never:\n• when a dog is in:\n• {NESTED[-1].text}"


def test_an_outer_item_behind_inner_ones_is_not_given_the_inner_lead_in():
    after = Block(BlockKind.ITEM, "run", 1)
    cut = passages([*NESTED, after], budget=60)
    assert cut[-1].lead_in == "Visitors must never:\nwhen a dog is in:"
    assert quoted_from(cut[-1], "run").text == "Visitors must never:\n• run"


def test_a_list_runs_on_behind_a_footnote_and_the_footnote_is_not_quoted():
    note = Block(FOOTNOTE, "See the glossary.", number="4")
    lead, *three = (paragraph("The group should:"), *items("meet", "write", "sign"))
    statement = quoted_from(passage(lead, note, three[0], note, *three[1:]), "write")
    assert quotes([statement]) == [["The group should:", "meet", "write\n• sign"]]


def test_bullets_straight_below_a_heading_are_quoted_with_it_where_it_leads_into_them():
    role = Block(BlockKind.HEADING, "The visitor should:", 3)
    cut = passages([role, *long_items(9)], budget=60)
    assert len(cut) > 1
    for part in cut:
        statement = quoted_from(part, part.text[part.sentences[0].start : part.sentences[0].end])
        assert statement.text.startswith("The visitor should:\n• do thing")


def test_a_part_of_a_row_that_was_cut_is_quoted_with_the_names_of_its_row_and_column():
    cells = " ".join(f"Sign {at} is seen by all who visit." for at in range(20))
    *_, last = passages([Block(ROW, f"Domain: Health; Level 2: {cells}")], budget=60)
    statement = every_statement(query(), [found(last)])[0]
    assert statement.text == f"Domain: Health; Level 2: … {last.text}"
    assert quotes([statement]) == [[last.text]]


def test_a_sentence_that_points_back_finds_the_one_before_it_behind_a_footnote():
    note = Block(FOOTNOTE, "See the glossary.", number="4")
    statement = quoted_from(passage(paragraph("Doors open."), note, paragraph("They then close.")), "They")
    assert statement.text == "Doors open.\nThey then close."
    assert quotes([statement]) == [["Doors open.", "They then close."]]
