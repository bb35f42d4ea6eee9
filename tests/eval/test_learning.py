"""What is learnt from a handful of questions is what was shown, and the product reads it."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from typer.testing import CliRunner

import assistant.reading
from assistant.learnt import Learnt, read
from eval import lora
from eval.invented import InventedRule
from eval.learning import questions, reader
from eval.learning.__main__ import app
from eval.learning.examples import Example, Shelf, evidence_sentences, of_guidance, of_rules
from eval.learning.squad import of_squad
from eval.questions import EvaluationError, Question
from ingest.embedding import Embedder
from ingest.library import Library
from ingest.pipeline import add_files

RULES = [
    ("Bell ringing", "The keeper rings the bell once. Nobody rings it at night.", "wot if its dark and loud"),
    (
        "Gate money",
        "Whoever crosses the bridge pays two pence. Children cross free.",
        "do my kids get charged",
    ),
    ("Lamp oil", "Oil is kept in the cellar. It is measured each Friday.", "when do they check the fuel"),
]
GUIDE = """# Visits

The keeper must ring the bell within 3 days of a visit. Nobody may open the gate before that.

# Records

Every visit is written down. The book is kept for seven years.
"""
ASKED = Question(
    id="q", question="How soon is it rung?", answerable=True, evidence="keeper must ring … 3 days of a visit"
)
UNANSWERED = Question(id="u", question="What does a lamp cost?", answerable=False)


@pytest.fixture(scope="module")
def rules() -> list[InventedRule]:
    return [
        InventedRule(id=f"r01-{n}", family="r01-f", text=f"## {head}\n\n{text}", questions=(asked,))
        for n, (head, text, asked) in enumerate(RULES)
    ]


@pytest.fixture(scope="module")
def shelf(rules: list[InventedRule], embedder: Embedder) -> Shelf:
    (shelf,) = of_rules(rules, embedder)
    return shelf


@pytest.fixture
def kept(library: Library, embedder: Embedder, tmp_path: Path) -> Library:
    path = tmp_path / "guide.md"
    path.write_text(GUIDE, encoding="utf-8")
    list(add_files(library, embedder, [path]))
    return library


def _margins(vectors: np.ndarray, shelf: Shelf, embedder: Embedder) -> list[float]:
    """How much nearer each question lies to its own rule than to any other."""
    sentences = [one.sentences for one in embedder.embed_passages(shelf.passages)]
    margins = []
    for vector, example in zip(vectors, shelf.examples, strict=True):
        nearest = [float((some @ vector).max()) for some in sentences]
        margins.append(
            max(nearest[place] for place in example.right)
            - max(near for place, near in enumerate(nearest) if place not in example.right)
        )
    return margins


def _learnt(tensors: dict, folder: Path) -> Learnt:
    lora.save(folder / "learnt.safetensors", tensors, {"threshold": "0.5"})
    return read(folder / "learnt.safetensors")


def test_a_question_moves_to_the_rule_that_answers_it(
    shelf: Shelf, embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(questions, "EPOCHS", 4)
    monkeypatch.setattr(questions, "RATE", 2e-3)
    losses = []

    tensors = questions.learn([shelf], lambda step, steps, loss: losses.append(loss))

    learnt = _learnt(tensors, tmp_path)
    asked = [example.question for example in shelf.examples]
    before = _margins(embedder.embed_questions(asked), shelf, embedder)
    after = _margins(learnt.model.embed_questions(asked), shelf, embedder)
    assert len(losses) == 4
    assert losses[-1] < losses[0]
    assert min(after) > min(before)
    assert learnt.told == {"threshold": "0.5"}


def test_the_reader_knows_the_passage_that_answers_and_the_sentence_of_it(
    shelf: Shelf, embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    second = [
        Example(one.question, dict.fromkeys(one.right, (1,)), one.near, one.far) for one in shelf.examples
    ]
    nothing = Example("who feeds the cat", {}, tuple(range(len(RULES))), ())
    monkeypatch.setattr(reader, "EPOCHS", 6)

    learnt = _learnt(reader.learn([Shelf(shelf.passages, [*second, nothing])]), tmp_path)

    monkeypatch.setattr(assistant.reading, "learnt", lambda name: learnt)
    for example in second:
        read_ = assistant.reading.readings(example.question, shelf.passages)
        (right,) = example.right
        assert int(np.argmax([one.passage for one in read_])) == right
        assert int(np.argmax(read_[right].sentences)) == 1
    assert max(one.passage for one in assistant.reading.readings(nothing.question, shelf.passages)) < 0


def test_changes_are_made_where_the_weight_is():
    weight = torch.empty(4, 6, device="meta")
    change = lora.LowRank(weight, 2)
    assert {change.up.device.type, change.down.device.type, change(weight).device.type} == {"meta"}


def test_the_same_is_learnt_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(questions, "EPOCHS", 1)
    once, again = (questions.learn([shelf]) for _ in range(2))
    assert all((once[name] == again[name]).all() for name in once)


def test_what_no_sentence_answers_cannot_be_learnt_from(shelf: Shelf):
    nothing = Shelf(shelf.passages, [Example("who feeds the cat", {}, (0,), ())])
    for learn in (questions.learn, reader.learn):
        with pytest.raises(EvaluationError, match="answers any of the questions"):
            learn([nothing])


def test_a_rules_family_is_near_it_and_the_rest_of_its_set_far(rules: list[InventedRule], embedder: Embedder):
    other = InventedRule(id="r01-9", family="r01-g", text="Cats are fed at noon.", questions=("when fed",))
    strange = InventedRule(id="r02-1", family="r02-f", text="Dogs are walked.", questions=("who walks",))

    first, second = of_rules([*rules, other, strange], embedder)

    assert [list(example.right) for example in first.examples] == [[0], [1], [2], [3]]
    assert set(first.examples[0].near[:2]) == {1, 2}
    assert second.examples == [Example("who walks", {0: ()}, (), ())]


def test_the_sentences_that_hold_the_evidence_are_found(kept: Library):
    shelf = of_guidance(kept, [ASKED, UNANSWERED])

    (place,) = shelf.examples[0].right
    passage = shelf.passages[place]
    (sentence,) = evidence_sentences(ASKED, passage)
    assert passage.text[passage.sentences[sentence].start :].startswith("The keeper must")
    assert shelf.examples[1].right == {}
    both = ASKED.model_copy(update={"evidence": "3 days of a visit. Nobody may open"})
    assert evidence_sentences(Question.model_validate(both.model_dump()), passage) == (sentence, sentence + 1)


def test_a_question_whose_evidence_stands_nowhere_is_left_out(kept: Library):
    lost = Question(id="l", question="Why?", answerable=True, evidence="words of no document")
    assert of_guidance(kept, [lost]).examples == []


def _squad(folder: Path) -> Path:
    context = "The bridge was  built in 1204. It fell in 1333."
    asked = [
        {
            "question": "When did it fall?",
            "answers": [{"text": "1333", "answer_start": context.index("1333")}],
        },
        {"question": "When was it sold?", "answers": []},
    ]
    paragraphs = [{"context": context, "qas": asked}, {"context": "It has nine arches.", "qas": []}]
    article = {"title": "Old_Bridge", "paragraphs": paragraphs}
    (folder / "dev-v2.0.json").write_text(json.dumps({"version": "v2.0", "data": [article]}))
    return folder


def test_squad_tells_the_sentence_and_what_nothing_answers(tmp_path: Path, embedder: Embedder):
    shelf = of_squad(_squad(tmp_path), embedder)

    assert shelf.examples == [
        Example("When did it fall?", {0: (1,)}, (), (1,)),
        Example("When was it sold?", {}, (0,), (1,)),
    ]


@pytest.mark.parametrize("text", ["{", '{"data": [{"title": "x"}]}'])
def test_what_is_not_squad_is_told(tmp_path: Path, embedder: Embedder, text: str):
    (tmp_path / "dev-v2.0.json").write_text(text)
    with pytest.raises(EvaluationError, match="cannot be read as SQuAD 2"):
        of_squad(tmp_path, embedder)


@pytest.mark.parametrize("what", ["questions", "reader"])
def test_the_command_writes_what_the_product_reads(
    what: str,
    kept: Library,
    home: Path,
    rules: list[InventedRule],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    for learner in (questions, reader):
        monkeypatch.setattr(learner, "EPOCHS", 1)
    (tmp_path / "rules.jsonl").write_text("\n".join(rule.model_dump_json() for rule in rules))
    (tmp_path / "questions.jsonl").write_text(f"{ASKED.model_dump_json()}\n{UNANSWERED.model_dump_json()}")
    into = tmp_path / "learnt.safetensors"
    names = {"questions": "questions.jsonl", "rules": "rules.jsonl", "into": into.name}
    arguments = [part for name, file in names.items() for part in (f"--{name}", str(tmp_path / file))]

    done = CliRunner().invoke(app, [what, "--home", str(home), "--squad", str(_squad(tmp_path)), *arguments])

    assert done.exit_code == 0, done.output
    assert "learnt from 7 questions" in done.output
    learnt = read(into)
    assert set(learnt.vectors) == ({"passage", "sentence"} if what == "reader" else set())
    assert len(learnt.narrow) == 6 * len(lora.PROJECTIONS)


def test_a_place_that_cannot_be_written_to_is_told_before_anything_is_learnt(tmp_path: Path):
    result = CliRunner().invoke(
        app, ["questions", "--home", str(tmp_path), "--into", str(tmp_path / "nowhere" / "x.safetensors")]
    )
    assert isinstance(result.exception, EvaluationError)
    assert "cannot be written to" in str(result.exception)
