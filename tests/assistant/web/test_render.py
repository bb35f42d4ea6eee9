"""The conversation as HTML."""

import re
from dataclasses import replace

from made_web import (
    CORE_GROUP,
    HOSTILE,
    Page,
    abstained,
    answered,
    cite,
    conversation_of,
    document,
    passage,
    turn_of,
    written,
)

from assistant.answers import Answer, AnswerKind, Conflict, Hit, Statement
from assistant.web import render, words
from assistant.web.render import Open


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


def test_every_citation_leads_to_a_card_of_its_own_turn_and_ids_are_unique():
    first = cite(1, "10 working days", passage(), document())
    second = cite(2, "carry out the plan", passage(number=1), document(1))
    page = Page(conversation_of(answered(first, second), answered(second, first), abstained()))
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    assert page.attributes("data-card") == ["t1-p1", "t1-p2", "t2-p2", "t2-p1"]
    assert set(page.attributes("data-card")) <= set(ids)
    within = [href[1:] for href in page.attributes("href") if href.startswith("#")]
    assert within
    assert set(within) <= set(ids)
    away = [href for href in page.attributes("href") if not href.startswith("#")]
    assert all(href.startswith("/document?passage=") for href in away)
    assert len(away) == 4  # one for each card


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


def test_nothing_that_a_model_writes_becomes_an_element():
    link = f"[x](https://evil.example) ![y](https://evil.example/y.png) {HOSTILE}"
    answer = written(link, dropped=(link,), notices=(link,), model=link)
    page = Page(turn_of(answer, 1))
    assert not {"script", "img"} & {tag for tag, _ in page.elements}
    assert all(href.startswith(("#", "/document?passage=")) for href in page.attributes("href"))
    assert link in page.text
    assert "<script" not in render.sent_to(link, link)


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
