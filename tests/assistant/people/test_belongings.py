"""What is kept of one person is shown whole and erased whole, and nothing of anybody else."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
import sqlalchemy as sa
from made_found import document, paragraph, passage
from made_quizzes import single

from assistant import Answer, AnswerKind, Citation, Statement
from assistant.conversations import CONVERSATIONS, TURNS, Conversations
from assistant.kept import FILE, moment
from assistant.people import Role
from assistant.people.accounts import AccountError, Accounts
from assistant.people.attempts import Attempts
from assistant.people.audit import Action, Audit
from assistant.people.belongings import belongings, erased, swept
from assistant.people.sessions import Sessions
from assistant.people.tables import ATTEMPTS, SESSIONS
from assistant.quiz.grading import Score
from assistant.quiz.items import Quiz
from assistant.quiz.store import QuizStore
from assistant.settings import Settings

both = pytest.mark.parametrize("kept_settings", ["folder", "server"], indirect=True)
WORDS = "lantern orchard kettle"
QUIZ = Quiz(
    id="induction", title="Induction", items=(single(),), reviewed_by="SAM  okafor", reviewed_on="2026-11-01"
)


def answer(question: str) -> Answer:
    said = "The core group should meet within 10 working days."
    cited = passage(paragraph(said))
    statement = Statement(said, (Citation(1, cited, document(), 0, len(said)),))
    return Answer(question, AnswerKind.QUOTED, (statement,), "", (), (), 0.9, question)


def keep(engine: sa.Engine, name: str, *results: str) -> None:
    """An account with a conversation, a session, results under some names and entries of the audit log."""
    account = Accounts(engine).add(name, [Role.TRAINER], WORDS)
    audit, quizzes = Audit(engine), QuizStore(engine, 90)
    audit.record("Ada", Action.USER_ADDED, account.name)
    audit.record("Ada", Action.ROLES_CHANGED, f"{account.name}: trainer")
    audit.record(account.name, Action.LOGGED_IN)
    Sessions(engine, 8).begin(account.person)
    conversations = Conversations(engine, 90, account.id)
    id_ = conversations.begin(answer(f"What does {name} ask first?"))
    conversations.add(id_, answer(f"What does {name} ask then?"))
    for one in results:
        quizzes.give_result("induction", 1, one, Score(1, 1, 80), {"single": True})


@pytest.fixture
def two(engine: sa.Engine) -> sa.Engine:
    """A database in which something is kept of Sam Okafor and of Sam Oka."""
    QuizStore(engine, 90).save(QUIZ)
    keep(engine, "Sam Okafor", "sam okafor", " Sam\u00a0 OKAFOR ", "Sam")
    keep(engine, "Sam Oka", "Sam Oka")
    return engine


def counted(engine: sa.Engine, tables: Iterable[sa.Table]) -> list[int]:
    with engine.connect() as connection:
        return [
            connection.execute(sa.select(sa.func.count()).select_from(one)).scalar_one() for one in tables
        ]


@both
def test_everything_that_is_kept_of_somebody_is_told(two: sa.Engine, kept_settings: Settings):
    told = belongings(kept_settings, "sam okafor")
    assert (told["account"]["name"], told["account"]["roles"]) == ("Sam Okafor", ["practitioner", "trainer"])
    assert [sorted(one) for one in told["sessions"]] == [["begun", "last seen"]]
    (conversation,) = told["conversations"]
    first, then = conversation["answers"]
    assert (first["question"], then["question"]) == (
        "What does Sam Okafor ask first?",
        "What does Sam Okafor ask then?",
    )
    assert first["text"].startswith("The core group should meet within 10 working days.")
    assert first["statements"][0]["citations"][0]["quote"].startswith("The core group")
    (results,) = [told[key] for key in told if key.startswith("quiz results")]
    assert [(one["quiz"], one["points"], one["of"]) for one in results] == [("induction", 1, 1)] * 2
    (reviews,) = [told[key] for key in told if key.startswith("quizzes reviewed")]
    assert [(one["quiz"], one["on"]) for one in reviews] == [("induction", "2026-11-01")]
    assert [(one["by them"], one["action"]) for one in told["audit log"]] == [
        (False, "user added"),
        (False, "roles changed"),
        (True, "logged in"),
    ]


def test_nothing_of_others_is_told_and_no_secret(two: sa.Engine, kept_settings: Settings):
    told = json.dumps(belongings(kept_settings, "Sam Oka"))
    assert "Okafor" not in told
    assert "Ada" not in told
    assert "argon2" not in told
    with two.connect() as connection:
        tokens = [row.token for row in connection.execute(sa.select(SESSIONS))]
    assert not [token for token in tokens if token in told]


def test_what_an_earlier_holder_of_the_name_did_is_not_told(two: sa.Engine, kept_settings: Settings):
    erased(kept_settings, "Sam Oka")
    Accounts(two).add("Sam Oka", [], WORDS)
    told = belongings(kept_settings, "Sam Oka")
    assert (told["conversations"], told["sessions"], told["audit log"]) == ([], [], [])


@both
def test_somebody_is_erased_and_nobody_else(two: sa.Engine, kept_settings: Settings):
    others = belongings(kept_settings, "Sam Oka")
    entries = Audit(two).entries()
    assert erased(kept_settings, "SAM OKAFOR") == {
        "accounts": 1,
        "sessions": 1,
        "conversations": 1,
        "quiz results under their name": 2,
    }
    assert belongings(kept_settings, "Sam Oka") == others
    with pytest.raises(AccountError):
        belongings(kept_settings, "Sam Okafor")
    assert counted(two, [CONVERSATIONS, TURNS, SESSIONS]) == [1, 2, 1]
    assert [one.name for one in QuizStore(two, 90).results("induction")] == ["Sam Oka", "Sam"]
    assert Audit(two).entries() == entries


def test_no_word_of_an_erased_conversation_stays_in_the_file(
    two: sa.Engine, kept_settings: Settings, home: Path
):
    assert b"What does Sam Okafor ask" in (home / FILE).read_bytes()
    erased(kept_settings, "Sam Okafor")
    held = (home / FILE).read_bytes()
    assert b"What does Sam Okafor ask" not in held
    assert b"What does Sam Oka ask" in held


def test_whoever_is_not_known_is_neither_told_nor_erased(two: sa.Engine, kept_settings: Settings):
    for work in (belongings, erased):
        with pytest.raises(AccountError, match="There is no account 'Sam'"):
            work(kept_settings, "Sam")
    assert counted(two, [CONVERSATIONS]) == [2]


@both
def test_what_is_old_is_forgotten_and_counted(two: sa.Engine, kept_settings: Settings):
    Attempts(two).failed("Sam", "192.0.2.1")
    with two.begin() as connection:
        first = sa.select(sa.func.min(CONVERSATIONS.c.id)).scalar_subquery()
        old = CONVERSATIONS.update().where(CONVERSATIONS.c.id == first).values(changed=moment(91))
        connection.execute(old)
        connection.execute(SESSIONS.update().values(seen=0.0))
        connection.execute(ATTEMPTS.update().values(last=0.0))
    assert swept(kept_settings) == {
        "conversations": 1,
        "quiz results": 0,
        "sessions": 2,
        "failed log-ins": 2,
    }
    assert counted(two, [CONVERSATIONS, SESSIONS, ATTEMPTS]) == [1, 0, 0]
