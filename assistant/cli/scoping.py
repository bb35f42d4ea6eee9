"""The options of ``ask`` and ``search`` that choose which documents are searched."""

from datetime import date
from typing import Annotated

import typer

from assistant import Assistant
from assistant.scope import Scope
from ingest.pipeline import find_document
from ingest.vocabulary import AUDIENCES, KINDS, SECTORS, UK

ONE_NATION = sorted(UK | {"ireland"})
ALL = "all"

Nation = Annotated[
    str,
    typer.Option(
        "--nation",
        help=f"Guidance that applies in one nation ({', '.join(ONE_NATION)}), or all; by default the "
        "setting's, England.",
    ),
]
Audience = Annotated[str, typer.Option("--audience", help="Only guidance on children, or on adults.")]
Sector = Annotated[
    str,
    typer.Option(
        "--sector", help=f"Only guidance for one sector, multi-agency included: {', '.join(SECTORS)}."
    ),
]
Kind = Annotated[
    list[str], typer.Option("--kind", help=f"Only documents of a kind; may be repeated: {', '.join(KINDS)}.")
]
AsAt = Annotated[
    str,
    typer.Option("--as-at", metavar="DATE", help="Guidance as it stood on a day (2024-11-30), for reviews."),
]
Superseded = Annotated[
    bool, typer.Option("--superseded", help="Also editions that a later one in the library has replaced.")
]
Documents = Annotated[
    list[str],
    typer.Option("--document", help="Only this document (id, file name or title); may be repeated."),
]


def scope_of(
    assistant: Assistant,
    nation: str,
    audience: str,
    sector: str,
    kinds: list[str],
    as_at: str,
    superseded: bool,
    documents: list[str],
) -> Scope:
    """The scope that the options say; BadParameter, with what would do, for a word that there is not."""
    chosen = _one_of("--nation", nation, [*ONE_NATION, ALL])
    return Scope(
        nation="" if chosen == ALL else chosen or assistant.scope.nation,
        audience=_one_of("--audience", audience, [name for name in AUDIENCES if name != "both"]),
        sector=_one_of("--sector", sector, list(SECTORS)),
        kinds=tuple(_one_of("--kind", kind, list(KINDS)) for kind in kinds),
        as_at=_day(as_at),
        superseded=superseded,
        documents=tuple(find_document(assistant.library, name).id for name in documents),
    )


def _one_of(option: str, word: str, words: list[str]) -> str:
    plain = word.strip().lower()
    found = next((name for name in (plain, plain.replace(" ", "-")) if name in words), "")
    if plain and not found:
        raise typer.BadParameter(f"{option} must be one of {', '.join(words)}, not {word!r}")
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"--as-at must be a day such as 2024-11-30, not {text!r}") from None
