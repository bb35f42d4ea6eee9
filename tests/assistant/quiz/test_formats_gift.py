"""GIFT as others read it: ua-exam, and gift-pegjs where node and that package are at hand.

pygiftparser cannot be used: it wants Markdown 3.0.1, which needs pkg_resources of old setuptools.
"""

import html
import json
import re
import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from made_quizzes import everything, matching, multiple, number, ordering, quizzes, single, truth
from ua_exam.gift_parser import parse_gift_content

from assistant.quiz.formats import Form, exported
from assistant.quiz.formats.telling import question, told
from assistant.quiz.items import Kind, Quiz


def squeezed(text):
    return " ".join(told(text).split())


def gift(made):
    return exported(made, Form.GIFT).decode()


def test_a_question_is_written_as_moodle_writes_it():
    made = Quiz(title="Signs", items=(single(topic="Neglect", vignette="Late.", stem="What = right?"),))
    assert gift(made) == (
        "$CATEGORY: $course$/top/Signs\n\n"
        "// [id:single] [tag:topic: Neglect] [tag:level: 1] [tag:status: draft]\n"
        "::001 What \\= right?::[plain]Late.\\n\\n\\nWhat \\= right?{\n"
        "\t~Tell the DSL#Tell the DSL\\: Because the guidance says so\\: \\= \\~ \\# \\{x\\}.\n"
        "\t=Wait#Wait\\: Because the guidance says so\\: \\= \\~ \\# \\{x\\}.\n"
        "\t~Ask the parents#Ask the parents\\: Because the guidance says so\\: \\= \\~ \\# \\{x\\}.\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("item", "answers"),
    [
        (truth(), "{FALSE#So.\n}"),
        (truth(right=True), "{TRUE##So.\n}"),
        (truth(reasons=("", "")), "{FALSE\n}"),
        (truth(rationale="All."), "{FALSE#So.\n\t####All.\n}"),
        (number(unit=""), "{#15:0\n}"),
        (ordering(), "{\n\t=First -> 1\n\t=Second -> 2\n\t=Third -> 3\n}"),
        (
            matching(pairs=(("a->b", "<5"), ("[c]", "d"))),
            "{\n\t=a→b -> &lt;5\n\t=[plain][c] -> d\n\t= -> three\n\t"
            "####a→b → <5\\: a->b so\\n\\n[c] → d\\: [c] so\n}",
        ),
        (
            multiple(texts=("%5% a", "[b]", "c")),
            "{\n\t~%50%[plain]%5% a#%5% a. B\n\t~%-100%[plain][b]#[b]. B\n\t~%50%c#c. B\n}".replace(
                " B\n", " Because the guidance says so\\: \\= \\~ \\# \\{x\\}.\n"
            ).replace("#%5%", "#[plain]%5%").replace("#[b]", "#[plain][b]"),
        ),
    ],
)  # fmt: skip
def test_each_kind_has_its_form(item, answers):
    assert gift(Quiz(items=(item,))).endswith(answers + "\n")


# ua-exam keeps formats and line ends as they are written, and takes entities of HTML for signs


def as_ua_exam_reads(text):
    return squeezed(html.unescape(text)).replace("\n", " ")


def ua_exam(text):
    return squeezed(text.replace("[plain]", "").replace("\\n", "\n"))


HELD = (Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE)


@given(quizzes)
@settings(max_examples=80, suppress_health_check=[HealthCheck.filter_too_much])
def test_ua_exam_reads_the_same_choices(made):
    kept = [item for item in made.items if item.kind in HELD and not _misread(item)]
    check_ua_exam(Quiz(items=tuple(kept)))


def test_ua_exam_reads_the_same_nasty_choices():
    made = everything()
    kept = [item for item in made.items if item.kind in HELD and not _misread(item)]
    assert len(kept) >= 20
    check_ua_exam(Quiz(items=tuple(kept)))


def _misread(item):
    """What ua-exam itself is wrong about: it resolves entities before it looks for signs, so that one may
    become a sign, it cannot tell an escaped backslash and an n from a line end once it has read both, and it
    looks at nothing of a format before a text."""
    said = [item.stem, item.vignette, item.rationale, *(one.text for one in item.options)]
    said += [one.rationale for one in item.options]
    return any("\\n" in text or "&" in text or "[plain]" in text for text in said)


def check_ua_exam(made):
    read = parse_gift_content(gift(made))
    assert [ua_exam(one["text"]) for one in read] == [squeezed(question(item)) for item in made.items]
    for item, one in zip(made.items, read, strict=True):
        if item.kind is Kind.TRUE_FALSE:
            # feedback hides from it that it is true or false, and it gives no options then
            assert one["correct"] in (None, item.options[0].correct)
        else:
            assert [(ua_exam(o["text"]), o["is_correct"]) for o in one["options"]] == [
                (squeezed(o.text), o.correct) for o in item.options
            ]


# gift-pegjs


@pytest.fixture(scope="module")
def peg():
    """Reads GIFT with the parser of gift-pegjs."""
    node = shutil.which("node")
    if not node:
        pytest.skip("node is not installed")
    found = subprocess.run([node, "-e", "require('gift-pegjs')"], capture_output=True, check=False)
    if found.returncode:
        pytest.skip("the npm package gift-pegjs is not in NODE_PATH")
    code = (
        "const gift = require('gift-pegjs'); const text = require('fs').readFileSync(0, 'utf8');"
        "process.stdout.write(JSON.stringify(gift.parse(text)))"
    )

    def parsed(text):
        done = subprocess.run(
            [node, "-e", code], input=text.encode(), capture_output=True, check=True, timeout=60
        )
        return json.loads(done.stdout)

    return parsed


def test_gift_pegjs_reads_the_same(peg):
    check_peg(peg, everything())


@given(made=quizzes)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_gift_pegjs_reads_the_same_of_any_text(peg, made):
    check_peg(peg, made)


def check_peg(peg, made):
    category, *read = peg(gift(made))
    assert category["type"] == "Category"
    assert [squeezed(one["stem"]["text"]) for one in read] == [
        squeezed(question(item)) for item in made.items
    ]
    assert [one["id"] for one in read] == [item.id for item in made.items]
    for item, one in zip(made.items, read, strict=True):
        assert ("scenario: tale" in one["tags"]) == bool(item.story)
        assert _answers(one) == _expected(item)


def _said(part):
    return squeezed(part["text"]) if part else ""


def _matched(answer):
    """gift-pegjs 1.0.2 leaves its own stand-ins for escaped signs in the answers of a matching question."""
    signs = re.sub(r"&&(\d{3});?", lambda found: chr(int(found[1])), answer)
    return squeezed(html.unescape(signs))


def _answers(one):
    if one["type"] == "TF":
        # it calls what is said to who is wrong and to who is right the feedback for true and for false
        return one["isTrue"], _said(one["trueFeedback"]), _said(one["falseFeedback"])
    if one["type"] == "Numerical":
        return one["choices"]["number"], one["choices"]["range"]
    if one["type"] == "Matching":
        return [(_said(pair["subquestion"]), _matched(pair["subanswer"])) for pair in one["matchPairs"]]
    return [
        (_said(o["text"]), o["isCorrect"] or (o["weight"] or 0) > 0, _said(o["feedback"]))
        for o in one["choices"]
    ]


def _expected(item):
    match item.kind:
        case Kind.TRUE_FALSE:
            right = item.options[0].correct
            wrong_said, right_said = (o.rationale for o in sorted(item.options, key=lambda o: o.correct))
            return right, squeezed(wrong_said), squeezed(right_said)
        case Kind.NUMBER:
            return item.number, 0
        case Kind.ORDERING:
            return [
                (squeezed(one.text).replace("->", "→"), str(place))
                for place, one in enumerate(item.options, 1)
            ]
        case Kind.MATCHING:
            pairs = [(squeezed(p.prompt).replace("->", "→"), squeezed(p.answer)) for p in item.pairs]
            return [*pairs, *(("", squeezed(other)) for other in item.others)]
        case _:
            return [(squeezed(o.text), o.correct, squeezed(o.rationale)) for o in item.options]
