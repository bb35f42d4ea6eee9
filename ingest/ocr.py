"""Words in a picture, read by Tesseract where it is installed."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

INSTALL = "Tesseract (on Debian or Ubuntu: apt install tesseract-ocr) and pip install pytesseract"
"""What to install so that pictures can be read."""
DOTS = 300
"""Dots per inch at which Tesseract reads best."""
SECONDS = 120
"""The time that one reading may take."""
DOUBTFUL = 60
"""Confidence, out of 100, under which a word may be wrong."""
LEAST = 5
"""Confidence under which Tesseract has seen no word at all."""
NOISE = 50
"""Mean confidence under which a line by itself is the edge of a box or a smudge."""
SURE = 3
"""Sure words on a line from which its short words are words, too."""
APART = 2.0
"""Times a line's height that parts two columns or boxes on it."""
COLUMN = 0.35
"""Share of the width of all print that a line of running text has."""
_AUTOMATIC, _SPARSE = 3, 12
_UP = frozenset("bdfhiklt0123456789()[]{}|/?!'’‘“”\"&%£")
_DOWN = frozenset("gjpqy()[]{}|/,;")
_PRINT = re.compile(r"[^\W\d_]{2}|\d")


class OcrFailed(Exception):
    """Tesseract could not read a picture; ``str()`` of it says why, as a phrase."""


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line of print in a picture, in pixels from the top left.

    Attributes:
        text: its words.
        left, top, right, bottom: the box round them.
        height: size of its type, about.
        doubtful: how many of its words Tesseract is not sure of.
        weak: whether it is not sure of the line as a whole.
    """

    text: str
    left: int
    top: int
    right: int
    bottom: int
    height: float
    doubtful: int = 0
    weak: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]


@cache
def available() -> bool:
    """Whether Tesseract with English and its Python wrapper are installed."""
    try:
        import pytesseract

        return {"eng", "osd"} <= set(pytesseract.get_languages())
    except Exception:  # a wrapper without a program, or a program that does not start, is none
        return False


def read_page(image: "Image") -> list[OcrLine]:
    """The lines of print on a page: down the page and column by column where it is running text; otherwise,
    as on a poster, as ``read_picture``. A page that lies on its side is turned.

    Raises:
        OcrFailed: Tesseract failed or took too long.
    """
    words = _words(image, _AUTOMATIC)
    if _is_sideways(words):
        image = _upright(image)
        words = _words(image, _AUTOMATIC)
    lines = _sound(_lines(words))
    return lines if lines and _is_running(lines) else read_picture(image)


def read_picture(image: "Image") -> list[OcrLine]:
    """The lines of print in a picture, box by box, as those of a flow chart.

    Raises:
        OcrFailed: as ``read_page``.
    """
    return [line for box in in_boxes(_sound(_lines(_words(image, _SPARSE)))) for line in box]


def in_boxes(lines: Iterable[OcrLine]) -> list[list[OcrLine]]:
    """Lines that stand close below one another together, as in the boxes of a flow chart; the boxes by rows,
    from the top, and in a row from the left."""
    boxes: list[list[OcrLine]] = []
    for line in sorted(lines, key=lambda line: (line.top, line.left)):
        above = [box for box in boxes if _goes_on(box[-1], line)]
        if above:
            max(above, key=lambda box: box[-1].bottom).append(line)
        else:
            boxes.append([line])
    rows: list[list[list[OcrLine]]] = []
    for box in boxes:  # in the order of their tops
        row = next((row for row in rows if box[0].top < row[0][0].bottom + row[0][0].height), None)
        if row:
            row.append(box)
        else:
            rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda box: box[0].left)]


def doubt(lines: Sequence[OcrLine]) -> float:
    """The share of words that Tesseract is not sure of."""
    return sum(line.doubtful for line in lines) / max(sum(len(line.text.split()) for line in lines), 1)


def _goes_on(above: OcrLine, line: OcrLine) -> bool:
    high = max(above.height, line.height)
    overlap = min(above.right, line.right) - max(above.left, line.left)
    return (
        -0.5 * high < line.top - above.bottom < 0.8 * high
        and overlap > 0.5 * min(above.right - above.left, line.right - line.left)
        and max(above.height, line.height) < 1.8 * min(above.height, line.height)
    )


def _words(image: "Image", layout: int) -> list[_Word]:
    """The words of an image, as Tesseract gives them with one of its layouts (its option --psm)."""
    import pytesseract

    found = _asked(
        lambda: pytesseract.image_to_data(
            image,
            lang="eng",
            config=f"--psm {layout} --dpi {DOTS}",
            output_type=pytesseract.Output.DICT,
            timeout=SECONDS,
        )
    )
    words = []
    for at, text in enumerate(found["text"]):
        left, top, wide, high = (int(found[side][at]) for side in ("left", "top", "width", "height"))
        line = (found["block_num"][at], found["par_num"][at], found["line_num"][at])
        if text.strip():
            words.append(
                _Word(text.strip(), left, top, left + wide, top + high, float(found["conf"][at]), line)
            )
    return words


def _asked(ask: Callable[[], Any]) -> Any:
    """What Tesseract answers."""
    import pytesseract

    try:
        with _one_thread():
            return ask()
    except RuntimeError as error:  # pytesseract's own errors are RuntimeErrors, and so is its time-out
        slow = not isinstance(error, pytesseract.TesseractError)
        raise OcrFailed(f"took longer than {SECONDS} seconds" if slow else "stopped with an error") from error
    except OSError as error:
        raise OcrFailed("cannot be started") from error


@contextmanager
def _one_thread() -> Iterator[None]:
    """Tesseract's own threads wait for each other more than they work: one is three times as fast."""
    before = os.environ.get("OMP_THREAD_LIMIT")
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["OMP_THREAD_LIMIT"]
        else:
            os.environ["OMP_THREAD_LIMIT"] = before


def _lines(words: Sequence[_Word]) -> list[OcrLine]:
    """Words put together in lines, cut where white space parts two boxes; what is no print left out."""
    lines: list[list[_Word]] = []
    for word in words:
        before = lines[-1][-1] if lines else None
        gap = APART * max(word.bottom - word.top, 12)
        if before and before.line == word.line and word.left - before.right < gap:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_line(kept) for line in lines if (kept := _print(line))]


def _print(words: list[_Word]) -> list[_Word]:
    """The words of a line less the strokes and smudges that are none.

    A word that may be wrong is kept: left out, it could turn a sentence into its opposite.
    """
    sure = sum(word.confidence >= DOUBTFUL and len(word.text) > 1 for word in words) >= SURE
    kept = [
        word
        for word in words
        if word.confidence >= DOUBTFUL
        or _may_be_print(word)
        or (sure and any(character.isalnum() for character in word.text))
    ]
    return kept if any(_PRINT.search(word.text) for word in kept) else []


def _may_be_print(word: _Word) -> bool:
    """Whether a word that Tesseract is not sure of is more than the dashes and corners of a box."""
    letters = {character for character in word.text.casefold() if character.isalnum()}
    return word.confidence >= LEAST and (len(letters) >= 3 or word.text.isdigit())


def _sound(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """The lines less those that are noise: none that it stands with is sure either."""
    noise = {id(line) for box in in_boxes(lines) if all(line.weak for line in box) for line in box}
    return [line for line in lines if id(line) not in noise]


def _is_running(lines: Sequence[OcrLine]) -> bool:
    """Whether most words stand in lines as wide as the columns of a page."""
    wide = max(line.right for line in lines) - min(line.left for line in lines)
    running = sum(len(line.text.split()) for line in lines if line.right - line.left >= COLUMN * wide)
    return 2 * running >= sum(len(line.text.split()) for line in lines)


def _line(words: Sequence[_Word]) -> OcrLine:
    return OcrLine(
        text=" ".join(word.text for word in words),
        left=min(word.left for word in words),
        top=min(word.top for word in words),
        right=max(word.right for word in words),
        bottom=max(word.bottom for word in words),
        height=round(median(_type_size(word) for word in words), 1),
        doubtful=sum(word.confidence < DOUBTFUL for word in words),
        weak=sum(word.confidence * len(word.text) for word in words)
        < NOISE * sum(len(word.text) for word in words),
    )


def _type_size(word: _Word) -> float:
    """The size of a word's type by its height, which depends on whether its letters reach up and down."""
    up = any(character.isupper() or character in _UP for character in word.text)
    down = any(character in _DOWN for character in word.text)
    return (word.bottom - word.top) / (0.52 + 0.2 * up + 0.2 * down)


def _is_sideways(words: Sequence[_Word]) -> bool:
    """Whether a picture may be turned: there are marks, and hardly a word among them that is sure."""
    sure = [word for word in words if word.confidence >= DOUBTFUL and len(word.text) > 2]
    return len(words) >= 10 and len(sure) < 0.3 * len(words)


def _upright(image: "Image") -> "Image":
    """A picture turned as Tesseract thinks that it should stand."""
    import pytesseract

    try:
        found = _asked(
            lambda: pytesseract.image_to_osd(image, output_type=pytesseract.Output.DICT, timeout=SECONDS)
        )
    except OcrFailed:  # too little print to tell by
        return image
    turn = int(found.get("rotate", 0)) % 360
    return image.rotate(-turn, expand=True) if turn else image
