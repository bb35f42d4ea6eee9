"""A report as text, Markdown, a page and a summary."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from made_editions import HANDBOOK, PARAGRAPH, changed, report

from ingest.changes import ChangeReport, markdown, page, summary, text
from ingest.documents import Block, Gap, GapKind

HOSTILE = "The <script>alert(1)</script> keeper & *his* [bell](javascript:x) `rings` ~~twice~~ | # a week."
RENDERERS: list[Callable[[ChangeReport], str]] = [text.render, markdown.render, page.render]
NEW = changed("should sign", "must sign", changed("15 working days", "10 working days"))


@pytest.mark.parametrize("render", RENDERERS)
def test_each_says_what_changed_where_and_puts_what_matters_first(render: Callable[[ChangeReport], str]):
    shown = " ".join(render(report(NEW)).split())
    duty = shown.index("Duty: should → must")
    timescale = shown.index("Timescale: within 15 working days → within 10 working days")
    assert duty < timescale
    assert "2024 paragraph 1, page 1 → 2025 paragraph 1, page 1" in shown
    assert "Visitors" in shown[duty:timescale]
    assert "2 changes; 98% of the new text is unchanged." in shown


@pytest.mark.parametrize("render", RENDERERS)
def test_each_counts_what_was_left_out_and_names_what_could_not_be_compared(
    render: Callable[[ChangeReport], str],
):
    new = [
        replace(block, number=f"9{block.number}" if block.number[:1].isdigit() else "") for block in HANDBOOK
    ]
    found = replace(
        report(changed("oak door", "oak door;", new)),
        new_gaps=(Gap(GapKind.FLOW_CHART, 3, ocr=True), Gap(GapKind.PICTURE, 2, ocr=True)),
    )
    shown = " ".join(render(found).split())
    assert "No changes" in shown
    assert "with another number: 7" in shown
    assert "unctuation and letter case: 1" in shown
    assert "2025 has pictures or flow charts on pages 2, 3: compare by eye." in shown


def test_text_marks_words_without_colour_and_keeps_to_its_width():
    shown = text.render(report(NEW), width=60)
    assert "[-should-] {+must+} sign" in shown
    assert max(map(len, shown.splitlines())) <= 60
    assert "\x1b" not in shown


def test_markdown_marks_words_and_what_a_document_holds_stays_text():
    shown = markdown.render(report([*changed("should", "must"), Block(PARAGRAPH, HOSTILE)]))
    assert "~~should~~ **must** sign" in shown
    assert "\\<script\\>" in shown
    assert "\\[bell\\](javascript:x)" in shown
    assert not re.search(r"(?<!\\)[<>]", shown.replace("\n> ", "\n"))


class _Tags(HTMLParser):
    """Every tag of a page, and whether they nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_needs_nothing_from_elsewhere_and_what_a_document_holds_stays_text():
    shown = page.render(replace(report([*NEW, Block(PARAGRAPH, HOSTILE)]), new="<b>Handbook</b>"))
    tags = _Tags()
    tags.feed(shown)
    assert tags.open == []
    assert not {tag for tag, _ in tags.seen} & {"script", "link", "img", "iframe", "a"}
    assert not [
        name for _, attributes in tags.seen for name in attributes if name in ("src", "href", "style")
    ]
    assert not re.search(r"url\(|@import|https?:", shown)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "&lt;b&gt;Handbook&lt;/b&gt;" in shown


def test_the_page_marks_words_by_elements_and_filters_by_what_matters_and_what_happened():
    shown = page.render(report([*NEW, Block(PARAGRAPH, "Nets hang beside the lamp that burns all night.")]))
    assert "<del>should</del>" in shown
    assert "<ins>must</ins>" in shown
    boxes = set(re.findall(r'<input type="checkbox" id="show-([\w-]+)" checked>', shown))
    assert boxes == {"rank-1", "rank-2", "rank-8", "was-added", "was-changed"}
    assert all(f"body:has(#show-{name}:not(:checked)) .{name} {{" in shown for name in boxes)


def test_a_summary_has_the_changes_that_matter_most_and_how_many_more_there_are():
    new = changed("oak door", "elm door", NEW)
    first, duty, more = summary(report(new), most=1)
    assert (
        first == "Harbour handbook 2024 → Harbour handbook 2025: 3 changes; 97% of the new text is unchanged."
    )
    assert duty == (
        "  Duty: should → must: “Every visitor must sign the harbour book before the gate is opened.” "
        "(2024 paragraph 1, page 1 → 2025 paragraph 1, page 1)"
    )
    assert more == "  and 2 more"
    assert len(summary(report(HANDBOOK))) == 1


def test_two_documents_with_little_in_common_are_doubted():
    other = [Block(PARAGRAPH, "Candles burn in the attic on the longest night of the year.")]
    assert "check that they are editions of the same document" in summary(report(other))[0]


def test_far_from_a_change_text_is_left_out_and_near_it_whole_sentences_are_kept():
    long = " ".join(f"Basket {number} is weighed by the river at noon." for number in range(40))
    old = [Block(PARAGRAPH, f"{long} Ladders are red. {long}")]
    shown = " ".join(text.render(report(changed("red", "blue", old), old)).replace(" | ", " ").split())
    assert "Ladders are [-red.-] {+blue.+}" in shown
    assert shown.count("Basket") < 12
    assert re.search(r"… Basket \d+ is weighed", shown)
    assert "at noon. …" in shown
