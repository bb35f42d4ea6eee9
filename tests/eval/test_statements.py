"""Files of statements about documents, and what the verifier makes of those that come with the project."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import assistant
from assistant.grounding.verifier import Verifier
from eval.grounding import HELD_OUT, TUNE, app
from eval.labelled import read_begin, read_wice
from eval.questions import EvaluationError
from eval.statements import evidence_in, read_statements
from eval.verifying import FOLDS, Tried, cross_validated, fit, try_labelled, try_stated
from ingest.embedding import Embedder
from ingest.library import Library
from ingest.pipeline import add_files

WICE = Path(__file__).parents[3] / "shared" / "datasets" / "wice"
GUIDE = """# Visits

The keeper must ring the bell within 3 days of a visit. Nobody may open the gate before that.
"""
ROW = {
    "id": "V1",
    "source_file": "guide.md",
    "evidence": "The keeper must … of a visit.",
    "paraphrase": "It is the keeper's duty to sound the bell no later than three days after someone comes.",
    "edits": [{"check": "number", "old": "3 days", "new": "5 days"}],
    "wrong": {"check": "modality", "text": "The keeper can choose whether to sound the bell."},
    "beyond": "The keeper writes each visit in a book.",
}


@pytest.fixture
def guided(library: Library, embedder: Embedder, tmp_path: Path) -> Library:
    (tmp_path / "guide.md").write_text(GUIDE)
    list(add_files(library, embedder, [tmp_path / "guide.md"]))
    return library


def _file(folder: Path, *rows: object) -> Path:
    path = folder / "statements.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return path


def test_statements_are_made_of_the_sentences_of_the_document(guided: Library, tmp_path: Path):
    stated = read_statements(_file(tmp_path, ROW), guided)
    assert [(one.kind, one.check, one.supported) for one in stated] == [
        ("original", "", True),
        ("paraphrase", "", True),
        ("edit", "number", False),
        ("wrong", "modality", False),
        ("beyond", "", False),
    ]
    assert stated[0].text == "The keeper must ring the bell within 3 days of a visit."
    assert stated[2].text == "The keeper must ring the bell within 5 days of a visit."
    assert evidence_in("Nobody may … before that.", stated[0].passage).startswith("Nobody may open")
    assert evidence_in("Somebody may … before that.", stated[0].passage) == ""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"source_file": "other.md"}, "holds no document other.md"),
        ({"evidence": "The gardener must … of a visit."}, "not in guide.md"),
        ({"edits": [{"check": "number", "old": "9 days", "new": "5 days"}]}, "does not stand once"),
        ({"edits": [{"check": "colour", "old": "3 days", "new": "5 days"}]}, "line 1"),
    ],
)
def test_a_row_that_does_not_fit_its_document_is_refused(
    guided: Library, tmp_path: Path, changed: dict[str, object], said: str
):
    with pytest.raises(EvaluationError, match=said):
        read_statements(_file(tmp_path, ROW | changed), guided)


def test_what_is_no_json_is_refused_with_its_line(guided: Library, tmp_path: Path):
    with pytest.raises(EvaluationError, match="line 2"):
        read_statements(_file(tmp_path, ROW, "{"), guided)


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Data of others, with two claims and two responses."""
    claims = [
        {"claim": "The tower has 3 bells.", "evidence": ["A tower stands here.", "It has 3 bells."]},
        {"claim": "The tower has 9 clocks.", "evidence": ["A tower stands here."]},
    ]
    labels = ["supported", "partially_supported"]
    (tmp_path / "claim").mkdir()
    rows = [json.dumps(claim | {"label": label}) for claim, label in zip(claims, labels, strict=True)]
    (tmp_path / "claim" / "dev.jsonl").write_text("\n".join(rows))
    head = "model_name\tdata_source\tknowledge\tmessage\tresponse\tbegin_label"
    line = "t5\twow\tThe tower has 3 bells.\thello\tIt has 3 bells.\tFully attributable"
    (tmp_path / "begin_dev_wow.tsv").write_text(f"{head}\n{line}\n")
    return tmp_path


def test_the_data_of_others_is_read(labelled: Path):
    assert [(one.text, one.supported) for one in read_wice(labelled)] == [
        ("The tower has 3 bells.", True),
        ("The tower has 9 clocks.", False),
    ]
    assert [one.supported for one in read_begin(labelled)] == [True]
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_wice(labelled / "nowhere")


def test_a_fit_tells_the_supported_from_the_rest(guided: Library, embedder: Embedder, tmp_path: Path):
    verifier = Verifier(embedder)
    rows = [ROW | {"id": f"V{n}"} for n in range(2 * FOLDS)]
    tried = try_stated(verifier, read_statements(_file(tmp_path, *rows), guided))
    claims = [
        *(Tried("wice", "", "", True, one.found) for one in tried if one.kind == "paraphrase"),
        *(Tried("wice", "", "", False, one.found) for one in tried if one.kind == "beyond"),
    ]
    every = [*tried, *claims]
    fitted = fit(every)
    faithful = next(one for one in tried if one.kind == "paraphrase")
    beyond = next(one for one in tried if one.kind == "beyond")
    assert fitted.probability(faithful.found.measures) > fitted.probability(beyond.found.measures)
    assert cross_validated(every, "wice") == 1.0


def test_fitting_needs_the_data_of_others(tmp_path: Path):
    done = CliRunner().invoke(app, ["--home", str(tmp_path), "--fit"])
    assert isinstance(done.exception, EvaluationError)


@pytest.mark.timeout(1800)
def test_the_verifier_keeps_what_it_promises_on_real_documents(guidance_home: Path):
    opened = assistant.open(guidance_home)
    verifier = Verifier(opened.embedder)
    for path, least in ((TUNE, 0.85), (HELD_OUT, 0.8)):
        tried = try_stated(verifier, read_statements(path, opened.library))
        right = {
            kind: [one.passes is one.supported for one in tried if one.kind == kind]
            for kind in ("original", "edit", "paraphrase")
        }
        shares = {kind: sum(some) / len(some) for kind, some in right.items()}
        assert shares["original"] >= 0.97, (path.name, shares)
        assert shares["edit"] >= 0.97, (path.name, shares)
        assert shares["paraphrase"] >= least, (path.name, shares)


@pytest.mark.timeout(1800)
def test_the_probability_tells_supported_claims_of_an_encyclopaedia(embedder: Embedder):
    if not WICE.is_dir():
        pytest.skip(f"needs {WICE}, which is not part of the project")
    from assistant.grounding.calibration import probability
    from eval.metrics import auroc

    tried = try_labelled(Verifier(embedder), "wice", read_wice(WICE)[::3])
    scores = [(probability(one.found.measures), one.supported) for one in tried]
    assert auroc([p for p, good in scores if good], [p for p, good in scores if not good]) >= 0.75
