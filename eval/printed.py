"""The words printed in a PDF, read without Safeguide's readers, less the furniture of its pages."""

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from lxml import etree

from eval.questions import EvaluationError

MARGIN = 0.12
"""Share of a page's height at the top and foot, and of its width at the sides, that is margin."""
REPEATS = 3
"""A line in the margin of this many pages, numbers made alike, is a running head or foot."""
ENTRIES = 0.3
"""Share of a page's lines that end in a page number, from which on the page is one of contents."""

_SPACE = 0.08
"""Of a line's height: a narrower gap is none between words."""

_PAGE_NUMBER = re.compile(r"(?:page )?[-–|\s]*(?:\d{1,4}|[ivxlc]{1,7})(?: ?(?:of|/) ?\d{1,4})?[-–|\s]*", re.I)
_CONTENTS = re.compile(r"(?:table of )?contents(?: page)?:?", re.I)
_ENTRY = re.compile(r"(?:^|[\s.…])(?:\d{1,3}|[ivxlc]{1,6})$")
_DIVIDED = re.compile(r"(?<=\w)[-‐‑\u00ad\ufffe]\s*\n\s*(?=\w)|(?<=\w)[-‐‑\u00ad\ufffe](?=\w)")
_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line.

    Attributes:
        text: its words.
        left, top, right, bottom: its box as shares of the page's width and height, from its top left.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def in_margin(self) -> bool:
        """Whether it stands in the margin of its page, whole."""
        above_or_below = self.bottom < MARGIN or self.top > 1 - MARGIN
        return above_or_below or self.right < 1.5 * MARGIN or self.left > 1 - 1.5 * MARGIN


Page = Sequence[Line]


def reader_name() -> str:
    """What PDFs are read with: ``pdftotext`` where it is installed, else ``pypdfium2``."""
    return "pdftotext" if shutil.which("pdftotext") else "pypdfium2"


def read_pages(path: Path) -> list[list[Line]]:
    """The lines of each page of a PDF.

    Raises:
        EvaluationError: it cannot be read.
    """
    binary = shutil.which("pdftotext")
    if binary is None:
        return _by_pdfium(path)
    command = [binary, "-bbox-layout", "-enc", "UTF-8", str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell, and a path
    if done.returncode:
        raise EvaluationError(f"{path.name}: {done.stderr.decode(errors='replace').strip()}")
    root = etree.fromstring(done.stdout, etree.XMLParser(recover=True, huge_tree=True, no_network=True))
    return [[_line(page, line) for line in page.iter("{*}line")] for page in root.iter("{*}page")]


def _line(page: etree._Element, line: etree._Element) -> Line:
    width, height = float(page.attrib["width"]) or 1, float(page.attrib["height"]) or 1
    left, right = (float(line.attrib[name]) / width for name in ("xMin", "xMax"))
    top, bottom = (float(line.attrib[name]) / height for name in ("yMin", "yMax"))
    return Line(_joined(line), left, top, right, bottom)


def _joined(line: etree._Element) -> str:
    """The words of a line; what pdftotext parts at a ligature or a small capital is put together again."""
    text, end = "", 0.0
    for word in line.iter("{*}word"):
        added = word.text or ""
        height = float(word.attrib["yMax"]) - float(word.attrib["yMin"])
        numbers = text[-1:].isdigit() and added[:1].isdigit()  # a year and the mark of its footnote
        parted = numbers or float(word.attrib["xMin"]) - end > _SPACE * height
        text += f" {added}" if text and parted else added
        end = float(word.attrib["xMax"])
    return text


def _by_pdfium(path: Path) -> list[list[Line]]:
    try:
        with pdfium.PdfDocument(path) as document:
            return [list(_pdfium_lines(page)) for page in document]
    except pdfium.PdfiumError as error:
        raise EvaluationError(f"{path.name}: {error}") from error


def _pdfium_lines(page: pdfium.PdfPage) -> Iterator[Line]:
    width, height = page.get_size()
    text = page.get_textpage()
    start = 0
    for words in text.get_text_range().split("\r\n"):
        first, last = start, start + len(words.rstrip()) - 1
        start += len(words) + 2
        if not words.strip():
            continue
        left, _, _, top = text.get_charbox(first, loose=True)
        _, bottom, right, _ = text.get_charbox(last, loose=True)
        yield Line(words.strip(), left / width, 1 - top / height, right / width, 1 - bottom / height)


def text_of(page: Page) -> str:
    """A page's text, a line on a line."""
    return "\n".join(line.text for line in page)


def words(text: str) -> Counter[str]:
    """How often each word occurs: runs of letters, and runs of digits, with case folded, ligatures
    expanded, and hyphens taken out, at the ends of lines and elsewhere."""
    plain = unicodedata.normalize("NFKC", _DIVIDED.sub("", text)).casefold()
    return Counter(_WORD.findall(plain))


def without_furniture(pages: Sequence[Page]) -> list[list[Line]]:
    """Each page's lines without running heads and feet, page numbers and contents lists."""
    seen = Counter(alike for page in pages for alike in {_alike(line) for line in page if line.in_margin})
    return [
        [] if is_contents else [line for line in page if not _is_furniture(line, seen)]
        for page, is_contents in zip(pages, _contents_pages(pages), strict=True)
    ]


def _alike(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _is_furniture(line: Line, seen: Counter[str]) -> bool:
    repeated = seen[_alike(line)] >= REPEATS
    return line.in_margin and (repeated or bool(_PAGE_NUMBER.fullmatch(line.text)))


def _contents_pages(pages: Sequence[Page]) -> Iterator[bool]:
    """Whether each page is one of contents: it has that heading, or follows one that is, and lists pages."""
    listing = False
    for page in pages:
        entries = sum(bool(_ENTRY.search(line.text)) for line in page)
        begins = any(_CONTENTS.fullmatch(line.text) for line in page)
        listing = (listing or begins) and entries >= ENTRIES * len(page)
        yield listing
