"""Files of JSON lines, each line checked against what it should be."""

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from eval.questions import EvaluationError

Row = TypeVar("Row", bound=BaseModel)


def read_lines(path: Path, row: type[Row], called: str) -> list[Row]:
    """The rows of a file.

    Args:
        path: the file.
        row: what each line is.
        called: what that is called.

    Raises:
        EvaluationError: a line is none.
    """
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            rows.append(row.model_validate(json.loads(line)))
        except (json.JSONDecodeError, ValidationError) as error:
            raise EvaluationError(f"{path.name} line {number} is no {called}: {error}") from error
    return rows
