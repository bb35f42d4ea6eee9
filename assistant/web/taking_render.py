"""The pages on which somebody takes a quiz, as HTML: plain forms, with no script.

What is in a quiz, and what is typed by whoever takes it, is untrusted: every value is escaped here. Nothing
that is right is in a page before it is answered.
"""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from importlib.resources import files

from assistant.quiz.grading import shown, taken
from assistant.quiz.items import Item, Kind, Quiz, Status
from assistant.web import quiz_words as words
from assistant.web import words as all_words
from assistant.web.answering import Fields, field

PATH = "/quiz/take"


def page(title: str, body: str) -> str:
    """A whole page."""
    style = (files("assistant.web") / "assets" / "taking.css").read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{escape(title)} – {all_words.NAME}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{style}</style></head><body><header><p>{all_words.NAME}</p></header><main id="main">{body}'
        "</main></body></html>"
    )


def plain(title: str, said: str) -> str:
    """A page that says one thing."""
    return page(title, f"<h1>{escape(title)}</h1><p>{escape(said)}</p>")


def start(quiz: Quiz, version: int, days: int) -> str:
    """What a quiz is, and how somebody wants to take it.

    Args:
        quiz: the quiz.
        version: which of it.
        days: how many days results are kept.
    """
    items = taken(quiz)
    if not items:
        return plain(quiz.title or words.TAKE_TITLE, words.NOTHING_TO_TAKE)
    staged = any(one.stage > 1 for one in items)
    together = words.ALL_STAGED if staged else words.ALL
    chosen = _radios("pages", words.HOW, (("one", words.ONE_AT_A_TIME), ("all", together)))
    told = _radios("told", words.WHEN, (("once", words.AT_ONCE), ("end", words.AT_END)))
    fields = (("id", quiz.id), ("version", str(version)), ("do", "start"))
    draft = is_draft(items)
    body = (
        f"<h1>{escape(quiz.title or words.TAKE_TITLE)}</h1>"
        f"<p>{words.questions(len(items))}. {words.MARK.format(mark=quiz.pass_mark)} {_reviewed(quiz)}</p>"
        f"{_note(words.DRAFT) if draft else ''}"
        f'{form(fields)}<div class="group"><label for="name">{words.NAME}</label>'
        f'<p class="hint" id="name-hint">{escape(words.name_hint(0 if draft else days))}</p>'
        '<input type="text" id="name" name="name" maxlength="100" autocomplete="name" '
        f'aria-describedby="name-hint"></div>{chosen}{told}{button(words.START)}</form>'
    )
    return page(quiz.title or words.TAKE_TITLE, body)


def is_draft(items: Sequence[Item]) -> bool:
    """Whether nobody has accepted what is asked."""
    return any(one.status is not Status.ACCEPTED for one in items)


def questions(
    title: str,
    items: Sequence[Item],
    places: Sequence[int],
    fields: Sequence[tuple[str, str]],
    typed: Fields | None = None,
    unanswered: Collection[int] = (),
) -> str:
    """The questions of a step.

    Args:
        title: of the quiz.
        items: all that are asked.
        places: which of them are asked now.
        fields: what the form sends beside the answers.
        typed: what was sent before, where something in it is amiss.
        unanswered: the places of those that were not answered.
    """
    first, last = places[0] + 1, places[-1] + 1
    where = words.question_of(first, len(items))
    if first != last:
        where = f"Questions {first} to {last} of {len(items)}"
    asked = "".join(
        _question(items[one], one, typed or {}, one in unanswered, alone=len(places) == 1) for one in places
    )
    problem = f"{words.ERROR}: " if unanswered else ""
    heading = f'<p class="caption">{escape(title)}</p>'
    heading += f'<p class="where">{where}</p>' if first == last else f"<h1>{where}</h1>"
    body = f"{_errors(items, unanswered)}{heading}{form(fields)}{asked}{button(words.ANSWER)}</form>"
    return page(f"{problem}{where} – {title}", body)


def situation(item: Item) -> str:
    """What is known when a question is asked; what was told at earlier stages one step away."""
    before = "".join(map(paragraphs, item.before))
    earlier = f'<details class="before"><summary>{words.BEFORE}</summary>{before}</details>' if before else ""
    now = f'<div class="situation">{paragraphs(item.vignette)}</div>' if item.vignette.strip() else ""
    return earlier + now


def paragraphs(text: str) -> str:
    """The lines of a text."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())


def form(fields: Sequence[tuple[str, str]]) -> str:
    """The beginning of a form with what it sends unseen."""
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in fields
    )
    return f'<form method="post" action="{PATH}" autocomplete="off" novalidate>{hidden}'


def button(text: str, kind: str = "") -> str:
    """A button that sends a form."""
    return f'<button type="submit" class="{kind}">{escape(text)}</button>'


def _note(text: str) -> str:
    return f'<p class="note">{escape(text)}</p>'


def _reviewed(quiz: Quiz) -> str:
    return escape(words.reviewed(quiz.reviewed_by, quiz.reviewed_on)) if quiz.reviewed_by else ""


def _radios(name: str, legend: str, choices: Sequence[tuple[str, str]]) -> str:
    first = choices[0][0]
    offered = "".join(
        _choice("radio", f"{name}-{value}", name, value, text, chosen=value == first)
        for value, text in choices
    )
    return f'<fieldset class="group"><legend>{escape(legend)}</legend>{offered}</fieldset>'


def _choice(kind: str, id_: str, name: str, value: str, text: str, *, chosen: bool) -> str:
    checked = " checked" if chosen else ""
    return (
        f'<div class="choice"><input type="{kind}" id="{id_}" name="{name}" value="{value}"{checked}>'
        f'<label for="{id_}">{escape(text)}</label></div>'
    )


def _errors(items: Sequence[Item], unanswered: Collection[int]) -> str:
    if not unanswered:
        return ""
    many = len(unanswered) > 1
    links = "".join(
        f'<li><a href="#{_first_field(items[one], one)}">{_unanswered(items[one], one, many=many)}</a></li>'
        for one in sorted(unanswered)
    )
    return (
        f'<div class="errors" role="alert" aria-labelledby="errors"><h2 id="errors">{words.PROBLEM}</h2>'
        f"<ul>{links}</ul></div>"
    )


def _unanswered(item: Item, place: int, *, many: bool = False) -> str:
    told = words.UNANSWERED[item.kind]
    return f"Question {place + 1}: {told[0].lower()}{told[1:]}" if many else told


def _first_field(item: Item, place: int) -> str:
    return field(place) if item.kind is Kind.NUMBER else field(place, 0)


def _question(item: Item, place: int, typed: Fields, amiss: bool, *, alone: bool) -> str:
    """A question with its fields; its heading is the page's where it stands alone."""
    level, name = "h1" if alone else "h2", field(place)
    number = "" if alone else f'<span class="no">{place + 1}.</span> '
    error = f'<p class="error" id="{name}-error"><b>{words.ERROR}:</b> {_unanswered(item, place)}</p>'
    described = f"{name}-hint{f' {name}-error' if amiss else ''}"
    hint = f'<p class="hint" id="{name}-hint">{words.HINTS[item.kind]}</p>{error if amiss else ""}'
    inner = _FIELDS[item.kind](item, place, typed)
    if item.kind is Kind.NUMBER:
        asked = f'<{level}><label for="{name}">{number}{escape(item.stem)}</label></{level}>{hint}'
        asked += inner.replace("<input ", f'<input aria-describedby="{described}" ', 1)
    else:
        legend = f"<legend><{level}>{number}{escape(item.stem)}</{level}></legend>"
        asked = f'<fieldset aria-describedby="{described}">{legend}{hint}{inner}</fieldset>'
    wrong = " amiss" if amiss else ""
    return f'<div class="question">{situation(item)}<div class="group{wrong}">{asked}</div></div>'


def _options(item: Item, place: int, typed: Fields) -> str:
    kind, name = ("checkbox" if item.kind is Kind.MULTIPLE else "radio"), field(place)
    chosen = set(typed.get(name, ()))
    return "".join(
        _choice(kind, field(place, at), name, str(at), one.text, chosen=str(at) in chosen)
        for at, one in enumerate(item.options)
    )


def _number(item: Item, place: int, typed: Fields) -> str:
    name = field(place)
    value = escape(next(iter(typed.get(name, ())), "")[:20])
    unit = f'<span class="unit">{escape(item.unit)}</span>' if item.unit else ""
    return f'<input type="text" inputmode="numeric" id="{name}" name="{name}" value="{value}" size="8">{unit}'


def _matching(item: Item, place: int, typed: Fields) -> str:
    answers = [item.answers[one] for one in shown(item)]
    offered = [(str(at), text) for at, text in enumerate(answers)]
    prompts = [pair.prompt for pair in item.pairs]
    return "".join(_select(field(place, at), text, offered, typed) for at, text in enumerate(prompts))


def _ordering(item: Item, place: int, typed: Fields) -> str:
    texts = [item.options[one].text for one in shown(item)]
    offered = [(str(at), str(at)) for at in range(1, len(texts) + 1)]
    return "".join(_select(field(place, at), text, offered, typed) for at, text in enumerate(texts))


def _select(
    name: str, label: str, offered: Sequence[tuple[str, str]], typed: Mapping[str, Sequence[str]]
) -> str:
    chosen = next(iter(typed.get(name, ())), "")
    options = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in offered
    )
    return (
        f'<div class="pair"><label for="{name}">{escape(label)}</label><select id="{name}" name="{name}">'
        f'<option value="">{words.CHOOSE}</option>{options}</select></div>'
    )


_FIELDS = {
    Kind.SINGLE: _options,
    Kind.TRUE_FALSE: _options,
    Kind.MULTIPLE: _options,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.NUMBER: _number,
}
