"""Written answers through all stages: what stands behind them, what warns of their sources, how they grow."""

import json
from dataclasses import replace

import pytest
from made_found import document, paragraph, passage
from scripted import Scripted, word_for_word

import prompts
from assistant import Answer, AnswerKind, Assistant, Citation, Hit, Statement
from assistant.answers import Conflict
from assistant.writing.writer import Writer
from ingest.documents import Role

SOON = "How soon must the core group meet?"
WHO = "Who leads core group activity?"


def with_writer(starter: Assistant, *steps, verify=word_for_word, seconds: float = 5) -> Assistant:
    model = Scripted(steps=steps)
    return Assistant(starter.library, starter.embedder, writer=Writer(model, "made", verify, seconds))


@pytest.fixture(scope="module")
def rules(starter: Assistant) -> dict[str, str]:
    """For each question the sentence of the starter notes that answers it."""
    return {
        SOON: first_line(starter, SOON, "10 working days"),
        WHO: first_line(starter, WHO, "lead practitioner"),
    }


def first_line(starter: Assistant, question: str, has: str) -> str:
    hits = starter.ask(question).passages
    sentences = (hit.passage.text[one.start : one.end] for hit in hits for one in hit.passage.sentences)
    return next(sentence for sentence in sentences if has in sentence)


def test_what_is_quoted_stands_behind_what_is_written(starter: Assistant, rules):
    quoted = starter.ask(SOON)
    answer = with_writer(starter, f"{rules[SOON]} [1] Nothing is so. [1]").ask(SOON)
    assert answer.kind is AnswerKind.WRITTEN
    assert [one.text for one in answer.statements] == [rules[SOON]]
    assert answer.statements[0].support == 0.95
    said = {one.text for one in (*quoted.statements, *quoted.more)}
    assert {one.text for one in answer.more} == said - {rules[SOON]}
    assert (answer.passages, answer.confidence) == (quoted.passages, quoted.confidence)
    assert len(answer.dropped) == 1
    numbers = {
        citation.passage.id: citation.number
        for one in (*answer.statements, *answer.more)
        for citation in one.citations
    }
    assert sorted(set(numbers.values())) == list(range(1, len(numbers) + 1))
    assert answer.statements[0].citations[0].number == 1


def test_the_sources_of_what_is_written_are_warned_of(starter: Assistant, rules):
    answer = with_writer(starter, f"{rules[SOON]} [1]").ask(SOON)
    assert any("summarises Working Together to Safeguard Children (2023)" in one for one in answer.notices)


def test_an_answer_grows_and_every_part_of_it_is_whole_in_itself(starter: Assistant, rules):
    others = (
        hit.passage.text[one.start : one.end]
        for hit in starter.ask(SOON).passages
        for one in hit.passage.sentences
        if one.role is Role.SENTENCE
    )
    also = next(one for one in others if one != rules[SOON] and " and " not in one)
    made = with_writer(starter, f"{rules[SOON]} [1] {also} [1] ")
    first, *_, last = made.ask_growing(SOON)
    assert [len(one.statements) for one in (first, last)] == [1, 2]
    assert first.notices
    assert first.passages == last.passages
    assert {one.text for one in first.more} >= {one.text for one in last.more}
    assert list(last.timings)[-2:] == ["write", "caution"]


def test_where_nothing_holds_the_quoted_answer_is_the_same_with_a_line_and_the_reasons(starter: Assistant):
    quoted = starter.ask(SOON)
    (answer,) = with_writer(starter, "The core group must meet in Paris. [1]").ask_growing(SOON)
    assert (answer.kind, answer.statements, answer.more) == (
        AnswerKind.QUOTED,
        quoted.statements,
        quoted.more,
    )
    assert set(answer.notices) == {*quoted.notices, prompts.load("written-unsupported").text}
    assert (answer.model, answer.prompts, len(answer.dropped)) == ("", (), 1)
    assert "Paris" not in json.dumps(answer.as_dict())


def test_a_question_that_is_declined_is_never_sent(starter: Assistant):
    made = with_writer(starter, "Paris. [1]")
    assert made.ask("What is the capital of France?").kind is AnswerKind.ABSTAINED
    assert made.writer.model.told == []


def test_each_of_several_questions_is_written_in_turn_and_numbered_through(starter: Assistant, rules):
    made = with_writer(starter, f"{rules[SOON]} [1] {rules[WHO]} [2]")
    growing = list(made.ask_growing(f"{SOON} {WHO}"))
    answer = growing[-1]
    assert answer.kind is AnswerKind.WRITTEN
    assert list(dict.fromkeys(one.question for one in answer.statements)) == [SOON, WHO]
    assert len(made.writer.model.told) == 2
    by_passage = {}
    for one in (*answer.statements, *answer.more):
        for citation in one.citations:
            assert by_passage.setdefault(citation.passage.id, citation.number) == citation.number
    assert sorted(set(by_passage.values())) == list(range(1, len(by_passage) + 1))
    counts = [len(one.statements) for one in growing]
    assert counts == sorted(counts)


def test_a_follow_up_is_searched_as_the_model_made_it_whole_if_it_added_nothing(starter: Assistant):
    made = with_writer(starter, "How soon must the core group meet after the conference?")
    asked = made.ask("and how soon after the conference?", [SOON])
    assert asked.searched_for == "How soon must the core group meet after the conference?"
    other = with_writer(starter, "How soon must the police meet after the conference?")
    by_rule = starter.ask("and how soon after the conference?", [SOON]).searched_for
    assert other.ask("and how soon after the conference?", [SOON]).searched_for == by_rule


def test_a_question_that_stands_alone_is_not_rewritten(starter: Assistant):
    made = with_writer(starter, "Who is it? ")
    assert made.ask(SOON, ["What is abuse?"]).searched_for == SOON
    assert len(made.writer.model.told) == 1


# What an answer cannot be

HIT = Hit(passage(paragraph("The core group meets within ten days.")), document(), 1.0)
CITED = Citation(1, HIT.passage, HIT.document, 0, 14)
QUOTE = Statement(CITED.quote, (CITED,))
WRITTEN = Statement("They meet.", (CITED,), support=0.9)
ANSWER = Answer("How soon?", AnswerKind.QUOTED, (QUOTE,), "", (), (HIT,), 0.9, "How soon?")


def test_a_statement_cannot_be_made_without_a_citation_nor_a_citation_without_a_quote():
    for support in (None, 0.9):
        with pytest.raises(ValueError, match="needs a citation"):
            Statement("They meet.", (), support=support)
    for start, end in ((0, 9_999), (-1, 5), (5, 5), (7, 3)):
        with pytest.raises(ValueError, match="is not in passage"):
            Citation(1, HIT.passage, HIT.document, start, end)


def test_what_is_quoted_holds_its_quotes_and_what_is_written_says_how_sure_it_is():
    with pytest.raises(ValueError, match="holds its quotes"):
        Statement("They meet.", (CITED,))
    for support in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="probability"):
            Statement("They meet.", (CITED,), support=support)


@pytest.mark.parametrize(
    "changes",
    [
        {"statements": ()},
        {"kind": AnswerKind.ABSTAINED},
        {"kind": AnswerKind.WRITTEN},
        {"kind": AnswerKind.WRITTEN, "model": "made"},
        {"kind": AnswerKind.WRITTEN, "model": "made", "statements": ()},
        {"kind": AnswerKind.WRITTEN, "statements": (WRITTEN,)},
        {"statements": (WRITTEN,), "model": "made"},
        {"kind": AnswerKind.ABSTAINED, "statements": (WRITTEN,), "model": "made"},
    ],
)
def test_an_answer_is_what_its_kind_says(changes):
    with pytest.raises(ValueError, match="an answer"):
        replace(ANSWER, **changes)
    assert replace(ANSWER, kind=AnswerKind.WRITTEN, statements=(WRITTEN, QUOTE), model="made").citations


def test_sources_that_differ_are_numbered_as_the_statements_are():
    numbers = {HIT.passage.id: 4}
    conflict = Conflict(CITED, CITED, "10 or 15").numbered(numbers)
    assert (conflict.first.number, conflict.second.number) == (4, 4)
