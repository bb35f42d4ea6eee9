"""Log-ins that failed: how long the next has to wait, by name and by address, and what is forgotten."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from made_clock import Clock

from assistant import kept
from assistant.people.attempts import FIRST_WAIT, FORGOTTEN, FREE, LONGEST_WAIT, Attempts
from assistant.people.tables import ATTEMPTS
from assistant.settings import Settings

both = pytest.mark.parametrize("kept_settings", ["folder", "server"], indirect=True)
HERE, THERE = "192.0.2.1", "2001:db8::2"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def attempts(engine: sa.Engine, clock: Clock) -> Attempts:
    return Attempts(engine, clock)


def fail(attempts: Attempts, times: int, name: str = "Sam", address: str = HERE) -> None:
    for _ in range(times):
        attempts.failed(name, address)


@both
def test_the_first_failures_cost_no_wait_and_each_further_one_twice_as_much(attempts: Attempts):
    fail(attempts, FREE["name"] - 1)
    assert attempts.wait("Sam", HERE) == 0
    waits = []
    for _ in range(8):
        fail(attempts, 1)
        waits.append(attempts.wait("Sam", HERE))
    assert waits == [FIRST_WAIT, 60, 120, 240, 480, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT]


def test_however_many_fail_the_wait_stays_at_its_longest(attempts: Attempts, engine: sa.Engine):
    fail(attempts, 1)
    with engine.begin() as connection:
        connection.execute(ATTEMPTS.update().values(failures=10**9))
    assert attempts.wait("Sam", HERE) == LONGEST_WAIT


def test_a_wait_passes(attempts: Attempts, clock: Clock):
    fail(attempts, FREE["name"])
    clock.now += FIRST_WAIT - 1
    assert attempts.wait("Sam", HERE) == 1
    clock.now += 1
    assert attempts.wait("Sam", HERE) == 0


def test_a_name_waits_wherever_somebody_is_and_however_it_is_written(attempts: Attempts):
    fail(attempts, FREE["name"])
    for name in ("Sam", " SAM ", "\uff33am"):
        assert attempts.wait(name, THERE) == FIRST_WAIT
    assert attempts.wait("Alex", HERE) == 0


def test_an_address_waits_whatever_names_are_tried_from_it(attempts: Attempts):
    for number in range(FREE["address"]):
        attempts.failed(f"name {number}", HERE)
    assert attempts.wait("Alex", HERE) == FIRST_WAIT
    assert attempts.wait("Alex", THERE) == 0


def test_an_ipv6_line_is_one_address_however_many_it_has(attempts: Attempts, engine: sa.Engine):
    for number in range(FREE["address"]):
        attempts.failed("Sam", f"2001:db8:0:1::{number:x}")
    assert attempts.wait("Alex", "2001:db8:0:1:ffff::1") == FIRST_WAIT
    assert attempts.wait("Alex", "2001:db8:0:2::1") == 0
    with engine.begin() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(ATTEMPTS)).scalar_one() == 2


def test_ipv4_addresses_beside_each_other_are_counted_apart(attempts: Attempts):
    for number in range(FREE["address"]):
        attempts.failed(f"name {number}", HERE)
    assert attempts.wait("Alex", "192.0.2.2") == 0
    assert attempts.wait("Alex", "") == 0


def test_a_name_is_not_an_address(attempts: Attempts):
    fail(attempts, FREE["name"], name=HERE, address=THERE)
    assert attempts.wait(HERE, "") == FIRST_WAIT
    assert attempts.wait("Sam", HERE) == 0


@both
def test_a_log_in_makes_good_what_failed_with_the_name_and_itself_from_the_address(attempts: Attempts):
    fail(attempts, FREE["address"])
    attempts.failed("sam", HERE)  # as each is counted until it is known for a log-in
    attempts.succeeded("sam", HERE)
    assert attempts.wait("Sam", THERE) == 0
    assert attempts.wait("Sam", HERE) == FIRST_WAIT


def test_an_office_that_logs_in_from_one_address_never_waits(attempts: Attempts):
    for number in range(3 * FREE["address"]):
        attempts.failed(f"name {number}", HERE)
        attempts.succeeded(f"name {number}", HERE)
    assert attempts.wait("Alex", HERE) == 0


def test_what_failed_is_forgotten_an_hour_after_the_last(attempts: Attempts, clock: Clock, engine: sa.Engine):
    fail(attempts, FREE["name"])
    clock.now += FORGOTTEN + 1
    fail(attempts, 1)
    assert attempts.wait("Sam", HERE) == 0
    with engine.begin() as connection:
        assert set(connection.execute(sa.select(ATTEMPTS.c.failures)).scalars()) == {1}
    clock.now += FORGOTTEN + 1
    assert (attempts.sweep(), attempts.sweep()) == (2, 0)


@both
def test_failures_that_come_at_once_are_all_counted(kept_settings: Settings, clock: Clock):
    engines = [kept.database(kept_settings) for _ in range(2)]
    several = [Attempts(engine, clock) for engine in engines]
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda number: several[number % 2].failed("Sam", HERE), range(24)))
    with engines[0].begin() as connection:
        assert connection.execute(sa.select(ATTEMPTS.c.failures)).scalars().all() == [24, 24]
    for engine in engines:
        engine.dispose()


@both
def test_log_ins_and_failures_that_come_at_once_do_not_block_each_other(attempts: Attempts):
    together = Barrier(6)

    def come(number: int) -> None:
        together.wait()
        for name in 10 * ("Sam", "Alex", "Jo"):  # of whose digests some sort before the address's
            if number % 2:
                attempts.succeeded(name, HERE)
            else:
                attempts.failed(name, HERE)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(come, range(6)))
    assert attempts.sweep() == 0


@both
@pytest.mark.parametrize(
    "name", ["", "\x00", "\ud800", "a" * 100_000, "'; DROP TABLE log_in_attempts;--", "儿童"]
)
def test_whatever_is_typed_is_counted(attempts: Attempts, name: str):
    fail(attempts, FREE["name"], name=name)
    assert attempts.wait(name, THERE) == FIRST_WAIT
    attempts.succeeded(name, HERE)
    assert attempts.wait(name, THERE) == 0


def test_nothing_that_was_typed_is_kept(attempts: Attempts, home: Path):
    fail(attempts, 1, name="my-password-by-mistake")
    written = b"".join(path.read_bytes() for path in home.iterdir())
    assert b"log_in_attempts" in written
    assert b"by-mistake" not in written
    assert HERE.encode() not in written
