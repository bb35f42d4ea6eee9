"""Who may do what: every route, as everybody who might ask."""

import pytest
from made_web import Inside
from starlette.testclient import TestClient

NONE = "0" * 16
PRACTITIONERS = [
    ("POST", "/ask"),
    ("GET", "/search"),
    ("GET", "/documents"),
    ("GET", f"/documents/{NONE}"),
    ("GET", f"/documents/{NONE}/passages"),
    ("GET", f"/passages/{NONE}"),
    ("GET", "/conversations"),
    ("GET", "/conversations/x"),
    ("DELETE", "/conversations/x"),
]
TRAINERS = [
    ("GET", "/quizzes"),
    ("POST", "/quizzes"),
    ("POST", "/quizzes/check"),
    ("GET", "/quizzes/x"),
    ("GET", "/quizzes/x/export"),
    ("DELETE", "/quizzes/x"),
]
MAINTAINERS = [
    ("POST", "/documents"),
    ("PATCH", f"/documents/{NONE}"),
    ("DELETE", f"/documents/{NONE}"),
]
ROUTES = [*PRACTITIONERS, *TRAINERS, *MAINTAINERS]
PROBLEM = {"type", "title", "status", "detail"}


def is_problem(reply, status):
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    told = reply.json()
    assert set(told) == PROBLEM
    assert told["status"] == status
    return told["detail"]


def test_there_is_no_route_but_these(served):
    described = served.client("practitioner").get("/openapi.json").json()
    there = {(method.upper(), path) for path, told in described["paths"].items() for method in told}
    named = {(m, p.replace(NONE, "{id}").replace("/x", "/{id}")) for m, p in ROUTES}
    assert there == named


def test_nobody_is_let_in_without_a_token(served):
    for method, path in ROUTES:
        reply = served.client("nobody").request(method, path)
        assert "token" in is_problem(reply, 401)
        assert reply.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("who", ["practitioner", "trainer", "maintainer", "everything"])
def test_each_role_may_do_what_is_its_own(served, who):
    own = {
        "practitioner": PRACTITIONERS,
        "trainer": [*PRACTITIONERS, *TRAINERS],
        "maintainer": [*PRACTITIONERS, *MAINTAINERS],
        "everything": ROUTES,
    }[who]
    for method, path in ROUTES:
        reply = served.client(who).request(method, path)
        if (method, path) in own:
            assert reply.status_code in (200, 404, 422)  # nothing is sent that is wanted, or that is there
        else:
            is_problem(reply, 403)


def test_who_may_not_is_told_before_anything_they_send_is_read(served):
    def sent():
        raise AssertionError("it was read")
        yield b""

    for who, status in (("nobody", 401), ("trainer", 403)):
        is_problem(served.client(who).post("/documents", content=sent()), status)


def test_where_nobody_logs_in_whoever_is_here_may_do_everything(served):
    client = TestClient(Inside(served.app))
    assert [client.request(*route).status_code for route in TRAINERS[:2]] == [200, 422]
    assert client.post("/quizzes", json={"items": 1}).status_code == 201
    assert served.done() == [("somebody at this machine", "quiz saved")]


def test_each_operation_says_what_may_go_wrong_and_that_it_needs_a_token(served):
    described = served.client("practitioner").get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert described["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    for path in described["paths"].values():
        for operation in path.values():
            assert {"401", "403", "404", "413", "422", "429", "503"} <= set(operation["responses"])
            assert operation["security"] == [{"HTTPBearer": []}]


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/docs/oauth2-redirect"])
def test_there_is_no_page_that_loads_scripts_from_elsewhere(served, path):
    is_problem(served.client("everything").get(path), 404)


def test_another_method_is_answered_with_those_that_there_are(served):
    reply = served.client("everything").put("/ask")
    is_problem(reply, 405)
    assert reply.headers["allow"] == "POST"
