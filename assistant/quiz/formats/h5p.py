"""An H5P Question Set, for Moodle, WordPress, Lumi and others that have H5P.

The package holds content and no libraries: the system that it is put into has those of its own. A question
that H5P has no form for is asked in parts: a pair of a matching item, a step of an ordering one.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from assistant.exporting.text import on_one_line
from assistant.quiz.formats import h5p_words, telling
from assistant.quiz.formats.markup import as_html, escaped
from assistant.quiz.formats.packing import packed
from assistant.quiz.items import Item, Kind, Quiz

SET, CHOICE, TRUTH, BLANKS = "H5P.QuestionSet", "H5P.MultiChoice", "H5P.TrueFalse", "H5P.Blanks"
VERSIONS = {SET: (1, 20), CHOICE: (1, 16), TRUTH: (1, 8), BLANKS: (1, 14)}
NAMES = {CHOICE: "Multiple Choice", TRUTH: "True/False Question", BLANKS: "Fill in the Blanks"}
STEP = "Which of these is step {place} of {steps}?"
_BLANK_SIGNS = str.maketrans({"*": "∗", "/": "∕", ":": "∶"})
"""What marks a blank, its other answers and its tip, as signs that look like it."""


def written(quiz: Quiz) -> bytes:
    """The whole as a package."""
    questions = [one for item in quiz.items for one in _questions(item)]
    used = dict.fromkeys([SET, *(one["library"].split(" ")[0] for one in questions)])
    files = {"h5p.json": _about(quiz, list(used)), "content/content.json": _content(quiz, questions)}
    return packed({name: _json(value) for name, value in files.items()})


def _about(quiz: Quiz, used: list[str]) -> dict[str, Any]:
    """What the package is, and the libraries that it needs."""
    return {
        "title": telling.title(quiz),
        "language": "en",
        "mainLibrary": SET,
        "embedTypes": ["iframe"],
        "license": "U",
        "defaultLanguage": "en",
        "preloadedDependencies": [
            {"machineName": name, "majorVersion": VERSIONS[name][0], "minorVersion": VERSIONS[name][1]}
            for name in used
        ],
    }


def _content(quiz: Quiz, questions: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "introPage": {"showIntroPage": False, "title": escaped(telling.title(quiz))},
        "progressType": "textual",
        "passPercentage": quiz.pass_mark,
        "questions": questions,
        "disableBackwardsNavigation": False,
        "randomQuestions": False,
        "endGame": {
            **h5p_words.END,
            "showResultPage": True,
            "showSolutionButton": True,
            "showRetryButton": True,
            "overallFeedback": [{"from": 0, "to": 100}],
            "showAnimations": False,
            "skippable": False,
        },
        "override": {"checkButton": True},
        "texts": h5p_words.SET,
    }


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _questions(item: Item) -> Iterator[dict[str, Any]]:
    """An item as one question, or as several."""
    if telling.yes_or_no(item):
        yield _library(TRUTH, item, _truth(item))
    elif item.kind is Kind.NUMBER:
        yield _library(BLANKS, item, _number(item))
    elif item.kind is Kind.MATCHING:
        yield from _pairs(item)
    elif item.kind is Kind.ORDERING:
        yield from _steps(item)
    else:
        options = [(one.text, one.correct, one.rationale) for one in item.options]
        yield _library(CHOICE, item, _choice(item, "", options))


def _library(name: str, item: Item, params: dict[str, Any], part: int = 0) -> dict[str, Any]:
    major, minor = VERSIONS[name]
    title = telling.name(item, 1).split(" ", 1)[-1]
    return {
        "library": f"{name} {major}.{minor}",
        "params": params,
        "subContentId": str(uuid5(NAMESPACE_URL, f"safeguide:{item.id}/{part}")),
        "metadata": {"contentType": NAMES[name], "license": "U", "title": title},
    }


def _choice(item: Item, part: str, options: list[tuple[str, bool, str]]) -> dict[str, Any]:
    """Several options with what is said to who chooses each."""
    return {
        "question": _asked(item) + as_html(part),
        "answers": [
            {
                "text": as_html(text),
                "correct": correct,
                "tipsAndFeedback": {
                    "tip": "",
                    "chosenFeedback": as_html(rationale),
                    "notChosenFeedback": "",
                },
            }
            for text, correct, rationale in options
        ],
        "overallFeedback": _overall(item),
        "UI": h5p_words.CHOICE,
        "behaviour": {
            **_again(),
            "type": "multi" if item.kind is Kind.MULTIPLE else "single",
            "singlePoint": True,
            "randomAnswers": False,
            "showSolutionsRequiresInput": True,
            "passPercentage": 100,
        },
    }


def _pairs(item: Item) -> Iterator[dict[str, Any]]:
    """A choice among all answers for each prompt."""
    order = telling.shuffled(item.answers, item.id)
    for place, pair in enumerate(item.pairs):
        said = {pair.answer: pair.rationale}
        options = [
            (item.answers[at], item.answers[at] == pair.answer, said.get(item.answers[at], ""))
            for at in order
        ]
        yield _library(CHOICE, item, _choice(item, pair.prompt, options), place)


def _steps(item: Item) -> Iterator[dict[str, Any]]:
    """A choice among all steps for each place."""
    order = telling.shuffled([one.text for one in item.options], item.id)
    texts = [item.options[at].text for at in order]
    for place, right in enumerate(item.options):
        part = STEP.format(place=place + 1, steps=len(item.options))
        options = [
            (text, text == right.text, right.rationale if text == right.text else "") for text in texts
        ]
        yield _library(CHOICE, item, _choice(item, part, options), place)


def _truth(item: Item) -> dict[str, Any]:
    right = telling.chosen(item, True).correct
    said = {one.correct: escaped(on_one_line(one.rationale)) for one in item.options}
    explained = escaped(on_one_line(telling.explanation(item)))
    for_right, for_wrong = (" ".join(filter(None, (said[truth], explained))) for truth in (True, False))
    behaviour = {**_again(), "feedbackOnCorrect": for_right, "feedbackOnWrong": for_wrong}
    return {
        "question": _asked(item),
        "correct": "true" if right else "false",
        "l10n": h5p_words.TRUTH,
        "behaviour": behaviour,
    }


def _number(item: Item) -> dict[str, Any]:
    unit = escaped(on_one_line(item.unit).translate(_BLANK_SIGNS))
    blank = f"*{item.number}* {unit}".rstrip()
    return {
        **h5p_words.BLANKS,
        "text": _asked(item),
        "questions": [f"<p>{blank}</p>"],
        "overallFeedback": _overall(item),
        "behaviour": {**_again(), "caseSensitive": False, "showSolutionsRequiresInput": True},
    }


def _asked(item: Item) -> str:
    # what a number counts stands beside its blank
    stem = item.stem if item.kind is Kind.NUMBER else telling.stem(item)
    return as_html(item.situation) + as_html(stem)


def _overall(item: Item) -> list[dict[str, Any]]:
    """What is said to everybody, on one line: H5P has no more room for it."""
    said = escaped(on_one_line(telling.explanation(item)))
    return [{"from": 0, "to": 100, "feedback": said}] if said else [{"from": 0, "to": 100}]


def _again() -> dict[str, Any]:
    return {"enableRetry": True, "enableSolutionsButton": True, "enableCheckButton": True, "autoCheck": False}
