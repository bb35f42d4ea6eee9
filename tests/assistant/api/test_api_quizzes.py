"""Quizzes over the interface: made, read, exported, deleted, and held against the library, by trainers."""

import re
from dataclasses import replace

import pytest

from assistant import Assistant
from assistant.api.quiz_values import Checked
from assistant.api.quizzes import FORMS
from assistant.api.turns import BUSY, Turns
from assistant.quiz.formats import imported
from assistant.quiz.items import Quiz, from_json

GIFT = b"""::Core group:: How soon should the core group meet after the conference? {
=Within 10 working days
~Within 3 months
}
"""


@pytest.fixture
def client(served):
    return served.client("trainer")


@pytest.fixture
def made(client):
    return client.post("/quizzes", json={"topic": "core group", "items": 2, "title": "Induction"}).json()


def check(client, name, content):
    return client.post("/quizzes/check", files={"file": (name, content)})


def test_a_quiz_is_made_kept_and_read(served, client, made):
    assert (made["quiz"]["title"], len(made["quiz"]["items"])) == ("Induction", 2)
    assert all(item["citations"] for item in made["quiz"]["items"])
    (listed,) = client.get("/quizzes").json()
    assert (listed["id"], listed["title"], listed["items"]) == (made["id"], "Induction", 2)
    assert client.get(f"/quizzes/{made['id']}").json() == made["quiz"]
    assert served.done() == [("Tom", "quiz saved")]


def test_two_quizzes_made_of_the_same_are_two(client, made):
    again = client.post("/quizzes", json={"topic": "core group", "items": 2, "title": "Induction"}).json()
    assert again["quiz"]["items"] == made["quiz"]["items"]
    assert again["id"] != made["id"]


def test_a_quiz_is_made_of_documents(client):
    document = client.get("/documents").json()[0]
    told = client.post("/quizzes", json={"documents": [document["id"]], "items": 1}).json()
    assert document["title"] in told["quiz"]["documents"][0]


def test_of_a_document_that_is_not_held_no_quiz_is_made(client):
    assert client.post("/quizzes", json={"documents": ["0" * 16]}).status_code == 404


def test_where_nothing_can_be_made_it_is_said_why(serve, library, embedder):
    client = serve(Assistant(library, embedder)).client("trainer")
    reply = client.post("/quizzes", json={"items": 1})
    assert reply.status_code == 409
    assert reply.json()["detail"].endswith(".")


def test_a_wish_that_cannot_be_is_refused(client):
    for sent in ({"items": 0}, {"items": 51}, {"items": "5"}, {"level": 4}, {"role": "pirate"}, {"seed": -1}):
        reply = client.post("/quizzes", json=sent)
        assert reply.status_code == 422
        assert "pirate" not in reply.text


def test_one_quiz_is_made_at_a_time(served, client):
    served.app.state.parts = replace(served.app.state.parts, making=Turns(0, 0))
    for reply in (client.post("/quizzes", json={}), check(client, "quiz.gift", GIFT)):
        assert (reply.status_code, reply.json()["detail"]) == (503, BUSY)
        assert reply.headers["retry-after"] == "60"


def test_a_quiz_is_exported_in_every_form_and_that_is_noted(served, client, made):
    for name, form in FORMS.items():
        reply = client.get(f"/quizzes/{made['id']}/export", params={"form": name})
        assert reply.status_code == 200
        assert reply.headers["content-type"] == form.media_type
        disposition = reply.headers["content-disposition"]
        assert re.fullmatch(r'attachment; filename="induction-[0-9-]+(\.\w+)+"', disposition)
        assert disposition.endswith(f'{form.suffix}"')
        if name in ("json", "gift", "moodle"):
            assert len(imported(reply.content, f"quiz{form.suffix}").quiz.items) == 2
    assert served.done()[1:] == [("Tom", "quiz exported")] * len(FORMS)


def test_there_is_no_other_form(client, made):
    for query in ({}, {"form": "exe"}):
        assert client.get(f"/quizzes/{made['id']}/export", params=query).status_code == 422


def test_a_quiz_is_deleted(served, client, made):
    assert client.delete(f"/quizzes/{made['id']}").status_code == 204
    for reply in (client.delete(f"/quizzes/{made['id']}"), client.get(f"/quizzes/{made['id']}")):
        assert reply.status_code == 404
    assert served.done()[-1] == ("Tom", "quiz deleted")


def test_a_quiz_of_ones_own_is_held_against_the_library(served, client):
    told = check(client, "quiz.gift", GIFT).json()
    assert Checked.model_validate(told).model_dump(mode="json") == told
    assert told["items"] == 1
    assert told["held"][0]["held"] == "supported"
    assert client.get("/quizzes").json() == []
    assert not served.done()


def test_a_quiz_made_here_is_all_well(client, made):
    told = check(client, "quiz.json", Quiz.model_validate(made["quiz"]).to_json().encode()).json()
    assert told["stale"] == []
    assert {one["held"] for one in told["held"]} == {"supported"}


def test_what_is_no_quiz_is_refused_in_a_sentence(client):
    for name, content in [
        *(("quiz.gift", b""), ("quiz.gift", b"\x00\xff"), ("quiz.json", b"{"), ("quiz.exe", GIFT)),
        ("quiz.xml", b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><quiz>&y;</quiz>"),
        *(("", GIFT), ("../../quiz", GIFT), ("quiz.json", b"[" * 100_000)),
    ]:
        reply = check(client, name, content)
        assert reply.status_code == 422
        assert "root:" not in reply.text
        assert reply.json()["detail"].endswith(".")


def test_what_is_written_is_read_back_whole(client, made):
    text = client.get(f"/quizzes/{made['id']}").text
    assert from_json(text).to_json() == text
