"""What many people wait for who ask a running service at once: ``python -m eval.benchmarks.many``.

It asks over HTTP with a token, as another program would, each person in a conversation of their own that is
kept. Let one person ask so much: SAFEGUIDE_QUESTIONS_PER_MINUTE of the service has to be high enough.
"""

import os
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Annotated

import httpx
import typer

from eval.commands import QuestionsFile, command_line, console, print_table, run
from eval.metrics import percentile
from eval.questions import EvaluationError, read_questions

TOKEN = "SAFEGUIDE_TOKEN"  # noqa: S105 - the name of a variable
SECONDS = 120
"""For which one answer is waited."""

app = command_line("benchmarks.many")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    Attributes:
        status: HTTP's; 0 if there was no answer at all.
        milliseconds: from asking to the whole answer.
        conversation: in which it is kept, or "".
        notices: of the answer.
    """

    status: int
    milliseconds: float
    conversation: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Many:
    """What so many people at once waited for.

    Attributes:
        people: each asks its next question when it has the answer to the one before.
        questions: how many were asked in all.
        failed: how many of them were not answered.
        p50, p95, longest: milliseconds from asking to the whole answer.
        per_second: answers, of all people together.
    """

    people: int
    questions: int
    failed: int
    p50: float
    p95: float
    longest: float
    per_second: float


def asked(client: httpx.Client, question: str, conversation: str = "") -> Outcome:
    """Ask one question.

    Args:
        client: of the service's address, with a token.
        question: the question.
        conversation: the one that it goes on with; otherwise it begins one.
    """
    started = time.perf_counter()
    sent = {"question": question, **({"conversation": conversation} if conversation else {"keep": True})}
    try:
        reply = client.post("/api/ask", json=sent)
    except httpx.HTTPError:
        return Outcome(0, (time.perf_counter() - started) * 1000)
    took = (time.perf_counter() - started) * 1000
    if not reply.is_success:
        return Outcome(reply.status_code, took)
    told = reply.json()
    return Outcome(reply.status_code, took, told["conversation"], tuple(told["notices"]))


def person(address: str, token: str, questions: Sequence[str]) -> list[Outcome]:
    """Ask some questions one after another in one conversation, as one person."""
    found: list[Outcome] = []
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=address, headers=headers, timeout=SECONDS, trust_env=False) as client:
        for question in questions:
            found.append(asked(client, question, found[-1].conversation if found else ""))
    return found


def at_once(address: str, token: str, questions: Sequence[str], people: int, each: int) -> list[Outcome]:
    """Have people ask at the same time, each ``each`` questions, no two beginning with the same one."""

    def one(number: int) -> list[Outcome]:
        chosen = [questions[(number * 7 + turn) % len(questions)] for turn in range(each)]
        return person(address, token, chosen)

    with ThreadPoolExecutor(people) as threads:
        return [outcome for outcomes in threads.map(one, range(people)) for outcome in outcomes]


def summed(outcomes: Sequence[Outcome], people: int, seconds: float) -> Many:
    """What many outcomes come to, measured over so many seconds."""
    took = [one.milliseconds for one in outcomes]
    failed = sum(one.status != 200 for one in outcomes)
    p50, p95 = percentile(took, 50), percentile(took, 95)
    return Many(people, len(outcomes), failed, p50, p95, max(took), len(outcomes) / seconds)


@app.command()
def main(
    questions: QuestionsFile,
    address: Annotated[str, typer.Option(help="Where the service is.")] = "http://127.0.0.1:7860",
    people: Annotated[int, typer.Option(min=1, help="How many ask at the same time.")] = 25,
    each: Annotated[int, typer.Option(min=1, help="How many questions each of them asks.")] = 100,
) -> None:
    """Ask a service that is running, with the token in SAFEGUIDE_TOKEN, and say what was waited for.

    Example: `python -m eval.benchmarks.many --questions questions.jsonl --address https://safeguide.example.org`
    """
    if not (token := os.environ.get(TOKEN, "")):
        raise EvaluationError(f"Set {TOKEN} to a token: safeguide token issue benchmark")
    asking = [one.question for one in read_questions(questions)]
    person(address, token, asking[:2])
    started = time.perf_counter()
    outcomes = at_once(address, token, asking, people, each)
    result = summed(outcomes, people, time.perf_counter() - started)
    print_table("", list(asdict(result)), [[f"{value:,.0f}" for value in asdict(result).values()]])
    for status, count in sorted(Counter(one.status for one in outcomes).items()):
        console.print(f"status {status or 'none'}: {count}")


if __name__ == "__main__":
    run(app)
