"""What a Word paragraph shows: its text, how it looks, its notes, and what is drawn beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

from ingest.readers._drafts import Look, shared_look
from ingest.readers._hidden import Unseen, together
from ingest.readers._notes import note_mark, unmarked
from ingest.readers._numerals import ordinal
from ingest.readers._text import LINE
from ingest.readers.docx.numbering import W
from ingest.readers.docx.styles import Styles, value
from ingest.readers.docx.unseen import Seeing

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_GONE = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delInstrText", "delText", "rPr", "pPr", "rt")
)
_SPACES = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": LINE,
    f"{W}cr": LINE,
    f"{W}noBreakHyphen": "-",
}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_DRAWN = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_LISTING = re.compile(r"\s*(?:TOC|TOA|INDEX)\b")
_SYMBOLS = {
    "Symbol": {0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB0: "°", 0xB1: "±", 0xAE: "→", 0xB9: "≠", 0x6D: "µ"},
    "Wingdings": {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0xE0: "→", 0xE8: "→"},
    "Wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0xA3: "☐"},
}
_RAISED = re.compile(r"(?:[^\W\d]{3}|[.,;:)’”])$")  # "abuse" and "abuse." may bear a note; "m" is squared


@dataclass(slots=True)
class Run:
    """What a paragraph holds."""

    text: str = ""
    looks: list[tuple[int, Look]] = field(default_factory=list)  # with characters set so
    notes: list[tuple[str, str, str]] = field(default_factory=list)  # kind, id, number as printed
    boxes: list[Element] = field(default_factory=list)
    drawn: list[Element] = field(default_factory=list)

    @property
    def look(self) -> Look:
        """How the paragraph as a whole is set."""
        return shared_look(self.looks)


class Runs:
    """Gathers paragraphs one after another: fields go on over paragraphs, and notes are counted.

    Attributes:
        under: where they stand, for whoever is told of hidden words.
        unseen: the words that were left out because nobody sees them.

    Args:
        styles: the document's styles.
        root: the part's root element, in which fields begin and end.
        formats: for "footnote" and "endnote" the style and first number of their figures.
        seeing: tells what can be seen.
    """

    def __init__(
        self, styles: Styles, root: Element, formats: dict[str, tuple[str, int]], seeing: Seeing
    ) -> None:
        self.under = ""
        self.unseen: list[Unseen] = []
        self._seeing = seeing
        self._styles = styles
        self._whole = _matched(root)
        self._formats = formats
        self._counts = {kind: first - 1 for kind, (_, first) in formats.items()}
        self._fields: list[str] = []  # the instructions of those open, outermost first
        self._in_result: list[bool] = []

    @property
    def listing(self) -> bool:
        """Whether a generated table of contents or index is open."""
        return any(_LISTING.match(each) for each in self._fields)

    def gather(self, element: Element, style_id: str) -> Run:
        """All that a paragraph shows."""
        run, before = Run(), len(self.unseen)
        self._inside(run, element, style_id)
        self.unseen[before:] = together(self.unseen[before:])
        return run

    def _inside(self, run: Run, element: Element, style_id: str) -> None:
        for child in shown(element):
            self._take(run, child, style_id)

    def _take(self, run: Run, element: Element, style_id: str) -> None:
        tag = element.tag
        if tag == f"{W}fldChar":
            self._field(element)
        elif tag == f"{W}r":
            self._take_run(run, element, style_id)
        elif tag == f"{W}fldSimple":
            self._simple_field(run, element, style_id)
        elif self.listing:
            self._inside(run, element, style_id)  # only for where its fields end
        elif tag == f"{W}txbxContent":
            run.boxes.append(element)
        elif tag in {f"{W}t", _MATH_TEXT}:
            self._add(run, unmarked(element.text or ""))
        elif tag in _NOTES:
            self._refer(run, _NOTES[tag], element)
        elif tag in _SPACES:
            run.text += _SPACES[tag]
        elif tag == f"{W}sym":
            run.text += _symbol(element)
        elif not tag.startswith(_DRAWING):
            if tag in _DRAWN:
                run.drawn.append(element)
            self._inside(run, element, style_id)

    def _add(self, run: Run, text: str) -> None:
        if not all(self._in_result):
            return  # a part of an instruction, such as the condition of an IF
        if self._fields and self._fields[-1].split()[:1] == ["NOTEREF"] and text.strip():
            run.text += note_mark(text.strip())  # points to a note for the second time
        else:
            run.text += text

    def _take_run(self, run: Run, element: Element, style_id: str) -> None:
        properties = element.find(f"{W}rPr")
        for child in element.iterfind(f"{W}instrText"):
            if self._fields and not self._in_result[-1]:
                self._fields[-1] += child.text or ""
        character = value(properties, "rStyle")
        if self._hides(self._seeing.unseen(element, properties, character, style_id)):
            return
        before, noted = run.text, len(run.notes)
        self._inside(run, element, style_id)
        added = run.text[len(before) :]
        custom = any(child.get(f"{W}customMarkFollows") for child in element)
        if custom and len(run.notes) > noted:
            number = added.strip() or "*"
            run.text = before + note_mark(number)
            run.notes[-1] = (*run.notes[-1][:2], number)
        elif _is_raised(properties) and added.strip().isdecimal() and _RAISED.search(before):
            run.text = before + note_mark(added.strip())
        elif added.strip():
            run.looks.append((len(added.strip()), self._look(properties, character, style_id, added)))

    def _hides(self, unseen: Unseen | None) -> bool:
        """Whether a run is left out, being unseen; what is, or may be, is noted with where it stands."""
        if unseen is None:
            return False
        if all(self._in_result):
            self.unseen.append(replace(unseen, where=self.under))
        return not unseen.unsure

    def _look(self, properties: Element | None, character: str, style_id: str, text: str) -> Look:
        styles = self._styles
        own = properties is not None and properties.find(f"{W}b") is not None
        bold = styles.on(properties, character, "b") or (not own and styles.on(None, style_id, "b"))
        letters = [c for c in text if c.isalpha()]
        capitals = (bool(letters) and text.isupper()) or styles.on(properties, character, "caps")
        return Look(styles.size(properties, character, style_id), bold, capitals or not letters)

    def _refer(self, run: Run, kind: str, element: Element) -> None:
        style, _ = self._formats[kind]
        number = ""
        if not element.get(f"{W}customMarkFollows"):
            self._counts[kind] += 1
            number = ordinal(self._counts[kind], style)
        run.notes.append((kind, element.get(f"{W}id", ""), number))
        run.text += note_mark(number)

    def _field(self, element: Element) -> None:
        what = element.get(f"{W}fldCharType")
        if what == "begin" and element in self._whole:
            self._fields.append("")
            self._in_result.append(False)
        elif what == "separate" and element in self._whole and self._fields:
            self._in_result[-1] = True
        elif what == "end" and element in self._whole and self._fields:
            self._fields.pop()
            self._in_result.pop()

    def _simple_field(self, run: Run, element: Element, style_id: str) -> None:
        self._fields.append(element.get(f"{W}instr", ""))
        self._in_result.append(True)
        self._inside(run, element, style_id)
        self._fields.pop()
        self._in_result.pop()


def _matched(root: Element) -> set[Element]:
    """The marks of fields that both begin and end; a field that never ends would swallow the document."""
    whole: set[Element] = set()
    open_: list[list[Element]] = []
    for mark in root.iter(f"{W}fldChar"):
        what = mark.get(f"{W}fldCharType")
        if what == "begin":
            open_.append([mark])
        elif what == "separate" and open_:
            open_[-1].append(mark)
        elif what == "end" and open_:
            whole.update((*open_.pop(), mark))
    return whole


def _is_raised(properties: Element | None) -> bool:
    return value(properties, "vertAlign") == "superscript"


def _symbol(element: Element) -> str:
    """A character of a symbol font, by what it shows where that carries meaning, else as it is coded."""
    stated = element.get(f"{W}char", "")
    if not re.fullmatch(r"[0-9A-Fa-f]{1,4}", stated):
        return ""
    code = int(stated, 16)
    known = _SYMBOLS.get(element.get(f"{W}font", ""), {})
    if code & 0xFF in known and code >> 8 in {0, 0xF0}:
        return known[code & 0xFF]
    return "" if 0xD800 <= code < 0xE000 else chr(code)


def shown(element: Element) -> Iterator[Element]:
    """The children that Word shows: not what was deleted, and one of each pair of alternatives."""
    for child in element:
        if child.tag == f"{_MC}AlternateContent":
            choice = child.find(f"{_MC}Choice")
            if choice is None:
                choice = child.find(f"{_MC}Fallback")
            if choice is not None:
                yield from shown(choice)
        elif isinstance(child.tag, str) and child.tag not in _GONE and not _is_prompt(child):
            yield child


def _is_prompt(element: Element) -> bool:
    """Whether a content control still shows only its "Click here to enter text"."""
    prompt = element.find(f"{W}sdtPr/{W}showingPlcHdr") if element.tag == f"{W}sdt" else None
    return prompt is not None and prompt.get(f"{W}val", "1") not in {"0", "false", "off"}
