"""The fuzzer: what it tells of a reading, what it spoils, and what it keeps."""

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from eval.fuzz.mutations import packed, spoilt, unpacked
from eval.fuzz.promises import broken_promises
from eval.fuzz.seeds import SUFFIXES, seed
from eval.fuzz.trials import Trials, minimised
from ingest.documents import Block, BlockKind, Gap, GapKind, Reading
from ingest.readers import read

PARAGRAPH = Block(BlockKind.PARAGRAPH, "Words of it.")


def test_a_good_reading_breaks_no_promise():
    assert broken_promises(Reading((PARAGRAPH,))) == []
    paged = Block(BlockKind.ITEM, "Words.", 2, "(a)", page=1, end_page=2, notes=((6, "1"),))
    assert broken_promises(Reading((paged,), pages=2, page_labels=("i", "1"))) == []


BROKEN = {
    "there are no blocks": Reading(()),
    "a paragraph is empty": Reading((Block(BlockKind.PARAGRAPH, ""),)),
    "a paragraph is not one tidy line": Reading((Block(BlockKind.PARAGRAPH, "a  b"),)),
    "a heading is of level 7": Reading((Block(BlockKind.HEADING, "A", 7),)),
    "a item is of level 0": Reading((Block(BlockKind.ITEM, "A"),)),
    "a row is of level 1": Reading((Block(BlockKind.ROW, "A", 1),)),
    "a paragraph is on no page": Reading((Block(BlockKind.PARAGRAPH, "A", page=3),), pages=2),
    "a paragraph ends before it starts": Reading(
        (Block(BlockKind.PARAGRAPH, "A", page=2, end_page=1),), pages=2
    ),
    "a note is outside its paragraph": Reading((Block(BlockKind.PARAGRAPH, "A", notes=((2, "1"),)),)),
    "a gap is on no page": Reading((PARAGRAPH,), gaps=(Gap(GapKind.SCAN, 1),)),
    "there are not as many page labels as pages": Reading((PARAGRAPH,), page_labels=("1",)),
    "a text cannot be stored": Reading((PARAGRAPH,), warnings=("\ud800",)),
}


@pytest.mark.parametrize("promise", BROKEN)
def test_each_broken_promise_is_told(promise: str):
    assert broken_promises(BROKEN[promise]) == [promise]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_spoilt_is_good_before(suffix: str, tmp_path: Path):
    path = tmp_path / f"good{suffix}"
    path.write_bytes(seed(suffix))
    said = {word for block in read(path).blocks for word in re.findall(r"\w+", block.rendered())}
    assert {"Staff", "twice", "Telephone", "Desk", "01234"} <= said


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_seed_spoils_the_same_file(suffix: str):
    good = unpacked(seed(suffix), suffix)
    first, second, other = (spoilt(good, Random(number)) for number in (1, 1, 2))  # noqa: S311
    assert first == second != other
    assert packed(first) == packed(second)


class MistakenTrials(Trials):
    """Finds fault with every file that has certain words in it."""

    def __init__(self, wrong: Callable[[bytes], bool]) -> None:
        self._wrong = wrong

    def fault(self, parts, suffix):
        return "a fault" if self._wrong(b"".join(parts.values())) else None


def test_what_goes_wrong_is_made_small():
    trials = MistakenTrials(lambda data: b"wro" in data and b"ng" in data)
    parts = {"a.xml": b"x" * 300 + b"wro" + b"x" * 300, "b.xml": b"y" * 50, "c.xml": b"ng" + b"z" * 80}
    assert minimised(parts, ".odt", "a fault", trials) == {"a.xml": b"wro", "c.xml": b"ng"}


def test_a_good_file_has_no_fault(tmp_path: Path):
    with Trials(tmp_path) as trials:
        assert [trials.fault(unpacked(seed(suffix), suffix), suffix) for suffix in SUFFIXES] == [None] * 7
