"""The command line: what it prints, what it says when it cannot, and how it exits."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from assistant import cli
from ingest.embedding import Embedder

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    home: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs a command line over a home of the test's own; gives its exit code and what it printed."""
    monkeypatch.setattr("assistant.Embedder", lambda name: embedder)  # loaded once for all tests
    monkeypatch.setenv("COLUMNS", "200")

    def ran(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["safeguide", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0), *capsys.readouterr()

    return ran


@pytest.fixture
def over_starter(run: Run, starter_home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("SAFEGUIDE_HOME", str(starter_home))
    return run


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.md"
    path.write_text("# Our [draft] policy\n\nStaff tell the lead about a concern.\n")
    return path


def test_the_version_is_said(run: Run):
    assert run("--version") == (0, f"safeguide {version('safeguide')}\n", "")


def test_help_is_said_without_loading_anything_heavy():
    code = (
        "import sys\nsys.argv = ['safeguide', '--help']\nfrom assistant import cli\n"
        "try: cli.main()\nexcept SystemExit: pass\n"
        "print('HEAVY', {'torch', 'chromadb', 'gradio', 'sentence_transformers'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "HEAVY set()" in done.stdout
    assert "library" in done.stdout


def test_an_empty_library_is_listed_as_empty_with_what_to_do(run: Run, home: Path):
    code, printed, _ = run("library", "list")
    assert code == 0
    assert str(home) in printed
    assert "safeguide library add PATH" in printed
    assert run("library", "list", "--json") == (0, "[]\n", "")
    assert not home.exists()


def test_a_document_is_added_listed_and_removed(run: Run, policy: Path):
    code, printed, _ = run("library", "add", policy)
    assert (code, "policy.md" in printed, "added" in printed) == (0, True, True)
    assert "unchanged" in run("library", "add", policy)[1]
    (row,) = json.loads(run("library", "list", "--json")[1])
    assert (row["title"], row["path"], row["passages"]) == ("Our [draft] policy", str(policy), 1)
    assert "Our [draft] policy" in run("library", "list")[1]
    assert run("library", "remove", row["id"]) == (0, "Removed Our [draft] policy.\n", "")
    assert run("library", "list", "--json")[1] == "[]\n"
    assert policy.exists()


def test_a_file_that_cannot_be_read_is_named_and_the_rest_go_in(run: Run, policy: Path, tmp_path: Path):
    (tmp_path / "empty.pdf").touch()
    code, printed, errors = run("library", "add", tmp_path)
    assert code == 1
    assert "failed" in printed
    assert errors.count("empty.pdf is empty. Download it again") == 1
    assert len(json.loads(run("library", "list", "--json")[1])) == 1


def test_a_folder_without_files_is_said_to_be_so(run: Run, tmp_path: Path):
    (tmp_path / "nothing").mkdir()
    assert run("library", "add", tmp_path / "nothing") == (1, "There are no files in what you named.\n", "")


def test_removing_what_is_not_there_says_where_to_look(run: Run, policy: Path):
    run("library", "add", policy)
    code, printed, errors = run("library", "remove", "nowhere")
    assert (code, printed) == (1, "")
    assert errors == "'nowhere': no document goes by it. See `safeguide library list` for ids.\n"


def test_the_starter_notes_are_not_added_twice(over_starter: Run):
    assert "0 notes added, 40 held already" in over_starter("library", "starter")[1]


def test_an_answer_is_printed_with_numbers_and_sources(over_starter: Run):
    code, printed, _ = over_starter("ask", "How soon must the core group meet?")
    assert code == 0
    assert "within 10 working days" in printed
    assert "[1] Core group, child protection plan and reviews" in printed


def test_an_answer_is_given_as_json(over_starter: Run):
    code, printed, _ = over_starter("ask", "--json", " How soon must the core group meet? ")
    answer = json.loads(printed)
    assert (code, answer["kind"]) == (0, "quoted")
    assert answer["question"] == "How soon must the core group meet?"


def test_a_question_that_is_not_answered_shows_where_to_look(over_starter: Run):
    code, printed, _ = over_starter("ask", "What is the capital of France?")
    assert code == 0
    assert "does not seem to be about safeguarding" in printed
    assert "These passages may be related:" in printed


def test_search_lists_as_many_passages_as_asked_for(over_starter: Run):
    assert len(json.loads(over_starter("search", "core group", "-k", 3, "--json")[1])) == 3
    printed = over_starter("search", "core group", "-k", 2)[1]
    assert "1. " in printed
    assert "2. " in printed
    assert "3. " not in printed


def test_search_of_an_empty_library_says_so(run: Run):
    code, printed, _ = run("search", "core group")
    assert (code, "Nothing found" in printed) == (0, True)
    assert "add" in run("ask", "What is abuse?")[1]


@pytest.mark.parametrize(
    "arguments", [("ask", "  "), ("search", ""), ("search", "x", "-k", "0"), ("ask",), ("library", "add")]
)
def test_a_command_that_makes_no_sense_is_refused(run: Run, arguments: tuple[str, ...]):
    code, printed, errors = run(*arguments)
    assert (code, printed) == (2, "")
    assert "Error" in errors


def test_a_damaged_library_is_said_in_a_sentence(run: Run, home: Path):
    home.mkdir()
    (home / "library.sqlite").write_bytes(b"this is not a database" * 100)
    code, printed, errors = run("library", "list")
    assert (code, printed) == (1, "")
    assert errors.startswith(f"The library in {home} cannot be opened")
    assert "Traceback" not in errors


# --- catalogue entries and editions --------------------------------------------------------------------


def test_what_a_document_is_is_shown_for_confirmation_when_it_is_added(run: Run, policy: Path):
    code, printed, _ = run(
        "library", "add", policy, "--set", "nation=Wales", "--set", "publisher=Hill School"
    )
    assert code == 0
    assert re.search(r"nation +wales\n", printed)
    assert re.search(r"publisher +Hill School\n", printed)
    assert "not known:" not in printed
    assert "safeguide library edit DOC --set FIELD=VALUE" in printed


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("nation=mars", "nation must be one of england"),
        ("colour=red", "There is no field"),
        ("x", "FIELD=VALUE"),
    ],
)
def test_a_field_that_there_is_not_is_refused_before_anything_is_read(
    run: Run, policy: Path, value: str, said: str
):
    code, _, errors = run("library", "add", policy, "--set", value)
    assert code != 0
    assert said in errors
    assert run("library", "list", "--json")[1] == "[]\n"


def test_an_entry_is_corrected_confirmed_and_printed(run: Run, policy: Path, tmp_path: Path):
    run("library", "add", policy)
    assert "no nation" in run("library", "status")[1]
    printed = run("library", "edit", "policy.md", "--set", "nation=wales", "--set", "published=2026-05")[1]
    assert re.search(r"nation +wales\n", printed)
    assert run("library", "edit", "policy.md", "--set", "nation=wales")[1] == "Nothing was changed.\n"
    toml = run("library", "edit", "policy.md", "--print")[1]
    assert 'nation = "wales"\n' in toml
    (tmp_path / "entry.toml").write_text(toml.replace('# publisher = ""', 'publisher = "Hill School"'))
    assert "Hill School" in run("library", "edit", "policy.md", "--from", tmp_path / "entry.toml")[1]
    assert "guess" not in run("library", "edit", "policy.md", "--confirm")[1]


def test_an_entry_is_edited_in_the_editor(run: Run, policy: Path, monkeypatch: pytest.MonkeyPatch):
    run("library", "add", policy)
    written = lambda text, extension: text.replace('nation = ""', 'nation = "wales"')  # noqa: E731
    monkeypatch.setattr("click.edit", written)
    assert re.search(r"nation +wales\n", run("library", "edit", "policy.md")[1])
    monkeypatch.setattr("click.edit", lambda text, extension: None)
    assert run("library", "edit", "policy.md")[1] == "Nothing was changed.\n"
    monkeypatch.setattr("click.edit", lambda text, extension: "nation = ")
    code, _, errors = run("library", "edit", "policy.md")
    assert (code, "It is not TOML" in errors) == (1, True)


def edition(folder: Path, year: str, days: int) -> Path:
    path = folder / f"visits-{year}.md"
    told = (
        f"---\ntitle: Guide to visits {year}\npublisher: Hill School\nnation: england\nkind: policy\n---\n\n"
    )
    path.write_text(f"{told}A report must be sent within {days} working days of the visit.\n")
    return path


def test_editions_are_listed_with_how_they_stand_and_asked_as_at_a_day(run: Run, tmp_path: Path):
    run("library", "add", edition(tmp_path, "2023", 15), edition(tmp_path, "2025", 10))
    assert "Superseded by Guide to visits 2025" in run("library", "list")[1]
    assert "Superseded by Guide to visits 2025" in run("library", "show", "visits-2023.md")[1]
    question = "Within how many working days must a report be sent after the visit?"
    assert "within 10 working days" in run("ask", question)[1]
    then = run("ask", question, "--as-at", "2024-06-01")[1]
    assert "within 15 working days" in then
    assert "within 10 working days" not in then
    both = json.loads(run("search", question, "--superseded", "--json")[1])
    assert {hit["standing"]["state"] for hit in both} == {"in force", "superseded"}
    assert json.loads(run("search", question, "--nation", "scotland", "--json")[1]) == []


def test_what_changed_most_is_printed_when_an_edition_takes_over(run: Run, tmp_path: Path):
    assert "Timescale" not in run("library", "add", edition(tmp_path, "2023", 15))[1]
    printed = run("library", "add", edition(tmp_path, "2025", 10))[1]
    assert "Guide to visits 2023 → Guide to visits 2025: " in printed
    assert "Timescale: within 15 working days → within 10 working days" in printed
    assert "Guide to visits 2023 is kept: it is searched with --as-at and --superseded." in printed
    old, new = re.findall(r"safeguide library diff (\w+) (\w+)", printed)[0]
    assert "Timescale: within 15 working days" in run("library", "diff", old, new)[1]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--nation", "mars"), "must be one of england"),
        (("--kind", "poem"), "must be one of legislation"),
        (("--as-at", "June"), "must be a day such as 2024-11-30"),
    ],
)
def test_a_scope_that_cannot_be_is_refused(run: Run, option: tuple[str, str], said: str):
    code, _, errors = run("ask", "Who rings?", *option)
    assert (code, said in " ".join(errors.split())) == (2, True)


def test_status_says_what_needs_attention(run: Run, tmp_path: Path):
    known = tmp_path / "kcsie.md"
    known.write_text("---\ntitle: Keeping children safe in education 2023\n---\n\nStaff tell the lead.\n")
    gone = edition(tmp_path, "2024", 5)
    run("library", "add", known, edition(tmp_path, "2023", 15), edition(tmp_path, "2025", 10))
    run("library", "add", gone, "--set", "withdrawn=2024-12-01")
    again = run("library", "add", known, "--set", "audience=children")[1]
    assert "2023 is superseded by Keeping children safe in education (2026), which is not held." in again
    told = json.loads(run("library", "status", "--json")[1])
    names = {key: [row["name"] for row in rows] for key, rows in told.items() if rows}
    assert names["withdrawn"] == ["Guide to visits 2024"]
    assert names["replaced"] == ["Keeping children safe in education 2023"]
    assert names["kept"] == ["Guide to visits 2023"]
    printed = run("library", "status")[1]
    assert "Replaced by an edition that is not held" in printed
    assert "superseded by Keeping children safe in education (2026)" in printed
    assert "1 of 4 documents need no attention." in printed


def test_status_of_an_empty_library_says_what_to_do(run: Run, home: Path):
    assert "safeguide library add PATH" in run("library", "status")[1]
    assert not home.exists()
