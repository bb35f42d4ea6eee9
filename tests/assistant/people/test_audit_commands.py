"""``safeguide audit``, ``export-person``, ``erase-person``, ``forget-old``, and what other commands note."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from made_quizzes import single
from typer.testing import CliRunner

from assistant.cli import app
from assistant.kept import FILE, database
from assistant.people.accounts import AccountError, Accounts, opened
from assistant.people.audit import Action, Audit
from assistant.quiz.grading import Score
from assistant.quiz.items import Quiz
from assistant.quiz.store import QuizStore
from assistant.settings import Settings
from ingest.errors import IngestError

Run = Callable[..., Result]


@pytest.fixture
def run(home: Path) -> Run:
    """Runs ``safeguide`` with some arguments."""
    return lambda *arguments, **told: CliRunner(env={"COLUMNS": "200"}).invoke(
        app, [*map(str, arguments)], **told
    )


@pytest.fixture
def audit(home: Path) -> Audit:
    """With three entries."""
    made = Audit(database(Settings()))
    made.record("Sam Okafor", Action.LOGGED_IN)
    made.record("Sam Okafor", Action.DOCUMENT_ADDED, "[bold]policy[/bold]\x1b[31m.pdf")
    made.record("Joan Price", Action.DOCUMENT_REMOVED, "bells.md")
    return made


@pytest.fixture
def sam(home: Path) -> None:
    """An account."""
    Accounts(database(Settings())).add("Sam Okafor", [], "lantern orchard kettle")


def test_the_log_is_shown_with_how_many_questions_were_asked_today(run: Run, audit: Audit):
    audit.question()
    shown = run("audit", "list").output
    assert [
        word for word in ("Sam Okafor", "logged in", "[bold]policy[/bold]", "bells.md") if word not in shown
    ] == []
    assert "\x1b" not in shown
    assert "Questions asked today: 1" in shown


def test_the_log_is_narrowed_and_told_as_json(run: Run, audit: Audit):
    told = json.loads(
        run("audit", "list", "--json", "--who", "Sam Okafor", "--action", "document added").output
    )
    assert [(one["place"], one["who"], one["action"]) for one in told] == [
        (2, "Sam Okafor", "document added")
    ]
    assert [one["place"] for one in json.loads(run("audit", "list", "--json", "--last", "2").output)] == [
        2,
        3,
    ]
    today = told[0]["at"][:10]
    assert len(json.loads(run("audit", "list", "--json", "--since", today).output)) == 3
    assert json.loads(run("audit", "list", "--json", "--since", "9999-01-01").output) == []


@pytest.mark.parametrize("wrong", [("--since", "yesterday"), ("--action", "asked"), ("--last", "0")])
def test_what_cannot_be_narrowed_by_is_refused(run: Run, wrong: tuple[str, str]):
    assert run("audit", "list", *wrong).exit_code == 2


def test_a_whole_log_is_verified_and_its_last_digest_told(run: Run, audit: Audit):
    verified = run("audit", "verify")
    last = audit.entries()[-1].digest
    assert (verified.exit_code, verified.output) == (0, f"3 entries, whole. To be noted elsewhere: {last}\n")
    audit.record("Sam Okafor", Action.LOGGED_OUT)
    assert run("audit", "verify", "--expect", last.upper()).exit_code == 0


def test_a_log_that_was_changed_is_told_with_the_place(run: Run, audit: Audit, home: Path):
    last = audit.entries()[-1].digest
    engine = database(Settings())
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TRIGGER audit_log_no_update"))
        connection.execute(sa.text("UPDATE audit_log SET who = 'Joan Price' WHERE place = 2"))
    verified = run("audit", "verify", "--expect", last)
    assert verified.exit_code == 1
    assert "From entry 2 on" in verified.output


def test_a_log_whose_end_was_cut_off_is_told_by_the_digest(run: Run, audit: Audit, home: Path):
    last = audit.entries()[-1].digest
    with database(Settings()).begin() as connection:
        connection.execute(sa.text("DROP TRIGGER audit_log_no_delete"))
        connection.execute(sa.text("DELETE FROM audit_log WHERE place = 3"))
    assert run("audit", "verify").exit_code == 0
    expected = run("audit", "verify", "--expect", last)
    assert expected.exit_code == 1
    assert "cut off" in expected.output


def test_what_is_kept_of_somebody_is_written_for_its_owner_only(run: Run, sam: None, tmp_path: Path):
    file = tmp_path / "sam.json"
    assert run("export-person", "sam okafor", "--output", file).exit_code == 0
    assert json.loads(file.read_text())["account"]["name"] == "Sam Okafor"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (only,) = Audit(database(Settings())).entries()
    assert (only.action, only.what) == ("person exported", "Sam Okafor")
    assert only.who.endswith(" at the command line")


def test_a_file_that_is_there_is_written_over_only_with_force(run: Run, sam: None, tmp_path: Path):
    file, other = tmp_path / "sam.json", tmp_path / "other"
    other.write_text("mine")
    file.symlink_to(other)
    refused = run("export-person", "Sam Okafor", "--output", file)
    assert isinstance(refused.exception, IngestError)
    assert "is there already" in str(refused.exception)
    assert run("export-person", "Sam Okafor", "--output", file, "--force").exit_code == 0
    assert (other.read_text(), file.is_symlink()) == ("mine", False)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    nowhere = run("export-person", "Sam Okafor", "--output", tmp_path / "none" / "sam.json")
    assert "cannot be written" in str(nowhere.exception)


def test_somebody_is_erased_once_that_is_confirmed(run: Run, sam: None):
    assert run("erase-person", "sam okafor", input="n\n").exit_code == 1
    assert opened(Settings()).named("Sam Okafor")
    done = run("erase-person", "sam okafor", "--yes")
    assert (done.exit_code, "Deleted: 1 accounts" in done.output) == (0, True)
    assert "What stays: the audit log" in done.output
    with pytest.raises(AccountError):
        opened(Settings()).named("Sam Okafor")
    (only,) = Audit(database(Settings())).entries()
    assert (only.action, only.what) == ("person erased", "Sam Okafor")
    assert isinstance(run("erase-person", "Sam Okafor", "--yes").exception, AccountError)


def test_what_is_old_is_forgotten_and_that_is_noted(run: Run, home: Path):
    done = run("forget-old")
    assert (done.exit_code, "Deleted: 0 conversations" in done.output) == (0, True)
    (only,) = Audit(database(Settings())).entries(action=Action.OLD_FORGOTTEN)
    assert only.what == "0 conversations, 0 quiz results, 0 sessions, 0 failed log-ins"


def test_what_happens_to_quizzes_is_noted(run: Run, home: Path, tmp_path: Path):
    store = QuizStore(database(Settings()), 90)
    store.save(Quiz(id="induction", title="Induction", items=(single(),)))
    store.give_result("induction", 1, "Sam Okafor", Score(1, 1, 80), {"single": True})
    for command in (
        ("export", "induction", "--form", "gift"),
        ("results", "induction"),
        ("delete", "induction"),
    ):
        assert run("quiz", *command).exit_code == 0
    entries = Audit(database(Settings())).entries()
    assert [(one.action, one.what) for one in entries] == [
        ("quiz exported", "Induction"),
        ("results exported", "Induction"),
        ("quiz deleted", "Induction"),
    ]


def test_what_happens_to_the_library_is_noted_and_no_question(run: Run, home: Path, tmp_path: Path):
    policy, backup = tmp_path / "bells.md", tmp_path / "all.safeguide"
    policy.write_text("# Policy on bells\n\nStaff must look after bells.\n")
    question = "Who looks after bells?"
    for command in (
        ("add", policy),
        ("add", policy),
        ("edit", "bells.md", "--set", "nation=wales"),
        ("backup", backup),
        ("remove", "bells.md"),
        ("restore", backup),
    ):
        assert run("library", *command).exit_code == 0, command
    assert run("ask", question).exit_code in (0, 1)
    entries = Audit(database(Settings())).entries()
    assert [(one.action, one.what) for one in entries] == [
        ("document added", "bells.md"),
        ("entry changed", "Policy on bells"),
        ("document removed", "Policy on bells"),
        ("library restored", "all.safeguide"),
    ]
    assert question.encode() not in (home / FILE).read_bytes()


def test_a_log_that_cannot_be_written_is_said_and_undoes_nothing(run: Run, sam: None):
    with database(Settings()).begin() as connection:
        connection.execute(sa.text("CREATE VIEW audit_log AS SELECT 1 AS place"))
    done = run("erase-person", "Sam Okafor", "--yes")
    assert (done.exit_code, "It is not in the audit log." in done.output) == (0, True)
    with pytest.raises(AccountError):
        opened(Settings()).named("Sam Okafor")
