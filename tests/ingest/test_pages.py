"""Pages as pictures: quoted words are marked where they are printed, and no PDF stops the next."""

import io
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hostile_pdfs import HOSTILE_PDFS, deflated, pdf
from made_pdfs import Turned, Words, lines, write_pdf
from PIL import Image, ImageChops

from ingest import pages
from ingest.documents import GuidanceDocument, Metadata
from ingest.pages import PageNotShown, PagePicture, page_picture
from ingest.pages.drawing import drawn
from ingest.pages.marks import find_quote, letters_of
from ingest.passages import cut_passages
from ingest.readers import read

SAID = "Staff tell the lead."
REAL = [
    "Working_together_to_safeguard_children_2023_-_statutory_guidance.pdf",
    "Keeping_children_safe_in_education_2025.pdf",
]


def found(page: str, quote: str) -> list[str]:
    return [page[start:end] for start, end in find_quote(page, letters_of(page), quote)]


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        ("Staff  tell\r\nthe lead.", "Staff tell the lead."),
        ("Safe-\r\nguarding is for all.", "Safeguarding is for all."),
        ("Safe\x02\r\nguarding is for all.", "Safeguarding is for all."),
        ("A multi-\r\nagency team.", "A multi-agency team."),
        ("The oﬃcer ﬁnds it.", "The officer finds it."),
        ("The con\xadference meets.", "The conference meets."),
        ("She said ‘stop’ – twice.", "She said 'stop' - twice."),
        ("the café\r\nopens", "the cafe\u0301 opens"),
        ("It is told12 to the lead.", "to the lead."),
    ],
)
def test_a_quote_is_found_however_it_is_printed(page: str, quote: str):
    assert found(f"Before this. {page} And after.", quote) == [page.removeprefix("It is told12 ")]


def test_a_quote_is_found_as_words_and_not_within_others():
    assert found("The category is a cat.", "cat") == ["cat"]
    assert found("The category.", "cat") == []


def test_a_footnotes_marker_within_a_quote_is_stepped_over():
    page = "The lead is told of every concern12 within one working day. More."
    told = found(page, "The lead is told of every concern within one working day.")
    assert told == ["The lead is told of every concern", "within one working day."]


def test_the_cells_of_a_row_are_found_though_its_heads_stand_elsewhere():
    page = "Who What The designated safeguarding lead refers the child to children’s social care"
    quote = "Who: The designated safeguarding lead; What: refers the child to children’s social care"
    runs = ["The designated safeguarding lead", "refers the child to children’s social care"]
    assert found(page, quote) == runs


def test_what_goes_over_to_the_next_page_is_found_on_both():
    first = f"{'Something else is said. ' * 5}The designated safeguarding lead must tell the local"
    second = f"authority about the allegation on the same day. {'Something else is said. ' * 5}"
    quote = (
        "The designated safeguarding lead must tell the local authority about the allegation on the same day."
    )
    assert found(first, quote) == ["The designated safeguarding lead must tell the local"]
    assert found(second, quote) == ["authority about the allegation on the same day."]


def test_a_phrase_that_a_page_shares_with_a_quote_is_no_finding():
    page = f"Keeping children safe in education is guidance. {'Something else is said. ' * 9}"
    quote = "Read Keeping children safe in education with all that your local safeguarding partners publish."
    assert found(page, quote) == []
    assert found(page, "") == found(page, "…") == found("", quote) == []


def picture(made: PagePicture) -> Image.Image:
    return Image.open(io.BytesIO(made.png)).convert("RGB")


def boxes(image: Image.Image) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None]:
    """Round all that is marked, and round all that is printed in black."""
    _, _, blue = image.split()
    red = image.split()[0]
    yellow = ImageChops.subtract(red, blue).point(lambda value: 255 * (value > 100))
    return yellow.getbbox(), red.point(lambda value: 255 * (value < 100)).getbbox()


def is_marked_and_nothing_else(image: Image.Image) -> bool:
    marked, printed = boxes(image)
    assert marked
    assert printed
    around = all(a <= b for a, b in zip(marked[:2], printed[:2], strict=True))
    around = around and all(a >= b for a, b in zip(marked[2:], printed[2:], strict=True))
    return around and all(abs(a - b) < 20 for a, b in zip(marked, printed, strict=True))


@pytest.mark.parametrize(
    ("page", "size"),
    [
        (b"", (1000, 1415)),
        (b"/Rotate 90", (1000, 707)),
        (b"/Rotate 180", (1000, 1415)),
        (b"/Rotate 270", (1000, 707)),
        (b"/CropBox [50 600 350 800]", (1000, 667)),
        (b"/CropBox [50 600 350 800] /Rotate 90", (1000, 1500)),
    ],
)
def test_the_mark_is_round_the_words_however_the_page_is_turned_or_cropped(
    tmp_path: Path, page: bytes, size: tuple[int, int]
):
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf(page=page))
    made = page_picture(path, 1, [SAID])
    assert (made.marked, picture(made).size) == (1, size)
    assert is_marked_and_nothing_else(picture(made))


def test_only_the_quoted_words_are_marked(tmp_path: Path):
    path = write_pdf(tmp_path / "made.pdf", [lines("Staff tell the lead.", "The lead decides.")])
    quoted, other = page_picture(path, 1, ["The lead decides."]), page_picture(path, 1)
    assert (quoted.marked, other.marked) == (1, 0)
    marked, printed = boxes(picture(quoted))
    assert marked
    assert printed
    assert marked[1] > printed[1] + 15
    assert boxes(picture(other)) == (None, printed)


def test_words_printed_up_the_page_are_marked(tmp_path: Path):
    path = write_pdf(tmp_path / "made.pdf", [[Turned("Safeguarding", 100, 400)]])  # type: ignore[list-item]
    made = page_picture(path, 1, ["Safeguarding"])
    assert made.marked == 1
    assert is_marked_and_nothing_else(picture(made))


def test_a_quote_that_is_not_on_the_page_marks_nothing(tmp_path: Path):
    path = write_pdf(tmp_path / "made.pdf", [lines("Staff tell the lead."), lines("Another page.")])
    made = page_picture(path, 2, ["Staff tell the lead.", "Another page."])
    assert made.marked == 1
    assert page_picture(path, 2, ["Staff tell the lead."]).marked == 0


@pytest.mark.parametrize(
    "box", [b"0 0 14000 14000", b"0 0 14000 10", b"0 0 0 0", b"0 0 1e30 1e30", b"0 0 1 9000"]
)
def test_no_picture_is_larger_than_the_limit(tmp_path: Path, box: bytes):
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf(box=box))
    assert max(picture(page_picture(path, 1, width=10**9)).size) <= 2000


@pytest.mark.parametrize("page", [0, -1, 2, 10**9])
def test_a_page_that_is_not_there_is_told(tmp_path: Path, page: int):
    path = write_pdf(tmp_path / "made.pdf", [lines(SAID)])
    with pytest.raises(PageNotShown, match=f"^The document has 1 page, and no page {page}.$"):
        page_picture(path, page)


def test_pages_that_a_file_claims_and_does_not_have_are_refused(tmp_path: Path):
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf(tree=b"/Kids [3 0 R] /Count 10000"))
    assert page_picture(path, 1, [SAID]).marked == 1
    with pytest.raises(PageNotShown):
        page_picture(path, 9000)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: write_pdf(path, [lines(SAID)], encrypted=True), "password-protected"),
        (lambda path: path.write_bytes(pdf()[:60]), "damaged"),
        (lambda path: path.write_bytes(b""), "damaged"),
        (lambda path: None, "cannot be drawn"),
    ],
)
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, make: Callable[[Path], object], told: str):
    make(tmp_path / "made.pdf")
    with pytest.raises(PageNotShown, match=told):
        page_picture(tmp_path / "made.pdf", 1)


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pages, "CPU_SECONDS", 1)
    slow, good = tmp_path / "slow.pdf", write_pdf(tmp_path / "good.pdf", [lines(SAID)])
    shapes = b"0 0 m 90 800 500 -900 595 842 c 3 7 m 9 9 900 9 5 842 c h f*\n" * 300_000
    slow.write_bytes(pdf(content=deflated(shapes), filters=b"/Filter /FlateDecode"))
    with pytest.raises(PageNotShown, match="takes too long"):
        page_picture(slow, 1)
    assert page_picture(good, 1, [SAID]).marked == 1


def test_no_hostile_file_stops_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pages, "CPU_SECONDS", 2)
    good = write_pdf(tmp_path / "good.pdf", [lines(SAID)])
    folder = tmp_path / "outer" / "folder"
    folder.mkdir(parents=True)
    for at, hostile in enumerate(HOSTILE_PDFS):
        path = folder / f"{at}.pdf"
        hostile.make(path)
        began = time.monotonic()
        with suppress(PageNotShown):
            assert picture(page_picture(path, 1, [SAID])).size
        assert time.monotonic() - began < 15, hostile.name
        assert page_picture(good, 1, [SAID]).marked == 1, hostile.name


def test_quotes_without_end_are_looked_for_in_bounded_time(tmp_path: Path):
    path = write_pdf(tmp_path / "made.pdf", [[Words("a " * 90, y=800 - at) for at in range(500)]])
    began = time.monotonic()
    assert page_picture(path, 1, ["a b " * 2000, "b a " * 2000]).png
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("name", REAL)
def test_the_first_sentence_of_nearly_every_passage_is_marked_on_its_page(guidance: Path, name: str):
    if not (guidance / name).exists():
        pytest.skip(f"needs the real document {name}, which is not part of the project")
    reading = read(guidance / name)
    document = GuidanceDocument("0" * 16, "0" * 64, name, Metadata(title=name), pages=reading.pages)
    passages = cut_passages(
        reading.blocks, document, lambda texts: [len(text.split()) for text in texts], 256
    )
    said = [one for one in passages if one.sentences]
    sample = said[:: len(said) // 100][:100]
    firsts = [(one.page or 0, one.text[one.sentences[0].start : one.sentences[0].end]) for one in sample]
    missed = [(page, said) for page, said in firsts if not drawn(guidance / name, page, [said], 300)[1]]
    assert len(missed) <= 5, missed
