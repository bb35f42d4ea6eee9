"""``safeguide eval``: what it prints and writes, what it says when it cannot, and how it exits."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import Result
from made_runs import BELL, GATE, case, observed, row, run

from assistant.settings import Settings
from eval.harness.cases import Nugget, read_cases, write_cases
from eval.harness.printing import print_run
from eval.harness.report import flat
from eval.harness.store import Run, RunStore, opened

Evaluate = Callable[..., Result]
Refused = Callable[..., str]
FIRST, SECOND = "20260105-090000-aaaaaa", "20260106-090000-bbbbbb"
HOSTILE = "<img src=http://evil.example/x onerror=alert(1)></script><script>alert(2)</script>"


@pytest.fixture
def store(home: Path) -> RunStore:
    return opened(Settings())


@pytest.fixture
def two(store: RunStore, tmp_path: Path) -> tuple[Run, Run]:
    """A run in which half of the cases passed, and a later one in which all did."""
    folders = [tmp_path / id_ for id_ in (FIRST, SECOND)]
    for folder in folders:
        folder.mkdir()
    some = [row(f"c{at}", at % 2) for at in range(1, 5)]
    every = [row(f"c{at}", 1) for at in range(1, 5)]
    kept = run(some, FIRST, str(folders[0])), run(every, SECOND, str(folders[1]), code="d00d")
    for one in kept:
        store.add(one)
    return kept


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A file of two cases, one of them to be declined."""
    path = tmp_path / "ours.jsonl"
    wanted = (Nugget(text="must ring the bell within 3 days", document="visits.md"),)
    asked = case("c1", "How soon must the keeper ring the bell?", nuggets=wanted)
    write_cases(path, [asked, case("c2", "What does a swimming lesson cost in pounds?", expects="decline")])
    return path


def test_what_is_missing_is_said_with_how_to_install_it(refused: Refused, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("eval.harness.cli._EXTRA", ("no_such_module",))
    assert "pip install '.[evaluation]'" in refused("list")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "retreival"), "There is no suite 'retreival'"),
        (("run", "nowhere.jsonl"), "nowhere.jsonl cannot be read"),
        (("run", "draft.jsonl"), "draft: 1 cases are drafts that nobody has checked, c1 among them"),
        (("run", "broken.csv"), "broken.csv, line 2: id: Field required"),
        (("run", "nations", "nations"), "2 of the suites are called nations"),
        (("run", "--again", "nowhere"), "nowhere is not the folder of a run"),
        (("compare",), "For 'last-1' there is no run with that name. The latest: none yet"),
        (("gate",), "For 'last' there is no run"),
        (("gate", "--gate", "broken.csv"), "broken.csv is no gate"),
        (("report", "2026"), "For '2026' there is no run"),
        (("view",), "For 'last' there is no run"),
        (("check", "broken.csv"), "broken.csv, line 2: id: Field required"),
        (("check", "."), "cannot be read"),
        (("make", "broken.csv"), "broken.csv is there already; name another file."),
        (("make", "drafts.jsonl"), "No document of the library says what must or should be done."),
        (("make", "drafts.jsonl", "--questions", "empty.txt"), "empty.txt holds no questions"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    refused: Refused, tmp_path: Path, arguments: tuple[str, ...], said: str
):
    draft = case().model_copy(update={"provenance": case().provenance.model_copy(update={"checked": ""})})
    write_cases(tmp_path / "draft.jsonl", [draft])
    (tmp_path / "broken.csv").write_text("question\nWhat?\n")
    (tmp_path / "empty.txt").write_text("\n")
    told = refused(*arguments)
    assert said in told
    assert "\n" not in told


def test_a_library_without_documents_is_said(refused: Refused, ours: Path, tmp_path: Path):
    assert refused("run", ours, "--library", tmp_path / "none").endswith("none holds no documents.")


def test_a_model_that_is_to_judge_must_be_named(refused: Refused, ours: Path, tiny_home: Path):
    assert "SAFEGUIDE_MODEL" in refused("run", ours, "--library", tiny_home, "--judge", "model")


def test_two_files_of_one_name_are_said(refused: Refused, ours: Path, tmp_path: Path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "ours.jsonl").write_bytes(ours.read_bytes())
    assert "2 of the suites are called ours" in refused("run", ours, tmp_path / "b" / "ours.jsonl")


def test_where_no_run_was_made_the_list_says_so(evaluate: Evaluate):
    assert evaluate("list").output == "No run has been made yet: safeguide eval run\n"
    assert json.loads(evaluate("list", "--json").output) == []


@pytest.mark.usefixtures("two")
def test_runs_are_listed_the_latest_first(evaluate: Evaluate):
    output = evaluate("list").output
    assert output.index(SECOND) < output.index(FIRST)
    assert "1.000" in output
    assert "0.500" in output
    assert [one["id"] for one in json.loads(evaluate("list", "--json").output)] == [SECOND, FIRST]


@pytest.fixture
def unscored(store: RunStore, tmp_path: Path) -> Run:
    """A run in which no case could be scored."""
    kept = run([row(observed=None, scores={}, error="the judge failed")], FIRST, str(tmp_path))
    store.add(kept)
    return kept


@pytest.mark.usefixtures("unscored")
def test_a_run_in_which_nothing_was_scored_is_listed_refused_and_reported(evaluate: Evaluate, tmp_path: Path):
    assert "–" in evaluate("list").output
    gate = evaluate("gate")
    assert (gate.exit_code, "1 cases could not be scored" in gate.output) == (1, True)
    assert evaluate("report").exit_code == 0
    assert "ours c1: the judge failed" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("two")
def test_a_comparison_says_what_was_won_and_what_was_made_otherwise(evaluate: Evaluate):
    output = evaluate("compare").output
    assert "Won (2): ours c2, ours c4" in output
    assert "noise" in output
    assert "code: c0de → d00d" in output
    told = json.loads(evaluate("compare", "last", "last-1", "--json").output)
    assert (told["first"], told["lost"]) == (SECOND, ["ours c2", "ours c4"])


@pytest.mark.usefixtures("two")
def test_a_run_held_against_itself_moved_nothing(evaluate: Evaluate):
    assert evaluate("compare", "last", "last").output == "Nothing moved.\n"


def test_names_in_brackets_are_printed_as_they_are(evaluate: Evaluate, store: RunStore):
    odd = {"suite": "ours [red]", "case": case("c[/b]")}
    store.add(run([row(passed=0, **odd)], FIRST, model="a[b]:c"))
    store.add(run([row(passed=1, **odd)], SECOND))
    assert "a[b]:c" in evaluate("list").output
    compared = evaluate("compare").output
    assert "│ ours [red] │" in compared
    assert "Won (1): ours [red] c[/b]" in compared


def test_what_a_run_amounts_to_is_printed_suite_by_suite(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", "200")
    scored = {"passed": 0.0, "nuggets": 0.5, "over_refusal": 0.25}
    odd = {"suite": "ours [red]", "case": case("c[/b]"), "scores": scored}
    failed = row("c2", observed=None, scores={}, error="no [judge]")
    print_run(run([row(passed=0, **odd), failed], FIRST, "/some/folder"))
    output = capsys.readouterr().out
    table, _, rest = output.partition("Where answers were lost")
    assert f"Run {FIRST}" in table
    assert "│ ours [red] │ 1     │ cases passed" in table
    assert "vital nuggets told" in table
    assert "0.500  (0.50–0.50)" in table
    assert "(less is better)" in table
    assert "ours c2 was not scored: no [judge]" in table
    assert "c[/b]" in rest
    assert rest.endswith("The report: /some/folder/report.html\n")


@pytest.mark.parametrize(
    ("gate", "arguments", "code", "said"),
    [
        ("least: {all: {passed: 0.9}}", (), 0, f"{SECOND} passes the gate."),
        ("least: {all: {passed: 0.9}}", ("last-1",), 1, "all: passed is 0.500; it must be at least 0.9."),
        ("least: {ours: {nuggets: 0.9}}", (), 1, "ours: nuggets was not measured."),
        ("fall: {ours: {passed: 0.1}}", (FIRST, "--against", "last"), 1, "went from 1.000 to 0.500"),
        ("fall: {ours: {passed: 0.1}}", ("last", "--against", "last-1"), 0, "passes the gate"),
        ("errors: 0", ("last-1",), 0, f"{FIRST} passes the gate."),
    ],
)
@pytest.mark.usefixtures("two")
def test_a_gate_is_passed_or_not_by_its_exit_code(
    evaluate: Evaluate, tmp_path: Path, gate: str, arguments: tuple[str, ...], code: int, said: str
):
    (tmp_path / "gate.yaml").write_text(gate)
    result = evaluate("gate", *arguments, "--gate", tmp_path / "gate.yaml")
    assert (result.exit_code, result.exception is None or isinstance(result.exception, SystemExit)) == (
        code,
        True,
    )
    assert said in result.output


@pytest.fixture
def hostile(store: RunStore, tmp_path: Path) -> Run:
    """A run whose every text wants to be more than text."""
    wanted = (Nugget(text=f"{BELL} {HOSTILE}", document=HOSTILE), Nugget(text=GATE, vital=False))
    asked = case(
        "c1", HOSTILE, nuggets=wanted, history=(HOSTILE,), says=(HOSTILE,), topic=HOSTILE, kind=HOSTILE
    )
    told = observed(HOSTILE, found=("p",), cited={"p": HOSTILE}, files={"p": HOSTILE}, reason=HOSTILE)
    kept = run(
        [
            row("c1", 0, case=asked, observed=told, why=(HOSTILE,)),
            row("c2", 0, observed=observed(reason=HOSTILE), stage="wrongly declined"),
            row(HOSTILE, observed=None, scores={}, error=HOSTILE),
        ],
        FIRST,
        str(tmp_path),
        model=HOSTILE,
    )
    store.add(kept)
    return kept


def _page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.mark.usefixtures("hostile")
def test_a_report_is_one_page_that_loads_nothing(evaluate: Evaluate, tmp_path: Path):
    result = evaluate("report", "--output", tmp_path / "page.html", "--against", "last")
    assert result.output == f"Wrote {tmp_path / 'page.html'}\n"
    page = _page(tmp_path / "page.html")
    loads = [one[name] for name in ("src", "href", "data", "action") for one in page.find_all(**{name: True})]
    assert loads == []
    assert page.find_all(["link", "iframe", "object", "embed", "base", "img", "form"]) == []
    assert not any("url(" in one.text or "@import" in one.text for one in page.find_all("style"))
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert "default-src 'none'" in str(policy["content"])
    assert "http" not in str(policy["content"])


@pytest.mark.usefixtures("hostile")
def test_what_a_report_shows_is_text_and_nothing_that_runs(evaluate: Evaluate, tmp_path: Path):
    benchmark = tmp_path / "b.json"
    benchmark.write_text(json.dumps({HOSTILE: 1}))
    assert evaluate("report", "--benchmark", benchmark).exit_code == 0
    page = _page(tmp_path / "report.html")
    assert HOSTILE in page.find("summary").text
    assert not any("alert(2)" in one.text for one in page.find_all("script"))
    assert not [one for one in page.find_all() if any(name.startswith("on") for name in one.attrs)]


@pytest.mark.usefixtures("two")
def test_a_report_tells_of_the_run_and_of_what_it_is_held_against(evaluate: Evaluate, tmp_path: Path):
    assert evaluate("report", "last-1", "--against", "last").exit_code == 0
    text = " ".join(_page(tmp_path / FIRST / "report.html").body.text.split())
    assert f"Evaluation {FIRST}" in text
    assert f"Against {SECOND} 0 cases won, 2 lost" in text
    assert "Retrieved, not chosen 2" in text
    assert f"safeguide eval run --again {tmp_path / FIRST}" in text


@pytest.mark.usefixtures("two")
def test_a_report_that_cannot_be_written_is_said(refused: Refused, tmp_path: Path):
    assert "page.html cannot be written" in refused("report", "--output", tmp_path / "no" / "page.html")


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("text", "said"), [("{", "cannot be read as JSON"), ("[1]", "is not what a benchmark keeps")]
)
def test_a_benchmark_that_is_none_is_said(refused: Refused, tmp_path: Path, text: str, said: str):
    (tmp_path / "speed.json").write_text(text)
    assert said in refused("report", "--benchmark", tmp_path / "speed.json")


@pytest.mark.usefixtures("two")
def test_a_report_shows_the_figures_of_benchmarks(evaluate: Evaluate, tmp_path: Path):
    kept = {
        "recipe": {"seed": 1},
        "results": {"warm": {"p50": 1234.5, "texts": ["a"], "ok": True}, "runs": 1000},
    }
    (tmp_path / "speed.json").write_text(json.dumps(kept))
    assert evaluate("report", "--benchmark", tmp_path / "speed.json").exit_code == 0
    heading = _page(tmp_path / SECOND / "report.html").find("h3", string="speed")
    assert heading is not None
    cells = [cell.text for cell in heading.find_next("tbody").find_all("td")]
    assert cells == ["warm.p50", "1,234.5", "runs", "1,000"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1, "1"), (12345, "12,345"), (0.5, "0.5"), (100.0, "100"), (0.0, "0"), (0.12345, "0.123")],
)
def test_a_figure_is_shown_without_what_says_nothing(value: float, shown: str):
    assert flat({"a": {"b": value}, "c": "text", "d": None}) == {"a.b": shown}


def test_cases_that_are_right_are_said_to_be(evaluate: Evaluate, ours: Path, tiny_home: Path):
    result = evaluate("check", ours, "--library", tiny_home)
    assert (result.exit_code, result.output) == (0, "Nothing is wrong with them.\n")


def test_all_that_is_wrong_with_cases_is_said(evaluate: Evaluate, tmp_path: Path, tiny_home: Path):
    wrong = case("w1", nuggets=(Nugget(text="ring the gong", document="visits.md"), Nugget(text="a gong")))
    write_cases(tmp_path / "wrong.jsonl", [wrong])
    (tmp_path / "draft.csv").write_text("id,question,expects\nd1,What?,decline\n")
    result = evaluate("check", tmp_path / "wrong.jsonl", tmp_path / "draft.csv", "--library", tiny_home)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "w1: visits.md does not say 'ring the gong'",
        "w1: no document says 'a gong'",
        "d1: nobody has checked it",
    ]


def test_who_checked_a_file_is_noted_in_it(evaluate: Evaluate, tmp_path: Path, tiny_home: Path):
    sheet = tmp_path / "draft.csv"
    sheet.write_text("id,question,expects\nd1,What?,decline\n")
    result = evaluate("check", sheet, "--library", tiny_home, "--checked", "A. Lead")
    assert result.exit_code == 0
    (noted,) = read_cases(tmp_path / "draft.jsonl")
    assert (noted.id, noted.provenance.checked) == ("d1", "A. Lead")


def test_drafts_are_written_for_a_person_to_confirm(
    evaluate: Evaluate, refused: Refused, tmp_path: Path, tiny_home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SAFEGUIDE_HOME", str(tiny_home))
    drafts = tmp_path / "drafts.jsonl"
    result = evaluate("make", drafts, "--count", 2)
    assert result.exit_code == 0
    assert result.output.startswith(f"Wrote 2 drafts to {drafts}.")
    assert [one.provenance.checked for one in read_cases(drafts)] == ["", ""]
    assert "is there already" in refused("make", drafts)
    assert "cannot be written" in refused("make", tmp_path / "no" / "drafts.jsonl")


def _but_speed(told: Run) -> dict[str, object]:
    return {name: value for name, value in told.results.items() if name != "speed"}


def test_a_run_is_made_reported_and_made_again_with_the_same_scores(
    evaluate: Evaluate, store: RunStore, ours: Path, tiny_home: Path
):
    made = evaluate("run", ours, "--library", tiny_home)
    assert made.exit_code == 0, made.output
    assert "cases passed" in made.output
    first = store.get("last")
    assert first.results["errors"] == {}
    assert [(one.case.id, one.scores["passed"], one.stage) for one in first.rows] == [
        ("c1", 1, ""),
        ("c2", 1, ""),
    ]
    assert first.rows[0].observed is not None
    assert "ring the bell within 3 days" in first.rows[0].observed.said
    assert first.rows[0].scores["recall@1"] == 1
    assert (first.recipe["cases"], first.recipe["judge"]) == ({"ours": 2}, "rules")
    page = _page(Path(first.folder) / "report.html")
    assert "No case was lost." in page.text

    told = json.loads(evaluate("run", "--again", first.folder, "--json").output)
    second = store.get("last")
    assert told["id"] == second.id != first.id
    assert [one.scores for one in second.rows] == [one.scores for one in first.rows]
    assert _but_speed(second) == _but_speed(first)
    assert second.recipe["cases_digest"] == first.recipe["cases_digest"]

    assert "Nothing moved." in evaluate("compare").output
    gate = tiny_home.parent / "gate.yaml"
    gate.write_text("least: {ours: {passed: 1}}")
    assert evaluate("gate", "--gate", gate).exit_code == 0
    assert "says nothing of the suites" in evaluate("gate").output
    since = evaluate("run", ours, "--library", tiny_home, "--since", "last")
    assert "No case's evidence has changed since last" in str(since.exception)
