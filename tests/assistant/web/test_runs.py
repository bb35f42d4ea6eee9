"""Runs and feedback as HTML: what people typed is only text, and links lead only to our own pages."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from made_web import HOSTILE, Page, abstained, answered, cite, document, passage

from assistant.feedback import Feedback
from assistant.web import runs, words
from eval.harness.store import Run


def run(id_: str = "20260105-090000-aaaaaa", value: float = 0.5, **changes: Any) -> Run:
    figures = {"all": {"passed": {"value": value, "of": 7}, "faithfulness": {"value": 0.25, "of": 3}}}
    known = Run(id_, "2026-01-05T09:00:00+00:00", "/home/somebody/runs", {}, {"figures": figures})
    return replace(known, **changes)


def given(**changes: Any) -> Feedback:
    answer = replace(abstained(), question=changes.pop("question", "How soon?"), library_version="9")
    known = Feedback("0" * 16, "2026-01-05T09:00:00.000000+00:00", False, ("wrong",), "No.", answer, "0.1.0")
    return replace(known, **changes)


def parsed(html: str) -> Page:
    page = Page(html)
    assert not {"script", "img"} & {tag for tag, _ in page.elements}
    assert not [name for _, told in page.elements for name in told if name.startswith("on")]
    assert all(href.startswith(("/evaluation/", "/document?", "#")) for href in page.attributes("href"))
    return page


def query(href: str) -> dict[str, list[str]]:
    assert urlsplit(href).path == "/evaluation/run"
    return parse_qs(urlsplit(href).query, strict_parsing=True)


def test_without_a_run_it_says_how_to_make_one():
    assert parsed(runs.table([])).text == words.NO_RUNS


def test_one_run_has_its_report_and_nothing_to_be_compared_with():
    page = parsed(runs.table([run()]))
    assert [query(href) for href in page.attributes("href")] == [{"id": ["20260105-090000-aaaaaa"]}]
    assert "iframe" not in [tag for tag, _ in page.elements]
    assert "5 January 2026, " in page.text
    for said in ("0.500", "0.250", "7", "–"):
        assert said in page.text


def test_several_are_each_compared_with_the_one_before_and_drawn():
    page = parsed(runs.table([run("c"), run("b"), run("a")]))
    assert [query(href) for href in page.attributes("href")] == [
        {"id": ["c"]},
        {"id": ["c"], "against": ["b"]},
        {"id": ["b"]},
        {"id": ["b"], "against": ["a"]},
        {"id": ["a"]},
    ]
    assert page.attributes("src") == ["/evaluation/history"]


def test_a_run_without_figures_has_dashes():
    assert "0." not in parsed(runs.table([run(results={"figures": {}})])).text


@pytest.mark.parametrize("id_", [HOSTILE, 'a"&against=b#', "../../x"])
def test_an_id_stays_one_value_of_an_address(id_: str):
    page = parsed(runs.table([run(id_), run(id_)]))
    assert [query(href) for href in page.attributes("href")] == [
        {"id": [id_]},
        {"id": [id_], "against": [id_]},
        {"id": [id_]},
    ]


def test_a_page_names_no_folder_of_a_run():
    assert "/home/somebody" not in runs.table([run()])


def test_without_feedback_it_says_so():
    assert parsed(runs.feedback([])).text == words.NO_FEEDBACK


def test_feedback_is_told_with_what_was_the_matter():
    told = [given(reasons=("wrong", "unclear"), words="It is 15."), given(helpful=True, reasons=(), words="")]
    page = parsed(runs.feedback(told))
    for said in ("2026-01-05", "How soon?", "wrong, unclear", "It is 15."):
        assert said in page.text
    assert [page.text.count(f"{one}How soon?") for one in (words.NO, words.YES)] == [1, 1]


def test_nothing_that_somebody_says_becomes_an_element():
    told = given(question=HOSTILE, reasons=(HOSTILE,), words=HOSTILE, given=HOSTILE, safeguide=HOSTILE)
    page = parsed(runs.feedback([told]))
    assert page.text.count(HOSTILE) == 3
    answer = replace(told.answer, model=HOSTILE, library_version=HOSTILE, advice=HOSTILE)
    page = parsed(runs.one_feedback(replace(told, answer=answer)))
    assert page.text.count(HOSTILE) >= 4


def test_the_answer_is_shown_as_it_was_with_what_made_it():
    citation = cite(1, "10 working days", passage(), document())
    page = parsed(runs.one_feedback(given(answer=answered(citation))))
    assert page.marks == ["10 working days"]
    assert "Safeguide 0.1.0, library –, model –" in page.text
