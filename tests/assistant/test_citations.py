"""Citations: which paragraph and which page a quote is said to stand in."""

import pytest

from assistant.answers import Citation, Hit, locator
from ingest.documents import Block, BlockKind, GuidanceDocument, Metadata, Passage
from ingest.passages import cut_passages

PARAGRAPH, ITEM, HEADING = BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING


def source(kind: str = "", title: str = "Sample", labels: tuple[str, ...] = ()) -> GuidanceDocument:
    return GuidanceDocument("a" * 16, "a" * 64, "a.pdf", Metadata(title=title, kind=kind), 4, labels)


def passage(document: GuidanceDocument, *blocks: Block) -> Passage:
    (only,) = cut_passages(blocks, document, lambda texts: [len(text.split()) for text in texts], 300)
    return only


def cite(document: GuidanceDocument, of: Passage, quote: str) -> Citation:
    start = of.text.index(quote)
    return Citation(1, of, document, start, start + len(quote))


GROUP = (
    Block(PARAGRAPH, "The group should:", number="155.", page=2),
    Block(ITEM, "meet", 1, "(a)", page=2),
    Block(ITEM, "write", 1, "(b)", page=2),
    Block(ITEM, "and sign", 2, page=2),
    Block(PARAGRAPH, "Others may come.", number="156.", page=2),
    Block(PARAGRAPH, "Tea is made.", page=2),
)


@pytest.mark.parametrize(
    ("quote", "paragraph", "said"),
    [
        ("meet", "155(a)", "paragraph 155(a)"),
        ("and sign", "155(b)", "paragraph 155(b)"),
        ("The group should:\n(a) meet\n(b) write", "155", "paragraph 155"),
        ("meet\n(b) write", "155(a) to 155(b)", "paragraphs 155(a) to 155(b)"),
        ("Others may come", "156", "paragraph 156"),
        ("Tea is made.", "", ""),
    ],
)
def test_a_citation_names_the_very_paragraph_that_is_quoted(quote: str, paragraph: str, said: str):
    document = source()
    citation = cite(document, passage(document, *GROUP), quote)
    assert (citation.paragraph, citation.as_dict()["paragraph"]) == (paragraph, paragraph)
    assert citation.label == ", ".join(part for part in ("Sample", said, "page 2") if part)


@pytest.mark.parametrize(
    ("kind", "title", "above", "said"),
    [
        ("legislation", "Sample Act 2020", (), "section 42(1)(b)"),
        ("legislation", "The Sample Regulations 2014", (), "regulation 42(1)(b)"),
        (
            "legislation",
            "Sample Act 2020",
            (Block(HEADING, "SCHEDULE 3", 1),),
            "Schedule 3 paragraph 42(1)(b)",
        ),
    ],
)
def test_a_citation_of_law_names_the_provision(kind: str, title: str, above: tuple[Block, ...], said: str):
    act = source(kind, title)
    law = [
        Block(HEADING, "Enquiry", 2, "42"),
        Block(PARAGRAPH, "If—", number="(1)"),
        Block(ITEM, "it is so", 1, "(b)"),
    ]
    assert f", {said}" in cite(act, passage(act, *above, *law), "it is so").label


def test_a_number_said_with_a_word_is_not_called_a_paragraph():
    document = source()
    of = passage(document, Block(PARAGRAPH, "Tell the lead.", number="Step 1:"))
    assert cite(document, of, "Tell").label == "Sample, Step 1"


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ((), "page 2"),
        (("", "2"), "page 2"),
        (("", ""), "page 2"),
        (("i", "ii"), "page 2 (printed ii)"),
    ],
)
def test_the_printed_page_is_given_only_where_it_differs(labels: tuple[str, ...], said: str):
    document = source(labels=labels)
    of = passage(document, *GROUP)
    assert cite(document, of, "meet").label.endswith(f", {said}")
    place = Hit(of, document, 0.0).as_dict()
    assert place["page_label"] == place["end_page_label"] == (labels[1] if labels else "")


def test_a_range_of_pages_is_given_with_the_printed_range():
    document = source(labels=("", "", "1", "2"))
    of = passage(document, Block(PARAGRAPH, "Long words.", page=3, end_page=4))
    assert locator(of, document) == ("pages 3 to 4 (printed 1 to 2)",)


def test_a_whole_passage_is_placed_by_all_its_paragraphs():
    document = source()
    assert locator(passage(document, *GROUP), document) == ("paragraphs 155 to 156", "page 2")
