"""``python -m eval.quizzes``: what it measures and lists, and the page that a person judges."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from made_items import BELL, cited, match, options, quiz, who
from typer.testing import CliRunner

from assistant import Assistant
from assistant.quiz.items import Item, Quiz, QuizError
from assistant.quiz.making import Made
from eval.quizzes import app, measured, page
from ingest.embedding import Embedder
from ingest.errors import IngestError
from ingest.library import Library
from ingest.pipeline import add_files

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def tower_home(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A home with one short document."""
    folder = tmp_path_factory.mktemp("tower")
    (folder / "visits.md").write_text(f"# Visits\n\n{BELL}\n", encoding="utf-8")
    list(add_files(Library(folder / "home", embedder.fingerprint), embedder, [folder / "visits.md"]))
    return folder / "home"


@pytest.fixture(scope="module")
def tower(tower_home: Path, embedder: Embedder) -> Assistant:
    return Assistant(Library(tower_home, embedder.fingerprint), embedder)


@pytest.fixture
def three(tower: Assistant) -> Quiz:
    """A sound item, one whose key and a distractor have changed places, and one with a flaw, on its fact."""
    library = tower.library
    turned = options("the keeper", "*the warden", "the owner of the book")
    filled = options("the warden", "*the keeper", "None of the above")
    shorter = "Who must ring the bell within 3 days of visits?"
    return quiz(
        who(library),
        who(library, "turned", options=turned, fact="b"),
        who(library, "filled", stem=shorter, options=filled, fact="c"),
    )


@pytest.fixture
def run(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command with some arguments."""
    monkeypatch.setattr("assistant.Embedder", lambda name: embedder)  # loaded once for all tests
    monkeypatch.setattr("eval.commands.console.width", 200)
    return lambda *arguments: CliRunner().invoke(app, [*map(str, arguments)])


@pytest.fixture
def of_three(run: Run, three: Quiz, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same where the three items are what is made."""
    monkeypatch.setattr("eval.quizzes.make", lambda *_, **__: Made(three, ()))
    return run


def test_each_figure_counts_what_it_says(tower: Assistant, three: Quiz):
    told = measured(tower, three, wanted=4, seconds=3.0)
    assert [(one.hits, one.of) for one in told.figures.values()] == [
        (3, 4),  # made, of those wished for
        (2, 3),  # right answers
        (5, 6),  # wrong answers
        (2, 3),  # without a flaw
        (1, 3),  # distinct facts
        (1, 3),  # without any fault
    ]
    assert told.seconds_each == 20
    assert dict(told.kinds) == {"single": 3}
    assert dict(told.sources) == {"none told": 6}


def test_kinds_and_what_wrong_answers_are_made_of_are_counted(tower: Assistant):
    library = tower.library
    wrong = [one.model_copy(update={"source": "another body"}) for one in options("a", "b")]
    staged = who(library, story="tale", stage=1, options=(*options("*the keeper"), *wrong))
    told = measured(tower, quiz(staged, match(library, "the keeper", "visitors")), wanted=2)
    assert dict(told.kinds) == {"single": 1, "matching": 1, "in staged scenarios": 1}
    assert dict(told.sources) == {"another body": 2}


def test_nothing_measured_is_nothing_wrong_and_no_division(tower: Assistant):
    told = measured(tower, Quiz(), wanted=3)
    assert told.seconds_each == 0
    json.dumps(told.as_dict(), allow_nan=False)


def test_it_lists_every_failing_item_and_keeps_figures_and_recipe(
    of_three: Run, tower_home: Path, tmp_path: Path
):
    kept = tmp_path / "kept.json"
    result = of_three("--library", tower_home, "--items", 4, "--json", kept)
    assert result.exit_code == 0, result.output
    assert "0.667  (2/3; 0.21–0.94)" in result.output
    assert "Failing (2)" in result.output
    assert "turned Who must ring the bell" in result.output
    assert "filled Who must ring the bell" in result.output
    told = json.loads(kept.read_text(encoding="utf-8"))
    assert told["recipe"]["command"] == "python -m eval.quizzes"
    assert told["recipe"]["library"]["passages"] == 1
    assert told["results"]["right answers that the cited words bear out"]["hits"] == 2
    assert [one["id"] for one in told["results"]["failing"]] == ["turned", "filled"]


def test_it_makes_a_real_quiz_the_same_for_the_same_seed(run: Run, starter_home: Path, tmp_path: Path):
    pages = [tmp_path / "one.md", tmp_path / "two.md"]
    for path in pages:
        arguments = ("--items", 6, "--seed", 5, "--sample", 4, "--output", path)
        result = run("--library", starter_home, *arguments)
        assert result.exit_code == 0, result.output
        assert "(6/6; " in result.output
    first, second = (path.read_text(encoding="utf-8") for path in pages)
    assert first == second
    assert first.count("- [ ] ") == 4


def test_what_cannot_be_measured_is_said(run: Run, tower_home: Path, tmp_path: Path):
    nobody = run("--library", tower_home, "--role", "keeper")
    assert isinstance(nobody.exception, QuizError)
    assert "There is no role 'keeper'" in str(nobody.exception)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert isinstance(run("--library", empty).exception, IngestError)
    assert run("--library", tmp_path / "nowhere").exit_code == 2
    assert run("--library", tower_home, "--items", 0).exit_code == 2


def test_a_page_that_cannot_be_written_is_said(of_three: Run, tower_home: Path, tmp_path: Path):
    result = of_three("--library", tower_home, "--output", tmp_path)
    assert "cannot be written" in str(result.exception)


# --- the page


def _many(library: Library) -> list[Item]:
    return [who(library, f"item-{at}", stem=f"Who rings bell {at}?") for at in range(20)]


def test_a_page_has_so_many_items_drawn_by_chance_in_their_order_each_with_one_box(tower: Assistant):
    made = quiz(*_many(tower.library))
    told = page(made, 5, seed=1)
    ids = [line.split("(")[1].rstrip(")") for line in told.splitlines() if line.startswith("- [ ] ")]
    assert len(ids) == len(set(ids)) == 5
    places = [int(one.removeprefix("item-")) for one in ids]
    assert places == sorted(places)
    assert told == page(made, 5, seed=1)
    assert told != page(made, 5, seed=2)
    assert page(made, 99, seed=1).count("- [ ] ") == 20


def test_a_page_shows_all_that_a_person_judges_by(tower: Assistant):
    library = tower.library
    item = who(
        library,
        before=("The tower is open.",),
        vignette="A guest has\ncome.",
        citations=(cited(library, "Visitors should:\nwrite their names down"),),
    )
    told = page(quiz(item), 1, seed=1)
    for part in (
        "# 1 questions to be judged",
        "## 1. Single, level 1",
        "The tower is open.",
        "A guest has come.",
        f"**{item.stem}**",
        "- the warden\n- the keeper ✓\n- the owner of the book",
        "> Visitors should:  \n> write their names down  \n> (Visits)",
        "- [ ] right as it stands (who)",
    ):
        assert part in told


def test_pairs_and_their_sources_are_on_the_page(tower: Assistant):
    told = page(quiz(match(tower.library, "the keeper", "visitors")), 1, seed=1)
    assert "- should write their names down → visitors ✓" in told
    assert f"> {BELL}" in told


def test_nothing_in_an_item_is_markup_on_the_page(tower: Assistant):
    item = who(
        tower.library, options=options("*<img src=x onerror=alert(1)>", "[a](http://b.example)", "# c")
    )
    told = page(quiz(item), 1, seed=1)
    for escaped in (r"- \<img", r"- \[a\](http\:", r"- \# c"):
        assert escaped in told
