"""Questions over the interface: answered as on the page, as they grow, and kept for whoever asks."""

import json
from dataclasses import replace

import anyio
from made_web import FakeAssistant, answered, cite, document, passage, written

from assistant.api.asking import _events
from assistant.api.exchange import begun
from assistant.api.turns import BUSY, Turns
from assistant.api.values import Answered
from assistant.api.wanted import Asking
from assistant.concern.screen import Concern
from assistant.people import ALONE
from assistant.reasons import Reason
from assistant.scope import Scope
from ingest.errors import LibraryError

SOON = "How soon must the core group meet?"
AISHA = "My pupil Aisha Khan is crying in my office. How soon must the core group meet?"
QUOTED = answered(cite(1, "meet within 10 working days", passage(), document()))


class Fake(FakeAssistant):
    """As the page has it, with a scope of its own."""

    def __init__(self, answer, concern=Concern.NONE):
        super().__init__(answer, concern)
        self.scope = Scope(nation="england")


def ask(served, who="practitioner", accept="application/json", **sent):
    return served.client(who).post("/ask", json={"question": SOON, **sent}, headers={"Accept": accept})


def events(reply):
    """The events of a stream: the name and what is told of each."""
    assert reply.headers["content-type"].startswith("text/event-stream")
    lines = [block.split("\n") for block in reply.text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in lines]


# --- at once


def test_an_answer_is_that_of_the_command_line(served, starter):
    told = ask(served).json()
    own = starter.ask(SOON).as_dict()
    assert told.pop("conversation") == ""
    assert told.pop("timings").keys() == own.pop("timings").keys()
    assert told == own


def test_each_kind_of_answer_has_the_shape_that_is_described(answers):
    for answer in answers.values():
        told = {**answer.as_dict(), "conversation": ""}
        assert Answered.model_validate(told).model_dump(by_alias=True, mode="json").keys() == told.keys()
        described = {field.alias or name for name, field in Answered.model_fields.items()}
        assert described == told.keys()


def test_whom_to_reach_and_what_was_left_out_is_told(served):
    told = ask(served, question=AISHA).json()
    assert told["live_concern"]["contacts"][0]["phone"] == "999"
    assert "Aisha" not in json.dumps(told)
    assert told["removed"]


def test_the_scope_is_the_one_that_is_sent(served):
    sent = {"nation": "wales", "audience": "adults", "sector": "health", "day": "2024-11-30"}
    told = ask(served, scope=sent).json()["scope"]
    assert [told[one] for one in ("nation", "audience", "sector", "as_at")] == [*sent.values()]
    assert ask(served, scope={"nation": "all"}).json()["scope"]["nation"] == ""


def test_a_follow_up_is_completed_from_the_questions_before(served):
    told = ask(served, question="And who leads it?", history=[SOON]).json()
    assert "core group" in told["searched_for"]


def test_each_question_is_counted_once_whatever_comes_of_it(serve):
    fine, broken = serve(Fake(QUOTED)), serve(Fake(LibraryError("gone")))
    ask(fine)
    ask(fine, accept="text/event-stream")
    ask(broken)
    assert (len(fine.asked), len(broken.asked)) == (2, 1)


def test_who_asks_too_much_is_told_to_wait(serve):
    served = serve(Fake(QUOTED), per_minute=1)
    assert ask(served).status_code == 200
    reply = ask(served)
    assert (reply.status_code, reply.headers["retry-after"]) == (429, "60")
    assert ask(served, "colleague").status_code == 200
    assert served.client("practitioner").get("/search?q=x").status_code == 429
    assert len(served.asked) == 2


def test_what_fails_is_told_without_its_words_and_the_panel_stays(serve, caplog):
    served = serve(Fake(RuntimeError("hunter2 in /home/somebody"), Concern.SOMEONE))
    reply = ask(served)
    told = reply.json()
    assert (reply.status_code, told["status"]) == (500, 500)
    assert told["live_concern"]["contacts"][0]["phone"] == "999"
    assert "hunter2" not in reply.text + caplog.text
    assert "RuntimeError" in caplog.text


def test_a_library_that_cannot_be_read_is_told_as_such(serve):
    reply = ask(serve(Fake(LibraryError("/home/somebody/library.sqlite is locked"))))
    assert reply.status_code == 503
    assert "somebody" not in reply.text


# --- as it grows


def test_the_panel_comes_first_then_the_answer_as_it_grows_then_all_of_it(serve):
    growing = [written("One."), written("One.", "Two.")]
    said = events(ask(serve(Fake(growing, Concern.SOMEONE)), accept="text/event-stream"))
    assert [name for name, _ in said] == ["panel", "answer", "answer", "done"]
    assert said[0][1]["contacts"][0]["phone"] == "999"
    assert [len(told["statements"]) for _, told in said[1:]] == [1, 2, 2]
    assert said[-1][1].pop("conversation") == ""
    assert said[-1][1] == said[-2][1]


def test_a_real_answer_streams_too(served, starter):
    said = events(ask(served, accept="text/event-stream", question=AISHA))
    assert [name for name, _ in said] == ["panel", "answer", "done"]
    assert "Aisha" not in json.dumps(said)


def test_what_fails_while_it_grows_is_an_event(serve, caplog):
    growing = [written("One."), RuntimeError("hunter2")]
    said = events(ask(serve(Fake(growing, Concern.SOMEONE)), accept="text/event-stream"))
    assert [name for name, _ in said] == ["panel", "answer", "failed"]
    assert (said[-1][1]["status"], said[-1][1]["live_concern"]["concern"]) == (500, "someone")
    assert "hunter2" not in caplog.text


def test_whom_to_reach_waits_for_nobodys_turn(serve):
    parts = serve(Fake(QUOTED, Concern.SOMEONE)).app.state.parts

    async def scenario():
        async with parts.answering, parts.answering:
            said = _events(begun(Asking(question=SOON), parts, ALONE), parts)
            assert (await anext(said)).startswith(b"event: panel")
            await said.aclose()

    anyio.run(scenario)


# --- turns


def test_more_than_may_be_answered_at_once_wait_and_too_many_are_sent_away():
    async def scenario():
        turns, said = Turns(2, 1), []
        free = anyio.Event()

        async def one():
            try:
                async with turns:
                    said.append("in")
                    await free.wait()
            except Exception as error:
                said.append(error.detail)

        async with anyio.create_task_group() as tasks:
            for _ in range(4):
                tasks.start_soon(one)
            await anyio.wait_all_tasks_blocked()
            assert sorted(said) == sorted(["in", "in", BUSY])
            free.set()
        assert sorted(said) == sorted(["in", "in", "in", BUSY])

    anyio.run(scenario)


def test_where_too_many_wait_a_question_is_sent_away_with_when_to_come_back(serve):
    served = serve(Fake(QUOTED))
    served.app.state.parts = replace(served.app.state.parts, answering=Turns(0, 0))
    for accept in ("application/json", "text/event-stream"):
        reply = ask(served, accept=accept)
        assert (reply.status_code, reply.headers["retry-after"]) == (503, "60")
        assert reply.json()["detail"] == BUSY
    assert not served.asked


# --- kept


def test_a_conversation_is_kept_and_gone_on_with(served):
    client, id_ = served.client("practitioner"), ask(served, keep=True).json()["conversation"]
    told = ask(served, question="And who leads it?", conversation=id_).json()
    assert told["conversation"] == id_
    assert "core group" in told["searched_for"]
    assert [one["turns"] for one in client.get("/conversations").json()] == [2]
    kept = client.get(f"/conversations/{id_}").json()
    assert (kept["id"], [one["question"] for one in kept["answers"]]) == (id_, [SOON, told["question"]])


def test_a_stream_is_kept_too(served):
    said = events(ask(served, accept="text/event-stream", keep=True))
    assert said[-1][1]["conversation"] == served.client("practitioner").get("/conversations").json()[0]["id"]


def test_nothing_is_kept_unasked(served):
    ask(served)
    assert served.client("practitioner").get("/conversations").json() == []


def test_another_persons_conversation_is_not_there(served):
    id_ = ask(served, keep=True).json()["conversation"]
    other = served.client("colleague")
    assert other.get("/conversations").json() == []
    for reply in (
        other.get(f"/conversations/{id_}"),
        other.delete(f"/conversations/{id_}"),
        ask(served, "colleague", conversation=id_),
        ask(served, "colleague", accept="text/event-stream", conversation=id_),
    ):
        assert reply.status_code == 404
        assert "days" in reply.json()["detail"]
    assert len(served.client("practitioner").get(f"/conversations/{id_}").json()["answers"]) == 1


def test_a_conversation_is_deleted(served):
    client, id_ = served.client("practitioner"), ask(served, keep=True).json()["conversation"]
    assert client.delete(f"/conversations/{id_}").status_code == 204
    assert client.get(f"/conversations/{id_}").status_code == 404


def test_people_in_a_conversation_keep_their_tokens(served):
    id_ = ask(served, question=AISHA, keep=True).json()["conversation"]
    told = ask(served, question="Ben Carter, another pupil, saw it. Whom do I tell?", conversation=id_).json()
    assert told["removed"] == ["CHILD-2"]


def test_where_none_is_kept_none_is(serve):
    served = serve(retention_days=0)
    assert ask(served, keep=True).json()["conversation"] == ""
    assert served.client("practitioner").get("/conversations").json() == []


def test_a_question_that_may_not_be_typed_is_not_kept(serve, home):
    refused = replace(QUOTED, reason=Reason.PERSONAL_DATA.value)
    assert ask(serve(Fake(refused)), keep=True).json()["conversation"] == ""


# --- search


def test_passages_are_those_of_the_command_line(served, starter):
    reply = served.client("practitioner").get("/search", params={"q": SOON, "count": 3})
    assert reply.json() == [hit.as_dict() for hit in starter.search(SOON, k=3)]


def test_what_is_searched_is_in_the_scope_that_is_sent(served):
    reply = served.client("practitioner").get("/search", params={"q": SOON, "nation": "ireland"})
    assert all(one["nation"] in ("", "ireland") for one in reply.json())
