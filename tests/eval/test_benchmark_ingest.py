"""The benchmark of ingest: its figures, worked by hand, and the documents it makes and takes."""

import builtins
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.benchmarks import usual
from eval.benchmarks.ingest import Rounds, app
from eval.benchmarks.ours import Ours, write_portions
from eval.benchmarks.usual import Usual
from eval.questions import EvaluationError


def ours(whole: float, embedding: float = 1.0, again: float = 0.0) -> Ours:
    return Ours(words=600, passages=9, whole=whole, embedding=embedding, again=again, removing=0.1, removed=4)


def test_both_speeds_are_of_the_words_that_we_read():
    measured = Rounds(usual=[Usual(words=700, chunks=8, reading=1, whole=30)], ours=[ours(whole=10)])

    told = measured.as_dict()

    assert told["usual_words_per_second"] == pytest.approx(20)
    assert told["our_words_per_second"] == pytest.approx(60)
    assert told["ratio"] == pytest.approx(3)
    assert told["usual"][0]["words"] == 700


def test_a_figure_is_the_median_of_the_rounds():
    measured = Rounds(
        usual=[Usual(700, 8, 1, whole) for whole in (90, 20, 24)],
        ours=[ours(12, embedding=8, again=0.6), ours(11, 10, 0.1), ours(50, 10, 9)],
    )

    assert measured.ratio == pytest.approx(2)
    assert measured.over_embedding == pytest.approx(1.2)
    assert measured.share_again == pytest.approx(0.05)


def test_lines_are_dealt_out_to_a_hundred_documents_in_order(tmp_path: Path):
    texts = ["\n".join(f"line {number}" for number in range(130)), "\n".join(["more"] * 120)]

    write_portions(texts, tmp_path / "portions")

    files = sorted((tmp_path / "portions").iterdir())
    assert len(files) == 100
    assert files[0].read_text() == "# Part 1\n\nline 0\n\nline 1\n"
    assert files[64].read_text() == "# Part 65\n\nline 128\n\nline 129\n"
    assert len({file.read_bytes() for file in files}) == 100


def test_too_few_lines_are_told(tmp_path: Path):
    with pytest.raises(EvaluationError, match="fewer than 100 lines"):
        write_portions(["a line"], tmp_path / "portions")


def test_documents_that_neither_side_reads_are_an_error(tmp_path: Path):
    (tmp_path / "slides.pptx").write_bytes(b"slides")

    result = CliRunner().invoke(app, ["--documents", str(tmp_path)])

    assert isinstance(result.exception, EvaluationError)
    assert "slides.pptx" in str(result.exception)


def test_the_usual_way_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    imported = builtins.__import__

    def without_langchain(name: str, *others):
        if name.startswith("langchain_"):
            raise ModuleNotFoundError(f"No module named {name!r}")
        return imported(name, *others)

    monkeypatch.setattr(builtins, "__import__", without_langchain)

    with pytest.raises(EvaluationError, match=r"pip install '\.\[benchmark\]'"):
        usual.ingest([], tmp_path)
