"""Questions about rule texts, as OR-ShARC has them: each question's answer stands in one whole text.

Source: Y. Gao, J. Li, C.-S. Wu, M. Lyu, I. King (2021), Open-retrieval conversational machine reading.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.questions import EvaluationError

RULES = "id2snippet.json"
QUESTIONS = "open_retrieval_sharc_dev.json"


@dataclass(frozen=True, slots=True)
class RuleQuestion:
    """A question after its scenario, and the id of the rule text that answers it."""

    text: str
    rule: str


def read_rules(folder: Path) -> dict[str, str]:
    """The rule texts of a folder by id.

    Raises:
        EvaluationError: the folder does not hold them.
    """
    rules: dict[str, str] = json.loads(_read(folder / RULES))
    return rules


def write_rules(folder: Path, into: Path) -> int:
    """Write each rule text of a folder as a Markdown file named by its id; how many there are.

    Raises:
        EvaluationError: the folder does not hold them.
    """
    rules = read_rules(folder)
    into.mkdir(parents=True, exist_ok=True)
    for id_, text in rules.items():
        paragraphs = text if "\n\n" in text else text.replace("\n", "\n\n")
        (into / f"{id_}.md").write_text(paragraphs, encoding="utf-8")
    return len(rules)


def read_rule_questions(folder: Path) -> Iterator[RuleQuestion]:
    """The questions of a folder, each with its scenario before it.

    Raises:
        EvaluationError: the folder does not hold them.
    """
    for line in _read(folder / QUESTIONS).splitlines():
        told = json.loads(line)
        yield RuleQuestion(f"{told['scenario']} {told['question']}".strip(), told["gold_snippet_id"])


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{path} cannot be read: {error}") from error
