"""Statements with sources of their own that others have labelled: WiCE and BEGIN.

Sources: R. Kamoi, T. Goyal, J. Diego Rodriguez, G. Durrett (2023), WiCE: real-world entailment for claims in
Wikipedia, EMNLP. N. Dziri, H. Rashkin, T. Linzen, D. Reitter (2022), Evaluating attribution in dialogue
systems: the BEGIN benchmark, TACL 10.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.grounding.source import Source, of_sentences
from eval.questions import EvaluationError
from ingest.sentences import sentence_spans

WICE = "claim/dev.jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A statement, what it is held against, and whether that supports it."""

    text: str
    source: Source
    supported: bool


def read_wice(folder: Path) -> list[Labelled]:
    """The claims of a folder; only those that are supported in full count as supported.

    Raises:
        EvaluationError: the folder does not hold them.
    """
    rows = map(json.loads, _read(folder / WICE).splitlines())
    return [
        Labelled(one["claim"], of_sentences(one["evidence"]), one["label"] == "supported") for one in rows
    ]


def read_begin(folder: Path) -> list[Labelled]:
    """The responses of a folder, held against the one piece of knowledge that each was made from.

    Raises:
        EvaluationError: the folder does not hold them.
    """
    return [one for path in sorted(folder.glob("begin_dev_*.tsv")) for one in _responses(path)]


def _responses(path: Path) -> Iterator[Labelled]:
    lines = _read(path).splitlines()
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        knowledge = row["knowledge"]
        sentences = [knowledge[start:end] for start, end in sentence_spans(knowledge)]
        if sentences:
            supported = row["begin_label"] == "Fully attributable"
            yield Labelled(row["response"], of_sentences(sentences), supported)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path.name} cannot be read: {error}") from error
