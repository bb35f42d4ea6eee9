"""Which of the documents that a page offers are the publication itself."""

from collections.abc import Sequence

import pytest
from fake_govuk import attachment, html_attachment, publication

from ingest.sources.attachments import in_order, main_attachments, version_of, year_of
from ingest.sources.content_api import Item, parse


def page(title: str, *titles: str, shown: Sequence[str] = ()) -> Item:
    """A publication that offers documents so called: PDFs, or as the ending says ("Watch.odt")."""
    offered = []
    for number, each in enumerate(titles):
        name, dot, ending = each.rpartition(".")
        name, ending = (name, ending) if dot and ending in ("odt", "html", "csv", "doc") else (each, "pdf")
        if ending == "html":
            offered.append(html_attachment(f"/p/{number}", name))
        else:
            offered.append(attachment(f"https://assets.test/media/{number}.{ending}", name, content_type=""))
    told = publication("/p", title, offered)
    told["details"]["featured_attachments"] = list(shown)
    found = parse(told, "https://www.gov.uk/api/content/p", "/p")
    assert isinstance(found, Item)
    return found


CHOICES = {
    "the only one": ("Keeping watch", ["Something else"], ["Something else"]),
    "the one called as the page is": (
        "Keeping watch",
        ["Poster about watching", "Keeping watch 2025", "Keeping watch 2025: annex A", "Watching in sport"],
        ["Keeping watch 2025"],
    ),
    "not a part, a summary, or another language": (
        "Keeping watch over children",
        [
            "Keeping watch over children 2026: summary of changes",
            "Keeping watch over children 2026: part one",
            "Keeping watch over children 2026 (large print)",
            "Keeping watch over children: easy read",
            "Keeping watch over children 2026 - Welsh",
            "Keeping watch over children 2026: statutory guidance",
        ],
        ["Keeping watch over children 2026: statutory guidance"],
    ),
    "the latest of several editions": (
        "Keeping watch",
        ["Keeping watch 2023", "Keeping watch 2025", "Keeping watch 2024"],
        ["Keeping watch 2025"],
    ),
    "the edition in force, and the next one for information": (
        "Keeping watch",
        [
            "Keeping watch 2025",
            "Keeping watch 2026 (for information)",
            "Keeping watch 2024 (for information)",
        ],
        ["Keeping watch 2025", "Keeping watch 2026 (for information)"],
    ),
    "the first of those for several places": (
        "Watch duty guidance",
        ["Watch duty guidance: England and Wales.html", "Watch duty guidance: Scotland.html"],
        ["Watch duty guidance: England and Wales"],
    ),
    "the exact title before a longer one": (
        "Keeping watch",
        ["Keeping watch at night in all weathers", "Keeping watch"],
        ["Keeping watch"],
    ),
    "a PDF before the same as a page or in another format": (
        "Keeping watch",
        ["Keeping watch.html", "Keeping watch.odt", "Keeping watch"],
        ["Keeping watch"],
    ),
    "words that the page's title has count as its own": (
        "Keeping watch: summary for schools",
        ["Keeping watch: summary for schools", "Keeping watch"],
        ["Keeping watch: summary for schools"],
    ),
    "an annex where there is nothing else": ("Keeping watch", ["Annex A", "Annex B"], ["Annex A"]),
    "nothing that cannot be read": ("Keeping watch", ["Keeping watch.csv", "Keeping watch.doc"], []),
    "nothing where nothing is offered": ("Keeping watch", [], []),
}


@pytest.mark.parametrize("choice", CHOICES)
def test_the_publication_is_chosen(choice: str):
    title, offered, chosen = CHOICES[choice]
    assert [each.title for each in main_attachments(page(title, *offered))] == chosen


def test_a_pdf_is_taken_before_a_page_of_the_same_title():
    chosen = main_attachments(page("Keeping watch", "Keeping watch.html", "Keeping watch"))
    assert [each.kind for each in chosen] == ["file"]


def test_what_the_page_shows_first_comes_first():
    item = page("Watch", "Part A", "Part B", "Part C", shown=["2.pdf", "0.pdf"])
    assert [each.title for each in in_order(item)] == ["Part C", "Part A", "Part B"]
    assert [each.title for each in main_attachments(item)] == ["Part C"]


def test_a_translation_is_not_taken():
    told = publication(
        "/p",
        "Keeping watch",
        [
            attachment("https://assets.test/media/cy.pdf", "Cadw golwg", locale="cy"),
            attachment("https://assets.test/media/en.pdf", "Keeping watch", locale="en"),
        ],
    )
    item = parse(told, "https://www.gov.uk/api/content/p", "/p")
    assert isinstance(item, Item)
    assert [each.title for each in main_attachments(item)] == ["Keeping watch"]


def test_titles_name_years_and_versions():
    assert year_of("Keeping watch 2025 (updated in 2026)") == "2026"
    assert year_of("The 20251 rules") == ""
    assert version_of("Keeping watch 2026: For Information") == "for information"
    assert version_of("Keeping watch 2026") == ""
