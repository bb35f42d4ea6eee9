"""The values that flow through ingestion: blocks, what a reader returns, documents and passages.

    file ──reader──▶ Reading (blocks) ──passages──▶ GuidanceDocument, its text, Passage …

All are frozen. Character spans are half-open and count Python characters.
"""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class BlockKind(StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table row or footnote, in reading order.

    Attributes:
        kind: what it is.
        text: its words on one line: white space collapsed, hyphenation undone, no bullet glyph and no
            printed number at the front. Never empty. A table row is readable alone:
            ``Column head: cell; Column head: cell``.
        level: for a heading 1 (highest) to 6; for a list item its depth, from 1; otherwise 0.
        number: the number as printed before the text ("155.", "2.14", "(a)", "42"), or "".
        page: physical page on which it starts, from 1; None where the format has no pages.
        end_page: physical page on which it ends; None means the same as ``page``.
        notes: the footnote markers that were printed in it, each as the place in ``text`` where it stood
            and the footnote's number; a FOOTNOTE block follows the block that first refers to it.
        boxed: whether it stands in a box of its own; the headings within a box end with it.
        prospective: whether it is law that is not yet in force.
        ocr: whether its words were read from a picture, and may be wrong.
    """

    kind: BlockKind
    text: str
    level: int = 0
    number: str = ""
    page: int | None = None
    end_page: int | None = None
    notes: tuple[tuple[int, str], ...] = ()
    boxed: bool = False
    prospective: bool = False
    ocr: bool = False

    def rendered(self) -> str:
        """The block as one line of a document's text, with its printed number or a bullet in front."""
        if self.number:
            return f"{self.number} {self.text}"
        return f"• {self.text}" if self.kind is BlockKind.ITEM else self.text


class GapKind(StrEnum):
    """Why a part of a document could not be read as words."""

    SCAN = "scan"
    PICTURE = "picture"
    FLOW_CHART = "flow chart"


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where a document shows something that its text does not give.

    Attributes:
        kind: a whole page that is a picture (scan), a picture that may hold words, or a flow chart, whose
            words are read but whose arrows are lost.
        page: physical page, from 1; None where the format has no pages.
        where: the heading that it stands under, or "".
        described: what the document itself says of a picture, for those who cannot see it, or "".
        ocr: whether its words were read by OCR.
    """

    kind: GapKind
    page: int | None = None
    where: str = ""
    described: str = ""
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document is: its entry in the catalogue. Every field may be empty when nobody said.

    Dates are ISO, as exact as they are known: "2023", "2023-12" or "2023-12-15".

    Attributes:
        title: the document's own title.
        edition: the edition in words, as people name it: "2023", "May 2024", "September 2025".
        version: what sets this text apart from the edition itself: "for information", "draft"; else "".
        publisher: who issued it.
        published: when this edition was.
        effective_from, effective_until: the days (inclusive) between which it applies; empty means when it
            was published, and until something replaces it.
        supersedes, superseded_by: names of what it replaced, and of what replaced it.
        withdrawn: when its publisher withdrew it; "yes" where it was and the day is not known.
        nation: a key of ``ingest.vocabulary.NATIONS``.
        audience: whom it protects: children, adults or both.
        sector: who works to it: a key of ``ingest.vocabulary.SECTORS``.
        kind: a key of ``ingest.vocabulary.KINDS``.
        licence: under which it may be used: "OGL v3.0", "Crown copyright", or as stated.
        source_url: where it can be read on the web.
        checked: when somebody last compared it with its source.
        summarises: for a summary, the official document and section that it is written from.
        work: for a well-known document, its key in the table of ``ingest.known``.
    """

    title: str = ""
    edition: str = ""
    version: str = ""
    publisher: str = ""
    published: str = ""
    effective_from: str = ""
    effective_until: str = ""
    supersedes: str = ""
    superseded_by: str = ""
    withdrawn: str = ""
    nation: str = ""
    audience: str = ""
    sector: str = ""
    kind: str = ""
    licence: str = ""
    source_url: str = ""
    checked: str = ""
    summarises: str = ""
    work: str = ""


class Sureness(StrEnum):
    """How sure a field of a catalogue entry is, surest first."""

    CONFIRMED = "confirmed"
    """A person said it."""
    STATED = "stated"
    """The file or its publisher says it of itself."""
    LIKELY = "likely"
    """Read from its words; seldom wrong."""
    GUESS = "guess"
    """To be checked before anybody relies on it."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a field of a catalogue entry holds what it does.

    Attributes:
        field: a field of ``Metadata``.
        sure: how sure it is.
        because: where it was found, for a person to check: "December 2023" on page 1.
    """

    field: str
    sure: Sureness
    because: str


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file's own properties say, often wrongly; every one may be empty.

    Attributes:
        title, author, subject, company: as typed by whoever made the file.
        created, modified: ISO dates.
    """

    title: str = ""
    author: str = ""
    subject: str = ""
    company: str = ""
    created: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one file.

    Attributes:
        blocks: the body in reading order; never empty (a reader raises instead).
        metadata: what the document states of itself in a form that can be relied on; missing parts are
            guessed later.
        properties: what the file's properties say.
        pages: number of physical pages (slides of a presentation), or None where the format has none.
        page_labels: what is printed on each physical page as its number ("", "ii", "12"); empty where
            the format has no pages.
        gaps: what the file shows and its text does not give, in order.
        warnings: other sentences for the person who added the file.
        margins: what its running heads and feet say, which are not among the blocks; each line once.
    """

    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    properties: Properties = field(default_factory=Properties)
    pages: int | None = None
    page_labels: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    warnings: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()


class State(StrEnum):
    """Whether a document may be worked to on a day."""

    IN_FORCE = "in force"
    """Nothing is known to have replaced it."""
    FORTHCOMING = "not yet in force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    UNKNOWN = ""
    """Nobody has asked."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands on a day; see ``ingest.editions``.

    Attributes:
        state: whether it may be worked to.
        since: from when (or, forthcoming, until when it does not apply), an ISO date as exact as known.
        by: the name of what replaced it, or of the newer edition that is known of.
        by_id: the id of that document where the library holds it, else "".
        sure: whether what replaced it was read in an official source, rather than mentioned elsewhere.
    """

    state: State = State.UNKNOWN
    since: str = ""
    by: str = ""
    by_id: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class GuidanceDocument:
    """A document as the library lists it; its text is kept apart, being large.

    Attributes:
        id: 16 hexadecimal digits, from the file's bytes.
        sha256: of the file's bytes, in full.
        path: where the file was when it was added.
        metadata: title, edition and so on; ``metadata.title`` is never empty here.
        pages, page_labels, gaps: as in its ``Reading``.
        bases: why the fields of its metadata hold what they do; none for a field that is empty.
        standing: how it stands on the day that was asked about; never stored.
    """

    id: str
    sha256: str
    path: str
    metadata: Metadata
    pages: int | None = None
    page_labels: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    bases: tuple[Basis, ...] = ()
    standing: Standing = field(default_factory=Standing)

    def as_dict(self) -> dict[str, Any]:
        """The document as plain values for JSON; see docs/json.md."""
        return {
            "id": self.id,
            "path": self.path,
            "pages": self.pages,
            "gaps": [asdict(gap) for gap in self.gaps],
            **asdict(self.metadata),
            "bases": [asdict(basis) for basis in self.bases],
            "standing": asdict(self.standing),
        }

    def sure(self, name: str) -> Sureness | None:
        """How sure a field of its metadata is; None where that is not known."""
        return next((basis.sure for basis in self.bases if basis.field == name), None)

    def page_label(self, page: int | None) -> str:
        """What is printed on a physical page as its number, or "" where nothing is."""
        return self.page_labels[page - 1] if page and page <= len(self.page_labels) else ""

    @property
    def name(self) -> str:
        """Title with edition and version, as a citation gives it, the edition not said twice."""
        title, edition, version = self.metadata.title, self.metadata.edition, self.metadata.version
        told = [edition if edition not in title else "", f"{version} version" if version else ""]
        added = ", ".join(part for part in told if part)
        return f"{title} ({added})" if added else title


class Role(StrEnum):
    """What part a sentence plays where it stands, which decides what must be quoted with it."""

    SENTENCE = "sentence"
    LEAD_IN = "lead-in"
    ITEM = "item"
    ROW = "row"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a passage that can be quoted: a sentence, a list item's sentence, a table row.

    Attributes:
        start, end: its span in the passage's text, without the printed number or bullet.
        role: its part; a lead-in introduces the items that follow it.
        level: how deep it stands in a list, 0 outside.
        label: how the document numbers it, in full ("155", "2.14(a)", "42(1)(b)" in section 42 of an Act),
            or "" where it is not numbered.
        notes: numbers of the footnotes that it refers to, as printed.
    """

    start: int
    end: int
    role: Role
    level: int = 0
    label: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one section of one document: the unit of retrieval and citation.

    Attributes:
        id: 16 hexadecimal digits, from the document, the place in it and the text; the same file read
            again gives the same ids.
        document_id: the document that it stands in.
        position: its place among the document's passages, from 0.
        heading_path: the headings above it, outermost first.
        numbers: printed paragraph or section numbers that begin in it, as printed.
        page, end_page: first and last physical page, from 1, or None.
        start, end: its span in the document's text (every block on a line of its own), which holds
            ``text`` there to the letter.
        text: the words, beginning with the headings that stand directly above them.
        body: where in ``text`` the words below those headings begin.
        lead_in: what the passage begins below and cannot be read without, outermost first, a line each: the
            sentence or heading that leads into its list ("The core group should:"), and for a part of a
            table row the names of its row and column; otherwise "".
        strength: the strongest duty its words carry: must, should, may or none.
        sentences: what can be quoted from it, in order; headings are not among them.
        prospective: whether it is law that is not yet in force.
        ocr: whether some of its words were read from a picture, and may be wrong.
    """

    id: str
    document_id: str
    position: int
    heading_path: tuple[str, ...]
    numbers: tuple[str, ...]
    page: int | None
    end_page: int | None
    start: int
    end: int
    text: str
    body: int
    lead_in: str
    strength: str
    sentences: tuple[Sentence, ...]
    prospective: bool = False
    ocr: bool = False

    def led_by(self, index: int) -> str:
        """The words that lead into an item's list, or what the passage carries of them if they stand before
        it; "" for what is no item."""
        if not self.sentences[index].level:
            return ""
        place = self.lead_in_of(index)
        if place is None:
            return self.lead_in
        return self.text[self.sentences[place].start : self.sentences[place].end]

    def lead_in_of(self, index: int) -> int | None:
        """The place of the sentence that leads into an item's list, or None if it is not in the passage."""
        level = self.sentences[index].level
        for place in range(index - 1, -1, -1):
            sentence = self.sentences[place]
            if sentence.role is Role.LEAD_IN and (sentence.level < level or not level):
                return place
            if sentence.role in (Role.SENTENCE, Role.ROW):
                return None
        return None
