"""PDFs: made ones for each habit of the printed page, and real guidance where it is to hand."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from textwrap import wrap

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pdfs import FILLING, LEFT, PITCH, TOP, Page, Words, body, grid, lines, read_pages, write_pdf

from ingest.documents import Block, BlockKind, GuidanceDocument, Metadata, Reading
from ingest.passages import cut_passages, document_text
from ingest.readers import read

HEADING, PARAGRAPH, ITEM, ROW, FOOTNOTE = BlockKind
GUIDES = (
    "Care_Act_2014_ukpga_20140023.pdf",
    "GOVUK_printed_page_childrens_homes_recruiting_staff.pdf",
    "Info_sharing_advice_content_May_2024.pdf",
    "Keeping_children_safe_in_education_2024.pdf",
    "Keeping_children_safe_in_education_2025.pdf",
    "Mental_Capacity_Act_code_of_practice.pdf",
    "Working_together_to_safeguard_children_2023_-_statutory_guidance.pdf",
)

Reader = Callable[..., list[Block]]


@pytest.fixture
def blocks_of_pages(tmp_path: Path) -> Reader:
    """Reads pages of words as a PDF."""
    return lambda *pages: list(read(write_pdf(tmp_path / "made.pdf", pages)).blocks)


def texts(blocks: list[Block], kind: BlockKind) -> list[str]:
    return [block.text for block in blocks if block.kind is kind]


def test_headings_are_told_by_larger_or_bold_type_and_rank_by_size(blocks_of_pages: Reader):
    page = [*lines("Chapter one", size=18, top=760), *body(730), *lines("Who to tell", bold=True, top=670)]
    other = [*lines("Chapter two", size=18, top=760), *body(730), *lines("When to tell", bold=True, top=670)]
    blocks = blocks_of_pages([*page, *body(650)], [*other, *body(650)])
    assert [(block.level, block.text) for block in blocks if block.kind is HEADING] == [
        (1, "Chapter one"),
        (2, "Who to tell"),
        (1, "Chapter two"),
        (2, "When to tell"),
    ]
    assert len(texts(blocks, PARAGRAPH)) == 4


def test_bold_words_within_a_paragraph_make_no_heading(blocks_of_pages: Reader):
    page = [*body(740), Words("Staff", y=640), Words("must", x=LEFT + 30, y=640, bold=True)]
    blocks = blocks_of_pages([*page, Words("report it to the lead at once.", x=LEFT + 60, y=640)])
    assert texts(blocks, HEADING) == []
    assert texts(blocks, PARAGRAPH)[-1] == "Staff must report it to the lead at once."


def test_numbers_stand_apart_from_the_paragraphs_they_number(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [
            *lines(
                "155. Staff should report a concern at once to the designated lead, and", "wait for no proof."
            ),
            *lines("2.14 The lead decides what is to be done about it.", top=670),
            *lines("(a) the first of two", "(b) the second of two", top=640),
            *body(600),
        ]
    )
    assert [(block.kind, block.number, block.text) for block in blocks[:4]] == [
        (
            PARAGRAPH,
            "155.",
            "Staff should report a concern at once to the designated lead, and wait for no proof.",
        ),
        (PARAGRAPH, "2.14", "The lead decides what is to be done about it."),
        (ITEM, "(a)", "the first of two"),
        (ITEM, "(b)", "the second of two"),
    ]


def test_a_list_items_lines_are_joined_and_its_depth_is_told_by_its_indent(blocks_of_pages: Reader):
    blocks = blocks_of_pages(
        [
            *lines("Staff should:", top=720),
            *lines("•", x=LEFT, top=706),
            *lines(
                "listen to the child and write down what", "was said in their own words", x=LEFT + 14, top=706
            ),
            *lines("• tell the lead", top=678),
            *lines("o the deputy when the lead is away", x=LEFT + 28, top=664),
            *lines("• go on", top=650),
            *body(610),
        ]
    )
    assert [(block.kind, block.level, block.text) for block in blocks[:5]] == [
        (PARAGRAPH, 0, "Staff should:"),
        (ITEM, 1, "listen to the child and write down what was said in their own words"),
        (ITEM, 1, "tell the lead"),
        (ITEM, 2, "the deputy when the lead is away"),
        (ITEM, 1, "go on"),
    ]


def test_a_compound_word_keeps_its_hyphen_over_the_end_of_a_line(blocks_of_pages: Reader):
    page = lines("The concern is shared with every other multi-", "agency partner at once.")
    (block,) = blocks_of_pages(page)
    assert block.text == "The concern is shared with every other multi-agency partner at once."


def test_running_heads_feet_and_page_numbers_are_left_out(blocks_of_pages: Reader):
    def page(number: int) -> Page:
        head = Words(f"Policy 2024, page {number} of 4", y=800, size=9)
        return [head, *body(700), Words("For staff only", y=60), Words(str(number), x=290, y=40, size=9)]

    blocks = blocks_of_pages(*map(page, (1, 2, 3, 4)))
    assert [block.text for block in blocks] == [" ".join([FILLING, FILLING, "stops."])] * 4


def test_a_line_that_is_said_once_at_the_top_of_a_page_is_kept(blocks_of_pages: Reader):
    blocks = blocks_of_pages([Words("This is said once.", y=800), *body(700)], body(700))
    assert blocks[0].text == "This is said once."


def test_a_contents_page_is_left_out(blocks_of_pages: Reader):
    chapters = [
        "Introduction",
        "Recognising abuse",
        "Reporting concerns",
        "Training",
        "Recruitment",
        "Allegations",
    ]
    entries = [Words(f"{name} {'.' * 60} {at}", y=720 - 20 * at) for at, name in enumerate(chapters, start=2)]
    contents = [*lines("Contents", size=16, top=760), *entries]
    blocks = blocks_of_pages(contents, *([*lines(name, size=16), *body(690)] for name in chapters))
    assert texts(blocks, HEADING) == chapters
    assert {block.page for block in blocks} == set(range(2, 8))


@pytest.fixture
def footnoted(blocks_of_pages: Reader) -> list[Block]:
    return blocks_of_pages(
        [
            *body(760, 6),
            Words("The officer must be told", y=640),
            Words("12", x=LEFT + 122, y=645, size=6),
            Words("within one day of the concern.", x=LEFT + 132, y=640),
            Words("12", y=104, size=5),
            Words("See section 47 of the Act.", x=LEFT + 8, y=100, size=8),
            Words("13 Another thing is noted here.", y=86, size=8),
        ]
    )


def test_the_marker_of_a_footnote_is_no_part_of_the_sentence(footnoted: list[Block]):
    assert texts(footnoted, PARAGRAPH)[-1] == "The officer must be told within one day of the concern."


def test_footnotes_are_blocks_of_their_own_with_their_numbers(footnoted: list[Block]):
    assert [(block.number, block.text) for block in footnoted if block.kind is FOOTNOTE] == [
        ("12", "See section 47 of the Act."),
        ("13", "Another thing is noted here."),
    ]


def test_blocks_know_their_pages_and_a_paragraph_goes_on_over_the_page(blocks_of_pages: Reader):
    begun = lines("A paragraph that begins at the bottom of the first page and that goes on with", top=100)
    ended = lines("the rest of its words at the top of the second page.", top=760)
    blocks = blocks_of_pages([*body(700), *begun], [*ended, *body(730)])
    assert [(block.page, block.end_page) for block in blocks] == [(1, 1), (1, 2), (2, 2)]
    assert blocks[1].text == f"{begun[0].text} {ended[0].text}"


def test_a_footnote_does_not_part_a_paragraph_that_goes_on_over_the_page(blocks_of_pages: Reader):
    begun = lines("A paragraph that begins at the bottom of the first page and that goes on with", top=140)
    note = Words("3 A note at the foot of the page.", y=100, size=8)
    ended = lines("the rest of its words at the top of the second page.", top=760)
    blocks = blocks_of_pages([*body(700, 6), *begun, note], [*ended, *body(730, 6)])
    assert [block.kind for block in blocks] == [PARAGRAPH, PARAGRAPH, FOOTNOTE, PARAGRAPH]
    assert (blocks[1].end_page, blocks[2].page) == (2, 1)


def test_the_rows_of_a_ruled_table_can_be_read_alone_and_stand_in_their_place(blocks_of_pages: Reader):
    rows = [
        ("Step", "Who", "When"),
        ("Refer", "The lead", "same day"),
        ("Decide", "A manager", "one working day"),
        ("Meet", "Core group", "ten working days"),
    ]
    blocks = blocks_of_pages([*body(760), *grid(rows, 650, (120, 120, 160)), *body(500)])
    assert [block.kind for block in blocks] == [PARAGRAPH, ROW, ROW, ROW, PARAGRAPH]
    assert texts(blocks, ROW) == [
        "Step: Refer; Who: The lead; When: same day",
        "Step: Decide; Who: A manager; When: one working day",
        "Step: Meet; Who: Core group; When: ten working days",
    ]


def test_white_space_parts_paragraphs_and_a_line_break_does_not(blocks_of_pages: Reader):
    blocks = blocks_of_pages([*body(TOP), *body(TOP - 3 * PITCH - 10)])
    assert texts(blocks, PARAGRAPH) == [" ".join([FILLING, FILLING, "stops."])] * 2


PRINTED = st.sampled_from(
    "the lead tells a child's carer on 3 May 2031 within 24 hours of any co-operation (or not) e.g. by "
    "telephone; see section 47 and paragraph 2.14 A £50 50% his/her Aged 16–17, “quoted” re-refer".split()
)
SAID = st.lists(PRINTED, min_size=1, max_size=60).map(lambda words: f"Staff {' '.join(words)}.")
PARTS = st.lists(st.tuples(st.sampled_from(["", "", "• ", "1.2 ", "(a) "]), SAID), min_size=1, max_size=12)


def set_out(parts: list[tuple[str, str]]) -> list[list[Words]]:
    """Paragraphs and items on pages, with white space between, their lines filled from margin to margin."""
    pages: list[list[Words]] = [[]]
    y = 736.0
    for marker, text in parts:
        for line in wrap(marker + text, 80, break_on_hyphens=False):
            if y < 110:
                pages.append([])
                y = 736.0
            pages[-1].append(Words(line, y=y))
            y -= PITCH
        y -= 0.5 * PITCH
    return pages


@given(PARTS)
@settings(deadline=None, max_examples=40)
def test_no_word_of_the_text_is_lost_or_said_twice(
    tmp_path_factory: pytest.TempPathFactory, parts: list[tuple[str, str]]
):
    blocks = read_pages(tmp_path_factory.mktemp("made"), *set_out(parts)).blocks

    assert document_text(blocks).split() == " ".join(marker + text for marker, text in parts).split()


def test_the_title_that_the_file_states_is_one_of_its_properties(tmp_path: Path):
    path = write_pdf(tmp_path / "x.pdf", [body(TOP)], title="Working together")
    assert (read(path).properties.title, read(path).pages) == ("Working together", 1)


@cache
def reading(path: Path) -> Reading:
    return read(path)


@pytest.fixture
def guide(guidance: Callable[[str], Path]) -> Callable[[str], Reading]:
    return lambda name: reading(guidance(name))


def words_of(text: str) -> Counter[str]:
    """Words in letters alone and numbers, hyphens and the spaces that pdfium sees after ligatures undone."""
    text = re.sub(r"(ff[il]?|f[il]) (?=[a-z])", r"\1", text)
    return Counter(re.findall(r"[a-z]+|\d+", re.sub(r"[-\x02\ufffe\u00ad](?:\r?\n)?", "", text).casefold()))


def printed_words(path: Path) -> Counter[str]:
    """What pdfium itself reads, less lines repeated in margins, page numbers, superscripts and contents."""
    with pdfium.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_bounded().splitlines() for page in document]
    edges = Counter(
        key for lines_ in pages for key in {re.sub(r"\d+", "#", line) for line in [*lines_[:4], *lines_[-4:]]}
    )
    found: Counter[str] = Counter()
    for lines_ in pages:
        entries = sum(bool(re.search(r"(?:\s|\.)\d{1,3}\s*$|^\d{1,3}\s*$", line)) for line in lines_)
        if entries > 0.3 * len(lines_):
            continue
        for at, line in enumerate(lines_):
            at_edge = min(at, len(lines_) - 1 - at) < 4
            if not (at_edge and edges[re.sub(r"\d+", "#", line)] >= 3):
                found += words_of(line)
    return Counter({word: count for word, count in found.items() if not word.isdigit()})


@pytest.mark.parametrize("name", GUIDES)
def test_the_words_of_real_guidance_stand_in_its_passages(
    name: str, guidance: Callable[[str], Path], guide: Callable[[str], Reading]
):
    printed = printed_words(guidance(name))
    document = GuidanceDocument("0" * 16, "0" * 64, name, Metadata())
    passages = cut_passages(guide(name).blocks, document, lambda found: [len(t) // 5 for t in found], 254)
    held = sum((words_of(passage.text) for passage in passages), Counter[str]())
    missing = printed - held
    assert missing.total() <= 0.02 * printed.total(), missing.most_common(30)


@pytest.mark.parametrize("name", GUIDES)
def test_every_block_of_real_guidance_has_its_page_and_they_come_in_order(
    name: str, guide: Callable[[str], Reading]
):
    read_ = guide(name)
    assert all(1 <= block.page <= (block.end_page or block.page) <= read_.pages for block in read_.blocks)
    body_pages = [block.page for block in read_.blocks if block.kind is not FOOTNOTE]
    assert all(later >= earlier for earlier, later in pairwise(body_pages))


@pytest.mark.parametrize("name", GUIDES)
def test_no_footnote_marker_stands_within_a_sentence_of_real_guidance(
    name: str, guide: Callable[[str], Reading]
):
    text = document_text([block for block in guide(name).blocks if block.kind is PARAGRAPH])
    assert re.findall(r"\b[Tt]he \d{2,3} (?:designated|local|child|lead)\b.{20}", text) == []


def test_letters_that_share_a_glyph_do_not_part_a_word(guide: Callable[[str], Reading]):
    text = document_text(guide("Mental_Capacity_Act_code_of_practice.pdf").blocks)
    assert "confidential" in text
    assert re.findall(r"\b(?:confi dential|specifi c|benefi t|fi nancial|offi cer|diffi cult)\w*", text) == []


def test_a_section_of_an_act_is_a_numbered_heading_above_its_subsections(guide: Callable[[str], Reading]):
    blocks = guide("Care_Act_2014_ukpga_20140023.pdf").blocks
    at = next(at for at, block in enumerate(blocks) if (block.kind, block.number) == (HEADING, "42"))
    assert blocks[at].text == "Enquiry by local authority"
    assert (blocks[at + 1].kind, blocks[at + 1].number) == (PARAGRAPH, "(1)")
    assert [(block.kind, block.number) for block in blocks[at + 2 : at + 4]] == [(ITEM, "(a)"), (ITEM, "(b)")]
    above = next(
        block for block in reversed(blocks[:at]) if block.kind is HEADING and block.level < blocks[at].level
    )
    assert above.text == "Safeguarding adults at risk of abuse or neglect"


def test_a_deadline_stands_in_the_paragraph_whose_number_is_printed(guide: Callable[[str], Reading]):
    name = "Working_together_to_safeguard_children_2023_-_statutory_guidance.pdf"
    saying = {b.number for b in guide(name).blocks if "no longer than 45 working days" in b.text}
    assert "155." in saying
