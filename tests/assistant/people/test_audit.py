"""The audit log: whole under many writers, refusing to be changed, and telling where it was."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.kept import FILE, KeptError
from assistant.people.audit import FIRST, LONGEST, Action, Audit
from assistant.people.audit_tables import ASKED, LOG
from assistant.people.settings_seen import note_settings
from assistant.settings import Settings

ROOT = Path(__file__).parents[3]
both = pytest.mark.parametrize("kept_settings", ["folder", "server"], indirect=True)
WRITING = """
import sys
from assistant.people.audit import Action, opened
from assistant.settings import Settings
audit = opened(Settings())
for number in range(50):
    audit.record(sys.argv[1], Action.QUIZ_SAVED, f"quiz {number}")
    audit.question()
"""


@pytest.fixture
def audit(engine: sa.Engine) -> Audit:
    return Audit(engine)


@pytest.fixture
def filled(audit: Audit) -> Audit:
    """With five entries."""
    for number in range(1, 6):
        audit.record("Sam Okafor", Action.DOCUMENT_ADDED, f"policy {number}.pdf")
    return audit


def unguarded(engine: sa.Engine, *changes: str) -> None:
    """Change the log as somebody may who owns the database."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("DROP TRIGGER audit_log_kept ON audit_log"))
        else:
            for act in ("update", "delete", "insert"):
                connection.execute(sa.text(f"DROP TRIGGER audit_log_no_{act}"))
        for change in changes:
            connection.execute(sa.text(change))


def of_yesterday(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(ASKED.update().values(day="2026-01-02"))


@both
def test_what_was_done_is_told_in_order_and_the_log_is_whole(audit: Audit):
    audit.record("Sam Okafor", Action.USER_ADDED, "Joan Price")
    audit.record("Joan Price", Action.LOGGED_IN)
    assert [(one.place, one.who, one.action, one.what) for one in audit.entries()] == [
        (1, "Sam Okafor", "user added", "Joan Price"),
        (2, "Joan Price", "logged in", ""),
    ]
    verdict = audit.verify()
    assert (verdict.entries, verdict.broken_at, verdict.last) == (2, None, audit.entries()[-1].digest)


def test_a_log_without_entries_is_whole(audit: Audit):
    verdict = audit.verify()
    assert (verdict.entries, verdict.broken_at, verdict.last) == (0, None, FIRST)
    assert audit.has(FIRST)


def test_a_digest_is_the_sha_256_of_the_entry_and_of_the_digest_before(filled: Audit):
    one, two = filled.entries()[:2]
    told = [2, two.at, "Sam Okafor", "document added", "policy 2.pdf", one.digest]
    assert two.digest == hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


def test_entries_are_narrowed_by_day_name_action_and_number(audit: Audit):
    audit.record("Sam", Action.LOGGED_IN)
    audit.record("Joan", Action.LOGGED_IN)
    audit.record("Sam", Action.QUIZ_SAVED, "Induction")
    today = audit.entries()[0].at[:10]
    assert [one.place for one in audit.entries(since=today)] == [1, 2, 3]
    assert audit.entries(since="9999-01-01") == []
    assert [one.place for one in audit.entries(who="Sam")] == [1, 3]
    assert [one.place for one in audit.entries(action=Action.LOGGED_IN)] == [1, 2]
    assert [one.place for one in audit.entries(limit=2)] == [2, 3]


@both
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_log SET who = 'Joan' WHERE place = 3",
        "DELETE FROM audit_log WHERE place = 3",
        "DELETE FROM audit_log",
        "INSERT INTO audit_log SELECT place, at, 'Joan', action, what, digest FROM audit_log WHERE place = 3 "
        "ON CONFLICT (place) DO UPDATE SET who = excluded.who",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(filled: Audit, engine: sa.Engine, change: str):
    with (
        pytest.raises(sa.exc.DBAPIError, match="only added to"),
        engine.begin() as connection,
    ):
        connection.execute(sa.text(change))
    assert filled.verify().broken_at is None
    assert {one.who for one in filled.entries()} == {"Sam Okafor"}


def test_sqlite_refuses_to_replace_an_entry(filled: Audit, engine: sa.Engine):
    change = "INSERT OR REPLACE INTO audit_log SELECT place, at, 'Joan', action, what, digest FROM audit_log"
    with pytest.raises(sa.exc.DBAPIError, match="only added to"), engine.begin() as connection:
        connection.execute(sa.text(change))


@pytest.mark.parametrize("kept_settings", ["server"], indirect=True)
def test_postgresql_refuses_to_empty_the_log(filled: Audit, engine: sa.Engine):
    with pytest.raises(sa.exc.DBAPIError, match="only added to"), engine.begin() as connection:
        connection.execute(sa.text("TRUNCATE audit_log"))


@both
@pytest.mark.parametrize(
    ("changes", "broken_at"),
    [
        (["UPDATE audit_log SET place = 6 WHERE place = 5"], 5),
        (["UPDATE audit_log SET at = '2026-01-02T00:00:00.000000+00:00' WHERE place = 1"], 1),
        (["UPDATE audit_log SET who = 'Joan' WHERE place = 3"], 3),
        (["UPDATE audit_log SET action = 'document removed' WHERE place = 3"], 3),
        (["UPDATE audit_log SET what = 'policy 4.pdf' WHERE place = 3"], 3),
        (["UPDATE audit_log SET digest = '' WHERE place = 3"], 3),
        (["DELETE FROM audit_log WHERE place = 1"], 1),
        (["DELETE FROM audit_log WHERE place = 3"], 3),
        (
            [
                "DELETE FROM audit_log WHERE place = 3",
                "UPDATE audit_log SET place = 3 WHERE place = 4",
                "UPDATE audit_log SET place = 4 WHERE place = 5",
            ],
            3,
        ),
        (["INSERT INTO audit_log SELECT 6, at, who, action, what, digest FROM audit_log WHERE place = 5"], 6),
    ],
)
def test_an_entry_that_was_changed_added_or_taken_out_shows(
    filled: Audit, engine: sa.Engine, changes: list[str], broken_at: int
):
    unguarded(engine, *changes)
    assert filled.verify().broken_at == broken_at


def test_bytes_in_the_place_of_text_show_too(filled: Audit, engine: sa.Engine):
    unguarded(engine, "UPDATE audit_log SET what = x'00ff' WHERE place = 2")
    assert filled.verify().broken_at == 2


@both
def test_an_end_that_was_cut_off_shows_against_a_digest_noted_elsewhere(filled: Audit, engine: sa.Engine):
    first, *_, last = (one.digest for one in filled.entries())
    assert filled.has(last)
    unguarded(engine, "DELETE FROM audit_log WHERE place > 3")
    assert filled.verify().broken_at is None
    assert (filled.has(first), filled.has(last)) == (True, False)


@both
def test_the_guard_is_put_back_when_the_log_is_opened(filled: Audit, engine: sa.Engine):
    unguarded(engine)
    Audit(engine)
    with pytest.raises(sa.exc.DBAPIError, match="only added to"), engine.begin() as connection:
        connection.execute(LOG.delete())


@both
def test_processes_that_write_at_once_keep_one_unbroken_chain(kept_settings: Settings, engine: sa.Engine):
    address = kept_settings.database.get_secret_value()
    env = os.environ | {"PYTHONPATH": str(ROOT)} | ({"SAFEGUIDE_DATABASE": address} if address else {})
    running = [
        subprocess.Popen([sys.executable, "-c", WRITING, name], stderr=subprocess.PIPE, text=True, env=env)
        for name in ("Sam", "Joan")
    ]
    said = [one.communicate()[1] for one in running]
    assert [one.returncode for one in running] == [0, 0], said
    audit = Audit(engine)
    verdict = audit.verify()
    assert (verdict.entries, verdict.broken_at) == (100, None)
    for name in ("Sam", "Joan"):
        assert [one.what for one in audit.entries(who=name)] == [f"quiz {number}" for number in range(50)]
    assert audit.asked(audit.entries()[-1].at[:10]) == 100


@both
def test_questions_are_only_counted_and_a_day_that_is_over_is_told_once(audit: Audit, engine: sa.Engine):
    for _ in range(3):
        audit.question()
    assert audit.entries() == []
    of_yesterday(engine)
    audit.question()
    audit.question()
    (only,) = audit.entries()
    assert (only.who, only.action, only.what) == ("", "questions asked", "2026-01-02: 3")
    assert (audit.asked("2026-01-02"), audit.asked("2026-01-03")) == (3, 0)
    assert audit.verify().broken_at is None


@both
@pytest.mark.parametrize(
    "text", ["one\ntwo\r\n\x00\x1b[31m\u2028three", "9" * 10_000, "\ud800", "’; DROP TABLE x;--"]
)
def test_hostile_text_is_kept_short_on_one_line(audit: Audit, text: str):
    audit.record(text, Action.DOCUMENT_ADDED, text)
    (only,) = audit.entries()
    assert len(only.what) <= LONGEST
    assert only.what.isprintable()
    assert only.who == only.what
    assert audit.verify().broken_at is None


def test_an_error_tells_nothing_of_what_was_to_be_written(audit: Audit, engine: sa.Engine):
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE audit_log"))
    with pytest.raises(KeptError) as raised:
        audit.record("Sam Okafor", Action.QUIZ_SAVED, "Induction")
    assert not [word for word in ("Sam", "Induction") if word in str(raised.value)]


def test_settings_are_told_by_name_when_they_change_and_never_by_value(kept_settings: Settings, home: Path):
    secret = {"model_key": "sk-keep-this", "oidc_secret": "hush-hush"}
    note_settings(Settings(**secret))
    note_settings(Settings(**secret | {"model_key": "sk-another"}))
    note_settings(Settings(**secret, session_hours=2, nation="wales"))
    first, second = Audit(sa.create_engine(f"sqlite:///{home / FILE}")).entries()
    assert (first.who, first.action) == ("the server", "settings changed")
    assert second.what.partition(": ")[2] == "nation, session_hours"
    assert first.what.partition(": ")[0] != second.what.partition(": ")[0]
    kept = (home / FILE).read_bytes()
    assert not [word for word in (b"sk-keep", b"hush", b"model_key", b"wales") if word in kept]
