"""CSV for a spreadsheet: a row for each item, its options or pairs in columns.

UTF-8 with a mark at the start, by which Excel knows it. A cell that a spreadsheet would take for a formula
begins with an apostrophe, as does one that begins with an apostrophe itself.
"""

import csv
from collections.abc import Iterator
from io import StringIO

from assistant.quiz.formats import telling
from assistant.quiz.items import Item, Kind, Quiz, letters

COLUMNS = (
    "number", "id", "kind", "situation", "question", "right answer", "rationale", "quotes", "objective",
    "topic", "role", "level", "scenario", "stage", "status",
)  # fmt: skip
PARTS = ("", ": answer", ": feedback", ": made from")
"""Ends of the names of the columns of an option; an answer belongs to a prompt."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'", "\t", "\r", "\n")


def written(quiz: Quiz) -> bytes:
    """The whole as UTF-8."""
    most = max((len(list(_parts(item))) for item in quiz.items), default=0)
    names = [f"option {chr(ord('A') + place)}{part}" for place in range(most) for part in PARTS]
    text = StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    table.writerow([*COLUMNS, *names])
    for number, item in enumerate(quiz.items, 1):
        cells = [*_cells(item, number), *(cell for part in _parts(item) for cell in part)]
        table.writerow(map(harmless, cells + [""] * (len(COLUMNS) + len(names) - len(cells))))
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cells(item: Item, number: int) -> list[str]:
    quotes = "\n\n".join(map(telling.source, item.cited))
    return [
        str(number),
        *map(telling.told, (item.id, item.kind.value, item.situation, telling.stem(item), _right(item))),
        *map(telling.told, (item.rationale, quotes, item.objective, item.topic, item.role)),
        str(item.level),
        telling.told(item.story),
        str(item.stage or ""),
        item.status.value,
    ]


def _right(item: Item) -> str:
    """The letters of what is right; an ordering's options and a matching's pairs stand right as they are."""
    if item.kind is Kind.NUMBER:
        return str(item.number)
    return "" if item.kind is Kind.MATCHING else ", ".join(letters(item.options))


def _parts(item: Item) -> Iterator[tuple[str, ...]]:
    """The cells of each option, of each pair, and of each answer that belongs to no prompt."""
    for option in item.options:
        yield telling.told(option.text), "", telling.told(option.rationale), telling.told(option.source)
    for pair in item.pairs:
        yield telling.told(pair.prompt), telling.told(pair.answer), telling.told(pair.rationale), ""
    for other in item.others:
        yield "", telling.told(other), "", ""
