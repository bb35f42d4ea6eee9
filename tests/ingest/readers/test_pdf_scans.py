"""The words of a PDF's pictures as lines and blocks."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from made_pdfs import Words, lines, write_pdf
from made_pictures import Drawn, page_of_print, photograph, picture, print_on
from PIL import Image

from ingest import ocr
from ingest.documents import BlockKind, GapKind
from ingest.readers.pdf.artwork import artwork
from ingest.readers.pdf.lines import page_pieces
from ingest.readers.pdf.pictures.places import Place, page_places
from ingest.readers.pdf.pictures.scans import OcrWords, read_places

needs_tesseract = pytest.mark.skipif(not ocr.available(), reason=f"needs Tesseract: {ocr.INSTALL}")

SAID = [
    "Tell the lead on the same day as you see it.",
    "Write down what was said, by whom and when.",
    "Ring the duty team within 24 hours.",
]


def words_of(file: Path, number: int = 1) -> tuple[Place, OcrWords]:
    """The first place of one page of a file, and what OCR makes of it."""
    document = pdfium.PdfDocument(file)
    page = document[number - 1]
    printed = page_pieces(page, number)
    place = page_places(page, artwork(page), number, len(document), printed)[0]
    return place, read_places(document, [place], [[]] * (number - 1) + [printed])


def made(tmp_path: Path, *parts: Words | Drawn) -> Path:
    return write_pdf(tmp_path / "made.pdf", [parts])


def scan(image: Image.Image) -> Drawn:
    return picture(image, 0, 0, 595, 842)


@needs_tesseract
def test_a_scan_gives_the_lines_of_its_page_in_their_places_and_of_one_type(tmp_path: Path):
    place, words = words_of(made(tmp_path, scan(page_of_print(SAID))))

    found = words.lines[1]
    assert words.has(place)
    assert [line.text for line in found] == SAID
    assert len({line.size for line in found}) == 1
    assert found[0].page == 1
    assert 780 < found[0].y < 842
    assert found[0].y - found[1].y == pytest.approx(51 * 842 / 1754, abs=4)


def test_a_bullet_that_is_read_as_a_letter_is_a_bullet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    read = [
        ocr.OcrLine("e tell the duty team", 0, 0, 900, 40, 40),
        ocr.OcrLine("each day", 0, 60, 900, 100, 40),
    ]
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "read_page", lambda image: read)

    _, words = words_of(made(tmp_path, scan(page_of_print(SAID))))

    assert [line.text for line in words.lines[1]] == ["• tell the duty team", "each day"]


@needs_tesseract
def test_a_heading_on_a_scan_keeps_its_larger_type(tmp_path: Path):
    image = print_on(page_of_print([]), ["What to do at once"], 64)

    _, words = words_of(made(tmp_path, scan(print_on(image, SAID, 34, (60, 240)))))

    head, *rest = words.lines[1]
    assert head.text == "What to do at once"
    assert head.size > 1.4 * rest[0].size


@needs_tesseract
def test_words_that_the_page_prints_over_a_scan_are_not_read_twice(tmp_path: Path):
    head = Words("Policy of the made-up school, page 2", y=600)

    _, words = words_of(made(tmp_path, scan(page_of_print(SAID)), head))

    assert [line.text for line in words.lines[1]] == [head.text, *SAID]


@needs_tesseract
def test_a_picture_among_text_gives_blocks_marked_as_read_by_ocr(tmp_path: Path):
    card = print_on(Image.new("RGB", (900, 400), "white"), SAID)

    place, words = words_of(made(tmp_path, *lines(*SAID), picture(card, 80, 200, 400, 178)))

    (block,) = words.blocks[place]
    assert place.kind is GapKind.PICTURE
    assert (block.kind, block.page, block.ocr) == (BlockKind.PARAGRAPH, 1, True)
    assert block.text == " ".join(SAID)


@needs_tesseract
def test_a_picture_without_words_stays_unread(tmp_path: Path):
    document = pdfium.PdfDocument(made(tmp_path, picture(photograph(), 0, 0, 595, 400)))
    place = Place(GapKind.PICTURE, 1, (0, 0, 595, 400), 0.5)

    assert not read_places(document, [place], [[]]).has(place)


def test_a_failure_is_a_warning_that_names_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(image: Image.Image) -> list[ocr.OcrLine]:
        raise ocr.OcrFailed("took longer than 120 seconds")

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "read_page", fail)

    place, words = words_of(made(tmp_path, scan(page_of_print(SAID))))

    assert not words.has(place)
    assert words.warnings == ("OCR of page 1 took longer than 120 seconds; its picture was not read.",)


def test_many_doubtful_words_are_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ocr, "available", lambda: True)
    unsure = ocr.OcrLine("Tell the lead at once please", 0, 0, 900, 40, 40, doubtful=2)
    monkeypatch.setattr(ocr, "read_page", lambda image: [unsure])

    place, words = words_of(made(tmp_path, scan(page_of_print(SAID))))

    assert words.has(place)
    assert words.warnings == ("OCR is not sure of many words on page 1: check them against the document.",)


def test_without_tesseract_nothing_is_read_and_the_warning_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ocr, "available", lambda: False)

    place, words = words_of(made(tmp_path, scan(page_of_print(SAID))))

    assert not words.has(place)
    assert "tesseract-ocr" in words.warnings[0]
    assert "tesseract-ocr" in words.warnings[0]


@needs_tesseract
@pytest.mark.parametrize(("number", "longest", "word"), [(24, 70, "working day"), (71, 60, "trainee")])
def test_the_flow_charts_of_real_guidance_are_read_box_by_box(
    guidance: Callable[[str], Path], number: int, longest: int, word: str
):
    place, words = words_of(guidance("Keeping_children_safe_in_education_2025.pdf"), number)

    texts = [block.text for block in words.blocks[place]]
    assert 14 <= len(texts) <= 40
    assert max(len(text.split()) for text in texts) <= longest
    assert any(word in text.lower() for text in texts)
