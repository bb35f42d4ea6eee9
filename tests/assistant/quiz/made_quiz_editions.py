"""Two editions of an invented handbook in a library, and items that cite the earlier one."""

from pathlib import Path

from assistant.quiz.items import Cited, Item, Kind, Option, Quiz
from ingest.catalogue import Said
from ingest.documents import GuidanceDocument
from ingest.embedding import Embedder
from ingest.library import Library
from ingest.passages import strength_of
from ingest.pipeline import add_files

OLD = """# Harbour handbook 2024

## Visitors

Every visitor should sign the harbour book before the gate is opened.

The harbour master must reply to a complaint within 15 working days of the letter.

The pilot must inspect every ladder before a ship is boarded.

Lanterns are to be kept dry in the long shed by the northern quay.

The keeper of the light must write down every ship that passes at night.

## Storms

The watch must:

- ring the great bell three times
- lower the red flag

A rescue boat must be sent out when a ship gives the signal of distress.

Nobody may sell fish from the pier on Sundays.
"""
NEW = """# Harbour handbook 2025

## Storms

The watch should:

- ring the great bell three times

The watch must:

- lower the red flag

A rescue boat must be sent out when a ship gives the signal of distress and the sea is calm enough.

Lanterns are to be kept dry in the long shed by the northern quay.

## Visitors

Every visitor should sign the harbour book before the gate is opened.

The harbour master must reply to a complaint within 10 working days of the letter.

The pilot should inspect every ladder before a ship is boarded.

The keeper of the light must write down every ship that passes at night.
"""
SIGN = "Every visitor should sign the harbour book before the gate is opened."
REPLY = "The harbour master must reply to a complaint within 15 working days of the letter."
REPLY_NOW = REPLY.replace("15", "10")
LADDER = "The pilot must inspect every ladder before a ship is boarded."
LANTERNS = "Lanterns are to be kept dry in the long shed by the northern quay."
BELL = "The watch must:\nring the great bell three times"
FLAG = "The watch must:\nlower the red flag"
BOAT = "A rescue boat must be sent out when a ship gives the signal of distress."
FISH = "Nobody may sell fish from the pier on Sundays."


class Harbour:
    """A library and what is put into it."""

    def __init__(self, library: Library, embedder: Embedder, folder: Path) -> None:
        self.library, self.embedder, self.folder = library, embedder, folder

    def put(self, text: str, name: str = "old.md", **said: str) -> GuidanceDocument:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        about = {path: [Said(said)]} if said else {}
        (result,) = add_files(self.library, self.embedder, [path], said=about)
        assert result.document
        return result.document

    def cited(self, quote: str, document: GuidanceDocument) -> Cited:
        """Words as an item cites them."""
        last = quote.rsplit("\n", maxsplit=1)[-1]
        passage = next(one for one in self.library.passages_of(document.id) if last in one.text)
        return Cited(
            quote=quote,
            label=f"{document.name}, Visitors",
            document_id=document.id,
            passage_id=passage.id,
            document=document.metadata.title,
            edition=document.metadata.edition,
            strength=strength_of(quote),
        )

    def quiz(self, document: GuidanceDocument, *quotes: str) -> Quiz:
        """A quiz whose items cite some words, one each."""
        items = (asking(f"q{at}", self.cited(quote, document)) for at, quote in enumerate(quotes))
        return Quiz(id="harbour", title="The harbour", items=tuple(items))


def asking(name: str, *cited: Cited, **changes: object) -> Item:
    options = (Option(text="Yes", correct=True), Option(text="No"))
    made = {"id": name, "kind": Kind.SINGLE, "stem": "Is it so?", "options": options, "citations": cited}
    return Item.model_validate({**made, **changes})
