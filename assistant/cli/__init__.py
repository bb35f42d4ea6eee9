"""The command line: ``safeguide``. Each group of commands has a module; nothing heavy is imported here."""

import logging
import os
import sys
import warnings
from importlib.metadata import version
from typing import Annotated

import typer

from assistant.cli.asking import ask, search
from assistant.cli.auditing import app as audit
from assistant.cli.chatting import chat
from assistant.cli.doctoring import doctor
from assistant.cli.library import app as library
from assistant.cli.people import tokens, users
from assistant.cli.people_data import erase_person, export_person, forget_old
from assistant.cli.quizzes import app as quiz
from assistant.cli.screening import screen
from eval.harness.cli import app as evaluation
from ingest.errors import IngestError

app = typer.Typer(
    name="safeguide",
    help="Quoted, cited answers from your own safeguarding guidance. Nothing you type leaves this machine, "
    "unless you name a model elsewhere that writes answers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
app.command()(ask)
app.command()(search)
app.command()(chat)
app.command()(screen)
app.command()(doctor)
app.command()(export_person)
app.command()(erase_person)
app.command()(forget_old)
app.add_typer(library, name="library", help="Add, list, show and remove documents.")
app.add_typer(quiz, name="quiz", help="Make quizzes from guidance, and check those you have against it.")
app.add_typer(users, name="user", help="Say who may use Safeguide where people log in, and for what.")
app.add_typer(tokens, name="token", help="Let other programs in by the HTTP interface.")
app.add_typer(audit, name="audit", help="Read and check the log of who did what.")
app.add_typer(evaluation, name="eval", help="Measure whether answers can be trusted.")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"safeguide {version('safeguide')}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version.")
    ] = False,
) -> None:
    """Settings come from `SAFEGUIDE_…` in the environment or `safeguide.toml`; see the README."""


def main() -> None:
    """Run the command line; what goes wrong with documents or the library is said in a sentence."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    logging.basicConfig(level=logging.WARNING)
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    try:
        app()
    except IngestError as error:
        typer.secho(str(error), fg="red", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
