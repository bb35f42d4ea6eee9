"""An outline as a PDF on A4: one column, wide margins, a rule beside what is quoted."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from fpdf.prefs import ViewerPreferences

from assistant.exporting import fonts, words
from assistant.exporting.outline import (
    Block,
    Differing,
    Heading,
    Item,
    Notice,
    Outline,
    Paragraph,
    Reference,
    Said,
    Side,
)

MARGIN, FOOT = 26.0, 24.0
INK, QUIET, ACCENT = (31, 42, 48), (86, 100, 108), (29, 79, 99)
RULE, NOTICE_RULE, NOTICE_FILL = (157, 180, 190), (201, 138, 27), (253, 246, 231)
LEADING = 1.42
"""Height of a line, in sizes of its letters."""
TOTAL = "\ue000" * 3
"""Stands for the number of pages until it is known; no text holds it, since no font shows it."""
WHOLE = 90.0
"""Millimetres; what is shorter is not parted by the end of a page."""
TALLEST_PAIR = 200.0
"""Millimetres; two quotes that are taller side by side stand one below the other."""


def written(outline: Outline, day: date) -> bytes:
    """The whole as a file."""
    page = Page(outline.title, day)
    page.text(outline.title, 22, color=ACCENT, bold=True, after=2)
    for line in outline.origin:
        page.text(line, 9.5, color=QUIET)
    page.gap(4)
    page.notice(outline.notice)
    for block in outline.blocks:
        _block(page, block)
    if outline.references:
        page.heading(words.REFERENCES, 1)
    for reference in outline.references:
        _reference(page, reference)
    return bytes(page.output())


def _block(page: "Page", block: Block) -> None:
    match block:
        case Heading(text, level):
            page.heading(text, level)
        case Paragraph(text, quiet):
            page.text(text, 9.5 if quiet else 11, color=QUIET if quiet else INK, after=1.5)
        case Item(text):
            page.item(text)
        case Notice(text):
            page.notice(text)
        case Said():
            page.said(block)
        case Differing():
            _differing(page, block)


def _differing(page: "Page", differing: Differing) -> None:
    tallest = max(page.height_of(side) for side in differing.sides)
    page.keep(min(tallest + 12, WHOLE))
    page.text(differing.about, 11, after=2)
    if tallest > TALLEST_PAIR:
        for side in differing.sides:
            page.side(side)
        return
    page.keep(tallest)
    top, bottom = page.get_y(), 0.0
    for place, side in enumerate(differing.sides):
        page.set_y(top)
        with page.half(place):
            page.side(side)
        bottom = max(bottom, page.get_y())
    page.set_y(bottom)


def _reference(page: "Page", reference: Reference) -> None:
    page.heading(reference.title, 2)
    page.set_link(page.link_to(reference.number), y=page.get_y() - 8, page=page.page)
    for detail in reference.details:
        page.text(detail, 9.5, color=QUIET)
    if reference.url:
        page.text(reference.url, 9.5, color=ACCENT, link=reference.url)
    page.gap(1.5)
    page.quote(reference.lines, 10)
    page.gap(3)


class Page(FPDF):
    """The page being written: text in a few looks, each wrapped and carried over to the next page."""

    def __init__(self, title: str, day: date) -> None:
        super().__init__(format="A4")
        self._links: dict[int, int] = {}
        fonts.add_to(self)
        self.c_margin = 0.0
        self.set_margins(MARGIN, FOOT, MARGIN)
        self.set_auto_page_break(True, FOOT)
        self.alias_nb_pages(TOTAL)
        self.set_title(title)
        self.set_author(words.NAME)
        self.set_creator(words.NAME)
        self.set_lang("en-GB")
        self.set_creation_date(datetime.combine(day, time(), UTC))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.add_page()

    def footer(self) -> None:
        """The name and the page, on every page."""
        self.set_y(-15)
        self._look(9, QUIET)
        self.cell(text=f"{words.NAME}, {words.PAGE.format(page=self.page_no(), pages=TOTAL)}")

    def link_to(self, number: int) -> int:
        """The place of a reference, to be linked to before it is written."""
        if number not in self._links:
            self._links[number] = self.add_link()
        return self._links[number]

    def gap(self, height: float) -> None:
        """Leave room, unless the page begins or ends there."""
        if self.get_y() > self.t_margin and not self.will_page_break(height):
            self.ln(height)

    def keep(self, height: float) -> None:
        """Begin a new page where there is not so much room left on this one."""
        if self.will_page_break(height):
            self.add_page()

    def heading(self, text: str, level: int) -> None:
        """A heading that has room for a few lines below it, and stands in the outline of the file."""
        size, above, after = {1: (15.0, 9.0, 2.0), 2: (12.0, 5.0, 1.5)}.get(level, (11.0, 3.0, 1.0))
        self.keep(above + 22)
        self.gap(above)
        self.start_section(self._shown(text), level - 1, strict=False)
        self.text(text, size, color=INK if level > 2 else ACCENT, bold=True, after=after)

    def item(self, text: str) -> None:
        """An item of a list, its lines below one another."""
        self.keep(min(self._height(text, 11, 6), WHOLE))
        top = self.get_y()
        self.text("•", 11, indent=2)
        self.set_y(top)
        self.text(text, 11, indent=6, after=1)

    def notice(self, text: str) -> None:
        """A notice on a ground of its own."""
        said = f"{words.NOTE}: {text}"
        self.gap(1)
        self.keep(min(self._height(said, 10.5, 3) + 4, WHOLE))
        self.set_fill_color(*NOTICE_FILL)
        self.text(said, 10.5, rule=NOTICE_RULE, fill=True, after=3, padding=2)

    def said(self, said: Said) -> None:
        """A statement with the numbers that lead to its references."""
        self.keep(min(self._height_of(said), WHOLE))
        if said.quoted:
            self.quote(said.lines, 11)
        else:
            for line in said.lines:
                self.text(line, 11)
        self._look(9.5, QUIET)
        height = self.font_size * LEADING
        self.set_x(self.l_margin + (4 if said.quoted else 0))
        for number in said.numbers:
            self.set_text_color(*ACCENT)
            self._fit_in_line(f"[{number}] ", said.quoted)
            self.cell(
                self.get_string_width(f"[{number}]") + 1, height, f"[{number}]", link=self.link_to(number)
            )
        self.set_text_color(*QUIET)
        remark = f"({said.remark})" if said.remark else ""
        self._fit_in_line(remark, said.quoted)
        self.cell(0, height, remark, new_x="LMARGIN", new_y="NEXT")
        self.gap(3.5)

    def side(self, side: Side) -> None:
        """One of two quotes that differ."""
        self.text(side.name, 10, bold=True, after=1)
        self.said(side.said)

    def height_of(self, side: Side) -> float:
        """How tall it is at half the width."""
        with self.half(0):
            return self._height(side.name, 10, 1) + self._height_of(side.said) + 8

    def quote(self, lines: Iterable[str], size: float) -> None:
        """Lines beside a rule."""
        for line in lines:
            self.text(line, size, rule=RULE, indent=1, padding=3)

    @contextmanager
    def half(self, place: int) -> Iterator[None]:
        """Write in the left half (0) or the right half (1) of the page."""
        left, right = self.l_margin, self.r_margin
        middle, between = self.epw / 2, 3
        self.set_left_margin(left + (middle + between if place else 0))
        self.set_right_margin(right + (0 if place else middle + between))
        try:
            yield
        finally:
            self.set_left_margin(left)
            self.set_right_margin(right)

    def text(  # type: ignore[override]
        self,
        text: str,
        size: float,
        *,
        color: tuple[int, int, int] = INK,
        bold: bool = False,
        indent: float = 0,
        after: float = 0,
        rule: tuple[int, int, int] | None = None,
        fill: bool = False,
        padding: int = 0,
        link: str = "",
    ) -> None:
        """A paragraph.

        Args:
            text: its words, on one line.
            size: of its letters, in points.
            color: of its letters.
            bold: whether they are.
            indent: of the whole, in millimetres.
            after: room left below it.
            rule: colour of a rule on its left.
            fill: whether it stands on the ground that is set.
            padding: between the rule and the words.
            link: an address that it leads to.
        """
        said = self._shown(text)
        self._look(size, color, bold=bold)
        self.set_text_shaping(fonts.needs_shaping(said))
        self.set_x(self.l_margin + indent)
        if rule:
            self.set_draw_color(*rule)
            self.set_line_width(0.7)
        self.multi_cell(
            0,
            self.font_size * LEADING,
            said,
            border="L" if rule else 0,
            align="L",
            fill=fill,
            link=link or None,
            new_x="LMARGIN",
            new_y="NEXT",
            padding=(2 if fill else 0, 1, 2 if fill else 0, padding),
        )
        self.set_text_shaping(False)
        self.gap(after)

    def _height_of(self, said: Said) -> float:
        return sum(self._height(line, 11, 5) for line in said.lines) + 6

    def _height(self, text: str, size: float, narrower: float) -> float:
        self._look(size, INK)
        width = self.epw - narrower
        line = self.font_size * LEADING
        height = self.multi_cell(
            width, line, self._shown(text), align="L", dry_run=True, output=MethodReturnValue.HEIGHT
        )
        return float(height)  # type: ignore[arg-type]

    def _look(self, size: float, color: tuple[int, int, int], *, bold: bool = False) -> None:
        self.set_font(fonts.FAMILY, "B" if bold else "", size)
        self.set_text_color(*color)

    def _fit_in_line(self, text: str, quoted: bool) -> None:
        """Go on in the next line where a text has no room left in this one."""
        if self.get_x() + self.get_string_width(text) > self.w - self.r_margin:
            self.ln(self.font_size * LEADING)
            self.set_x(self.l_margin + (4 if quoted else 0))

    def _shown(self, text: str) -> str:
        return fonts.shown(text, self)
