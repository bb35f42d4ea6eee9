"""What benchmarks measure with."""

import os
import sys

import pytest

from eval.benchmarks.measuring import benchmark_extra, in_new_process, memory, seconds
from eval.questions import EvaluationError

linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")


def fails() -> None:
    raise EvaluationError("the bell is missing")


def is_ended() -> None:
    os._exit(9)


def growth() -> tuple[float, float]:
    """By how much memory and its peak grow with 64 MiB that are let go again."""
    before = memory()
    held = bytearray(64 * 2**20)
    held[::1024] = b"x" * (len(held) // 1024)
    del held
    after = memory()
    return after.now - before.now, after.peak - before.peak


def test_seconds_are_those_of_the_work():
    assert 0 <= seconds(lambda: sum(range(1000))) < 5


def test_work_in_a_new_process_returns_its_result_and_is_elsewhere():
    assert in_new_process(os.getpid) != os.getpid()


def test_what_is_wrong_in_a_new_process_is_said_in_this_one():
    with pytest.raises(EvaluationError, match="the bell is missing"):
        in_new_process(fails)


def test_a_process_that_is_ended_from_outside_is_told():
    with pytest.raises(EvaluationError, match="enough memory"):
        in_new_process(is_ended)


@linux
def test_memory_that_was_let_go_is_in_the_peak_alone():
    now, peak = in_new_process(growth)

    assert now < 16
    assert peak > 48


@linux
def test_a_large_parent_is_not_in_the_memory_of_its_child():
    held = b"x" * (256 * 2**20)

    assert in_new_process(memory).peak < 256
    assert memory().now > len(held) / 2**20


def test_a_missing_package_is_named_with_how_to_install_it():
    with (
        pytest.raises(EvaluationError, match=r"no_such_bells.*pip install '\.\[benchmark\]'"),
        benchmark_extra(),
    ):
        import no_such_bells  # noqa: F401
