"""``safeguide quiz``: what it prints and keeps, what it says when it cannot, and how it exits."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made_quiz_editions import BELL, NEW, OLD, REPLY, REPLY_NOW, SIGN, Harbour, asking

from assistant import cli
from assistant.quiz.formats import Form, exported
from assistant.quiz.grading import Score
from assistant.quiz.items import Option, Quiz, Status, from_json
from assistant.quiz.store import QuizStore, opened
from assistant.settings import Settings
from ingest.embedding import Embedder
from ingest.library import Library

Run = Callable[..., tuple[int, str, str]]

GIFT = """$CATEGORY: The harbour

::1:: Within how many working days must the harbour master reply to a complaint? {#15}

::2:: Describe the sea. {}
"""


@pytest.fixture
def run(
    home: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs ``safeguide`` over a home of the test's own; gives its exit code and what it printed."""
    monkeypatch.setattr("assistant.Embedder", lambda name: embedder)
    monkeypatch.setenv("COLUMNS", "200")

    def ran(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["safeguide", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0), *capsys.readouterr()

    return ran


@pytest.fixture
def over_starter(run: Run, home: Path, starter_home: Path) -> Run:
    shutil.copytree(starter_home, home)
    return run


@pytest.fixture
def store(home: Path) -> QuizStore:
    return opened(Settings())


@pytest.fixture
def harbour(library: Library, embedder: Embedder, tmp_path: Path) -> Harbour:
    return Harbour(library, embedder, tmp_path)


def replies(harbour: Harbour) -> Quiz:
    """A quiz of two true statements, of which the later edition changes one."""
    old = harbour.put(OLD)
    options = (Option(text="True", correct=True), Option(text="False"))
    items = (
        asking(name, harbour.cited(quote, old), kind="true or false", stem=quote, options=options)
        for name, quote in (("signs", SIGN), ("replies", REPLY))
    )
    return Quiz(id="harbour", title="The [harbour]", items=tuple(items))


def test_a_quiz_is_made_and_kept_and_shown(over_starter: Run, store: QuizStore):
    wish = ("quiz", "make", "--topic", "allegations against staff", "--items", 3, "--seed", 4)
    code, printed, _ = over_starter(*wish, "--title", "Allegations", "--level", 2)
    (kept,) = store.listed()
    assert code == 0
    assert f"{kept.id}  Allegations (3 questions, made)" in printed
    code, shown, _ = over_starter("quiz", "show", kept.id[:6])
    quiz = store.get(kept.id)
    assert code == 0
    for item in quiz.items:
        assert item.citations
        assert item.citations[0].quote.split("\n")[0][:40] in shown
        assert all(option.text[:40] in shown for option in item.options)


def test_the_same_quiz_made_again_is_kept_beside_the_first(over_starter: Run, store: QuizStore):
    for _ in range(2):
        over_starter("quiz", "make", "--topic", "core group", "--items", 1)
    first, second = sorted(one.id for one in store.listed())
    assert second == f"{first}-2"


def test_a_quiz_that_was_made_just_now_is_well(over_starter: Run, tmp_path: Path):
    over_starter("quiz", "make", "--items", 6, "--seed", 1, "--output", "quiz.json")
    code, printed, _ = over_starter("quiz", "check", "quiz.json", "--json")
    told = json.loads(printed)
    assert (told["stale"], told["findings"], told["flaws"]) == ([], [], [])
    assert {one["held"] for one in told["held"]} == {"supported"}
    assert (code, told["well"]) == (0, True)


@pytest.mark.parametrize(
    ("name", "sign"), [("q.xml", b"<quiz>"), ("q.txt", b"{"), ("q.json", b'"format"'), ("q.docx", b"PK")]
)
def test_how_the_name_of_a_file_ends_says_what_is_written(
    over_starter: Run, store: QuizStore, name: str, sign: bytes
):
    code, printed, _ = over_starter("quiz", "make", "--items", 1, "--output", name)
    assert (code, printed) == (0, f"Wrote {name}.\n")
    assert sign in Path(name).read_bytes()
    assert store.listed() == []


def test_a_quiz_can_be_printed_as_json(over_starter: Run):
    _, printed, _ = over_starter("quiz", "make", "--items", 1, "--role", "School staff", "--json")
    assert from_json(printed).role == "school staff"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--role", "pirate"), "--role must be one of school staff"),
        (("--output", "quiz.odd"), "--output must end in one of .json"),
        (("--form", "odd"), "--form must be one of gift"),
        (("--level", 4), "--level"),
    ],
)
def test_a_word_that_there_is_not_is_refused_with_those_that_there_are(
    run: Run, options: tuple[object, ...], told: str
):
    code, _, problem = run("quiz", "make", *options)
    assert code == 2
    assert told in " ".join(problem.replace("│", " ").split())


def test_a_document_that_is_not_held_is_said(run: Run, harbour: Harbour):
    harbour.put(OLD)
    code, _, problem = run("quiz", "make", "--document", "nowhere.pdf")
    assert code == 1
    assert "'nowhere.pdf': no document goes by it" in problem


def test_what_is_kept_is_listed_exported_and_deleted(run: Run, store: QuizStore, harbour: Harbour):
    assert "Make one: safeguide quiz make" in run("quiz", "list")[1]
    store.save(replies(harbour))
    assert "harbour  The [harbour]\n   2 questions, version 1" in run("quiz", "list")[1]
    assert [one["id"] for one in json.loads(run("quiz", "list", "--json")[1])] == ["harbour"]
    assert run("quiz", "export", "harb", "--form", "aiken")[1].count("ANSWER: A") == 2
    assert run("quiz", "export", "harbour", "--output", "q.gift")[1] == "Wrote q.gift.\n"
    assert Path("q.gift").read_text(encoding="utf-8").count("{T") == 2
    assert run("quiz", "delete", "harb") == (0, "Deleted The [harbour].\n", "")
    assert store.listed() == []


def test_what_a_form_cannot_hold_is_said(run: Run, store: QuizStore, harbour: Harbour):
    store.save(replies(harbour))
    _, _, lost = run("quiz", "export", "harbour", "--form", "aiken")
    assert lost.strip()


def test_what_is_no_text_is_not_printed(run: Run, store: QuizStore, harbour: Harbour):
    store.save(replies(harbour))
    code, printed, problem = run("quiz", "export", "harbour", "--form", "key-pdf")
    assert (code, printed) == (2, "")
    assert "name a file with --output" in " ".join(problem.replace("│", " ").split())


def test_results_are_a_table(run: Run, store: QuizStore, harbour: Harbour):
    kept = opened(Settings(retention_days=30))
    kept.save(replies(harbour))
    kept.give_result("harbour", 1, "Ada", Score(2, 2, 80), {"signs": True, "replies": True})
    table = kept.results_csv("harbour")
    assert "Ada" in table
    assert run("quiz", "results", "harbour")[1].startswith("Taken,Name,Version")


@pytest.mark.parametrize("command", ["show", "check", "lint", "export", "delete", "results"])
def test_a_quiz_that_there_is_not_is_said_with_what_to_do(run: Run, command: str):
    form = ("--form", "gift") if command == "export" else ()
    code, _, problem = run("quiz", command, "nowhere", *form)
    assert code == (2 if command in ("check", "lint") else 1)
    assert "'nowhere': no quiz goes by it. See `safeguide quiz list`" in problem


def test_a_beginning_that_two_quizzes_share_is_not_enough(run: Run, store: QuizStore, harbour: Harbour):
    quiz = replies(harbour)
    for id_ in ("abc1", "abc2"):
        store.save(quiz.model_copy(update={"id": id_}))
    assert "more than one begins with it: abc" in run("quiz", "show", "abc")[2]


def test_a_file_is_imported_and_what_was_left_out_is_said(run: Run, store: QuizStore):
    Path("harbour.gift").write_text(GIFT, encoding="utf-8")
    code, printed, skipped = run("quiz", "import", "harbour.gift")
    (kept,) = store.listed()
    assert code == 0
    assert f"{kept.id}  The harbour (1 question, imported)" in printed
    assert "Question 2" in skipped
    assert store.get(kept.id).items[0].number == 15


def test_a_quiz_of_old_rules_is_held_against_the_new(run: Run, harbour: Harbour):
    Path("harbour.gift").write_text(GIFT, encoding="utf-8")
    harbour.put(OLD)
    code, printed, _ = run("quiz", "check", "harbour.gift")
    assert (code, "1 supported" in printed) == (0, True), printed
    harbour.put(NEW, "new.md")
    code, printed, _ = run("quiz", "check", "harbour.gift")
    assert code == 1
    assert "Keys supported only by a superseded edition (1)" in printed
    assert REPLY_NOW in printed


def test_words_that_changed_are_told_with_the_old_and_the_new(run: Run, store: QuizStore, harbour: Harbour):
    store.save(replies(harbour))
    assert run("quiz", "check", "harbour")[0] == 0
    harbour.put(NEW, "new.md")
    code, printed, _ = run("quiz", "check", "harbour")
    assert code == 1
    assert "Question 2: Harbour handbook 2025 says “within 10 working days”" in printed
    assert f"“{REPLY}”" in printed
    assert f"“{REPLY_NOW}”" in printed
    told = json.loads(run("quiz", "check", "harbour", "--json")[1])
    (changed,) = told["stale"]
    assert (changed["item"], changed["number"], changed["why"]) == ("replies", 2, "changed")
    assert (changed["cited"]["quote"], changed["now"]["quote"]) == (REPLY, REPLY_NOW)
    assert [one["held"] for one in told["held"]] == [
        "supported",
        "supported only by a superseded edition",
    ]


def test_what_was_rejected_is_not_checked(run: Run, store: QuizStore, harbour: Harbour):
    quiz = replies(harbour)
    signs, changed = quiz.items
    rejected = changed.model_copy(update={"status": Status.REJECTED})
    store.save(quiz.model_copy(update={"items": (signs, rejected)}))
    harbour.put(NEW, "new.md")
    assert run("quiz", "check", "harbour")[0] == 0


def test_faults_of_writing_are_told(run: Run):
    both = (Option(text="All of the above", correct=True), Option(text="A rope"), Option(text="A sail"))
    quiz = Quiz(items=(asking("a", stem="What does a pilot not need?", options=both),))
    Path("quiz.json").write_bytes(exported(quiz, Form.JSON))
    code, printed, _ = run("quiz", "lint", "quiz.json")
    assert code == 1
    assert "Question 1:" in printed
    assert "[all of the above]" in printed
    rules = {one["rule"] for one in json.loads(run("quiz", "lint", "quiz.json", "--json")[1])}
    assert "negative stem" in rules


def test_a_damaged_file_is_an_error_and_no_finding(run: Run):
    Path("quiz.json").write_text("{", encoding="utf-8")
    code, printed, problem = run("quiz", "check", "quiz.json")
    assert (code, printed) == (2, "")
    assert "quiz.json cannot be read" in problem


def test_who_adds_a_new_edition_is_told_which_quizzes_it_touches(
    run: Run, store: QuizStore, harbour: Harbour
):
    store.save(replies(harbour))
    store.save(harbour.quiz(harbour.put(OLD), SIGN).model_copy(update={"id": "same", "title": "Same"}))
    Path("new.md").write_text(NEW, encoding="utf-8")
    _, printed, _ = run("library", "add", "new.md")
    told = "1 quiz cites words that changed: The [harbour] (harbour). See: safeguide quiz check harbour"
    assert told in printed


def test_who_changes_a_text_is_told_too(run: Run, store: QuizStore, harbour: Harbour):
    store.save(harbour.quiz(harbour.put(OLD), BELL))
    (harbour.folder / "old.md").write_text(OLD.replace("three times", "four times"), encoding="utf-8")
    assert "1 quiz cites words that changed" in run("library", "add", "old.md")[1]


def test_where_no_quiz_is_kept_adding_tells_of_none(run: Run, harbour: Harbour):
    harbour.put(OLD)
    Path("new.md").write_text(NEW, encoding="utf-8")
    assert "quiz" not in run("library", "add", "new.md")[1]


def test_nothing_in_a_quiz_moves_the_cursor(run: Run):
    odd = asking("a", stem="A bell\x1b[31m rings \u202ein the attic.")
    Path("quiz.json").write_bytes(exported(Quiz(title="\x1b[2J", items=(odd,)), Form.JSON))
    shown = run("quiz", "show", "quiz.json")[1]
    assert "rings" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
