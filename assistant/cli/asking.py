"""``safeguide ask`` and ``safeguide search``."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding

import assistant
from assistant.answers import Answer, Hit, Statement, label_of
from assistant.cli.scoping import AsAt, Audience, Documents, Kind, Nation, Sector, Superseded, scope_of
from assistant.cli.screening import print_panel, print_removed
from assistant.cli.terminal import shown
from assistant.writing.telling import left_out, written_by

Question = Annotated[str, typer.Argument(help="The question, in quotes and in your own words.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON; its shape is in docs/json.md.")]


def ask(
    question: Question,
    nation: Nation = "",
    audience: Audience = "",
    sector: Sector = "",
    kind: Kind = [],  # noqa: B006 - never changed
    as_at: AsAt = "",
    superseded: Superseded = False,
    document: Documents = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """Answer a question with quoted, cited passages from what is in force; if a model is set, in its words.

    Example: `safeguide ask "How soon must the core group meet?" --as-at 2024-11-30`
    """
    opened = assistant.open()
    scope = scope_of(opened, nation, audience, sector, kind, as_at, superseded, document)
    message = opened.screen(_checked(question))
    if as_json:
        answer = opened.ask(message, scope=scope)
        typer.echo(json.dumps(answer.as_dict(), ensure_ascii=False, indent=2))
        return
    console = _console()
    print_panel(console, opened.panel(message, scope))  # before anything can fail
    print_removed(console, message)
    _print_answer(console, opened.ask(message, scope=scope))


def search(
    question: Question,
    count: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 10,
    nation: Nation = "",
    audience: Audience = "",
    sector: Sector = "",
    kind: Kind = [],  # noqa: B006 - never changed
    as_at: AsAt = "",
    superseded: Superseded = False,
    document: Documents = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """List the passages that best fit a question.

    Example: `safeguide search "strategy discussion attendees" -k 5`
    """
    opened = assistant.open()
    scope = scope_of(opened, nation, audience, sector, kind, as_at, superseded, document)
    hits = opened.search(_checked(question), k=count, scope=scope)
    if as_json:
        typer.echo(json.dumps([hit.as_dict() for hit in hits], ensure_ascii=False, indent=2))
        return
    console = _console()
    if not hits:
        console.print("Nothing found. `safeguide library list` shows what is held.")
    for rank, hit in enumerate(hits, start=1):
        console.print(f"[bold]{rank}.[/bold] {_where(hit)}  [dim]{hit.score:.2f}[/dim]")
        console.print(Padding(shown(hit.passage.text), (0, 0, 1, 3)))


def _checked(question: str) -> str:
    if not question.strip():
        raise typer.BadParameter("ask something: the question is empty")
    return question.strip()


def _console() -> Console:
    return Console(highlight=False)


def _print_answer(console: Console, answer: Answer) -> None:
    for notice in answer.notices:
        console.print(f"[yellow]{shown(notice)}[/yellow]\n")
    if not answer.statements:
        console.print(shown(answer.advice))
        if answer.passages:
            console.print("\nThese passages may be related:")
        for hit in answer.passages:
            console.print(f"  • {_where(hit)}")
        return
    if told := written_by(answer):
        console.print(f"[dim]{shown(told)}[/dim]\n")
    _print_statements(console, answer.statements)
    _print_left_out(console, answer)
    if answer.more:
        console.print("[dim]More from the guidance:[/dim]\n")
        _print_statements(console, answer.more)
    for citation in answer.citations:
        console.print(f"[dim]\\[{citation.number}] {shown(citation.label)}[/dim]")


def _print_statements(console: Console, statements: Sequence[Statement]) -> None:
    asked = ""
    for statement in statements:
        if statement.question != asked:
            asked = statement.question
            console.print(f"[bold]{shown(asked)}[/bold]\n")
        numbers = "".join(f"\\[{number}]" for number in dict.fromkeys(c.number for c in statement.citations))
        said = _emphasised(statement)
        console.print(Padding(f"{said} [bold]{numbers}[/bold]", (0, 0, 1, 0)))


def _print_left_out(console: Console, answer: Answer) -> None:
    if told := left_out(answer):
        console.print(f"[dim]{shown(told)}[/dim]")
        for why in answer.dropped:
            console.print(f"[dim]  • {shown(why)}[/dim]")
        console.print()


def _emphasised(statement: Statement) -> str:
    """A statement's text with the words in bold that decide the answer."""
    parts, at = [], 0
    for start, end in statement.decisive:
        parts += [shown(statement.text[at:start]), f"[bold]{shown(statement.text[start:end])}[/bold]"]
        at = end
    return "".join((*parts, shown(statement.text[at:])))


def _where(hit: Hit) -> str:
    return shown(label_of(hit.passage, hit.document))
