"""Exports: all three forms say the same, to the letter, and nothing of a document or a question is markup."""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urlsplit

import pypdfium2
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.answers import Answer, AnswerKind, Citation, Conflict, Statement
from assistant.exporting import Form, copied, exported, file_name
from assistant.scope import Scope
from ingest.documents import GuidanceDocument, Metadata, Passage, Role, Sentence, Standing, State

DAY = date(2026, 11, 28)
CORE_GROUP = "The core group should:\n• meet within 10 working days of the conference\n• carry out the plan"
HOSTILE = (
    "<img src=x onerror=alert(1)></p><script>alert(2)</script> [a](javascript:alert(3)) ![b](http://evil.test/b)"
    " # not a heading & &lt; *bold* `code` {nb} https://evil.test www.evil.test a@evil.test <https://evil.test>"
)
ODD = "Angharad Ŵyn ŷ, Łódź, Seán Ó Sé, “quoted” – • £5 ✓ ☐ → ½"
SIGNS = re.compile(r"[\s\xad\ufffe\u2010\u2011-]+")
"""White space, and the hyphens at which a PDF may part a word."""
OWN_TAGS = {"h1", "h2", "h3", "h4", "p", "strong", "ul", "li", "blockquote", "a"}

each_form = pytest.mark.parametrize("form", Form)


class Html(HTMLParser):
    """The text, the tags and the addresses of rendered Markdown."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags, self.addresses = "", [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.text += "\n"
        self.addresses += [value for name, value in attributes if name in ("href", "src")]

    def handle_data(self, data):
        self.text += data


def rendered(file):
    return Html(
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(file.decode())
    )


def paragraphs(document):
    found = list(document.paragraphs)
    for table in document.tables:
        found += [one for row in table.rows for cell in row.cells for one in cell.paragraphs]
    return found


def text_of(file, form):
    """All words of a file; those of a DOCX's tables come last."""
    if form is Form.MARKDOWN:
        return rendered(file).text
    if form is Form.DOCX:
        return "\n".join(one.text for one in paragraphs(Document(BytesIO(file))))
    with pypdfium2.PdfDocument(file) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "\n".join(re.sub(r"Safeguide, page \d+ of \d+", "", page) for page in pages)


def bare(text):
    return SIGNS.sub("", unicodedata.normalize("NFC", text))


def document(number=0, **metadata):
    known = {
        "title": f"Guide {number}",
        "edition": "May 2026",
        "nation": "wales",
        "kind": "statutory guidance",
        "source_url": f"https://example.org/guide-{number}",
    }
    made = GuidanceDocument(f"{number:016x}", "0" * 64, f"{number}.md", Metadata(**{**known, **metadata}))
    return replace(made, standing=Standing(State.IN_FORCE))


def passage(text=CORE_GROUP, number=0):
    return Passage(
        f"{number:016x}",
        f"{number:016x}",
        number,
        ("Chapter 3", "Core group"),
        ("155.",),
        97,
        None,
        0,
        len(text),
        text,
        0,
        "",
        "should",
        (Sentence(0, len(text), Role.SENTENCE, label="155"),),
    )


def cite(quote=CORE_GROUP, text=CORE_GROUP, number=0, shown=1, **metadata):
    start = text.index(quote)
    return Citation(shown, passage(text, number), document(number, **metadata), start, start + len(quote))


def answer(*statements, **changes):
    known = {
        "question": "How soon must the core group meet?",
        "kind": AnswerKind.QUOTED if statements else AnswerKind.ABSTAINED,
        "statements": statements,
        "advice": "" if statements else "Ask your designated safeguarding lead.",
        "notices": (),
        "passages": (),
        "confidence": 0.9,
        "searched_for": "",
        "library_version": "0123456789ab",
    }
    return Answer(**{**known, **changes})


def quoted(quote=CORE_GROUP, **changes):
    return answer(Statement(quote, (cite(quote, quote),), strength="should"), **changes)


def written():
    said = Statement("They meet within ten days.", (cite("meet within 10 working days"),), support=0.9)
    return answer(said, kind=AnswerKind.WRITTEN, model="example-model", dropped=("no passage says so",))


def differing():
    first, second = cite(), cite("They meet in 15 days.", "They meet in 15 days.", 1, 2)
    both = (Statement(CORE_GROUP, (first,)), Statement(second.quote, (second,), strength="must"))
    return answer(*both, conflicts=(Conflict(first, second, "One says 10, the other 15."),))


@pytest.fixture(scope="module")
def real(starter):
    asked = (
        "How soon must the core group meet?",
        "A child told me today that his dad hits him. What should I do?",
        "What is the weather on Mars?",
        "When must the local authority make a section 42 enquiry about an adult?",
    )
    return [starter.ask(question) for question in asked]


@each_form
def test_real_answers_stand_in_the_export_to_the_letter(real, form):
    text = bare(text_of(exported("Team meeting", real, form, DAY), form))
    assert any(one.panel for one in real)
    assert any(not one.statements for one in real)
    assert bare("Team meeting") in text
    assert bare("Exported on 28 November 2026 from Safeguide 0.") in text
    assert text.count(bare(f"Library version {real[0].library_version}")) == 1
    assert bare("Call 999") in text
    for one in real:
        assert bare(one.question) in text
        assert all(bare(line) in text for line in one.advice.split("\n"))
        assert all(bare(notice) in text for notice in one.notices)
        for statement in (*one.statements, *one.more):
            assert bare(statement.text) in text
            for citation in statement.citations:
                assert bare(citation.quote) in text
                assert bare(citation.passage.text) in text
                assert bare(citation.document.name) in text
        for contact in one.panel.contacts if one.panel else ():
            assert bare(contact.name) in text
            assert bare(contact.phone) in text


@each_form
def test_every_number_that_is_used_is_among_the_references_and_each_passage_has_one(real, form):
    text = text_of(exported("", real, form, DAY), form)
    before, _, after = text.rpartition("\nReferences")
    used = set(map(int, re.findall(r"\[(\d+)\]", before)))
    listed = list(map(int, re.findall(r"\[(\d+)\] ", after)))
    passages = {
        citation.passage.id
        for one in real
        for statement in (*one.statements, *one.more)
        for citation in statement.citations
    }
    assert listed == sorted(used) == list(range(1, len(passages) + 1))


@each_form
def test_a_reference_says_what_the_document_is_and_where_the_passage_stands(form):
    text = bare(text_of(exported("", [quoted()], form, DAY), form))
    for told in (
        "[1] Guide 0 (May 2026)",
        "Chapter 3 › Core group, paragraph 155, page 97",
        "Statutory guidance, Wales",
        "In force on 28 November 2026",
        "https://example.org/guide-0",
        "(strongest duty word: should)",
    ):
        assert bare(told) in text


@each_form
def test_one_passage_has_one_number_in_the_whole_export(form):
    text = text_of(exported("", [quoted(), differing(), written()], form, DAY), form)
    assert set(re.findall(r"\[\d+\]", text)) == {"[1]", "[2]"}


@each_form
def test_a_written_answer_says_who_wrote_it_and_that_it_was_checked(form):
    text = bare(text_of(exported("", [written()], form, DAY), form))
    told = (
        "Written by example-model",
        "each sentence checked",
        "They meet within ten days.",
        "1 sentence was left out",
    )
    assert all(bare(part) in text for part in told)
    assert bare(CORE_GROUP) in text


@each_form
def test_sources_that_differ_stand_with_both_quotes(form):
    text = bare(text_of(exported("", [differing()], form, DAY), form))
    assert bare("One says 10, the other 15.") in text
    assert text.count(bare("They meet in 15 days.")) == 3  # as a statement, beside the other, as a reference


@each_form
def test_a_scope_is_told_where_it_was_chosen(form):
    scope = Scope(nation="england", as_at=date(2024, 5, 1))
    text = bare(text_of(exported("", [quoted(scope=scope)], form, DAY), form))
    assert bare("Answered from: England, guidance in force on 1 May 2024.") in text
    assert bare("Answered from") not in bare(text_of(exported("", [quoted()], form, DAY), form))


@each_form
def test_a_conversation_in_which_nothing_was_asked_can_be_exported(form):
    text = bare(text_of(exported("", [], form, DAY), form))
    assert bare("Nothing has been asked") in text
    assert "References" not in text


@each_form
def test_an_answer_that_declines_says_what_to_do_instead(form):
    text = bare(text_of(exported("", [answer()], form, DAY), form))
    assert bare("Ask your designated safeguarding lead.") in text


@each_form
def test_hostile_text_shows_as_it_is_and_does_nothing(form):
    one = quoted(HOSTILE, question=HOSTILE, notices=(HOSTILE,))
    sly = cite("They meet.", "They meet.", 1, 2, title=HOSTILE, source_url="javascript:alert(4)")
    two = answer(Statement("They meet.", (sly,)), question=HOSTILE)
    file = exported(HOSTILE, [one, two], form, DAY)
    assert text_of(file, form).count("onerror=alert(1)") >= 6
    assert bare(HOSTILE) in bare(text_of(file, form))
    assert addresses(file, form) == ["https://example.org/guide-0"]


def addresses(file, form):
    """What a reader of the file can be sent to."""
    if form is Form.MARKDOWN:
        page = rendered(file)
        assert set(page.tags) <= OWN_TAGS
        return page.addresses
    if form is Form.DOCX:
        relations = Document(BytesIO(file)).part.rels.values()
        return [one.target_ref for one in relations if one.is_external]
    return [address.decode() for address in re.findall(rb"/URI \((.*?)\)", file)]


@each_form
def test_odd_characters_are_shown(form):
    text = bare(text_of(exported(ODD, [quoted(ODD, question=ODD)], form, DAY), form))
    assert text.count(bare(ODD)) >= 4


@each_form
def test_what_no_file_can_hold_or_no_font_has_never_raises(form):
    strange = "a\x00b\x0bc\ud800d\uffffe\u202ef 😀 漢字 \U000e0001 محمد علي שלום \x85 g"
    text = text_of(
        exported(strange, [quoted(strange, question=strange, notices=(strange,))], form, DAY), form
    )
    assert "\x00" not in text
    assert "\u202e" not in text
    if form is Form.PDF:
        assert "□" in text


@each_form
@pytest.mark.parametrize("question", ["word " * 800, "w" * 4000, "line\n" * 800])
def test_a_very_long_question_is_whole(form, question):
    text = bare(text_of(exported(question, [quoted(question=question)], form, DAY), form))
    assert bare(question) in text


@each_form
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text(max_size=200), noticed=st.text("<>[]()!*_`#&;:/\\-+.=~|\n\t 1a\u00a0", max_size=60))
def test_any_text_can_be_exported_and_none_is_markup(form, asked, noticed):
    plain = exported("x", [quoted(question="x", notices=("x",))], form, DAY)
    file = exported(asked, [quoted(question=asked, notices=(noticed,))], form, DAY)
    assert addresses(file, form) == addresses(plain, form)
    if form is Form.MARKDOWN:
        without_notice = exported("x", [quoted(question="x")], form, DAY)
        expected = plain if noticed.split() else without_notice
        assert sorted(set(rendered(file).tags)) == sorted(set(rendered(expected).tags))
        assert bare(" ".join(noticed.split())) in bare(rendered(file).text)


@settings(max_examples=300, deadline=None)
@given(st.text("<>[]()!*_`#&;:/\\-+.=~|\n\t 12ax\"'{}$^", max_size=60))
def test_no_line_of_markdown_is_markup(line):
    page = rendered(
        exported("t", [quoted(question="q", notices=(f"n {line}",), advice="")], Form.MARKDOWN, DAY)
    )
    assert page.addresses == ["https://example.org/guide-0"]
    assert bare(f"n{line}") in bare(page.text)
    assert page.tags.count("strong") == 2


def test_a_word_document_has_headings_a_language_and_properties():
    made = Document(BytesIO(exported("Core group", [differing()], Form.DOCX, DAY)))
    assert made.paragraphs[0].style.name == "Title"
    headings = [one.text for one in made.paragraphs if one.style.name.startswith("Heading")]
    assert headings[0] == "How soon must the core group meet?"
    assert "References" in headings
    assert (made.core_properties.title, made.core_properties.author) == ("Core group", "Safeguide")
    assert made.core_properties.language == "en-GB"
    assert 'w:val="en-GB"' in made.styles.element.xml
    code = made.element.xml
    assert re.findall(r'bookmarkStart w:id="\d" w:name="(\w+)"', code) == ["reference_1", "reference_2"]
    assert "REF reference_2" in code
    assert "SEQ Reference" in code


def test_a_pdf_has_a_title_a_language_and_numbered_pages():
    file = exported("Core group – Łódź", [differing()] * 6, Form.PDF, DAY)
    with pypdfium2.PdfDocument(file) as made:
        assert made.get_metadata_value("Title") == "Core group – Łódź"
        assert made.get_metadata_value("Author") == "Safeguide"
        pages = [page.get_textpage().get_text_range() for page in made]
        assert len(pages) > 1
        assert all(f"page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
        assert next(one.get_title() for one in made.get_toc()) == "How soon must the core group meet?"
    assert b"/Lang (en-GB)" in file


def test_what_is_copied_has_the_numbers_of_the_page_and_its_references():
    first, second = cite(shown=2), cite("They meet.", "They meet.", 1, 1)
    text = copied(
        answer(Statement("They meet.", (second,)), Statement(CORE_GROUP, (first,), strength="should"))
    )
    assert f"“{CORE_GROUP}” [2] (strongest duty word: should)" in text
    assert "“They meet.” [1]\n" in text
    assert "\n[2] Guide 0 (May 2026), Chapter 3 › Core group, paragraph 155, page 97\n" in text
    assert text.count("• carry out the plan") == 1


def test_what_is_copied_of_a_written_answer_holds_the_passages():
    text = copied(written())
    assert "They meet within ten days. [1]" in text
    assert "Written by example-model" in text
    assert "• carry out the plan" in text


@given(st.text(max_size=300), st.sampled_from(Form))
def test_a_file_name_is_short_and_plain(title, form):
    name = file_name(title, DAY, form.suffix)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-2026-11-28\.(md|docx|pdf)", name)
    assert len(name) <= 80


def test_a_file_name_says_the_title_and_the_day():
    assert file_name("Core group: Łódź & Seán", DAY, ".pdf") == "core-group-odz-sean-2026-11-28.pdf"
    assert file_name("../../etc", DAY, ".md") == "etc-2026-11-28.md"


def test_addresses_are_only_those_of_the_web():
    assert all(
        urlsplit(one).scheme == "https"
        for one in addresses(exported("", [quoted()], Form.PDF, DAY), Form.PDF)
    )
