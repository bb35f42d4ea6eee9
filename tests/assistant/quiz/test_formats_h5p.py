"""H5P packages as pyh5p reads them, and their texts as a browser shows them."""

from hypothesis import given, settings
from made_quizzes import everything, matching, number, ordering, quizzes, single, truth
from pyh5p import read_package
from reading_html import shown, tags

from assistant.quiz.formats import Form, exported
from assistant.quiz.formats.telling import told
from assistant.quiz.items import Kind, Quiz


def package(made):
    read = read_package(exported(made, Form.H5P))
    assert read.validate(require_content=True, allow_content_only=True) == []
    assert read.is_content_only
    assert set(read.files) == {"h5p.json", "content/content.json"}
    return read


def questions(made):
    return package(made).content["questions"]


def squeezed(text):
    return " ".join(told(text).split())


@given(quizzes)
@settings(max_examples=60)
def test_pyh5p_reads_the_same(made):
    check(made)


def test_pyh5p_reads_the_same_nasty_texts():
    check(everything())


def check(made):
    read = iter(questions(made))
    for item in made.items:
        parts = {Kind.MATCHING: len(item.pairs), Kind.ORDERING: len(item.options)}.get(item.kind, 1)
        for place in range(parts):
            one = next(read)
            check_question(item, place, one)
    assert next(read, None) is None


def check_question(item, place, one):
    library, params = one["library"], one["params"]
    asked = shown(params["text"] if item.kind is Kind.NUMBER else params["question"])
    stem = "\n\n".join(filter(None, (told(item.situation), told(item.stem))))
    assert asked.startswith(stem)
    if item.kind is Kind.NUMBER:
        assert library == "H5P.Blanks 1.14"
        assert shown(params["questions"][0]) == f"*{item.number}* {item.unit}"
    elif item.kind is Kind.TRUE_FALSE:
        assert library == "H5P.TrueFalse 1.8"
        assert params["correct"] == str(item.options[0].correct).lower()
        said = params["behaviour"]["feedbackOnCorrect"], params["behaviour"]["feedbackOnWrong"]
        right, wrong = sorted(item.options, key=lambda option: not option.correct)
        assert shown(said[0]).startswith(squeezed(right.rationale))
        assert shown(said[1]).startswith(squeezed(wrong.rationale))
    else:
        assert library == "H5P.MultiChoice 1.16"
        answers = [(shown(a["text"]), a["correct"]) for a in params["answers"]]
        assert all(tags(a["text"]) <= {"p", "br"} for a in params["answers"])
        right = [text for text, correct in answers if correct]
        if item.kind is Kind.MATCHING:
            assert asked == f"{stem}\n\n{told(item.pairs[place].prompt)}"
            assert right == [told(item.pairs[place].answer)]
        elif item.kind is Kind.ORDERING:
            assert right == [told(item.options[place].text)]
        else:
            assert answers == [(told(option.text), option.correct) for option in item.options]
            said = [shown(a["tipsAndFeedback"]["chosenFeedback"]) for a in params["answers"]]
            assert said == [told(option.rationale) for option in item.options]


def test_a_package_asks_for_the_libraries_that_it_uses():
    named = package(Quiz(items=(single(), truth(), number()))).metadata["preloadedDependencies"]
    assert [(one["machineName"], one["majorVersion"], one["minorVersion"]) for one in named] == [
        ("H5P.QuestionSet", 1, 20),
        ("H5P.MultiChoice", 1, 16),
        ("H5P.TrueFalse", 1, 8),
        ("H5P.Blanks", 1, 14),
    ]
    assert len(package(Quiz(items=(single(),))).metadata["preloadedDependencies"]) == 2


def test_the_pass_mark_and_the_title_are_kept():
    read = package(Quiz(title="A & B", items=(single(),), pass_mark=65))
    assert (read.metadata["title"], read.content["passPercentage"]) == ("A & B", 65)


def test_what_a_number_counts_marks_no_blank():
    params = questions(Quiz(items=(number(unit="days*/weeks: <b>"),)))[0]["params"]
    assert params["questions"] == ["<p>*15* days∗∕weeks∶ &lt;b&gt;</p>"]


def test_pairs_and_steps_are_asked_one_by_one():
    asked = questions(Quiz(items=(matching(), ordering())))
    assert [shown(one["params"]["question"]).split("\n\n")[-1] for one in asked] == [
        "A",
        "B",
        "C",
        "Which of these is step 1 of 3?",
        "Which of these is step 2 of 3?",
        "Which of these is step 3 of 3?",
    ]
    assert len({one["subContentId"] for one in asked}) == 6
