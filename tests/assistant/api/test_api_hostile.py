"""What nobody should send: it is refused in a sentence, without being said again, and breaks nothing."""

import json

import pytest

from assistant.web.words import LONGEST_QUESTION

IDS = [
    *("../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "x%00y", "' OR 1=1 --", "%F0%9F%92%A5" * 50),
    *("0" * 15, "0" * 17, "G" * 16, "%0d%0aX-A:%20b", "a" * 3_000, "1e5", "-1", "%ff", "%ed%a0%80"),
]
PATHS = ["documents/{}", "documents/{}/passages", "passages/{}", "conversations/{}", "quizzes/{}"]
QUESTIONS = [
    "a\x00b",
    "\x00",
    "\ufffe\uffff",
    "\u202e" * 50,
    "💥" * 500,
    "<script>alert(1)</script>",
    "' OR 1=1 --",
]


def refused(reply, *statuses):
    assert reply.status_code in statuses, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    assert "Traceback" not in reply.text
    return reply.json()["detail"]


@pytest.fixture
def client(served):
    return served.client("everything")


@pytest.mark.parametrize("path", PATHS)
def test_an_id_is_looked_up_and_nothing_else(client, path):
    for id_ in IDS:
        for method in ("GET", "DELETE"):
            said = refused(client.request(method, "/" + path.format(id_)), 404, 405, 422)
            assert "passwd" not in said


def test_a_strange_question_is_answered_or_refused(client):
    for question in QUESTIONS:
        asked = client.post("/ask", json={"question": question})
        searched = client.get("/search", params={"q": question})
        assert {asked.status_code, searched.status_code} <= {200, 422}


@pytest.mark.parametrize(
    "question", ["", " ", "\n\t", "x" * (LONGEST_QUESTION + 1), None, 1, ["hunter2"], {"hunter2": 1}]
)
def test_what_is_no_question_is_refused_without_being_said_again(client, question):
    said = refused(client.post("/ask", json={"question": question}), 422)
    assert "question" in said
    assert "hunter2" not in said
    assert "xxx" not in said


@pytest.mark.parametrize(
    "sent",
    [
        *({"question": "x", "hunter2": "y"}, {"question": "x", "scope": {"hunter2": "y"}}, {"hunter2": "y"}),
        *({"question": "x", "scope": {"nation": "hunter2"}}, {"question": "x", "scope": {"day": "hunter2"}}),
        *({"question": "x", "scope": {"day": 0}}, {"question": "x", "scope": {"day": "2024-02-31"}}),
        *({"question": "x", "history": "hunter2"}, {"question": "x", "history": ["x"] * 21}),
        *(
            {"question": "x", "conversation": "../hunter2"},
            {"question": "x", "keep": "hunter2"},
            "hunter2",
            None,
        ),
    ],
)
def test_no_refusal_says_again_what_was_sent(client, caplog, sent):
    said = refused(client.post("/ask", json=sent), 422)
    assert "hunter2" not in said + caplog.text
    assert said.startswith("This request cannot be used. ")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        *((b"{", "application/json"), (b"hunter2", "application/json"), (b"\xff\xfe", "application/json")),
        *(
            (b"[" * 100_000, "application/json"),
            (b'{"question": "x"}', "text/plain"),
            (b"", "application/json"),
        ),
        *((b'{"question": "x"}', None), (b'{"question": "\\ud800"}', "application/json")),
        *((b'{"question": NaN}', "application/json"), (b'{"question": "x"}', "multipart/form-data")),
    ],
)
def test_what_is_no_json_is_refused(client, content, kind):
    headers = {"Content-Type": kind} if kind else {}
    said = refused(client.post("/ask", content=content, headers=headers), 400, 422)
    assert "hunter2" not in said


def test_a_megabyte_is_not_even_read(client):
    sent = {"question": "x" * 1_000_000}
    refused(client.post("/ask", json=sent), 413)
    whole = json.dumps(sent).encode()
    pieces = (whole[start : start + 65_536] for start in range(0, len(whole), 65_536))
    refused(client.post("/ask", content=pieces, headers={"Content-Type": "application/json"}), 413)


@pytest.mark.parametrize(
    "query",
    [
        *({}, {"q": ""}, {"q": "x", "count": 0}, {"q": "x", "count": 21}, {"q": "x", "count": "hunter2"}),
        *(
            {"q": "x" * 4_001},
            {"q": "x", "nation": "hunter2"},
            {"q": "x", "hunter2": "y"},
            {"q": "x", "day": "0"},
        ),
    ],
)
def test_a_search_that_cannot_be_is_refused(client, query):
    assert "hunter2" not in refused(client.get("/search", params=query), 422)


def test_numbers_beyond_all_bounds_are_refused(client):
    id_ = client.get("/documents").json()[0]["id"]
    for query in ({"offset": -1}, {"offset": "9" * 5_000}, {"limit": 0}, {"limit": 201}, {"limit": "²"}):
        refused(client.get(f"/documents/{id_}/passages", params=query), 422)
