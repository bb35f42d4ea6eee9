"""Many people at one service of several processes, while one part after another is taken away from it: every
question gets an answer or a plain refusal, nothing that was kept is lost, and each part comes back by itself.
"""

import json
import os
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import httpx
import pytest
import servers
from made_service import Service, wait_for

import prompts
from eval.benchmarks.many import Outcome, asked

QUESTIONS = [
    "How soon must the core group meet?",
    "Who attends a strategy discussion?",
    "When is information shared without consent?",
    "What is a section 47 enquiry?",
    "Who is told of an allegation against a member of staff?",
]
PARTIAL = prompts.load("partial-search").text


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """A service over the starter notes, with a token for programs."""
    programs = servers.postgres_programs()
    if not shutil.which("nginx"):
        missing = "needs nginx: on Debian or Ubuntu, sudo apt-get install nginx-light"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    with Service(tmp_path_factory.mktemp("service"), programs) as made:
        made.command("library", "starter")
        made.token = made.command("token", "issue", "tests", "--role", "trainer")
        made.start()
        yield made


@pytest.fixture
def client(service):
    headers = {"Authorization": f"Bearer {service.token}"}
    with httpx.Client(base_url=service.address, headers=headers, timeout=60, trust_env=False) as client:
        yield client


class People:
    """Five people who ask one question after another, no two the same, until they are told to stop."""

    def __init__(self, service):
        self.service, self.stop, self.outcomes = service, Event(), []
        self._threads = ThreadPoolExecutor(5)

    def __enter__(self):
        self._asking = [self._threads.submit(self._ask, number) for number in range(5)]
        return self

    def __exit__(self, *_):
        self.stop.set()
        for one in self._asking:
            one.result(120)
        self._threads.shutdown()

    def _ask(self, number):
        headers = {"Authorization": f"Bearer {self.service.token}"}
        address = self.service.address
        with httpx.Client(base_url=address, headers=headers, timeout=60, trust_env=False) as client:
            while not self.stop.is_set():
                outcome = asked(client, f"{QUESTIONS[number]} I ask for visit {len(self.outcomes)}.")
                self.outcomes.append(outcome)
                if outcome.status != 200:
                    time.sleep(0.2)  # as whoever is refused tries again

    def after(self, count, seconds=90):
        """Wait until so many more were answered or refused."""
        wanted, until = len(self.outcomes) + count, time.monotonic() + seconds
        while len(self.outcomes) < wanted:
            assert time.monotonic() < until, "nothing is answered or refused any longer"
            time.sleep(0.05)


def answered(outcomes: list[Outcome]) -> list[Outcome]:
    return [one for one in outcomes if one.status == 200]


def comes_back(client: httpx.Client, seconds: float = 60) -> Outcome:
    """The first answer with nothing amiss."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        outcome = asked(client, f"{QUESTIONS[0]} It is {until - time.monotonic():.1f}.")
        if outcome.status == 200 and PARTIAL not in outcome.notices and outcome.conversation:
            return outcome
        time.sleep(0.5)
    raise AssertionError(f"it does not come back: {outcome}")


def ready(service: Service) -> httpx.Response:
    return httpx.get(f"{service.address}/readyz", timeout=30, trust_env=False)


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.2)


def kept(client: httpx.Client) -> set[str]:
    return {one["id"] for one in client.get("/api/conversations").json()}


def test_one_process_is_killed_and_the_other_answers(service, client):
    with People(service) as people:
        people.after(10)
        service.apps[0].kill()
        people.after(15)
        service.apps[0].start()
    # What was being answered when it was killed is lost, and is told so; the proxy asks nobody else for it.
    assert {one.status for one in people.outcomes} <= {200, 502}
    assert sum(one.status == 502 for one in people.outcomes) <= 5
    lost = {one.conversation for one in answered(people.outcomes)} - kept(client)
    assert lost == set()
    wait_for(f"http://127.0.0.1:{service.ports[0]}/readyz", service.apps[0])


def test_without_the_vectors_answers_are_found_by_words_and_it_is_said(service, client):
    with People(service) as people:
        people.after(5)
        service.chroma.kill()
        people.after(15)
        wait_until(lambda: ready(service).json()["vectors"] == "unreachable")
        assert ready(service).status_code == 200
        service.chroma.start()
        wait_for(f"{service.chroma_address}/api/v2/heartbeat", service.chroma)
        comes_back(client)
    assert {one.status for one in people.outcomes} == {200}
    assert any(PARTIAL in one.notices for one in people.outcomes)
    assert {one.conversation for one in people.outcomes} <= kept(client)


def test_without_the_database_it_is_said_and_nothing_is_lost(service, client):
    with People(service) as people:
        people.after(5)
        service.postgres.kill()
        people.after(15)
        for path in ("/", "/conversations"):
            page = httpx.get(service.address + path, headers={"accept": "text/html"}, trust_env=False)
            assert page.status_code in (303, 503)
        wait_until(lambda: ready(service).status_code == 503)
        assert httpx.get(f"{service.address}/healthz", trust_env=False).is_success
        service.postgres.start()
        comes_back(client)
    assert {one.status for one in people.outcomes} <= {200, 503}
    assert {one.conversation for one in answered(people.outcomes) if one.conversation} <= kept(client)


def test_a_session_holds_in_every_process_and_after_each_is_started_again(service):
    service.command("user", "add", "Sam", "--password-stdin", given="three words of chalk")
    form = {"name": "Sam", "password": "three words of chalk", "to": "/"}
    here = {"sec-fetch-site": "same-origin", "accept": "text/html"}
    with httpx.Client(base_url=service.address, headers=here, timeout=30, trust_env=False) as browser:
        assert browser.post("/log-in", data=form).status_code == 303
        cookie = browser.cookies["safeguide"]
    for port, app in zip(service.ports, service.apps, strict=True):
        app.kill()
        app.start()
        wait_for(f"http://127.0.0.1:{port}/readyz", app)
        page = httpx.get(
            f"http://127.0.0.1:{port}/", headers={**here, "cookie": f"safeguide={cookie}"}, trust_env=False
        )
        assert page.status_code == 200


def test_what_was_done_is_in_one_log_of_all_processes(service):
    assert "whole" in service.command("audit", "verify")
    told = json.loads(service.command("audit", "list", "--json"))
    assert {"token issued", "user added", "logged in"} <= {one["action"] for one in told}
