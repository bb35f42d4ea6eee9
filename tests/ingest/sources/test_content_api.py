"""What a page says, of whatever shape it is, and however little it can be trusted."""

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from fake_govuk import (
    LEAD_ORGANISATION,
    applies_to,
    attachment,
    gone,
    guide,
    html_attachment,
    html_publication,
    manual,
    publication,
    redirect,
    withdrawn,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.sources.content_api import Attachment, Change, Item, Moved, Part, Removed, metadata_of, parse
from ingest.sources.errors import WrongShape
from ingest.vocabulary import KINDS, NATIONS

PATH = "/government/publications/keeping-watch"
ADDRESS = f"https://www.gov.uk/api/content{PATH}"
PAGE = publication(PATH, "Keeping watch", [attachment("https://assets.test/media/1/watch.pdf", "Watch 2025")])


def item(told: Mapping[str, Any]) -> Item:
    found = parse(told, ADDRESS, told.get("base_path") or PATH)
    assert isinstance(found, Item)
    return found


def test_a_publication_says_what_it_is_and_offers_its_attachments():
    html = html_attachment(f"{PATH}/watch", "Watch")
    told = publication(PATH, "Keeping watch", [PAGE["details"]["attachments"][0], html])
    told["details"]["featured_attachments"] = ["watch", "watch.pdf"]
    found = item(told)
    assert (found.schema, found.document_type, found.title) == (
        "publication",
        "statutory_guidance",
        "Keeping watch",
    )
    assert found.publisher == LEAD_ORGANISATION
    assert found.attachments == (
        Attachment(
            "file",
            "watch.pdf",
            "Watch 2025",
            "https://assets.test/media/1/watch.pdf",
            "application/pdf",
            "watch.pdf",
        ),
        Attachment("html", "watch", "Watch", f"{PATH}/watch"),
    )
    assert found.shown == ("watch", "watch.pdf")
    assert found.changes == (Change("2025-09-01", "Made clearer."), Change("2020-01-07", "First published."))


def test_days_are_days_in_london():
    """The API says 23:00 of the day before for midnight of British summer time."""
    assert item(PAGE).published == "2025-09-01"
    assert item({**PAGE, "public_updated_at": "2025-12-31T23:30:00Z"}).published == "2025-12-31"
    assert item({**PAGE, "public_updated_at": None}).published == ""


def test_a_page_is_withdrawn_only_where_the_notice_has_a_date():
    assert item(PAGE).withdrawn == ""
    for notice in ({}, None, {"explanation": "<p>Out of date"}, {"withdrawn_at": None}):
        assert item({**PAGE, "withdrawn_notice": notice}).withdrawn == ""
    why = 'See <a href="/guidance/new-watch">the new guidance</a>'
    found = item(withdrawn(PAGE, "2026-03-18", why))
    assert found.withdrawn == "2026-03-18"
    assert found.explanation == "See the new guidance (/guidance/new-watch)"


@pytest.mark.parametrize(
    ("nations", "key"),
    [
        (("england",), "england"),
        (("wales",), "wales"),
        (("england", "wales"), "england-and-wales"),
        (("england", "wales", "scotland"), "great-britain"),
        (("england", "wales", "scotland", "northern_ireland"), "uk"),
        (("northern_ireland",), "northern-ireland"),
        (("england", "northern_ireland"), ""),
        ((), ""),
    ],
)
def test_the_nation_is_the_set_to_which_a_page_applies(nations: tuple[str, ...], key: str):
    told = copy.deepcopy(PAGE)
    told["details"]["national_applicability"] = applies_to(*nations)
    assert metadata_of(item(told)).nation == key


def test_where_a_page_does_not_say_to_which_nations_it_applies_nothing_is_said():
    found = item(PAGE)
    assert found.nations is None
    assert metadata_of(found).nation == ""


def test_the_publisher_is_the_first_of_the_organisations_where_none_is_the_primary_one():
    organisations = [{"title": "Ministry of Examples"}, {"title": "Another"}]
    found = item({**PAGE, "links": {"organisations": organisations}})
    assert found.publisher == "Ministry of Examples"
    assert item({**PAGE, "links": {}}).publisher == ""


@pytest.mark.parametrize(
    ("document_type", "kind"),
    [
        ("statutory_guidance", "statutory guidance"),
        ("guidance", "non-statutory advice"),
        ("research", "research"),
        ("independent_report", "research"),
        ("news_story", "news"),
        ("press_release", "news"),
        ("form", ""),
        ("something_new", ""),
    ],
)
def test_the_kind_is_what_the_site_calls_the_document(document_type: str, kind: str):
    assert metadata_of(item({**PAGE, "document_type": document_type})).kind == kind
    assert not kind or kind in KINDS


def test_a_page_of_a_publication_has_a_parent_which_says_of_what_kind_it_is():
    found = item(html_publication(f"{PATH}/watch", "Watch", "<h2>Look</h2>", PATH))
    assert found.parent == PATH
    assert found.document_type == "guidance"
    assert "<h2>Look</h2>" in found.body


def test_a_guide_has_parts_and_a_manual_sections():
    assert item(guide("/watch", "Watch", {"First steps": "<p>Look."})).parts == (
        Part("First steps", "/watch/first-steps", "<p>Look."),
    )
    whole, section = manual("/watch", "Watch", {"First steps": "<p>Look."})
    assert item(whole).parts == (Part("First steps", "/watch/first-steps"),)
    assert item(section).parent == "/watch"


def test_a_page_that_moved_says_where_to():
    assert parse(redirect("/old", "/new?x=1#y"), ADDRESS, "/old") == Moved("/old", "/new?x=1#y")
    prefix = {
        **redirect("/old", "/new"),
        "redirects": [{"path": "/old", "type": "prefix", "destination": "/new"}],
    }
    assert parse(prefix, ADDRESS, "/old/part") == Moved("/old/part", "/new")
    prefix["redirects"][0]["segments_mode"] = "preserve"
    assert parse(prefix, ADDRESS, "/old/part") == Moved("/old/part", "/new/part")
    with pytest.raises(WrongShape, match="redirects"):
        parse(redirect("/old", "/new"), ADDRESS, "/older")


def test_a_page_that_has_gone_says_why_and_where_to_look():
    told = gone("/old", "<p>Published by mistake</p>", "/new")
    assert parse(told, ADDRESS, "/old") == Removed("/old", "Published by mistake", "/new")
    assert parse(gone("/old"), ADDRESS, "/old") == Removed("/old")


def test_policy_of_a_former_government_is_marked():
    told = copy.deepcopy(PAGE)
    told["details"]["political"] = True
    assert not item(told).historic
    told["links"]["government"] = [{"title": "2010 to 2015", "details": {"current": False}}]
    assert item(told).historic


def test_nothing_that_hides_or_turns_text_comes_through():
    found = item({**PAGE, "title": "Keep\u202eing\u0000 watch\n\ud800 \u200b2025"})
    assert found.title == "Keeping watch 2025"


WRONG = {
    "no object": ([], ""),
    "no schema": ({**PAGE, "schema_name": None}, "schema_name"),
    "a schema of another type": ({**PAGE, "schema_name": 7}, "schema_name"),
    "no title": ({**PAGE, "title": ""}, "title"),
    "a title like a book": ({**PAGE, "title": "x" * 5000}, "title"),
    "details that are a list": ({**PAGE, "details": [1]}, "details"),
    "links that are text": ({**PAGE, "links": "none"}, "links"),
    "an attachment that is text": ({**PAGE, "details": {"attachments": ["x"]}}, "details.attachments[0]"),
    "an attachment that leads nowhere": (
        {**PAGE, "details": {"attachments": [{"attachment_type": "file"}]}},
        "details.attachments[0].url",
    ),
    "a size that is true": (
        {**PAGE, "details": {"attachments": [attachment("u", "t", file_size=True)]}},
        "details.attachments[0].file_size",
    ),
    "a size below nothing": (
        {**PAGE, "details": {"attachments": [attachment("u", "t", file_size=-1)]}},
        "details.attachments[0].file_size",
    ),
    "a date that is none": ({**PAGE, "public_updated_at": "yesterday"}, "public_updated_at"),
    "a date at the end of time": (
        {**PAGE, "public_updated_at": "9999-12-31T23:59:59-12:00"},
        "public_updated_at",
    ),
    "a withdrawal that is a number": (
        {**PAGE, "withdrawn_notice": {"withdrawn_at": 20260101}},
        "withdrawn_notice.withdrawn_at",
    ),
    "a nation that may be": (
        {**PAGE, "details": {"national_applicability": {"wales": {"applicable": "maybe"}}}},
        "details.national_applicability.wales.applicable",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_of_the_wrong_shape_is_named_with_its_address_and_field(what: str):
    told, field = WRONG[what]
    with pytest.raises(WrongShape) as caught:
        parse(told, ADDRESS, PATH)
    assert caught.value.field == field
    assert str(caught.value).startswith(ADDRESS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_comes_in_any_place_is_understood_or_named(data: st.DataObject):
    told = copy.deepcopy(withdrawn(PAGE, "2026-01-01", "Because"))
    told["details"]["national_applicability"] = applies_to("wales")
    here: Any = told
    while True:
        key = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
        if data.draw(st.booleans()) and isinstance(here[key], (dict, list)) and here[key]:
            here = here[key]
        else:
            here[key] = data.draw(JSON)
            break
    try:
        found = parse(told, ADDRESS, PATH)
    except WrongShape:
        return
    if isinstance(found, Item):
        assert metadata_of(found).nation in (*NATIONS, "")


def test_the_example_answers_of_the_api_are_all_understood(examples: Path):
    shapes = {}
    for file in sorted(examples.glob("*__*.json")):
        if file.name.startswith("schema__"):
            continue
        told = json.loads(file.read_text())
        found = parse(told, file.name, told["base_path"])
        shapes[file.stem.partition("__")[2]] = found
        if isinstance(found, Item):
            assert found.title == " ".join(told["title"].split())
            assert found.publisher
            assert bool(found.withdrawn) == bool((told.get("withdrawn_notice") or {}).get("withdrawn_at"))
            assert len(found.changes) == len(
                told["details"].get("change_history") or told["details"].get("change_notes") or []
            )
            assert list(found.changes) == sorted(found.changes, key=lambda one: one.when, reverse=True)
    assert len(shapes) == 18
    assert isinstance(shapes["redirect"], Moved)
    assert isinstance(shapes["gone_with_alternative_path"], Removed)
    assert metadata_of(shapes["best-practice-statutory-guidance"]).nation == "england"
    assert metadata_of(shapes["best-practice-guidance"]).nation == "great-britain"
    assert shapes["publication-with-featured-attachments"].attachments[0].size == 1932905
