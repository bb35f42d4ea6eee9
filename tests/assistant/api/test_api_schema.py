"""What is served is what the description says, whatever is sent: held against it by schemathesis."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

EXAMPLES = settings(
    max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
FEW = settings(EXAMPLES, max_examples=3)
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
SLOW = {"POST /quizzes", "POST /documents"}
UNSAYABLE = {"POST /quizzes/check"}
"""Where no description says what may be sent: what the text of a quiz must be."""


def operations(served):
    schema = schemathesis.openapi.from_asgi("/openapi.json", served.behind_door)
    schema.config.update(request_timeout=300)
    schema.config.generation.update(with_security_parameters=False)  # a token is sent, or not, by the test
    return [found.ok() for found in schema.get_all_operations()]


def sent_to(operation, mode, check, examples=EXAMPLES, **given_):
    told = (operation.body, operation.query, () if given_ else operation.path_parameters)
    if mode is GenerationMode.NEGATIVE and not any(map(len, told)):
        return  # where nothing is sent, nothing of it can be wrong
    examples = FEW if operation.label in SLOW else examples
    examples(given(case=operation.as_strategy(generation_mode=mode, **given_))(check))()


@pytest.mark.parametrize("mode", MODES)
def test_whatever_is_sent_is_answered_as_described(own, mode):
    def check(case):
        unsayable = case.operation.label in UNSAYABLE
        left_out = [CHECKS.get_one("positive_data_acceptance")] if unsayable else []
        case.call_and_validate(headers={"Authorization": "Bearer sg_everything"}, excluded_checks=left_out)

    for operation in operations(own):
        sent_to(operation, mode, check)


@pytest.mark.parametrize("mode", MODES)
def test_likewise_of_what_there_is(own, mode):
    client = own.client("everything")
    document = client.get("/documents").json()[0]["id"]
    passage = client.get(f"/documents/{document}/passages").json()["passages"][0]["passage_id"]
    quiz = client.post("/quizzes", json={"items": 1}).json()["id"]
    kept = client.post("/ask", json={"question": "Who attends?", "keep": True}).json()["conversation"]
    ids = {"documents": document, "passages": passage, "quizzes": quiz, "conversations": kept}

    def check(case):
        response = case.call_and_validate(headers={"Authorization": "Bearer sg_everything"})
        assert response.status_code != 404

    for operation in operations(own):
        if "{id}" in operation.path and operation.method != "delete":
            id_ = ids[operation.path.split("/")[1]]
            sent_to(operation, mode, check, path_parameters={"id": id_})


def test_nobody_is_told_anything_but_to_send_a_token(own):
    def check(case):
        response = case.call(headers={"Authorization": "Bearer wrong"})
        assert response.status_code == 401
        assert response.headers["content-type"] == ["application/problem+json"]

    for operation in operations(own):
        for mode in MODES:
            sent_to(operation, mode, check, FEW)
    assert not own.asked
    assert not own.done()
