"""Reading ahead in processes of their own: whatever a file does, it is refused and the others are read."""

import hashlib
import logging
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import psutil
import pytest
from made_pdfs import lines, write_pdf
from made_pictures import page_of_print, picture

from ingest import ocr, readers, reading
from ingest.documents import Reading
from ingest.errors import UnreadableDocument
from ingest.reading import Fresh, Limits, read_ahead

ROOT = Path(__file__).parents[2]


def note(path: Path, said: str = "Staff tell the lead.") -> Path:
    path.write_text(said)
    return path


@pytest.fixture
def notes(tmp_path: Path) -> list[Path]:
    return [note(tmp_path / f"{at}.md", f"Words {at}.") for at in range(6)]


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A file that takes many seconds to read."""
    return note(tmp_path / "slow.md", "*a **b " * 400_000)


def readers_of(process: psutil.Process) -> list[psutil.Process]:
    """The processes that read, which a process has started."""
    found = []
    for child in process.children(recursive=True):
        try:
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
        except psutil.NoSuchProcess:
            pass
    return found


_before: set[int] = set()
"""The processes that other tests have left running: the one that draws pages stays."""


@pytest.fixture(autouse=True, scope="module")
def not_of_other_tests() -> None:
    _before.update(one.pid for one in readers_of(psutil.Process()))


def mine() -> list[psutil.Process]:
    return [one for one in readers_of(psutil.Process()) if one.pid not in _before]


def wait_until(true: Callable[[], object], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def has_ended(process: psutil.Process) -> bool:
    """Whether a process does nothing more, even if nobody has asked yet how it ended."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def reason(found: Fresh | UnreadableDocument) -> str:
    assert isinstance(found, UnreadableDocument), found
    assert found.advice.endswith(".")
    return found.reason


def said(found: Fresh | UnreadableDocument) -> str:
    assert isinstance(found, Fresh), found
    return " ".join(block.text for block in found.reading.blocks)


def test_files_are_read_in_order_and_known_by_their_bytes(notes: list[Path]):
    found = list(read_ahead(notes))
    assert [path for path, _ in found] == notes
    assert [said(one) for _, one in found] == [f"Words {at}." for at in range(6)]
    assert [one.digest for _, one in found] == [hashlib.sha256(p.read_bytes()).hexdigest() for p in notes]


def test_no_more_than_so_many_files_are_taken_ahead_and_no_process_is_left(notes: list[Path]):
    taken = []
    files = read_ahead((taken.append(path) or path for path in notes), ahead=2)
    assert (taken, mine()) == ([], [])
    next(files)
    assert taken == notes[:3]
    next(files)
    assert (taken, len(mine())) == (notes[:4], 1)
    files.close()
    assert mine() == []


def test_no_process_is_left_when_all_is_read(notes: list[Path]):
    assert [*read_ahead(notes), *read_ahead([])][-1][0] == notes[-1]
    assert mine() == []


def test_what_cannot_be_read_is_refused_and_the_others_are_read(notes: list[Path], tmp_path: Path):
    notes[1].write_bytes(b"")
    notes[2] = tmp_path / "nowhere.md"
    found = [one for _, one in read_ahead(notes)]
    assert reason(found[1]) == "is empty"
    assert reason(found[2]).startswith("cannot be opened")
    assert said(found[3]) == "Words 3."


def test_a_refusal_is_the_same_after_its_journey():
    error = UnreadableDocument(Path("a.pdf"), "is empty", "Add it again.")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    assert (str(again), again.path, again.reason, again.advice) == (
        str(error),
        error.path,
        error.reason,
        error.advice,
    )


def test_a_file_that_needs_too_much_of_the_processors_time_is_refused(slow: Path, notes: list[Path]):
    began = time.monotonic()
    first, second = [one for _, one in read_ahead([slow, notes[0]], Limits(cpu_seconds=1))]
    assert (reason(first), said(second)) == ("takes too long to read", "Words 0.")
    assert time.monotonic() - began < 10


def test_a_file_that_takes_too_long_on_the_clock_is_refused(slow: Path, notes: list[Path]):
    first, second = [one for _, one in read_ahead([slow, notes[0]], Limits(seconds=1))]
    assert (reason(first), said(second)) == ("takes too long to read", "Words 0.")


def test_the_time_of_the_files_before_is_not_counted(tmp_path: Path):
    some = [note(tmp_path / f"{at}.md", "Words, *words* and **words**.\n\n" * 4000) for at in range(4)]
    assert all(isinstance(one, Fresh) for _, one in read_ahead(some, Limits(cpu_seconds=2)))


def test_a_file_that_needs_too_much_memory_is_refused(tmp_path: Path, notes: list[Path]):
    large = note(tmp_path / "large.txt", "Words of a line.\n" * 6_000_000)
    first, second = [one for _, one in read_ahead([large, notes[0]], Limits(memory=2**29))]
    assert (reason(first), said(second)) == ("needs more memory than 0.5 GB to read", "Words 0.")


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (signal.SIGSEGV, "is damaged in a way that stops the reader"),
        (signal.SIGABRT, "is damaged in a way that stops the reader"),
        (signal.SIGKILL, "needs more memory than 3 GB to read"),
    ],
)
def test_a_file_that_ends_the_process_is_refused(sent: int, told: str, slow: Path, notes: list[Path]):
    def kill_the_reader() -> None:
        wait_until(lambda: any(reader.cpu_times().user > 1 for reader in mine()))
        mine()[0].send_signal(sent)

    killer = Thread(target=kill_the_reader)
    killer.start()
    found = [one for _, one in read_ahead([notes[0], slow, *notes[1:]])]
    killer.join()
    assert reason(found[1]) == told
    assert [said(one) for one in [found[0], *found[2:]]] == [f"Words {at}." for at in range(6)]


def test_a_process_that_ends_between_two_files_costs_none_of_them(notes: list[Path]):
    files = read_ahead(notes, ahead=0)
    next(files)
    mine()[0].kill()
    assert [said(one) for _, one in files] == [f"Words {at}." for at in range(1, 6)]


def test_what_a_reader_did_not_foresee_is_refused_and_logged_without_the_documents_words(
    tmp_path: Path, notes: list[Path], caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.WARNING):
        refused = reading._outcome(notes[0], reading._Mistake("RecursionError", "  File x, line 1\n"))
    assert reason(refused) == "cannot be read (the reader stopped with RecursionError)"
    assert "File x, line 1" in caplog.text


def test_a_mistake_keeps_where_it_was_made_and_not_what_it_says(tmp_path: Path, monkeypatch):
    def fail(path: Path) -> Reading:
        raise ValueError(path.read_text())

    monkeypatch.setattr(readers, "read", fail)
    found = reading._read(note(tmp_path / "a.md", "Words of it."), 100)
    assert (found.type, "Words of" in found.trace, "in fail" in found.trace) == ("ValueError", False, True)


def test_a_file_that_changes_while_it_is_read_is_refused(slow: Path, tmp_path: Path):
    slow.write_text("Words, *words* and **words**.\n\n" * 20_000)
    ended = False

    def write_on() -> None:
        while not ended:
            with slow.open("a") as file:
                file.write("More.\n\n")
            time.sleep(0.05)

    writer = Thread(target=write_on)
    writer.start()
    try:
        ((_, found),) = read_ahead([slow])
    finally:
        ended = True
        writer.join()
    assert reason(found) == "changed while it was read"


WAITING = """
import sys
from pathlib import Path
from ingest.reading import read_ahead
for path, found in read_ahead(Path(name) for name in sys.argv[1:]):
    print(path.name, flush=True)
"""


@pytest.fixture
def reading_slowly(slow: Path, notes: list[Path]) -> Iterator[subprocess.Popen[str]]:
    """A program that has read one file, and another process of it is at the slow one."""
    program = subprocess.Popen(
        [sys.executable, "-c", WAITING, notes[0], slow, notes[1]],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout.readline() == "0.md\n"
    yield program
    program.kill()
    program.communicate()


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_is_left_when_the_program_is_ended(sent: int, reading_slowly: subprocess.Popen[str]):
    started = readers_of(psutil.Process(reading_slowly.pid))
    assert len(started) == 1
    reading_slowly.send_signal(sent)
    wait_until(lambda: has_ended(started[0]))
    reading_slowly.wait(10)


def test_ctrl_c_reaches_the_program_alone(reading_slowly: subprocess.Popen[str]):
    (started,) = readers_of(psutil.Process(reading_slowly.pid))
    assert os.getpgid(started.pid) != os.getpgid(reading_slowly.pid)
    started.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert started.is_running()


def test_a_script_that_is_not_guarded_does_not_run_again_in_the_process_that_reads(
    tmp_path: Path, notes: list[Path]
):
    script = note(tmp_path / "script.py", f"print('once')\n{WAITING}")
    run = subprocess.run(
        [sys.executable, script, *notes[:2]],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == ["once", "0.md", "1.md"]
    assert run.stderr == ""


FORBIDDEN = {
    "a connection": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "a program": "import subprocess; subprocess.run(['touch', {canary!r}])",
    "a shell": "import os; os.system('touch ' + {canary!r})",
    "another process": "import os; os.fork()",
    "a file": "open({canary!r}, 'w')",
    "a file by its number": "import os; os.open({canary!r}, os.O_CREAT)",
    "a file by a link": "open({link!r}, 'w')",
}
ALLOWED = {
    "reading": "open({here!r}).read()",
    "a temporary file": "import tempfile; tempfile.NamedTemporaryFile().write(b'x')",
    "nothing": "open('/dev/null', 'w').write('x')",
}
CONFINED = """
import os, sys, tempfile
from pathlib import Path
from ingest import confinement
confinement.confine(2**31, Path({scratch!r}))
with confinement.reading(10):
    try:
        {code}
    except PermissionError:
        os._exit(7)
os._exit(0)
"""


@pytest.mark.parametrize("what", FORBIDDEN | ALLOWED)
def test_a_process_that_reads_does_nothing_else(what: str, tmp_path: Path):
    scratch, canary = tmp_path / "scratch", tmp_path / "canary"
    scratch.mkdir()
    (scratch / "link").symlink_to(canary)
    code = (FORBIDDEN | ALLOWED)[what].format(
        canary=str(canary), link=str(scratch / "link"), here=str(note(tmp_path / "here"))
    )
    program = CONFINED.format(scratch=str(scratch), code=code)
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert run.returncode == (7 if what in FORBIDDEN else 0)
    assert not canary.exists()


@pytest.mark.skipif(not ocr.available(), reason=f"needs Tesseract: {ocr.INSTALL}")
def test_pictures_are_read_by_ocr_all_the_same(tmp_path: Path):
    print_ = page_of_print(["Tell the lead on the same day as you see it.", "Ring the duty team at once."])
    scan = write_pdf(tmp_path / "scan.pdf", [[picture(print_, 0, 0, 595, 842)]])
    ((_, found),) = read_ahead([scan])
    assert "Ring the duty team at once." in said(found)


def test_a_process_starts_without_what_only_the_rest_needs(tmp_path: Path):
    code = "import ingest.reading, sys; print({'torch', 'chromadb', 'numpy', 'pebble'} & sys.modules.keys())"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
    write_pdf(tmp_path / "a.pdf", [lines("Words of a page.")])
    ((_, found),) = read_ahead([tmp_path / "a.pdf"])
    assert said(found) == "Words of a page."
