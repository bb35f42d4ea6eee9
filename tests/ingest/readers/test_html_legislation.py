"""Acts and regulations saved from legislation.gov.uk."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import Block, BlockKind, Reading
from ingest.readers.html import read

EXTENT = '<span class="LegExtentRestriction"><span class="btr"></span>E+W<span class="bbl"></span></span>'
DOTS = ". . . . . . . . . . . . . . . ."


@pytest.fixture
def law(tmp_path: Path) -> Callable[..., Reading]:
    """Reads markup as the text of an Act on a page of the site."""

    def reading(text: str, panels: str = "") -> Reading:
        path = tmp_path / "act.html"
        path.write_text(
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
            "<title>Wards Act 2014</title></head><body>"
            '<h1 id="pageTitle" class="pageTitle">Wards Act 2014</h1><div id="breadCrumb">You are here</div>'
            f'<div id="statusWarning"><h2>Changes to legislation:</h2>{panels}</div><div id="content">'
            '<div class="interface"><ul><li>Previous</li></ul></div><div id="viewLegContents">'
            f'<div class="LegSnippet" id="viewLegSnippet">{text}</div></div>'
            '<p class="backToTop"><a href="#top">Back to top</a></p></div></body></html>',
            encoding="utf-8",
        )
        return read(path)

    return reading


def section(number: str, title: str) -> str:
    return (
        f'<h4 class="LegClearFix LegP1Container"><span class="LegDS LegP1No" id="section-{number}">{number}'
        f'</span><span class="LegDS LegP1GroupTitleFirst">{title}{EXTENT}</span></h4>'
    )


def line(level: int, number: str, text: str, prefix: str = "P") -> str:
    return (
        f'<p class="LegClearFix Leg{prefix}{level}Container"><span class="LegDS LegLHS Leg{prefix}{level}No">'
        f'{number}</span><span class="LegDS LegRHS LegP{level}Text">{text}</span>&#13;</p>'
    )


def shape(blocks: tuple[Block, ...]) -> list[tuple[str, int, str, str]]:
    return [(block.kind.value, block.level, block.number, block.text) for block in blocks]


def test_parts_cross_headings_and_sections_are_headings_one_below_the_other(law: Callable[..., Reading]):
    blocks = law(
        f'<h2 class="LegPartFirst"><span class="LegPartNo">Part 1</span><span class="LegPartTitle">'
        f'Wards{EXTENT}</span></h2><h3 class="LegChapterFirst"><span class="LegChapterNo">Chapter 2</span>'
        '<span class="LegChapterTitle">Homes</span></h3><h4 class="LegPblockFirst">'
        '<span class="LegPblockTitle"><em>Duties</em></span></h4>'
        + section("42A", "Enquiries")
        + line(2, "(1)", "It must ask.")
    ).blocks
    assert shape(blocks) == [
        ("heading", 1, "", "Wards Act 2014"),
        ("heading", 2, "", "Part 1 Wards"),
        ("heading", 3, "", "Chapter 2 Homes"),
        ("heading", 4, "", "Duties"),
        ("heading", 6, "42A", "Enquiries"),
        ("paragraph", 0, "(1)", "It must ask."),
    ]


def test_paragraphs_keep_the_number_that_stands_in_another_element(law: Callable[..., Reading]):
    blocks = law(
        section("1", "Duty")
        + line(2, "(1)", "The council must act if—")
        + line(3, "(a)", "the ward is under 18, and")
        + line(3, "(b)", "either—")
        + line(4, "(i)", "no parent can act, or")
        + line(5, "(aa)", "none will,")
        + '<p class="LegRHS LegP3Text">in any place,</p><p class="LegRHS LegP2Text">but not otherwise.</p>'
    ).blocks
    assert shape(blocks)[2:] == [
        ("paragraph", 0, "(1)", "The council must act if—"),
        ("item", 1, "(a)", "the ward is under 18, and"),
        ("item", 1, "(b)", "either—"),
        ("item", 2, "(i)", "no parent can act, or"),
        ("item", 3, "(aa)", "none will,"),
        ("item", 1, "", "in any place,"),
        ("paragraph", 0, "", "but not otherwise."),
    ]


def test_marks_of_amendment_leave_the_words_of_the_law(law: Callable[..., Reading]):
    mark = '<a class="LegCommentaryLink" href="#commentary-c1" id="reference-c1">F1</a>'
    blocks = law(
        section("1", "Duty")
        + line(
            2,
            "(1)",
            f'It must <span class="LegChangeDelimiter">[</span>{mark}<span class="LegSubstitution">'
            'promote</span><span class="LegChangeDelimiter">]</span> welfare [as defined].',
        )
        + '<div class="LegAnnotations"><div class="LegAnnotationsHeading">Annotations:</div>'
        '<p class="LegAnnotationsGroupHeading">Textual Amendments</p><div class="LegCommentaryItem" '
        'id="commentary-c1"><p class="LegCommentaryPara"><span class="LegCommentaryType">F1</span>'
        '<span class="LegCommentaryText">Word substituted</span></p></div></div>'
    ).blocks
    assert [block.text for block in blocks[1:]] == ["Duty", "It must promote welfare [as defined]."]


def test_what_was_repealed_leaves_neither_dots_nor_an_empty_section(law: Callable[..., Reading]):
    blocks = law(
        section("1", "Repealed one")
        + f'<p class="LegRHS LegP1Text">{DOTS}</p>'
        + section("2", DOTS)
        + section("3", "In force")
        + line(2, "(1)", DOTS)
        + line(2, "(2)", 'It may, <a class="LegCommentaryLink" href="#c">F3</a>. . . . and it must, act.')
    ).blocks
    assert shape(blocks)[1:] == [
        ("heading", 6, "3", "In force"),
        ("paragraph", 0, "(2)", "It may, and it must, act."),
    ]


def test_every_block_of_a_prospective_provision_says_so(law: Callable[..., Reading]):
    blocks = law(
        section("1", "Now")
        + line(2, "(1)", "One.")
        + '<div class="LegBlockNotYetInForce"><p class="LegClearFix LegBlockNotYetInForceHeading">'
        "<span>Prospective</span></p>"
        + section("2", "Later")
        + line(2, "(1)", "Two if—")
        + line(3, "(a)", "so.")
        + "<table><tr><td>x</td><td>y</td></tr></table></div>"
        + section("3", "Now again")
        + line(2, "(1)", "Three.")
    ).blocks
    marked = [block.text for block in blocks if block.prospective]
    assert marked == ["Later", "Two if—", "so.", "x; y"]
    assert "Prospective" not in [block.text for block in blocks]


def test_a_label_alone_marks_its_section_and_no_other(law: Callable[..., Reading]):
    blocks = law(
        "<p>Prospective</p>"
        + section("2", "Later")
        + line(2, "(1)", "Two.")
        + section("3", "Now")
        + line(2, "(1)", "Three.")
    ).blocks
    assert [block.text for block in blocks if block.prospective] == ["Later", "Two."]


def test_a_status_panel_can_make_a_whole_page_prospective(law: Callable[..., Reading]):
    panel = "<p>This version of this provision is prospective.</p>"
    blocks = law(section("2", "Later") + line(2, "(1)", "Two."), panel).blocks
    assert [block.text for block in blocks] == ["Wards Act 2014", "Later", "Two."]
    assert all(block.prospective for block in blocks[1:])


def test_what_is_inserted_into_another_act_is_no_section_of_this_one(law: Callable[..., Reading]):
    blocks = law(
        section("3", "Amendment of the Old Act") + '<p class="LegRHS LegP1Text">After section 4 insert—</p>'
        '<h4 class="LegClearFix LegP1Container LegAmend"><span class="LegDS LegP1NoC1Amend">'
        '<span class="LegAmendQuote">“</span>4A</span><span class="LegDS LegP1GroupTitleFirstC1Amend">'
        'New</span></h4><p class="LegClearFix LegP2Container LegAmend">'
        '<span class="LegDS LegLHS LegP2NoC1Amend">(1)</span>'
        '<span class="LegDS LegRHS LegP2TextC1Amend">The court may.”</span></p>'
    ).blocks
    assert shape(blocks)[2:] == [
        ("paragraph", 0, "", "After section 4 insert—"),
        ("item", 2, "", "“4A New"),
        ("item", 2, "", "(1) The court may.”"),
    ]


def test_defined_words_are_items_with_their_own_lists(law: Callable[..., Reading]):
    blocks = law(
        section("1", "Meaning")
        + line(2, "(3)", "In this section—")
        + '<ul class="LegTabbedDef LegUnorderedList"><li><p class="LegListTextStandard LegLevel3">'
        '“<span class="LegTerm">ward</span>” means a person who—</p><div class="LegAlphaList">'
        '<div class="LegListItem"><div class="LegLevel4No LegListItemNo">(a)</div>'
        '<p class="LegListTextStandard LegLevel4">is protected;</p></div></div></li></ul>'
    ).blocks
    assert shape(blocks)[3:] == [
        ("item", 1, "", "“ward” means a person who—"),
        ("item", 2, "(a)", "is protected;"),
    ]


def test_a_schedule_is_headed_and_its_paragraphs_are_no_sections(law: Callable[..., Reading]):
    blocks = law(
        section("1", "Duty")
        + line(2, "(1)", "Schedule 1 applies.")
        + '<p class="LegArticleRef">Section 1</p><h2 class="LegScheduleFirst"><span class="LegScheduleNo '
        'LegHeadingRef">SCHEDULE 1</span><span class="LegScheduleTitle">More</span></h2>'
        '<h3 class="LegSchedulePartFirst"><span class="LegPartNo">Part 1</span><span class="LegPartTitle">'
        'General</span></h3><h5 class="LegSP1GroupTitleFirst">Meaning</h5>'
        '<p class="LegClearFix LegSP2Container">'
        '<span class="LegDS LegSN1No">1</span><span class="LegDS LegSN2No">(1)</span>'
        '<span class="LegDS LegRHS LegP2Text">It means—</span></p>'
        + line(3, "(a)", "one.", "SP")
        + '<p class="LegClearFix LegSP1Container"><span class="LegDS LegP1No">2</span>'
        '<span class="LegDS LegRHS LegP1Text">Second.</span></p>'
    ).blocks
    assert shape(blocks)[3:] == [
        ("heading", 2, "", "SCHEDULE 1 More"),
        ("paragraph", 0, "", "Section 1"),
        ("heading", 3, "", "Part 1 General"),
        ("heading", 6, "", "Meaning"),
        ("paragraph", 0, "1(1)", "It means—"),
        ("item", 1, "(a)", "one."),
        ("paragraph", 0, "2", "Second."),
    ]


def test_a_regulation_has_its_number_from_its_first_paragraph(law: Callable[..., Reading]):
    blocks = law(
        '<h3 class="LegP1GroupTitleFirst">Meaning of home</h3><p class="LegP1ParaText">'
        '<span class="LegP1No" id="regulation-4">4.</span>—(1) A home'
        '<a class="LegFootnoteRef" href="#f00001">'
        "(1)</a> is—</p>"
        + line(3, "(a)", "a house.")
        + '<p class="LegP2ParaText">(2) So is a hostel.</p><h3 class="LegP1GroupTitle">Fees</h3>'
        '<p class="LegP1ParaText"><span class="LegP1No">5.</span> None.</p><div class="LegFootnotes">'
        '<div class="LegClearFix LegFootnote" id="f00001"><div class="LegFootnoteNoContainer">'
        '<span class="LegFootnoteNo">(1)</span></div><div class="LegFootnoteTextContainer">'
        '<p class="LegFootnoteText">As amended.</p></div></div></div>'
    ).blocks
    assert shape(blocks)[1:] == [
        ("heading", 6, "4", "Meaning of home"),
        ("paragraph", 0, "(1)", "A home is—"),
        ("footnote", 0, "1", "As amended."),
        ("item", 1, "(a)", "a house."),
        ("paragraph", 0, "(2)", "So is a hostel."),
        ("heading", 6, "5", "Fees"),
        ("paragraph", 0, "", "None."),
    ]
    assert blocks[2].notes == ((6, "1"),)


def test_an_act_is_known_by_its_name_and_the_changes_that_it_has(law: Callable[..., Reading]):
    panel = "<p>Wards Act 2014 has all changes known to be in force on or before 05 June 2025.</p>"
    known = law(section("1", "Duty") + line(2, "(1)", "It must."), panel).metadata
    assert (known.title, known.kind, known.edition) == ("Wards Act 2014", "legislation", "June 2025")


def test_a_fragment_without_a_page_around_it_is_read_as_law(tmp_path: Path):
    path = tmp_path / "data.html"
    path.write_text(section("1", "Duty") + line(2, "(1)", "It must."), encoding="utf-8")
    assert shape(read(path).blocks) == [
        ("heading", 6, "1", "Duty"),
        ("paragraph", 0, "(1)", "It must."),
    ]


def test_pages_about_law_are_not_taken_for_law(tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_text(
        "<main><h1>The Wards Act 2014</h1><p>It helps under section 1(1).</p></main>", encoding="utf-8"
    )
    reading = read(path)
    assert reading.metadata.kind == ""
    assert [(block.kind, block.text) for block in reading.blocks] == [
        (BlockKind.HEADING, "The Wards Act 2014"),
        (BlockKind.PARAGRAPH, "It helps under section 1(1)."),
    ]
