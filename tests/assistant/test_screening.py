"""Live concerns and personal data on their way through the product: Python, command line, logs and files."""

import json
import logging

import pytest
from typer.testing import CliRunner

import assistant
from assistant.cli import app
from assistant.cli.library import _print_personal
from assistant.concern.contacts import Directory
from assistant.privacy.tokens import TOKEN, file_name
from ingest.pipeline import Outcome, Result

QUESTION = (
    "My pupil Aisha Khan is crying in my office and will not go home. How soon must the core group meet?"
)


def test_the_answer_speaks_of_tokens_and_tells_whom_to_reach(starter):
    answer = starter.ask(QUESTION)
    told = answer.as_dict()
    assert next(iter(told)) == "live_concern"
    assert told["live_concern"]["contacts"][0]["phone"] == "999"
    assert told["removed"] == ["CHILD-1"]
    assert "Aisha" not in json.dumps(told)
    assert TOKEN.search(answer.question)


def test_a_follow_up_keeps_the_token_of_a_person(starter):
    first = starter.screen("My pupil Aisha is missing lessons.")
    second = starter.screen("What if Aisha's mum objects?", first.known)
    assert second.tokens == first.tokens == ("CHILD-1",)


def test_what_was_asked_before_as_text_is_cleaned_too(starter, monkeypatch):
    seen = []
    growing = assistant.growing
    monkeypatch.setattr(assistant, "growing", lambda *args: seen.append(args) or growing(*args))
    starter.ask("and how soon after that?", history=["When does the core group meet for my pupil Aisha?"])
    assert "Aisha" not in str(seen[0][:2])


def test_a_search_is_made_without_names(starter):
    named = starter.search("core group meeting for my pupil Aisha Khan")
    assert [hit.passage.id for hit in named] == [
        hit.passage.id for hit in starter.search("core group meeting for my pupil CHILD-1")
    ]


def test_an_organisation_may_refuse_personal_data(starter):
    strict = assistant.Assistant(starter.library, starter.embedder, refuses=True)
    refused = strict.ask("How soon must the core group meet for my pupil Aisha?")
    assert (refused.kind, refused.reason, refused.passages) == ("abstained", "personal data", ())
    assert strict.ask("How soon must the core group meet?").kind == "quoted"


def test_a_refused_question_still_tells_whom_to_reach(starter):
    strict = assistant.Assistant(starter.library, starter.embedder, directory=Directory(), refuses=True)
    assert strict.ask("Aisha told me her dad hits her and she is scared to go home").panel is not None


def test_nothing_of_a_name_reaches_the_log(starter, caplog):
    with caplog.at_level(logging.DEBUG):
        starter.ask("Zebedee Okonkwo-Quill of 14 Tannery Row told me. How soon must the core group meet?")
    assert "Zebedee" not in caplog.text
    assert "Tannery" not in caplog.text


def test_the_screen_command_tells_both(starter, monkeypatch):
    monkeypatch.setattr(assistant, "open", lambda *_: starter)
    plain = CliRunner().invoke(app, ["screen", "My pupil Aisha is crying in my office and will not go home"])
    assert plain.output.index("999") < plain.output.index("CHILD-1")
    told = json.loads(
        CliRunner().invoke(app, ["screen", "--json", "How soon must a core group meet?"]).output
    )
    assert told["live_concern"] is None
    assert told["removed"] == []


def test_the_ask_command_prints_whom_to_reach_first(starter, monkeypatch):
    monkeypatch.setattr(assistant, "open", lambda *_: starter)
    output = CliRunner().invoke(app, ["ask", QUESTION]).output
    assert output.index("999") < output.index("10 working days")


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("CP plan Aisha Khan.pdf", "Aisha"),
        ("aisha_khan_chronology.docx", "aisha"),
        ("Chronology-MohammedAli-2024.pdf", "Mohammed"),
    ],
)
def test_files_called_after_somebody_are_told(name, cleaned):
    assert cleaned not in file_name(name).text
    assert file_name(name).text.endswith(name.rpartition(".")[2])


@pytest.mark.parametrize(
    "name",
    [
        "Keeping_children_safe_in_education_2025.pdf",
        "Working_together_to_safeguard_children_2023_-_statutory_guidance.pdf",
        "Care_Act_2014_ukpga_20140023.pdf",
        "Mental_Capacity_Act_code_of_practice.pdf",
        "01-what-is-abuse.md",
        "safeguarding policy v3 final.docx",
        "README",
    ],
)
def test_guidance_is_called_after_nobody(name):
    assert file_name(name).removed == ()


def test_whoever_adds_a_file_called_after_somebody_is_told(tmp_path, capsys):
    path = tmp_path / "CP plan Aisha Khan.pdf"
    _print_personal([Result(path, Outcome.ADDED), Result(path, Outcome.UNCHANGED)])
    assert capsys.readouterr().out.count("Aisha Khan") == 2
