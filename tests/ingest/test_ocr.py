"""Reading print in pictures with Tesseract."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest import ocr
from ingest.ocr import OcrLine, in_boxes

needs_tesseract = pytest.mark.skipif(not ocr.available(), reason=f"needs Tesseract: {ocr.INSTALL}")

SAID = [
    "Staff tell the lead on the same day and write down what they saw.",
    "The lead rings the duty team within 24 hours and keeps a record.",
    "A child must not be asked to repeat what was said to anybody else.",
    "The record is kept for 75 years, locked, apart from other files.",
]


def page(lines: list[str], *, wide: int = 1700, high: int = 1200, size: int = 44) -> Image.Image:
    image = Image.new("RGB", (wide, high), "white")
    draw = ImageDraw.Draw(image)
    for at, line in enumerate(lines):
        draw.text((120, 120 + at * 1.6 * size), line, fill="black", font=ImageFont.load_default(size))
    return image


def chart(boxes: dict[tuple[int, int], str], size: int = 40) -> Image.Image:
    """Boxes of 460 by 240 with their words in short lines, at places."""
    image = Image.new("RGB", (1800, 1300), "white")
    draw = ImageDraw.Draw(image)
    for (x, y), text in boxes.items():
        draw.rectangle((x, y, x + 460, y + 240), outline="navy", width=5)
        draw.multiline_text(
            (x + 40, y + 40), text, fill="black", font=ImageFont.load_default(size), spacing=12
        )
    return image


def words_of(lines: list[OcrLine]) -> str:
    return " ".join(line.text for line in lines)


def line(text: str, left: int, top: int, wide: int = 300) -> OcrLine:
    return OcrLine(text, left, top, left + wide, top + 40, 40)


@needs_tesseract
def test_a_page_of_print_is_read_word_for_word_with_its_numbers():
    found = ocr.read_page(page(SAID))

    assert words_of(found) == " ".join(SAID)
    assert ocr.doubt(found) < 0.1


@needs_tesseract
def test_two_columns_are_read_one_after_the_other():
    left = [
        "Tell the lead on the",
        "same day. Write down",
        "what you saw and heard,",
        "and when. Ask nothing",
        "more of the child.",
    ]
    right = [
        "The lead decides who",
        "else must be told and",
        "rings the duty team",
        "before the day ends,",
        "and keeps the record.",
    ]
    image = Image.new("RGB", (2200, 2400), "white")
    for at, column in enumerate((left * 3, right * 3)):
        image.paste(page(column, wide=1100, high=2400, size=80), (1100 * at, 0))

    assert words_of(ocr.read_page(image)) == " ".join(left * 3 + right * 3)


@needs_tesseract
def test_a_page_that_lies_on_its_side_is_turned():
    sideways = page(SAID * 3, high=1400).rotate(90, expand=True)

    assert SAID[1] in words_of(ocr.read_page(sideways))


@needs_tesseract
def test_the_boxes_of_a_chart_are_read_one_by_one_from_the_top():
    image = chart(
        {
            (100, 80): "A worry about\na child is raised\nwith the lead",
            (1000, 80): "The lead asks for\nadvice from the\nduty team",
            (100, 700): "No referral: keep\nthe child under\nreview",
            (1000, 700): "Referral made\nwithin 1 working\nday",
        }
    )

    boxes = [" ".join(each.text for each in box) for box in in_boxes(ocr.read_picture(image))]

    assert boxes == [
        "A worry about a child is raised with the lead",
        "The lead asks for advice from the duty team",
        "No referral: keep the child under review",
        "Referral made within 1 working day",
    ]


@needs_tesseract
def test_a_picture_without_print_gives_no_lines():
    image = Image.new("RGB", (900, 600), "white")
    draw = ImageDraw.Draw(image)
    for at in range(8):
        draw.ellipse((100 * at, 60 * at, 100 * at + 160, 60 * at + 90), outline="black", width=6)

    assert ocr.read_page(image) == []


@needs_tesseract
def test_a_reading_that_takes_too_long_fails_by_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ocr, "SECONDS", 0.01)

    with pytest.raises(ocr.OcrFailed, match="took longer"):
        ocr.read_page(page(SAID * 4))


@needs_tesseract
def test_a_program_that_is_gone_fails_by_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "/nowhere/tesseract")

    with pytest.raises(ocr.OcrFailed, match="cannot be started"):
        ocr.read_page(page(SAID))


def test_without_the_program_ocr_is_not_available(monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("pytesseract")
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "/nowhere/tesseract")
    ocr.available.cache_clear()
    try:
        assert not ocr.available()
    finally:
        ocr.available.cache_clear()


def test_lines_close_below_one_another_are_one_box_and_boxes_go_by_rows():
    lines = [
        line("right, two", 800, 150),
        line("below", 100, 500),
        line("left, one", 100, 100),
        line("right, one", 800, 95),
        line("left, two", 100, 155),
    ]

    assert [[each.text for each in box] for box in in_boxes(lines)] == [
        ["left, one", "left, two"],
        ["right, one", "right, two"],
        ["below"],
    ]
