"""Finding what a PDF page shows and its text does not give."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from made_pdfs import Words, grid, lines, read_pages, write_pdf
from made_pictures import (
    Drawn,
    arrow,
    block_arrow,
    box,
    letters,
    page_of_print,
    path,
    photograph,
    picture,
    print_on,
    rounded,
)
from PIL import Image

from ingest.documents import GapKind
from ingest.readers.pdf.artwork import artwork, has_hidden_text
from ingest.readers.pdf.lines import page_pieces
from ingest.readers.pdf.pictures.places import Place, page_places, without_furniture_places

SAID = [
    "Tell the lead on the same day.",
    "Write down what was said and when.",
    "Do not ask leading questions.",
    "Keep the record in the locked file.",
]
PROSE = lines(*(f"{said} This is printed as text on the page." for said in SAID * 3))
Part = Words | Drawn
Find = Callable[..., list[Place]]


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """The places of a PDF made of pages, after furniture is left out."""

    def places(*pages: Sequence[Part]) -> list[Place]:
        return places_of(write_pdf(tmp_path / "made.pdf", pages))

    return places


def places_of(file: Path, *numbers: int) -> list[Place]:
    """The places on some pages of a file, or on all."""
    document = pdfium.PdfDocument(file)
    wanted = numbers or range(1, len(document) + 1)
    found: list[Place] = []
    for number in wanted:
        page = document[number - 1]
        found += page_places(page, artwork(page), number, len(document), page_pieces(page, number))
    return without_furniture_places(found)


def kinds(places: Sequence[Place]) -> list[tuple[int, GapKind]]:
    return [(place.page, place.kind) for place in places]


def scan() -> Drawn:
    return picture(page_of_print(SAID * 5), 0, 0, 595, 842)


def card(wide: int = 900, high: int = 500) -> Image.Image:
    return print_on(Image.new("RGB", (wide, high), "white"), SAID)


def test_every_page_that_is_a_picture_of_print_is_a_scan(find: Find):
    assert kinds(find([scan()], [scan()])) == [(1, GapKind.SCAN), (2, GapKind.SCAN)]


def test_a_scan_with_a_printed_running_head_is_still_a_scan(find: Find):
    head = Words("Policy of the made-up school, page 2", y=820)

    assert kinds(find([head, scan()], PROSE)) == [(1, GapKind.SCAN)]


def test_a_page_without_anything_on_it_is_no_gap(find: Find):
    assert find([], [picture(Image.new("RGB", (600, 800), "white"), 0, 0, 595, 842)]) == []


def test_a_picture_of_words_among_text_is_a_picture(find: Find):
    (place,) = find([*PROSE, picture(card(), 80, 200, 400, 220)])

    assert (place.page, place.kind) == (1, GapKind.PICTURE)
    assert place.box == pytest.approx((80, 200, 480, 420), abs=1)


def test_a_photograph_is_no_gap_whether_among_text_or_on_a_page_of_its_own(find: Find):
    among = [*PROSE, picture(photograph(), 80, 200, 400, 260)]
    alone = [picture(photograph((600, 850)), 0, 0, 595, 842)]

    assert find(among, alone) == []


def test_a_logo_is_no_gap(find: Find):
    assert find([*PROSE, picture(card(400, 200), 60, 760, 110, 55)]) == []


def test_a_picture_at_one_place_on_every_page_is_furniture(find: Find):
    page = [*PROSE, picture(card(), 60, 100, 300, 90)]

    assert find(page, page, page) == []
    assert len(find(page, PROSE, PROSE)) == 1


def test_scans_that_all_lie_in_one_frame_are_not_furniture(find: Find):
    page = [*lines(*(f"{said} Printed above a picture of a form." for said in SAID)), Words("x", y=60)]
    page.append(picture(page_of_print(SAID * 4), 50, 90, 495, 560))

    assert kinds(find(page, page, page)) == [(n, GapKind.PICTURE) for n in (1, 2, 3)]


def test_a_cover_picture_is_no_gap_but_a_chart_on_the_last_page_is(find: Find):
    cover = [Words("Safeguarding policy", size=30), picture(card(900, 400), 60, 60, 300, 130)]
    last = [*lines(*SAID), picture(page_of_print(SAID * 4), 50, 90, 495, 500)]

    assert kinds(find(cover, PROSE, PROSE, PROSE, last)) == [(5, GapKind.PICTURE)]


def test_a_picture_behind_printed_words_is_their_background(find: Find):
    assert find([picture(card(1200, 1600), 0, 0, 595, 842), *PROSE]) == []


def test_a_picture_cut_into_strips_is_one(find: Find):
    image = page_of_print(SAID * 4, (900, 1000))
    strips = [
        picture(image.crop((0, 100 * at, 900, 100 * at + 100)), 60, 560 - 40 * at, 400, 40)
        for at in range(10)
    ]

    (place,) = find([*lines(*PROSE_LINES), *strips])

    assert place.box == pytest.approx((60, 200, 460, 600), abs=1)


PROSE_LINES = [f"{said} This is printed as text above a picture." for said in SAID * 2]


def test_a_page_seen_on_its_side_is_read_as_it_is_seen(find: Find, tmp_path: Path):
    file = write_pdf(tmp_path / "turned.pdf", [[*PROSE, picture(card(), 80, 200, 400, 220)]])
    file.write_bytes(
        file.read_bytes().replace(b"/MediaBox [0 0 595 842]", b"/Rotate 90/MediaBox[0 0 595 842]")
    )

    assert kinds(places_of(file)) == [(1, GapKind.PICTURE)]


UNSEEN = Drawn(b"BT /Plain 11 Tf 3 Tr 72 700 Td (Tell the lead on the same day.) Tj ET")


def test_words_that_a_scanner_put_unseen_with_its_picture_are_told_from_printed_ones(tmp_path: Path):
    pages = [[scan(), UNSEEN], [*PROSE, scan()], [scan(), Words("Seen")], PROSE]
    document = pdfium.PdfDocument(write_pdf(tmp_path / "read.pdf", pages))

    assert [has_hidden_text(page, artwork(page)) for page in document] == [True, True, False, False]


def test_a_scan_whose_words_the_scanner_read_is_no_gap_and_they_are_marked_as_read(tmp_path: Path):
    reading = read_pages(tmp_path, [scan(), UNSEEN], [*PROSE, scan()], PROSE)

    assert reading.gaps == ()
    assert reading.blocks[0].text == "Tell the lead on the same day."
    assert {(block.page, block.ocr) for block in reading.blocks} == {(1, True), (2, True), (3, False)}


def test_a_paragraph_that_goes_on_in_a_scan_is_marked_as_read(tmp_path: Path):
    begun = lines("The lead is told of it on the same day by whoever has heard of it from a child, and")
    unseen = Drawn(b"BT /Plain 11 Tf 3 Tr 72 760 Td (by nobody else.) Tj ET")
    (block,) = read_pages(tmp_path, begun, [scan(), unseen]).blocks

    assert (block.page, block.end_page, block.ocr) == (1, 2, True)


def step(text: str, y: float, *, x: float = 150, shape: Callable[..., Drawn] = box) -> list[Part]:
    return [shape(x, y, 240, 50), Words(text, x + 20, y + 20)]


def test_boxes_joined_by_arrows_are_a_flow_chart(find: Find):
    chart = [*step("A concern is raised", 600), *arrow(270, 600, 550), *step("The lead is told", 500)]
    chart += [*arrow(270, 500, 450), *step("The lead decides", 400)]

    (place,) = find([*lines("What to do", size=16), *chart])

    assert place.kind is GapKind.FLOW_CHART
    assert place.box == pytest.approx((150, 400, 390, 650), abs=2)


def test_block_arrows_and_round_corners_make_a_flow_chart_too(find: Find):
    chart = [*step("A concern is raised", 600, shape=rounded), block_arrow(270, 598, 552)]
    chart += [*step("The lead is told", 500, shape=rounded), block_arrow(270, 498, 452)]
    chart += step("The lead decides", 400, shape=rounded)

    assert kinds(find(chart)) == [(1, GapKind.FLOW_CHART)]


def test_tables_panels_and_triangular_bullets_are_no_flow_charts(find: Find):
    needs = [["Need", "Service"], ["Low", "Universal"], ["High", "Statutory"]]
    table = grid(needs, 700, [200, 200])
    shaded = [box(72, 700 - 20 * at, 400, 18, filled=True) for at in range(1, 4)]
    ruled = [path((200, 640), (200, 600), closed=False), path((72, 640), (72, 600), closed=False)]
    panels = [part for at in range(3) for part in step(f"Case {at} is described in words", 600 - 100 * at)]
    bullets = [path((60, y), (60, y + 8), (67, y + 4), filled=True) for y in range(300, 700, 40)]

    assert find([*shaded, *table, *ruled], panels, [*PROSE, *bullets, *step("A panel", 500)]) == []


def test_words_drawn_as_shapes_are_a_picture(find: Find):
    assert kinds(find([*PROSE, *letters(12, 45, 80, 250)])) == [(1, GapKind.PICTURE)]


def test_rows_of_one_drawn_shape_are_no_words(find: Find):
    ticks = [
        Drawn(b"%g %g m %g %g %g %g v %g %g %g %g v h f" % tick_at(row, at))
        for row in range(12)
        for at in range(9)
    ]

    assert find([*PROSE, *ticks]) == []


def tick_at(row: int, at: int) -> tuple[float, ...]:
    x, y = 80 + 40.0 * at, 250 + 16.0 * row
    return x, y, x + 4, y, x + 8, y + 8, x + 4, y + 4, x, y


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Keeping_children_safe_in_education_2024.pdf", {24: "picture", 70: "picture"}),
        ("Keeping_children_safe_in_education_2025.pdf", {24: "picture", 71: "picture"}),
        (
            "Working_together_to_safeguard_children_2023_-_statutory_guidance.pdf",
            {57: "picture"} | dict.fromkeys((76, 78, 102, 103, 104, 105, 150), "flow chart"),
        ),
        ("Mental_Capacity_Act_code_of_practice.pdf", {}),
        ("Info_sharing_advice_content_May_2024.pdf", {}),
        ("GOVUK_printed_page_childrens_homes_recruiting_staff.pdf", {}),
    ],
)
def test_real_guidance_has_these_gaps_and_no_others(
    guidance: Callable[[str], Path], name: str, expected: dict[int, str]
):
    places = places_of(guidance(name))

    assert {place.page: place.kind.value for place in places} == expected
    assert len(places) == len(expected)
    assert all(place.described for place in places)
