"""What a document shows a careful person, written down by hand in YAML, plain or sealed."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from eval.questions import EvaluationError
from eval.reading.marks import Mark, marked, without_number, words_of


def _heading(given: Any) -> Any:
    return marked(given, without_number(words_of(given))) if isinstance(given, str) else given


def _or_none(given: Any) -> Any:
    return given or None


HeadingMark = Annotated[Mark, BeforeValidator(_heading)]
"""The mark of a heading, whose number in front does not count."""
_Strict = ConfigDict(frozen=True, extra="forbid")


class Entry(BaseModel):
    """An entry of the document's own contents list.

    Attributes:
        text: of the heading, where the list, being old, words it otherwise.
        page: what is printed as the number of the page on which the heading stands, even if the list
            says another; "" where nothing is.
        level: how deep the list sets it, from 1; None where it does not tell.
    """

    model_config = _Strict

    text: HeadingMark
    page: str = ""
    level: int | None = None


class Label(BaseModel):
    """A printed number with the words that follow it.

    Attributes:
        label: in full, punctuation not counted: "155", "2.14(a)"; in legislation with the section,
            "42(1)(b)", or the Schedule, "Schedule 2 paragraph 1(1)".
        path: the heading it stands under, or several, innermost last.
        page: physical page, from 1; None where the format has none.
        starts: the first few words after the label.
    """

    model_config = _Strict

    label: str = Field(min_length=1)
    path: tuple[HeadingMark, ...] = Field(min_length=1)
    page: int | None = None
    starts: Mark


class WholeSentence(BaseModel):
    """A sentence that is easily broken: its words, the physical page on which it starts, and by what."""

    model_config = _Strict

    text: Mark
    page: int | None = None
    why: str = ""


class Cell(BaseModel):
    """A cell of a table: its words, those of the heads of its row and column (None for none), its page."""

    model_config = _Strict

    row: Annotated[Mark | None, BeforeValidator(_or_none)] = None
    column: Annotated[Mark | None, BeforeValidator(_or_none)] = None
    text: Mark
    page: int | None = None


class Truth(BaseModel):
    """What one document shows.

    Attributes:
        file: its name.
        sha256: the first 16 hexadecimal digits of that of its bytes, to know the edition by.
        contents: every entry of its contents list.
        labels, sentences, cells: some, hard ones among them.
        unread: where in part there is a picture with words in it, or a flow chart: every such physical page,
            or, where the format has none, the heading above each; None where nobody looked.
        doubtful: pages on which it is neither right nor wrong to report a gap, such as a cover.
    """

    model_config = _Strict

    file: str = Field(min_length=1)
    sha256: str = Field(pattern="^[0-9a-f]{16}$")
    contents: tuple[Entry, ...] = ()
    labels: tuple[Label, ...] = ()
    sentences: tuple[WholeSentence, ...] = ()
    cells: tuple[Cell, ...] = ()
    unread: tuple[int | HeadingMark, ...] | None = None
    doubtful: tuple[int, ...] = ()

    def sealed(self) -> str:
        """The truth as YAML that tells two words of every text."""
        plain = self.model_dump(mode="json", exclude_defaults=True)
        return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)


def read_truth(path: Path) -> Truth:
    """Read a truth, plain or sealed.

    Raises:
        EvaluationError: the file cannot be read or is not a truth; it says where.
    """
    try:
        return Truth.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise EvaluationError(f"{path.name} cannot be read: {error}") from error
    except ValidationError as error:
        raise EvaluationError(f"{path.name}: {'; '.join(_problems(error))}") from error


def _problems(error: ValidationError) -> Iterable[str]:
    for problem in error.errors():
        yield f"{'.'.join(map(str, problem['loc']))}: {problem['msg'].removeprefix('Value error, ')}"


def read_truths(folder: Path) -> list[Truth]:
    """Read all truths in a folder, by name.

    Raises:
        EvaluationError: one is no truth, or there is none.
    """
    truths = [read_truth(path) for path in sorted(folder.glob("*.yaml"))]
    if not truths:
        raise EvaluationError(f"There are no truths (.yaml) in {folder}")
    return truths
