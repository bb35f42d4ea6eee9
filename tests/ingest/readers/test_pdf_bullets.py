"""Bullets that a PDF draws as little shapes instead of typing them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from made_pdfs import Drawn, Rule, Shade, Words, body, rules_across, rules_down, write_pdf

from ingest.readers.pdf.artwork import artwork
from ingest.readers.pdf.bullets import with_bullets
from ingest.readers.pdf.drawings import drawn, walls
from ingest.readers.pdf.lines import Line, page_pieces

BLACK = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Disc:
    """A disc, filled or a ring, round a place, as a browser prints the bullet of a list."""

    x: float
    y: float
    radius: float = 1.5
    paint: bytes = b"f"

    def drawn(self) -> bytes:
        x, y, r = self.x, self.y, self.radius
        k = 0.552 * r
        curves = [
            (x + r, y + k, x + k, y + r, x, y + r),
            (x - k, y + r, x - r, y + k, x - r, y),
            (x - r, y - k, x - k, y - r, x, y - r),
            (x + k, y - r, x + r, y - k, x + r, y),
        ]
        start = b"0 g 0 G 0.6 w %g %g m\n" % (x + r, y)
        return start + b"".join(b"%g %g %g %g %g %g c\n" % curve for curve in curves) + b"h %s\n" % self.paint


def square(x: float, y: float, side: float) -> Shade:
    return Shade(x - side / 2, y - side / 2, x + side / 2, y + side / 2, BLACK)


Bulleted = Sequence[Drawn | Disc]


def read_lines(folder: Path, page: Bulleted) -> tuple[list[Line], list[Line]]:
    """The lines of a made page before and after its bullets are put to them."""
    document = pdfium.PdfDocument(write_pdf(folder / "made.pdf", [page]))
    drawing = drawn(document[0], artwork(document[0]))
    lines = page_pieces(document[0], 1, walls(drawing))
    document.close()
    return lines, with_bullets(lines, drawing)


def texts(folder: Path, page: Bulleted) -> list[str]:
    return [line.text for line in read_lines(folder, page)[1]]


def items(*marks: Drawn | Disc) -> Bulleted:
    words = [
        Words("see the child at", 90, 700),
        Words("home, alone", 90, 686),
        Words("write it down", 90, 672),
    ]
    return [*words, *marks]


@pytest.mark.parametrize(
    "marks",
    [
        (Disc(80, 703), Disc(80, 675)),
        (Disc(80, 703, paint=b"S"), Disc(80, 675, paint=b"S")),
        (square(80, 703, 3), square(80, 675, 3)),
    ],
    ids=["discs", "rings", "squares"],
)
def test_a_drawn_bullet_stands_before_its_line_and_not_before_the_rest_of_it(
    tmp_path: Path, marks: tuple[Drawn | Disc, ...]
):
    assert texts(tmp_path, items(*marks)) == ["• see the child at", "home, alone", "• write it down"]


def test_a_line_with_a_drawn_bullet_begins_where_the_bullet_does(tmp_path: Path):
    _, (first, *_) = read_lines(tmp_path, items(Disc(80, 703), Disc(80, 675)))
    assert first.x0 == pytest.approx(78.5)


def test_the_footnotes_of_a_line_keep_their_places_behind_a_drawn_bullet(tmp_path: Path):
    page = [*body(770), Words("told^4^ within a day", 90, 700), Disc(80, 703)]
    before, after = read_lines(tmp_path, page)
    assert (before[-2].text, before[-2].notes) == ("told", ((4, "4"),))
    assert after[-2] == replace(before[-2], text="• told", notes=((6, "4"),), x0=after[-2].x0)


def test_one_round_bullet_left_over_from_the_page_before_is_a_bullet(tmp_path: Path):
    assert texts(tmp_path, [*body(740), Words("ring the nurse", 90, 600), Disc(80, 603)])[-1] == (
        "• ring the nurse"
    )


def test_a_typed_bullet_gets_no_second_one(tmp_path: Path):
    page = [Words("• ring the nurse", 90, 700), Disc(80, 703), Words("• tell them", 90, 686), Disc(80, 689)]
    assert texts(tmp_path, page) == ["• ring the nurse", "• tell them"]


NO_BULLETS = {
    "boxes to be ticked": items(square(80, 704, 9), square(80, 676, 9)),
    "one square icon": items(square(80, 703, 4)),
    "a row of dots": items(*(Disc(60 + 7 * at, 703) for at in range(4))),
    "dots of a rating": items(Disc(60, 703), Disc(70, 703), Disc(80, 703)),
    "head of an arrow": items(Rule(50, 703, 79, 703), Disc(80, 703), Rule(50, 675, 79, 675), Disc(80, 675)),
    "dots in the box beside": items(
        Disc(70, 703), Disc(70, 675), *rules_across((660, 715), 85, 200), *rules_down((85, 200), 715, 660)
    ),
    "dots far from any words": items(Disc(40, 703), Disc(40, 675)),
    "dots between the lines": items(Disc(80, 711), Disc(80, 683)),
    "white dots": items(Shade(78, 701, 82, 705, (1, 1, 1)), Shade(78, 673, 82, 677, (1, 1, 1))),
}


@pytest.mark.parametrize("page", NO_BULLETS.values(), ids=NO_BULLETS.keys())
def test_other_little_shapes_are_no_bullets(tmp_path: Path, page: Bulleted):
    assert texts(tmp_path, page) == ["see the child at", "home, alone", "write it down"]
