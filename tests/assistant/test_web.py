"""The chat page without a browser: what is rendered, what an exchange shows, what the server lets through."""

import asyncio
import logging
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.answers import Answer, AnswerKind, Citation, Conflict, Hit, Statement
from assistant.concern.contacts import Directory
from assistant.concern.panel import panel
from assistant.concern.screen import Concern
from assistant.privacy.tokens import Known, Removed
from assistant.screening import Screened
from assistant.web import render, words
from assistant.web.chat import Talk, again, exchange
from assistant.web.guard import Guard, allowed
from assistant.web.passages import marked, nearby_cards, quoted_cards, safe_url
from assistant.web.render import Open, Said
from ingest.documents import GuidanceDocument, Metadata, Passage, Role, Sentence
from ingest.errors import LibraryError

HOSTILE = "<img src=x onerror=alert(1)> </mark><script>alert(2)</script> \" ' & {{x}} ${y}"
CORE_GROUP = "The core group should:\n• meet within 10 working days of the conference\n• carry out the plan"


class Page(HTMLParser):
    """What a browser makes of rendered HTML: elements with attributes, all text, the text of each mark."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.marks, self.text, self._open = [], [], "", []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self._open.append(tag)
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag):
        assert self._open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        self.text += data
        if "mark" in self._open:
            self.marks[-1] += data

    def attributes(self, name):
        return [attributes[name] for _, attributes in self.elements if name in attributes]


def document(number=0, **metadata):
    known = {"title": f"Guide {number}", "edition": "2026", "nation": "england", "kind": "statutory guidance"}
    return GuidanceDocument(f"{number:016x}", "0" * 64, f"{number}.md", Metadata(**{**known, **metadata}))


def passage(text=CORE_GROUP, number=0, **changes):
    known = {
        "id": f"{number:016x}",
        "document_id": f"{number:016x}",
        "position": number,
        "heading_path": ("Chapter 3", "Core group"),
        "numbers": ("155.",),
        "page": 97,
        "end_page": None,
        "start": 0,
        "end": len(text),
        "text": text,
        "body": 0,
        "lead_in": "",
        "strength": "should",
        "sentences": (Sentence(0, len(text), Role.SENTENCE, label="155"),),
    }
    return Passage(**{**known, **changes})


def cite(number, quote, where, source):
    start = where.text.index(quote)
    return Citation(number, where, source, start, start + len(quote))


def answered(*citations, question="How soon?", notices=()):
    statements = tuple(Statement(citation.quote, (citation,)) for citation in citations)
    hits = {citation.passage.id: Hit(citation.passage, citation.document, 1.0) for citation in citations}
    return Answer(question, AnswerKind.QUOTED, statements, "", notices, tuple(hits.values()), 0.9, question)


def abstained(*hits, advice="The guidance here does not answer that.\nAsk your lead."):
    return Answer("What dose?", AnswerKind.ABSTAINED, (), advice, (), hits, 0.1, "What dose?")


def turn_of(answer, number):
    return render.turn(Said(answer), number)


def conversation_of(*answers, asked=None):
    return render.conversation([Said(answer) for answer in answers], asked=asked)


class FakeAssistant:
    """Answers whatever is asked with what it was given; takes "Jamie" for a child's name."""

    def __init__(self, answer, concern=Concern.NONE):
        self.answer, self.concern, self.asked = answer, concern, []

    def screen(self, text, known=None):
        known = known or Known()
        if "Jamie" not in text or "jamie" in known.kept:
            return Screened(text, self.concern, known=known)
        known = replace(known, tokens={"jamie": "CHILD-1"})
        return Screened(text.replace("Jamie", "CHILD-1"), self.concern, (Removed("Jamie", "CHILD-1"),), known)

    def panel(self, message):
        return panel(message.concern, Directory(), "england")

    def ask_growing(self, question, history=()):
        self.asked.append((question.text, history))
        for answer in self.answer if isinstance(self.answer, list) else [self.answer]:
            if isinstance(answer, Exception):
                raise answer
            yield answer


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


def test_nothing_hostile_becomes_an_element():
    where = passage(f"{HOSTILE}\n• {HOSTILE}", heading_path=(HOSTILE,), numbers=(HOSTILE,), lead_in=HOSTILE)
    names = ("title", "edition", "publisher", "nation", "kind", "checked", "summarises", "source_url")
    source = document(**dict.fromkeys(names, HOSTILE))
    turn = answered(cite(1, HOSTILE, where, source), question=HOSTILE, notices=(HOSTILE,))
    for html in (
        conversation_of(turn, abstained(Hit(where, source, 1.0), advice=HOSTILE), asked=Open(HOSTILE)),
        conversation_of(turn, asked=Open(HOSTILE, failed=HOSTILE)),
        render.opening([source], "Add some."),
        render.hint(HOSTILE),
    ):
        page = Page(html)
        assert not {"img", "script"} & {tag for tag, _ in page.elements}
        assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
        assert HOSTILE in page.text


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
    assert not [href for href in page.attributes("href") if not href.startswith("#")]


def test_a_source_opens_apart_from_the_page():
    where = Hit(passage(), document(source_url="https://www.gov.uk/x?a=1&b=2"), 1.0)
    page = Page(nearby_cards(abstained(where), 1))
    (link,) = (attributes for _, attributes in page.elements if "target" in attributes)
    assert link == {"href": "https://www.gov.uk/x?a=1&b=2", "target": "_blank", "rel": "noopener noreferrer"}


def test_every_citation_leads_to_a_card_of_its_own_turn_and_ids_are_unique():
    first = cite(1, "10 working days", passage(), document())
    second = cite(2, "carry out the plan", passage(number=1), document(1))
    page = Page(conversation_of(answered(first, second), answered(second, first), abstained()))
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    assert page.attributes("data-card") == ["t1-p1", "t1-p2", "t2-p2", "t2-p1"]
    assert set(page.attributes("data-card")) <= set(ids)
    assert {href[1:] for href in page.attributes("href")} <= set(ids)


def test_a_statement_of_several_quotes_of_a_passage_cites_it_once():
    where, source = passage(), document()
    citations = (
        cite(1, "The core group should:", where, source),
        cite(1, "carry out the plan", where, source),
    )
    statement = Statement("The core group should: … carry out the plan", citations)
    page = Page(turn_of(replace(answered(citations[0]), statements=(statement,)), 1))
    assert page.attributes("data-card") == ["t1-p1"]
    assert page.attributes("data-starts") == [f"0 {citations[1].start}"]
    assert page.marks == [citation.quote for citation in citations]


def test_passages_that_are_not_quoted_stand_apart():
    answer = answered(cite(1, "10 working days", passage(), document()))
    near = Hit(passage(number=1), document(1), 0.5)
    page = Page(turn_of(replace(answer, passages=(*answer.passages, near)), 1))
    assert page.text.index("Where this is written") < page.text.index("These passages may be related")
    assert page.marks == ["10 working days"]


def test_statements_stand_under_the_name_and_edition_of_their_document():
    one, two = passage(), passage(number=1)
    answer = answered(
        cite(1, "10 working days", one, document()),
        cite(1, "carry out the plan", one, document()),
        cite(2, "The core group should", two, document(1)),
    )
    assert re.findall("<h3>(.*?)</h3>", turn_of(answer, 1)) == ["Guide 0 (2026)", "Guide 1 (2026)"]


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


def test_an_abstention_gives_advice_and_nearby_passages_without_quotes():
    page = Page(turn_of(abstained(Hit(passage(), document(), 1.0)), 1))
    assert "The guidance here does not answer that." in page.text
    assert "These passages may be related" in page.text
    assert page.marks == []
    assert page.attributes("data-card") == []


def test_notices_and_the_completed_question_are_shown():
    answer = answered(cite(1, "10 working days", passage(), document()), notices=("Call 999 now.",))
    assert "Searched for" not in turn_of(answer, 1)
    assert "Call 999 now." in Page(turn_of(answer, 1)).text
    follow_up = Answer("and then?", AnswerKind.ABSTAINED, (), "No.", (), (), 0.1, "core group and then?")
    assert "Searched for: core group and then?" in Page(turn_of(follow_up, 1)).text


def test_an_answer_grows_by_a_statement_at_a_time_with_the_passages_it_cites():
    first = cite(1, "10 working days", passage(), document())
    second = cite(2, "carry out the plan", passage(number=1), document(1))
    answer = answered(first, second)
    part, whole = render.growing(answer)
    assert part.statements == answer.statements[:1]
    assert [hit.passage.id for hit in part.passages] == [first.passage.id]
    assert whole == answer
    assert list(render.growing(abstained())) == [abstained()]


def test_an_empty_library_says_what_to_do():
    assert "<code>safeguide library starter</code>" in render.opening([], "Run `safeguide library starter`.")
    assert "Searches 1 document" in render.opening([document()], "Run `safeguide library starter`.")


def test_the_notice_keeps_its_first_paragraph_in_view():
    html = render.notice("**Call 999.** Ask your DSL.\n\nMore to read.\n")
    shown, _, folded = html.partition("<details>")
    assert "Call 999." in shown
    assert "More to read." not in shown
    assert "More to read." in folded


def test_an_exchange_ends_with_the_answer_in_the_history():
    answer = answered(
        cite(1, "10 working days", passage(), document()),
        cite(2, "carry out the plan", passage(number=1), document(1)),
    )
    assistant = FakeAssistant(answer)
    before = (abstained(),)
    first, *_, last = views = list(exchange(assistant, " How soon? ", Talk((Said(before[0]),))))
    assert assistant.asked == [("How soon?", before)]
    assert first.working
    assert first.typed == ""
    assert words.WORKING in first.html
    assert [view.html.count('class="statement"') for view in views] == [0, 1, 2]
    assert last.talk.answers == (*before, answer)
    assert not last.working


def written(*texts, more=(), dropped=(), notices=(), model="a model"):
    where = passage()
    statements = tuple(
        Statement(text, (cite(1, "carry out the plan", where, document()),), support=0.9) for text in texts
    )
    hits = (Hit(where, document(), 1.0),)
    return Answer(
        "How soon?", AnswerKind.WRITTEN, statements, "", notices, hits, 0.9, "How soon?",
        more=more, model=model, prompts=("write 1",), dropped=dropped,
    )  # fmt: skip


def test_a_written_answer_is_shown_sentence_by_sentence_and_says_who_wrote_it():
    answer = written(
        "They meet soon.", "They write.", dropped=("the passage says 15, the statement says 10",)
    )
    parts = [replace(answer, statements=answer.statements[:1], dropped=()), answer, answer]
    _, *views = exchange(FakeAssistant(parts), "How soon?", Talk())
    assert [view.html.count('class="statement"') for view in views] == [1, 2, 2, 2]
    assert [view.working for view in views] == [True, True, True, False]
    page = Page(views[-1].html)
    assert "Written by a model from the passages cited, each sentence checked" in page.text
    assert "1 sentence was left out" in page.text
    assert "the statement says 10" in page.text
    assert ("blockquote", {"class": "said"}) not in page.elements
    assert views[-1].talk.answers == (answer,)


def test_what_was_written_may_still_be_withdrawn_for_a_quote():
    quote = answered(cite(1, "10 working days", passage(), document()), notices=("Too little stands.",))
    *_, last = exchange(FakeAssistant([written("They meet soon."), quote]), "How soon?", Talk())
    assert "They meet soon." not in last.html
    assert "Too little stands." in last.html
    assert last.talk.answers == (quote,)


def test_a_failure_after_some_sentences_leaves_none_of_them(caplog):
    *_, last = exchange(FakeAssistant([written("They meet soon."), RuntimeError("x")]), "How soon?", Talk())
    assert "They meet soon." not in last.html
    assert "was not answered" in last.html


def test_nothing_that_a_model_writes_becomes_an_element():
    link = f"[x](https://evil.example) ![y](https://evil.example/y.png) {HOSTILE}"
    answer = written(link, dropped=(link,), notices=(link,), model=link)
    page = Page(turn_of(answer, 1))
    assert not {"script", "img"} & {tag for tag, _ in page.elements}
    assert all(href.startswith("#") for href in page.attributes("href"))
    assert link in page.text
    assert "<script" not in render.sent_to(link, link)


@pytest.mark.parametrize(
    ("typed", "hint"), [("  ", "Type a question first."), ("x" * 4001, "4,001 characters")]
)
def test_a_question_that_cannot_be_asked_keeps_what_was_typed(typed, hint):
    assistant = FakeAssistant(abstained())
    (view,) = exchange(assistant, typed, Talk())
    assert hint in view.hint
    assert view.typed is None
    assert assistant.asked == []


def test_a_failure_is_plain_on_the_page_and_the_question_stays_out_of_the_log(caplog):
    assistant = FakeAssistant(RuntimeError("no rows for 'Jamie in year 4'"))
    with caplog.at_level(logging.ERROR):
        *_, last = exchange(assistant, "Jamie in year 4", Talk())
    assert "was not answered" in last.html
    assert last.typed == "Jamie in year 4"
    assert last.talk.answers == ()
    assert "RuntimeError" in caplog.text
    assert "Jamie" not in caplog.text


def test_an_error_that_says_what_to_do_is_passed_on():
    assistant = FakeAssistant(LibraryError("The library was built with another model. Build it again."))
    *_, last = exchange(assistant, "How soon?", Talk())
    assert "Build it again." in last.html


@pytest.mark.parametrize("path", ["/", "/assets/index.js", "/theme.css", "/gradio_api/queue/join"])
def test_the_server_serves_what_the_page_uses(path):
    assert allowed(path)


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=https://example.org",
        "/gradio_api/info",
        "/gradio_api/run/ask",
        "/monitoring/summary",
        "/docs",
    ],
)
def test_the_server_has_no_other_doors(path):
    assert not allowed(path)


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/gradio_api/upload", 404)])
def test_every_reply_tells_the_browser_to_stay_on_this_host(path, status):
    sent = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": path, "method": "GET", "headers": []}
    asyncio.run(Guard(app)(scope, None, send))
    assert sent[0]["status"] == status
    assert b"connect-src 'self'" in dict(sent[0]["headers"])[b"content-security-policy"]


def test_the_words_that_decide_stand_out_and_the_duty_is_told():
    citation = cite(1, CORE_GROUP, passage(), document())
    where = CORE_GROUP.index("within")
    statement = Statement(
        CORE_GROUP, (citation,), "should", ((where, where + len("within 10 working days")),)
    )
    html = turn_of(replace(answered(citation), statements=(statement,)), 1)
    assert ">within 10 working days</strong>" in html
    assert "Strongest duty word: <b>should</b>" in html
    plain = replace(statement, strength="none", decisive=())
    assert "<strong" not in turn_of(replace(answered(citation), statements=(plain,)), 1)


def test_what_else_the_guidance_says_is_one_step_away_and_has_cards():
    first, second = passage(), passage("Tea is kept.", 1)
    more = Statement("Tea is kept.", (cite(2, "Tea is kept.", second, document(1)),))
    answer = replace(answered(cite(1, CORE_GROUP, first, document())), more=(more,))
    html = turn_of(answer, 1)
    assert f"<summary>{words.MORE} (1)</summary>" in html
    page = Page(html)
    assert "t1-p2" in page.attributes("id")
    assert '<details class="more">' not in turn_of(replace(answer, more=()), 1)


def test_each_of_several_questions_heads_what_answers_it():
    citation = cite(1, CORE_GROUP, passage(), document())
    statement = replace(answered(citation).statements[0], question=HOSTILE)
    page = Page(turn_of(replace(answered(citation), statements=(statement,)), 1))
    assert "part" in page.attributes("class")
    assert page.text.count(HOSTILE) == 1
    assert not any(tag in ("img", "script") for tag, _ in page.elements)


def test_sources_that_differ_stand_side_by_side():
    one = cite(1, "Tea is kept for a day.", passage("Tea is kept for a day.", 1), document(1))
    other = cite(
        2, "Tea is kept for a week.", passage("Tea is kept for a week.", 2), document(2, title=HOSTILE)
    )
    answer = replace(answered(one), conflicts=(Conflict(one, other, "“a day” and “a week”"),))
    page = Page(turn_of(answer, 1))
    assert {"conflict", "pair"} <= set(page.attributes("class"))
    assert page.text.count("Tea is kept for a week.") == 1
    assert "“a day” and “a week”" in page.text
    assert not any(tag in ("img", "script") for tag, _ in page.elements)


def test_whom_to_reach_stands_above_the_question_while_it_is_answered_and_after():
    assistant = FakeAssistant(
        replace(abstained(), panel=panel(Concern.SOMEONE, Directory(), "england")), Concern.SOMEONE
    )
    first, *_, last = exchange(assistant, "She is in my office and will not go home", Talk())
    for view in (first, last):
        assert view.html.index('href="tel:999"') < view.html.index('class="question"')
        assert "safeguide.toml" in Page(view.html).text


def test_whom_to_reach_is_shown_where_the_answer_fails(caplog):
    assistant = FakeAssistant(RuntimeError("x"), Concern.WRITER)
    *_, last = exchange(assistant, "what is the point", Talk())
    assert "116 123" in last.html
    assert "was not answered" in last.html


def test_names_are_left_out_and_whoever_typed_them_sees_what_was():
    assistant = FakeAssistant(abstained())
    *_, last = exchange(assistant, "Can Jamie go home?", Talk())
    assert assistant.asked[0][0] == "Can CHILD-1 go home?"
    assert "1 personal detail left out" in last.html
    assert "Can Jamie go home?" in Page(last.html).text
    assert "Jamie" not in repr(last.talk.answers)


def test_what_was_left_out_by_mistake_is_put_back_and_asked_again():
    assistant = FakeAssistant(abstained())
    *_, last = exchange(assistant, "Can Jamie go home?", Talk())
    *_, corrected = again(assistant, last.talk, [], "", "a child")
    assert assistant.asked[-1] == ("Can Jamie go home?", ())
    assert len(corrected.talk.said) == 1


def test_what_was_missed_is_marked_and_has_to_stand_in_the_question():
    assistant = FakeAssistant(abstained())
    *_, last = exchange(assistant, "Can she go home?", Talk())
    (view,) = again(assistant, last.talk, [], "Maya", "a child")
    assert view.hint == words.NOT_THERE
    *_, corrected = again(assistant, last.talk, [], "she", "a child")
    assert corrected.talk.known.marked == {"she": "CHILD"}


def test_a_question_that_is_refused_goes_back_into_the_box():
    refused = replace(abstained(advice="Ask without names."), reason="personal data")
    *_, last = exchange(FakeAssistant(refused), "Can Jamie go home?", Talk())
    assert last.typed == "Can Jamie go home?"
    assert last.talk.said == ()
    assert "Ask without names." in last.html
