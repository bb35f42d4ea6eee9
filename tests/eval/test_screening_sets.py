"""The labelled messages and marked questions: well-formed, apart, and measured as they say."""

import json

import pytest

from assistant import learnt
from assistant.concern import screen
from assistant.privacy.kinds import Finding, Kind
from eval.adapting import learn, threshold_for
from eval.commands import DATASETS
from eval.concerns import Message, labelled_questions, read_messages
from eval.personal import Example, Marked, is_found, read_examples
from eval.questions import EvaluationError

MESSAGES = ("live-concern-train.jsonl", "live-concern-held-out.jsonl")
EXAMPLES = ("personal-data-tune.jsonl", "personal-data-held-out.jsonl")


@pytest.mark.parametrize("name", MESSAGES)
def test_half_of_the_messages_are_live_and_half_are_not(name):
    messages = read_messages(DATASETS / name)
    assert len(messages) >= 400
    assert 0.4 < sum(one.live for one in messages) / len(messages) < 0.6


def test_no_message_is_learnt_from_and_measured():
    learnt, measured = ({one.text.casefold() for one in read_messages(DATASETS / name)} for name in MESSAGES)
    assert not learnt & measured


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_third_of_the_questions_have_nothing_personal(name):
    examples = read_examples(DATASETS / name)
    assert len(examples) >= 300
    assert 0.3 < sum(not one.spans for one in examples) / len(examples) < 0.4


def test_no_question_is_looked_at_and_measured():
    looked_at, measured = (
        {one.text.casefold() for one in read_examples(DATASETS / name)} for name in EXAMPLES
    )
    assert not looked_at & measured


@pytest.mark.parametrize("name", EXAMPLES)
def test_numbers_are_valid_by_their_check_digits(name):
    for one in read_examples(DATASETS / name):
        for span in one.spans:
            if span.kind is Kind.NHS_NUMBER:
                digits = [int(digit) for digit in one.text[span.start : span.end] if digit.isdigit()]
                total = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False))
                assert (11 - total % 11) % 11 == digits[9], one.id


def test_questions_are_labelled_by_id_and_doubtful_ones_left_out(tmp_path):
    labels, questions = tmp_path / "labels.json", tmp_path / "questions.jsonl"
    labels.write_text(json.dumps({"someone": ["A"], "writer": ["B"], "doubtful": ["C"]}))
    questions.write_text("\n".join(json.dumps({"id": one, "question": f"{one}?"}) for one in "ABCD"))
    told = [(one.id, one.label, one.ordinary) for one in labelled_questions(labels, questions)]
    assert told == [("A", "someone", False), ("B", "writer", False), ("D", "none", True)]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "{}",
        json.dumps({"id": "1", "text": "x", "label": "maybe", "role": "", "kind": "", "directness": "-"}),
    ],
)
def test_a_line_that_is_no_message_is_told(tmp_path, line):
    path = tmp_path / "messages.jsonl"
    path.write_text(line)
    with pytest.raises(EvaluationError, match="line 1"):
        read_messages(path)


def test_two_messages_with_one_id_are_told(tmp_path):
    one = Message(id="1", text="x", label="none", role="", kind="", directness="-").model_dump_json()
    path = tmp_path / "messages.jsonl"
    path.write_text(f"{one}\n{one}")
    with pytest.raises(EvaluationError, match="one id"):
        read_messages(path)


@pytest.mark.parametrize(
    "spans", [[(0, 9, "CHILD")], [(2, 2, "CHILD")], [(0, 3, "CHILD"), (2, 4, "CHILD")], [(0, 1, "X")]]
)
def test_spans_that_cannot_be_are_told(tmp_path, spans):
    path = tmp_path / "examples.jsonl"
    marked = [{"start": start, "end": end, "kind": kind} for start, end, kind in spans]
    path.write_text(json.dumps({"id": "1", "text": "Kai?", "spans": marked}))
    with pytest.raises(EvaluationError, match="line 1"):
        read_examples(path)


@pytest.mark.parametrize(
    ("found", "is_so"),
    [([(3, 12)], True), ([(3, 6), (7, 12)], True), ([(3, 10)], False), ([], False), ([(0, 14)], True)],
)
def test_a_span_is_found_if_all_its_letters_are(found, is_so):
    example = Example(id="1", text="is Kai Khan? a", spans=(Marked(start=3, end=12, kind=Kind.CHILD),))
    assert is_found(example, example.spans[0], [Finding(*span, Kind.PERSON) for span in found]) is is_so


def test_the_threshold_is_what_so_many_reach():
    live = [0.1 * number for number in range(1, 11)]
    assert threshold_for(0.9, live) == pytest.approx(0.1)
    assert threshold_for(0.5, live) == pytest.approx(0.5)


def test_the_product_reads_what_was_learnt(tmp_path, monkeypatch):
    texts = {
        "someone": ("She has just told me he hits her.", "He is here in my office with a burn on his arm."),
        "writer": ("my dad hits me every night", "i dont want to be here any more"),
        "none": ("Who chairs a strategy discussion?", "How long is a file kept?", "What is neglect?"),
    }
    messages = [
        Message(id=text, text=text, label=label, role="", kind="", directness="-")
        for label, those in texts.items()
        for text in those
    ]
    fitted = learn(messages)
    fitted.save(tmp_path / "live_concern.safetensors", 0.25)
    monkeypatch.setattr(screen, "learnt", lambda name: learnt.read(tmp_path / f"{name}.safetensors"))
    screened = screen.ConcernScreen(screen.fitted.__wrapped__())
    read = [screened(one.text) for one in messages]
    assert {one.threshold for one in read} == {0.25}
    assert [one.live for one in read] == pytest.approx([fitted.live(one.text) for one in messages], abs=0.02)
    live, harmless = (
        [one.live for one, said in zip(read, messages, strict=True) if said.live is so]
        for so in (True, False)
    )
    assert min(live) > max(harmless)
