"""Whether rows of printed words, in columns without ruled lines, read as a table."""

import re
from collections.abc import Sequence
from statistics import mean, median

from ingest.readers.pdf.lines import MARKER, Line

Row = list[list[Line]]
"""The lines of each column."""

LABEL_WORDS = 8
"""Words up to which the first cells of a table without heads are labels rather than prose."""
ABBREVIATED = 0.6
"""Share of rows whose first cell is the capitals of the second in a list of abbreviations."""
_PAGE = re.compile(r"(?:^|\s)(?:\d{1,3}|[ivxlc]{1,6})$")
_LIST_MARK = re.compile(rf"{MARKER.pattern}|\(?(?:[ivxlc]{{1,6}}|[a-z]{{1,2}})[.)]", re.I)
CONTENTS = 0.6
"""Share of last cells that are page numbers in a contents list."""
ALIGNED = 0.75
"""Share of lines that begin, or end, at the edge of their column."""
_DATUM = re.compile(r"[@\d£]|www\.|https?:")
_ABBREVIATION = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z&/’'.-]{1,11}")


def is_table(rows: Sequence[Row], columns: int) -> bool:
    """Whether rows read as a table; a wrong yes mixes texts that only stand side by side."""
    whole = [row for row in rows if sum(map(bool, row)) > 1]
    if len(whole) < 3 or len(whole) < 0.7 * len(rows):
        return False
    first = [row[0] for row in whole if row[0]]
    if len(first) < len(whole):
        return False
    last = [" ".join(line.text for line in row[-1]) for row in whole]
    headed = is_headed(whole)
    if columns == 2 and not headed and all(_LIST_MARK.fullmatch(p.text) for lines in first for p in lines):
        return False
    by_column = [[row[column] for row in whole] for column in range(columns)]
    if mean(bool(_PAGE.search(text)) for text in last) > CONTENTS or not all(map(_aligned, by_column)):
        return False
    words = [sum(len(line.text.split()) for line in lines) for lines in first]
    if mean(words) > LABEL_WORDS and not headed:
        return False
    return headed or columns > 2 or _labelled(whole)


def _aligned(column: Sequence[list[Line]]) -> bool:
    """Whether the lines of a column share an edge, as text in figures does not."""
    firsts = [lines[0] for lines in column if lines]
    shared = max(
        sum(abs(measure(line) - measure(other)) < 3 for line in firsts)
        for measure in (_start, _end, _centre)
        for other in firsts
    )
    return shared >= ALIGNED * len(firsts)


def _start(line: Line) -> float:
    return line.x0


def _end(line: Line) -> float:
    return line.x1


def _centre(line: Line) -> float:
    return line.centre


def is_headed(rows: Sequence[Row]) -> bool:
    """Whether the first row is bold and names every column, over rows that are not."""
    head = [all(line.bold for line in lines) for lines in rows[0] if lines]
    plain = [not line.bold for row in rows[1:] for lines in row[1:] for line in lines]
    return len(head) == len(rows[0]) and all(head) and bool(plain) and mean(plain) > 0.6


def _labelled(rows: Sequence[Row]) -> bool:
    """Whether the first of two columns names what the second says: bold or with a colon, beside one kind of
    datum (numbers, addresses), or far shorter."""
    firsts = [row[0] for row in rows]
    seconds = [row[1] for row in rows if row[1]]
    if all(lines[0].bold for lines in firsts) and not all(lines[0].bold for lines in seconds):
        return True
    if mean(lines[-1].text.endswith(":") for lines in firsts) > 0.7:
        return True
    if all(_DATUM.search(line.text) for lines in seconds for line in lines[:1]):
        return True
    if are_abbreviations(rows):
        return True
    return median(len(lines) for lines in seconds) >= 2 * max(len(lines) for lines in firsts)


def are_abbreviations(rows: Sequence[Row]) -> bool:
    """Whether the first of two columns gives the capitals of what the second says in full."""
    pairs = [(row[0][0].text, row[1][0].text) for row in rows if len(row[0]) == 1 and row[1]]
    alike = [bool(_ABBREVIATION.fullmatch(short)) and full[0] == short[0] for short, full in pairs]
    return len(pairs) == len(rows) and mean(alike) > ABBREVIATED
