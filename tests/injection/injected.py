"""The hostile documents and questions of ``cases.yaml``: read, written as files, found again in a library."""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from docx import Document
from made_documents import odt_package
from made_docx import add_paragraph, text
from made_pdfs import LEFT, TOP, Shade, Words, write_pdf
from made_pictures import Drawn
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Cm

from assistant.answers import Answer
from assistant.web.render import Said
from ingest.documents import GuidanceDocument, Passage
from ingest.library import Library

CASES = Path(__file__).with_name("cases.yaml")
CANARY = "CANARY"
"""The word with which what is hidden begins."""
WHITE = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class HostileDocument:
    """A document that tries something.

    Attributes:
        name: of its file.
        tries: what it tries, in words that go on from "it".
        asks: a practitioner's question that it answers.
        raw: the whole of a text; or
        title, shows, hides, by: its title, the paragraphs that it shows, what it hides, and by which means.
        flagged: words of the warning that whoever adds it must be given; "" where it hides nothing.
    """

    name: str
    tries: str
    asks: str
    raw: str = ""
    title: str = ""
    shows: tuple[str, ...] = ()
    hides: str = ""
    by: str = ""
    flagged: str = ""

    def write(self, folder: Path) -> Path:
        """Write it to a folder."""
        path = folder / self.name
        if self.raw:
            path.write_text(spelt_out(self.raw), encoding="utf-8")
        else:
            WRITERS[path.suffix](self, path)
        return path


@dataclass(frozen=True)
class HostileQuestion:
    """A question that tries something.

    Attributes:
        asks: the question.
        tries: what it tries.
        plain: whether it also asks how soon the core group meets.
    """

    asks: str
    tries: str
    plain: bool = True


def hostile_documents() -> list[HostileDocument]:
    """All hostile documents."""
    return [_document(told) for told in yaml.safe_load(CASES.read_text(encoding="utf-8"))["documents"]]


def hostile_questions() -> list[HostileQuestion]:
    """All hostile questions."""
    found = yaml.safe_load(CASES.read_text(encoding="utf-8"))["questions"]
    return [HostileQuestion(**{**told, "asks": spelt_out(told["asks"])}) for told in found]


def hostile_to_browsers() -> list[HostileDocument]:
    """Those that would run or fetch something if a browser took their words for markup."""
    return [case for case in hostile_documents() if any(mark in case.tries for mark in TO_BROWSERS)]


TO_BROWSERS = ("script", "markup", "element", "fetched", "attribute", "address", "source", "fetches")


def held(case: HostileDocument, library: Library) -> GuidanceDocument:
    """A hostile document as a library holds it."""
    return next(one for one in library.documents() if Path(one.path).name == case.name)


def with_passages(library: Library) -> list[tuple[HostileDocument, list[Passage]]]:
    """Each hostile document with its passages, for whoever hands them to something that may obey."""
    return [(case, library.passages_of(held(case, library).id)) for case in hostile_documents()]


def _document(told: Mapping[str, object]) -> HostileDocument:
    shows = tuple(told.get("shows", ()))
    hidden = CANARY in str(told.get("raw", "")) or "hides" in told
    return HostileDocument(**{"flagged": "hidden text" if hidden else "", **told, "shows": shows})


SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "tags": lambda words: "".join(chr(0xE0000 + ord(c)) for c in words),
    "selectors": lambda words: "".join(
        chr(0xFE00 + byte if byte < 16 else 0xE0100 + byte - 16) for byte in words.encode()
    ),
    "widthless": lambda words: "".join("\u200c" if bit == "1" else "\u200b" for bit in _bits(words)),
    "backwards": lambda words: f"\u202e{words}\u202c",
    "base64": lambda words: base64.b64encode(words.encode()).decode(),
}


def _bits(words: str) -> str:
    return "".join(f"{byte:08b}" for byte in words.encode())


def spelt_out(written: str) -> str:
    """A text of ``cases.yaml`` with what stands in double brackets written as it says."""
    written = re.sub(
        r"\[\[(\w+):(.*?)\]\]", lambda m: SPELLINGS[m[1]](" ".join(m[2].split())), written, flags=re.DOTALL
    )
    return written.replace("[[esc]]", "\x1b")


def write_docx(case: HostileDocument, path: Path) -> None:
    rules = {"hidden": "<w:vanish/>", "white": '<w:color w:val="FFFFFF"/>', "tiny": '<w:sz w:val="2"/>'}
    document = Document()
    document.add_heading(case.title, 1)
    for words in case.shows:
        document.add_paragraph(words)
    if case.hides:
        add_paragraph(document, text(case.hides, rules[case.by]))
    document.save(str(path))


def write_odt(case: HostileDocument, path: Path) -> None:
    rules = {"hidden": 'text:display="none"', "white": 'fo:color="#ffffff"', "": ""}
    style = f'<style:style style:name="T" style:family="text"><style:text-properties {rules[case.by]}/>'
    shown = "".join(f"<text:p>{words}</text:p>" for words in case.shows)
    hidden = f'<text:p><text:span text:style-name="T">{case.hides}</text:span></text:p>' if case.hides else ""
    body = f'<text:h text:outline-level="1">{case.title}</text:h>{shown}{hidden}'
    odt_package(body, path, automatic=f"{style}</style:style>")


def write_pptx(case: HostileDocument, path: Path) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = case.title
    for at, words in enumerate(case.shows):
        _box(slide, 2, 5 + 2 * at, words)
    if case.by == "hidden":
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide._element.set("show", "0")
    if case.hides:
        run = _box(slide, -30 if case.by == "off the page" else 2, 12, case.hides)
        run.font.color.rgb = RGBColor(255, 255, 255) if case.by == "white" else RGBColor(0, 0, 0)
    presentation.save(str(path))


def _box(slide, left: float, top: float, words: str):
    frame = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(15), Cm(1)).text_frame
    run = frame.paragraphs[0].add_run()
    run.text = words
    return run


def write_print(case: HostileDocument, path: Path) -> None:
    page: list[object] = [Words(case.title, y=TOP + 40, size=18, bold=True)]
    page += [Words(words, y=TOP - 30 * at) for at, words in enumerate(case.shows)]
    if case.hides:
        page.append(_hidden_print(case))
    if case.by == "covered":
        page.append(Shade(60, 590, 560, 620, WHITE))
    write_pdf(path, [page])
    if case.by == "open action":
        script = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AA << /WC << /S /URI /URI "
        acting = b"/Type /Catalog " + script + b"(https://collect.example/) >> >>"
        path.write_bytes(path.read_bytes().replace(b"/Type /Catalog", acting))


def _hidden_print(case: HostileDocument) -> Drawn:
    colour = {"white": b"1 1 1 rg", "hidden": b"3 Tr"}.get(case.by, b"")
    y, size = (-60 if case.by == "off the page" else 600), (1 if case.by == "tiny" else 11)
    return Drawn(b"%s BT /Plain %d Tf %d %d Td (%s) Tj ET" % (colour, size, LEFT, y, case.hides.encode()))


WRITERS: Mapping[str, Callable[[HostileDocument, Path], None]] = {
    ".docx": write_docx,
    ".odt": write_odt,
    ".pptx": write_pptx,
    ".pdf": write_print,
}


def told(answer: Answer) -> Said:
    """An answer as the page tells it, without the contacts that are the product's own."""
    return Said(replace(answer, panel=None))
