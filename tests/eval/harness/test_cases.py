"""Files of cases: what is read, what is refused with its file and line, and what is written again."""

import json
from datetime import date
from pathlib import Path

import pytest
from made_runs import BELL, MADE, case

from assistant.quiz.making import Wanted
from assistant.scope import Scope
from eval.harness.cases import Asked, Case, Nugget, Personal, Quizzed, problems, read_cases, write_cases
from eval.questions import EvaluationError

DECLINED = {
    "id": "d1",
    "question": "What does oil cost?",
    "expects": "decline",
    "provenance": {"by": "a test", "written": "2026-01-05", "checked": "a test"},
}
ANSWERED = {**DECLINED, "expects": "answer", "nuggets": [{"text": BELL, "document": "guide.md"}]}
UNSURE = {**DECLINED, "expects": "any"}
QUIZ = {**UNSURE, "quiz": {"topic": "bells", "items": 8}}


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    return tmp_path / "ours.jsonl"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "ours.csv"


def _write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ([], "Input should be a valid dictionary"),
        ({**DECLINED, "id": ""}, "id: "),
        ({**DECLINED, "id": 7}, "id: "),
        ({**DECLINED, "question": " \n"}, "question: "),
        ({**DECLINED, "question": "\ud800"}, "question: "),
        ({**DECLINED, "expects": "maybe"}, "expects: "),
        ({**DECLINED, "nugets": []}, "nugets: "),
        ({**DECLINED, "says": "police"}, "says: "),
        ({**DECLINED, "says": [" "]}, "says.0: "),
        ({**DECLINED, "never": [""]}, "never.0: "),
        ({**DECLINED, "concern": "somebody"}, "concern: "),
        ({**DECLINED, "scope": {"nation": "Wales"}}, "scope.nation: "),
        ({**DECLINED, "scope": {"as_at": "2020-13-01"}}, "scope.as_at: "),
        ({**DECLINED, "personal": [{"text": "oil", "kind": "LIQUID"}]}, "personal.0.kind: "),
        ({**DECLINED, "provenance": {"by": "", "written": "2026-01-05"}}, "provenance.by: "),
        ({**DECLINED, "provenance": {"by": "me"}}, "provenance.written: "),
        ({**ANSWERED, "nuggets": []}, "no vital nugget"),
        ({**ANSWERED, "nuggets": [{"text": BELL, "vital": False}]}, "no vital nugget"),
        ({**ANSWERED, "nuggets": [{"text": "…!"}]}, "a nugget has no words"),
        ({**ANSWERED, "nuggets": [{"text": BELL, "also": ["–"]}]}, "a nugget has no words"),
        ({**ANSWERED, "expects": "decline"}, "it has nuggets and is to be declined"),
        (UNSURE, "nothing is expected of it"),
        ({**QUIZ, "quiz": {"items": 0}}, "quiz.items: "),
        ({**QUIZ, "quiz": {"level": 4}}, "quiz.level: "),
        ({**QUIZ, "quiz": {"role": "keeper"}}, "there is no role 'keeper'; those there are: school staff, "),
        ({**QUIZ, "quiz": {"length": 8}}, "quiz.length: "),
        ({**QUIZ, "quiz": {"about": [" "]}}, "quiz.about.0: "),
        ({**QUIZ, "expects": "decline"}, "it is a quiz: it expects any"),
        ({**QUIZ, "nuggets": [{"text": BELL}]}, "it is a quiz: it expects any"),
        ({**QUIZ, "concern": "none"}, "it is a quiz: it expects any"),
        ({**QUIZ, "personal": []}, "it is a quiz: it expects any"),
        ({**QUIZ, "history": ["Who?"]}, "it is a quiz: it expects any"),
        ({**DECLINED, "personal": [{"text": "Ada", "kind": "CHILD"}]}, "'Ada' does not stand"),
        ({**DECLINED, "personal": [{"text": "oi", "kind": "CHILD"}]}, "'oi' does not stand"),
    ],
)
def test_what_is_no_case_is_told_with_its_file_and_line(lines: Path, row: object, problem: str):
    with pytest.raises(EvaluationError) as told:
        read_cases(_write(lines, {**DECLINED, "id": "before"}, row))
    assert str(told.value).startswith("ours.jsonl, line 2: ")
    assert problem in str(told.value)


@pytest.mark.parametrize(
    "line", ["{", "what?", '{"id": "1"} {}', "[" * 100_000, "1" * 5_000, "\0"], ids=lambda line: line[:12]
)
def test_a_line_that_is_no_json_is_told_with_its_number(lines: Path, line: str):
    lines.write_text(f"\n{json.dumps(DECLINED)}\n{line}\n")
    with pytest.raises(EvaluationError, match=r"^ours\.jsonl, line 3: "):
        read_cases(lines)


def test_all_that_is_wrong_with_a_line_is_told_at_once(lines: Path):
    with pytest.raises(EvaluationError, match=r"id: .*; expects: "):
        read_cases(_write(lines, {**DECLINED, "id": "", "expects": "no"}))


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_a_file_without_cases_is_told(lines: Path, text: str):
    lines.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"ours\.jsonl holds no cases"):
        read_cases(lines)


def test_a_file_that_is_not_there_or_is_no_text_is_told(lines: Path, tmp_path: Path):
    for path in (lines, tmp_path):
        with pytest.raises(EvaluationError, match="cannot be read"):
            read_cases(path)
    lines.write_bytes(b"\xff\xfe{\x00")
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_cases(lines)


def test_an_id_that_comes_twice_is_told(lines: Path):
    with pytest.raises(EvaluationError, match="line 2: the id 'd1' came before"):
        read_cases(_write(lines, DECLINED, DECLINED))


def test_a_byte_order_mark_and_windows_line_ends_make_no_difference(lines: Path, sheet: Path):
    text = f"{json.dumps(DECLINED)}\r\n\r\n{json.dumps({**DECLINED, 'id': 'd2'})}\r\n"
    lines.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert [one.id for one in read_cases(lines)] == ["d1", "d2"]
    sheet.write_bytes("\ufeffid,question,expects\r\nd1,What?,decline\r\n".encode())
    assert [one.id for one in read_cases(sheet)] == ["d1"]


def test_separators_that_are_no_line_ends_stay_in_a_question(lines: Path):
    odd = "a\u2028b\u0085c\x0cd"
    lines.write_text(json.dumps({**DECLINED, "question": odd}, ensure_ascii=False), encoding="utf-8")
    assert read_cases(lines)[0].question == odd


def test_a_row_of_a_spreadsheet_is_a_case(sheet: Path):
    sheet.write_text(
        "id,question,evidence,document,says,never,history,nation,as_at,topic,by,written,checked,concern\n"
        'x1,"Who rings, and when?",ring the bell,guide.md,keeper | bell,gate,Who?|When?,wales,2024-02-01,'
        "bells,A. Lead,2026-01-02,B. Lead,none\n",
        encoding="utf-8",
    )
    (one,) = read_cases(sheet)
    assert (one.id, one.question, one.topic, one.concern) == ("x1", "Who rings, and when?", "bells", "none")
    assert one.nuggets == (Nugget(text="ring the bell", document="guide.md"),)
    assert (one.says, one.never, one.history) == (("keeper", "bell"), ("gate",), ("Who?", "When?"))
    assert one.scope == Asked(nation="wales", as_at=date(2024, 2, 1))
    assert one.provenance.model_dump() == {
        "by": "A. Lead",
        "written": date(2026, 1, 2),
        "checked": "B. Lead",
    }


def test_empty_cells_and_columns_say_nothing(sheet: Path):
    sheet.write_text(
        "id,question,expects,evidence,as_at,says,,\nx1, What? ,decline, ,,,,\n\n", encoding="utf-8"
    )
    (one,) = read_cases(sheet)
    assert (one.question, one.nuggets, one.says, one.scope) == ("What?", (), (), Asked())
    assert one.provenance.checked == ""


def test_a_cell_keeps_its_line_breaks(sheet: Path):
    sheet.write_text('id,question,expects\nx1,"He is 9.\nWhat now?",decline\n', encoding="utf-8")
    assert read_cases(sheet)[0].question == "He is 9.\nWhat now?"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id,question,expects\nx1,What, and who?,decline\n", "line 2: it has more cells"),
        ("id,question,expects\nx1,Who?,decline,,over\n", "line 2: it has more cells"),
        ("id;question\nx1;What?\n", "line 2: id: Field required"),
        ("id,question,expects\n,What?,decline\n", "line 2: id: Field required"),
        ('id,question\nx1,"' + "a" * 200_000 + '"\n', "this is not CSV"),
        ("id,question,expects\nx1,What?,decline\nx1,Who?,decline\n", "line 3: the id 'x1' came before"),
        ("id,question,expects,mood\nx1,What?,decline,glum\n", "line 2: mood: "),
        ("id,question,expects\n", "holds no cases"),
    ],
)
def test_what_is_wrong_with_a_spreadsheet_is_told(sheet: Path, text: str, problem: str):
    sheet.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=problem):
        read_cases(sheet)


FULL = case(
    "f1",
    "Where is Ada, “his” sister?\nIn Łódź\u2028or not",
    history=("Who?", "When?"),
    scope=Asked(nation="scotland", as_at=date(2020, 2, 29), superseded=True),
    nuggets=(Nugget(text="a … b", document="g.md", also=("c",)), Nugget(text="d", vital=False)),
    says=("police",),
    never=("gate",),
    concern="someone",
    personal=(Personal(text="Ada", kind="CHILD"),),
    topic="bells",
    kind="timescale",
)


@pytest.mark.parametrize(
    "one",
    [
        FULL,
        case(),
        case(expects="decline"),
        case(expects="any", personal=()),
        case(expects="any", quiz=Quizzed()),
        case(
            expects="any", quiz=Quizzed(topic="bells", items=8, role="police", level=2, seed=3, about=("a",))
        ),
    ],
)
def test_what_is_written_reads_the_same(lines: Path, one: Case):
    assert one.nuggets == () or not one.nuggets[0].in_text("nothing")  # what it remembers is not written
    write_cases(lines, [one])
    assert read_cases(lines) == [one]


def test_only_what_says_something_is_written(lines: Path):
    write_cases(lines, [case(expects="decline")])
    assert set(json.loads(lines.read_text())) == {"id", "question", "expects", "provenance"}


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path):
    with pytest.raises(EvaluationError, match="cannot be written"):
        write_cases(tmp_path / "nowhere" / "ours.jsonl", [case()])


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("The keeper must ring – the BELL, within\n3 days.", True),
        ("The keeper must ring the bell within 13 days.", False),
        ("The keeper rings it, and all of them within 3 days.", True),
        ("", False),
    ],
)
def test_a_nugget_is_told_in_its_words_or_in_others_that_say_the_same(text: str, is_told: bool):
    assert Nugget(text=BELL, also=("rings it … within 3 days",)).in_text(text) is is_told


def test_a_case_that_expects_only_screening_asks_nothing_of_the_library():
    assert not case(expects="any", concern="none", personal=()).asks
    assert case(expects="any", concern="none", never=("gate",)).asks
    assert case(expects="decline").asks


def test_a_quiz_asks_nothing_of_the_library_whatever_its_questions_must_and_must_not_say():
    assert not case(expects="any", quiz=Quizzed(), says=("bell",), never=("gate",)).asks


def test_a_wish_for_a_quiz_is_the_one_that_the_product_takes():
    wish = Quizzed(topic="bells", items=8, role="police", level=2, seed=3, about=("bell",))
    assert wish.wanted() == Wanted(topic="bells", items=8, role="police", level=2, seed=3)


def test_a_scope_is_the_one_that_the_product_takes():
    asked = Asked(nation="wales", as_at=date(2024, 1, 1), superseded=True)
    assert asked.scope() == Scope(nation="wales", as_at=date(2024, 1, 1), superseded=True)


@pytest.mark.parametrize(
    ("nugget", "told"),
    [
        (Nugget(text="ring the bell", document="guide.md"), []),
        (Nugget(text="ring the bell"), []),
        (Nugget(text="gong", also=("RING the bell",)), []),
        (Nugget(text="ring the gong", document="guide.md"), ["c1: guide.md does not say 'ring the gong'"]),
        (Nugget(text="ring the bell", document="other.md"), ["c1: other.md does not say 'ring the bell'"]),
        (Nugget(text="ring the bell", document="lost.md"), ["c1: there is no document lost.md"]),
        (Nugget(text="ring the gong"), ["c1: no document says 'ring the gong'"]),
    ],
)
def test_a_nugget_that_its_document_does_not_say_is_a_problem(nugget: Nugget, told: list[str]):
    texts = {"guide.md": "They ring the bell.", "other.md": "They sit."}
    assert list(problems([case(nuggets=(nugget,))], texts)) == told


def test_a_draft_is_a_problem():
    draft = case(expects="decline").model_copy(update={"provenance": MADE.model_copy(update={"checked": ""})})
    assert list(problems([draft], {})) == ["c1: nobody has checked it"]
