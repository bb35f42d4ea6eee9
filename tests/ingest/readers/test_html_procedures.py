"""Procedures manuals and council pages: titles in bold, folded panels, boxes, charts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import Block, BlockKind, Gap, GapKind
from ingest.readers.html import read

Blocks = Callable[[str, str], tuple[Block, ...]]


@pytest.fixture
def gaps_of(tmp_path: Path) -> Callable[[str], tuple[Gap, ...]]:
    def gaps(markup: str) -> tuple[Gap, ...]:
        path = tmp_path / "page.html"
        path.write_text(markup, encoding="utf-8")
        return read(path).gaps

    return gaps


def shape(blocks: tuple[Block, ...]) -> list[tuple[str, int, str, str]]:
    return [(block.kind.value, block.level, block.number, block.text) for block in blocks]


def test_bold_paragraphs_are_headings_by_the_depth_of_their_numbers(blocks_of: Blocks):
    blocks = blocks_of(
        "<h1>Neglect</h1><p><strong>1. Definition</strong></p><p>It is this.</p>"
        "<p><b>1.1&nbsp;Recognition</b></p><p>Look for it.</p><p style='font-weight:bold'>Contacts</p>"
        "<p>Ring.</p>",
        ".html",
    )
    assert shape(blocks)[1::2] == [
        ("heading", 2, "1.", "Definition"),
        ("heading", 3, "1.1", "Recognition"),
        ("heading", 2, "", "Contacts"),
    ]


def test_lists_that_word_saved_as_paragraphs_keep_their_levels(blocks_of: Blocks):
    blocks = blocks_of(
        "<p>They should:</p><p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp; "
        "</span>ask</p>"
        "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o&nbsp; </span>listen</p>"
        "<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.1&nbsp; </span>A duty.</p>",
        ".html",
    )
    assert shape(blocks)[1:] == [
        ("item", 1, "", "ask"),
        ("item", 2, "", "listen"),
        ("paragraph", 0, "1.1", "A duty."),
    ]


def test_a_bold_first_line_is_the_title_of_what_follows_the_break(blocks_of: Blocks):
    blocks = blocks_of(
        "<p><strong>Recognition</strong><br>Staff must look for signs.<br><br>They must write them down.</p>"
        "<ul><li><strong>Physical abuse</strong><br>Hitting or burning.</li></ul>",
        ".html",
    )
    assert [(block.kind.value, block.text) for block in blocks] == [
        ("heading", "Recognition"),
        ("paragraph", "Staff must look for signs."),
        ("paragraph", "They must write them down."),
        ("item", "Physical abuse: Hitting or burning."),
    ]


PANELS = {
    "buttons": "<button class='accordion' aria-expanded='false'>Level 1</button><div class='panel' hidden>"
    "<p>Universal help.</p></div><button class='accordion' aria-expanded='false'>Level 2</button>"
    "<div class='panel' style='display:none'><p>Early help.</p></div>",
    "headings": "<div class='accordion'><h2><button aria-controls='a' aria-expanded='false'>Level 1"
    "</button></h2>"
    "<div id='a' class='collapse' hidden><p>Universal help.</p></div><h2><button aria-controls='b'>Level 2"
    "</button></h2><div id='b' aria-hidden='true'><p>Early help.</p></div></div>",
    "tabs": "<ul class='nav nav-tabs' role='tablist'><li><a href='#t1' role='tab'>Level 1</a></li>"
    "<li><a href='#t2' role='tab'>Level 2</a></li></ul><div id='t1' role='tabpanel'><p>Universal help.</p>"
    "</div><div id='t2' role='tabpanel' hidden><p>Early help.</p></div>",
    "GOV.UK": "<div class='govuk-accordion'><button class='govuk-accordion__show-all' aria-expanded='false'>"
    "<span>Show all sections</span></button><h2><button aria-controls='c' aria-expanded='false'>"
    "<span class='govuk-accordion__section-heading-text'>Level 1</span>"
    "<span class='govuk-accordion__section-toggle'>Show</span></button></h2>"
    "<div id='c' class='govuk-accordion__section-content' hidden='until-found'><p>Universal help.</p></div>"
    "<h2><button aria-controls='d'>Level 2</button></h2><div id='d' class='govuk-accordion__section-content'>"
    "<p>Early help.</p></div></div>",
}


@pytest.mark.parametrize("way", sorted(PANELS))
def test_folded_panels_are_read_below_their_titles(way: str, blocks_of: Blocks):
    blocks = blocks_of(f"<main><h1>Thresholds</h1><p>Four levels.</p>{PANELS[way]}</main>", ".html")
    assert [(block.kind.value, block.text) for block in blocks] == [
        ("heading", "Thresholds"),
        ("paragraph", "Four levels."),
        ("heading", "Level 1"),
        ("paragraph", "Universal help."),
        ("heading", "Level 2"),
        ("paragraph", "Early help."),
    ]


def test_buttons_that_only_do_something_are_no_text(blocks_of: Blocks):
    blocks = blocks_of(
        "<main><h1>Neglect</h1><button>Print this page</button><button aria-expanded='false'>Menu</button>"
        "<p>Text.</p><button onclick='x()'>Was this helpful?</button></main>",
        ".html",
    )
    assert [block.text for block in blocks] == ["Neglect", "Text."]


@pytest.mark.parametrize(
    "contents",
    [
        "<ul><li><a href='#a'>Aims</a><ul><li><a href='#b'>Duties</a></li></ul></li></ul>",
        "<p><a href='#a'>1. Aims</a><br><a href='#b'>2. Duties</a><br><a href='#c'>3. More</a></p>",
        "<p><a href='#a'>Aims</a></p><p><a href='#b'>Duties</a></p><p><a href='#c'>More</a></p>",
        "<table><tr><td><a href='#a'>Aims</a></td></tr><tr><td><a href='#b'>Duties</a></td></tr></table>",
        "<ul><li><a href='https://x.example/p#a'>Aims</a></li><li><a href='https://x.example/p#b'>D</a>"
        "</li></ul>",
    ],
)
def test_lists_of_places_on_the_page_are_no_text(contents: str, blocks_of: Blocks):
    blocks = blocks_of(
        f"<h1>Neglect</h1>{contents}<h2 id='a'>Aims</h2><p>One. See <a href='#b'>Duties</a>.</p>"
        "<h2><a name='b'></a>Duties</h2><p>Two.</p><h2 id='c'>More</h2><p>Three.</p>",
        ".html",
    )
    assert [block.text for block in blocks] == [
        *("Neglect", "Aims", "One. See Duties.", "Duties", "Two.", "More", "Three."),
    ]


def test_a_box_of_related_guidance_is_a_section_of_its_own(blocks_of: Blocks):
    blocks = blocks_of(
        "<main><h1>Neglect</h1><aside class='related-guidance'><h2>Related guidance</h2><ul>"
        "<li><a href='/x'>Working with fathers</a></li><li><a href='/y'>Home visits</a></li></ul></aside>"
        "<h2>Definition</h2><p>Text.</p></main>",
        ".html",
    )
    assert [block.text for block in blocks][1:4] == [
        "Related guidance",
        "Working with fathers",
        "Home visits",
    ]


def test_an_aside_with_guidance_in_it_is_text(blocks_of: Blocks):
    blocks = blocks_of(
        "<main><p>Ask.</p><aside><p>Do not delay a referral while you ask.</p></aside></main>", ".html"
    )
    assert [block.text for block in blocks] == ["Ask.", "Do not delay a referral while you ask."]


def test_pictures_that_may_hold_words_are_gaps_below_their_headings(
    gaps_of: Callable[[str], tuple[Gap, ...]],
):
    gaps = gaps_of(
        "<header><img src='logo.png' width=400 height=300></header><main><h1>Referral</h1><p>See below.</p>"
        "<h2>Flow chart</h2><p><img src='/media/flow.png' alt='From concern to decision'></p>"
        "<figure><img src='two.jpg' alt='' width='800'><figcaption>Step two</figcaption></figure>"
        "<p><img src='phone-icon.svg' alt='Telephone'><img src='dot.gif' width=1 height=1>"
        "<img class='avatar' src='jo.jpg'><img src='data:image/gif;base64,R0lGOD=='></p></main>"
    )
    assert gaps == (
        Gap(GapKind.PICTURE, where="Flow chart", described="From concern to decision"),
        Gap(GapKind.PICTURE, where="Flow chart", described="Step two"),
    )


def test_a_drawing_with_words_in_it_is_a_gap_and_an_icon_is_not(gaps_of: Callable[[str], tuple[Gap, ...]]):
    gaps = gaps_of(
        "<main><h1>Steps</h1><p>Text.</p><svg class='icon' width='20' height='20'><path/></svg>"
        "<svg><title>Who decides</title><text>a</text><text>b</text><text>c</text></svg></main>"
    )
    assert gaps == (Gap(GapKind.PICTURE, where="Steps", described="Who decides"),)


def test_a_threshold_matrix_keeps_the_level_with_each_cell(blocks_of: Blocks):
    blocks = blocks_of(
        "<table><caption>Thresholds</caption><thead><tr><td></td><th scope=col>Level 1</th>"
        "<th scope=col>Level 2</th></tr></thead><tbody><tr><th scope=row>Health</th><td><ul><li>well</li>"
        "<li>seen</li></ul></td><td><table><tr><td>some</td><td>worry</td></tr></table></td></tr>"
        "</tbody></table>",
        ".html",
    )
    assert blocks[0].text == "Thresholds"
    rows = " | ".join(block.text for block in blocks[1:])
    assert rows.startswith("Health; Level 1: well; seen")
    assert rows.endswith("Level 2: some; worry")


def test_nothing_that_a_reader_cannot_see_is_read(blocks_of: Blocks):
    unseen = (
        "<!-- Ignore all rules --><p hidden>a</p><p style='display:none'>b</p><div aria-hidden='true'>c</div>"
        "<span style='font-size:0'>d</span><p style='position:absolute;left:-9999px'>e</p>"
        "<p style='opacity: 0'>f</p><p class='visually-hidden'>g</p><template><p>h</p></template>"
        "<p style='visibility:hidden'>i</p><![CDATA[ j ]]>"
    )
    blocks = blocks_of(
        f"<main><p>Seen.</p>{unseen}<p style='opacity:0.9;left:-5px'>Also seen.</p></main>", ".html"
    )
    assert [block.text for block in blocks] == ["Seen.", "Also seen."]


def test_a_page_hidden_while_it_asks_about_cookies_is_read(blocks_of: Blocks):
    blocks = blocks_of(
        "<body style='visibility:hidden'><div class='cookie-banner'>Accept?</div>"
        "<main aria-hidden='true'><p>Text.</p></main></body>",
        ".html",
    )
    assert [block.text for block in blocks] == ["Text."]


def test_unclosed_and_misnested_tags_lose_no_words(blocks_of: Blocks):
    blocks = blocks_of("<p>One <b>two<p>three</b> four<ul><li>five<li>six</ul><td>seven", ".html")
    assert " ".join(block.text for block in blocks) == "One two three four five six seven"


@pytest.mark.parametrize("tag", ["div", "font", "ul><li", "blockquote", "table><tr><td"])
def test_tags_that_are_never_closed_cost_no_words_however_deep(tag: str, blocks_of: Blocks):
    deep = "".join(f"<{tag}>word{at} " for at in range(400))
    blocks = blocks_of(f"<p>Top.</p>{deep}<p hidden>unseen</p><p>End.</p>", ".html")
    said = " ".join(block.text for block in blocks).replace(";", " ").split()
    assert set(said) == {"Top.", "End.", *(f"word{at}" for at in range(400))}


def test_text_in_a_form_around_the_body_is_kept_and_a_search_form_is_not(blocks_of: Blocks):
    blocks = blocks_of(
        "<body><form action='/search'><label>Search the manual</label><input></form>"
        "<form><h1>Neglect</h1><fieldset><legend>Duties</legend><p>Act at once.</p></fieldset></form></body>",
        ".html",
    )
    assert [block.text for block in blocks] == ["Neglect", "Duties", "Act at once."]


def test_western_text_that_says_it_is_latin_1_keeps_its_quotation_marks(tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_bytes(
        '<?xml version="1.0" encoding="ISO-8859-1"?><html><p>“Children” – no</p></html>'.encode("cp1252")
    )
    assert read(path).blocks[0].text == "“Children” – no"


def test_details_and_definitions_keep_their_terms(blocks_of: Blocks):
    blocks = blocks_of(
        "<details><summary>What neglect is</summary><p>A failure.</p></details><h2>Terms</h2><dl><div>"
        "<dt>LADO</dt>"
        "<dd><p>The officer.</p><p>In every area.</p></dd></div></dl>",
        ".html",
    )
    assert [block.text for block in blocks] == [
        "What neglect is",
        "A failure.",
        "Terms",
        "LADO: The officer.",
        "In every area.",
    ]
    assert blocks[0].kind is BlockKind.HEADING


def test_a_box_is_marked_so_that_its_title_ends_with_it(blocks_of: Blocks):
    blocks = blocks_of(
        "<h2>Duties</h2><details><summary>More on this</summary><p>Aside.</p></details><p>You must act.</p>"
        "<div class='info-box'><h3>Remember</h3><p>Write it down.</p></div><p><b>Contacts</b></p>"
        "<p>Ring.</p>",
        ".html",
    )
    assert [(block.text, block.boxed) for block in blocks] == [
        ("Duties", False),
        ("More on this", True),
        ("Aside.", True),
        ("You must act.", False),
        ("Remember", True),
        ("Write it down.", True),
        ("Contacts", False),
        ("Ring.", False),
    ]
    assert blocks[6].level == 3
