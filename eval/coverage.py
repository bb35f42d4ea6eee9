"""How much of a PDF's words stand in its passages: ``python -m eval.coverage``."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.commands import DocumentsFolder, ResultsFile, command_line, console, keep, print_table, recipe, run
from eval.metrics import Share, share
from eval.printed import Page, read_pages, reader_name, text_of, without_furniture, words
from eval.questions import EvaluationError
from ingest import readers
from ingest.catalogue import describe
from ingest.documents import GuidanceDocument, Passage
from ingest.embedding import Embedder
from ingest.finding import find_files
from ingest.passages import cut_passages

ON_ITS_PAGES = 0.8
"""Share of a passage's words that must be printed on the pages it names, for these to be right; the rest
allows for table heads said again in each row, and for furniture."""

app = command_line("coverage")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a PDF's words and its passages agree.

    Attributes:
        name: the file's name.
        printed: words printed, furniture left out.
        furniture: words left out as furniture.
        missing: printed words that no passage has, with how many times.
        paged: of its passages, those that name pages which the document has.
        right: of its passages, those whose words are printed on the pages they name.
    """

    name: str
    printed: int
    furniture: int
    missing: Counter[str]
    paged: Share
    right: Share

    @property
    def covered(self) -> Share:
        """Share of the words printed that stand in the passages."""
        return Share(self.printed - self.missing.total(), self.printed)

    def as_dict(self, most: int) -> dict[str, Any]:
        """The coverage as plain values for JSON, with at most so many missing words."""
        return {
            "name": self.name,
            "covered": self.covered.as_dict(),
            "furniture": self.furniture,
            "missing": dict(self.missing.most_common(most)),
            "passages_with_pages": self.paged.as_dict(),
            "passages_on_their_pages": self.right.as_dict(),
        }


def compare(name: str, pages: Sequence[Page], passages: Sequence[Passage]) -> Coverage:
    """Compare what is printed with what can be found.

    Args:
        name: of the document.
        pages: the lines of each page, furniture included.
        passages: all passages of the document.
    """
    printed = words("\n".join(map(text_of, without_furniture(pages))))
    held = words("\n".join(passage.text for passage in passages))
    by_page = [words(text_of(page)) for page in pages]
    return Coverage(
        name=name,
        printed=printed.total(),
        furniture=words("\n".join(map(text_of, pages))).total() - printed.total(),
        missing=printed - held,
        paged=share(_has_pages(passage, len(pages)) for passage in passages),
        right=share(_on_its_pages(passage, by_page) for passage in passages),
    )


def _has_pages(passage: Passage, count: int) -> bool:
    return passage.page is not None and 1 <= passage.page <= (passage.end_page or passage.page) <= count


def _on_its_pages(passage: Passage, by_page: Sequence[Counter[str]]) -> bool:
    if not _has_pages(passage, len(by_page)):
        return False
    first = passage.page or 1
    named = sum(by_page[first - 1 : passage.end_page or first], start=Counter[str]())
    own = words(passage.text)
    return own.total() - (own - named).total() >= ON_ITS_PAGES * own.total()


def measure(path: Path, embedder: Embedder) -> Coverage:
    """Read one PDF both ways and compare.

    Raises:
        UnreadableDocument: the product's reader cannot read it.
        EvaluationError: the other cannot.
    """
    reading = readers.read(path)
    document = GuidanceDocument(path.name, "", str(path), describe(reading, path)[0], reading.pages)
    passages = cut_passages(reading.blocks, document, embedder.count_tokens, embedder.window)
    return compare(path.name, read_pages(path), passages)


@app.command()
def coverage(
    context: typer.Context,
    documents: DocumentsFolder,
    most: Annotated[int, typer.Option("--missing", min=0, help="How many missing words to name.")] = 12,
    results: ResultsFile = None,
) -> None:
    """Compare the words printed in each PDF with those of its passages.

    Example: `python -m eval.coverage --documents guidance/`
    """
    paths = [path for path in find_files([documents]) if path.suffix.casefold() == ".pdf"]
    if not paths:
        raise EvaluationError(f"There are no PDF files in {documents}")
    embedder = Embedder()
    with console.status("Reading …") as status:
        every = []
        for path in paths:
            status.update(f"Reading {path.name} …")
            every.append(measure(path, embedder))
    print_coverage(every, most)
    kept = {"read_with": reader_name(), "documents": [one.as_dict(most) for one in every]}
    keep(results, recipe(context), kept)


def print_coverage(every: Sequence[Coverage], most: int) -> None:
    """Print the coverage of each document, then the words it lacks most often."""
    rows = [
        (
            one.name,
            one.printed,
            one.furniture,
            f"{one.covered.value:.2%}",
            f"{one.paged.hits}/{one.paged.of}",
            f"{one.right.hits}/{one.right.of}",
        )
        for one in every
    ]
    heads = ("Document", "Words", "Furniture", "In passages", "Have pages", "On their pages")
    print_table(f"Words that {reader_name()} finds, and passages", heads, rows)
    for one in every:
        lacking = ", ".join(f"{word} ×{count}" for word, count in one.missing.most_common(most))
        if lacking:
            console.print(f"{one.name} lacks: {lacking}", markup=False)


if __name__ == "__main__":
    run(app)
