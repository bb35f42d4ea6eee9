"""The reader of names: what it learns from, and that what it learnt is what the product reads."""

import json
import random
from pathlib import Path

import numpy as np
import pytest

from assistant import learnt
from assistant.privacy import reading
from assistant.privacy.kinds import Kind
from assistant.privacy.words import words_of
from eval import lora
from eval.commands import DATASETS
from eval.naming.examples import Frame, Told, read_frames, told
from eval.naming.learning import learn
from eval.personal import Example, Marked
from eval.questions import EvaluationError

MARKED = Example(
    id="1",
    text="Kai Khan is at LS6 2AB. Tell kai.",
    spans=(
        Marked(start=0, end=8, kind=Kind.CHILD),
        Marked(start=15, end=22, kind=Kind.POSTCODE),
        Marked(start=29, end=32, kind=Kind.CHILD),
    ),
)


def texts(marked=(), frames=(), plain=()) -> list[Told]:
    return list(told(marked, frames, plain, random.Random(0)))  # noqa: S311 - nothing secret


def test_a_marked_question_comes_as_it_is_and_with_other_names():
    as_typed, lowered, *others = texts([MARKED])
    assert (as_typed.text, lowered.text) == (MARKED.text, MARKED.text.lower())
    assert as_typed.names == ((0, 8), (29, 32))
    assert as_typed.others == ((15, 22),)
    assert len({one.text.casefold() for one in others}) == len(others)
    for one in others:
        (first, second), (postcode,) = one.names, one.others
        assert one.text[slice(*postcode)].upper() == "LS6 2AB"
        assert one.text[slice(*first)].casefold().startswith(one.text[slice(*second)].casefold())


def test_a_frame_has_one_name_for_a_slot_wherever_it_stands():
    frame = Frame(id="1", text="ask {{G1}} {{S1}} and {{G2}}, {{G1}} knows", case="lower")
    for one in texts(frames=[frame]):
        first, surname, other, again = (one.text[slice(*span)] for span in one.names)
        assert first == again
        assert one.text == f"ask {first} {surname} and {other}, {first} knows" == one.text.lower()


def test_a_text_that_may_name_somebody_is_no_example_of_one_that_does_not():
    plain = ["Who tells Amara?", "is ryan lying", "Who tells the parents?"]
    assert [one.text for one in texts(plain=plain)] == ["Who tells the parents?"]


def test_the_frames_are_well_formed_and_two_of_three_have_names():
    frames = read_frames(DATASETS / "name-frames.jsonl")
    assert len(frames) == 1_200
    assert 0.6 < sum("{{" in one.text for one in frames) / len(frames) < 0.75
    assert not any("{{" in one.text for one in texts(frames=frames[:100]))


@pytest.mark.parametrize("line", ["{", "{}", json.dumps({"id": "1", "text": "x", "case": "odd"})])
def test_a_line_that_is_no_frame_is_told(tmp_path, line):
    path = tmp_path / "frames.jsonl"
    path.write_text(line)
    with pytest.raises(EvaluationError, match="line 1"):
        read_frames(path)


def test_what_is_learnt_is_what_the_product_reads(tmp_path: Path, monkeypatch):
    frames = [
        Frame(id="1", text="tell {{G1}} i am sorry", case="lower"),
        Frame(id="2", text="is the plan for parents or carers", case="lower"),
    ]
    path = tmp_path / "names.safetensors"
    lora.save(path, learn(texts(frames=frames * 6), epochs=12))
    held = learnt.read(path)
    monkeypatch.setattr(reading, "learnt", lambda name: held)
    text = "tell quorvik i am sorry is the plan for parents"
    likely = reading.likelihoods(text, words_of(text))
    assert int(np.argmax(likely)) == 1
    assert likely[1] > 0.5 > likely[2:].max()
