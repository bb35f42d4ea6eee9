"""A folder of hostile files, read in one go: none hangs, starts or fetches anything, or stops the others."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import psutil
import pytest
from hostile import SECRET, Hostile, canary, secret
from hostile_packages import HOSTILE_PACKAGES
from hostile_pdfs import HOSTILE_PDFS
from hostile_texts import HOSTILE_TEXTS

from eval.fuzz.promises import broken_promises
from ingest.documents import GuidanceDocument, Metadata
from ingest.embedding import Embedder
from ingest.errors import UnreadableDocument
from ingest.finding import find
from ingest.passages import cut_passages
from ingest.reading import Fresh, Limits, read_ahead

HOSTILE = [*HOSTILE_PDFS, *HOSTILE_PACKAGES, *HOSTILE_TEXTS]
LIMITS = Limits(cpu_seconds=2, seconds=30, memory=2**30)
EACH = pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)


@dataclass
class Run:
    """What came of the whole folder.

    Attributes:
        found: for each file what was read of it, or why it was not.
        started: the programs that ran meanwhile.
        seconds: how long each took.
    """

    folder: Path
    found: dict[str, Fresh | UnreadableDocument] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)
    seconds: dict[str, float] = field(default_factory=dict)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All hostile files read one after another, a good one after each."""
    folder = tmp_path_factory.mktemp("hostile") / "folder"
    folder.mkdir()
    secret(folder / "any").write_text(SECRET)
    made = Run(folder)
    began = time.monotonic()
    with watching(made.started):
        for path, found in read_ahead(_made(folder), LIMITS):
            made.found[path.name] = found
            made.seconds[path.name] = time.monotonic() - began
            began = time.monotonic()
    return made


def _made(folder: Path) -> Iterator[Path]:
    for at, hostile in enumerate(HOSTILE):
        hostile.make(folder / hostile.name)
        yield folder / hostile.name
        (folder / f"good {at}.md").write_text(f"Good words {at}.")
        yield folder / f"good {at}.md"


class watching:  # noqa: N801 - reads as a verb
    """Notes every program that is started, while it lasts; other tests' servers may be running."""

    def __init__(self, started: set[str]) -> None:
        self._started, self._over = started, Event()
        self._thread = Thread(target=self._watch)

    def __enter__(self) -> None:
        self._others = {process.pid for process in psutil.Process().children(recursive=True)}
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.02):
            for process in psutil.Process().children(recursive=True):
                with suppress(psutil.Error):  # it has ended meanwhile
                    if not self._others & {process.pid, process.ppid()}:
                        self._started.add(" ".join(process.cmdline()))


def text_of(found: Fresh | UnreadableDocument) -> str:
    assert isinstance(found, Fresh), found
    return " ".join(block.text for block in found.reading.blocks)


@EACH
def test_a_hostile_file_is_read_or_refused_as_it_should_be(hostile: Hostile, run: Run):
    found = run.found[hostile.name]
    if hostile.said:
        assert hostile.said in text_of(found)
    elif hostile.refused:
        assert isinstance(found, UnreadableDocument)
        assert hostile.refused in found.reason


@EACH
def test_a_refusal_is_one_line_that_names_the_file_with_reason_and_advice(hostile: Hostile, run: Run):
    found = run.found[hostile.name]
    if isinstance(found, UnreadableDocument):
        message = str(found)
        assert message == f"{hostile.name} {found.reason}. {found.advice}"
        assert message.isprintable()
        assert found.advice.endswith(".")


@EACH
def test_what_is_read_keeps_every_promise_and_nothing_from_outside_is_in_it(hostile: Hostile, run: Run):
    found = run.found[hostile.name]
    if isinstance(found, Fresh):
        assert broken_promises(found.reading) == []
        assert SECRET not in repr(found.reading)


def test_every_good_file_between_is_read(run: Run):
    assert [text_of(run.found[f"good {at}.md"]) for at in range(len(HOSTILE))] == [
        f"Good words {at}." for at in range(len(HOSTILE))
    ]


def test_none_takes_longer_than_it_may(run: Run):
    slowest = max(run.seconds, key=run.seconds.__getitem__)
    assert run.seconds[slowest] < 20, slowest


def test_nothing_is_started_and_nothing_is_written(run: Run):
    own = ("multiprocessing.spawn", "multiprocessing.resource_tracker", "tesseract")
    before_it_is_another = " ".join(psutil.Process().cmdline())  # a child has forked, and is about to be one
    others = run.started - {before_it_is_another, ""}
    assert [line for line in others if not any(name in line for name in own)] == []
    assert not canary(run.folder / "any").exists()
    made = {hostile.name for hostile in HOSTILE} | {f"good {at}.md" for at in range(len(HOSTILE))}
    assert set(os.listdir(run.folder)) == made


@pytest.mark.parametrize(
    "name",
    ["combining.html", "one word.txt", "digits.txt", "open links.md", "many spans.html", "notes in notes.md"],
)
def test_no_passage_of_a_hostile_file_is_longer_than_can_be_shown(name: str, run: Run, embedder: Embedder):
    found = run.found[name]
    assert isinstance(found, Fresh)
    assert longest_passage(found, embedder) < 20_000


@pytest.mark.parametrize(
    "text",
    [
        "# " + "word " * 20_000,
        "# word\n\n" * 3_000,
        "| a | b |\n|-|-|\n| " + "x: y; " * 20_000 + " | c |",
        "Mr. No. A. e.g. " * 10_000,
        "word " * 60_000,
    ],
    ids=["heading", "headings", "row", "abbreviations", "line"],
)
def test_no_passage_of_an_endless_part_is_longer_than_can_be_shown(
    text: str, tmp_path: Path, embedder: Embedder
):
    (tmp_path / "endless.md").write_text(text)
    ((_, found),) = read_ahead([tmp_path / "endless.md"])
    assert isinstance(found, Fresh)
    began = time.monotonic()
    assert longest_passage(found, embedder) < 20_000
    assert time.monotonic() - began < 20


def longest_passage(found: Fresh, embedder: Embedder) -> int:
    """Characters of the longest passage with its headings and lead-in."""
    document = GuidanceDocument("a", "b", "c", Metadata(title="Made"))
    passages = cut_passages(found.reading.blocks, document, embedder.count_tokens, embedder.window)
    return max(len("".join((*one.heading_path, one.lead_in, one.text))) for one in passages)


def test_a_folder_of_strange_names_links_and_pipes_is_found_and_read_to_its_end(tmp_path: Path):
    folder = tmp_path / "folder"
    (folder / "x.pdf").mkdir(parents=True)
    names = [
        "two\nlines.md",
        "\x1b[2J.md",
        "\u202edm.md",
        os.fsdecode(b"caf\xe9.md"),
        "-rf.md",
        "x.pdf/a;b.md",
    ]
    for name in names:
        (folder / name).write_text("Words.")
    secret(folder / "any").write_text(SECRET)
    (folder / "link.md").symlink_to(secret(folder / "any"))
    (folder / "loop.md").symlink_to("loop.md")
    os.mkfifo(folder / "pipe.md")
    found = find([folder])
    assert {error.path.name for error in found.refused} == {"link.md", "loop.md", "pipe.md"}
    read = {str(path.relative_to(folder)): text_of(one) for path, one in read_ahead(found.files)}
    assert read == dict.fromkeys(names, "Words.")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_that_may_not_be_opened_is_refused(tmp_path: Path):
    (tmp_path / "closed.md").write_text("Words.")
    (tmp_path / "closed.md").chmod(0)
    ((_, found),) = read_ahead([tmp_path / "closed.md"])
    assert isinstance(found, UnreadableDocument)
    assert "cannot be opened" in found.reason
