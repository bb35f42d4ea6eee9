"""From question to answer: when the assistant declines, what it warns of, and what it records."""

from datetime import date
from pathlib import Path

import pytest

import prompts
from assistant import Answer, AnswerKind, Assistant, Scope
from assistant.pipeline import PASSAGES, STAGES
from assistant.reasons import Reason, advice_for
from ingest import pipeline
from ingest.embedding import Embedder
from ingest.library import Library


def guide(folder: Path, year: str, *rules: str) -> Path:
    path = folder / f"visits-{year}.md"
    said = "\n\n".join(
        f"## {heading}\n\n{rule}" for heading, _, rule in (rule.partition(": ") for rule in rules)
    )
    path.write_text(f'---\ntitle: Guide to home visits {year}\nedition: "{year}"\n---\n\n{said}\n')
    return path


@pytest.fixture
def visits(library: Library, embedder: Embedder, tmp_path: Path) -> Assistant:
    """An assistant over two editions of a guide: one rule has gone from the later."""
    paths = [
        guide(
            tmp_path,
            "2023",
            "Dogs: Dogs must be shut in the kitchen during a home visit.",
            "Tea: Tea is kept.",
        ),
        guide(
            tmp_path, "2025", "Shoes: Shoes must be taken off at the door of a home.", "Tea: Cups are washed."
        ),
    ]
    assert all(result.document for result in pipeline.add_files(library, embedder, paths))
    return Assistant(library, embedder)


def assert_declined(answer: Answer) -> None:
    assert answer.kind is AnswerKind.ABSTAINED
    assert (answer.statements, answer.citations) == ((), ())
    assert answer.text == answer.advice != ""


def test_an_empty_library_says_how_to_fill_it(library: Library, embedder: Embedder):
    answer = Assistant(library, embedder).ask("What is abuse?")
    assert_declined(answer)
    assert answer.advice == prompts.load("empty-library").text
    assert answer.passages == ()


@pytest.mark.parametrize(
    "question",
    ["What is the capital of France?", "Which dose of paracetamol is right?"],
)
def test_what_the_guidance_does_not_say_is_declined_with_whom_to_ask(starter: Assistant, question: str):
    answer = starter.ask(question)
    assert_declined(answer)
    assert answer.advice == advice_for(Reason.OUT_OF_SCOPE)
    assert answer.reason == "out of scope"
    assert len(answer.passages) == PASSAGES
    assert answer.confidence < 0.5


def test_another_nations_law_is_declined_by_name(starter: Assistant):
    answer = starter.ask("How soon must the core group meet in Scotland?")
    assert_declined(answer)
    assert answer.notices == (prompts.load("other-nation").fill(nation="Scotland"),)


def test_a_year_that_nothing_is_of_is_declined_by_name(starter: Assistant):
    answer = starter.ask("How soon must the core group meet under the 1997 guidance?")
    assert_declined(answer)
    assert answer.notices == (prompts.load("missing-edition").fill(year="1997"),)


def test_a_question_that_is_answered_is_quoted_without_advice(starter: Assistant):
    answer = starter.ask("How soon must the core group meet?")
    assert answer.kind is AnswerKind.QUOTED
    assert answer.advice == ""
    (notice,) = answer.notices  # the note summarises an edition that has been replaced, and says so
    assert "summarises Working Together to Safeguard Children (2023)" in notice
    assert answer.confidence >= 0.5
    assert len(answer.passages) <= PASSAGES


def test_an_edition_that_one_held_has_replaced_is_not_quoted(visits: Assistant):
    answer = visits.ask("Must dogs be shut in the kitchen during a home visit?")
    assert {hit.document.metadata.edition for hit in answer.passages} == {"2025"}
    assert "Dogs must be shut in the kitchen" not in answer.text
    assert_declined(answer)
    told = {"quoted": "Guide to home visits 2023", "newest": "Guide to home visits 2025"}
    assert answer.notices == (prompts.load("only-replaced").fill(**told),)


def test_an_earlier_edition_is_quoted_as_at_its_day_without_a_notice(visits: Assistant):
    then = Scope(as_at=date(2024, 5, 1))
    answer = visits.ask("Must dogs be shut in the kitchen during a home visit?", scope=then)
    assert "Dogs must be shut in the kitchen" in answer.text
    assert {hit.document.metadata.edition for hit in answer.passages} == {"2023"}
    assert answer.notices[0] == prompts.load("as-at").fill(day="1 May 2024")
    assert not [notice for notice in answer.notices if "Replaced" in notice]


def test_a_scope_without_documents_says_that_it_has_none(visits: Assistant):
    answer = visits.ask("Where are dogs shut?", scope=Scope(as_at=date(1999, 1, 1)))
    assert_declined(answer)
    assert answer.advice == prompts.load("empty-scope").text


def test_a_quote_from_an_earlier_edition_comes_with_a_notice_of_the_later(visits: Assistant):
    answer = visits.ask("Must dogs be shut in the kitchen during a home visit?", scope=Scope(superseded=True))
    assert "Dogs must be shut in the kitchen" in answer.text
    warning = prompts.load("later-edition").fill(
        quoted="Guide to home visits 2023", newest="Guide to home visits 2025"
    )
    assert warning in answer.notices


def test_a_quote_from_the_latest_edition_alone_comes_without_notice_of_another(visits: Assistant):
    answer = visits.ask("Must shoes be taken off at the door of a home?")
    editions = {citation.document.metadata.edition for citation in answer.citations}
    assert "Shoes must be taken off" in answer.text
    assert bool([notice for notice in answer.notices if "also holds" in notice]) == ("2023" in editions)


def test_of_a_passage_that_two_editions_share_the_later_is_shown(
    library: Library, embedder: Embedder, tmp_path: Path
):
    rule = "Dogs: Dogs must be shut in the kitchen during every home visit by a social worker."
    paths = [guide(tmp_path, year, rule, f"Year: This is of {year}.") for year in ("2025", "2023")]
    list(pipeline.add_files(library, embedder, paths))
    hits = Assistant(library, embedder).search("Where are dogs shut during a home visit?")
    assert [hit.document.metadata.edition for hit in hits if "Dogs must" in hit.passage.text] == ["2025"]


def test_the_time_of_every_stage_is_recorded(starter: Assistant):
    timings = starter.ask("What is abuse?").timings
    first = ["live_concern", "personal_data", "read"]
    assert list(timings) == [*first, *(stage.__name__ for stage in STAGES)]
    assert min(timings.values()) >= 0


def test_an_answer_records_the_library_it_came_from(visits: Assistant):
    before = visits.ask("Where are dogs shut?").library_version
    assert visits.ask("Where are dogs shut?").library_version == before
    visits.library.remove(visits.library.documents()[0].id)
    assert visits.ask("Where are dogs shut?").library_version != before


def test_the_same_question_has_the_same_answer(starter: Assistant):
    first, second = (starter.ask("Who attends a strategy discussion?").as_dict() for _ in range(2))
    assert {**first, "timings": {}} == {**second, "timings": {}}


def test_something_that_has_ended_is_answered_with_what_took_its_place(starter: Assistant):
    answer = starter.ask("Who sits on our Area Child Protection Committee?")
    assert any("safeguarding partners" in notice for notice in answer.notices)


def test_what_would_mislead_is_declined_whatever_the_guidance_says(starter: Assistant):
    answer = starter.ask("How do I backdate the record of concern so it looks as if we made it on time?")
    assert_declined(answer)
    assert answer.reason == "asks to mislead"
    assert answer.confidence == 0


@pytest.fixture
def nations(library: Library, embedder: Embedder, tmp_path: Path) -> Assistant:
    """An assistant over one guide of England and one of Scotland, of which it searches the first."""
    for nation, rule in (
        ("england", "Bells are rung at noon."),
        ("scotland", "Records are kept in the office."),
    ):
        told = f"---\ntitle: Guide for {nation}\nnation: {nation}\n---\n\n# Rules\n\n{rule}\n"
        (tmp_path / f"{nation}.md").write_text(told)
    paths = sorted(tmp_path.glob("*land.md"))
    assert all(result.document for result in pipeline.add_files(library, embedder, paths))
    return Assistant(library, embedder, scope=Scope(nation="england"))


def test_what_only_another_nation_answers_is_declined_with_its_name(nations: Assistant):
    answer = nations.ask("Where are records kept?")
    assert_declined(answer)
    (notice,) = answer.notices
    assert "Guide for scotland" in notice
    assert "Scotland" in notice


def test_a_question_that_names_another_nation_is_answered_from_its_guidance(nations: Assistant):
    answer = nations.ask("Where are records kept in Scotland?")
    assert answer.kind is AnswerKind.QUOTED
    assert answer.statements[0].text == "Records are kept in the office."
    assert answer.scope.nation == "scotland"
    assert "answered from guidance for Scotland" in answer.notices[0]


def test_sources_that_differ_are_quoted_side_by_side(library: Library, embedder: Embedder, tmp_path: Path):
    for name, days in (("county", 15), ("hill", 10)):
        said = f"The home visit must take place within {days} working days of the referral."
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: The {name} guide\n---\n\n# Visits\n\n{said}\n")
    assert all(r.document for r in pipeline.add_files(library, embedder, sorted(tmp_path.glob("*.md"))))
    answer = Assistant(library, embedder).ask("How soon after the referral must the home visit take place?")
    (conflict,) = answer.conflicts
    quoted = [statement.text for statement in answer.statements]
    for side in (conflict.first, conflict.second):
        assert any(side.quote in text for text in quoted)
    assert "10 working days" in conflict.about
    assert "15 working days" in conflict.about
    assert any(conflict.about in notice for notice in answer.notices)
