"""Taking a quiz: every kind of question, told at once or at the end, marked on the server."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_quiz_pages import accepted, of_every_kind, quiz, single, staged
from made_web import HOSTILE, Inside, Page
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.testclient import TestClient

from assistant.people import Person
from assistant.quiz.grading import shown
from assistant.quiz.items import Cited, Item, Kind, Option, Pair, Quiz
from assistant.quiz.store import QuizStore, opened
from assistant.settings import Settings
from assistant.web import quiz_words as words
from assistant.web import sittings, taking
from assistant.web.answering import read
from assistant.web.guard import FORM_POLICY, LARGEST_FORM, Guard
from assistant.web.sittings import Sittings, begun
from ingest import pipeline
from ingest.embedding import Embedder
from ingest.library import Library

KINDS = of_every_kind()
HERE = {"origin": "http://testserver"}
TOLD = "Staff must tell the lead at once."


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings()


@pytest.fixture
def store(settings: Settings) -> QuizStore:
    return opened(settings)


@pytest.fixture
def client(library: Library, settings: Settings) -> Iterator[TestClient]:
    app = Starlette(routes=taking.routes(library, settings))
    with TestClient(Guard(Inside(app)), raise_server_exceptions=False, headers=HERE) as client:
        yield client


class Taker:
    """Somebody who takes a quiz with a browser."""

    def __init__(self, client: TestClient):
        self.client, self.reply = client, Response()

    def __call__(self, **fields: Any) -> str:
        """Send the form of the page with some fields; what the next page says."""
        self.reply = self.client.post("/quiz/take", data={**self.hidden, **fields})
        return self.text

    def open(self, **asked: str) -> str:
        self.reply = self.client.get("/quiz/take", params=asked)
        return self.text

    @property
    def page(self) -> Page:
        return Page(self.reply.text.removeprefix("<!doctype html>"))

    @property
    def text(self) -> str:
        assert "<script" not in self.reply.text
        assert self.reply.headers.get_list("content-security-policy") == [FORM_POLICY]
        return " ".join(self.page.text.split("</style>")[-1].split("main {")[-1].split())

    @property
    def hidden(self) -> dict[str, str]:
        return {
            told["name"]: told["value"]
            for tag, told in self.page.elements
            if tag == "input" and told["type"] == "hidden"
        }


@pytest.fixture
def take(client: TestClient, store: QuizStore) -> Any:
    """Begins to take a quiz."""

    def begin(made: Quiz, *, pages: str = "one", told: str = "once", name: str = "Ada") -> Taker:
        store.save(made)
        taker = Taker(client)
        assert made.title in taker.open(id=made.id)
        taker(pages=pages, told=told, name=name)
        assert taker.reply.status_code == 200
        return taker

    return begin


def right(item: Item, place: int) -> dict[str, Any]:
    """The fields of the right answer."""
    order, name = shown(item), f"q{place}"
    if item.kind is Kind.NUMBER:
        return {name: str(item.number)}
    if item.kind is Kind.MATCHING:
        answers = [item.answers[one] for one in order]
        return {f"{name}.{at}": str(answers.index(pair.answer)) for at, pair in enumerate(item.pairs)}
    if item.kind is Kind.ORDERING:
        return {f"{name}.{at}": str(option + 1) for at, option in enumerate(order)}
    return {name: [str(at) for at, one in enumerate(item.options) if one.correct]}


# --- what is sent


@pytest.mark.parametrize("kind", Kind)
def test_the_right_answer_is_read_as_right_for_every_kind(kind: Kind, take: Any):
    taker = take(accepted(quiz(KINDS[kind])))
    assert KINDS[kind].stem in taker.text
    assert words.RIGHT in taker(**right(KINDS[kind], 0))
    said = taker()
    assert "100 per cent" in said
    assert words.PASSED in said


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("sent", ["", "x", "-1", "99", "1.5", "²", HOSTILE, "9" * 500, "\x00"])
def test_what_is_no_answer_is_asked_for_again(kind: Kind, sent: str, take: Any):
    if kind is Kind.NUMBER and sent in ("-1", "99"):
        pytest.skip("a number")
    taker = take(accepted(quiz(KINDS[kind])))
    said = taker(**{"q0": sent, "q0.0": sent, "q0.1": sent, "q0.2": sent})
    assert taker.reply.status_code == 422
    assert words.PROBLEM in said
    assert words.UNANSWERED[kind] in said
    assert words.RIGHT in taker(**right(KINDS[kind], 0))


def test_what_was_answered_stays_when_something_else_is_missing(take: Any):
    items = (KINDS[Kind.SINGLE], KINDS[Kind.NUMBER], KINDS[Kind.MATCHING])
    taker = take(accepted(quiz(*items)), pages="all")
    said = taker(q0="2", q1="ten", **{"q2.0": "1"})
    assert "Question 2: type a whole number" in said
    assert "Question 3: choose an answer for each" in said
    assert "Question 1" not in said
    checked = [told["id"] for _, told in taker.page.elements if "checked" in told]
    assert checked == ["q0.2"]
    assert "ten" in taker.page.attributes("value")
    assert [told["value"] for _, told in taker.page.elements if "selected" in told] == ["1"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (" 10 ", 10),
        ("1,000", 1000),
        ("1 000", 1000),
        ("-5", -5),
        ("−5", -5),
        ("10 days", None),
        ("1,0", None),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: int | None):
    assert read(KINDS[Kind.NUMBER], 0, {"q0": [typed]}) == (None if number is None else (number,))


def test_two_things_cannot_have_one_place():
    assert read(KINDS[Kind.ORDERING], 0, {"q0.0": ["1"], "q0.1": ["1"], "q0.2": ["3"]}) is None


# --- how it goes


@pytest.mark.parametrize("pages", ["one", "all"])
@pytest.mark.parametrize("kind", Kind)
def test_nothing_that_is_right_is_in_a_page_before_it_is_answered(kind: Kind, pages: str, take: Any):
    item = KINDS[kind].model_copy(update={"rationale": "Because of the note."})
    taker = take(accepted(quiz(item, single("last"))), pages=pages, told="end")
    for secret in ("Because", "as the note says", "otherwise", "correct", "working days of the conference"):
        assert secret not in taker.reply.text.partition("<main")[2]
    if kind is Kind.ORDERING:
        labels = re.findall(r'<label for="q0\.\d">([^<]+)', taker.reply.text)
        assert sorted(labels) == sorted(one.text for one in item.options)
        assert labels != [one.text for one in item.options]


def test_one_question_at_a_time_each_told_at_once(take: Any):
    taker = take(accepted(quiz(single("a", "First?"), single("b", "Second?"))))
    assert "Question 1 of 2" in taker.text
    assert "Second?" not in taker.text
    said = taker(q0="0")
    assert words.WRONG in said
    assert "Within 5 days: the note says otherwise." in said
    assert "Within 10 working days: as the note says." in said
    assert "Within 15 working days: the note says otherwise." not in said
    assert "the core group should meet within 10 working days of the conference" in said
    assert "Question 2 of 2" in taker()
    assert words.RIGHT in taker(q1="1")
    assert "1 of 2 points, 50 per cent" in taker()
    assert "you have not passed" in taker.text.lower()


def test_all_on_one_page_told_at_the_end(take: Any):
    taker = take(accepted(quiz(single("a", "First?"), single("b", "Second?"))), pages="all", told="end")
    assert "First?" in taker.text
    assert "Second?" in taker.text
    said = taker(q0="1", q1="1")
    assert "2 of 2 points, 100 per cent" in said
    assert "as the note says" in said


def test_a_staged_scenario_unfolds_even_where_all_is_asked_together(take: Any):
    taker = take(accepted(quiz(single("a", "First?"), *staged())), pages="all", told="end")
    assert "Ash tells you of a bruise." in taker.text
    assert "Next day" not in taker.text
    said = taker(q0="1", q1="1")
    assert words.BEFORE in said
    assert "Ash tells you of a bruise." in said
    assert "Next day Ash is not at school." in said


def test_only_what_was_wrong_is_asked_again_and_changes_no_result(take: Any, store: QuizStore):
    taker = take(accepted(quiz(single("a", "First?"), single("b", "Second?"), pass_mark=50)), told="end")
    taker(q0="1")
    taker(q1="0")
    said = taker(do="retry")
    assert "Second?" in said
    assert "First?" not in said
    said = taker(q0="1")
    assert words.RETRIED in said
    assert words.SHOW_CERTIFICATE not in said
    (result,) = store.results("q1")
    assert (result.name, result.score.points, result.right) == ("Ada", 1, {"a": True, "b": False})


def test_whoever_passes_has_a_certificate(take: Any):
    taker = take(accepted(quiz(reviewed_by="Bo Lind", reviewed_on="2026-03-02")))
    taker(q0="1")
    said = taker()
    assert words.SHOW_CERTIFICATE in said
    said = taker.open(sitting=str(taker.reply.url).split("sitting=")[1], certificate="1")
    for told in (
        "Ada",
        "Core groups",
        "1 of 1 points",
        "Core groups, 2026",
        "Reviewed by Bo Lind on 2 March 2026",
    ):
        assert told in said


def test_nobody_else_has_one(take: Any):
    taker = take(accepted(quiz()))
    taker(q0="0")
    said = taker()
    assert words.SHOW_CERTIFICATE not in said
    key = str(taker.reply.url).split("sitting=")[1]
    assert words.CERTIFIES not in taker.open(sitting=key, certificate="1")


def test_a_draft_can_be_tried_and_leaves_nothing(take: Any, store: QuizStore):
    taker = take(quiz())
    assert words.DRAFT in taker.open(id="q1")
    taker(pages="one", told="end", name="Ada")
    assert "100 per cent" in taker(q0="1")
    assert words.SHOW_CERTIFICATE not in taker.text
    assert store.results("q1") == []


def test_a_form_that_is_sent_twice_or_late_changes_nothing(take: Any, store: QuizStore):
    taker = take(accepted(quiz(single("a"), single("b"))), told="end")
    first = taker.hidden
    taker(q0="0")
    taker(**first, q0="1")
    assert "Question 2 of 2" in taker.text
    second = taker.hidden
    taker(q1="1")
    for _ in range(3):
        taker.client.post("/quiz/take", data={**second, "q1": "1"})
    (result,) = store.results("q1")
    assert result.score.points == 1


def test_a_page_can_be_loaded_again(take: Any):
    taker = take(accepted(quiz()))
    said = taker(q0="0")
    assert "sitting=" in str(taker.reply.url)
    assert taker.open(sitting=taker.hidden["sitting"]) == said


def test_who_takes_it_stays_with_the_version_that_they_began(take: Any, store: QuizStore):
    taker = take(accepted(quiz(single("a", "Old?"))))
    store.save(accepted(quiz(single("b", "New?"))))
    assert words.RIGHT in taker(q0="1")
    assert "Old?" in taker.text


def test_a_failure_to_keep_a_result_is_told(take: Any, monkeypatch: pytest.MonkeyPatch):
    taker = take(accepted(quiz()), told="end")

    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(QuizStore, "give_result", fail)
    assert words.NOT_KEPT in taker(q0="1")


def test_what_a_citation_stands_in_is_one_step_away(
    take: Any, library: Library, embedder: Embedder, tmp_path: Path
):
    (tmp_path / "note.md").write_text(f"# Concerns\n\n## Telling\n\n{TOLD}\n", encoding="utf-8")
    list(pipeline.add_files(library, embedder, [tmp_path / "note.md"]))
    (document,) = library.documents()
    passage = next(one for one in library.passages_of(document.id) if TOLD in one.text)
    cited = Cited(quote=TOLD, label="Concerns", document_id=document.id, passage_id=passage.id)
    taker = take(accepted(quiz(single(citations=(cited,)))))
    taker(q0="1")
    start = passage.text.index(TOLD)
    assert f"/document?passage={passage.id}&spans={start}-{start + len(TOLD)}" in taker.page.attributes(
        "href"
    )


# --- what is untrusted


def test_nothing_of_a_quiz_or_a_taker_becomes_an_element(take: Any):
    cited = Cited(quote=HOSTILE, label=HOSTILE, document=HOSTILE, edition=HOSTILE, standing=HOSTILE)
    told = {"rationale": HOSTILE, "citations": (cited,), "stem": HOSTILE, "vignette": HOSTILE}
    option = Option(text=HOSTILE, correct=True, rationale=HOSTILE, citations=(cited,))
    pair = Pair(prompt=HOSTILE, answer=HOSTILE, rationale=HOSTILE, citations=(cited,))
    several = (option, option.model_copy(update={"text": f"2{HOSTILE}"}))
    items = (
        Item(id='1"><b>', kind=Kind.MULTIPLE, options=several, before=(HOSTILE,), **told),
        Item(id="2", kind=Kind.MATCHING, pairs=(pair, pair), **told),
        Item(id="3", kind=Kind.ORDERING, options=several, **told),
        Item(id="4", kind=Kind.NUMBER, number=1, unit=HOSTILE, **told),
    )
    made = accepted(quiz(*items, title=HOSTILE, id='q"><b>', reviewed_by=HOSTILE, reviewed_on=HOSTILE))
    taker = take(made, name=HOSTILE)
    for place, item in enumerate(items):
        _plain(taker)
        taker(**{f"q{place}": HOSTILE, f"q{place}.0": HOSTILE})
        _plain(taker)
        taker(**right(item, place))
        _plain(taker)
        taker()
    _plain(taker)
    taker.open(sitting=str(taker.reply.url).split("sitting=")[1], certificate="1")
    assert "img src=x" in taker.text
    _plain(taker)


def _plain(taker: Taker) -> None:
    tags = {tag for tag, _ in taker.page.elements}
    assert not {"script", "img", "iframe", "object", "link"} & tags
    assert not [name for _, told in taker.page.elements for name in told if name.startswith("on")]


@pytest.mark.parametrize(
    "id_", ["", "0" * 16, "../../etc/passwd", HOSTILE, "' OR 1=1 --", "x\x00y", "é" * 500]
)
def test_what_is_not_there_is_told_of(client: TestClient, id_: str, store: QuizStore):
    store.save(quiz())
    asked = ({"id": id_}, {"sitting": id_ or "x"}, {"id": "q1", "version": "99"}, {"id": id_, "version": "1"})
    for one in asked:
        for reply in (
            client.get("/quiz/take", params=one),
            client.post("/quiz/take", data={"do": "start", **one}),
        ):
            assert reply.status_code == 404
            assert "Traceback" not in reply.text
            assert "/home" not in reply.text


def test_a_quiz_that_is_deleted_meanwhile_is_told_of(take: Any, store: QuizStore):
    taker = take(accepted(quiz()))
    key = taker.hidden["sitting"]
    store.delete("q1")
    assert "This quiz is not kept" in taker(q0="1")
    store.save(accepted(quiz(single("other"))))
    assert words.SITTING_OVER in taker.open(sitting=key)


def test_a_quiz_without_questions_says_so(client: TestClient, store: QuizStore):
    store.save(Quiz(id="q1", title="Empty"))
    assert words.NOTHING_TO_TAKE in client.get("/quiz/take", params={"id": "q1"}).text
    reply = client.post("/quiz/take", data={"id": "q1", "do": "start"})
    assert words.NOTHING_TO_TAKE in reply.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"origin": "http://testserver.elsewhere.example"}, 403),
        ({"origin": "http://testserver", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://testserver", "sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://proxied", "sec-fetch-site": "same-origin"}, 404),
        ({"origin": "http://testserver"}, 404),
    ],
)
def test_a_form_from_another_site_is_refused(client: TestClient, headers: dict[str, str], status: int):
    assert client.post("/quiz/take", data={"sitting": "x"}, headers=headers).status_code == status


def test_a_form_that_is_too_large_or_broken_is_refused(client: TestClient):
    assert client.post("/quiz/take", data={"q0": "x" * LARGEST_FORM}).status_code == 413
    assert client.post("/quiz/take", content=iter([b"q0=1"])).status_code == 413
    assert client.post("/quiz/take", content=b"\xff\xfe").status_code == 400
    assert client.post("/quiz/take", content=b"q=1&" * (taking.MOST_FIELDS + 1)).status_code == 400
    assert client.put("/quiz/take", content=b"").status_code == 405


# --- sittings


def sitting() -> sittings.Sitting:
    return begun(quiz(), 1, "", one_at_a_time=True, at_once=True)


def test_a_sitting_that_is_left_alone_is_over():
    clock = [0.0]
    held = Sittings(seconds=10, clock=lambda: clock[0])
    key = held.add(sitting())
    clock[0] = 9
    assert held.get(key) is not None
    clock[0] = 18
    assert held.get(key) is not None
    clock[0] = 29
    assert held.get(key) is None


def test_of_too_many_sittings_those_left_alone_longest_make_room():
    held = Sittings(most=2)
    first, second = held.add(sitting()), held.add(sitting())
    held.get(first)
    held.add(sitting())
    assert held.get(second) is None
    assert held.get(first) is not None


def test_a_sitting_is_there_for_nobody_else(library: Library, settings: Settings, store: QuizStore):
    store.save(accepted(quiz()))
    app = Starlette(routes=taking.routes(library, settings))
    people = [Person(name, name, frozenset()) for name in ("sam", "amara")]
    mine, theirs = (TestClient(Guard(Inside(app, one)), headers=HERE) for one in people)
    address = mine.post("/quiz/take", data={"id": "q1", "do": "start"}).url
    assert "core group" in mine.get(address).text
    assert theirs.get(address).status_code == 404
