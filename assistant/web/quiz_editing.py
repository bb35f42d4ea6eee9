"""The fields in which a trainer changes an item of a quiz, in gradio, and the item with what they hold."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import gradio as gr
from pydantic import ValidationError

from assistant.quiz.items import Item, Kind, Option, Pair, QuizError
from assistant.web import quiz_words as words
from assistant.web.quiz_item import letter

ROWS = 10
"""Options, or pairs, that can be changed here; what an item has beyond them stays as it is."""
LONGEST = 4_000
"""Characters of one field."""
_ONE, _ORDER = (Kind.SINGLE, Kind.TRUE_FALSE), Kind.ORDERING
_NUMBER = re.compile(r"[-−]?\d{1,9}")

Update = dict[Any, Any]


class _Row(NamedTuple):
    frame: gr.Row
    text: gr.Textbox
    answer: gr.Textbox
    why: gr.Textbox


class Editor:
    """The fields, within gradio's blocks."""

    def __init__(self) -> None:
        with gr.Column(visible=False, elem_id="quiz-editor") as self.frame:
            self.vignette = _field(words.VIGNETTE, lines=3)
            self.stem = _field(words.STEM, lines=2)
            self.note = gr.HTML(js_on_load=None)
            self.rows = [_row(place) for place in range(ROWS)]
            self.one = gr.Radio([], label=words.RIGHT_ONE)
            self.several = gr.CheckboxGroup([], label=words.RIGHT_ONES)
            with gr.Row() as self.numbers:
                self.number = gr.Textbox(label=words.NUMBER, max_length=12)
                self.unit = gr.Textbox(label=words.UNIT, max_length=100)
            self.rationale = _field(words.RATIONALE, lines=2)
            with gr.Row():
                self.keep = gr.Button(words.KEEP_EDITS, elem_classes="act", size="sm")
                self.cancel = gr.Button(words.CANCEL, elem_classes="quiet", size="sm")

    @property
    def fields(self) -> list[Any]:
        """Whose values ``edited`` takes, in this order."""
        rows = [field for row in self.rows for field in row[1:]]
        single = [self.vignette, self.stem, self.one, self.several, self.number, self.unit, self.rationale]
        return [*single, *rows]

    @property
    def outputs(self) -> list[Any]:
        """What ``filled`` and ``closed`` change."""
        return [self.frame, self.note, self.numbers, *self.fields, *(row.frame for row in self.rows)]

    def closed(self) -> Update:
        """The fields out of view."""
        return {self.frame: gr.update(visible=False)}

    def filled(self, item: Item) -> Update:
        """The fields with what an item holds."""
        used = min(len(item.options) or len(item.pairs), ROWS)
        shown = used if item.kind in (Kind.TRUE_FALSE, Kind.NUMBER) else min(used + 1, ROWS)
        letters = [letter(place) for place in range(shown)]
        right = [letter(place) for place, one in enumerate(item.options[:ROWS]) if one.correct]
        many = max(len(item.options), len(item.pairs)) > ROWS
        note = words.MORE_OPTIONS if many else words.EMPTY_OPTION if shown > used else ""
        one, several = item.kind in _ONE, item.kind is Kind.MULTIPLE
        own = bool(item.rationale) or not item.options
        return {
            self.frame: gr.update(visible=True),
            self.note: f'<p class="soft">{note}</p>' if note else "",
            self.vignette: item.vignette,
            self.stem: item.stem,
            self.one: gr.update(choices=letters, value=right[0] if one and right else None, visible=one),
            self.several: gr.update(choices=letters, value=right if several else [], visible=several),
            self.numbers: gr.update(visible=item.kind is Kind.NUMBER),
            self.number: "" if item.number is None else str(item.number),
            self.unit: item.unit,
            self.rationale: gr.update(value=item.rationale, visible=own),
            **self._filled_rows(item, shown),
        }

    def _filled_rows(self, item: Item, shown: int) -> Update:
        filled: Update = {}
        pairs = item.kind is Kind.MATCHING
        told = [(one.prompt, one.answer, one.rationale) for one in item.pairs] if pairs else []
        told = told or [(one.text, "", one.rationale) for one in item.options]
        for place, row in enumerate(self.rows):
            text, answer, why = told[place] if place < len(told) else ("", "", "")
            label = (words.PROMPT if pairs else words.OPTION).format(letter=letter(place))
            filled |= {
                row.frame: gr.update(visible=place < shown),
                row.text: gr.update(value=text, label=label),
                row.answer: gr.update(value=answer, visible=pairs),
                row.why: why,
            }
        return filled


def edited(item: Item, *values: Any) -> Item:
    """An item with what the fields hold.

    Raises:
        QuizError: it could not be answered so; says why.
    """
    vignette, stem, one, several, number, unit, rationale = values[:7]
    rows = [tuple((text or "").strip() for text in values[at : at + 3]) for at in range(7, len(values), 3)]
    changes: dict[str, Any] = {
        "vignette": (vignette or "").strip(),
        "stem": (stem or "").strip(),
        "rationale": (rationale or "").strip(),
    }
    if item.kind is Kind.NUMBER:
        changes |= {"number": _whole(number or ""), "unit": (unit or "").strip()}
    elif item.kind is Kind.MATCHING:
        changes["pairs"] = (*_pairs(item, rows), *item.pairs[ROWS:])
    else:
        right = {one} if item.kind in _ONE else set(several or ())
        changes["options"] = (*_options(item, rows, right), *item.options[ROWS:])
    return _checked(item, changes)


def _checked(item: Item, changes: Mapping[str, Any]) -> Item:
    if not changes["stem"]:
        raise QuizError(words.NOT_EDITED.format(why="it asks nothing"))
    try:
        return Item.model_validate(item.model_copy(update=changes).model_dump())
    except ValidationError as error:
        why = error.errors(include_url=False, include_input=False)[0]["msg"]
        why = why.removeprefix("Value error, ").removeprefix(f"item {item.id}: ")
        raise QuizError(words.NOT_EDITED.format(why=why)) from error


def _whole(text: str) -> int:
    plain = text.strip()
    if not _NUMBER.fullmatch(plain):
        raise QuizError(words.NOT_EDITED.format(why=words.NO_NUMBER))
    return int(plain.replace("−", "-"))


def _options(item: Item, rows: Sequence[tuple[str, ...]], right: set[str]) -> list[Option]:
    made = []
    for place, (text, _, why) in enumerate(rows):
        before = item.options[place] if place < len(item.options) else Option(text=text)
        correct = item.kind is _ORDER or letter(place) in right
        told = {"text": text, "rationale": why, "correct": correct}
        made += [before.model_copy(update=told)] if text else []
    return made


def _pairs(item: Item, rows: Sequence[tuple[str, ...]]) -> list[Pair]:
    made = []
    for place, (prompt, answer, why) in enumerate(rows):
        before = item.pairs[place] if place < len(item.pairs) else Pair(prompt=prompt, answer=answer)
        told = {"prompt": prompt, "answer": answer, "rationale": why}
        made += [before.model_copy(update=told)] if prompt and answer else []
    return made


def _field(label: str, *, lines: int = 1) -> gr.Textbox:
    # Some browsers send what is typed to a spelling service.
    quiet = gr.InputHTMLAttributes(autocomplete="off", spellcheck=False)
    return gr.Textbox(label=label, lines=lines, max_lines=12, max_length=LONGEST, html_attributes=quiet)


def _row(place: int) -> _Row:
    at = letter(place)
    with gr.Row(elem_classes="option-row") as frame:
        text = _field(words.OPTION.format(letter=at))
        answer = _field(words.PAIRED.format(letter=at))
        why = _field(words.OPTION_WHY.format(letter=at))
    return _Row(frame, text, answer, why)
