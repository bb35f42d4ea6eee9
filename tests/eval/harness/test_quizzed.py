"""A wish for a quiz, through the whole harness: made, kept, scored, reported and compared."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from made_items import BELL, options, quiz, who
from made_runs import case, observed, row, run

from assistant import Assistant
from assistant.grounding.verifier import Verifier
from assistant.quiz.making import Made
from assistant.scope import Scope
from assistant.settings import Settings
from eval.harness.cases import Asked, Quizzed, write_cases
from eval.harness.comparing import compared, invalidated
from eval.harness.diagnosis import Held
from eval.harness.judging import sources_of
from eval.harness.observing import Observed, observe
from eval.harness.report import page
from eval.harness.rows import Row, scored
from eval.harness.store import opened

WISH = case("q1", "Make a quiz of 8 questions", expects="any", quiz=Quizzed(items=8, seed=3))


def _row(asked: Assistant, one: object = WISH, told: Observed | None = None) -> Row:
    judge, texts, held = Verifier(asked.embedder).verify, sources_of(asked.library), Held(asked.library)
    return scored("ours", one, told or observe(asked, one), judge, texts, held)


@pytest.fixture(scope="module")
def made(starter: Assistant) -> Row:
    """A quiz of the starter notes."""
    return _row(starter)


@pytest.fixture
def makes(tiny: Assistant, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[Scope, bool]]]:
    """Has the product make a quiz of some items; gives what it was asked with."""

    def of(*items: object) -> list[tuple[Scope, bool]]:
        asked = []

        def make(product: Assistant, wanted: object, *, plain: bool) -> Made:
            asked.append((product.scope, plain))
            return Made(quiz(*items), ())

        monkeypatch.setattr("eval.harness.observing.make", make)
        return asked

    return of


def test_a_quiz_is_made_and_kept_whole_with_how_long_it_took(made: Row):
    told = made.observed
    assert (told.kind, told.answered, told.statements) == ("quiz", False, ())
    assert len(told.quiz["items"]) == 8
    assert told.quiz["items"][0]["stem"] in told.shown
    assert set(told.timings) == {"quiz"}
    assert told.near


def test_its_scores_are_those_of_the_quiz_alone(made: Row):
    names = {"quiz_items", "quiz_keys", "quiz_distractors", "quiz_flawless", "quiz_facts", "passed"}
    assert set(made.scores) == names
    assert made.scores["quiz_items"] == 1
    assert made.scores["quiz_keys"] >= 0.9


def test_a_row_with_a_quiz_comes_back_as_it_was_kept(made: Row):
    assert Row.of_dict(json.loads(json.dumps(made.as_dict()))) == made


def test_a_row_that_was_kept_before_there_were_quizzes_still_reads():
    kept = row().as_dict()
    for name in ("quiz", "near"):
        del kept["observed"][name]
    assert Row.of_dict(kept) == row()


def test_where_no_quiz_can_be_made_the_reason_is_kept_and_the_case_is_lost(tiny: Assistant):
    told = _row(tiny, case(expects="any", quiz=Quizzed(level=3)))
    assert told.observed.quiz is None
    assert "No question could be made" in told.observed.reason
    assert (told.scores["quiz_items"], told.scores["passed"], told.stage) == (0, 0, "unsound quiz")


def test_a_quiz_that_is_short_says_so(tiny: Assistant):
    told = _row(tiny)
    assert 0 < told.scores["quiz_items"] < 1
    assert (told.scores["passed"], told.stage) == (0, "unsound quiz")
    assert "of 8 questions could be made" in told.observed.reason


def test_a_quiz_is_made_of_the_guidance_in_its_scope_and_without_a_model(
    tiny: Assistant, makes: Callable[..., list[tuple[Scope, bool]]]
):
    asked = makes(who(tiny.library))
    observe(tiny, case(expects="any", quiz=Quizzed(), scope=Asked(nation="wales")))
    assert asked == [(Scope(nation="wales"), True)]


def test_each_item_that_fails_says_why_in_its_own_words(
    tiny: Assistant, makes: Callable[..., list[tuple[Scope, bool]]]
):
    broken = options("the keeper", "*the warden", "the owner of the book")
    makes(who(tiny.library), who(tiny.library, "b", options=broken, fact="other"))
    told = _row(tiny, case(expects="any", quiz=Quizzed(items=2)))
    assert told.scores["quiz_keys"] == 1 / 2
    assert told.scores["quiz_distractors"] == 3 / 4
    assert told.stage == "unsound quiz"
    (why,) = told.why
    assert why.startswith("Who must ring the bell")
    assert "lack 'warden'" in why
    assert BELL in why


def test_what_may_never_be_said_is_looked_for_in_the_whole_quiz(
    tiny: Assistant, makes: Callable[..., list[tuple[Scope, bool]]]
):
    makes(who(tiny.library))
    told = _row(tiny, case(expects="any", quiz=Quizzed(items=1), never=("owner of the book",)))
    assert (told.scores["never"], told.stage) == (0, "said what it must not")


LOST = row(
    "q1",
    0,
    case=WISH,
    observed=observed(kind="quiz", reason="Too little <b> is said.", timings={"quiz": 4_200.0}),
    scores={"passed": 0.0, "quiz_items": 0.5},
    stage="unsound quiz",
    why=("Who rings? <i>it is not so",),
)


def test_a_report_tells_what_is_wrong_with_a_quiz_and_how_long_it_took():
    told = page(run([LOST, row("c1")]))
    assert "Unsound quiz" in told
    assert "<li>Who rings? &lt;i&gt;it is not so</li>" in told
    assert "0 of 8 questions were made. Too little &lt;b&gt; is said." in told
    assert "Making a quiz takes 4.2 seconds" in told
    assert "questions made, of those wished for" in told
    assert "Making a quiz" not in page(run([row("c1")]))


def test_two_runs_with_quizzes_are_compared():
    won = row("q1", 1, case=WISH, observed=observed(kind="quiz"), scores={"passed": 1.0, "quiz_items": 1.0})
    told = compared(run([LOST]), run([won], "20260106-090000-bbbbbb"))
    assert [one.case.id for one in told.won] == ["q1"]
    assert {one.score for one in told.moved} == {"passed", "quiz_items"}


def test_a_quiz_is_run_again_when_any_document_has_changed(tiny: Assistant):
    held = Held(tiny.library)
    same = row("q1", case=WISH, evidence=held.evidence(WISH))
    assert invalidated(run([same]), held) == []
    old = row("q1", case=WISH, evidence="0123456789ab")
    assert invalidated(run([old]), held) == [old]


def test_wishes_run_beside_questions_from_the_command_line(
    evaluate: Callable[..., Result], tiny_home: Path, tmp_path: Path
):
    path = tmp_path / "ours.jsonl"
    write_cases(path, [case("c1", "What does a swimming lesson cost?", expects="decline"), WISH])
    result = evaluate("run", path, "--library", tiny_home)
    assert result.exit_code == 0, result.output
    assert "unsound quiz" in result.output
    kept = opened(Settings()).get("last")
    assert kept.rows[1].case == WISH
    assert "of 8 questions were made" in Path(kept.folder, "report.html").read_text(encoding="utf-8")
    assert evaluate("list").exit_code == 0
    assert "Nothing moved." in evaluate("compare", "last", "last").output
    since = evaluate("run", path, "--library", tiny_home, "--since", "last")
    assert "No case's evidence has changed since last" in str(since.exception)
