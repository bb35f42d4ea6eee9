"""Sessions: how long they last, how their tokens are renewed, and how they end."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from made_clock import Clock

from assistant import kept
from assistant.people import Person
from assistant.people.sessions import LONGEST, RENEWED_AFTER, SEEN_EVERY, STILL_HOLDS, Seen, Sessions, opened
from assistant.people.tables import SESSIONS
from assistant.settings import Settings

both = pytest.mark.parametrize("kept_settings", ["folder", "server"], indirect=True)
SAM, ALEX = (Person(name, name.title(), frozenset()) for name in ("sam", "alex"))
HOURS = 2


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(engine: sa.Engine, clock: Clock) -> Sessions:
    return Sessions(engine, HOURS, clock)


@pytest.fixture
def elsewhere(kept_settings: Settings, clock: Clock) -> Iterator[Sessions]:
    """The same sessions, as another process has them."""
    engine = kept.database(kept_settings)
    yield Sessions(engine, HOURS, clock)
    engine.dispose()


def busy(sessions: Sessions, clock: Clock, token: str, seconds: int, every: int) -> str:
    """The token after somebody has asked for something every so many seconds for so long."""
    until = clock.now + seconds
    while clock.now < until:
        clock.now = min(clock.now + every, until)
        seen = sessions.seen(token)
        assert seen
        token = seen.token
    return token


@both
def test_a_token_tells_whose_a_session_is(sessions: Sessions, elsewhere: Sessions):
    sams, alexs = sessions.begin(SAM), sessions.begin(ALEX)
    assert sessions.seen(sams) == Seen("sam", sams)
    assert elsewhere.seen(alexs) == Seen("alex", alexs)


@pytest.mark.parametrize("token", ["", "x" * 43, "x" * 100_000, "' OR '1'='1", "\x00", "\ud800", "😀"])
def test_any_other_token_tells_nothing(sessions: Sessions, token: str):
    mine = sessions.begin(SAM)
    assert sessions.seen(token) is None
    sessions.end(token)
    assert sessions.seen(mine)


def test_no_two_sessions_have_a_token_in_common(sessions: Sessions):
    tokens = {sessions.begin(SAM) for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43  # 32 bytes


def test_a_session_ends_when_nothing_is_asked_for(sessions: Sessions, clock: Clock):
    lasting, over = sessions.begin(SAM), sessions.begin(SAM)
    clock.now += HOURS * 3600
    assert sessions.seen(lasting)
    clock.now += 1
    assert sessions.seen(over) is None


def test_a_session_goes_on_while_something_is_asked_for(sessions: Sessions, clock: Clock):
    token = busy(sessions, clock, sessions.begin(SAM), 3 * HOURS * 3600, every=600)
    clock.now += HOURS * 3600 - SEEN_EVERY
    assert sessions.seen(token)


def test_a_session_that_is_always_busy_ends_after_a_week(sessions: Sessions, clock: Clock):
    token = busy(sessions, clock, sessions.begin(SAM), LONGEST, every=HOURS * 3600)
    clock.now += 1
    assert sessions.seen(token) is None


@both
def test_a_token_is_renewed_after_a_quarter_of_an_hour(sessions: Sessions, clock: Clock):
    first = sessions.begin(SAM)
    clock.now += RENEWED_AFTER
    assert sessions.seen(first) == Seen("sam", first)
    clock.now += 1
    renewed = sessions.seen(first)
    assert renewed is not None
    assert (renewed.person_id, renewed.token == first) == ("sam", False)
    assert sessions.seen(renewed.token) == renewed


@both
def test_the_token_before_holds_a_minute_and_no_longer(sessions: Sessions, clock: Clock):
    first = sessions.begin(SAM)
    clock.now += RENEWED_AFTER + 1
    second = sessions.seen(first)
    assert second is not None
    clock.now += STILL_HOLDS
    assert sessions.seen(first) == Seen("sam", first)
    clock.now += 1
    assert sessions.seen(first) is None
    assert sessions.seen(second.token) == second


def test_the_token_before_the_one_before_holds_no_longer(sessions: Sessions, clock: Clock):
    tokens = [sessions.begin(SAM)]
    for _ in range(3):
        clock.now += RENEWED_AFTER + 1
        seen = sessions.seen(tokens[-1])
        assert seen is not None
        tokens.append(seen.token)
    assert len(set(tokens)) == 4
    assert [bool(sessions.seen(token)) for token in tokens] == [False, False, True, True]


@both
def test_of_two_requests_at_once_one_renews_the_token_and_the_other_is_let_in_too(
    sessions: Sessions, elsewhere: Sessions, clock: Clock
):
    first = sessions.begin(SAM)
    clock.now += RENEWED_AFTER + 1
    together = Barrier(6)

    def seen(number: int) -> Seen | None:
        together.wait()
        return (sessions, elsewhere)[number % 2].seen(first)

    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(seen, range(6)))
    tokens = {one.token for one in found if one}
    assert [one.person_id for one in found if one] == ["sam"] * 6
    (renewed,) = tokens - {first}
    assert [one.token for one in found if one].count(renewed) == 1
    assert sessions.seen(renewed) == Seen("sam", renewed)


@both
@pytest.mark.parametrize("which", [0, 1], ids=["before", "now"])
def test_either_token_ends_a_session_for_both(sessions: Sessions, clock: Clock, which: int):
    first, others = sessions.begin(SAM), sessions.begin(ALEX)
    clock.now += RENEWED_AFTER + 1
    seen = sessions.seen(first)
    assert seen is not None
    sessions.end((first, seen.token)[which])
    assert sessions.seen(first) is None
    assert sessions.seen(seen.token) is None
    assert sessions.seen(others)


def test_somebody_ends_one_of_their_sessions_and_not_the_others(sessions: Sessions):
    here, there = sessions.begin(SAM), sessions.begin(SAM)
    sessions.end(here)
    assert sessions.seen(here) is None
    assert sessions.seen(there)


@both
def test_what_is_over_is_forgotten_when_another_begins(sessions: Sessions, clock: Clock, engine: sa.Engine):
    sessions.begin(SAM)
    clock.now += HOURS * 3600 + 1
    alexs = sessions.begin(ALEX)
    with engine.begin() as connection:
        assert connection.execute(sa.select(SESSIONS.c.person)).scalars().all() == ["alex"]
    clock.now += HOURS * 3600 + 1
    assert sessions.sweep() == 1
    assert sessions.sweep() == 0
    assert sessions.seen(alexs) is None


def test_no_token_is_in_the_database(sessions: Sessions, clock: Clock, home: Path):
    first = sessions.begin(SAM)
    clock.now += RENEWED_AFTER + 1
    second = sessions.seen(first)
    assert second is not None
    written = b"".join(path.read_bytes() for path in home.iterdir())
    assert b"sam" in written
    assert first.encode() not in written
    assert second.token.encode() not in written


@pytest.mark.parametrize(("minutes", "lasts"), [(299, True), (301, False)])
def test_a_session_lasts_as_long_as_the_settings_say(
    kept_settings: Settings, engine: sa.Engine, minutes: int, lasts: bool
):
    sessions = opened(kept_settings.model_copy(update={"session_hours": 5}))
    token = sessions.begin(SAM)
    with engine.begin() as connection:
        connection.execute(SESSIONS.update().values(seen=SESSIONS.c.seen - minutes * 60))
    assert bool(sessions.seen(token)) == lasts
