"""Footnotes of web pages, as the systems that make them write them."""

from collections.abc import Callable

import pytest

from ingest.documents import Block

Blocks = Callable[[str, str], tuple[Block, ...]]


def shape(blocks: tuple[Block, ...]) -> list[tuple[str, str, str]]:
    return [(block.kind.value, block.number, block.text) for block in blocks]


WAYS = {
    "govspeak": "<p>The duty<sup id='fnref:1'><a href='#fn:1' rel='footnote'>[footnote 1]</a></sup> applies."
    "</p><p>More.</p><div class='footnotes' role='doc-endnotes'><ol><li id='fn:1'><p>See the Act. "
    "<a href='#fnref:1' role='doc-backlink'>↩</a> <a href='#fnref:1:1'>↩<sup>2</sup></a></p></li></ol></div>",
    "Word": "<p>The duty<a href='#_ftn1' name='_ftnref1' title=''>"
    "<span class='MsoFootnoteReference'>[1]</span>"
    "</a> applies.</p><p>More.</p><hr><div id='ftn1'><p class='MsoFootnoteText'><a href='#_ftnref1' "
    "name='_ftn1'><span>[1]</span></a> See the Act.</p></div>",
    "a plug-in": "<p>The duty<sup><a href='#easy-footnote-bottom-1-77' id='easy-footnote-1-77'>1</a>"
    "</sup> applies."
    "</p><p>More.</p><ol><li><span id='easy-footnote-bottom-1-77'></span>See the Act."
    "<a class='easy-footnote-to-top' href='#easy-footnote-1-77'></a></li></ol>",
    "ids of its own": "<p>The duty<sup><a id='back-a' href='#ref-a'>1</a></sup> applies.</p><p>More.</p>"
    "<p id='ref-a'>1. See the Act. <a href='#back-a'>Back up</a></p>",
    "brackets around the link": "<p>The duty [<a href='#note1'>1</a>] applies.</p><p>More.</p>"
    "<p id='note1'>[1] See the Act.</p>",
    "no links": "<p>The duty<sup>1</sup> applies.</p><p>More.</p><p><sup>1</sup> See the Act.</p>",
}


@pytest.mark.parametrize("way", sorted(WAYS))
def test_a_footnote_follows_the_sentence_that_refers_to_it(way: str, blocks_of: Blocks):
    blocks = blocks_of(WAYS[way], ".html")
    assert shape(blocks) == [
        ("paragraph", "", "The duty applies."),
        ("footnote", "1", "See the Act."),
        ("paragraph", "", "More."),
    ]
    assert blocks[0].notes == ((8, "1"),)


def test_numbering_that_starts_again_leads_to_the_right_notes(blocks_of: Blocks):
    blocks = blocks_of(
        "<p>One<sup><a href='#p1n1'>1</a></sup>, one again<sup><a href='#p1n1'>1</a></sup>.</p>"
        "<p>Two<sup><a href='#p2n1'>1</a></sup>.</p>"
        "<ol><li id='p1n1'>First.</li></ol><ol><li id='p2n1'>Second.</li></ol>",
        ".html",
    )
    assert shape(blocks) == [
        ("paragraph", "", "One, one again."),
        ("footnote", "1", "First."),
        ("paragraph", "", "Two."),
        ("footnote", "1", "Second."),
    ]
    assert blocks[0].notes == ((3, "1"), (14, "1"))


def test_marks_in_headings_items_and_cells_are_noted_where_they_stood(blocks_of: Blocks):
    mark = "<sup><a href='#fn{0}'>{0}</a></sup>"
    blocks = blocks_of(
        f"<h2>Duties{mark.format(1)}</h2><ul><li>to act{mark.format(2)} at once</li></ul>"
        f"<table><tr><th>Who</th><th>When</th></tr><tr><td>Lead{mark.format(3)}</td><td>Now</td></tr></table>"
        "<h3>Footnotes</h3><ol><li id='fn1'>a</li><li id='fn2'>b</li><li id='fn3'>c</li><li id='fn4'>d"
        "</li></ol>",
        ".html",
    )
    assert [(block.text, block.notes) for block in blocks] == [
        ("Duties", ((6, "1"),)),
        ("a", ()),
        ("to act at once", ((6, "2"),)),
        ("b", ()),
        ("Who: Lead; When: Now", ((9, "3"),)),
        ("c", ()),
        ("Footnotes", ()),
        ("d", ()),
    ]


def test_a_title_above_notes_that_have_all_gone_to_their_places_goes_too(blocks_of: Blocks):
    blocks = blocks_of(
        "<p>One<sup><a href='#fn1'>1</a></sup>.</p><h2>Footnotes</h2><ol><li id='fn1'>First.</li></ol>",
        ".html",
    )
    assert [block.text for block in blocks] == ["One.", "First."]


def test_a_note_may_refer_to_a_note(blocks_of: Blocks):
    blocks = blocks_of(
        "<p>One<sup><a href='#fn1'>1</a></sup>.</p><p>More.</p><ol><li id='fn1'>First"
        "<sup><a href='#fn2'>2</a></sup>.</li><li id='fn2'>Second<sup><a href='#fn1'>1</a></sup>.</li></ol>",
        ".html",
    )
    assert [block.text for block in blocks] == ["One.", "First.", "Second.", "More."]


def test_raised_letters_and_figures_that_are_no_marks_stay(blocks_of: Blocks):
    blocks = blocks_of(
        "<p>On the 10<sup>th</sup> a room of 9 m<sup>2</sup> or 30 metres<sup>2</sup> with CO<sub>2</sub>. "
        "See section <a href='#s2'>2</a>.</p><h2 id='s2'>Rooms</h2><p>Text.</p>",
        ".html",
    )
    assert blocks[0].text == "On the 10th a room of 9 m2 or 30 metres2 with CO2. See section 2."
    assert not blocks[0].notes


def test_a_raised_figure_never_becomes_part_of_a_number(blocks_of: Blocks):
    blocks = blocks_of(
        "<p>The Act of 2015<sup>1</sup> and section 47<sup>8</sup> apply.</p><p><sup>1</sup> As amended.</p>",
        ".html",
    )
    assert (blocks[0].text, blocks[0].notes) == ("The Act of 2015 and section 47⁸ apply.", ((15, "1"),))
    assert (blocks[1].number, blocks[1].text) == ("1", "As amended.")


def test_notes_in_the_title_and_the_text_of_an_item_are_both_kept(blocks_of: Blocks):
    blocks = blocks_of("<ul><li><b>Neglect<sup>1</sup></b><br>Failure<sup>2</sup> to act.</li></ul>", ".html")
    assert (blocks[0].text, blocks[0].notes) == ("Neglect: Failure to act.", ((7, "1"), (16, "2")))


def test_a_files_own_private_characters_make_no_marks(blocks_of: Blocks):
    blocks = blocks_of(f"<p>The duty{chr(0x10F031)}{chr(0x10F000)} applies.</p>", ".html")
    assert (blocks[0].text, blocks[0].notes) == ("The duty applies.", ())
