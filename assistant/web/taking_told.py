"""What somebody who took a quiz is told: what was right and why, their score, their certificate, as HTML.

Everything from a quiz or from whoever takes it is escaped.
"""

from collections.abc import Sequence
from datetime import date
from html import escape

from assistant.quiz.grading import Given, Graded, Score, scored
from assistant.quiz.items import Cited, Item, Kind, Option, Quiz
from assistant.web import quiz_words as words
from assistant.web.citing import Held, quoted
from assistant.web.sittings import Sitting
from assistant.web.taking_render import PATH, button, form, page, paragraphs, situation
from ingest.dates import day_in_words


def told(
    title: str,
    items: Sequence[Item],
    places: Sequence[int],
    sitting: Sitting,
    held: Held,
    fields: Sequence[tuple[str, str]],
) -> str:
    """What was right in a step."""
    results = sitting.results(items)
    alone = len(places) == 1
    where = words.question_of(places[0] + 1, len(items))
    if not alone:
        where = f"Questions {places[0] + 1} to {places[-1] + 1} of {len(items)}"
    said = "".join(feedback(items[one], sitting.given.get(one, ()), results[one], held) for one in places)
    onward = words.TO_RESULT if sitting.last(items) else words.NEXT if alone else words.GO_ON
    heading = verdict(results[places[0]]) if alone else f"Answers to {where[:1].lower()}{where[1:]}"
    body = (
        f'<p class="caption">{escape(title)}</p><p class="where">{where}</p>'
        f'<h1 class="{_state(results[places[0]]) if alone else ""}">{heading}</h1>'
        f"{said}{form(fields)}{button(onward)}</form>"
    )
    return page(f"{heading} – {where} – {title}", body)


def result(
    quiz: Quiz, items: Sequence[Item], sitting: Sitting, held: Held, key: str, *, certificate: bool
) -> str:
    """The score, what to do next, and all answers."""
    results = sitting.results(items)
    score = scored(results, quiz.pass_mark)
    body = (
        f'<p class="caption">{escape(quiz.title)}</p><h1>{words.RESULT}</h1>{_score(score, sitting)}'
        f"{_kept(sitting)}{_next(quiz, score, sitting, key, certificate=certificate)}"
        f"<h2>{words.ANSWERS}</h2>{_answers(items, results, sitting, held)}"
    )
    return page(f"{words.RESULT} – {quiz.title}", body)


def certificate(quiz: Quiz, items: Sequence[Item], sitting: Sitting, key: str, today: date) -> str:
    """A certificate to print."""
    score = scored(sitting.results(items), quiz.pass_mark)
    sources = "".join(f"<li>{escape(one)}</li>" for one in editions(items))
    made = f"<p>{words.MADE_FROM}</p><ul>{sources}</ul>" if sources else ""
    reviewed = words.reviewed(quiz.reviewed_by, quiz.reviewed_on) if quiz.reviewed_by else ""
    on_day = words.ON_DAY.format(
        day=day_in_words(today.isoformat()),
        points=score.points,
        of=score.of,
        per_cent=score.per_cent,
        mark=quiz.pass_mark,
    )
    body = (
        f'<section class="certificate"><h1>{words.CERTIFICATE}</h1><p>{words.CERTIFIES}</p>'
        f'<p class="who">{escape(sitting.name or words.NOBODY)}</p><p>{words.TOOK}</p>'
        f'<p class="what">{escape(quiz.title)}</p><p>{on_day}</p>{made}<p>{escape(reviewed)}</p></section>'
        f'<p class="unprinted hint">{words.TO_PRINT}</p>'
        f'<p class="unprinted"><a href="{PATH}?sitting={escape(key)}">{words.BACK}</a></p>'
    )
    return page(f"{words.CERTIFICATE} – {quiz.title}", body)


def editions(items: Sequence[Item]) -> list[str]:
    """The documents that items cite, each once with its edition."""
    cited = [one for item in items for one in item.cited if one.document]
    named = (
        one.document if not one.edition or one.edition in one.document else f"{one.document}, {one.edition}"
        for one in cited
    )
    return sorted(dict.fromkeys(named))


def verdict(one: Graded) -> str:
    """Whether an answer is right, in words."""
    if one.right or not one.points:
        return words.RIGHT if one.right else words.WRONG
    return words.PARTLY.format(points=one.points, of=one.of)


def feedback(item: Item, given: Given, one: Graded, held: Held, *, stem: bool = True) -> str:
    """A question, unless it stands above, with what was answered, what is right, why, and where that is."""
    sources = "".join(quoted(cited, held) for cited in _said_of(item, given))
    written = f"<h3>{words.WHERE_WRITTEN}</h3>{sources}" if sources else ""
    asked = f'<p class="stem">{escape(item.stem)}</p>' if stem else ""
    return (
        f'<section class="told {_state(one)}">{situation(item)}{asked}'
        f"{_answer(item, given, one)}{paragraphs(item.rationale)}{written}</section>"
    )


def _state(one: Graded) -> str:
    return "right" if one.right else "wrong"


def _score(score: Score, sitting: Sitting) -> str:
    told = words.SCORE.format(points=score.points, of=score.of, per_cent=score.per_cent)
    passed = words.PASSED if score.passed else words.NOT_PASSED.format(mark=score.mark)
    state = "passed" if score.passed else ""
    said = words.RETRIED if sitting.retried else passed
    return f'<div class="score {state}"><p class="figure">{told}</p><p>{escape(said)}</p></div>'


def _kept(sitting: Sitting) -> str:
    if sitting.kept is None:
        return ""
    return f"<p>{words.KEPT}</p>" if sitting.kept else f'<p class="note">{words.NOT_KEPT}</p>'


def _next(quiz: Quiz, score: Score, sitting: Sitting, key: str, *, certificate: bool) -> str:
    ways = ""
    if certificate:
        address = f"{PATH}?sitting={escape(key)}&amp;certificate=1"
        ways += f'<p><a class="button" href="{address}">{words.SHOW_CERTIFICATE}</a></p>'
    if score.points < score.of:
        retry = button(words.RETRY, "quiet" if certificate else "")
        ways += f"{form((('sitting', key), ('do', 'retry')))}{retry}</form>"
    again = f"{PATH}?id={escape(quiz.id)}&amp;version={sitting.version}"
    return f'<div class="ways">{ways}<p><a href="{again}">{words.AGAIN}</a></p></div>'


def _answers(items: Sequence[Item], results: Sequence[Graded], sitting: Sitting, held: Held) -> str:
    return "".join(
        f'<details class="each {_state(one)}"{"" if one.right else " open"}><summary><span class="mark">'
        f"{verdict(one)}</span> {place + 1}. {escape(item.stem)}</summary>"
        f"{feedback(item, sitting.given.get(place, ()), one, held, stem=False)}</details>"
        for place, (item, one) in enumerate(zip(items, results, strict=True))
    )


def _said_of(item: Item, given: Given) -> tuple[Cited, ...]:
    """What is cited for what is right, and for what was chosen."""
    if item.kind is Kind.MATCHING:
        return item.cited
    chosen = [one for at, one in enumerate(item.options) if one.correct or at in given]
    return tuple(dict.fromkeys((*item.citations, *(cited for one in chosen for cited in one.citations))))


def _answer(item: Item, given: Given, one: Graded) -> str:
    match item.kind:
        case Kind.MATCHING:
            return _pairs(item, given, one)
        case Kind.ORDERING:
            return _orders(item, given, one)
        case Kind.NUMBER:
            unit = words.unit_of(item)
            typed = f"{given[0]:,}{unit}" if given else words.NOT_ANSWERED
            right = f"<p><b>{words.RIGHT_NUMBER}:</b> {item.number:,}{escape(unit)}</p>"
            return f"<p><b>{words.YOU_TYPED}:</b> {escape(typed)}</p>{'' if one.right else right}"
        case _:
            return "".join(_option(option, at in given) for at, option in enumerate(item.options)).join(
                ('<ul class="options">', "</ul>")
            )


def _option(option: Option, chosen: bool) -> str:
    """An option; why it is right or not, where it was chosen or is right."""
    tags = [words.YOURS] * chosen + [words.CORRECT] * option.correct
    state = " ".join(["chosen"] * chosen + ["correct"] * option.correct)
    marks = "".join(f' <span class="tag">{tag}</span>' for tag in tags)
    why = paragraphs(option.rationale) if tags else ""
    return f'<li class="{state}"><p class="text">{escape(option.text)}{marks}</p>{why}</li>'


def _pairs(item: Item, given: Given, one: Graded) -> str:
    answers = item.answers
    rows = ""
    for at, pair in enumerate(item.pairs):
        chosen = (
            answers[given[at]] if at < len(given) and 0 <= given[at] < len(answers) else words.NOT_ANSWERED
        )
        right = one.parts[at]
        cell = (
            escape(chosen) if right else f"{escape(chosen)}<br><b>{words.BELONGS}:</b> {escape(pair.answer)}"
        )
        why = paragraphs(pair.rationale)
        state = words.RIGHT if right else words.WRONG
        rows += f'<tr><th scope="row">{escape(pair.prompt)}</th><td>{cell}{why}</td><td>{state}</td></tr>'
    heads = "".join(f'<th scope="col">{one}</th>' for one in (words.GIVEN, words.YOU_CHOSE, ""))
    heads = heads.replace('<th scope="col"></th>', "<td></td>")
    return f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _orders(item: Item, given: Given, one: Graded) -> str:
    texts = [option.text for option in item.options]
    placed = [text for _, text in sorted(zip(given, texts, strict=False))]
    yours = f"<h3>{words.YOUR_ORDER}</h3>{_list(placed)}"
    right = "" if one.right else f"<h3>{words.RIGHT_ORDER}</h3>{_list(texts)}"
    why = "".join(paragraphs(option.rationale) for option in item.options)
    return f"{yours}{right}{why}"


def _list(texts: Sequence[str]) -> str:
    return f"<ol>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ol>"
