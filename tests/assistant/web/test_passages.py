"""The cards of passages: what is marked, where they stand, where they lead."""

from urllib.parse import parse_qs, urlsplit

import pytest
from made_web import CORE_GROUP, Page, abstained, answered, cite, document, passage

from assistant.answers import Hit
from assistant.web.passages import marked, nearby_cards, quoted_cards, safe_url


def test_a_card_marks_exactly_the_quoted_words():
    citation = cite(1, "meet within 10 working days of the conference", passage(), document())
    assert Page(quoted_cards(answered(citation), 1)).marks == [citation.quote]


def test_a_card_of_several_quotes_marks_all_of_them_once():
    first = cite(1, "meet within 10 working days", passage(), document())
    second = cite(1, "carry out the plan", passage(), document())
    page = Page(quoted_cards(answered(first, second), 1))
    assert page.marks == [first.quote, second.quote]
    assert page.attributes("id") == ["t1-p1"]


def test_a_quote_over_several_lines_is_marked_on_each_line():
    page = Page(marked(CORE_GROUP, [(4, len(CORE_GROUP))]))
    assert "\n".join(page.marks) == CORE_GROUP[4:]


def test_overlapping_quotes_share_a_mark():
    assert Page(marked("0123456789", [(1, 5), (3, 8)])).marks == ["1234567"]


def test_a_passage_keeps_its_words_and_lines():
    assert Page(marked(CORE_GROUP)).text == CORE_GROUP.replace("\n", "")
    assert marked(CORE_GROUP).count('<p class="item">') == 2


def test_the_headings_at_the_front_of_a_passage_are_not_said_twice():
    text = "Core group\nIt should meet within 10 working days."
    where = passage(text, body=text.index("It"))
    page = Page(quoted_cards(answered(cite(1, "It should meet", where, document())), 1))
    assert page.text.count("Core group") == 1
    assert page.marks == ["It should meet"]


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil",
            "https://",
            "http://[bad",
            "file:///etc/x",
            "",
        ),
        *(
            'https://a.example/" onclick="x',
            "https://a.example/<b>",
            "https://www.gov.uk@a.example/",
            "http://a b",
        ),
    ],
)
def test_a_reader_is_never_sent_to_an_address_that_is_not_a_web_page(url):
    assert safe_url(url) == ""
    where = passage()
    page = Page(nearby_cards(abstained(Hit(where, document(source_url=url), 1.0)), 1))
    assert page.attributes("href") == [f"/document?passage={where.id}", "#t1"]


def test_a_source_opens_apart_from_the_page():
    where = Hit(passage(), document(source_url="https://www.gov.uk/x?a=1&b=2"), 1.0)
    page = Page(nearby_cards(abstained(where), 1))
    (link,) = (attributes for _, attributes in page.elements if "https" in attributes.get("href", ""))
    assert link == {"href": "https://www.gov.uk/x?a=1&b=2", "target": "_blank", "rel": "noopener noreferrer"}


def test_a_card_leads_to_its_place_in_the_document_with_all_that_is_quoted():
    first = cite(1, "meet within 10 working days", passage(), document())
    second = cite(1, "carry out the plan", passage(), document())
    overlapping = cite(1, "10 working days of the conference", passage(), document())
    page = Page(quoted_cards(answered(first, second, overlapping), 1))
    (link,) = (attributes for _, attributes in page.elements if "data-open" in attributes)
    spans = f"{first.start}-{overlapping.end},{second.start}-{second.end}"
    assert link["href"] == f"/document?passage={first.passage.id}&spans={spans}"
    assert link["target"] == "_blank"


def test_an_id_of_a_passage_stays_one_value_of_its_address():
    where = passage(id='a&spans=1-2#"><script>/../')
    page = Page(nearby_cards(abstained(Hit(where, document(), 1.0)), 1))
    assert {tag for tag, _ in page.elements}.isdisjoint({"script"})
    (link,) = (attributes["href"] for _, attributes in page.elements if "data-open" in attributes)
    assert parse_qs(urlsplit(link).query) == {"passage": [where.id]}
    assert urlsplit(link).path == "/document"


def test_a_card_says_where_it_stands_and_how_much_weight_it_has():
    source = document(checked="2026-11-22", summarises="Working Together 2023, page 97", publisher="DfE")
    text = Page(nearby_cards(abstained(Hit(passage(lead_in="The group should:"), source, 1.0)), 1)).text
    for said in (
        "Guide 0 (2026)",
        "Chapter 3 › Core group, paragraph 155, page 97",
        "Statutory guidance",
        "England",
        "Strongest duty word: should",
        "The group should:",
        "A summary of Working Together 2023, page 97.",
        "22 November 2026",
    ):
        assert said in text
