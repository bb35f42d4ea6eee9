"""The page of quizzes: made, read, judged, changed, saved, reviewed, exported, deleted."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
from made_quiz_pages import SOON, Assumed, accepted, of_every_kind, options, quiz, single, staged
from made_web import HOSTILE, Page

from assistant import Assistant
from assistant.kept import KeptError
from assistant.people.audit import opened as audit_of
from assistant.quiz.formats import Form
from assistant.quiz.grading import Score
from assistant.quiz.items import Cited, Item, Kind, Option, Pair, Quiz, QuizError, Status
from assistant.quiz.store import QuizStore, opened
from assistant.settings import Settings
from assistant.web import desk as desks
from assistant.web import quiz_front, quiz_item, quiz_page, quiz_render, quiz_workbench
from assistant.web import quiz_words as words
from assistant.web.desk import Desk
from assistant.web.quiz_editing import ROWS, Editor, edited
from assistant.web.quiz_item import Amiss
from ingest.embedding import Embedder
from ingest.library import Library

KINDS = of_every_kind()
DRAFTS = (single("a", "First?"), single("b", "Second?"), single("c", "Third?"))


@pytest.fixture
def page(library: Library, embedder: Embedder) -> Iterator[quiz_page._Page]:
    with gr.Blocks():
        made = quiz_page._Page(Assistant(library, embedder), opened(Settings()), audit_of(Settings()))
        made.wire()
        yield made


@pytest.fixture
def desk(page: quiz_page._Page) -> Desk:
    """Of a quiz of three drafts that is kept."""
    page.store.save(quiz(*DRAFTS))
    return desks.opened(quiz(*DRAFTS), 1)


def request(**asked: str) -> Any:
    return SimpleNamespace(query_params=asked)


def do(page: quiz_page._Page, work: Any, desk: Desk | None, *values: Any) -> tuple[Desk, str]:
    """The desk after some work on the quiz as a whole, and what is said of it."""
    shown = page._done(work, page.folds.said)(desk, *values)
    return shown.get(page.desk, desk), Page(shown[page.folds.said]).text


def do_here(page: quiz_page._Page, work: Any, desk: Desk | None, *values: Any) -> tuple[Desk, str]:
    shown = page._done_here(work)(desk, *values)
    return shown.get(page.desk, desk), Page(shown[page.bench.said]).text


def fail(*_: object, **__: object) -> None:
    raise KeptError("It cannot be kept.")


# --- what is kept


def test_without_a_quiz_it_says_what_to_do(page: quiz_page._Page):
    shown = page._arrive(request())
    assert words.NO_QUIZZES in shown[page.front.table]
    assert shown[page.opened] == gr.update(visible=False)


def test_quizzes_are_listed_with_who_reviewed_them_and_whether_the_guidance_changed(
    page: quiz_page._Page, monkeypatch: pytest.MonkeyPatch
):
    page.store.save(quiz(title="One", reviewed_by="Ada", reviewed_on="2026-03-02"))
    page.store.save(quiz(id="q2", title="Two"))
    found = {"q2": [Assumed(item="a"), Assumed(item="a"), Assumed(item="b")]}
    monkeypatch.setattr(quiz_front, "stale", lambda _, one: found.get(one.id, []))
    shown = Page(page._arrive(request())[page.front.table])
    assert shown.attributes("href") == ["/quiz?id=q2", "/quiz?id=q1"]
    assert "Ada, 2 March 2026" in shown.text
    later = Page(page._held_against(None)[page.front.table]).text
    assert "2 questions to look at" in later
    assert words.UNCHANGED in later


def test_the_address_opens_a_quiz_at_the_first_that_is_not_decided(page: quiz_page._Page):
    decided = single("a", "First?", status=Status.ACCEPTED)
    page.store.save(quiz(decided, *DRAFTS[1:]))
    shown = page._arrive(request(id="q1"))
    assert shown[page.desk].at == "b"
    assert "3 questions: 2 to decide, 1 accepted. Version 1." in Page(shown[page.heading]).text
    labels = [label for label, _ in shown[page.bench.choice]["choices"]]
    assert labels[0] == "1. First? · accepted"
    assert labels[2].startswith("3. Third?")


@pytest.mark.parametrize("id_", ["gone", "../x", HOSTILE, "x\x00"])
def test_what_is_not_there_is_told_of_above_those_that_are(page: quiz_page._Page, id_: str):
    shown = page._arrive(request(id=id_))
    assert "This quiz is not kept" in shown[page.front.said]
    assert shown[page.desk] is None


def test_a_database_that_fails_costs_nobody_the_page(page: quiz_page._Page, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QuizStore, "listed", fail)
    assert words.NOT_LISTED in page._arrive(request())[page.front.table]
    assert words.NOT_LISTED in page._held_against(None)[page.front.table]


# --- made and read


def make(page: quiz_page._Page, *wanted: Any) -> Any:
    asked = wanted or ("core groups", [], "", 0, 10, 0)
    return page._make(*asked, progress=lambda *_, **__: None)  # type: ignore[arg-type]


def test_a_quiz_is_made_as_it_is_wanted_kept_and_opened(
    page: quiz_page._Page, monkeypatch: pytest.MonkeyPatch
):
    asked = []

    def made(_: Assistant, wanted: Any, progress: Any) -> Any:
        asked.append(wanted)
        progress(1, 2)
        return SimpleNamespace(quiz=quiz(*DRAFTS, id="", title=""), remarks=("Fewer than you wanted.",))

    monkeypatch.setattr(quiz_front.making, "make", made)
    shown = make(page, " core groups ", ["d1"], "", 2, 999, None)
    (wanted,) = asked
    assert (wanted.topic, wanted.documents, wanted.level) == ("core groups", ("d1",), 2)
    assert (wanted.items, wanted.seed) == (words.MOST_ITEMS, 0)
    assert "Fewer than you wanted." in shown[page.heading]
    (kept,) = page.store.listed()
    assert (kept.title, kept.note, kept.items) == (words.UNTITLED, words.NOTE_MADE, 3)
    assert page.store.get(kept.id) == shown[page.desk].quiz


def test_two_that_are_made_of_the_same_are_two(page: quiz_page._Page, monkeypatch: pytest.MonkeyPatch):
    same = SimpleNamespace(quiz=quiz(*DRAFTS), remarks=())
    monkeypatch.setattr(quiz_front.making, "make", lambda *_: same)
    make(page)
    make(page)
    assert len(page.store.listed()) == 2


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (QuizError("Nothing is known of that."), "Nothing is known of that."),
        (RuntimeError("/secret"), words.NOT_MADE),
        (SimpleNamespace(quiz=Quiz(), remarks=()), words.NO_ITEMS),
        (SimpleNamespace(quiz=Quiz(), remarks=("No document is in force.",)), "No document is in force."),
    ],
)
def test_what_cannot_be_made_is_told_of(
    page: quiz_page._Page, monkeypatch: pytest.MonkeyPatch, outcome: Any, said: str
):
    def made(*_: Any) -> Any:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(quiz_front.making, "make", made)
    assert said in make(page)[page.front.said]
    assert page.store.listed() == []


def test_a_file_is_read_as_a_new_quiz_that_nobody_here_has_reviewed(page: quiz_page._Page, tmp_path: Path):
    held = accepted(quiz(*KINDS.values(), reviewed_by="Somebody", reviewed_on="2026-01-01"))
    page.store.save(held)
    (tmp_path / "theirs.json").write_text(held.to_json(), encoding="utf-8")
    shown = page._read(str(tmp_path / "theirs.json"))
    read = shown[page.desk].quiz
    assert read.id != "q1"
    assert (read.items, read.title, read.reviewed_by) == (held.items, held.title, "")
    assert {one.id: one.note for one in page.store.listed()}[read.id] == "Read from theirs.json"
    assert shown[page.front.file] is None


@pytest.mark.parametrize("content", [b"", b"{}}", b"\xff\xfe\x00", b'{"format": 9}'])
def test_a_file_that_is_no_quiz_is_told_of(page: quiz_page._Page, tmp_path: Path, content: bytes):
    (tmp_path / "theirs.json").write_bytes(content)
    shown = page._read(str(tmp_path / "theirs.json"))
    assert "theirs.json cannot be read" in shown[page.front.said]
    assert words.NO_FILE in page._read(None)[page.front.said]


# --- judged and changed


def test_an_item_is_shown_with_all_that_it_is_judged_by():
    item = single(vignette="Ash is at school.", rationale="So it is.", objective="Know when.")
    amiss = Amiss([Assumed(about="It is too long.", option=1)], [Assumed(about="The key is not there.")])
    shown = Page(quiz_item.item(item, 0, 3, amiss, {}))
    for told in ("Question 1 of 3", "Ash is at school.", "How soon should", "So it is.", "Know when.",
                 "B. Within 10 working days Right answer", "as the note says", "B: It is too long.",
                 "The key is not there.", "Core groups, 2026", words.GONE):  # fmt: skip
        assert told in " ".join(shown.text.split())
    assert shown.marks == [SOON.quote]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_shown_with_what_is_right(kind: Kind):
    shown = Page(quiz_item.item(KINDS[kind], 0, 1, Amiss(findings=()), {})).text
    right = {Kind.MATCHING: "10 days", Kind.NUMBER: "10 working days", Kind.ORDERING: words.RIGHT_ORDER_IS}
    assert right.get(kind, words.KEY) in shown
    assert words.NOTHING_AMISS in shown


def test_what_came_before_a_stage_is_shown_too():
    shown = Page(quiz_item.item(staged()[1], 0, 1, Amiss(), {})).text
    assert shown.index("Ash tells you") < shown.index("Next day")
    assert words.CHECKING in shown


def test_nothing_of_a_quiz_becomes_an_element():
    cited = Cited(quote=HOSTILE, label=HOSTILE, document=HOSTILE, standing=HOSTILE, passage_id=HOSTILE)
    option = Option(text=HOSTILE, correct=True, rationale=HOSTILE, source=HOSTILE, citations=(cited,))
    pair = Pair(prompt=HOSTILE, answer=HOSTILE, rationale=HOSTILE)
    several = (option, option.model_copy(update={"correct": False}))
    told = {
        "stem": HOSTILE,
        "vignette": HOSTILE,
        "rationale": HOSTILE,
        "objective": HOSTILE,
        "id": HOSTILE[:80],
    }
    items = (
        Item(kind=Kind.SINGLE, options=several, citations=(cited,), **told),
        Item(kind=Kind.MATCHING, pairs=(pair, pair), others=(HOSTILE,), **told),
        Item(kind=Kind.NUMBER, number=1, unit=HOSTILE, **told),
    )
    remark = Assumed(about=HOSTILE)
    changed = SimpleNamespace(item=HOSTILE, about=HOSTILE, cited=cited, now=cited)
    held = quiz(items[0], title=HOSTILE, id=HOSTILE, reviewed_by=HOSTILE, reviewed_on=HOSTILE)
    pages = [quiz_item.item(one, 0, 1, Amiss([remark], [remark]), {}) for one in items]
    pages += [
        quiz_render.heading(Desk(held, 1, changed=True, remarks=(HOSTILE,))),
        quiz_render.stale([changed], held),
        quiz_render.losses([HOSTILE]),
    ]
    for html in pages:
        shown = Page(html)
        assert not {"img", "script"} & {tag for tag, _ in shown.elements}
        assert not [name for _, one in shown.elements for name in one if name.startswith("on")]


def test_an_item_is_held_against_the_guidance_once_it_is_shown(
    page: quiz_page._Page, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("assistant.quiz.checking.findings", lambda *_: [Assumed(about="Not so.", option=0)])
    assert words.CHECKING in page.bench.shown(desk)[page.bench.view]
    assert "<b>A:</b> Not so." in page.bench.check(desk)
    monkeypatch.setattr("assistant.quiz.checking.findings", fail)
    assert words.NOT_CHECKED in page.bench.check(desk)
    assert page.bench.check(None) == gr.skip()


def test_what_is_decided_leads_to_the_next(page: quiz_page._Page, desk: Desk):
    accept, reject = (
        (lambda on, s=s: quiz_workbench._decided(on, s)) for s in (Status.ACCEPTED, Status.REJECTED)
    )
    after, said = do_here(page, accept, desk)
    assert (after.at, after.changed, said) == ("b", True, "Question 1 is accepted.")
    after, said = do_here(page, reject, after)
    assert said == "Question 2 is rejected."
    assert [one.status.value for one in after.quiz.items] == ["accepted", "rejected", "draft"]
    after, _ = do_here(page, accept, after)
    assert after.at == "c"


def test_items_are_moved_and_not_beyond_the_ends(page: quiz_page._Page, desk: Desk):
    after, said = do_here(page, lambda on: quiz_workbench._moved(on, 1), desk)
    assert [one.id for one in after.quiz.items] == ["b", "a", "c"]
    assert said == "It is question 2 now."
    assert desk.moved(-1) is desk
    assert desk.looked_at("c").moved(1).changed is False


def test_another_takes_the_place_of_one_and_each_time_another(
    page: quiz_page._Page, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    asked = []

    def another(_: Assistant, held: Quiz, id_: str, seed: int) -> Item | None:
        asked.append((id_, seed))
        return single(f"n{seed}", "New?") if len(asked) < 3 else None

    monkeypatch.setattr(quiz_front.making, "another", another)
    for _ in range(2):
        desk, said = do_here(page, page.bench._another, desk)
        assert said == words.REPLACED
    assert asked == [("a", 1), ("n1", 2)]
    assert [one.id for one in desk.quiz.items] == ["n2", "b", "c"]
    after, said = do_here(page, page.bench._another, desk)
    assert (after.quiz, said) == (desk.quiz, words.NO_OTHER)


def test_a_change_to_an_item_takes_the_mark_of_the_review_away(desk: Desk):
    reviewed = desk.reviewed("Ada", "2026-03-02")
    assert reviewed.decided(Status.ACCEPTED).quiz.reviewed_by == ""
    assert reviewed.moved(1).quiz.reviewed_by == ""
    assert reviewed.called("New", 50).quiz.reviewed_by == "Ada"
    assert reviewed.with_item(DRAFTS[0]).quiz.reviewed_by == "Ada"


@pytest.fixture
def editor() -> Iterator[Editor]:
    with gr.Blocks():
        yield Editor()


def fields(editor: Editor, item: Item, **changes: Any) -> list[Any]:
    """The values of the fields of an item, some of them changed."""
    filled = editor.filled(item)

    def value(field: Any) -> Any:
        told = filled[field]
        return told.get("value") if isinstance(told, dict) else told

    names = ("vignette", "stem", "one", "several", "number", "unit", "rationale")
    named = dict(zip(names, map(value, editor.fields), strict=False))
    values = [changes.pop(name, named[name]) for name in names] + [value(one) for one in editor.fields[7:]]
    for name, said in changes.items():
        values[7 + int(name[1:]) * 3 + {"t": 0, "a": 1, "w": 2}[name[0]]] = said
    return values


@pytest.mark.parametrize("kind", Kind)
def test_what_is_not_changed_stays_as_it_was(editor: Editor, kind: Kind):
    assert edited(KINDS[kind], *fields(editor, KINDS[kind])) == KINDS[kind]


def test_words_options_and_the_key_are_changed(editor: Editor):
    item = KINDS[Kind.SINGLE]
    values = fields(
        editor, item, stem=" When? ", vignette="Now.", t0="At once", w0="So.", one="A", t2="", t3="Never"
    )
    new = edited(item, *values)
    assert (new.stem, new.vignette) == ("When?", "Now.")
    assert [one.text for one in new.options] == ["At once", "Within 10 working days", "Never"]
    assert [one.correct for one in new.options] == [True, False, False]
    assert new.options[0].rationale == "So."
    assert new.options[1].citations == item.options[1].citations
    assert new.citations == item.citations


def test_pairs_orders_numbers_and_several_keys_are_changed(editor: Editor):
    pairs = edited(
        KINDS[Kind.MATCHING], *fields(editor, KINDS[Kind.MATCHING], a0="45 days", t2="Review", a2="3")
    )
    assert [(one.prompt, one.answer) for one in pairs.pairs][::2] == [
        ("Core group", "45 days"),
        ("Review", "3"),
    ]
    order = edited(KINDS[Kind.ORDERING], *fields(editor, KINDS[Kind.ORDERING], t0="Hear", t3="Rest"))
    assert [one.text for one in order.options] == ["Hear", "Tell the lead", "Write it down", "Rest"]
    number = edited(KINDS[Kind.NUMBER], *fields(editor, KINDS[Kind.NUMBER], number=" −3 ", unit="days"))
    assert (number.number, number.unit) == (-3, "days")
    several = edited(KINDS[Kind.MULTIPLE], *fields(editor, KINDS[Kind.MULTIPLE], several=["C"]))
    assert [one.correct for one in several.options] == [False, False, True]


@pytest.mark.parametrize(
    ("kind", "changes", "why"),
    [
        (Kind.SINGLE, {"stem": " "}, "it asks nothing"),
        (Kind.SINGLE, {"one": None}, "one option must be right"),
        (Kind.SINGLE, {"t1": ""}, "one option must be right"),
        (Kind.MULTIPLE, {"several": []}, "some option must be right"),
        (Kind.MATCHING, {"a0": ""}, "two or more pairs"),
        (Kind.NUMBER, {"number": "ten"}, words.NO_NUMBER),
        (Kind.NUMBER, {"number": "9" * 40}, words.NO_NUMBER),
    ],
)
def test_an_item_that_could_not_be_answered_is_not_made(
    editor: Editor, kind: Kind, changes: dict[str, Any], why: str
):
    with pytest.raises(QuizError, match=why):
        edited(KINDS[kind], *fields(editor, KINDS[kind], **changes))


def test_what_an_item_has_beyond_the_fields_stays(editor: Editor):
    many = Item(id="m", kind=Kind.MULTIPLE, stem="?", options=options(*"abcdefghijklmno", right=(0, 14)))
    new = edited(many, *fields(editor, many, t0="first"))
    assert new.options[ROWS:] == many.options[ROWS:]
    assert words.MORE_OPTIONS in editor.filled(many)[editor.note]


def test_a_failure_to_edit_is_told_and_changes_nothing(page: quiz_page._Page, desk: Desk):
    after, said = do_here(page, quiz_workbench._edited, desk, *fields(page.bench.editor, DRAFTS[0], stem=""))
    assert after is desk
    assert said == words.NOT_EDITED.format(why="it asks nothing")


# --- saved, reviewed, exported, deleted


def test_what_is_saved_is_a_version(page: quiz_page._Page, desk: Desk):
    changed = desk.decided(Status.ACCEPTED)
    assert "data-unsaved" in quiz_render.heading(changed)
    after, said = do(page, page._save, changed)
    assert (after.version, after.changed, said) == (2, False, "Saved as version 2.")
    assert page.store.get("q1").items[0].status is Status.ACCEPTED
    assert page.store.get("q1", 1).items[0].status is Status.DRAFT


def test_whoever_saves_after_somebody_else_is_told_so(page: quiz_page._Page, desk: Desk):
    page.store.save(quiz(single("d", "Theirs?")))
    after, said = do(page, page._save, desk.moved(1))
    assert (after.version, said) == (3, words.SAVED_TOO.format(number=3))
    assert page.store.get("q1", 2).items[0].stem == "Theirs?"


def test_a_failure_to_save_is_told(page: quiz_page._Page, desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QuizStore, "save", fail)
    assert do(page, page._save, desk.moved(1)) == (desk.moved(1), "It cannot be kept.")
    assert do(page, page._save, None)[1] == words.LOST_DESK


def test_one_goes_back_to_a_version_and_may_save_that(page: quiz_page._Page, desk: Desk):
    after, _ = do(page, page._save, desk.moved(1))
    back, said = do(page, page.folds._went_back, after, 1)
    assert (back.quiz, back.changed) == (quiz(*DRAFTS), True)
    assert said == words.WENT_BACK.format(number=1)
    assert do(page, page.folds._went_back, after, None)[1] == words.NO_VERSION
    assert "not kept" in do(page, page.folds._went_back, after, 99)[1]


def test_who_has_reviewed_it_is_kept_with_the_day(page: quiz_page._Page, desk: Desk):
    after, said = do(page, page.folds._reviewed, desk, " Ada  Lovelace ", "2026-03-02")
    assert (after.version, after.changed) == (2, False)
    assert "version 2" in said
    assert page.store.get("q1").reviewed_by == "Ada Lovelace"
    assert page.store.listed()[0].reviewed_on == "2026-03-02"
    assert do(page, page.folds._reviewed, desk, " ", "2026-03-02")[1] == words.NO_REVIEWER
    assert do(page, page.folds._reviewed, desk, "Ada", "yesterday")[1] == words.NO_DAY


@pytest.mark.parametrize("form", Form)
def test_it_is_saved_as_a_file_of_every_form(page: quiz_page._Page, desk: Desk, form: Form):
    held = replace(desk, quiz=accepted(desk.quiz))
    told = json.loads(page.folds._file(held, form.name))
    assert told["name"].startswith("core-groups")
    assert told["name"].endswith(form.suffix)
    assert base64.b64decode(told["data"])
    page.folds._losses(held, form.name)


def test_what_cannot_be_saved_is_told(page: quiz_page._Page, desk: Desk):
    assert json.loads(page.folds._file(None, Form.GIFT.name)) == {"error": words.NOT_EXPORTED}
    assert json.loads(page.folds._file(desk, "UNKNOWN")) == {"error": words.NOT_EXPORTED}
    assert json.loads(page.folds._table(None)) == {"error": words.NOT_EXPORTED}


def test_results_are_shown_and_saved_as_a_table(page: quiz_page._Page, desk: Desk):
    assert words.NO_RESULTS in page.folds.shown(desk)[page.folds.results]
    page.store.give_result("q1", 1, f"=1+1{HOSTILE}", Score(2, 3, 80), {"a": True})
    shown = Page(page.folds.shown(desk)[page.folds.results])
    assert "2 of 3" in shown.text
    assert "img" not in {tag for tag, _ in shown.elements}
    told = json.loads(page.folds._table(desk))
    assert told["name"] == "core-groups-results.csv"
    assert "'=1+1" in base64.b64decode(told["data"]).decode("utf-8-sig")


def test_where_no_result_is_kept_it_says_so(desk: Desk):
    assert words.NO_RESULTS_KEPT in quiz_render.results([], 0)


def test_a_quiz_is_deleted(page: quiz_page._Page, desk: Desk):
    shown = page._delete(desk)
    assert "“Core groups” is deleted." in shown[page.front.said]
    assert page.store.listed() == []
    assert "not kept" in page._delete(desk)[page.folds.said]
    assert words.LOST_DESK in page._delete(None)[page.folds.said]


def test_old_and_new_words_stand_side_by_side(
    page: quiz_page._Page, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    now = SOON.model_copy(update={"quote": "within 15 working days"})
    changed = SimpleNamespace(item="b", about="The new edition says otherwise.", cited=SOON, now=now)
    monkeypatch.setattr(quiz_page, "stale", lambda *_: [changed])
    monkeypatch.setattr("assistant.quiz.checking.findings", lambda *_: [])
    shown = Page(page._held_against(desk)[page.stale]).text
    for told in ("Question 2.", "The new edition says otherwise.", SOON.quote, "within 15 working days"):
        assert told in shown
