"""What the commands share: errors said in a sentence, libraries opened, results printed and kept."""

import hashlib
import json
import logging
import os
import platform
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

import assistant
import ingest
import prompts
from assistant import Assistant
from eval.metrics import Share
from eval.questions import EvaluationError
from ingest import pipeline
from ingest.errors import IngestError
from ingest.finding import find_files
from ingest.pipeline import Outcome

QuestionsFile = Annotated[
    Path, typer.Option("--questions", help="Questions, as JSON lines.", exists=True, dir_okay=False)
]
DocumentsFolder = Annotated[
    Path, typer.Option("--documents", help="A folder of documents, or one document.", exists=True)
]
ResultsFile = Annotated[
    Path | None,
    typer.Option("--json", help="Keep the results, with what they were measured on, in this file."),
]

DATASETS = Path(__file__).parent / "datasets"

console = Console(highlight=False)


def command_line(name: str) -> typer.Typer:
    """An app for one command, run as ``python -m eval.…``."""
    return typer.Typer(
        name=name, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="markdown"
    )


def run(app: typer.Typer) -> None:
    """Run a command; what is wrong with its input is said in a sentence."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    logging.basicConfig(level=logging.ERROR)
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    try:
        app()
    except IngestError as error:
        typer.secho(str(error), fg="red", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


@contextmanager
def opened(home: Path | None, documents: Path | None) -> Iterator[Assistant]:
    """An assistant over the library in a folder, or in a temporary one, with documents added to it.

    Args:
        home: the library's folder; what it holds already costs nothing. None for a temporary folder.
        documents: a folder to add, or one document; None to take the library as it is.

    Raises:
        LibraryError: the library cannot be used.
        EvaluationError: there is nothing to ask.
    """
    with tempfile.TemporaryDirectory(prefix="safeguide-eval-", ignore_cleanup_errors=True) as temporary:
        asked = assistant.open(home or temporary)
        if documents is not None:
            _add(asked, documents)
        if not asked.library.documents():
            raise EvaluationError("The library holds no documents: name a folder of them with --documents")
        yield asked


def _add(asked: Assistant, documents: Path) -> None:
    files = find_files([documents])
    with console.status("Reading documents …") as status:
        for number, result in enumerate(pipeline.add_files(asked.library, asked.embedder, files), start=1):
            status.update(f"Reading documents: {number} of {len(files)} …")
            if result.outcome is Outcome.FAILED:
                console.print(f"[red]{escape('; '.join(result.messages))}[/red]")


def recipe(context: typer.Context, asked: Assistant | None = None) -> dict[str, Any]:
    """What results were measured with, so that they can be measured again.

    Args:
        context: of the command, with its arguments.
        asked: the assistant that was measured, if it was one.
    """
    told: dict[str, Any] = {
        "command": f"python -m eval.{context.command_path.removeprefix('python -m eval.')}",
        "arguments": {name: _plain(value) for name, value in context.params.items() if value is not None},
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        **code_and_machine(),
    }
    if asked is not None:
        told["model"] = asked.embedder.fingerprint
        told["library"] = library_held(asked)
    return told


def code_and_machine() -> dict[str, Any]:
    """What was measured, and on what."""
    return {
        "safeguide": version("safeguide"),
        "code": code_digest(),
        "python": platform.python_version(),
        "machine": {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()},
    }


def library_held(asked: Assistant) -> dict[str, Any]:
    """Which library was asked: its version, its documents by their hashes, and how many passages it has."""
    return {
        "version": asked.library.version,
        "documents": {Path(one.path).name: one.sha256 for one in asked.library.documents()},
        "passages": asked.library.size(),
    }


def code_digest() -> str:
    """12 hexadecimal digits that change with the code that was measured, its prompts, its word lists, or what
    was learnt."""
    measured = sorted(
        path
        for package in (assistant, ingest, prompts)
        for folder in package.__path__
        for path in Path(folder).rglob("*")
        if path.suffix in (".py", ".md", ".yaml", ".txt", ".safetensors")
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in measured)).hexdigest()[:12]


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else value


def keep(path: Path | None, made_with: Mapping[str, Any], results: Mapping[str, Any]) -> None:
    """Write results with their recipe to a file, if one was named."""
    if path is None:
        return
    text = json.dumps({"recipe": made_with, "results": results}, ensure_ascii=False, indent=2)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"The results cannot be written: {error}") from error


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table; the first column to the left, shares with their intervals."""
    table = Table(title=title, title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(column, justify="right" if index else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape(_cell(value)) for value in row))
    console.print(table)


def _cell(value: object) -> str:
    if isinstance(value, Share):
        low, high = value.interval
        return f"{value.value:.3f}  ({value.hits}/{value.of}; {low:.2f}–{high:.2f})"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
