"""Saved web pages: the guidance without the site around it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import Block, BlockKind, Reading
from ingest.errors import UnreadableDocument
from ingest.readers.html import read

Blocks = Callable[[str, str], tuple[Block, ...]]

COUNCIL_PAGE = """\
<!DOCTYPE html><html><head><title>Neglect procedure | Anytown Council</title>
<meta property="og:site_name" content="Anytown Council">
<link rel="canonical" href="https://anytown.example/neglect"></head>
<body class="has-sidebar menu-open"><form id="aspnetForm"><input type="hidden" value="x">
<div class="cookieBanner"><h2>Cookies</h2><p>We use cookies.</p></div>
<a class="skip-link" href="#content">Skip to main content</a>
<header><a href="/">Anytown Council</a><div role="search"><label>Search</label></div></header>
<nav><ul><li><a href="/">Home</a></li></ul></nav>
<div class="layout sidebar-left"><div id="content"><h1>Neglect procedure</h1>
<p>Last updated: 3 June 2024</p>
<h2>Contents</h2><ol><li><a href="#what">What it is</a></li><li><a href="#do">What to do</a></li></ol>
<h2 id="what">What it is</h2>Neglect is a failure to meet needs.
<div class="share-this-section">Information is shared between agencies.</div>
<section id="information-sharing"><h2 id="do">What to do</h2><p>Tell the lead.</p></section>
<h3><button aria-controls="more">Out of hours</button></h3>
<div id="more" hidden><p>Ring the duty team.</p></div>
<p style="display: none">Unseen words.</p>
<h2>Related links</h2><ul><li><a href="/other">Another page</a></li></ul>
<p><a href="#top">Back to top</a></p></div>
<aside><h2>In this section</h2><ul><li><a href="/abuse">Abuse</a></li></ul></aside></div>
<footer>© Anytown</footer></form><script>steal()</script></body></html>
"""


@pytest.fixture
def reading_of(tmp_path: Path) -> Callable[[str], Reading]:
    def reading(markup: str) -> Reading:
        path = tmp_path / "page.html"
        path.write_text(markup, encoding="utf-8")
        return read(path)

    return reading


def rows(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if block.kind is BlockKind.ROW]


def test_a_council_page_is_left_with_its_guidance_alone(reading_of: Callable[[str], Reading]):
    assert [block.text for block in reading_of(COUNCIL_PAGE).blocks] == [
        "Neglect procedure",
        "Last updated: 3 June 2024",
        "What it is",
        "Neglect is a failure to meet needs.",
        "Information is shared between agencies.",
        "What to do",
        "Tell the lead.",
        "Out of hours",
        "Ring the duty team.",
    ]


def test_a_page_says_what_it_is_called_and_who_published_it_when(reading_of: Callable[[str], Reading]):
    known = reading_of(COUNCIL_PAGE).metadata
    assert known.title == "Neglect procedure"
    assert known.edition == "June 2024"
    assert known.publisher == "Anytown Council"
    assert known.source_url == "https://anytown.example/neglect"


def test_a_gov_uk_page_gives_its_publication(reading_of: Callable[[str], Reading]):
    reading = reading_of(
        '<title>Care - GOV.UK</title><meta name="govuk:primary-publishing-organisation" content="Ofsted">'
        '<main><header><span class="govuk-caption-xl">Statutory guidance</span><h1>Care</h1>'
        "<p>Updated 12 September 2025</p></header><section><h2>Applies to England</h2></section>"
        "<nav><h2>Contents</h2></nav><div class='govspeak'><h2><span class='number'>1. </span>Scope</h2>"
        "<p>Text.</p></div><p>Is this page useful?</p></main>"
    )
    known = reading.metadata
    assert (known.title, known.edition, known.publisher) == ("Care", "September 2025", "Ofsted")
    assert (known.nation, known.kind) == ("england", "statutory guidance")
    assert [(block.number, block.text) for block in reading.blocks] == [
        ("", "Care"),
        ("1.", "Scope"),
        ("", "Text."),
    ]


def test_headings_between_the_parts_of_a_gov_uk_manual_are_kept(blocks_of: Blocks):
    blocks = blocks_of(
        "<main><h1>Manual</h1><div class='sections'>"
        "<h2><button>One</button></h2><div class='govspeak'><p>a</p></div>"
        "<h2><button>Two</button></h2><div class='govspeak'><p>b</p></div></div></main>",
        ".html",
    )
    assert [block.text for block in blocks] == ["Manual", "One", "a", "Two", "b"]


def test_a_withdrawn_page_warns(reading_of: Callable[[str], Reading]):
    reading = reading_of(
        "<main><div>This guidance was withdrawn on 5 March 2024</div><p>Old text.</p></main>"
    )
    assert reading.warnings == ("This page says that it was withdrawn on 5 March 2024.",)


def test_lists_are_numbered_as_a_browser_numbers_them(blocks_of: Blocks):
    blocks = blocks_of(
        "<ol type='a' start='2'><li>two<ul><li>under</li></ul></li><li value='5'>five</li></ol>"
        "<ol reversed><li>last</li><li>first</li></ol>"
        "<ol style='list-style-type: lower-roman'><li>r</li></ol>"
        "<ol class='legislative-list'><li>(a) printed</li></ol>",
        ".html",
    )
    assert [(block.level, block.number, block.text) for block in blocks] == [
        (1, "b.", "two"),
        (2, "", "under"),
        (1, "e.", "five"),
        (1, "2.", "last"),
        (1, "1.", "first"),
        (1, "i.", "r"),
        (1, "(a)", "printed"),
    ]


def test_no_text_is_lost_outside_paragraph_tags(blocks_of: Blocks):
    blocks = blocks_of(
        "<div>One <b>bold</b><div>two</div>three<p>four</p>five <span>six</span></div>", ".html"
    )
    assert [block.text for block in blocks] == ["One bold", "two", "three", "four", "five six"]


def test_a_line_break_is_a_space_unless_the_reader_sees_a_new_paragraph(blocks_of: Blocks):
    blocks = blocks_of("<p>High Street<br>Anytown<br><br>They should:<br>• listen<br>• write</p>", ".html")
    assert [(block.kind.value, block.text) for block in blocks] == [
        ("paragraph", "High Street Anytown"),
        ("paragraph", "They should:"),
        ("item", "listen"),
        ("item", "write"),
    ]


def test_footnotes_leave_their_sentence_and_stand_as_footnotes(blocks_of: Blocks):
    blocks = blocks_of(
        "<p>The duty<sup id='fnref:1'><a href='#fn:1'>[footnote 1]</a></sup> applies to 5 m<sup>2</sup>.</p>"
        "<div class='footnotes'><ol><li id='fn:1'><p>Children Act 1989. "
        "<a href='#fnref:1'>↩</a></p></li></ol></div>",
        ".html",
    )
    assert [(block.kind.value, block.number, block.text) for block in blocks] == [
        ("paragraph", "", "The duty applies to 5 m2."),
        ("footnote", "1", "Children Act 1989."),
    ]


def test_definitions_stand_with_their_terms(blocks_of: Blocks):
    blocks = blocks_of("<dl><dt>LADO</dt><dd>designated officer</dd><dt>Alone</dt></dl>", ".html")
    assert [block.text for block in blocks] == ["LADO: designated officer", "Alone"]


def test_paragraph_numbers_are_kept_apart(blocks_of: Blocks):
    blocks = blocks_of(
        "<p>2.14 The authority acts.</p><p><span>27.</span> It must.</p><p>(b) and so on.</p>", ".html"
    )
    assert [(block.number, block.text) for block in blocks] == [
        ("2.14", "The authority acts."),
        ("27.", "It must."),
        ("(b)", "and so on."),
    ]


def test_rows_and_columns_that_span_are_said_where_they_apply(blocks_of: Blocks):
    blocks = blocks_of(
        "<table><thead><tr><th></th><th>Lower</th><th colspan=2>Higher</th></tr></thead>"
        "<tr><th rowspan=2>Physical</th><td>push</td>"
        "<td>hit<ul><li>once</li><li>twice</li></ul></td><td>burn</td></tr>"
        "<tr><td>pull</td><td colspan=2>both</td></tr></table>",
        ".html",
    )
    assert rows(blocks) == [
        "Physical; Lower: push; Higher: hit; once; twice; Higher: burn",
        "Physical; Lower: pull; Higher: both",
    ]


def test_a_row_across_the_table_names_the_rows_below_it(blocks_of: Blocks):
    blocks = blocks_of(
        "<table><tr><th>Who</th><th>Phone</th></tr><tr><td colspan=2>Out of hours</td></tr>"
        "<tr><td>Duty team</td><td>0300</td></tr></table>",
        ".html",
    )
    assert rows(blocks) == ["Out of hours; Who: Duty team; Phone: 0300"]


def test_tables_without_heads_and_tables_of_pairs(blocks_of: Blocks):
    blocks = blocks_of(
        "<table><tr><td>Police</td><td>101</td></tr><tr><td>Duty team</td><td>0300</td></tr></table>"
        "<table><tr><th>Email</th><td>a@b.example</td></tr></table>",
        ".html",
    )
    assert rows(blocks) == ["Police; 101", "Duty team; 0300", "Email: a@b.example"]


def test_heads_of_columns_that_nobody_filled_in_are_not_lost(blocks_of: Blocks):
    blocks = blocks_of(
        "<table><tr><th>Name</th><th>Signed</th></tr><tr><td>Jo</td><td></td></tr></table>", ".html"
    )
    assert rows(blocks) == ["Name; Signed", "Name: Jo"]


def test_a_table_that_lays_out_the_page_is_read_as_text(blocks_of: Blocks):
    blocks = blocks_of("<table><tr><td><h2>Left</h2><p>one</p></td><td><p>two</p></td></tr></table>", ".html")
    assert [block.text for block in blocks] == ["Left", "one", "two"]


def test_a_bold_line_is_a_heading_but_a_bold_instruction_is_not(blocks_of: Blocks):
    blocks = blocks_of("<p><b>Who to contact</b></p><p><b>In danger call 999</b></p><p>Text.</p>", ".html")
    assert [block.kind for block in blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_hostile_markup_neither_runs_nor_hangs(reading_of: Callable[[str], Reading]):
    entity = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    huge = "<table><tr><td colspan=99999 rowspan=65534>wide</td><td>b</td></tr><tr><td>c</td></tr></table>"
    texts = [block.text for block in reading_of(f"{entity}<body>{huge}<p>entity &x;</p>").blocks]
    assert texts == ["wide; b", "wide; c", "entity &x;"]


def test_elements_nested_absurdly_deep_are_read_or_refused(reading_of: Callable[[str], Reading]):
    try:
        blocks = reading_of("<p>top</p>" + "<div>" * 5000 + "deep" + "</div>" * 5000).blocks
    except UnreadableDocument as refusal:
        blocks = ()
        message = str(refusal)
    assert blocks[0].text == "top" if blocks else "nested too deeply" in message


@pytest.mark.parametrize(
    ("declared", "encoding"), [("windows-1252", "cp1252"), ("utf-8", "utf-8"), ("", "cp1252")]
)
def test_the_encoding_is_the_declared_one_or_guessed(declared: str, encoding: str, tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_bytes(f'<meta charset="{declared}"><p>Children – “no”</p>'.encode(encoding))
    assert read(path).blocks[0].text == "Children – “no”"


def test_a_page_of_pictures_has_no_text(reading_of: Callable[[str], Reading]):
    with pytest.raises(UnreadableDocument, match="has no text"):
        reading_of("<body><nav>Home</nav><img src='a.png' alt='A chart'></body>")


def test_a_real_page_keeps_every_word_of_its_body(guidance: Callable[[str], Path]):
    reading = read(guidance("GOVUK_SCCIF_childrens_homes_saved_page_Sep2025.html"))
    texts = [block.text for block in reading.blocks]
    assert reading.metadata.title.startswith("Social care common inspection framework")
    assert (reading.metadata.edition, reading.metadata.publisher) == ("April 2025", "Ofsted")
    assert (reading.metadata.nation, reading.metadata.kind) == ("england", "guidance")
    assert texts[1] == "Introduction"
    assert texts[-2].startswith("Steps: Step 6; Description: We will normally send the final report")
    assert not any(furniture in " ".join(texts) for furniture in ("cookies", "Back to top", "Search Amazon"))
