"""Pages of GOV.UK: publications, guides and manuals."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import Block, Reading
from ingest.readers.html import read

Blocks = Callable[[str, str], tuple[Block, ...]]


@pytest.fixture
def page(tmp_path: Path) -> Callable[..., Reading]:
    """Reads govspeak as GOV.UK shows it, with what stands around it."""

    def reading(govspeak: str, before: str = "") -> Reading:
        path = tmp_path / "page.html"
        path.write_text(
            "<html><head><title>Fostering - GOV.UK</title>"
            '<meta name="govuk:primary-publishing-organisation" content="Department for Homes">'
            '<meta name="govuk:public-updated-at" content="2025-03-04T09:00:00+00:00">'
            '<link rel="canonical" href="https://www.gov.uk/fostering"></head><body>'
            '<div class="gem-c-cookie-banner"><p>Cookies on GOV.UK</p></div><a class="govuk-skip-link" '
            'href="#content">Skip</a><header role="banner">GOV.UK</header>'
            '<div class="gem-c-breadcrumbs">Home</div>'
            f'<main id="content"><div class="gem-c-title"><h1>Fostering</h1></div>{before}'
            f'<div class="gem-c-govspeak govuk-govspeak"><div class="govspeak">{govspeak}</div></div>'
            '<a class="gem-c-back-to-top-link" href="#contents">Back to top</a></main>'
            '<div class="gem-c-related-navigation"><h2>Related content</h2></div><div class="gem-c-feedback">'
            "<h2>Is this page useful?</h2><form><p>Help us improve GOV.UK</p></form></div>"
            "<footer>Crown copyright</footer></body></html>",
            encoding="utf-8",
        )
        return read(path)

    return reading


def shape(reading: Reading) -> list[tuple[str, int, str, str]]:
    return [(block.kind.value, block.level, block.number, block.text) for block in reading.blocks]


def test_the_furniture_of_the_site_is_gone(page: Callable[..., Reading]):
    reading = page("<h2 id='a'>Scope</h2><p>Text.</p>", "<nav class='gem-c-contents-list'>Contents</nav>")
    assert [block.text for block in reading.blocks] == ["Fostering", "Scope", "Text."]
    assert reading.metadata.publisher == "Department for Homes"
    assert (reading.metadata.edition, reading.metadata.source_url) == (
        "March 2025",
        "https://www.gov.uk/fostering",
    )


def test_numbered_headings_and_legislative_lists_keep_what_is_printed(page: Callable[..., Reading]):
    reading = page(
        "<h2><span class='number'>1. </span>Duties</h2><h3><span class='number'>1.1 </span>Who acts</h3>"
        "<ol class='legislative-list'><li>1.1 The carer must—<ol><li>(a) ask</li><li>(b) write</li>"
        "</ol></li></ol>"
        "<ol class='steps'><li><p>Ring.</p></li><li><p>Wait.</p></li></ol>"
    )
    assert shape(reading)[1:] == [
        ("heading", 2, "1.", "Duties"),
        ("heading", 3, "1.1", "Who acts"),
        ("item", 1, "1.1", "The carer must—"),
        ("item", 2, "(a)", "ask"),
        ("item", 2, "(b)", "write"),
        ("item", 1, "1.", "Ring."),
        ("item", 1, "2.", "Wait."),
    ]


def test_callouts_examples_contacts_and_abbreviations_are_text(page: Callable[..., Reading]):
    reading = page(
        "<div role='note' aria-label='Information' class='application-notice info-notice'>"
        "<p>You must tell the "
        "<abbr title='designated officer'>LADO</abbr>.</p></div>"
        "<div class='application-notice help-notice'><p>Call "
        "999.</p></div><div class='example'><p><strong>Example</strong> Sam is 9.</p></div>"
        "<div class='contact'>"
        "<p><strong>Helpdesk</strong><br>1 High Street<br>Anytown</p></div><div class='call-to-action'>"
        "<p>Ring now.</p></div>"
    )
    assert [block.text for block in reading.blocks[1:]] == [
        "You must tell the LADO.",
        "Call 999.",
        "Example Sam is 9.",
        "Helpdesk",
        "1 High Street Anytown",
        "Ring now.",
    ]


def test_the_title_of_a_part_of_a_guide_is_not_lost(page: Callable[..., Reading]):
    before = (
        "<aside class='part-navigation-container'><nav><ol><li>Overview</li><li>"
        "<a href='/fostering/pay'>Help with "
        "the cost</a></li></ol></nav></aside><h2 class='part-title'>Who can foster</h2>"
    )
    reading = page("<p>Anyone over 21.</p><h3>Checks</h3><p>Some.</p>", before)
    assert [block.text for block in reading.blocks] == [
        "Fostering",
        "Who can foster",
        "Anyone over 21.",
        "Checks",
        "Some.",
    ]


def test_a_file_on_offer_heads_nothing(page: Callable[..., Reading]):
    reading = page(
        "<h2>Forms</h2><section class='gem-c-attachment'><h2 class='gem-c-attachment__title'>"
        "<a href='/f.pdf'>"
        "Form A</a></h2><p class='gem-c-attachment__metadata'>PDF, 123 KB</p></section><p>Send it.</p>"
    )
    assert shape(reading)[1:] == [
        ("heading", 2, "", "Forms"),
        ("paragraph", 0, "", "Form A"),
        ("paragraph", 0, "", "Send it."),
    ]


def test_a_table_with_heads_on_both_sides_is_read_row_by_row(page: Callable[..., Reading]):
    reading = page(
        "<table><thead><tr><th scope='col'>Age</th><th scope='col'>Fee</th></tr></thead><tbody>"
        "<tr><th scope='row'>0 to 2</th><td>£1</td></tr><tr><th scope='row'>3 to 4</th><td>£2</td></tr>"
        "</tbody>"
        "</table>"
    )
    assert [block.text for block in reading.blocks[1:]] == ["Age: 0 to 2; Fee: £1", "Age: 3 to 4; Fee: £2"]


def test_the_saved_pages_flow_charts_are_known_to_be_missing(guidance: Callable[[str], Path]):
    reading = read(guidance("GOVUK_SCCIF_childrens_homes_saved_page_Sep2025.html"))
    assert [gap.where for gap in reading.gaps] == ["Timeframe", "Timeline"]
