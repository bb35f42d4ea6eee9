"""A cited passage in its document: its printed page where there is a PDF, else its section, escaped."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from made_found import heading, items, paragraph
from made_pdfs import lines, write_pdf
from made_web import HOSTILE, Page
from PIL import Image

from assistant.showing import PageNotShown, Shown, ShownKind, page_picture, section_html, shown
from assistant.showing.sections import MOST_WORDS
from ingest import pipeline
from ingest.documents import Block, BlockKind, GuidanceDocument, Metadata, Passage
from ingest.embedding import Embedder
from ingest.library import Library
from ingest.passages import cut_passages, document_text

TOLD = "Staff tell the lead about a concern at once."
DOCUMENT = GuidanceDocument("d" * 16, "d" * 64, "/policy.md", Metadata(title="Policy"))


class Stored:
    """Of a library what showing asks for: the text and the blocks of one document."""

    def __init__(self, *blocks: Block) -> None:
        self._blocks = list(blocks)
        self.passages = cut_passages(blocks, DOCUMENT, lambda texts: [len(t.split()) for t in texts], 256)

    def text(self, _document_id: str) -> str:
        return document_text(self._blocks)

    def blocks(self, _document_id: str) -> list[Block]:
        return self._blocks

    def passage(self, words: str) -> Passage:
        return next(one for one in self.passages if words in one.text)


def section(stored: Stored, words: str, *quotes: str) -> str:
    return section_html(stored, stored.passage(words), quotes)  # type: ignore[arg-type]


def sub(text: str, level: int = 2) -> Block:
    return Block(BlockKind.HEADING, text, level)


def test_a_section_goes_from_its_heading_to_the_next_of_its_level_or_a_higher_one():
    stored = Stored(
        heading("Before"),
        paragraph("What comes before."),
        sub("Concerns"),
        paragraph(TOLD),
        sub("Within", 3),
        paragraph("What stands below it."),
        sub("After"),
        paragraph("What comes after."),
    )
    told = Page(section(stored, TOLD))
    assert told.text == f"Concerns{TOLD}WithinWhat stands below it."
    assert [tag for tag, _ in told.elements if tag.startswith("h")] == ["h4", "h5"]


def test_what_is_quoted_is_marked_and_the_passage_has_an_element_of_its_own():
    stored = Stored(heading("Concerns"), paragraph(f"{TOLD} The lead decides."), *items("who", "when"))
    html = section(stored, TOLD, "The lead decides.", "when", "what nobody said", "")
    assert Page(html).marks == ["The lead decides.", "when"]
    assert html.count('<div class="passage" id="passage" tabindex="-1">') == 1
    assert "<li" in html
    assert "•" not in html


def test_a_part_of_a_block_is_shown_within_the_whole_block():
    long = [f"Sentence {at} says what it says in so many words." for at in range(60)]
    stored = Stored(heading("Concerns"), paragraph(" ".join(long)))
    assert len(stored.passages) > 1
    passage = stored.passage("Sentence 40 says")
    html = section_html(stored, passage, [long[40]])  # type: ignore[arg-type]
    within = html.split('<div class="passage"')[1].split("</div>")[0]
    assert Page(html).marks == [long[40]]
    assert long[40] in Page(f"<div {within}").text
    assert long[0] not in within
    assert all(sentence in Page(html).text for sentence in long)


def test_rows_and_footnotes_are_shown_as_what_they_are():
    row, note = Block(BlockKind.ROW, "Who: the lead; When: at once"), Block(BlockKind.FOOTNOTE, "See below.")
    html = section(Stored(heading("Table"), row, row, paragraph(TOLD), note), "the lead")
    assert html.count('<ul class="rows">') == 1
    assert html.count("<li>Who: the lead; When: at once</li>") == 2
    assert '<p class="footnote">See below.</p>' in html


def test_a_box_is_shown_alone_and_does_not_end_what_is_around_it():
    boxed = [replace(block, boxed=True) for block in (heading("Box"), paragraph("In the box."))]
    stored = Stored(sub("Around"), paragraph(TOLD), *boxed, paragraph("Still around."))
    assert Page(section(stored, TOLD)).text == f"Around{TOLD}BoxIn the box.Still around."
    assert Page(section(stored, "In the box.")).text == "BoxIn the box."


def test_words_before_any_heading_are_a_section_too():
    assert Page(section(Stored(paragraph(TOLD), heading("After"), paragraph("More.")), TOLD)).text == TOLD


def test_a_long_section_is_cut_on_both_sides_of_the_passage():
    others = [paragraph(f"Word{at} {'word ' * 98}end.") for at in range(60)]
    html = section(Stored(heading("Long"), *others[:30], paragraph(TOLD), *others[30:]), TOLD)
    assert MOST_WORDS * 0.8 < len(Page(html).text.split()) < MOST_WORDS * 1.2
    assert html.count('class="cut"') == 2
    assert "Word29 " in html
    assert "Word30 " in html
    assert "Word0 " not in html


def test_a_short_section_is_whole():
    assert "cut" not in section(Stored(heading("Short"), paragraph(TOLD)), TOLD)


def test_a_block_without_end_is_cut():
    stored = Stored(heading("Endless"), paragraph("Words without end. " * 20_000))
    assert len(section_html(stored, stored.passages[200])) < 60_000  # type: ignore[arg-type]


def test_nothing_in_a_document_becomes_html():
    kinds = [
        paragraph(HOSTILE),
        *items(HOSTILE),
        Block(BlockKind.ROW, HOSTILE),
        Block(BlockKind.FOOTNOTE, HOSTILE),
    ]
    stored = Stored(heading(f"Heading {HOSTILE}"), *kinds, Block(BlockKind.ITEM, HOSTILE, 1, number="<b>"))
    page = Page(section(stored, HOSTILE, HOSTILE))
    assert {tag for tag, _ in page.elements} <= {"div", "h3", "p", "ul", "li", "mark"}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert page.text.count(HOSTILE) == 6


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    pages = [
        lines("Before."),
        [*lines("Concerns", size=18, bold=True, top=760), *lines(TOLD, "The lead decides.")],
    ]
    return write_pdf(tmp_path / "policy.pdf", pages)


def show(library: Library, quote: str, page: int | None = None) -> Shown:
    (document,) = library.documents()
    passage = next(one for one in library.passages_of(document.id) if quote in one.text)
    return shown(library, library.home, passage, document, [quote], page)


def add(library: Library, embedder: Embedder, path: Path) -> None:
    assert [one.outcome for one in pipeline.add_files(library, embedder, [path])] == ["added"]


def test_a_pdfs_page_is_shown_with_the_quote_marked_after_the_file_has_gone(
    library: Library, embedder: Embedder, pdf: Path
):
    add(library, embedder, pdf)
    pdf.unlink()
    made = show(library, TOLD)
    assert (made.kind, made.page, made.pages, made.marked, made.html) == (ShownKind.PAGE, 2, 2, 1, "")
    assert "page 2" in made.title
    assert Image.open(io.BytesIO(made.png)).format == "PNG"


def test_one_can_turn_to_another_page_but_to_none_that_is_not_there(
    library: Library, embedder: Embedder, pdf: Path
):
    add(library, embedder, pdf)
    turned = show(library, TOLD, page=1)
    assert (turned.page, turned.marked) == (1, 0)
    assert turned.png != show(library, TOLD).png
    with pytest.raises(PageNotShown, match="has 2 pages, and no page 3"):
        show(library, TOLD, page=3)


def test_without_the_original_the_section_is_shown(library: Library, embedder: Embedder, pdf: Path):
    add(library, embedder, pdf)
    pdf.unlink()
    (copy,) = (library.home / "originals").iterdir()
    copy.unlink()
    made = show(library, TOLD)
    assert (made.kind, made.page, made.pages, made.png, made.marked) == (
        ShownKind.SECTION,
        None,
        None,
        b"",
        1,
    )
    assert Page(made.html).marks == [TOLD]
    with pytest.raises(PageNotShown, match="no copy"):
        show(library, TOLD, page=1)


def test_a_damaged_copy_is_shown_as_its_section(library: Library, embedder: Embedder, pdf: Path):
    add(library, embedder, pdf)
    (copy,) = (library.home / "originals").iterdir()
    copy.write_bytes(b"%PDF damaged")
    assert show(library, TOLD).kind is ShownKind.SECTION


def test_other_formats_are_shown_as_their_section(library: Library, embedder: Embedder, tmp_path: Path):
    path = tmp_path / "policy.md"
    path.write_text(f"# Policy\n\n## Concerns\n\n{TOLD}\n\n## More\n\nOther words.\n", encoding="utf-8")
    add(library, embedder, path)
    path.unlink()
    made = show(library, TOLD)
    assert (made.kind, made.marked) == (ShownKind.SECTION, 1)
    assert Page(made.html).text == f"PolicyConcerns{TOLD}"


def test_a_quote_on_the_passages_second_page_is_shown_there(
    library: Library, embedder: Embedder, tmp_path: Path
):
    pages = [lines("The plan says", top=80), lines("who does what and by which day the lead is told.")]
    add(library, embedder, write_pdf(tmp_path / "policy.pdf", pages))
    made = show(library, "who does what and by which day the lead is told.")
    assert (made.page, made.marked) == (2, 1)


def test_page_pictures_can_be_had_by_path_alone(pdf: Path):
    assert page_picture(pdf, 2, [TOLD], 400).marked == 1
